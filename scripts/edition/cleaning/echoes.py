"""chrome (网站附加文字): lines that a page only says again.

石桥镇的水                    石桥镇在两条河的中间，井打得都       (a description, cut off)
…paragraph…                  石桥镇在两条河的中间，井打得都不深，打上来的水却都是甜的。
石桥镇的水    ← again         …paragraph…
…paragraph…                  镇上的老人说，这是因为山里的石...     (teasers of other pages,
石桥镇的水    ← again         去年的油菜花节吸引了很多邻近的...      cut at one length)

目录 / 1 沿革 / 2 工序        (a list of the headings that stand below it, in their order)
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence

from edition.cleaning import contents
from edition.cleaning.lines import ends_sentence

_SHORTEST_TITLE, _LONGEST_TITLE = 8, 60
_FEWEST = 3  # times that a title is said, the first one included
_SHORTEST_LEAD = 25  # characters that a description shares with the text
_LONGEST_LEAD = 250
_LEADS = ("导读", "摘要", "内容提要", "内容摘要", "核心提示", "提要")
_EXTRACT = re.compile(rf"[【\[]?(?:{'|'.join(_LEADS)})[】\]]?:\s*")
_HEAD = 12  # lines in which a description stands
_TEASER = range(18, 81)  # characters of a teaser
_FEWEST_TEASERS = 2
_SHORTEST_TEXT = 60  # characters of the text above teasers
_FOOT = 30  # lines
_END_OF_SENTENCE = (
    16  # characters of a sentence that tell it: the first may have the title before it
)
_CUT = ("...", "……", "…", "。。。")


def again(rows: Sequence[str], known: Collection[int], written: Collection[int]) -> dict[int, str]:
    """Which rows (folded, bare) are echoes: index → rule. ``known``: those that are gone;
    ``written``: those that are the author's."""
    left = [n for n in range(len(rows)) if n not in known]
    found = (
        _titles(rows, left)
        | _descriptions(rows, left)
        | _extracts(rows, left)
        | _teasers(rows, left)
    )
    found |= dict.fromkeys(contents.repeated(rows), "site-contents")
    return {n: rule for n, rule in found.items() if n not in written}


def _titles(rows: Sequence[str], left: Sequence[int]) -> dict[int, str]:
    """The title, said again between the paragraphs of its text."""
    if not left or not _SHORTEST_TITLE <= len(title := rows[left[0]]) <= _LONGEST_TITLE:
        return {}
    places = [n for n in left if rows[n] == title]
    between = [n for n in places[1:] if n - 1 in left and ends_sentence(rows[n - 1])]
    return dict.fromkeys(between, "repeated-title") if len(between) + 1 >= _FEWEST else {}


def _extracts(rows: Sequence[str], left: Sequence[int]) -> dict[int, str]:
    """An abstract that a program made of the text's own sentences."""
    found: dict[int, str] = {}
    for n in left:
        match = _EXTRACT.match(rows[n]) if n < _HEAD else None
        if match is None:
            continue
        said = [part for part in re.split("(?<=[。!?])", rows[n][match.end() :]) if len(part) > 5]
        below = "\n".join(rows[k] for k in left if k > n)
        again = [part.strip() for part in said if part.strip()[-_END_OF_SENTENCE:] in below]
        if said and len(again) == len(said) and sum(map(len, again)) > _END_OF_SENTENCE:
            found[n] = "site-lead"
    return found


def _descriptions(rows: Sequence[str], left: Sequence[int]) -> dict[int, str]:
    """The beginning of a paragraph that stands again, whole, below it; and its label."""
    found: dict[int, str] = {}
    for n in left:
        row = rows[n].rstrip(".…")
        if n >= _HEAD or not _SHORTEST_LEAD <= len(row) <= _LONGEST_LEAD or ends_sentence(row):
            continue
        if any(rows[k].startswith(row) and len(rows[k]) > len(row) for k in left if k > n):
            found[n] = "site-lead"
            if n - 1 in left and rows[n - 1].rstrip(":") in _LEADS:
                found[n - 1] = "site-lead"
    return found


def _teasers(rows: Sequence[str], left: Sequence[int]) -> dict[int, str]:
    """The beginnings of other pages below a text: cut off, all at nearly one length."""
    cut: list[int] = []
    for n in reversed(left[-_FOOT:]):
        if rows[n].endswith(_CUT) and len(rows[n]) in _TEASER:
            cut.append(n)
        elif len(rows[n]) > _TEASER[-1] or ends_sentence(rows[n]):
            break
    if (
        len(cut) < _FEWEST_TEASERS
        or sum(len(rows[k]) for k in left if k < cut[-1]) < _SHORTEST_TEXT
    ):
        return {}
    (length, _), *_ = Counter(len(rows[n]) for n in cut).most_common(1)
    if any(abs(len(rows[n]) - length) > 4 for n in cut):
        return {}
    return dict.fromkeys(range(min(cut), max(left) + 1), "site-list")
