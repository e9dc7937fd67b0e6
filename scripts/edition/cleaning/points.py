"""width (标点): the points of a page that has no other full stop.

    我总爱去翻它. 里面有各色棉线.        a blank behind the point
    创办人今年六十二岁.1989年,他在…      a figure
    温度为零下15℃至5℃.                   a unit

Where a text has one 。 a point may be anything; where it has none and ends sentences with points,
a point is a full stop unless it shows that it is not: in a number, behind an enumerator, in a
reference or a name. The site may have 。 in lines of its own (一文来源于网友上传,不代表本站观点。).

In: a text. Out: offsets (code points) of the points that are full stops.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from edition import data
from edition.cleaning import language
from edition.cleaning.lines import HAN
from edition.cleaning.patterns import pattern

_END = r"[ \t\u3000]*(?:\n|\Z)"  # of a line
_SURE = pattern(
    rf"[{HAN}]{{2}}\.(?=[{HAN}“ \n]|\d[)）]|{_END})|[{HAN}](?:\( ?\)|\[\d\])\.(?={_END})|\d[℃%]\.(?={_END})"
)
_FEWEST = 2  # sure ones, on a page that is one
_WITH_STOP = pattern(r"^[^\n。]*。[^\n]*$", re.MULTILINE)
_FEWEST_BESIDE = 2  # … for each line that ends sentences with 。
_MARKS = rf"[{HAN}“‘《「『（(]"
_POINT = pattern(
    rf"\.(?<!\.\.)(?!\.)(?:"
    # What closes may stand behind it, and a blank, a figure or a Latin word behind Chinese.
    rf"(?P<han>(?:(?<=[{HAN}”’》）」』]\.)|(?<=[{HAN}”’》）」』]\n\.)|(?<=[{HAN}”]\*\*\.))"
    # … all the same with asterisks about the sentence.
    rf"(?=\*{{0,2}}(?:{_END}| {{0,6}}(?:{_MARKS}|[”’」』】)）])|\[\d{{1,2}}\]| ?\d{{1,4}}[{HAN}, ·)）]|[A-Za-z]{{1,12}} ?[{HAN}]| [A-Za-z])))"
    rf"|(?P<figure>(?:(?<=\d\d\d\.)|(?<=:\d\d\.)|(?<=\d\.\d\.)(?= ))(?= ?[{HAN}]{{2}}))"
    rf"|(?P<cited>(?<=\d\]\.)(?= ?{_MARKS}|{_END}))"
    rf"|(?P<closed>(?<=[)]\.)(?= ?{_MARKS}|{_END}|\d{{1,4}} ?[{HAN}]))"
    rf"|(?P<unit>(?<=[A-Za-z0-9%‰℃]\.)(?={_END})|(?<=[%‰℃]\.)(?= ?{_MARKS})|(?<=[A-Za-z][23]\.)(?= ?[{HAN}])))"
)
_LONGEST_NAME = 12  # characters on either side of a point in it
_TITLE = pattern(  # a tune and what it is about
    rf"\s*#{{0,4}} ?(?!第?[一二三四五六七八九十]+\.)[{HAN}]{{2,5}}\.[{HAN}（）()]{{2,10}}\s*"
)
_LONGEST_TITLE = 24  # characters
_KNOWN_NAME = 6.0  # nats, by the model that says less
_SENTENCE = 200  # characters
_STOP = pattern(r"[。！？!?…]|\.(?!\d)")
_WORD = pattern(rf"[{HAN}\d].*[{HAN}]")
_CLAUSE = pattern(rf"[{HAN}].*[,，:：;；].*[{HAN}\d]")
_ENUMERATOR = pattern(r"^\s*[一二三四五六七八九十]{1,3}$")
_NUMBER_ON = pattern(r"\n\d")
_CAPTION = pattern(r"[图表式例第]$|(?<![问话标主课专议难命选习])题$")  # 图.1, not 问题.1989年
# A reference begins with who wrote it and has a year: 周敬之. 江村诗派研究. 上海: …, 1988
REFERENCE = pattern(
    rf"(?:[\[［(（]?\d{{1,3}}[\]］)）]?[.、．]? ?)?[{HAN}]{{2,4}}(?:[,，、 ] ?[{HAN}]{{2,4}})*(?:[,，] ?等)?\. ?[{HAN}《]"
    r"(?=[^\n]*(?:1[89]|20)\d\d)"
)


def stops(text: str) -> Iterator[int]:
    """The points of ``text`` that end a Chinese sentence."""
    if "." not in text:
        return
    others = [match.span() for match in _WITH_STOP.finditer(text)]
    sure = [match.end() for match in _SURE.finditer(text)]
    if len(sure) < max(_FEWEST, _FEWEST_BESIDE * len(others)) or _within(sure, others):
        return
    for match in _POINT.finditer(text):
        at = match.start()
        if in_name(text, at) or _within([at], others):
            continue
        # A point at the head of a line hangs over from the one above.
        start = max(text.rfind("\n", 0, at - 1) + 1, at - _SENTENCE)
        if REFERENCE.match(text, start):
            continue
        before = text[start:at]
        sentence = _STOP.split(before)[-1]
        if _ends_sentence(match.lastgroup or "", before, sentence, text[at + 1 : at + 5]):
            yield at


def _within(places: Iterable[int], spans: Sequence[tuple[int, int]]) -> bool:
    """Is one of the places in one of the spans, which are apart and in order?"""
    for at in places if spans else ():
        n = bisect.bisect_right(spans, (at, at)) - 1
        if any(lo <= at <= hi for lo, hi in spans[max(0, n) : n + 2]):
            return True
    return False


@cache
def _whole_name() -> re.Pattern[str]:
    """A foreigner's name of three parts, with points between them."""
    chars = data.table("characters")["transliteration"] + data.table("characters")["short_names"]
    return pattern(rf"[{chars}]{{1,5}}[.．][{chars}]{{1,4}}[.．][{chars}]{{1,5}}")


