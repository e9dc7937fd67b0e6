"""structure (结构): what is a title, a piece of several, a heading, and of which level.

Steps, each with its own input: `paragraphs`, what a person `ruled`, `runin`, and `headings`. They
read Simplified text (tables have one form); `script.seen_simplified` lets them see a Traditional
one so. The notation is that of `blocks`; the title is `firsttitle`'s, `pieces` are those of several;
headings are found by what numbers them (`numbered`), by where they stand (`unnumbered`) or by many
small signs together (`rubrics`).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from functools import cache

from edition import data
from edition.cleaning import (
    alike,
    attached,
    cells,
    contents,
    firsttitle,
    numbered,
    pieces,
    rubrics,
    signatures,
    unheaded,
    unnumbered,
)
from edition.cleaning.blocks import BREAK, CLS, LONGEST_HEADING, Block, blocks, is_phrase, plain
from edition.cleaning.enumerators import enumerator
from edition.cleaning.patterns import pattern
from edition.cleaning.traces import Traces, letters
from edition.edit import Edit
from edition.rulings import Break

__all__ = ["BREAK", "CLS", "Block", "blocks", "headings", "plain", "ruled"]

_LONGEST_LISTED = 60  # characters of a line that a table of contents or a link to edit may have had
_LOWEST, _LETTER = 4, pattern(r"\w")
_REFERENCES = pattern(r"参\s?考\s?文\s?献[:：]?")


def ruled(text: str, breaks: Sequence[Break]) -> Iterator[Edit]:
    """Block boundaries that a person set: before the words of each ruling, whatever the order of
    the rulings; two at one place are one."""
    found: dict[int, Edit] = {}
    for ruling in breaks:
        at = text.find(ruling.before)
        if at > 0 and not text.endswith(BREAK, 0, at):
            lo = at
            while text[lo - 1] in " \u3000\n":
                lo -= 1
            found.setdefault(lo, Edit(lo, text[lo:at], BREAK, CLS, "person", ruling.reason))
    yield from (found[lo] for lo in sorted(found))


def headings(text: str, traces: Traces | None = None) -> Iterator[Edit]:
    """``#``s before the title, the pieces and the headings; a full stop that closed a heading on
    a line of its own goes."""
    found = blocks(text)
    levels: dict[int, int] = {}
    linked, listed = _known(found, traces) if traces else (set(), set())
    none = unheaded.lines(found) - linked
    texts = [block.text.strip() for block in found]
    title = (
        (
            firsttitle.is_title(found)
            and not unheaded.is_entry(found)
            and not signatures.begins_signed(texts)
        )
        or firsttitle.is_titled(found, traces)
    ) and 0 not in linked | listed
    if title:
        levels[0] = 1
    elif 0 not in listed and firsttitle.heads_own_points(found):
        levels |= {0: 2, 1: 3} if is_phrase(found[1].text) else {0: 2}
    titles = pieces.titles(found, 1 if title else 0)
    levels |= dict.fromkeys(titles, 2)
    short = [n for n, block in enumerate(found) if len(block.text) <= LONGEST_HEADING]
    levels |= {n: 2 for n in short if pieces.is_nth(found, n)}
    parts = (*pieces.bare_numbers(found), *alike.enclosed(found), *alike.halves(found), *linked)
    levels |= dict.fromkeys(parts, 2)
    for n in short:
        block = found[n]
        if _REFERENCES.fullmatch(block.text.strip()) and n + 1 < len(found):
            levels[n] = 2
    levels |= dict.fromkeys(contents.heads(found, listed), 2)
    levels = {n: level for n, level in levels.items() if n not in none or level == 1}
    levels |= _section_levels(found, levels, listed, none)
    closed = [n for n in unnumbered.closed_by_colon(found, 1 if title else 0) if n not in levels]
    levels |= {n: _level_at(n, levels) for n in closed}
    last = len(found) - 1  # a name below which nothing stands: 星期一夜, below a letter
    if last > 0 and last not in linked and not enumerator(found[last].text.strip()):
        levels.pop(last, None)
    for n in signatures.lines(found, levels) - linked:
        del levels[n]
    for n, level in sorted(levels.items()):
        block = found[n]
        if not _LETTER.search(block.text):
            continue  # a mark alone
        if _salutation().fullmatch(block.text.strip()):
            continue
        lead = len(block.text) - len(block.text.lstrip(" \t　"))
        yield Edit(block.start, block.text[:lead], "#" * level + " ", CLS, "heading")
        if not block.text.rstrip().endswith(("。", "：", ":")):
            continue
        colon = r"[：:]\s*$" if n in closed else r"(?<=[文献])[：:]\s*$"
        closing = re.search(r"。\s*$", block.text) or re.search(colon, block.text)
        if closing and (level > 1 or closing[0][0] == "。"):
            at = block.start + closing.start()
            yield Edit(at, closing[0], "", CLS, "heading")


def _known(found: Sequence[Block], traces: Traces) -> tuple[set[int], set[int]]:
    """The blocks that had a link to edit their section, and those of a table of contents that had the
    number of a page."""
    if not (traces.heads or traces.entries):
        return set(), set()
    known = [letters(block.text) if len(block.text) <= _LONGEST_LISTED else "" for block in found]
    return (
        {n for n, line in enumerate(known) if line in traces.heads},
        {n for n, line in enumerate(known) if line in traces.entries},
    )


@cache
def _salutation() -> re.Pattern[str]:
    """Whom a speech addresses, on a line of its own (尊敬的各位领导：), which is no heading."""
    whom = "|".join(data.table("headings")["salutation"]["whom"])
    return pattern(rf".{{0,8}}(?:{whom})们?[：:]?[！!]?(?<=们|：|:|！|!)")


def _level_at(n: int, levels: Mapping[int, int]) -> int:
    """The level of a heading without number or sibling: below the heading above it, or the first."""
    above = [level for m, level in sorted(levels.items()) if m < n and level > 1]
    return min(_LOWEST, above[-1] + 1) if above else 2


def _section_levels(
    found: Sequence[Block], known: dict[int, int], listed: Set[int], none: Set[int]
) -> dict[int, int]:
    """Levels of the headings below the title and the pieces: enumerated ones by the order in
    which their kinds nest, others by what stands above them. ``none``: blocks that are none."""
    listed = listed | contents.entries(found) | cells.cells([block.text.strip() for block in found])
    parts = sorted({n for n, level in known.items() if level == 2} - {0})
    spans = list(itertools.pairwise([0, *parts, len(found)]))
    first = 1 if 0 in known else 0
    taken = known.keys() | listed

    def nest(lower: Set[int] = frozenset()) -> list[dict[int, int]]:
        nests = (numbered.nesting(found, lo, hi, taken, lower) for lo, hi in spans)
        return [{n: depth for n, depth in nest.items() if n not in none} for nest in nests]

    nests = nest()
    maybe = numbered.phrases(found, taken | {n for nest in nests for n in nest})
    if maybe:
        nests = nest({*unnumbered.headings(found, first, _all(known, nests), maybe)})
    others = unnumbered.headings(found, first, _all(known, nests))
    listed = listed | none
    others = [n for n in others if n not in listed]
    others += alike.headings(found, _all(known, nests) | {*others} | listed)
    weighed = rubrics.headings(found, _all(known, nests) | {*others})
    others = sorted({*others, *({*weighed} - listed - {0})})
    others = sorted({*others} - _captions(found, others))
    levels: dict[int, int] = {}
    for (lo, hi), nested in zip(spans, nests, strict=True):
        top = 3 if known.get(lo) == 2 else 2
        levels |= _levels(found, nested, [n for n in others if lo <= n < hi], top)
    return levels


def _captions(found: Sequence[Block], others: Sequence[int]) -> set[int]:
    texts = {n: found[n].text.strip() for n in others}
    return attached.captions(
        found,
        [
            n
            for n, text in texts.items()
            if not (unnumbered.is_fixed(text) or unnumbered.has_number(text) or enumerator(text))
        ],
    )


def _all(known: dict[int, int], nests: Sequence[dict[int, int]]) -> set[int]:
    return {*known, *(n for nest in nests for n in nest)}


def _levels(
    found: Sequence[Block], nest: dict[int, int], others: Sequence[int], top: int
) -> dict[int, int]:
    """Levels in one piece. A heading without enumerator stands below the enumerated one above
    it; above all of them if their numbers begin anew below it. One that stands right above
    another begins a section of which the other is a part."""
    anew = set(numbered.beginnings(found, nest))
    sections = [
        n
        for n in others  # 2. above 2.1 is one of them
        if unnumbered.has_number(found[n].text) or _low(found, [n], ["arabic"])
    ]
    plain = [n for n in others if n not in sections]
    above = [n for n in plain if any(lo > n and not _between(n, lo, nest, others) for lo in anew)]
    own = [n for n in plain if not unnumbered.is_fixed(found[n].text)]
    over = bool(anew) and (
        _stands_over(plain, above, nest, anew)
        or (len(above) >= 2 and len(anew) >= 2)
        or (len(own) >= 2 and len(above) == len(anew) and _low(found, anew))
        or (len(above) == len(anew) and all(_heads(found, n, anew) for n in above))
    )
    upper = {n for n in plain if n + 1 in others}
    if len(upper) < 2 and not any(unnumbered.is_fixed(found[n + 1].text) for n in upper):
        upper = set()
    shallow = min((unnumbered.depth(found[n].text) for n in sections), default=0)
    levels = {n: min(_LOWEST, top + depth + over) for n, depth in nest.items()}
    last = section = top - 1
    for n in sorted({*nest, *others}):
        depth = unnumbered.depth(found[n].text)
        if n in nest:
            last = section = levels[n]
        elif n in sections:
            levels[n] = last = min(_LOWEST, section + 1 + depth - shallow)
        elif over or unnumbered.is_closing(found[n].text):
            levels[n] = top
            last = section = top - 1
        elif n in upper:
            levels[n] = min(_LOWEST, section + 1)
            last = levels[n]
        else:
            levels[n] = min(_LOWEST, last + 1)
    return levels


def _low(
    found: Sequence[Block],
    places: Iterable[int],
    kinds: Collection[str] = ("han-bracket", "arabic", "arabic-bracket", "circle"),
) -> bool:
    """Are these enumerators of kinds that seldom number the highest sections?"""
    marks = [enumerator(found[n].text.strip()) for n in places]
    return all(mark is not None and mark.kind in kinds for mark in marks)


def _heads(found: Sequence[Block], n: int, anew: set[int]) -> bool:
    """Is an unnumbered heading that of the section in which numbers of a low kind begin?"""
    below = min(lo for lo in anew if lo > n)
    bracketed = ("han-bracket", "arabic-bracket", "circle")
    return _low(found, [below], bracketed) and not unnumbered.is_fixed(found[n].text)


def _stands_over(
    plain: Sequence[int], above: Sequence[int], nest: dict[int, int], anew: set[int]
) -> bool:
    """Do unnumbered headings stand before the numbered ones, right above their first, and behind
    their last (活动目标 … 活动过程 | 一、… 二、… 活动延伸)?"""
    return (
        len(plain) > len(above) + 1
        and len(above) == len(anew)
        and all(n + 1 in anew for n in above)
        and plain[0] < min(anew)
        and plain[-1] > max(nest)
    )


def _between(lo: int, hi: int, nest: dict[int, int], others: Sequence[int]) -> bool:
    """Does another heading stand between these two?"""
    return any(lo < n < hi for n in nest) or any(lo < n < hi for n in others)
