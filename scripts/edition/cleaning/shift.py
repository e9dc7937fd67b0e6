"""encoding (编码损坏): runs shifted by one byte in GBK, put back.

A site that injects pinyin bytewise also hits the trail byte of one character and the lead byte
of the next. The decoder then reads everything after it one byte off:

    變     群     眾     “      上     訪
    D7 83  C8 BA  B1 8A  A1 B0  C9 CF  D4 4C      the author's bytes
       └──┴── 83C8 is 內, so the site writes "(nèi)" behind C8
    D7 83 (C8 28) n è i ) (BA B1) (8A A1) (B0 C9) (CF D4) L
    變     ?      n è i )  罕      姟      吧      显     L     what was scraped

C8 28 is no character: ``?``, and the bracket is gone. The reading names the phantom character
(nèi → 內 = 83 C8), so the lost byte is known, and everything after it follows. A cut at a mark
(``認識?;顒?a`` for ``認識。活動<a``) loses a byte that must be guessed; a guess is taken only if
it makes words that this same text uses elsewhere. Mechanism: design notes on damage, 1.1–1.3.
"""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from edition import data
from edition.edit import Doubt, Edit

CLS = "encoding"

_LETTERS = "A-Za-zÀ-ɏḀ-ỿ\u0300-\u036f\u0261"
_PHANTOM = re.compile(rf"(?<=([\u3400-\u9fff]))\?([{_LETTERS}]{{1,6}})\s?\)")
_CUT = re.compile(r"(?<=[\u3400-\u9fff])\?(?=[;；,，:：!！?？。、][\u3400-\u9fff])")
_TAG = re.compile(r"/?[a-zA-Z][a-zA-Z0-9]*[\s>]")
# Full-width ASCII that was folded to half width after the damage (；→;) is row A3 of GBK.
_FOLDED = frozenset("!,.:;?()")
_LEADS = (0xA1, *range(0x81, 0xA1), *range(0xB0, 0xF8), *range(0xF8, 0xFF), *range(0xA2, 0xB0))
_LONGEST = 80  # characters in a run; every run seen ended within 40
_BEAM = 64  # readings kept while a run is followed


@dataclass(frozen=True, slots=True)
class _Guess:
    """A partial reading of a run: what it restores, the byte carried over, the next position."""

    text: str
    carry: int
    at: int
    score: float


def runs(text: str) -> Iterator[Edit | Doubt]:
    """Every shifted run put back, or a doubt where none of its readings is convincing."""
    starts = [(m.start(), m) for m in _PHANTOM.finditer(text) if _phantoms(m[1], m[2])]
    if not starts and not _injected(text):
        return
    starts += [(m.start(), m) for m in _CUT.finditer(text)]
    words = _Words(text)
    done = 0
    for start, match in sorted(starts, key=lambda pair: pair[0]):
        if start < done:
            continue
        best = _solve(text, match, words)
        if best is None:
            yield Doubt(start, match[0], "", CLS, "shifted-bytes")
            done = match.end()
        else:
            yield Edit(start, text[start : best.at], best.text, CLS, "shifted-bytes")
            done = best.at


def _injected(text: str) -> bool:
    from edition.cleaning.encoding import is_injected_page

    return is_injected_page(text)


def _phantoms(before: str, reading: str) -> list[int]:
    """The lost lead bytes: those that with the trail byte of ``before`` make a character read
    ``reading``."""
    try:
        trail = before.encode("gbk")[1]
    except UnicodeEncodeError:
        return []
    return [u for u in range(0x40, 0xFF) if (c := _char(trail, u)) and data.reads(c, reading)]


@cache
def _char(lead: int, trail: int) -> str:
    """The GBK character of two bytes, "" if there is none."""
    try:
        return bytes((lead, trail)).decode("gbk")
    except UnicodeDecodeError:
        return ""


