"""Search index: what the browser searches, as one script of plain text.

    pages of the built site  →  index()  →  search/texts-<hash>.js

The index holds the words that a reader sees, once, in their order, and little else: no words cut,
no positions. What makes a search fast is done in the browser in one pass over the text
(docs/assets/javascripts/search-collection.js, which says how).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from edition.alike import folds, pinyin
from edition.searchpage import Page

PARTS = ("collection", "witness", "names", "places", "query", "rank", "items", "answer")
"""What reads the index, in the order of who needs whom: ``search-<part>.js``."""


def code(folder: Path) -> str:
    """The code that reads the index, without comments and indents."""
    found = []
    for part in PARTS:
        source = (folder / f"search-{part}.js").read_text("utf-8")
        source = re.sub(r"^\s*/\*.*?\*/\s*?$", "", source, flags=re.DOTALL | re.MULTILINE)
        source = re.sub(r"^\s*//.*$", "", source, flags=re.MULTILINE)
        found += [line.strip() for line in source.splitlines() if line.strip()]
    return "\n".join(found) + "\n"


def index(pages: Iterable[Page]) -> str:
    """The script that hands the index over: ``searchIndex({…})``, JSON but for its call."""
    ordered = sorted(pages, key=lambda page: page.url)
    tags = sorted({tag for page in ordered for tag in page.tags})
    text = "\f".join("\n".join(_lines(page)) for page in ordered)
    names = [name for page in ordered for name in (page.blocks[0].text, *page.forms)]
    hard, soft = folds("\n".join([text, *names, *tags]))
    found = {
        "text": text,
        "pages": [_row(page, tags) for page in ordered],
        "tags": tags,
        "fold": hard,
        "softFold": soft,
        "pinyin": pinyin({char for name in names for char in name}),
    }
    return f"searchIndex({json.dumps(found, ensure_ascii=False, separators=(',', ':'))});\n"


def _lines(page: Page) -> Iterator[str]:
    for block in page.blocks:
        yield block.text.replace("\n", " ").replace("\f", " ")
    yield from (fact.replace("\n", " ").replace("\f", " ") for fact in page.facts)


def _row(page: Page, tags: Sequence[str]) -> list[object]:
    """[url, kind, layout, ids, tags, emendations, forms], shorn of what is empty at its end.

    ``layout`` has a character for each line of the page: ``p`` for a paragraph with the next id
    of p1, p2, …; ``1`` to ``6`` for a heading with the next of s1, s2, …; ``x`` and ``A`` to ``F``
    for one whose id stands in ``ids``; ``m`` for a fact. Emendations are a flat list: UTF-16 units
    from the end of the last one (or the page's beginning), length, the witness's words.
    """
    layout, ids = "", []
    counts = {"p": 0, "s": 0}
    for block in page.blocks:
        letter = "s" if block.level else "p"
        if block.id == f"{letter}{counts[letter] + 1}":
            counts[letter] += 1
            layout += str(block.level) if block.level else "p"
        else:
            layout += " ABCDEF"[block.level] if block.level else "x"
            ids.append(block.id)
    layout += "m" * len(page.facts)
    while ids and not ids[-1]:
        ids.pop()
    emendations: list[object] = []
    before = last = 0
    for block in page.blocks:
        for start, length, witness in sorted(block.emendations):
            at = before + _units(block.text[:start])
            size = _units(block.text[start : start + length])
            emendations += [at - last, size, witness]
            last = at + size
        before += _units(block.text) + 1
    row: list[object] = [page.url, page.kind, layout, ids]
    row += [[tags.index(tag) for tag in page.tags], emendations, list(page.forms)]
    while row[-1] == []:
        row.pop()
    return row


def _units(text: str) -> int:
    """Length as a browser counts it."""
    return len(text) + sum(char > "\uffff" for char in text)
