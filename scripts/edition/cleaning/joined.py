"""structure (结构): the paragraphs of a page that were joined with blanks into one line.

    …就是起得早。 一、选料 豆子要当年的…… （一）泡豆 14小时……

A blank is a boundary behind a full stop, before an enumerator, and behind a heading (what an enumerator
began, or a phrase between two boundaries). If no blank stands amid a sentence, each is one: behind a
colon too, before a label, and behind a heading that the line begins with.

In: a text, and where a line of it begins and ends. Out: where blocks begin in it (offsets in code points).
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from edition.cleaning import bylines, names, sections, spacing
from edition.cleaning.blocks import LONGEST_HEADING, is_phrase
from edition.cleaning.breaks import parts
from edition.cleaning.enumerators import enumerator
from edition.cleaning.glued import document_title
from edition.cleaning.lines import HAN, Line, ends_sentence, is_bullet
from edition.cleaning.patterns import pattern
from edition.cleaning.siblings import decimal
from edition.cleaning.unnumbered import is_fixed

_LONG_LINE = 150  # characters; a longer line may hold several paragraphs
_MOST_DOUBTFUL = 0.4  # of the blanks
_ANY_BLANKS = pattern(r"(?<=[^\s]) +(?=\S)")
_MAY_PART = pattern(rf"(?<=[{HAN}。！？：；，、,”’」』）》】.!?:;)\]\"\d_])")
# What is in brackets; and words in quotation marks that an author sets off: 被 “休息” 掉了.
_BRACKETED = pattern(
    r"[（(\[【][^（）()\[\]【】\n]{1,60}[）)\]】]"
    rf"|(?:(?<=[{HAN}]) )?“[^“”。！？\n]{{1,20}}” (?=[{HAN}])"
)
_OPENS = pattern(rf"[{HAN}“‘「『《（(【]|\[(?=[{HAN}])")
# The heading that a line begins with, where others stand in its middle.
_FIRST = pattern(rf"[{HAN}、“”《》]{{4,20}} (?=[{HAN}])")
_MIDDLE = pattern(rf"(?<=[。！？] )[{HAN}、“”]{{4,20}} (?=[{HAN}])")
_CITED = pattern(r"\[\d{1,3}\]")
_LONGEST_POINT = 4  # characters
_POINT = pattern(r"(?:^|\D)\d{1,2}[.．、]$")
_ARTICLE = pattern(r"第[一二三四五六七八九十百零〇\d]{1,5}条(?:之[一二三四五六七八九十]{1,2})?")
_NUMBER = pattern(r"[一二三四五六七八九十]{1,3}")
_BARE = pattern(r"(?:\d{1,2}(?:\.\d{1,2}){0,3}|[一二三四五六七八九十]{1,3}) +")
_SECTION = pattern(
    rf"(?P<number>\d{{1,2}}(?:\.\d{{1,2}}){{0,3}}) (?=[{HAN}]{{2,16}} |[{HAN}] [{HAN}] )"
)  # 1 材料与方法, 1 总 则
_FEWEST_SECTIONS = 3  # in order, that show what numbers sections
# 查找 6 时, 比较 1、6, 开水 300ml
_MEASURED, _NEAR = pattern(rf"[{HAN}] \d{{1,4}}(?: [{HAN}]|、\d|[A-Za-z℃%])"), 6
_SPACED_WORD, _SPACED_REST = pattern(rf" [{HAN}]$"), pattern(rf"[{HAN}]$")
_DAY = pattern(rf"\d{{1,4}}[年月日](?=[{HAN}\d])")  # what happened when, a day in each paragraph
_LONGEST_CREDIT = 80  # characters at the end of a line in which who wrote it may be named
_SPACED = pattern(rf"[{HAN}] \d+ [{HAN}]")  # 2012 年 6 月: as an author sets numbers
_LABEL = pattern(  # 地点：台湾东部某小镇的旅社
    rf"[{HAN}]{{1,6}}(?:[（(][{HAN}]{{1,6}}[）)])?(?:[：:](?=[{HAN}\d“《_（])|——)"
)
_SHORTEST_TITLE = 4  # characters
_LONG_BODY = 40  # characters in the mean
# What a heading with a number has: not 一、1.B 2.B, nor <mark style=
_NAMED = pattern(rf"[{HAN}]{{2}}[^<>]*$")
_HEAD_BLANKS = pattern(r"(?<=\S)[ \u3000]+(?=\S)")
_SHORTEST_BODY, _LONGEST_HEAD = 12, 26  # characters of a paragraph behind its heading, and of that
_PLAIN = pattern(rf"[{HAN}“”《》、]{{2,12}}")  # … without a number
# Nats in the mean that say that what a blank parts belongs together: that has 5, a heading and its
# paragraph 0.5.
_APART = 3.0
_PIECE = "piece"  # the kind of a heading that has the page's title: no other is like it


@dataclass(frozen=True, slots=True)
class _Habits:
    """How a line is set: ``opens`` with a heading, as others stand in its midst; ``spaced`` numbers
    (2012 年 6 月); ``sections``: where the numbers of sections stand, if some are in order; ``piece``: how
    the pieces of the page are headed."""

    opens: bool
    spaced: bool
    sections: frozenset[int]
    piece: re.Pattern[str] | None

    def heads_piece(self, words: str) -> bool:
        return self.piece is not None and self.piece.fullmatch(words) is not None

    def begins_piece(self, words: str) -> bool:
        return self.piece is not None and self.piece.match(words) is not None


def _habits(text: str, start: int, end: int, title: str) -> _Habits:
    opens = len(_MIDDLE.findall(text, start, end)) >= 2 and bool(_FIRST.match(text, start, end))
    spaced = _SPACED.search(text, start, end) is not None
    return _Habits(opens, spaced, _sections(text, start, end), _piece(title))


def _sections(text: str, start: int, end: int) -> frozenset[int]:
    """Where numbers of sections stand one after another as they nest (1, 1.1, 1.2, 2), three at least."""
    found: list[tuple[int, tuple[int, ...]]] = []
    for match in _SECTION.finditer(text, start, end):
        number = sections.number(match["number"])
        if text[match.start() - 1 : match.start()] in (" ", "") and (
            sections.follows(found[-1][1], number) if found else {*number} == {1}
        ):
            found.append((match.start(), number))
    nested = any(len(number) > 1 for _, number in found)
    return frozenset(at for at, _ in found if nested and len(found) >= _FEWEST_SECTIONS)


def _piece(title: str) -> re.Pattern[str] | None:
    """The title of a page with a number, as its pieces are headed (义卖活动心得体会篇2)."""
    if len(title) < _SHORTEST_TITLE or not is_phrase(title):
        return None
    number, name = r"[\d一二三四五六七八九十]{1,3}", re.escape(title)
    return pattern(
        rf"(?:{number}[、.．] ?)?{name}[（(]?[第篇之]?{number}[篇个章则）)]?"
        rf"|[第篇之]?{number}[篇个章则]?[、.．：:] ?{name}"
    )


def breaks(text: str, start: int, end: int, title: str) -> Iterator[int]:
    """``title``: the page's first line."""
    boundaries: list[int] = []
    likely: list[int] = []
    doubtful = points = 0
    at = sure = start
    habits = _habits(text, start, end, title)
    credit = max(start, end - _LONGEST_CREDIT)
    credit += bylines.begins(text[credit:end])
    gaps = [gap for gap in _gaps(text, start, end, habits.sections) if gap.start() < credit]
    ends = [*(gap.start() for gap in gaps), end][1:]
    for gap, until in zip(gaps, ends, strict=True):
        # Of what stands on either side, as much as a heading may have and one more.
        before = text[max(at, gap.start() - LONGEST_HEADING - 1) : gap.start()]
        after = text[gap.end() : min(until, gap.end() + LONGEST_HEADING + 1)]
        number = _SECTION.match(text, at)
        if (number and gap.end() == number.end()) or _CITED.fullmatch(before):
            continue
        if _SPACED_WORD.search(before) and _SPACED_REST.match(after) and at in habits.sections:
            continue  # 1 总 则
        if at == start and document_title().fullmatch(text, start, gap.end()):
            boundaries.append(gap.end())  # ……的通知 各旗市区人民政府：
            points += 1
            at = sure = gap.end()
            continue
        section = _SECTION.match(text, gap.end()) is not None
        sort = _sort(before, after, section, stands=at == sure > start, habits=habits)
        if gap.end() in habits.sections:
            sort = "begins"
        if sort in ("begins", "follows"):
            boundaries.append(gap.end())
            points += sort == "begins" or _DAY.match(after) is not None
            at = sure = gap.end()
        elif sort == "likely":
            likely.append(gap.end())
            at = gap.end()
        doubtful += sort == "amid"
    if end - start <= _LONG_LINE and points < 2:
        return
    whole = len(boundaries) + doubtful
    if len(boundaries) >= 2 and doubtful <= _MOST_DOUBTFUL * whole:
        yield from sorted([*boundaries, *(likely if not doubtful else ())])


