"""structure (结构): indents that tell where paragraphs begin in a text with hard wraps.

    老魏在河湾修了三十年船，桐油的味道早就进了       deep: a paragraph begins
    他的衣裳，洗也洗不掉。                         flush: goes on, since the line above is full
    入秋以后，他把船板一块一块卸下来……

If every line that is not deep stands behind a full one, and some are deep, no length of a
paragraph's last line can deceive: 坝长一百四十二米。 may fill its line, and the next one still goes on.

In: the lines of a text that are not blank. Out: the width of a full line.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from edition.cleaning.enumerators import enumerator
from edition.cleaning.lines import Line, ends_sentence
from edition.cleaning.patterns import pattern

_FEWEST, _FEWEST_DEEP = 3, 2  # lines without an indent, and with one
_SHORTEST, _LONGEST = 12, 60  # characters of a full line
_SPREAD = 2  # characters by which full lines differ: no mark begins one
_INNER_MARK = pattern(r"[，。；：？！,;:?!]")


def cells(text: str) -> int:
    """The width of a line on a screen: two for a Chinese character, one for a Latin letter."""
    return 2 * len(text) - len(text.encode("ascii", "ignore"))


def indent(text: str) -> int:
    """The blanks at the beginning of a line, in cells."""
    return cells(text[: len(text) - len(text.lstrip(" \t\u3000"))])


def width(rows: Sequence[Line], length: Callable[[str], int]) -> int:
    """How long a full line is (``length`` counts it) if indents tell where paragraphs begin; 0 if
    they do not. Headings may stand without one."""
    texts = [row.text.rstrip() for row in rows]
    depths = [indent(text) for text in texts]
    margin = min(depths[1:], default=0)
    flush = [n for n in range(1, len(texts)) if depths[n] == margin]
    if len(flush) < _FEWEST or sum(depth > margin for depth in depths) < _FEWEST_DEEP:
        return 0
    unit = length("字")
    above = sorted(length(texts[n - 1]) for n in flush)
    full = above[int(0.9 * len(above))]
    if not _SHORTEST * unit <= full <= _LONGEST * unit:
        return 0
    near = _SPREAD * unit
    behind = [n for n in flush if abs(length(texts[n - 1]) - full) <= near]
    odd = {*flush} - {*behind}
    unended = sum(not ends_sentence(texts[n - 1]) for n in behind)
    inner = sum(_INNER_MARK.search(texts[n - 1]) is not None for n in behind)  # verse has none
    tell = len(behind) >= _FEWEST and 2 * min(unended, inner) >= len(behind) >= len(odd)
    headings = all(
        length(texts[n]) < full - near and (is_heading(texts[n]) or enumerator(texts[n]))
        for n in odd
    )
    return full if tell and headings else 0


def is_heading(text: str) -> bool:
    """May a line without an indent be a heading? (It is no clause.)"""
    return not (ends_sentence(text) or _INNER_MARK.search(text))
