"""Words that were typed with a character that sounds the same: 合里 for 合理, 措失 for 措施.

In: a text. Out: edits and doubts (offsets in code points). The table (`data/homophones.tsv`, made by
scripts/makehomophones.py) has pairs of neighbours that are in no word and hardly met, each with the
common word that it sounds like; both models weigh the whole place. Chance makes such pairs too, where
two words meet: in 5.5 M characters of essays and novels 97 stood, a third of them slips. But who types
so does it again: of those with another slip near them 4 stood there, 2 of them slips. So one alone is likely, and
certain only beside another, or beside another certain slip of the ear.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from functools import cache
from typing import NamedTuple

from edition import data
from edition.cleaning import language
from edition.cleaning.phrases import bonds, met, number
from edition.cleaning.spelling import is_classical, spoken_of
from edition.edit import Doubt, Edit

CLS = "emendation"

_CERTAIN, _LIKELY = 7.0, 6.5  # nats, by the model that says less
_NEAR = 500  # characters within which another slip is evidence
_ALONE, _APART = 0.0, 1.0  # how either character goes with a neighbour: inside the pair, outside


class _Slip(NamedTuple):
    start: int  # of the pair
    at: int  # which of the two is wrong
    pair: str
    word: str
    gain: float


@cache
def _pairs() -> dict[int, list[tuple[str, int, str]]]:
    """A pair, as a number → (the pair, which of the two is wrong, the word)."""
    found: dict[int, list[tuple[str, int, str]]] = {}
    for word, *typed in data.homophones():
        for at, chars in enumerate(typed):
            for char in chars:
                pair = char + word[1] if at == 0 else word[0] + char
                found.setdefault(number(pair), []).append((pair, at, word))
    return found


@cache
def starts() -> frozenset[int]:
    """The pairs of the table, as numbers."""
    return frozenset(_pairs())


def homophones(
    text: str, found: Iterable[Edit | Doubt], pairs: Set[int] | None = None
) -> Iterator[Edit | Doubt]:
    """Every such word. ``found``: what else was found in the text; ``pairs`` holds those of `starts`
    that the text has, if somebody looked."""
    slips = sorted(_slips(text, pairs))
    places = [item.start for item in found if isinstance(item, Edit) and "音" in item.note]
    for slip in slips:
        others = [s.start for s in slips if s.pair != slip.pair]
        beside = any(0 < abs(at - slip.start) < _NEAR for at in (*others, *places))
        sure = slip.gain >= _CERTAIN and beside
        note = f"“{slip.pair}”在此不成词，当作“{slip.word}”；音同而误"
        kind = Edit if sure else Doubt
        yield kind(slip.start, slip.pair, slip.word, CLS, "misspelling", note)


def _slips(text: str, pairs: Set[int] | None) -> Iterator[_Slip]:
    here = starts() & (met(text, 2, starts()) if pairs is None else pairs)
    for pair, inner, word in [row for key in sorted(here) for row in _pairs()[key]]:
        at = text.find(pair)
        if text.find(pair, at + 1) >= 0:
            continue  # said again it is a name, or a word that the table does not know
        place = at + inner
        gain = language.likelier_at(text, place, place + 1, word[inner], language.BOTH)
        if gain < _LIKELY or spoken_of(text, at, at + 2) or is_classical(text, at):
            continue
        within = bonds(text, place, at, at + 2)[0]
        outside = max(bonds(text, k, at, at + 2)[1] for k in (at, at + 1))
        if within < _ALONE and outside < _APART:
            yield _Slip(at, inner, pair, word, gain)
