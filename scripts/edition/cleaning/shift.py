"""encoding (编码损坏): runs shifted by one byte in GBK, put back.

A site that injects pinyin bytewise also hits the trail byte of one character and the lead byte
of the next. The decoder then reads everything after it one byte off:

    變     群     眾     “      上     訪
    D7 83  C8 BA  B1 8A  A1 B0  C9 CF  D4 4C      the author's bytes
       └──┴── 83C8 is 內, so the site writes "(nèi)" behind C8
    D7 83 (C8 28) n è i ) (BA B1) (8A A1) (B0 C9) (CF D4) L
    變     ?      n è i )  罕      姟      吧      显     L     what was scraped

C8 28 is no character: ``?``, and the bracket is gone. The reading names the phantom character
(nèi → 內 = 83 C8), so the lost byte is known, and everything after it follows. Where a byte or a
pair is gone without a name (a cut at a mark: ``認識?;顒?a`` for ``認識。活動<a``), all that fits is
read, and what reads best as Chinese (`language`, and this very text) is taken, if it is better
by far than the next best and than what stands there. Mechanism: design notes on damage, 1.1–1.3.
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterator

from edition import data
from edition.cleaning import gbk, language
from edition.cleaning.guess import GLOSS, LACUNA, LETTERS, UNLIKELY, Guess, Page
from edition.edit import Doubt, Edit

CLS = "encoding"


_PHANTOM = re.compile(rf"\?([{LETTERS}]{{1,6}})\s?\)")
_CUT = re.compile(r"\?(?=[;；,，:：!！?？。、])")
_MARK = re.compile(r"(?<=[\u3400-\u9fff”’）》)])[;；,，:：!！?？。、](?=[\u2460-\uffff])")
_TAG = re.compile(r"/?[a-zA-Z][a-zA-Z0-9]*[\s>/]")
_MARKS = frozenset(";；,，:：!！?？。、")

_LONGEST = 80  # characters in a run; every run seen ended within 40
_BEAM = 12  # readings kept at each place of a run …
_HOPELESS = 16.0  # … and none that many nats behind the first
_GONE = (0, 1, 3)  # pairs that may have vanished from one run, tried in turn
_FLUENT = -4.5  # nats a character: a reading as good as that needs no vanished pair
_STUMBLE = -14.0  # … and no two neighbours as bad as that
_FAIR = -5.5  # nats a character: readable, though words are rare in it
_BABBLE = -8.0  # nats a character: worse than that is not Chinese
# Nats by which the best reading must be ahead of the next, if 0, 1 or more pairs or bytes of it had
# to be guessed …
_CLEAR = (1.5, 1.5, 4.0)
_GAIN = {"phantom": -99.0, "cut": 6.0, "silent": 14.0}  # … and of what stands there
_LATIN = -6.0  # nats: a full-width letter or digit, folded after the damage
_NAMED = 4.0  # nats: a gloss that reads the character restored before it
_VANISHED = -0.5  # nats: a pair that left no trace
_SILENT = -4.0  # nats: a lead byte lost without a "?", as two sites do
_CLOSING = 2.0  # nats: a full stop or a closing quote before a tag
_SWALLOWED = -3.0  # nats: an ASCII character between Han characters, and swallowed
_POOR = -7.0  # nats: what follows so badly may have lost what was before it


def runs(text: str) -> Iterator[Edit | Doubt]:
    """Every shifted run put back, or a doubt where none of its readings is convincing."""
    if "?" not in text and "(" not in text:
        return
    page = Page(text)
    done, restored = 0, ""
    for start, kind, match in sorted(_starts(text), key=lambda found: found[0]):
        if start < done:
            continue
        before = page.plain(restored + text[max(done, start - 40) : start])
        head = _head(page, kind, match, before)
        if head is None:
            continue
        best, sure = _solve(page, start, kind, head)
        if best is not None and sure:
            yield Edit(start, text[start : best.at], best.text, CLS, "shifted-bytes")
            done, restored = best.at, best.text
        elif kind != "silent":
            suggestion = best.text if best else ""
            run = text[start : best.at] if best else match[0]
            yield Doubt(start, run, suggestion, CLS, "shifted-bytes")
            done, restored = best.at if best else match.end(), ""


def _starts(text: str) -> Iterator[tuple[int, str, re.Match[str]]]:
    """Where a run may begin. Without a phantom's reading only on a page that has injections."""
    if "?" in text:
        for match in _PHANTOM.finditer(text):
            yield match.start(), "phantom", match
    if _injected(text):
        for match in _CUT.finditer(text):
            yield match.start(), "cut", match
        for match in _MARK.finditer(text):
            if text[match.start() - 1] != "?" and _odd(text[match.end() : match.end() + 5]):
                yield match.start(), "silent", match


