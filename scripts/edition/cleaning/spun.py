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
from edition.cleaning.language import BOTH, FOLDS, ORDER, likelier, squeeze
from edition.cleaning.lines import HAN
from edition.cleaning.oldlanguage import is_classical
from edition.cleaning.patterns import pattern
from edition.cleaning.phrases import number
from edition.cleaning.spelling import spoken_of
from edition.edit import Doubt, Edit, apply

CLS = "emendation"
RULE = "spun-word"

_HAN = pattern(f"[{HAN}]")
_CONTEXT = 3  # characters on either side that the table knows
_RUN = 8  # characters that are folded for them, since digits and blanks count as one


class _Bounds(NamedTuple):
    """Nats: odds, and what the contexts have to give of them."""

    odds: float
    contexts: float

    def met_by(self, place: _Place) -> bool:
        return place.odds >= self.odds and place.contexts >= self.contexts


# In 5.3 M characters of statutes, news, essays and novels that the table does not know 3 places are
# certain. Of words that sites put in three places of ten, 43% are certain, under 1% of these wrong.
_CERTAIN, _LIKELY = _Bounds(13.0, 8.5), _Bounds(10.5, 6.5)
_CERTAIN_WHEN_SPUN, _LIKELY_WHEN_SPUN = _Bounds(8.0, 1.5), _Bounds(5.5, 2.5)
# A page is spun if it has more certain traces than one and one for so many characters, or one and
# more likely ones. On other pages a word is a doubt at the most.
_FOR_EACH_SURE, _FOR_EACH = 20_000, 4_000
_BETTER = 5.0  # nats by which one restoration must be better than any other
_LIKELIER = 5.0  # nats by which the model must find the author's word likelier on a spun page
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
    before: dict[str, float]  # the most that a context with this character next to the word gives
    after: dict[str, float]


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
    found = []
    for right, prior, left, right_of in data.collocations()[wrong]:
        sides = _figures(left), _figures(right_of)
        most = _most(sides[0], -1), _most(sides[1], 0)
        found.append(_Pair(right, int(prior) / 2, *sides, *most))
    return tuple(found)


def _figures(cell: str) -> dict[str, float]:
    """``-4:的 了;7:上的`` → context → nats."""
    found: dict[str, float] = {}
    for group in cell.split(";") if cell else ():
        figure, _, contexts = group.partition(":")
        found.update(dict.fromkeys(contexts.split(" "), int(figure) / 2))
    return found


def _most(figures: dict[str, float], nearest: int) -> dict[str, float]:
    found: dict[str, float] = {}
    for context, nats in figures.items():
        char = context[nearest]
        found[char] = max(nats, found.get(char, 0.0 if len(context) > 1 else nats))
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
    traced |= {item.old for item in known if (item.old, item.new) in _replaced()}
    places: list[_Place] = []
    spun_page = False
    for _ in range(_ROUNDS):
        now = apply(text, edits)
        places = [place for word in here for place in _usual(now, word)]
        traces = traced | {place.wrong for place in places if _LIKELY.met_by(place)}
        sure_ones = {place.wrong for place in places if _CERTAIN.met_by(place)} | traced
        spun_page = bool(sure_ones) and (
            len(sure_ones) > 1 + len(text) // _FOR_EACH_SURE
            or len(traces) > 1 + len(text) // _FOR_EACH
        )
        if not spun_page:
            break  # a single such word may be the author's, however rare it is there
        traced = traces
        new = _apart([p for p in places if p.alone and _CERTAIN_WHEN_SPUN.met_by(p)])
        if not new:
            break
        edits = sorted([*edits, *_as_before(new, text, edits)], key=lambda edit: edit.start)
    yield from edits
    found = list(_in_place(text, [*others, *edits])) if spun_page or traced else []
    if spun_page or len(traced | {edit.old for edit in found}) > 1 + len(text) // _FOR_EACH:
        yield from found
    perhaps = _LIKELY_WHEN_SPUN if spun_page else _LIKELY
    doubted = [place for place in places if perhaps.met_by(place)]
    yield from (
        Doubt(edit.start, edit.old, edit.new, CLS, RULE, edit.note)
        for edit in _as_before(doubted, text, edits)
    )


