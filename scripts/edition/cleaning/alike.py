"""structure (结构): headings that show by being alike, whatever their words are.

    【案情】 … 【分歧】 … 【评析】        in the same brackets
    切口一：磨损 … 切口二：声音            counted with a word of their own
    七月三日 晴 … 七月九日 大雨            the days of a diary, the years of a chronicle
    A. 看琴颈 … B. 听泛音                  in the order of letters
    会不会很疼？ … 多久可以再来？            questions, each with its answer below
    水 … 火 … 器                             one character each
    上篇 松烟 … 下篇 油烟                  the halves of a text
    关于印发《某某办法》的通知 … 某某办法    the document that a notice encloses

In: blocks that see Simplified text. Out: places among them.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence, Set
from functools import cache

from edition import data
from edition.cleaning.blocks import Block, is_phrase
from edition.cleaning.enumerators import number
from edition.cleaning.lines import HAN, ends_sentence, is_bullet
from edition.cleaning.patterns import pattern

_FEWEST, _FEWEST_CHARACTERS = 2, 3
_CHARACTER = pattern(rf"[ \u3000]*[{HAN}][ \u3000]*")
_SHORTEST_BODY = 12  # characters of the paragraph below
_BRACKETED = pattern(rf"【[{HAN}、：]{{2,12}}】|〖[{HAN}、：]{{2,12}}〗|〔[{HAN}、：]{{2,12}}〕")
_COUNTED = pattern(
    rf"(?P<stem>(?!第)[{HAN}]{{1,4}}|[A-Za-z]{{2,8}})\s?(?P<number>\d{{1,2}}|[一二三四五六七八九十]{{1,3}})"
    r"(?:[：:、.．\s][^。！？；]{1,30})"
)
# What is counted and is no heading: captions, notes, examples, questions, dates, speakers.
_NO_STEM = pattern(
    r"[附如见]?[图表注例题式]|附件|附录|附表|练习|选项|答案|参考|版本|.*[年月日周点第]"
)
_YEAR = pattern(r"(?:1\d|20)\d\d ?年?")
_LETTER = pattern(rf"[A-J][.、．] ?[{HAN}“][^。！？；，]{{1,20}}")
_QUESTION = pattern(rf"(?![我你他她它咱这那哪谁啊喂嗯])[{HAN}A-Za-z\d]{{4,18}}？")
_SHORTEST_ANSWER = 20  # characters of the paragraph below a question
_LONGEST_ANSWER = 5  # blocks from one question to the next
_SPEECH = frozenset('“"「『‘—')
_HALF = pattern(rf"(?P<which>[上中下])[篇编部卷](?:[ \u3000：:][{HAN}、“”]{{1,20}})?")
_ENCLOSES = pattern(r"印发|颁发|下发|发布|公布|转发|批转|施行")
_NAMED = pattern(r"《([^《》]{4,40})》")
_TITLE_ROWS = 3  # blocks at the top among which the title of a notice is


@cache
def _day() -> re.Pattern[str]:
    """A day of a diary, with its day of the week and its weather."""
    weather = "|".join(data.table("headings")["weather"]["words"])
    return pattern(
        r"(?:(?:\d{4}|[一二三四五六七八九〇零○]{4}) ?年)? ?(?:\d{1,2}|[一二三四五六七八九十正腊冬闰]{1,3}) ?月 ?"
        r"(?:\d{1,2}|[初廿一二三四五六七八九十]{1,3}) ?[日号]?(?:[ \u3000，,]*(?:星期|周|礼拜)[一二三四五六日天])?"
        rf"(?:[ \u3000，,]*[（(]?(?:{weather})[)）]?){{0,2}}"
    )


def headings(found: Sequence[Block], known: Set[int]) -> list[int]:
    """The blocks that are headings for being alike; ``known``: those that are otherwise."""
    ways = (_bracketed, _counted, _dated, _lettered, _asked, _of_one_character)
    return sorted({n for way in ways for n in way(found, known)})


def _bracketed(found: Sequence[Block], known: Set[int]) -> list[int]:
    places = [
        n
        for n, block in enumerate(found)
        if n not in known and _BRACKETED.fullmatch(block.text.strip()) and _has_body(found, n)
    ]
    return places if len(places) >= _FEWEST else []


def _of_one_character(found: Sequence[Block], known: Set[int]) -> list[int]:
    """Blocks of one character, no two alike (甲 and 乙 take turns in a play), each with a paragraph below."""
    places = [
        n
        for n, block in enumerate(found)
        if n and n not in known and _CHARACTER.fullmatch(block.text)
    ]
    apart = len({found[n].text for n in places}) == len(places) >= _FEWEST_CHARACTERS
    return places if apart and all(_has_body(found, n) for n in places) else []


def _counted(found: Sequence[Block], known: Set[int]) -> list[int]:
    """Blocks with one word and a number, from 1 on, each with a paragraph below it."""
    groups: dict[str, list[tuple[int, int]]] = {}
    for n, block in enumerate(found):
        text = block.text.strip()
        match = _COUNTED.fullmatch(text) if len(text) <= 40 and n not in known else None
        if match and not _NO_STEM.fullmatch(match["stem"]) and is_phrase(text):
            groups.setdefault(match["stem"], []).append((n, number(match["number"])))
    chosen: list[int] = []
    for group in groups.values():
        in_order = [count for _, count in group] == [*range(1, len(group) + 1)]
        if len(group) >= _FEWEST and in_order and all(_has_body(found, n) for n, _ in group):
            chosen += [n for n, _ in group]
    return chosen


def _dated(found: Sequence[Block], known: Set[int]) -> list[int]:
    """The days of a diary, each with what was written on it below."""
    days = _all_with(_day(), found, known)
    years = _all_with(_YEAR, found, known)
    counts = [number(found[n].text) for n in years]
    rise = all(a < b for a, b in itertools.pairwise(counts))
    return [*days, *(years if rise else [])]


def _lettered(found: Sequence[Block], known: Set[int]) -> list[int]:
    """Phrases with A, B, C, … before them; the choices of a test have no paragraphs."""
    places = _all_with(_LETTER, found, known)
    letters = "".join(found[n].text.strip()[0] for n in places)
    return places if "ABCDEFGHIJ".startswith(letters) else []


def _asked(found: Sequence[Block], known: Set[int]) -> list[int]:
    """Short questions that parcel out a text, as lists of questions and answers are set; not what
    somebody says or asks himself."""
    places = _all_with(_QUESTION, found, known, _SHORTEST_ANSWER)
    if not places or any(block.text.lstrip()[:1] in _SPEECH for block in found):
        return []
    ends = [*places[1:], len(found)]
    return (
        places if all(b - a <= _LONGEST_ANSWER for a, b in zip(places, ends, strict=True)) else []
    )


def _all_with(
    shape: re.Pattern[str], found: Sequence[Block], known: Set[int], body: int = 0
) -> list[int]:
    """The blocks of a shape, if there are two and each has a paragraph below it."""
    places = [
        n
        for n, block in enumerate(found)
        if n not in known and len(block.text) <= 40 and shape.fullmatch(block.text.strip())
    ]
    bodied = all(_has_body(found, n) and len(found[n + 1].text) >= body for n in places)
    return places if len(places) >= _FEWEST and bodied else []


def halves(found: Sequence[Block]) -> list[int]:
    """上篇 …, 中篇 …, 下篇 …: the first and the last at least, each once."""
    places = {
        match["which"]: n
        for n, block in enumerate(found)
        if len(block.text) <= 30 and (match := _HALF.fullmatch(block.text.strip()))
    }
    whole = {"上", "下"} <= places.keys() and [*places] in (["上", "下"], ["上", "中", "下"])
    return sorted(places.values()) if whole and found[-1].text not in places else []


def _has_body(found: Sequence[Block], n: int) -> bool:
    """Does a paragraph, or a list, stand below?"""
    if n + 1 >= len(found):
        return False
    below = found[n + 1].text.strip()
    prose = len(below) >= _SHORTEST_BODY and (ends_sentence(below) or below[-1] in "：:")
    return prose or is_bullet(below)


def enclosed(found: Sequence[Block]) -> list[int]:
    """The titles of documents that a notice encloses: its own title names them, and they stand
    again alone, with a text of their own below."""
    head = "".join(block.text for block in found[:_TITLE_ROWS] if is_phrase(block.text))
    names = {_plain(name) for name in _NAMED.findall(head)} if _ENCLOSES.search(head) else set()
    if not names:
        return []
    return [
        n
        for n, block in enumerate(found[:-1])
        if n >= _TITLE_ROWS - 1 and _plain(block.text) in names
    ]


def _plain(text: str) -> str:
    return re.sub(r"[\s《》]", "", text)
