"""Lines of verse at either end of a page, so that no frame takes them; and whole texts that are free
verse, of which no break is layout.

    每天            short lines, one below the other, none of which is like a site's words:
    都想回避她      a menu has as short ones, but it speaks like a menu
    讨厌

In: the lines of a page (folded, bare). Out: indices of those that are verse.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import groupby, pairwise

from edition.cleaning import breaks, likeness, signs
from edition.cleaning.enumerators import enumerator
from edition.cleaning.indents import cells
from edition.cleaning.lines import HAN, ends_sentence
from edition.cleaning.patterns import pattern

_LONGEST = 30  # characters of a line
_SENTENCE = 20  # characters of a sentence in one line of verse
_FEWEST = 5  # lines one below the other
# Log-odds of all lines of a stretch together, in the mean, and of each. Of the lines that frames are made of
# in tests/unseen/ no five or more have less than -0.8; poems have -1.3 to -4.2.
_MEAN, _MOST = -1.2, 2.5
# Lines of a text that is free verse, the longest of them, and the share of them that end in mid-sentence.
_FEWEST_FREE, _LONGEST_FREE, _OPEN = 10, 60, 0.5
# Wraps make lines as long as each other: less than this share of those that end in mid-sentence is within
# _NEAR cells of the longest; or all lines are short, and more of them end so.
_EVEN, _NEAR = 0.5, 4
_MOSTLY = 0.75
_NUMBERED = 0.1  # share of the lines that begin with an enumerator: more are points, or headings
# Nats that their breaks say in the mean (`breaks.parts`): in 10 of 17 poems with longish lines less, in texts
# that are wrapped and in torn ones 4.3 to 8.5.
_MEAN_PARTS = 3.8
_HAN_END = pattern(rf"[{HAN}]$")
_CLOSED = pattern("[，。；：？！、”’）》」』】]")  # at the head of a line
_CHOICE = pattern(r"[A-D] ?[.．、]|\([ \u3000]*\)")  # of a question in an examination
_DEEPEST = 120  # lines at either end of a page that may be a frame's


def lines(rows: Sequence[str], known: Collection[int] = ()) -> set[int]:
    """Which of the rows stand amid verse, from its first line that is unlike a site's to its last.
    ``known``: lines that a table knows for the site's."""
    ends = {*range(_DEEPEST), *range(len(rows) - _DEEPEST, len(rows))} & {*range(len(rows))}
    scores = {
        n: likeness.score(rows[n]) for n in ends if n not in known and len(rows[n]) <= _LONGEST
    }
    may_be = {n for n, score in scores.items() if _may_be(rows[n], score)}
    found: set[int] = set()
    for fits, group in groupby(sorted(ends), may_be.__contains__):
        run = list(group)
        listed = run[0] > 0 and signs.heads_list(rows[run[0] - 1])  # headlines of other pages
        if fits and not listed:
            found |= _verse(run, scores)
    return found


def _may_be(row: str, score: float) -> bool:
    """May it be a line of verse? One with a sign of a site (表情——) only if it is unlike a site's else; and
    a sentence of some length is prose."""
    if len(row) > _SENTENCE and ends_sentence(row):
        return False
    return score < (0 if signs.weight(row) else _MOST)


def _verse(run: list[int], scores: dict[int, float]) -> set[int]:
    """The lines of a stretch of short ones, if it is verse: without those like a site's at its ends."""
    while run and scores[run[0]] > 0:
        run = run[1:]
    while run and scores[run[-1]] > 0:
        run = run[:-1]
    mean = sum(scores[n] for n in run) / max(1, len(run))
    return set(run) if len(run) >= _FEWEST and mean <= _MEAN else set()


def is_free(rows: Sequence[str]) -> bool:
    """Is a whole text free verse: lines most of which end in mid-sentence, but uneven as wraps never are, or
    short, and the breaks part no words?"""
    longest = max(map(len, rows), default=0)
    if len(rows) < _FEWEST_FREE or longest > _LONGEST_FREE:
        return False
    pairs = [(a, b) for a, b in pairwise(rows) if not ends_sentence(a)]
    if not (longest <= _LONGEST and len(pairs) >= _MOSTLY * len(rows)) and (
        len(pairs) < _OPEN * len(rows) or _are_even([a for a, _ in pairs]) or _is_text(rows)
    ):
        return False
    worded = [breaks.parts(a, b) for a, b in pairs if _HAN_END.search(a)]
    return bool(worded) and sum(worded) < _MEAN_PARTS * len(worded)


def _are_even(rows: Sequence[str]) -> bool:
    lengths = sorted(map(cells, rows))
    longest = lengths[int(0.9 * len(lengths))]
    return sum(abs(longest - length) <= _NEAR for length in lengths) >= _EVEN * len(lengths)


def _is_text(rows: Sequence[str]) -> bool:
    """Has it points, answers to choose from, or lines that no one begins so (、“吹水”)?"""
    numbered = sum(bool(enumerator(row) or _CHOICE.search(row)) for row in rows)
    return numbered > _NUMBERED * len(rows) or any(map(_CLOSED.match, rows))
