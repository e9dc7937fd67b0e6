"""structure (结构): headings that their paragraph follows without a mark.

    一、要求（一）设计要求课程设计要求在……      the paragraph takes up the heading's words
    一、基本情况全馆现有…… 二、主要做法每周二……  where each ends the language model says for all together
    节约粮食演讲稿1老师们：……                   the title of a piece, which is the text's with a number

In: a text. Out: places (offsets in code points) where a heading begins or ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from edition import data
from edition.cleaning import chrome, echoes, language
from edition.cleaning.blocks import BREAK, CLS, Block, blocks, is_phrase
from edition.cleaning.enumerators import enumerator, number
from edition.cleaning.lines import HAN
from edition.cleaning.patterns import one_of, pattern
from edition.cleaning.siblings import HIGH, Point, siblings
from edition.edit import Edit

_FIRST_BELOW = pattern(
    rf"[{HAN}、“” ]{{2,30}}?(?:：[{HAN}、]{{2,20}}?)?(?=[（(]一[)）](?![级类项款等])|一、|1 ?[.、．](?!\d))"
)
_TOPIC = pattern(
    rf"(?P<topic>[{HAN}]{{3,12}}) ?(?=(?P<between>(?:(?![和与及或至到者之的])[{HAN}]){{0,2}})(?P=topic))"
)
_TOPIC_BLANK = pattern(rf"(?P<word>[{HAN}]{{2,4}})[{HAN}]{{1,14}} (?=(?P=word)[{HAN}])")
_SAYS = r"(?:是|为|作为|主要|包括|指|需|应|要|有|在|具有|能)"
_TOPIC_COLON = pattern(
    rf"(?P<topic>[{HAN}]{{3,12}})：[{HAN}、“”]{{3,20}}?(?=(?P=topic)[{HAN}]{{0,2}}{_SAYS})"
)
_TOPIC_BEGUN = pattern(
    rf"(?P<topic>[{HAN}]{{3,8}})[{HAN}]{{1,12}}?(?<![是为和与及对把将在向从即的以之]) ?(?=(?P=topic)[{HAN}]{{0,6}}{_SAYS})"
)
# 切实提高学校安全意识｜学校安全工作是……: the paragraph takes up how the heading ends
_TOPIC_END = pattern(
    rf"[{HAN}，、]{{0,24}}?(?P<topic>[{HAN}]{{3,8}})(?:(?![的和与及或至到者之])[{HAN}]){{1,4}}(?=(?P=topic)[{HAN}]{{0,4}}{_SAYS})"
)
_STATES = pattern("是指|同意|应当|可以|必须")  # as sentences do: 研究经费是指完成本项研究所需的成本
_NUMBER = r"[一二三四五六七八九十\d]{1,2}"
_PIECE = pattern(
    rf"(?:^|(?<=[。！？]))(?P<stem>[{HAN}]{{4,24}}) ?(?:[(（]?(?:第{_NUMBER}篇|篇{_NUMBER})[)）]?)(?=[^\s：:)）])"
)
_TITLE = pattern(rf"[{HAN}“”《》]{{4,30}}?(?=一[、．.])")
# What a site calls a text: a file's name, the mark of its pages.
_NAMED = pattern(
    r"(?:^|[《：:])(?P<name>[^《》\n：:]{5,60}?)(?:\.(?:docx?|pdf|pptx?|xlsx?|txt|wps|rtf)\b|_第\s?\d+\s?页|$)",
    re.MULTILINE,
)
_PAGED = pattern(r"^(?P<title>[^《》\n]{5,60}?)_第\s?\d+\s?页", re.MULTILINE)  # may have a colon
# 圆的面积评课稿圆的面积评课稿杜老师讲的……
_TWICE = pattern(rf"(?P<title>[{HAN}“”《》（）()、：:]{{8,45}}?)(?P=title)(?=[{HAN}“《][^\n]{{8}})")
_NO_TITLE = "，。；：！？、,;:!?）》”"  # what stands behind no title
_SECTION = pattern(
    r"[。！？](?=[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）])"
)
_SHORTEST_TITLE, _SHORTEST_STEM = 4, 5
_LONG_TITLE = 8  # characters of one that the first sentence follows when it is said again
_SHORTEST_BLOCK = 25  # characters of a heading with its paragraph
_SHORTEST_LINE = 150  # characters of a line that may hold several sections
# Nats for the likeliest ends of glued headings: of each, in the mean, and how much less likely an end
# may be that is as far in as those of its siblings. (一、各单位要高度重视汛期…… has -3 to -12.)
_GLUED_LEAST, _GLUED_MEAN, _GLUED_NEAR = -4.2, -2.8, 1.0
_MANY_GLUED, _GLUED_MORE = 4, 0.4  # how many say more together, and nats that they may have less
_KNOWN = 2.0  # the same for the end of a heading that documents have
_SHORT, _LONG = 0.5, 0.15  # for each character that a heading has less than four, more than eight
_NUMBER_WITHIN = pattern("[０-９Ａａ]{2}")
_FEWEST_GLUED = 2
_SHORTEST_GLUED, _LONGEST_GLUED = 7, 18  # characters without a mark; of a heading
_CLAUSES = pattern(r"[，、；,].*[。.]|[。.].*[。.]")  # a paragraph has two clauses at least
_ANY_MARK = pattern(r"[，。；：！？、,;:!?（(“《—…]")


def places(text: str) -> set[int]:
    """Every such place."""
    found = (_nested, _sections, _pieces, _alike, _numbered_titles, _saluted, _opening, _by_model)
    return {at for find in found for at in find(text)}


def _nested(text: str) -> Iterator[int]:
    """Where a heading ends whose next heading, or whose paragraph, follows without a mark:
    一、要求｜（一）设计要求｜课程设计要求在……; the paragraph takes up the heading's words. A single one
    among siblings that are sentences only says a word twice (债务人的债务人已知债务人有……)."""
    for group in siblings(text):
        if group[0].mark.kind not in HIGH:
            continue
        ends = [
            list(heading_ends(point.block.text, point.mark.length, point.mark.kind))
            if len(point.block.text) > _SHORTEST_BLOCK
            else []
            for point in group
        ]
        fit = sum(bool(found) or point.alone for point, found in zip(group, ends, strict=True))
        if 2 * fit >= len(group):
            for point, found in zip(group, ends, strict=True):
                yield from (point.block.start + at for at in found)


def heading_ends(text: str, at: int, kind: str) -> Iterator[int]:
    """Where the headings end that begin at ``at``, behind an enumerator, in one line."""
    while text[at : at + 1] in (" ", "\u3000"):
        at += 1
    inner = _FIRST_BELOW.match(text, at)
    if inner and (below := enumerator(text, inner.end())) and below.kind != kind:
        yield inner.end()
        at = inner.end() + below.length
    for shape in (_TOPIC, _TOPIC_BLANK, _TOPIC_COLON, _TOPIC_BEGUN, _TOPIC_END):
        topic = shape.match(text, at)
        if topic and "。" in text[topic.end() :] and not _STATES.search(topic[0]):
            yield topic.end() + _belongs_before(topic)
            return


def _belongs_before(topic: re.Match[str]) -> int:
    """How many characters between a topic and the same again belong to the heading: all or none, as the
    model says (研究性学习理念｜研究性学习完全不同于……, but 设计要求｜课程设计要求在……)."""
    between = topic.groupdict().get("between")
    if not between:
        return 0
    word = topic["topic"]
    before, behind = (
        language.score("", language.fold(words), language.LARGE)
        for words in (f"{word}{between}\n{word}", f"{word}\n{between}{word}")
    )
    return len(between) if before > behind else 0


def _sections(text: str) -> Iterator[int]:
    """Before and behind the headings of a text that is all in one line (……的思路。一、目标｜目标
    是……。二、方法｜方法是……): two at least whose end can be told."""
    for block in blocks(text):
        if len(block.text) < _SHORTEST_LINE:
            continue
        found: list[list[int]] = []
        for match in _SECTION.finditer(block.text):
            at = match.end()
            mark = enumerator(block.text, at)
            if mark:
                ends = list(heading_ends(block.text, at + mark.length, mark.kind))
                if ends:
                    found.append([at, *ends])
        if sum(len(places) - 1 for places in found) >= 2:
            yield from (block.start + at for places in found for at in places)


def _pieces(text: str) -> Iterator[int]:
    """Before and behind the title of a piece that runs on (……供参考。我的学校演讲稿篇1尊敬的老师),
    where a block of its own, the collection's title, has its words."""
    found = blocks(text)
    names = [block.text.strip() for block in found if is_phrase(block.text)]
    for block in found[1:] if names and names[0] == found[0].text.strip() else ():
        first = re.match(rf"{re.escape(names[0])}{_NUMBER}(?=[一1][、.．])", block.text)
        if first:
            yield block.start + first.end()  # 绩效管理细则1｜一、总则
    for block in found if names else ():
        for match in _PIECE.finditer(block.text) if "篇" in block.text else ():
            stem = match["stem"].strip()
            if any(stem in name for name in names):
                if match.start():
                    yield block.start + match.start()
                yield block.start + match.end()


