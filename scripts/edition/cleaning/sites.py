"""chrome (网站附加文字): the name of the site, said between the lines of a text and behind them.

同志们： 某某驿站 www.….cn             the name with its address at the end of a line
某某驿站，海量范文免费看               a line that begins with a name that the page has elsewhere
Copyright © 2015 某某驿站             (where it says whose it is)
……老船工笑了。8 protected96SHIPkq3Zr9 某某     the same behind paragraphs, but for a code that is never the same

In: a text; the lines of a page (folded, bare). Out: edits; lines that go. An author who says where
something can be read (详情请登录 国家图书馆 www.nlc.cn) is left alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from functools import cache

from edition import data
from edition.cleaning.enumerators import enumerator
from edition.cleaning.lines import HAN, ends_sentence, folded_lines
from edition.cleaning.patterns import pattern
from edition.edit import Edit, apart

CLS = "chrome"
RULE = "site-name"

_ADDRESS = r"(?:https?://|www\.|m\.)[\w-]+(?:\.[\w-]+)*\.[a-z]{2,8}(?:/[\w./?=&-]*)?"
_SIGNED = pattern(
    rf"(?<=\S)[ \t\u3000]+(?P<name>[{HAN}]{{2,8}})[ \t]?{_ADDRESS}[ \t]*$", re.MULTILINE
)
_NAMED = pattern(rf"(?P<name>[{HAN}]{{2,8}})[ \t]?{_ADDRESS}")
# A site's name behind a string of its own, at the ends of lines: ……不影响读者征信。cO4拜客生活常识网
_TAIL = pattern(rf"[A-Za-z\d]{{2,6}}(?P<name>[{HAN}]{{2,10}}网)[ \t]*$", re.MULTILINE)
_FEWEST_TAILS = 2
# What stands behind the last mark of a paragraph, no clause and no address, and the codes in it.
_BEHIND = pattern(r"(?<=[。！？”…])(?P<tail>[^。！？”…，、；：,;:/=.\n]{8,80})$", re.MULTILINE)
_CODE = pattern(r"(?=[A-Za-z]*\d)(?=[A-Za-z\d]*[a-z])(?=[A-Za-z\d]*[A-Z])[A-Za-z\d]{6,}")
_FEWEST_CODED = 3
_LONGEST = 30  # characters of a line about a site
_SENTENCE = 20  # characters of a sentence that speaks of it


def spans(text: str) -> Iterator[Edit]:
    """The name of a site with its address, behind a blank at the end of a line of the text; the short
    lines that begin with such a name; a name behind letters at the ends of two lines at least; and
    `_coded` words."""
    tails = list(_TAIL.finditer(text)) if "网" in text else []
    counts = Counter(match["name"] for match in tails)
    coded = _coded(text)
    ends = {match.end() for match in coded}  # what both know is one
    tails = [m for m in tails if counts[m["name"]] >= _FEWEST_TAILS and m.end() not in ends]
    tails = sorted([*tails, *coded], key=re.Match.start)
    edits = [Edit(match.start(), match[0], "", CLS, RULE) for match in tails]
    if "www." not in text and "://" not in text:
        yield from edits
        return
    found = [
        match
        for match in _SIGNED.finditer(text)
        if not _asks(text, text.rfind("\n", 0, match.start()) + 1, match.start())
    ]
    names = {match["name"] for match in found}
    edits = [*(Edit(match.start(), match[0], "", CLS, RULE) for match in found), *edits]
    for row in folded_lines(text) if names else ():
        if _is_sites(row.bare, names):
            end = min(len(text), row.end + 1)
            # What was found inside the line goes with it.
            edits = [edit for edit in edits if not row.start <= edit.start < end]
            edits.append(Edit(row.start, text[row.start : end], "", CLS, RULE))
    yield from apart(edits)


def _coded(text: str) -> list[re.Match[str]]:
    """The same words behind paragraphs, three at least, but for a code of letters and digits that each time is
    another."""
    found = [match for match in _BEHIND.finditer(text) if _CODE.search(match["tail"])]
    alike = Counter(_CODE.sub("", match["tail"]) for match in found)
    codes = Counter(match["tail"] for match in found)
    return [
        match
        for match in found
        if alike[_CODE.sub("", match["tail"])] >= _FEWEST_CODED and codes[match["tail"]] == 1
    ]


@cache
def _owns() -> re.Pattern[str]:
    """How a site says that it owns a page; its name is the last group that is filled."""
    rows = data.table("chrome")["sites"]["owns"]
    return re.compile("|".join(row.replace("«name»", f"([{HAN}]{{3,8}}?)") for row in rows), re.I)


def _asks(text: str, start: int, at: int) -> bool:
    """Does an author say where to read something ahead of an address, or what is to be done there: is it
    the step of a procedure, with nothing but its number before it ((1) 打开渡口网站 www.…)?"""
    number = enumerator(text, start)
    step = number is not None and start + number.length == at
    return step or bool(_visits().search(text, max(start, at - 12), at))


@cache
def _visits() -> re.Pattern[str]:
    words = "|".join(data.table("chrome")["sites"]["visits"])
    return re.compile(rf"(?:{words})[^。，]{{0,6}}$")


def lines(rows: Sequence[str], known: Collection[int]) -> dict[int, str]:
    """Short lines that begin with the site's name: index → rule."""
    names = _names(rows, known)
    return {n: RULE for n, row in enumerate(rows) if n not in known and _is_sites(row, names)}


def _is_sites(row: str, names: Collection[str]) -> bool:
    return (
        len(row) <= _LONGEST
        and not ends_sentence(row)
        and any(row.startswith(name) for name in names)
    )


def _names(rows: Sequence[str], known: Collection[int]) -> set[str]:
    """What the page calls its site, if no sentence of the text speaks of it."""
    found: set[str] = set()
    for n in known:
        found |= {match[match.lastindex or 0] for match in _owns().finditer(rows[n])}
        found |= {match["name"] for match in _NAMED.finditer(rows[n])}
    left = [row for n, row in enumerate(rows) if n not in known]
    said = [row for row in left if len(row) > _SENTENCE and ends_sentence(row)]
    return {name for name in found if not any(name in row for row in said)}
