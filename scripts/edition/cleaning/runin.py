"""structure (结构): headings that run on into their paragraph, split where the heading ends.

（一）加强作风建设。加强的突破口在于……   →   （一）加强作风建设 | 加强的突破口在于……
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

from edition import data
from edition.cleaning import begunalike, loneheads, options, runontitles, unmarked, wraps
from edition.cleaning.blocks import BREAK, CLS, LONGEST_HEADING, blocks, is_phrase
from edition.cleaning.enumerators import enumerator
from edition.cleaning.lines import CLOSERS, HAN, ends_sentence
from edition.cleaning.patterns import pattern
from edition.cleaning.siblings import Point, led_by_blanks, siblings
from edition.edit import Edit, apart

_LONGEST_UNLIKE = 32  # the same where siblings do not end alike
_FEWEST_LABELLED = 3  # 策略一：…… and 策略二：…… may be what the sentence above counts
_SHORTEST_REST = 40  # characters in the mean below a run-in heading
_LONGEST_DECIMAL = 20  # characters of a lead behind 1.1
_SHORTEST_ANSWER = 8  # … below a question
_SHORTEST_NAMED, _LONGEST_NAME = 15, 12  # … below a lead of this length at most
_CLOSE = 4  # characters between two blocks, an indent among them
_HALF = 8  # characters of half a lead that has two
_DASHED = pattern(r"[^，,。]{4,}(?:——|――|--)[^，,。]{4,}")
_INNER = pattern(r"[，,；;：:]")
_SPOKEN = pattern(
    r"[我你他她它们吗呢吧？！]|了(?!怎么办|之后|以后)|这[个是种些]|那[个是种些]|是不是|(?:的|是)话$|的，"
)
_ARTICLE = pattern(r"第[一二三四五六七八九十百零〇\d]{1,6}条")
_EXPLAINS = pattern("本题|此题")
_TASK = pattern(r"\s*(?:请|谈谈|试|结合|为什么|有哪些|有什么|说明)")  # … is asked behind a question
_ANNOUNCED = pattern(r"[：:](?<!附件.) ?(?=[（(]?[1一][)）.、．])")  # not 附件：1.… | 2.…
# The first of several, in the midst of a paragraph; its heading, up to its full stop.
_ANNOUNCED_FIRST = pattern(
    r"(?:如下|以下|下列|几)[个几一二三四五六七八九十]*[点方条项面]?面?[：:] ?(?=一、)"
)
_CUT_HEADING = pattern(rf"[{HAN}“”《》、]{{4,24}}(?=。)")
_LONG_CUT = 80  # characters of such a paragraph
# What a letter asks for: 介绍书请写两封，一封……
_ASKS = pattern(
    r"乞|(?<![申邀聘提约宴])请(?![示假柬客求款战教愿])[^，]*，|，.*(?<![申邀聘提约宴])请(?![示假柬客求款战教愿])"
)
_VERB_END = pattern(r"[于在将把对从与和但为是向]$")
# What no paragraph begins with, behind words in quotation marks.
_AMID = pattern(r"(?<=[”」』])(?:[的之与和及或]|是[在有把被由从对]|而(?![今且]))")
_ASKS_ON = pattern(r"[^，。！？\n]{0,12}？")
_QUESTION_WORD = pattern("如何|怎样|怎么|为何|为什么|什么")
_WITHIN = pattern(r"[在当][^，。]*[中时里]$")  # 在灵与肉的斗争中, without a sibling like it
# Answers: the points above that have the same numbers ask, or set a task each.
_ENDS_TASK = pattern(r"[？?；;]\s*$")
_QUOTED = pattern(r"[“《][^”》]*[”》]")


def run_in_headings(text: str) -> Iterator[Edit]:
    """Headings that run on into their paragraph, split where the heading ends; the full stop or
    comma that closed it goes, unless it is inside a quotation.

    Judged among siblings: at least two, and two thirds of them must be phrases or begin with a
    short sentence; a single numbered paragraph stays as it is.
    """
    edits, found = [], blocks(text)
    asked = {found[n].end for n in options.questions([block.text for block in found])}
    runs = siblings(text)
    for group, led in map(led_by_blanks, runs):
        if 2 * sum(point.block.end in asked for point in group) >= len(group):
            continue
        if not led and (
            _answer(group, runs)
            or _are_of_article(text, group)
            or _are_points(group)
            or not _alike(group)
            or (_most(_clauses("orders"), _leads(group)) and _is_binding(text))
        ):
            continue
        splits = [_split(point) for point in group if not point.alone]
        fit = len(group) - splits.count(None)
        fewest = _FEWEST_LABELLED if group[0].mark.kind == "label" else 2
        if len(group) == 1 and loneheads.runs_in(found, group[0]):
            fewest = 1
        if len(group) >= fewest and 3 * fit >= 2 * len(group):
            edits += [edit for edit in splits if edit]
    edits += _cut_short(text)
    edits += (
        Edit(lo, text[lo:hi], BREAK, CLS, "paragraph") for lo, hi in loneheads.behind_blanks(found)
    )
    places = unmarked.places(text) | runontitles.places(text) | {*begunalike.places(text)}
    # Where a heading ends without a mark, its first sentence is the paragraph's.
    places = {at for at in places if not _AMID.match(text, at) and not _asks(text, at)}
    edits = [
        edit
        for edit in edits
        if not any(text.rfind(BREAK, 0, edit.start) < at < edit.start for at in places)
    ]
    edits += (Edit(at, "", BREAK, CLS, "run-in-heading") for at in sorted(places))
    edits += _fixed(text)
    edits += (Edit(at, "", BREAK, CLS, "paragraph") for at in _first_points(text))
    yield from apart(edits)


def _asks(text: str, at: int) -> bool:
    """Is what stands before ``at`` the first half of a question (（二）如何“以遍求”｜而观察？)?"""
    start = text.rfind("\n", 0, at) + 1
    return bool(_ASKS_ON.match(text, at) and _QUESTION_WORD.search(text, start, at))


def _cut_short(text: str) -> Iterator[Edit]:
    """The heading of the first section of a text that was cut off in it, which has no sibling: a paragraph at
    the end, 一、切实加强领导。各地要……促; or what announces it in the same paragraph (主要有以下几个方面：一、…)."""
    found = blocks(text)
    last = found[-1] if found else None
    if last is None or ends_sentence(last.text) or len(last.text) < _LONG_CUT:
        return
    announced = _ANNOUNCED_FIRST.search(last.text)
    at = announced.end() if announced else 0
    mark = enumerator(last.text, at)
    if mark is None or mark.number != 1 or mark.kind != "han":
        return
    if any((other := enumerator(block.text)) and other.style == mark.style for block in found[:-1]):
        return
    heading = _CUT_HEADING.match(last.text, at + mark.length)
    if heading is None or _SPOKEN.search(heading[0]) or "二、" in last.text[heading.end() :]:
        return
    if at:
        yield Edit(last.start + at, "", BREAK, CLS, "paragraph")
    yield Edit(last.start + heading.end(), "。", BREAK, CLS, "run-in-heading")


def _fixed(text: str) -> Iterator[Edit]:
    """Headings of fixed wording set off from their paragraph by a blank (引言　过去看戏靠听……)."""
    words = "|".join(data.table("headings")["closed"]["words"])
    for match in re.finditer(rf"^(?:{words})([ \u3000]+)(?=[{HAN}“《][^\n]{{12}})", text, re.M):
        yield Edit(match.start(1), match[1], BREAK, CLS, "run-in-heading")
    # 译文｜夕阳照着……, 注释｜白芦：……: two of these at least, each at the beginning of its line; and
    # 《江村晚渡》译文｜江边的村庄……, 《江村晚渡》赏析｜这首诗……: of one title, two at least.
    parts, of_title = _of_works()
    alone = list(parts.finditer(text))
    if len({match[0] for match in alone}) > 1:
        yield from (Edit(m.end(), "", BREAK, CLS, "run-in-heading") for m in alone)
    found = list(of_title.finditer(text)) if "》" in text else []
    for match in found:
        if sum(other["title"] == match["title"] for other in found) > 1:
            yield Edit(match.end(), "", BREAK, CLS, "run-in-heading")


@cache
def _of_works() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The names of parts of what is said of a work, right before their text; the same behind its title."""
    table = data.table("headings")
    words, on = "|".join(table["of_works"]["words"]), table["of_works"]["goes_on"]
    fixed = "|".join(word for word in table["fixed"]["words"] if len(word) > 1)
    return (
        pattern(rf"^(?:{words})(?![{on}])(?=[{HAN}“①⑴⒈\[《]{{2}}[^\n]{{8}})", re.MULTILINE),
        pattern(
            rf"^《(?P<title>[^《》\n]{{2,20}})》(?:{fixed})(?![{on}])(?=[{HAN}“①《])", re.MULTILINE
        ),
    )


