"""Words that a copy site put in the place of the author's, so as not to look like a copy: 效劳 for
服务, 根底 for 基础. Such a word is right elsewhere (地基稳固), so each place is weighed:

    log odds = prior + left + right
    prior   how much more frequent the author's word is than the site's
    left    how much better what stands before goes with the author's word than with the site's
    right   the same of what stands behind

The table (`data/collocations.tsv`, made by scripts/makecollocations.py) has these figures from
sound texts, for up to three characters on either side. A longer context speaks before a shorter.

A site replaces by a list, so a page that bears several of its traces is a spun page: there less is
asked of each. What is said of a page hangs on that page alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from functools import cache
from typing import NamedTuple

from edition import data
from edition.cleaning.language import FOLDS, squeeze
from edition.cleaning.phrases import number
from edition.cleaning.spelling import is_classical, spoken_of
from edition.edit import Doubt, Edit, apply

CLS = "emendation"
RULE = "spun-word"

_CONTEXT = 3  # characters on either side that the table knows
_RUN = 8  # characters that are folded for them, since digits and blanks count as one


class _Bounds(NamedTuple):
    """Nats: odds, and what the contexts have to give of them."""

    odds: float
    contexts: float

    def met_by(self, place: _Place) -> bool:
        return place.odds >= self.odds and place.contexts >= self.contexts


# In 3.9 M characters of statutes, news, essays and novels that the table does not know no place is
# certain; of words that are replaced by the list a quarter are, and half on a page with traces.
_CERTAIN, _LIKELY = _Bounds(12.5, 8.0), _Bounds(9.5, 6.0)
_CERTAIN_WHEN_SPUN, _LIKELY_WHEN_SPUN = _Bounds(7.0, 3.5), _Bounds(5.5, 2.5)
# A page is spun if it has more certain traces than one for so many characters, or so many likely
# ones and one more.
_FOR_EACH_SURE, _FOR_EACH = 20_000, 4_000
_BETTER = 5.0  # nats by which one restoration must be better than any other
_ROUNDS = 4  # a word that is put right is a better neighbour for the next


class _Place(NamedTuple):
    start: int
    wrong: str
    right: str
    odds: float
    contexts: float
    alone: bool  # does no other restoration come near?

    @property
    def end(self) -> int:
        return self.start + len(self.wrong)


class _Pair(NamedTuple):
    right: str
    prior: float
    left: dict[str, float]
    right_of: dict[str, float]


@cache
def starts() -> frozenset[int]:
    """How the words begin that sites put: two characters, as numbers."""
    return frozenset(_by_start())


@cache
def _by_start() -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for wrong in data.collocations():
        found.setdefault(number(wrong[:2]), []).append(wrong)
    return found


@cache
def _pairs_of(wrong: str) -> tuple[_Pair, ...]:
    return tuple(
        _Pair(right, int(prior) / 2, _figures(left), _figures(right_of))
        for right, prior, left, right_of in data.collocations()[wrong]
    )


def _figures(cell: str) -> dict[str, float]:
    """``-4:的 了;7:上的`` → context → nats."""
    found: dict[str, float] = {}
    for group in cell.split(";") if cell else ():
        figure, _, contexts = group.partition(":")
        found.update(dict.fromkeys(contexts.split(" "), int(figure) / 2))
    return found


def spun(text: str, others: Iterable[Edit | Doubt], pairs: Set[int]) -> Iterator[Edit | Doubt]:
    """Every word that a site put, in order. ``others`` are the emendations that are known already:
    those of words of the table count as traces. ``pairs`` holds those of `starts` that the text
    has."""
    here = [word for pair in sorted(starts() & pairs) for word in _by_start()[pair]]
    known = sorted(
        (item for item in others if isinstance(item, Edit) and item.rule == "known-word"),
        key=lambda item: item.start,
    )
    edits: list[Edit] = []
    traced = {item.old for item in known if item.old in data.collocations()}
    for _ in range(_ROUNDS):
        now = apply(text, edits)
        places = [place for word in here for place in _usual(now, word)]
        traces = traced | {place.wrong for place in places if _LIKELY.met_by(place)}
        sure_ones = {place.wrong for place in places if _CERTAIN.met_by(place)} | traced
        spun_page = (
            len(sure_ones) > len(text) // _FOR_EACH_SURE or len(traces) > 1 + len(text) // _FOR_EACH
        )
        sure = _CERTAIN_WHEN_SPUN if spun_page else _CERTAIN
        new = _apart([place for place in places if place.alone and sure.met_by(place)])
        traced = traces
        if not new:
            break
        edits = sorted([*edits, *_as_before(new, text, edits)], key=lambda edit: edit.start)
    yield from edits
    perhaps = _LIKELY_WHEN_SPUN if spun_page else _LIKELY
    doubted = [place for place in places if perhaps.met_by(place)]
    yield from (
        Doubt(edit.start, edit.old, edit.new, CLS, RULE, edit.note)
        for edit in _as_before(doubted, text, edits)
    )


def _apart(places: list[_Place]) -> list[_Place]:
    """The places without those that overlap a likelier one."""
    taken: list[_Place] = []
    for place in sorted(places, key=lambda place: -place.odds):
        if all(place.end <= other.start or place.start >= other.end for other in taken):
            taken.append(place)
    return taken


def _as_before(places: list[_Place], text: str, edits: list[Edit]) -> Iterator[Edit]:
    """The places, which have offsets in ``text`` as edited, as edits of ``text``."""
    moved = 0
    rest = iter([*edits, None])
    edit = next(rest)
    for place in sorted(places):
        while edit and edit.start + moved + len(edit.new) <= place.start:
            moved += len(edit.new) - len(edit.old)
            edit = next(rest)
        note = f"“{place.right}”常在此种上下文中，“{place.wrong}”几乎不见；网站换词的痕迹"
        yield Edit(place.start - moved, place.wrong, place.right, CLS, RULE, note)


def _usual(text: str, wrong: str) -> list[_Place]:
    """The places of a word, if they are half of those where it stands: else the word is the
    author's."""
    found = list(_places(text, wrong))
    return found if 2 * len(found) >= text.count(wrong) else []


def _places(text: str, wrong: str) -> Iterator[_Place]:
    """Where ``wrong`` stands and might be another's word."""
    at = text.find(wrong)
    while at >= 0:
        end = at + len(wrong)
        before = _folded(text[max(0, at - _RUN) : at])
        after = _folded(text[end : end + _RUN])
        found = sorted(_odds(wrong, before, after), reverse=True)
        if found and found[0][0] >= _LIKELY_WHEN_SPUN.odds:
            odds, contexts, right = found[0]
            alone = len(found) < 2 or odds - found[1][0] >= _BETTER
            if not spoken_of(text, at, end) and not is_classical(text, at):
                yield _Place(at, wrong, right, odds, contexts, alone)
        at = text.find(wrong, at + 1)


def _odds(wrong: str, before: str, after: str) -> Iterator[tuple[float, float, str]]:
    """(odds, what the contexts give of them, right word): the longest context that a row has
    speaks."""
    one, two, three = before[-1:], before[-2:], before[-_CONTEXT:]
    first, second, third = after[:1], after[:2], after[:_CONTEXT]
    for right, prior, left, right_of in _pairs_of(wrong):
        contexts = left.get(three, left.get(two, left.get(one, 0.0)))
        contexts += right_of.get(third, right_of.get(second, right_of.get(first, 0.0)))
        if contexts > 0:
            yield prior + contexts, contexts, right


def _folded(text: str) -> str:
    return squeeze("".join([FOLDS[char] for char in text]))
