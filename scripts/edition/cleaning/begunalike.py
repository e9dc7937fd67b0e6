"""structure (结构): headings and titles that their paragraph follows without a mark, told by words that come
again.

    1.工作内容｜渡口各班要写清工作内容……   the paragraphs of siblings begin with the same words, and
    2.工作态度｜渡口各班要说明工作态度……   each says its heading again
    江村渡口值班管理方案｜江村渡口是……     the text takes up what its title speaks of

In: a text. Out: places (offsets in code points) where a heading or title ends.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from functools import cache

from edition import data
from edition.cleaning import language
from edition.cleaning.blocks import blocks
from edition.cleaning.lines import HAN
from edition.cleaning.patterns import one_of, pattern
from edition.cleaning.siblings import Point, siblings

_FEWEST, _SHARED = 3, 4  # siblings; characters with which their paragraphs begin
_SHORTEST, _LONGEST = 2, 10  # characters of a heading
_SPREAD = 2  # … that one has more than another
# Nats in the mean that headings end there; and that they may have less than at another such place.
_MEAN, _BEHIND = -4.0, 1.0
_PLAIN = pattern(rf"[{HAN}“”]+")
_LONG_TEXT = 60  # characters of a text with its title
_SAYS = r"(?:是|为|作为|有|在|对|不仅|既|需|应|具有|承担)"
_CLOSED = pattern(r"[，,][^。]*。")


def places(text: str) -> Iterator[int]:
    """Every such place."""
    yield from _title(text)
    for group in siblings(text):
        yield from _alike(group)


def _alike(group: Sequence[Point]) -> Iterator[int]:
    """Where headings of siblings end whose paragraphs begin with the same words."""
    if len(group) < _FEWEST:
        return
    rows = [point.block.text[point.mark.length :] for point in group]
    leads = [match[0] if (match := _PLAIN.match(row)) else "" for row in rows]
    if not all(map(_CLOSED.search, rows)) or min(map(len, leads)) < _SHORTEST + _SHARED:
        return
    found = [
        (sizes, _ends_there(leads, sizes)) for sizes in _sizes(leads) if _say_again(rows, sizes)
    ]
    # Of those whose paragraphs say them again the longest: 船只检查, not 船只.
    sizes, nats = max(found, key=lambda item: sum(item[0]), default=((), -math.inf))
    if nats >= _MEAN and nats + _BEHIND >= max(other for _, other in found):
        for point, size in zip(group, sizes, strict=True):
            yield point.block.start + point.mark.length + size


def _say_again(rows: Sequence[str], sizes: Sequence[int]) -> bool:
    """Do most paragraphs say again what stands in so many characters before them, in each another thing?"""
    heads = [row[:size] for row, size in zip(rows, sizes, strict=True)]
    said = sum(head in row[len(head) :] for head, row in zip(heads, rows, strict=True))
    return len({*heads}) == len(heads) and 3 * said >= 2 * len(heads)


def _sizes(leads: Sequence[str]) -> Iterator[tuple[int, ...]]:
    """How many characters may stand before the words with which all go on."""
    for size in range(_SHORTEST, _LONGEST + 1):
        shared = leads[0][size : size + _SHARED]
        sizes = [lead.find(shared, _SHORTEST) for lead in leads]
        if len(shared) < _SHARED or min(sizes) < 0 or max(sizes) > _LONGEST:
            continue
        if max(sizes) - min(sizes) <= _SPREAD:
            yield tuple(sizes)


def _ends_there(leads: Sequence[str], sizes: Sequence[int]) -> float:
    """How likely (nats) lines end behind so many characters, in the mean."""
    gains = language.LARGE
    total = 0.0
    for lead, size in zip(leads, sizes, strict=True):
        before, after = (
            language.fold(lead[:size])[-language.ORDER :],
            language.fold(lead[size:])[:3],
        )
        total += gains[before + "｜"] + language.score("｜", after, gains)
        total -= language.score(before, after, gains)
    return total / len(leads)


def _title(text: str) -> Iterator[int]:
    """Where the title of a text ends that begins with what the title speaks of."""
    found = blocks(text)
    if found and len(found[0].text) >= _LONG_TEXT and (match := _titled().match(found[0].text)):
        yield found[0].start + match.end()


@cache
def _titled() -> re.Pattern[str]:
    table = data.table("headings")
    documents = table["documents"]
    kinds = [kind for key in ("kinds", "norms", "papers", "others") for kind in documents[key]]
    kinds = [kind for kind in (*kinds, *table["models"]["words"]) if len(kind) > 1]
    return re.compile(
        rf"[{HAN}]{{0,12}}?(?P<topic>[{HAN}]{{4,12}})[{HAN}]{{0,8}}(?:{one_of(kinds)})"
        rf"(?=(?P=topic)[{HAN}]{{0,4}}?{_SAYS}[^\n]*，[^\n]*。)"
    )
