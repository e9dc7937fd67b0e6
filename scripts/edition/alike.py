"""What a search takes for alike: Traditional and Simplified characters, characters and their sound.

Both tables are made for one collection when its site is built: the first from OpenCC, the second
from `data/readings.tsv`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cache

from edition import data

_READINGS = 2  # of a character, in the order of how common they are


def folds(text: str) -> tuple[str, str]:
    """Pairs of characters that a search takes for one another, one pair after the other: a
    variant (mostly Traditional), and what it stands for. One of both is in ``text``.

    The second list holds variants that are Simplified characters in their own right (著, 乾):
    they are taken for others only where that makes a word.
    """
    alphabet = set(text)
    hard, soft = _pairs()
    known = dict(hard)
    words = dict(soft) | {a: b for a, b in _in_words(text) if known.get(a) != b}
    return (
        "".join(a + b for a, b in hard if a in alphabet or b in alphabet),
        "".join(a + b for a, b in sorted(words.items()) if b in alphabet and a not in known),
    )


def _in_words(text: str) -> set[tuple[str, str]]:
    """What the text's characters become in Traditional, also where only a word tells: 了解 瞭解."""
    from opencc import OpenCC

    traditional = OpenCC("s2t").convert(text)
    if len(traditional) != len(text):
        return set()
    return {(a, b) for a, b in set(zip(traditional, text, strict=True)) if a != b}


@cache
def _pairs() -> tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]:
    from opencc import OpenCC

    ranges = (range(0x3400, 0xA000), range(0xF900, 0xFB00), range(0x20000, 0x323B0))
    han = [chr(point) for points in ranges for point in points]
    plain = _each(OpenCC("t2s"), [unicodedata.normalize("NFC", char) for char in han])
    taiwan = _each(OpenCC("tw2s"), han)
    hard: list[tuple[str, str]] = []
    soft: list[tuple[str, str]] = []
    for char, to, other in zip(han, plain, taiwan, strict=True):
        if char != to:
            (soft if _in_gb2312(char) else hard).append((char, to))
        elif char != other and len(other) == 1:
            soft.append((char, other))
    return tuple(hard), tuple(soft)


def _each(converter: object, chars: Sequence[str]) -> list[str]:
    converted: str = converter.convert("\n".join(chars))  # type: ignore[attr-defined]
    return converted.split("\n")


def _in_gb2312(char: str) -> bool:
    try:
        return bool(char.encode("gb2312"))
    except UnicodeEncodeError:
        return False


def pinyin(chars: set[str]) -> str:
    """Readings of the characters of names, by syllable: ``chang长常 zhang张 zhang长``. The common
    reading of a character comes before its other one."""
    ranks: list[dict[str, list[str]]] = [{} for _ in range(_READINGS)]
    for char in sorted(chars):
        found = list(dict.fromkeys(map(data.bare, data.readings(char))))
        for by_syllable, syllable in zip(ranks, found, strict=False):
            by_syllable.setdefault(syllable, []).append(char)
    return " ".join(key + "".join(rank[key]) for rank in ranks for key in sorted(rank))
