"""Characters that are strangers where they stand: 影晌力 for 影响力, 与日聚增 for 与日俱增.

In: a text. Out: edits and doubts (offsets in code points). No table holds such words. Of a character and
its two neighbours the large model has never met one pair or the other, but both pairs of a character
that sounds or looks like it, and these are far likelier. What is left, some twenty places in 15,000
characters, both models weigh; how much each figure says was learned (`strangers` in
`data/misspellings.toml`). Most of what is never met is sound: a name, a term, two words that meet. So
what stands twice is left alone, as in the old language; in old novels, quotations and the choices of a
test none is certain.

Of 24,584 slips in public sets 1,473 are put right with this and the tables, 1,253 were when what looks or
sounds alike was not graded. In 5.4 M characters of sound pages of 80 kinds 31 places are certain, of which
22 are misprints; what has even odds is shown (狄军, 负翁, 暴响 are sound).
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import cache
from operator import itemgetter

from edition import data
from edition.cleaning import confusions, language
from edition.cleaning.language import FOLLOWERS
from edition.cleaning.mistyped import is_old
from edition.cleaning.oldlanguage import is_classical
from edition.cleaning.patterns import pattern
from edition.cleaning.spelling import in_choice, spoken_of
from edition.cleaning.twins import stands
from edition.edit import Doubt, Edit

CLS = "emendation"

_CERTAIN, _LIKELY = 3.5, 2.0  # log-odds
_AHEAD = 1.0  # … by which the best of several must be ahead to be the one that fits
# Nats by which a character goes so well with the other neighbour that it is one word.
_AT_HOME = 3.0
_PAIRS = 6.0  # nats by which the pairs of the right character are likelier, by the large model
_LEAST, _TOGETHER = 4.0, 14.0  # nats by either model, by both
_RAREST = -11.0  # nats of a character that may be meant
_NUMERALS = frozenset("一二三四五六七八九十百千万")
_LEFT = frozenset("的地得着了") | _NUMERALS  # as authors write them; and figures
_KANA, _NEAR = pattern("[ぁ-ヿ]"), 10  # characters on either side that show another language


class _Others(dict[str, frozenset[str]]):
    """A character → what it may stand for."""

    def __missing__(self, char: str) -> frozenset[str]:
        others = frozenset() if char in _LEFT else confusions.of(char) - _LEFT
        common = frozenset(other for other in others if language.LARGE[other] > _RAREST)
        return self.setdefault(char, common)


_OTHERS = _Others()


def strangers(text: str) -> Iterator[Edit | Doubt]:
    """Every such character, with the one that is meant."""
    folded = language.fold(text)
    found: dict[int, list[tuple[float, str]]] = {}
    for at, right in _places(folded):
        odds = _odds(folded, at, right)
        if odds >= _LIKELY - _AHEAD:
            found.setdefault(at, []).append((odds, right))
    old = bool(found) and is_old(text)
    for at, rights in found.items():
        (odds, right), *others = sorted(rights, key=itemgetter(0), reverse=True)
        if odds < _LIKELY or text[at] != folded[at]:
            continue
        if stands(folded, at) > 1 or _KANA.search(text[max(0, at - _NEAR) : at + _NEAR]):
            continue
        if spoken_of(text, at, at + 1) or is_classical(text, at) or _is_foreign(folded, at):
            continue
        rivals = others and others[0][0] > odds - _AHEAD
        counted = text[at - 1 : at] in _NUMERALS  # anything may be (二十行以内)
        meant = counted or in_choice(text, at) or _in_quotation(text, at)
        sure = odds >= _CERTAIN and not (old or rivals or meant)
        note = f"“{text[at]}”与前后不相连属，当作“{right}”；{confusions.how(text[at], right)}而误"
        yield (Edit if sure else Doubt)(at, text[at], right, CLS, "misspelling", note)


def _places(text: str) -> Iterator[tuple[int, str]]:
    """Characters beside one that they were never met with, and others that were met with both."""
    gain, done, last = language.LARGE, 0, len(text) - 1
    for n, _ in language.apart(text):
        one, two = text[n], text[n + 1]
        for at, seen in ((n, one), (n + 1, two)):
            others = _OTHERS[seen]
            if not others or not done < at < last:
                continue
            done, before, after = at, text[at - 1], text[at + 1]
            pair, beside = (before + one, one) if at == n else (two + after, after)
            if gain[pair] - gain[beside] > _AT_HOME:
                continue
            rights = others & FOLLOWERS[before]
            least = gain[before + seen] + gain[seen + after] + _PAIRS if rights else 0.0
            for right in rights:
                met = after in FOLLOWERS[right]
                if met and gain[before + right] + gain[right + after] >= least:
                    yield at, right


def _is_foreign(text: str, at: int) -> bool:
    """Do a character and its neighbours spell a foreign name (巴赛罗那)? There are as many ways as translators."""
    return {*text[at - 1 : at + 2]} <= _transliteration()


@cache
def _transliteration() -> frozenset[str]:
    return frozenset(data.table("characters")["transliteration"])


def _in_quotation(text: str, at: int) -> bool:
    """Does a quotation of this paragraph hold it? Who speaks or writes there may slip on purpose."""
    before = text[text.rfind("\n", 0, at) + 1 : at]
    return before.rfind("“") > before.rfind("”")


def _odds(text: str, at: int, right: str) -> float:
    """Log-odds that ``right`` is meant; below all others if a model says hardly so."""
    figures = _figures(text, at, right)
    if figures is None:
        return -math.inf
    weights: dict[str, float] = data.table("misspellings")["strangers"]
    return sum(weights[name] * figure for name, figure in figures.items())


def _figures(text: str, at: int, right: str) -> dict[str, float] | None:
    """What is known of a place; nothing if a model says hardly that ``right`` is meant."""
    before, after = text[max(0, at - language.ORDER) : at], text[at + 1 : at + 1 + language.ORDER]
    seen, gains = text[at], []
    for table in (language.LARGE, language.GAINS):
        gain = language.score(before, right + after, table) - language.score(
            before, seen + after, table
        )
        if gain < _LEAST:
            return None
        gains.append(gain)
    if sum(gains) < _TOGETHER:
        return None
    rank, overlap = confusions.looks_like(seen, right)
    sound = confusions.sounds_like(seen, right)
    around = before[-2:] + right + after[:2]
    known = sum(_is_met(around[k : k + 3]) for k in range(len(around) - 2))
    return {
        "less": min(gains),
        "more": max(gains),
        "homely": max(
            _bond(before[-1], right, language.LARGE), _bond(right, after[0], language.LARGE)
        ),
        "wrong": language.GAINS[seen],
        "overlap": overlap,
        "rank": math.log1p(rank),
        "nearly": sound == 1,
        "toneless": sound == 2,
        "same": sound == 3,
        "both": overlap * (sound > 1),
        "known": known,
        "all": 1,
    }


def _bond(one: str, two: str, gains: dict[str, float] = language.GAINS) -> float:
    """How much likelier than by chance (nats) ``two`` stands behind ``one``."""
    return gains[one + two] - gains[two]


def _is_met(three: str) -> bool:
    """Has the large model met three characters in a row?"""
    row = data.language("language-large").get(three[:2])
    return row is not None and three[2] in row[0]
