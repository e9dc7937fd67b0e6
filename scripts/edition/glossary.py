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
_OPENING, _CLOSING = "“‘《", "”’》"
_QUOTES = _OPENING + _CLOSING
_BARE = str.maketrans(dict.fromkeys(_QUOTES))
# Characters of a form that may run across quotation marks. A shorter one does so only where the
# entry itself writes it with its marks: 接“地气”.
_SHORTEST_ACROSS = 4


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
        forms = {form.translate(_BARE): term for term in terms for form in term.forms}
        self._owners = forms
        self._as_quoted = {f for t in terms for f in t.forms if f != f.translate(_BARE)}
        by_first: dict[str, list[str]] = defaultdict(list)
        for form in sorted(forms, key=len, reverse=True):
            by_first[form[0]].append(form)
        self._by_first = dict(by_first)
        heads = "".join(map(re.escape, self._by_first))
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
            if end - start > match.end - match.start:
                start, end = _with_quotes(text, start, end)
                if len(match.form) < _SHORTEST_ACROSS and text[start:end] not in self._as_quoted:
                    continue
            yield Match(start, end, match.term, match.form)

    def _plain(self, text: str) -> Iterator[Match]:
        assert self._heads is not None
        at = 0
        while (head := self._heads.search(text, at)) is not None:
            at = head.start()
            for form in self._by_first[head[0]]:
                if text.startswith(form, at):
                    term = self._owners[form]
                    if not _in_context(text, at, at + len(form), term.never):
                        yield Match(at, at + len(form), term, form)
                        at += len(form)
                        break
            else:
                at += 1


def _with_quotes(text: str, start: int, end: int) -> tuple[int, int]:
    """A match with the partners of the quotation marks in it, where they stand beside it.

    八股”文风            →   “八股”文风
    一切为了群众”“一切依靠群众   →   “一切为了群众”“一切依靠群众”
    """
    depth = missing = 0  # marks open at this point; closing marks without their opening one
    for char in text[start:end]:
        if char in _OPENING:
            depth += 1
        elif char in _CLOSING and depth:
            depth -= 1
        elif char in _CLOSING:
            missing += 1
    while missing and start and text[start - 1] in _OPENING:
        start, missing = start - 1, missing - 1
    while depth and end < len(text) and text[end] in _CLOSING:
        end, depth = end + 1, depth - 1
    return start, end


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
