"""chrome (网站附加文字): what a single line is made of, and how far that gives it away as a site's.

Labels with values, dates and counts, controls, paths (首页 > 文化 > 正文), words of a menu, a
sentence that speaks of the site or to its visitors. Lines come folded and bare (`lines`).
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from edition import data
from edition.cleaning import strips
from edition.cleaning.enumerators import enumerator
from edition.cleaning.lines import HAN, ends_sentence
from edition.cleaning.patterns import one_of, pattern

SURE, LIKELY = 2, 1

_LONGEST_FRAGMENT = 16  # characters of a sentence that needs no other sign
_STOPS, _SHORTEST_SENTENCE = pattern(r"[。！？!?]"), 8
_LONGEST_TALK = 160
_YEAR = pattern(r"(?:19|20)\d\d[-/年]\d")
_FEWEST_BARS, _LONGEST_CHOICE = 4, 16  # bars of a menu; characters between two of them
_LONGEST_NAME = 14  # characters of a site's name
_LONGEST_HOMEWARD = 40
_LONGEST_HEAD = 24  # characters of the heading above a list of links
_DATE = (
    r"(?:(?:19|20)\d\d\s?[-/.年]\s?)?\d{1,2}\s?[-/.月]\s?\d{1,2}\s?日?"
    r"(?:\s*(?:星期|周)[一二三四五六日天])?"
)
_CLOCK = r"(?:\s*\d{1,2}:\d\d(?::\d\d)?)"
_FULL_DATE = rf"{strips.DAY}{_CLOCK}?"
_AGO = r"\d{1,3}\s?(?:秒|分钟|小时|天|周|个月|月|年)[之以]?前|[昨今前]天(?:\s?\d{1,2}:\d\d)|刚刚"
_ARROWS = pattern(r"[>»›\s]{3,}")
_PATH = pattern(
    r"(?:[您你]?(?:当前|现在)?的?位置|首页|主页|导航).{0,60}[>»›].*"
    r"|(?:首页|主页)\s*[/|→·-].{1,40}"
    r"|(?:[您你]的?)?(?:当前|现在)的?位置\s*[::].{0,60}|[^。!?,:]{2,12} 当前位置:[^。!?]{2,60}"
    r"|[^。!?>*]{2,16}(?<![-=`\s])\s*[>»›]\s*[^。!?>*]{2,16}(?<![-=`\s])\s*[>»›]\s*[^。!?`>*]{2,60}"
    r"|[^。!?,;:]{2,40}\s?[-_—>»|]\s?(?:正文|浏览文章|阅读文章|文章内容)(?:内容)?"
    r"|[^。!?,;:]{0,12}首页\s*[-=]*[>»›→]+.{1,40}|[^。!?,;:\s]{2,12}\s*»\s*[^。!?,;:\s]{2,12}"
    r"|[^。!?]{1,30}(?:\s*(?<![-=`])[>»›]+\s*(?!\d)[^>»›。!?`]{0,24}){2,}"
)
# The rest of a path whose first word stands on the line above: >新闻 >图片新闻
_ONWARD = pattern(rf"(?:\s*[>»›]+\s*[{HAN}]{{2,16}}){{2,}}")
_PATH_SIGN = pattern(r"[>»›]|首页|主页|位置|正文|文章")  # no path is without one of them
_TIMESTAMP = pattern(
    rf"[-•\s]*{_FULL_DATE}[-\s]*(?:\d{{1,6}}|(?<=\d)[{HAN}]{{2,4}}(?<!施行)(?<!公布))?"
    rf"|{_DATE}{_CLOCK}|{_AGO}"
)
# A date with the hour, and beside it no more than a name or two: 2019-09-26 10:56 某某报.
_STAMPED = pattern(rf"[^。!?,;“”]{{0,18}}{strips.DAY}{_CLOCK}[^。!?,;“”]{{0,24}}")
_COUNT = r"\d[\d.,]*\s?(?:万|[wW]|[kKmMgG]?[bB]|K|M|次|人|页|金币|元|字|篇|分|条|楼|级|个|张|图|%)*(?:\+|以上|左右)?"
_ANY_DATE, _ANY_COUNT = pattern(_FULL_DATE), pattern(_COUNT)
_IDENTIFIER = pattern(r"(?=\S*[_\d])(?=\S*[A-Za-z])[A-Za-z0-9_*.\-]{4,40}")
_VALUE = pattern(rf"[{HAN}]{{2,6}}:\s?[^。!?:;,“”]{{1,30}}")
_CODE = ("//", "`", "</", "=>", "->", "](", '="', "**", "##")
_PUPIL = pattern(
    rf"[^:]{{0,24}}(?:年级|小学|中学|学校|班):[{HAN}]{{2,4}}$"
    r"|(?:第[一二三四五六七八九十百\d]+[篇章节回部]|[篇例][一二三四五六七八九十\d]+|范文[一二三四五六七八九十\d]+):"
)
# Who writes a letter, with its day perhaps: 您的女儿:源源 2014年2月1日
_WRITER = pattern(
    rf"[{HAN}]{{0,4}}[您你]们?的[{HAN}]{{1,6}}\s?:?\s?[{HAN}·]{{1,6}}(?:\s*\d{{4}}年\d{{1,2}}月\d{{1,2}}日)?"
)
_CHAPTER = pattern(r"第[一二三四五六七八九十百千零〇\d]{1,6}[章回节卷部集]")
# Nothing but links within the site: [首页](/) > [政务公开](/zwgk/), with a date perhaps.
_OWN_LINKS = pattern(
    r"(?:[-*+#|>»·•/\s\d.;]*\[[^\[\]]{0,40}\]\((?:/(?!/)|javascript:)[^()\s]{0,80}"
    r"(?:\([^()]*\)[^()]{0,20})?\))+[-|>»·•/\s;\d]*"
)
_MARKUP = pattern(r"[<>|*#`.!=+]|\[|- |<|.*(?:\]\(|</|\{\{|```)")
_TO_FILL_IN = pattern(r"[＿_]{3,}(?![A-Za-z])|[:：][ \u3000]{6,}\S{1,16}[:：]|^(?:…|\.{3}){8,}$")
_HAN_CHAR = pattern(f"[{HAN}]")
_MARKS = pattern(r"[\s|丨/·•:;,()\[\]【】>›»<×\-—_+*#~&?!。、，©↑↓▲▼→←★☆]+")
_WORDS = pattern(r"[\s|丨/·>、]+")
_LABEL_SIGN = pattern(r"[:|\[(【]|\s\d")  # no label is without one of them


@lru_cache(maxsize=64)
def weight(line: str) -> int:
    """How surely a line is of a frame: SURE, LIKELY (if others are), 0 not."""
    if len(line) > _LONGEST_TALK:
        return 0
    if strips.names_columns(line):
        return SURE
    if _OWN_LINKS.fullmatch(line):
        return SURE
    if _is_bar_menu(line):
        return SURE if line.count("|") > _FEWEST_BARS or _YEAR.search(line) else LIKELY
    if len(line) <= _SHORTEST_SENTENCE and enumerator(line):
        return 0  # 2、正文: a heading
    if is_to_fill_in(line):
        return 0
    line = strips.closed_up(line)
    if _MARKUP.match(line):
        if _ARROWS.fullmatch(line) or _ONWARD.fullmatch(line):
            return SURE
        bracketed = line[0] == "[" and "](" not in line and "]:" not in line
        return _made_of_controls(line) if bracketed else 0
    if ends_sentence(line) and (line[-1] == "。" or "," in line or len(line) > _LONGEST_FRAGMENT):
        # A sentence must say more than a label, and say it to a visitor.
        said = _talk(line) if speaks_to_visitors(line) else 0
        # A paragraph of which one sentence speaks of something else is an author's about sites.
        most = SURE if all(map(talks, _sentences(line))) else LIKELY
        return min(most, said - 1) if said else 0
    said = _talk(line)
    line = line.rstrip("?！!？ ")
    if not line:
        return 0
    likely = (
        _is_value(line) or is_menu(line) or names_site(line.partition(" ")[0]) or in_menus(line)
    )
    return max(min(SURE, said), _made_of_controls(line), LIKELY if likely else 0)


def _is_bar_menu(line: str) -> bool:
    """Four bars or more between short words (网页制作| 平面设计| 动画制作| …)?"""
    if line.count("|") < _FEWEST_BARS or line[:1] == "|" or ends_sentence(line):
        return False
    words = [word.strip() for word in line.split("|")]
    return all(len(word) <= _LONGEST_CHOICE for word in words)


def is_to_fill_in(line: str) -> bool:
    """Has it blanks for somebody to write in (合同号：＿＿＿＿, 甲方（盖章）：　　　　乙方（盖章）：)?"""
    return _TO_FILL_IN.search(line) is not None


def han(line: str) -> int:
    """How many Han characters it has."""
    return len(_HAN_CHAR.findall(line))


def _sentences(line: str) -> list[str]:
    """Its sentences, but for the shortest."""
    return [part for part in _STOPS.split(line) if len(part) >= _SHORTEST_SENTENCE]


def talks(line: str) -> bool:
    """Does it speak as a site does, in one way at least?"""
    return bool(_talk_pattern().search(line))


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
    return pattern("|".join(data.table("chrome")["talk"]["addresses"]))


def is_own(line: str) -> bool:
    """Does it begin with a label of the text's own (作者:, 来源:), for `metadata`?"""
    return bool(_own_labels().match(line))


