"""Characters that are taken for each other: by the ear, which typists use, and by the eye, which recognition is.

    再 在     alike in sound and tone
    买 卖     but for the tone
    真 争     to those who do not tell -n from -ng
    已 己     alike in shape

In: characters. The tables are `data/readings.tsv` and `data/shapes.tsv` (scripts/maketables.py and
makephrases.py), and the pairs that recognition was seen to take for each other (``[twins]`` of
`data/misspellings.toml`).
"""

from __future__ import annotations

import re
from functools import cache

from edition import data
from edition.cleaning import language

_FAR = 24  # a rank behind all others


@cache
def of(char: str) -> frozenset[str]:
    """Common characters that one may be meant by ``char``; none that custom writes for it."""
    found = {*data.looks(char), *_twins().get(char, ())}
    for syllable in {_careless(data.bare(reading)) for reading in data.readings(char)}:
        found |= _by_sound().get(syllable, frozenset())
    return frozenset(c for c in found if c != char and char + c not in data.variants())


def how(wrong: str, right: str) -> str:
    """What makes the two easy to confuse; "" if nothing does."""
    sound = sounds_like(wrong, right)
    if sound:
        return "音同" if sound > 1 else "音近"
    alike = right in _twins().get(wrong, ()) or looks_like(wrong, right)[0] < _FAR
    return "形近" if alike else ""


@cache
def sounds_like(one: str, other: str) -> int:
    """3: alike in sound and tone; 2: but for the tone; 1: to careless speakers; 0: not."""
    ones, others = data.readings(one), data.readings(other)
    if not {*ones}.isdisjoint(others):
        return 3
    bare, bare_others = {*map(data.bare, ones)}, {*map(data.bare, others)}
    if bare & bare_others:
        return 2
    return int(not {*map(_careless, bare)}.isdisjoint(map(_careless, bare_others)))


@cache
def looks_like(one: str, other: str) -> tuple[int, float]:
    """(how many look more like one of the two than the other does; their overlap): 0 is the likest."""
    found = [
        (n, overlap)
        for char, wanted in ((one, other), (other, one))
        for n, (near, overlap) in enumerate(data.looks(char).items())
        if near == wanted
    ]
    return min(found, default=(_FAR, 0.0))


@cache
def _careless(syllable: str) -> str:
    """A syllable as those say it who do not tell zh from z, -ng from -n, l from n: zhang → zan."""
    return re.sub(r"^l", "n", re.sub(r"^([zcs])h", r"\1", re.sub(r"(?<=[aei]n)g$", "", syllable)))


@cache
def read_as() -> dict[str, frozenset[str]]:
    """A syllable without its tone → the common characters that may be read so."""
    found: dict[str, set[str]] = {}
    for char in language.common():
        for syllable in map(data.bare, data.readings(char)):
            found.setdefault(syllable, set()).add(char)
    return {syllable: frozenset(chars) for syllable, chars in found.items()}


@cache
def _by_sound() -> dict[str, frozenset[str]]:
    """The same for a syllable as many speakers say it."""
    found: dict[str, frozenset[str]] = {}
    for syllable, chars in read_as().items():
        sound = _careless(syllable)
        found[sound] = found.get(sound, frozenset()) | chars
    return found


@cache
def _twins() -> dict[str, set[str]]:
    """A character → what recognition reads it for, or it for."""
    found: dict[str, set[str]] = {}
    for one, two in data.table("misspellings")["twins"]["pairs"].split():
        found.setdefault(one, set()).add(two)
        found.setdefault(two, set()).add(one)
    return found
