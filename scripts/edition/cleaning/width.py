"""width (标点): ASCII punctuation beside Chinese, as the full-width marks of GB/T 15834.

Left alone (policy, rule 2): decimals and times, URLs, Latin phrases, enumerators, references.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from edition.cleaning.lines import HAN
from edition.edit import Doubt, Edit

CLS = "width"

_FULL = {",": "，", ":": "：", ";": "；", "?": "？", "!": "！"}
_WIDE = re.compile(rf"[{HAN}，。；：？！、（）《》〈〉【】“”‘’〞…—]")
_REFERENCE = re.compile(r"\[\d+\]\s?\S.*\.\s?.*(?:\[[A-Za-z](?:/OL)?\]|\d{4})")
_PROTECTED = re.compile(
    r"https?://[^\s\u3400-\u9fff]+|www\.[^\s\u3400-\u9fff]+|[\w.+-]+@[\w-]+\.[\w.]+"
    r"|\d{1,2}:\d{2}(?::\d{2})?|\d{1,3}(?:,\d{3})+|\d+\.\d+|\d+:\d+"
)
_BRACKETS = {"(": ")", "（": "）"}
_WRONG_QUOTES = {"〝": "“", "〞": "”", "〟": "”"}


def marks(text: str) -> Iterator[Edit]:
    """Commas, colons, semicolons, question and exclamation marks, brackets, full stops."""
    at = 0
    for line in text.split("\n"):
        if re.search(r"[,:;?!().]", line) and not _REFERENCE.match(line):
            yield from (
                Edit(at + i, line[i], new, CLS, "full-width-marks") for i, new in _line(line)
            )
        at += len(line) + 1


def _line(line: str) -> Iterator[tuple[int, str]]:
    protected = {i for m in _PROTECTED.finditer(line) for i in range(m.start(), m.end())}
    found: dict[int, str] = {}
    for match in re.finditer(r"[,:;?]|!(?!\[)", line):
        i = match.start()
        if i not in protected and _beside_chinese(line, i):
            found[i] = _FULL[match[0]]
    for left, right in _pairs(line):
        inside = line[left + 1 : right]
        chinese = _WIDE.search(inside) or (
            _is_wide(line, left - 1) and (_is_wide(line, right + 1) or right + 1 == len(line))
        )
        if chinese and left not in protected:
            found[left], found[right] = "（", "）"
    for match in re.finditer(r"\.", line):
        i = match.start()
        if i not in protected and _is_full_stop(line, i):
            found[i] = "。"
    for i in sorted(found):
        if line[i] != found[i]:
            yield i, found[i]


def _is_wide(line: str, i: int) -> bool:
    return 0 <= i < len(line) and bool(_WIDE.match(line[i]))


def _beside_chinese(line: str, i: int) -> bool:
    """Does the mark at ``i`` belong to a Chinese sentence? It does if Chinese stands on either
    side, looking past closing quotes and other marks; after a Latin word it must stand on the
    right."""
    before = line[:i].rstrip(" ")
    after = line[i + 1 :].lstrip(" ")
    left = bool(before) and bool(_WIDE.match(before[-1]))
    right = bool(after) and bool(_WIDE.match(after[0]))
    if left or (right and not re.search(r"[A-Za-z]\s+[A-Za-z]+$", before)):
        return True
    # Between a number or a Latin word and another: Chinese if the sentence is.
    if before and after and before[-1] in "%％)）]" and right:
        return True
    return not after and bool(re.search(rf"[{HAN}][^\n]{{0,12}}$", before))


def _is_full_stop(line: str, i: int) -> bool:
    """An ASCII point that ends a Chinese sentence: behind Han or a closing quote, before Han, a
    quote or the end, and not part of an ellipsis or an enumerator."""
    before, after = line[i - 1 : i], line[i + 1 : i + 2]
    if not before or before == "." or after == ".":
        return False
    if not re.match(rf"[{HAN}”’》）]", before):
        return False
    return not after or bool(re.match(rf"[{HAN}“‘《”’]", after))


def _pairs(line: str) -> Iterator[tuple[int, int]]:
    """The brackets of a line that pair, ASCII and full-width ones alike."""
    stack: list[int] = []
    for i, char in enumerate(line):
        if char in _BRACKETS:
            stack.append(i)
        elif char in ")）" and stack:
            left = stack.pop()
            if line[left] == "(" or char == ")":
                yield left, i


def quotes(text: str) -> Iterator[Edit]:
    """Wrong quotation marks put right, and straight ones beside Chinese turned into pairs.

    A block in which they do not pair is left as it is.
    """
    at = 0
    for line in text.split("\n"):
        for i, char in enumerate(line):
            if char in _WRONG_QUOTES:
                new = _by_balance(line, i) if char == "〞" else _WRONG_QUOTES[char]
                yield Edit(at + i, char, new, CLS, "wrong-quotes")
        straight = [i for i, char in enumerate(line) if char == '"']
        if straight and len(straight) % 2 == 0 and _WIDE.search(line):
            for n, i in enumerate(straight):
                if _touches_chinese(line, straight, n):
                    yield Edit(at + i, '"', "“" if n % 2 == 0 else "”", CLS, "straight-quotes")
        at += len(line) + 1


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
