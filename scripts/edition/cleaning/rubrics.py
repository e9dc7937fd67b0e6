"""structure (结构): headings that no rule finds, weighed by many small signs of where they stand.

What `numbered` and `unnumbered` find is taken as known. Each other short block is asked what it is
made of, what sort of block stands above it and below, and how many like it the text has; the
weights of these signs (data/rubrics.tsv) were learned from texts whose headings are marked. No
word of a text is a sign, so the weights hold for subjects and authors that were not among them.

In: blocks that see Simplified text. Out: log-odds, above 0 for what is rather a heading.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence, Set
from functools import lru_cache
from typing import NamedTuple

from edition import data
from edition.cleaning import unnumbered
from edition.cleaning.blocks import LONGEST_HEADING, Block, is_phrase
from edition.cleaning.enumerators import enumerator
from edition.cleaning.lines import ends_sentence, is_bullet
from edition.cleaning.names import is_name, parted
from edition.cleaning.patterns import pattern

# Log-odds from which a block is a heading; see the header of the table for what it cost.
SURE = 1.0
_SIZES = (5, 9, 13, 19, 27, 37, 61, 121)
_SHORTEST_PROSE = 20
_MOST = 4
_FAR = 2  # blocks to either side that a block is told of
# A heading of a reading text that is read again: no mark in a raw text makes one.
_MARKED = pattern(r"(?<!\\)\\++#{1,4} ")
# The number of an article, which begins its first paragraph.
_ARTICLE = pattern(r"第[一二三四五六七八九十百千零〇\d]+[条條](?:之[一二三四五六七八九十\d]+)?")
_HAN_CHAR = pattern(r"[\u3400-\u9fff]")
_DATE = pattern(
    r"(?:19|20)\d\d ?[年/.-]|\d{1,2} ?月 ?\d{1,2} ?日|[二一][〇○0零九][〇○0零一二三四五六七八九]{2}年"
)
_SAID = pattern(r"[^：:，。]{1,8}[：:]")
INSIDE = (
    ("colon", pattern(r"[：:].")),
    ("comma", pattern(r"[，,]")),
    ("dun", pattern(r"..、")),
    ("stop", pattern(r"[。；;].")),
    ("asks", pattern(r"[？?！!]")),
    ("blank", pattern(r"\S[ \u3000]+\S")),
    ("digit", pattern(r"\d")),
    ("date", _DATE),
    ("dash", pattern(r"——|--")),
    ("no Han", pattern(r"[^\u3400-\u9fff]*$")),
)


class Sorted(NamedTuple):
    """The blocks of a text and what sort each is."""

    texts: list[str]
    sorts: list[str]
    short: int
    prose: int
    alike: int  # short blocks between two of prose
    found: int  # headings known below the title

    @property
    def whole(self) -> tuple[int, int, int, int]:
        """What each block is told of the text: fifths of the blocks that are short, that are prose, and
        how many are alike, how many headings."""
        size = len(self.texts) or 1
        share = 5 * self.short // size, 5 * self.prose // size
        return *share, min(self.alike, _MOST), min(self.found, _MOST)


def sort(text: str) -> str:
    """What sort of block is it, by itself?"""
    if mark := enumerator(text):
        return f"{'point' if len(text) <= LONGEST_HEADING else 'section'} {mark.kind}"
    if is_bullet(text):
        return "bullet"
    if _DATE.match(text):
        return "date"
    if len(text) >= _SHORTEST_PROSE and ends_sentence(text):
        return "prose"
    if len(text) > LONGEST_HEADING:
        return "long"
    if text[-1:] in ":：":
        return "announcement"
    if _SAID.match(text):
        return "said"
    return "sentence" if ends_sentence(text) else "short"


def sorted_blocks(found: Sequence[Block], known: Set[int]) -> Sorted:
    """``known``: which of ``found`` are headings."""
    texts = [_MARKED.sub("", block.text.strip()) for block in found]
    sorts = ["heading" if n in known else sort(text) for n, text in enumerate(texts)]
    alike = sum(_is_alike(sorts, n) for n in range(len(sorts)))
    short, prose = sorts.count("short"), sum(map(_is_prose, sorts))
    return Sorted(texts, sorts, short, prose, alike, sum(n > 0 for n in known))


def _is_prose(sort: str) -> bool:
    return sort in ("prose", "long") or sort.startswith("section")


def _is_alike(sorts: Sequence[str], n: int) -> bool:
    """Is it a short block between two of prose?"""
    if sorts[n] != "short" or n + 1 == len(sorts):
        return False
    above, below = sorts[n - 1] if n else "", sorts[n + 1]
    body = below == "bullet" or _is_prose(below)
    return body and (above in ("", "bullet", "sentence") or _is_prose(above))


def _with_headings(page: Sorted, new: Sequence[int]) -> Sorted:
    """``page`` with more of its blocks known as headings: what stands beside these is looked at again."""
    sorts = page.sorts
    near = {m for n in new for m in (n - 1, n, n + 1) if 0 <= m < len(sorts)}
    short = page.short - sum(sorts[n] == "short" for n in new)
    prose = page.prose - sum(_is_prose(sorts[n]) for n in new)
    alike = page.alike - sum(_is_alike(sorts, m) for m in near)
    for n in new:
        sorts[n] = "heading"
    alike += sum(_is_alike(sorts, m) for m in near)
    return Sorted(page.texts, sorts, short, prose, alike, page.found + sum(n > 0 for n in new))


@lru_cache(maxsize=256)
def _own(text: str) -> tuple[str, ...]:
    """Signs of what a block is made of."""
    mark = enumerator(text)
    found = [
        f"size {bisect_left(_SIZES, len(text) + 1)}",
        f"begins {_kind(text[:1])}",
        f"ends {_kind(text[-1:])}",
        f"mark {mark.kind if mark else ''}",
        f"Han {5 * len(_HAN_CHAR.findall(text)) // len(text)}",
    ]
    found += [f"{name} inside" for name, shape in INSIDE if shape.search(text)]
    if not is_phrase(text):
        found.append("no phrase")
    if unnumbered.may_be(text):
        found.append("may be")
    if all(map(is_name, parted(text))):
        found.append("names")
    return tuple(found)


def _kind(char: str) -> str:
    if "\u3400" <= char <= "\u9fff":
        return "Han"
    if char.isdigit():
        return "digit"
    return "letter" if char.isalpha() else char


def signs(page: Sorted, n: int) -> Iterator[str]:
    """The signs of block ``n``."""
    texts, sorts = page.texts, page.sorts
    yield from _own(texts[n])
    above, below = _sort_at(sorts, n - 1), _sort_at(sorts, n + 1)
    yield f"two above {_sort_at(sorts, n - 2)}"
    yield f"above {above}"
    yield f"below {below}"
    yield f"two below {_sort_at(sorts, n + 2)}"
    yield f"between {above.split()[0]} and {below.split()[0]}"
    if n == 0:
        yield f"first, size {bisect_left(_SIZES, len(texts[0]) + 1)}"
        yield f"first, ends {_kind(texts[0][-1:])}"
    else:
        yield f"above size {bisect_left(_SIZES, len(texts[n - 1]) + 1)}"
        yield f"above ends {_kind(texts[n - 1][-1:])}"
    if n == 1:
        yield f"second, below {above.split()[0]}"
    if n + 1 < len(texts):
        yield f"below size {bisect_left(_SIZES, len(texts[n + 1]) + 1)}"
        yield f"below begins {_kind(texts[n + 1][:1])}"
    yield f"from the end {min(len(texts) - 1 - n, _MOST)}"
    short, prose, alike, known = page.whole
    yield f"share of short {short}"
    yield f"share of prose {prose}"
    yield f"alike {alike}"
    yield f"headings {known}"


def _sort_at(sorts: Sequence[str], n: int) -> str:
    return sorts[n] if 0 <= n < len(sorts) else "none"


def candidates(page: Sorted, places: Iterable[int] | None = None) -> list[int]:
    """The blocks that are judged, all or some: what is announced above is no heading."""
    texts, sorts = page.texts, page.sorts
    return [
        n
        for n in (range(len(texts)) if places is None else places)
        if sorts[n] != "heading"
        and len(texts[n]) <= LONGEST_HEADING
        and "\n" not in texts[n]
        and not unnumbered.is_formula(texts[n])
        and not _ARTICLE.fullmatch(texts[n])
        and not (n and sorts[n - 1] != "heading" and texts[n - 1][-1:] in (":", "："))
    ]


def headings(found: Sequence[Block], known: Set[int]) -> list[int]:
    """Which of ``found`` are headings besides those that are ``known``. What is found tells of
    its neighbours too, so they are asked until no more is found, and all are asked again when
    the whole text looks different by it; a text that is read again stays as it is."""
    weights = data.rubrics()
    marked = {n for n, block in enumerate(found) if _MARKED.match(block.text)}
    more: list[int] = []
    page = sorted_blocks(found, known | marked)
    asked = candidates(page)
    while new := [
        n
        for n in asked
        if weights["="] + sum(weights.get(sign, 0.0) for sign in signs(page, n)) > SURE
    ]:
        more += new
        before, page = page.whole, _with_headings(page, new)
        near = {m for n in new for m in range(n - _FAR, n + _FAR + 1) if 0 <= m < len(found)}
        asked = candidates(page, sorted(near) if page.whole == before else None)
    return sorted(more)
