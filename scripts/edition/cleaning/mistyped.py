"""Words with one character wrong that sounds or looks like the right one: 合里 for 合理, 永运 for 永远.

In: a text. Out: edits and doubts (offsets in code points). The tables (`data/homophones.tsv`,
`data/lookwords.tsv`, made by scripts/makehomophones.py) have pairs of neighbours that are in no word and
hardly or never met, each with the common word that is meant; both models weigh the whole place. Chance
makes such pairs too, where two words meet: in 5.5 M characters of essays and novels 97 that are alike in
sound stood, a third of them slips. But who types or reads so does it again. So one alone is likely, and
certain only beside another, or beside another certain slip of the ear. In old novels chance does it often:
there none is certain.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Set
from functools import cache
from operator import itemgetter
from typing import NamedTuple

from edition import data
from edition.cleaning import language
from edition.cleaning.oldlanguage import is_classical
from edition.cleaning.phrases import bonds, met, number
from edition.cleaning.spelling import spoken_of
from edition.edit import Doubt, Edit

CLS = "emendation"

_LIKELY = 6.5  # nats, by the model that says less
# … for a pair beside another: alike in sound, or in shape. Of four characters put into each of 254 sound
# texts that look like what they stand for 92 in 1,000 were put right so, and 3 others made wrong.
_CERTAIN_SOUND, _CERTAIN_SHAPE = 7.0, 10.0
# … and beside another such pair alone, which may be chance too: of ten in 2.3 M characters of sound texts six
# were, with 9 nats at most.
_CERTAIN_BOTH = 10.0
_FEWEST_OLD, _OLD_RATE = 5, 0.5  # words of old novels in a text, and for each thousand characters
_NEAR = 500  # characters within which another slip is evidence
_WITHIN, _APART = 0.0, 1.0  # how either character goes with a neighbour: inside the pair, outside


class _Kind(NamedTuple):
    """A table: its words, what a note says of them, and the nats that may make a pair certain."""

    words: Callable[[], tuple[tuple[str, str, str], ...]]
    note: str
    certain: float


_KINDS = (
    _Kind(data.homophones, "音同而误", _CERTAIN_SOUND),
    _Kind(data.lookwords, "形近而误", _CERTAIN_SHAPE),
)


class _Slip(NamedTuple):
    start: int  # of the pair
    at: int  # which of the two is wrong
    pair: str
    word: str
    gain: float
    kind: _Kind


@cache
def _pairs() -> dict[int, list[tuple[str, int, str, _Kind]]]:
    """A pair, as a number → (the pair, which of the two is wrong, the word, how they are alike)."""
    found: dict[int, list[tuple[str, int, str, _Kind]]] = {}
    for kind in _KINDS:
        for word, *wrong in kind.words():
            for at, chars in enumerate(wrong):
                for char in chars:
                    pair = char + word[1] if at == 0 else word[0] + char
                    found.setdefault(number(pair), []).append((pair, at, word, kind))
    return found


@cache
def starts() -> frozenset[int]:
    """The pairs of the table, as numbers."""
    return frozenset(_pairs())


def words(
    text: str, found: Iterable[Edit | Doubt], pairs: Set[int] | None = None
) -> Iterator[Edit | Doubt]:
    """Every such word. ``found``: what else was found in the text; ``pairs`` holds those of `starts`
    that the text has, if somebody looked."""
    slips = sorted(_slips(text, pairs), key=itemgetter(0, 1, 2))
    places = [item.start for item in found if isinstance(item, Edit) and "音" in item.note]
    old = is_old(text) if slips else False
    for slip in slips:
        others = [s.start for s in slips if s.pair != slip.pair and s.kind is slip.kind]
        certain = math.inf
        if any(0 < abs(at - slip.start) < _NEAR for at in places):
            certain = slip.kind.certain
        elif any(0 < abs(at - slip.start) < _NEAR for at in others):
            certain = max(slip.kind.certain, _CERTAIN_BOTH)
        sure = not old and slip.gain >= certain
        note = f"“{slip.pair}”在此不成词，当作“{slip.word}”；{slip.kind.note}"
        kind = Edit if sure else Doubt
        yield kind(slip.start, slip.pair, slip.word, CLS, "misspelling", note)


def is_old(text: str) -> bool:
    """Is it an old novel, whose words the models hardly know? (Essays have none of the table's.)"""
    count = sum(map(text.count, data.table("misspellings")["old"]["words"]))
    return count >= _FEWEST_OLD and 1000 * count >= _OLD_RATE * len(text)


def _slips(text: str, pairs: Set[int] | None) -> Iterator[_Slip]:
    here = starts() & (met(text, 2, starts()) if pairs is None else pairs)
    for pair, inner, word, kind in [row for key in sorted(here) for row in _pairs()[key]]:
        at = text.find(pair)
        if text.find(pair, at + 1) >= 0:
            continue  # said again it is a name, or a word that the table does not know
        place = at + inner
        gain = language.likelier_at(text, place, place + 1, word[inner], language.BOTH)
        if gain < _LIKELY or spoken_of(text, at, at + 2) or is_classical(text, at):
            continue
        within = bonds(text, place, at, at + 2)[0]
        outside = max(bonds(text, k, at, at + 2)[1] for k in (at, at + 1))
        if within < _WITHIN and outside < _APART:
            yield _Slip(at, inner, pair, word, gain, kind)
