"""Lines that are the author's by their form, so that no site's frame takes them.

An author's mark-up (## 目录, - [ ] 报名), the lines of a text that is wrapped at one width, and
headings right above their paragraph. What lines say is judged elsewhere (`likeness`, `signs`).
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect
from collections.abc import Sequence
from functools import cache

from edition import data
from edition.cleaning import code, hardwraps, names, signs
from edition.cleaning.enumerators import number
from edition.cleaning.foot import is_paragraph
from edition.cleaning.lines import HAN, Line, ends_sentence
from edition.cleaning.patterns import pattern
from edition.cleaning.unnumbered import is_fixed, is_formula

_MARKUP = pattern(r"\s*(?:#|[-*+] |>|\d{1,2}[.)] |[①-⑳]|\|.*\|\s*$)")
_PIECE = pattern(rf"[{HAN}].*(?:\d{{1,2}}|[一二三四五六七八九十]{{1,2}})")
_NUMBERED = pattern(
    rf"(?P<stem>[{HAN}《》“”]{{4,24}}?)[（(]?(?:[第篇之]|范文)?(?P<number>\d{{1,2}}|[一二三四五六七八九十]{{1,3}})[篇个章则）)]?"
    rf"|[第篇之]?(?P<first>\d{{1,2}}|[一二三四五六七八九十]{{1,3}})[篇个章则]?[、.:]\s?(?P<behind>[{HAN}《》“”]{{4,24}})"
)
_COUNTED = pattern(r"\(.{0,4}\d{1,3}篇?\)")
_ENTRY = pattern(r".{2,60}?(?:…+|\.{3,}|·{3,}) ?\d{1,4}")  # of a table of contents
_COUNT = pattern(r"约?\s?[\d.]+\s?(?:千字|万字|字|页|次|人)?")
_REFERENCE = pattern(r"\[\d{1,3}\] ?\S.*\[(?:[A-Z]|EB|DB)(?:/OL)?\]")
_DRAWN = pattern(r"\s*(?:[├└┌│]|─+[┬┼┴])")
_FEWEST_QUOTED = 5
_FACT, _FEWEST_RECORDS = pattern(rf"[{HAN}]{{2,6}}:(?=\s?\S)"), 3
_PART = pattern(r"[上中下]篇:\s?\S")
_LONGEST_PIECE = 30  # characters of the title of one of several pieces
_BRACKETED = pattern(rf"[【〖][{HAN}、]{{1,8}}[】〗][{HAN}、]{{0,12}}")
_SIGNED = pattern(
    r"(?:\d{4}|[一二][〇○零一二三四五六七八九]{3}) ?年(?:\S{1,3}月(?:\S{1,3}日)?|[春夏秋冬]\S?|\S{2})"
    rf"(?:[ \u3000]*.{{0,3}}于[{HAN}]{{2,10}})?"
)
_SIGNED_AT = pattern(rf"\d{{4}}[./-]\d{{1,2}}[./-]\d{{1,2}}\s?于[{HAN}]{{2,8}}")  # 2022.7.31 于桂园
_TAG = pattern(r"\s*</?[A-Za-z]\w*(?:\s[^<>]*)?/?>\s*")  # a row of a table in HTML
_LONGEST_VERSE = 34  # characters
_HAN_ONLY = pattern(rf"[{HAN}·]+")
_CHOICE, _FEWEST_CHOICES = pattern(r"(?P<letter>[A-F])\s?[.、．:：]\s?\S"), 3
_PUPIL = pattern(
    rf"[一二三四五六七八九高初\d]{{1,2}}\s?(?:年级)?\s?[（(]?[一二三四五六七八九十\d]{{1,2}}[)）]?\s?班\s?[{HAN}]{{2,4}}"
)
_I = pattern(rf"我(?![们要来的])[{HAN}“”，,、]{{3,40}}(?:[。！？…]+|……)")  # 我真的真的希望……
_PUBLIC = pattern(r"[（(]此件(?:主动|依申请)?公开(?:发布)?[)）]")
_ASKED, _SECTION = pattern(r"[QA问答]\d?[:：]\s?\S"), pattern(r"0\d$")
_SCORE = pattern(r"1=[#b♯♭]?[A-G][#b♯♭]?(?:\s+\d/\d)?")  # above a tune in numbers
# Chapter and verses of a book: 约翰福音 12:1-50; 马可福音 11:15-12:3. An hour has two digits behind its colon.
_PASSAGE = pattern(
    rf"(?:[{HAN}]{{2,8}}[ :]{{0,2}}\d{{1,3}}:(?:\d{{1,3}}-\d{{1,3}}|\d{{1,3}}-\d{{1,3}}:\d{{1,3}}|\d)(?!:)[;,、 ]*)+"
)
_DEPARTURE = pattern(r"\d{1,2}:\d\d[★☆*]?(?:\(.{1,16}\))?$")
_CALL = pattern(r"[A-Za-z_][\w.]*\([!-~ ]*\)[;:]?")  # print(Counter(text).most_common(20))
_SECONDS = pattern(r"\d:\d\d:\d\d")  # of a page that was put up
_HEAD, _FEWEST_PARTICULARS = 14, 3
_FOOT = 40  # lines at the end in which a signature may stand
_LONGEST_NAME = 20  # characters of who signs
_PARAGRAPH = 20  # characters of what stands below a heading


def lines(text: str, rows: Sequence[Line]) -> set[int]:
    """Which of the rows (lines of ``text`` that are not blank) are the author's by their form."""
    programs = list(code.stretches(text)) if code.may_have(text) else []
    marked = {
        i
        for i, line in enumerate(rows)
        if (_MARKUP.match(line.text) and not _is_notice(line.bare))
        or _DRAWN.match(line.text)
        or _TAG.fullmatch(line.text)
        or _ENTRY.fullmatch(line.bare)
        or any(lo <= line.start < hi for lo, hi in programs)
        or _REFERENCE.match(line.bare)
    }
    return (
        marked
        | _minuted(rows)
        | _named(rows)
        | _choices(rows)
        | _by_shape(rows)
        | _headings(rows)
        | _pieced(rows)
        | _bracketed(rows)
        | _signed(rows)
        | _wrapped(text, rows)
    )


