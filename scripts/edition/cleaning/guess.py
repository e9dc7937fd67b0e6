"""What a shifted run may say (`shift`): a search for the reading that is the likeliest Chinese.

All readings go over the shown text together, character by character: some are still out of step
(``carry``: the lead bytes that may be open), some are in step again and read what is shown. So at
any place they have explained the same text, and their scores can be compared as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from operator import itemgetter
from typing import NamedTuple

from edition.cleaning import gbk
from edition.cleaning.language import ORDER
from edition.cleaning.weights import GLOSS, LETTERS, Page

# What stands for an ASCII character that a lead byte took with it: it can't be known.
LACUNA = "【此处缺一字】"

PHANTOM = re.compile(rf"\?([{LETTERS}]{{1,6}})\s?\)")
MARKS = frozenset(";；,，:：!！?？。、")
_TAG = re.compile(r"/?[a-zA-Z][a-zA-Z0-9]*[\s>/]")
# A year of which the first digit is gone: 1927, 2008.
_YEAR = re.compile(r"(?:(?P<old>[89]\d\d)|0[0-2]\d)年")
_DONE: bytes = b""  # the carry of a reading that is in step again

_LONGEST = 80  # characters in a run; every run seen ended within 40
_BEAM = (12, 16)  # readings kept at each place: while no pair may have vanished, and else …
_ROOTS = 5  # readings from which a vanished pair is tried at each place
_HOPELESS = 14.0  # … and none that many nats behind the first
_TAIL = 3  # characters read after the last reading is in step: the context that counts

_LATIN = -6.0  # nats: a full-width letter or digit, folded after the damage
_SIGN = -6.0  # nats: an ASCII sign such as "<" or "]"
_NAMED = 4.0  # nats: a gloss that reads the character restored before it
_SILENT = -4.0  # nats: a lead byte lost without a "?", as two sites do
_SPLIT = -2.0  # nats: a phantom in the middle of a run
_CLOSING = 2.0  # nats: a full stop or a closing quote before a tag
_SWALLOWED = -3.0  # nats: an ASCII character between Han characters, and swallowed


class Guess(NamedTuple):
    """A partial reading: its log probability, the lead bytes that may be open, the three folded
    characters before, what it restores, pairs vanished, characters of which a byte is lost, and
    where in the shown text the restored part ends."""

    score: float
    carry: bytes
    context: str
    text: str = ""
    gone: int = 0
    blind: int = 0
    at: int = 0
    last: float = 0.0  # what the last character was worth …
    low: float = 0.0  # … the two neighbours that were worth least
    own: float = 0.0  # … and all that is restored


_by_score = itemgetter(0)


def readings(page: Page, at: int, heads: list[Guess], gone: int) -> tuple[list[Guess], int]:
    """All good readings of a run from ``at`` on, best first, and up to where they were compared.
    Up to ``gone`` pairs may have vanished in it."""
    fronts = {at: heads}
    first, calm = at, 0
    while True:
        at = min(fronts)
        front = _best(fronts.pop(at), _BEAM[gone > 0])
        calm = 0 if any(guess.carry for guess in front) else calm + 1
        seen = page.text[at : at + 1]
        if not fronts and (calm > _TAIL or (calm and not seen)):
            return front, at
        then = page.past_glosses(at + 1)
        token = page.token(seen)
        open_ones = [guess for guess in front if guess.carry]
        grown = open_ones[:_ROOTS]
        for _ in range(gone):
            grown = _best([g for guess in grown for g in _vanished(page, guess, gone)], _ROOTS)
            open_ones += grown
        for guess in front:
            if not guess.carry:
                fronts.setdefault(then, []).append(page.read_on(guess, token))
        for guess in open_ones:
            if at - first < _LONGEST:
                for new in _moved(page, guess, at, seen):
                    fronts.setdefault(then, []).append(new)
                    if then > at + 1:
                        fronts[then] += _dropped(page, new, at + 1)
            for new, end in _ended(page, guess, at, seen):
                fronts.setdefault(page.past_glosses(end), []).append(new)
        if not fronts:
            return [], at


def _best(guesses: list[Guess], most: int) -> list[Guess]:
    """The likeliest guesses, without those that are hopeless beside the first."""
    if not guesses:
        return []
    ranked = sorted(guesses, key=_by_score, reverse=True)[:most]
    return [guess for guess in ranked if guess[0] > ranked[0][0] - _HOPELESS]


def _vanished(page: Page, guess: Guess, most: int) -> Iterator[Guess]:
    """A pair that is no character has vanished here: one character more, and an open byte."""
    if guess.gone < most:
        for gain, char, rest in page.vanishing(guess):
            yield _grown(page, guess, char, gain, rest, 1)


def _moved(page: Page, guess: Guess, at: int, seen: str) -> Iterator[Guess]:
    """One more character as shown, one byte off."""
    prior = _LATIN if seen.isascii() and seen.isalnum() else 0.0
    for first, second in gbk.pairs(seen):
        if second > 0x80:
            for gain, char in page.ranked(guess, first):
                yield _grown(page, guess, char, gain + prior, gbk.BYTES[second])


def _ended(page: Page, guess: Guess, at: int, seen: str) -> Iterator[tuple[Guess, int]]:
    """The ways in which the bytes get into step again at this place."""
    if "@" <= seen <= "~" or seen == "€":  # a byte that is a sign alone serves as trail
        gloss = GLOSS.match(page.text, at + 1)
        for gain, char in page.ranked(guess, 0x80 if seen == "€" else ord(seen), bool(gloss)):
            if gloss:
                gain += _NAMED if page.reads(char, gloss[0][1:-1].strip()) else -_NAMED
            yield _restored(page, guess, char, gain, at + 1), at + 1
    for first, second in gbk.pairs(seen):
        if second < 0x80:  # a sign that is a byte alone served as trail
            for gain, char in page.ranked(guess, first):
                new = _restored(page, guess, char, gain, at + 1)
                yield _taken(page, new, chr(second)), at + 1
    named = PHANTOM.match(page.text, at) if seen == "?" else None
    if named:  # "?" and the rest of a gloss, which names the character
        for lead in guess.carry:
            for _, char in gbk.named(lead, named[1]):
                gain = page.gain(guess, char, True) + page.phantom(char, named[1])
                yield _restored(page, guess, char, gain, named.end()), named.end()
        yield from _split(page, guess, named)
        return
    if len(guess.carry) > 2:
        return  # a character of which no byte is left
    if seen == "?":
        yield from _lost(page, guess, at)
    if seen in MARKS or seen in ("", "\n"):  # a lead byte lost at a cut, and nothing shown
        for gain, char in page.begun(guess):
            yield _restored(page, guess, char, gain + _SILENT, at, 1), at


def _dropped(page: Page, guess: Guess, at: int) -> Iterator[Guess]:
    """The trail byte before a gloss is dropped, and the gloss is whole: it names the character."""
    gloss = GLOSS.match(page.text, at)
    if gloss and len(guess.carry) == 1:
        reading = gloss[0][1:-1].strip()
        for _, char in (*gbk.named(guess.carry[0], reading), *gbk.bare(guess.carry[0], reading)):
            gain = page.gain(guess, char, True) + page.phantom(char, reading) + _SPLIT
            yield _restored(page, guess, char, gain, at)


def _split(page: Page, guess: Guess, named: re.Match[str]) -> Iterator[tuple[Guess, int]]:
    """The open character and a phantom of its trail byte and the next lead byte: out of step."""
    if len(guess.carry) == 1:
        for gain, char in page.begun(guess):
            for lead, phantom in gbk.named(char.encode("gbk")[1], named[1]):
                against = page.phantom(phantom, named[1]) + _SPLIT
                yield _grown(page, guess, char, gain + against, gbk.BYTES[lead]), named.end()


def _lost(page: Page, guess: Guess, at: int) -> Iterator[tuple[Guess, int]]:
    """``?``: the lead byte after the open character is lost, so that one's trail byte is."""
    following = page.text[at + 1 : at + 2]
    if following in MARKS or following in ("", "\n"):  # at a cut
        for gain, char in page.begun(guess):
            yield _restored(page, guess, char, gain, at + 1, 1), at + 1
        return
    taken = "<" if _TAG.match(page.text, at + 1) else _swallowed_digit(page.text, at + 1)
    prior = 0.0 if taken == "<" or (following.isalnum() and following.isascii()) else _SWALLOWED
    for gain, char in page.begun(guess):
        closing = _CLOSING if taken == "<" and char in "。”" else 0.0
        new = _restored(page, guess, char, gain + prior + closing, at + 1, 1)
        yield _taken(page, new, taken), at + 1


