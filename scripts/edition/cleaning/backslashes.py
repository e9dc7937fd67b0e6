r"""encoding (编码损坏): the backslash that a program put behind a character of Big5.

    許\多功\能          the second byte of 許 (B3 5C) and 功 (A5 5C) is that of a backslash: a program that
                        knew no Big5 wrote it twice, so that it would not be taken for an escape

In: a text. Out: edits (offsets in code points). An author's backslash parts words (收藏\下载), stands in paths
and formulas, and behind any character.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from functools import cache

from edition.cleaning import code
from edition.cleaning.breaks import parts
from edition.cleaning.encoding import CLS, is_spoken_of
from edition.cleaning.lines import HAN
from edition.cleaning.patterns import pattern
from edition.edit import Edit

_BACKSLASH = pattern(rf"\\(?<=[{HAN}]\\)")
_BESIDE = 4  # characters on either side
_WITHIN = 2.0  # nats that say that what one alone parts belongs together


@cache
def _characters() -> frozenset[str]:
    """Those of two bytes of which the second is a backslash's, in either script."""
    from edition.cleaning.script import simplified

    found = set()
    for lead in range(0x81, 0xFF):
        with contextlib.suppress(UnicodeDecodeError):
            found.add(bytes((lead, 0x5C)).decode("big5"))
    return frozenset(found | set(map(simplified, found)))


def behind(text: str) -> Iterator[Edit]:
    """Every backslash of a text that has none but such: behind these characters, or behind a single one
    every time that it occurs."""
    if "\\" not in text or code.may_have(text):
        return
    found = list(_BACKSLASH.finditer(text))
    before = [text[match.start() - 1] for match in found]
    if len(found) < text.count("\\") or any(is_spoken_of(text, m.start()) for m in found):
        return
    if not _characters().issuperset(before):
        if len({*before}) > 1 or not 1 < len(found) == text.count(before[0]):
            return
    elif len(found) == 1:
        at = found[0].start()
        if parts(text[max(0, at - _BESIDE) : at], text[at + 1 : at + 1 + _BESIDE]) < _WITHIN:
            return
    yield from (Edit(match.start(), "\\", "", CLS, "escapes") for match in found)
