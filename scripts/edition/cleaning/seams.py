"""chrome (网站附加文字): the seams of a text that a site served in pages.

“船不借。”他说，“我自己还要          the text, broken off
（本章未完，请翻页）                 ┐
上一页 返回目录 下一页                │ the seam: controls, the pager, the title once more with the
第三章：借船（2 / 3）                ┘ number of its page
靠它吃饭。”                        the text goes on

In: the lines of a page (folded, bare) with those that are known to go. Out: the lines of its seams.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Sequence
from functools import cache

from edition import data
from edition.cleaning import furniture, omissions, signs
from edition.cleaning.lines import INNER_MARK, ends_sentence
from edition.cleaning.patterns import pattern

RULE = "page-seam"

_LONGEST = 60
_LONG = 24  # characters of a line of the text that its page broke off
_HEAD = 16  # lines at the top among which the title is
_SHORTEST_STEM, _SHORTEST_TITLE = 2, 4
_NUMBERED = pattern(
    r"(?P<stem>.{2,40}?)\s?[(\[【]\s?第?\s?(?P<page>\d{1,3})\s?(?:[/／]\s?(?P<all>\d{1,3})\s?)?(?P<unit>页)?\s?[)\]】]"
)


def seams(rows: Sequence[str], known: Collection[int]) -> dict[int, str]:
    """The lines between two lines of the text that show that it was served in pages: index → rule."""
    kinds = [_kind(rows, n) or ("known" if n in known else "") for n in range(len(rows))]
    first = next((n for n, row in enumerate(rows) if not kinds[n] and _is_text(row)), len(rows))
    last = max((n for n, row in enumerate(rows) if not kinds[n] and _is_text(row)), default=-1)
    heads = {row for row in rows[:first] if len(row) >= _SHORTEST_TITLE and not ends_sentence(row)}
    kinds = [
        "again" if not kind and n > first and rows[n] in heads else kind
        for n, kind in enumerate(kinds)
    ]
    found: dict[int, str] = {}
    at = 0
    for kind, group in itertools.groupby(kinds, key=bool):
        size = len(list(group))
        run = range(at, at + size)
        at += size
        if kind and first < run[0] and at <= last and _is_seam([kinds[n] for n in run]):
            found |= dict.fromkeys(run, RULE)
    return found


def _is_text(row: str) -> bool:
    return ends_sentence(row) or (len(row) > _LONG and bool(INNER_MARK.search(row)))


def _is_seam(run: Sequence[str]) -> bool:
    headed = "page" in run and "again" in run
    turned = "numbered" in run and len(run) > 1
    return "paged" in run or "on" in run or headed or turned or run.count("turn") > 1


def _kind(rows: Sequence[str], n: int) -> str:
    """What a line may be of a seam; "" if nothing."""
    row = rows[n]
    if len(row) > _LONGEST:
        return ""
    turns, pager, asks = _words()
    if omissions.unfinished().search(row) and asks.search(row):
        return "on"
    if pager.fullmatch(row) and turns.search(row):
        return "paged" if any(char.isdigit() for char in row) else "turn"
    if furniture.is_page_number(row):
        return "page"
    if signs.is_control(row):
        return "control"
    match = _NUMBERED.fullmatch(row)
    if match and not ends_sentence(match["stem"]) and int(match["page"]) > 1:
        if match["all"] and match["unit"]:
            return "numbered"
        if any(_says(rows[k], match["stem"]) for k in range(min(_HEAD, n))):
            return "numbered"
    return ""


@cache
def _words() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """What leads to another page; a whole row of such words and numbers; what asks to turn to it."""
    table = data.table("chrome")["seams"]
    turn, asks = "|".join(table["turns"]), "|".join(table["asks"])
    number = rf"[\[【(]?\s?(?:\d{{1,3}}|…|\.\.\.|{turn})\s?[\]】)]?"
    pager = rf"(?:(?:{turn}|共\d+页|第\d+页|{number})[\s|/,·>»<«]*)+"
    return re.compile(turn), re.compile(pager), re.compile(asks)


def _says(row: str, stem: str) -> bool:
    """Is a line at the top the title that ``stem`` is, its number and other words apart?"""
    return stem in row and len(stem) >= _SHORTEST_STEM
