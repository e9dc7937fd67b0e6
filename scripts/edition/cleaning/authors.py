"""Lines that are the author's by their form, so that no site's frame takes them.

An author's mark-up (## 目录, - [ ] 报名), the lines of a text that is wrapped at one width, and
headings right above their paragraph. What lines say is judged elsewhere (`likeness`, `signs`).
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from edition.cleaning import code, hardwraps
from edition.cleaning.lines import HAN, Line, ends_sentence
from edition.cleaning.patterns import pattern
from edition.cleaning.unnumbered import is_fixed

_MARKUP = pattern(r"\s*(?:#|[-*+] |>|\d{1,2}[.)] |\|.*\|\s*$)")
_PIECE = pattern(rf"[{HAN}].*(?:\d{{1,2}}|[一二三四五六七八九十]{{1,2}})")
_ENTRY = pattern(r".{2,60}?(?:…+|\.{3,}|·{3,}) ?\d{1,4}")  # of a table of contents
_REFERENCE = pattern(r"\[\d{1,3}\] ?\S.*\[(?:[A-Z]|EB|DB)(?:/OL)?\]")
_DRAWN = pattern(r"\s*[├└┌│]")
_LONGEST_PIECE = 30  # characters of the title of one of several pieces
_PARAGRAPH = 20  # characters of what stands below a heading


def lines(text: str, rows: Sequence[Line]) -> set[int]:
    """Which of the rows (lines of ``text`` that are not blank) are the author's by their form."""
    programs = list(code.stretches(text)) if code.may_have(text) else []
    marked = {
        i
        for i, line in enumerate(rows)
        if _MARKUP.match(line.text)
        or _DRAWN.match(line.text)
        or _ENTRY.fullmatch(line.bare)
        or any(lo <= line.start < hi for lo, hi in programs)
        or _REFERENCE.match(line.bare)
    }
    return marked | _headings(rows) | _wrapped(text, rows)


def _headings(rows: Sequence[Line]) -> set[int]:
    """Lines right above a paragraph that are headings by their wording (前言), or that name one of
    several pieces (秋天的作文1)."""
    return {
        i
        for i, (line, below) in enumerate(itertools.pairwise(line.bare for line in rows))
        if (is_fixed(line) or (len(line) <= _LONGEST_PIECE and _PIECE.fullmatch(line)))
        and len(below) >= _PARAGRAPH
        and ends_sentence(below)
    }


def _wrapped(text: str, rows: Sequence[Line]) -> set[int]:
    """Lines of a text that is wrapped at one width: the full ones, and those that go on with the
    sentence of a full one. Alone such a line may look like anything."""
    gaps = [text[a.end : b.start] for a, b in itertools.pairwise(rows)]
    wrap = hardwraps.wrapped_at(rows, gaps)
    if not wrap.width:
        return set()
    full = [wrap.of(line.text.rstrip()) >= wrap.width - 2 for line in rows]
    return {
        i
        for i, line in enumerate(rows)
        if full[i] or (i and full[i - 1] and not ends_sentence(rows[i - 1].text))
    }
