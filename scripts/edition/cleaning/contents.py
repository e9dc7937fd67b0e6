"""structure (结构): tables of contents, whose entries are no headings."""

from __future__ import annotations

import re
from collections.abc import Sequence

from edition.cleaning.blocks import Block, is_phrase
from edition.cleaning.patterns import pattern

_LONGEST = 26  # characters
_LONGEST_ENTRY = 80
_CONTENTS = pattern(r"目\s*[录錄次]")
_PAGE_NUMBER = pattern(r".*(?:[(（]\d{1,3}[)）]|[.…·]{2,}\s*\d{1,3})$")


def _has_page(entry: str) -> bool:
    ends = entry[-1:].isdigit() or entry[-1:] in ")）"
    return ends and _PAGE_NUMBER.fullmatch(entry) is not None


def entries(found: Sequence[Block]) -> set[int]:
    """The blocks of a table of contents: behind 目录 or with page numbers, until a paragraph or
    until the first entry comes again."""
    inside: set[int] = {
        n
        for n, block in enumerate(found)
        if len(block.text) <= _LONGEST_ENTRY and _has_page(block.text.strip())
    }
    inside = {n for n in inside if inside & {n - 1, n + 1}}
    for n, block in enumerate(found):
        if len(block.text) > _LONGEST or not _CONTENTS.fullmatch(block.text.strip()):
            continue
        seen: list[str] = []
        for m in range(n + 1, len(found)):
            entry = re.sub(r"[\W\d]", "", found[m].text)
            if not is_phrase(found[m].text.strip()) or entry in seen:
                if m not in inside and entry not in seen and m - 1 > n:
                    inside.discard(m - 1)  # the heading of that paragraph
                break
            inside.add(m)
            seen.append(entry)
    return inside
