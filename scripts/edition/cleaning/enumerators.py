"""Enumerators (一、 （一） 1. （1）), the marks by which headings nest. Table: data/headings.toml."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from edition import data
from edition.cleaning.patterns import pattern

_LONGEST = 24  # characters, what must follow included: steps ask of the same block many times
_DIGITS = {char: number for number, char in enumerate("零一二三四五六七八九")}
_DIGITS |= {"〇": 0}
_DIGITS |= {"—": 1}  # as recognition reads it, and `digits` puts right
_DIGITS |= dict(zip("壹贰叁参肆伍陆柒捌玖", (1, 2, 3, 3, 4, 5, 6, 7, 8, 9), strict=True))
_POWERS = {"十": 10, "拾": 10, "百": 100, "千": 1000}
# Signs that are a number each, from 1 on.
_SIGNS = (
    "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇",
    "❶❷❸❹❺❻❼❽❾❿",
    "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ",
    "甲乙丙丁戊己庚辛壬癸",
)
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_BY_PLACE = pattern(r"(?<![十百千])[一二三四五六七八九][一二三四五六七八九零〇]{1,2}(?![十百千])")
_NUMBERS = pattern(
    r"[\d\s—一二三四五六七八九十百零〇①-⑳⑴-⒇❶-❿Ⅰ-ⅫIVX壹贰叁参肆伍陆柒捌玖拾甲乙丙丁戊己庚辛壬癸]"
)


@dataclass(frozen=True, slots=True)
class Enumerator:
    """What a block begins with: its ``kind`` (a row of the table), its number, its length.

    ``style`` tells 1. from 1、: marks of one kind but of two hands.
    """

    kind: str
    number: int
    length: int
    style: str


@cache
def _pattern() -> re.Pattern[str]:
    rows = data.table("headings")["enumerator"]
    return re.compile("|".join(f"(?P<k{n}>{row['pattern']})" for n, row in enumerate(rows)))


@cache
def _kinds() -> tuple[str, ...]:
    return tuple(row["kind"] for row in data.table("headings")["enumerator"])


@cache
def no_unit() -> str:
    """A pattern: behind a number with a point in it, what makes it no figure (3.2日常维护, not 3.2日)."""
    table = data.table("headings")["decimal"]
    return rf"(?=(?:{'|'.join(table['words'])})|[^{table['units']}])"


def enumerator(text: str, at: int = 0) -> Enumerator | None:
    """The enumerator that stands in ``text`` at ``at``, if one does."""
    return _enumerator(text[at : at + _LONGEST])


@lru_cache(maxsize=256)
def _enumerator(text: str) -> Enumerator | None:
    match = _pattern().match(text)
    if not match or not match.lastgroup:
        return None
    kind = _kinds()[int(match.lastgroup[1:])]
    style = _NUMBERS.sub("", match[0])
    return Enumerator(kind, number(match[0]), match.end(), kind + style)


def number(text: str) -> int:
    """The number in an enumerator: 3 for 三、, 112 for 第一百一十二条, 4 for ④; 22 for 二二, which has its
    digits in their places; 0 if there is none."""
    digits = re.search(r"\d+", text)
    if digits and digits[0].isascii():
        return int(digits[0])
    for signs in _SIGNS:
        if text[:1] and text[0] in signs:
            return signs.index(text[0]) + 1
    letters = re.match(r"[IVX]+", text)
    if letters and letters[0] in _ROMAN:
        return _ROMAN.index(letters[0]) + 1
    places = _BY_PLACE.search(text)
    if places:
        return int("".join(str(_DIGITS[char]) for char in places[0]))
    total = digit = 0
    for char in text:
        if char in _POWERS:
            total, digit = total + (digit or 1) * _POWERS[char], 0
        elif char in _DIGITS:
            digit = _DIGITS[char]
    return total + digit
