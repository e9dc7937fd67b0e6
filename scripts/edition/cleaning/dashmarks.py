"""furniture (版面残留): reference marks that lost their brackets to a dash (愣是找不着下一章了-3。).

Programs that answer questions put such marks behind sentences. In: a text. Out: edits (offsets in code
points). A name may end so too (歼-20。, 图-3。): none ends in a particle.
"""

from __future__ import annotations

from collections.abc import Iterator

from edition.cleaning.lines import HAN
from edition.cleaning.patterns import pattern
from edition.edit import Edit

CLS = "furniture"

_MARK = pattern(rf"(?<=[{HAN}”》）])(?:-\d{{1,2}}){{1,4}}(?=[。！？，；,;!?])")
_PARTICLES = frozenset("了着过的得地呢吗吧啊呀嘛")
_FEWEST = 2
_NAMED = 2  # characters before a mark: those before two marks are not the same


def marks(text: str) -> Iterator[Edit]:
    """Such marks: two at least, half of them behind a particle, and none behind the same word as another."""
    found = list(_MARK.finditer(text))
    if len(found) < _FEWEST:
        return
    before = [text[max(0, match.start() - _NAMED) : match.start()] for match in found]
    particles = sum(words[-1] in _PARTICLES for words in before)
    if 2 * particles >= len(found) and len({*before}) == len(found):
        yield from (Edit(m.start(), m[0], "", CLS, "reference-marks") for m in found)