def _injected(text: str) -> bool:
    from edition.cleaning.encoding import is_injected_page

    return is_injected_page(text)


def _odd(following: str) -> bool:
    """Is this hardly Chinese? (The rare characters are looked for first: that costs less.)"""
    if not any(char > "\x7f" and gbk.level(char) > 1 for char in following[:3]):
        return False
    plain = GLOSS.sub("", following)
    return language.score("｜", language.fold(plain)) < _BABBLE * len(plain)


def _head(page: Page, kind: str, match: re.Match[str], before: str) -> Guess | None:
    """The beginning of a run: which lead bytes may have been lost."""
    context = language.fold(before)[-2:]
    if kind != "phantom":
        at = match.end() if kind == "cut" else match.start()
        return Guess("", gbk.LEADS, at, 0.0, context)
    trails = [trail for _, trail in gbk.pairs(before[-1:])]
    if "@" <= before[-1:] <= "~":
        trails.append(ord(before[-1]))
    leads = {lead for trail in trails for lead in gbk.leads_to(trail, match[1])}
    return Guess("", bytes(sorted(leads)), match.end(), 0.0, context) if leads else None


def _solve(page: Page, start: int, kind: str, head: Guess) -> tuple[Guess | None, bool]:
    """The best reading of a run, and whether it is sure."""
    ranked: list[tuple[Guess, float, float]] = []
    for gone in _GONE:
        ranked = _ranked(page, start, head, _read(page, start, head, gone))
        if ranked and _done(ranked[0][0], gone):
            break
    if not ranked:
        return None, False
    (best, total, stands), *others = ranked
    rival = next((score for guess, score, _ in others if not _same(guess, best)), -math.inf)
    sure = (
        total - rival >= _CLEAR[min(best.gone + best.blind, 2)]
        and total - stands >= _GAIN[kind]
        and best.score >= _BABBLE * max(2, len(best.text))
    )
    return best, sure


def _done(guess: Guess, gone: int) -> bool:
    """Is this so good that nothing can be missing in it, or fair and not helped by a pair more?"""
    if gone and not guess.gone and guess.score > _FAIR * len(guess.text):
        return True
    return guess.score > _FLUENT * (len(guess.text) + 1) and guess.low > _STUMBLE


def _same(one: Guess, other: Guess) -> bool:
    return one.text == other.text and one.at == other.at


def _ranked(
    page: Page, start: int, head: Guess, finished: list[Guess]
) -> list[tuple[Guess, float, float]]:
    """The readings, best first, each with its score and the score of what stands there now.

    They end at different places, so all are compared over one window, the longest one and some
    characters of what follows.
    """
    if not finished:
        return []
    finished = sorted(finished, key=lambda guess: -guess.score)[:200]
    end = page.past_glosses(max(guess.at for guess in finished)) + 4
    stands = language.score(head.context, page.folded(start, end))
    rest = {at: page.folded(at, end) for at in {guess.at for guess in finished}}
    scored = [(g, g.score + language.score(g.context, rest[g.at]), stands) for g in finished]
    return sorted(scored, key=lambda found: -found[1])


def _read(page: Page, start: int, head: Guess, gone: int) -> list[Guess]:
    """All good readings of a run in which up to ``gone`` pairs have vanished."""
    finished: list[Guess] = []
    fronts: dict[int, list[Guess]] = {head.at: [head]}
    while fronts:
        at = min(fronts)
        front = _best(fronts.pop(at), _BEAM)
        steps = [list(_stepped(page, guess)) for guess in front]
        grown = [g for g, then in zip(front, steps, strict=True) if _poor(then)]
        for _ in range(gone):
            grown = _vanished(page, grown, gone)
            steps += [list(_stepped(page, guess)) for guess in grown]
            front = front + grown
        for guess in front:
            finished += _ended(page, guess)
        for step in itertools.chain.from_iterable(steps):
            if step.at - start < _LONGEST:
                fronts.setdefault(step.at, []).append(step)
    return finished