def _sort(before: str, after: str, section: bool, stands: bool, habits: _Habits) -> str:
    """What a blank is between these words: "begins" or "follows" (a boundary, by what is behind it or
    before), "likely" one, "amid" a sentence, or "" (it tells nothing). ``section``: a number with a
    blank of its own follows; ``stands``: a boundary is sure where ``before`` begins."""
    mark = enumerator(after) or decimal(after)
    if _is_number(before) and after[0] not in "（(" and not mark:
        return ""  # 第一章, before its name
    if _ends_in_credit(f"{before} {after.split(maxsplit=1)[0]}"):
        return ""  # 本报记者 陈小满
    ended = ends_sentence(before) or _ends_in_credit(before)
    phrase = is_phrase(before) and len(before.strip()) > 1  # 可 行 性: spaced out
    headed = enumerator(before) or decimal(before) or habits.heads_piece(before)
    follows = ended or (phrase and (stands or bool(headed) or habits.opens))
    begins = mark is not None or habits.begins_piece(after) or (section and follows)
    begins |= after[0] not in "-*" and is_bullet(after) and after[0] != after[1:2]  # not ★★★
    if before[-1] in "0123456789_" and not (begins or habits.heads_piece(before)):
        return "likely" if _LABEL.match(after) else ""
    if after[0] in "`<{|" or (after[0] in "（(" and not begins):
        return ""  # a mark of some language, an aside
    day = _DAY.match(after) and not habits.spaced
    if not begins and day and (ended or before[-1] in "：:"):
        return "follows" if ended else "likely"
    if not begins and not _OPENS.match(after):
        # A blank between Chinese and Latin letters, or a paragraph that begins with them.
        numbered = follows and after[0].isdigit() and not habits.spaced
        return "likely" if ended or numbered else ""
    if spacing.begins_none(after):
        return "amid"
    if follows or begins:
        return "begins" if begins else "follows"
    if before[-1] in "：:" or _LABEL.match(after) or (phrase and "，" not in before):
        return "likely"
    return "amid"


