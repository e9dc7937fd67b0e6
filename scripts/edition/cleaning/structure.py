"""structure (结构): what is a title, a piece of several, a heading, and of which level.

Steps, each with its own input: `paragraphs`, what a person `ruled`, `runin`, and `headings`. They
read Simplified text (tables have one form); `script.seen_simplified` lets them see a Traditional
one so. The notation is that of `blocks`; headings are found by what numbers them (`numbered`), by
where they stand (`unnumbered`) or by many small signs together (`rubrics`).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from functools import cache

from edition import data
from edition.cleaning import alike, cells, contents, numbered, rubrics, signatures, unnumbered
from edition.cleaning.blocks import BREAK, CLS, LONGEST_HEADING, Block, blocks, is_phrase, plain
from edition.cleaning.enumerators import enumerator, number
from edition.cleaning.lines import ends_sentence
from edition.cleaning.patterns import pattern
from edition.cleaning.traces import Traces, letters
from edition.edit import Edit
from edition.rulings import Break

__all__ = ["BREAK", "CLS", "Block", "blocks", "headings", "plain", "ruled"]

_SHORTEST_BODY = 20  # characters of a paragraph that shows there is a text below a title
_LONG_BODY = 60  # characters of one that need not end as a sentence does: its author stands there
_LONGEST_TITLE = 45
_UNFINISHED = pattern(r"[，,].*[的和与]$")  # 到2007年，建立起较为完善的: not 潮汐是怎样产生的
_LONGEST_TITLED = 70  # … of one that has the facts on the page below it
_LONGEST_DOCUMENT = 60  # characters of a title above those whom a document is for
_LONGEST_STOPPED = 25
_SHORTEST_ASKED = 9  # characters of a title that asks; 你知道吗？ begins a text
_ADDRESSED = pattern(
    r".{0,5}：|[“‘「『（(—…]|[你您我他她它咱]|[这那][是个么样些时]|此时|于是|但是|可是|所以|因此|然而|而且|不过|后来|大家|同学|朋友|各位|亲爱|啊|哎|喂|嗨"
)
_TITLE_NOUN = pattern(
    r"(?:集锦|大全|精选|汇编|汇总|范文|心得体会|总结|报告|思考|研究|探讨|初探|方案)。$"
)
_THOUGHT = pattern(
    r"[这那他她它我].*[，,].*[呢吗吧][？?]"
)  # 这可怎么好，他该怎么说呢？ is of a tale
_ASKED = pattern(r"[？！](?=[^”’」』）])")
# “我们不怕水！”——记渡口抢险队. Not “你来了？”——她问
_CALLED = pattern(
    r"(?P<words>[“「『][^“”「」『』]{2,24})[！？。](?P<on>[”」』]——(?![你我他她它咱])[^，。！？：；,]{3,24})"
    r"(?<![问说道喊叫答笑哭嚷着了])"
)
_LOWEST, _LETTER = 4, pattern(r"\w")
_EQUATION = pattern(r"=.*[/×÷+（(]")  # 单价=总额/面积
_PIECE = pattern(
    r"(?P<stem>[^-*:：=/|#][^:：=/|]{3,39}?)(?<![\d#＃-])(?:\d{1,2}|[(（]?[一二三四五六七八九十]{1,2}[)）]?|[(（]\d{1,2}[)）])"
)
_PIECE_FRONT = pattern(
    r"(?P<stem>第|篇|范文)[一二三四五六七八九十\d]{1,3}(?![一二三四五六七八九十百零〇\d]*[条款项])篇?[:：\s]?.{0,40}"
)
# The title of one of several pieces, which says so itself.
_NTH = pattern(
    r"(?=.{4,40}$)[^#\\].+?(?:第\s?[一二三四五六七八九十\d]{1,3}\s?篇|篇\s?[一二三四五六七八九十\d]{1,3})"
    r"(?:[)）]|[：:]\s?[^。！？]{2,30})?"
)
_CHAPTER = pattern(
    r"第\s?[一二三四五六七八九十百\d]{1,4}\s?(?P<unit>[章回课讲幕折话卷节]|部(?!分))"
)
_LONE_KINDS, _MOST_SECTIONS = ("han", "arabic"), 9  # 十七、渡口夜话; sections of a document
_OF_WORK = pattern(r"《[^《》]{2,20}》")
_ARTICLE = pattern(r"第\s?[一二三四五六七八九十百\d]{1,4}\s?条")
_REFERENCES = pattern(r"参\s?考\s?文\s?献[:：]?")
_BARE_NUMBER = pattern(r"其?[（(]?[一二三四五六七八九十]{1,3}[)）]?[、.．]?|\d{1,2}")
_LONGEST_NUMBER = 8
_FEWEST_ARTICLES = 3
_HAN_NUMBER = pattern(r"其?[一二三四五六七八九十]{1,3}")
_FEWEST_DIGITS = 3  # sections whose number is in digits, as those of pages are
_FIELD = pattern(r"[^\s：:，,。]{1,5}[：:]\s?\S.*")
_SAID = pattern(
    r"[“「『][^”」』]*(?:[”」』]|——|……)|[\"“「『][^\"”」』]*[\"”」』][^，,。]{0,10}[问说道喊叫答笑哭嚷][.。]?"
    r"|[^：:，,]{1,10}[问说道喊叫答][：:][\"“「『〝].*[\"”」』〞]"
)  # a title is not what somebody says, whole
_SPOKEN = pattern(r"[“\"「『][^”\"」』]*[，。！？,!?…][”\"」』].*[，,]")  # “……！”她说，“……”
_BRACKETED = pattern(
    r"[\[【](?=[\u3400-\u9fff])[^\]】\n]{1,8}[\]】]\s?(?=[^\s(（].{3})"
)  # [游记]荷塘两日
# A sentence of a page with ASCII marks; one in a Western language.
_ASCII_STOP = pattern(r"[,，].*[\u3400-\u9fff]\.$|[：:].*[a-z]{2}\.$")
_INTRODUCTION = pattern(r"\d{1,2}[.．、\s]?")
_SECTION = pattern(r"(\d{1,2}(?:\.\d{1,2}){0,2})[ \u3000]?[\u3400-\u9fff]")
_NTH_ALONE = pattern(r"第\s?[一二三四五六七八九十\d]{1,3}\s?篇")


@cache
def _model() -> re.Pattern[str]:
    """The title of one of several models: a kind of document with a number behind it."""
    nouns = "|".join(data.table("headings")["models"]["words"])
    return re.compile(
        rf"(?=.{{5,40}}$)[^#\\，。].*(?:{nouns})(?:\d{{1,2}}|[(（]?[一二三四五六七八九十]{{1,2}}[)）]?)"
    )


def ruled(text: str, breaks: Sequence[Break]) -> Iterator[Edit]:
    """Block boundaries that a person set: before the words of each ruling, whatever the order of
    the rulings; two at one place are one."""
    found: dict[int, Edit] = {}
    for ruling in breaks:
        at = text.find(ruling.before)
        if at > 0 and not text.endswith(BREAK, 0, at):
            lo = at
            while text[lo - 1] in " \u3000\n":
                lo -= 1
            found.setdefault(lo, Edit(lo, text[lo:at], BREAK, CLS, "person", ruling.reason))
    yield from (found[lo] for lo in sorted(found))


def headings(text: str, traces: Traces | None = None) -> Iterator[Edit]:
    """``#``s before the title, the pieces and the headings; a full stop that closed a heading on
    a line of its own goes."""
    found = blocks(text)
    levels: dict[int, int] = {}
    linked, listed = _known(found, traces) if traces else (set(), set())
    title = (_is_title(found) or _is_titled(found, traces)) and 0 not in linked | listed
    if title:
        levels[0] = 1
    elif 0 not in listed and _heads_own_points(found):
        levels |= {0: 2, 1: 3} if is_phrase(found[1].text) else {0: 2}
    pieces = _pieces(found, 1 if title else 0)
    levels |= dict.fromkeys(pieces, 2)
    short = [n for n, block in enumerate(found) if len(block.text) <= LONGEST_HEADING]
    levels |= {n: 2 for n in short if _is_nth(found, n)}
    parts = (*_bare_numbers(found), *alike.enclosed(found), *alike.halves(found), *linked)
    levels |= dict.fromkeys(parts, 2)
    for n in short:
        block = found[n]
        if _REFERENCES.fullmatch(block.text.strip()) and n + 1 < len(found):
            levels[n] = 2
    levels |= dict.fromkeys(contents.heads(found, listed), 2)
    levels |= _section_levels(found, pieces, levels, listed)
    closed = [n for n in unnumbered.closed_by_colon(found, 1 if title else 0) if n not in levels]
    levels |= {n: _level_at(n, levels) for n in closed}
    last = len(found) - 1  # a name below which nothing stands: 星期一夜, below a letter
    if last > 0 and last not in linked and not enumerator(found[last].text.strip()):
        levels.pop(last, None)
    for n in signatures.lines(found, levels) - linked:
        del levels[n]
    for n, level in sorted(levels.items()):
        block = found[n]
        if not _LETTER.search(block.text):
            continue  # a mark alone
        if _salutation().fullmatch(block.text.strip()):
            continue
        lead = len(block.text) - len(block.text.lstrip(" \t　"))
        yield Edit(block.start, block.text[:lead], "#" * level + " ", CLS, "heading")
        if not block.text.rstrip().endswith(("。", "：", ":")):
            continue
        colon = r"[：:]\s*$" if n in closed else r"(?<=[文献])[：:]\s*$"
        closing = re.search(r"。\s*$", block.text) or re.search(colon, block.text)
        if closing and (level > 1 or closing[0][0] == "。"):
            at = block.start + closing.start()
            yield Edit(at, closing[0], "", CLS, "heading")


def _known(found: Sequence[Block], traces: Traces) -> tuple[set[int], set[int]]:
    """The blocks that had a link to edit their section, and those of a table of contents that had the
    number of a page."""
    if not (traces.heads or traces.entries):
        return set(), set()
    known = [letters(block.text) if len(block.text) <= _LONG_BODY else "" for block in found]
    return (
        {n for n, line in enumerate(known) if line in traces.heads},
        {n for n, line in enumerate(known) if line in traces.entries},
    )


@cache
def _salutation() -> re.Pattern[str]:
    """Whom a speech addresses, on a line of its own (尊敬的各位领导：), which is no heading."""
    whom = "|".join(data.table("headings")["salutation"]["whom"])
    return pattern(rf".{{0,8}}(?:{whom})们?[：:]?[！!]?(?<=们|：|:|！|!)")


def _level_at(n: int, levels: Mapping[int, int]) -> int:
    """The level of a heading without number or sibling: below the heading above it, or the first."""
    above = [level for m, level in sorted(levels.items()) if m < n and level > 1]
    return min(_LOWEST, above[-1] + 1) if above else 2


def _section_levels(
    found: Sequence[Block], pieces: Sequence[int], known: dict[int, int], listed: Set[int]
) -> dict[int, int]:
    """Levels of the headings below the title and the pieces: enumerated ones by the order in
    which their kinds nest, others by what stands above them."""
    listed = listed | contents.entries(found) | cells.cells([block.text.strip() for block in found])
    parts = sorted({*pieces, *(n for n, level in known.items() if level == 2)} - {0})
    spans = list(itertools.pairwise([0, *parts, len(found)]))
    first = 1 if 0 in known else 0
    taken = known.keys() | listed

    def nest(lower: Set[int] = frozenset()) -> list[dict[int, int]]:
        return [numbered.nesting(found, lo, hi, taken, lower) for lo, hi in spans]

    nests = nest()
    maybe = numbered.phrases(found, taken | {n for nest in nests for n in nest})
    if maybe:
        nests = nest({*unnumbered.headings(found, first, _all(known, nests), maybe)})
    others = unnumbered.headings(found, first, _all(known, nests))
    others = [n for n in others if n not in listed]
    others += alike.headings(found, _all(known, nests) | {*others} | listed)
    weighed = rubrics.headings(found, _all(known, nests) | {*others})
    others = sorted({*others, *({*weighed} - listed - {0})})
    levels: dict[int, int] = {}
    for (lo, hi), nested in zip(spans, nests, strict=True):
        top = 3 if known.get(lo) == 2 else 2
        levels |= _levels(found, nested, [n for n in others if lo <= n < hi], top)
    return levels


def _all(known: dict[int, int], nests: Sequence[dict[int, int]]) -> set[int]:
    return {*known, *(n for nest in nests for n in nest)}


def _levels(
    found: Sequence[Block], nest: dict[int, int], others: Sequence[int], top: int
) -> dict[int, int]:
    """Levels in one piece. A heading without enumerator stands below the enumerated one above
    it; above all of them if their numbers begin anew below it. One that stands right above
    another begins a section of which the other is a part."""
    anew = set(numbered.beginnings(found, nest))
    plain = [n for n in others if not unnumbered.has_number(found[n].text)]
    above = [n for n in plain if any(lo > n and not _between(n, lo, nest, others) for lo in anew)]
    own = [n for n in plain if not unnumbered.is_fixed(found[n].text)]
    over = bool(anew) and (
        _stands_over(plain, above, nest, anew)
        or (len(above) >= 2 and len(anew) >= 2)
        or (len(own) >= 2 and len(above) == len(anew) and _low(found, anew))
        or (len(above) == len(anew) and all(_heads(found, n, anew) for n in above))
    )
    upper = {n for n in plain if n + 1 in others}
    if len(upper) < 2 and not any(unnumbered.is_fixed(found[n + 1].text) for n in upper):
        upper = set()
    sections = [n for n in others if unnumbered.has_number(found[n].text)]
    shallow = min((unnumbered.depth(found[n].text) for n in sections), default=0)
    levels = {n: min(_LOWEST, top + depth + over) for n, depth in nest.items()}
    last = section = top - 1
    for n in sorted({*nest, *others}):
        depth = unnumbered.depth(found[n].text)
        if n in nest:
            last = section = levels[n]
        elif n in sections:
            levels[n] = last = min(_LOWEST, section + 1 + depth - shallow)
        elif over or unnumbered.is_closing(found[n].text):
            levels[n] = top
            last = section = top - 1
        elif n in upper:
            levels[n] = min(_LOWEST, section + 1)
            last = levels[n]
        else:
            levels[n] = min(_LOWEST, last + 1)
    return levels


def _low(
    found: Sequence[Block],
    places: Iterable[int],
    kinds: Collection[str] = ("han-bracket", "arabic", "arabic-bracket", "circle"),
) -> bool:
    """Are these enumerators of kinds that seldom number the highest sections?"""
    marks = [enumerator(found[n].text.strip()) for n in places]
    return all(mark is not None and mark.kind in kinds for mark in marks)


def _heads(found: Sequence[Block], n: int, anew: set[int]) -> bool:
    """Is an unnumbered heading that of the section in which numbers of a low kind begin?"""
    below = min(lo for lo in anew if lo > n)
    bracketed = ("han-bracket", "arabic-bracket", "circle")
    return _low(found, [below], bracketed) and not unnumbered.is_fixed(found[n].text)


def _stands_over(
    plain: Sequence[int], above: Sequence[int], nest: dict[int, int], anew: set[int]
) -> bool:
    """Do unnumbered headings stand before the numbered ones, right above their first, and behind
    their last (活动目标 … 活动过程 | 一、… 二、… 活动延伸)?"""
    return (
        len(plain) > len(above) + 1
        and len(above) == len(anew)
        and all(n + 1 in anew for n in above)
        and plain[0] < min(anew)
        and plain[-1] > max(nest)
    )


def _between(lo: int, hi: int, nest: dict[int, int], others: Sequence[int]) -> bool:
    """Does another heading stand between these two?"""
    return any(lo < n < hi for n in nest) or any(lo < n < hi for n in others)


def _is_nth(found: Sequence[Block], n: int) -> bool:
    text = found[n].text.strip()
    if _NTH.fullmatch(text) or (_NTH_ALONE.fullmatch(text) and n + 1 < len(found)):
        return True
    if not _model().fullmatch(text) or n + 1 >= len(found) or enumerator(text):
        return False
    below = found[n + 1].text.strip()
    if enumerator(below) and is_phrase(below) and n + 2 < len(found):
        below = found[n + 2].text  # the paragraph below its first section's heading
    return len(below) >= _SHORTEST_BODY and is_phrase(text)


def _is_title(found: Sequence[Block]) -> bool:
    """Is the first block the title: short, no sentence, no enumerator, with a text below it?"""
    if len(found) < 2:
        return False
    first = _BRACKETED.sub("", found[0].text.strip().replace("\n", ""), count=1)
    if _heads_own_points(found):
        return False
    addressed = _is_addressed(first, found[1].text.strip())
    return (
        2 <= len(first) <= (_LONGEST_DOCUMENT if addressed else _LONGEST_TITLE)
        and is_phrase(_unstopped(first))
        and (enumerator(first) is None or _is_lone_chapter(found))
        and not _ARTICLE.fullmatch(first)
        and not unnumbered.is_fixed(_INTRODUCTION.sub("", first, count=1))
        and not unnumbered.is_inner(first)
        and not first.startswith(("致：", "致:"))
        and not _UNFINISHED.search(first)
        and not _SAID.fullmatch(first)
        and not _ASCII_STOP.search(first)
        and not _SPOKEN.match(first)
        and first.count("“") <= first.count("”")
        and not unnumbered.announces_speech(first)
        and not _is_nth(found, 0)
        and 0 not in _pieces(found, 0)
        and not _names_part(found)
        and not _begins_form(first, found[1].text.strip())
        and not _EQUATION.search(first)
        and "\n" not in first
        and first[0] not in "\\#[【(（-*+>|"
        and (
            1 in _bare_numbers(found)
            or unnumbered.is_fixed(found[1].text.strip())
            or contents.is_head(found[1].text.strip())
            or addressed
            or any(
                (
                    len(block.text) >= min(_SHORTEST_BODY, 2 * len(first))
                    and ends_sentence(block.text)
                )
                or (len(block.text) >= _LONG_BODY and "。" in block.text)
                for block in found[1:]
            )
        )
    )


def _is_titled(found: Sequence[Block], traces: Traces | None) -> bool:
    """Had the first block, which is no sentence that ends and no paragraph, the facts on the page below it?"""
    if traces is None or len(found) < 2:
        return False
    first = found[0].text.strip()
    return (
        2 <= len(first) <= _LONGEST_TITLED
        and first[-1] not in "。，：；、,:;"
        and "\n" not in first
        and first[0] not in "\\#-*+>|"
        and letters(first) in traces.titled
    )


def _heads_own_points(found: Sequence[Block]) -> bool:
    """Is the first block a section (2.4 术语), with the first of its own right below (2.4.1)?"""
    if len(found) < 2 or not is_phrase(found[0].text):
        return False
    section = _SECTION.match(found[0].text.strip())
    first = f"{section[1]}.1" if section else ""
    if not first or not any(block.text.strip().startswith(first) for block in found[1:]):
        return False
    return any(ends_sentence(block.text) for block in found[1:])  # no table of contents


def _is_addressed(first: str, second: str) -> bool:
    """Is it a kind of document, above those whom it is for (……的通知 | 各市州、县市区人民政府：)?"""
    kinds = tuple(data.table("headings")["documents"]["kinds"])
    return first.endswith(kinds) and second.endswith(("：", ":")) and is_phrase(second[:-1])


def _begins_form(first: str, second: str) -> bool:
    """Two fields of a form, one below the other? A title (对话修表匠：……) may stand above a speaker."""
    if not (_FIELD.fullmatch(first) and _FIELD.fullmatch(second)):
        return False
    labels = [re.split("[：:]", words)[0] for words in (first, second)]
    return not ends_sentence(second) or labels[0] == labels[1] or len(labels[0]) == 1


def _names_part(found: Sequence[Block]) -> bool:
    """Is the first block a part of what is said of a work (《江村晚渡》译文), with another below it?"""
    match = _OF_WORK.match(found[0].text)
    if match is None or not unnumbered.is_fixed(found[0].text[match.end() :].strip()):
        return False
    return any(
        block.text.startswith(match[0]) and unnumbered.is_fixed(block.text[match.end() :].strip())
        for block in found[1:]
    )


def _is_lone_chapter(found: Sequence[Block]) -> bool:
    """Is the text one chapter of a book, whose title is its own (第31章 报告的写法)?"""
    first = enumerator(found[0].text.strip())
    if first is not None and first.number > _MOST_SECTIONS and first.kind in _LONE_KINDS:
        marks = (enumerator(block.text.strip()) for block in found[1:])
        return all(mark is None or mark.style != first.style for mark in marks)
    chapters = [_CHAPTER.match(block.text.strip()) for block in found]
    units = [chapter and chapter["unit"] for chapter in chapters]
    return units[0] is not None and units.count(units[0]) == 1 and not _has_articles(found)


def _has_articles(found: Sequence[Block]) -> bool:
    """Has the text articles? Without a blank behind them (第二条结论是…) there must be many."""
    matches = [m for block in found if (m := _ARTICLE.match(block.text.strip()))]
    apart = any(m.string[m.end() : m.end() + 1].strip() == "" for m in matches)
    return apart or len(matches) >= _FEWEST_ARTICLES


def _unstopped(text: str) -> str:
    """A title without its inner question (论文怎么写？写法与规范) or call, without the mark behind one that
    asks or calls and is nobody's words, and without the full stop that some sites put there: a
    short phrase, no clause."""
    text = _ASKED.sub("", text)
    if called := _CALLED.fullmatch(text):
        text = called["words"] + called["on"]
    if text[-1:] == "！" and re.search("[，,]", text):
        return text + "。"  # somebody calls out
    asked = text[-1:] in "？！" and len(text) >= _SHORTEST_ASKED and not _THOUGHT.fullmatch(text)
    if asked and not _ADDRESSED.match(text):
        return text[:-1]
    if (
        text.endswith("。")
        and len(text) <= _LONGEST_STOPPED
        and not re.search(r"[，；：,;:]", text)
    ):
        return text[:-1] if _TITLE_NOUN.search(text) else text
    return text


def _pieces(found: Sequence[Block], first: int) -> list[int]:
    """The titles of several pieces in one witness: standing alone, alike but for a number; and of one, if
    it is the witness's own title with a number."""
    stems: dict[str, list[int]] = {}
    for n, block in enumerate(found[first:], first):
        if len(block.text) > LONGEST_HEADING:
            continue
        text = block.text.strip()
        match = _PIECE_FRONT.fullmatch(text) or _PIECE.fullmatch(text)
        if match and is_phrase(text) and not enumerator(text) and text[0] != "\\":
            stems.setdefault(match["stem"], []).append(n)
    groups = [
        group
        for group in stems.values()
        if (len(group) >= 2 or (first and _has_stem(found[0], found[group[0]])))
        and all(_has_body(found, n, group) for n in group)
    ]
    return sorted(n for group in groups for n in group)


