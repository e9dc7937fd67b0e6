"""Slips of the pen and of recognition, judged: which of `phrases` and `misspellings` are certain.

Certain is what the language model finds so much likelier that the witness's word is impossible;
less than that is likely, and shown as 疑. Nothing is said of a word that is quoted or called
wrong, of a phrase that is played with, of characters that custom writes for each other, or of
the old language, which the model does not know.
"""

from __future__ import annotations

from collections.abc import Iterator, Set

from edition import data
from edition.cleaning.misspellings import misspellings
from edition.cleaning.patterns import pattern
from edition.cleaning.phrases import slips
from edition.edit import Doubt, Edit

CLS = "emendation"

# Nats by which a phrase or word must be likelier than what stands, to be certain and to be shown
# as likely. In 150 M characters of sound text as they come, 0.6 places in 100,000 reach 9.
_PHRASE_CERTAIN, _PHRASE_LIKELY = 12.0, 9.0
_WORD_CERTAIN, _WORD_LIKELY = 10.0, 7.5
_FIRM_CERTAIN, _FIRM_LIKELY = 6.0, 4.5  # where the wrong spelling is hardly ever two words
_PLAY = 24  # characters: a phrase so near its own wrong spelling is played with
_AROUND = 120  # characters on either side that show which language it is
_HABIT = 3  # a phrase so often spelt in one way is the author's, or a name

_QUOTE, _UNQUOTE = frozenset('“‘「『"'), frozenset('”’」』"')
_CALLED_WRONG = pattern("误作|误写|错写|写成|换成|成了|应作|应为|讹作|当作|之误")


def spellings(text: str, pairs: Set[int] | None = None) -> Iterator[Edit | Doubt]:
    """Every wrong spelling of a phrase or word, in no order; they may overlap. ``pairs`` holds
    those that the tables ask for and the text has, if somebody looked."""
    yield from _phrases(text, pairs)
    yield from _misspellings(text, pairs)


def _phrases(text: str, pairs: Set[int] | None) -> Iterator[Edit | Doubt]:
    """Set phrases with one wrong character."""
    variants = data.variants()
    for slip in slips(text, pairs):
        if slip.gain < _PHRASE_LIKELY or slip.wrong + slip.right in variants:
            continue
        first = slip.start - slip.at
        end = first + len(slip.phrase)
        seen = text[first:end]
        if _classical(text, first):
            continue
        if slip.phrase in text[max(0, first - _PLAY) : end + _PLAY] or spoken_of(text, first, end):
            continue
        why = ("音同" if slip.sounds else "") + ("形近" if slip.looks else "")
        note = f"固定词组“{slip.phrase}”；{why}而误"
        # What makes no word with its neighbours is wrong already where the gain is smaller.
        least = _PHRASE_LIKELY if slip.bond < 0 else _PHRASE_CERTAIN
        if slip.gain >= least and text.count(seen) < _HABIT:
            yield Edit(first, seen, slip.phrase, CLS, "set-phrase", note)
        else:
            yield Doubt(first, seen, slip.phrase, CLS, "set-phrase", note)


def _misspellings(text: str, pairs: Set[int] | None) -> Iterator[Edit | Doubt]:
    """Words with a character that looks or sounds like the right one."""
    for item in misspellings(text, pairs):
        certain = _FIRM_CERTAIN if item.firm else _WORD_CERTAIN
        first = item.start - item.at
        if item.gain < (_FIRM_LIKELY if item.firm else _WORD_LIKELY):
            continue
        if spoken_of(text, first, first + len(item.seen)) or _classical(text, first):
            continue
        note = f"“{item.seen}”在此不成词，当作“{item.word}”；{item.how}而误"
        kind = Edit if item.gain >= certain else Doubt
        yield kind(first, item.seen, item.word, CLS, "misspelling", note)


def _classical(text: str, at: int) -> bool:
    """Is the prose around a place, or its verse, in the old language, which the model of today's
    does not know?"""
    around = text[max(0, at - _AROUND) : at + _AROUND]
    old = sum(map(around.count, "之也矣曰焉乃其者乎兮吾"))
    new = sum(map(around.count, "的了是在们这个"))
    return old >= 4 and old > new


def spoken_of(text: str, start: int, end: int) -> bool:
    """Is the word quoted, or called wrong, by the author?"""
    if text[start - 1 : start] in _QUOTE and text[end : end + 1] in _UNQUOTE:
        return True
    around = text[max(0, start - 8) : start] + text[end : end + 8]
    return bool(_CALLED_WRONG.search(around))
