"""structure (结构): blocks set apart, headings found and given their level.

Notation of the text from here on: blocks are parted by one blank line, a heading begins with
its ``#``s and a blank, and a paragraph that itself begins with ``#`` gets a backslash before it
(so nothing in a witness can pass for a heading). A single line break inside a block is layout,
for `reflow` to decide.

Steps, each with its own input: `paragraphs`, what a person `ruled`, `runin`, and `headings`. They read Simplified text (tables have one form); `script.seen_simplified` lets
them see a Traditional one so.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from edition import data
from edition.cleaning.enumerators import Enumerator, enumerator
from edition.cleaning.lines import CLOSERS, HAN, ends_sentence
from edition.cleaning.patterns import pattern
from edition.edit import Edit
from edition.rulings import Break

CLS = "structure"
BREAK = "\n\n"

LONGEST_HEADING = 60
_SHORTEST_BODY = 20  # characters of a paragraph that shows there is a text below a title
_LONGEST_TITLE = 45
_SENTENCE_MARKS = "。！？!?；;，,、：:…"
_PIECE = pattern(
    r"(?P<stem>[^-*:：=/|#][^:：=/|]{3,39}?)(?<![\d-])(?:\d{1,2}|[(（]?[一二三四五六七八九十]{1,2}[)）]?|[(（]\d{1,2}[)）])"
)
_PIECE_FRONT = pattern(r"(?P<stem>第|篇|范文)[一二三四五六七八九十\d]{1,3}篇?[:：\s]?.{0,40}")
# The title of one of several pieces, which says so itself.
_NTH = pattern(
    r"(?=.{4,40}$).{2,}?(?:第\s?[一二三四五六七八九十\d]{1,3}\s?篇|篇\s?[一二三四五六七八九十\d]{1,3})"
)
_REFERENCES = pattern(r"参\s?考\s?文\s?献[:：]?")
_CLOSING = pattern(r"[。：:]\s*$")
_ANNOUNCES = pattern(r"(?:[：:]|如左|如下|下列|左列)[^。]{0,8}$")
_NO_PHRASE = pattern(r"[。！？；]|://|\]\(|`|\n.*\n")
_CHOICE = pattern(r"[A-Ha-h]\s?[.、．:：)）]")
_ESCAPED = pattern(r"^\\(?=\\*#)", re.MULTILINE)
_BARE_MARK = pattern(rf"[、.．]\s?(?=[{HAN}])")  # an enumerator that lost its number


class Block(NamedTuple):
    """A block of the text: [start, end) without the blank lines around it."""

    start: int
    end: int
    text: str


def blocks(text: str) -> list[Block]:
    """The blocks of a text in the notation above."""
    found = []
    at = 0
    for part in text.split(BREAK):
        if part.strip():
            found.append(Block(at, at + len(part), part))
        at += len(part) + len(BREAK)
    return found


def plain(block: str) -> str:
    """A block without the backslashes that keep a literal ``#`` from being a heading."""
    return _ESCAPED.sub("", block) if "\\" in block else block


def is_phrase(text: str) -> bool:
    """Could the whole block be a heading: short, and no sentence?"""
    stripped = text.rstrip().rstrip(CLOSERS)
    return (
        len(text) <= LONGEST_HEADING
        and bool(stripped)
        and stripped[-1] not in _SENTENCE_MARKS
        and not _NO_PHRASE.search(stripped)
    )


def ruled(text: str, breaks: Sequence[Break]) -> Iterator[Edit]:
    """Block boundaries that a person set: before the words of each ruling."""
    for ruling in breaks:
        at = text.find(ruling.before)
        if at > 0 and not text.endswith(BREAK, 0, at):
            lo = at
            while text[lo - 1] in " \u3000\n":
                lo -= 1
            yield Edit(lo, text[lo:at], BREAK, CLS, "person", ruling.reason)


def headings(text: str) -> Iterator[Edit]:
    """``#``s before the title, the pieces and the enumerated headings; a full stop that closed
    a heading on a line of its own goes."""
    found = blocks(text)
    levels: dict[int, int] = {}
    title = _is_title(found)
    if title:
        levels[0] = 1
    pieces = _pieces(found, 1 if title else 0)
    levels |= dict.fromkeys(pieces, 2)
    levels |= {n: 2 for n, block in enumerate(found) if _NTH.fullmatch(block.text.strip())}
    for n, block in enumerate(found):
        if _REFERENCES.fullmatch(block.text.strip()) and n + 1 < len(found):
            levels[n] = 2
    borders = [0, *pieces, len(found)]
    for lo, hi in itertools.pairwise(borders):
        levels |= _section_levels(found, lo, hi, 3 if pieces else 2, levels)
    for n, level in sorted(levels.items()):
        block = found[n]
        lead = len(block.text) - len(block.text.lstrip(" \t　"))
        yield Edit(block.start, block.text[:lead], "#" * level + " ", CLS, "heading")
        closing = level > 1 and _CLOSING.search(block.text)
        if closing:
            at = block.start + closing.start()
            yield Edit(at, closing[0], "", CLS, "heading")


