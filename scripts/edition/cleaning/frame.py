"""chrome (网站附加文字): the frame of a page, above the text and below it.

A site's frame is known by what its lines are made of, not by which site it is: labels with
values, dates and counts, controls, paths (首页 > 文化 > 正文), and nothing else. Between such
lines stand fragments (the site's name, a menu) that only their place gives away. The text
begins at its first sentence; the title is the last line above it that could be one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from edition import data
from edition.cleaning.lines import HAN, ends_sentence
from edition.cleaning.patterns import pattern

_LONGEST_FRAGMENT = 16  # characters of a fragment between lines of the frame
_DEEPEST = 60  # lines of a frame at either end
_LONGEST_TALK = 160
_LONGEST_LEAD = 420
_LEAD_ROWS = 6  # lines at the top in which a lead may stand
_SHORTEST_TEASER = 12  # characters that a teaser shares with the text
_PATH = pattern(
    r"[>»›\s]{3,}|(?:[您你]?(?:当前|现在)?的?位置|首页|主页|导航).{0,60}[>»›].*|[^。!?]{1,30}(?:\s*(?<![-=])[>»›]+\s*[^>»›。!?]{0,24}){2,}"
)
_DATE = (
    r"(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}\s?日?"
    r"(?:\s*(?:星期|周)[一二三四五六日天])?(?:\s*\d{1,2}:\d\d(?::\d\d)?)?"
)
_TIMESTAMP = pattern(rf"[-•\s]*{_DATE}[-\s]*(?:\d{{1,6}}|(?<=\d)[{HAN}]{{2,4}}(?<!施行)(?<!公布))?")
_COUNT = (
    r"\d[\d.,]*\s?(?:万|[kKmMgG]?[bB]|K|M|次|人|页|金币|元|字|篇|分|条|楼|级|%)*(?:\+|以上|左右)?"
)
_IDENTIFIER = pattern(r"(?=\S*[_\d])(?=\S*[A-Za-z])[A-Za-z0-9_*.\-]{4,40}")
_VALUE = pattern(rf"[{HAN}]{{2,6}}:\s?[^。!?:;,“”]{{1,30}}")
_MARKUP = pattern(r"[<>|*#`.!=+]|\[|- |<|.*(?:\]\(|</|\{\{|```)")
_PROSE = pattern(rf"[{HAN}]{{2}}[,。;][{HAN}“]{{2}}")
_HAN = pattern(f"[{HAN}]")
_MARKS = pattern(r"[\s|/·•:;,()\[\]【】>›»<×\-—_+*#~&?!。、，]+")
_TITLE = pattern(rf"(?=.*[{HAN}]).{{4,60}}")


@cache
def _pieces() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """(labels with what may follow them, controls), longest first."""
    table = data.table("chrome")
    labels = "|".join(
        re.escape(word) for word in sorted(table["labels"]["list"], key=len, reverse=True)
    )
    controls = "|".join(
        re.escape(word) for word in sorted(table["controls"]["list"], key=len, reverse=True)
    )
    label = rf"(?:{labels})(?:\s?:|\s+(?=\d))|[\[(【](?:{labels})[\])】:]"
    return pattern(label), pattern(controls)


@cache
def _own_labels() -> re.Pattern[str]:
    labels = [label for row in data.table("metadata")["field"] for label in row["labels"]]
    return re.compile("|".join(sorted(labels, key=len, reverse=True)))


def weight(line: str) -> int:
    """How surely a line (folded, bare) is of the frame: 2 sure, 1 if others are, 0 not."""
    if _MARKUP.match(line) or len(line) > _LONGEST_TALK:
        return 0
    if ends_sentence(line) and (line[-1] == "。" or "," in line or len(line) > _LONGEST_FRAGMENT):
        # A sentence must say more than a label, and say it to a visitor.
        said = _talk(line) if speaks_to_visitors(line) else 0
        return min(2, said - 1) if said else 0
    said = _talk(line)
    line = line.rstrip("?！!？ ")
    if not line:
        return 0
    return max(
        min(2, said),
        _made_of_controls(line),
        1 if _is_value(line) or _is_menu(line) else 0,
    )


def _talk(line: str) -> int:
    """In how many ways a line speaks as a site does."""
    return len({match.lastgroup for match in _talk_pattern().finditer(line)})


@cache
def _talk_pattern() -> re.Pattern[str]:
    ways = data.table("chrome")["talk"]["list"]
    return pattern("|".join(f"(?P<way{n}>{way})" for n, way in enumerate(ways)))


def speaks_to_visitors(line: str) -> bool:
    """Does a sentence speak of the site itself, or to those who visit it?"""
    return bool(_addresses().search(line))


@cache
def _addresses() -> re.Pattern[str]:
    return re.compile("|".join(data.table("chrome")["talk"]["addresses"]))


def _is_value(line: str) -> bool:
    """A label that no table knows, with its value; 作者: and the like are for `metadata`."""
    return bool(_VALUE.fullmatch(line)) and not _own_labels().match(line)


def _is_menu(line: str) -> bool:
    """Three or more short words with blanks or bars between, and no mark of a sentence."""
    words = [word for word in re.split(r"[\s|/·>]+", line) if word]
    return len(words) >= 3 and all(2 <= len(word) <= 6 for word in words) and "," not in line


def _made_of_controls(line: str) -> int:
    if _PATH.fullmatch(line):
        return 2
    if _TIMESTAMP.fullmatch(line):
        return 2 if ":" in line else int("年" not in line)  # a date alone may be a signature
    if _IDENTIFIER.fullmatch(line) or (len(line) <= 4 and line.isascii()):
        return 1
    labels, controls = _pieces()
    found = [match[0] for match in labels.finditer(line)]
    if not found and not controls.search(line):
        return 0
    if found and all(_own_labels().fullmatch(label.strip(" :[]()【】")) for label in found):
        return 0  # 作者: 来源: 时间: alone are the text's own, for `metadata`
    rest = re.sub(_DATE, " ", line)
    if found:
        rest = labels.sub(" ", rest)
    rest, hits = controls.subn(" ", rest)
    rest = _MARKS.sub(" ", re.sub(_COUNT, " ", rest)).strip()
    pieces = len(found) + hits
    if not pieces:
        return 0
    values = len(_HAN.findall(rest))
    if values and values > 6 * len(found) + 3 * (hits >= 3):
        return 0
    alone = pieces == 1 and not values and line in data.table("chrome")["controls"]["ambiguous"]
    return 1 if alone or (pieces == 1 and len(_HAN.findall(line)) < 4) else 2


def is_lead(line: str) -> bool:
    """Is it a paragraph that sells what follows (以下是小编为大家整理的……供大家参考)?"""
    table = data.table("chrome")["leads"]
    if not 20 < len(line) <= _LONGEST_LEAD:
        return False
    end = line[-160:]
    return all(any(word in end for word in table[key]) for key in ("who", "what", "why"))


def rows_of_frame(rows: Sequence[str], known: dict[int, str]) -> dict[int, str]:
    """Which of the lines (folded, bare) are of the frame: index → rule. ``known``: lines that a
    table knew already."""
    ends = {*range(_DEEPEST), *range(len(rows) - _DEEPEST, len(rows))}
    weights = [2 if n in known else weight(row) if n in ends else 0 for n, row in enumerate(rows)]
    body = next((n for n in range(len(rows)) if _text_begins(rows, weights, n)), len(rows))
    last = next(
        (n for n in range(len(rows) - 1, -1, -1) if not weights[n] and _is_body(rows[n])), -1
    )
    found = _above(rows, weights, body)
    found |= _below(rows, weights, last + 1)
    found |= {n: "site-lead" for n in range(min(len(rows) - 1, _LEAD_ROWS)) if is_lead(rows[n])}
    found |= _teasers(rows, min(body + 1, len(rows) - 1))
    return {n: rule for n, rule in found.items() if n not in known}


def _text_begins(rows: Sequence[str], weights: Sequence[int], n: int) -> bool:
    """Does the text begin here, not a notice in the midst of the frame?"""
    if weights[n] or not _is_body(rows[n]):
        return False
    return rows[n][-1] in "。”" or weights[n + 1 : n + 5].count(2) < 2


@lru_cache(maxsize=64)
def _is_body(row: str) -> bool:
    """A sentence, or a piece of one in a text whose lines are wrapped."""
    if len(row) > 24 and ends_sentence(row):
        return True
    prose = (len(row) > 60 and "," in row) or (len(row) > 17 and bool(_PROSE.search(row)))
    return prose and not _talk_pattern().search(row)


def _above(rows: Sequence[str], weights: Sequence[int], body: int) -> dict[int, str]:
    sure = [n for n in range(body) if weights[n] == 2]
    if not sure:
        return {}
    found = _with_sure(weights, range(body), sure)
    title = max((n for n in range(body) if _could_be_title(rows[n], weights[n])), default=-1)
    found.pop(title, None)
    if len(sure) >= 2 and body < len(rows):
        for n in range(sure[-1]):
            if n != title and not weights[n] and len(rows[n]) <= _LONGEST_FRAGMENT:
                if n > title and title >= 0:
                    continue  # between title and text: who wrote it, for `metadata`
                found[n] = "site-frame"
    return found


def _with_sure(weights: Sequence[int], place: range, sure: Sequence[int]) -> dict[int, str]:
    """The sure lines of one end, and the likely ones if two are sure or one is next to them."""
    return {
        n: "site-frame"
        for n in place
        if weights[n] == 2 or (weights[n] and (len(sure) > 1 or abs(n - sure[0]) == 1))
    }


def _below(rows: Sequence[str], weights: Sequence[int], start: int) -> dict[int, str]:
    sure = [n for n in range(start, len(rows)) if weights[n] == 2]
    if not sure or not start:
        return {}
    found = _with_sure(weights, range(start, len(rows)), sure)
    for n in range(sure[0] + 1, len(rows)):
        if not weights[n] and len(rows[n]) <= 2 * _LONGEST_FRAGMENT and len(sure) >= 2:
            found[n] = "site-frame"
    return found


def _could_be_title(row: str, weighs: int) -> bool:
    """Title-like, and of no weight but that of a colon (小学作文:开心的一天)."""
    if weighs > 1 or (weighs and (_talk(row) or _made_of_controls(row))):
        return False
    if _own_labels().match(row) or "/" in row[:4]:
        return False
    fits = bool(_TITLE.fullmatch(row)) and len(_HAN.findall(row)) >= 4
    return fits and not re.search(r"[。;]|[>»›]", row)


def _teasers(rows: Sequence[str], end: int) -> dict[int, str]:
    """推荐阅读:, 摘要: and the like whose words are only the beginning of what follows."""
    found = {}
    for n in range(end):
        match = re.match(r"(?:推荐阅读|内容提要|文章摘要|导读|内容摘要|核心提示):\s*", rows[n])
        if match:
            words = rows[n][match.end() :][:_SHORTEST_TEASER]
            if len(words) == _SHORTEST_TEASER and any(words in row for row in rows[n + 1 :]):
                found[n] = "site-lead"
    return found
