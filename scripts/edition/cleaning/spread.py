"""reflow (断行): titles that were spread out, a blank behind every character (外 婆 的 针 线 盒); and texts with
a line for every character, as what reads a page set from top to bottom leaves them.

In: a text. Out: edits (offsets in code points) that close the first line up, and those that are spread as
it is; or all lines. A wider gap is a blank of the author's (第 一 章   盐 船). A few characters that are no word (甲 乙
丙 丁) stay: the language model says.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from edition.cleaning import breaks
from edition.cleaning.enumerators import enumerator
from edition.cleaning.lines import HAN, Line, lines
from edition.cleaning.patterns import pattern
from edition.edit import Edit

CLS = "reflow"

_SIGN = rf"[{HAN}\w，。：；？！、（）《》“”【】—·,.;:?!()\[\]-]"
_SPREAD = pattern(rf"[ \t\u3000]*{_SIGN}(?:[ \u3000]{_SIGN}|[ \u3000]{{2,5}}{_SIGN})+[ \t\u3000]*")
_GAP = pattern(r"(?<=\S)[ \u3000]+(?=\S)")
_HAN = pattern(f"[{HAN}]")
_FEWEST, _MOST = 3, 40  # characters of a title
_MANY = 6  # … of one that needs no more evidence
_WITHIN, _SHARE = 0.0, 0.5  # nats of a gap inside a word, and how many are of a line of words
_SENTENCE = pattern("[，。；！？]")
# Lines of a text with one for each character: so many at least, of that length at most (1., (4), such a
# share of one character, and so many of them marks.
_FEWEST_ROWS, _LONGEST_ROW, _SINGLE, _FEWEST_MARKS = 20, 4, 0.85, 2
_LINE_MARKS = frozenset("，。：；？！、,:;?!.")
# What is counted out stays apart as well.
_COUNTS = pattern(
    r"[一二三四五六七八九十\d]+|[甲乙丙丁戊己庚辛壬癸]+|[子丑寅卯辰巳午未申酉戌亥]+|[东西南北中]+|[春夏秋冬]+"
)


def columns(text: str) -> Iterator[Edit]:
    """The breaks of a text of which nearly all lines are one character, with the marks of sentences among
    them: all but those before what numbers a point behind the end of a sentence. (A poem down the page has no
    marks, a list of characters none either.)"""
    rows = [row for row in lines(text) if not row.blank]
    if len(rows) < _FEWEST_ROWS:
        return
    words = [row.text.strip() for row in rows]
    single = sum(len(word) == 1 for word in words)
    marks = sum(word in _LINE_MARKS for word in words)
    if single < _SINGLE * len(rows) or max(map(len, words)) > _LONGEST_ROW or marks < _FEWEST_MARKS:
        return
    for (n, row), following in zip(enumerate(rows), rows[1:], strict=False):
        point = "".join(words[n + 1 : n + 4])
        if enumerator(point) and (words[n][-1] in "。！？!?；;)）" or point[0].isdigit()):
            continue
        yield Edit(row.end, text[row.end : following.start], "", CLS, "line-breaks")


def titles(text: str) -> Iterator[Edit]:
    """The blanks of the first line, if all its characters are parted by them, and of others such."""
    rows = [row for row in lines(text) if not row.blank]
    if not rows or not _is_spread(rows[0]):
        return
    below = list(filter(_is_spread, rows[1:]))
    if any(_SENTENCE.search(row.text) for row in below):
        return  # all the text is, which `reflow.spaces` sees to
    for row in (rows[0], *below):
        for gap in _GAP.finditer(row.text):
            new = " " if len(gap[0]) > 1 else ""
            yield Edit(row.start + gap.start(), gap[0], new, CLS, "spaces")


def _is_spread(row: Line) -> bool:
    """Is a line a blank behind each of its characters, which are words without them?"""
    if not _SPREAD.fullmatch(row.text):
        return False
    chars = row.text.split()
    if not _FEWEST <= len(chars) <= _MOST or 2 * len(list(filter(_HAN.match, chars))) < len(chars):
        return False
    joined = "".join(chars)
    if _COUNTS.fullmatch(joined):
        return False
    if len(chars) >= _MANY:
        return True
    gaps = [
        breaks.parts(joined[:at], joined[at:]) > _WITHIN
        for at, (a, b) in enumerate(pairwise(chars), 1)
        if _HAN.match(a) and _HAN.match(b)
    ]
    return sum(gaps) >= _SHARE * len(gaps)
