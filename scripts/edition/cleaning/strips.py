"""What a line is made of that tells about a page: when it was put up, from where, by whom, how
often it was read (2021-11-13 来源:某网 浏览:12; 来源:某网发布时间:…; 发 布 机 构 某局).

In: a folded line. Out: its pieces, or nothing if the line says anything else. `signs` weighs such
lines; `metadata` takes what is the text's own.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from edition import data
from edition.cleaning.lines import HAN
from edition.cleaning.patterns import one_of, pattern

_LONGEST = 160
_LONGEST_VALUE = 30
_ENOUGH = 3  # points: a telling label or a date two, an hour or a soft label one
_FEWEST_COLUMNS = 2
_LONGEST_COLUMN = 16
_SHORT_LABEL = 2  # characters of a label that other words end in
_LONGEST_NAME = 12  # characters of words without a label: who put it up, in which category
DAY = (  # with the year
    r"(?:19|20)\d\d(?:\s?[-/.年]\s?|\s(?=\d\d/))\d{1,2}\s?[-/.月]\s?\d{1,2}\s?日?"
    r"(?:\s*(?:星期|周)[一二三四五六日天])?"
)
_CLOCK = r"\d{1,2}:\d\d(?::\d\d)?"
_COUNT = r"[(]?\d[\d.,]*\s?[万wWkKmM]?\s?(?:°?℃|次|人|条|字|个)?(?:阅读|浏览|点击|评论|回复|围观|访问|查看)[)]?|(?:阅读|浏览|点击|评论|回复|收藏|推荐)\s?\(\d[\d.]*[万wWkK]?\)?|(?<=\s)(?:阅读|浏览|点击|人气|热度)\s?\d+"
# 宣布日期: and the like, but not what is the text's own (会议时间:).
_TIMED = rf"(?!会议|活动|报名|开放|营业|出发|比赛|考试|报告|截止|面试|上课|开庭|演出|培训|服务|工作|施工|采访|首播|生产|出生|举办|集合|学习)[{HAN}]{{2}}"
_EDGES = " \t\u3000|丨/·•()[]【】-—>,;*"
_MARKUP = ("#", "*", "`", "|  ", "| ", "> ", "- ")
_HAN_CHAR = pattern(f"[{HAN}]")
_HOUR = pattern(_CLOCK)
_SENTENCE = pattern(rf"[。!?“”]|[{HAN}]{{3}}\.$")
_SPACED = pattern(rf"(?<!\S)(?:[{HAN}][\s\u3000]+)+[{HAN}](?=\s*:|\s|$)")


_PROGRAM_DATE = pattern(r"(?:19|20)\d\d-\d{1,2}-\d{1,2}")


class Piece(NamedTuple):
    """A piece of a strip; ``label`` is "" for words alone, "date" for a bare date."""

    start: int
    end: int
    label: str
    value: str


def pieces(line: str) -> tuple[Piece, ...]:
    """The pieces of a strip in their order; () if ``line`` is none."""
    if len(line) > _LONGEST or not (":" in line or "20" in line or "19" in line):
        return ()
    if _SENTENCE.search(line) or line.startswith(_MARKUP):
        return ()
    marks = list(_piece().finditer(line))
    if not marks or any(_goes_on(line, mark, n == 0) for n, mark in enumerate(marks)):
        return ()
    found: list[Piece] = []
    if lead := line[: marks[0].start()].strip(_EDGES):
        found.append(Piece(0, marks[0].start(), "", lead))
    ends = [mark.start() for mark in marks[1:]] + [len(line)]
    for mark, end in zip(marks, ends, strict=True):
        before = found[-1] if found else None
        if mark["date"] and before and before.label and not before.value:
            # The date is what the label before it says.
            found[-1] = before._replace(end=mark.end(), value=mark[0])
        elif mark["label"]:
            value = line[mark.end() : end].strip(_EDGES)
            found.append(Piece(mark.start(), end, _bare(mark["label"]), value))
            continue
        else:
            found.append(
                Piece(mark.start(), mark.end(), "date" if mark["date"] else "count", mark[0])
            )
        if rest := line[mark.end() : end].strip(_EDGES):
            found.append(Piece(mark.end(), end, "", rest))
    return tuple(found) if _is_strip(found) else ()


def closed_up(line: str) -> str:
    """Without the blanks that spread a label over its column (发 布 机 构 → 发布机构)."""
    if " " not in line and "\u3000" not in line:
        return line
    return _SPACED.sub(lambda match: _bare(match[0]), line)


def _bare(label: str) -> str:
    return "".join(label.split())


def _goes_on(line: str, mark: re.Match[str], first: bool) -> bool:
    """Is the label the end of a longer word (会议时间:, 报告日期:)?"""
    label, at = mark["label"], mark.start()
    if not label or not at or not _HAN_CHAR.match(line[at - 1]):
        return False
    return first or len(_bare(label)) <= _SHORT_LABEL


def _is_strip(found: list[Piece]) -> bool:
    """A date and a label, two labels, a date with a count, a date with its hour and a name; not
    labels alone that a notice has too (电话:, 地址:)."""
    words = [piece.value for piece in found if not piece.label]
    values = [piece.value for piece in found if piece.label]
    if any(len(value) > _LONGEST_VALUE or "," in value for value in values):
        return False
    if sum(map(len, words)) > 2 * _LONGEST_NAME or any(
        "," in word or ":" in word for word in words
    ):
        return False
    table = data.table("chrome")["labels"]
    points = 0
    for label in {piece.label for piece in found if piece.label}:
        points += 2 if label not in table["soft"] else label not in table["contact"]
    points += len([piece for piece in found if piece.label == "count"][1:])
    bars = len(found) > 1 and any("|" in piece.value or "丨" in piece.value for piece in found)
    dated = any(piece.label == "date" for piece in found)
    points += bool(bars and dated) + any(
        word in _controls() for piece in found for word in piece.value.split()
    )
    clock = any(_HOUR.search(piece.value) for piece in found if piece.label)
    return points + clock >= _ENOUGH


@cache
def _controls() -> frozenset[str]:
    return frozenset(data.table("chrome")["controls"]["list"])


def begins_with_date(line: str) -> bool:
    """Does a program's date open it (2021-12-23抒情散文)?"""
    return bool(_PROGRAM_DATE.match(line))


