"""Numbers of sections that nest (1, 1.1, 1.2, 2), and which may stand behind which."""

from __future__ import annotations

from edition.cleaning.patterns import pattern

_NUMBER = pattern(r"\d{1,2}(?:\.\d{1,2}){0,3}")


def number(words: str) -> tuple[int, ...]:
    """The number that ``words`` are (2.4 → (2, 4)), () if they are none."""
    return tuple(map(int, words.split("."))) if _NUMBER.fullmatch(words) else ()


def at(text: str, start: int) -> tuple[int, ...]:
    """The number that stands in ``text`` at ``start`` (code points), () if none does."""
    match = _NUMBER.match(text, start)
    return number(match[0]) if match else ()


def follows(last: tuple[int, ...], section: tuple[int, ...]) -> bool:
    """May a section with this number stand behind the last one: as its first part, or as the next of its
    kind or of one it is a part of?"""
    size = len(section)
    if size > len(last):
        return section == (*last, 1)
    return section == (*last[: size - 1], last[size - 1] + 1)
