"""Where lines are taken out from amid a text: what is left above and below may be one sentence.

    ……码完了压上一块从河滩捡来的        above
    第 12 页                          the page's, or the site's
    青石。                            below: the sentence goes on

In: the lines of a text that are not blank, and which of them go. Out: the stretch (offsets in code
points) to be taken out, with the breaks on both sides where the sentence goes on.
"""

from __future__ import annotations

from collections.abc import Sequence

from edition.cleaning import breaks, hardwraps
from edition.cleaning.enumerators import enumerator
from edition.cleaning.lines import HAN, SPEAKER, Line, ends_sentence
from edition.cleaning.patterns import pattern

_SENTENCE = 14  # characters of the beginning of a sentence that a page's end broke
# Nats by which the next line must be likelier behind this one than behind a full stop: a page ends
# where it will, a paragraph rarely without a mark.
_BROKEN = -2.0
_SURE = 4.0  # nats that a break must say for parting what belongs together, in spite of an indent
_HAN = pattern(f"[{HAN}]")
_PROSE = pattern(r"[，。；、,;]")
_LABELLED = pattern(r"[\[【]?(?:关键词|关键字|主题词|作者|单位|来源)[\]】]?[：:]")
_FIELD = pattern(rf"[{HAN}]{{2,6}}[：:]")
_LONGEST_FIELD = 28  # characters of a field of a form; one that a page's end broke is a paragraph
# Nats that a break must say for being amid a point (一、进入施工现场的人员 | 一律佩戴安全帽), which else is a
# heading with its paragraph below it: 29 of 387 such say as much, 87 of 120 points that were broken.
_POINT_BROKEN, _LONGEST_HEADING = 4.0, 30
_CUT = pattern(r"[\u3400-\u9fff，、,]\s?$")  # a line that was cut off in mid-sentence


def stretch(text: str, rows: Sequence[Line], first: int, last: int) -> tuple[int, int]:
    """What goes with the lines from ``first`` to ``last``, all of which go. In a text that is wrapped at
    one width a line break stays: the widths tell more than two lines do."""
    start, end = rows[first].start, min(len(text), rows[last].end + 1)
    if first > 0 and last + 1 < len(rows) and goes_on(rows[first - 1], rows[last + 1]):
        return rows[first - 1].end, rows[last + 1].start - bool(hardwraps.width(text))
    return start, end


def is_cut(line: str) -> bool:
    """Does a line end in mid-sentence?"""
    return _CUT.search(line[-2:]) is not None


def goes_on(above: Line, below: Line) -> bool:
    """Does the sentence above a gap go on below it?"""
    before, after = above.bare, below.bare
    if len(before) < _SENTENCE or enumerator(after):
        return False
    indented = below.text[:1].isspace()
    if indented and not (above.text[:1].isspace() and breaks.parts(before, after) >= _SURE):
        return False  # on a page that indents every line, an indent says little
    if (SPEAKER.match(after) and before[-1] != "的") or _LABELLED.match(before):
        return False
    if _FIELD.match(before) and len(before) <= _LONGEST_FIELD:
        return False
    if not is_cut(before) or not _HAN.match(after) or not _PROSE.search(before):
        return False
    if not (ends_sentence(after) or _PROSE.search(after)):
        return False  # a title, a label
    if before[-1] in "，、,":
        return True
    if enumerator(before) and len(before) <= _LONGEST_HEADING and len(after) >= _SENTENCE:
        return breaks.parts(before, after) >= _POINT_BROKEN
    return breaks.joins(before, after) >= _BROKEN
