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

import math
import re
from collections.abc import Iterator

from edition import data
from edition.cleaning import gbk, language
from edition.cleaning.guess import LACUNA, PHANTOM, Guess, readings
from edition.cleaning.patterns import pattern
from edition.cleaning.weights import GLOSS, LETTERS, Page
from edition.edit import Doubt, Edit

__all__ = ["CLS", "LACUNA", "runs"]

CLS = "encoding"

# A lead byte lost on a page that shows no pinyin, or before a character (嗎?俊 for 嗎？”).
_LOST = pattern(
    r"(?:(?<=[\u3400-\u9fff])|(?<=\n)|(?<=\n[\u3000 ][\u3000 ]))\?(?=[！，。；：？、]?[\u3400-\u9fff]|[!,;:\u3001-\u3017\uff01-\uff5e][@-~][\u3400-\u9fff(])"
)
_SIGNS = re.compile(r"[!,;:\u3001-\u3017\uff01-\uff5e]*")
# 。” and the digit of a year, where the byte before the full stop is lost: A1 | A3 A1 | B1 31.
_CLOSED = re.compile(r"\?！\?(?=\d{3}年)")
_CUT = re.compile(r"\?(?=[;；,，:：!！?？。、])")

_GONE = (2, 3)  # pairs that may have vanished from one run: more are tried if fewer do not do
_FLUENT = -4.0  # nats a character: a reading as good as that needs no vanished pair …
_STUMBLE = -12.0  # … if no two neighbours are as bad as that …
_AHEAD = 3.0  # … and no other reading comes that near
_WHO = 5.0  # nats: who is meant is sure from that on
_BABBLE = -8.0  # nats a character: worse than that is not Chinese
# To look for vanished pairs costs five times as much as all else. On pages that were damaged so it was in
# vain seven times in a row at most, before a run that read well without or that had lost some; where
# nothing is damaged so it always is, at 5 ms a character. After so many times only each 16th is tried.
_PATIENCE, _SELDOM = 24, 16
# Nats by which the best reading must be ahead of all others together, if 0, 1 or more pairs or
# bytes of it had to be guessed …
_CLEAR = (1.0, 3.0, 3.5)
# … and of what stands there.
_GAIN = {"phantom": -99.0, "cut": 6.0, "closed": 6.0, "lost": 10.0, "silent": 14.0}


def runs(text: str) -> Iterator[Edit | Doubt]:
    """Every shifted run put back, or a doubt where none of its readings is convincing."""
    if "?" not in text and "(" not in text:
        return
    page = Page(text)
    done, restored = 0, ""
    vain = 0  # searches in a row
    for start, kind, match in sorted(_starts(text), key=lambda found: found[0]):
        if start < done:
            continue
        before = GLOSS.sub("", restored + text[max(done, start - 200) : start])
        page.at_run(before, start)
        at = start if kind == "silent" else match.end()
        heads = _heads(page, kind, match, before)
        if not heads:
            continue
        patient = vain < _PATIENCE or vain % _SELDOM == 0
        best, sure, searched = _solve(page, start, at, kind, heads, patient)
        if not sure:
            vain += searched
        elif best and (best.gone or not searched):
            vain = 0
        if best is not None and sure:
            yield Edit(start, text[start : best.at], best.text, CLS, "shifted-bytes")
            done, restored = best.at, best.text
        elif kind in ("phantom", "cut"):
            suggestion = best.text if best else ""
            run = text[start : best.at] if best else match[0]
            yield Doubt(start, run, suggestion, CLS, "shifted-bytes")
            done, restored = best.at if best else match.end(), ""


def _starts(text: str) -> Iterator[tuple[int, str, re.Match[str]]]:
    """Where a run may begin. Without a phantom's reading only on a page that has injections, or
    where what stands behind is hardly Chinese."""
    if "?" in text:
        for match in PHANTOM.finditer(text):
            yield match.start(), "phantom", match
    injected = _injected(text)
    for match in _CUT.finditer(text):
        if _CLOSED.match(text, match.start()):
            yield match.start(), "closed", match
        elif injected or _odd(text[match.end() + 1 : match.end() + 17]):
            yield match.start(), "cut", match
    if injected or GLOSS.search(text):
        for match in _MARK.finditer(text):
            odd = injected and _odd(text[match.end() : match.end() + 16])
            if text[match.start() - 1] != "?" and (odd or _misread(text, match.end())):
                yield match.start(), "silent", match
    if "?" in text:
        for match in _LOST.finditer(text):
            if _odd(_SIGNS.sub("", text[match.end() : match.end() + 16], count=1)):
                yield match.start(), "lost", match


_MARK = pattern(
    r"(?<=[\u3400-\u9fff”’）》)])[;；,，:：!！?？。、](?=[\u2460-\uffff]|[@-~]\()|(?<=[\n\u3000 ])。(?=[\u2460-\uffff])"
)
_BOPOMOFO = frozenset(map(chr, range(0x3105, 0x312A)))  # ?隙ㄓ腥: no sentence has them amid it
_MISREAD = pattern(
    rf"[\u4e00-\u9fff]{{0,4}}?(?P<char>[\u4e00-\u9fff])\((?P<letters>[{LETTERS}]{{1,6}})\s?\)"
)
_OUT_OF_STEP = pattern(rf"[\u4e00-\u9fff]{{0,2}}[@-~](?:\([{LETTERS}]{{1,6}}\s?\))?[\u4e00-\u9fff]")