@cache
def _own_labels() -> re.Pattern[str]:
    labels = [label for row in data.table("metadata")["field"] for label in row["labels"]]
    return re.compile(one_of(labels))


def is_stamp(line: str) -> bool:
    """Does it tell when a page was put up, and perhaps by whom?"""
    return bool(_STAMPED.fullmatch(line) or _TIMESTAMP.fullmatch(line) or strips.pieces(line))


def is_strip(line: str) -> bool:
    """Is it made of facts on the page, and of nothing else?"""
    return bool(strips.pieces(line))


def is_path(line: str) -> bool:
    """Does it say where in the site the page stands?"""
    return bool(_PATH_SIGN.search(line) and _PATH.fullmatch(line))


def _is_value(line: str) -> bool:
    """A label that no table knows, with its value; 作者: and the like are for `metadata`."""
    return bool(_VALUE.fullmatch(line)) and not is_own(line) and not signs_as_pupil(line)


def signs_as_pupil(line: str) -> bool:
    """Does a pupil sign so (六年级:某某), or is it the heading of a piece (第一篇:某某)?"""
    return bool(_PUPIL.match(line))


def signs_letter(line: str) -> bool:
    """Does it say, as whom somebody writes a letter (您的女儿:源源 2014年2月1日)?"""
    return bool(_WRITER.fullmatch(line))


