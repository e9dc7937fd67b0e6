"""The title of a text among the lines of its page, and what stands above it.

    某某网 ＞ 电脑 ＞ 老电脑换固态硬盘全过程      a path that ends in it
    读取中，请稍候                             ┐ short lines above it: nothing of a text stands
    第四版：民生新闻                            ┘ above its title
    老电脑换固态硬盘全过程                       TITLE
    作者：某某　时间：2018-4-9                   the facts on the page right below it

In: the lines of a page (folded, bare) with those that go. A title is known by what stands beside it,
or because the page says it twice.
"""

from __future__ import annotations

import difflib
import itertools
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache

from edition import data
from edition.cleaning import frame, likeness, metadata, names, signs, staying
from edition.cleaning.enumerators import enumerator
from edition.cleaning.lines import HAN, INNER_MARK, SPEAKER, ends_sentence
from edition.cleaning.patterns import pattern

_OFTEN_SAID = 3  # lines of a page in which its title stands
_SHORTEST, _SHORTEST_TOLD = 3, 2  # characters of a title; of one above the facts on the page
_LONGEST, _DEEPEST = 50, 60  # characters of a title; lines above a text
_LONG_BODY, _SHORT_BODY = 90, 12  # characters of a paragraph; of one that ends as a sentence
_SHORTEST_AGAIN = 5  # characters of a title that is known by being said twice
_LONGEST_ABOVE = 40  # characters of a line above a title that goes with the frame
_FEWEST_GONE = 2  # lines of a site without which there is no frame: one may be the date of the text
_LABEL = pattern(r"[\[【][^\]】]{1,8}[\]】]\s?(?=\S{4})")  # 【原创】, [游记]
_CARD = pattern(rf"[{HAN}]{{2,4}}:(?=\S)")  # 等级:版主
_DATED = pattern(r"(?:19|20)\d\d ?[-/.年] ?\d{1,2} ?[-/.月] ?\d{1,2}")
_ISSUE = pattern(r"(?:19|20)\d\d年?第?\d{1,2}期")
_ARTICLE = pattern(r"\([^()]{4,60}\d{6}[^()]{0,20}\)|\[?摘\s*要\]?\s?:?")
_COMMAS = pattern("[,、_|]")
_PAIR = pattern(rf"(?=([{HAN}]{{2}}))")
_FEWEST_AROUND = 3  # lines of a site on a page whose first line may be its name
_FEWEST_SAID, _SHARE_SAID = 3, 0.4  # pairs of a title that the text has, and their share
_LETTERS = pattern(r"(?:字体|字号)(?:大小)?\s?:")  # stands right below a title
_LONGEST_FOREIGN = 20  # characters of a line of which the text says nothing
AUTHOR = rf"[ \u3000]+(?:作者\s?[:：/]?|文\s?[:：/])\s?[{HAN}]{{2,5}}$"  # behind a title
_FILE = pattern(r"(?P<stem>.{2,60}?)\.(?:docx?|pdf|pptx?|txt|rtf|wps)")
_ALIKE = 0.6  # of two titles of which one has a word spun
_ALIKE_BEFORE = 0.75  # … and one runs on into its paragraph
_NTH = r"[第篇之]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[篇章个]?"
_PIECE = pattern(rf"(?:\d{{1,2}}[、.])?{_NTH}")  # 篇1:《青铜葵花》读后感
_OF_PIECES = pattern(
    r".*(?:篇\s?[\d一二三四五六七八九十]{1,3}|第\s?[\d一二三四五六七八九十]{1,3}\s?篇)"
)
_CHUNK_NUMBER = pattern(r"^\d{1,2}[、.]\s?")  # of a previewer, before the title
_BEHIND = pattern(rf"{AUTHOR}|\s?\(第?\d+页?\)$")
_DASHES = pattern(r"[-–—]+")
_COUNTED = pattern(r"\d+\s?篇|[一二三四五六七八九十]篇")
_LONGEST_POSTER, _NEAR = 16, 20  # characters of a name on a forum; lines below its title
_SHORTEST_DEFINED, _LONGEST_DEFINED = 2, 14  # characters of what an encyclopedia tells of
_MEANS = pattern(r"是|为|指|即|在|位于|地处|属|系|又[名称]|[(,]")
_HAN_NAME = pattern(rf"[{HAN}·]{{2,16}}")  # of a poem: it may look like a person's (石桥记)
_VERSE, _FEWEST_VERSES = pattern(rf"[{HAN}]{{3,16}}(?:[ ,][{HAN}]{{2,12}}){{0,2}}[,。;!?]?"), 8
_KICKER = pattern(r".*(?:…|——)$")  # a line that leads up to the title below it


