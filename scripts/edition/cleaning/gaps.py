"""structure (结构): the paragraphs of a page on one line, where an indent or a break became a few blanks, and
a wrap one or none.

    ……的一个里程碑   老码头的由来   老码头在镇子东头,最早的石阶 是道光年间砌的。   后来……
                 ^^^          ^^^                         wrap^            ^^^

In: a text, and where a line of it begins and ends. Out: where blocks begin in it (offsets in code points).
"""

from __future__ import annotations

from collections.abc import Iterator

from edition.cleaning import spacing
from edition.cleaning.blocks import is_phrase
from edition.cleaning.lines import HAN, ends_sentence
from edition.cleaning.patterns import pattern

_WIDE = pattern(r"(?<=\S)[ \u3000]{2,6}(?=\S)")
_WRAP = pattern(rf"(?<=[{HAN}，。；：、,;:]) (?=[{HAN}“‘《（(])")
_FEWEST, _FEWEST_WRAPS = 2, 2
_MANY = 5  # gaps of one width, with whatever stands before the first paragraph
_AS_WIDE = 3  # blanks of each gap, where all are as wide
_LONGEST_SHORT = 40  # characters of a heading
_LONG, _SHORTER = 60, 40  # characters of a paragraph, one at least; where all gaps are as wide
_SHARE_ENDED = 0.6  # of the gaps behind the first paragraph: a sentence ends before them


def breaks(text: str, start: int, end: int) -> Iterator[int]:
    """Behind each wide gap, if most stand behind sentences, or all before the first paragraph behind
    titles and names; and single blanks stand amid the sentences, or all gaps are as wide."""
    # Not between the words of a Latin name (Anna    Lindberg是……).
    gaps = [
        gap
        for gap in _WIDE.finditer(text, start, end)
        if not spacing.parts_latin(text[gap.start() - 1], text[gap.end()])
    ]
    widths = {len(gap[0]) for gap in gaps}
    alike = len(widths) == 1 and min(widths) >= _AS_WIDE
    if len(gaps) < (1 if alike else _FEWEST):
        return
    bounds = [start, *(gap.end() for gap in gaps)]
    stops = [*(gap.start() for gap in gaps), end]
    pieces = [text[lo:hi].rstrip() for lo, hi in zip(bounds, stops, strict=True)]
    long = _SHORTER if alike else _LONG
    first = next((n for n, piece in enumerate(pieces) if _is_paragraph(piece, long)), None)
    if first is None:
        return
    if not (alike and len(gaps) >= _MANY) and not all(
        map(_is_short if alike else is_phrase, pieces[:first])
    ):
        return
    ended = [ends_sentence(piece) for piece in pieces[first:-1] if not (alike and is_phrase(piece))]
    wraps = sum(len(_WRAP.findall(piece)) for piece in pieces[first:])
    if (alike or wraps >= _FEWEST_WRAPS) and sum(ended) >= _SHARE_ENDED * len(ended):
        yield from bounds[1:]


def _is_short(piece: str) -> bool:
    """May it be a heading, a point, a speech or a name: no longer than these, or a sentence?"""
    return len(piece) <= _LONGEST_SHORT or ends_sentence(piece)


def _is_paragraph(piece: str, long: int) -> bool:
    return len(piece) >= long and ("。" in piece or ends_sentence(piece))
