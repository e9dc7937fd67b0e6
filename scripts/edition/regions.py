"""Regions: stretches of hand-written pages that `clean.py write` keeps up to date.

    <!-- texts:begin -->
    (what stands here is replaced)
    <!-- texts:end -->

So a page stays plain Markdown that a person writes, and no list in it goes stale. `Region` names
are: ``texts`` (every text with its sentence), ``terms`` (the most used), ``figures`` (how large the
collection is and what was done to it).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from edition.concordance import TextEntry
from edition.errors import EditionError
from edition.glossary import Glossary
from edition.page import SEPARATOR, escaped
from edition.reading import CLASSES

_BEGIN = re.compile(r"^<!-- (?P<name>[\w-]+):begin -->\n", re.M)
_MOST_USED = 24  # terms

Region = Callable[[str], str]  # the way from the page to docs/ ("" or "../") → Markdown


def of(
    entries: Sequence[TextEntry], counts: Mapping[str, int], glossary: Glossary
) -> dict[str, Region]:
    """All regions of a collection, by name."""
    return {
        "texts": lambda way: _texts(entries, way),
        "terms": lambda way: _terms(counts, glossary, way),
        "figures": lambda way: _figures(entries, counts, glossary, way),
    }


def fill(text: str, regions: Mapping[str, Region], path: Path, way: str) -> str:
    """A hand-written page with its regions filled. Raises EditionError naming file and line where
    a region is unknown or has no end."""
    done, at = [], 0
    while (begin := _BEGIN.search(text, at)) is not None:
        name = begin["name"]
        where = f"{path}:{text.count(chr(10), 0, begin.start()) + 1}"
        if name not in regions:
            raise EditionError(
                where, f"no region is called “{name}”", f"use one of: {', '.join(regions)}"
            )
        end = text.find(f"<!-- {name}:end -->\n", begin.end())
        if end < 0:
            raise EditionError(
                where, f"region “{name}” has no end", f"add a line <!-- {name}:end -->"
            )
        done += [text[at : begin.end()], "\n", regions[name](way), "\n"]
        at = end
    return "".join([*done, text[at:]])


def _texts(entries: Sequence[TextEntry], way: str) -> str:
    return "".join(
        f"- [{escaped(entry.title)}]({way}texts/{entry.slug}.md)"
        + (f"：{escaped(entry.summary)}" if entry.summary else "")
        + "\n"
        for entry in entries
    )


def _terms(counts: Mapping[str, int], glossary: Glossary, way: str) -> str:
    used = sorted(
        (slug for slug in counts if slug in glossary.terms), key=lambda s: (-counts[s], s)
    )
    links = [
        f"[{escaped(glossary.terms[slug].form)}]({way}terms/{slug}.md)"
        for slug in used[:_MOST_USED]
    ]
    return SEPARATOR.join(links) + "\n" if links else "尚无用例。\n"


def _figures(
    entries: Sequence[TextEntry], counts: Mapping[str, int], glossary: Glossary, way: str
) -> str:
    edits: Counter[str] = Counter()
    for entry in entries:
        edits.update(entry.edits)
    rows = [
        ("篇数", len(entries)),
        ("正文", f"{sum(entry.length for entry in entries):,} 字"),
        ("词条", len(glossary.terms)),
        ("词条用例", f"{sum(counts.values()):,}"),
        ("改动", f"{edits.total():,} 处"),
    ]
    lines = [
        "| 项目 | 数目 |",
        "| --- | ---: |",
        *(f"| {name} | {value} |" for name, value in rows),
    ]
    lines += [
        f"| 　其中：[{name}]({way}about/fanli.md#{cls}) | {edits[cls]:,} |"
        for cls, name in CLASSES.items()
        if edits[cls]
    ]
    return "\n".join(lines) + "\n"
