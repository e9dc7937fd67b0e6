"""Prose and verse in the old language, of which the model of today's knows little.

    夜渡青溪水声长，石阶无语月如霜。    verse: clauses of five or seven characters, no word of today
    予在渡口，见舟子撑篙而歌，其声甚哀。  prose: the particles of old, hardly one of today

In: a text, and a place in it (offset in code points). Out: is it old there? Figures: 1,240 pieces of 26
kinds of literature and 1,360 of 22 kinds of other texts, of 2,000 to 8,000 characters. Words of today are
0.4 to 2 characters in 100 of old ones and 2 to 18 of others (contracts and forms have 1 and more, but few
clauses of four, five or seven characters, and few particles).
"""

from __future__ import annotations

import bisect
import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from edition.cleaning.lines import HAN
from edition.cleaning.patterns import pattern

_AROUND = 120  # characters on either side that show which language it is
_LONG_AROUND = 150  # characters without one particle of today's language
_CHUNK = 1000  # characters of a text that are judged together, with half as many on either side
_FEWEST = 60  # Han characters that show a share
_OF_TODAY = frozenset("的了是在们們这這那个個吗嗎呢吧")
_OF_OLD = frozenset("之也矣曰焉乃其者乎兮吾而于於则則汝尔爾云哉耳岂豈")
_FEW_TODAY, _FEW_IN_SUTRAS = 0.02, 0.035  # of the Han characters
_MANY_OLD, _MANY_IN_SUTRAS = 0.045, 0.03
_REGULAR = 0.45  # of the characters stand in clauses of four, five or seven
_CLAUSE = pattern(f"[{HAN}]+")
_LENGTHS = (4, 5, 7)
_ALIKE = 0.8  # of the clauses have one length
_VERSES = 2  # clauses of five or of seven characters on one line
_STROPHE = 40  # characters on either side that hold a strophe
_FEWEST_CLAUSES = 4


def is_classical(text: str, at: int) -> bool:
    """Is the prose around a place, or its verse, in the old language?"""
    around = text[max(0, at - _AROUND) : at + _AROUND]
    old = sum(map(around.count, "之也矣曰焉乃其者乎兮吾"))
    new = sum(map(around.count, "的了是在们這这个"))
    if (old >= 4 and old > new) or (old > 0 and not new and len(around) >= _LONG_AROUND):
        return True
    start = at // _CHUNK * _CHUNK - _CHUNK // 2
    return _is_verse(text, at) or _is_old(text[max(0, start) : start + 2 * _CHUNK])


def is_regular(text: str) -> bool:
    """Have most clauses of a text one length, as those of verse and of what is learned by heart?"""
    sizes = Counter(map(len, _CLAUSE.findall(text)))
    return max(sizes.values(), default=0) >= _ALIKE * sizes.total()


def _is_verse(text: str, at: int) -> bool:
    """Does it stand on a line of clauses that have all five or all seven characters, none of them of today;
    or among lines of one clause each?"""
    starts, found = _lines(text)
    n = bisect.bisect_right(starts, at) - 1
    if n not in found:
        end = starts[n + 1] if n + 1 < len(starts) else len(text)
        clauses = _CLAUSE.findall(text, starts[n], end)
        found[n] = _are_verses(clauses) if len(clauses) >= _VERSES else None
    whole = found[n]
    if whole is not None:
        return whole
    clauses = _CLAUSE.findall(text, max(0, at - _STROPHE), at + _STROPHE)[1:-1]
    return len(clauses) >= _FEWEST_CLAUSES and _are_verses(clauses)


def _are_verses(clauses: Sequence[str]) -> bool:
    sizes = {len(clause) for clause in clauses}
    return sizes in ({5}, {7}) and _OF_TODAY.isdisjoint("".join(clauses))


@lru_cache(maxsize=4)  # every place of a text asks, and a text may be one line
def _lines(text: str) -> tuple[list[int], dict[int, bool | None]]:
    """(where lines begin, line → is it one of verses: filled in when a place asks; None: of one clause)"""
    return [0, *(match.end() for match in re.finditer("\n", text))], {}


@lru_cache(maxsize=64)  # every place of a chunk asks for it
def _is_old(text: str) -> bool:
    clauses = _CLAUSE.findall(text)
    han = sum(map(len, clauses))
    today = sum(map(text.count, _OF_TODAY))
    if han < _FEWEST or today >= _FEW_IN_SUTRAS * han:
        return False
    old = sum(map(text.count, _OF_OLD))
    regular = sum(len(c) for c in clauses if len(c) in _LENGTHS) >= _REGULAR * han
    if today < _FEW_TODAY * han:
        return regular or old >= _MANY_OLD * han
    return regular and old >= _MANY_IN_SUTRAS * han