def _injected(text: str) -> bool:
    from edition.cleaning.encoding import is_injected_page

    return is_injected_page(text)


def _odd(following: str) -> bool:
    """Is this hardly Chinese? (The rare characters are looked for first: that costs less.)"""
    if _OUT_OF_STEP.match(following):
        return True
    if not any(
        char > "\x7f" and (gbk.level(char) > 1 or char in _BOPOMOFO) for char in following[:3]
    ):
        return False
    plain = GLOSS.sub("", following)[:5]
    return language.score("｜", language.fold(plain), language.LARGE) < _BABBLE * len(plain)


def _misread(text: str, at: int) -> str:
    """The pinyin behind a character near ``at`` that is not how it is read (箲(zhàn), of 戰), "" if none is."""
    match = _MISREAD.match(text, at)
    return match["letters"] if match and not data.reads(match["char"], match["letters"]) else ""


def _heads(page: Page, kind: str, match: re.Match[str], before: str) -> list[Guess]:
    """The beginning of a run: which lead bytes may have been lost."""
    context = language.fold(before)[-language.ORDER :]
    if kind != "phantom":
        return [Guess(0.0, gbk.LEADS, context)]
    trails = [trail for _, trail in gbk.pairs(before[-1:])]
    if "@" <= before[-1:] <= "~":
        trails.append(ord(before[-1]))
    against: dict[int, float] = {}
    for trail in trails:
        for lead, char in gbk.named(trail, match[1]):
            against[lead] = max(against.get(lead, -99.0), page.phantom(char, match[1]))
    return [Guess(score, gbk.BYTES[lead], context) for lead, score in against.items()]


def _solve(
    page: Page, start: int, at: int, kind: str, heads: list[Guess], patient: bool
) -> tuple[Guess | None, bool, bool]:
    """The best reading of a run that is read from ``at`` on, whether it is sure, and whether vanished
    pairs had to be looked for (if not ``patient``, they are not)."""
    at = page.past_glosses(at)
    ranked, end = readings(page, at, heads, 0)
    searched = not ranked or not _fluent(ranked)
    if searched and not patient:
        return None, False, True
    if searched:
        page.with_own_words()
        for gone in _GONE:
            without = ranked[0].text if ranked else ""
            ranked, end = readings(page, at, heads, gone)
            # What two missing pairs do not make better, three do not either.
            if ranked and (_fluent(ranked) or _stays(ranked, without)):
                break
    if not ranked:
        return None, False, searched
    best, margin = ranked[0], _margin(ranked)
    stands = language.score(heads[0].context, page.folded(start, end), language.LARGE)
    # The pinyin that stands there wrong is how the last character is read: nothing else need say much.
    said = kind == "silent" and data.reads(best.text[-1:], _misread(page.text, start + 1) or "?")
    sure = (
        (margin >= _CLEAR[min(best.gone + best.blind, 2)] or _closes(page, kind, best))
        and best.score - stands >= _GAIN["cut" if said else kind]
        and best.own >= _BABBLE * max(2, len(best.text))
        and not any(_same_but_who(best, other) for other in ranked[1:])
    )
    return best, sure, searched


def _closes(page: Page, kind: str, best: Guess) -> bool:
    """Is it the end of a quotation that has been open, behind which a year begins a sentence?"""
    return kind == "closed" and page.awaits_end() and best.text[:2] == "。”"


def _fluent(ranked: list[Guess]) -> bool:
    """Is the best reading so good that no pair can be missing in it?"""
    best = ranked[0]
    good = best.own > _FLUENT * (len(best.text) + 1) and best.low > _STUMBLE
    return good and _margin(ranked) > _AHEAD


def _stays(ranked: list[Guess], without: str) -> bool:
    """Is the best reading the one without a missing pair still, and no other near it?"""
    return ranked[0].text == without and _margin(ranked) > _AHEAD


def _margin(ranked: list[Guess]) -> float:
    """Nats by which the best reading is ahead of all others together."""
    best, *others = ranked
    rivals = sum(math.exp(o.score - best.score) for o in others if not _same(o, best))
    return -math.log(rivals) if rivals else 99.0


def _same_but_who(one: Guess, other: Guess) -> bool:
    """Do these differ in 他, 她, 它 alone? Nothing near by tells which, and all three vanish."""
    near = one.score - other.score < _WHO and len(one.text) == len(other.text)
    pairs = set(zip(one.text, other.text, strict=False)) if near else set()
    unlike = {char for pair in pairs if pair[0] != pair[1] for char in pair}
    return bool(unlike) and unlike <= set("他她它")


def _same(one: Guess, other: Guess) -> bool:
    return one.text == other.text and one.at == other.at