@cache
def _replaced() -> frozenset[tuple[str, str]]:
    """The pairs of the lists by which sites replace, from the table of emendations."""
    rows = data.table("emendations")["word"]
    return frozenset(
        (row["wrong"], row["right"])
        for row in rows
        if "机械替换" in row["evidence"] and row.get("grade") != "likely" and len(row["wrong"]) > 1
    )


def _in_place(text: str, others: Iterable[Edit | Doubt]) -> Iterator[Edit]:
    """On a page that is spun, the words of these lists wherever the language model finds the author's
    far likelier, whatever the context; not where a row of the table has its say."""
    taken = [(item.start, item.end) for item in others]
    for wrong, right in sorted(_replaced()):
        at = text.find(wrong)
        while at >= 0:
            end = at + len(wrong)
            inner = at and _HAN.match(text, at - 1) and _HAN.match(text, end)
            alone = len(right) == 1 and not inner
            free = all(end <= lo or at >= hi for lo, hi in taken)
            if free and not alone and not spoken_of(text, at, end):
                before, after = text[max(0, at - ORDER) : at], text[end : end + ORDER]
                gain = likelier(before, wrong, right, after, BOTH)
            else:
                gain = 0.0
            if gain >= _LIKELIER:
                note = f"此页换词痕迹多处；“{right}”在此远比“{wrong}”可能"
                yield Edit(at, wrong, right, CLS, RULE, note)
                taken.append((at, end))
            at = text.find(wrong, end)


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
    return found if found and 2 * len(found) >= text.count(wrong) else []


def _places(text: str, wrong: str) -> Iterator[_Place]:
    """Where ``wrong`` stands and might be another's word."""
    pairs = _pairs_of(wrong)
    at = text.find(wrong)
    while at >= 0:
        end = at + len(wrong)
        last, first = FOLDS[text[at - 1 : at] or "\n"], FOLDS[text[end : end + 1] or "\n"]
        for pair in pairs:  # nearly all places end here
            most = pair.prior + pair.before.get(last, 0.0) + pair.after.get(first, 0.0)
            if most >= _LIKELY_WHEN_SPUN.odds:
                yield from _weighed(text, at, end, pairs)
                break
        at = text.find(wrong, end)


def _weighed(text: str, at: int, end: int, pairs: tuple[_Pair, ...]) -> Iterator[_Place]:
    """What is to be said of the word at text[at:end], if it may be another's."""
    before = _folded(text[max(0, at - _RUN) : at])[-_CONTEXT:]
    after = _folded(text[end : end + _RUN])[:_CONTEXT]
    found = []
    for pair in pairs:
        contexts = _left(pair.left, before) + _right(pair.right_of, after)
        found.append((pair.prior + contexts, contexts, pair.right))
    odds, contexts, right = max(found)
    if odds < _LIKELY_WHEN_SPUN.odds or spoken_of(text, at, end) or is_classical(text, at):
        return
    alone = all(odds - other[0] >= _BETTER for other in found if other[2] != right)
    yield _Place(at, text[at:end], right, odds, contexts, alone)


def _folded(text: str) -> str:
    return squeeze("".join(map(FOLDS.__getitem__, text)))


def _left(figures: dict[str, float], before: str) -> float:
    for size in range(min(_CONTEXT, len(before)), 0, -1):
        found = figures.get(before[-size:])
        if found is not None:
            return found
    return 0.0


def _right(figures: dict[str, float], after: str) -> float:
    for size in range(min(_CONTEXT, len(after)), 0, -1):
        found = figures.get(after[:size])
        if found is not None:
            return found
    return 0.0
