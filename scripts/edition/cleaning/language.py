"""How likely a string of Chinese is: models of characters in context.

There are two tables (made by scripts/maketables.py): `data/language.z`, and for the repair of bytes
`data/language-large.z`, which knows thrice as much and leans to official prose, in which such
damage is met. (So it makes too light of a phrase that is none to judge misspellings by it.) Both
are in Simplified characters, so a text is *folded* before it is looked up: Traditional to Simplified, ASCII marks to full width,
every digit to ``０``, every Latin letter to ``Ａ``, blanks to ``｜``. What folds to nothing known
is ``UNKNOWN``.

    P(d | a b c) = row "abc" has d → its figure; else weight of row "abc" × P(d | b c), and so on
"""

from __future__ import annotations

import heapq
import math
import re
from collections.abc import Iterable
from functools import cache
from operator import add

from edition import data
from edition.cleaning.script import simplified

STEP = 0.25  # nats between two figures of the table
ORDER = 3  # characters of context that count
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
    if is_traditional(text):
        text = simplified(text)
    return text.translate(_DIGITS)


@cache
def _variants() -> frozenset[str]:
    """The Han characters that Simplified writes otherwise. In a few characters of context to look
    for one takes a tenth of the time of a conversion."""
    han = "".join(map(chr, (*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000))))
    return frozenset(char for char, new in zip(han, simplified(han), strict=True) if char != new)


def squeeze(folded: str) -> str:
    """Runs of digits, letters and blanks as one: what a word is does not hang on their number."""
    if "００" in folded or "ＡＡ" in folded or "｜｜" in folded:  # a tenth of a substitution
        return _REPEATS.sub(r"\1", folded)
    return folded


class _Folds(dict[str, str]):
    """character → folded character, filled as characters are met."""

    def __missing__(self, char: str) -> str:
        if not self:  # one call for all Han characters of GBK: a call each costs far more
            han = "".join(map(chr, range(0x4E00, 0x9FA6)))
            self.update(zip(han, simplified(han), strict=True))
        return self.setdefault(char, simplified(char).translate(_DIGITS))


class _Gains(dict[str, float]):
    """context + character → log probability (nats) by one table, kept once it is looked up."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def __missing__(self, key: str) -> float:
        if len(self) > _MOST:
            self.clear()
        rows, context, char = data.language(self.name), key[:-1], key[-1]
        weight = 0.0
        while True:
            row = rows.get(context)
            if row is not None:
                at = row[0].find(char)
                if at >= 0:
                    found = weight - STEP * row[1][at + 1]
                    break
                weight -= STEP * row[1][0]
            if not context:
                found = UNKNOWN
                break
            context = context[1:]
        self[key] = found
        return found


class _Followers(dict[str, frozenset[str]]):
    """A character → those that the large model has met behind it."""

    def __missing__(self, char: str) -> frozenset[str]:
        row = data.language("language-large").get(char)
        return self.setdefault(char, frozenset(row[0]) if row else frozenset())


class _Apart(dict[str, int]):
    """Two characters, folded → 2 if the large model has never met them beside each other, 1 if hardly ever;
    0 if they go together, or one is no Han character: what stands beside a mark says little."""

    def __missing__(self, pair: str) -> int:
        if len(self) > _MOST:
            self.clear()
        one, two = pair[0], pair[1]
        if one < _FIRST_HAN or not _FIRST_HAN <= two <= _LAST_HAN:
            found = 0
        elif two not in FOLLOWERS[one]:
            found = 2
        else:
            found = int(LARGE[pair] - LARGE[two] <= _HARDLY)
        self[pair] = found
        return found


_FIRST_HAN, _LAST_HAN = "一", "鿿"
_HARDLY = -2.0  # nats by which two are less likely side by side than by chance
_MOST = 200_000  # figures that are kept
_RIVALS = 100  # characters among which the likeliest is found: all others together weigh nothing
FOLDS = _Folds()
GAINS = _Gains("language")
LARGE = _Gains("language-large")
BOTH = (GAINS, LARGE)
FOLLOWERS = _Followers()
_APART = _Apart()


def folded(char: str) -> str:
    """One character, folded."""
    return FOLDS[char]


def gain(context: str, char: str) -> float:
    """The log probability (nats) of ``char`` after up to three characters; all folded."""
    return GAINS[context + char]


def score(before: str, text: str, gains: dict[str, float] = GAINS) -> float:
    """The log probability (nats) of ``text`` after ``before``, by one table; both folded."""
    context, total = before[-ORDER:], 0.0
    for char in text:
        total += gains[context + char]
        context = (context + char)[-ORDER:]
    return total


def likelier(
    before: str, seen: str, wanted: str, after: str, tables: Iterable[dict[str, float]] = (GAINS,)
) -> float:
    """How much likelier (nats) ``wanted`` is than ``seen`` where that stands, by the table that says
    least. Of ``before`` and ``after`` (neither is folded) the nearest `ORDER` characters count."""
    left, right = fold(before[-ORDER:]), fold(after[:ORDER])
    old, new = fold(seen) + right, fold(wanted) + right
    return min(score(left, new, table) - score(left, old, table) for table in tables)


def likelier_at(
    text: str, start: int, end: int, wanted: str, tables: Iterable[dict[str, float]] = (GAINS,)
) -> float:
    """The same for what stands in ``text`` from ``start`` to ``end`` (offsets in code points)."""
    before, after = text[max(0, start - ORDER) : start], text[end : end + ORDER]
    return likelier(before, text[start:end], wanted, after, tables)


def likeliest(before: str, chars: Iterable[str], after: str) -> tuple[str, float]:
    """The likeliest of ``chars`` between two strings (both folded), and by how many nats it is ahead
    of all others together; by the large table."""
    scored = [(score(before, char + after, LARGE), char) for char in chars]
    (best, char), *others = heapq.nlargest(_RIVALS, scored)
    rivals = sum(math.exp(odds - best) for odds, _ in others)
    return char, -math.log(rivals) if rivals else math.inf


def apart(folded: str) -> list[tuple[int, bool]]:
    """Where two Han characters of a text hardly go together: (offset of the first, were they never met so?)."""
    pairs = map(add, folded, folded[1:])
    return [(n, how == 2) for n, how in enumerate(map(_APART.__getitem__, pairs)) if how]


def is_traditional(text: str) -> bool:
    """Has it a character that Simplified writes otherwise?"""
    return not _variants().isdisjoint(text)


@cache
def common(traditional: bool = False) -> tuple[str, ...]:
    """The 3,755 characters of the first level of GB 2312, or the 5,401 of that of Big5."""
    if traditional:
        rows, cells, name = range(0xA4, 0xC7), (*range(0x40, 0x7F), *range(0xA1, 0xFF)), "big5"
    else:
        rows, cells, name = range(0xB0, 0xD8), (*range(0xA1, 0xFF),), "gb2312"
    pairs = (bytes((row, cell)) for row in rows for cell in cells)
    return tuple(char for pair in pairs if (char := pair.decode(name, "ignore")))