def names_columns(line: str) -> bool:
    """Is it a row of a table of facts on a notice (发 布 机 构 某局 文 号 某字12号)?"""
    closed = closed_up(line)
    words = [word.rstrip(":") for word in closed.split()]
    columns = data.table("chrome")["labels"]["columns"]
    if not words or words[0] not in columns:
        return False
    spread = closed != line and not line.startswith(words[0])
    return spread or sum(word in columns for word in words) >= _FEWEST_COLUMNS


def names_text(column: str) -> bool:
    """Is it the fact of such a table that is the title of the text?"""
    return _bare(column).rstrip(":") in ("名称", "标题", "信息名称", "征集主题")


def is_column(line: str) -> bool:
    """Is it the name of one fact of such a table, alone on its line?"""
    return len(line) <= _LONGEST_COLUMN and (
        _bare(line).rstrip(":") in data.table("chrome")["labels"]["columns"]
    )


@cache
def _piece() -> re.Pattern[str]:
    table, own = data.table("chrome"), data.table("metadata")["field"]
    words = {*table["labels"]["list"], *(label for row in own for label in row["labels"])}
    labels = one_of(words, r"\s*")
    return pattern(
        rf"(?P<label>{labels}|(?<![{HAN}]){_TIMED}(?:日期|时间))\s*:|(?P<date>{DAY}(?:\s*{_CLOCK})?)|(?P<count>{_COUNT})"
    )
