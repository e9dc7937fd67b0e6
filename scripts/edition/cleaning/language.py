"""How likely a string of Chinese is: a trigram model of characters, for the repair of bytes.

The table (`data/language.tsv.xz`, made by scripts/maketables.py) is in Simplified characters, so
a text is *folded* before it is looked up: Traditional to Simplified, ASCII marks to full width,
every digit to ``０``, every Latin letter to ``Ａ``, blanks to ``｜``. What folds to nothing known is ``UNKNOWN``.

    P(c | a b) = row "ab" has c → its figure; else weight of row "ab" × P(c | b)
    P(c | b)   = row "b" has c  → its figure; else weight of row "b" × P(c)
"""

from __future__ import annotations

import re
from functools import cache

from edition import data

STEP = 0.5  # nats between two figures of the table
UNKNOWN = -16.0  # nats: a character that the model has never seen
_DIGITS = str.maketrans(
    dict.fromkeys("0123456789０１２３４５６７８９", "０")
    | {chr(point): "Ａ" for point in (*range(0x41, 0x5B), *range(0x61, 0x7B))}
    | dict(zip(",.:;?!()", "，。：；？！（）", strict=True))
    | dict.fromkeys("\n\r\t \u3000", "｜")
)
_REPEATS = re.compile(r"([０Ａ｜])\1+")


def fold(text: str) -> str:
    """``text`` in the characters of the table, as long as before: Simplified, marks full width."""
    from edition.cleaning.script import simplified

    return simplified(text).translate(_DIGITS)


def squeeze(folded: str) -> str:
    """Runs of digits, letters and blanks as one: what a word is does not hang on their number."""
    return _REPEATS.sub(r"\1", folded)


@cache
def folded(char: str) -> str:
    """One character, folded."""
    return fold(char)


def score(before: str, text: str) -> float:
    """The log probability (nats) of ``text`` after ``before``; both folded."""
    context = before[-2:]
    total = 0.0
    for char in text:
        total += gain(context, char)
        context = (context + char)[-2:]
    return total


@cache
def gain(context: str, char: str) -> float:
    """The log probability (nats) of ``char`` after the two folded characters of ``context``."""
    rows = data.language()
    weight = 0.0
    while True:
        row = rows.get(context)
        if row is not None:
            at = row[0].find(char)
            if at >= 0:
                return weight - STEP * (ord(row[1][at + 1]) - 48)
            weight -= STEP * (ord(row[1][0]) - 48)
        if not context:
            return UNKNOWN
        context = context[1:]