def is_body(line: str) -> bool:
    """Is it a paragraph of a text, not a line about it?"""
    ends = ends_sentence(line) or line[-1:] in "~～"
    return len(line) > _LONG_BODY or (len(line) > _SHORT_BODY and ends)


def hold_text(rows: Iterable[str]) -> bool:
    """Is there a paragraph among the lines, or else verse: lines without marks or signs of a site?"""
    verses = 0
    for row in rows:
        if is_body(row):
            return True
        verses += bool(_VERSE.fullmatch(row)) and not signs.weight(row) and likeness.score(row) < 0
    return verses >= _FEWEST_VERSES


def lost(folded: Sequence[str], gone: Collection[int], chrome: Mapping[int, str]) -> int | None:
    """A line above the text that goes, though nothing else there could be the title: the one
    right above the facts on the page, or the last one that a title may be."""
    body = _body(folded, gone)
    if body is None:
        return None
    defined = [i for i in range(body) if _defines(folded[body], folded[i])]
    if defined and all(i in gone for i in defined):
        return defined[-1]
    file = _file(folded, gone, body)
    if file is not None:
        return file
    if (named := staying.quoted_title(folded[:body], folded, gone)) is not None:
        return named
    asks = len(folded[body]) <= _LONGEST and folded[body][-1] in "?？" and body + 1 in gone
    if asks or any(i not in gone and may_be(folded[i]) for i in range(body)):
        return None
    sure = ("site-line", "repeated-title", "site-name")
    told = Counter(label[0] for line in folded if (label := _CARD.match(line)))
    cards = {  # of members of a forum, before each post: 等级:版主 … 等级:会员
        i for i in range(body) if (label := _CARD.match(folded[i])) and told[label[0]] > 1
    }
    free = [i for i in range(body) if chrome.get(i) not in sure and i not in cards]
    fit = [i for i in free if may_be(folded[i])]
    below = [
        i
        for i in free
        if i + 1 < len(folded)
        and (
            frame.tells_of_page(folded[i + 1])
            or metadata.tells(folded[i + 1].strip("()"))
            or metadata.names_poet(folded[i + 1])
        )
        and (
            may_be(folded[i])
            or (may_be(folded[i], _SHORTEST_TOLD) and not signs.weight(folded[i]))
            or (metadata.names_poet(folded[i + 1]) and _HAN_NAME.fullmatch(folded[i]))
        )
    ]
    said = [i for i in fit if sum(folded[i] in line for line in folded) > _OFTEN_SAID]
    return max(below or said or fit, default=None)


def _file(folded: Sequence[str], gone: Collection[int], body: int) -> int | None:
    """The last line above the text that is the name of a file (工作总结.docx), unless a line that stays is
    much the same: then that is the title."""
    found = [(i, match["stem"]) for i in range(body) if (match := _FILE.fullmatch(folded[i]))]
    if not found or not all(i in gone for i, _ in found):
        return None
    i, stem = found[-1]
    left = (folded[k] for k in range(min(len(folded), body + 2)) if k not in gone)
    stands = any(_resembles(line, stem) for line in left)
    return i if not stands and may_be(stem, _SHORTEST_TOLD) else None


def _resembles(line: str, stem: str) -> bool:
    """Is a line much the same title, or does it begin with it? One piece of a text (工作总结篇1, 篇1:工作总结) does
    not, and a paragraph is none for having its words."""
    before, said, behind = (part.strip(" :") for part in line.partition(stem))
    if (said and _PIECE.fullmatch(before + behind)) or _OF_PIECES.fullmatch(line):
        return False
    line = _CHUNK_NUMBER.sub("", line)
    alike = difflib.SequenceMatcher(None, line[: len(stem)], stem, autojunk=False).ratio()
    if is_body(line) or enumerator(line):
        return line[0] != "《" and alike >= _ALIKE_BEFORE
    return stem in line or alike >= _ALIKE


def _defines(sentence: str, title: str) -> bool:
    """Does the text begin with what its title means (沙棠鱼 above 沙棠鱼是鲤科的……)?"""
    if not _SHORTEST_DEFINED <= len(title) <= _LONGEST_DEFINED or not sentence.startswith(title):
        return False
    return bool(_MEANS.match(sentence, len(title)))


@cache
def forum() -> re.Pattern[str]:
    """A forum's title with a link behind it: [讲话稿] 在……会上的讲话 [复制链接]"""
    links = "|".join(data.table("chrome")["forum"]["links"])
    return pattern(
        r"(?P<label>(?:\[[^\]]{1,8}\]|(?:主题|标题)[:：])?\s?)(?P<title>[^\[\]]{4,50}?)"
        rf"(?P<link>\s*\[(?:{links})\])"
    )