def beyond_doubt(rows: Sequence[Line]) -> set[int]:
    """The lines that are not the site's whatever they say: those that a Markdown text quotes, five at
    least; what is to be filled in; the facts of records; the parts of a text (上篇：… 下篇：…) with
    paragraphs between."""
    quoted = {i for i, row in enumerate(rows) if row.text.lstrip().startswith(">")}
    found = quoted if len(quoted) >= _FEWEST_QUOTED else set()
    found |= {
        i
        for i, row in enumerate(rows)
        if signs.is_to_fill_in(row.bare) and not signs.is_known(row.bare)
    }
    return found | _records(rows) | _parts(rows)


def _records(rows: Sequence[Line]) -> set[int]:
    """The facts of several things, told of each in the same order (推荐人：, 链接：, 推荐语：): two labels
    at least, three times at least, and a paragraph with each. A page tells its own once."""
    fields = [
        (i, match[0]) for i, row in enumerate(rows) if (match := _FACT.match(row.bare)) is not None
    ]
    places: dict[str, list[int]] = {}
    for i, label in fields:
        places.setdefault(label, []).append(i)
    paragraphs = [i for i, row in enumerate(rows) if is_paragraph(row.bare)]
    often = {
        label: at
        for label, at in places.items()
        if len(at) >= _FEWEST_RECORDS and _are_between(paragraphs, at)
    }
    told = [label for _, label in fields if label in often]
    turns = all(a != b for a, b in itertools.pairwise(told))
    return {i for at in often.values() for i in at} if len(often) > 1 and turns else set()


def _are_between(inner: Sequence[int], outer: Sequence[int]) -> bool:
    """Does one of the first stand between any two of the second?"""
    return all(bisect(inner, a) < bisect(inner, b) for a, b in itertools.pairwise(outer))


