"""structure (结构): lines of prose that break off without a mark, in a text too short or too mixed to show a
width.

    ……第八期《居荷》副刊的编纂工作已经进入了尾声。这一期的《居荷》收到了来自北      goes on
    美中文学习者的大量投稿，……

What the breaks part tells, each for itself and all together, and that the lines are as long as each
other: wraps make them so, chance hardly ever does.

In: the lines of a text that are not blank. Out: indices of those that go on in the next one.
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Sequence, Set
from functools import cache

from edition import data
from edition.cleaning import signatures
from edition.cleaning.blocks import is_phrase
from edition.cleaning.breaks import are_blanks, parts
from edition.cleaning.enumerators import enumerator
from edition.cleaning.indents import cells, indent
from edition.cleaning.lines import ALONE, HAN, SPEAKER, Line, ends_sentence, is_bullet, is_turned
from edition.cleaning.patterns import one_of, pattern

_SHORTEST = 24  # characters of a line of prose
_LONG = 50  # … of one that needs no mark to be known for prose: no heading has as many
_OPEN = pattern(rf"[{HAN}][，、,]?\s*$")
_INNER = pattern(r"[，。；,;].")  # a mark of prose, not at the end: a title may have a colon
_EXCLAIMS = pattern("[^。！？!?]{1,8}[！？!?].")  # 我呀！嘿嘿: another speaks
_COMMA = pattern(r"[，,]\s*$")
_ON = pattern(rf"[{HAN}“‘《〈（(A-Za-z\dα-ωΑ-Ω]")
# What `parts` says (nats) for a wrap and against the end of a paragraph without its mark: neither at _EVEN,
# and so much more for each nat; 1,730 random places in the sound readings of tests/unseen/ beside 861
# ends of paragraphs there that were robbed of their mark.
_EVEN, _SLOPE, _MOST, _LEAST = 3.7, 0.85, 5.0, -3.5
_AT_COMMA = 2.5  # nats that a comma says besides: verses are shorter
_ANY_LENGTH = 60.0  # cells over which the lengths of lines spread that are no wraps
_SURE = 4.0  # nats for all lines of a text together; one at least must have _TELLING
_TELLING = 1.5
_FEWEST_DEEP = 2  # paragraphs that are set in
_FEWEST_ENDED = 3  # paragraphs that end with a mark: with fewer nothing is known of the others
_FEWEST_ITEMS = 3
_HAN_END, _ON_HAN = pattern(rf"[{HAN}]$"), pattern(rf"[{HAN}“‘《]")
_NO_PIECE = pattern(
    r"[#：:]|^第.{1,4}[章回节卷篇天]|(?<!条)(?:  |\u3000)|^\d{4}年.{2,10}(?:施行|实施|公布|发布|通过|修订|修正)$"
)  # a label, a numbered title, when a law took effect
_LONE = pattern(rf"[^{HAN}][{HAN}]$")  # behind a formula one character tells the model nothing
_ENTRY = pattern(  # of a chronicle, of a list
    rf"(?:公元)?前?\d{{1,4}}年[：:]|[{HAN}]{{2,6}}\d{{1,2}}[：:]"
)
# What `parts` says (nats) for a torn line of prose, a short one with a mark, one that may be a heading:
# of 2,287 random places in the sound readings of tests/unseen/ 94 in 100 have 2, 55 have 7; of 2,126
# ends of headings and lines without a mark in sound texts 14 have 7, nearly all of them numbered.
_PARTS_PROSE, _PARTS_SHORT, _PARTS, _PARTS_SHORTEST = 2.0, 6.0, 7.0, 10.0
_OPENED = pattern("(?<![。！？.!?…])[“‘（《「『〈【]$")
_QUOTED_END = pattern(r"[^。！？…，：—.?!,:]”$")
_MARK_END, _QUOTE, _LONG_QUOTED = pattern(r"[。！？…!?.：:—”]$"), pattern("[“”]"), 25  # characters
_PIECE, _MOST_PIECES = pattern(rf"[{HAN}]{{1,8}}"), 3  # of a torn quotation
_LEADS = pattern("对于|由于|随着|根据|按照|鉴于|至于")  # 关于 may be a button
# 占全部的 | 11.11%；
_OF_FIGURE, _FIGURE = pattern("[的占达约近]$"), pattern(r"\d{1,3}(?:[.．]\d+)?[%％]")
_AMID_WORD = 14.0  # nats, where nothing else tells
_PARTS_SPLIT = -1.0  # … where other breaks of the page have become blanks: 99 in 100 have it
_HEADING = 6  # characters: 结语, 木桥
_SAME = 3  # characters with which a title and its text both begin
_SPREAD = 16  # cells: the lengths of lines wrapped at one width differ by no more


@cache
def _fresh() -> re.Pattern[str]:
    """How a paragraph begins, where a blank line stands above."""
    return re.compile(one_of(data.table("headings")["fresh"]["words"]))


def broken(rows: Sequence[Line], parted: Set[int] = frozenset()) -> set[int]:
    """Lines that break off: wrapped ones, and torn ones. ``parted``: those with a blank line below."""
    texts = [row.text.strip() for row in rows]
    opened = {
        n
        for n, (a, b) in enumerate(itertools.pairwise(texts))
        if (_OPENED.search(a) and not (is_turned(a) and _is_first(texts, n)))
        or _is_quoted_over(a, b)
        or _is_amid_word(a, b)
        or (_OF_FIGURE.search(a) and _FIGURE.match(b) and _INNER.search(a))
    }
    opened |= _quoted_amid(texts) | _led(texts)
    return opened | _hanging(rows) | _quoted_apart(texts) | _wrapped(texts) | _torn(texts, parted)


def _is_first(texts: Sequence[str], n: int) -> bool:
    """Does nothing go on in line ``n``?"""
    return n == 0 or ends_sentence(texts[n - 1])


def _quoted_amid(texts: Sequence[str]) -> set[int]:
    """Lines in which a quotation begins that ends at the head of a line of prose, with pieces of it between,
    where each break parts a word (我们是最可 | 爱的 | 人”，说起这句话时…). Verses part none."""
    found: set[int] = set()
    for n, text in enumerate(texts):
        last = n + 1
        while last < len(texts) and last <= n + _MOST_PIECES and _PIECE.fullmatch(texts[last]):
            last += 1
        if last == n + 1 or last == len(texts) or not _is_quoted_over(text, texts[last]):
            continue
        if all(parts(texts[k], texts[k + 1]) >= _PARTS_SHORT for k in range(n, last)):
            found |= {*range(n, last)}
    return found


def _led(texts: Sequence[str]) -> set[int]:
    """Lines of a page that breaks before words that had a link: one that is a preposition and no more (对于 |
    这条河来说…), and those where the break parts what belongs together."""
    pairs = list(enumerate(itertools.pairwise(texts)))
    led = {n for n, (a, b) in pairs if _LEADS.fullmatch(a) and _is_prose(b)}
    if not led or _is_list(texts):
        return set()
    return led | {
        n for n, (a, b) in pairs if len(a) >= _SHORTEST and _INNER.search(a) and _is_torn(a, b)
    }


def _is_prose(line: str) -> bool:
    return len(line) >= _LONG_QUOTED and _INNER.search(line) is not None


def _hanging(rows: Sequence[Line]) -> set[int]:
    """Lines of prose without a mark above one that is not set in, on a page that sets in what stands behind
    an ended line and nothing else: too few for a width (`indents`)."""
    texts = [row.text.rstrip() for row in rows]
    depths = [indent(text) for text in texts]
    margin = min(depths, default=0)
    deep = [n for n in range(len(texts)) if depths[n] > margin + 1]
    flush = [n for n in range(1, len(texts)) if depths[n] == margin]
    if len(deep) < _FEWEST_DEEP or len(deep) + len(flush) < len(texts) - 1:
        return set()
    tells = all(ends_sentence(texts[n - 1]) for n in deep if n) and all(
        _is_open(texts[n - 1].strip(), texts[n]) for n in flush
    )
    return {n - 1 for n in flush} if tells else set()


def _quoted_apart(texts: Sequence[str]) -> set[int]:
    """Lines that end with a quotation amid a sentence, on a page that breaks behind such a one where no line
    can begin (聊天的叫法，如“摆龙门阵” | 、“冲壳子” | 、“吹水” | 等)."""
    pairs = list(enumerate(itertools.pairwise(texts)))
    hung = {n for n, (a, b) in pairs if a[-1] == "”" and b[0] in "，、；：" and len(b) > 1}
    if not hung:
        return set()
    return hung | {
        n
        for n, (a, b) in pairs
        if _QUOTED_END.search(a)
        and (n - 1 in hung or _INNER.search(a))
        and (_ON.match(b) is not None)
        and not (enumerator(b) or is_bullet(b) or SPEAKER.match(b))
    }


def _is_amid_word(line: str, following: str) -> bool:
    """Does the break part what hardly ever stands apart (用人单位违反本 | 法规定不与…), before prose?"""
    if len(following) < _LONG_QUOTED or not _INNER.search(following) or enumerator(line):
        return False
    if not (_HAN_END.search(line) and _ON_HAN.match(following)) or _NO_PIECE.search(line):
        return False
    return parts(line, following) >= _AMID_WORD


def _is_quoted_over(line: str, following: str) -> bool:
    """Does a line break off amid a quotation that ends in the next one, which is prose? (Verse may be
    quoted line by line; of a long quotation each paragraph ends its sentence.)"""
    if line.count("“") <= line.count("”") or _MARK_END.search(line):
        return False
    first = _QUOTE.search(following)
    prose = len(following) >= _LONG_QUOTED and _INNER.search(following) is not None
    return first is not None and first[0] == "”" and prose


def _wrapped(texts: Sequence[str]) -> set[int]:
    """Lines that break off, if together they are likelier wraps than paragraphs without a mark."""
    found = [n for n, (a, b) in enumerate(itertools.pairwise(texts)) if _is_open(a, b)]
    if not found:
        return set()
    said = {n: _says(texts[n], texts[n + 1]) for n in found}
    lengths = [cells(texts[n]) for n in found]
    spread = max(lengths) - min(lengths) + 1
    if spread > _SPREAD:  # no width: each speaks for itself, but a page torn once is so again
        torn = max(said.values()) >= _SURE and not _is_list(texts)
        least = _TELLING if torn else _SURE
        return {n for n, nats in said.items() if nats >= least}
    alike = (len(found) - 1) * math.log(_ANY_LENGTH / spread)
    sure = sum(said.values()) + alike >= _SURE and max(said.values()) >= _TELLING
    return set(found) if sure else set()


def _torn(texts: Sequence[str], parted: Set[int]) -> set[int]:
    """Lines without a mark amid paragraphs that end with one, where the break parts what belongs
    together: a stray break, which leaves pieces of any length."""
    prose = [text for text in texts if _INNER.search(text)]
    if are_blanks(prose):
        # Other breaks of the page have become blanks.
        least = _PARTS_SHORT if _is_list(texts) else _PARTS_SPLIT
        return {
            n
            for n, (a, b) in enumerate(itertools.pairwise(texts))
            if len(a) >= _SHORTEST
            and _INNER.search(a)
            and _is_torn(a, b, max(least, _PARTS_PROSE) if n in parted else least)
            and not (n in parted and _fresh().match(b))
        }
    ended = sum(map(ends_sentence, prose))
    if ended < _FEWEST_ENDED or len(prose) - ended > ended // 2:
        return set()
    return {
        n
        for n, (a, b) in enumerate(itertools.pairwise(texts))
        if _is_torn(a, b)
        and not (
            n in parted
            and (_fresh().match(b) or _LONE.search(a) or _may_head_below(texts, n, parted))
        )
    }


def _may_head_below(texts: Sequence[str], n: int, parted: Set[int]) -> bool:
    """Is a line with blank ones around it, behind an ended paragraph and above a whole one, as likely a
    heading: short, and without a mark?"""
    if n == 0 or n - 1 not in parted or not ends_sentence(texts[n - 1]):
        return False
    if not is_phrase(texts[n]) or len(texts[n]) > _SHORTEST or not ends_sentence(texts[n + 1]):
        return False
    return parts(texts[n], texts[n + 1]) < _PARTS_SHORTEST


def _is_list(texts: Sequence[str]) -> bool:
    """Do most breaks behind lines without a mark part nothing, as in a list of duties or wants? In prose
    that is wrapped or torn most part a word."""
    found = [_says(a, b) for a, b in itertools.pairwise(texts) if _is_open(a, b)]
    against = sum(nats < 0 for nats in found)
    return len(found) >= _FEWEST_ITEMS and 3 * against > 2 * len(found)


def _is_torn(line: str, following: str, least: float = _PARTS_PROSE) -> bool:
    if line[0] == "#" or not _HAN_END.search(line) or not _ON_HAN.match(following):
        return False
    if not (ends_sentence(following) or _INNER.search(following)):
        return False
    if _begins(following):
        return False
    if _INNER.search(line) and len(line) >= _SHORTEST:
        return parts(line, following) >= least
    if _NO_PIECE.search(line) or following.startswith(line[:_SAME]):
        return False
    if _INNER.search(line):
        return parts(line, following) >= _PARTS_SHORT
    heads = len(line) <= _HEADING or line.startswith("关于") or enumerator(line) is not None
    return parts(line, following) >= (_PARTS_SHORTEST if heads else _PARTS)


def _is_open(line: str, following: str) -> bool:
    """Is it prose without a mark that ends it, above what may go on with it?"""
    return (
        len(line) >= _SHORTEST
        and _OPEN.search(line) is not None
        and (_INNER.search(line) is not None or len(line) >= _LONG)
        and _ON.match(following) is not None
        and not _begins(following)
        and not _may_head(following)
        and not ALONE.fullmatch(following)
        and not (len(following) < _SHORTEST and _EXCLAIMS.match(following))
    )


def _begins(line: str) -> bool:
    """Does a point, an entry or a speech begin with it?"""
    return bool(
        enumerator(line)
        or is_bullet(line)
        or SPEAKER.match(line)
        or _ENTRY.match(line)
        or _dateline().match(line)
        or signatures.addresses(line)
    )


@cache
def _dateline() -> re.Pattern[str]:
    """How the report of an agency begins (新华社…电)."""
    agencies = data.table("headings")["dateline"]["agencies"]
    return re.compile(rf"{one_of(agencies)}[{HAN}\d ]{{0,12}}?(?:消息|讯|电)")


def _may_head(line: str) -> bool:
    """May it be a heading or a title: short, and without a mark; or a running head with its columns?"""
    short = len(line) < _SHORTEST and is_phrase(line) and not _INNER.search(line)
    return short or "   " in line


def _says(line: str, following: str) -> float:
    nats = max(_LEAST, min(_MOST, _SLOPE * (parts(line, following) - _EVEN)))
    return nats + _AT_COMMA if _COMMA.search(line) else nats
