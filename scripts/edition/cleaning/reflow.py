"""reflow (断行): spaces and line breaks that layout left inside a sentence.

Layout only: the sequence of the other characters is not touched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from edition.cleaning.lines import HAN
from edition.edit import Edit

CLS = "reflow"

_WIDE = rf"{HAN}，。；：？！、（）《》〈〉【】「」『』“”‘’〞…—·"
_MARKS = ",;:?!)("
# Blanks that come to nothing: at the ends of a line, between full-width characters, between
# these and ASCII marks, inside a spaced enumerator (1 . 一些).
_NOTHING = re.compile(
    rf"(?P<kept>^#{{1,4}} |^第[一二三四五六七八九十百千零〇\d]+[条章节编款篇][ \u3000])"
    r"|(?P<edge>^[ \t\u3000]+|[ \t\u3000]+$)"
    r"|(?P<point>(?:(?<=^)|(?<=^\#\ )|(?<=^\#\#\ )|(?<=^\#\#\#\ )|(?<=^\#\#\#\#\ ))"
    rf"\d{{0,2}}[ \t]*[.．、][ \t]*(?=[{HAN}“《]))"
    rf"|(?<=[{_WIDE}])(?P<gap>[ \t]+)(?=[{_WIDE}{_MARKS}.])"
    rf"|(?<=[{_MARKS}])(?P<mark>[ \t]+)(?=[{_WIDE}])",
    re.MULTILINE,
)
_SOFT_BREAK = re.compile(r"(?<!\n)[ \t]*\n[ \t\u3000]*(?!\n)(?=.)")


def line_breaks(text: str) -> Iterator[Edit]:
    """Line breaks inside a block: gone, or a space between two words in Latin letters."""
    for match in _SOFT_BREAK.finditer(text):
        if match.start() == 0:
            continue
        before, after = text[match.start() - 1], text[match.end()]
        latin = before.isascii() and after.isascii() and before not in "-"
        new = " " if latin and before.isalnum() | (before in ",.;:") and after.isalnum() else ""
        yield Edit(match.start(), match[0], new, CLS, "line-breaks")


def spaces(text: str) -> Iterator[Edit]:
    """Blanks between Han characters, around full-width marks, and at the ends of lines.

    A line of verse or a table set with blanks (春眠不觉晓　处处闻啼鸟) keeps them: there the
    blanks part pieces of equal length.
    """
    kept = set(_set_with_blanks(text))
    for match in _NOTHING.finditer(text):
        if match.lastgroup == "kept":
            continue
        if match.lastgroup == "point":
            new = re.sub(r"[ \t]", "", match[0])
            if new != match[0]:
                yield Edit(match.start(), match[0], new, CLS, "spaces")
            continue
        if match.lastgroup in ("gap", "mark") and match.start() in kept:
            continue
        yield Edit(match.start(), match[0], "", CLS, "spaces")


def _set_with_blanks(text: str) -> Iterator[int]:
    """Where the blanks of lines stand that are set with blanks on purpose: references, short
    lines of three and more parts, or of parts of equal length without any mark. (A blank as
    wide as a character, inside a line, is always on purpose.)"""
    at = 0
    for line in text.split("\n"):
        gaps = list(re.finditer(rf"(?<=[{_WIDE}])[ \t\u3000]+(?=[{_WIDE}])", line))
        if gaps and re.match(r"\[\d+\]", line):
            yield from (at + gap.start() for gap in gaps)
        elif gaps and len(line) <= 60:
            parts = re.split(r"[ \t\u3000]+", line.strip())
            equal = len({len(part) for part in parts}) == 1 and len(parts[0]) > 1
            if equal or (len(parts) >= 3 and not re.search(r"[，。；,;]", line)):
                yield from (at + gap.start() for gap in gaps)
        at += len(line) + 1
