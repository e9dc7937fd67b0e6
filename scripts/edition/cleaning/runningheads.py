"""furniture (版面残留): running heads, the lines that stood at the head or foot of each page.

They are known because they come again, by the page's number in or beside them, or by the sentence that
they part.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from edition.cleaning import breaks, furniture, joints, options, verse
from edition.cleaning.enumerators import enumerator
from edition.cleaning.lines import HAN, Line, ends_sentence, folded_lines, is_bullet
from edition.cleaning.patterns import pattern
from edition.edit import Edit

_FEWEST_HEADS, _OFTEN = 2, 3
_PAGE = 150  # characters between two running heads, at least: more than a stanza has
_NEAR = 6  # pages between two of which the heads are left
_NUMBER = pattern(r"[-—·]?\s?(?:\d{1,4}|[IVX]{1,5})\s?[-—·]?")
_HEAD_WORDS = rf"[{HAN}《》、 \u3000]{{2,24}}"
# The number before or behind, between dots or with a wide blank.
_NUMBERED_HEAD = pattern(
    rf"[·•]\s?(?P<dots>\d{{1,4}})\s?[·•]\s?{_HEAD_WORDS}|{_HEAD_WORDS}[·•]\s?(?P<behind>\d{{1,4}})\s?[·•]"
    rf"|Page\s?(?P<page>\d{{1,4}})[:：]\s?[{HAN}《》]{{2,30}}"
    rf"|(?P<before>\d{{1,4}})[ \u3000]{{3,}}[{HAN}《》](?: ?[{HAN}《》]){{1,19}}"
    rf"|[{HAN}《》](?: ?[{HAN}《》]){{1,19}}[ \u3000]{{3,}}(?P<after>\d{{1,4}})"
    # a journal's, with its issue: 2003年第5期        陈立：茶园的四季        13
    rf"|(?=.{{0,60}}(?:\d ?[期卷]|学报))(?:(?P<first>\d{{1,4}})[ \u3000]{{2,}}\S.{{2,70}}|\S.{{2,70}}[ \u3000]{{2,}}(?P<last>\d{{1,4}}))"
)
_WIDE = pattern(r"\S.{1,38}?\S {4,}\S.{0,38}")
_WORDED, _PROSE = pattern(rf"(?!#).*[{HAN}].*[{HAN}]"), pattern("[，。；,;]")
# Nats that the break between the lines on both sides must say; of 152 short lines without a mark below
# one that breaks off, in 8 M characters of sound texts, none with two characters has as much.
_TORN = 4.0
_FEWEST_STACKED, _MOST_STACKED = 2, 4  # lines at once
# Nats that the break between the lines around several must say, and more than those beside it.
_TORN_FAR, _CLEARLY = 6.0, 3.0
_COUNTED = pattern(r"\d+ ?\S{1,3}$")  # 写了 | 5 万字 | 这么多
# A point of a list, a field of a record (- 来源：第四卷), a line of code.
_ITEM = pattern(rf"\s*(?:[-*•●◆] ?[^\s\d]|[{HAN}]{{2,4}}[:：]|[#:]\S)")
_TELLS_PAGE = pattern(r"\d|^#|://|^第.{1,4}[章节编]")
_ENDS_HAN = pattern(rf"[{HAN}]$")


def running_heads(text: str) -> Iterator[Edit]:
    """The line that stood at the top of each page, and the number of the page beside it: said
    again and again, or with the number in it (42    灯下旧话, ·212·青石县志)."""
    rows = folded_lines(text)
    places: dict[str, list[int]] = {}
    for n, line in enumerate(rows):
        if 4 <= len(line.bare) <= furniture.LONGEST_RUNNING_HEAD and not _ITEM.match(line.text):
            places.setdefault(line.bare, []).append(n)
    heads = {n for head, at in places.items() if _is_head(head, [rows[n] for n in at]) for n in at}
    if 0 in heads and not (_NUMBER.fullmatch(rows[1].bare) or _WIDE.fullmatch(rows[0].bare)):
        heads.discard(0)  # the title, of which the others are copies
    numbers = {n for n, line in enumerate(rows) if _NUMBER.fullmatch(line.bare)} if heads else set()
    beside = {n for n in numbers if n - 1 in heads or n + 1 in heads}
    if beside:
        last = max(beside)
        beside |= {n for n in numbers if n > last and _follows(rows[last].bare, rows[n].bare)}
    else:
        heads = set()
    found = heads | beside | _with_number(rows) | _amid_sentences(rows) | _stacks_amid(rows)
    found |= _titles(rows)
    gone = sorted(found - options.options([row.text for row in rows]) if found else found)
    for _, group in itertools.groupby(enumerate(gone), key=lambda item: item[1] - item[0]):
        lines = [n for _, n in group]
        yield furniture.without(text, rows, lines[0], lines[-1], "running-heads")


def _is_head(words: str, lines: Sequence[Line]) -> bool:
    """Is it two names with a wide blank, said again; or said often, with as much between as a page
    holds? (A refrain comes again sooner.)"""
    if len(lines) >= _FEWEST_HEADS and _WIDE.fullmatch(words):
        return True
    if len(lines) < _OFTEN or ends_sentence(words):
        return False
    return lines[-1].start - lines[0].start >= _PAGE * (len(lines) - 1)


def _follows(number: str, other: str) -> bool:
    """Is this the number of the next page?"""
    digits = re.findall(r"\d+", number), re.findall(r"\d+", other)
    return all(digits) and int(digits[1][0]) == int(digits[0][0]) + 1


def _with_number(rows: Sequence[Line]) -> set[int]:
    """Lines with the number of a page at one end: two at least, and the numbers rise."""
    found = [
        (n, int(match[match.lastindex or 0]))
        for n, line in enumerate(rows)
        if (match := _NUMBERED_HEAD.fullmatch(line.bare))
    ]
    if len(found) == 1:  # alone it must stand amid a sentence
        n = found[0][0]
        return {n} if 0 < n < len(rows) - 1 and joints.goes_on(rows[n - 1], rows[n + 1]) else set()
    pages = [page for _, page in found]
    rise = all(0 < after - before < _NEAR for before, after in itertools.pairwise(pages))
    return {n for n, _ in found} if len(found) >= _FEWEST_HEADS and rise else set()


def _amid_sentences(rows: Sequence[Line]) -> set[int]:
    """Short lines without a mark amid a sentence that goes on below them (……董事会赋予的 | 某某公司管理
    制度 | 神圣职责，……): heads of pages, surely so if they are the title again."""
    found: set[int] = set()
    if verse.is_free([row.bare for row in rows]):
        return found  # any line may look so
    for n in range(1, len(rows) - 1):
        above, head, below = (rows[k].bare for k in (n - 1, n, n + 1))
        if enumerator(head) or not (_WORDED.match(head) and _PROSE.search(above)):
            continue
        if _ITEM.match(rows[n].text) or _COUNTED.match(head) or above[-1] in "，,；;":
            continue  # behind a mark anything may follow
        if is_bullet(rows[n - 1].text.lstrip()):
            continue  # a point of a list needs no mark at its end
        if furniture.is_head_amid(rows, n - 1, n, n + 1):
            if head == rows[0].bare:
                found.add(n)
                continue
            torn = breaks.parts(above, below)
            beside = max(breaks.parts(above, head), breaks.parts(head, below))
            if torn >= _TORN and torn > beside + 1:
                found.add(n)
    return found


def _stacks_amid(rows: Sequence[Line]) -> set[int]:
    """Several lines of a page's foot and of the next one's head that part a word: its number, who wrote it,
    the names of the journal and of the chapter, an address (……紧密的供 | # 期刊 | # 题名 | 应链联系在一起)."""
    found: set[int] = set()
    for n in range(1, len(rows) - _FEWEST_STACKED):
        above = rows[n - 1].bare
        if n in found or not _ENDS_HAN.search(above) or not _PROSE.search(above):
            continue
        for size in range(_FEWEST_STACKED, min(_MOST_STACKED, len(rows) - 1 - n) + 1):
            stack = rows[n : n + size]
            if not _is_of_page(stack[-1].bare):
                break
            told = any(_TELLS_PAGE.search(row.bare) for row in stack)
            ends = stack[0].bare, stack[-1].bare
            if told and _is_of_page(ends[0]) and _goes_on_far(above, ends, rows[n + size].bare):
                found |= {*range(n, n + size)}
                break
    return found


def _is_of_page(line: str) -> bool:
    """May a line stand at the foot or the head of a page: is it short, no sentence, no point of a list?"""
    if len(line) > furniture.LONGEST_RUNNING_HEAD or ends_sentence(line):
        return False
    if enumerator(line) and not furniture.CHAPTER.match(line):
        return False
    return not (_PROSE.search(line) or "](" in line)


def _goes_on_far(above: str, ends: tuple[str, str], below: str) -> bool:
    """Does a word, or what belongs together, go on several lines below, and neither with the first of these
    lines nor from the last (``ends``)?"""
    prose = ends_sentence(below) or _PROSE.search(below)
    torn = breaks.parts(above, below)
    if not prose or enumerator(below) or torn < _TORN_FAR:
        return False
    return torn > _CLEARLY + max(breaks.parts(above, ends[0]), breaks.parts(ends[1], below))


def _titles(rows: Sequence[Line]) -> set[int]:
    """The title again at the head or foot of a page, with the page's number beside it."""
    found: set[int] = set()
    for n in range(2, len(rows)):
        if rows[n].bare == rows[0].bare and not ends_sentence(rows[n].bare):
            beside = [k for k in (n - 1, n + 1) if k < len(rows)]
            numbers = [
                k
                for k in beside
                if furniture.is_page_number(rows[k].bare) or _NUMBER.fullmatch(rows[k].bare)
            ]
            found |= {n, *numbers} if numbers else set()
    return found
