"""structure (结构): headings that show by being alike, whatever their words are.

    【案情】 … 【分歧】 … 【评析】        in the same brackets
    切口一：磨损 … 切口二：声音            counted with a word of their own
    七月三日 晴 … 七月九日 大雨            the days of a diary
    关于印发《某某办法》的通知 … 某某办法    the document that a notice encloses

In: blocks that see Simplified text. Out: places among them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from edition.cleaning.blocks import Block, is_phrase
from edition.cleaning.enumerators import number
from edition.cleaning.lines import HAN, ends_sentence, is_bullet
from edition.cleaning.patterns import pattern

_FEWEST = 2
_SHORTEST_BODY = 12  # characters of the paragraph below
_BRACKETED = pattern(rf"【[{HAN}、：]{{2,12}}】|〖[{HAN}、：]{{2,12}}〗|〔[{HAN}、：]{{2,12}}〕")
_COUNTED = pattern(
    rf"(?P<stem>(?!第)[{HAN}]{{1,4}}|[A-Za-z]{{2,8}})\s?(?P<number>\d{{1,2}}|[一二三四五六七八九十]{{1,3}})"
    r"(?:[：:、.．\s][^。！？；]{1,30})"
)
# What is counted and is no heading: captions, notes, examples, questions, dates, speakers.
_NO_STEM = pattern(
    r"[附如见]?[图表注例题式]|附件|附录|附表|练习|选项|答案|参考|版本|.*[年月日周点第]"
)
_DAY = pattern(
    r"(?:(?:\d{4}|[一二三四五六七八九〇零○]{4}) ?年)? ?(?:\d{1,2}|[一二三四五六七八九十正腊冬闰]{1,3}) ?月 ?"
    r"(?:\d{1,2}|[初廿一二三四五六七八九十]{1,3}) ?[日号]?(?:[ \u3000，,]*(?:星期|周|礼拜)[一二三四五六日天])?"
    r"(?:[ \u3000，,]*[（(]?(?:晴|阴|多云|雨|雪|雾|风|大雨|小雨|中雨|阵雨|大雪|小雪|晴转阴|阴转晴|雷雨|大风|霜)[)）]?){0,2}"
)
_ENCLOSES = pattern(r"印发|颁发|下发|发布|公布|转发|批转|施行")
_NAMED = pattern(r"《([^《》]{4,40})》")
_TITLE_ROWS = 3  # blocks at the top among which the title of a notice is


def headings(found: Sequence[Block], known: Set[int]) -> list[int]:
    """The blocks that are headings for being alike; ``known``: those that are otherwise."""
    return sorted({*_bracketed(found, known), *_counted(found, known), *_dated(found, known)})


def _bracketed(found: Sequence[Block], known: Set[int]) -> list[int]:
    places = [
        n
        for n, block in enumerate(found)
        if n not in known and _BRACKETED.fullmatch(block.text.strip()) and _has_body(found, n)
    ]
    return places if len(places) >= _FEWEST else []


def _counted(found: Sequence[Block], known: Set[int]) -> list[int]:
    """Blocks with one word and a number, from 1 on, each with a paragraph below it."""
    groups: dict[str, list[tuple[int, int]]] = {}
    for n, block in enumerate(found):
        text = block.text.strip()
        match = _COUNTED.fullmatch(text) if len(text) <= 40 and n not in known else None
        if match and not _NO_STEM.fullmatch(match["stem"]) and is_phrase(text):
            groups.setdefault(match["stem"], []).append((n, number(match["number"])))
    chosen: list[int] = []
    for group in groups.values():
        in_order = [count for _, count in group] == [*range(1, len(group) + 1)]
        if len(group) >= _FEWEST and in_order and all(_has_body(found, n) for n, _ in group):
            chosen += [n for n, _ in group]
    return chosen


def _dated(found: Sequence[Block], known: Set[int]) -> list[int]:
    """The days of a diary, each with what was written on it below."""
    places = [
        n
        for n, block in enumerate(found)
        if n not in known and _DAY.fullmatch(block.text.strip()) and _has_body(found, n)
    ]
    return places if len(places) >= _FEWEST else []


def _has_body(found: Sequence[Block], n: int) -> bool:
    """Does a paragraph, or a list, stand below?"""
    if n + 1 >= len(found):
        return False
    below = found[n + 1].text.strip()
    prose = len(below) >= _SHORTEST_BODY and (ends_sentence(below) or below[-1] in "：:")
    return prose or is_bullet(below)


def enclosed(found: Sequence[Block]) -> list[int]:
    """The titles of documents that a notice encloses: its own title names them, and they stand
    again alone, with a text of their own below."""
    head = "".join(block.text for block in found[:_TITLE_ROWS] if is_phrase(block.text))
    names = {_plain(name) for name in _NAMED.findall(head)} if _ENCLOSES.search(head) else set()
    if not names:
        return []
    return [
        n
        for n, block in enumerate(found[:-1])
        if n >= _TITLE_ROWS - 1 and _plain(block.text) in names
    ]


def _plain(text: str) -> str:
    return re.sub(r"[\s《》]", "", text)
