"""chrome (网站附加文字): what a site puts about the title of a text.

    【精华】采摘活动计划(共8篇)                 praise, and how many there are
    灯下_600字, 老沈说船2009-11-23, 灯下(阅418次)   its length, day and readers
    某某装置的流程_某某网                       the site's name
    首页 第五章 下章                          a pager

In: a text, and its first lines (folded). Out: edits (offsets in code points) on each side of the title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from edition import data
from edition.cleaning import titles
from edition.cleaning.blocks import is_phrase
from edition.cleaning.lines import HAN, Line, folded_lines
from edition.cleaning.patterns import pattern
from edition.edit import Edit

CLS = "chrome"

_STARS = pattern(rf"(?<=[{HAN}])\*{{4,}}\s*$")  # hacked pages set their own titles apart so
_SHORTEST_TITLE = 4  # characters
# Behind a title: 灯下_600字, 老沈说船2009-11-23, 灯下(阅418次), 渡口的钟 |
_LENGTH = pattern(
    rf"\s?[_—-]+\s?[{HAN}]{{0,8}}\d{{3,4}}字$|_?(?:作文|日记|周记)\d{{3,4}}字(?:以上|左右)?$"
)
_DAY = pattern(rf"(?<=[{HAN}])(?:19|20)\d\d-\d{{1,2}}-\d{{1,2}}$")
_TIMES = pattern(r"(?<!\s)\s*+[(（]\s?(?:阅|阅读|点击|浏览|人气)\s?[:：]?\s?\d+\s?次?\s?[)）]$")
_AUTHOR = pattern(rf"(?<=[{HAN}）)]){titles.AUTHOR}")
_BUTTONS = pattern(
    r"(?<![ \t])(?:[ \t]++(?:编辑|讨论\d{0,4}|上传视频|收藏|锁定|播报|查看历史)){2,}$"
)  # of encyclopedias
_BAR = pattern(rf"(?<=[{HAN}）)])[ \t]*\|[ \t]*$")
_TWICE = pattern(
    rf"[{HAN}，,：:“”《》\w ]{{5,}}?[{HAN}）)”》](?=_[{HAN}“《][^_]{{3,}})"
)  # for search engines
_OF_BOOK = pattern(rf"(?P<name>[{HAN}]{{4,24}})\s?[-_|]\s?(?P<book>[{HAN}]{{4,20}})")
_PAGER = pattern(
    r"(?P<before>(?:(?:首页|主页|目录|书页|返回|上一?[章页回]|书架)\s+)*)第[\d一二三四五六七八九十百千零〇]{1,6}[章回节](?:\s(?!下一?[章页]|目录|首页)\S{1,20})?"
    r"(?P<behind>(?:\s+(?:首页|目录|书页|返回|下一?[章页回]|书架|加入书签))*)"
)
_ICON = pattern(r"类型(?=\S{2,60}\.(?:docx?|pdf|pptx?|xlsx?|rtf|txt|wps)$)")  # of a file's kind
_BEGINS = "\n{}是"  # a paragraph that says what its title means


def about_title(text: str, rows: Sequence[Line]) -> Iterator[Edit]:
    """Labels, suffixes and counts on both sides of the title, which is the first of ``rows``."""
    for row in rows[:1]:
        if run_on := _run_on().match(row.text):
            number, count = run_on.span("number"), run_on.span("count")
            for (start, end), new in ((number, ""), (count, "\n")):
                if start < end:
                    old = text[row.start + start : row.start + end]
                    yield Edit(row.start + start, old, new, CLS, "title-suffix")
            return
        yield from _dress(text, row, len(rows))
        if label := _title_label().match(row.text):
            start, end = (row.start + at for at in label.span("label"))
            yield Edit(start, text[start:end], "", CLS, "title-label")


def behind_title(text: str) -> Iterator[Edit]:
    """What a mirror of journals says behind the title, in its line (…,本文主要内容关键词为:…阅读下载。)."""
    for row in folded_lines(text)[:1]:
        if match := _said_behind().fullmatch(row.text):
            at = row.start + match.start("said")
            yield Edit(at, text[at : row.end], "", CLS, "title-suffix")


@cache
def _said_behind() -> re.Pattern[str]:
    says = "|".join(data.table("chrome")["suffixes"]["said"])
    return re.compile(rf"(?P<title>[^,。;!?]{{4,60}})(?P<said>[,。]?(?:{says}))\s*")


def may_end_so(line: str) -> bool:
    """Does a line end as those with a suffix do? (Most are done with after this.)"""
    return line.rstrip().endswith(_suffix_ends())


def suffixes(text: str, row: Line) -> Iterator[Edit]:
    """The name of a site behind a title, and what hackers put there."""
    if match := _suffix().search(row.text) or _STARS.search(row.text):
        at = row.start + match.start()
        yield Edit(at, text[at : row.end], "", CLS, "title-suffix")


def _dress(text: str, row: Line, count: int) -> Iterator[Edit]:
    """What sites put about a title: how many texts there are (共8篇), how good they are (【精华】)."""
    line = row.text.rstrip()
    if line.lstrip()[:1] == "|":
        return  # a row of a table
    if bar := _BAR.search(line) or _BUTTONS.search(line):
        at = row.start + bar.start()
        yield Edit(at, text[at : row.start + len(line)], "", CLS, "title-suffix")
        line = line[: bar.start()]
    if forum := titles.forum().fullmatch(line):
        yield from (
            Edit(row.start + lo, text[row.start + lo : row.start + hi], "", CLS, rule)
            for rule, (lo, hi) in (
                ("title-label", forum.span("label")),
                ("title-suffix", forum.span("link")),
            )
            if hi > lo
        )
        return
    if pager := _PAGER.fullmatch(line):  # 首页 第五章 下章
        for part in ("before", "behind"):
            start, end = (row.start + at for at in pager.span(part))
            if end > start:
                yield Edit(start, text[start:end], "", CLS, "title-suffix")
        return
    if icon := _ICON.match(line):
        yield Edit(row.start, text[row.start : row.start + icon.end()], "", CLS, "title-label")
    if count < 2 or not is_phrase(line):
        return
    *ends_in, praise = _dresses()
    behind = (
        _AUTHOR.search(line),
        *(shape.search(line) for shape in ends_in),
        _LENGTH.search(line),
        _DAY.search(line),
        _TIMES.search(line),
    )
    ends = [match.start() for match in behind if match]
    if again := _kind_again().search(line):
        ends.append(again.start("suffix"))
    if twice := _TWICE.match(line):
        ends.append(twice.end())
    if end := _said_below(text, row, line):
        ends.append(end)
    cut = min(ends, default=0)
    if cut >= _SHORTEST_TITLE:
        at = row.start + cut
        yield Edit(at, text[at : row.start + len(line)], "", CLS, "title-suffix")
    if first := praise.match(line):
        yield Edit(row.start, text[row.start : row.start + first.end()], "", CLS, "title-label")


def _said_below(text: str, row: Line, line: str) -> int:
    """Where a title ends that a site makes longer, by the text below it, which has it short: a
    patent's (…装置与流程), one with the name of its book (调解协议书-常用文书手册); 0 if nowhere."""
    for suffix in data.table("chrome")["suffixes"]["of_patents"]:
        name = line.removesuffix(suffix)
        if name != line and text.find(f"{name}。", row.end) >= 0:
            return len(name)
    if match := _OF_BOOK.fullmatch(line):
        said = text.count(match["book"]) == text.count(line)
        if said and _BEGINS.format(match["name"]) in text[row.end :]:
            return match.end("name")
    return 0


