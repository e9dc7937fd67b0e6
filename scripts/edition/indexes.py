"""Indexes: the list of texts, and the index of terms by sound, by kind and by frequency."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from edition.concordance import TextEntry
from edition.glossary import KINDS, Glossary, Term
from edition.page import GENERATED, SEPARATOR, escaped, front_matter
from edition.sounds import sounds

# Characters a minute, for "how long will this take": a round figure of ours, since measured rates
# differ much with text and method.
_A_MINUTE = 300
_MOST_FREQUENT = 50  # terms in the list by frequency


def term_index(glossary: Glossary, counts: Mapping[str, int]) -> str:
    """The index of terms: by sound, by kind, and the most frequent."""
    terms = sorted(glossary.terms.values(), key=lambda t: sounds(t.form, t.reading))
    lines = [front_matter({"title": "词条", "kind": "terms"}), GENERATED, "# 词条\n"]
    lines.append(
        f"共 {len(terms)} 条，词后的数字是它在各篇正文中的用例数。"
        "[音序](#by-sound) · [分类](#by-kind) · [频次](#by-frequency)\n"
    )
    lines.append("## 音序 {#by-sound}\n")
    by_letter: defaultdict[str, list[Term]] = defaultdict(list)
    for term in terms:
        by_letter[sounds(term.form, term.reading)[0][0][:1].upper()].append(term)
    for letter, group in by_letter.items():
        lines += [f"**{letter}**", "{: .index-letter }\n", *_list(group, counts)]
    lines.append("## 分类 {#by-kind}\n")
    for kind, name in KINDS.items():
        if group := [term for term in terms if term.kind == kind]:
            lines += [f"### {name}（{len(group)}）\n", *_list(group, counts)]
    lines.append("## 频次 {#by-frequency}\n")
    ranked = sorted((t for t in terms if counts.get(t.slug)), key=lambda t: -counts[t.slug])
    if len(ranked) > _MOST_FREQUENT:
        lines.append(f"用例最多的 {_MOST_FREQUENT} 条。\n")
    lines += _list(ranked[:_MOST_FREQUENT], counts)
    return "\n".join(lines)


def _list(terms: Iterable[Term], counts: Mapping[str, int]) -> list[str]:
    items = [f"- [{escaped(t.form)}]({t.slug}.md)&nbsp;{counts.get(t.slug, 0)}" for t in terms]
    return [*items, ""]


def text_index(entries: Sequence[TextEntry]) -> str:
    """The list of texts. Each heading carries what lists.js sorts and filters by; without scripts
    it is a plain list in the order of the collection."""
    lines = [front_matter({"title": "篇目", "kind": "texts"}), GENERATED, "# 篇目\n"]
    for entry in entries:
        facts = {
            "length": str(entry.length),
            "date": entry.facts.get("date", "") or entry.facts.get("uploaded", ""),
            "source": entry.facts.get("source", ""),
            "tags": " ".join(entry.tags),
        }
        given = " ".join(f'data-{key}="{_attribute(value)}"' for key, value in facts.items())
        lines.append(f"## [{escaped(entry.title)}]({entry.slug}.md) {{: {given} }}\n")
        if entry.summary:
            lines.append(f"{escaped(entry.summary)}\n")
        about = [escaped(entry.facts[key]) for key in ("author", "date") if key in entry.facts]
        if "uploaded" in entry.facts and "date" not in entry.facts:
            about.append(f"网站上传于 {escaped(entry.facts['uploaded'])}")
        about.append(f"{entry.length:,} 字，约 {minutes(entry.length)} 分钟")
        about += [escaped(tag) for tag in entry.tags]
        lines.append(SEPARATOR.join(about) + "\n{: .text-facts }\n")
    return "\n".join(lines)


def minutes(length: int) -> int:
    """Time to read ``length`` characters, at least one minute."""
    return max(1, round(length / _A_MINUTE))


def _attribute(value: str) -> str:
    """``value`` as what attr_list reads between quotation marks: no quotes, braces or breaks."""
    return re.sub(r"[^\w .,:、，。·-]", "", value)
