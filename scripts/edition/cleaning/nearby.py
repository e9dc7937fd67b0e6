"""Characters that the page itself has otherwise: 做好充分谁备 where 充分准备 stands below.

In: a text. Out: edits (offsets in code points). Evidence, all of it needed: a character stands once beside a
neighbour that the large model has never met it with, and makes no word with the other; between the same two
neighbours the text has another elsewhere, which looks like it or has its sound; and both models find that
far likelier. In 6.7 M characters of sound texts 17 places are so, and all of them are misprints.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from operator import add

from edition import data
from edition.cleaning import confusions, language
from edition.cleaning.oldlanguage import is_classical
from edition.cleaning.spelling import in_choice, spoken_of
from edition.edit import Edit

CLS = "emendation"

_LIKELIER = 9.0  # nats by either model
_APART = 1.0  # nats by which it goes with a neighbour: more, and the two are a word
_RAREST = -14.0  # nats of a character that texts of today have at all (not 獣)
# As authors write them; figures, and what joins words, stand before anything (连打数败仗, 名称暨所营业务).
_LEFT = frozenset("的地得着了一二三四五六七八九十百千万数两几他她它你您那哪这做作和与及暨或并")
_FIRST_HAN, _LAST_HAN = "一", "鿿"


def nearby(text: str) -> Iterator[Edit]:
    """Every such character."""
    folded, last = language.fold(text), len(text) - 1
    never = [n for n, unmet in language.apart(folded) if unmet]
    places = {at for n in never for at in (n, n + 1) if 0 < at < last}
    asked = {folded[at - 1] + folded[at + 1] for at in places}
    between: defaultdict[str, str] = defaultdict(str)
    for at, around in enumerate(map(add, folded, folded[2:]), 1):
        if around in asked:
            between[around] += folded[at]
    done = 0
    for n in never:
        for at in (n, n + 1):
            if done < at < last and text[at] == folded[at]:
                rights = _rights(folded, at, between)
                if len(rights) == 1 and _is_wrong(text, folded, at, rights[0]):
                    done = at
                    seen = folded[at - 1] + rights[0] + folded[at + 1]
                    note = f"此页他处作“{seen}”；{confusions.how(text[at], rights[0])}而误"
                    yield Edit(at, text[at], rights[0], CLS, "repeated-clause", note)


def _rights(text: str, at: int, between: Mapping[str, str]) -> list[str]:
    """What the text has elsewhere between the same two, and looks or sounds alike."""
    found = between[text[at - 1] + text[at + 1]]
    if len(found) < 2:  # nearly always: only the character itself
        return []
    if text[at] in _LEFT:
        return []
    others = (set(found) & confusions.of(text[at])) - _LEFT
    return [char for char in sorted(others) if _is_near(text[at], char)]


def _is_near(seen: str, right: str) -> bool:
    """Do they look alike, or are they first of all read the same?"""
    one, two = ([*map(data.bare, data.readings(char)[:1])] for char in (seen, right))
    return one == two or confusions.how(seen, right) == "形近"


def _is_wrong(text: str, folded: str, at: int, right: str) -> bool:
    before, seen, after = folded[at - 1], folded[at], folded[at + 1]
    if not (_FIRST_HAN <= before <= _LAST_HAN and _FIRST_HAN <= after <= _LAST_HAN):
        return False
    if (
        language.LARGE[seen] <= _RAREST
        or folded.count(before + seen) > 1
        or folded.count(seen + after) > 1
    ):
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