def _swallowed_digit(text: str, at: int) -> str:
    """What stood before ``at``: the first digit of a year, or nobody knows what."""
    year = _YEAR.match(text, at)
    return LACUNA if year is None else "1" if year["old"] else "2"


def _grown(page: Page, guess: Guess, char: str, gain: float, carry: bytes, gone: int = 0) -> Guess:
    """``guess`` with one more character, out of step still."""
    score, context, low = guess.score + gain, page.context(guess, char), guess.last + gain
    low = low if low < guess.low else guess.low
    text, gone = guess.text + char, guess.gone + gone
    return Guess(score, carry, context, text, gone, guess.blind, 0, gain, low, guess.own + gain)


def _restored(page: Page, guess: Guess, char: str, gain: float, at: int, blind: int = 0) -> Guess:
    """``guess`` with its last character, in step again from ``at`` on."""
    new = _grown(page, guess, char, gain, _DONE)
    return new._replace(blind=guess.blind + blind, at=at)


def _taken(page: Page, guess: Guess, taken: str) -> Guess:
    """``guess`` with an ASCII character behind it, or with the mark that one is gone."""
    token = page.token(taken) if taken != LACUNA else "｜"
    if taken == LACUNA and page.text[guess.at : guess.at + 1].isdigit():
        token = "０"
    gain = page.plain_gain(guess, token) if token in "０｜Ａ" else _SIGN
    return guess._replace(
        score=guess.score + gain,
        own=guess.own + gain,
        text=guess.text + taken,
        context=(guess.context + token)[-ORDER:],
    )
