"""encoding (编码损坏): ``?`` for what GBK cannot write, and other traces of a lost character.

    约翰?巴罗, 《诗经?豳风》, “七?一”     a middle dot (design notes on damage, 1.1: signs that GBK
                                       cannot write become ``?``)
    ????青江的渡口都有自己的船歌。         no-break spaces: the indent of a paragraph
    …成了管理。Р有的车间…               a sign that a font had for a line break
    …的凭据。 x0dx0ax0dx0a一、…          the escapes of line breaks

In: a text. Out: edits (offsets in code points). A question stays: what stands on both sides must be
a name, a title or a date, or a row of such signs must begin its paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from edition import data
from edition.cleaning import code, language
from edition.cleaning.encoding import is_spoken_of
from edition.cleaning.lines import HAN
from edition.cleaning.patterns import pattern
from edition.edit import Edit, apart

CLS = "encoding"

# A reference that lost its &: 开店以来#xff0c;老街
_BARE_REFERENCE = pattern(
    r"(?<![&A-Za-z0-9_])#x(ff[0-5][0-9a-f]|30[0-1][0-9a-f]|201[0-9a-f]|2026);"
)
# The escapes of blanks, not in an address: %20自行车的前身, 德国人Karl%20Drais
_PERCENT = pattern(
    rf"(?:(?<=[{HAN}，。：；、（）A-Za-z\d])|^)(?:%20)+(?![!-~]*[/=&])", re.MULTILINE
)
_DASH = pattern(rf"\?\?(?<=[{HAN}]\?\?)(?=[{HAN}“])")
# 二〇〇三年, whose 〇 GB 2312 lacks; 一九??年 may be an author's
_YEAR = pattern(r"(?<=二)\?(?:\?(?=[一二三四五六七八九]年)|(?=[一二][一二三四五六七八九]年))")
_FEWEST_HEAPS = 4  # marks with backslashes before them
_DASH_LIKELIER = -1.0  # nats: what asks twice has -2 and less
_FEWEST = 2  # places that show a page's habit
_AMID, _DOT_LIKELIER = pattern(rf"\?(?<=[{HAN}]\?)(?=[{HAN}]{{2}})"), 0.0  # nats
_TITLE = pattern(rf"\?(?<=《[{HAN}]\?|[{HAN}]{{2}}\?)(?=[{HAN}]{{1,14}}》)")
_LONGEST_TITLE = 16  # characters of a title before the mark
# What a question has in it.
ASKS = pattern("怎|什么|为何|谁|吗|呢|哪|如何|几|是否|何|多少|吧|可否|能否|难道|岂")
_DATE = pattern(r"\?(?<=[一二三四五六七八九十]\?)(?=[一二三四五六七八九十]{1,2}[”’》」])")
_INDENT = pattern(
    rf"(?:^|(?<=[。！”]))[?？](?:[ \u3000]?[?？]){{1,9}}[ \u3000]?(?=[{HAN}“《]|\d{{1,2}}月)",
    re.MULTILINE,
)
_QUOTED_STOP = pattern(
    r"[?？][!！][?？]/(?:p|strong|span|div|td|b|em|li)>"
)  # 。”</p>, one byte off
# A no-break space at the end of a paragraph: nobody asks behind a full stop.
_AT_END = pattern(r"\?(?<=。\?)[ \t\u3000]*$", re.MULTILINE)
# The escapes of quotation marks, in heaps.
# … or one behind a character and before a straight mark: “尊敬的班主任\"
_ESCAPED = pattern(rf"\\(?<=[{HAN}]\\)(?=\")")
_ESCAPES = pattern(r"\\{1,8}(?=[“”\"])")
_IN_TITLE = pattern(rf"。(?<=[{HAN}]。)(?=[{HAN}]{{1,12}}》)")  # 《邶风。匏有苦叶》
# What the title of a document follows: 现将修订的《……会议管理规范》印发给你们
_NAMES_TITLE = pattern(
    "(?:的|了|将|印发|根据|依据|依照|按照|执行|制定|修订|颁布|发布|关于|学习|贯彻|落实)$"
)
_OPENS_TITLE = pattern(rf"《[{HAN}]{{1,8}}。$")
_LONG_INDENT = pattern(rf"^\?{{3,}}(?=[{HAN}“])", re.MULTILINE)  # no sentence begins so
_BETWEEN = pattern(rf"(?<=[{HAN}])\?(?: \?){{1,3}} (?=[{HAN}])")


def marks(text: str) -> Iterator[Edit]:
    """Every such place, in order. What is known by a pair of marks, or by more than one sign, before what
    is known by one."""
    found: list[Edit] = []
    if "?" in text or "？" in text:
        found += _brackets(text)
        found += _dots(text)
        found += (
            Edit(m.start(), m[0], "〇" * len(m[0]), CLS, "lost-dot") for m in _YEAR.finditer(text)
        )
        found += _spaces(text)
        found += (
            Edit(m.start(), m[0], "。”", CLS, "shifted-bytes") for m in _QUOTED_STOP.finditer(text)
        )
        found += (Edit(m.start(), "?", "", CLS, "lost-spaces") for m in _AT_END.finditer(text))
    if "\\" in text:
        heaps = [m for m in _ESCAPES.finditer(text) if not is_spoken_of(text, m.start())]
        if len(heaps) >= _FEWEST_HEAPS and not code.may_have(text):
            found += (Edit(m.start(), m[0], "", CLS, "escapes") for m in heaps)
    if '\\"' in text and not code.may_have(text):
        single = [m for m in _ESCAPED.finditer(text) if not is_spoken_of(text, m.start())]
        if len(single) >= _FEWEST:
            found += (Edit(m.start(), m[0], "", CLS, "escapes") for m in single)
    if "。" in text and "》" in text:
        points = [m for m in _IN_TITLE.finditer(text) if _in_title(text, m.start())]
        if len({text[m.start() - 2 : m.end() + 2] for m in points}) >= _FEWEST:  # of two titles
            found += (Edit(m.start(), "。", "·", CLS, "lost-dot") for m in points)
    if "%20" in text:
        blanks = list(_PERCENT.finditer(text))
        if len(blanks) >= _FEWEST:
            for match in blanks:
                if is_spoken_of(text, match.start()):
                    continue
                between = (
                    text[max(0, match.start() - 1) : match.start()]
                    + text[match.end() : match.end() + 1]
                )
                new = " " if len(between) == 2 and between.isascii() and between.isalpha() else ""
                found.append(Edit(match.start(), match[0], new, CLS, "lost-spaces"))
    if "#x" in text:
        found += (
            Edit(m.start(), m[0], chr(int(m[1], 16)), CLS, "character-references")
            for m in _BARE_REFERENCE.finditer(text)
        )
    for form in data.table("characters")["escaped_breaks"]:
        matches = list(pattern(form).finditer(text))
        if len(matches) >= _FEWEST or any(m.re.groups and m["again"] for m in matches):
            found += (
                Edit(m.start(), m[0], "\n", CLS, "line-ends")
                for m in matches
                if not is_spoken_of(text, m.start())
            )
    yield from apart(found)


def _in_title(text: str, at: int) -> bool:
    return _OPENS_TITLE.search(text, max(0, at - _LONGEST_TITLE), at + 1) is not None


def _dots(text: str) -> Iterator[Edit]:
    """Middle dots in titles, dates and the names of foreigners (a name may stand in a title)."""
    places: set[int] = set()
    for match in _TITLE.finditer(text):
        opened = text.rfind("《", max(0, match.start() - _LONGEST_TITLE), match.start())
        closed = text.find("》", match.end())
        if opened < 0 or "》" in text[opened : match.start()]:
            continue
        whole = text[opened:closed]
        if whole.count("?") == 1 and not ASKS.search(whole):
            places.add(match.start())
    for match in _DATE.finditer(text):
        if text[match.start() - 2 : match.start() - 1] in "“‘《「":
            places.add(match.start())
    names = {m.start() for m in _name().finditer(text) if not _asks_before(text, m.start())}
    if names:  # 保罗?德?维尔
        short = (match.start() for match in _short_name().finditer(text))
        names |= {at for at in short if not _asks_before(text, at)}
    if len(names) >= _FEWEST:  # 帕克?霍南: on such a page it is enough that no question ends there
        others = (match.start() for match in _AMID.finditer(text))
        names |= {
            at
            for at in others
            if not _asks_before(text, at)
            and language.likelier_at(text, at, at + 1, "·", language.BOTH) > _DOT_LIKELIER
        }
    yield from (Edit(at, "?", "·", CLS, "lost-dot") for at in sorted(places | names))


def _asks_before(text: str, at: int) -> bool:
    start = max(text.rfind(mark, 0, at) for mark in "\n。？！") + 1
    return ASKS.search(text, max(start, at - _LONGEST_TITLE), at) is not None


@cache
def _short_name() -> re.Pattern[str]:
    """The same with a single character on one side, which stands between two such marks or beside
    two characters (让?皮埃尔)."""
    chars = data.table("characters")["transliteration"] + data.table("characters")["short_names"]
    return pattern(
        rf"\?(?<=[{chars}]\?)(?=[{chars}](?:\?|[{chars}]{{1,5}}(?:[^{HAN}]|[教先博将上总神父爵夫]|$)))"
        rf"|\?(?<=\?[{chars}]\?)(?=[{chars}]{{2}})"
    )


@cache
def _name() -> re.Pattern[str]:
    """``?`` between two words of characters that foreign names are written with."""
    chars = data.table("characters")["transliteration"]
    return pattern(rf"\?(?<=[{chars}]{{2}}\?)(?=[{chars}]{{2}})")


@cache
def _in_brackets() -> re.Pattern[str]:
    """The title of a law, a standard or a document between two ``?``."""
    table = data.table("headings")["documents"]
    return pattern(
        rf"\?(?P<title>[{HAN}]{{4,30}}(?:{'|'.join(table['norms'] + table['kinds'])}))\?"
    )


@cache
def _broken_title() -> re.Pattern[str]:
    """●?｜公路桥涵施工技术规范?｜JTJ041-89; of anything behind a bullet, with a mark behind it"""
    table = data.table("headings")["documents"]
    ends = "|".join(table["norms"] + table["kinds"])
    return pattern(
        rf"(?P<left>\?\n\s*)(?P<title>[{HAN}]{{4,30}}(?:{ends})|(?<=[●•○◆■]\?\n)[{HAN}]{{4,30}})"
        r"(?P<right>\?\n\s*)(?=[A-Z]{2}|[;；。，、,）)])"
    )


def _brackets(text: str) -> Iterator[Edit]:
    """The brackets of the titles of laws and standards, and dashes, lost on both sides or twice."""
    broken = list(_broken_title().finditer(text))
    broken = broken if len(broken) >= _FEWEST else []
    for match in broken:  # with the line broken behind each
        yield Edit(match.start(), match["left"], "《", CLS, "lost-dot")
        yield Edit(match.end("title"), match["right"], "》", CLS, "lost-dot")
    taken = {at for m in broken for at in (m.start("left"), m.start("right"))}
    titles = [
        m
        for m in _in_brackets().finditer(text)
        if not ASKS.search(m["title"]) and taken.isdisjoint((m.start(), m.end() - 1))
    ]
    if len(titles) >= _FEWEST or any(_NAMES_TITLE.search(text, 0, m.start()) for m in titles):
        for match in titles:
            yield Edit(match.start(), "?", "《", CLS, "lost-dot")
            yield Edit(match.end() - 1, "?", "》", CLS, "lost-dot")
    dashes = [
        m
        for m in _DASH.finditer(text)
        if not _YEAR.match(text, m.start())
        and not ASKS.search(text, max(0, m.start() - _LONGEST_TITLE), m.start())
    ]
    if len(dashes) >= _FEWEST or (
        dashes and "。" in text and all(_is_dash(text, m) for m in dashes)
    ):
        yield from (Edit(match.start(), "??", "——", CLS, "lost-dot") for match in dashes)


def _is_dash(text: str, match: re.Match[str]) -> bool:
    """Does the model see a dash, not a question that is asked twice?"""
    start, end = match.span()
    before, after = text[max(0, start - language.ORDER) : start], text[end : end + language.ORDER]
    return language.likelier(before, "？", "——", after) > _DASH_LIKELIER


def _spaces(text: str) -> Iterator[Edit]:
    """The indents of paragraphs, and blanks between words."""
    indents = list(_INDENT.finditer(text))
    if len(indents) < _FEWEST and not _LONG_INDENT.search(text):
        return
    for match in indents:
        inside = match.start() > 0 and text[match.start() - 1] != "\n"
        yield Edit(match.start(), match[0], "\n" if inside else "", CLS, "lost-spaces")
    for match in _BETWEEN.finditer(text):
        yield Edit(match.start(), match[0], " ", CLS, "lost-spaces")
