"""structure (结构): lines that go on in the next one, on a page that parts its paragraphs by blank lines.

    河湾的塘多为私塘，数家共之，         goes on: the blank lines of the page stand elsewhere
    按田亩分水，日夜轮灌。

In: the lines of a text that are not blank, and what stands between them. Out: indices of such lines.
"""

from __future__ import annotations

from collections.abc import Sequence

from edition.cleaning.breaks import parts
from edition.cleaning.enumerators import enumerator
from edition.cleaning.hardwraps import HAN_END, MARK_INSIDE, MEAN
from edition.cleaning.lines import Line, ends_sentence

_FEWEST_PARTED, _SHORTEST_LINE = 3, 18  # blank lines of a page; characters of a line between them


def broken(rows: Sequence[Line], gaps: Sequence[str]) -> set[int]:
    """Lines of prose that go on in the next one; ``gaps``: what stands behind each but the last.

    Most lines above a blank one end a sentence or are short, most others of some length do not, and
    what these part belongs together.
    """
    texts = [row.text.rstrip() for row in rows]
    parted = [n for n, gap in enumerate(gaps) if gap.count("\n") > 1]
    inner = [n for n, gap in enumerate(gaps) if gap.count("\n") == 1 and _is_line(texts[n])]
    closed = sum(ends_sentence(texts[n]) or len(texts[n]) < _SHORTEST_LINE for n in parted)
    if len(parted) < _FEWEST_PARTED or 4 * closed < 3 * len(parted):
        return set()
    open_ = [n for n in inner if not ends_sentence(texts[n]) and not enumerator(texts[n + 1])]
    worded = [n for n in open_ if HAN_END.search(texts[n][-3:])]
    gains = [parts(texts[n], texts[n + 1].lstrip()) for n in worded]
    if 2 * len(open_) < len(inner) or len(gains) < 2 or sum(gains) < MEAN * len(gains):
        return set()
    return {*worded, *(n for n in open_ if texts[n][-1] in "，,、")}


def _is_line(text: str) -> bool:
    return len(text) >= _SHORTEST_LINE and MARK_INSIDE.search(text) is not None
