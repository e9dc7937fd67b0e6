"""structure (结构): headings with an enumerator, told from the points of lists.

Enumerators of one style make a run of siblings, and the run is judged as a whole: are they
phrases, and do texts stand below them?
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from functools import cache

from edition import data
from edition.cleaning import attached, loneheads
from edition.cleaning.blocks import LONGEST_HEADING, Block, is_phrase
from edition.cleaning.enumerators import Enumerator, enumerator, number
from edition.cleaning.lines import HAN, ends_sentence, is_bullet
from edition.cleaning.patterns import pattern
from edition.cleaning.unnumbered import is_decimal, is_fixed

_ANNOUNCES = pattern(r"(?:[：:]|如左|如下|下列|左列)[^。]{0,8}$")
_CHOICE = pattern(r"[A-Ha-h]\s?[.、．:：)）]")
_BARE_MARK = pattern(rf"[、.．]\s?(?=[{HAN}])")  # an enumerator that lost its number
_INNER = pattern(r"[，,；;]|如下|下列|以下")
_APART = pattern(
    rf"(?:[一二三四五六七八九十]{{1,3}}|[壹贰叁参肆伍陆柒捌玖拾]{{1,2}})[ \u3000]+(?=[{HAN}“《][{HAN}“《]{{2}})"
)
_PADDED = pattern(rf"0 ?\d{{1,2}}[ \u3000.、]+(?=[{HAN}“《])")  # 001 通读
_WORDED = pattern(
    rf"(?:PART|NO|CHAPTER|STEP)[\s.．·]*\d{{1,2}}[ \u3000:：]+(?=[{HAN}“《])", re.IGNORECASE
)
_TOP = ("part", "chapter", "section", "roman", "han-formal", "han")
_NESTED = 8  # runs of one style that may be open at once
_WITHOUT_NAME = ("part", "chapter", "section")  # 第一幕 alone names one
_HIGH = (*_TOP, "han-bracket", "label")
_SHORTEST_POINT = 40  # characters of a point that shows a heading with a colon above it
# Characters of a paragraph that may break off; with no stop in it.
_LONG_BODY, _LONGEST_BODY = 40, 60
_SHORTEST_BODY = 30  # characters of the paragraph below a heading that has no sibling
_LONGEST_ASKED = 30  # characters of a heading that asks, or that a colon closes
_LONG_POINT, _SHORTEST_PARAGRAPH = 20, 20
_CLAUSE, _ASIDE, _HAN = pattern(r"[，,；;]"), pattern(r"[(（][^()（）]*[)）]"), pattern(f"[{HAN}]")
# The articles of a contract may have headings (第三条：租赁期限), those of a statute have none.
_ARTICLE = pattern(
    r"第\s?[一二三四五六七八九十百\d]{1,4}\s?条(?!之[一二三四五六七八九十])[：:、\s\u3000]*(?=\S)"
)
_ARTICLE_ALONE = pattern(r"第[一二三四五六七八九十百零〇\d]{1,6}条(?:之[一二三四五六七八九十]+)?")
_LONGEST_ARTICLE = 16  # characters behind the number of an article's heading
_ANSWER = pattern(r"[答A][：:]")


def nesting(
    found: Sequence[Block], lo: int, hi: int, known: Set[int], lower: Set[int] = frozenset()
) -> dict[int, int]:
    """How deep the enumerated headings among found[lo:hi] stand, by the order in which kinds nest:
    0, 1, …; ``known``: the blocks that are something else; ``lower``: headings that may stand
    below these."""
    kinds: dict[int, str] = {}
    styles: set[str] = set()
    alone: list[tuple[int, Enumerator]] = []
    for run in _enumerated(found, lo, hi):
        if any(n in known for n in run):
            continue
        marks = list(run.values())
        if _is_heading_run(found, run, hi, lower):
            kinds |= {
                n: mark.kind
                for n, mark in run.items()
                if not _is_sentence(found, n, run)
                and (_heading_text(found[n].text) or _is_closed(found, n, run, hi))
            }
        elif _closed_alike(found, run, hi) or all(_announces_points(found, n, hi) for n in run):
            kinds |= {n: mark.kind for n, mark in run.items()}
        else:
            if len(run) == 1 and marks[0].number == 1:
                alone += run.items()
            continue
        styles.add(marks[0].style)
    for n, mark in alone:
        if _begins_section(found, n, hi, known | kinds.keys(), mark.style in styles):
            kinds[n] = mark.kind
    present = sorted(set(kinds.values()), key=_rank)
    return {n: present.index(kind) for n, kind in kinds.items()}


def phrases(found: Sequence[Block], known: Set[int]) -> set[int]:
    """Blocks with an enumerator of a high kind that are headings if headings stand below them."""
    return {
        n
        for n, block in enumerate(found)
        if n not in known
        and len(block.text) <= LONGEST_HEADING
        and (mark := enumerator(block.text.strip())) is not None
        and mark.kind in _HIGH
        and _heading_text(block.text)
    }


def beginnings(found: Sequence[Block], headings: Collection[int]) -> Iterator[int]:
    """Those of the headings whose numbers begin anew, among those of the highest kind."""
    marks = {n: enumerator(found[n].text.strip()) for n in headings}
    highest = min((_rank(mark.kind) for mark in marks.values() if mark), default=0)
    for n, mark in marks.items():
        if mark and mark.number == 1 and _rank(mark.kind) == highest:
            yield n


def _enumerated(found: Sequence[Block], lo: int, hi: int) -> list[dict[int, Enumerator]]:
    """Blocks with enumerators of one style, in runs as `_siblings` has them; an enumerator that
    lost its number (、当前 .大力) begins a run."""
    open_runs: dict[str, list[dict[int, Enumerator]]] = {}  # the last one of a style goes on
    runs: list[dict[int, Enumerator]] = []
    for n in range(lo, hi):
        text = found[n].text.strip()
        mark = _mark(text)
        if mark is None:
            continue
        rank = _rank(mark.kind)
        open_runs = {
            style: of_style
            for style, of_style in open_runs.items()
            if _rank(next(iter(of_style[0].values())).kind) <= rank
        }
        of_style = open_runs.setdefault(mark.style, [])
        # (Lists are nested a few deep: of a thousand runs only the last few can go on.)
        outer = [run for run in of_style[-_NESTED:-1] if _last(run) == mark.number - 1 > 0]
        over = of_style and _last(of_style[-1]) >= mark.number
        if outer and (over or _is_alike(found, n, outer[-1], of_style[-1])):
            del of_style[of_style.index(outer[-1]) + 1 :]  # a list stood inside
        elif over or not of_style:
            of_style.append({})
            runs.append(of_style[-1])
        of_style[-1][n] = mark
    return runs


def _is_alike(
    found: Sequence[Block], n: int, outer: Mapping[int, Enumerator], inner: Mapping[int, Enumerator]
) -> bool:
    """Is a block a phrase, as those of the outer run are and those of the inner one are not?"""
    return (
        is_phrase(found[n].text)
        and all(is_phrase(found[m].text) for m in outer)
        and not any(is_phrase(found[m].text) for m in inner)
    )


def _last(run: Mapping[int, Enumerator]) -> int:
    return next(reversed(list(run.values()))).number


@cache
def _ranks() -> dict[str, int]:
    kinds = [row["kind"] for row in data.table("headings")["enumerator"]]
    kinds.insert(kinds.index("section") + 1, "article")
    return {kind: rank for rank, kind in enumerate(kinds)}


def _rank(kind: str) -> int:
    """How high a kind of enumerator stands in the order in which they nest: 0 is the highest."""
    return _ranks()[kind]


def _mark(text: str) -> Enumerator | None:
    """The enumerator of a block, also one that is such for headings only."""
    mark = enumerator(text) or _bare(text) or _apart(text)
    article = None if mark else _ARTICLE.match(text)
    if article:
        return Enumerator("article", number(article[0]), article.end(), "article")
    return mark


def _apart(text: str) -> Enumerator | None:
    """A number that only a blank sets apart from its heading (一　青溪支部的重建)."""
    match = _APART.match(text) or _PADDED.match(text) or _WORDED.match(text)
    if match is None or not is_phrase(text):
        return None
    return Enumerator("han", number(re.sub(r"\s", "", match[0])), match.end(), "han ")


def _bare(text: str) -> Enumerator | None:
    if not _BARE_MARK.match(text):
        return None
    kind = "han" if text[0] == "、" else "arabic"
    return Enumerator(kind, 0, 1, kind + text[0])


def _is_heading_run(
    found: Sequence[Block], marks: Mapping[int, Enumerator], hi: int, lower: Set[int]
) -> bool:
    """Are these siblings headings, not the points of a list or numbered paragraphs?

    Two thirds must be phrases, and half must have something below them: a paragraph, or the
    enumerators of another level. One alone is a heading only with an enumerator of a high kind.
    """
    run = list(marks)
    if marks[run[0]].kind == "article" and any(
        len(found[n].text) - mark.length > _LONGEST_ARTICLE for n, mark in marks.items()
    ):
        return False
    fit = [n for n in run if _heading_text(found[n].text) and not _is_sentence(found, n, marks)]
    if 3 * len(fit) < 2 * len(run):
        return False
    closed = sum(found[n].text.rstrip().endswith("。") for n in fit)
    with_body = sum(n + 1 in lower or _has_prose(found, n, marks, hi) for n in fit)
    if (
        closed
        and with_body < len(run)
        and (3 * closed < 2 * len(fit) or 3 * with_body < 2 * len(run))
    ):
        return False  # a list whose last point has a full stop, or numbered sentences
    if run[0] and _ANNOUNCES.search(found[run[0] - 1].text) and with_body < len(run) - 1:
        return False  # the points that were announced
    if len(run) == 1:
        mark = marks[run[0]]
        high = mark.number == 0 or mark.kind in _HIGH or run[0] == 0
        if mark.kind in _TOP and 0 < run[0] == len(found) - 1 and not closed:
            above = found[run[0] - 1].text  # the text was cut off below its heading
            return len(above) >= _SHORTEST_POINT and ends_sentence(above)
        return high and with_body == 1 and (not closed or loneheads.is_closed(found, run[0], mark))
    at_end = run[-1] + 1 >= hi
    if _are_clauses(found, {n: marks[n] for n in fit}):
        below = sum(_has_paragraph(found, n, run, hi) for n in run)
        if 3 * below < 2 * (len(run) - at_end):
            return False
    return 2 * with_body >= len(run) - at_end


def _are_clauses(found: Sequence[Block], marks: Mapping[int, Enumerator]) -> bool:
    """Are these numbered low, and is one of them long or has two clauses, as the steps of a recipe have
    (5. 过滤蛋液，去掉浮沫)? Below such a heading a paragraph stands, no points."""
    if any(mark.kind in (*_HIGH, "article") for mark in marks.values()):
        return False
    words = [_ASIDE.sub("", found[n].text.strip()[mark.length :]) for n, mark in marks.items()]
    return any(_CLAUSE.search(text) or len(_HAN.findall(text)) >= _LONG_POINT for text in words)


def _has_paragraph(found: Sequence[Block], n: int, run: Sequence[int], hi: int) -> bool:
    """Does a paragraph stand below it, no point of a list?"""
    if n + 1 >= hi or n + 1 in run:
        return False
    below = found[n + 1].text.strip()
    long = len(below) >= _SHORTEST_PARAGRAPH and not (is_bullet(below) or _mark(below))
    return long or is_decimal(below)


def _is_sentence(found: Sequence[Block], n: int, run: Mapping[int, Enumerator]) -> bool:
    """Is it a sentence among headings (陆、本计划奉核后实施，修正时亦同。)?"""
    text = found[n].text.strip()
    closed = sum(found[m].text.rstrip().endswith("。") for m in run)
    return text.endswith("。") and "，" in text.replace(",", "，") and 2 * closed < len(run)


def _closed_alike(found: Sequence[Block], run: Mapping[int, Enumerator], hi: int) -> bool:
    """Are these siblings headings of which some ask, or end in a colon?"""
    return len(run) >= 2 and all(_is_closed(found, n, run, hi) for n in run)


def _is_closed(found: Sequence[Block], n: int, run: Mapping[int, Enumerator], hi: int) -> bool:
    """Could it be a heading, though it asks or ends in a colon: short, with a paragraph below?"""
    text = found[n].text.strip()
    if len(text) > _LONGEST_ASKED or not _heading_text(text.rstrip("：:？?")):
        return False
    if text[-1] in "：:" and _INNER.search(text):
        return False
    if n + 1 >= hi:
        return True
    below = found[n + 1].text.strip()
    if n + 1 in run or _mark(below) or _CHOICE.match(below) or _ANSWER.match(below):
        return False
    return ends_sentence(below) or is_bullet(below)


def _begins_section(
    found: Sequence[Block], n: int, hi: int, headings: Set[int], known_style: bool
) -> bool:
    """Is a point 1 that has no point 2 a heading: a phrase with a paragraph below it, behind the
    end of another paragraph or below a heading? Nobody makes a list of one."""
    text = found[n].text.strip()
    mark = enumerator(text)
    high = mark is not None and mark.kind in _TOP
    words = text.rstrip("：:？?") if known_style or high else text.rstrip("：:")
    if n == 0 or n + 1 >= hi or "。" in text or not _heading_text(words):
        return False
    if _INNER.search(text) or (text[-1] in "：:" and len(text) > _LONGEST_ASKED):
        return False
    below, above = found[n + 1].text.strip(), found[n - 1].text.strip()
    if _mark(below):
        return False
    long = len(below) >= _SHORTEST_BODY and ends_sentence(below)
    if known_style:
        return ends_sentence(below) or below[-1] in "：:；;" or is_bullet(below)
    if n - 1 in headings:
        return long or is_bullet(below)
    return long and (ends_sentence(above) or attached.counts(above))


def _has_prose(found: Sequence[Block], n: int, run: Mapping[int, Enumerator], hi: int) -> bool:
    """Is what stands below a heading a text: a sentence, or points of a lower level?"""
    if n + 1 >= hi or n + 1 in run:
        return False
    below = found[n + 1].text.strip()
    if is_fixed(below) or is_bullet(below) or is_decimal(below) or _ARTICLE_ALONE.fullmatch(below):
        return True
    mark = _mark(below)
    higher = mark and n in run and _rank(mark.kind) < _rank(run[n].kind)
    if higher and mark and mark.kind != "article":
        return False  # the next section
    if _CHOICE.match(below):
        return False  # the answers to a question of a test
    if n in run and re.match(rf"{run[n].number + 1}[.．]\d", below) and "." in run[n].style:
        return False  # 5.1949年12月, below point 4
    long = len(below) > (_LONG_BODY if "。" in below else _LONGEST_BODY)
    long |= n + 2 == len(found) and len(below) >= _SHORTEST_BODY and "，" in below  # cut off
    return ends_sentence(below) or below[-1] in "：:；;" or long or mark is not None


def _heading_text(text: str) -> bool:
    """Could an enumerated block be a heading? One full stop may close it, inside a quotation or
    not."""
    text = text.strip()
    mark = _mark(text)
    body = re.sub(r"。([”’〞]?)$", r"\1", text) if text.count("。") == 1 else text
    if mark is not None and mark.kind == "label":
        body = body[mark.length :]
    named = mark is not None and (len(text) > mark.length or mark.kind in _WITHOUT_NAME)
    return named and is_phrase(body)


def _announces_points(found: Sequence[Block], n: int, hi: int) -> bool:
    """Is it a heading that ends in a colon (一、总结的特点：), with points below it that are
    paragraphs?"""
    text = found[n].text.strip()
    mark = enumerator(text)
    if mark is None or mark.kind not in _TOP or n + 1 >= hi:
        return False
    below = found[n + 1].text.strip()
    point = enumerator(below)
    return (
        text[-1] in "：:"
        and _heading_text(text[:-1])
        and not _INNER.search(text)
        and point is not None
        and point.kind != mark.kind
        and len(below) >= _SHORTEST_POINT
        and ends_sentence(below)
    )
