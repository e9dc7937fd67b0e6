"""encoding (编码损坏): what a site put for common characters, so that a copy is none or a filter lets
them pass.

    땤王떚놌他的侍衛         Hangul syllables, each for one character (`data/characters.toml`)
    小女圭女圭              a character taken apart: 娃
    第一🝟🌗眼就觉得眼熟      emoji amid the words of a sentence, which stand for nothing
    识破了他们的Yin谋        a character of a word as it is read, with a capital: 阴

In: a text. Out: edits (offsets in code points). A text that speaks of Korea has its syllables in words;
here each stands alone between Chinese characters.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from functools import cache

from edition import data
from edition.cleaning import confusions, encoding, language
from edition.cleaning.lines import HAN
from edition.cleaning.oldlanguage import is_classical
from edition.cleaning.patterns import one_of, pattern
from edition.edit import Edit, apart

CLS = "encoding"

_FEWEST = 3  # places
_SYLLABLE = pattern(r"[\uac00-\ud7a3]+")
_BESIDE = pattern(f"[{HAN}，。！？、：；“”「」,.!?:;\"'…—]")
_PICTURES = pattern(
    r"(?<=[\u3400-\u9fff，。！？…”,.!?])[\u2600-\u27bf\u267e\U0001f000-\U0001faff\ufe0f]+(?=[\u3400-\u9fff，。！？…”,.!?\s]|\Z)"
)
_EMOJI = pattern(
    rf"(?<=[{HAN}])[\U0001f000-\U0001faff\U0001f700-\U0001f77f]{{1,4}}\ufe0f?(?=[{HAN}])"
)
_LIKELIER = 5.0  # nats by which the character must be likelier than its parts
# What a filter of novels puts; a child's letter has no capitals in it, and a name (Lin先生) is no part of a
# word. Of 3,128 sound texts none has such a syllable amid a word.
_SYLLABLE_OF = pattern(rf"(?<=[{HAN}])[A-Z][a-z]{{1,5}}(?=[{HAN}])")
# Nats by which one character must be ahead of all read so; characters that are read before it.
_AHEAD, _BEFORE = 5.0, 8
_TOGETHER = 0.5  # of the places what stands on both sides belongs together


def characters(text: str) -> Iterator[Edit]:
    """Every such place, in order."""
    yield from apart([*_hangul(text), *_parts(text), *_emoji(text), *_syllables(text)])


@cache
def _words() -> frozenset[str]:
    return frozenset(word for word, _, _ in (*data.homophones(), *data.lookwords()))


def _syllables(text: str) -> Iterator[Edit]:
    """Syllables for which one character alone fits, that makes a word with the one before or behind it."""
    for match in _SYLLABLE_OF.finditer(text):
        start, end = match.span()
        chars = confusions.read_as().get(match[0].lower())
        if not chars or encoding.is_spoken_of(text, start):
            continue
        before = language.fold(text[max(0, start - _BEFORE) : start])
        after = language.fold(text[end : end + language.ORDER])
        char, ahead = language.likeliest(before, chars, after)
        if ahead >= _AHEAD and not _words().isdisjoint((before[-1:] + char, char + after[:1])):
            note = f"按读音与上下文，此字比其他同音字合计可能 {round(math.exp(ahead)):,} 倍"
            yield Edit(start, match[0], char, CLS, "disguised-characters", note)


@cache
def _table() -> dict[str, str]:
    return {pair[0]: pair[1] for pair in data.table("characters")["disguises"]["hangul"].split()}


def _hangul(text: str) -> list[Edit]:
    found = list(_SYLLABLE.finditer(text))
    known = [match for match in found if match[0] in _table() and _is_alone(text, match.end())]
    if len(known) < _FEWEST or 10 * len(known) < 9 * len(found):
        return []
    return [Edit(m.start(), m[0], _table()[m[0]], CLS, "disguised-characters") for m in known]


def _is_alone(text: str, end: int) -> bool:
    """Does a syllable stand between Chinese characters and their marks?"""
    return bool(
        (
            end < 2
            or _BESIDE.match(text, end - 2)
            or text[end - 2] == "\n"
            or text[end - 2] in _table()
        )
        and (
            end == len(text)
            or _BESIDE.match(text, end)
            or text[end] == "\n"
            or text[end] in _table()
        )
    )


@cache
def _taken_apart() -> tuple[re.Pattern[str], dict[str, str]]:
    """(all characters taken apart, parts → character)"""
    rows = data.table("characters")["disguises"]["parts"].split()
    whole = {row[:-1]: row[-1] for row in rows}
    return re.compile(one_of(whole)), whole


def _parts(text: str) -> Iterator[Edit]:
    shape, whole = _taken_apart()
    found = list(shape.finditer(text))
    if found and any(word in text for word in data.table("characters")["disguises"]["riddles"]):
        return
    for match in found:
        start, end = match.span()
        right = whole[match[0]]
        likelier = language.likelier_at(text, start, end, right, language.BOTH)
        sound = text.endswith("“", 0, start) or is_classical(text, start)
        sound |= text[start - 1 : end] in data.table("characters")["disguises"]["sound"]
        if likelier >= _LIKELIER and not sound:
            yield Edit(start, match[0], right, CLS, "disguised-characters")


def _emoji(text: str) -> list[Edit]:
    if not text or max(text) < "\U0001f000":
        return []
    found = list(_EMOJI.finditer(text))
    if len(found) < _FEWEST:
        return []
    strange = sum(len(match[0]) > 1 or match[0] < "\U0001f300" for match in found)
    if 2 * strange < len(found):
        return []  # they stand for words: 坐🚌回家
    bound = sum(_is_bound(text, match.start(), match.end()) for match in found)
    if bound < _TOGETHER * len(found):
        return []
    found += _PICTURES.finditer(text)  # on such a page, these too
    return [Edit(m.start(), m[0], "", CLS, "disguised-characters") for m in found]


def _is_bound(text: str, start: int, end: int) -> bool:
    """Do the characters on both sides follow each other rather than a comma?"""
    before, after = text[max(0, start - language.ORDER) : start], text[end : end + language.ORDER]
    return language.likelier(before, "，", "", after) > 0
