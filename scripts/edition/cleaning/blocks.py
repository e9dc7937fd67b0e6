"""structure (结构): the notation of a text in blocks, which later steps share.

Blocks are parted by one blank line, a heading begins with its ``#``s and a blank, and a paragraph
that itself begins with ``#`` gets a backslash before it (so nothing in a witness can pass for a
heading). A single line break inside a block is layout, for `reflow` to decide.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from edition.cleaning.lines import CLOSERS
from edition.cleaning.patterns import pattern

CLS = "structure"
BREAK = "\n\n"

LONGEST_HEADING = 60
_SENTENCE_MARKS = "。！？!?；;，,、：:…"
_NO_PHRASE = pattern(
    r"[。！？；]|://|\]\(|`|\n.*\n|^[“「『].*——$|^[“「『].*[，,][”」』]"
)  # “你要是敢—— and “你听，”外公说 are said
_ESCAPED = pattern(r"^\\(?=\\*#)", re.MULTILINE)


class Block(NamedTuple):
    """A block of the text: [start, end) without the blank lines around it."""

    start: int
    end: int
    text: str


@lru_cache(maxsize=2)
def blocks(text: str) -> tuple[Block, ...]:
    """The blocks of a text in the notation above."""
    found = []
    at = 0
    for part in text.split(BREAK):
        if part.strip():
            found.append(Block(at, at + len(part), part))
        at += len(part) + len(BREAK)
    return tuple(found)


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
