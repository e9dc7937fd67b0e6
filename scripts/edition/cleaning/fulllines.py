"""structure (结构): full lines that end a sentence, in a text too short to show more than its width.

    几条船要修，船工们说先把漏得最厉害的那一条拖上岸。      full, and behind it
    木匠从镇上过来，看了看船底，说……                    the paragraph goes on

In: the lines of a text that are not blank, their lengths, and which of them are wraps. Out: indices of
those that go on in the next one.
"""

from __future__ import annotations

from collections.abc import Sequence

from edition.cleaning.enumerators import enumerator
from edition.cleaning.indents import indent
from edition.cleaning.lines import HAN, Line, ends_sentence
from edition.cleaning.patterns import pattern

_NEAR = 2  # characters that a full line may lack
_WRAPS = 4  # that show that the text is wrapped, for each line that may be full by chance
_GOES_ON = pattern(f"[{HAN}]")


def stopped(
    rows: Sequence[Line], lengths: Sequence[int], longest: int, wraps: set[int]
) -> set[int]:
    """Full lines that end a sentence, where all others but the last are wraps: of paragraphs one in a dozen
    ends in a full line, and none of these has ended short of it."""
    others = {*range(len(rows) - 1)} - wraps
    found = {
        n
        for n in others
        if longest - lengths[n] <= _NEAR
        and ends_sentence(rows[n].text)
        and _GOES_ON.match(rows[n + 1].text)
        and indent(rows[n + 1].text) <= indent(rows[n].text)
        and not enumerator(rows[n + 1].text)
    }
    return found if others == found and len(wraps) >= _WRAPS * len(found) else set()
