"""Clauses that stand twice in a text, a character apart: which of the two is impossible.

A title comes back in the text, a list is announced and then gone through, a copyist repeats
himself. Where two clauses agree but for one character, which sounds or looks like the other, and the
language model finds one of the two hardly Chinese, the other is evidence against it.

Two such clauses share their first half or their second, so they are found by halves: linear.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from operator import ne

from edition import data
from edition.cleaning import language
from edition.cleaning.blocks import BREAK, blocks
from edition.cleaning.lines import HAN
from edition.cleaning.oldlanguage import is_classical
from edition.cleaning.patterns import pattern
from edition.cleaning.phrases import bonds
from edition.cleaning.spelling import spoken_of
from edition.edit import Doubt, Edit

CLS = "emendation"

_SHORTEST = 8  # characters of a clause
_PART = 10  # a longer one is taken in parts, which may come back in another clause
_SIZES = tuple(map(str, range(_PART + 1)))
_MOST = 12  # clauses with one half in common: more are a form that is filled in
_PARTICLES = "的地得"  # stay as the author wrote them
_CLAUSE = pattern(rf"[{HAN}]{{{_SHORTEST},}}")
# Nats by which one must be likelier than the other. In 48 M characters of sound text as they come
# 22 places are certain, two or three of them no misprints.
_CERTAIN, _LIKELY = 5.0, 3.5
_ALONE, _AT_HOME = 0.5, 1.0  # how the wrong character, and the right one, go with a neighbour


def repeats(text: str) -> Iterator[Edit | Doubt]:
    """Every character that a repetition of its clause shows to be wrong."""
    for one, two in _pairs(_sharing(_parts(text))):
        if sum(map(ne, one, two)) == 1:
            at = next(i for i, a in enumerate(one) if a != two[i])
            if _alike(one[at], two[at]):
                yield from _judged(text, one, two, at)
                yield from _judged(text, two, one, at)


def _parts(text: str) -> set[str]:
    """The clauses of a text, long ones in parts."""
    clauses = set(_CLAUSE.findall(text))
    long = [clause for clause in clauses if len(clause) > _PART]
    clauses.difference_update(long)
    clauses.update([clause[-_PART:] for clause in long])
    clauses.update([c[at : at + _PART] for c in long for at in range(0, len(c) - _PART, _PART)])
    return clauses


def _sharing(parts: Iterable[str]) -> list[str]:
    """Those that have a half in common with another one, a few of many; in order."""
    found = list(parts)
    heads = [part[: len(part) // 2] for part in found]
    tails = [part[len(part) // 2 :] for part in found]
    of_head, of_tail = Counter(heads), Counter(tails)
    return sorted(
        part
        for part, head, tail in zip(found, heads, tails, strict=True)
        if of_head[head] > 1 or of_tail[tail] > 1
    )


def _pairs(parts: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Two parts of one length with half of it in common."""
    halves: dict[str, str | list[str]] = {}
    shared: list[list[str]] = []
    for part in parts:
        half = len(part) // 2
        for key in (_SIZES[len(part)] + part[:half], part[half:] + _SIZES[len(part)]):
            first = halves.setdefault(key, part)
            if first is part:  # nearly always
                continue
            if isinstance(first, str):
                first = halves[key] = [first]
                shared.append(first)
            first.append(part)
    for found in shared:
        if len(found) <= _MOST:
            yield from itertools.combinations(found, 2)


def _judged(text: str, seen: str, other: str, i: int) -> Iterator[Edit | Doubt]:
    """What is to be said of ``seen``, whose character ``i`` is another in ``other``: nothing, if
    ``other`` is not far likelier or the character makes a word where it stands."""
    witness = text.find(other)
    if max(bonds(text, witness + i, witness + i, witness + i + 1)) < _AT_HOME:
        return
    note = f"{_where(text, witness)}作“{other}”；“{seen[i]}”在此不成词"
    # At an end of the clause, what stands next may make a word with the character.
    sure = 0 < i < len(seen) - 1 and text.count(seen) <= text.count(other)
    for match in re.finditer(seen, text):
        at = match.start() + i
        likelier = language.likelier_at(text, at, at + 1, other[i])
        if (
            likelier < _LIKELY
            or max(bonds(text, at, at, at + 1)) >= _ALONE
            or spoken_of(text, *match.span())
            or is_classical(text, at)
        ):
            continue
        kind = Edit if sure and likelier >= _CERTAIN else Doubt
        yield kind(at, seen[i], other[i], CLS, "repeated-clause", note)


def _where(text: str, at: int) -> str:
    """The paragraph or heading at ``at``, as a page numbers it."""
    end = text.find(BREAK, at)
    before = blocks(text[: end if end >= 0 else len(text)])
    heading = before[-1].text.startswith("#")
    count = sum(block.text.startswith("#") == heading for block in before)
    return f"第{count}个标题" if heading else f"第{count}段"


def _alike(one: str, two: str) -> bool:
    """Do two characters sound or look like each other, and does no custom write one for the
    other?"""
    near = _neighbours()
    if one + two in data.variants() or (one in _PARTICLES and two in _PARTICLES):
        return False
    return two in near.get(one, "") or one in near.get(two, "")


@cache
def _neighbours() -> dict[str, str]:
    sounds, looks = data.lookalikes()
    return {char: others + looks[char] for char, others in sounds.items()}