def is_value_only(line: str) -> bool:
    """Is a label that no table knows, with its value, the only sign of a line?"""
    return weight(line) == LIKELY and _is_value(line) and has_colon_only(line)


def has_colon_only(line: str) -> bool:
    """Is its colon the only sign of a line (小学作文:开心的一天)?"""
    return not (_made_of_controls(line) or is_menu(line) or names_site(line))


def is_bare(line: str) -> bool:
    """Is it likely a site's for what it says, not for its shape (a label with a value)?"""
    if line in data.table("chrome")["controls"]["ambiguous"]:
        return False
    return (
        in_menus(line) or names_site(line) or is_control(line) or bool(_ANY_COUNT.fullmatch(line))
    )


def is_control(line: str) -> bool:
    """Is it a control, and none of those that an author may write too?"""
    return bool(_pieces()[1].fullmatch(line)) and (
        line not in data.table("chrome")["controls"]["ambiguous"]
    )


def is_menu(line: str) -> bool:
    """Three or more short words with blanks or bars between, and no mark of a sentence."""
    words = [word for word in _WORDS.split(line) if word]
    if _CHAPTER.search(line):
        return False
    return len(words) >= 3 and all(2 <= len(word) <= 6 for word in words) and "," not in line


def in_menus(line: str) -> bool:
    """Is it a word, or a few, that sites' menus are made of (要闻, 财经, 图片)?"""
    return len(line) <= 40 and all(word in _menu() for word in _WORDS.split(line) if word)


@cache
def _menu() -> frozenset[str]:
    table = data.table("chrome")
    return frozenset((*table["menu"]["list"], *table["controls"]["list"]))


def names_site(line: str) -> bool:
    """Is it a site's name, by what it ends in (某某文学网, 某某门户)?"""
    return 3 <= len(line) <= _LONGEST_NAME and bool(_site_name().fullmatch(line))


@cache
def _site_name() -> re.Pattern[str]:
    endings = "|".join(data.table("chrome")["names"]["endings"])
    return re.compile(rf"[\w·\-]{{1,12}}(?:{endings})")


def heads_list(line: str) -> bool:
    """Is it the heading of a list of links (相关阅读, 热门文章, 网友评论), or its first line?"""
    return len(line) <= _LONGEST_HEAD and bool(_list_head().fullmatch(line))


@cache
def _list_head() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{way})" for way in data.table("chrome")["lists"]["heads"]))


