"""metadata (题署): who wrote a text, said before its first sentence or behind the last one of a block.

    ……并回答了记者的另外几个问题。本报记者 张小瑾        a newspaper that was run together
    ……确保高质量完成整改任务。（县政府办供稿）            the office that sent it in
    【某某网记者 陈小君】这两天……

In: a text in blocks. Out: edits (offsets in code points). The forms are in `data/metadata.toml`; what they
name must be a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from edition import data
from edition.cleaning import names
from edition.cleaning.blocks import blocks
from edition.cleaning.script import simplified
from edition.edit import Edit

CLS = "metadata"


@cache
def _forms() -> tuple[tuple[str, re.Pattern[str], bool], ...]:
    """(key, pattern, only at the end of the text?) of every row."""
    return tuple(
        (row["key"], re.compile(row["pattern"]), row.get("last", False))
        for row in data.table("metadata")["credit"]
    )


def signed(text: str) -> Iterator[Edit]:
    """Each such credit, in order; a block is never left empty."""
    found = blocks(text)
    for block in found:
        for key, form, last in _forms():
            match = form.search(block.text) if not last or block is found[-1] else None
            if match is None or not _named(match) or len(match[0]) == len(block.text.strip()):
                continue
            yield Edit(block.start + match.start(), match[0], "", CLS, key)
            break


def closes(words: str) -> bool:
    """Do words end with a credit behind a sentence (……的问题。本报记者陈小满)?"""
    found = (form.search(words) for _, form, _ in _forms())
    return any(match and match.end() == len(words) and _named(match) for match in found)


def _named(match: re.Match[str]) -> bool:
    found = match.groupdict().get("names")
    return found is None or all(names.is_name(simplified(n)) for n in names.parted(found))