def _parts(rows: Sequence[Line]) -> set[int]:
    """上篇：…, 中篇：… and 下篇：… with paragraphs between: a pager has all its links in one place."""
    found = [i for i, row in enumerate(rows) if _PART.match(row.bare)]
    order = [rows[i].bare[0] for i in found]
    paragraphs = [i for i, row in enumerate(rows) if is_paragraph(row.bare)]
    in_order = order in (["上", "下"], ["上", "中", "下"])
    return {*found} if in_order and _are_between(paragraphs, found) else set()


def sections(rows: Sequence[Line]) -> set[int]:
    """Bare numbers of sections (01, 02), two at least."""
    found = {i for i, row in enumerate(rows) if _SECTION.match(row.bare)}
    return found if len(found) > 1 else set()


def _is_notice(line: str) -> bool:
    """Is a line that begins as a point of a list a site's notice (1. 本站所有资源如无特殊说明……), or a
    count (- 约 9页)?"""
    return (signs.talks(line) and signs.speaks_to_visitors(line)) or bool(_COUNT.fullmatch(line))


@cache
def _particular() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(data.words('metadata', 'minutes'))}):\s?\S")


def _minuted(rows: Sequence[Line]) -> set[int]:
    """The particulars at the head of minutes or a play (时间: 地点: 主持人: 记录:): three at least, or
    two together below a line that is one too or a sentence."""
    found = [
        i
        for i, row in enumerate(rows)
        if _particular().match(row.bare) and not _SECONDS.search(row.bare)
    ]
    head = {i for i in found if i < _HEAD}
    pairs = {i for a, b in itertools.pairwise(found) if b == a + 1 for i in (a, b)}
    return pairs | (head if len(head) >= _FEWEST_PARTICULARS else set())


def _by_shape(rows: Sequence[Line]) -> set[int]:
    """Lines that only an author writes, whatever stands around them: a call of a program, a pupil with
    his class below the text, what a document says of its being public; and, if there are two at least,
    questions with their answers and bare numbers of sections, or four rows of a timetable."""
    found = {
        i
        for i, row in enumerate(rows)
        if _CALL.fullmatch(row.bare)
        or _PUBLIC.fullmatch(row.bare)
        or _SCORE.fullmatch(row.bare)
        or _I.fullmatch(row.bare)
        or _PASSAGE.fullmatch(row.bare)
        or (i >= len(rows) - _FOOT and _PUPIL.fullmatch(row.bare))
        or (
            i
            and (_signs(row.bare) or _SIGNED_AT.fullmatch(row.bare))
            and ends_sentence(rows[i - 1].bare)
        )
    }
    for shape, fewest in ((_ASKED, 2), (_DEPARTURE, 4)):
        places = [i for i, row in enumerate(rows) if shape.match(row.bare)]
        found |= {*places} if len(places) >= fewest else set()
    return found | sections(rows)


def _signs(line: str) -> bool:
    return signs.signs_as_pupil(line) or signs.signs_letter(line)


def _choices(rows: Sequence[Line]) -> set[int]:
    """The answers to choose from in a test (A.290 … B.310 … C.350), three at least in order."""
    found: set[int] = set()
    run: list[int] = []
    for i, row in enumerate(rows):
        match = _CHOICE.match(row.bare)
        if match and "ABCDEF".index(match["letter"]) == len(run):
            run.append(i)
        elif match or not run or i - run[-1] > 1:  # a page's number may stand between two
            found |= {*run} if len(run) >= _FEWEST_CHOICES else set()
            run = [i] if match and match["letter"] == "A" else []
    return found | ({*run} if len(run) >= _FEWEST_CHOICES else set())


