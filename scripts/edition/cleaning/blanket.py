"""emendation (校改): what a site did to every place of a character at once.

    这是壹座有八百年历史的石桥，当地人壹直叫它……      壹 for every 一
    这孩子姓格内向，做事却有韧姓。                  姓 for every 性, which a filter would stop
    他先去县zheng府递了材料，又到jing察局补做笔录。     its reading for a character that a filter stops
    每次骑骑行之前前，应先检检查轮胎胎的气压          characters of a slide read twice
    们我不是说好起一去车站的                         common words turned round

In: a text. Out: edits (offsets in code points). One such place may be the author's; several that the
language model finds far likelier otherwise are the site's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from edition import data
from edition.cleaning import language
from edition.cleaning.lines import HAN
from edition.cleaning.oldlanguage import is_classical
from edition.cleaning.patterns import one_of, pattern
from edition.cleaning.spelling import spoken_of
from edition.edit import Edit, apart

CLS = "emendation"

_CONTEXT = language.ORDER  # characters on either side that the models are shown
_FEWEST = 2  # places of a blanket replacement
_LIKELIER = 5.0  # nats by which the author's character must be likelier at each of them …
_ALSO = 2.0  # … and on such a page at the others
_FEWEST_TURNED = 3  # words
_NEAR = 3  # characters before one in which the right word shows a play on it: 我们说们我
_LEFT = 0.1  # of the author's characters, for each that was replaced
_LETTERS = "a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"
_SYLLABLE = pattern(
    rf"(?<=[{HAN}，。“])[{_LETTERS}]{{2,6}}(?=[{HAN}])|(?<=[{HAN}])[{_LETTERS}]{{2,6}}(?=[，。”])"
)
_AHEAD = 3.0  # nats by which the likeliest character of a reading must be ahead of all others
_LONG_SYLLABLE = 4  # letters of one that stands alone in a text
_FOREIGN = pattern(r"[A-Za-z]{2,}")
_TWICE = pattern(rf"([{HAN}])(?<!\1\1)\1(?!\1)")
_FEWEST_TWICE, _SHARE_TWICE = 6, 1 / 12  # characters read twice; of all of a paragraph


def blanket(text: str) -> Iterator[Edit]:
    """Every such place, in order; a row of the table before what is found by likeness."""
    found: list[Edit] = []
    tools: set[str] = set()  # those that show; what else such a tool puts needs no second place
    rows = data.table("emendations")["blanket"]
    for row in rows:
        if text.count(row["wrong"]) >= _FEWEST and (edits := list(_replaced(text, row, _FEWEST))):
            found += edits
            tools.add(row.get("tool", ""))
    done = {edit.old for edit in found}
    for row in rows if tools - {""} else ():
        if row.get("tool", "") in tools - {""} and row["wrong"] not in done:
            found += _replaced(text, row, 1)
    found += _readings(text)
    found += _read_twice(text)
    found += _turned(text)
    yield from apart(found)


def _replaced(text: str, row: dict[str, Any], fewest: int) -> Iterator[Edit]:
    wrong, right = row["wrong"], row["right"]
    unless = pattern(row["unless"]) if "unless" in row else None
    gains: dict[int, float] = {}
    for match in re.finditer(wrong, text):
        at = match.start()
        lo = max(0, at - 3)
        around = text[lo : at + len(wrong) + 3]
        sound = unless is not None and any(
            lo + m.start() <= at < lo + m.end() for m in unless.finditer(around)
        )
        twin = row.get("twin", "")  # what is told from 甲本 is 乙本
        sound |= bool(twin) and f"{twin}{text[match.end() : match.end() + 1]}" in text
        if not (sound or spoken_of(text, at, match.end()) or is_classical(text, at)):
            gains[at] = language.likelier_at(text, at, match.end(), right, language.BOTH)
    sure = [at for at, gain in gains.items() if gain >= _LIKELIER]
    if len(sure) < max(fewest, int(row.get("fewest", fewest))):
        return
    if "shows" in row:
        shows = pattern(row["shows"])
        whole = sum(bool(shows.match(text, at)) for at in sure) >= fewest
    else:
        whole = text.count(right) <= _LEFT * len(sure)  # a blanket replacement leaves none of them
    if whole:
        for at, gain in gains.items():
            if gain >= _ALSO:
                yield Edit(at, wrong, right, CLS, "blanket", row["evidence"])


@cache
def _turned_words() -> tuple[re.Pattern[str], frozenset[str]]:
    """(all such words as they stand, turned; those that hardly ever stand so otherwise)"""
    table = data.table("emendations")["turned"]
    sure = frozenset(word[::-1] for word in table["words"].split())
    return re.compile(one_of([*sure, *(word[::-1] for word in table["also"].split())])), sure


def _turned(text: str) -> Iterator[Edit]:
    """Common words whose characters stand the other way round, three different ones at least."""
    shape, sure = _turned_words()
    gains: dict[int, float] = {}
    for match in shape.finditer(text):
        at, end = match.span()
        right = match[0][::-1]
        near = right in text[max(0, at - _NEAR) : at]
        if not (near or spoken_of(text, at, end) or is_classical(text, at)):
            gains[at] = language.likelier_at(text, at, end, right, language.BOTH)
    found = {text[at : at + 2] for at, gain in gains.items() if gain >= _LIKELIER}
    if len(found & sure) >= _FEWEST_TURNED:
        note = data.table("emendations")["turned"]["evidence"]
        for at, gain in gains.items():
            if gain >= _ALSO:
                old = text[at : at + 2]
                yield Edit(at, old, old[::-1], CLS, "blanket", note)


@cache
def _by_syllable() -> dict[str, str]:
    """Toneless syllable → the characters of GB 2312's first level that are read so."""
    found: dict[str, str] = {}
    for char in language.common():
        for syllable in {data.bare(reading) for reading in data.readings(char)}:
            found[syllable] = found.get(syllable, "") + char
    return found


