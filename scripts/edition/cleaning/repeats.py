"""Clauses that stand twice in a text, a character apart: which of the two is impossible.

A title comes back in the text, a list is announced and then gone through, a copyist repeats
himself. Where two clauses agree but for one character, which sounds or looks like the other, and the
language model finds one of the two hardly Chinese, the other is evidence against it.

Two such clauses share their first half or their second, so they are found by halves: linear.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache

from edition import data
from edition.cleaning.blocks import BREAK, blocks
from edition.cleaning.lines import HAN
from edition.cleaning.patterns import pattern
from edition.cleaning.phrases import bonds, gain
from edition.cleaning.spelling import is_classical, spoken_of
from edition.edit import Doubt, Edit

CLS = "emendation"

Clauses = dict[str, list[int]]  # clause → where it stands

_SHORTEST, _LONGEST = 8, 60  # characters of a clause
_PART = 10  # the beginning and the end of a longer one may come back in another clause
_MOST = 12  # clauses with one half in common: more are a form that is filled in
_CONTEXT = 4
_PARTICLES = "的地得"  # stay as the author wrote them
_CLAUSE = pattern(rf"[{HAN}]{{{_SHORTEST},{_LONGEST}}}")
# Nats by which one must be likelier than the other. In 48 M characters of sound text as they come
# 20 places are certain, two of them no misprints.
_CERTAIN, _LIKELY = 5.0, 3.5
_ALONE, _AT_HOME = 0.5, 1.0  # how the wrong character, and the right one, go with a neighbour


def repeats(text: str) -> Iterator[Edit | Doubt]:
    """Every character that a repetition of its clause shows to be wrong."""
    clauses: Clauses = {}
    for match in _CLAUSE.finditer(text):
        lo, hi = match.span()
        parts = {(lo, hi), (lo, lo + _PART), (hi - _PART, hi)} if hi - lo > _PART else {(lo, hi)}
        for start, end in parts:
            clauses.setdefault(text[start:end], []).append(start)
    for one, two in _pairs(clauses):
        places = [i for i, (a, b) in enumerate(zip(one, two, strict=True)) if a != b]
        if len(places) > 1 or not _alike(one[places[0]], two[places[0]]):
            continue
        for seen, other in ((one, two), (two, one)):
            for at in clauses[seen]:
                yield from _judged(text, at, seen, other, places[0], clauses)


def _pairs(clauses: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Two clauses of one length with half of it in common, each two once."""
    halves: defaultdict[tuple[int, bool, str], list[str]] = defaultdict(list)
    for clause in clauses:
        half = len(clause) // 2
        halves[len(clause), False, clause[:half]].append(clause)
        halves[len(clause), True, clause[half:]].append(clause)
    for found in halves.values():
        if 1 < len(found) <= _MOST:
            for n, one in enumerate(found):
                yield from ((one, two) for two in found[n + 1 :])


def _judged(
    text: str, place: int, seen: str, other: str, i: int, clauses: Clauses
) -> Iterator[Edit | Doubt]:
    """What is to be said of ``seen`` at ``place``, whose character ``i`` is another in ``other``:
    nothing, if ``other`` is not far likelier or the character makes a word there."""
    at, witness = place + i, clauses[other][0]
    before, after = text[max(0, at - _CONTEXT) : at], text[at + 1 : at + 1 + _CONTEXT]
    likelier = gain(before, seen[i], other[i], after)
    if (
        likelier < _LIKELY
        or max(bonds(text, at, at, at + 1)) >= _ALONE
        or max(bonds(text, witness + i, witness + i, witness + i + 1)) < _AT_HOME
        or spoken_of(text, place, place + len(seen))
        or is_classical(text, place)
    ):
        return
    note = f"{_where(text, witness)}作“{other}”；“{seen[i]}”在此不成词"
    inner = 0 < i < len(seen) - 1  # at an end, what stands next may make a word with it
    sure = likelier >= _CERTAIN and inner and len(clauses[seen]) <= len(clauses[other])
    kind = Edit if sure else Doubt
    yield kind(at, seen[i], other[i], CLS, "repeated-clause", note)


def _where(text: str, at: int) -> str:
    """The paragraph or heading at ``at``, as a page numbers it."""
    end = text.find(BREAK, at)
    before = blocks(text[: end if end >= 0 else len(text)])
    heading = before[-1].text.startswith("#")
    count = sum(block.text.startswith("#") == heading for block in before)
    return f"第{count}个标题" if heading else f"第{count}段"


def _alike(one: str, two: str) -> bool:
    """Do two characters sound or look like each other, and does no custom write one for the
    other?"""
    near = _neighbours()
    if one + two in data.variants() or (one in _PARTICLES and two in _PARTICLES):
        return False
    return two in near.get(one, "") or one in near.get(two, "")


@cache
def _neighbours() -> dict[str, str]:
    sounds, looks = data.lookalikes()
    return {char: others + looks[char] for char, others in sounds.items()}
