"""Regular expressions that are compiled when first used, and that find by their first character.

A class of Han characters takes about a millisecond to compile, and the cleaning has a hundred of
them: made at import they would be most of a command's start-up.

`re` skips quickly to the next place where a match may begin if a pattern begins with a character
or a class, but tries every place of the text if it begins with a look behind, a repetition or with
alternatives of any other kind, which takes ten times as long. For such a pattern the characters
with which its matches can begin are worked out, and put before it:

    (?<=[HAN])[ \\t]+(?=[HAN])    →    [ \\t](?<=(?=(?<=[HAN])[ \\t]+(?=[HAN])).)

What is found is the same; where it ends is then told by the pattern itself.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Any, cast

try:
    from re import _constants as sre  # type: ignore[attr-defined]
    from re import _parser as sre_parser  # type: ignore[attr-defined]
except ImportError:  # a Python whose `re` is made otherwise: as right, but slower
    sre = sre_parser = None

_WIDEST = 512  # code points of a range; a pattern that begins with any Han character skips nothing
_CATEGORIES = {"CATEGORY_SPACE": r"\s", "CATEGORY_DIGIT": r"\d"}


class _Pattern:
    """Stands for a compiled pattern; each method becomes the compiled one's at its first call."""

    def __init__(self, source: str, flags: int) -> None:
        self._source = source, flags

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(*self._source)
        method = getattr(compiled, name)
        if name in ("search", "finditer"):
            skipping = _skipping(*self._source)
            if skipping:
                make = _search if name == "search" else _finditer
                method = make(skipping, compiled.match)
        setattr(self, name, method)
        return method


def pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """What ``re.compile`` gives, compiled at its first use."""
    return cast("re.Pattern[str]", _Pattern(source, flags))


def one_of(words: Iterable[str], between: str = "") -> str:
    """The source of a pattern for any of these words, the longest first; ``between`` may stand
    between two of its characters. Grouped by their first characters, so that few are tried at a
    place, and none where no word begins."""
    groups: dict[str, list[str]] = {}
    for word in sorted(set(words), key=lambda word: (-len(word), word)):
        first, *rest = map(re.escape, word)
        groups.setdefault(first, []).append("".join(between + char for char in rest))
    firsts = "".join(groups)
    branches = (f"{first}(?:{'|'.join(rests)})" for first, rests in groups.items())
    return f"(?=[{firsts}])(?:{'|'.join(branches)})"


_Match = Callable[..., "re.Match[str] | None"]


def _search(skipping: re.Pattern[str], match: _Match) -> _Match:
    find = skipping.search

    def search(text: str, pos: int = 0, endpos: int = sys.maxsize) -> re.Match[str] | None:
        found = find(text, pos, endpos)
        return found and match(text, found.start(), endpos)

    return search


def _finditer(skipping: re.Pattern[str], match: _Match) -> Callable[..., Iterator[re.Match[str]]]:
    find = skipping.search

    def finditer(text: str, pos: int = 0, endpos: int = sys.maxsize) -> Iterator[re.Match[str]]:
        place = find(text, pos, endpos)
        return found_from(place, text, endpos) if place else iter(())

    def found_from(place: re.Match[str] | None, text: str, endpos: int) -> Iterator[re.Match[str]]:
        # Never inside a match: to see that one begins at a place is to go to its end, and a
        # match of n characters has n places.
        while place is not None:
            at = place.start() + 1
            found = match(text, place.start(), endpos)
            if found:
                at = max(at, found.end())
                yield found
            place = find(text, at, endpos)

    return finditer


def _skipping(source: str, flags: int) -> re.Pattern[str] | None:
    """A pattern of one character that matches where ``source`` does; None where `re` is as quick
    by itself, or where a match can begin with anything."""
    if sre_parser is None or flags & re.IGNORECASE:
        return None
    parsed = list(sre_parser.parse(source, flags))
    if not parsed or _has_literal_firsts(parsed[0]):
        return None
    firsts: set[str] = set()
    if not _add_firsts(parsed, firsts):
        return None
    try:
        return re.compile(rf"[{''.join(sorted(firsts))}](?<=(?={source})[\s\S])", flags)
    except re.error:  # refers to one of its own groups, which a look behind may not
        return None


def _has_literal_firsts(item: tuple[Any, Any]) -> bool:
    """Does `re` skip by itself: at a character, a class, or words?"""
    op, value = item
    if op is sre.BRANCH:
        return all(branch and branch[0][0] is sre.LITERAL for branch in value[1])
    return op in (sre.IN, sre.LITERAL)


def _add_firsts(parsed: Iterable[tuple[Any, Any]], firsts: set[str]) -> bool | None:
    """Add what a match can begin with, as it stands in a class. False if that cannot be told,
    None if the match may be empty, so that what follows it may be first."""
    for op, value in parsed:
        first: bool | None
        if op in (sre.AT, sre.ASSERT, sre.ASSERT_NOT):
            continue  # no width; what it forbids, the pattern itself sees to
        if op is sre.LITERAL:
            firsts.add(re.escape(chr(value)))
            return True
        if op is sre.IN:
            return all(_add_member(member, firsts) for member in value)
        if op is sre.BRANCH:
            found = {_add_firsts(branch, firsts) for branch in value[1]}
            first = False if False in found else None if None in found else True
        elif op is sre.SUBPATTERN:
            first = _add_firsts(value[-1], firsts)
        elif op in (sre.MAX_REPEAT, sre.MIN_REPEAT):
            least, _, repeated = value
            first = _add_firsts(repeated, firsts)
            if first and not least:
                first = None
        else:
            return False
        if first is not None:
            return first
    return None


def _add_member(member: tuple[Any, Any], firsts: set[str]) -> bool:
    op, value = member
    if op is sre.LITERAL:
        firsts.add(re.escape(chr(value)))
    elif op is sre.RANGE and value[1] - value[0] < _WIDEST:
        firsts.add(f"{re.escape(chr(value[0]))}-{re.escape(chr(value[1]))}")
    elif op is sre.CATEGORY and str(value) in _CATEGORIES:
        firsts.add(_CATEGORIES[str(value)])
    else:
        return False
    return True
