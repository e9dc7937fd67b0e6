"""Concordance: where each term stands in the collection; tags; the pages of terms and texts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from edition import data
from edition.glossary import KINDS, Glossary, Source, Term
from edition.page import Paragraph, escaped, front_matter

_CONTEXT = 18  # characters on each side of a keyword
_GENERATED = "<!-- 由 scripts/clean.py 生成，请勿手改 -->\n\n"


@dataclass(frozen=True, slots=True)
class Use:
    """One place where a term stands: text[start:end] of a paragraph."""

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


def uses(paragraphs: Iterable[Paragraph], glossary: Glossary) -> list[Use]:
    """Every term in the paragraphs of one text (headings are not searched), in order."""
    found = []
    for paragraph in paragraphs:
        if paragraph.level:
            continue
        text = paragraph.text
        for match in glossary.find(text):
            left = text[max(0, match.start - _CONTEXT) : match.start]
            right = text[match.end : match.end + _CONTEXT]
            key = text[match.start : match.end]
            found.append(Use(match.term.slug, match.form, paragraph.id, left, key, right))
    return found


def tags(found: Sequence[Use], glossary: Glossary, topics: Sequence[str]) -> list[str]:
    """The tags of a text: a person's topics, then the tags of the terms that it uses, by the
    rule and thresholds of data/tags.toml."""
    rule = data.table("tags")
    counted: Counter[str] = Counter()
    for use in found:
        counted.update(glossary.terms[use.term].tags)
    ranked = [tag for tag, n in counted.most_common() if n >= rule["fewest_uses"]]
    chosen = list(dict.fromkeys([*topics, *ranked]))
    return chosen[: max(len(topics), rule["most_tags"])]


def term_page(term: Term, glossary: Glossary, entries: Sequence[TextEntry]) -> str:
    """The Markdown of one term's page: what is known of it, then its concordance."""
    total = sum(use.term == term.slug for entry in entries for use in entry.uses)
    front = {"title": term.form, "kind": "term", "description": term.definition}
    lines = [front_matter(front), _GENERATED, f"# {escaped(term.form)}\n"]
    lines.append(f"{escaped(term.reading)}　{escaped(KINDS[term.kind])}\n{{: .term-head }}\n")
    lines.append(f"{escaped(term.definition)}\n{{: .term-definition }}\n")
    rows = [
        ("又作", "、".join(escaped(form) for form in term.variants)),
        ("繁体", escaped(term.traditional)),
        ("初见", escaped(term.first_use)),
        ("标签", "、".join(escaped(tag) for tag in term.tags)),
        ("参见", "、".join(f"[{escaped(glossary.terms[s].form)}]({s}.md)" for s in term.see)),
        ("出处", "；".join(_source(source) for source in term.sources)),
    ]
    lines += [f"**{name}**　{value}\n{{: .term-fact }}\n" for name, value in rows if value]
    lines.append(f"## 用例（{total}）\n")
    if not total:
        lines.append("现有各篇正文中未见此词。\n")
    for entry in entries:
        here = [use for use in entry.uses if use.term == term.slug]
        if here:
            lines.append(f"### [{escaped(entry.title)}](../texts/{entry.slug}.md)（{len(here)}）\n")
            lines += [_use(use, entry.slug) for use in here]
    return "\n".join(lines)


def _source(source: Source) -> str:
    details = "，".join(escaped(part) for part in (source.date, source.note) if part)
    return f"《{escaped(source.title)}》" + (f"（{details}）" if details else "")


def _use(use: Use, slug: str) -> str:
    link = f"[{escaped(use.key)}](../texts/{slug}.md#{use.paragraph})"
    return f"{escaped(use.left)}{link}{escaped(use.right)}\n{{: .kwic }}\n"


def term_index(glossary: Glossary, counts: Mapping[str, int]) -> str:
    """The index of terms, by kind and then by how often they are used."""
    lines = [front_matter({"title": "词条", "kind": "terms"}), _GENERATED, "# 词条\n"]
    lines.append(f"共 {len(glossary.terms)} 条。数字是该词在各篇正文中的用例数。\n")
    by_kind: dict[str, list[Term]] = defaultdict(list)
    for term in glossary.terms.values():
        by_kind[term.kind].append(term)
    for kind, name in KINDS.items():
        if by_kind[kind]:
            lines.append(f"## {name}\n")
            ranked = sorted(by_kind[kind], key=lambda t: (-counts.get(t.slug, 0), t.slug))
            lines += [
                f"- [{escaped(term.form)}]({term.slug}.md) {counts.get(term.slug, 0)}"
                for term in ranked
            ]
            lines.append("")
    return "\n".join(lines)


def text_index(entries: Sequence[TextEntry]) -> str:
    """The list of texts."""
    lines = [front_matter({"title": "篇目", "kind": "texts"}), _GENERATED, "# 篇目\n"]
    for entry in entries:
        lines.append(f"## [{escaped(entry.title)}]({entry.slug}.md)\n")
        if entry.summary:
            lines.append(f"{escaped(entry.summary)}\n")
        about = [escaped(entry.facts[key]) for key in ("author", "date") if key in entry.facts]
        about.append(f"约 {entry.length} 字")
        about += [escaped(tag) for tag in entry.tags]
        lines.append(" · ".join(about) + "\n{: .text-facts }\n")
    return "\n".join(lines)
