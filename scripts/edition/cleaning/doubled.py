"""Words that a typist wrote twice: 进行进行改革. Only those that never stand twice in a clause by
themselves (`data/misspellings.toml`): 非常非常, 商量商量 and 我们我们 may be meant. And any four
characters or more, twice over: of 5.7 M characters of clean texts two places are so, both meant
(你不知道你不知道, and a cry in a quotation).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from edition import data
from edition.cleaning.lines import HAN
from edition.cleaning.oldlanguage import is_classical
from edition.cleaning.patterns import pattern
from edition.cleaning.spelling import spoken_of
from edition.edit import Doubt, Edit

CLS = "emendation"

_SURE = 4  # characters of a stretch that nobody says twice over
_TWICE = pattern(rf"([{HAN}]{{3,14}})\1(?!\1)")
_NUMBER = pattern(r"[一二三四五六七八九十百千万零〇]{3}|[一二三四五六七八九十]$")
_ANY = pattern("多少|什么|怎么|怎样|几|谁|哪")
_CALLS = pattern("[你我他她]|啊|呀|吧|加油|万岁|快")


@cache
def _doubled() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The words, and what around the two of them shows that they are sound."""
    return tuple(
        (word, re.compile(row["unless"]))
        for row in data.table("misspellings")["doubled"]
        for word in row["words"].split()
    )


def doubled(text: str) -> Iterator[Edit]:
    """Every word that stands twice, outside of speech."""
    for word, unless in _doubled():
        seen = 2 * word
        at = text.find(seen)
        while at >= 0:
            end = at + len(seen)
            around = text[max(0, at - len(word)) : end + len(word)]
            thrice = around.count(word) > 2
            meant = thrice or unless.search(around) or _in_speech(text, at)
            if not (meant or spoken_of(text, at, end) or is_classical(text, at)):
                yield Edit(at + len(word), word, "", CLS, "doubled-word", f"“{word}”重出")
            at = text.find(seen, end)


def repeated(text: str) -> Iterator[Edit | Doubt]:
    """A stretch of prose that stands twice over, without a mark between: sure from four
    characters on, a doubt if it has three."""
    for match in _TWICE.finditer(text):
        unit, at = match[1], match.start() + len(match[1])
        after = text[match.end() : match.end() + 1]
        if len(set(unit)) < 3 or unit[0] == "一" or after in "！!”’" or _CALLS.search(unit):
            continue
        line = text[text.rfind("\n", 0, at) + 1 : (text + "\n").find("\n", at)]
        prose = any(mark in line for mark in "，。；") and not _in_speech(text, at)
        # A heading that runs on (司马相如司马相如，字长卿), or a number: 二百七十二百七十三.
        runs_on = line.startswith(2 * unit) and after in "，,是者字即为"
        runs_on |= after in "：:（("  # a note behind its word: 刀山剑树刀山剑树：是……
        runs_on |= "有" in unit and after == "的"  # 老人也有老人的圆滑
        runs_on |= "或" in unit  # 切丝或者切丝或者切片
        runs_on |= _ANY.search(unit) is not None  # 爱雇多少人雇多少人
        runs_on |= unit[0] == unit[1]  # 多多包涵多多包涵
        if runs_on or _NUMBER.search(unit):
            continue
        if not prose or spoken_of(text, match.start(), match.end()) or is_classical(text, at):
            continue
        kind = Edit if len(unit) >= _SURE else Doubt
        yield kind(at, unit, "", CLS, "doubled-words", f"“{unit}”重出")


def _in_speech(text: str, at: int) -> bool:
    """Does a quotation of this paragraph hold the place? A speaker may stammer."""
    before = text[text.rfind("\n", 0, at) + 1 : at]
    return before.rfind("“") > before.rfind("”") or before.rfind("「") > before.rfind("」")
