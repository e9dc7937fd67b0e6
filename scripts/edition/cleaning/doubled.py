"""Words that a typist wrote twice: 进行进行改革. Only those that never stand twice in a clause by
themselves (`data/misspellings.toml`): 非常非常, 商量商量 and 我们我们 may be meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from edition import data
from edition.cleaning.spelling import is_classical, spoken_of
from edition.edit import Edit

CLS = "emendation"


@cache
def _doubled() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The words, and what around the two of them shows that they are sound."""
    return tuple(
        (word, re.compile(row["unless"]))
        for row in data.table("misspellings")["doubled"]
        for word in row["words"].split()
    )


def doubled(text: str) -> Iterator[Edit]:
    """Every word that stands twice, outside of speech."""
    for word, unless in _doubled():
        seen = 2 * word
        at = text.find(seen)
        while at >= 0:
            end = at + len(seen)
            around = text[max(0, at - len(word)) : end + len(word)]
            thrice = around.count(word) > 2
            meant = thrice or unless.search(around) or _in_speech(text, at)
            if not (meant or spoken_of(text, at, end) or is_classical(text, at)):
                yield Edit(at + len(word), word, "", CLS, "doubled-word", f"“{word}”重出")
            at = text.find(seen, end)


def _in_speech(text: str, at: int) -> bool:
    """Does a quotation of this paragraph hold the place? A speaker may stammer."""
    before = text[text.rfind("\n", 0, at) + 1 : at]
    return before.rfind("“") > before.rfind("”") or before.rfind("「") > before.rfind("」")
