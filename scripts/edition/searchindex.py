"""Search index: what the browser searches, as one script of plain text.

    pages of the built site (HTML of the article)  →  index()  →  search/texts-<hash>.js

The index holds the words that a reader sees, once, in their order, and little else: no words cut,
no positions. What makes a search fast is done in the browser in one pass over the text
(docs/assets/javascripts/search-collection.js, which says how each field is read).

Of a term's page the concordance is left out, and of the lists of texts, terms and tags all but
their titles: their lines stand in the texts already.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

from edition import data

FACTS = {
    "author": "作者",
    "affiliation": "单位",
    "date": "日期",
    "source": "来源",
    "keywords": "关键词",
    "uploaded": "网站上传日期",
    "description": "提要",
}
"""What a page's front matter knows and a reader is shown: key → what it is called."""

_KINDS = {"text": "text", "term": "term"}  # all else belongs to the site
_LISTS = {"texts", "terms", "tags"}
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
_READINGS = 2  # of a character, in the order of how common they are


@dataclass(slots=True)
class Block:
    """A line of a page: a heading of some level, or a paragraph (0)."""

    id: str
    level: int
    text: str = ""
    emendations: list[tuple[int, int, str]] = field(default_factory=list)
    """Where in ``text`` an emendation stands, how long it is, and the witness's words."""


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
    reader.feed(html)
    reader.close()
    blocks = [block for block in reader.blocks if block.text]
    if not blocks or blocks[0].level != 1:
        blocks.insert(0, Block("", 1, title))
    if kind in _LISTS:
        blocks = blocks[:1]
    elif kind == "term":
        end = next((n for n, block in enumerate(blocks) if block.level > 1), len(blocks))
        blocks = blocks[:end]
    keys = [key for key in FACTS if meta.get(key) and kind == "text"]
    tags = meta.get("tags") or []
    return Page(
        url,
        _KINDS.get(kind, "site"),
        blocks,
        [str(tag) for tag in tags] if isinstance(tags, list) else [],
        [f"{FACTS[key]} {_fact(meta[key])}" for key in keys],
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


# ---- the script ------------------------------------------------------------------------------


PARTS = ("collection", "witness", "names", "query", "answer")
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
    hard, soft = folds(set(text).union(*names, *tags))
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


# ---- what is alike ---------------------------------------------------------------------------


def folds(alphabet: set[str]) -> tuple[str, str]:
    """Pairs of characters that a search takes for one another, one pair after the other: a
    variant (mostly Traditional), and what it stands for. One of both is in ``alphabet``.

    The second list holds variants that are Simplified characters in their own right (著, 乾):
    they are folded only where a query finds nothing without.
    """
    hard, soft = _pairs()
    return (
        "".join(a + b for a, b in hard if a in alphabet or b in alphabet),
        "".join(a + b for a, b in soft if b in alphabet),
    )


@cache
def _pairs() -> tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]:
    from opencc import OpenCC

    ranges = (range(0x3400, 0xA000), range(0xF900, 0xFB00), range(0x20000, 0x323B0))
    han = [chr(point) for points in ranges for point in points]
    plain = _each(OpenCC("t2s"), [unicodedata.normalize("NFC", char) for char in han])
    taiwan = _each(OpenCC("tw2s"), han)
    hard: list[tuple[str, str]] = []
    soft: list[tuple[str, str]] = []
    for char, to, other in zip(han, plain, taiwan, strict=True):
        if char != to:
            (soft if _in_gb2312(char) else hard).append((char, to))
        elif char != other and len(other) == 1:
            soft.append((char, other))
    return tuple(hard), tuple(soft)


def _each(converter: object, chars: Sequence[str]) -> list[str]:
    converted: str = converter.convert("\n".join(chars))  # type: ignore[attr-defined]
    return converted.split("\n")


def _in_gb2312(char: str) -> bool:
    try:
        return bool(char.encode("gb2312"))
    except UnicodeEncodeError:
        return False


def pinyin(chars: set[str]) -> str:
    """Readings of the characters of names, by syllable: ``chang长常 zhang张 zhang长``. The common
    reading of a character comes before its other one."""
    ranks: list[dict[str, list[str]]] = [{} for _ in range(_READINGS)]
    for char in sorted(chars):
        found = list(dict.fromkeys(map(data.bare, data.readings(char))))
        for by_syllable, syllable in zip(ranks, found, strict=False):
            by_syllable.setdefault(syllable, []).append(char)
    return " ".join(key + "".join(rank[key]) for rank in ranks for key in sorted(rank))
