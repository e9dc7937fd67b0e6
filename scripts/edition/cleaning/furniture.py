"""furniture (版面残留): what the layout of a page or a previewer left in the text.

Page numbers, the number that a previewer puts before each chunk that it cut (``2、却难了``), and
reference marks that lost their brackets (``。3二要``).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from functools import cache

from edition import data
from edition.cleaning import wraps
from edition.cleaning.lines import Line, ends_sentence, fold, lines
from edition.cleaning.script import simplified
from edition.edit import Edit

CLS = "furniture"

_CHUNK = re.compile(r"(\d{1,3})[、.．]\s?")
_FEWEST_CHUNKS = 3
_SHORTEST_CHUNK = 100  # characters in the mean; the points of a list are shorter
_MOST_WHOLE = 0.5  # share of chunks that may begin after a full stop by chance


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    table = data.table("furniture")
    after = "|".join(table["after_mark"])
    return (
        re.compile("|".join(f"(?:{p})" for p in table["line"])),
        re.compile("|".join(f"(?:{p})" for p in table["span"])),
        re.compile(rf"(?<=[。！？；])\s?(\d{{1,2}})(?={after})"),
    )


def page_numbers(text: str) -> Iterator[Edit]:
    """Page numbers and running heads with a page number, as lines and inside lines."""
    whole, span, _ = _patterns()
    for line in lines(text):
        folded = fold(simplified(line.text.strip())) if "页" in line.text else line.text.strip()
        if folded and whole.fullmatch(folded):
            end = min(len(text), line.end + 1)
            yield Edit(line.start, text[line.start : end], "", CLS, "page-numbers")
            continue
        for match in span.finditer(line.text):
            # Between two sentences the number leaves a space behind, so they stay apart.
            inside = match.start() > 0 and match.end() < len(line.text)
            new = " " if inside and match[0][0].isspace() else ""
            yield Edit(line.start + match.start(), match[0], new, CLS, "page-numbers")


def chunk_numbers(text: str) -> Iterator[Edit]:
    """Numbers that a previewer put before its chunks: every line begins 1、2、3、… in order and
    most of them in mid-sentence, where no author begins a point."""
    rows = [line for line in lines(text) if not line.blank]
    run: list[tuple[Line, int]] = []
    for before, line in zip([None, *rows], rows, strict=False):
        match = _CHUNK.match(line.text)
        number = int(match[1]) if match else 0
        follows = bool(run) and before is run[-1][0]
        if match and ((not run and number == 1) or (follows and number == len(run) + 1)):
            run.append((line, match.end()))
        elif run:
            break
    if len(run) < _FEWEST_CHUNKS:
        return
    cut = sum(not ends_sentence(line.text) for line, _ in run[:-1])
    length = sum(len(line.text) for line, _ in run[:-1]) / (len(run) - 1)
    if cut < _MOST_WHOLE * (len(run) - 1) or length < _SHORTEST_CHUNK:
        return
    first, length = run[0]
    yield Edit(first.start, text[first.start : first.start + length], "", CLS, "chunk-numbers")
    for (before, skip), (line, length) in itertools.pairwise(run):
        # A chunk begins a line only because it was cut there, so the break goes with the number;
        # but where lines wrapped to spaces and the cut fell on a wrap, it becomes that space.
        old = text[before.end : line.start + length]
        new = wraps.joint(text, (before.start + skip, before.end), (line.start + length, line.end))
        yield Edit(before.end, old, new, CLS, "chunk-numbers")


def reference_marks(text: str) -> Iterator[Edit]:
    """Reference numbers that lost their brackets: ``任用干部。3二要建立`` → ``。二要``."""
    for match in _patterns()[2].finditer(text):
        yield Edit(match.start(), match[0], "", CLS, "reference-marks")
