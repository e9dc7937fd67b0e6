"""encoding (编码损坏): UTF-8 that was read as GBK, of which bytes were lost on the way.

    绔炰簤瀵规墜    竞争对手     nothing is lost: `mojibake` puts it back
    绔炰簤?墜       竞争?手      of 对 (E5 AF B9) the second half fell on a pair that GBK has not
    浜?lexical     了           the last byte had no partner

GBK takes bytes by twos, UTF-8 writes a character with three: where two make none, the decoder put ``?`` or
nothing, and what a later copy could not show is gone too. What is left still says most of the lost
character: all readings of a line go over its bytes together, and the likeliest Chinese is taken.

In: a line. Out: an edit (offsets in code points), or None where the line is no such.
"""

from __future__ import annotations

import contextlib
import heapq
from collections.abc import Iterator
from functools import cache, lru_cache
from operator import itemgetter
from typing import NamedTuple

from edition.cleaning import language
from edition.cleaning.guess import LACUNA
from edition.cleaning.lines import HAN
from edition.cleaning.patterns import pattern
from edition.edit import Edit

_BEAM = 8  # readings that are kept at each byte
_LOST = -5.0  # nats that a loss costs, besides what the model says of the character
_UNKNOWN = ord("?")
_NEAR = 6  # bytes on either side of what is no UTF-8
_LATIN = -4.0  # nats of an ASCII character
_CLEAR = 2.0  # nats by which a lost character must be ahead of all others
_FEWEST = 6  # Han characters of such a line
_MOST_LOST = 0.3  # of its characters
# Nats a character, by which the line must gain: a line that is read wrong has -12 to -14, Chinese -5 to -7.
_GAIN = 3.0
_SPAN = pattern(r"[^\x00-\x7f\n](?:[^\n]*[^\x00-\x7f\n])?\?{0,2}")
_HAN = pattern(f"[{HAN}]")
# A byte that no decoder took: nothing tells what it stood beside.
_NO_TEXT = pattern("[\ud800-\udfff]")
_APART = pattern(rf"[{HAN}] [A-Za-z]|[A-Za-z] [{HAN}]")
_LATIN_NEXT = pattern(r"[A-Za-z-]")
_MARKS = "，。、；：？！“”‘’（）《》【】…—·"


_Left = tuple[int | None, ...]  # the bytes of a character, None where one is lost


class _Reading(NamedTuple):
    score: float
    context: str  # three folded characters
    text: str
    guessed: tuple[tuple[int, _Left], ...]  # where in ``text``, and what is left of the bytes


_by_score = itemgetter(0)


def put_back(line: str, start: int, cls: str, rule: str) -> Edit | None:
    """The edit that makes Chinese of a line that begins at ``start``."""
    match = _SPAN.search(line)
    if match is None or len(_HAN.findall(match[0])) < _FEWEST or _NO_TEXT.search(match[0]):
        return None
    data = _bytes(match[0])
    traditional = language.is_traditional(data.decode(errors="ignore"))
    best = _read(data, traditional)
    if best is None or not best.guessed:
        return None
    han = len(_HAN.findall(best.text))
    if han < _FEWEST or len(best.guessed) > _MOST_LOST * len(best.text):
        return None
    if _mean(best.text) < _mean(match[0]) + _GAIN:
        return None
    new, unknown = _judged(best, traditional)
    said = f"有{len(best.guessed)}字失去部分字节，据余下的字节与上下文"
    note = said + (f"；{unknown}字无从判断" if unknown else "")
    return Edit(start + match.start(), match[0], new, cls, rule, note)


def _bytes(words: str) -> bytes:
    """What the decoder was given; the euro sign is a byte that GBK has alone."""
    return b"".join(b"\x80" if char == "€" else char.encode("gb18030") for char in words)


def _mean(words: str) -> float:
    folded = language.fold(words)
    return language.score("", folded, language.LARGE) / max(1, len(folded))


def _read(data: bytes, traditional: bool) -> _Reading | None:
    """The likeliest of the readings of these bytes; what is lost is of the one script or the other."""
    doubtful = _doubtful(data)
    at: list[list[_Reading]] = [[] for _ in range(len(data) + 1)]
    at[0] = [_Reading(0.0, "", "", ())]
    for place in range(len(data)):
        kept = heapq.nlargest(_BEAM, at[place], key=_by_score)
        at[place] = []
        for size, chars, left in _next(data, place, traditional):
            if not chars or (left and place not in doubtful):
                continue
            for reading in kept:
                at[place + size] += _extended(reading, chars, left)
    return max(at[-1], key=_by_score, default=None)