@cache
def _kind_again() -> re.Pattern[str]:
    """The kind of document behind the title that ends in it (采摘活动计划 -幼儿园活动计划)."""
    kinds = "|".join(data.table("headings")["models"]["words"])
    return re.compile(rf"(?P<kind>{kinds})(?P<suffix>\s+[-—–|_]+\s?[{HAN}]{{0,10}}(?P=kind))$")


@cache
def _dresses() -> tuple[re.Pattern[str], ...]:
    """How many pieces there are in brackets, behind a word of praise, or behind a kind of document
    that sites collect; the praise before a title."""
    table = data.table("chrome")["suffixes"]
    number = r"\s?(?:\d{1,3}|[一二三四五六七八九十]{1,3})\s?篇"
    praise = "|".join(table["praise"])
    models = "|".join(f"(?<={word})" for word in data.table("headings")["models"]["words"])
    blanks = r"(?<!\s)\s*+"  # from where they begin: a run of them costs its length, not its square
    return (
        re.compile(rf"{blanks}[(（](?:{praise})?{number}[)）]$"),
        re.compile(rf"{blanks}(?:{praise}){number}$"),
        re.compile(rf"(?:{models}){number}$"),
        re.compile(rf"{blanks}[(（]\s?\d{{1,3}}\s?/\s?\d{{1,3}}\s?页?[)）]$"),  # page 1 of 1
        re.compile(rf"{blanks}[【\[](?:{praise}|荐)[】\]]"),
    )


@cache
def _run_on() -> re.Pattern[str]:
    """A title with the count of its pieces, right before that of the first one (1、绩效管理细则(通用10篇)绩效管理
    细则1一、总则……), which is the same with a number."""
    praise = "|".join(data.table("chrome")["suffixes"]["praise"])
    return re.compile(
        rf"\s*(?P<number>1[、.]\s?)?(?P<title>[{HAN}]{{4,30}})(?P<count>[(（](?:{praise})?\s?\d{{1,3}}\s?篇[)）]\s*)"
        rf"(?=(?P=title)[(（]?(?:[第篇]\s?)?[1一])"
    )


@cache
def _title_label() -> re.Pattern[str]:
    """What a form of a database calls its title (法规名称：…)."""
    labels = "|".join(data.table("chrome")["suffixes"]["title_labels"])
    return re.compile(rf"\s*(?P<label>(?:{labels})(?:\s*[:：]\s*|\[\S{{2,4}}\]\s?))\S{{4}}")


@cache
def _suffix_ends() -> tuple[str, ...]:
    table = data.table("chrome")["suffixes"]
    domains = (f".{domain}{mark}" for domain in table["domains"] for mark in ("", "!", "！"))
    return ("****", *table["endings"], *domains)


@cache
def _suffix() -> re.Pattern[str]:
    table = data.table("chrome")["suffixes"]
    endings, domains = "|".join(table["endings"]), "|".join(map(re.escape, table["domains"]))
    return re.compile(
        rf"(?<=[{HAN}）)》!?])(?:\s+[-—–|]+\s*|\s*[_|]\s*)[{HAN}\w]{{0,10}}(?:{endings})\s*$"
        rf"|(?<=[{HAN}）)》!?])\s+[-—–|_]+\s*[{HAN}]{{0,10}}(?:www\.)?[\w-]{{2,20}}\.(?:{domains})\s?[!！]?\s*$"
    )
