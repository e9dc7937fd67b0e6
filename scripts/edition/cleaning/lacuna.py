"""lacuna (阙文): text that the scrape cut off, or that is plainly missing.

Notes are inserted in 【】; a number that was lost in a splice takes its bare mark with it.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from edition.cleaning.enumerators import number
from edition.cleaning.lines import CLOSERS, HAN
from edition.cleaning.patterns import pattern
from edition.edit import Doubt, Edit

CLS = "lacuna"

CUT_OFF = "【原文至此中断】"
MISSING = "【此处原文有阙】"

_LONG = 60  # characters: a shorter last block may be a signature or a date
_SHORTEST_TAIL = 8  # characters after the last full stop
_ENDS = (*"。！？…：；", "】")
_HEADING = pattern(r"^(#{2,4}) (\d{1,2}|[一二三四五六七八九十]{1,2})?([、.．])", re.MULTILINE)
_NUMBERED_PIECE = pattern(r"^## (.{4,40}?)(\d{1,2})$", re.MULTILINE)
_SPEAKERLESS = pattern(r"(?<=[。！？])(?=(?:强调)?指出[：:，,])")


def cut_off(text: str) -> Iterator[Edit | Doubt]:
    """A last paragraph that stops in mid-sentence.

    Sure where it is prose (sentences before, and a clause or more after the last full stop) in a
    text whose other paragraphs end; else a doubt: an address, a list of names, a caption.
    """
    start = text.rfind("\n\n") + 2 if "\n\n" in text else 0
    last = text[start:]
    if len(last) < _LONG or last.startswith("#") or last.endswith("】"):
        return
    if re.match(r"\[\d+\]|[-*+|〔>]", last) or not re.search(rf"[{HAN}，、；：]$", last):
        return
    if sum(last.count(mark) for mark in "，。；、") < 2:
        return
    tail = re.split("[。！？]", last)[-1]
    prose = len(tail) < len(last) and len(tail) >= _SHORTEST_TAIL and "，" in tail
    others = [b for b in text[:start].split("\n\n") if len(b) >= _LONG and not b.startswith("#")]
    ended = sum(b.rstrip(CLOSERS)[-1:] in _ENDS for b in others)
    if (prose or tail[-1:] in "，、；") and 5 * ended >= 4 * len(others) and "://" not in tail:
        yield Edit(len(text), "", CUT_OFF, CLS, "cut-off")
    else:
        note = "末段无句末标点，或原文在此中断"
        yield Doubt(len(text) - 1, text[-1], "", CLS, "cut-off", note)


def splices(text: str) -> Iterator[Edit]:
    """Headings between which text was cut out: 3. is followed by a heading whose number is
    gone, and the count then goes on from elsewhere."""
    found = list(_HEADING.finditer(text))
    for before, here in itertools.pairwise(found):
        if here[2] is not None or before[1] != here[1] or before[3] != here[3] or not before[2]:
            continue
        # The mark that is left of the lost number says nothing any more.
        old = text[here.start() : here.end()]
        yield Edit(here.start(), old, f"{MISSING}\n\n{here[1]} ", CLS, "splice")


def without_speaker(text: str) -> Iterator[Edit]:
    """A sentence that begins 指出： has lost who pointed it out: sites delete such names."""
    for match in _SPEAKERLESS.finditer(text) if "指出" in text else ():
        yield Edit(match.start(), "", MISSING, CLS, "speaker")


def missing_pieces(text: str) -> Iterator[Edit]:
    """Pieces of a collection that are not there, by their numbers: 措施1, 措施3."""
    pieces = [(match, number(match[2])) for match in _NUMBERED_PIECE.finditer(text)]
    for (before, left), (here, right) in itertools.pairwise(pieces):
        spliced = MISSING in text[before.end() : here.start()]
        if before[1] == here[1] and right > left + 1 and not spliced:
            yield Edit(here.start(), "", f"{MISSING}\n\n", CLS, "missing-piece")