def _first_points(text: str) -> Iterator[int]:
    """The first point of a list that runs on behind its announcement (条件：1.熟悉), where the
    second one has a block of its own."""
    for block, following in itertools.pairwise(blocks(text)):
        second = enumerator(following.text)
        if second is None or second.number != 2:
            continue
        found = [
            (match.end(), first)
            for match in _ANNOUNCED.finditer(block.text)
            if (first := enumerator(block.text, match.end())) is not None
        ]
        if found and found[-1][1].number == 1 and found[-1][1].style == second.style:
            yield block.start + found[-1][0]


def _alike(group: Sequence[Point]) -> bool:
    """Do the short first sentences of siblings read like headings: alike in how they end, or
    short; and none that speaks as a sentence does (我觉得慢了一点。)?"""
    leads = _leads(group)
    rests = [len(p.block.text) - p.lead for p in group if p.runs_in]
    if len(leads) > 1 and all(lead.endswith("？") for lead in leads):
        if 2 * sum(_TASK.match(p.block.text, p.lead) is not None for p in group) >= len(leads):
            return False  # all of it is asked
        answers = [p.block.text[p.lead :] for p in group if p.runs_in]
        return min(rests) >= _SHORTEST_ANSWER and all(map(_answers, answers))
    if any(_SPOKEN.search(_QUOTED.sub("", lead)) for lead in leads):
        return False
    if any(_ASKS.search(lead) for lead in leads):
        return False
    if sum(_WITHIN.search(lead) is not None for lead in leads) == 1:
        return False
    if _most(_clauses("states"), leads):
        return False
    if len(leads) > 1 and all(map(_EXPLAINS.match, leads)):
        return False  # answers of an examination, each of which begins so
    if group[0].mark.kind == "decimal" and all(len(lead) <= _LONGEST_DECIMAL for lead in leads):
        return True  # what 1.1 numbers is a section
    if len(leads) > 1 and all(_DASHED.search(lead) for lead in leads):
        return True  # 听课为评课积累材料——没有记录就没有发言权
    if len(leads) > 1 and min(rests) >= _SHORTEST_NAMED and _parallel(leads):
        return True  # 抓宣传，统一思想。 抓示范，典型引路。
    if rests and sum(rests) < _SHORTEST_REST * len(rests):
        # Points, each of a sentence or two, unless all begin with the name of something.
        whole = sum(point.runs_in or point.alone for point in group) == len(group)
        named = whole and len(group) > 1 and all(map(_is_name, leads))
        return named and min(rests) >= _SHORTEST_NAMED
    endings = Counter(lead[-2:] for lead in leads)
    shared = endings.most_common(1)[0][1] if leads else 0
    return 3 * shared >= 2 * len(leads) or all(len(lead) <= _LONGEST_UNLIKE for lead in leads)


