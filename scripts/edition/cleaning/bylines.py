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
from dataclasses import dataclass
from functools import cache

from edition import data
from edition.cleaning import names
from edition.cleaning.blocks import blocks
from edition.cleaning.patterns import one_of
from edition.cleaning.script import simplified
from edition.edit import Edit

CLS = "metadata"


@dataclass(frozen=True, slots=True)
class _Form:
    """A row of the table: ``last`` only at the end of the text, ``sure`` of names that no word is."""

    key: str
    shape: re.Pattern[str]
    last: bool
    sure: bool

    def search(self, words: str) -> re.Match[str] | None:
        """Where it stands in ``words``, if those are names whom it names."""
        match = self.shape.search(words)
        return match if match and self._named(match.groupdict().get("names")) else None

    def _named(self, said: str | None) -> bool:
        if said is None:
            return True
        found = names.parted(simplified(_roles().sub(" ", said)))
        return bool(found) and all(map(names.is_sure if self.sure else names.is_name, found))


@cache
def _forms() -> tuple[_Form, ...]:
    return tuple(
        _Form(
            row["key"], re.compile(row["pattern"]), row.get("last", False), row.get("sure", False)
        )
        for row in data.table("metadata")["credit"]
    )


@cache
def _roles() -> re.Pattern[str]:
    return re.compile(one_of(data.table("metadata")["credits"]["roles"]))


def signed(text: str) -> Iterator[Edit]:
    """Each such credit, in order; a block is never left empty."""
    found = blocks(text)
    for block in found:
        for form in _forms():
            match = form.search(block.text) if not form.last or block is found[-1] else None
            if match is None or len(match[0]) == len(block.text.strip()):
                continue
            yield Edit(block.start + match.start(), match[0], "", CLS, form.key)
            break


def begins(words: str) -> int:
    """Where the credit begins with which words end (……的问题。本报记者 陈小满), else their length."""
    found = [form.search(words) for form in _forms()]
    return min((m.start() for m in found if m and m.end() == len(words)), default=len(words))
