"""encoding (编码损坏): a character and the mark behind it, out of which a program took the two bytes of an
ideographic blank.

    它们在战常敌人      场。 is B3 A1 A1 A3; without the A1 A1 in its midst it is B3 A3, 常

In: a text. Out: edits (offsets in code points). A page of GBK lost its blanks byte by byte, and where a
character ends in A1 and a mark behind it begins with A1 that took half of each. In 11 M characters of
sound texts the models see in 5 places what is asked of one here, and in 129 what is asked of others on its
page; of 335 pairs that were so damaged they see it in 85 and 95 of 100.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from edition.cleaning import language
from edition.cleaning.patterns import pattern
from edition.edit import Edit

CLS = "encoding"

_BLANK = 0xA1  # each of the two bytes of a blank
_LEADS = range(0xB0, 0xF8)  # of the Han characters of GB 2312
_MARKS = "。、”“…"
_NEAR = 8  # characters on either side, blanks among them, of which `language.ORDER` count
_FEWEST = 2  # of these, for one stands by chance in some novels (有人祝她生日)
_LIKELIER, _LIKELIER_THERE = 3.0, 0.0  # nats, by the model that says less; of others on such a page


@cache
def _pairs() -> dict[str, str]:
    """What is left → the character and the mark that it was."""
    found = {}
    for mark in _MARKS:
        last = mark.encode("gb2312")[1:]
        for lead in _LEADS:
            try:
                left = (bytes((lead,)) + last).decode("gb2312")
                found[left] = bytes((lead, _BLANK)).decode("gb2312") + mark
            except UnicodeDecodeError:
                continue  # no character has these bytes
    return found


@cache
def _any() -> str:
    return f"[{''.join(_pairs())}]"


def pairs(text: str) -> Iterator[Edit]:
    """Every character that is far likelier such a pair. Blanks and breaks beside it may be of any layout
    (人民代表大会常 | 务委员会), so it is judged without them."""
    gains = [
        (gain, match.start(), match[0])
        for match in pattern(_any()).finditer(text)
        if (gain := _likelier(text, match.start())) >= _LIKELIER_THERE
    ]
    if sum(gain >= _LIKELIER for gain, _, _ in gains) < _FEWEST:
        return
    for _, at, left in gains:
        note = "网页删去空格时误删了两字之间的字节（A1 A1）"
        yield Edit(at, left, _pairs()[left], CLS, "swallowed-bytes", note)


def _likelier(text: str, at: int) -> float:
    """By how much the pair is likelier (nats); by one model if that says enough."""
    before = "".join(text[max(0, at - _NEAR) : at].split())
    after = "".join(text[at + 1 : at + 1 + _NEAR].split())
    seen, wanted = text[at], _pairs()[text[at]]
    first = language.likelier(before, seen, wanted, after)
    if first < _LIKELIER_THERE:
        return first
    return min(first, language.likelier(before, seen, wanted, after, (language.LARGE,)))