def _answer(group: Sequence[Point], runs: Sequence[Sequence[Point]]) -> bool:
    """Do they answer the points right above them, which have the same numbers?"""
    above = [run for run in runs if run[-1].block.end < group[0].block.start][-1:]
    if not above or group[0].mark.kind != above[0][0].mark.kind or len(above[0]) < 2:
        return False
    last = [point for point in above[0] if point.mark.number <= group[-1].mark.number]
    return 2 * sum(_ENDS_TASK.search(p.block.text) is not None for p in last) >= len(above[0])


def _answers(rest: str) -> bool:
    """Is it an answer, not another question or the end of a point (我是谁？我是否自由？这是第五问；)?"""
    return "？" not in rest and ends_sentence(rest)


def _are_points(group: Sequence[Point]) -> bool:
    """Are these points of a list, of which some have two sentences: no fewer of them stand right above the
    next one, and are phrases, than run in?"""
    bare = sum(
        a.alone and b.block.start - a.block.end <= _CLOSE for a, b in itertools.pairwise(group)
    )
    return bare > 0 and bare >= sum(point.runs_in for point in group)


def _leads(group: Sequence[Point]) -> list[str]:
    return [p.block.text[p.mark.length : p.lead].rstrip("。" + CLOSERS) for p in group if p.runs_in]


