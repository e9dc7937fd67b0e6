"""reflow (断行): breaks that a program put behind every semicolon.

    一是钱由镇上出;
        二是人由各村派。
        [关键词]渡口;
        木船

An author may begin a line for each point of a list, but nobody does so for each keyword. In: a text. Out:
edits (offsets in code points), before the keywords are taken for what they are: a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from edition.cleaning.lines import HAN
from edition.cleaning.patterns import pattern
from edition.edit import Edit

CLS = "reflow"

_WORD = rf"[{HAN}A-Za-z“”]{{2,14}}"
_KEYWORDS = pattern(
    rf"^[ \t\u3000]*[\[【]?关 ?键 ?词[\]】:：]{{1,2}}[ ]?{_WORD}[;；](?:\n[ \t\u3000]*{_WORD}[;；]){{1,8}}\n[ \t\u3000]*{_WORD}[ \t]*(?=\n|\Z)",
    re.MULTILINE,
)
_BREAK = pattern(rf"(?<=[;；])\n[ \t\u3000]*(?=[{HAN}“])")


def breaks(text: str) -> Iterator[Edit]:
    """All of them, on a page whose keywords have each its line."""
    if _KEYWORDS.search(text):
        for match in _BREAK.finditer(text):
            yield Edit(match.start(), match[0], "", CLS, "line-breaks")
