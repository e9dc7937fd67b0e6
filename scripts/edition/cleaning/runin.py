"""structure (结构): headings that run on into their paragraph, split where the heading ends.

（一）加强作风建设。加强的突破口在于……   →   （一）加强作风建设 | 加强的突破口在于……
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from edition import data
from edition.cleaning import language, wraps
from edition.cleaning.blocks import BREAK, CLS, LONGEST_HEADING, Block, blocks, is_phrase
from edition.cleaning.enumerators import Enumerator, enumerator
from edition.cleaning.lines import CLOSERS, HAN
from edition.cleaning.patterns import pattern
from edition.edit import Edit

_LONGEST_LEAD = 45  # a first sentence up to this length may be a run-in heading
_LONGEST_UNLIKE = 32  # the same where siblings do not end alike
_SHORTEST_REST = 40  # characters in the mean below a run-in heading
# Nats for the likeliest ends of glued headings: of each, in the mean, and how much less likely an end
# may be that is as far in as those of its siblings. (一、各单位要高度重视汛期…… has -3 to -12.)
_GLUED_LEAST, _GLUED_MEAN, _GLUED_NEAR = -4.2, -2.8, 1.0
_NO_END = frozenset("了着过的地得是在和与及从把对将向由为被让要应须不也都就还可能会以每各")
_FEWEST_GLUED = 2
_SHORTEST_GLUED, _LONGEST_GLUED = 7, 18  # characters without a mark; of a heading
_CLAUSES = pattern(r"[，、；,].*[。.]|[。.].*[。.]")  # a paragraph has two clauses at least
_ANY_MARK = pattern(r"[，。；：！？、,;:!?（(“《—…]")
_LONGEST_DECIMAL = 20  # characters of a lead behind 1.1
_SHORTEST_ANSWER = 8  # … below a question
_SHORTEST_NAMED, _LONGEST_NAME = 15, 12  # … below a lead of this length at most
_DASHED = pattern(r"[^，,。]{4,}(?:——|――|--)[^，,。]{4,}")
_DECIMAL = pattern(rf"(\d{{1,2}}\.(?:\d{{1,2}}\.)?)(\d{{1,2}})[.、 ]?(?=[{HAN}“])")
_INNER = pattern(r"[，,；;：:]")
_SPOKEN = pattern(
    r"[我你他她它们吗呢吧？！]|了(?!怎么办|之后|以后)|这[个是种些]|那[个是种些]|是不是|(?:的|是)话$|的，"
)
_HIGH = ("part", "chapter", "section", "roman", "han-formal", "han", "han-bracket")
_FIRST_BELOW = pattern(
    rf"[{HAN}、“” ]{{2,30}}?(?:：[{HAN}、]{{2,20}}?)?(?=[（(]一[)）](?![级类项款等])|一、|1 ?[.、．](?!\d))"
)
_TOPIC = pattern(
    rf"(?P<topic>[{HAN}]{{3,12}}) ?(?=(?:(?![和与及或至到者之的])[{HAN}]){{0,2}}(?P=topic))"
)
_TOPIC_BLANK = pattern(rf"(?P<word>[{HAN}]{{2,4}})[{HAN}]{{1,14}} (?=(?P=word)[{HAN}])")
_NUMBER = r"[一二三四五六七八九十\d]{1,2}"
_PIECE = pattern(
    rf"(?:^|(?<=[。！？]))(?P<stem>[{HAN}]{{4,24}}) ?(?:[(（]?(?:第{_NUMBER}篇|篇{_NUMBER})[)）]?)(?=[^\s：:)）])"
)
_TITLE = pattern(rf"[{HAN}“”《》]{{4,30}}?(?=一[、．.])")
_SAYS = r"(?:是|为|作为|主要|包括|指|需|应|要|有|在|具有|能)"
_TOPIC_COLON = pattern(
    rf"(?P<topic>[{HAN}]{{3,12}})：[{HAN}、“”]{{3,20}}?(?=(?P=topic)[{HAN}]{{0,2}}{_SAYS})"
)
_TOPIC_BEGUN = pattern(
    rf"(?P<topic>[{HAN}]{{3,8}})[{HAN}]{{1,12}}?(?<![是为和与及对把将在向从即的以之]) ?(?=(?P=topic)[{HAN}]{{0,6}}{_SAYS})"
)
_SECTION = pattern(
    r"[。！？](?=[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）])"
)
_SHORTEST_TITLE, _SHORTEST_STEM = 4, 5
_SHORTEST_BLOCK = 25  # characters of a heading with its paragraph
_SHORTEST_LINE = 150  # characters of a line that may hold several sections
_ANNOUNCED = pattern(r"[：:] ?(?=[（(]?[1一][)）.、．])")
_VERB_END = pattern(r"[于在将把对从与和但为是向]$")
_QUOTED = pattern(r"[“《][^”》]*[”》]")
_BLANK_LEAD = pattern(rf"[{HAN}“”、]{{2,12}}(?=[ \u3000]{{1,2}}[^\s]{{4}}[^\s]*[。！？”]$)")
_LEAD_MARK = pattern("[“‘（(《”’）)》〞。！？：:]")


@dataclass(frozen=True, slots=True)
class _Point:
    """A block that begins with an enumerator. ``lead`` is the length of its first sentence with
    its mark (0 if it has none, or it is too long to be a heading)."""

    block: Block
    mark: Enumerator
    lead: int

    @property
    def alone(self) -> bool:
        """Is the whole block a phrase, as a heading is?"""
        return is_phrase(self.block.text)

    @property
    def runs_in(self) -> bool:
        return 0 < self.lead < len(self.block.text)


def run_in_headings(text: str) -> Iterator[Edit]:
    """Headings that run on into their paragraph, split where the heading ends; the full stop or
    comma that closed it goes, unless it is inside a quotation.

    Judged among siblings: at least two, and two thirds of them must be phrases or begin with a
    short sentence; a single numbered paragraph stays as it is.
    """
    edits = []
    for group, led in map(_led_by_blanks, _siblings(text)):
        if not led and not _alike(group):
            continue
        splits = [_split(point) for point in group if not point.alone]
        fit = len(group) - splits.count(None)
        if len(group) >= 2 and 3 * fit >= 2 * len(group):
            edits += [edit for edit in splits if edit]
    taken = {edit.start for edit in edits}
    found = (_nested, _sections, _pieces, _numbered_titles, _opening, _glued)
    places = {at for find in found for at in find(text)} - taken
    edits += (Edit(at, "", BREAK, CLS, "run-in-heading") for at in places)
    edits += (Edit(at, "", BREAK, CLS, "paragraph") for at in _first_points(text))
    taken |= places
    edits += (edit for edit in _fixed(text) if edit.start not in taken)
    yield from sorted(edits, key=lambda edit: edit.start)


def _nested(text: str) -> Iterator[int]:
    """Where a heading ends whose next heading, or whose paragraph, follows without a mark:
    一、要求｜（一）设计要求｜课程设计要求在……; the paragraph takes up the heading's words. A single one
    among siblings that are sentences only says a word twice (债务人的债务人已知债务人有……)."""
    for group in _siblings(text):
        if group[0].mark.kind not in _HIGH:
            continue
        ends = [
            list(_ends(point.block.text, point.mark.length, point.mark.kind))
            if len(point.block.text) > _SHORTEST_BLOCK
            else []
            for point in group
        ]
        fit = sum(bool(found) or point.alone for point, found in zip(group, ends, strict=True))
        if 2 * fit >= len(group):
            for point, found in zip(group, ends, strict=True):
                yield from (point.block.start + at for at in found)


def _ends(text: str, at: int, kind: str) -> Iterator[int]:
    """Where the headings end that begin at ``at``, behind an enumerator, in one line."""
    inner = _FIRST_BELOW.match(text, at)
    if inner and (below := enumerator(text, inner.end())) and below.kind != kind:
        yield inner.end()
        at = inner.end() + below.length
    for shape in (_TOPIC, _TOPIC_BLANK, _TOPIC_COLON, _TOPIC_BEGUN):
        topic = shape.match(text, at)
        if topic and "。" in text[topic.end() :]:
            yield topic.end()
            return


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
                ends = list(_ends(block.text, at + mark.length, mark.kind))
                if ends:
                    found.append([at, *ends])
        if sum(len(places) - 1 for places in found) >= 2:
            yield from (block.start + at for places in found for at in places)


def _pieces(text: str) -> Iterator[int]:
    """Before and behind the title of a piece that runs on (……供参考。我的学校演讲稿篇1尊敬的老师),
    where a block of its own, the collection's title, has its words."""
    found = blocks(text)
    names = [block.text.strip() for block in found if is_phrase(block.text)]
    for block in found if names else ():
        for match in _PIECE.finditer(block.text) if "篇" in block.text else ():
            stem = match["stem"].strip()
            if any(stem in name for name in names):
                if match.start():
                    yield block.start + match.start()
                yield block.start + match.end()


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