def _ends_in_credit(words: str) -> bool:
    return bylines.begins(words) < len(words)


def points(text: str, start: int, end: int) -> Iterator[int]:
    """Where the points of a list begin behind a mark and a blank, in a line that is known to hold
    several blocks."""
    for gap in _gaps(text, start, end):
        if text[gap.start() - 1] in "。；：.;:" and enumerator(text, gap.end()):
            yield gap.end()


def _gaps(
    text: str, start: int, end: int, sections: frozenset[int] = frozenset()
) -> list[re.Match[str]]:
    """Blanks, but those in brackets (记者 陈小满 通讯员 吴平) and around quoted words, and behind the number of
    a point (1. ). Behind a Latin word a blank counts before ``sections`` only."""
    inside = {at for match in _BRACKETED.finditer(text, start, end) for at in range(*match.span())}
    inside |= {start + at for at in spacing.behind_marks(text[start:end])}
    return [
        gap
        for gap in _ANY_BLANKS.finditer(text, start, end)
        if gap.start() not in inside
        and not spacing.is_spacing(text, start, gap)
        and not _points_back(text, start, gap.end())
        and (gap.end() in sections or _MAY_PART.match(text, gap.start()))
        and not _POINT.search(text, max(start, gap.start() - _LONGEST_POINT), gap.start())
    ]


def _points_back(text: str, start: int, at: int) -> bool:
    """Does a number speak of a point above the one that the line is (3. 再做一遍 2. 和 1. 的事)?"""
    named = enumerator(text, at)
    own = enumerator(text[start : start + LONGEST_HEADING].lstrip()) if named else None
    if named is None or own is None:
        return False
    return named.style == own.style and named.number < own.number


def _is_number(words: str) -> bool:
    """Are they the number of a heading or an article and nothing else (第一章, 一, 第二条)?"""
    words = words.strip()
    if _ARTICLE.fullmatch(words):
        return True
    mark = enumerator(words)
    return _NUMBER.fullmatch(words) is not None or (mark is not None and mark.length >= len(words))


