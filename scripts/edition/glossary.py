"""Glossary: the terms, and where they stand in running Chinese.

Python-Markdown's ``abbr`` asks for ``\\b`` around a term, and Han characters are all ``\\w``, so it
marks nothing inside a sentence. Here a match is the longest form that begins at the leftmost
place, over the whole glossary in one pass, without any notion of words; the contexts in which a
form is not the term (人大 in 个人大胆) are named by the entry itself, ``never``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from edition.errors import EditionError
from edition.rulings import read_toml, rows, string, strings

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
_KEYS = {
    "slug", "form", "reading", "traditional", "variants", "definition", "kind", "tags", "see",
    "never", "first_use", "source",
}  # fmt: skip
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
# Marks that a form may be set in and that do not part it: 中央“八项规定”.
_QUOTES = "“”‘’《》"
_SHORTEST_ACROSS = 4  # characters of a form that may run across quotation marks


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


@dataclass(frozen=True, slots=True)
class Match:
    """A term in a text: text[start:end] is one of its forms, perhaps with quotation marks in
    it; ``form`` is which."""

    start: int
    end: int
    term: Term
    form: str


class Glossary:
    """All terms, ready to be found. Immutable once made."""

    def __init__(self, terms: Sequence[Term]) -> None:
        self.terms: Mapping[str, Term] = {term.slug: term for term in terms}
        forms = {form: term for term in terms for form in term.forms}
        self._owners = forms
        by_head: dict[str, list[str]] = defaultdict(list)
        for form in sorted(forms, key=len, reverse=True):
            by_head[form[:2]].append(form)
        self._by_head = dict(by_head)
        # Two characters tell most places of a text at once that no term begins there; a form of
        # one character is its own head.
        heads = "".join(map(re.escape, sorted({form[0] for form in forms})))
        self._heads = re.compile(f"[{heads}]") if heads else None

    def find(self, text: str) -> Iterator[Match]:
        """Every term in ``text``, leftmost-longest, none overlapping another."""
        if self._heads is None:
            return
        if not any(mark in text for mark in _QUOTES):
            yield from self._plain(text)
            return
        kept = [i for i, char in enumerate(text) if char not in _QUOTES]
        bare = "".join(text[i] for i in kept)
        for match in self._plain(bare):
            start, end = kept[match.start], kept[match.end - 1] + 1
            if end - start == match.end - match.start:
                yield Match(start, end, match.term, match.form)
            elif len(match.form) >= _SHORTEST_ACROSS:
                end = _closed(text, start, end)
                yield Match(start, end, match.term, match.form)

    def _plain(self, text: str) -> Iterator[Match]:
        assert self._heads is not None
        at = 0
        while (head := self._heads.search(text, at)) is not None:
            at = head.start()
            match = self._at(text, at)
            if match:
                yield match
            at = match.end if match else at + 1

    def _at(self, text: str, at: int) -> Match | None:
        """The longest form that stands at ``at`` and is not excluded by its context."""
        for head in (text[at : at + 2], text[at]):
            for form in self._by_head.get(head, ()):
                if text.startswith(form, at):
                    term = self._owners[form]
                    if not _in_context(text, at, at + len(form), term.never):
                        return Match(at, at + len(form), term, form)
        return None


def _closed(text: str, start: int, end: int) -> int:
    """The end of a match with the closing mark of a quotation that it opened."""
    inside = text[start:end]
    opened = sum(inside.count(c) for c in "“‘《") - sum(inside.count(c) for c in "”’》")
    while opened > 0 and end < len(text) and text[end] in "”’》":
        end += 1
        opened -= 1
    return end


def _in_context(text: str, start: int, end: int, contexts: Sequence[str]) -> bool:
    """Does one of the contexts stand around [start, end)?"""
    for context in contexts:
        lo = max(0, end - len(context))
        hi = start + len(context)
        if text.find(context, lo, hi) >= 0:
            return True
    return False


def load(folder: Path) -> Glossary:
    """The glossary of a folder of ``.toml`` files. Raises EditionError naming file and line."""
    terms: list[Term] = []
    places: dict[str, str] = {}  # slug or form → where it was defined first
    for path in sorted(folder.glob("*.toml")):
        lines = _entry_lines(path)
        for row, line in zip(rows(read_toml(path), "term", path), lines, strict=False):
            where = f"{path}:{line}"
            term = _term(row, path, where)
            for name in (term.slug, *term.forms):
                if name in places:
                    raise EditionError(
                        where,
                        f"“{name}” is defined twice (first at {places[name]})",
                        "delete one of the two, or make it a variant of the other",
                    )
                places[name] = where
            terms.append(term)
    slugs = {term.slug for term in terms}
    for term in terms:
        for other in term.see:
            if other not in slugs:
                raise EditionError(
                    places[term.slug],
                    f"see also “{other}”, but no term has that slug",
                    "correct the slug or delete it",
                )
    return Glossary(terms)


def _entry_lines(path: Path) -> list[int]:
    read_toml(path)  # an unreadable file is named as such first
    lines = path.read_text("utf-8").splitlines()
    return [n for n, line in enumerate(lines, 1) if line.strip() == "[[term]]"]


def _term(row: Mapping[str, Any], path: Path, where: str) -> Term:
    for key in row:
        if key not in _KEYS:
            remedy = f"use one of: {', '.join(sorted(_KEYS))}"
            raise EditionError(where, f"unknown field “{key}”", remedy)
    slug = string(row, "slug", path, where=where)
    if not _SLUG.fullmatch(slug):
        raise EditionError(
            where, f"slug “{slug}” is not an address", "use a-z, 0-9, single hyphens"
        )
    kind = string(row, "kind", path, where=where)
    if kind not in KINDS:
        raise EditionError(where, f"kind “{kind}” is unknown", f"use one of: {', '.join(KINDS)}")
    form = string(row, "form", path, where=where)
    variants = strings(row, "variants", path, where=where)
    if not form or len({form, *variants}) != 1 + len(variants):
        raise EditionError(where, "a form is empty or stands twice", "delete the repetition")
    sources = row.get("source")
    if not isinstance(sources, list) or not sources:
        raise EditionError(where, f"“{form}” names no source", "add [[term.source]] with a title")
    return Term(
        slug=slug,
        form=form,
        reading=string(row, "reading", path, where=where),
        definition=string(row, "definition", path, where=where),
        kind=kind,
        sources=tuple(
            Source(
                string(source, "title", path, where=where),
                string(source, "date", path, "", where=where),
                string(source, "note", path, "", where=where),
            )
            for source in sources
        ),
        traditional=string(row, "traditional", path, "", where=where),
        variants=variants,
        tags=strings(row, "tags", path, where=where),
        see=strings(row, "see", path, where=where),
        never=strings(row, "never", path, where=where),
        first_use=string(row, "first_use", path, "", where=where),
    )
