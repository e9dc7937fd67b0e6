"""Edit, apply, undo: the record of every difference between a witness and its reading text.

    text before   …稳固群众路线教育的成果…
                   ^^^^ start=1, old="稳固", new="巩固"
    text after    …巩固群众路线教育的成果…

A *step* is a list of edits in ascending order whose offsets are code points **in the text
that the step was given**. A record is a list of steps: ``replay`` folds it forwards,
``rewind`` backwards, so no step needs to know where another one moved things.
"""

from __future__ import annotations

import bisect
import math
from collections.abc import Iterable, Sequence
from functools import partial
from itertools import repeat
from operator import itemgetter
from typing import NamedTuple, TypeVar


class EditConflictError(ValueError):
    """An edit does not fit the text that it is applied to, or edits overlap."""


class Edit(NamedTuple):
    """One difference: at ``start`` (code points) stood ``old``, now stands ``new``.

    ``cls`` is a class of edit of the editorial policy, ``rule`` the rule that made it (a key
    of the rule tables), ``note`` its evidence where the rule alone does not say it. A named tuple,
    since a text has hundreds and a frozen dataclass takes three times as long to make.
    """

    start: int
    old: str
    new: str
    cls: str
    rule: str
    note: str = ""

    @property
    def end(self) -> int:
        return self.start + len(self.old)


class Doubt(NamedTuple):
    """A place that a person should look at: nothing is changed there.

    ``text`` stands at ``start``; ``suggestion`` is what it might have to be ("" if unknown).
    """

    start: int
    text: str
    suggestion: str
    cls: str
    rule: str
    note: str = ""

    @property
    def end(self) -> int:
        return self.start + len(self.text)


Found = TypeVar("Found", Edit, Doubt, "Edit | Doubt")

_START = itemgetter(0)
_make = partial(tuple.__new__, Edit)


def edits_of(
    starts: Iterable[int], olds: Iterable[str], news: Iterable[str], cls: str, rule: str
) -> Iterable[Edit]:
    """Many edits of one rule, made in a third of the time that a call for each would take."""
    return map(_make, zip(starts, olds, news, repeat(cls), repeat(rule), repeat("")))


def apart(found: Iterable[Found]) -> list[Found]:
    """What several looks at one text found, in order of place, as `apply` takes it.

    Of two that share a character, or begin at one place, the one that was **given first** stays
    and the other is dropped: the surer look comes first. ``apart(sorted(found))`` is for looks of
    one rank: the one that stands first stays.
    """
    ranked = list(found)
    ordered = sorted(ranked, key=_START)
    last_start = end = -1
    for item in ordered:  # nearly always all are apart
        start = item[0]
        if start < end or start == last_start:
            break
        last_start, end = start, start + len(item[1])
    else:
        return ordered
    taken: list[Found] = []  # in order, and apart: only its neighbours can be in the way
    for item in ranked:
        start, end = item.start, item.end
        n = bisect.bisect_left(taken, start, key=_START)
        before = not n or taken[n - 1].end <= start
        behind = n == len(taken) or (taken[n].start != start and taken[n].start >= end)
        if before and behind:
            taken.insert(n, item)
    return taken


def apply(text: str, edits: Iterable[Edit]) -> str:
    """``text`` with ``edits`` made.

    Raises EditConflictError if the edits are not in ascending order, overlap, or expect words
    that are not there. Two insertions at one place are a conflict too: their order would be
    lost on the way back.
    """
    parts: list[str] = []
    at = 0
    last_start, size = -1, len(text)
    for start, old, new, _, _, _ in edits:
        if start < at or start == last_start:
            raise EditConflictError(f"edits overlap at {start}: {old!r} → {new!r}")
        end = start + len(old)
        if text[start:end] != old or start > size:
            raise EditConflictError(f"at {start} stands {text[start:end]!r}, expected {old!r}")
        parts += (text[at:start], new)
        at, last_start = end, start
    parts.append(text[at:])
    return "".join(parts)


def undo(text: str, edits: Iterable[Edit]) -> str:
    """The text that ``apply(…, edits)`` turned into ``text``. Raises EditConflictError."""
    parts: list[str] = []
    at = 0
    shift = 0  # how far the edits so far have moved what follows
    for edit in edits:
        start = edit.start + shift
        end = start + len(edit.new)
        if start < at or not text.startswith(edit.new, start) or end > len(text):
            raise EditConflictError(f"at {start} stands {text[start:end]!r}, expected {edit.new!r}")
        parts.append(text[at:start])
        parts.append(edit.old)
        at = end
        shift += len(edit.new) - len(edit.old)
    parts.append(text[at:])
    return "".join(parts)


