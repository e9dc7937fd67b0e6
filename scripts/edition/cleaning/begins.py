"""structure (结构): lines that begin something of their own, whatever the line above them ends in.

    小满：爷爷，送送他吧，             who speaks, as in a play or an interview
    老秦：上船。

    1:5 只剩下一条小船，               the verses of a scripture, which are counted
    1:6 他就坐在岸上哭。

    亲爱的同学们：                     whom a letter or speech addresses

In: the lines of a text that are not blank, without outer blanks. Out: indices of such lines; and of those
that are nothing but who speaks, so that they belong to the next one (师：| 同学们好！).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise

from edition import data
from edition.cleaning.enumerators import enumerator
from edition.cleaning.lines import CLOSERS, HAN, SAYS
from edition.cleaning.patterns import pattern

_SPEAKER = pattern(
    rf"(?P<name>[{HAN}·]{{1,6}}[A-Z\d]{{0,2}})(?:[（(][^（）()]{{1,20}}[）)])?[：:](?P<rest>.*)"
)
_NAME = pattern(rf"(?P<name>[{HAN}]{{1,4}})[ \u3000]+[{HAN}“（(]")  # with a blank for the colon
# That show a conversation, of whom each speaks twice; turns of all of them.
_SPEAKERS, _TURNS = 2, 4
_ASKED = 5  # one speech in so many asks or cries out, if each stands below who speaks
_VERSE = pattern(
    rf"(?P<chapter>\d{{1,3}}[:：])?(?P<verse>\d{{1,3}})[ \u3000]?(?=[{HAN}“‘「『（《])"
)
_VERSES, _APART = 3, 4  # in order; lines from one to the next
_LONGEST_ADDRESS = 30  # characters


def begins(rows: Sequence[str]) -> set[int]:
    """Lines that do not go on what stands above them."""
    found = {n for n, row in enumerate(rows) if _addresses(row)}
    for speaker in (_SPEAKER, _NAME):
        turns = {n: match["name"] for n, row in enumerate(rows) if (match := speaker.match(row))}
        names = _speakers(turns.values())
        found |= {n for n, name in turns.items() if name in names}
    return found | _verses(rows)


def _speakers(names: Iterable[str]) -> set[str]:
    """Those who speak in a conversation."""
    counts = Counter(name for name in names if not SAYS.search(name) and name not in _labels())
    found = {name for name, times in counts.items() if times > 1}
    enough = len(found) >= _SPEAKERS and sum(counts[name] for name in found) >= _TURNS
    return found if enough else set()


def alone(rows: Sequence[str]) -> set[int]:
    """Who speaks in a conversation, each on a line above what he says."""
    found = [
        n
        for n, row in enumerate(rows[:-1])
        if (match := _SPEAKER.fullmatch(row)) and not match["rest"]
    ]
    said = [rows[n + 1] for n in found]
    if not _speakers(rows[n].rstrip("：:") for n in found):
        return set()
    if any(_SPEAKER.match(row) or enumerator(row) for row in said):
        return set()
    asked = sum(row.rstrip(CLOSERS)[-1:] in "？！?!" for row in said)
    return {*found} if _ASKED * asked >= len(said) else set()


def _verses(rows: Sequence[str]) -> set[int]:
    """Lines that begin with the numbers of verses, one up from line to line."""
    found: set[int] = set()
    run: list[int] = []
    places = [(n, match) for n, row in enumerate(rows) if (match := _VERSE.match(row))]
    for (above, before), (below, after) in pairwise(places):
        follows = int(after["verse"]) == int(before["verse"]) + 1
        if follows and before["chapter"] == after["chapter"] and below - above <= _APART:
            run = [*(run or [above]), below]
            found |= {*run} if len(run) >= _VERSES else set()
        else:
            run = []
    return found


def _addresses(row: str) -> bool:
    """Is the whole line whom somebody speaks to?"""
    return len(row) <= _LONGEST_ADDRESS and _address().fullmatch(row) is not None


@cache
def _address() -> re.Pattern[str]:
    table = data.table("headings")["salutation"]
    how, whom = "|".join(table["courtesies"]), "|".join(table["whom"])
    return re.compile(rf"(?:(?:{how})的?[{HAN}、，,]+|[{HAN}、，,]*(?:{whom})们)[：:！!，,]")


@cache
def _labels() -> frozenset[str]:
    """What has a colon behind it and does not speak (做法：)."""
    table = data.table("headings")
    endings = table["colon"]["endings"] + table["bracketed"]["endings"]
    return frozenset([*table["labels"]["words"], *endings])
