"""structure (结构): blanks that are an author's spacing, where others stand for the breaks between paragraphs.

    向 assert! 宏传一个值, 根据第 1 问    about Latin words and numbers, whatever mark these end in
    ……等等。 [註2-03] 可是……             about the mark of a note
    船开了吗? 人到了吗? 还没有。          behind half-width marks, as in Latin type
    “谁在船头？” 的答案                  before a particle, which begins no sentence

In: a line, and a blank in it. Out: does the blank say nothing of paragraphs?
"""

from __future__ import annotations

import re

from edition.cleaning.lines import HAN
from edition.cleaning.patterns import pattern

# Behind what ends in Latin letters a mark may be the word's own, and behind 第 a number is counted.
_BESIDE = pattern(
    rf"(?:(?<=[A-Za-z_][!?.])|(?<=[A-Za-z\d]\")|(?<=[A-Za-z_\d]\))) +(?=[{HAN}])|(?<=第) +(?=\d)"
)
_PARTICLE = pattern(rf"[们吗呢吧][，。{HAN}]|的(?![确士话])")
_NOTE = r"[\[［【][註注]\s?[\w-]{1,8}[\]］】]"
_AT_NOTE = pattern(rf" +(?={_NOTE})|(?<=[\]］】]) +")
_BEHIND_NOTE, _NOTE_FIRST = pattern(rf"{_NOTE}$"), pattern(rf"[\s\u3000]*{_NOTE}")
_LONGEST_NOTE = 14  # characters
_ASKED = pattern(rf"[?!？！][”」]?(?P<blank> +)?(?=[{HAN}“「])")
_TOLD = pattern(rf"。[”」]?(?P<blank> +)?(?=[{HAN}“「])")
_POINT = pattern(rf"(?<=[{HAN})）\"”])\.(?P<blank> +)?(?=[{HAN}“「(（])")
_LATIN = pattern(r"[A-Za-z\d_]")


def is_spacing(text: str, start: int, gap: re.Match[str]) -> bool:
    """Does a blank in the line that begins at ``start`` stand beside a Latin word, a number or a note?"""
    if _BESIDE.match(text, gap.start()):
        return True
    if not _AT_NOTE.match(text, gap.start()) or _NOTE_FIRST.match(text, start):
        return False  # what a list of notes begins with
    behind = text[max(start, gap.start() - _LONGEST_NOTE) : gap.start()]
    return text[gap.end()] in "[［【" or _BEHIND_NOTE.search(behind) is not None


def begins_none(after: str) -> bool:
    """Do these words begin with a particle, which begins no sentence?"""
    return _PARTICLE.match(after) is not None


def behind_marks(line: str) -> set[int]:
    """Where the blanks of a line stand behind ? and !, when two thirds of these have one and no 。 has; and
    behind its points, when most of these have one: so Latin type is set."""
    asked = _blanks(_ASKED, line)
    told, points = _blanks(_TOLD, line), _blanks(_POINT, line)
    usual = 3 * sum(at > 0 for at in asked) >= 2 * len(asked)
    found = set(asked) if usual and told and not any(told) else set()
    if 2 * sum(at > 0 for at in points) > len(points):
        found |= {*points}
    return found - {0}


def _blanks(mark: re.Pattern[str], line: str) -> list[int]:
    """Where the blank behind each of these marks begins, 0 where there is none."""
    return [max(0, match.start("blank")) for match in mark.finditer(line)]


def parts_latin(before: str, after: str) -> bool:
    """Does a blank stand between Han and a Latin word or number, or between two of these?"""
    sides = before[-1:], after[:1]
    return any(map(_LATIN.match, sides)) and all(map(str.isalnum, sides))
