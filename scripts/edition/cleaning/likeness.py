"""How much a line is like those of a site, by what it is written with: weights that were learned.

In: a folded line without outer blanks (`lines`). Out: log-odds, above 0 if it is more like a
site's words than like a text's, and the signs that spoke loudest, so that every judgement can be
explained. The table (data/likeness.tsv) has one row for each sign with its weight: strings of
two to four characters (numbers as one class, the ends of the line marked) and the line's shape.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache, lru_cache
from operator import add

from edition import data
from edition.cleaning import names
from edition.cleaning.lines import CLOSERS
from edition.cleaning.patterns import pattern

_SIZES = (1, 2, 3, 4, 6, 8, 12, 16, 24, 40, 60, 100, 160)
_HALF = 24  # characters at either end of a long line that are read
_LONGEST_NAMES = 16  # characters of a line of names
_LONGEST_WORD = 4  # letters of a Latin word that are read
_RUNS = pattern(r"\d+|[a-z]{5,}")
_VALUE = pattern(r"[^:]{1,8}:\s?[^:]{1,20}")
_HAN_CHAR, _HAN_RUN = pattern(r"[\u3400-\u9fff]"), pattern(r"[\u3400-\u9fff]+")
_START, _END, _BLANK = "⟨", "⟩", "␣"


def read(line: str) -> str:
    """What of a line is read: numbers and long Latin words as classes, not the midst of a long
    line."""
    line = line.lower().replace(" ", _BLANK).replace("\u3000", _BLANK)
    if len(line) > 2 * _HALF:
        line = f"{line[:_HALF]}…{line[-_HALF:]}"
    return _START + _RUNS.sub(_class, line) + _END


def _class(match: re.Match[str]) -> str:
    run = match[0]
    if run[0] >= "a":
        return run[:_LONGEST_WORD]
    if len(run) == 4 and run[:2] in ("19", "20"):
        return "Y"
    return "0" if len(run) < 3 else "9"


def strings(line: str) -> Iterator[str]:
    """The strings of two to four characters that a line is made of."""
    chars = read(line)
    for n in range(len(chars) - 1):
        for size in (2, 3, 4)[: len(chars) - n - 1]:
            yield chars[n : n + size]


def shape(line: str) -> Iterator[str]:
    """What a line looks like: names of signs that begin with ``=``."""
    size = len(line)
    words = line.count(" ") + 1
    yield f"=length {bisect_left(_SIZES, size)}"
    yield f"=ends {_kind(line.rstrip(CLOSERS)[-1:] or line[-1:])}"
    yield f"=begins {_kind(line[:1])}"
    yield f"=words {min(words, 6)}{'s' if size < 8 * words else ''}"
    yield f"=han {5 * sum(map(len, _HAN_RUN.findall(line))) // size if size else 0}"
    yield f"=colons {min(line.count(':'), 4)}"
    yield f"=commas {min(line.count(','), 3)}"
    yield f"=stops {min(line.count('。'), 2)}"
    if ":" in line and _VALUE.fullmatch(line):
        yield "=value"
    if is_names(line):
        yield "=names"


def is_names(line: str) -> bool:
    """Nothing but names of people?"""
    return len(line) <= _LONGEST_NAMES and all(map(names.is_name, names.parted(line)))


def _kind(char: str) -> str:
    if "\u3400" <= char <= "\u9fff":
        return "han"
    if char.isdigit():
        return "digit"
    return "letter" if char.isalpha() else char


@cache
def _table() -> tuple[dict[str, dict[str, float]], dict[str, float]]:
    """(the strings by their first two characters, all other signs)"""
    by_start: dict[str, dict[str, float]] = {}
    others: dict[str, float] = {}
    for sign, weight in data.likeness().items():
        if sign[0] == "=":
            others[sign] = weight
        elif sign[0] != "@":
            by_start.setdefault(sign[:2], {})[sign] = weight
    return by_start, others


def _found(line: str) -> dict[str, float]:
    """The strings of the table that stand in a line."""
    by_start = _table()[0]
    chars = read(line)
    found: dict[str, float] = {}
    pairs = map(add, chars, chars[1:])
    for n, pair in [(n, pair) for n, pair in enumerate(pairs) if pair in by_start]:
        rows = by_start[pair]
        for size in (2, 3, 4):
            sign = chars[n : n + size]
            if sign in rows:
                found[sign] = rows[sign]
    return found


@lru_cache(maxsize=1024)
def score(line: str) -> float:
    """Log-odds that a line is a site's, read by itself."""
    others = _table()[1].get
    own = sum(others(sign, 0.0) for sign in shape(line))
    return others("=", 0.0) + own + sum(_found(line).values())


def strongest(line: str, count: int = 2) -> list[str]:
    """The strings that speak loudest for its being a site's, none of them part of another."""
    chosen: list[str] = []
    for sign, weight in sorted(_found(line).items(), key=lambda item: -item[1]):
        bare = sign.strip(_START + _END + _BLANK)
        if weight <= 0 or len(chosen) == count:
            break
        if len(_HAN_CHAR.findall(bare)) > 1 and not any(
            bare in other or other in bare for other in chosen
        ):
            chosen.append(bare)
    return chosen


def evidence(line: str) -> str:
    """A note for the apparatus: what makes a line look like a site's."""
    words = "".join(f"“{word}”" for word in strongest(line))
    return f"像网站文字：{words}" if words else "像网站文字：看所在位置和前后各行"
