"""Who wrote a text, by a name that stands alone on a line: below the title, above the first paragraph.

    渡口的钟                  TITLE
    陶世民                    three characters that no word is
    江边的老人都记得那口钟……

A name of two characters may be a word or a place (方剂, 石堰): it asks for more.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from edition import data
from edition.cleaning import language, names
from edition.cleaning.enumerators import enumerator
from edition.cleaning.lines import HAN, INNER_MARK, Line, ends_sentence
from edition.cleaning.patterns import pattern
from edition.cleaning.script import simplified

_PARAGRAPH = 40  # characters of a line that is no heading
_TITLE = pattern(rf"[{HAN}\d“”《》、:—\- ]{{5,40}}[!?]?")
_ABOUT = pattern(r"(?:简介|介绍)\s*[:：]?\s*$")
_SHORT = 8  # characters of a line that may be a heading
_UNKNOWN = -11.5  # nats of a name of two characters: 高原, 方法, 时间, 成果 have more


def is_author(n: int, rows: Sequence[Line]) -> bool:
    """Is line ``n`` a name that is no word and that the text does not speak of (陶世民): below the title,
    or without one, and right above a paragraph, or above the heading of the first? So is a foreign one in
    its parts, below the title (尤金·奥尼尔)."""
    name = rows[n].text.strip()
    foreign = n == 1 and names.is_foreign(name)
    known = foreign or names.is_sure(simplified(name)) or (n == 1 and _is_short_name(rows))
    if not known or no_author().search(name) or any(name in row.text for row in rows[n + 1 :]):
        return False
    if is_told_of(n, rows):
        return False
    if n and ends_sentence(rows[n - 1].text) and not _is_short_name(rows):
        return False
    below = [_is_prose(row.text) for row in rows[n + 1 : n + 3]]
    headed = n and enumerator(rows[n + 1].text.strip()) is not None
    return below[0] or bool(headed and below[-1])


def is_told_of(n: int, rows: Sequence[Line]) -> bool:
    """Does line ``n`` stand below 作者简介, so that the next lines tell of whom it names?"""
    return n > 0 and introduces(rows[n - 1].text)


def introduces(line: str) -> bool:
    """Does a line end as the heading of what tells of somebody (作者简介：)?"""
    return _ABOUT.search(line) is not None


@cache
def no_author() -> re.Pattern[str]:
    """What a name is not."""
    return re.compile(data.table("metadata")["names"]["never"])


def _is_prose(line: str) -> bool:
    """Is it a paragraph, or the first line of one that is wrapped?"""
    return len(line) > _PARAGRAPH and (ends_sentence(line) or INNER_MARK.search(line) is not None)


def _is_short_name(rows: Sequence[Line]) -> bool:
    """Is the second line a name of two characters with one of the commonest surnames, no usual word, between a
    title and a long paragraph? No other line of the text is as short: headings have siblings."""
    name = simplified(rows[1].text.strip())
    table = data.table("metadata")["names"]
    if len(name) != 2 or name[0] not in table["commonest"] or name[1] in table["headings"]:
        return False
    if language.score("｜", language.fold(name), language.LARGE) > _UNKNOWN:
        return False
    title, *below = (row.text.strip() for row in rows if row is not rows[1])
    if not _TITLE.fullmatch(title) or len(below[0]) <= _PARAGRAPH:
        return False
    return ends_sentence(below[0]) and all(len(line) > _SHORT for line in below)
