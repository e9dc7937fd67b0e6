"""Letters and signs that recognition and typing put for digits: 2O15年, l0月, 第—章, 3月5曰.

In: a text. Out: edits (offsets in code points). Only where nothing but a number can stand: before
the word for a year, a month, a day, a chapter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from edition.cleaning.lines import HAN
from edition.cleaning.patterns import pattern
from edition.cleaning.spelling import spoken_of
from edition.edit import Edit, apart

CLS = "emendation"

_DIGITS = str.maketrans({"l": "1", "I": "1", "|": "1", "O": "0", "o": "0", "Ｏ": "0"})
# A digit at least, letters among digits, and behind it what is counted.
_NUMBER = pattern(
    rf"(?<![A-Za-z\d|.])(?=[lIOoＯ|]{{0,6}}\d)(?=\d{{0,6}}[lIOoＯ|])[\dlIOoＯ|]{{2,7}}(?=\s?[年月日])"
    rf"|(?<=[{HAN}])(?=[lIOoＯ]{{0,6}}\d)(?=\d{{0,6}}[lIOoＯ])[\dlIOoＯ]{{2,7}}(?=[米元人户亩个名岁]|公里|公斤| ?分(?!之))"
)
_MIXED = pattern(r"\d[lIOoＯ|]|[lIOoＯ|]\d")  # most texts have none
_GROUPS = pattern(r"(?<![A-Za-z\d])\d{1,3}(?:[,，][0OoＯ]{3})+(?![A-Za-z\d])")  # 15，O0O
_DASH = pattern(r"[—-](?<=[第十百].)(?=[章节条届次回卷册期编篇])|[—-](?<=第.)(?=[十百])")
_FIRST_ITEM = pattern(r"^(?:#{1,4} )?([lI|])( ?[.、．])(?=\s?[\u3400-\u9fff“《])", re.MULTILINE)
_DASH_ITEM = pattern(r"^(?:#{1,4} )?(—)(?=、[\u3400-\u9fff])", re.MULTILINE)
_SECOND_ITEM = pattern(r"^(?:#{1,4} )?二、", re.MULTILINE)
_REACH = 1500  # characters from a list's first item to the second
_PERCENT = pattern(r"[oO](?<=\d[oO])(?=[%％])")
_YEARS = pattern(r"一(?<=\d{4}一)(?=\d{4}(?!\d))")
_ONE = pattern(r"[-—](?<=》[-—])(?=[书文诗剧片曲词章节])")
_SUN = pattern(
    r"曰(?<=月[一二三四五六七八九十]曰)|曰(?<=月十[一二三四五六七八九]曰)|曰(?<=月[二三]十曰)"
    r"|曰(?<=月[二三]十[一二三四五六七八九]曰)|曰(?<=\d月\d曰)|曰(?<=\d月\d\d曰)|目(?<=\d月\d目)|目(?<=\d月\d\d目)"
)


def _letters_of_lists(text: str) -> Iterator[Edit]:
    """l. and I. for 1. before the item 2. of the same list, O for 0 behind a digit (1O.)."""
    for match in _FIRST_ITEM.finditer(text):
        following = re.compile(rf"^(?:#{{1,4}} )?2 ?{re.escape(match[2])}", re.MULTILINE)
        if following.search(text, match.end(), match.end() + _REACH):
            note = "其后为第二项，字母与数字形近而误"
            yield Edit(match.start(1), match[1], "1", CLS, "digit-shape", note)


def _dashes_of_lists(text: str) -> Iterator[Edit]:
    """A dash for 一 before the item 二、 of the same list."""
    for match in _DASH_ITEM.finditer(text) if "—、" in text else ():
        if _SECOND_ITEM.search(text, match.end()):
            note = "其后有第二项，“一”与破折号形近而误"
            yield Edit(match.start(1), match[1], "一", CLS, "digit-shape", note)


def digits(text: str) -> Iterator[Edit]:
    """Numbers with letters in them, the sign for one as a dash, the day as 曰; in order. A number in
    groups (2，O0O年) is put right as a whole: it begins before its last group."""
    yield from apart(sorted([*_letters_of_lists(text), *_dashes_of_lists(text), *_numbers(text)]))


def _numbers(text: str) -> Iterator[Edit]:
    for match in _NUMBER.finditer(text) if _MIXED.search(text) else ():
        if spoken_of(text, match.start(), match.end() + 1):
            continue
        new = match[0].translate(_DIGITS)
        note = "字母夹在数字中，形近而误"
        yield Edit(match.start(), match[0], new, CLS, "digit-shape", note)
    for match in _GROUPS.finditer(text):
        new = match[0].translate(_DIGITS).replace("，", ",")
        if re.search("[OoＯ]", match[0]):
            note = "字母夹在数字中，形近而误"
            yield Edit(match.start(), match[0], new, CLS, "digit-shape", note)
    for match in _PERCENT.finditer(text):
        yield Edit(match.start(), match[0], "0", CLS, "digit-shape", "百分数中的字母，形近而误")
    for match in _YEARS.finditer(text):
        yield Edit(match.start(), "一", "—", CLS, "digit-shape", "两个年份之间当是连接号，形近而误")
    for match in _ONE.finditer(text) if "》" in text else ():
        yield Edit(
            match.start(), match[0], "一", CLS, "digit-shape", "书名与量词之间当是“一”，形近而误"
        )
    if "第" in text:
        for match in _DASH.finditer(text):
            note = "“第”与量词之间当是数字，形近而误"
            yield Edit(match.start(), match[0], "一", CLS, "digit-shape", note)
    if "月" in text:
        for match in _SUN.finditer(text):
            yield Edit(match.start(), match[0], "日", CLS, "digit-shape", "日期中形近而误")
