"""structure (结构): headings that ran together in one line, one below the other, and articles in order.

    评估手册｜第1章评估概述｜1.1评估的基本概念｜评估是通过……
    ……达成以下协议：｜一、产品描述｜1.1 甲方委托乙方……
    ……怎样贯彻这一理念呢？｜一、教学方式的需求｜1、落实新课标的需要。
    第一条 为规范……，制定本规则。｜第二条 公司应当……

An enumerator and, behind a phrase, the first one of a lower kind: nothing but a heading with what stands
below it has both. (A sentence that counts has marks of one kind: 他讲了三点：一、要快；二、要好。)

In: a text in blocks. Out: block boundaries (offsets in code points).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from edition import data
from edition.cleaning import articles, unmarked
from edition.cleaning.blocks import BREAK, CLS, Block, blocks, is_phrase
from edition.cleaning.enumerators import Enumerator, enumerator, number
from edition.cleaning.lines import HAN
from edition.cleaning.patterns import pattern
from edition.cleaning.siblings import decimal
from edition.edit import Edit

_HAN_NUMBER = "[一二三四五六七八九十]{1,3}"
_MARK = pattern(
    rf"(?<=[。！？!?，,、；;：:”）)】》{HAN}A-Za-z ])"
    rf"(?=第[一二三四五六七八九十百\d]{{1,4}}[章节]|{_HAN_NUMBER}、|[（(]{_HAN_NUMBER}[)）]|1 ?[、．.](?!\d)"
    rf"|\d{{1,2}}\.\d{{1,2}}(?:\.\d{{1,2}})?(?![\d.]) ?[{HAN}“])"
)
# Behind what the first heading of a chain may begin, in the midst of a line.
_BEHIND = "。！？!?：:”"
_AMID = ("，", ",", "；", ";", "、")
_BETWEEN = pattern(rf"[ {HAN}A-Za-z\d“”《》（）()、，,·：:—-]{{2,36}}(?<![：:，,、])")
_SHORTEST_TITLE, _LONGEST_TITLE = 6, 45
_SHORTEST = 40  # characters of a line that is looked at
_ARTICLE = pattern(
    r"(?:^|(?<=[。；！？”）)]))[ \u3000]*(?P<article>第(?P<number>[一二三四五六七八九十百零〇]{1,6}|\d{1,3})条)(?=[ \u3000]|[\u3400-\u9fff])"
)
_FEWEST_ARTICLES = 2  # in order, the first of them at the beginning of its block


def chains(text: str) -> Iterator[Edit]:
    """Boundaries before such headings, and behind the last one of a chain if its end can be told."""
    found = blocks(text)
    places: dict[int, str] = {}
    for n, block in enumerate(found):
        if len(block.text) >= _SHORTEST:
            for at, rule in _chain(block, n == 0):
                places.setdefault(block.start + at, rule)
    for at in _articles(found):
        places.setdefault(at, "paragraph")
    for at, rule in sorted(places.items()):
        lo = at
        while text[lo - 1] in " \u3000":
            lo -= 1
        yield Edit(lo, text[lo:at], BREAK, CLS, rule)


def _chain(block: Block, first: bool) -> Iterator[tuple[int, str]]:
    """Where blocks begin inside ``block`` (offsets in it), with the rule; ``first``: its head may be the
    title of the text."""
    text = block.text
    marks = _marks(text)
    ranks = [_rank(mark) for _, mark in marks]
    # What stands behind a comma is a member of a sentence, and so are its like.
    listed = {ranks[n] for n, (at, _) in enumerate(marks) if text[:at].rstrip()[-1:] in _AMID}
    below: set[int] = set()  # marks that stand below the one before
    for n, (at, mark) in enumerate(marks):
        known = unmarked.known_heading(text, at + mark.length)
        lower = n + 1 < len(marks) and ranks[n + 1] > ranks[n] and marks[n + 1][1].number == 1
        lower = lower and bool(_BETWEEN.fullmatch(text, at + mark.length, marks[n + 1][0]))
        lower = lower and listed.isdisjoint(ranks[n : n + 2])
        titled = first and mark.number == 1 and _is_title(text[:at])
        if not (at == 0 or n in below or text[:at].rstrip()[-1:] in _BEHIND or titled):
            continue
        ends = [] if lower else _ends(text, at, mark)
        told = bool(ends) and mark.number == 1 and at > 0 and ranks[n] not in listed
        if told:  # … the end of the next one is told too
            like = next((m for m in range(n + 1, len(marks)) if ranks[m] == ranks[n]), n)
            told = bool(_ends(text, *marks[like]))
        if not (lower or n in below or (known and titled) or told):
            continue
        if at:
            yield at, "paragraph"
        if lower:
            below.add(n + 1)
        elif known and (titled or n in below):
            yield known, "run-in-heading"
        elif ends:
            yield ends[0], "run-in-heading"


def _ends(text: str, at: int, mark: Enumerator) -> list[int]:
    return list(unmarked.heading_ends(text, at + mark.length, mark.kind))


def _marks(text: str) -> list[tuple[int, Enumerator]]:
    first = enumerator(text) or decimal(text)
    inner = [
        (match.start(), mark)
        for match in _MARK.finditer(text)
        if (mark := enumerator(text, match.start()) or decimal(text, match.start()))
    ]
    return [*([(0, first)] if first else []), *inner]


def _rank(mark: Enumerator) -> tuple[int, int]:
    """How low a kind of enumerator is; of 1.1 and 1.1.1 the longer."""
    kinds = [row["kind"] for row in data.table("headings")["enumerator"]]
    return (
        (len(kinds), mark.style.count("."))
        if mark.kind == "decimal"
        else (kinds.index(mark.kind), 0)
    )


def _is_title(words: str) -> bool:
    words = words.strip()
    return _SHORTEST_TITLE <= len(words) <= _LONGEST_TITLE and is_phrase(words)


def _articles(found: Sequence[Block]) -> Iterator[int]:
    """Where articles begin behind the sentence that ends the one before, each with the next number."""
    last, run = 0, 0
    inside: list[int] = []
    for block in found:
        places = [match.start("article") for match in _ARTICLE.finditer(block.text)]
        if places and articles.are_counted(block.text, places):
            continue
        for match in _ARTICLE.finditer(block.text):
            count = number(match["number"])
            within = block.text[: match.start("article")].strip() != ""
            if count != last + 1 and within:
                continue
            run = run + 1 if count == last + 1 else 1
            last = count
            if within:
                inside.append(block.start + match.start("article"))
    if run >= _FEWEST_ARTICLES:
        yield from inside
