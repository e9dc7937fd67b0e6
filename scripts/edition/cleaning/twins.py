"""Characters that recognition takes for each other: 己 for 已, 末 for 未, 问 for 间.

In: a text. Out: edits and doubts (offsets in code points). Each of the two is a common character, so
no word is looked for but a pair of neighbours that hardly stand together, where the twin and the same
neighbour often do (`data/twins.tsv`, made by scripts/maketables.py from the language model); then
both models weigh the whole place. In 119 M characters of novels, translated histories, statutes and
articles 1,207 places were certain; of 170 of them, read one by one, 97 in 100 were slips, and the pairs
of most of the others are out of the table now.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set
from functools import cache

from edition import data
from edition.cleaning import language
from edition.cleaning.oldlanguage import is_classical
from edition.cleaning.phrases import met, number
from edition.cleaning.spelling import spoken_of
from edition.edit import Doubt, Edit

CLS = "emendation"

_CERTAIN, _LIKELY = 8.0, 6.5  # nats, by the model that says less
# What shows that a program read the page: so many places of the table with so many nats, or a certain
# one. Three of 354 sound pages show it. Then any character may have been taken for its twin. Of four
# put into each of 254 readings 64 in 100 were put right so (without it 38), of eight 68; 15 in 1,000
# of what was put right was not wrong.
_SHOWN, _FEWEST_SHOWN = 3.0, 2
_SLIP, _FEWEST_SLIPS, _SLIPS = 4.0, 3, 1 / 1000  # nats; places, and for each character
_CERTAIN_THERE = 5.0
# A character that is rarer than its twin by so many nats, and does not stand well behind its neighbour: in
# 55 M characters of novels, statutes and weeklies 192 places have as much; of 122 of them, those with the
# fewest nats, each was a slip.
_RARER, _MEETS = 2.0, -8.5
_CERTAIN_RARE, _CERTAIN_ANYWHERE = 11.0, 14.0
_WEAK_MORE = 3.0  # nats that a weak pair must have more
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


@cache
def _by_character() -> dict[str, str]:
    """A character → those that are read for it by mistake the other way: what it may stand for."""
    found: dict[str, str] = {}
    table = data.table("misspellings")["twins"]
    for wrong, right in sorted({*table["pairs"].split()} - {*table["weak"].split()}):
        found[wrong] = found.get(wrong, "") + right
    return found


@cache
def _rare() -> tuple[re.Pattern[str], dict[str, str], dict[str, float]]:
    """(a character that is far rarer than its twin; its twins; nats that are certain for it): such a one is
    looked for wherever it stands, since few of them are right."""
    gains = language.GAINS
    found = {
        wrong: kept
        for wrong, rights in _by_character().items()
        if (kept := "".join(r for r in rights if gains[wrong] < gains[r] - _RARER))
    }
    least = dict.fromkeys(found, _CERTAIN_RARE)
    for wrong, right in data.table("misspellings")["twins"]["anywhere"].split():
        found[wrong] = found.get(wrong, "") + right
        least.setdefault(wrong, _CERTAIN_ANYWHERE)
    return re.compile(f"[{''.join(found)}]"), found, least


def _anywhere_rare(text: str) -> dict[int, tuple[float, str]]:
    """Places of such characters whose twin is so much likelier that nothing else is asked."""
    shape, rights, least = _rare()
    best: dict[int, tuple[float, str]] = {}
    for match in shape.finditer(text):
        place, char = match.start(), match[0]
        before = language.fold(text[place - 1 : place])
        if language.GAINS[before + char] > _MEETS:
            continue  # it stands well behind that
        for twin in rights[char]:
            gain = language.likelier_at(text, place, place + 1, twin, language.BOTH)
            if gain >= least[char]:
                best[place] = max(best.get(place, (0.0, "")), (gain, twin))
    return best


def twins(text: str, pairs: Set[int] | None = None) -> Iterator[Edit | Doubt]:
    """Every character whose twin is far likelier; on a page that shows to have been read by a program,
    less will do, and any pair. ``pairs`` holds those of `starts` that the text has, if somebody looked."""
    found = _in_table(text, pairs)
    for place, item in _anywhere_rare(text).items():
        found[place] = max(found.get(place, (0.0, "")), item)
    found = _unmeant(text, found)
    certain = _CERTAIN
    if len(found) >= _FEWEST_SHOWN or any(gain >= _CERTAIN for gain, _ in found.values()):
        found |= _unmeant(text, _anywhere(text))
        slips = sum(gain >= _SLIP for gain, _ in found.values())
        if slips >= max(_FEWEST_SLIPS, _SLIPS * len(text)):
            certain = _CERTAIN_THERE
    for place, (gain, twin) in sorted(found.items()):
        if gain < min(certain, _LIKELY):
            continue
        if spoken_of(text, place, place + 1):
            continue
        kind = Edit if gain >= certain else Doubt
        seen = text[place]
        note = f"“{seen}”“{twin}”形近；“{twin}”在此远为可能"
        yield kind(place, seen, twin, CLS, "misspelling", note)


def _unmeant(text: str, found: Mapping[int, tuple[float, str]]) -> dict[int, tuple[float, str]]:
    """Those of the places that are no habit of the text (壬基酚) and not in the old language: there the
    models know little, and what they find must not speak for the rest."""
    return {
        place: item
        for place, item in found.items()
        if stands(text, place) < _HABIT and not is_classical(text, place)
    }


def stands(text: str, place: int) -> int:
    """How often a character stands in a text with one of its neighbours."""
    return max(text.count(text[at : at + 2]) for at in (place - 1, place) if at >= 0)


def _in_table(text: str, pairs: Set[int] | None) -> dict[int, tuple[float, str]]:
    """Places of the table's pairs whose twin is likelier: (nats, twin)."""
    here = starts() & (met(text, 2, starts()) if pairs is None else pairs)
    best: dict[int, tuple[float, str]] = {}
    weak = data.table("misspellings")["twins"]["weak"].split()
    for pair, inner, twin in [row for key in sorted(here) for row in _pairs()[key]]:
        if text.count(pair) >= _HABIT:
            continue
        at = text.find(pair)
        while at >= 0:
            place = at + inner
            gain = language.likelier_at(text, place, place + 1, twin, language.BOTH)
            gain -= _WEAK_MORE if text[place] + twin in weak else 0.0
            if gain >= _SHOWN:
                best[place] = max(best.get(place, (0.0, "")), (gain, twin))
            at = text.find(pair, at + 1)
    return best


def _anywhere(text: str) -> dict[int, tuple[float, str]]:
    """The same of every character that has a twin, whatever its neighbours are."""
    best: dict[int, tuple[float, str]] = {}
    by_character = _by_character()
    for place, char in enumerate(text):
        for twin in by_character.get(char, ""):
            gain = language.likelier_at(text, place, place + 1, twin, language.BOTH)
            if gain >= _SLIP:
                best[place] = max(best.get(place, (0.0, "")), (gain, twin))
    return best
