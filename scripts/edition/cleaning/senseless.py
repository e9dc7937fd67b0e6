"""chrome (网站附加文字): Han characters without sense, which sites put into a text against copying.

Document farms, ``薀蚃肂芆蒈袅膇莂``: characters all from one stretch of Unicode; ``稻肥凭垂泊滴伍袋``: common
ones at random, a paragraph long, which the language model says. Mirrors, ``收获了许多读者的喜爱拧额，``: two
before the marks of sentences.

In: a text. Out: edits (offsets in code points). Strings of other signs are found by `jammers`.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from edition.cleaning import language
from edition.cleaning.oldlanguage import is_classical, is_regular
from edition.cleaning.patterns import pattern
from edition.edit import Edit

CLS = "chrome"

_FEWEST = 3  # pairs of which both characters are rare
# Radicals from 网 to 衣, as 羽, 肉, 艸, 虫: in 6.0 M characters of clean texts no run has six.
_HAN_RUN = pattern(r"^[\u7f51-\u897e]{8,}[ \t]*\n|[\u7f51-\u897e]{8,}", re.MULTILINE)
_HAN = r"[\u3400-\u9fff]"
_AT_RANDOM = pattern(rf"^{_HAN}{{16,}}$\n?", re.MULTILINE)
# Nats a character: 41 random characters have -11.3, 56 others -9.9. Of 17,019 stretches without
# marks in 5.7 M characters of clean texts (verse, names one after another) the lowest has -8.9, of
# the 8 of 40 characters and more -8.6.
_NO_SENSE = -10.0
_LONG, _LONG_NO_SENSE = 40, -9.5
_ONE_RADICAL = 0x180  # code points; of random common characters a twelfth stand so close
_SHARE_NEAR = 0.3
_DISTINCT = 0.8
_PAIR = pattern(rf"{_HAN}{{2}}(?=[，。；！？,;!?])")
_RARE = -8.0  # nats of each of two characters that mean nothing
# Nats by which the mark is likelier without the two: those of a mirror have 26 and more, 沥干， 17.
_PUT_IN = 22.0
# On such a page nearly every mark has a pair before it: less will do, and any characters. Of 11,614 pairs
# before marks in sound texts 1 in 60 has as much.
_PAIR_THERE, _PUT_IN_THERE = pattern(rf"{_HAN}{{2}}(?=[，。；！？、,;!?])"), 21.0
_SHARE = 1 / 3  # of the marks of a page have a pair before them: recipes have rare words too


def paragraphs(text: str) -> Iterator[Edit]:
    """Paragraphs of random characters, and pairs of characters before marks."""
    for match in _AT_RANDOM.finditer(text):
        words = match[0].strip()
        mean = language.score("｜", language.fold(words), language.LARGE) / len(words)
        if mean < (_LONG_NO_SENSE if len(words) >= _LONG else _NO_SENSE) and not _listed(words):
            yield Edit(match.start(), match[0], "", CLS, "jammer")
    if is_regular(text):
        return  # 冯陈褚卫，蒋沈韩杨
    rare = {char for char in {*text} if language.gain("", language.folded(char)) < _RARE}
    found = [
        match
        for match in _PAIR.finditer(text)
        if (match[0][0] in rare or match[0][1] in rare) and not is_classical(text, match.start())
    ]
    if sum(m[0][0] in rare and m[0][1] in rare for m in found) < _FEWEST:
        return
    found = [match for match in found if _is_put_in(text, match)]
    marks = len(re.findall("[，。；！？,;!?]", text))
    if len({match[0] for match in found}) >= max(_FEWEST + 1, _SHARE * marks):
        for match in _PAIR_THERE.finditer(text):
            if _is_put_in(text, match, _PUT_IN_THERE) and not is_classical(text, match.start()):
                yield Edit(match.start(), match[0], "", CLS, "jammer")


def han(text: str) -> Iterator[Edit]:
    """Every run of Han characters that no text has."""
    for match in _HAN_RUN.finditer(text):
        yield Edit(match.start(), match[0], "", CLS, "jammer")


def _listed(words: str) -> bool:
    """Is it a list of characters by their radical (the elements, fish, birds), whose neighbours
    stand close to each other in Unicode; or of names, in which some come again (竹叙竹类涕竹棘竹)?"""
    if len({*words}) < _DISTINCT * len(words):
        return True
    near = sum(abs(ord(a) - ord(b)) < _ONE_RADICAL for a, b in itertools.pairwise(words))
    return near >= _SHARE_NEAR * (len(words) - 1)


def _is_put_in(text: str, pair: re.Match[str], least: float = _PUT_IN) -> bool:
    """Is the mark behind a pair far likelier where the pair begins?"""
    before = text[max(0, pair.start() - language.ORDER) : pair.start()]
    mark = text[pair.end()]
    return language.likelier(before, pair[0], "", mark, (language.LARGE,)) >= least
