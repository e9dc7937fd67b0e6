"""Term pages: everything that is known of a term, then every place where it is used."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from urllib.parse import quote

from edition.concordance import TextEntry, Use
from edition.glossary import KINDS, Glossary, Source, Term
from edition.page import GENERATED, SEPARATOR, escaped, front_matter

_COMPANIONS = 10  # terms that are named as standing beside a term


def term_page(
    term: Term, glossary: Glossary, entries: Sequence[TextEntry], companions: Sequence[str]
) -> str:
    """The Markdown of one term's page: what is known of it, then its concordance. ``companions``
    are the slugs of the terms that stand beside it, the most frequent first."""
    uses = [(entry, [use for use in entry.uses if use.term == term.slug]) for entry in entries]
    forms = Counter(use.form for _, here in uses for use in here)
    front = {"title": term.form, "kind": "term", "description": term.definition}
    lines = [front_matter(front), GENERATED, f"# {escaped(term.form)}\n"]
    reading = f'<span lang="zh-Latn">{escaped(term.reading)}</span>'
    lines.append(f"{reading}　{escaped(KINDS[term.kind])}\n{{: .term-head }}\n")
    lines.append(f"{escaped(term.definition)}\n{{: .term-definition }}\n")
    rows = [
        ("又作", SEPARATOR.join(_counted(form, n) for form, n in _variants(term, forms))),
        ("繁体", _traditional(term.traditional)),
        ("初见", escaped(term.first_use)),
        ("标签", "、".join(escaped(tag) for tag in term.tags)),
        ("参见", _links(term.see, glossary)),
        ("同段常见", _links(companions[:_COMPANIONS], glossary)),
        ("出处", "；".join(_source(source) for source in term.sources)),
    ]
    lines += [f"**{name}**　{value}\n{{: .term-fact }}\n" for name, value in rows if value]
    lines.append(f"## 用例（{forms.total()}）\n")
    if not forms:
        lines.append("现有各篇正文中未见此词。\n")
    for entry, here in uses:
        if here:
            title = f"[{escaped(entry.title)}](../texts/{entry.slug}.md)"
            lines.append(f"### {title}（{len(here)}）\n")
            lines.append("| 前文 | 词 | 后文 |\n| ---: | :---: | :--- |")
            lines += [_use(use, entry.slug) for use in here]
            lines.append("")
    return "\n".join(lines)


def _traditional(form: str) -> str:
    return f'<span lang="zh-Hant">{escaped(form)}</span>' if form else ""


def _variants(term: Term, forms: Mapping[str, int]) -> list[tuple[str, int]]:
    """The other forms with their counts; those that differ in marks only are one."""
    counts: dict[str, tuple[str, int]] = {}
    for form in term.variants:
        letters = "".join(filter(str.isalnum, form))
        first, n = counts.get(letters, (form, 0))
        counts[letters] = (first if n >= forms[form] else form, n + forms[form])
    own = "".join(filter(str.isalnum, term.form))
    return [found for letters, found in counts.items() if letters != own or found[1]]


def _counted(form: str, count: int) -> str:
    return escaped(form) + (f"（{count}）" if count else "")


def _links(slugs: Sequence[str], glossary: Glossary) -> str:
    return SEPARATOR.join(f"[{escaped(glossary.terms[slug].form)}]({slug}.md)" for slug in slugs)


def _source(source: Source) -> str:
    details = "，".join(escaped(part) for part in (source.date, source.note) if part)
    return f"《{escaped(source.title)}》" + (f"（{details}）" if details else "")


def _use(use: Use, slug: str) -> str:
    """A row of the concordance. The link leads to the paragraph and has the words marked there
    (docs/assets/javascripts/search-landing.js reads ``h``)."""
    link = f"[{_cell(use.key)}](../texts/{slug}.md?h={quote(use.key)}#{use.paragraph})"
    return f"| {_cell(use.left)} | {link} | {_cell(use.right)} |"


def _cell(text: str) -> str:
    return escaped(text).replace("|", "&#124;")  # a bar would begin a cell
