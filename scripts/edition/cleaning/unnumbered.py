"""structure (结构): headings without an enumerator, that stand alone between paragraphs.

What tells them from signatures, captions, verse and lists is where they stand: below the end of
a sentence or below another heading, above a paragraph, in a text that is mostly paragraphs.
Which words they may have is in data/headings.toml.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import cache

from edition import data
from edition.cleaning.blocks import Block, is_phrase
from edition.cleaning.enumerators import enumerator
from edition.cleaning.lines import HAN, ends_sentence
from edition.cleaning.patterns import pattern

_LONGEST = 26  # characters
_LONGEST_ENTRY = 80  # in a table of contents
_SHORTEST_PROSE = 20
_LONGEST_NAME = 3
_LONGEST_ALONE = 18  # characters of a heading without another of its kind in the text
_SHAPE = pattern(
    rf"(?=.*[{HAN}].*[{HAN}])(?:\d{{1,2}}(?:\.\d{{1,2}}){{0,2}}[ \u3000]+)?[{HAN}“《A-Za-z\d]"
    rf"[{HAN}\w“”‘’《》（）()·\-—+%/：:]*(?: (?=[A-Za-z\d])[{HAN}\w“”‘’《》（）()·\-—+%/]*)*"
)
_NO_HEADING = pattern(
    r"\d+[)）]|[图表]\s?\d|[附注]\s?\d?$|附件|附表|来源[:：]|\d{4}\s?[年/.-]|\d{1,2}月\d{1,2}日"
    r"|.*(?:\d[日元页岁号]|[的了吗呢吧着啊呀嘛么在和与或是有] ?|[电摄译著]|[\d:：/—…]|[一二三四五六七八九十〇零○]+[年月日])$"
    r"|.*[:：].*[:：]|[^：:]{0,4}[：:]"
)
_AT_MARK = pattern(r"(?<=[“”‘’《》（）：])[ \t]+|[ \t]+(?=[“”‘’《》（）：])")
_DECIMAL = pattern(rf"\d{{1,2}}(?:\.\d{{1,2}}){{0,2}}(?=[ \u3000]+[{HAN}A-Za-z])")
_ATTACHED = pattern(r"附[件录表]?\s?[\d一二三四五六七八九十]{0,2}[:：]?")
_CONTENTS = pattern(r"目\s*[录錄次]")
_PAGE_NUMBER = pattern(r".*(?:[(（]\d{1,3}[)）]|[.…·]{2,}\s*\d{1,3})$")


@cache
def _words() -> dict[str, frozenset[str]]:
    table = data.table("headings")
    return {
        name: frozenset(table[name]["words"]) for name in ("fixed", "closing", "surnames", "office")
    }


def bare(text: str) -> str:
    """The words of a heading, for tables: without blanks and the colon behind them."""
    return re.sub(r"\s", "", text).rstrip("：:")


def is_fixed(text: str) -> bool:
    """Is it a heading by its wording alone (结语, 作者简介)?"""
    if len(text) > _LONGEST:
        return False
    return bare(text) in _words()["fixed"] or bare(text) in _words()["closing"]


def is_closing(text: str) -> bool:
    """… one that stands beside the first-level sections, not below the last of them?"""
    return bare(text) in _words()["closing"]


def depth(text: str) -> int:
    """How deep a heading with the decimal numbers of papers stands: 0 for 2, 1 for 2.1."""
    match = _DECIMAL.match(text.strip())
    return match[0].count(".") if match else 0


def contents(found: Sequence[Block]) -> set[int]:
    """The blocks of a table of contents: behind 目录 or with page numbers, until a paragraph or
    until the first entry comes again."""
    inside: set[int] = {
        n
        for n, block in enumerate(found)
        if len(block.text) <= _LONGEST_ENTRY and _PAGE_NUMBER.fullmatch(block.text.strip())
    }
    inside = {n for n in inside if inside & {n - 1, n + 1}}
    for n, block in enumerate(found):
        if len(block.text) > _LONGEST or not _CONTENTS.fullmatch(block.text.strip()):
            continue
        entries: list[str] = []
        for m in range(n + 1, len(found)):
            entry = re.sub(r"[\W\d]", "", found[m].text)
            if not is_phrase(found[m].text.strip()) or entry in entries:
                if m not in inside and entry not in entries and m - 1 > n:
                    inside.discard(m - 1)  # the heading of that paragraph
                break
            inside.add(m)
            entries.append(entry)
    return inside


def headings(found: Sequence[Block], first: int, known: Collection[int]) -> list[int]:
    """Which of found[first:] are headings without enumerator; ``known``: the blocks that are
    headings otherwise."""
    prose = sum(_is_prose(block.text) for block in found)
    chosen: list[int] = []
    short = 0
    for n in range(first, len(found)):
        if n in known or len(found[n].text) > 2 * _LONGEST:
            continue
        text = found[n].text.strip()
        if is_fixed(text) and _stands(found, n, known, chosen, fixed=True):
            chosen.append(n)
        elif len(text) <= _LONGEST and is_phrase(text) and not enumerator(text):
            short += 1
            if _may_be(text) and _stands(found, n, known, chosen, fixed=False):
                chosen.append(n)
    if short > prose:
        return [n for n in chosen if is_fixed(found[n].text)]
    if first and chosen == [first] and not _speaks_for_itself(found[first].text.strip()):
        return []  # below a title: as likely its author or a second title
    if len(chosen) == 1 and len(found[chosen[0]].text.strip()) > _LONGEST_ALONE:
        return []
    return chosen


def _speaks_for_itself(text: str) -> bool:
    return is_fixed(text) or text.endswith(tuple(_words()["office"]))


def _is_prose(text: str) -> bool:
    return len(text) >= _SHORTEST_PROSE and ends_sentence(text)


def _may_be(text: str) -> bool:
    """Could these words be a heading: no name, date, caption or part of a sentence?"""
    text = _AT_MARK.sub("", text)
    if not _SHAPE.fullmatch(text) or _NO_HEADING.match(text):
        return False
    surnames = _words()["surnames"]
    name = (len(text) <= _LONGEST_NAME and text[0] in surnames) or (
        len(text) == _LONGEST_NAME + 1 and text[:2] in surnames
    )
    return not name


def _stands(
    found: Sequence[Block], n: int, known: Collection[int], chosen: Sequence[int], fixed: bool
) -> bool:
    """Does it stand where a heading stands?"""
    if n + 1 >= len(found) or (n + 1 in known and not fixed):
        return False
    if n and not (n - 1 in known or (chosen and chosen[-1] == n - 1)):
        above = found[n - 1].text.strip()
        if not (
            ends_sentence(above) or (fixed and len(above) > _SHORTEST_PROSE)
        ) and not _ATTACHED.fullmatch(above):
            return False
    below = found[n + 1].text.strip()
    return fixed or _is_prose(below)
