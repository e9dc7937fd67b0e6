"""The page of all parallels (互见), and what each paragraph points to.

`page` is Markdown; `pointers` is data for `crossrefs`, which puts the pointers beside the
paragraphs when the site is built. A text's own Markdown holds none of it: a page does not depend
on what other texts stand in the collection.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import groupby

from edition.page import GENERATED, escaped, front_matter
from edition.parallels import Parallel, Piece

_LEAD = (
    "同一段话在一篇之内或两篇之间出现两次的，并列在这里；字句不同的地方加底色，一处有而另一处没有的字以 ‸ 标出位置。"
    "重复的缘由不一：一人重说，拼接时重出，或者一文袭用另一文；本站只列出，不判断。"
    "校改以另一处为据的，校勘记里有说明。只是套语相同的不列。\n"
)


def page(found: Sequence[Parallel], titles: Mapping[str, str]) -> str:
    """The Markdown of the page. ``titles`` gives the title of each text by its slug."""
    front = {"title": "互见", "kind": "parallels", "description": "各篇之内与各篇之间重复的文字"}
    lines = [front_matter(front), GENERATED, "# 互见\n", _LEAD]
    if not found:
        lines.append("现有各篇之中没有重复的文字。\n")
    ranked = sorted(found, key=lambda p: (p.left.slug, p.right.slug))
    for (one, two), group in groupby(ranked, key=lambda p: (p.left.slug, p.right.slug)):
        name = f"《{escaped(titles[one])}》"
        between = f"与《{escaped(titles[two])}》" if one != two else "之内"
        lines.append(f"## {name}{between}\n")
        for parallel in group:
            lines.append(_comparison(parallel, titles))
    return "\n".join(lines)


def _comparison(parallel: Parallel, titles: Mapping[str, str]) -> str:
    """One parallel: its words once if both places agree, or else side by side. The first address
    has an id, so that the comparison can be pointed at."""
    same_text = parallel.left.slug == parallel.right.slug
    left, right = (
        f"[{place(side.paragraph, '' if same_text else titles[side.slug])}]"
        f"(../texts/{side.slug}.md#{side.paragraph})"
        for side in (parallel.left, parallel.right)
    )
    left += f"{{: #{anchor(parallel)} }}"
    if parallel.identical:
        return f"{left} ＝ {right}\n{{: .parallel }}\n\n> {_shown(parallel.left.text)}\n"
    rows = [
        (left, f"{right}（{_difference(parallel)}）"),
        ("---", "---"),
        (
            "".join(_cell(piece.left, piece) for piece in parallel.pieces),
            "".join(_cell(piece.right, piece) for piece in parallel.pieces),
        ),
    ]
    return "".join(f"| {one} | {two} |\n" for one, two in rows)


def place(paragraph: str, title: str = "") -> str:
    """What a reader calls a paragraph: 第 9 段, with the title where it is in another text."""
    return (f"《{escaped(title)}》" if title else "") + f"第 {paragraph[1:]} 段"


def anchor(parallel: Parallel) -> str:
    """The id of a comparison on the page: it names both places, so a link stays valid while the
    places do."""
    left, right = parallel.left, parallel.right
    return f"{left.slug}.{left.paragraph}-{right.slug}.{right.paragraph}"


def _shown(text: str) -> str:
    return escaped(text).replace("|", "&#124;")  # a bar would begin a cell


def _cell(text: str, piece: Piece) -> str:
    if piece.same:
        return _shown(text)
    if not text:
        return '<span class="variant variant--none" title="此处无字"></span>'
    return f'<mark class="variant">{_shown(text)}</mark>'


def _difference(parallel: Parallel) -> str:
    count = sum(not piece.same for piece in parallel.pieces)
    return f"{count} 处不同" if count else "全同"


def pointers(
    found: Sequence[Parallel], titles: Mapping[str, str]
) -> dict[str, dict[str, list[dict[str, str]]]]:
    """{slug: {paragraph: [{slug, paragraph, title, note}, …]}}: for each paragraph where else its
    words stand, both ways, once for each other paragraph."""
    rows: defaultdict[str, defaultdict[str, dict[tuple[str, str], dict[str, str]]]]
    rows = defaultdict(lambda: defaultdict(dict))
    for parallel in found:
        for here, there in (
            (parallel.left, parallel.right),
            (parallel.right, parallel.left),
        ):
            rows[here.slug][here.paragraph][there.slug, there.paragraph] = {
                "slug": there.slug,
                "paragraph": there.paragraph,
                "title": titles[there.slug],
                "note": _difference(parallel),
            }
    return {
        slug: {paragraph: list(to.values()) for paragraph, to in paragraphs.items()}
        for slug, paragraphs in rows.items()
    }