@cache
def _pieces() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """(labels with what may follow them, controls), longest first."""
    table = data.table("chrome")
    labels = one_of(table["labels"]["list"])
    label = rf"(?<![{HAN}])(?:{labels})(?:\s?[:|]|\s+(?=\d))|[\[(【](?:{labels})[\])】:]"
    return pattern(label), re.compile(rf"(?:{_one_control().pattern})+")


@cache
def _one_control() -> re.Pattern[str]:
    return pattern(one_of(data.table("chrome")["controls"]["list"]))


def _made_of_controls(line: str) -> int:
    if is_path(line):
        return SURE
    if line.startswith("首页") and _homeward(line):
        return SURE
    if strip := strips.pieces(line):
        own = all(not piece.label or _own_labels().fullmatch(piece.label) for piece in strip)
        return 0 if own else SURE  # the text's own alone are for `metadata`
    if _TIMESTAMP.fullmatch(line):
        return SURE if ":" in line else int("年" not in line)  # a date alone may be a signature
    if _IDENTIFIER.fullmatch(line) or (len(line) <= 4 and line.isascii()):
        return LIKELY
    if is_menu(line) and any(word in ("首页", "主页", "网站首页") for word in _WORDS.split(line)):
        return SURE
    labels, controls = _pieces()
    found = labels.findall(line) if _LABEL_SIGN.search(line) else []
    if not found and _ANY_COUNT.fullmatch(line):
        return LIKELY
    if found and all(_own_labels().fullmatch(label.strip(" :[]()【】")) for label in found):
        return 0  # 作者: 来源: 时间: alone are the text's own, for `metadata`
    if not found and not _one_control().search(line):
        return 0
    rest = _ANY_DATE.sub(" ", line)
    if _LABEL_SIGN.search(rest):
        rest = labels.sub(" ", rest)
    hits, values = 0, 0
    for word in _MARKS.sub(" ", _ANY_COUNT.sub(" ", rest)).split():
        if controls.fullmatch(word):  # 打印 关闭, but not 大中小 in 大中小学生
            hits += len(_one_control().findall(word))
        else:
            values += han(word)
    pieces = len(found) + hits
    if not pieces:
        return 0
    if values and values > 8 * len(found) + 3 * hits * (hits >= 3):
        return 0
    table = data.table("chrome")
    alone = pieces == 1 and not values and line in table["controls"]["ambiguous"]
    soft = not hits and all(
        label.strip(" :|[]()【】") in table["labels"]["soft"] for label in found
    )
    return LIKELY if alone or soft or (pieces == 1 and len(line) < 4) else SURE


def is_marked_up(line: str) -> bool:
    """Is it written in Markdown, HTML or a program's language?"""
    return bool(_MARKUP.match(line)) or any(mark in line for mark in _CODE)


@lru_cache(maxsize=10_000)
def is_known(line: str, kind: str = "line") -> bool:
    """Does a row of the table know the whole line? ``kind``: "line", or "label" of one that is a site's
    only beside others."""
    return bool(_known(kind).fullmatch(line))


@cache
def _known(kind: str) -> re.Pattern[str]:
    rows = data.table("chrome")[kind]
    return re.compile("|".join(f"(?:{row['pattern']})" for row in rows), re.IGNORECASE)


def is_beyond_doubt(line: str) -> bool:
    """Does it say twice that it is a site's, so that it needs no place at an end of the page?"""
    if ends_sentence(line) or any(mark in line for mark in _CODE) or weight(line) < SURE:
        return False
    if _talk(line) >= 2 or strips.pieces(line):
        return True
    labels, controls = _pieces()
    words = [word for word in _MARKS.sub(" ", labels.sub(" ", line)).split() if len(word) > 1]
    return len(labels.findall(line)) + sum(bool(controls.fullmatch(word)) for word in words) >= 2


def _homeward(line: str) -> bool:
    """首页 and words of menus, run together (首页作文体裁作文)?"""
    rest = line.removeprefix("首页")
    return len(rest) <= _LONGEST_HOMEWARD and bool(_menu_words().fullmatch(rest))


@cache
def _menu_words() -> re.Pattern[str]:
    words = [word for word in data.table("chrome")["menu"]["list"] if len(word) > 1]
    return re.compile(
        rf"(?:{one_of(words)}|体裁|[\s>|/]|[{HAN}]{{2}}(?=作文|文章|大全))"
        rf"{{2,12}}[{HAN}]{{0,6}}"
    )
