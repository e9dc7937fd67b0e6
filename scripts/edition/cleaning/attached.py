"""structure (结构): short lines that belong to what stands beside them, and head nothing.

    图5.1, 表 6.2 渡口的班次                    the name of a figure
    “太太也在这里吗③？” | ③原文为法语。         a note, below the line that has its mark
    “那就上船吧”                               what somebody says, among what others say
    所以                                       a conjunction that its author set off
    有两种情况：                                what announces so many
    开船 | 收帆 | …… | 码头 | 岸上的人 | ……     captions of pictures, of which chance puts some together

In: the blocks of a text that see Simplified text. Out: places among them.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Sequence

from edition import data
from edition.cleaning.blocks import Block
from edition.cleaning.enumerators import enumerator
from edition.cleaning.lines import HAN, ends_sentence, is_bullet
from edition.cleaning.patterns import pattern

# 图5.1, 表 6.2 将字串……; not 图解, 图论, 表1的用法
_FIGURE = pattern(
    r"(?:[图表]|Fig(?:ure|\.)|Table)[ \u3000]?\d{1,3}(?:[.．\-–—]\d{1,3}){0,2}(?:$|[ \u3000：:.．](?!.*[。；]$))"
)
_NOTE, _NOTE_ROWS = pattern(r"([①-⑳❶-❿])(?P<again>[①-⑳❶-❿])?"), 12  # blocks above
_SPEECH = pattern(r"(?:“[^“”]*”|「[^「」]*」|『[^『』]*』|\"[^\"]*\")")
_FEWEST_SPEECHES = 3
_COUNTS = pattern(
    rf"(?:^|.*(?<![占拥具含])有)[两二三四五六七八九十几\d][个种类点条项方]?[{HAN}]{{1,6}}[：:]$"
)
_TURN = pattern(
    rf"(?:[{HAN}]{{1,6}}[ \u3000]?(?:（[^（）]{{1,12}}）)?[：:](?=\S)|〔|[（(][^（）()]{{2,40}}[)）]$)"
)
_TURN_ROWS, _MOST_TURNS = 6, 4  # blocks at the top; how many of them are turns
_ENDS = pattern(r"[。！？!?…—”）)]$")
_FEWEST_PAIRS, _FEWEST_SINGLE = 3, 2
_MOST_APART = 6  # captions to one pair of them
_LONG, _SHORT = 40, 26  # characters of a paragraph; of a caption
_HALF, _FEWEST_HALVES = pattern(rf"[^。！？：]+，[^。！？：]*[{HAN}\w]"), 2


def lines(texts: Sequence[str]) -> set[int]:
    """Those that are no headings, whatever numbers or words they have."""
    found = {n for n, text in enumerate(texts) if _FIGURE.match(text) and not ends_sentence(text)}
    conjunctions = data.table("headings")["conjunctions"]["words"]
    found |= {n for n, text in enumerate(texts) if text in conjunctions}
    return found | _notes(texts) | _speeches(texts)


def counts(text: str) -> bool:
    """Does it announce so many (具体有两种情况：), as no heading does?"""
    return _COUNTS.match(text) is not None


def begins_play(texts: Sequence[str]) -> bool:
    """Is the first line a turn of a play, among others: somebody's words, to their end?"""
    turns = sum(_TURN.match(text) is not None for text in texts[:_TURN_ROWS])
    first = _TURN.match(texts[0]) is not None and _ENDS.search(texts[0]) is not None
    return first and turns >= _MOST_TURNS


def _notes(texts: Sequence[str]) -> set[int]:
    """Notes, each below a line that has its number at the end of a clause; two numbers together begin one."""
    found = set()
    for n, text in enumerate(texts):
        mark = _NOTE.match(text)
        if mark is None:
            continue
        called = pattern(rf"[{HAN}”》）]{mark[1]}(?:[，。；：！？、”’》）]|$)")
        above = texts[max(0, n - _NOTE_ROWS) : n]
        if mark["again"] or any(map(called.search, above)):
            found.add(n)
    return found


def _speeches(texts: Sequence[str]) -> set[int]:
    """What somebody says, whole, where others do so too."""
    said = {n for n, text in enumerate(texts) if _SPEECH.fullmatch(text)}
    return said if len(said) >= _FEWEST_SPEECHES else set()


def captions(found: Sequence[Block], places: Collection[int]) -> set[int]:
    """Of headings without a number: captions, where some stand right above another as it chances, and others
    like them are half sentences (走到渡口，船已经开了), amid longer paragraphs. Sections that have parts begin
    so with the first: then no two stand alone above the first such pair."""
    ordered = sorted(places)
    pairs = [a for a, b in itertools.pairwise(ordered) if b == a + 1]
    if len(pairs) < _FEWEST_PAIRS or len(pairs) * _MOST_APART < len(ordered):
        return set()
    single = sum(n < pairs[0] for n in ordered)
    return {*ordered} if single >= _FEWEST_SINGLE and _have_pictures(found) else set()


def _have_pictures(found: Sequence[Block]) -> bool:
    """Do half sentences without a mark stand alone amid paragraphs that have one?"""
    texts = [block.text.strip() for block in found]
    prose = [text for text in texts if len(text) >= _LONG]
    short = sum(len(text) <= _SHORT and not ends_sentence(text) for text in texts)
    ended = sum(map(ends_sentence, prose))
    half = sum(
        len(text) <= _LONG
        and _HALF.fullmatch(text) is not None
        and not (is_bullet(text) or enumerator(text))
        for text in texts
    )
    return half >= _FEWEST_HALVES and len(prose) >= short and 4 * ended >= 3 * len(prose)
