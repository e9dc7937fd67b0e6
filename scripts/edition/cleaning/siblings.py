"""Numbered blocks of one style, one after the other: what one of them is the others tell.

In: a text in blocks. Out: runs of points, each with its block (offsets in code points), its enumerator
and the length of its first sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from edition import data
from edition.cleaning.blocks import Block, blocks, is_phrase
from edition.cleaning.enumerators import Enumerator, enumerator, no_unit
from edition.cleaning.lines import CLOSERS, HAN
from edition.cleaning.patterns import pattern

HIGH = ("part", "chapter", "section", "roman", "han-formal", "han", "han-bracket")
LONGEST_LEAD = 45  # a first sentence up to this length may be a run-in heading
_BLANK_LEAD = pattern(rf"[{HAN}“”、]{{2,12}}(?=[ \u3000]{{1,2}}[^\s]{{4}}[^\s]*[。！？”]$)")
_LOOSE_LEAD = pattern(rf"[{HAN}“”、]{{2,12}}(?=[ \u3000]{{1,2}}[^\s]{{4}}[^\s]*$)")
_LEAD_MARK = pattern("[“‘（(《「『”’）)》」』〞。！？：:]")


@dataclass(frozen=True, slots=True)
class Point:
    """A block that begins with an enumerator. ``lead`` is the length of its first sentence with
    its mark (0 if it has none, or it is too long to be a heading)."""

    block: Block
    mark: Enumerator
    lead: int

    @property
    def alone(self) -> bool:
        """Is the whole block a phrase, as a heading is?"""
        return is_phrase(self.block.text)

    @property
    def runs_in(self) -> bool:
        return 0 < self.lead < len(self.block.text.rstrip())


def siblings(text: str) -> list[list[Point]]:
    """Blocks with enumerators of one style, in runs: a number that does not go up, or an
    enumerator of a higher kind between, begins a new run."""
    kinds = [*(row["kind"] for row in data.table("headings")["enumerator"]), "decimal"]
    open_runs: dict[str, list[Point]] = {}
    runs: list[list[Point]] = []
    for block in blocks(text):
        block = _unindented(block)
        mark = enumerator(block.text) or decimal(block.text)
        if mark is None:
            continue
        rank = kinds.index(mark.kind)
        open_runs = {
            style: run for style, run in open_runs.items() if kinds.index(run[0].mark.kind) <= rank
        }
        run = open_runs.get(mark.style)
        if run is None or run[-1].mark.number >= mark.number:
            run = open_runs[mark.style] = []
            runs.append(run)
        run.append(Point(block, mark, lead(block.text, mark.length)))
    return runs


@cache
def _decimal() -> re.Pattern[str]:
    return pattern(rf"(\d{{1,2}}\.(?:\d{{1,2}}\.)?)(\d{{1,2}})[.、 ]?{no_unit()}(?=[{HAN}“])")


def decimal(text: str, at: int = 0) -> Enumerator | None:
    """A number such as 1.1 or 2.1.3, which belongs with those that have the same before the last."""
    match = _decimal().match(text, at)
    return match and Enumerator("decimal", int(match[2]), match.end() - at, "decimal" + match[1])


def led_by_blanks(run: list[Point]) -> tuple[list[Point], bool]:
    """The same points, led by these words, where most have a few words before the only blank in them
    (（一）夜间值守 泵房内不得离人。); and whether they are so led."""
    found = [(point, _BLANK_LEAD.match(point.block.text, point.mark.length)) for point in run]
    led = sum(match is not None for _, match in found)
    if led < 2 or 3 * led < 2 * len(run):
        return run, False
    # The others may say when or where, without a full stop: 二、演练时间 2018年5月11日
    loose = [match or _LOOSE_LEAD.match(p.block.text, p.mark.length) for p, match in found]
    return [
        Point(p.block, p.mark, match.end()) if match else p
        for (p, _), match in zip(found, loose, strict=True)
    ], True


def _unindented(block: Block) -> Block:
    text = block.text.lstrip(" \t\u3000")
    return Block(block.end - len(text), block.end, text)


def lead(text: str, at: int) -> int:
    """The length of the first sentence, its mark and closing quotation marks included; 0 if it
    ends later than a heading would."""
    depth = 0
    for match in _LEAD_MARK.finditer(text, at, LONGEST_LEAD + at):
        char = match[0]
        depth += (char in "“‘（(《「『") - (char in "”’）)》」』〞")
        if char in "。！？":
            end = match.end()
            if depth > 0 and end < len(text) and text[end] in CLOSERS:
                return end + 1
            if depth <= 0:
                return end
        if char == "：" or (char == ":" and depth <= 0):
            return 0  # an announcement, not a heading
    return 0