def _readings(text: str) -> Iterator[Edit]:
    """Its reading for a character, in the midst of a word; not in a text with Latin words."""
    places = list(_SYLLABLE.finditer(text))
    few = len(places) < _FEWEST and (not places or len(places[0][0]) < _LONG_SYLLABLE)
    if few or len(_FOREIGN.findall(text)) > 2 * len(places):
        return
    for match in places:
        if text[match.start() - 1 : match.start()] in data.table("characters")["glosses"]:
            continue  # 这里读wú
        chars = _by_syllable().get(data.bare(match[0]), "")
        if not chars or spoken_of(text, *match.span()) or is_classical(text, match.start()):
            continue
        before = language.fold(text[max(0, match.start() - _CONTEXT) : match.start()])
        after = language.fold(text[match.end() : match.end() + 3])
        char, margin = language.likeliest(before, chars, after)
        if margin >= _AHEAD:
            note = f"“{match[0]}”是“{char}”的读音，网站过滤字词时所换"
            yield Edit(match.start(), match[0], char, CLS, "reading-for-character", note)


def _read_twice(text: str) -> Iterator[Edit]:
    """Characters that a slide or a scan had twice, all over a paragraph."""
    at = 0
    for line in text.split("\n"):
        twice = list(_TWICE.finditer(line))
        if len({match[1] for match in twice}) >= max(_FEWEST_TWICE, _SHARE_TWICE * len(line)):
            gains = [
                language.likelier_at(line, m.end() - 1, m.end(), "", (language.LARGE,))
                for m in twice
            ]
            sure = sum(gain >= _LIKELIER for gain in gains)
            for match, gain in zip(twice, gains, strict=True):
                if gain >= 0 and sure >= max(_FEWEST_TWICE, 0.6 * len(twice)):
                    note = f"“{match[1]}”重出，此段多字如此"
                    yield Edit(at + match.start() + 1, match[1], "", CLS, "doubled-word", note)
        at += len(line) + 1