def _most(shape: re.Pattern[str], leads: Sequence[str]) -> bool:
    """Has half of them, or more, what is looked for?"""
    return 2 * sum(bool(shape.search(lead)) for lead in leads) >= len(leads) > 0


@cache
def _clauses(what: str) -> re.Pattern[str]:
    """What makes a first sentence a clause: what it "states", or in binding texts "orders"."""
    return re.compile("|".join(data.table("headings")["clauses"][what]))


def _is_binding(text: str) -> bool:
    """Does the title say that the text sets rules (渡口值班制度, 租船合同)?"""
    found = blocks(text)
    kinds = tuple(data.table("headings")["documents"]["binding"])
    return bool(found) and is_phrase(found[0].text) and found[0].text.rstrip().endswith(kinds)


def _are_of_article(text: str, group: Sequence[Point]) -> bool:
    """Are they what an article lists (第三条　采伐应当遵守下列规定：（一）公益林只能……。)?"""
    above = text[: group[0].block.start].rstrip()
    at = above.rfind(BREAK)
    return above.endswith(("：", ":")) and bool(_ARTICLE.match(above[at + 1 :].lstrip()))


def _parallel(leads: Sequence[str]) -> bool:
    """Have all two short halves of the same length?"""
    halves = {tuple(map(len, re.split("[，,]", lead))) for lead in leads}
    sizes = halves.pop()
    return not halves and len(sizes) == 2 and max(sizes) <= _HALF


def _is_name(lead: str) -> bool:
    """Is it short enough to name a section, or somebody's words and nothing else?"""
    quoted = lead[:1] == "“" and lead.count("“") == 1
    return quoted or (len(lead) <= _LONGEST_NAME and not _INNER.search(lead))


def _split(point: Point) -> Edit | None:
    """The edit that parts a heading from its paragraph."""
    text, start = point.block.text, point.block.start
    if point.runs_in:
        end = point.lead
        while end < len(text) and text[end] in " \u3000":
            end += 1
        at = point.lead - (text[point.lead - 1] == "。")
        return Edit(start + at, text[at:end], BREAK, CLS, "run-in-heading")
    length = point.mark.length
    if known := unmarked.known_heading(text, length):
        return Edit(start + known, "", BREAK, CLS, "run-in-heading")
    openers = "|".join(map(re.escape, wraps.openers()))
    match = re.compile(rf"(?<=[{HAN}])(?:{openers})").search(
        text, length + 4, length + LONGEST_HEADING
    )
    lead = text[length : match.start()] if match else ""
    aside = match and ("。" in lead or _VERB_END.search(lead))
    clause = (
        match
        and re.search("[，,；;]", lead)
        and text[match.end() : match.end() + 1] not in ("，", ",")
    )
    if match and not aside and not clause:
        return Edit(start + match.start(), "", BREAK, CLS, "run-in-heading")
    clauses = "|".join(data.table("headings")["clause_openers"]["words"])
    match = re.compile(rf"[，,](?=(?:{clauses}))").search(text, length + 4, length + 25)
    if match and not re.search(r"[，,。]", text[length : match.start()]):
        return Edit(start + match.start(), match[0], BREAK, CLS, "run-in-heading")
    return None
