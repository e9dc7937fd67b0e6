"""chrome (网站附加文字): what a site put between two paragraphs of a text.

A list of links under its heading (编辑推荐: …), a row of controls, a pager. Between paragraphs
nothing but the line itself speaks, so it must say twice that it is a site's.
"""

from __future__ import annotations

from collections.abc import Sequence

from edition.cleaning import foot, signs
from edition.cleaning.lines import ends_sentence
from edition.cleaning.patterns import pattern

_LONGEST_LINK = 30  # characters of the title of another page
_MOST_LINKS = 12
_LONGEST_ROW = 40
_SHORTEST_TITLE = 6
_OPEN_ENDS = frozenset("。,;!?”」』…、.")  # what lines of prose and verse end in: most lines
# What begins a part of the text, not a link to another one.
_HEADING = pattern(
    r"[#(（【\[]|第?[一二三四五六七八九十百\d]+[、.．章节回篇条,:]|(?:第|篇|之)[一二三四五六七八九十\d]|.*[篇一二三四五六七八九十\d:,]$"
)


def between_paragraphs(rows: Sequence[str], taken: dict[int, str]) -> dict[int, str]:
    """Lines (folded, bare) that go though text goes on below them: index → rule."""
    found: dict[int, str] = {}
    for n, row in enumerate(rows):
        if len(row) > _LONGEST_ROW or row[-1:] in _OPEN_ENDS or n in taken or n in found:
            continue
        if signs.heads_list(row) and row.rstrip(":") in foot.links_only():
            block = _block(rows, n)
            found |= dict.fromkeys(block, "site-list")
        elif signs.is_beyond_doubt(row):
            found[n] = "site-aside"
    return found


def _block(rows: Sequence[str], head: int) -> range:
    """The heading and the links below it: short lines up to a paragraph; the last one may be the
    heading of what follows."""
    end = head + 1
    while end < len(rows) and end - head <= _MOST_LINKS:
        row = rows[end]
        label, colon, _ = row.partition(":")
        if not (colon and label in foot.links_only()) and (
            len(row) > _LONGEST_LINK or ends_sentence(row) or _HEADING.match(row) or row[-1] == ":"
        ):
            break
        if len(row) >= _SHORTEST_TITLE and sum(row in other for other in rows) > 1:
            break  # what the page says again is its own title
        end += 1
    if end - head > _MOST_LINKS:
        return range(head, head + 1)
    return range(head, end)
