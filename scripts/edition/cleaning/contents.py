"""Tables of contents: their entries are no headings (structure), one whose every entry comes again below
it is the page's, not the author's (chrome), and the numbers of pages in them go (furniture).

    2.3 工作机构和职责……………14            a leader, and the page
    2.3 工作机构和职责.......142.4 区县政府   … run together with the number of the next section
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set

from edition.cleaning import sections
from edition.cleaning.blocks import Block, is_phrase
from edition.cleaning.lines import HAN
from edition.cleaning.patterns import pattern
from edition.edit import Edit

CLS = "furniture"
RULE = "contents-pages"

_LONGEST = 26  # characters
_LONGEST_ENTRY = 80
_CONTENTS = pattern(
    r"[【\[(（]?(?:本文|文章|[内內]容)?\s?目\s*[录錄次](?:导读|導讀)?[】\])）]?[:：]?"
    r"(?:\s?[\[(（](?:隐藏|隱藏|显示|顯示|收起|展开|展開)[\])）])?"
)
_NUMBER = pattern(r"[▪•·◦○●■]?\s?(?:\d{1,2}(?:\.\d{1,2}){0,3}\s?[.、]?\s?)?")
_DEEPEST, _MOST = 40, 100  # lines above a table at the top of a page; its entries
_PAGE_NUMBER = pattern(r".*(?:[(（]\d{1,3}[)）]|[.…·]{2,}\s*\d{1,3})$")
_DOTS = ("...", "…", "···")  # a leader has one of these
_LEADER = pattern(
    rf"(?<=[{HAN}）)\w])\s?(?:[.…·．]{{4,}}|…{{2,}})\s?(?P<digits>\d{{1,4}}(?:\.\d{{1,2}}){{0,3}})?(?=\s?(?:[{HAN}]|$))",
    re.MULTILINE,
)
# … or the page between hyphens: 1 系统分析- 3 -1.1需求分析- 3 - (not the month of [2026-03-26])
_HYPHENED = pattern(
    rf"(?<=[{HAN}）)\w])(?!(?<=\d)[-—]\d{{1,3}}[-—]\d) ?[-—] ?(?P<digits>\d{{1,3}}) ?[-—](?=[ ]?(?:[{HAN}\d]|$))",
    re.MULTILINE,
)
_HEAD_GLUED = pattern(rf"^目 ?录(?=(?:[{HAN}] ?){{2,6}}[-—])", re.MULTILINE)
_FEWEST_HEADED = 2  # … below 目录
_FEWEST_LEADERS, _LARGEST_LEAP = 3, 40  # pages from one entry to the next


def pages(text: str) -> Iterator[Edit]:
    """Leaders and the numbers of pages behind them, three at least that do not fall; where entries ran
    together, a line break in their place."""
    hyphened = list(_hyphened(text)) if "- " in text else []
    if hyphened or all(dots not in text for dots in _DOTS):
        yield from hyphened
        return
    found: list[tuple[re.Match[str], int]] = []  # with the end of the page's number
    last_page, last = 0, sections.at(text, 0)
    for match in _LEADER.finditer(text):
        digits, end = match["digits"] or "", match.end()
        page, ends = digits, end
        ends_line = text[end : end + 1] in ("", "\n")
        for size in range(0 if ends_line else min(3, len(digits)), 0, -1):
            number = sections.number(digits[size:])
            begins = sections.follows(last, number) if last else number == (1,)
            if number and begins and digits[:size].isdigit():
                page, ends, last = digits[:size], match.start("digits") + size, number
                break
        else:
            last = sections.at(text, text.find("\n", end) + 1) or last
        if not page.isdigit() or not last_page <= int(page) <= last_page + _LARGEST_LEAP:
            return
        last_page = int(page)
        found.append((match, ends))
    above = text[: found[0][0].start()].split("\n") if found else []
    headed = any(is_head(line.strip()) for line in above)
    if len(found) < (_FEWEST_HEADED if headed else _FEWEST_LEADERS):
        return
    for match, end in found:
        new = "" if text[end : end + 1] in ("", "\n") else "\n"
        yield Edit(match.start(), text[match.start() : end], new, CLS, RULE)


def _hyphened(text: str) -> Iterator[Edit]:
    """Pages between hyphens behind the entries of a table that ran together."""
    found = list(_HYPHENED.finditer(text))
    numbers = [int(match["digits"]) for match in found]
    if len(found) < _FEWEST_LEADERS or numbers != sorted(numbers):
        return
    head = _HEAD_GLUED.match(text, text.rfind("\n", 0, found[0].start()) + 1)
    if head:
        yield Edit(head.end(), "", "\n", CLS, RULE)
    for match in found:
        new = "" if text[match.end() : match.end() + 1] in ("", "\n") else "\n"
        yield Edit(match.start(), match[0], new, CLS, RULE)


def _has_page(entry: str) -> bool:
    ends = entry[-1:].isdigit() or entry[-1:] in ")）"
    return ends and _PAGE_NUMBER.fullmatch(entry) is not None


def repeated(rows: Sequence[str]) -> range:
    """The table of contents at the top of a page (folded, bare lines) whose every entry, two at
    least, comes again below it on a line of its own, in the same order, numbered or not. Empty if
    there is none."""
    bare = [_NUMBER.sub("", row) for row in rows]
    for start in range(min(len(rows), _DEEPEST)):
        if not _CONTENTS.fullmatch(rows[start]):
            continue
        first = start + 1
        # It ends where a sentence stands, or where its first entry comes again.
        end = first
        while end < len(rows) and is_phrase(rows[end]) and bare[end] not in bare[first:end]:
            end += 1
            if end - first > _MOST:
                break
        below = iter(bare[end:])
        if end - first >= 2 and all(entry in below for entry in bare[first:end]):
            return range(start, end)
    return range(0)


def is_head(words: str) -> bool:
    """Is it 目录, as a table of contents is headed?"""
    return _CONTENTS.fullmatch(words) is not None


def heads(found: Sequence[Block], listed: Set[int]) -> set[int]:
    """The heads of tables whose first entry is among those ``listed`` by their pages."""
    return {
        n - 1 for n in listed if n and n - 1 not in listed and is_head(found[n - 1].text.strip())
    }


def entries(found: Sequence[Block]) -> set[int]:
    """The blocks of a table of contents: behind 目录 or with page numbers, until a paragraph or
    until the first entry comes again."""
    inside: set[int] = {
        n
        for n, block in enumerate(found)
        if len(block.text) <= _LONGEST_ENTRY and _has_page(block.text.strip())
    }
    inside = {n for n in inside if inside & {n - 1, n + 1}}
    for n, block in enumerate(found):
        if len(block.text) > _LONGEST or not _CONTENTS.fullmatch(block.text.strip()):
            continue
        seen: list[str] = []
        for m in range(n + 1, len(found)):
            entry = re.sub(r"[\W\d]", "", found[m].text)
            if not is_phrase(found[m].text.strip()) or entry in seen:
                if m not in inside and entry not in seen and m - 1 > n:
                    inside.discard(m - 1)  # the heading of that paragraph
                break
            inside.add(m)
            seen.append(entry)
    return inside
