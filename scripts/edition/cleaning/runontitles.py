"""structure (结构): titles that their text follows without a mark.

    节约粮食演讲稿1老师们：……                   that of a piece, which is the text's with a number
    有哪些规章制度一、入会规定                   that of a text, with its first section's heading behind it
    青溪旧志点校札记青溪县设县于……              what the site calls the text

In: a text. Out: places (offsets in code points) where a title begins or ends, and edits around it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from edition import data
from edition.cleaning import chrome, echoes
from edition.cleaning.blocks import BREAK, CLS, Block, blocks, is_phrase
from edition.cleaning.enumerators import Enumerator, enumerator, number
from edition.cleaning.lines import HAN
from edition.cleaning.patterns import one_of, pattern
from edition.cleaning.traces import Traces
from edition.cleaning.unmarked import FIRST_BELOW, known_heading
from edition.edit import Edit

_NUMBER = r"[一二三四五六七八九十\d]{1,2}"
_PIECE = pattern(
    rf"(?:^|(?<=[。！？]))(?P<stem>[{HAN}]{{4,24}}) ?(?:[(（]?(?:第{_NUMBER}篇|篇{_NUMBER})[)）]?)(?=[^\s：:)）])"
)
_TITLE = pattern(rf"[{HAN}“”《》]{{4,30}}?(?=一[、．.]|第[一1]章)")
_FIRST_ARTICLE = pattern(r"第[一1]条")
# What a site calls a text: a file's name, the mark of its pages.
_NAMED = pattern(
    r"(?:^|[《：:])(?P<name>[^《》\n：:]{5,60}?)(?:\.(?:docx?|pdf|pptx?|xlsx?|txt|wps|rtf)\b|_第\s?\d+\s?页|$)",
    re.MULTILINE,
)
_PAGED = pattern(  # may have a colon
    r"^(?P<title>[^《》\n]{5,60}?)(?:\.(?:docx?|pdf|pptx?|xlsx?|txt|wps|rtf))?_第\s?\d+\s?页",
    re.MULTILINE,
)
_BLANKS, _ANY_BLANKS = " \u3000", pattern(r"[ \u3000]+")
# 圆的面积评课稿圆的面积评课稿杜老师讲的……
_TWICE = pattern(rf"(?P<title>[{HAN}“”《》（）()、：:]{{8,45}}?)(?P=title)(?=[{HAN}“《][^\n]{{8}})")
_NO_TITLE = "，。；：！？、,;:!?）》”"  # what stands behind no title
_SHORTEST_TITLE, _SHORTEST_STEM = 4, 5
_LONG_TITLE = 8  # characters of one that the first sentence follows when it is said again


def places(text: str) -> set[int]:
    """Every place where a title begins or ends inside a block."""
    found = (_pieces, _alike, _numbered_titles, _saluted, _opening)
    return {at for find in found for at in find(text)}


def _pieces(text: str) -> Iterator[int]:
    """Before and behind the title of a piece that runs on (……供参考。我的学校演讲稿篇1尊敬的老师),
    where a block of its own, the collection's title, has its words."""
    found = blocks(text)
    names = [block.text.strip() for block in found if is_phrase(block.text)]
    for block in found[1:] if names and names[0] == found[0].text.strip() else ():
        first = re.match(rf"{re.escape(names[0])}{_NUMBER}(?=[一1][、.．])", block.text)
        if first:
            yield block.start + first.end()  # 绩效管理细则1｜一、总则
            mark = enumerator(block.text, first.end())
            known = mark and known_heading(block.text, first.end() + mark.length)
            if known:
                yield block.start + known
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
    (离校倡议书1｜亲爱的毕业生：, 我的渡口演讲稿 篇1｜各位老师！)."""
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
        rf"(?P<title>[{HAN}“”《》（）()]{{2,30}}{kinds} ?(?:\d{{1,2}}|第{_NUMBER}篇|篇 ?{_NUMBER})) ?"
        rf"(?={whom}[{HAN}\d、，, x]{{0,40}}[：:！!])"
    )


def _opening(text: str) -> Iterator[int]:
    """Behind the title that the first section's heading follows without a mark, where the second
    one has a block of its own: 有哪些规章制度｜一、入会规定."""
    found = blocks(text)
    for block in found[:2]:
        if block is not found[0] and _says_title_again(found[0], block):
            continue
        match = _TITLE.match(block.text)
        mark = match and enumerator(block.text, match.end())
        if match is None or mark is None or mark.number != 1:
            continue
        if _has_second(found, mark) or _stands_above_first(found, block, mark):
            yield block.start + match.end()
            inner = FIRST_BELOW.match(block.text, match.end() + mark.length)
            if inner:
                yield block.start + inner.end()


def _has_second(found: Sequence[Block], mark: Enumerator) -> bool:
    marks = (enumerator(block.text) for block in found)
    return any(m is not None and m.number == 2 and m.style == mark.style for m in marks)


def _stands_above_first(found: Sequence[Block], block: Block, mark: Enumerator) -> bool:
    """Is the block no sentence, and does the first point or article below a section's heading follow it
    (渡口安全问答一、登船｜（一）登船之前)?"""
    n = found.index(block) + 1
    if n >= len(found) or not is_phrase(block.text):
        return False
    below = enumerator(found[n].text.strip())
    lower = below is not None and below.number == 1 and below.style != mark.style
    return lower or _FIRST_ARTICLE.match(found[n].text.strip()) is not None


def after_title(text: str, traces: Traces) -> Iterator[Edit]:
    """A block boundary behind the title that the text begins with and the site names (….docx,
    …_第1页, 《….pdf》由会员分享): 青溪旧志点校札记｜青溪县（今青溪区）设县于……"""
    found = blocks(text)
    if not found:
        return
    first = found[0].text
    if not (traces.every or traces.paged):
        return
    names = {match["name"].strip() for match in _NAMED.finditer(traces.every)}
    for words in (traces.every, traces.paged):
        names |= {match["title"].strip() for match in _PAGED.finditer(words)}
    end, name = max(((_end_of(name, first), name) for name in names), default=(0, ""))
    if 0 < end < len(first):
        at = end
        while at < len(first) and first[at] in _BLANKS:
            at += 1
        # Not 青溪图书馆｜闭馆公告, of a site that is named after the library.
        whole = is_phrase(first) and not enumerator(first, at)
        if at < len(first) and first[at] not in _NO_TITLE and first[at] not in "的之" and not whole:
            start = found[0].start
            # No name has them: the line that was too long for it was broken there.
            for gap in _ANY_BLANKS.finditer(first, 0, end) if " " not in name else ():
                yield Edit(start + gap.start(), gap[0], "", CLS, "title")
            yield Edit(start + end, first[end:at], BREAK, CLS, "paragraph")


def _end_of(name: str, text: str) -> int:
    """Where a name ends with which a text begins, blanks apart (点亮信念的灯 照亮前路); 0 if it does not."""
    at = 0
    for char in name:
        if char in _BLANKS:
            continue
        while text[at : at + 1] in (" ", "\u3000"):
            at += 1
        if text[at : at + 1] != char:
            return 0
        at += 1
    return at


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
