"""Numbers of a list that slipped: one item off, whose neighbours leave it one number only.

    一、…  二、…  二、…  四、…      the second 二 is 三
    （一）… （二）… （三）… （三）…    the last says its neighbour's number once more: 四

In: a reading text in blocks. Out: edits of the numbers. Items follow one another, block by block
or each with its paragraph below; what is a heading there is settled before.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from edition.cleaning.blocks import Block, blocks
from edition.cleaning.enumerators import Enumerator, enumerator
from edition.cleaning.patterns import pattern
from edition.edit import Edit

CLS = "emendation"

_FEWEST = 3  # items of a list in which one may be off
_FAR = 3  # blocks from one item of a list to the next
_HAN = "一二三四五六七八九十"
_NUMBER = pattern(r"\d{1,2}|[一二三四五六七八九十]{1,3}")
_MARKS = pattern(r"#{2,4} ")
_COUNTED = pattern(
    r"([两二三四五六七八九十])(?:个)?(?:点|条|项|件|步|方面|部分|种|类|个)[^。]{0,16}[：:。]$"
)
_SERIES = (
    pattern(r"(?<![\u3400-\u9fff])([一二三四五六七八九十])是(?![一二三四五六七八九十])"),
    pattern(r"(?<![\u3400-\u9fff])第([一二三四五六七八九十])[，、：,](?!第)"),
)
_KINDS = ("han", "han-bracket", "arabic", "arabic-bracket")


def slips(text: str) -> Iterator[Edit]:
    """Numbers that only one other number fits."""
    for run in _runs(blocks(text)):
        counts = [mark.number for _, _, mark in run]
        new = _put_right(counts, _announced(text, run[0][0].start))
        if new is None:
            continue
        n, count = new
        block, at, mark = run[n]
        match = _NUMBER.search(block.text, at, at + mark.length)
        if match:
            digits = str(count) if match[0].isascii() else _han(count)
            note = f"前后各项依次为{'、'.join(map(str, counts[:n]))}，此处当为{count}"
            yield Edit(block.start + match.start(), match[0], digits, CLS, "list-numbers", note)


def inline(text: str) -> Iterator[Edit]:
    """The same in a sentence: 一是…，二是…，三是…，三是…，五是…; 第一，…；第二，…；第二，…."""
    for block in blocks(text):
        for shape in _SERIES:
            found = list(shape.finditer(block.text))
            if len(found) < _FEWEST:
                continue
            counts = [_HAN.index(match[1]) + 1 for match in found]
            new = _put_right(counts, 0)
            if new is None:
                continue
            n, count = new
            between = block.text[found[n - 1].end() : found[n].start()]
            if n + 1 == len(found) or any(mark in between for mark in "“”"):
                continue  # what is said once more after an interruption
            at = block.start + found[n].start(1)
            note = f"前后各项依次为{'、'.join(map(str, counts[:n]))}，此处当为{count}"
            yield Edit(at, found[n][1], _han(count), CLS, "list-numbers", note)


def _put_right(counts: Sequence[int], announced: int) -> tuple[int, int] | None:
    """Which item is off, and its number; None if none is, or more than one."""
    if len(counts) < _FEWEST or counts[0] != 1:
        return None
    wanted = [*range(1, len(counts) + 1)]
    off = [n for n, (count, want) in enumerate(zip(counts, wanted, strict=True)) if count != want]
    if len(off) != 1:
        return None
    n = off[0]
    again = counts[n] == counts[n - 1]
    inside = n + 1 < len(counts)
    # The last item must repeat its neighbour's number, or the text say how many there are.
    return (n, wanted[n]) if inside or again or announced == len(counts) else None


def _announced(text: str, start: int) -> int:
    """How many items the block above announces (有三点：), 0 if it says nothing."""
    above = text[:start].rstrip("\n# ")
    match = _COUNTED.search(above[-60:])
    return _HAN.index(match[1].replace("两", "二")) + 1 if match else 0


def _runs(found: Sequence[Block]) -> Iterator[list[tuple[Block, int, Enumerator]]]:
    """Items of one style and level, in order; another 1 begins a new run, and so does a heading
    of a higher level between."""
    run: list[tuple[Block, int, Enumerator]] = []
    last = level = 0
    style = ""
    for n, block in enumerate(found):
        head = _MARKS.match(block.text)
        at = head.end() if head else 0
        mark = enumerator(block.text, at)
        here = at - 1 if head else 0
        if mark is None or mark.kind not in _KINDS:
            if head and level and here <= level and run:
                yield run
                run = []
            continue
        if run and (mark.style, here) == (style, level) and mark.number != 1:
            if head or n - last <= _FAR:
                run.append((block, at, mark))
                last = n
                continue
        elif run and mark.style != style and mark.number != 1 and not head:
            continue
        if mark.number == 1 and (not run or mark.style == style or here <= level):
            if run:
                yield run
            run, style, level, last = [(block, at, mark)], mark.style, here, n
    if run:
        yield run


def _han(count: int) -> str:
    """二十二"""
    if count <= 10:
        return _HAN[count - 1]
    tens, ones = divmod(count, 10)
    return ("" if tens == 1 else _HAN[tens - 1]) + "十" + (_HAN[ones - 1] if ones else "")
