"""structure (结构): headings without an enumerator, that stand alone between paragraphs.

What tells them from signatures, captions, verse and lists is where they stand: below the end of
a sentence or below another heading, above a paragraph, in a text that is mostly paragraphs.
Which words they may have is in data/headings.toml.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence, Set
from functools import cache

from edition import data
from edition.cleaning import attached
from edition.cleaning.blocks import Block, is_phrase
from edition.cleaning.enumerators import enumerator, no_unit
from edition.cleaning.lines import HAN, ends_sentence, is_bullet
from edition.cleaning.patterns import pattern

_LONGEST = 26  # characters
_SHORTEST_PROSE = 20
_LONGEST_NAME = 3
_LONGEST_NAMED = 36  # characters of a heading that names its part (引言：为什么要……)
_LONGEST_INNER = 6  # characters of a heading that ends in 概览
_OVERVIEW = ("概述", "概览")
_LONG_BODY = 40  # characters of a paragraph that need not end as one
_ANNOUNCEMENT = 8  # characters of a line that ends in a colon, above a list
_FEWEST_LABELLED = 3
_LONGEST_ALONE = 18  # characters of a heading without another of its kind in the text
_SHAPE = pattern(
    rf"(?=.*[{HAN}].*[{HAN}])(?:(?:\d{{1,2}}(?:\.\d{{1,2}}){{0,2}}|§ ?\d{{1,2}}(?:[-.]\d{{1,2}})?)[ \u3000]+)?[{HAN}“《A-Za-z\d]"
    rf"(?:[{HAN}\w“”‘’《》（）()·\-—+%/：:]|(?<=[{HAN}]{{2}})\.(?=[{HAN}]{{2}}))*(?: (?=[A-Za-z\d(（])[{HAN}\w“”‘’《》（）()·\-—+%/]*)*"
)
_NO_HEADING = pattern(
    r"第[一二三四五六七八九十百零〇\d]+条(?:之[一二三四五六七八九十]+)?$|\d+[)）]|[图表]\s?\d|[附注]\s?\d?$|附件|附表|来源[:：]|\d{4}\s?[年/.-]|\d{1,2}月\d{1,2}日"
    r"|.*(?:\d[日元页岁号]|(?:(?<!目)的|[了吗呢吧着啊呀嘛么在和与或是有]) ?|[电摄译著]|[\d:：/—…]|[一二三四五六七八九十〇零○]+[年月日])$"
    r"|.*[:：].*[:：]|[^：:]{0,4}[：:]|《[^》]*》$"
)
_LABEL = pattern(r"[^：:《]{1,4}[：:] ?(?=[^：:]{4})")
_NUMERALS = tuple("0123456789§")  # with which the number of a section in a paper begins
_AT_MARK = pattern(r"(?<=[“”‘’《》（）：])[ \t]+|[ \t]+(?=[“”‘’《》（）：])")
_ASKS_FIRST = pattern(rf"(?!.*[我你您他她它咱吗呢吧啊])[{HAN}]{{4,12}}[？?][{HAN}]{{4,12}}")
_FIRST_DECIMAL = pattern(r"(\d{1,2}(?:\.\d{1,2})?)\.1(?!\d)")
_SAYS = pattern(r"(?:[都常人们他她我你曾才]说|说道|问道|心想|想道|写道|答道)$")
_SPREAD = pattern(rf"(?<![{HAN}])([{HAN}])[ \u3000]+([{HAN}])$")  # 1 总 则
_MARKED_UP = pattern(r"\\?#{1,6} ")  # a heading in Markdown
_LABELLED = pattern(rf"(?P<label>[{HAN}]{{2,4}})[：:] ?(?P<rest>[{HAN}\w、“”]{{4,20}})")
_APPENDED = pattern(rf"附录[一二三四五六七八九十A-Z\d]?[ \u3000：:]+(?P<name>[{HAN}].{{1,20}})$")
_ATTACHED = pattern(r"附[件录表]?\s?[\d一二三四五六七八九十]{0,2}[:：]?")


@cache
def _words() -> dict[str, frozenset[str]]:
    table = data.table("headings")
    return {
        name: frozenset(table[name]["words"])
        for name in ("fixed", "closing", "closed", "inner", "surnames", "office", "formulas")
    }


def bare(text: str) -> str:
    """The words of a heading, for tables: without blanks and the mark behind them."""
    return re.sub(r"\s", "", text).rstrip("：:。")


def is_fixed(text: str) -> bool:
    """Is it a heading by its wording alone (结语, 作者简介, 引言：为什么要读史)?"""
    if len(text) > _LONGEST_NAMED:
        return False
    words, name = _words(), bare(text)
    if name in words["fixed"] or name in words["closing"]:
        return True
    named = _APPENDED.match(text.strip())
    if named and may_be(named["name"]):
        return True
    part, colon, rest = name.replace(":", "：").partition("：")
    rest = rest.replace("？", "")
    return bool(colon) and part in words["closed"] and len(rest) >= 4 and is_phrase(rest)


def is_inner(text: str) -> bool:
    """… one that no text has for its title (定义, 行程概览)?"""
    name = bare(text)
    return name in _words()["inner"] or (len(name) <= _LONGEST_INNER and name.endswith(_OVERVIEW))


def is_closing(text: str) -> bool:
    """… one that stands beside the first-level sections, not below the last of them?"""
    return bare(text) in _words()["closing"]


def depth(text: str) -> int:
    """How deep a heading with the decimal numbers of papers stands: 0 for 2, 1 for 2.1."""
    match = _decimal().match(text.strip())
    return match[0].replace("-", ".").count(".") if match else 0


def has_number(text: str) -> bool:
    """Does it begin with such a number (2 or 2.1)?"""
    return _decimal().match(text.strip()) is not None


def is_decimal(text: str, below: str = "") -> bool:
    """Is it a heading by such numbers: 2.1 什么是复利？ Or 2 复利, with 2.1 right below it?"""
    text = text.strip()
    match = _decimal().match(text)
    if not match or not is_phrase(_unasked(text)):
        return False
    return match[0][0] == "§" or "." in match[0] or below.strip().startswith(f"{match[0]}.1")


def _unasked(text: str) -> str:
    """A heading with decimal numbers may ask; and one may ask at first (食物也分寒热？古籍早有记载)."""
    if _ASKS_FIRST.fullmatch(text):
        return re.sub("[？?]", "", text)
    return text.rstrip("？?") if depth(text) else text


def headings(
    found: Sequence[Block], first: int, known: Set[int], maybe: Set[int] = frozenset()
) -> list[int]:
    """Which of found[first:] are headings without enumerator; ``known``: the blocks that are
    headings otherwise, ``maybe``: those that are if headings stand below them."""
    numbered = {
        n
        for n, block in enumerate(found)
        if block.text.lstrip()[:1] in _NUMERALS and is_decimal(block.text, _below(found, n))
    }
    maybe |= numbered
    prose = sum(_is_prose(block.text) or is_bullet(block.text.lstrip()) for block in found)
    brief = [
        n
        for n in range(first, len(found))
        if n not in known
        and (len(found[n].text) <= _LONGEST or n in numbered)
        and is_phrase(text := _unasked(found[n].text.strip()))
        and not enumerator(text)
        and not is_bullet(text)
    ]
    fixed = {
        n
        for n in range(first, len(found))
        if n not in known and len(found[n].text) <= 2 * _LONGEST and is_fixed(found[n].text.strip())
    }
    likely = [
        n for n in brief if n in fixed or may_be(_unlabelled(_unasked(found[n].text.strip())))
    ]
    maybe |= _sections(found, likely, fixed)
    chosen: list[int] = []
    for n in sorted({*likely, *fixed}):
        if (n in fixed or may_be(_unasked(found[n].text.strip()))) and _stands(
            found, n, known, maybe, chosen, fixed=n in fixed
        ):
            chosen.append(n)
    decimals = _decimals(found, [n for n in brief if n in numbered], known)
    chosen = sorted({*chosen, *decimals})
    if len(set(chosen) - fixed) >= 2:
        chosen = sorted({*chosen, *_beside(found, brief, known, chosen)})
    short = len(set(brief) - fixed - set(decimals))
    over = _above_others(found, likely, known, maybe, chosen)
    labelled = _labelled(found, first, known)
    short -= len(over) + sum(len(found[n].text) <= _LONGEST for n in labelled)
    if short > prose:
        return [n for n in chosen if is_fixed(found[n].text)]
    if first and chosen == [first] and not _speaks_for_itself(found[first].text.strip()):
        chosen = []  # below a title: as likely its author or a second title
    if len(chosen) == 1 and chosen[0] not in fixed and len(found[chosen[0]].text) > _LONGEST_ALONE:
        chosen = []
    return sorted({*chosen, *over, *labelled})


def _below(found: Sequence[Block], n: int) -> str:
    return found[n + 1].text if n + 1 < len(found) else ""


def _decimals(found: Sequence[Block], places: Sequence[int], known: Set[int]) -> list[int]:
    """Headings with decimal numbers, whatever stands below them (a table): two at least, each
    behind the end of a section or of a higher heading; and 1.1 alone, with a paragraph below it, right
    below a heading or behind 1., which is one too."""
    if len(places) == 1:
        first = _FIRST_DECIMAL.match(found[places[0]].text.strip())
        if first and _is_body(found, places[0] + 1):
            higher = re.compile(rf"{first[1]}[.．、] ?[^\d\s]")
            over = [n for n in range(places[0]) if higher.match(found[n].text.strip())][-1:]
            if over and is_phrase(found[over[0]].text.strip()):
                return [*over, *places]
            return [*places] if places[0] - 1 in known else []
    apart = all(
        b - a > 1 or depth(found[a].text) < depth(found[b].text)
        for a, b in itertools.pairwise(places)
    )
    above = {*known, *places}
    ends = all(n == 0 or n - 1 in above or _is_end(found[n - 1].text) for n in places)
    enough = len(places) >= 2 and places[-1] + 1 < len(found)
    return list(places) if enough and apart and ends else []


def _beside(
    found: Sequence[Block], brief: Sequence[int], known: Set[int], chosen: Sequence[int]
) -> Iterator[int]:
    """In a text that has such headings, also those with a comma inside, and the first one behind
    an announcement (……有以下特点：)."""
    above = {*known, *chosen}
    for n in brief:
        if not n or n in above or n + 1 >= len(found):
            continue
        end = found[n - 1].text.rstrip()
        if not (_is_end(end) or end[-1] in "：:" or n - 1 in above):
            continue
        if may_be(re.sub("[，、]", "", found[n].text.strip())) and _is_body(found, n + 1):
            yield n


def _above_others(
    found: Sequence[Block],
    likely: Sequence[int],
    known: Set[int],
    maybe: Set[int],
    chosen: Sequence[int],
) -> list[int]:
    """Headings of sections that begin with another heading: two at least of them, or one above an
    introduction; behind the end of a paragraph or at the beginning of the text."""
    lower = {*known, *chosen}
    over = [
        n
        for n in likely
        if n not in lower
        and n + 1 in lower
        and (n == 0 or _is_end(found[n - 1].text) or (n in maybe and n - 1 in {*known, *maybe}))
    ]
    return over if len(over) >= 2 or any(is_fixed(found[n + 1].text) for n in over) else []


def _sections(found: Sequence[Block], likely: Sequence[int], fixed: Set[int]) -> set[int]:
    """Of these the ones below which another stands, with a body: two at least, or one above an
    introduction."""
    over = {
        n
        for n in likely
        if (n + 1 in likely or n + 1 in fixed)
        and n + 2 < len(found)
        and _is_body(found, n + 2)
        and (n == 0 or _is_end(found[n - 1].text))
    }
    return over if len(over) >= 2 or any(n + 1 in fixed for n in over) else set()


def _unlabelled(text: str) -> str:
    """What stands behind a label (武汉：长江之滨的明珠): the words that tell of a heading."""
    return _LABEL.sub("", text, count=1)


def _is_end(text: str) -> bool:
    """Does a section end with such a block?"""
    return ends_sentence(text) or is_bullet(text.strip())


def _labelled(found: Sequence[Block], first: int, known: Set[int]) -> list[int]:
    """Headings that begin with a label of their own (早上：登山 … 中午：野餐 …), each with a
    paragraph below it; a label that comes again is a speaker's or a form's."""
    labels: list[str] = []
    run: list[int] = []
    for n in range(first, len(found) - 1):
        match = _LABELLED.fullmatch(found[n].text.strip())
        if match and n not in known and _is_prose(found[n + 1].text):
            labels.append(match["label"])
            run.append(n)
    beside = sum(b - a > 1 for a, b in itertools.pairwise(run))
    enough = len(run) >= _FEWEST_LABELLED and beside >= _FEWEST_LABELLED - 1
    return run if enough and len(set(labels)) == len(labels) else []


def closed_by_colon(found: Sequence[Block], first: int) -> list[int]:
    """Headings on a line of their own that a colon closes (病情分析：), with prose right below, and the
    end of a section above or the beginning of the text."""
    return [
        n
        for n in range(first, len(found) - 1)
        if is_closed(text := found[n].text.strip())
        and not attached.counts(text)
        and _is_prose(found[n + 1].text)
        and not enumerator(found[n + 1].text)
        and found[n + 1].text.lstrip()[:1] not in "“‘「"
        and (n <= first or _is_end(found[n - 1].text) or _MARKED_UP.match(found[n - 1].text))
    ]


def is_closed(line: str) -> bool:
    """Is it what a heading ends in, with the colon that closes one (病情分析：)?"""
    return line.endswith((":", "：")) and _closed().fullmatch(line) is not None


@cache
def _closed() -> re.Pattern[str]:
    endings = "|".join(data.table("headings")["colon"]["endings"])
    return re.compile(rf"[{HAN}]{{0,6}}(?:{endings})[：:]")


@cache
def _decimal() -> re.Pattern[str]:
    """A number with a blank behind it, or one with a point (2.1) right before a word that is no unit."""
    return pattern(
        rf"(?:\d{{1,2}}(?:\.\d{{1,2}}){{0,2}}|§ ?\d{{1,2}}(?:[-.]\d{{1,2}})?)(?=[ \u3000]+[{HAN}A-Za-z“])"
        rf"|\d{{1,2}}(?:\.\d{{1,2}}){{1,2}}(?=[{HAN}]){no_unit()}"
    )


def _speaks_for_itself(text: str) -> bool:
    return is_fixed(text) or text.endswith(tuple(_words()["office"]))


def _is_prose(text: str) -> bool:
    return len(text) >= _SHORTEST_PROSE and ends_sentence(text)


def is_formula(text: str) -> bool:
    """Is it what a letter or a notice ends with (此致)?"""
    return bare(text) in _words()["formulas"]


def announces_speech(text: str) -> bool:
    """Does it end with who says something (很多人都说)?"""
    return _SAYS.search(text) is not None


def may_be(text: str) -> bool:
    """Could these words be a heading: no name, date, caption or part of a sentence?"""
    text = _SPREAD.sub(r"\1\2", _AT_MARK.sub("", text))
    if not _SHAPE.fullmatch(text) or _NO_HEADING.match(text) or is_formula(text):
        return False
    if announces_speech(text):
        return False
    surnames = _words()["surnames"]
    name = (len(text) <= _LONGEST_NAME and text[0] in surnames) or (
        len(text) == _LONGEST_NAME + 1 and text[:2] in surnames
    )
    return not name


def _stands(
    found: Sequence[Block],
    n: int,
    known: Set[int],
    maybe: Set[int],
    chosen: Sequence[int],
    fixed: bool,
) -> bool:
    """Does it stand where a heading stands?"""
    if n + 1 >= len(found) or (n + 1 in known and not fixed):
        return False
    if n and not (n - 1 in known or n - 1 in maybe or (chosen and chosen[-1] == n - 1)):
        above = found[n - 1].text.strip()
        if not (
            ends_sentence(above) or (fixed and len(above) > _SHORTEST_PROSE) or is_bullet(above)
        ) and not _ATTACHED.fullmatch(above):
            return False
    return fixed or _is_body(found, n + 1)


def _is_body(found: Sequence[Block], n: int) -> bool:
    """Is it what stands below a heading: a paragraph, a list, or the announcement of one?"""
    text = _below(found, n - 1).strip()
    if not text:
        return False
    if _is_prose(text) or is_bullet(text) or (len(text) >= _LONG_BODY and "。" in text):
        return True
    if text[-1] not in "：:" or len(text) < _ANNOUNCEMENT or n + 1 >= len(found):
        return False
    below = found[n + 1].text.strip()
    return is_bullet(below) or enumerator(below) is not None or _is_prose(below)
