"""Tooltips: the Python-Markdown extension that marks terms and shows the apparatus.

Four processors and nothing else:

* `_CriticMarks` turns the CriticMarkup of `page` into elements: ``emendation``, ``encoding``,
  ``lacuna``, ``doubt``, with the witness's words in ``data-witness``;
* `_Anchors` puts its lasting address before each paragraph and heading (`anchors`);
* `_TermMarks` finds the glossary's terms in the paragraphs of a text and puts a link around
  each, also where a mark stands inside a term:

      为{~~名~>民~~}务实清廉   →   <a class="term">为<span class="emendation">民</span>务实清廉</a>

* `_Apparatus` numbers the marks and appends the 校勘记 (`marks`).

A paragraph of a text is known by its id (p1, p2, …): headings, links, code and pages about the
site are left alone. What a tooltip says of a term is in a file beside the page (`notes`); a reader
without JavaScript has the link.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from xml.etree import ElementTree as etree  # noqa: N813 (as Markdown names it)

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import HTML_PLACEHOLDER_RE, AtomicString

from edition import marks
from edition.anchors import anchors
from edition.glossary import Glossary, Match
from edition.notes import Noted

# {~~old~>new~~}, {++new++}, {--old--}, {==text==}, each with {>>class/rule: note<<}.
_CRITIC = (
    r"\{(?:~~(?P<old>[^{}]*?)~>(?P<new>[^{}]*?)~~|\+\+(?P<added>[^{}]*?)\+\+"
    r"|--(?P<gone>[^{}]*?)--|==(?P<same>[^{}]*?)==)\}"
    r"\{>>(?P<cls>[a-z]+)/(?P<rule>[a-z-]+)(?P<note>[^{}]*?)<<\}"
)
_PARAGRAPH_ID = re.compile(r"p\d+")
_HEADINGS = {f"h{level}" for level in range(1, 7)}
_WAITING = "term-link"  # a link whose address is not known yet
_SKIPPED = {"a", "code", "pre", "script", "style"}


class _CriticMarks(InlineProcessor):
    """CriticMarkup with a comment that names class and rule → one element."""

    def handleMatch(  # type: ignore[override]  # noqa: N802 (the name is Markdown's)
        self, m: re.Match[str], data: str
    ) -> tuple[etree.Element, int, int]:
        # Markdown writes an & that begins an entity as it is: “&lt;” would show as “<”.
        groups = {
            name: html.unescape(text or "").replace("&", "&amp;")
            for name, text in m.groupdict().items()
        }
        text = groups["new"] or groups["added"] or groups["same"]
        witness = groups["old"] or groups["gone"] or groups["same"]
        cls, rule, note = groups["cls"], groups["rule"], groups["note"].removeprefix(": ")
        element = etree.Element("span", {"class": cls})
        if cls == "structure":
            element.set("class", rule)  # a made title: no apparatus of words
        if cls in marks.VERDICTS:
            element.set("data-witness", witness)
            element.set("data-note", note)  # what is shown of it, `marks.finish` says
            element.set("data-rule", rule)
            element.set("tabindex", "0")
        element.text = AtomicString(text)
        return element, m.start(0), m.end(0)


class _Anchors(Treeprocessor):
    """A link to itself at the beginning of each paragraph and heading of a text: it carries the
    lasting id, and a style sheet writes the number of the paragraph in it."""

    def run(self, root: etree.Element) -> None:
        found = list(marks.blocks(root))
        names = anchors(self._text(block) for _, block in found)
        for (label, block), name in zip(found, names, strict=True):
            said = f"第 {label} 段的链接" if label.isdigit() else "本节的链接"
            shown = {"data-n": label if label.isdigit() else "§", "aria-label": said}
            link = etree.Element("a", {"class": "anchor", "id": name, "href": f"#{name}", **shown})
            link.tail, block.text = block.text, None
            block.insert(0, link)

    def _text(self, block: etree.Element) -> str:
        """The characters of a block, also those that Markdown has put aside as entities."""
        stash = self.md.htmlStash.rawHtmlBlocks
        text = HTML_PLACEHOLDER_RE.sub(
            lambda m: str(stash[int(m[1])]) if int(m[1]) < len(stash) else m[0],
            "".join(block.itertext()),
        )
        return html.unescape(text)


class _Apparatus(Treeprocessor):
    """Ids and notes of the marks, and the 校勘记 at the end."""

    def run(self, root: etree.Element) -> None:
        entries = marks.finish(root)
        if entries:
            root.append(marks.section(entries))


class _TermMarks(Treeprocessor):
    """Terms in paragraphs that carry an id; `noted` is what was marked on the page converted last.

    Runs after attr_list (priority 8), which sets the ids.
    """

    def __init__(self, md: Markdown, glossary: Glossary) -> None:
        super().__init__(md)
        self._glossary = glossary
        self.noted = Noted()
        self.sample: etree.Element | None = None

    def run(self, root: etree.Element) -> None:
        self.noted = Noted()
        seen: set[str] = set()  # terms met since the last heading
        links: list[etree.Element] = []
        for block in root:
            if block.tag in _HEADINGS:
                seen.clear()
            elif _PARAGRAPH_ID.fullmatch(block.get("id", "")):
                for match, link in _mark(block, self._glossary, seen):
                    self.noted.add(match, self._glossary)
                    links.append(link)
        # MkDocs looks up each link, which costs more than finding the terms. All of these lead
        # into one folder: it is shown the first, and `_TermLinks` makes the others like it.
        for link in links[1:]:
            link.tag = _WAITING
        self.sample = links[0] if links else None


class _TermLinks(Treeprocessor):
    """The addresses of the term links that MkDocs was not shown, after that of the one it was."""

    def __init__(self, md: Markdown, marks: _TermMarks) -> None:
        super().__init__(md)
        self._marks = marks

    def run(self, root: etree.Element) -> None:
        sample = self._marks.sample
        if sample is None:
            return
        # …/terms/sifeng/ or …/terms/sifeng.html
        before, after = sample.get("href", "").rsplit(sample.attrib.pop("data-slug"), 1)
        for link in root.iter(_WAITING):
            link.tag = "a"
            link.set("href", f"{before}{link.attrib.pop('data-slug')}{after}")


def _mark(
    block: etree.Element, glossary: Glossary, seen: set[str]
) -> Iterator[tuple[Match, etree.Element]]:
    """Put links around the terms of one block; yields each that was marked with its link."""
    runs = list(_runs(block))
    offsets = [run.offset for run in runs]
    text = "".join(run.text for run in runs)
    matches = list(glossary.find(text))
    first = set()
    for n, match in enumerate(matches):
        if match.term.slug not in seen:
            seen.add(match.term.slug)
            first.add(n)
    # From the right, so that what is left of a link keeps its place in the tree.
    for n in range(len(matches) - 1, -1, -1):
        match = matches[n]
        # The runs that its first and its last character are in; an empty one holds none.
        head = runs[bisect_right(offsets, match.start) - 1]
        tail = runs[bisect_left(offsets, match.end) - 1]
        link = _wrap(head, tail, match, again=n not in first)
        if link is not None:
            yield match, link


class _Run:
    """A stretch of text in a tree: ``holder.text`` (of ``inside``) or the tail of a child.

    ``parent`` is the element that a new sibling would be put into, ``index`` where.
    """

    __slots__ = ("element", "offset", "parent", "tail")

    def __init__(
        self, parent: etree.Element, element: etree.Element, tail: bool, offset: int
    ) -> None:
        self.parent = parent  # the element that holds this text
        self.element = element  # whose .text or .tail it is
        self.tail = tail
        self.offset = offset  # in the text of the block

    @property
    def text(self) -> str:
        return (self.element.tail if self.tail else self.element.text) or ""

    def set(self, text: str) -> None:
        if self.tail:
            self.element.tail = text
        else:
            # A mark's text is atomic: it must not be read as Markdown again.
            self.element.text = AtomicString(text)

    @property
    def index(self) -> int:
        """Where a child that follows this text stands in ``parent``."""
        return list(self.parent).index(self.element) + 1 if self.tail else 0


def _runs(block: etree.Element, offset: int = 0) -> Iterator[_Run]:
    """The text of a block in reading order, without what is in links and code."""
    run = _Run(block, block, False, offset)
    yield run
    offset += len(run.text)
    for child in block:
        if child.tag not in _SKIPPED:
            for inner in _runs(child, offset):
                yield inner
                offset = inner.offset + len(inner.text)
        tail = _Run(block, child, True, offset)
        yield tail
        offset += len(tail.text)


def _wrap(first: _Run, last: _Run, match: Match, again: bool) -> etree.Element | None:
    """Put a link around text[match.start:match.end], which begins in one run and ends in another.
    None where it would cut through an element (half a mark inside the term)."""
    link = etree.Element("a", {"class": "term term--again" if again else "term"})
    link.set("href", f"/terms/{match.term.slug}.md")
    link.set("data-slug", match.term.slug)
    head, tail = match.start - first.offset, match.end - last.offset
    if first is last:
        before, inside, after = first.text[:head], first.text[head:tail], first.text[tail:]
        link.text, link.tail = AtomicString(inside), AtomicString(after)
        first.parent.insert(first.index, link)
        first.set(before)
        return link
    # A term that begins or ends with a whole element takes the element in.
    outer = last.parent if head == 0 and first.parent is not last.parent else first.parent
    left = _edge(first, outer, at_start=head == 0)
    right = _edge(last, outer, at_start=False, at_end=tail == len(last.text))
    if left is None or right is None or left > right:
        return None
    children = list(outer)[left:right]
    if first.parent is outer and not (head == 0 and first.element is not outer and not first.tail):
        link.text = AtomicString(first.text[head:])
        first.set(first.text[:head])
    if last.parent is outer:
        link.tail = AtomicString(last.text[tail:])
        last.set(last.text[:tail])
    else:  # the term ends with a whole element: what follows that stays outside
        link.tail, children[-1].tail = children[-1].tail, None
    for child in children:
        outer.remove(child)
        link.append(child)
        child.attrib.pop("tabindex", None)  # one focus: the link's, whose tooltip tells both
    outer.insert(left, link)
    return link


def _edge(run: _Run, outer: etree.Element, at_start: bool, at_end: bool = False) -> int | None:
    """The index in ``outer`` of the first child behind a run (for its left edge), or of the
    child after its last one (for its right edge); None if the run is inside an element that the
    term would cut through."""
    if run.parent is outer:
        return run.index
    children = list(outer)
    if run.parent in children and len(run.parent) == 0 and not run.tail:
        if at_start:
            return children.index(run.parent)
        if at_end:
            return children.index(run.parent) + 1
    return None


class TooltipExtension(Extension):
    """Marks the terms of a `Glossary`; `noted` says which were met on the page converted last."""

    def __init__(self, glossary: Glossary) -> None:
        super().__init__()
        self._glossary = glossary
        self._marks: _TermMarks | None = None

    @property
    def noted(self) -> Noted:
        return self._marks.noted if self._marks else Noted()

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (the name is Markdown's)
        # Before backticks (190): words of a witness are never code, links or emphasis.
        md.inlinePatterns.register(_CriticMarks(_CRITIC, md), "critic-marks", 195)
        # After attr_list (8), before MkDocs looks which ids a page has (5).
        md.treeprocessors.register(_Anchors(md), "anchors", 6)
        # After toc (5), whose headings part the sections; before MkDocs' links (0).
        self._marks = _TermMarks(md, self._glossary)
        md.treeprocessors.register(self._marks, "term-marks", 4)
        # After MkDocs' links (0), one of which it follows.
        md.treeprocessors.register(_TermLinks(md, self._marks), "term-links", -1)
        # After MkDocs' links, which would look for ids that are given only now.
        md.treeprocessors.register(_Apparatus(md), "apparatus", -2)
