"""structure (结构): short lines that name a person, a wish or a day, and are no headings.

    石阶 | 周渡 | 老渡口在镇子东头……               who wrote it, below the title
    问渡 | 叶行舟 | …… | 归帆 | 叶行舟 | ……        … below each title of several
    ……盼你回信。祝 | 平安喜乐 | 阿满上              what a letter wishes, and who signs it
    ……二〇〇三年八月改定于青石渡                   when a text was finished

In: blocks that see Simplified text. Out: places among them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import cache

from edition import data
from edition.cleaning import metadata, signeddays, unnumbered
from edition.cleaning.blocks import Block
from edition.cleaning.enumerators import enumerator
from edition.cleaning.lines import HAN, ends_sentence, fold
from edition.cleaning.names import is_foreign, is_known_name, is_sure
from edition.cleaning.patterns import one_of, pattern

_LONGEST = 24  # characters of such a line
_LONGEST_TITLE = 45  # … of the one above it
_LONGEST_VOCATIVE = 16
_PERSON = pattern(rf"[{HAN}]{{2,4}}")
_NAMELESS = ("佚名", "无名氏")
_NUMBER = pattern(r"其?[一二三四五六七八九十\d]{1,3}")
_SAYS = pattern(rf"[{HAN}]{{1,10}}[笑说道问答叫喊骂叹]：[“「].*[”」]")
_MEASURE = pattern(rf"\d{{1,4}}[{HAN}](?![{HAN}]{{5}})")
_VOCATIVE = pattern(r"[^。！？，、]{1,15}：")
_ANNOUNCES = pattern(r"如下|以下|下列|[说道问答曰]：|[是有为]：")
# 一九二一年八月三十日作, 三月定稿于北京守愚斋
_DAY = r"[\d一二三四五六七八九十〇○零正腊廿卅初]{1,4} ?[年月日号][日夜晨午初末春夏秋冬]?"
_FINISHED = pattern(
    rf".{{0,4}}{_DAY}[{HAN}\d〇○，、 ]{{0,12}}?"
    rf"(?:在[{HAN}]{{2,12}}(?:演讲|讲话|讲)|(?:[初定完脱改写][稿作定成毕讫]|[写作记稿改])于[{HAN}]{{2,12}}|[写作记改草定完脱]?[作写记稿毕讫])"
)
_PART = pattern(r".*[序跋录幕篇回]")  # 原序: what a book begins with


def lines(found: Sequence[Block], levels: Collection[int]) -> set[int]:
    """Which of the headings at ``levels`` are such lines."""
    texts = [block.text.strip() for block in found]
    letter = _is_letter(texts)
    return {
        n
        for n in levels
        if n
        and len(texts[n]) <= _LONGEST
        and not _is_numbered(texts[n])
        and (
            (n == 1 and _is_author(texts, levels))
            or _is_poet(texts[n])
            or _comes_again(texts, n)
            or _is_signed(texts, n, letter)
            or _FINISHED.fullmatch(texts[n])
            or _is_torn(texts, n, levels)
        )
    }


def begins_signed(texts: Sequence[str]) -> bool:
    """Is the first line the name and the day below a letter, of which a page has the end?"""
    return signeddays.is_signed(texts[0]) and _is_letter(texts)


def _is_author(texts: Sequence[str], levels: Collection[int]) -> bool:
    """Is the second line a person's name: it could be the heading of a section, but no other follows that is
    more than a number?"""
    name = texts[1]
    if len(texts[0]) > _LONGEST_TITLE or texts[0].endswith(("。", "：", "，")):
        return False
    if is_foreign(name) or name in _NAMELESS:
        return True
    if not _PERSON.fullmatch(name) or unnumbered.is_inner(name) or _PART.fullmatch(name):
        return False
    if any(name in text for text in (texts[0], *texts[2:3])):
        return False  # 关于故乡的散文 | 故乡 | 故乡，是……
    return all(n < 2 or _NUMBER.fullmatch(texts[n]) for n in levels)


def _is_numbered(text: str) -> bool:
    return bool(_NUMBER.fullmatch(text) or enumerator(text) or unnumbered.is_fixed(text))


def _is_poet(text: str) -> bool:
    return metadata.names_poet(fold(text))


def _comes_again(texts: Sequence[str], n: int) -> bool:
    """Is it a name that stands below several titles, and no title itself (木兰花 | 晏殊)?"""
    below = texts[n + 1] if n + 1 < len(texts) else ""
    return texts.count(texts[n]) > 1 and _may_name(texts[n]) and not _may_name(below)


def _may_name(line: str) -> bool:
    return is_known_name(line) or is_sure(line) or is_foreign(line) or line in _NAMELESS


@cache
def _letter() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """What a line ends in above a wish; how a letter is signed, surely and in one character."""
    table = data.table("headings")["letters"]
    return (
        re.compile(rf"{one_of(table['wishes'])}[：:，,]?$"),
        re.compile(rf"[{HAN}]{{1,6}}{one_of(table['signed'])}"),
        re.compile(rf"[{HAN}]{{1,6}}[{table['signs']}]"),
    )


@cache
def _addressed() -> re.Pattern[str]:
    table = data.table("headings")["salutation"]
    return re.compile(rf"{one_of([*table['courtesies'], *table['whom']])}|{table['letter']}")


def _is_letter(texts: Sequence[str]) -> bool:
    """Does a block address somebody, or begin with whom it does?"""
    return any(map(addresses, texts))


def addresses(text: str) -> bool:
    """Does a text begin with whom it speaks to (阿满居士慧鉴：来信收到)?"""
    match = _VOCATIVE.match(text)
    return (
        match is not None
        and _addressed().search(match[0]) is not None
        and _ANNOUNCES.search(match[0]) is None
    )


def _is_signed(texts: Sequence[str], n: int, letter: bool) -> bool:
    """Is it what a letter ends with: its wish, or the name of whom it is from, which signs another one or is
    addressed in the answer?"""
    line, above = texts[n], texts[n - 1]
    wish, signed, short = _letter()
    if wish.search(above) or signed.fullmatch(line) or (letter and short.fullmatch(line)):
        return True
    if letter and signeddays.ends_letter(texts, n):
        return True
    if not _PERSON.fullmatch(line):
        return False
    if texts[n + 1 : n + 2] and texts[n + 1].startswith(f"{line}："):
        return True  # the answer follows
    return ends_sentence(above) and any(
        text.startswith(f"{line}：") and len(text) <= _LONGEST_VOCATIVE for text in texts
    )


def _is_torn(texts: Sequence[str], n: int, levels: Collection[int]) -> bool:
    """Is it a part of a sentence: what somebody says, half a quotation, a number with its unit behind a line
    that goes on (曾经以 | 2架 | 并列的方式)?"""
    line, above = texts[n], texts[n - 1]
    if line.count("“") != line.count("”") or _SAYS.fullmatch(line):
        return True
    return bool(_MEASURE.match(line)) and n - 1 not in levels and not ends_sentence(above)
