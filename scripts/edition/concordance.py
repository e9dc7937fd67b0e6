"""Concordance: where each term stands in the collection, what stands beside it, and what the texts
have in common by it; tags."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from edition import data
from edition.glossary import Glossary
from edition.page import Paragraph

_CONTEXT = 15  # characters on each side of a keyword
_CUT = "…"
_LOOSE = "，、；：。！？…“”‘’（）《》"  # marks that a cut parts from their words
_REASONS = 3  # terms that are named as what two texts have in common
_FEW = 20  # texts; in so small a collection a term of most texts still tells something


@dataclass(frozen=True, slots=True)
class Use:
    """One place where a term stands: ``key`` are its words there, ``form`` the glossary's form of
    them, ``left`` and ``right`` what stands around, with … where that is cut."""

    term: str
    form: str
    paragraph: str
    left: str
    key: str
    right: str


@dataclass(frozen=True, slots=True)
class TextEntry:
    """What the index pages say of a text."""

    slug: str
    title: str
    summary: str
    length: int  # Han characters and marks of the reading text
    facts: Mapping[str, str]
    tags: Sequence[str]
    uses: Sequence[Use]
    edits: Mapping[str, int]  # by class


def uses(paragraphs: Iterable[Paragraph], glossary: Glossary) -> list[Use]:
    """Every term in the paragraphs of one text (headings are not searched), in order."""
    found = []
    for paragraph in paragraphs:
        if paragraph.level:
            continue
        text = paragraph.text
        for match in glossary.find(text):
            left = text[max(0, match.start - _CONTEXT) : match.start]
            left = _CUT + left.lstrip(_LOOSE) if match.start > _CONTEXT else left
            right = text[match.end : match.end + _CONTEXT]
            right = right.rstrip(_LOOSE) + _CUT if match.end + _CONTEXT < len(text) else right
            key = text[match.start : match.end]
            found.append(Use(match.term.slug, match.form, paragraph.id, left, key, right))
    return found


def tags(
    found: Sequence[Use],
    glossary: Glossary,
    topics: Sequence[str],
    never: Collection[str] = (),
) -> list[str]:
    """The tags of a text: a person's topics, then the tags of the terms that it uses, by the
    rule and thresholds of data/tags.toml, but none that a person ruled out (``never``)."""
    rule = data.table("tags")
    counted: Counter[str] = Counter()
    for use in found:
        counted.update(glossary.terms[use.term].tags)
    ranked = [tag for tag, n in counted.most_common() if n >= rule["fewest_uses"]]
    chosen = [tag for tag in dict.fromkeys([*topics, *ranked]) if tag not in never]
    return chosen[: max(len(topics), rule["most_tags"])]


def companions(entries: Iterable[TextEntry]) -> dict[str, list[str]]:
    """For each term the terms that stand in the same paragraphs, the most frequent first; of the
    same frequency the rarer term first, since it says more."""
    pairs: defaultdict[str, Counter[str]] = defaultdict(Counter)
    totals: Counter[str] = Counter()
    for entry in entries:
        together: defaultdict[str, set[str]] = defaultdict(set)
        for use in entry.uses:
            together[use.paragraph].add(use.term)
        for terms in together.values():
            totals.update(terms)
            for term in terms:
                pairs[term].update(terms - {term})
    return {
        term: sorted(counts, key=lambda other: (-counts[other], totals[other], other))
        for term, counts in pairs.items()
    }


@dataclass(frozen=True, slots=True)
class Related:
    """Another text, and the terms that both use, the most telling first."""

    slug: str
    title: str
    shared: tuple[str, ...]  # forms


def related(
    entries: Sequence[TextEntry], glossary: Glossary, most: int
) -> dict[str, list[Related]]:
    """For each text up to ``most`` others, the nearest first.

    Nearness is the cosine of the texts' term vectors with tf-idf weights, as in Salton & Buckley
    1988, Term-weighting approaches in automatic text retrieval; so a term that every text uses
    makes no text a neighbour.
    """
    holders: defaultdict[str, list[int]] = defaultdict(list)
    counts = [Counter(use.term for use in entry.uses) for entry in entries]
    for n, used in enumerate(counts):
        for term in used:
            holders[term].append(n)
    rarity = {term: math.log(1 + len(entries) / len(texts)) for term, texts in holders.items()}
    weights = [{t: (1 + math.log(n)) * rarity[t] for t, n in used.items()} for used in counts]
    norms = [math.sqrt(sum(w * w for w in vector.values())) for vector in weights]
    found = {}
    for n, (entry, vector) in enumerate(zip(entries, weights, strict=True)):
        near: defaultdict[int, dict[str, float]] = defaultdict(dict)
        for term, weight in vector.items():
            if 2 * len(holders[term]) > len(entries) > _FEW:
                continue  # what most texts use says nothing, and would make this quadratic
            for other in holders[term]:
                if other != n:
                    near[other][term] = weight * weights[other][term]
        ranked = sorted(near, key=lambda other: (-sum(near[other].values()) / norms[other], other))
        found[entry.slug] = [
            Related(
                entries[other].slug,
                entries[other].title,
                tuple(
                    glossary.terms[term].form
                    for term in sorted(near[other], key=lambda t: (-near[other][t], t))[:_REASONS]
                ),
            )
            for other in ranked[:most]
        ]
    return found
