"""A page as a search has it: its words, line by line, as a reader sees them.

    HTML of the page's content + front matter  →  page()  →  Page

Of a term's page the concordance is left out and what names other terms, and of the lists of
texts, terms, tags and parallels all but their titles: their lines stand elsewhere already.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

from edition.facts import FACTS

_FACTS = FACTS | {"description": "提要"}  # what is searched and stands beside the words
_KINDS = {"text": "text", "term": "term"}  # all else belongs to the site
_LISTS = {"texts", "terms", "tags", "parallels"}
_OTHER_TERMS = ("参见　", "同段常见　", "标签　")
_BLOCKS = frozenset(
    [
        "p",
        "li",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "td",
        "th",
        "dt",
        "dd",
        "blockquote",
        "pre",
        "figcaption",
        "summary",
        "div",
        "section",
        "aside",
    ]
)
_VOID = frozenset(["br", "hr", "img", "input", "link", "meta", "wbr", "col", "source"])
_SKIPPED_CLASSES = frozenset(("notes", "kwic"))
_SKIPPED_TAGS = frozenset(("script", "style", "template", "svg"))


@dataclass(slots=True)
class Block:
    """A line of a page: a heading of some level, or a paragraph (0)."""

    id: str
    level: int
    text: str = ""
    emendations: list[tuple[int, int, str]] = field(default_factory=list)
    """Where in ``text`` an emendation stands, how long it is, and the witness's words."""


# The links around terms, a third of all tags in a text, tell the index nothing.
_TERM = re.compile(r'<a class="term[^>]*>(.*?)</a>', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Page:
    """A page as the index takes it. ``forms`` are all the forms of a term."""

    url: str
    kind: str
    blocks: Sequence[Block]
    tags: Sequence[str] = ()
    facts: Sequence[str] = ()
    forms: Sequence[str] = ()


def page(
    url: str, html: str, meta: Mapping[str, object], title: str, forms: Sequence[str] = ()
) -> Page:
    """The page at ``url``, from the HTML of its content and its front matter."""
    kind = str(meta.get("kind", ""))
    reader = _Reader()
    reader.feed(_TERM.sub(r"\1", html))
    reader.close()
    blocks = [block for block in reader.blocks if block.text]
    if not blocks or blocks[0].level != 1:
        blocks.insert(0, Block("", 1, title))
    if kind in _LISTS:
        blocks = blocks[:1]
    elif kind == "term":
        end = next((n for n, block in enumerate(blocks) if block.level > 1), len(blocks))
        blocks = [b for b in blocks[:end] if not b.text.startswith(_OTHER_TERMS)]
    keys = [key for key in _FACTS if meta.get(key) and kind == "text"]
    tags = meta.get("tags") or []
    return Page(
        url,
        _KINDS.get(kind, "site"),
        blocks,
        [str(tag) for tag in tags] if isinstance(tags, list) else [],
        [f"{_FACTS[key]} {_fact(meta[key])}" for key in keys],
        forms,
    )


def _fact(value: object) -> str:
    """As a template shows it: front matter holds HTML."""
    words = "、".join(map(str, value)) if isinstance(value, list) else str(value)
    reader = _Reader()
    reader.feed(words)
    reader.close()
    return " ".join(block.text for block in reader.blocks)


class _Reader(HTMLParser):
    """Collects the blocks of an article, each with its id and its emendations."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[Block] = []
        self._open: list[tuple[str, Block | None]] = []  # elements; those of inline marks: None
        self._block = Block("", 0)
        self._marks: list[tuple[int, str] | None] = []  # open inline elements
        self._skip = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self._block.text += "\n"
        if tag in _VOID:
            return
        given = {name: value or "" for name, value in attrs}
        classes = set(given.get("class", "").split())
        if (
            self._skip
            or tag in _SKIPPED_TAGS
            or classes & _SKIPPED_CLASSES
            or "data-search-exclude" in given
        ):
            self._skip += 1
        elif tag in _BLOCKS:
            self._begin(given.get("id", ""), int(tag[1]) if re.fullmatch(r"h[1-6]", tag) else 0)
        else:
            witness = given.get("data-witness") if "emendation" in classes else None
            self._marks.append(None if witness is None else (len(self._block.text), witness))

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID:
            return
        if self._skip:
            self._skip -= 1
        elif tag in _BLOCKS:
            self._begin("", 0)
        elif self._marks and (mark := self._marks.pop()) is not None:
            start, witness = mark
            length = len(self._block.text) - start
            self._block.emendations.append((start, length, " ".join(witness.split())))

    def handle_data(self, data: str) -> None:
        if not self._skip:
            self._block.text += data

    def close(self) -> None:
        super().close()
        self._begin("", 0)

    def _begin(self, id: str, level: int) -> None:
        if self._block.text.strip():
            self.blocks.append(_trimmed(self._block))
        self._block = Block(id, level)
        self._marks.clear()


def _trimmed(block: Block) -> Block:
    """The block with its blanks made one each, and none at its ends."""
    text = re.sub(r"[\x00-\x08\x0b\x0e-\x1f\ue000]", "", block.text)
    if re.search(r"\s\s|[^\S \u3000]|^\s|\s$", text) is None and len(text) == len(block.text):
        return block
    # The ends of marks ride along as a private character.
    for at in sorted({n for s, k, _ in block.emendations for n in (s, s + k)}, reverse=True):
        text = text[:at] + "\ue000" + text[at:]
    text = re.sub(r"(?<=\ue000) | (?=\ue000 )", "", re.sub(r"[^\S\u3000]+", " ", text)).strip()
    ends = sorted({n for s, k, _ in block.emendations for n in (s, s + k)})
    places = [m.start() - n for n, m in enumerate(re.finditer("\ue000", text))]
    moved = dict(zip(ends, places, strict=False))
    emendations = [
        (moved[s], moved[s + k] - moved[s], witness)
        for s, k, witness in block.emendations
        if s in moved and s + k in moved
    ]
    return Block(block.id, block.level, text.replace("\ue000", ""), emendations)
