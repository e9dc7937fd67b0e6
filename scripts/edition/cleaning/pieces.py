"""structure (结构): the titles of several pieces in one text, and the numbers that stand for them.

    措施1 … 措施3              alike but for their number
    读书演讲稿篇2               a number that says so itself
    一 … 二 … 三               sections that have a number and no name

In: blocks that see Simplified text. Out: places among them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from edition import data
from edition.cleaning.blocks import LONGEST_HEADING, Block, is_phrase
from edition.cleaning.enumerators import enumerator, number
from edition.cleaning.lines import ends_sentence
from edition.cleaning.patterns import pattern

_SHORTEST_BODY = 20  # characters of a paragraph that shows there is a text below a title
_PIECE = pattern(
    r"(?P<stem>[^-*:：=/|#][^:：=/|]{3,39}?)(?<![\d#＃-])(?:\d{1,2}|[(（]?[一二三四五六七八九十]{1,2}[)）]?|[(（]\d{1,2}[)）])"
)
_PIECE_FRONT = pattern(
    r"(?P<stem>第|篇|范文)[一二三四五六七八九十\d]{1,3}(?![一二三四五六七八九十百零〇\d]*[条款项])篇?[:：\s]?.{0,40}"
)
# The title of one of several pieces, which says so itself.
_NTH = pattern(
    r"(?=.{4,40}$)[^#\\].+?(?:第\s?[一二三四五六七八九十\d]{1,3}\s?篇|篇\s?[一二三四五六七八九十\d]{1,3})"
    r"(?:[)）]|[：:]\s?[^。！？]{2,30})?"
)
_BARE_NUMBER = pattern(r"其?[（(]?[一二三四五六七八九十]{1,3}[)）]?[、.．]?|\d{1,2}")
_LONGEST_NUMBER, _LONGEST_TITLE = 8, 20
_HAN_NUMBER = pattern(r"其?[一二三四五六七八九十]{1,3}")
_FEWEST_DIGITS = 3  # sections whose number is in digits, as those of pages are
_NTH_ALONE = pattern(r"第\s?[一二三四五六七八九十\d]{1,3}\s?篇")


@cache
def _model() -> re.Pattern[str]:
    """The title of one of several models: a kind of document with a number behind it."""
    nouns = "|".join(data.table("headings")["models"]["words"])
    return re.compile(
        rf"(?=.{{5,40}}$)[^#\\，。].*(?:{nouns})(?:\d{{1,2}}|[(（]?[一二三四五六七八九十]{{1,2}}[)）]?)"
    )


def is_nth(found: Sequence[Block], n: int) -> bool:
    """Does the title of a piece say so itself (读书心得体会2, 演讲稿篇二), with a text below?"""
    text = found[n].text.strip()
    if _NTH.fullmatch(text) or (_NTH_ALONE.fullmatch(text) and n + 1 < len(found)):
        return True
    if not _model().fullmatch(text) or n + 1 >= len(found) or enumerator(text):
        return False
    below = found[n + 1].text.strip()
    if enumerator(below) and is_phrase(below) and n + 2 < len(found):
        below = found[n + 2].text  # the paragraph below its first section's heading
    return len(below) >= _SHORTEST_BODY and is_phrase(text)


def titles(found: Sequence[Block], first: int) -> list[int]:
    """The titles of several pieces in one witness: standing alone, alike but for a number; and of one, if
    it is the witness's own title with a number."""
    stems: dict[str, list[int]] = {}
    for n, block in enumerate(found[first:], first):
        if len(block.text) > LONGEST_HEADING:
            continue
        text = block.text.strip()
        match = _PIECE_FRONT.fullmatch(text) or _PIECE.fullmatch(text)
        if match and is_phrase(text) and not enumerator(text) and text[0] != "\\":
            stems.setdefault(match["stem"], []).append(n)
    groups = [
        group
        for group in stems.values()
        if (len(group) >= 2 or (first and _has_stem(found[0], found[group[0]])))
        and all(_has_body(found, n, group) for n in group)
    ]
    return sorted(n for group in groups for n in group)


def _has_stem(title: Block, piece: Block) -> bool:
    match = _PIECE.fullmatch(piece.text.strip())
    return match is not None and match["stem"] == title.text.strip().lstrip("# ")


def bare_numbers(found: Sequence[Block]) -> list[int]:
    """The sections of an essay that have a number and no name: 一, 二, … from the first on, each
    with a paragraph below it."""
    places = [
        n
        for n, block in enumerate(found)
        if len(block.text) <= _LONGEST_NUMBER and _BARE_NUMBER.fullmatch(block.text.strip())
    ]
    if places == [1] and _begins_sections(found):
        return places
    if len(places) < 2 or [number(found[n].text) for n in places] != [*range(1, len(places) + 1)]:
        return []
    bodies = [found[n + 1].text for n in places if n + 1 < len(found) and n + 1 not in places]
    digits = any(char.isdigit() for n in places for char in found[n].text)
    if len(bodies) < len(places) or (digits and len(places) < _FEWEST_DIGITS):
        return []
    # Verse has no full stops; digits might be those of pages.
    verse = all(_HAN_NUMBER.fullmatch(found[n].text.strip()) for n in places)
    return places if verse or all(map(ends_sentence, bodies)) else []


def _begins_sections(found: Sequence[Block]) -> bool:
    """Does a lone 1 stand between a title and a paragraph? It is the first section of an essay of which a
    page has no more."""
    title, below = found[0].text.strip(), _text_at(found, 2)
    return (
        number(found[1].text) == 1
        and len(title) <= _LONGEST_TITLE
        and is_phrase(title)
        and enumerator(title) is None
        and len(below) >= 2 * _SHORTEST_BODY
        and ends_sentence(below)
    )


def _text_at(found: Sequence[Block], n: int) -> str:
    return found[n].text.strip() if n < len(found) else ""


def _has_body(found: Sequence[Block], n: int, group: Sequence[int]) -> bool:
    return n + 1 < len(found) and n + 1 not in group
