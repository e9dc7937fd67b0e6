"""structure (结构): how letters end in a day: with it alone, behind a name, or behind what signs.

    舟子启旧十二月四日          舟子正月初七          娘3月31日[1970年]        廿三晨

In: lines that see Simplified text. Out: what they are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from edition import data
from edition.cleaning.lines import HAN, ends_sentence
from edition.cleaning.patterns import one_of, pattern

_NUMBER = "[初廿卅正腊冬一二三四五六七八九十]{1,3}"
_FEAST = one_of(data.table("headings")["letters"]["feasts"])
_DAY = (
    r"(?:[旧新阴阳农夏公国]历?)?"
    r"(?:[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年?|\d{2,4}年|[一二三四五六七八九十〇○零]{2,4}年)?"
    rf"(?:闰?(?:\d{{1,2}}|{_NUMBER})月(?:(?:\d{{1,2}}|{_NUMBER})[日号]?|[晦望朔]日)?|{_FEAST}|(?:\d{{1,2}}|{_NUMBER})[日号](?=[晨午晚夜]|$)|[初廿卅]{_NUMBER}(?=[晨午晚夜]))"
    r"[晨午晚夜早]?(?:\[.{1,10}\]|（.{1,10}）)?"
)
_ALONE = pattern(_DAY)
_NAMED = pattern(rf"(?P<name>[{HAN}]{{1,6}}?){_DAY}")
_NAME = pattern(rf"[{HAN}]{{1,4}}")
_FEWEST_DAYS = 3  # of a diary


@cache
def _signed() -> re.Pattern[str]:
    table = data.table("headings")["letters"]
    return pattern(
        rf"(?P<name>[{HAN}]{{1,6}}?)(?:{one_of(table['signed'])}|[{table['signs']}]){_DAY}"
    )


def is_signed(line: str) -> bool:
    """Does a line name who writes, and the day?"""
    if _ALONE.fullmatch(line):
        return False  # 二十一年元旦: a day and no name
    return bool(_signed().fullmatch(line) or _NAMED.fullmatch(line))


def ends_letter(texts: Sequence[str], n: int) -> bool:
    """Does line ``n`` of letters sign one: with a day, or with the name that has a day elsewhere?"""
    line, above = texts[n], texts[n - 1]
    if _ALONE.fullmatch(line):
        days = sum(_ALONE.fullmatch(text) is not None for text in texts)
        return days < _FEWEST_DAYS or _NAME.fullmatch(above) is not None
    if not ends_sentence(above):
        return False
    if is_signed(line):
        return True
    return _NAME.fullmatch(line) is not None and line in _names(tuple(texts))


@cache
def _names(texts: tuple[str, ...]) -> frozenset[str]:
    found = (_signed().fullmatch(text) or _NAMED.fullmatch(text) for text in texts)
    return frozenset(match["name"] for match in found if match)
