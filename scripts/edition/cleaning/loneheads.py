"""structure (结构): numbered headings that a full stop closes and that have no sibling in what a page has of
a text. Siblings would tell; without them the words must.

    一、渡口日志的写法。                   a name, not a sentence, above its points
    （二）关于渡口日志的写作。｜渡口日志是……  … or before its paragraph
    渡口有三大用处：｜1.方便赶集。｜由于……     the first of so many as were announced, where a text breaks off

In: blocks and points. Out: are they headings, and where a block begins with one (offsets in code points).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from edition import data
from edition.cleaning import attached, unnumbered
from edition.cleaning.blocks import Block
from edition.cleaning.enumerators import Enumerator, enumerator
from edition.cleaning.lines import HAN, ends_sentence
from edition.cleaning.patterns import pattern
from edition.cleaning.siblings import Point

# What no name of a section has before or behind its 的, and what a sentence has.
_NAME = pattern(
    rf"(?!.*(?:[我你他她它们这那是有要应把被让使了着过没吗吧呢会能就都须得]|不|如下|以下|下列|(?<!目)的$))"
    rf"(?:关于)?(?P<topic>[{HAN}]{{2,12}})(?<!目)的[{HAN}]{{2,8}}"
)
_PLAIN = pattern(rf"[{HAN}“”《》]{{2,24}}")
_SPOKEN = pattern("[我你他她它们吗呢吧了]")
_INSIDE = pattern(
    rf"(?<=[。！？]) ?(?P<mark>1[、.．]) ?(?P<name>[{HAN}“”]{{3,16}})。(?=[{HAN}“]{{2}})"
)
_ANY_BLANK = pattern(r"[ \u3000]")
_BEHIND_BLANK = pattern(rf"(?<=[。！？!?])[ \u3000]+(?P<head>[{HAN}“”]{{7,20}})$")
_SHORTEST, _LONG, _LONGEST_ANNOUNCED = 40, 80, 10  # characters of a paragraph; of a heading


def is_name(words: str, text: str) -> bool:
    """Do these words name a section (日志的标题), and are neither a sentence nor a task (运行本节中的代码):
    does the ``text`` below speak of the same thing?"""
    match = _NAME.fullmatch(words)
    return match is not None and match["topic"] in text


def is_closed(found: Sequence[Block], n: int, mark: Enumerator) -> bool:
    """Is a block of its own that ends in a full stop a heading: a name, or the first point of what was
    announced, with a paragraph below it, where the text breaks off?"""
    words = found[n].text.strip()[mark.length :].strip().rstrip("。")
    if is_name(words, "\n".join(block.text for block in found[n + 1 :])):
        return True
    if mark.kind != "han" or mark.number != 1 or not n or n + 2 != len(found):
        return False
    above, below = found[n - 1].text.rstrip(), found[n + 1].text.strip()
    plain = _PLAIN.fullmatch(words) is not None and not _SPOKEN.search(words)
    return plain and above[-1] in "：:" and enumerator(below) is None and ends_sentence(below)


def runs_in(found: Sequence[Block], point: Point) -> bool:
    """Does a heading without a sibling end at the full stop of its first sentence?"""
    text = point.block.text
    words, rest = text[point.mark.length : point.lead].strip(), text[point.lead :].strip()
    if not point.runs_in or words[-1:] != "。" or len(rest) < _SHORTEST:
        return False
    if is_name(words[:-1], rest):
        return True
    last = found[-1].end == point.block.end and len(found) > 1
    if (
        not last
        or point.mark.number != 1
        or len(rest) < _LONG
        or not attached.counts(found[-2].text.rstrip())
    ):
        return False
    plain = _PLAIN.fullmatch(words[:-1]) is not None and not _SPOKEN.search(words)
    return plain and len(words) <= _LONGEST_ANNOUNCED


def behind_blanks(found: Sequence[Block]) -> Iterator[tuple[int, int]]:
    """Blanks (start, end) behind the last sentence of a paragraph that part from it the heading of the next
    one: ……才能送他过河？ “老秦”语录被指真传 | 前不久……"""
    credited = data.table("headings")["credited"]["words"]
    for block, following in pairwise(found):
        match = _BEHIND_BLANK.search(block.text)
        if match is None or len(following.text) < _SHORTEST or not ends_sentence(following.text):
            continue
        alone = not _ANY_BLANK.search(block.text, 0, match.start())
        alone &= not any(word in match["head"] for word in credited)
        if alone and match.start() >= _SHORTEST and unnumbered.may_be(match["head"]):
            yield block.start + match.start(), block.start + match.start("head")


def inside(text: str) -> Iterator[int]:
    """Where such a heading begins behind a sentence: with the number 1 and no 2 behind it."""
    for match in _INSIDE.finditer(text) if "1" in text else ():
        rest = text[match.end() :]
        if is_name(match["name"], rest) and f"2{match['mark'][1]}" not in rest:
            yield match.start("mark")
