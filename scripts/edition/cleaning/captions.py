"""furniture (版面残留): what programs for films, songs and slides put between the words.

    [00:12.30]月亮落在井里头         when a verse is sung, or a caption is shown
    风大不开船风大不开船              a line of a slide, which its converter has twice

In: a text. Out: edits (offsets in code points).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from edition.cleaning.lines import HAN, lines
from edition.cleaning.patterns import pattern
from edition.edit import Edit

CLS = "furniture"

_FEWEST_TIMES = 3
# Of SubViewer (0:00:01.000,0:00:03.000), or of SubRip, with the number of the caption above it.
_TIMECODE = pattern(
    r"(?:(?:^|\s+)(?<![^\n])\d{1,4}(?=[ \t]*\n[ \t]*\d\d:))?\s*"
    r"\d{1,2}:\d\d:\d\d[.,]\d{3}(?:,|\s?-->\s?)\d{1,2}:\d\d:\d\d[.,]\d{3}\s*"
)
# [00:18.20], one or more at the head of a line; a line of nothing else goes whole.
_VERSE_TIME = pattern(
    r"^(?:\[\d{1,2}:\d\d[.:]\d{1,3}\])+(?:[ \t]*\n|[ \t]*)|^\[(?:ti|ar|al|by|offset):[^\]\n]*\]\n?",
    re.MULTILINE,
)
# The same in one line: each verse begins behind its time.
_INLINE_TIME = pattern(r"(?: ?\[(?:\d{1,2}:\d\d[.:]\d{1,3}|(?:ti|ar|al|by|offset):[^\]\n]*)\])+ ?")
_TIME = pattern(r"\[\d")
_BREAK = pattern(r"\[br\]|\\N")  # of a line of a caption
_HAN, _LATIN = pattern(f"[{HAN}“]"), pattern(rf"(?=.*[A-Za-z])[^{HAN}]+")
_STOP = pattern(rf"[，。]|(?<=[{HAN}]),")
_PAIR = pattern(r"(.{1,100})\1")  # a line of a slide is short
_FEWEST_COPIES, _SHORTEST_COPY = 4, 4  # lines that stand twice; characters of the longest in one


def timecodes(text: str) -> Iterator[Edit]:
    """When the words of a film are shown, between them, or those of a song, before each verse: three
    places at least. A title above the first one stays apart."""
    verses = list(_VERSE_TIME.finditer(text)) if "[" in text else []
    shown = list(_TIMECODE.finditer(text)) if ":" in text else []
    if len(verses) >= _FEWEST_TIMES:
        found = [(match.start(), match[0]) for match in verses]
    elif len(shown) >= _FEWEST_TIMES:
        first = shown[0][0].lstrip()
        head = shown[0].end() - len(first)
        others = [*shown[1:], *_BREAK.finditer(text, head)]
        found = [(head, first), *((match.start(), match[0]) for match in others)]
    else:
        inline = list(_INLINE_TIME.finditer(text)) if "[" in text else []
        if sum(_TIME.search(match[0]) is not None for match in inline) >= _FEWEST_TIMES:
            for match in inline:
                new = "\n" if match.start() else ""
                yield Edit(match.start(), match[0], new, CLS, "timecodes")
        return
    # The sentences of one caption and the next belong to one paragraph; without marks each stays a line.
    spoken = len(verses) < _FEWEST_TIMES
    plain = spoken and _STOP.search(_TIMECODE.sub("", text)) is None
    for at, old in sorted(found):
        turns = spoken and _turns(text, at, at + len(old))
        yield Edit(at, old, "\n" if at and (plain or turns) else "", CLS, "timecodes")


def _turns(text: str, start: int, end: int) -> bool:
    """Does another speak in the caption behind: after a question, behind a dash, or in another tongue?"""
    before, after = text[text.rfind("\n", 0, start) + 1 : start], text[end : end + 1]
    if before[-1:] in ("？", "?") or after == "—":
        return True
    return bool(_LATIN.fullmatch(before) and _HAN.match(after))


def doubled_lines(text: str) -> Iterator[Edit]:
    """Lines that a converter of slides has twice, one copy right behind the other: most
    of those from the first such to the last."""
    rows = [line for line in lines(text) if not line.blank]
    places: list[int] = []
    edits: list[Edit] = []
    for n, row in enumerate(rows):
        words = row.text.strip()
        start = row.start + row.text.index(words)
        copies = list(_copies(words))
        places += [n] if copies else []
        edits += (
            Edit(start + at, words[at : at + size], "", CLS, "doubled-lines") for at, size in copies
        )
    if len(places) >= _FEWEST_COPIES and 2 * len(places) > places[-1] - places[0]:
        yield from edits


def _copies(words: str) -> Iterator[tuple[int, int]]:
    """(where, how long) the second copies of stretches are, if the whole line is made of such pairs."""
    found: list[tuple[int, int]] = []
    at = 0
    while at < len(words):
        if not (match := _PAIR.match(words, at)):
            return
        found.append((match.end(1), len(match[1])))
        at = match.end()
    at, size = max(found, key=lambda copy: copy[1], default=(0, 0))
    # Rules, frames and lines to write on are made of copies.
    if size >= _SHORTEST_COPY and any(map(str.isalnum, words[at : at + size])):
        yield from found