def _is_title(found: Sequence[Block]) -> bool:
    """Is the first block the title: short, no sentence, no enumerator, with a text below it?"""
    if len(found) < 2:
        return False
    first = found[0].text.strip()
    return (
        2 <= len(first) <= _LONGEST_TITLE
        and is_phrase(first)
        and enumerator(first) is None
        and not _NTH.fullmatch(first)
        and "\n" not in first
        and first[0] not in "\\#[【(（-*+>|"
        and any(
            len(block.text) >= min(_SHORTEST_BODY, 2 * len(first)) and ends_sentence(block.text)
            for block in found[1:]
        )
    )


def _pieces(found: Sequence[Block], first: int) -> list[int]:
    """The titles of several pieces in one witness: standing alone, alike but for a number."""
    stems: dict[str, list[int]] = {}
    for n, block in enumerate(found[first:], first):
        text = block.text.strip()
        if len(text) > LONGEST_HEADING:
            continue
        match = _PIECE_FRONT.fullmatch(text) or _PIECE.fullmatch(text)
        if match and is_phrase(text) and not enumerator(text) and text[0] != "\\":
            stems.setdefault(match["stem"], []).append(n)
    groups = [
        group
        for group in stems.values()
        if len(group) >= 2 and all(_has_body(found, n, group) for n in group)
    ]
    return max(groups, key=len, default=[])


def _has_body(found: Sequence[Block], n: int, group: Sequence[int]) -> bool:
    return n + 1 < len(found) and n + 1 not in group


def _section_levels(
    found: Sequence[Block], lo: int, hi: int, top: int, known: dict[int, int]
) -> dict[int, int]:
    """Levels of the enumerated headings among found[lo:hi], by the order in which kinds nest."""
    kinds: dict[int, str] = {}
    for run in _enumerated(found, lo, hi):
        if not known.keys() & run.keys() and _is_heading_run(found, list(run), hi):
            kinds |= {n: mark.kind for n, mark in run.items() if _heading_text(found[n].text)}
    order = [row["kind"] for row in data.table("headings")["enumerator"]]
    present = sorted(set(kinds.values()), key=order.index)
    return {n: min(4, top + present.index(kind)) for n, kind in kinds.items()}


def _enumerated(found: Sequence[Block], lo: int, hi: int) -> list[dict[int, Enumerator]]:
    """Blocks with enumerators of one style, in runs as `_siblings` has them; an enumerator that
    lost its number (、当前 .大力) begins a run."""
    order = [row["kind"] for row in data.table("headings")["enumerator"]]
    open_runs: dict[str, dict[int, Enumerator]] = {}
    runs: list[dict[int, Enumerator]] = []
    for n in range(lo, hi):
        text = found[n].text.strip()
        mark = enumerator(text) or _bare(text)
        if mark is None:
            continue
        rank = order.index(mark.kind)
        open_runs = {
            style: run
            for style, run in open_runs.items()
            if order.index(next(iter(run.values())).kind) <= rank
        }
        run = open_runs.get(mark.style)
        if run is None or next(reversed(run.values())).number >= mark.number:
            run = open_runs[mark.style] = {}
            runs.append(run)
        run[n] = mark
    return runs


def _bare(text: str) -> Enumerator | None:
    if not _BARE_MARK.match(text):
        return None
    kind = "han" if text[0] == "、" else "arabic"
    return Enumerator(kind, 0, 1, kind + text[0])


def _is_heading_run(found: Sequence[Block], run: Sequence[int], hi: int) -> bool:
    """Are these siblings headings, not the points of a list or numbered paragraphs?

    Two thirds must be phrases, and half must have something below them: a paragraph, or the
    enumerators of another level. One alone is a heading only with an enumerator of a high kind.
    """
    fit = [n for n in run if _heading_text(found[n].text)]
    if 3 * len(fit) < 2 * len(run):
        return False
    closed = sum(found[n].text.rstrip().endswith("。") for n in fit)
    with_body = sum(_has_prose(found, n, run, hi) for n in fit)
    if closed and (3 * closed < 2 * len(fit) or 3 * with_body < 2 * len(run)):
        return False  # a list whose last point has a full stop, or numbered sentences
    if run[0] and _ANNOUNCES.search(found[run[0] - 1].text) and with_body < len(run) - 1:
        return False  # the points that were announced
    if len(run) == 1:
        mark = enumerator(found[run[0]].text.strip())
        high = mark is None or mark.kind in ("part", "han", "han-bracket")
        return high and with_body == 1 and not closed
    at_end = run[-1] + 1 >= hi
    return 2 * with_body >= len(run) - at_end


def _has_prose(found: Sequence[Block], n: int, run: Sequence[int], hi: int) -> bool:
    """Is what stands below a heading a text: a sentence, or points of another level?"""
    if n + 1 >= hi or n + 1 in run:
        return False
    below = found[n + 1].text.strip()
    if _CHOICE.match(below):
        return False  # the answers to a question of a test
    return (
        ends_sentence(below)
        or below[-1] in "：:；;"
        or len(below) > 60
        or (enumerator(below) is not None or bool(_BARE_MARK.match(below)))
    )


def _heading_text(text: str) -> bool:
    """Could an enumerated block be a heading? One full stop may close it, inside a quotation or
    not."""
    text = text.strip()
    mark = enumerator(text) or _bare(text)
    body = re.sub(r"。([”’〞]?)$", r"\1", text) if text.count("。") == 1 else text
    return mark is not None and len(text) > mark.length and is_phrase(body)
