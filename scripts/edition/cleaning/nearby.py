"""Characters that the page itself has otherwise: 做好充分谁备 where 充分准备 stands below.

In: a text. Out: edits (offsets in code points). Evidence, all of it needed: a character stands once beside a
neighbour that the large model has never met it with, and makes no word with the other; between the same two
neighbours the text has another elsewhere, which looks like it or has its sound; and both models find that
far likelier. In 6.7 M characters of sound texts 18 places are so, and all of them are misprints.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise

from edition import data
from edition.cleaning import language
from edition.cleaning.language import FOLLOWERS
from edition.cleaning.misspellings import how
from edition.cleaning.oldlanguage import is_classical
from edition.cleaning.spelling import in_choice, spoken_of
from edition.edit import Edit

CLS = "emendation"

_LIKELIER = 9.0  # nats by either model
_APART = 1.0  # nats by which it goes with a neighbour: more, and the two are a word
# As authors write them; and figures, which stand before anything (连打数败仗).
_LEFT = frozenset("的地得着了一二三四五六七八九十百千万数两几他她它你您那哪这做作")
_FIRST_HAN, _LAST_HAN = "一", "鿿"


@cache
def _alike() -> dict[str, frozenset[str]]:
    """A character → those that look like it, or have its sound."""
    sounds, looks = data.lookalikes()
    rows = [*sounds.items(), *looks.items()]
    pairs = {(char, other) for char, others in rows for other in others}
    pairs.update((a, b) for a, b in data.table("misspellings")["twins"]["pairs"].split())
    pairs = {(a, b) for a, b in pairs if a + b not in data.variants() and not {a, b} & _LEFT}
    found: dict[str, set[str]] = {}
    for one, two in pairs:
        found.setdefault(one, set()).add(two)
        found.setdefault(two, set()).add(one)
    return {char: frozenset(others) for char, others in found.items()}


def nearby(text: str) -> Iterator[Edit]:
    """Every such character."""
    folded, last = language.fold(text), len(text) - 1
    between: defaultdict[str, str] = defaultdict(str)
    for one, middle, two in zip(folded, folded[1:], folded[2:], strict=False):
        between[one + two] += middle
    done = 0
    for n, (one, two) in enumerate(pairwise(folded)):
        if two in FOLLOWERS[one] or one < _FIRST_HAN or not _FIRST_HAN <= two <= _LAST_HAN:
            continue
        for at in (n, n + 1):
            if done < at < last and text[at] == folded[at]:
                rights = _rights(folded, at, between)
                if len(rights) == 1 and _is_wrong(text, folded, at, rights[0]):
                    done = at
                    seen = folded[at - 1] + rights[0] + folded[at + 1]
                    note = f"此页他处作“{seen}”；{how(text[at], rights[0], 0)}而误"
                    yield Edit(at, text[at], rights[0], CLS, "repeated-clause", note)


def _rights(text: str, at: int, between: Mapping[str, str]) -> list[str]:
    """What the text has elsewhere between the same two, and looks or sounds alike."""
    found = between[text[at - 1] + text[at + 1]]
    if len(found) < 2:  # nearly always: only the character itself
        return []
    others = _alike().get(text[at], frozenset())
    return [char for char in sorted(set(found) & others) if _is_near(text[at], char)]


def _is_near(seen: str, right: str) -> bool:
    """Do they look alike, or are they first of all read the same?"""
    one, two = (data.readings(char)[:1] for char in (seen, right))
    return how(seen, right, 0) == "形近" or [*map(data.bare, one)] == [*map(data.bare, two)]


def _is_wrong(text: str, folded: str, at: int, right: str) -> bool:
    before, seen, after = folded[at - 1], folded[at], folded[at + 1]
    if not (_FIRST_HAN <= before <= _LAST_HAN and _FIRST_HAN <= after <= _LAST_HAN):
        return False
    if folded.count(before + seen) > 1 or folded.count(seen + after) > 1:
        return False
    gains = language.LARGE
    bonds = gains[before + seen] - gains[seen], gains[seen + after] - gains[after]
    if max(bonds) > _APART:
        return False
    if language.likelier_at(text, at, at + 1, right, language.BOTH) < _LIKELIER:
        return False
    if spoken_of(text, at, at + 1) or in_choice(text, at):
        return False
    return not is_classical(text, at)
