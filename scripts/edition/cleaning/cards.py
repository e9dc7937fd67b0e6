"""metadata (题署): the facts on a text that stand at its head as the items of a list.

    渡口来了新船            - 渡口文集
    - 发布人:dkxx          - 陈小满
    - 时间:2013-05-23      - 17529字
    - 点击:5684            - 2019-12-06 14:00:00
    - 来源:[db:来源]        渡口的钟（下）

In: a text. Out: edits (offsets in code points), one for each item. A list of which one item is nothing of the
kind is the author's (- 时间:… - 地点:…); what tells of a file (- 格式:… - 页数:…) is for `frame`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from edition import data
from edition.cleaning import metadata, names
from edition.cleaning.lines import HAN, Line, folded_lines
from edition.cleaning.patterns import pattern
from edition.edit import Edit

CLS = "metadata"

_ITEM = pattern(r"[ \t\u3000]*[-•·*][ \t]+(?=\S)")
_LABELLED = pattern(rf"(?P<label>[{HAN}]{{2,6}}):\s?(?P<value>.{{0,30}})")
_LENGTH = pattern(r"(?:约|共)?\s?\d{3,8}\s?字")
_COUNT = pattern(r"(?:点击|浏览|阅读|人气|访问|查看)(?:[数量率]|次数)?:\s?\d[\d,.万]*\s?次?")
_STAMP = pattern(r"(?:19|20)\d\d[-/]\d{1,2}[-/]\d{1,2}\s\d{1,2}:\d\d(?::\d\d)?")
_NAME = pattern(rf"[{HAN}A-Za-z\d·()《》]{{2,24}}")  # of a book, of who wrote it
_FIRST = 1  # lines above the list: a title
_LONGEST, _FEWEST, _FEWEST_SURE = 8, 2, 2  # items; of which so many are beyond doubt
_SURE = ("uploaded", "source", "author", "count", "length", "stamp")


def listed(text: str) -> Iterator[Edit]:
    """Each item of such a list."""
    rows = folded_lines(text)
    for first in range(min(_FIRST + 1, len(rows))):
        if items := _items(rows, first):
            kinds = [_kind(row.bare) for row in items]
            if _is_card(kinds):
                for row, kind in zip(items, kinds, strict=True):
                    end = min(len(text), row.end + 1)
                    yield Edit(row.start, text[row.start : end], "", CLS, _key(kind, row.bare))
            return


def _items(rows: Sequence[Line], first: int) -> list[Line]:
    """The items of the list that begins at line ``first``, if text stands below it."""
    last = first
    while last < len(rows) and _ITEM.match(rows[last].text):
        last += 1
    return [*rows[first:last]] if _FEWEST <= last - first <= _LONGEST and last < len(rows) else []


def _kind(line: str) -> str:
    """What a line tells: the key of a fact, or how it is known; "" if nothing of the kind."""
    if _LENGTH.fullmatch(line):
        return "length"
    if _STAMP.fullmatch(line):
        return "stamp"
    if _COUNT.fullmatch(line):
        return "count"
    match = _LABELLED.fullmatch(line)
    if match is None:
        return "name" if _NAME.fullmatch(line) else ""
    if metadata.is_unfilled(line):
        return "strip"
    if metadata.tells(line):
        return metadata.key_of(line) or "strip"
    return "strip" if match["label"] in data.table("chrome")["labels"]["list"] else ""


def _is_card(kinds: Sequence[str]) -> bool:
    """Are all of them facts, two at least beyond doubt? A name says only beside a length and a stamp what it
    is the name of."""
    if not all(kinds) or sum(kind in _SURE for kind in kinds) < _FEWEST_SURE:
        return False
    return "name" not in kinds or {"length", "stamp"} <= {*kinds}


def _key(kind: str, line: str) -> str:
    if kind == "stamp":
        return "uploaded"
    if kind == "name":
        return "author" if names.is_name(line) else "source"
    return "strip" if kind in ("count", "length") else kind