def _poor(steps: list[Guess]) -> bool:
    """Does a run read badly here as it is shown? Only then is a vanished pair looked for."""
    return all(step.last < _POOR for step in steps)


def _best(guesses: list[Guess], most: int) -> list[Guess]:
    """The likeliest guesses, without those that are hopeless beside the first."""
    ranked = sorted(guesses, key=lambda guess: -guess.score)[:most]
    return [guess for guess in ranked if guess.score > ranked[0].score - _HOPELESS]


def _vanished(page: Page, guesses: list[Guess], most: int) -> list[Guess]:
    """A pair that is no character has vanished here: one character more, and an open byte."""
    options = [
        (guess.score + gain, guess, char, rest)
        for guess in guesses
        if guess.gone < most and guess.carry is not gbk.LEADS
        for first, rest in gbk.VANISHING
        for char in page.likely(guess, first)
        if (gain := page.gain(guess.context, char)) > UNLIKELY
    ]
    options.sort(key=lambda option: -option[0])
    return [
        page.grow(guess, char, rest, guess.at, _VANISHED, gone=1)
        for _, guess, char, rest in options[: _BEAM // 2]
    ]


def _stepped(page: Page, guess: Guess) -> Iterator[Guess]:
    """One more character of the run as shown: it gives the trail byte of the open character and
    the lead byte of the next."""
    at = page.past_glosses(guess.at)
    seen = page.text[at : at + 1]
    prior = _LATIN if seen.isascii() and seen.isalnum() else 0.0
    for first, second in gbk.pairs(seen):
        if second > 0x80:
            for char in page.likely(guess, first):
                yield page.grow(guess, char, bytes((second,)), at + 1, prior)


def _ended(page: Page, guess: Guess) -> Iterator[Guess]:
    """The ways in which the bytes get into step again at this place."""
    at = page.past_glosses(guess.at)
    seen = page.text[at : at + 1]
    if "@" <= seen <= "~" or seen == "€":  # a byte that is a sign alone serves as trail
        named = GLOSS.match(page.text, at + 1)
        for char in page.likely(guess, 0x80 if seen == "€" else ord(seen)):
            prior = _named(char, named[0][1:-1].strip()) if named else 0.0
            yield page.grow(guess, char, b"", at + 1, prior)
    for first, second in gbk.pairs(seen):
        if second < 0x80:  # a sign that is a byte alone served as trail
            for char in page.likely(guess, first):
                yield page.take(page.grow(guess, char, b"", at + 1), chr(second))
    if guess.carry is gbk.LEADS:
        return  # a character of which no byte is left
    if seen == "?":
        yield from _lost(page, guess, at)
    if seen in _MARKS or seen in ("", "\n"):  # a lead byte lost at a cut, and nothing shown
        for char in _unknown(page, guess):
            yield page.grow(guess, char, b"", at, _SILENT, blind=1)


def _named(char: str, reading: str) -> float:
    """What a gloss behind a character says for it."""
    return _NAMED if data.reads(char, reading) else -_NAMED


def _unknown(page: Page, guess: Guess) -> Iterator[str]:
    for trail in gbk.LEADS:
        yield from page.likely(guess, trail)


def _lost(page: Page, guess: Guess, at: int) -> Iterator[Guess]:
    """``?``: the lead byte after the open character is lost, so that one's trail byte is."""
    named = _PHANTOM.match(page.text, at)
    if named:  # with the bracket of a gloss, which names the character
        for lead in guess.carry:
            for trail in gbk.leads_to(lead, named[1]):
                yield page.grow(guess, gbk.char(lead, trail), b"", named.end())
        return
    following = page.text[at + 1 : at + 2]
    if following in _MARKS or following in ("", "\n"):  # at a cut
        for char in _unknown(page, guess):
            yield page.grow(guess, char, b"", at + 1, blind=1)
        return
    taken = "<" if _TAG.match(page.text, at + 1) else LACUNA
    prior = 0.0 if taken == "<" or (following.isalnum() and following.isascii()) else _SWALLOWED
    for char in _unknown(page, guess):
        closing = _CLOSING if taken == "<" and char in "。”" else 0.0
        yield page.take(page.grow(guess, char, b"", at + 1, prior + closing, blind=1), taken)
