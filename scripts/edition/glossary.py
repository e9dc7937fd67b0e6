"""Glossary: the terms, and where they stand in running Chinese.

Python-Markdown's ``abbr`` asks for ``\\b`` around a term, and Han characters are all ``\\w``, so it
marks nothing inside a sentence. Here a match is the longest form that begins at the leftmost
place, over the whole glossary in one pass, without any notion of words; the contexts in which a
form is not the term (人大 in 个人大胆) are named by the entry itself, ``never``.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from edition.entries import CLOSING, KINDS, OPENING, Source, Term, bare, read

__all__ = ["KINDS", "Glossary", "Match", "Source", "Term", "load"]

_QUOTES = OPENING + CLOSING
# Characters of a form that may run across quotation marks. A shorter one does so only where the
# entry itself writes it with its marks: 接“地气”.
_SHORTEST_ACROSS = 4


@dataclass(frozen=True, slots=True)
class Match:
    """A term in a text: text[start:end] is one of its forms, perhaps with quotation marks in
    it; ``form`` is which, as the entry writes it."""

    start: int
    end: int
    term: Term
    form: str


class Glossary:
    """All terms, ready to be found. Immutable once made."""

    def __init__(self, terms: Sequence[Term]) -> None:
        self.terms: Mapping[str, Term] = {term.slug: term for term in terms}
        # What is looked for, without quotation marks → its term, and as the entry writes it (where
        # it writes both 接“地气” and 接地气, the plain one).
        forms: dict[str, tuple[Term, str]] = {}
        for term in terms:
            for form in sorted(term.forms, key=lambda form: form == bare(form)):
                forms[bare(form)] = term, form
        self._forms = forms
        self._as_quoted = {form for term in terms for form in term.forms if form != bare(form)}
        by_head: dict[str, list[str]] = defaultdict(list)
        for form in sorted(forms, key=len, reverse=True):
            by_head[form[:2]].append(form)
        self._by_head = dict(by_head)
        self._heads = _pattern_of(by_head)

    def find(self, text: str) -> Iterator[Match]:
        """Every term in ``text``, leftmost-longest, none overlapping another."""
        if self._heads is None:
            return
        if not any(mark in text for mark in _QUOTES):
            yield from self._plain(text)
            return
        kept = [i for i, char in enumerate(text) if char not in _QUOTES]
        for match in self._plain("".join(text[i] for i in kept)):
            start, end = kept[match.start], kept[match.end - 1] + 1
            form, length = match.form, match.end - match.start
            if end - start > length:
                start, end = _with_quotes(text, start, end)
                if text[start:end] in self._as_quoted:
                    form = text[start:end]
                elif length < _SHORTEST_ACROSS:
                    continue
            yield Match(start, end, match.term, form)

    def inside(self, form: str) -> tuple[str, ...]:
        """The slugs of the terms that stand inside a form of another one, in their order; at each
        place the longest. ``form`` has no quotation marks in it (`entries.bare`)."""
        own = self._forms[form][0].slug if form in self._forms else ""
        found: dict[str, None] = {}
        for at in range(len(form)):
            match = self._at(form, at, shorter_than=len(form))
            while match and match.term.slug == own:  # 群众路线教育 in the name of the movement
                match = self._at(form, at, shorter_than=match.end - at)
            if match:
                found[match.term.slug] = None
        return tuple(found)

    def _plain(self, text: str) -> Iterator[Match]:
        assert self._heads is not None
        at = 0
        while (head := self._heads.search(text, at)) is not None:
            at = head.start()
            match = self._at(text, at)
            if match:
                yield match
            at = match.end if match else at + 1

    def _at(self, text: str, at: int, shorter_than: int = sys.maxsize) -> Match | None:
        """The longest form that stands at ``at`` and is not excluded by its context."""
        for head in (text[at : at + 2], text[at]):
            for form in self._by_head.get(head, ()):
                if len(form) < shorter_than and text.startswith(form, at):
                    term, written = self._forms[form]
                    if not _in_context(text, at, at + len(form), term.never):
                        return Match(at, at + len(form), term, written)
        return None


def _pattern_of(heads: Collection[str]) -> re.Pattern[str] | None:
    """Where a term may begin: its first two characters tell most places of a text at once that
    none does. A form of one character is its own head."""
    seconds: dict[str, str] = defaultdict(str)
    for head in sorted(heads):
        seconds[head[0]] += re.escape(head[1:])
    single = {head for head in heads if len(head) == 1}
    branches = [
        re.escape(one) + ("" if one in single else f"(?=[{two}])") for one, two in seconds.items()
    ]
    return re.compile("|".join(branches)) if branches else None


def _with_quotes(text: str, start: int, end: int) -> tuple[int, int]:
    """A match with the partners of the quotation marks in it, where they stand beside it.

    八股”文风            →   “八股”文风
    一切为了群众”“一切依靠群众   →   “一切为了群众”“一切依靠群众”
    """
    depth = missing = 0  # marks open at this point; closing marks without their opening one
    for char in text[start:end]:
        if char in OPENING:
            depth += 1
        elif char in CLOSING and depth:
            depth -= 1
        elif char in CLOSING:
            missing += 1
    while missing and start and text[start - 1] in OPENING:
        start, missing = start - 1, missing - 1
    while depth and end < len(text) and text[end] in CLOSING:
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
    return Glossary(read(folder))
