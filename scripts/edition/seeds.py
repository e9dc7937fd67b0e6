"""Seeds: short strings that stand in several places of a collection, found in little memory.

A dictionary of every string of six letters takes two hundred bytes for each letter of the texts.
Here the texts are gone through twice: once with two bits or so for a letter, to tell which strings
may stand twice, and once to note where these stand, in numbers of eight bytes.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from itertools import compress

Pair = tuple[int, int]

_BITS = 16  # for each letter: one string of one place in 32 is taken for one of two, to no harm
_PARTS = 61  # a prime: keys that are alike go to different parts, which are read one by one
_HALF = 32  # bits of one number of a pair


class Groups:
    """Pairs of numbers by a key, which is a pair itself; 16 bytes each until they are read."""

    def __init__(self) -> None:
        self._parts = [(array("Q"), array("Q")) for _ in range(_PARTS)]

    def add(self, key: Pair, value: Pair) -> None:
        """Put ``value`` into the group of ``key``; no number may have more than 32 bits."""
        packed = key[0] << _HALF | key[1]
        keys, values = self._parts[packed % _PARTS]
        keys.append(packed)
        values.append(value[0] << _HALF | value[1])

    def __iter__(self) -> Iterator[tuple[Pair, list[Pair]]]:
        """Every group of two or more, with its key, in no order; within a group in that of
        adding. Can be read once."""
        while self._parts:
            groups: dict[int, list[int]] = {}
            for key, value in zip(*self._parts.pop(), strict=True):
                groups.setdefault(key, []).append(value)
            for key, values in groups.items():
                if len(values) > 1:
                    yield _unpacked(key), [_unpacked(value) for value in values]


def _unpacked(number: int) -> Pair:
    return number >> _HALF, number & ((1 << _HALF) - 1)


def shared(strings: Sequence[str], size: int, most: int) -> Iterator[list[Pair]]:
    """The places (string, offset) in order of each substring of ``size`` that stands in two of
    them or more, up to ``most``."""
    often = _often(strings, size)
    wanted = {key for key, count in often.items() if count <= most + 1}
    del often
    places = Groups()
    for n, string in enumerate(strings):
        keys = list(map(hash, _substrings(string, size)))
        for at in compress(range(len(keys)), map(wanted.__contains__, keys)):
            places.add(_unpacked(keys[at] & ((1 << 64) - 1)), (n, at))
    del wanted
    for _, standing in places:
        alike: dict[str, list[Pair]] = {}  # two substrings may have one hash
        for n, at in standing:
            alike.setdefault(strings[n][at : at + size], []).append((n, at))
        yield from (found for found in alike.values() if 1 < len(found) <= most)


def _often(strings: Sequence[str], size: int) -> dict[int, int]:
    """Hash of a substring → its places, or one more: of all that stand twice, and of a few that
    do not (a filter after Bloom, 1970)."""
    mask = (1 << (_BITS * sum(map(len, strings))).bit_length()) - 1
    seen = bytearray((mask >> 3) + 1)
    often: dict[int, int] = {}
    for string in strings:
        for key in map(hash, _substrings(string, size)):
            place = key & mask
            bit = 1 << (place & 7)
            if seen[place >> 3] & bit:
                often[key] = often.get(key, 1) + 1
            else:
                seen[place >> 3] |= bit
    return often


def _substrings(string: str, size: int) -> Iterator[str]:
    return (string[at : at + size] for at in range(len(string) - size + 1))
