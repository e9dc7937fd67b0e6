"""structure (结构): lines of prose that break off without a mark, in a text too short or too mixed to show a
width.

    ……第八期《居荷》副刊的编纂工作已经进入了尾声。这一期的《居荷》收到了来自北      goes on
    美中文学习者的大量投稿，……

What the breaks part tells, each for itself and all together, and that the lines are as long as each
other: wraps make them so, chance hardly ever does.

In: the lines of a text that are not blank. Out: indices of those that go on in the next one.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence

from edition.cleaning.blocks import is_phrase
from edition.cleaning.breaks import parts
from edition.cleaning.enumerators import enumerator
from edition.cleaning.indents import cells
from edition.cleaning.lines import HAN, SPEAKER, Line, is_bullet
from edition.cleaning.patterns import pattern

_SHORTEST = 24  # characters of a line of prose
_OPEN = pattern(rf"[{HAN}][，、,]?\s*$")
_INNER = pattern(r"[，。；,;].")  # a mark of prose, not at the end: a title may have a colon
_COMMA = pattern(r"[，,]\s*$")
_ON = pattern(rf"[{HAN}“‘《〈（(A-Za-z\dα-ωΑ-Ω]")
# What `parts` says (nats) for a wrap and against the end of a paragraph without its mark: neither at _EVEN,
# and so much more for each nat; 1,730 random places in the sound readings of tests/unseen/ beside 861
# ends of paragraphs there that were robbed of their mark.
_EVEN, _SLOPE, _MOST, _LEAST = 3.7, 0.85, 5.0, -3.5
_AT_COMMA = 2.5  # nats that a comma says besides: verses are shorter
_ANY_LENGTH = 60.0  # cells over which the lengths of lines spread that are no wraps
_SURE = 4.0  # nats for all lines of a text together; one at least must have _TELLING
_TELLING = 1.5
_SPREAD = 16  # cells: the lengths of lines wrapped at one width differ by no more


def broken(rows: Sequence[Line]) -> set[int]:
    """Lines that break off, if together they are likelier wraps than paragraphs without a mark."""
    texts = [row.text.strip() for row in rows]
    found = [n for n, (a, b) in enumerate(itertools.pairwise(texts)) if _is_open(a, b)]
    if not found:
        return set()
    said = {n: _says(texts[n], texts[n + 1]) for n in found}
    lengths = [cells(texts[n]) for n in found]
    spread = max(lengths) - min(lengths) + 1
    if spread > _SPREAD:  # no width: each speaks for itself
        return {n for n, nats in said.items() if nats >= _SURE}
    alike = (len(found) - 1) * math.log(_ANY_LENGTH / spread)
    sure = sum(said.values()) + alike >= _SURE and max(said.values()) >= _TELLING
    return set(found) if sure else set()


def _is_open(line: str, following: str) -> bool:
    """Is it prose without a mark that ends it, above what may go on with it?"""
    return (
        len(line) >= _SHORTEST
        and _OPEN.search(line) is not None
        and _INNER.search(line) is not None
        and _ON.match(following) is not None
        and not (enumerator(following) or is_bullet(following) or SPEAKER.match(following))
        and not _may_head(following)
    )


def _may_head(line: str) -> bool:
    """May it be a heading or a title: short, and without a mark; or a running head with its columns?"""
    short = len(line) < _SHORTEST and is_phrase(line) and not _INNER.search(line)
    return short or "   " in line


def _says(line: str, following: str) -> float:
    nats = max(_LEAST, min(_MOST, _SLOPE * (parts(line, following) - _EVEN)))
    return nats + _AT_COMMA if _COMMA.search(line) else nats
