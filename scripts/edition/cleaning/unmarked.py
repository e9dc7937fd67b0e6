"""structure (结构): headings that their paragraph follows without a mark.

    一、要求（一）设计要求课程设计要求在……      the paragraph takes up the heading's words
    一、基本情况全馆现有…… 二、主要做法每周二……  where each ends the language model says for all together

In: a text. Out: places (offsets in code points) where a heading begins or ends. (`runontitles` has the
titles that run on so.)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from edition import data
from edition.cleaning import language
from edition.cleaning.blocks import Block, blocks
from edition.cleaning.enumerators import enumerator
from edition.cleaning.lines import HAN
from edition.cleaning.patterns import one_of, pattern
from edition.cleaning.siblings import HIGH, Point, siblings

FIRST_BELOW = pattern(
    rf"[{HAN}、“” ]{{2,30}}?(?:：[{HAN}、]{{2,20}}?)?(?=[（(]一[)）](?![级类项款等])|一、|1 ?[.、．](?!\d))"
)
_TOPIC = pattern(
    rf"(?P<topic>[{HAN}]{{3,12}}) ?(?=(?P<between>(?:(?![和与及或至到者之的])[{HAN}]){{0,2}})(?P=topic))"
)
# 饮食和健康的关系｜饮食和健康之间有着……: of a thing that no number stands before
_OF_TOPIC = pattern(
    rf"^[ \u3000]*(?P<topic>[{HAN}]{{4,10}})的(?:关系|重要性|必要性|意义|作用|特点|特征|概念|定义|含义|原因|影响|现状|价值|好处|危害|分类|种类|方法)"
    rf"(?=(?P=topic)(?!的)[{HAN}]{{2}}[^\n]*。)",
    re.MULTILINE,
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
# 1.1编制目的与意义｜本标准旨在……: the paragraph begins with what the document calls itself
_ITSELF = pattern(
    rf"(?P<topic>[{HAN}、]{{2,14}}?)(?<![了着在和与及把对将为被按照据反行守施合]) ?(?=本[{HAN}]{{2,4}}(?:旨在|适用于|明确了|规定了|依据|根据))"
)
_PURPOSE = "为了?(?:进一步|加强|规范|保[证障]|确保|贯彻|提高|维护)"  # how the first article begins
_STATES = pattern("是指|同意|应当|可以|必须")  # as sentences do: 研究经费是指完成本项研究所需的成本
_SECTION = pattern(
    r"[。！？](?=[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）])"
)
_SHORTEST_BLOCK = 25  # characters of a heading with its paragraph
_SHORTEST_LINE = 150  # characters of a line that may hold several sections
# Nats for the likeliest ends of glued headings: of each, in the mean, and how much less likely an end
# may be that is as far in as those of its siblings. (一、各单位要高度重视汛期…… has -3 to -12.)
_GLUED_LEAST, _GLUED_MEAN, _GLUED_NEAR = -4.2, -2.8, 1.0
_MANY_GLUED, _GLUED_MORE = 4, 0.4  # how many say more together, and nats that they may have less
_KNOWN = 2.0  # the same for the end of a heading that documents have
# Nats that say its words go on: no more in 132 that end a heading, more in 31 of 79 in sentences.
_GOES_ON = 5.0
_SHORTEST_BEHIND = 8  # characters behind it
_SHORT, _LONG = 0.5, 0.15  # for each character that a heading has less than four, more than eight
_NUMBER_WITHIN = pattern("[０-９Ａａ]{2}")
_FEWEST_GLUED = 2
_SHORTEST_GLUED, _LONGEST_GLUED = 7, 18  # characters without a mark; of a heading
_CLAUSES = pattern(r"[，、；,].*[。.]|[。.].*[。.]")  # a paragraph has two clauses at least
_ANY_MARK = pattern(r"[，。；：！？、,;:!?（(“《—…]")


def places(text: str) -> set[int]:
    """Every such place."""
    return {at for find in (_nested, _sections, _by_model, _of_topic) for at in find(text)}


def _of_topic(text: str) -> Iterator[int]:
    """Where the heading of a paragraph ends that begins with what the heading speaks of."""
    yield from (match.end() for match in _OF_TOPIC.finditer(text))


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
    inner = FIRST_BELOW.match(text, at)
    if inner and (below := enumerator(text, inner.end())) and below.kind != kind:
        yield inner.end()
        at = inner.end() + below.length
    for shape in (_TOPIC, _TOPIC_BLANK, _TOPIC_COLON, _TOPIC_BEGUN, _TOPIC_END, _ITSELF):
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
        if all(point.block.text[: point.lead].endswith("？") for point in glued):
            continue  # questions
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
            _CLAUSES.search(block.text, at) or known_heading(block.text, lo)
            for block, lo, at in chosen
        ):
            yield from (block.start + at for block, _, at in chosen)


def _is_known(point: Point) -> bool:
    return known_heading(point.block.text, point.mark.length) > 0


def _has_mark_early(point: Point) -> bool:
    """Has it a mark where a heading would stand, or no full stop at all?"""
    text, at = point.block.text, point.mark.length
    early = _ANY_MARK.search(text, at, at + _SHORTEST_GLUED)
    if early and (known_heading(text, at) or enumerator(text, early.start())):
        early = None
    return bool(early) or "。" not in text


def _likely_ends(text: str, at: int) -> list[tuple[float, int]]:
    """How likely (nats) a heading that begins at ``at`` ends after so many characters, the likeliest
    first: that a line ends there and another begins, rather than that the words go on."""
    mark = _ANY_MARK.search(text, at)
    known = known_heading(text, at)
    if not known and _clause().match(text, at):
        return []
    # A wrap that became a blank says nothing.
    places = [n for n in range(at, min(len(text), at + 2 * _LONGEST_GLUED)) if text[n] != " "]
    words = language.fold("".join(map(text.__getitem__, places[: _LONGEST_GLUED + 4])))
    ends = [n for n, place in enumerate(places) if mark and place == mark.start()]
    limit = min([*ends, len(words), _LONGEST_GLUED])
    gains = language.LARGE
    no_end = _no_end()
    found = []
    if known:
        found.append((_KNOWN, known - at))
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
    behind it; 0 if none does, or if the model says that the words go on (争议的解决方式, not 争议的解决｜方式)."""
    match = _known().match(text, at)
    end = match.end() if match else 0
    if not end or len(text.rstrip()) - end < _SHORTEST_BEHIND:
        return 0
    gains = language.LARGE
    before, after = (
        language.fold(text[end - language.ORDER : end]),
        language.fold(text[end : end + 3]),
    )
    goes_on = language.score(before, after, gains) - language.score("｜", after, gains)
    return end if goes_on <= _GOES_ON else 0


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
    words = one_of([*fixed, *table["closed"]["words"], *table["glued"]["words"]])
    on = table["glued"]["goes_on"]
    return re.compile(
        rf"(?:{words})(?:(?![{on}])|(?={_PURPOSE}))|[{HAN}]{{0,4}}目的(?=为[了保加规确])"
    )
