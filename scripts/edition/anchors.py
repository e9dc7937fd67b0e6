"""Anchors: addresses of paragraphs that last.

p1, p2, … say where a paragraph stands; when a re-clean parts or removes another one, they move.
An anchor is made of the paragraph's own words, so it stays as long as they do:

    w-3f9a1c8e      letters, Han characters and digits of the paragraph, hashed

Punctuation and blanks are left out: a comma that was put right leaves a citation valid. Where
two paragraphs of a page have the same words, the second is ``w-3f9a1c8e-2``.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable

_DIGITS = 8  # of the hash: in a page of 1,000 paragraphs, two share one once in 8,000 pages


def anchors(texts: Iterable[str]) -> list[str]:
    """The anchor of each paragraph or heading of a page, in their order."""
    seen: Counter[str] = Counter()
    found = []
    for text in texts:
        words = "".join(filter(str.isalnum, text)) or text
        name = "w-" + hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()[:_DIGITS]
        seen[name] += 1
        found.append(name if seen[name] == 1 else f"{name}-{seen[name]}")
    return found