def in_name(text: str, at: int) -> bool:
    """Does the point at ``at`` stand in a foreigner's name (列夫.托尔斯泰): is the dot of names likelier
    there than a full stop (not 队伍里.阿福伯也在), between characters of such, or by far? Or is it all
    that a line has (念奴娇.赤壁怀古)?"""
    start, end = text.rfind("\n", 0, at) + 1, (text + "\n").find("\n", at)
    if end - start <= _LONGEST_TITLE and _TITLE.fullmatch(text, start, end):
        return True
    around = _whole_name().finditer(text, max(0, at - _LONGEST_NAME), at + _LONGEST_NAME)
    if any(match.start() < at < match.end() for match in around):
        return True  # 雅各布.范.伯格
    beside = language.fold(text[max(0, at - 2) : at] + text[at + 1 : at + 3])
    foreign = len(beside) == 4 and {*beside} <= {*data.table("characters")["transliteration"]}
    least = 0.0 if foreign else _KNOWN_NAME
    return language.likelier_at(text, at, at + 1, "·", language.BOTH) > least


def _ends_sentence(kind: str, line: str, sentence: str, after: str) -> bool:
    """Does a point end the ``sentence`` that stands before it in its ``line``?"""
    if _ENUMERATOR.search(line):
        return False
    after = after.lstrip("*") if after[:1] == "*" else after
    if kind == "han" and after[:1] in ("", "\n"):
        return True
    if kind == "han" and after.lstrip()[:1].isdigit():
        return _WORD.search(sentence) is not None and not _CAPTION.search(line)
    if kind == "unit" and _NUMBER_ON.match(after):
        return False  # 县道18. | 2公里
    if kind == "unit":
        return _CLAUSE.search(line) is not None
    return _WORD.search(sentence or line) is not None