def _glued(text: str) -> Iterator[int]:
    """Where headings end whose paragraph follows without a mark, in siblings that all do so or stand
    alone (一、基本情况｜全馆现有…… 二、主要做法｜每周二……): by the language model, for all of them together."""
    for group in _siblings(text):
        glued = [point for point in group if not point.alone]
        high = group[0].mark.kind in (*_HIGH, "decimal")
        if not high or len(glued) < _FEWEST_GLUED or any(map(_has_mark_early, glued)):
            continue
        above = text[: group[0].block.start].rstrip()[-1:]
        if above and above in "：:；;，,":
            continue  # the points of a sentence (有下列情形之一者：一、……)
        ends = [_ends_by_model(point.block.text, point.mark.length) for point in glued]
        if not all(ends) or sum(found[0][0] for found in ends) < _GLUED_MEAN * len(ends):
            continue
        if min(found[0][0] for found in ends) < _GLUED_LEAST:
            continue
        chosen: list[tuple[Block, int]] = []
        sizes = sorted(found[0][1] for found in ends)
        usual = sizes[len(sizes) // 2]
        for point, found in zip(glued, ends, strict=True):
            near = [item for item in found if item[0] > found[0][0] - _GLUED_NEAR]
            size = min(near, key=lambda item: (abs(item[1] - usual), -item[0]))[1]
            chosen.append((point.block, point.mark.length + size))
        if all(_CLAUSES.search(block.text, at) for block, at in chosen):
            yield from (block.start + at for block, at in chosen)


def _has_mark_early(point: _Point) -> bool:
    """Has it a mark where a heading would stand, or no full stop at all?"""
    text = point.block.text
    early = _ANY_MARK.search(text, point.mark.length, point.mark.length + _SHORTEST_GLUED)
    return early is not None or "。" not in text


def _ends_by_model(text: str, at: int) -> list[tuple[float, int]]:
    """How likely (nats) a heading that begins at ``at`` ends after so many characters, the likeliest
    first: that a line ends there and another begins, rather than that the words go on."""
    words = language.fold(text[at : at + _LONGEST_GLUED + 4])
    mark = _ANY_MARK.search(text, at)
    limit = min(mark.start() - at if mark else len(words), _LONGEST_GLUED)
    gains = language.LARGE
    found = []
    for size in range(2, limit - 1):
        before, after = words[max(0, size - language.ORDER) : size], words[size : size + 3]
        if words[size - 1] in _NO_END:
            continue
        parted = gains[before + "｜"] + language.score("｜", after, gains)
        found.append((parted - language.score(before, after, gains), size))
    return sorted(found, reverse=True)


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


def title_again(text: str) -> Iterator[Edit]:
    """The title, said again at the beginning of the first section without a mark between:
    社区棋牌室管理制度第一章总则…… below the title."""
    found = blocks(text)
    for block in found[1:3]:
        if _says_title_again(found[0], block):
            title = found[0].text.strip()
            at = block.start + block.text.index(title)
            yield Edit(at, title, "", "chrome", "repeated-title")


def _says_title_again(first: Block, block: Block) -> bool:
    title, words = first.text.strip(), block.text.strip()
    if len(title) < _SHORTEST_TITLE or not is_phrase(title) or not words.startswith(title):
        return False
    mark = enumerator(words, len(title))
    return mark is not None and mark.number == 1 and len(words) > len(title) + mark.length


def _fixed(text: str) -> Iterator[Edit]:
    """Headings of fixed wording set off from their paragraph by a blank (引言　过去看戏靠听……)."""
    words = "|".join(data.table("headings")["closed"]["words"])
    for match in re.finditer(rf"^(?:{words})([ \u3000]+)(?=[{HAN}“《][^\n]{{12}})", text, re.M):
        yield Edit(match.start(1), match[1], BREAK, CLS, "run-in-heading")


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


def _alike(group: Sequence[_Point]) -> bool:
    """Do the short first sentences of siblings read like headings: alike in how they end, or
    short; and none that speaks as a sentence does (我觉得慢了一点。)?"""
    leads = [
        p.block.text[p.mark.length : p.lead].rstrip("。" + CLOSERS) for p in group if p.runs_in
    ]
    rests = [len(p.block.text) - p.lead for p in group if p.runs_in]
    if len(leads) > 1 and all(lead.endswith("？") for lead in leads):
        return min(rests) >= _SHORTEST_ANSWER  # questions and answers
    if any(_SPOKEN.search(_QUOTED.sub("", lead)) for lead in leads):
        return False
    if group[0].mark.kind == "decimal" and all(len(lead) <= _LONGEST_DECIMAL for lead in leads):
        return True  # what 1.1 numbers is a section
    if len(leads) > 1 and all(_DASHED.search(lead) for lead in leads):
        return True  # 听课为评课积累材料——没有记录就没有发言权
    if rests and sum(rests) < _SHORTEST_REST * len(rests):
        # Points, each of a sentence or two, unless all begin with the name of something.
        whole = sum(point.runs_in or point.alone for point in group) == len(group)
        named = whole and len(group) > 1 and all(map(_is_name, leads))
        return named and min(rests) >= _SHORTEST_NAMED
    endings = Counter(lead[-2:] for lead in leads)
    shared = endings.most_common(1)[0][1] if leads else 0
    return 3 * shared >= 2 * len(leads) or all(len(lead) <= _LONGEST_UNLIKE for lead in leads)


def _is_name(lead: str) -> bool:
    """Is it short enough to name a section, or somebody's words and nothing else?"""
    quoted = lead[:1] == "“" and lead.count("“") == 1
    return quoted or (len(lead) <= _LONGEST_NAME and not _INNER.search(lead))


def _siblings(text: str) -> list[list[_Point]]:
    """Blocks with enumerators of one style, in runs: a number that does not go up, or an
    enumerator of a higher kind between, begins a new run."""
    kinds = [*(row["kind"] for row in data.table("headings")["enumerator"]), "decimal"]
    open_runs: dict[str, list[_Point]] = {}
    runs: list[list[_Point]] = []
    for block in blocks(text):
        block = _unindented(block)
        mark = enumerator(block.text) or _decimal(block.text)
        if mark is None:
            continue
        rank = kinds.index(mark.kind)
        open_runs = {
            style: run for style, run in open_runs.items() if kinds.index(run[0].mark.kind) <= rank
        }
        run = open_runs.get(mark.style)
        if run is None or run[-1].mark.number >= mark.number:
            run = open_runs[mark.style] = []
            runs.append(run)
        run.append(_Point(block, mark, _lead(block.text, mark.length)))
    return runs


def _decimal(text: str) -> Enumerator | None:
    """A number such as 1.1 or 2.1.3, which belongs with those that have the same before the last."""
    match = _DECIMAL.match(text)
    return match and Enumerator("decimal", int(match[2]), match.end(), "decimal" + match[1])


def _led_by_blanks(run: list[_Point]) -> tuple[list[_Point], bool]:
    """The same points, led by these words, where most have a few words before the only blank in them
    (（一）夜间值守 泵房内不得离人。); and whether they are so led."""
    found = [(point, _BLANK_LEAD.match(point.block.text, point.mark.length)) for point in run]
    led = sum(match is not None for _, match in found)
    if led < 2 or 3 * led < 2 * len(run):
        return run, False
    return [_Point(p.block, p.mark, match.end()) if match else p for p, match in found], True


def _unindented(block: Block) -> Block:
    text = block.text.lstrip(" \t\u3000")
    return Block(block.end - len(text), block.end, text)


def _lead(text: str, at: int) -> int:
    """The length of the first sentence, its mark and closing quotation marks included; 0 if it
    ends later than a heading would."""
    depth = 0
    for match in _LEAD_MARK.finditer(text, at, _LONGEST_LEAD + at):
        char = match[0]
        depth += (char in "“‘（(《") - (char in "”’）)》〞")
        if char in "。！？":
            end = match.end()
            if depth > 0 and end < len(text) and text[end] in CLOSERS:
                return end + 1
            if depth <= 0:
                return end
        if char == "：" or (char == ":" and depth <= 0):
            return 0  # an announcement, not a heading
    return 0


def _split(point: _Point) -> Edit | None:
    """The edit that parts a heading from its paragraph."""
    text, start = point.block.text, point.block.start
    if point.runs_in:
        end = point.lead
        while end < len(text) and text[end] in " \u3000":
            end += 1
        at = point.lead - (text[point.lead - 1] == "。")
        return Edit(start + at, text[at:end], BREAK, CLS, "run-in-heading")
    length = point.mark.length
    for word in data.table("headings")["closed"]["words"]:
        if text.startswith(word, length) and len(text) > length + len(word):
            at = length + len(word)
            return Edit(start + at, "", BREAK, CLS, "run-in-heading")
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
