"""Set phrases that are written with one wrong character: 有目共堵 for 有目共睹.

Evidence, all of it needed: a phrase of the table (`data/phrases.txt`) with one character changed
to one that sounds or looks like it (`data/lookalikes.tsv`); no other phrase so near; not a string
that sound texts have; and Chinese that the language model finds far less likely as it stands.

A text is read as numbers, four characters (of 16 bits) each, and looked up in a set of wrong
spellings: a third of a millisecond for ten thousand characters. There are 400,000 of them, so only
those of phrases of which a text has a half are made, when it is met first.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Set
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from edition import data
from edition.cleaning import language

_SIZE = 4
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_HALF = (1 << 32) - 1  # two characters of a number
_CONTEXT = 3  # characters on either side that the model is shown


class Slip(NamedTuple):
    """At ``start`` stands ``wrong``, a character of a phrase; ``phrase`` has ``right`` there."""

    start: int
    wrong: str
    right: str
    phrase: str
    at: int  # place of the character in the phrase
    sounds: bool
    looks: bool
    gain: float  # nats: how much likelier the phrase is than what stands
    inner: float  # nats: how well the wrong character goes with a neighbour in the phrase …
    outer: float  # … and with one outside of it


@dataclass(frozen=True, slots=True)
class _Table:
    phrases: frozenset[str]
    sound: frozenset[int]  # phrases and strings that come near one and are sound, as numbers
    halves: dict[int, list[tuple[str, bool]]]  # half a phrase → phrases, and if it is the first
    sounds: dict[str, str]
    looks: dict[str, str]
    made: set[int]  # the halves that were met …
    spellings: set[int]  # … and the wrong spellings that keep one of them

    def spellings_of(self, pairs: Set[int]) -> set[int]:
        """The wrong spellings, as numbers, that keep one of these halves, and maybe others."""
        new: set[int] = set()
        for half in pairs - self.made:
            for phrase, first in self.halves.get(half, ()):
                whole = number(phrase)
                for at in (2, 3) if first else (0, 1):
                    rest = whole - (ord(phrase[at]) << 16 * at)
                    others = self.sounds.get(phrase[at], "") + self.looks.get(phrase[at], "")
                    new.update([rest + (ord(other) << 16 * at) for other in others])
            self.made.add(half)
        self.spellings.update(new - self.sound)
        return self.spellings

    def misspelt(self, seen: str) -> Iterator[tuple[str, int]]:
        """The phrases that ``seen`` may be a wrong spelling of, each with the place of the one
        character that differs."""
        for half, one, two in ((seen[:2], 2, 3), (seen[2:], 0, 1)):
            for phrase, first in self.halves.get(number(half), ()):
                same = phrase[one] == seen[one]
                if first == (one == 2) and same != (phrase[two] == seen[two]):
                    at = two if same else one
                    if seen[at] in self.sounds.get(phrase[at], "") + self.looks.get(phrase[at], ""):
                        yield phrase, at


@cache
def _table() -> _Table:
    phrases, sound = data.phrases()
    sounds, looks = data.lookalikes()
    halves: dict[int, list[tuple[str, bool]]] = {}
    for phrase in phrases:
        whole = number(phrase)
        halves.setdefault(whole & _HALF, []).append((phrase, True))
        halves.setdefault(whole >> 32, []).append((phrase, False))
    as_they_are = frozenset(map(number, phrases | sound))
    return _Table(phrases, as_they_are, halves, sounds, looks, set(), set())


@cache
def halves() -> frozenset[int]:
    """The halves of all phrases, as numbers."""
    return frozenset(_table().halves)


def number(phrase: str) -> int:
    """Its characters as one number, as `memoryview.cast("Q")` sees them."""
    return int.from_bytes(phrase.encode("utf-16-le"), "little")


def slips(text: str, pairs: Set[int] | None = None) -> Iterator[Slip]:
    """Every place where one character of a phrase is another that sounds or looks like it.
    ``pairs`` holds those of `halves` that the text has, if somebody looked."""
    table = _table()
    if pairs is None:
        pairs = met(text, 2, halves())
    found = met(text, _SIZE, table.spellings_of(pairs))
    for seen in sorted(n.to_bytes(2 * _SIZE, "little").decode("utf-16-le") for n in found):
        at = text.find(seen)
        while at >= 0:
            yield from _slip(table, text, at)
            at = text.find(seen, at + 1)


@cache
def _swapped() -> dict[int, str]:
    """Phrases with two neighbours in each other's place, as numbers → the phrase; none that is a
    phrase or a sound string, or that two phrases would give."""
    table = _table()
    found: dict[int, str] = {}
    twice: set[int] = set()
    for phrase in table.phrases:
        for at in (0, 1, 2):
            if phrase[at] != phrase[at + 1]:
                new = phrase[:at] + phrase[at + 1] + phrase[at] + phrase[at + 2 :]
                key = number(new)
                if key in found:
                    twice.add(key)
                found[key] = phrase
    return {k: p for k, p in found.items() if k not in twice and k not in table.sound}


def swaps(text: str) -> Iterator[tuple[int, str, str, float]]:
    """Where two neighbours of a phrase changed places: start, what stands, the phrase, and by how
    much it is likelier (nats)."""
    table = _swapped()
    for key in sorted(met(text, _SIZE, table.keys())):
        seen = key.to_bytes(2 * _SIZE, "little").decode("utf-16-le")
        at = text.find(seen)
        while at >= 0:
            yield at, seen, table[key], language.likelier_at(text, at, at + _SIZE, table[key])
            at = text.find(seen, at + 1)


def met(text: str, size: int, wanted: Set[int]) -> set[int]:
    """The ``wanted`` numbers of strings of ``size`` characters, 2 or 4, that ``text`` has.
    All loops but one of ``size`` rounds are in C."""
    units = text.encode("utf-16-le", "surrogatepass")
    if len(units) > 2 * len(text):
        units = _ASTRAL.sub("\0", text).encode("utf-16-le", "surrogatepass")
    found: set[int] = set()
    for shift in range(0, 2 * size, 2):
        end = len(units) - (len(units) - shift) % (2 * size)
        if end > shift:
            numbers = memoryview(units[shift:end]).cast("Q" if size == _SIZE else "I")
            found.update(wanted & set(numbers.tolist()))
    return found


def _slip(table: _Table, text: str, start: int) -> Iterator[Slip]:
    """The one phrase that the four characters at ``start`` misspell; none if two are as near."""
    seen = text[start : start + _SIZE]
    found = list(table.misspelt(seen))
    if len(found) != 1:
        return
    phrase, at = found[0]
    wrong, right = seen[at], phrase[at]
    before = text[max(0, start - _CONTEXT) : start]
    after = text[start + _SIZE : start + _SIZE + _CONTEXT]
    yield Slip(
        start + at,
        wrong,
        right,
        phrase,
        at,
        wrong in table.sounds.get(right, ""),
        wrong in table.looks.get(right, ""),
        language.likelier(before, seen, phrase, after),
        *bonds(text, start + at, start, start + _SIZE),
    )


def bonds(text: str, at: int, start: int, end: int) -> tuple[float, float]:
    """How much likelier than by chance (nats) the character at ``at`` stands beside a neighbour
    inside text[start:end], and beside one outside of it: above 0 the two may be a word."""
    found = [-math.inf, -math.inf]
    for right in (at, at + 1):
        if 0 < right < len(text):
            left, here = language.fold(text[right - 1]), language.fold(text[right])
            bond = language.gain(left, here) - language.gain("", here)
            outside = not start < right < end
            found[outside] = max(found[outside], bond)
    return found[0], found[1]