def _named(rows: Sequence[Line]) -> set[int]:
    """Lines right above what shows that they are the text's: a name above verse, a name or title
    with which the paragraph below begins (裴旻 | 裴旻为龙华军使)."""
    return {
        i
        for i, (line, below) in enumerate(itertools.pairwise(row.bare for row in rows))
        if len(line) <= _LONGEST_NAME
        and ends_sentence(below)
        and (
            (len(below) <= _LONGEST_VERSE and names.is_name(line))
            or (i == 0 and len(line) > 1 and below.startswith(line) and _HAN_ONLY.fullmatch(line))
        )
    }


def _headings(rows: Sequence[Line]) -> set[int]:
    """Lines right above a paragraph that are headings by their wording (前言), or that name one of
    several pieces (秋天的作文1)."""
    return {
        i
        for i, (line, below) in enumerate(itertools.pairwise(line.bare for line in rows))
        if (is_fixed(line) or (len(line) <= _LONGEST_PIECE and _PIECE.fullmatch(line)))
        and len(below) >= _PARAGRAPH
        and ends_sentence(below)
    }


def _pieced(rows: Sequence[Line]) -> set[int]:
    """The headings of several pieces that have the page's title with a number, in order and each with a
    paragraph of its own; and the title (家乡的小河 | 家乡的小河1 … 家乡的小河2)."""
    heads: dict[str, list[int]] = {}
    for i, row in enumerate(rows):
        match = _NUMBERED.fullmatch(row.bare)
        if not match:
            continue
        stem = match["stem"] or match["behind"]
        count = number(match["number"] or match["first"])
        if count == 1:  # above the text there may be a list of them
            heads[stem] = [i]
        elif count == len(heads.get(stem, ())) + 1:
            heads[stem].append(i)
    found: set[int] = set()
    for stem, places in heads.items():
        parted = all(
            any(ends_sentence(row.bare) for row in rows[a + 1 : b])
            for a, b in itertools.pairwise(places)
        )
        if len(places) > 1 and parted:
            titles = [i for i in range(places[0]) if _is_title_of(rows[i].bare, stem)]
            found |= {*places, *titles[-1:]}
    return found


def _is_title_of(line: str, stem: str) -> bool:
    """Is it the title of the pieces, with their count perhaps (开学典礼讲话稿(精选2篇))?"""
    return line == stem or (
        line.startswith(f"{stem}(") and _COUNTED.fullmatch(line, len(stem)) is not None
    )


def _bracketed(rows: Sequence[Line]) -> set[int]:
    """Headings in brackets (【一】上车), two at least, each with a paragraph or verse below it."""
    found = [
        i
        for i, (line, below) in enumerate(itertools.pairwise(line.bare for line in rows))
        if _BRACKETED.fullmatch(line) and not _BRACKETED.fullmatch(below)
    ]
    return {*found} if len(found) > 1 else set()


def _signed(rows: Sequence[Line]) -> set[int]:
    """A date in words below the last paragraph, and the name above it: a signature."""
    found: set[int] = set()
    for i in range(max(1, len(rows) - _FOOT), len(rows)):
        if not _SIGNED.fullmatch(rows[i].bare):
            continue
        above = rows[i - 1].bare
        name = len(above) <= _LONGEST_NAME and not ends_sentence(above) and ":" not in above
        k = i - 2 if name and i > 1 else i - 1
        while k > 0 and is_formula(rows[k].bare):
            k -= 1
        paragraph = rows[k].bare
        if len(paragraph) >= _PARAGRAPH and ends_sentence(paragraph):
            found |= {i, i - 1} if name else {i}
    return found


def _wrapped(text: str, rows: Sequence[Line]) -> set[int]:
    """Lines of a text that is wrapped at one width: the full ones, and those that go on with the
    sentence of a full one. Alone such a line may look like anything."""
    gaps = [text[a.end : b.start] for a, b in itertools.pairwise(rows)]
    wrap = hardwraps.wrapped_at(rows, gaps)
    if not wrap.width:
        return set()
    full = [wrap.of(line.text.rstrip()) >= wrap.width - 2 for line in rows]
    return {
        i
        for i, line in enumerate(rows)
        if full[i] or (i and full[i - 1] and not ends_sentence(rows[i - 1].text))
    }
