"""reflow (断行): titles that were spread out, a blank behind every character (外 婆 的 针 线 盒).

In: a text. Out: edits (offsets in code points) that close the first line up, and those that are spread as
it is. A wider gap is a blank of the author's (第 一 章   盐 船). A few characters that are no word (甲 乙
丙 丁) stay: the language model says.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from edition.cleaning import breaks
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
# What is counted out stays apart as well.
_COUNTS = pattern(
    r"[一二三四五六七八九十\d]+|[甲乙丙丁戊己庚辛壬癸]+|[子丑寅卯辰巳午未申酉戌亥]+|[东西南北中]+|[春夏秋冬]+"
)


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
