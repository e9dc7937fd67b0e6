"""structure (结构): paragraphs set apart, and the lines that are none.

A block ends where the witness has a line break, a blank or nothing; a sentence that layout broke
over two lines is one block. What is said of notation stands in `structure`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from edition import data
from edition.cleaning import wraps
from edition.cleaning.blocks import BREAK, CLS, LONGEST_HEADING
from edition.cleaning.enumerators import enumerator
from edition.cleaning.lines import HAN, Line, ends_sentence, lines
from edition.cleaning.patterns import pattern
from edition.edit import Edit

_LONG_LINE = 150  # characters; a longer line may hold several paragraphs
_SHORTEST_PROSE = 30  # characters; shorter lines may be verse or a list
_BLANKS = pattern(rf"(?<=[{HAN}。！？：；”’）》】.!?:;)\]\"]) +(?=\S)")
# An indent inside a line is where a paragraph began.
_INDENT = pattern(r"(?<=[。！？”’：])\u3000{2,4}(?=[^\s\u3000])")
_FILE_ENDING = pattern(
    r"(?:[(（]?(?:共|精选)?\d+篇[)）]?)?\.(?:docx?|pdf|pptx?|xlsx?|txt|wps|rtf)$", re.I
)
_TITLE_STOP = pattern(r"([^，。；：！？,;:!?\s]{6,40})(\s+[。.]\s*)(?=\S)")
_REFERENCES = pattern(r"(?:(?<=[\s。])|^)参\s?考\s?文\s?献(\s*[:：]?\s*)(?=\[1\])", re.M)
_CHAPTER = pattern(
    rf"(?:[{HAN}（）《》]{{4,30}}(?=第一章))?(?P<chapter>第[一二三四五六七八九十\d]{{1,3}}章\s?[{HAN}]{{2,12}}?)"
    rf"\s?(?P<article>第[一二三四五六七八九十百\d]{{1,4}}条)"
)
_LISTED = pattern(r"[ \t\u3000]*(?:[-*+>|] ?|:::|#|〔|!\[|\d{1,3}[.)] |<)")
_LONGEST_ENDING = 12  # characters at the end of a line that tell whether its sentence goes on
_HAN_END = pattern(rf"[{HAN}]\s*$")
_INNER_MARK = pattern(r"[，。；：、,;:].")
_BEGINS_WIDE = pattern(rf"[{HAN}，。；：？！、“”‘’（）《》]")


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
    broken = sum(bool(_HAN_END.search(rows[n].text[-3:])) for n in full)
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
    match = _dangling().search(line[-_LONGEST_ENDING:])
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
    places = list(_chapters(line))
    if not places and "\u3000" in line.text:
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


def _chapters(line: Line) -> Iterator[int]:
    """In a statute whose lines were run together: before 第一章, behind a chapter's name."""
    match = _CHAPTER.match(line.text)
    if match:
        if match.start("chapter"):
            yield line.start + match.start("chapter")
        yield line.start + match.start("article")


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
        is_heading = enumerator(before) is not None and len(before) <= LONGEST_HEADING
        if (
            ends_sentence(before)
            or enumerator(text, match.end())
            or (is_heading and "。" not in before)
        ):
            boundaries.append(match.end())
            at = match.end()
    if len(boundaries) >= 2 and len(boundaries) >= 0.6 * len(blanks):
        yield from boundaries
