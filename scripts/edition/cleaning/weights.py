"""What speaks for a character in a shifted run (`guess`): Chinese at large, and this very page."""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter
from functools import cache, cached_property
from typing import TYPE_CHECKING

from edition import data
from edition.cleaning import gbk, language
from edition.cleaning.language import FOLDS, LARGE, ORDER

if TYPE_CHECKING:
    from edition.cleaning.guess import Guess

LETTERS = "A-Za-zÀ-ɏḀ-ỿ\u0300-\u036f\u0261"
GLOSS = re.compile(rf"\([{LETTERS}]{{1,6}}\s?\)")

_GLOSSED = re.compile(rf"(.)\([{LETTERS}]{{1,6}}\s?\)")
_QUOTE = re.compile("[“”]")
_CUT_AT = re.compile(r"(?<=[\u4e00-\u9fff])\?([;；,，:：!！?？。、])")
_UNLIKELY = 8.0  # nats behind the best: no such character is tried where many have these bytes …
_MOST = 10  # … nor more than these
_USUAL = -10.5  # nats: a character that makes up more than one in 36,000
_COMMON = -9.0  # nats: one in 8,000
_BLANK = -10.0  # nats: a full-width blank, or the sign that the model has for blanks …
_INDENT = -1.0  # … and at the beginning of a line
_STOP = 0.5  # nats: the sign before a cut is a full stop in 12 of 16 real spots
_WIDE = -5.0  # nats: a full-width letter or digit
_STRANGE = -4.0  # nats: a sign that is nowhere else on the page
_CUT_THERE = -8.0  # nats: a mark inside a run, though the site cuts at that mark
# Nats: a quotation mark that the marks around the run ask for, and one that they forbid.
_WANTED, _FORBIDDEN = 3.0, -5.0
_RARE = {1: 0.0, 2: -2.0, 3: -3.5}  # nats, by gbk.level, for a character not met in this text
_ON_LIST = -10.0  # nats: a character that the site glosses, without its gloss
_OTHER_TONE = -4.0  # nats: a phantom whose reading has another tone than the one shown
_BOTH_SCRIPTS = -5.0  # nats: a phantom that the site's list, of Traditional ones, hardly holds
_OWN = 0.2  # weight of the page's own pairs of characters beside the model's


_STOPS = frozenset("。，；：！？、")
_TWICE = -12.0  # nats: one of these stands twice (the table knows such from chats)


