"""furniture (版面残留): what programs for films, songs and slides put between the words.

    [00:12.30]月亮落在井里头         when a verse is sung, or a caption is shown
    风大不开船风大不开船              a line of a slide, which its converter has twice
    …安全第一。3共十二页开航之前…       the foot of a slide, with its number

In: a text. Out: edits (offsets in code points).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from edition.cleaning import breaks, names
from edition.cleaning.lines import HAN, ends_sentence, lines
from edition.cleaning.patterns import pattern
from edition.cleaning.script import simplified
from edition.edit import Edit

CLS = "furniture"

_COUNT = r"(?:\d{1,3}|[一二三四五六七八九十百]{1,5})"
# The foot of a page as a document farm writes it: 3共十二页, 第三页，共十二页。, with the day behind it too.
_FOOT = pattern(
    rf"(?:第\s?{_COUNT}\s?[页頁]\s?[,，]\s?共\s?{_COUNT}\s?[页頁](?P<day>[,，]\s?\d{{4}}年\d{{1,2}}月\d{{1,2}}日(?:[,，]?\s?星期[一二三四五六日天])?)?。?"
    rf"|(?P<number>(?<![\d.])\d{{1,3}} ?)?共(?P<total>[一二三四五六七八九十百]{{2,5}})[页頁](?: ?\d{{1,3}}(?![\d.、．)）年月日%])| ?(?=[{HAN}\d])|(?=\n|\Z)))"
)
# … of a slide: the day, who made it, the number, as a previewer strings them together.
_SLIDE = pattern(
    rf"[,，] ?\d{{4}}/\d{{1,2}}/\d{{1,2}}[,，] ?(?P<name>[{HAN}]{{2,4}})[,，] ?\d{{1,3}}[,，](?:(?P<rest> ?(?=\S))|(?=\s|\Z))"
)
_FEWEST_FEET, _BESIDE = 2, 6  # feet; characters on either side
_STOPS = ("。", "！", "？")
_WITHIN = 4.0  # nats that say that a sentence goes on behind the foot of a page
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


def feet(text: str) -> Iterator[Edit]:
    """The feet of slides and pages amid the lines of a text: with both numbers and the day; or two at least of
    one total, one of them with its number or behind a sentence, where no author says how many pages there are.
    They end a paragraph but amid a sentence."""
    found = list(_FOOT.finditer(text)) if "页" in text or "頁" in text else []
    totals = Counter(match["total"] for match in found)
    sure = {m["total"] for m in found if m["number"] or text[m.start() - 1 : m.start()] in _STOPS}
    for match in found:
        several = totals[match["total"]] >= _FEWEST_FEET and match["total"] in sure
        if not (match["day"] or several):
            continue
        before = text[max(0, match.start() - _BESIDE) : match.start()]
        after = text[match.end() : match.end() + _BESIDE]
        bare = before.strip(), after.strip()
        amid = all(bare) and "\n" not in before[-1] + after[0]
        goes_on = amid and not ends_sentence(bare[0]) and breaks.parts(*bare) >= _WITHIN
        yield Edit(
            match.start(), match[0], "\n" if amid and not goes_on else "", CLS, "page-numbers"
        )


def slide_feet(text: str) -> Iterator[Edit]:
    """The feet of slides with day, name and number (……当务之急。,2019/9/26,陈小满,3,); they end a paragraph."""
    for match in _SLIDE.finditer(text) if "/" in text else ():
        if names.is_name(simplified(match["name"])):
            new = "" if match["rest"] is None else "\n"
            yield Edit(match.start(), match[0], new, CLS, "page-numbers")


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