def replay(text: str, steps: Iterable[Sequence[Edit]]) -> str:
    """The text after all steps."""
    for step in steps:
        text = apply(text, step)
    return text


def rewind(text: str, steps: Sequence[Sequence[Edit]]) -> str:
    """The text before all steps."""
    for step in reversed(steps):
        text = undo(text, step)
    return text


class Spot(NamedTuple):
    """A place where two states of a text differ: ``[a0, a1)`` in the first, ``[b0, b1)`` in the
    last, and the edits of all steps that touched it. Between spots both are alike."""

    a0: int
    a1: int
    b0: int
    b1: int
    edits: tuple[Edit, ...]


def align(steps: Iterable[Sequence[Edit]]) -> list[Spot]:
    """How the first and the last text of a record correspond: all spots, in order.

    Since every edit replaces in place and nothing is ever moved, the correspondence is
    monotone. Edits of different steps that touch the same characters become one spot;
    neighbours stay apart.
    """
    spots: list[Spot] = []
    for step in steps:
        if step:
            spots = _compose(spots, step)
    return spots


def origin(spots: Sequence[Spot], at: int) -> int:
    """The place in the first text of place ``at`` in the last: exact between spots, the
    beginning of the spot inside one. ``spots`` are those of `align`."""
    n = bisect.bisect_right(spots, at, key=lambda spot: spot.b0) - 1
    if n < 0:
        return at
    spot = spots[n]
    return spot.a0 if at < spot.b1 else at - spot.b1 + spot.a1


def _compose(spots: list[Spot], step: Sequence[Edit]) -> list[Spot]:
    """Spots from A to B, and a step from B to C → spots from A to C."""
    merged: list[Spot] = []
    shift_a = 0  # a = b + shift_a outside spots, for the B positions reached so far
    shift_c = 0  # c = b + shift_c likewise
    i = j = 0
    while i < len(spots) or j < len(step):
        # Nearly all spots stand alone.
        alone = i
        limit = step[j].start if j < len(step) else math.inf
        while alone < len(spots) and spots[alone].b1 < limit and not _touches(spots, alone):
            alone += 1
        if alone > i:
            merged += [
                Spot(a0, a1, b0 + shift_c, b1 + shift_c, edits)
                for a0, a1, b0, b1, edits in spots[i:alone]
            ]
            shift_a = spots[alone - 1].a1 - spots[alone - 1].b1
            i = alone
            continue
        # Take the leftmost B interval, then everything that shares a character with it.
        take_spot = j == len(step) or (i < len(spots) and _before(spots[i], step[j]))
        lo = spots[i].b0 if take_spot else step[j].start
        hi = lo
        a_lo, c_lo = lo + shift_a, lo + shift_c
        edits: list[Edit] = []
        first = True
        while True:
            if i < len(spots) and _joins(spots[i].b0, spots[i].b1, lo, hi, first and take_spot):
                spot = spots[i]
                hi = max(hi, spot.b1)
                shift_a += (spot.a1 - spot.a0) - (spot.b1 - spot.b0)
                edits.extend(spot.edits)
                i += 1
            elif j < len(step) and _joins(
                step[j].start, step[j].end, lo, hi, first and not take_spot
            ):
                edit = step[j]
                hi = max(hi, edit.end)
                shift_c += len(edit.new) - len(edit.old)
                edits.append(edit)
                j += 1
            else:
                break
            first = False
        merged.append(Spot(a_lo, hi + shift_a, c_lo, hi + shift_c, tuple(edits)))
    return merged


def _touches(spots: Sequence[Spot], i: int) -> bool:
    """Does the next spot begin where spot ``i`` ends?"""
    return i + 1 < len(spots) and spots[i + 1].b0 <= spots[i].b1


def _before(spot: Spot, edit: Edit) -> bool:
    return (spot.b0, spot.b1) <= (edit.start, edit.end)


def _joins(start: int, end: int, lo: int, hi: int, first: bool) -> bool:
    """Does [start, end) share a character with [lo, hi), or lie inside it?"""
    if first:
        return True
    if start == end:
        return lo < start < hi or start == lo == hi
    return start < hi
