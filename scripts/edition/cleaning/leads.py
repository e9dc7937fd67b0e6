"""chrome (网站附加文字): paragraphs above a text that sell it, or say its beginning beforehand."""

from __future__ import annotations

import re
from collections.abc import Sequence

from edition import data

_LONGEST_LEAD = 420
_SHORTEST_TEASER = 12  # characters that a teaser shares with the text


def is_lead(line: str) -> bool:
    """Is it a paragraph that sells what follows (以下是小编为大家整理的……供大家参考)?"""
    table = data.table("chrome")["leads"]
    if not 20 < len(line) <= _LONGEST_LEAD:
        return False
    end = line[-160:]
    return all(any(word in end for word in table[key]) for key in ("who", "what", "why"))


def teasers(rows: Sequence[str], end: int) -> dict[int, str]:
    """推荐阅读:, 摘要: and the like whose words are only the beginning of what follows."""
    found = {}
    for n in range(end):
        match = re.match(r"(?:推荐阅读|内容提要|文章摘要|导读|内容摘要|核心提示):\s*", rows[n])
        if match:
            words = rows[n][match.end() :][:_SHORTEST_TEASER]
            if len(words) == _SHORTEST_TEASER and any(words in row for row in rows[n + 1 :]):
                found[n] = "site-lead"
    return found
