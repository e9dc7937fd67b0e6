"""Characters that recognition takes for each other: 己 for 已, 末 for 未, 问 for 间.

In: a text. Out: edits and doubts (offsets in code points). Each of the two is a common character, so
no word is looked for but a pair of neighbours that hardly stand together, where the twin and the same
neighbour often do (`data/twins.tsv`, made by scripts/maketables.py from the language model); then
both models weigh the whole place. In 119 M characters of novels, translated histories, statutes and
articles 1,207 places were certain; of 170 of them, read one by one, 97 in 100 were slips, and the pairs
of most of the others are out of the table now.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from functools import cache

from edition import data
from edition.cleaning import language
from edition.cleaning.phrases import met, number
from edition.cleaning.spelling import is_classical, spoken_of
from edition.edit import Doubt, Edit

CLS = "emendation"

_CERTAIN, _LIKELY = 8.0, 6.5  # nats, by the model that says less
_HABIT = 3  # a pair that stands so often in a text is the author's, or a name


@cache
def _pairs() -> dict[int, list[tuple[str, int, str]]]:
    """A pair, as a number → (the pair, where the wrong character stands in it, its twin)."""
    found: dict[int, list[tuple[str, int, str]]] = {}
    for pair, at, twin in data.twins():
        found.setdefault(number(pair), []).append((pair, at, twin))
    return found


@cache
def starts() -> frozenset[int]:
    """The pairs of the table, as numbers."""
    return frozenset(_pairs())


def twins(text: str, pairs: Set[int] | None = None) -> Iterator[Edit | Doubt]:
    """Every character whose twin is far likelier. ``pairs`` holds those of `starts` that the text has,
    if somebody looked."""
    here = starts() & (met(text, 2, starts()) if pairs is None else pairs)
    best: dict[int, tuple[float, str]] = {}
    for pair, inner, twin in [row for key in sorted(here) for row in _pairs()[key]]:
        if text.count(pair) >= _HABIT:
            continue
        at = text.find(pair)
        while at >= 0:
            place = at + inner
            gain = language.likelier_at(text, place, place + 1, twin, language.BOTH)
            if gain >= _LIKELY:
                best[place] = max(best.get(place, (0.0, "")), (gain, twin))
            at = text.find(pair, at + 1)
    for place, (gain, twin) in sorted(best.items()):
        if spoken_of(text, place, place + 1) or is_classical(text, place):
            continue
        kind = Edit if gain >= _CERTAIN else Doubt
        seen = text[place]
        note = f"“{seen}”“{twin}”形近；“{twin}”在此远为可能"
        yield kind(place, seen, twin, CLS, "misspelling", note)
