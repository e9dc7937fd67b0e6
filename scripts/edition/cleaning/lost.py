"""encoding (编码损坏): a character of which only U+FFFD or a question mark is left, put back where one
alone fits.

In: a text. Out: edits (offsets in code points) where the language model is sure; the rest is left
for `lacuna.lost_characters`, which asks a person. Of single characters taken out of clean texts
(461 places in five kinds of text) the model put back 101 at this margin, all of them right, and at
the next lower whole one 120, of which 119 were right.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator

from edition import data
from edition.cleaning import language
from edition.cleaning.lines import HAN
from edition.cleaning.patterns import pattern
from edition.cleaning.questionmarks import ASKS
from edition.edit import Edit

CLS = "encoding"

_AHEAD = 5.0  # nats by which the best character must be ahead of all others together
_ASKED = 7.0  # … and ahead of the question that a mark may ask
_CLOSING = "，。；、：,;:!！"  # what no question mark stands before
_STRANGE = -6.0  # nats of a mark that nobody set
_MARK = pattern(rf"(?<=[{HAN}])\?(?=[{HAN}，。；、：,;:!！])")
_LOST = pattern(rf"(?<=[{HAN}])\ufffd{{1,3}}(?=[{HAN}])")  # a character has three bytes at most
_BEFORE, _AFTER = 8, language.ORDER  # characters on either side that are read
_MANY = 200  # lost characters: a text with more is lost itself, or asks


def characters(text: str) -> Iterator[Edit]:
    """Lost characters between two others of which the context leaves one candidate."""
    if 0 < text.count("\ufffd") <= _MANY:
        yield from _restored(text, _LOST.finditer(text))
    elif 0 < len(_MARK.findall(text)) <= _MANY:
        yield from _restored(text, _MARK.finditer(text))


def _restored(text: str, places: Iterable[re.Match[str]]) -> Iterator[Edit]:
    for match in places:
        before = text[max(0, match.start() - _BEFORE) : match.start()]
        after = text[match.end() : match.end() + _AFTER]
        left, right = language.fold(before), language.fold(after)
        mark = match[0] == "?"
        if mark and after.startswith(tuple(data.table("characters")["answers"])):
            continue
        if mark and (_may_ask(left) or (after[:1] not in _CLOSING and ASKS.search(before))):
            continue
        char, margin = language.likeliest(left, language.common(), right)
        if margin < _AHEAD:
            continue
        if mark and language.likelier(before, "?", char, after, language.BOTH) < _ASKED:
            continue
        note = f"按上下文，此字比其他各字合计可能 {min(10**6, round(math.exp(margin))):,} 倍"
        yield Edit(match.start(), match[0], char, CLS, "restored-character", note)


def _may_ask(left: str) -> bool:
    """Is a question mark nothing strange behind these words (folded)?"""
    return max(language.score(left, "？", table) for table in language.BOTH) > _STRANGE