def heads(rows: Sequence[Line]) -> dict[int, list[int]]:
    """Lines of a page that a heading begins, or several, each with a blank behind it (第三章 施工 一、顺序
    先做排水沟…… ), and at which offsets in the line the next block begins. Two of a kind at least, or one
    beside a heading of its kind with a line of its own; those without numbers where the page has no
    other blanks, and what these part does not belong together."""
    found: dict[int, tuple[set[str], list[int]]] = {}
    kinds: Counter[str] = Counter()
    piece = _piece(rows[0].text.strip()) if rows else None
    amid = 0
    for n, row in enumerate(rows):
        bounds = _bounds(row.text)
        if len(bounds) == 1:
            kinds[_kind(row.text, piece)] += is_phrase(row.text)
            continue
        leads = [row.text[a:b].strip() for a, b in itertools.pairwise(bounds)]
        styles = [_kind(lead, piece) for lead in leads]
        body = row.text[bounds[-1] :]
        heads = all(map(_may_head, leads, styles)) and _is_body(body)
        heads &= _kind(body, piece) not in {*styles} - {""}  # 5. 东北 6. 乙村
        if heads:
            found[n] = {*styles}, bounds[1:]
            kinds.update(filter(None, styles))
        amid += not heads
    plain = {n: at[0] for n, (styles, at) in found.items() if "" in styles}
    numbered = {n: at[0] for n, (styles, at) in found.items() if "" not in styles}
    free = amid == 0 and _are_sections(rows, plain) and _are_apart(rows, plain)
    counted = _are_apart(rows, {n: at for n, at in numbered.items() if found[n][0] != {_PIECE}})
    return {
        n: at
        for n, (styles, at) in found.items()
        if (free if n in plain else counted or styles == {_PIECE})
        and all(kinds[style] > 1 for style in styles - {""})
    }


def _are_apart(rows: Sequence[Line], places: Mapping[int, int]) -> bool:
    """Do the blanks that end before these offsets (line → offset) part, on the whole, what does not
    belong together?"""
    sides = ((rows[n].text[:at].strip(), rows[n].text[at:]) for n, at in places.items())
    return sum(parts(before, after) for before, after in sides) <= _APART * len(places)


def _are_sections(rows: Sequence[Line], plain: Mapping[int, int]) -> bool:
    """Are lines with a phrase before a blank (line → offset of what is behind it) sections with their
    headings? Entries of a word list have a blank each too, and are short."""
    named = {rows[n].text[:at].strip() for n, at in plain.items()}
    bodies = sum(len(rows[n].text) - at for n, at in plain.items())
    long = 2 * len(plain) <= len(rows) or bodies >= _LONG_BODY * len(plain)
    return long and len(named) == len(plain) > 1


def _kind(words: str, piece: re.Pattern[str] | None) -> str:
    """What numbers a heading: those of one kind have the same; "" without a number."""
    mark = enumerator(words) or decimal(words)
    if mark:
        return mark.style
    if number := _BARE.match(words):
        return f"bare {number[0].count('.')} {number[0][0].isascii()}"
    return _PIECE if piece and piece.fullmatch(words.strip()) else ""


def _bounds(line: str) -> list[int]:
    """Where the parts of a line begin that blanks part, those in brackets not; a number belongs to the
    name behind it (1.1 试验地点)."""
    inside = {at for match in _BRACKETED.finditer(line) for at in range(*match.span())}
    bounds = [0]
    for gap in _HEAD_BLANKS.finditer(line):
        words = line[bounds[-1] : gap.start()]
        latin = spacing.parts_latin(words, line[gap.end() :]) and not enumerator(line, gap.end())
        lo, hi = max(0, gap.start() - _NEAR), gap.end() + _NEAR
        if latin or spacing.is_spacing(line, 0, gap) or _MEASURED.search(line, lo, hi):
            continue
        if gap.start() in inside:
            continue
        if not (_is_number(words) or _BARE.fullmatch(f"{words} ")):
            bounds.append(gap.end())
    return bounds


def _may_head(words: str, style: str) -> bool:
    """May these words be a heading, with a number (``style``) or without?"""
    if not is_phrase(words) or _is_number(words):
        return False
    if style:
        return len(words) <= _LONGEST_HEAD and _NAMED.search(words) is not None
    return _PLAIN.fullmatch(words) is not None and (is_fixed(words) or not names.is_name(words))


def _is_body(words: str) -> bool:
    """Is it a paragraph below a heading, or the first point of a list?"""
    point = is_bullet(words) or enumerator(words) is not None
    return point or (len(words) >= _SHORTEST_BODY and (ends_sentence(words) or "。" in words))