def of_forum(folded: Sequence[str], gone: Collection[int]) -> tuple[int | None, set[int]]:
    """On a forum's page, the line that has the title with a link behind it ([讲话稿] 在……会上的讲话
    [复制链接]), if the title stands nowhere else; and the name of who put it up, right above the
    time when that was."""
    table = data.table("chrome")["forum"]
    alone = {f"[{link}]" for link in table["links"]}
    found = [(i, match["title"]) for i in gone if (match := forum().fullmatch(folded[i]))]
    found += [  # the link on a line of its own
        (i - 1, _LABEL.sub("", folded[i - 1], count=1))
        for i in gone
        if i and folded[i] in alone and i - 1 in gone and may_be(folded[i - 1])
    ]
    if not found:
        return None, set()
    i, title = max(found)
    posters = {
        k - 1
        for k in gone
        if k > i + 1
        and k - 1 not in gone
        and len(folded[k - 1]) <= _LONGEST_POSTER
        and folded[k].startswith(table["posted"])
    }
    stands = any(title in line for k, line in enumerate(folded[: i + _NEAR]) if k not in gone)
    return (None if stands else i), posters


def above(folded: Sequence[str], gone: Collection[int], written: Collection[int]) -> set[int]:
    """The lines above a title that go with the page's frame, an earlier copy of the title among
    them."""
    body = _body(folded, gone)
    if body is None or len(gone) < _FEWEST_GONE:
        return set()
    left = [i for i in range(body) if i not in gone]
    title = next(_known(folded, gone, left), None)
    if title is None:
        title = _spoken_of(folded, gone, left, body)
    if title is None:
        return set()
    text = "".join(line for i, line in enumerate(folded[title:], title) if i not in gone)
    return {
        i
        for i in left
        if i < title
        and (
            _is_title_of(folded[i], folded[title])
            or _dresses(folded[i], folded[title])
            or (i not in written and _is_of_frame(folded[i]))
            or (_is_heap(folded[i]) and not any(pair in text for pair in _pairs(folded[i])))
        )
    }


def _known(folded: Sequence[str], gone: Collection[int], left: Sequence[int]) -> Iterator[int]:
    """Which of the lines that are left is the title: the last copy of one that is said twice, or
    one with a path above it or facts on the page below it."""
    for i in left:
        if _document().fullmatch(folded[i]):
            yield max(k for k in left if folded[k] == folded[i])
    for i in left[:-2]:
        # An author and a school in brackets, or a summary: only below the title of an article.
        if may_be(folded[i]) and _are_names(folded[i + 1]) and _ARTICLE.match(folded[i + 2]):
            yield i
    for k, i in itertools.pairwise(left):
        if _dresses(folded[k], folded[i]) and may_be(folded[i]):
            yield i
    for i in left:
        copies = [k for k in left if _is_title_of(folded[k], folded[i])]
        if len(copies) > 1 and len(folded[i]) >= _SHORTEST_AGAIN and may_be(folded[i]):
            yield copies[-1]
    for i in left:
        path = i > 0 and i - 1 in gone and signs.is_path(folded[i - 1])
        if path and folded[i - 1].endswith(folded[i]) and _stands_above_facts(folded, i + 1, gone):
            continue  # the column, above the title
        if may_be(folded[i]) and (path or any(_says(folded[k], folded[i]) for k in gone if k < i)):
            yield i
    yield from (i for i in left if _stands_above_facts(folded, i, gone))


def _stands_above_facts(folded: Sequence[str], i: int, gone: Collection[int]) -> bool:
    """May line ``i`` be a title, and do facts on the page stand right below it? A journal prints its own
    below the authors and their school."""
    if i >= len(folded) or i in gone or not may_be(folded[i]):
        return False
    below = i + 1 + (i + 1 < len(folded) and folded[i + 1].startswith("—"))  # a subtitle
    return (
        below < len(folded)
        and bool(_tells(folded[below]) or (below in gone and _DATED.search(folded[below])))
        and not (signs.is_path(folded[below]) or metadata.is_journals(folded[below]))
    )


@cache
def _document() -> re.Pattern[str]:
    """What is certainly the title of a document: 关于研究移民安置有关问题的会议纪要"""
    kinds = "|".join(data.table("headings")["documents"]["kinds"])
    return re.compile(
        rf"[{HAN}]{{0,24}}关于[{HAN}“”《》、\d]{{4,40}}的(?:[{HAN}]{{0,4}})(?:{kinds})"
        rf"|在[{HAN}“”《》、\d]{{4,40}}上的(?:[{HAN}]{{0,4}})(?:讲话|发言|致辞|报告|汇报)"
    )


def _is_title_of(line: str, title: str) -> bool:
    """Is it the same, but for blanks between its characters and the name of a book before it
    (病理生理学:第十四章 病例讨论)?"""
    one, other = (
        _DASHES.sub("—", "".join(_BEHIND.sub("", words).split())) for words in (line, title)
    )
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    return long.endswith(f":{short}") and not _PIECE.fullmatch(long.removesuffix(f":{short}"))


