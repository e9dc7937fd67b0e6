"""Notes: what the tooltips of one page say of its terms, as a script beside the page.

The notes are not in the page itself: they would double its weight, and most readers open few of
them. They are loaded when the browser is idle, fill the tooltips, and stand at the end of the
page on paper. A script and not JSON: pages on disk may load scripts and nothing else.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from edition.entries import KINDS, Term, bare
from edition.glossary import Glossary, Match
from edition.sounds import sounds


@dataclass(slots=True)
class Noted:
    """The terms that were marked on one page, by slug, and for each form the slugs of the terms
    inside it (群众路线 in 党的群众路线教育实践活动)."""

    terms: dict[str, Term] = field(default_factory=dict)
    nested: dict[str, tuple[str, ...]] = field(default_factory=dict)

    _forms: set[str] = field(default_factory=set)

    def add(self, match: Match, glossary: Glossary) -> None:
        if match.form in self._forms:
            return
        self._forms.add(match.form)
        self.terms[match.term.slug] = match.term
        form = bare(match.form)
        self.nested[form] = inside = glossary.inside(form)
        for slug in inside:
            self.terms.setdefault(slug, glossary.terms[slug])


def script(noted: Noted, uses: Mapping[str, int]) -> str:
    """The script of a page. ``uses`` says how often each term stands in the collection."""
    data = {
        "terms": [_row(term, uses) for term in _sorted(noted.terms.values())],
        "nested": {form: inside for form, inside in noted.nested.items() if inside},
    }
    # ASCII: it reads the same whatever a browser takes the file's encoding for.
    return f"jiaodu.noted({json.dumps(data)});\n"


def _row(term: Term, uses: Mapping[str, int]) -> dict[str, object]:
    return {
        "slug": term.slug,
        "form": term.form,
        "reading": term.reading,
        "kind": KINDS[term.kind],
        "definition": term.definition,
        "uses": uses.get(term.slug, 0),
    }


def _sorted(terms: Iterable[Term]) -> list[Term]:
    return sorted(terms, key=lambda term: sounds(term.form, term.reading))