def _solve(text: str, match: re.Match[str], words: _Words) -> _Guess | None:
    before = text[match.start() - 1]
    if match.re is _PHANTOM:
        heads = [_Guess("", lead, match.end(), 0.0) for lead in _phantoms(match[1], match[2])]
    else:
        heads = list(_after_cut(text, match.end(), before, words))
    finished: list[_Guess] = []
    front = heads
    while front:
        grown: list[_Guess] = []
        for guess in front:
            for step, ended in _step(text, guess, before, words):
                if ended:
                    finished.append(step)
                elif step.at - match.start() < _LONGEST:
                    grown.append(step)
        front = sorted(grown, key=lambda g: -g.score)[:_BEAM]
    finished.sort(key=lambda g: -g.score)
    if not finished:
        return None
    best, *others = finished
    rival = next((g for g in others if g.text != best.text), None)
    if rival and best.score - rival.score < 0.5:
        return None  # two readings are as likely: left, and marked
    return best


def _after_cut(text: str, at: int, before: str, words: _Words) -> Iterator[_Guess]:
    """The lead lost at a cut, and the mark's first byte, are one character; 。 in 12 of 16 real
    spots (design notes on damage, 1.3)."""
    mark = _bytes(text[at])
    if mark is None:
        return
    for lead in _LEADS:
        char = _char(lead, mark[0])
        if char:
            prior = 3.0 if char == "。" else 0.0
            yield _Guess(char, mark[1], at + 1, prior + words.gain(before, char))


def _bytes(char: str) -> tuple[int, int] | None:
    """The two bytes that ``char`` was when the run was decoded."""
    if char in _FOLDED:
        return 0xA3, ord(char) + 0x80
    try:
        encoded = char.encode("gbk")
    except UnicodeEncodeError:
        return None
    return (encoded[0], encoded[1]) if len(encoded) == 2 else None


def _step(text: str, guess: _Guess, before: str, words: _Words) -> Iterator[tuple[_Guess, bool]]:
    """Read one more character of a run. Yields (guess, has the run ended)."""
    if guess.at >= len(text):
        return
    seen = text[guess.at]
    last = guess.text[-1] if guess.text else before
    if "@" <= seen <= "~":  # an ASCII byte serves as trail: the bytes are in step again
        char = _char(guess.carry, ord(seen))
        if char:
            after = text[guess.at + 1 : guess.at + 2]
            gain = words.gain(last, char) + words.gain(char, after)
            yield _Guess(guess.text + char, 0, guess.at + 1, guess.score + gain), True
        return
    if seen == "?" and _TAG.match(text, guess.at + 1):  # a lead lost together with "<"
        for lead in _LEADS:
            char = _char(guess.carry, lead)
            if char:
                score = guess.score + words.gain(last, char)
                yield _Guess(guess.text + char + "<", 0, guess.at + 1, score), True
        return
    pair = _bytes(seen)
    if pair and (char := _char(guess.carry, pair[0])):
        score = guess.score + words.gain(last, char)
        yield _Guess(guess.text + char, pair[1], guess.at + 1, score), False


class _Words:
    """How likely two characters stand side by side in this text, judged by the text itself."""

    def __init__(self, text: str) -> None:
        self._pairs = Counter(map("".join, itertools.pairwise(text)))
        self._chars = Counter(text)

    def gain(self, left: str, right: str) -> float:
        """0 for an unknown pair of known characters, more the oftener the pair is met, less for
        characters that the text does not use."""
        if not right:
            return 0.0
        known = self._pairs[left + right]
        if known:
            return 1.0 + math.log(known)
        return 0.0 if self._chars[right] > 1 else -1.0 - 1.5 * (not _is_common(right))


@cache
def _is_common(char: str) -> bool:
    """Is it (in its Simplified form) one of the 3,755 common characters of GB 2312, or a mark?"""
    from edition.cleaning.script import simplified

    try:
        lead = simplified(char).encode("gb2312")[0]
    except UnicodeEncodeError:
        return False
    return lead <= 0xA3 or 0xB0 <= lead <= 0xD7
