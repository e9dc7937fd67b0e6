"""The order of Chinese dictionaries: by the sound of the first character, then of the second.

Letter by letter, as pinyin without its breaks would sort, 把 stands before 八 and 姜堰 before 基层.
A dictionary goes character by character: syllable, tone, and the same characters together.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cache

from edition import data

_TONES = {"\u0304": 1, "\u0301": 2, "\u030c": 3, "\u0300": 4}
_NEUTRAL = 5

Sound = tuple[str, int, str]
"""Syllable without its tone (a blank after it where its u is ü: lu, lü, luan), tone, character."""


@cache
def sounds(form: str, reading: str) -> tuple[Sound, ...]:
    """What ``form``, read as ``reading``, is sorted by. Its marks and blanks do not count.

    A reading that does not fit the characters is one long syllable: the term is still in its
    place by the first letters.
    """
    chars = [char for char in form if char.isalnum()]
    letters = _letters(reading)
    lengths = _cut("".join(letter for letter, _ in letters), chars)
    if lengths is None:
        chars, lengths = ["".join(chars)], [len(letters)]
    found: list[Sound] = []
    at = 0
    for char, length in zip(chars, lengths, strict=True):
        part = letters[at : at + length]
        at += length
        tone = next((tone for _, tone in part if tone), _NEUTRAL)
        syllable = "".join(letter for letter, _ in part)
        found.append((syllable.replace("v", "u") + " " * ("v" in syllable), tone, char))
    return tuple(found)


def _letters(reading: str) -> list[tuple[str, int]]:
    """Each letter of a reading with the tone mark over it, or 0; ü is v."""
    letters: list[tuple[str, int]] = []
    for char in unicodedata.normalize("NFD", reading.lower()):
        if char.isalnum():
            letters.append((char, 0))
        elif char == "\u0308" and letters:
            letters[-1] = ("v", letters[-1][1])
        elif char in _TONES and letters:
            letters[-1] = (letters[-1][0], _TONES[char])
    return letters


def _cut(letters: str, chars: Sequence[str]) -> list[int] | None:
    """How many of ``letters`` are the sound of each character; None if they do not fit."""
    if not chars:
        return None if letters else []
    known = {data.bare(reading) for reading in data.readings(chars[0])} or {chars[0].lower()}
    for syllable in sorted(known, key=lambda found: (-len(found), found)):
        if letters.startswith(syllable):
            rest = _cut(letters[len(syllable) :], chars[1:])
            if rest is not None:
                return [len(syllable), *rest]
    return None