def _alike(text: str) -> Iterator[int]:
    """Behind the titles of pieces that only their number tells apart, each at the beginning of its block
    (读书演讲稿篇1｜尊敬的老师…… 读书演讲稿篇2｜各位评委……)."""
    places: dict[str, list[tuple[int, int]]] = {}
    for block in blocks(text) if "篇" in text else ():
        if match := _PIECE.match(block.text):
            count = number(match[0][len(match["stem"]) :])
            places.setdefault(match["stem"].strip(), []).append((count, block.start + match.end()))
    for found in places.values():
        counts = [count for count, _ in found]
        if len(found) > 1 and counts == [*range(counts[0], counts[0] + len(counts))]:
            yield from (at for _, at in found)


def _numbered_titles(text: str) -> Iterator[int]:
    """Behind the title of a piece that is the text's own title with a number (节约粮食演讲稿1老师们：), from
    1 on, at the beginning of its block."""
    found = blocks(text)
    title = found[0].text.strip().lstrip("# ") if found else ""
    if len(title) < _SHORTEST_STEM or not is_phrase(title):
        return
    shape = re.compile(rf"{re.escape(title)}(\d{{1,2}})(?=[{HAN}“《])")
    places = [(b.start, match) for b in found[1:] if (match := shape.match(b.text))]
    if [int(match[1]) for _, match in places] == [*range(1, len(places) + 1)]:
        yield from (start + match.end() for start, match in places)


