"""Entries: the glossary's files, ``docs/glossary/*.toml``, read and checked.

[[term]]
slug = "sifeng"                 # ASCII, stable: part of the address of the term's page
form = "四风"                   # canonical
reading = "sìfēng"              # pinyin with tone marks, by words
traditional = "四風"
variants = ["四风问题"]          # other shapes: full, short, in another order
definition = "…"                # 30 to 120 characters, our own words
kind = "concept"                # one of KINDS
tags = ["作风建设"]
see = ["xingshi-zhuyi"]         # slugs
never = ["十四风"]               # contexts in which a form is not the term; each contains one
first_use = "…"                 # only if known
[[term.source]]                 # at least one: where a reader can look it up
title = "…"
date = "2013-06-18"             # or 2013-06, 2013, two of them with / between, or words (北宋)
note = "…"

Every mistake is reported with file, line and field, and what to do about it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from edition.errors import EditionError
from edition.rulings import (
    LONGEST_SLUG,
    at,
    is_slug,
    lines_of,
    read_toml,
    rows,
    string,
    strings,
)

# Kinds of term, in the order in which an index lists them, with their Chinese names.
KINDS = {
    "policy": "政策文件",
    "event": "活动会议",
    "institution": "机构",
    "concept": "概念",
    "slogan": "提法",
    "allusion": "典故成语",
    "person": "人物",
    "place": "地名",
}
# Marks that a form may be set in and that do not part it: 中央“八项规定”.
OPENING, CLOSING = "“‘《", "”’》"
_BARE = str.maketrans(dict.fromkeys(OPENING + CLOSING))

_KEYS = (
    "slug", "form", "reading", "traditional", "variants", "definition", "kind", "tags", "see",
    "never", "first_use", "source",
)  # fmt: skip
_SOURCE_KEYS = ("title", "date", "note")
_SHORTEST, _LONGEST = 30, 120  # characters of a definition
_TAKEN = {"index"}  # addresses of other pages in terms/
_TONED = re.compile(r"[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]", re.IGNORECASE)
_HAN = re.compile(r"[\u3400-\u9fff]")
_PARTED = re.compile(rf"{_HAN.pattern}\s|\s{_HAN.pattern}|[\r\n\t]")
_DATE = re.compile(r"\d{1,4}|\d{4}-\d\d(?:-\d\d)?")
_HEAD = re.compile(r"\s*\[\[\s*(term(?:\s*\.\s*source)?)\s*\]\]")


@dataclass(frozen=True, slots=True)
class Source:
    """Where a reader can look a term up."""

    title: str
    date: str
    note: str


@dataclass(frozen=True, slots=True)
class Term:
    """One entry. ``forms`` is the canonical form and all variants."""

    slug: str
    form: str
    reading: str
    definition: str
    kind: str
    sources: tuple[Source, ...]
    traditional: str = ""
    variants: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    see: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    first_use: str = ""

    @property
    def forms(self) -> tuple[str, ...]:
        return (self.form, *self.variants)


def bare(form: str) -> str:
    """A form without quotation marks: what is looked for in a text without them."""
    return form.translate(_BARE)


def read(folder: Path) -> list[Term]:
    """All terms of a folder of ``.toml`` files. Raises EditionError."""
    terms: list[Term] = []
    blocks: dict[str, _Block] = {}
    places: dict[str, tuple[_Block, str]] = {}  # slug or bare form → its entry, and in which field
    for path in sorted(folder.glob("*.toml")):
        for row, block in _rows(path):
            term = _term(row, block)
            for key, name in (
                ("slug", term.slug), ("form", term.form), *(("variants", v) for v in term.variants)
            ):  # fmt: skip
                here = (block, key)
                first = places.setdefault(bare(name), here)
                if first is not here and (first[0] is not block or key == "slug"):
                    raise EditionError(
                        block.at(key),
                        f"{key} “{name}” is defined twice (first at {first[0].at(first[1])})",
                        "delete one of the two, or make it a variant of the other",
                    )
            blocks[term.slug] = block
            terms.append(term)
    for term in terms:
        _check_see(term, blocks)
    return terms


class _Block:
    """The lines of one entry in its file, to say where a field stands."""

    def __init__(self, path: Path, lines: Sequence[str], first: int, last: int) -> None:
        self.path, self.lines, self.first, self.last = path, lines, first, last

    def at(self, key: str, source: int = -1) -> str:
        """``file:line`` of a field, of the entry itself or of its ``source``-th source; of its
        head where the field is missing."""
        head, number = self.first, -1
        for n in range(self.first, self.last):
            found = _HEAD.match(self.lines[n])
            if found and n > self.first:
                number += 1
                head = n if number == source else head
            elif number == source and re.match(rf"\s*{re.escape(key)}\s*=", self.lines[n]):
                return f"{self.path}:{n + 1}"
        return f"{self.path}:{head + 1}"


def _rows(path: Path) -> Iterator[tuple[Mapping[str, Any], _Block]]:
    table = read_toml(path)
    for key in table:
        if key != "term":
            raise EditionError(at(path, key), f"“{key}” belongs to no entry", "write [[term]]")
    found = rows(table, "term", path)
    lines = lines_of(path)
    heads = [n for n, line in enumerate(lines) if (m := _HEAD.match(line)) and m[1] == "term"]
    if len(heads) != len(found):
        what = f"holds {len(found)} entries, but {len(heads)} lines [[term]]"
        raise EditionError(at(path, "term"), what, "begin each entry with a line [[term]]")
    for n, row in enumerate(found):
        yield row, _Block(path, lines, heads[n], [*heads, len(lines)][n + 1])


def _term(row: Mapping[str, Any], block: _Block) -> Term:
    _check_keys(row, _KEYS, block)
    term = Term(
        slug=_text(row, "slug", block),
        kind=_text(row, "kind", block),
        form=_text(row, "form", block),
        reading=_text(row, "reading", block),
        traditional=_text(row, "traditional", block),
        definition=_text(row, "definition", block),
        sources=tuple(_sources(row, block)),
        variants=_texts(row, "variants", block),
        tags=_texts(row, "tags", block),
        see=_texts(row, "see", block),
        never=_texts(row, "never", block),
        first_use=_text(row, "first_use", block) if "first_use" in row else "",
    )
    for key, what, remedy in _faults(term):
        raise EditionError(block.at(key), what, remedy)
    return term


def _faults(term: Term) -> Iterator[tuple[str, str, str]]:
    """(field, what is wrong with it, what to do) of a term whose fields have the right types."""
    if not is_slug(term.slug):
        remedy = f"use a-z, 0-9, single hyphens, {LONGEST_SLUG} at most"
        yield "slug", f"slug “{term.slug}” is not an address", remedy
    if term.slug in _TAKEN:
        yield "slug", f"slug “{term.slug}” is taken by another page", "choose another"
    if term.kind not in KINDS:
        yield "kind", f"kind “{term.kind}” is unknown", f"use one of: {', '.join(KINDS)}"
    for form in term.forms:
        key = "form" if form == term.form else "variants"
        if not bare(form) or _PARTED.search(form):
            what = f"{key} “{form}” is empty or has a space beside Han"
            yield key, what, "write it as it stands in a text"
    if term.form in term.variants:
        yield "variants", f"variants repeats the form “{term.form}”", "delete it"
    if not _TONED.search(term.reading) or _HAN.search(term.reading):
        yield "reading", f"reading “{term.reading}” is no pinyin", "write pinyin with tone marks"
    if len(term.traditional) != len(term.form):
        what = f"traditional “{term.traditional}” is not as long as “{term.form}”"
        yield "traditional", what, "write the same form in Traditional characters"
    if not _SHORTEST <= len(term.definition) <= _LONGEST:
        what = f"definition has {len(term.definition)} characters"
        yield "definition", what, f"write {_SHORTEST} to {_LONGEST}"
    for context in term.never:
        if context in term.forms:
            yield "never", f"never excludes the form “{context}” itself", "delete one of the two"
        elif not any(bare(form) in context for form in term.forms):
            yield "never", f"never “{context}” contains no form", "write the words around the form"


def _sources(row: Mapping[str, Any], block: _Block) -> Iterator[Source]:
    sources = row.get("source")
    if not isinstance(sources, list) or not sources:
        what = f"“{row.get('form', '')}” names no source"
        raise EditionError(block.at("source"), what, "add [[term.source]] with a title")
    for n, source in enumerate(sources):
        if not isinstance(source, dict):
            raise EditionError(block.at("source"), "source is no table", "write [[term.source]]")
        _check_keys(source, _SOURCE_KEYS, block, n)
        when = _text(source, "date", block, n) if "date" in source else ""
        if when[:1].isdigit() and not all(map(_is_date, when.split("/"))):
            what = f"date “{when}” is no date"
            raise EditionError(block.at("date", n), what, "write 2013-06-18, 2013-06 or 2013")
        note = _text(source, "note", block, n) if "note" in source else ""
        yield Source(_text(source, "title", block, n), when, note)


def _is_date(text: str) -> bool:
    if not _DATE.fullmatch(text):
        return False
    try:
        date.fromisoformat((text.zfill(4) + "-01-01")[:10])
    except ValueError:
        return False
    return True


def _check_see(term: Term, blocks: Mapping[str, _Block]) -> None:
    for other in term.see:
        if other != term.slug and other in blocks:
            continue
        where = blocks[term.slug].at("see")
        if other == term.slug:
            raise EditionError(where, f"see: “{other}” points to itself", "delete it")
        what = f"see: “{other}”, but no term has that slug"
        raise EditionError(where, what, "correct the slug or delete it")


def _check_keys(
    row: Mapping[str, Any], known: Sequence[str], block: _Block, source: int = -1
) -> None:
    for key in row:
        if key not in known:
            raise EditionError(
                block.at(key, source), f"unknown field “{key}”", f"use one of: {', '.join(known)}"
            )


def _text(row: Mapping[str, Any], key: str, block: _Block, source: int = -1) -> str:
    value = row.get(key)
    if isinstance(value, str) and value and value == value.strip():
        return value
    where = block.at(key, source)
    value = string(row, key, block.path, where=where)
    if not value or value != value.strip():
        what = f"“{key}” is empty or has spaces around it"
        raise EditionError(where, what, f'{key} = "…", or delete the line')
    return value


def _texts(row: Mapping[str, Any], key: str, block: _Block) -> tuple[str, ...]:
    given = row.get(key, [])
    sound = isinstance(given, list) and all(isinstance(v, str) and v for v in given)
    if sound and len(set(given)) == len(given):
        return tuple(given)
    where = block.at(key)  # looked for only where something is wrong: it reads the entry's lines
    values = strings(row, key, block.path, where=where)
    for n, value in enumerate(values):
        if value in values[:n]:
            raise EditionError(where, f"“{key}” has “{value}” twice", "delete one of the two")
    return values
