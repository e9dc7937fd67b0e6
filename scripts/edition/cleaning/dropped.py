"""Set phrases that lost a character inside: 刮相看 for 刮目相看.

In: a text. Out: edits (offsets in code points). Evidence, all of it needed: three characters that are a
phrase of the table without its second or third, and of no other phrase; the two about the gap, which
nobody has seen beside each other; and both models, which find four characters likelier than three by far.
Verse and the old language leave characters out (泪飞顿作倾盆雨, 爱莫助之), three characters may be part of
other words (民怨载道, 加深认识), and what stands twice is a name (胡八道), so all these stay. In 6.7 M
characters of sound texts no place is left; of 1,500 phrases that lost a character in them 100 are
put right.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Set
from functools import cache

from edition import data
from edition.cleaning import language
from edition.cleaning.lines import HAN
from edition.cleaning.oldlanguage import is_classical
from edition.cleaning.patterns import pattern
from edition.cleaning.phrases import met, number
from edition.cleaning.spelling import in_choice, spoken_of
from edition.edit import Edit

CLS = "emendation"

_LIKELIER = 11.0  # nats by either model
_APART = 1.0  # nats by which the ends go with what stands outside: more, and they are another word
_INNER = (1, 2)  # places of the character in the phrase
_PARTICLES = frozenset("的了着过地得是在和与也都就又")  # go with everything
_HAN, _PROSE = pattern(f"[{HAN}]"), pattern("[，。；]")
_CLAUSE = pattern(rf"[{HAN}]*")
_OF_VERSE = (4, 5, 7)  # characters of a clause that leaves words out for its measure


@cache
def _phrases() -> dict[str, tuple[str, int]]:
    """Three characters → the one phrase that they are without a character, and its place."""
    rows = [
        (phrase[:at] + phrase[at + 1 :], (phrase, at))
        for phrase in sorted(data.phrases()[0] - data.compounds())
        for at in range(len(phrase))
    ]
    times = Counter(rest for rest, _ in rows)
    return {rest: row for rest, row in rows if times[rest] == 1 and row[1] in _INNER}


@cache
def _by_gap() -> dict[int, tuple[str, ...]]:
    """The two about a gap, as a number → the three characters; only those that were never met so."""
    found: dict[int, list[str]] = {}
    for rest, (_, at) in _phrases().items():
        if not _is_met(rest[at - 1], rest[at]):
            found.setdefault(number(rest[at - 1 : at + 1]), []).append(rest)
    return {gap: tuple(sorted(rests)) for gap, rests in found.items()}


def _is_met(one: str, two: str) -> bool:
    """Do sound texts have the two beside each other, as one or another writes them (精采, 精彩)?"""
    return not _customs(two).isdisjoint(language.FOLLOWERS[one])


@cache
def _customs(char: str) -> frozenset[str]:
    """A character and what custom writes for it."""
    return frozenset(char + _variants().get(char, ""))


@cache
def _variants() -> dict[str, str]:
    found: dict[str, str] = {}
    for pair in sorted(data.variants()):
        found[pair[0]] = found.get(pair[0], "") + pair[1]
    return found


@cache
def starts() -> frozenset[int]:
    """The pairs that tell a gap, as numbers."""
    return frozenset(_by_gap())


def dropped(text: str, pairs: Set[int] | None = None) -> Iterator[Edit]:
    """Every such phrase. ``pairs`` holds those of `starts` that the text has, if somebody looked."""
    here = starts() & (met(text, 2, starts()) if pairs is None else pairs)
    for rest in [rest for gap in sorted(here) for rest in _by_gap()[gap]]:
        start = text.find(rest)
        if start < 0 or text.find(rest, start + 1) >= 0:
            continue
        phrase, at = _phrases()[rest]
        end = start + len(rest)
        gain = language.likelier_at(text, start, end, phrase, language.BOTH)
        if gain < _LIKELIER or phrase in text or _joins(text, start, end) or _in_verse(text, start):
            continue
        if spoken_of(text, start, end) or in_choice(text, start) or is_classical(text, start):
            continue
        note = f"固定词组“{phrase}”；脱“{phrase[at]}”字"
        yield Edit(start, rest, phrase, CLS, "set-phrase", note)


def _joins(text: str, start: int, end: int) -> bool:
    """Does an end make a word with what stands outside?"""
    outer = ((start - 1, start, start - 1), (end - 1, end, end))
    return any(_bond(text, one, two) >= _APART for one, two, out in outer if _is_word(text, out))


def _is_word(text: str, at: int) -> bool:
    return 0 <= at < len(text) and bool(_HAN.match(text, at)) and text[at] not in _PARTICLES


def _bond(text: str, one: int, two: int) -> float:
    left, right = language.folded(text[one]), language.folded(text[two])
    return language.LARGE[left + right] - language.LARGE[right]


def _in_verse(text: str, at: int) -> bool:
    """Is its clause as long as one of verse, or its line without a mark?"""
    start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    line = text[start : end if end >= 0 else len(text)]
    clauses = (match for match in _CLAUSE.finditer(line) if match[0])
    length = next(len(m[0]) for m in clauses if m.start() <= at - start < m.end())
    return length in _OF_VERSE or not _PROSE.search(line)
