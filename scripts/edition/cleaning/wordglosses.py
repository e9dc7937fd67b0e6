"""encoding (编码损坏): pinyin in brackets behind words, of which a program lost the letters with tones.

    与日俱增(y r j zng) 逐年(zhnin)     yǔ rì jù zēng, zhúnián: what is not ASCII is gone

A program that makes text of slides puts the readings of words there; whole ones may be an author's, who
glosses words for learners, but nobody writes what is left of them.

In: a text. Out: edits (offsets in code points).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from edition import data
from edition.cleaning.lines import HAN
from edition.cleaning.patterns import pattern
from edition.edit import Edit

_LONGEST_WORD = 6  # characters
_GLOSS = pattern(
    rf"[(（](?<=[{HAN}].)(?P<letters>[A-Za-zÀ-ɏḀ-ỿ\u0261][A-Za-zÀ-ɏḀ-ỿ\u0261 '’]{{0,35}})[)）]"
)
_FEWEST = 2
_INITIALS = "zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw]"
_ONLY_INITIALS = pattern(rf"(?:{_INITIALS})*")


def torn(text: str) -> Iterator[Edit]:
    """Such readings, two at least on a page, one of them more than initials (which are also how netizens
    shorten words); and with them the whole ones that the page has."""
    if "(" not in text and "（" not in text:
        return
    found = [
        (match, state)
        for match in _GLOSS.finditer(text)
        if (state := _state(text[max(0, match.start() - _LONGEST_WORD) : match.start()], match))
    ]
    broken = [match for match, state in found if state == "torn"]
    if len(broken) < _FEWEST or all(_ONLY_INITIALS.fullmatch(_letters(m)) for m in broken):
        return
    for match, _ in found:
        yield Edit(match.start(), match[0], "", "encoding", "injected-pinyin")


def _letters(gloss: re.Match[str]) -> str:
    return "".join(gloss["letters"].lower().replace("ɡ", "g").replace("’", "'").split())


def _state(before: str, gloss: re.Match[str]) -> str:
    """Are the letters how the characters before it are read ("whole"), or what is left of that ("torn"; "one",
    of a single character, which proves nothing)? "" if neither."""
    letters = _letters(gloss)
    for size in range(1, len(before) + 1):
        word = before[-size:]
        if _fits(word, letters, partly=False):
            return "whole"
        if _fits(word, letters, partly=True) and len(letters) > 1:
            return "torn" if size > 1 else "one"
    return ""


@lru_cache(maxsize=1024)
def _fits(word: str, letters: str, partly: bool) -> bool:
    """Are these the readings of the characters of a word, one behind the other?"""
    if not word:
        return not letters
    given = (letters if partly else data.bare(letters)).removeprefix("'")
    return any(
        given.startswith(left) and _fits(word[1:], given[len(left) :], partly)
        for reading in data.readings(word[0])
        for left in _left(reading, partly)
    )


def _left(reading: str, partly: bool) -> set[str]:
    """How a reading is written; ``partly``, what of it is ASCII: the letter ɡ, which some fonts have for g, is not."""
    if not partly:
        return {data.bare(reading)}
    left = "".join(filter(str.isascii, reading))
    return {left, left.replace("g", "")}
