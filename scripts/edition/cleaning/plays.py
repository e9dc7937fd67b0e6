"""structure (结构): a play that runs on in one line.

    回家过年（小品）｜人物：赵婶、小军｜时间：腊月二十九｜地点：赵婶家｜[赵婶上场]｜赵婶：……｜小军：……

In: a text in blocks. Out: edits (offsets in code points) where a block begins. A play is known by its
cast, and its speakers by their names there (or the short ones that it gives them).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from edition.cleaning.blocks import BREAK, CLS, Block, blocks
from edition.cleaning.lines import HAN
from edition.cleaning.patterns import pattern
from edition.edit import Edit

_FEWEST_TURNS = 3
_LONGEST_NAME = 2  # characters of a short name
_CAST = pattern(
    r"人\s?物(?:表)?[：:]\s?(?P<names>[^\n]{3,160}?)"
    r"(?=时\s?间[：:]|地\s?点[：:]|[\[【]|[（(][^（()）]{0,20}(?:[上声开]|幕)|$)"
)
_NAME = pattern(rf"(?:^|(?<=[）)。；;、， ]))([{HAN}]{{2,4}})(?=[：:，,（(、；;。 ]|$)")
_SHORT_NAME = pattern(rf"(?:以下)?简称“?([{HAN}]{{1,2}})”?[)）]")
_LABEL = pattern(r"(?:人\s?物(?:表)?|时\s?间|地\s?点|道\s?具)[：:]")
_DIRECTION = pattern(r"[\[【](?=[^\]】]{3,40}[\]】])|(?<=[。！？…])[（(](?=[^（()）]{2,30}。[)）])")


def plays(text: str) -> Iterator[Edit]:
    """Block boundaries before the parts of each play that is in one line; blanks there go."""
    if "人" not in text:
        return
    for block in blocks(text):
        if cast := _CAST.search(block.text):
            yield from _parts(block, cast)


def _parts(block: Block, cast: re.Match[str]) -> Iterator[Edit]:
    text, below = block.text, cast.end()
    speakers = {*_NAME.findall(cast["names"]), *_SHORT_NAME.findall(text)}
    if not speakers:
        return
    names = "|".join(map(re.escape, sorted(speakers, key=len, reverse=True)))
    turn = re.compile(rf"(?<=[。！？!?…”\]】)）])(?:{names})[：:]")
    turns = [match.start() for match in turn.finditer(text, below)]
    if len(turns) < _FEWEST_TURNS:
        return
    places = {*turns, *(m.start() for m in _LABEL.finditer(text, 0, turns[0]))}
    places |= {m.start() for m in _DIRECTION.finditer(text, below)}
    if re.search("[：:]", cast["names"]):  # each with what is to be known of him
        places |= {cast.start("names") + m.start() for m in _NAME.finditer(cast["names"])}
    for at in sorted(places - {0}):
        lo = at
        while text[lo - 1] in " \u3000":
            lo -= 1
        yield Edit(block.start + lo, text[lo:at], BREAK, CLS, "paragraph")
