"""Crossrefs: the Python-Markdown extension that puts pointers beside the paragraphs of a text.

What a paragraph points to comes from `parallels_page.pointers`, by the page's slug and the
paragraph's id; the Markdown of the page itself says nothing of it. A pointer is a link at the end
of the paragraph, so it works without scripts; a search does not find its words.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from xml.etree import ElementTree as etree  # noqa: N813 (as Markdown names it)

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

Pointers = Mapping[str, Mapping[str, Sequence[Mapping[str, str]]]]


class _Pointers(Treeprocessor):
    """Runs after attr_list (priority 8), which sets the ids."""

    def __init__(self, md: Markdown, pointers: Pointers, slug: Callable[[], str]) -> None:
        super().__init__(md)
        self._pointers = pointers
        self._slug = slug

    def run(self, root: etree.Element) -> None:
        here = self._pointers.get(self._slug())
        if not here:
            return
        for block in root:
            for to in here.get(block.get("id", ""), ()):
                block.append(_pointer(to, same_text=to["slug"] == self._slug()))


def _pointer(to: Mapping[str, str], same_text: bool) -> etree.Element:
    link = etree.Element("a", {"class": "seealso", "data-search-exclude": ""})
    link.set("href", f"/texts/{to['slug']}.md#{to['paragraph']}")
    link.set("title", to["note"])
    number = f"第 {to['paragraph'][1:]} 段"
    link.text = AtomicString(f"又见{number}" if same_text else f"又见《{to['title']}》{number}")
    return link


class CrossrefExtension(Extension):
    """``pointers`` as `parallels_page.pointers` gives them; ``slug`` is asked, page by page, which
    text is being converted (an empty string: none)."""

    def __init__(self, pointers: Pointers, slug: Callable[[], str]) -> None:
        super().__init__()
        self._given = pointers, slug

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (the name is Markdown's)
        # Behind the term marks (4), which read the words of a paragraph; before MkDocs' links (0).
        md.treeprocessors.register(_Pointers(md, *self._given), "crossrefs", 3)