class Page:
    """The text in which runs are read: how it goes on, what words it uses, what its site glosses.

    ``own``: are the words of this page to count too? (Not for a first look, which saves time.)
    """

    def __init__(self, text: str, own: bool = False) -> None:
        self.text = text
        self.own = own
        self._quotes: dict[str, float] = {}
        self._ranked: dict[tuple[str, bytes, int, bool], list[tuple[float, str]]] = {}
        self._gone: dict[tuple[str, bytes, int, bool], list[tuple[float, str, bytes]]] = {}
        self._priors: dict[str, float] = {}
        self._mixed: dict[str, float] = {}

    def with_own_words(self) -> Page:
        if not self.own:
            self.own = True
            self._ranked.clear()
            self._gone.clear()
        return self

    def at_run(self, before: str, start: int) -> None:
        """A run begins at ``start``, after ``before``: which quotation marks may it hold?"""
        ahead = _QUOTE.findall(before[before.rfind("\n") + 1 :])
        end = self.text.find("\n", start)
        behind = _QUOTE.search(self.text, start + 1, end if end > 0 else len(self.text))
        opened, closed = ahead[-1:] == ["“"], behind is not None and behind[0] == "”"
        quotes = {
            "”": (_FORBIDDEN if closed else _WANTED) if opened else _FORBIDDEN,
            "“": _FORBIDDEN if opened else (_WANTED if closed else 0.0),
        }
        if quotes != self._quotes:
            self._quotes = quotes
            self._ranked.clear()
            self._gone.clear()

    def awaits_end(self) -> bool:
        """Was a quotation opened before the run, and not closed behind it?"""
        return self._quotes["”"] == _WANTED

    def past_glosses(self, at: int) -> int:
        while self.text[at : at + 1] == "(" and (match := GLOSS.match(self.text, at)):
            at = match.end()
        return at

    def folded(self, at: int, end: int) -> str:
        return _fold(GLOSS.sub("", self.text[at:end]))

    @staticmethod
    def token(seen: str) -> str:
        return FOLDS[seen] if seen else "｜"

    @staticmethod
    def context(guess: Guess, char: str) -> str:
        """The three folded characters before what follows ``char``."""
        return (guess.context + FOLDS[char])[-ORDER:]

    def read_on(self, guess: Guess, token: str) -> Guess:
        """A guess that is in step, one shown character later."""
        context = guess.context
        if token in "０Ａ｜" and context[-1:] == token:
            return guess
        score = guess.score + self.plain_gain(guess, token)
        return guess._replace(score=score, context=(context + token)[-ORDER:])

    def plain_gain(self, guess: Guess, token: str) -> float:
        return self._mix(guess.context, token) if self.own else LARGE[guess.context + token]

    def gain(self, guess: Guess, char: str, glossed: bool = False) -> float:
        """What ``char`` is worth as the next character of ``guess`` (nats). The first character
        of a run is the one that the gloss of a phantom splits: the site could not gloss it."""
        gain = self.plain_gain(guess, FOLDS[char])
        if char == "\u3000":
            gain += _INDENT if guess.context[-1:] in ("｜", "") else _BLANK
        elif not ("\u4e00" <= char <= "\u9fff"):
            if char in _STOPS and guess.context[-1:] == char:
                return gain + _TWICE
            if char == "。" and not guess.text and guess.carry is gbk.LEADS:
                return gain + _STOP
            if "\uff10" <= char <= "\uff5a" and char.isalnum():
                gain += _WIDE
            elif char not in self.text and FOLDS[char] not in self._folded:
                gain += _STRANGE
            if char in self._quotes:
                gain += self._quotes[char]
            elif guess.text and FOLDS[char] in self._cuts:
                gain += _CUT_THERE
        else:
            gain += self._prior(char)
            if guess.text and not glossed:
                gain += self._unglossed(char)
        return gain

    def ranked(self, guess: Guess, trail: int, glossed: bool = False) -> list[tuple[float, str]]:
        """(worth, character) of those with this trail byte and an open lead byte, best first."""
        chars = _usual_chars(guess.carry, trail)
        if len(chars) < 3:
            return [(self.gain(guess, char, glossed), char) for char in chars]
        key = (guess.context, guess.carry, trail, glossed or not guess.text)
        found = self._ranked.get(key)
        if found is None:
            found = self._ranked[key] = self._likely(guess, chars, glossed)
        return found

    def begun(self, guess: Guess) -> list[tuple[float, str]]:
        """(worth, character) of those with an open lead byte, whatever their trail byte."""
        key = (guess.context, guess.carry, -1, not guess.text)
        found = self._ranked.get(key)
        if found is None:
            chars = _usual_begun(guess.carry)
            found = self._ranked[key] = self._likely(guess, chars, False)
        return found

    def vanishing(self, guess: Guess) -> list[tuple[float, str, bytes]]:
        """(worth, character, lead bytes open after it) of those that may have left no trace."""
        key = (guess.context, guess.carry, -2, not guess.text)
        found = self._gone.get(key)
        if found is None:
            ranked = _usual_vanished(guess.carry)
            found = sorted(((self.gain(guess, c), c, rest) for c, rest in ranked), reverse=True)
            found = [item for item in found[:_MOST] if item[0] > found[0][0] - _UNLIKELY]
            self._gone[key] = found
        return found

    def _likely(
        self, guess: Guess, chars: tuple[str, ...], glossed: bool
    ) -> list[tuple[float, str]]:
        found = sorted(((self.gain(guess, c, glossed), c) for c in chars), reverse=True)[:_MOST]
        return [item for item in found if item[0] > found[0][0] - _UNLIKELY]

    def _prior(self, char: str) -> float:
        found = self._priors.get(char)
        if found is None:
            found = self._priors[char] = 0.0 if char in self.text else _RARE[gbk.level(char)]
        return found

    def _mix(self, context: str, token: str) -> float:
        key = context + token
        found = self._mixed.get(key)
        if found is None:
            found = LARGE[key]
            pair = self._pairs.get(key[-2:], 0)
            if pair >= 2:
                own = pair / self._ones[key[-2:-1]]
                tri = self._threes.get(key[-3:], 0)
                if tri >= 2:
                    own = 0.3 * own + 0.7 * tri / self._pairs[key[-3:-1]]
                found = math.log((1 - _OWN) * math.exp(found) + _OWN * own)
            self._mixed[key] = found
        return found

    @cached_property
    def _folded(self) -> str:
        return self.folded(0, len(self.text))

    @cached_property
    def _cuts(self) -> frozenset[str]:
        """The marks at which the site cuts: those that stand behind a lost lead byte."""
        found = Counter(FOLDS[mark] for mark in _CUT_AT.findall(self.text))
        return frozenset(mark for mark, n in found.items() if n > 1)

    @cached_property
    def _pairs(self) -> Counter[str]:
        text = self._folded
        return Counter(map("".join, itertools.pairwise(text)))

    @cached_property
    def _threes(self) -> Counter[str]:
        text = self._folded
        return Counter(map("".join, zip(text, text[1:], text[2:], strict=False)))

    @cached_property
    def _ones(self) -> Counter[str]:
        return Counter(self._folded)

    @cached_property
    def _listed(self) -> frozenset[str]:
        """The characters that the site glosses."""
        return frozenset(_GLOSSED.findall(self.text))

    @cached_property
    def _spared(self) -> frozenset[str]:
        """The characters that Simplified writes otherwise, and that the site does not gloss."""
        kinds = set(_GLOSSED.sub("", self.text))
        return frozenset(c for c in kinds if "\u4e00" <= c <= "\u9fff" and FOLDS[c] != c)

    @cached_property
    def _open_list(self) -> float:
        """Nats: a Traditional character not met yet is one that this site spares."""
        spared = len(self._spared - self._listed)
        return math.log((spared + 1) / (spared + len(self._listed) + 2))

    def _unglossed(self, char: str) -> float:
        """What it costs that ``char`` has no gloss: the site misses none of those on its list."""
        if char in self._spared:
            return 0.0
        if char in self._listed:
            return _ON_LIST
        return self._open_list if FOLDS[char] != char else 0.0

    @staticmethod
    @cache
    def reads(char: str, reading: str) -> bool:
        return data.reads(char, reading)

    @staticmethod
    @cache
    def phantom(char: str, reading: str) -> float:
        """What speaks against ``char`` as the one that the site glossed ``reading``."""
        against = _RARE[gbk.level(char)]
        if FOLDS[char] == char:
            against += _BOTH_SCRIPTS
        if reading not in data.readings(char) and data.bare(reading) != reading:
            against += _OTHER_TONE
        return against


def _usual(char: str) -> bool:
    return LARGE[FOLDS[char]] > _USUAL


@cache
def _usual_chars(leads: bytes, trail: int) -> tuple[str, ...]:
    """The characters with these bytes; of many, the usual ones."""
    chars = gbk.chars(leads, trail)
    return chars if len(chars) < _MOST else tuple(filter(_usual, chars))


@cache
def _usual_begun(leads: bytes) -> tuple[str, ...]:
    return tuple(char for lead in leads for char in gbk.begun(lead) if _usual(char))


@cache
def _usual_vanished(leads: bytes) -> tuple[tuple[str, bytes], ...]:
    found = gbk.vanished(leads)
    if len(leads) < 3:
        return found
    return tuple(item for item in found if LARGE[FOLDS[item[0]]] > _COMMON)


def _fold(text: str) -> str:
    return language.squeeze("".join([FOLDS[char] for char in text]))