def _saluted(text: str) -> Iterator[int]:
    """Behind the title of a piece, with its number, that those run on into whom it speaks to
    (离校倡议书1｜亲爱的毕业生：)."""
    for block in blocks(text):
        if match := _salute().match(block.text):
            yield block.start + match.end("title")


@cache
def _salute() -> re.Pattern[str]:
    table = data.table("headings")["documents"]
    kinds = one_of([kind for key in ("kinds", "papers", "others", "pieces") for kind in table[key]])
    salutation = data.table("headings")["salutation"]
    whom = one_of([*salutation["courtesies"], *salutation["whom"]])
    return re.compile(
        rf"(?P<title>[{HAN}“”《》（）()]{{2,30}}{kinds} ?\d{{1,2}}) ?(?={whom}[{HAN}\d、，, x]{{0,40}}[：:])"
    )


def _by_model(text: str) -> Iterator[int]:
    """Where headings end whose paragraph follows without a mark, in siblings that all do so or stand
    alone (一、基本情况｜全馆现有…… 二、主要做法｜每周二……): by the language model, for all of them together."""
    for group in siblings(text):
        glued = [point for point in group if not point.alone]
        # Behind digits stand the points of a list (1.卡利亚里VS国际米兰：……, 1、特斯拉保险经纪成立，……).
        high = group[0].mark.kind in (*HIGH, "decimal")
        known = all(map(_is_known, glued))
        fewest = _FEWEST_GLUED - known
        if not high or len(glued) < fewest or any(map(_has_mark_early, glued)):
            continue
        if group[0].mark.kind == "han" and group[0].mark.number > 1 and not known:
            continue  # the numbers run on from a chapter whose points are sentences
        above = text[: group[0].block.start].rstrip()[-1:]
        if above and above in "：:；;，," and not known:
            continue  # the points of a sentence (有下列情形之一者：一、……)
        ends = [_likely_ends(point.block.text, point.mark.length) for point in glued]
        mean = _GLUED_MEAN - (_GLUED_MORE if len(ends) >= _MANY_GLUED else 0.0)
        if not all(ends) or sum(found[0][0] for found in ends) < mean * len(ends):
            continue
        sure = sum(found[0][0] == _KNOWN for found in ends)
        if min(found[0][0] for found in ends) < _GLUED_LEAST - _GLUED_NEAR * min(sure, 2):
            continue
        chosen: list[tuple[Block, int, int]] = []
        sizes = sorted(found[0][1] for found in ends)
        usual = sizes[len(sizes) // 2]
        for point, found in zip(glued, ends, strict=True):
            near = [item for item in found if item[0] > found[0][0] - _GLUED_NEAR]
            size = min(near, key=lambda item: (abs(item[1] - usual), -item[0]))[1]
            lo = point.mark.length
            chosen.append((point.block, lo, lo + size))
        if all(
            _CLAUSES.search(block.text, at) or _known().match(block.text, lo)
            for block, lo, at in chosen
        ):
            yield from (block.start + at for block, _, at in chosen)


def _is_known(point: Point) -> bool:
    return _known().match(point.block.text, point.mark.length) is not None


def _has_mark_early(point: Point) -> bool:
    """Has it a mark where a heading would stand, or no full stop at all?"""
    text, at = point.block.text, point.mark.length
    early = _ANY_MARK.search(text, at, at + _SHORTEST_GLUED)
    if early and (_known().match(text, at) or enumerator(text, early.start())):
        early = None
    return bool(early) or "。" not in text


def _likely_ends(text: str, at: int) -> list[tuple[float, int]]:
    """How likely (nats) a heading that begins at ``at`` ends after so many characters, the likeliest
    first: that a line ends there and another begins, rather than that the words go on."""
    mark = _ANY_MARK.search(text, at)
    known = _known().match(text, at)
    if known is None and _clause().match(text, at):
        return []
    # A wrap that became a blank says nothing.
    places = [n for n in range(at, min(len(text), at + 2 * _LONGEST_GLUED)) if text[n] != " "]
    words = language.fold("".join(map(text.__getitem__, places[: _LONGEST_GLUED + 4])))
    ends = [n for n, place in enumerate(places) if mark and place == mark.start()]
    limit = min([*ends, len(words), _LONGEST_GLUED])
    gains = language.LARGE
    no_end = _no_end()
    found = []
    if known and known.end() < at + 2 * _LONGEST_GLUED:
        found.append((_KNOWN, len(known[0])))
    elif ends and 2 <= ends[0] <= _LONGEST_GLUED and enumerator(text, places[ends[0]]):
        found.append((_KNOWN, places[ends[0]] - at))  # 二、服务范围｜（一）公共区域
    for size in range(2, limit - 1):
        before, after = words[max(0, size - language.ORDER) : size], words[size : size + 3]
        if words[:size].endswith(no_end):
            continue
        if _NUMBER_WITHIN.match(words, size - 1):
            continue
        parted = gains[before + "｜"] + language.score("｜", after, gains)
        found.append((parted - language.score(before, after, gains), places[size] - at))
    return sorted(found, key=lambda item: item[0] - _unusual(item[1]), reverse=True)


def _unusual(size: int) -> float:
    """How much (nats) is to be said against a heading of so many characters."""
    return _SHORT * max(0, 4 - size) + _LONG * max(0, size - 8)


def known_heading(text: str, at: int) -> int:
    """Where a heading of fixed wording ends that stands in ``text`` at ``at``, if its paragraph goes on right
    behind it; 0 if none does."""
    closed = one_of(data.table("headings")["closed"]["words"])
    match = _known().match(text, at) or re.compile(rf"(?:{closed})(?=[{HAN}])").match(text, at)
    return match.end() if match and match.end() < len(text) else 0


@cache
def _clause() -> re.Pattern[str]:
    """What begins a sentence, not a heading: 为进一步规范值班工作, ……"""
    return re.compile("|".join(data.table("headings")["glued"]["clauses"]))


@cache
def _no_end() -> tuple[str, ...]:
    """What no heading ends in, folded as the models have it (``０`` is any digit)."""
    table = data.table("headings")["glued"]
    return (*table["no_end"], *table["verbs"], "０")


@cache
def _known() -> re.Pattern[str]:
    """The headings that documents have behind their numbers."""
    table = data.table("headings")
    fixed = [word for word in table["fixed"]["words"] if len(word) > 2]
    words = one_of([*fixed, *table["glued"]["words"]])
    on = table["glued"]["goes_on"]
    return re.compile(rf"(?:{words})(?![{on}])|[{HAN}]{{0,4}}目的(?=为[了保加规确])")


def _opening(text: str) -> Iterator[int]:
    """Behind the title that the first section's heading follows without a mark, where the second
    one has a block of its own: 有哪些规章制度｜一、入会规定."""
    found = blocks(text)
    for block in found[:2]:
        if block is not found[0] and _says_title_again(found[0], block):
            continue
        match = _TITLE.match(block.text)
        mark = match and enumerator(block.text, match.end())
        if match and mark and mark.number == 1:
            style = mark.style
            if any((m := enumerator(b.text)) and m.number == 2 and m.style == style for b in found):
                yield block.start + match.end()
                inner = _FIRST_BELOW.match(block.text, match.end() + mark.length)
                if inner:
                    yield block.start + inner.end()


def after_title(text: str, site_words: str) -> Iterator[Edit]:
    """A block boundary behind the title that the text begins with and the site names (….docx,
    …_第1页, 《….pdf》由会员分享): 青溪旧志点校札记｜青溪县（今青溪区）设县于……"""
    found = blocks(text)
    if not found:
        return
    first = found[0].text
    if not site_words:
        return
    names = {match["name"].strip() for match in _NAMED.finditer(site_words)}
    names |= {match["title"].strip() for match in _PAGED.finditer(site_words)}
    fit = [name for name in names if first.startswith(name) and len(first) > len(name)]
    if fit:
        name = max(fit, key=len)
        at = len(name)
        while at < len(first) and first[at] in " \u3000":
            at += 1
        # Not 青溪图书馆｜闭馆公告, of a site that is named after the library.
        whole = is_phrase(first) and not enumerator(first, at)
        if at < len(first) and first[at] not in _NO_TITLE and first[at] not in "的之" and not whole:
            start = found[0].start
            yield Edit(start + len(name), first[len(name) : at], BREAK, CLS, "paragraph")


def title_again(text: str) -> Iterator[Edit]:
    """The title, said again at the beginning of the first section without a mark between:
    社区棋牌室管理制度第一章总则…… below the title; or behind itself, at the top."""
    found = blocks(text)
    if found and (twice := _TWICE.match(found[0].text)):
        end = found[0].start + twice.end()
        yield Edit(end - len(twice["title"]), twice["title"], BREAK, chrome.CLS, "repeated-title")
        return
    if (
        len(found) > 2
        and found[1].text.strip() == found[0].text.strip()
        and is_phrase(found[0].text)
        and not echoes.begins_verse("\n".join(block.text for block in found[2:5]).split("\n"))
    ):
        yield Edit(
            found[0].start, text[found[0].start : found[1].start], "", chrome.CLS, "repeated-title"
        )
        return
    for block in found[1:3]:
        if _says_title_again(found[0], block):
            title = found[0].text.strip()
            at = block.start + block.text.index(title)
            yield Edit(at, title, "", chrome.CLS, "repeated-title")


@cache
def _begins_document() -> re.Pattern[str]:
    return re.compile("|".join(data.table("headings")["documents"]["begins"]))


def _says_title_again(first: Block, block: Block) -> bool:
    title, words = first.text.strip(), block.text.strip()
    if len(title) < _SHORTEST_TITLE or not is_phrase(title) or not words.startswith(title):
        return False
    if len(title) >= _LONG_TITLE and _begins_document().match(words, len(title)):
        return True
    mark = enumerator(words, len(title))
    return mark is not None and mark.number == 1 and len(words) > len(title) + mark.length
