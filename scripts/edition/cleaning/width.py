"""width (标点): ASCII punctuation beside Chinese, as the full-width marks of GB/T 15834.

Left alone (policy, rule 2): decimals and times, URLs, Latin phrases, enumerators, references.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from edition.cleaning.lines import HAN
from edition.cleaning.patterns import pattern
from edition.edit import Doubt, Edit, edits_of

CLS = "width"

_FULL = {",": "，", ":": "：", ";": "；", "?": "？", "!": "！"}
_WIDE_SET = rf"[{HAN}，。；：？！、（）《》〈〉【】“”‘’〞…—]"
_WIDE = pattern(_WIDE_SET)
# One scan; every alternative looks a bounded way to either side, so the whole is linear. It begins
# with the marks themselves, since `re` skips to them ten times as fast as it tries a look behind.
_SCAN = pattern(
    r"[,.:;?!](?:"
    rf"(?P<after>(?<={_WIDE_SET}[,:;])|(?<={_WIDE_SET}[?!])[?!]*(?!\[))"
    rf"|(?P<before>(?<=[,:;?])(?= ?{_WIDE_SET})|(?<=!)(?={_WIDE_SET}))"
    r"|(?P<last>(?<=[,:;?!])(?=\n|\Z))"
    rf"|(?P<stop>(?<=[{HAN}”’》）]\.)(?=[{HAN}“‘《”’\n]|\Z)))"
)
_BRACKET = pattern(r"[()（）\n]")
_REFERENCE = pattern(
    r"^\[\d+\]\s?\S[^\n]*\.\s?[^\n]*(?:\[[A-Za-z](?:/OL)?\]|\d{4})[^\n]*", re.MULTILINE
)
_LATIN_CLAUSE = pattern(r"[A-Za-z]\s+[A-Za-z]+$")
_WRONG_QUOTES = {"〝": "“", "〞": "”", "〟": "”"}


def marks(text: str) -> Iterable[Edit]:
    """Commas, colons, semicolons, question and exclamation marks, brackets, full stops.

    A mark is Chinese if Chinese stands on either side of it; after a Latin clause it must stand
    on the right, and at the end of a line not far before it. Numbers, times and ratios have
    digits on both sides and so stay.
    """
    found: dict[int, str] = {}
    for match in _SCAN.finditer(text):
        kind, i = match.lastgroup, match.start()
        char = match[0]
        if kind == "after":
            found[i] = _FULL[char[0]]
            for n in range(1, len(char)):
                found[i + n] = _FULL[char[n]]
        elif kind == "stop":
            found[i] = "。"
        elif kind == "before":
            if not _LATIN_CLAUSE.search(text, max(0, i - 40), i):
                found[i] = _FULL[char]
        elif _WIDE.search(text, max(0, i - 13, text.rfind("\n", 0, i) + 1), i):
            found[i] = _FULL[char]
    if "(" in text or ")" in text:
        brackets: list[int] = []
        for match in _BRACKET.finditer(text):
            _bracket(text, match.start(), brackets, found)
    if "[" in text:
        for match in _REFERENCE.finditer(text):
            for i in [i for i in found if match.start() <= i < match.end()]:
                del found[i]
    places = sorted(found)
    return edits_of(
        places,
        map(text.__getitem__, places),
        map(found.__getitem__, places),
        CLS,
        "full-width-marks",
    )


def _bracket(text: str, i: int, opened: list[int], found: dict[int, str]) -> None:
    """Take in one bracket or line break. A pair becomes full width if Chinese stands in it or
    on both sides of it."""
    char = text[i]
    if char == "\n":
        opened.clear()
    elif char in "(（":
        opened.append(i)
    elif opened:
        left = opened.pop()
        if text[left] == "（" and char == "）":
            return
        outside = text[left - 1 : left] + text[i + 1 : i + 2].strip()
        if _WIDE.search(text, left + 1, i) or (
            outside and all(_WIDE.match(side) for side in outside)
        ):
            if text[left] == "(":
                found[left] = "（"
            if char == ")":
                found[i] = "）"


def quotes(text: str) -> Iterator[Edit]:
    """Wrong quotation marks put right, and straight ones beside Chinese turned into pairs.

    A block in which they do not pair is left as it is.
    """
    if not any(mark in text for mark in ('"', *_WRONG_QUOTES)):
        return
    at = 0
    for line in text.split("\n"):
        straight = [match.start() for match in re.finditer('"', line)]
        paired = len(straight) % 2 == 0
        for match in re.finditer('["〝〞〟]', line):
            i, char = match.start(), match[0]
            if char != '"':
                new = _by_balance(line, i) if char == "〞" else _WRONG_QUOTES[char]
                yield Edit(at + i, char, new, CLS, "wrong-quotes")
            elif paired:
                n = straight.index(i)
                if _touches_chinese(line, straight, n):
                    yield Edit(at + i, '"', "“" if n % 2 == 0 else "”", CLS, "straight-quotes")
        at += len(line) + 1


def _is_wide(line: str, i: int) -> bool:
    return 0 <= i < len(line) and bool(_WIDE.match(line[i]))


def unpaired(text: str) -> Iterator[Doubt]:
    """Curly quotation marks without a partner in their block; the first of each block.

    A quotation that runs over several paragraphs opens each of them and closes only the last,
    so an opening mark at the beginning of a block is no fault.
    """
    at = 0
    for block in text.split("\n\n"):
        if "“" in block or "”" in block:
            odd = _odd_quote(block)
            if odd is not None:
                yield Doubt(at + odd, block[odd], "", CLS, "unpaired-quote", "引号不成对")
        at += len(block) + 2


def _odd_quote(block: str) -> int | None:
    opened: list[int] = []
    for match in re.finditer("[“”]", block):
        if match[0] == "“":
            opened.append(match.start())
        elif opened:
            opened.pop()
        else:
            return match.start()
    return opened[-1] if opened and opened[-1] > 0 else None


def _touches_chinese(line: str, straight: list[int], n: int) -> bool:
    """Does this quotation (both its marks) hold or touch Chinese?"""
    left, right = straight[n - n % 2], straight[n - n % 2 + 1]
    return bool(_WIDE.search(line[left + 1 : right])) or (
        _is_wide(line, left - 1) and _is_wide(line, right + 1)
    )


def _by_balance(line: str, i: int) -> str:
    """“ or ”, whichever the marks before position ``i`` call for."""
    opened = line.count("“", 0, i) + line.count("〝", 0, i)
    closed = line.count("”", 0, i) + line.count("〞", 0, i)
    return "”" if opened > closed else "“"
