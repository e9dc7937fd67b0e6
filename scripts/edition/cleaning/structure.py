"""structure (结构): blocks set apart, headings found and given their level.

Notation of the text from here on: blocks are parted by one blank line, a heading begins with
its ``#``s and a blank, and a paragraph that itself begins with ``#`` gets a backslash before it
(so nothing in a witness can pass for a heading). A single line break inside a block is layout,
for `reflow` to decide.

Steps, each with its own input: `paragraphs`, `run_in_headings`, `headings`, and what a person
ruled, `ruled`. They read Simplified text (tables have one form); `script.seen_simplified` lets
them see a Traditional one so.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from edition import data
from edition.cleaning import wraps
from edition.cleaning.enumerators import Enumerator, enumerator
from edition.cleaning.lines import CLOSERS, HAN, Line, ends_sentence, lines
from edition.cleaning.patterns import pattern
from edition.edit import Edit
from edition.rulings import Break

CLS = "structure"
BREAK = "\n\n"

_LONG_LINE = 150  # characters; a longer line may hold several paragraphs
_SHORTEST_PROSE = 30  # characters; shorter lines may be verse or a list
_LONGEST_HEADING = 60
_LONGEST_LEAD = 45  # a first sentence up to this length may be a run-in heading
_LONGEST_UNLIKE = 32  # the same where siblings do not end alike
_SHORTEST_BODY = 20  # characters of a paragraph that shows there is a text below a title
_SHORTEST_REST = 40  # characters in the mean below a run-in heading
_LONGEST_TITLE = 45
_BLANKS = pattern(rf"(?<=[{HAN}。！？：；”’）》】.!?:;)\]\"]) +(?=\S)")
# An indent inside a line is where a paragraph began.
_INDENT = pattern(r"(?<=[。！？”’：])\u3000{2,4}(?=[^\s\u3000])")
_FILE_ENDING = pattern(
    r"(?:[(（]?(?:共|精选)?\d+篇[)）]?)?\.(?:docx?|pdf|pptx?|xlsx?|txt|wps|rtf)$", re.I
)
_TITLE_STOP = pattern(r"([^，。；：！？,;:!?\s]{6,40})(\s+[。.]\s*)(?=\S)")
_REFERENCES = pattern(r"(?:(?<=[\s。])|^)参\s?考\s?文\s?献(\s*[:：]?\s*)(?=\[1\])", re.M)
_SENTENCE_MARKS = "。！？!?；;，,、：:…"
_PIECE = pattern(
    r"(?P<stem>[^-*:：=/|#][^:：=/|]{3,39}?)(?<![\d-])(?:\d{1,2}|[(（]?[一二三四五六七八九十]{1,2}[)）]?|[(（]\d{1,2}[)）])"
)
_PIECE_FRONT = pattern(r"(?P<stem>第|篇|范文)[一二三四五六七八九十\d]{1,3}篇?[:：\s]?.{0,40}")
_ANNOUNCES = pattern(r"(?:[：:]|如左|如下|下列|左列)[^。]{0,8}$")
_NO_PHRASE = pattern(r"[。！？；]|://|\]\(|`|\n.*\n")
_CHOICE = pattern(r"[A-Ha-h]\s?[.、．:：)）]")
_ESCAPED = pattern(r"^\\(?=\\*#)", re.MULTILINE)
_LISTED = pattern(r"[ \t\u3000]*(?:[-*+>|] ?|:::|#|〔|!\[|\d{1,3}[.)] |<)")
_HAN_END = pattern(rf"[{HAN}]\s*$")
_INNER_MARK = pattern(r"[，。；：、,;:].")
_BEGINS_WIDE = pattern(rf"[{HAN}，。；：？！、“”‘’（）《》]")
_SPOKEN = pattern(r"[我你他她它们了吗呢吧？！]|这[个是种些]|那[个是种些]|是不是|(?:的|是)话$")
_QUOTED = pattern(r"[“《][^”》]*[”》]")
_BARE_MARK = pattern(rf"[、.．]\s?(?=[{HAN}])")  # an enumerator that lost its number


@dataclass(frozen=True, slots=True)
class Block:
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


# ── paragraphs ──────────────────────────────────────────────────────────────────────────────


def paragraphs(text: str) -> Iterator[Edit]:
    """Blank lines between blocks, wherever the witness has one line break, a space or nothing."""
    rows = [line for line in lines(text) if not line.blank]
    if not rows:
        return
    if rows[0].start:
        yield Edit(0, text[: rows[0].start], "", CLS, "outer-blank-lines")
    wrapped = _wrapped_at(rows)
    for n, line in enumerate(rows):
        if line.text[0] == "#" or re.match(r"\\+#", line.text):
            yield Edit(line.start, "", "\\", CLS, "literal-number-sign")
        yield from _inside(text, line, first=n == 0)
        gap_end = rows[n + 1].start if n + 1 < len(rows) else len(text)
        gap = text[line.end : gap_end]
        if n + 1 == len(rows):
            if gap:
                yield Edit(line.end, gap, "", CLS, "outer-blank-lines")
        elif goes_on(line.text, rows[n + 1].text, wrapped, parted=gap.count("\n") > 1):
            if gap != "\n":
                yield Edit(line.end, gap, "\n", CLS, "sentence-goes-on")
        elif gap != BREAK:
            yield Edit(line.end, gap, BREAK, CLS, "paragraph")


def _wrapped_at(rows: Sequence[Line]) -> int:
    """The width at which line breaks wrap this text; 0 if a line is a paragraph.

    Wrapped prose has most lines full, many of them broken inside a word (verse of one length
    breaks at its marks), and marks inside its lines.
    """
    lengths = [len(line.text.rstrip()) for line in rows]
    if len(rows) < 8:
        return 0
    longest = sorted(lengths)[int(0.9 * len(lengths))]
    if not 18 <= longest <= 60:
        return 0
    full = [n for n, length in enumerate(lengths[:-1]) if longest - 2 <= length <= longest + 2]
    broken = sum(bool(_HAN_END.search(rows[n].text)) for n in full)
    inner = sum(bool(_INNER_MARK.search(rows[n].text)) for n in full)
    wraps_on = 2 * len(full) >= len(rows) and 2 * broken >= len(full) and 2 * inner >= len(full)
    return longest if wraps_on or _indents_tell(rows, set(full)) else 0


def _indents_tell(rows: Sequence[Line], full: set[int]) -> bool:
    """Do indents tell paragraphs from wraps: some lines have one, and those without one follow
    a full line, in mid-sentence more often than not?"""
    flush = [n for n in range(1, len(rows)) if not rows[n].text[0].isspace()]
    if len(flush) < 3 or len(rows) - len(flush) < 3:
        return False
    after_full = [n for n in flush if n - 1 in full]
    unended = sum(not ends_sentence(rows[n - 1].text) for n in after_full)
    return 10 * len(after_full) >= 9 * len(flush) and 2 * unended >= len(after_full)


def goes_on(line: str, following: str, wrapped: int = 0, parted: bool = False) -> bool:
    """Is the sentence at the end of ``line`` continued in ``following``, so that the break
    between them is layout? ``wrapped``: the width of a text with hard wraps, else 0;
    ``parted``: a blank line stands between them."""
    before, after = line.rstrip(), following.lstrip(" \t　")
    if _LISTED.match(after) or _LISTED.match(before):
        return False
    if after[0] in "，。；：？！、”’）》」』】" or (
        after[0] in ",;:?!)" and bool(_BEGINS_WIDE.match(before[-1]))
    ):
        return True  # nothing begins with a mark that closes
    if parted:
        return False
    dangling = bool(re.match(rf"[{HAN}]", after)) and _dangles(before)
    indented = following[0] in "\u3000\t" or (following.startswith("  ") and not dangling)
    if wrapped:
        return _wraps_on(before, after, indented, wrapped)
    if enumerator(after) or indented or ends_sentence(before):
        return False
    if max(len(before), len(after)) < _SHORTEST_PROSE:
        return False  # verse, lists, labels
    return dangling or (before[-1] in "，、," and len(before) >= _SHORTEST_PROSE)


def _wraps_on(before: str, after: str, indented: bool, width: int) -> bool:
    if indented or enumerator(after) or (enumerator(before) and len(before) < width - 2):
        return False
    return len(before) >= width - 3


def _dangles(line: str) -> bool:
    """Does it end in a word that cannot end a sentence? A short line that ends in a small word
    (的, 和) may be a title, one that ends in 并广泛 is none."""
    match = _dangling().search(line)
    return match is not None and (match["adverb"] is not None or len(line) >= _SHORTEST_PROSE)


@cache
def _dangling() -> re.Pattern[str]:
    table = data.table("headings")["dangling"]
    whole = "".join(f"(?<!{word[:-1]})" for word in table["whole"])
    words = "|".join(sorted(table["words"], key=len, reverse=True))
    adverbs = rf"(?:{'|'.join(table['after'])})(?:{'|'.join(table['adverbs'])})"
    return re.compile(rf"(?:{whole}(?:{words})|(?P<adverb>{adverbs}))$")


def _inside(text: str, line: Line, first: bool) -> Iterator[Edit]:
    """Block boundaries inside one line."""
    start, end = line.start, line.end
    found: dict[int, Edit] = {}
    if first:
        found |= _title(text, line)
    if "[1]" in line.text:
        for match in _REFERENCES.finditer(text, start, end):
            found |= _reference_list(text, match, end)
            end = match.start()
    places: list[int] = []
    if "\u3000" in line.text:
        places = [m.end() for m in _INDENT.finditer(text, start, end)]
    if not places and " " in line.text:
        places = list(wraps.breaks(text, start, end))
        if not places and end - start > _LONG_LINE:
            places = list(_run_on(text, start, end))
    for place in places:
        lo = place
        while text[lo - 1] in " 　":
            lo -= 1
        hi = place
        while text[hi] in " 　":
            hi += 1
        if not any(edit.start <= hi and lo <= edit.end for edit in found.values()):
            found[lo] = Edit(lo, text[lo:hi], BREAK, CLS, "paragraph")
    yield from (found[at] for at in sorted(found))


def _title(text: str, line: Line) -> dict[int, Edit]:
    """A title at the very beginning: a file name without its ending, or words set off from the
    first sentence by a blank before their stop (``…长效机制 。党的…``)."""
    ending = _FILE_ENDING.search(line.text.rstrip())
    if ending:
        at = line.start + ending.start()
        return {at: Edit(at, ending[0], "", CLS, "title")}
    run_in = _TITLE_STOP.match(line.text)
    if run_in:
        at = line.start + run_in.start(2)
        return {at: Edit(at, run_in[2], BREAK, CLS, "title")}
    return {}


def _reference_list(text: str, match: re.Match[str], end: int) -> dict[int, Edit]:
    """参考文献 and each [n] after it, in order, as blocks."""
    found = {}
    lo = match.start()
    while lo and text[lo - 1] in " 　":
        lo -= 1
    if lo and text[lo - 1] != "\n":
        found[lo] = Edit(lo, text[lo : match.start()], BREAK, CLS, "references")
    found[match.start(1)] = Edit(match.start(1), match[1], BREAK, CLS, "references")
    at, number = match.end() + 3, 2
    while (entry := re.compile(rf"\s*(?=\[{number}\])").search(text, at, end)) is not None:
        found[entry.start()] = Edit(entry.start(), entry[0], BREAK, CLS, "references")
        at, number = entry.end() + 3, number + 1
    return found


def _run_on(text: str, start: int, end: int) -> Iterator[int]:
    """Boundaries in a line whose paragraphs were joined with blanks: a blank behind a full stop,
    before an enumerator, and behind the heading that an enumerator began."""
    blanks = list(_BLANKS.finditer(text, start, end))
    boundaries = []
    at = start
    for match in blanks:
        before = text[at : match.start()]
        is_heading = enumerator(before) is not None and len(before) <= _LONGEST_HEADING
        if (
            ends_sentence(before)
            or enumerator(text, match.end())
            or (is_heading and "。" not in before)
        ):
            boundaries.append(match.end())
            at = match.end()
    if len(boundaries) >= 2 and len(boundaries) >= 0.6 * len(blanks):
        yield from boundaries


# ── run-in headings ─────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _Point:
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
        return 0 < self.lead < len(self.block.text)


def is_phrase(text: str) -> bool:
    """Could the whole block be a heading: short, and no sentence?"""
    stripped = text.rstrip().rstrip(CLOSERS)
    return (
        len(text) <= _LONGEST_HEADING
        and bool(stripped)
        and stripped[-1] not in _SENTENCE_MARKS
        and not _NO_PHRASE.search(stripped)
    )


def run_in_headings(text: str) -> Iterator[Edit]:
    """Headings that run on into their paragraph, split where the heading ends; the full stop or
    comma that closed it goes, unless it is inside a quotation.

    Judged among siblings: at least two, and two thirds of them must be phrases or begin with a
    short sentence; a single numbered paragraph stays as it is.
    """
    edits = []
    for group in _siblings(text):
        if not _alike(group):
            continue
        splits = [_split(point) for point in group if not point.alone]
        fit = len(group) - splits.count(None)
        if len(group) >= 2 and 3 * fit >= 2 * len(group):
            edits += [edit for edit in splits if edit]
    yield from sorted(edits, key=lambda edit: edit.start)


def _alike(group: Sequence[_Point]) -> bool:
    """Do the short first sentences of siblings read like headings: alike in how they end, or
    short; and none that speaks as a sentence does (我觉得慢了一点。)?"""
    leads = [
        p.block.text[p.mark.length : p.lead].rstrip("。" + CLOSERS) for p in group if p.runs_in
    ]
    if any(_SPOKEN.search(_QUOTED.sub("", lead)) for lead in leads):
        return False
    rests = [len(p.block.text) - p.lead for p in group if p.runs_in]
    if rests and sum(rests) < _SHORTEST_REST * len(rests):
        return False  # points, each of a sentence or two
    endings = Counter(lead[-2:] for lead in leads)
    shared = endings.most_common(1)[0][1] if leads else 0
    return 3 * shared >= 2 * len(leads) or all(len(lead) <= _LONGEST_UNLIKE for lead in leads)


def _siblings(text: str) -> list[list[_Point]]:
    """Blocks with enumerators of one style, in runs: a number that does not go up, or an
    enumerator of a higher kind between, begins a new run."""
    kinds = [row["kind"] for row in data.table("headings")["enumerator"]]
    open_runs: dict[str, list[_Point]] = {}
    runs: list[list[_Point]] = []
    for block in blocks(text):
        block = _unindented(block)
        mark = enumerator(block.text)
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
        run.append(_Point(block, mark, _lead(block.text, mark.length)))
    return runs


def _unindented(block: Block) -> Block:
    text = block.text.lstrip(" \t\u3000")
    return Block(block.end - len(text), block.end, text)


def _lead(text: str, at: int) -> int:
    """The length of the first sentence, its mark and closing quotation marks included; 0 if it
    ends later than a heading would."""
    depth = 0
    for i in range(at, min(len(text), _LONGEST_LEAD + at)):
        char = text[i]
        depth += (char in "“‘（(《") - (char in "”’）)》〞")
        if char in "。！？":
            end = i + 1
            if depth > 0 and end < len(text) and text[end] in CLOSERS:
                return end + 1
            if depth <= 0:
                return end
        if char == "：" or (char == ":" and depth <= 0):
            return 0  # an announcement, not a heading
    return 0


def _split(point: _Point) -> Edit | None:
    """The edit that parts a heading from its paragraph."""
    text, start = point.block.text, point.block.start
    if point.runs_in:
        end = point.lead
        while end < len(text) and text[end] == " ":
            end += 1
        at = point.lead - (text[point.lead - 1] == "。")
        return Edit(start + at, text[at:end], BREAK, CLS, "run-in-heading")
    length = point.mark.length
    for word in data.table("headings")["closed"]["words"]:
        if text.startswith(word, length) and len(text) > length + len(word):
            at = length + len(word)
            return Edit(start + at, "", BREAK, CLS, "run-in-heading")
    openers = "|".join(map(re.escape, wraps.openers()))
    match = re.compile(rf"(?<=[{HAN}])(?:{openers})").search(
        text, length + 4, length + _LONGEST_HEADING
    )
    if match and "。" not in text[: match.start()]:
        return Edit(start + match.start(), "", BREAK, CLS, "run-in-heading")
    clauses = "|".join(data.table("headings")["clause_openers"]["words"])
    match = re.compile(rf"[，,](?=(?:{clauses}))").search(text, length + 4, length + 25)
    if match and not re.search(r"[，,。]", text[length : match.start()]):
        return Edit(start + match.start(), match[0], BREAK, CLS, "run-in-heading")
    return None


def ruled(text: str, breaks: Sequence[Break]) -> Iterator[Edit]:
    """Block boundaries that a person set: before the words of each ruling."""
    for ruling in breaks:
        at = text.find(ruling.before)
        if at > 0 and not text.endswith(BREAK, 0, at):
            lo = at
            while text[lo - 1] in " \u3000\n":
                lo -= 1
            yield Edit(lo, text[lo:at], BREAK, CLS, "person", ruling.reason)


# ── headings ────────────────────────────────────────────────────────────────────────────────


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
    for n, block in enumerate(found):
        if re.fullmatch(r"参\s?考\s?文\s?献[:：]?", block.text.strip()) and n + 1 < len(found):
            levels[n] = 2
    borders = [0, *pieces, len(found)]
    for lo, hi in itertools.pairwise(borders):
        levels |= _section_levels(found, lo, hi, 3 if pieces else 2, levels)
    for n, level in sorted(levels.items()):
        block = found[n]
        lead = len(block.text) - len(block.text.lstrip(" \t　"))
        yield Edit(block.start, block.text[:lead], "#" * level + " ", CLS, "heading")
        closing = re.search(r"[。：:]\s*$", block.text)
        if closing and level > 1:
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