def _dresses(line: str, title: str) -> bool:
    """Is it the title with a site's words about it (三升米换一担盐的民间故事, 门面转让合同(标准版))?"""
    short = len(title) < _SHORTEST_AGAIN - 1 or 2 * len(title) < len(line)
    return title in line and line != title and not short and not _COUNTED.search(line)


def _spoken_of(
    folded: Sequence[str], gone: Collection[int], left: Sequence[int], body: int
) -> int | None:
    """Which line below the first is the title, because the text speaks of what it says, and of
    nothing that stands above it (the name of a site, of a section, of a diary)."""
    if len(left) < 2 or len(gone) < _FEWEST_AROUND:
        return None
    text = "".join(line for i, line in enumerate(folded[body:], body) if i not in gone)
    for i in left[1:]:
        line = folded[i]
        pairs = _pairs(line)
        said = sum(pair in text for pair in pairs)
        if not may_be(line) or enumerator(line) or line.startswith("—"):
            return None
        if all(SPEAKER.match(row) for row in folded[i : i + 2]):
            return None  # who is in a play
        if said >= _FEWEST_SAID and said >= _SHARE_SAID * len(pairs):
            foreign = all(
                len(folded[k]) <= _LONGEST_FOREIGN
                and not enumerator(folded[k])
                and not any(pair in text for pair in _pairs(folded[k]))
                and not (k + 1 in gone and _LETTERS.match(folded[k + 1]))
                for k in left
                if k < i
            )
            return i if foreign else None
    return None


def _pairs(line: str) -> set[str]:
    """The pairs of neighbouring characters in it, Han only."""
    return {match[1] for match in _PAIR.finditer(line)}


def _says(gone: str, title: str) -> bool:
    """Does a line that goes say the title: a path, or the title behind its author's name?"""
    if not gone.endswith(title):
        return title in gone and signs.is_path(gone)
    named = len(title) >= _SHORTEST_AGAIN and gone.removesuffix(title)[-1:] in ("：", ":")
    return named or signs.is_path(gone)


def _tells(line: str) -> bool:
    """Does it tell when the page was put up or who wrote the text?"""
    return frame.tells_of_page(line) or metadata.tells(line)


def _is_of_frame(line: str) -> bool:
    if len(line) > _LONGEST_ABOVE or ends_sentence(line):
        return False
    if line[0] in '“「"' and not signs.talks(line):
        return False  # what somebody says
    if INNER_MARK.search(line) and not (signs.talks(line) or likeness.score(line) > 0):
        return False
    named = _are_names(line) and not signs.in_menus(line)  # 时事
    return not (metadata.tells(line) or named or _KICKER.fullmatch(line))


def _is_heap(line: str) -> bool:
    """Words for search engines, one after another (高清视频,在线影院,国产剧集大全)?"""
    return len(line) <= _LONGEST and len(_COMMAS.findall(line)) > 1 and not ends_sentence(line)


def _are_names(line: str) -> bool:
    authors = names.parted(line)
    return bool(authors) and all(map(names.is_name, authors))


def _body(folded: Sequence[str], gone: Collection[int]) -> int | None:
    """Where the text begins, if that is near the top."""
    head = [i for i in range(min(len(folded), _NEAR)) if i not in gone]
    again = {i for i in head for k in head if i != k and folded[i] == folded[k]}
    body = next(
        (
            i
            for i, line in enumerate(folded)
            if i not in gone
            and (is_body(line) or _leads_on(line))
            and not (i in again and len(line) <= _LONGEST)
        ),
        None,
    )
    return body if body is not None and body <= _DEEPEST else None


def _leads_on(line: str) -> bool:
    """Is it a sentence that leads on to verse or to a list, and too long for a label?"""
    return line[-1:] == ":" and len(line) > _LONGEST_FOREIGN and "," in line


def may_be(line: str, shortest: int = _SHORTEST) -> bool:
    """Could it be a title: a phrase, no name of a site, path, menu, fact or author?"""
    if metadata.names_poet(line):
        return False
    line = _LABEL.sub("", line, count=1)
    if (
        not shortest <= len(line) <= _LONGEST
        or "。" in line
        or line[-1] in "。:;,>»"
        or line[0] in "□■◆[(【—"
    ):
        return False
    if _are_names(line) or _ISSUE.search(line):
        return False
    if signs.han(line) < shortest or signs.names_site(line) or frame.tells_of_page(line):
        return False
    menu = signs.is_menu(line) or signs.in_menus(line) or signs.is_control(line)
    return not (menu or signs.is_path(line) or signs.heads_list(line) or signs.talks(line))
