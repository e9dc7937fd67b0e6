"""What a shifted run may say (`shift`), weighed: partial readings, and the text they stand in."""

from __future__ import annotations

import math
import re
from collections import Counter
from functools import cached_property
from typing import NamedTuple

from edition.cleaning import gbk, language

# What stands for an ASCII character that a lead byte took with it: it can't be known.
LACUNA = "【此处缺一字】"

LETTERS = "A-Za-zÀ-ɏḀ-ỿ\u0300-\u036f\u0261"
GLOSS = re.compile(rf"\([{LETTERS}]{{1,6}}\s?\)")

UNLIKELY = -11.0  # nats: no vanished pair is guessed for such a character
_BLANK = -6.0  # nats: a full-width blank, or the sign that the model has for blanks
_STOP = 0.5  # nats: the sign before a cut is a full stop in 12 of 16 real spots
_SIGN = -6.0  # nats: an ASCII sign such as "<" or "]"
_RARE = {1: 0.0, 2: -2.0, 3: -3.5}  # nats, by gbk.level, for a character not met in this text


class Guess(NamedTuple):
    """A partial reading of a run: what it restores, the lead bytes that may be open, the place
    reached, its log probability, the two folded characters before, pairs vanished and characters
    of which a byte is lost."""

    text: str
    carry: bytes
    at: int
    score: float
    context: str
    gone: int = 0
    blind: int = 0
    last: float = 0.0  # what the last character was worth …
    low: float = 0.0  # … and the two neighbours that were worth least


class Page:
    """The text in which runs are read: how it goes on, and what words it uses."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._likely: dict[tuple[str, tuple[str, ...]], tuple[str, ...]] = {}
        self._gains: dict[tuple[str, str], float] = {}

    def plain(self, text: str) -> str:
        return GLOSS.sub("", text)

    def past_glosses(self, at: int) -> int:
        while match := GLOSS.match(self.text, at):
            at = match.end()
        return at

    def folded(self, at: int, end: int) -> str:
        return language.squeeze(language.fold(self.plain(self.text[at:end])))

    @cached_property
    def _folded(self) -> str:
        return self.folded(0, len(self.text))

    @cached_property
    def _kinds(self) -> frozenset[str]:
        return frozenset(self.text)

    @cached_property
    def _pairs(self) -> Counter[tuple[str, str]]:
        return Counter(zip(self._folded, self._folded[1:], strict=False))

    @cached_property
    def _ones(self) -> Counter[str]:
        return Counter(self._folded)

    def likely(self, guess: Guess, trail: int) -> tuple[str, ...]:
        """The characters with this trail byte and an open lead byte. Where there are many, only
        those that are known to follow what is before them."""
        chars = gbk.chars(guess.carry, trail)
        if len(chars) < 3:
            return chars
        key = (guess.context[-1:], chars)
        found = self._likely.get(key)
        if found is None:
            last = key[0]
            found = tuple(
                char
                for char in chars
                if language.gain(last, language.folded(char)) > UNLIKELY
                or (last, language.folded(char)) in self._pairs
            )
            self._likely[key] = found
        return found

    def gain(self, context: str, char: str) -> float:
        """The log probability of ``char`` after ``context``, in Chinese and in this text; less
        if the character is rare and not met in the text."""
        key = (context, char)
        found = self._gains.get(key)
        if found is None:
            folded = language.folded(char)
            found = language.gain(context, folded)
            met = self._pairs.get((context[-1:], folded), 0)
            if met >= 2:
                found = math.log(0.8 * math.exp(found) + 0.2 * met / self._ones[context[-1:]])
            if char in "\u3000｜":
                found += _BLANK
            elif char not in self._kinds:
                found += _RARE[gbk.level(char)]
            self._gains[key] = found
        return found

    def grow(
        self,
        guess: Guess,
        char: str,
        carry: bytes,
        at: int,
        prior: float = 0.0,
        gone: int = 0,
        blind: int = 0,
    ) -> Guess:
        """``guess`` with one more character restored."""
        gain = self.gain(guess.context, char) + prior
        if char == "。" and not guess.text and guess.carry is gbk.LEADS:
            gain += _STOP
        return Guess(
            guess.text + char,
            carry,
            at,
            guess.score + gain,
            guess.context[-1:] + language.folded(char),
            guess.gone + gone,
            guess.blind + blind,
            gain,
            min(guess.low, guess.last + gain),
        )

    def take(self, guess: Guess, taken: str) -> Guess:
        """``guess`` with an ASCII character behind it, or with the mark that one is gone."""
        token = language.folded(taken) if taken != LACUNA else "｜"
        if taken == LACUNA and self.text[guess.at : guess.at + 1].isdigit():
            token = "０"
        gain = self.gain(guess.context, token) if token in "０｜Ａ" else _SIGN
        return guess._replace(
            text=guess.text + taken,
            score=guess.score + gain,
            context=(guess.context + token)[-2:],
        )