def _has_stem(title: Block, piece: Block) -> bool:
    match = _PIECE.fullmatch(piece.text.strip())
    return match is not None and match["stem"] == title.text.strip().lstrip("# ")


def _bare_numbers(found: Sequence[Block]) -> list[int]:
    """The sections of an essay that have a number and no name: 一, 二, … from the first on, each
    with a paragraph below it."""
    places = [
        n
        for n, block in enumerate(found)
        if len(block.text) <= _LONGEST_NUMBER and _BARE_NUMBER.fullmatch(block.text.strip())
    ]
    if len(places) < 2 or [number(found[n].text) for n in places] != [*range(1, len(places) + 1)]:
        return []
    bodies = [found[n + 1].text for n in places if n + 1 < len(found) and n + 1 not in places]
    digits = any(char.isdigit() for n in places for char in found[n].text)
    if len(bodies) < len(places) or (digits and len(places) < _FEWEST_DIGITS):
        return []
    # Verse has no full stops; digits might be those of pages.
    verse = all(_HAN_NUMBER.fullmatch(found[n].text.strip()) for n in places)
    return places if verse or all(map(ends_sentence, bodies)) else []


def _has_body(found: Sequence[Block], n: int, group: Sequence[int]) -> bool:
    return n + 1 < len(found) and n + 1 not in group
