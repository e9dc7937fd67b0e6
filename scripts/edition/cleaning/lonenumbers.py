"""structure (结构): numbers on lines of their own, above the words that they number.

    01          01 修伞的        the layout of a page set the number apart, as an ornament
    修伞的

    •           • 带上水壶        or as the sign of a list
    带上水壶

    不到                          … or what a page set off amid a sentence
    20          不到20天，……
    天，……

In: the lines of a text that are not blank. Out: which of them the next one belongs to. Numbers
with paragraphs right below stay: they number sections without a name.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence, Set

from edition.cleaning.blocks import is_phrase
from edition.cleaning.breaks import takes_number
from edition.cleaning.enumerators import enumerator, number
from edition.cleaning.lines import HAN, ends_sentence
from edition.cleaning.patterns import pattern

_FEWEST = 2
_LONGEST = 10  # characters of such a line
_LONGEST_NAME = 36  # characters of what a bare number stands above
_SHORTEST_PROSE = 20
_BARE = pattern(
    r"0 ?\d|\d{1,2}|[一二三四五六七八九十]{1,3}|[壹贰叁参肆伍陆柒捌玖拾]{1,2}"
    r"|(?:PART|NO|CHAPTER|STEP)[\s.．·]*\d{1,2}|第[一二三四五六七八九十\d]{1,3}[章节部分编篇回]{1,2}",
    re.IGNORECASE,
)
_CLOSED = pattern(
    r"(?:[一二三四五六七八九十]{1,3}|\d{1,2})[、.．]|[(（](?:[一二三四五六七八九十]{1,3}|\d{1,2})[)）]|[①-⑳❶-❿]"
)
_BULLET = pattern(r"[•·●■◆★▲○◇◎➢▶]")
_FIGURE = pattern(r"\d{1,4}(?:[.,]\d{1,4})?[%％]?")
_OPEN, _MARK_INSIDE = pattern(rf"[{HAN}，、]$"), pattern(r"[，。；、,;].")
_NO_BLANK = "、）)．."  # what stands right before the words that it numbers


def joints(rows: Sequence[str]) -> dict[int, str]:
    """``rows``: lines without outer blanks. Which of them stand before the next one, and what
    between the two: a blank or nothing."""
    found = [n for n, row in enumerate(rows[:-1]) if len(row) <= _LONGEST and _kind(row)]
    return {
        n: "" if rows[n][-1] in _NO_BLANK else " "
        for run in _runs(rows, found)
        if len(run) >= _FEWEST and _stands(rows, run)
        for n in run
    }


def amid(rows: Sequence[str]) -> set[int]:
    """Which of them go on in the next one: words, and the number behind them that counts what stands below."""
    alone = {int(row) for row in rows if row.isdecimal()}
    return {
        k
        for n, (above, row, below) in enumerate(zip(rows, rows[1:], rows[2:], strict=False))
        if _FIGURE.fullmatch(row)
        and _OPEN.search(above)
        and (ends_sentence(below) or _MARK_INSIDE.search(below))
        and not _counts_on(rows, n + 1, alone)
        and takes_number(above, below)
        for k in (n, n + 1)
    }


def _counts_on(rows: Sequence[str], n: int, alone: Set[int]) -> bool:
    """Does the number go on two lines above or below, or do the one before and the next one stand ``alone``
    too? Then it numbers what stands between."""
    if rows[n].isdecimal() and {int(rows[n]) - 1, int(rows[n]) + 1} <= alone:
        return True
    pairs = ((n - 2, n), (n, n + 2))
    return any(
        a >= 0 and b < len(rows) and rows[a].isdigit() and rows[b] == str(int(rows[a]) + 1)
        for a, b in pairs
    )


def _kind(row: str) -> str:
    """What number or sign a whole line is: lines of one kind have the same."""
    if _BULLET.fullmatch(row):
        return row
    if _CLOSED.fullmatch(row):
        mark = enumerator(row)
        return f"closed {mark.style}" if mark else ""
    if _BARE.fullmatch(row):
        return (
            "bare " + re.sub(r"[\d\s一二三四五六七八九十壹贰叁参肆伍陆柒捌玖拾]", "", row).lower()
        )
    return ""


def _runs(rows: Sequence[str], places: Sequence[int]) -> Iterator[list[int]]:
    """Numbers of one kind in their order from 1 on; signs of one kind."""
    kinds: dict[str, list[list[int]]] = {}
    for n in places:
        runs = kinds.setdefault(_kind(rows[n]), [])
        if _BULLET.fullmatch(rows[n]):
            runs[:] = [[*(runs[0] if runs else ()), n]]
        elif (count := _number(rows[n])) == 1 or (not runs and _CLOSED.fullmatch(rows[n])):
            runs.append([n])  # (of a piece of a text the first may be 三、)
        elif runs and count == _number(rows[runs[-1][-1]]) + 1:
            runs[-1].append(n)
    yield from itertools.chain.from_iterable(kinds.values())


def _number(row: str) -> int:
    return number(re.sub(r"[^\d一二三四五六七八九十壹贰叁参肆伍陆柒捌玖拾①-⑳❶-❿]", "", row))


def _stands(rows: Sequence[str], run: Sequence[int]) -> bool:
    """Does each stand above words: a number above the name of a section, which has a paragraph below
    it? (Where paragraphs follow, an author may number them so.)"""
    if any(_kind(rows[n + 1]) for n in run):
        return False
    if _BULLET.fullmatch(rows[run[0]]):
        return True
    return all(
        len(rows[n + 1]) <= _LONGEST_NAME
        and is_phrase(rows[n + 1])
        and (
            (n == run[-1] and n + 2 == len(rows))  # cut off
            or (n + 2 < len(rows) and _is_prose(rows[n + 2]))
        )
        for n in run
    )


def _is_prose(row: str) -> bool:
    return ends_sentence(row) or len(row) >= _SHORTEST_PROSE