def _doubtful(data: bytes) -> set[int]:
    """The places about bytes that are no UTF-8: only there is a loss tried."""
    found: set[int] = set()
    at = 0
    while at < len(data):
        try:
            data[at:].decode()
            break
        except UnicodeDecodeError as error:
            wrong = at + error.start
            found.update(range(wrong - _NEAR, wrong + _NEAR))
            at = wrong + 1
    return found


def _extended(reading: _Reading, chars: str, left: _Left) -> Iterator[_Reading]:
    """``reading`` with a character behind it, or, if only ``left`` is there of its bytes, with each of the
    likeliest of ``chars``."""
    if left:
        guessed = (*reading.guessed, (len(reading.text), left))
        found = _likely(reading.context, chars)
        penalty = _LOST
    else:
        guessed, penalty = reading.guessed, 0.0
        gain = (
            _LATIN if chars.isascii() else language.LARGE[reading.context + language.folded(chars)]
        )
        found = ((gain, chars),)
    for gain, char in found:
        context = (reading.context + language.folded(char))[-language.ORDER :]
        yield _Reading(reading.score + gain + penalty, context, reading.text + char, guessed)


@lru_cache(maxsize=4096)
def _likely(context: str, chars: str) -> tuple[tuple[float, str], ...]:
    gains = ((language.LARGE[context + language.folded(char)], char) for char in chars)
    return tuple(heapq.nlargest(_BEAM, gains))


def _next(data: bytes, at: int, traditional: bool) -> Iterator[tuple[int, str, _Left]]:
    """What may stand at a byte: (bytes that it takes, characters, those of its three bytes that are left)."""
    byte = data[at]
    if byte < 0x80:
        yield 1, chr(byte), ()
        if byte != _UNKNOWN:
            return
    for size in (2, 3, 4) if byte >= 0xC0 else ():
        with contextlib.suppress(UnicodeDecodeError):
            whole = data[at : at + size].decode()
            if len(whole) == 1 and len(whole.encode()) == size:
                yield size, whole, ()
    for size, left in _shapes(data[at : at + 3]):
        yield size, _fit(left, traditional), left


def _shapes(data: bytes) -> Iterator[tuple[int, _Left]]:
    """How the bytes at a place may be what is left of a character of three: a ``?`` for one that is lost, or
    none for a pair that is."""
    known = tuple(None if byte == _UNKNOWN else byte for byte in data)
    if len(known) == 3 and None in known and _may_be(known):
        yield 3, known
    one, two = known[:1], known[:2]
    if len(two) == 2 and _may_be((*two, None)):
        yield 2, (*two, None)
    if len(two) == 2 and _may_be((None, *two)):
        yield 2, (None, *two)
    follows = data[1:2]
    if _may_be((*one, None, None)) and not (follows and 0x80 <= follows[0] < 0xC0):
        yield 1, (*one, None, None)
    if _may_be((None, None, *one)):
        yield 1, (None, None, *one)


def _may_be(left: _Left) -> bool:
    """May these be of a character of three bytes, and is one of them known?"""
    lead, *rest = left
    return (
        any(left)
        and (lead is None or 0xE2 <= lead <= 0xEF)
        and all(byte is None or 0x80 <= byte < 0xC0 for byte in rest)
    )


@cache
def _common(traditional: bool) -> tuple[tuple[str, bytes], ...]:
    return tuple((char, char.encode()) for char in (*language.common(traditional), *_MARKS))


@cache
def _fit(left: _Left, traditional: bool) -> str:
    """The common characters that have these bytes where they are known."""
    return "".join(
        char
        for char, whole in _common(traditional)
        if len(whole) == 3 and all(k is None or k == b for k, b in zip(left, whole, strict=True))
    )


def _judged(reading: _Reading, traditional: bool) -> tuple[str, int]:
    """The text with a note for each lost character that is not sure, and how many those are."""
    text, apart = reading.text, _APART.search(reading.text) is not None
    found: list[tuple[int, str]] = []
    unknown = 0
    for at, left in reading.guessed:
        before, after = text[:at], text[at + 1 :]
        char, ahead = language.likeliest(
            language.fold(before[-language.ORDER :]),
            _fit(left, traditional),
            language.fold(after[: language.ORDER] or "\n"),
        )
        text = before + char + after
        put = char if ahead >= _CLEAR else LACUNA
        unknown += put == LACUNA
        if left[-1] is None and apart and _LATIN_NEXT.match(after):
            put += " "  # the byte that made no pair with the last one
        found.append((at, put))
    for at, put in reversed(found):
        text = text[:at] + put + text[at + 1 :]
    return text, unknown
