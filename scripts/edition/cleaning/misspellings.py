"""Words that are spelt with a character that looks or sounds like the right one: 进人 for 进入.

The table (`data/misspellings.toml`) says which words and characters; whether the word stands
there or two others meet (引进人才) is for the language model to say. A glyph that no word of
today has (设臵) needs no list of words, only the model.

The characters of a text are looked up two at a time, as numbers; see `phrases`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from functools import cache
from typing import NamedTuple

from edition import data
from edition.cleaning import confusions, language
from edition.cleaning.phrases import met, number

_CONTEXT = 4
# Nats that are enough for a wrong spelling that stands for nothing else, though the model may have met it,
# and for one that no text was seen to have. Put for its word in 3,128 places of novels and weeklies, 99 and
# 97 in 100 have as much (and 83 what is asked where the pair might be two words).
_MET, _UNMET = 0.5, 3.0
# … and for one that learners made: in sound texts two words may meet so. Of 987 places of those tests 709
# have as much and 976 have 6; of 614 sound sentences written to make these rows fire 10 have it and 32.
_OF_TESTS = 9.0
_PHRASE = 4  # characters of a set phrase: its wrong spelling is nothing else


class Misspelling(NamedTuple):
    """At ``start`` stands a character that makes ``seen`` of the word ``word``."""

    start: int
    at: int  # place of the character in the word
    seen: str
    word: str
    how: str
    firm: bool
    least: float  # nats that are enough, where the wrong spelling hardly stands for anything else; or 0
    sure: bool  # … as proofreaders know, whatever the model says
    gain: float


class _Spelling(NamedTuple):
    seen: str
    word: str
    how: str
    firm: bool
    least: float
    sure: bool
    unless: re.Pattern[str] | None


@cache
def _spellings() -> dict[str, list[_Spelling]]:
    """Wrong spelling → what it may stand for."""
    found: dict[str, list[_Spelling]] = {}
    for row in data.table("misspellings")["pair"]:
        unless = re.compile(row["unless"]) if "unless" in row else None
        for word in row["words"].split():
            seen = word.replace(row["right"], row["wrong"])
            found.setdefault(seen, []).append(
                _Spelling(
                    seen,
                    word,
                    row["how"],
                    row.get("firm", False),
                    _MET if row.get("never") else 0.0,
                    False,
                    unless,
                )
            )
    for seen, word, sound, source in data.slips():
        unless = re.compile(sound) if sound else None
        is_met = not source
        known = is_met and len(seen) >= _PHRASE
        wrong = next(a for a, b in zip(seen, word, strict=True) if a != b)
        joins = wrong in data.table("misspellings")["slips"]["joins"]
        least = 0.0 if joins else (_MET if is_met or len(seen) >= _PHRASE else _UNMET)
        least = _OF_TESTS if source == "??" else least
        spelling = _Spelling(seen, word, "", True, least, known, unless)
        found.setdefault(seen, []).append(spelling)
    return found


@cache
def _by_start() -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for seen in _spellings():
        found.setdefault(number(seen[:2]), []).append(seen)
    return found


@cache
def starts() -> frozenset[int]:
    """How the wrong spellings begin: two characters, as numbers."""
    return frozenset(_by_start())


@cache
def _glyphs() -> list[tuple[str, str, re.Pattern[str] | None]]:
    """(wrong, right, where it is sound, with two characters on either side)"""
    return [
        (row["wrong"], row["right"], re.compile(row["unless"]) if "unless" in row else None)
        for row in data.table("misspellings")["glyph"]
    ]


def misspellings(text: str, pairs: Set[int] | None = None) -> Iterator[Misspelling]:
    """Every wrong spelling, with how much likelier the word is. ``pairs`` holds those of `starts`
    that the text has, if somebody looked."""
    here = starts().intersection(met(text, 2, starts()) if pairs is None else pairs)
    for seen in [seen for start in sorted(here) for seen in _by_start()[start]]:
        at = text.find(seen)
        while at >= 0:
            end = at + len(seen)
            before, after = text[max(0, at - _CONTEXT) : at], text[end : end + _CONTEXT]
            around, rows = before[-2:] + seen + after[:2], _spellings()[seen]
            # What is sound here by one row is so by all: a pair and a slip may hold the same word.
            is_sound = any(row.unless and row.unless.search(around) for row in rows)
            for row in rows if not is_sound else ():
                i = next(i for i, (a, b) in enumerate(zip(seen, row.word, strict=True)) if a != b)
                likelier = language.likelier(before, seen, row.word, after)
                why = row.how or confusions.how(seen[i], row.word[i])
                signs = row.firm, row.least, row.sure
                yield Misspelling(at + i, i, seen, row.word, why, *signs, likelier)
            at = text.find(seen, at + 1)
    for wrong, right, unless in _glyphs():
        at = text.find(wrong)
        while at >= 0:
            before, after = text[max(0, at - _CONTEXT) : at], text[at + 1 : at + 1 + _CONTEXT]
            if not (unless and unless.search(before[-2:] + wrong + after[:2])):
                likelier = language.likelier(before, wrong, right, after)
                yield Misspelling(at, 0, wrong, right, "字形", False, 0.0, False, likelier)
            at = text.find(wrong, at + 1)
