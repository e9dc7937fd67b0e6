"""Lines that everybody quotes, with a wrong character: 良言一句三冬暧 for 良言一句三冬暖.

Evidence: a clause of `data/sayings.txt`, of five characters at least, of which one stands as another that
sounds or looks like it. Who plays with a line, or has it by heart not quite, changes what it says by a word
(山穷水尽疑无路): in 55 M characters of novels every second one did, so what is not alike stays; variants
that are (劝君更进一杯酒) are rows of the table.

In: a text. Out: edits (offsets in code points), each of one character.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from functools import cache

from edition import data
from edition.cleaning import confusions
from edition.cleaning.phrases import number
from edition.cleaning.spelling import spoken_of
from edition.edit import Edit

CLS = "emendation"

_SHORTEST = 5  # characters of a clause that is looked for


@cache
def _clauses() -> tuple[str, ...]:
    known, _ = data.sayings()
    return tuple(sorted(clause for clause in known if len(clause) >= _SHORTEST))


@cache
def _by_pair() -> dict[int, list[tuple[int, bool]]]:
    """The first and the last two characters of clauses, as numbers → (which clause, is it the first)."""
    found: dict[int, list[tuple[int, bool]]] = {}
    for n, clause in enumerate(_clauses()):
        found.setdefault(number(clause[:2]), []).append((n, True))
        found.setdefault(number(clause[-2:]), []).append((n, False))
    return found


@cache
def starts() -> frozenset[int]:
    """The pairs of characters that tell a clause, as numbers."""
    return frozenset(_by_pair())


def sayings(text: str, pairs: Set[int]) -> Iterator[Edit]:
    """Every wrong character in such a clause. ``pairs`` holds those of `starts` that the text has."""
    seen: set[tuple[int, int]] = set()
    for pair in sorted(starts() & pairs):
        for n, first in _by_pair()[pair]:
            clause = _clauses()[n]
            part = clause[:2] if first else clause[-2:]
            at = text.find(part)
            while at >= 0:
                start = at if first else at + 2 - len(clause)
                if start >= 0 and (n, start) not in seen:
                    seen.add((n, start))
                    yield from _slip(text, start, clause)
                at = text.find(part, at + 1)


def _slip(text: str, start: int, clause: str) -> Iterator[Edit]:
    words = text[start : start + len(clause)]
    wrong = [k for k, (a, b) in enumerate(zip(words, clause, strict=False)) if a != b]
    if len(words) < len(clause) or len(wrong) != 1 or words in data.sayings()[1]:
        return
    at = wrong[0]
    why = confusions.how(words[at], clause[at])
    if why and not spoken_of(text, start, start + len(clause)):
        note = f"成句“{clause}”；{why}而误"
        yield Edit(start + at, words[at], clause[at], CLS, "saying", note)
