"""structure (结构): headings with an enumerator, told from the points of lists.

Enumerators of one style make a run of siblings, and the run is judged as a whole: are they
phrases, and do texts stand below them?
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from edition import data
from edition.cleaning.blocks import Block, is_phrase
from edition.cleaning.enumerators import Enumerator, enumerator
from edition.cleaning.lines import HAN, ends_sentence
from edition.cleaning.patterns import pattern
from edition.cleaning.unnumbered import is_fixed

_ANNOUNCES = pattern(r"(?:[：:]|如左|如下|下列|左列)[^。]{0,8}$")
_CHOICE = pattern(r"[A-Ha-h]\s?[.、．:：)）]")
_BARE_MARK = pattern(rf"[、.．]\s?(?=[{HAN}])")  # an enumerator that lost its number
_INNER = pattern(r"[，,；;]|如下|下列|以下")
_HIGH = ("part", "han", "han-bracket", "label")
_SHORTEST_POINT = 40  # characters of a point that shows a heading with a colon above it


def nesting(found: Sequence[Block], lo: int, hi: int, known: Collection[int]) -> dict[int, int]:
    """How deep the enumerated headings among found[lo:hi] stand, by the order in which kinds nest:
    0, 1, …; ``known``: the blocks that are something else."""
    kinds: dict[int, str] = {}
    for run in _enumerated(found, lo, hi):
        if not any(n in known for n in run) and _is_heading_run(found, list(run), hi):
            kinds |= {n: mark.kind for n, mark in run.items() if _heading_text(found[n].text)}
        elif all(_announces_points(found, n, hi) for n in run) and not any(n in known for n in run):
            kinds |= {n: mark.kind for n, mark in run.items()}
    order = [row["kind"] for row in data.table("headings")["enumerator"]]
    present = sorted(set(kinds.values()), key=order.index)
    return {n: present.index(kind) for n, kind in kinds.items()}


def beginnings(found: Sequence[Block], headings: Collection[int]) -> Iterator[int]:
    """Those of the headings whose numbers begin anew, among those of the highest kind."""
    order = [row["kind"] for row in data.table("headings")["enumerator"]]
    marks = {n: enumerator(found[n].text.strip()) for n in headings}
    highest = min((order.index(mark.kind) for mark in marks.values() if mark), default=0)
    for n, mark in marks.items():
        if mark and mark.number == 1 and order.index(mark.kind) == highest:
            yield n


def _enumerated(found: Sequence[Block], lo: int, hi: int) -> list[dict[int, Enumerator]]:
    """Blocks with enumerators of one style, in runs as `_siblings` has them; an enumerator that
    lost its number (、当前 .大力) begins a run."""
    order = [row["kind"] for row in data.table("headings")["enumerator"]]
    open_runs: dict[str, dict[int, Enumerator]] = {}
    runs: list[dict[int, Enumerator]] = []
    for n in range(lo, hi):
        text = found[n].text.strip()
        mark = enumerator(text) or _bare(text)
        if mark is None:
            continue
        rank = order.index(mark.kind)
        open_runs = {
            style: run
            for style, run in open_runs.items()
            if order.index(next(iter(run.values())).kind) <= rank
        }
        run = open_runs.get(mark.style)
        if run is None or next(reversed(run.values())).number >= mark.number:
            run = open_runs[mark.style] = {}
            runs.append(run)
        run[n] = mark
    return runs


def _bare(text: str) -> Enumerator | None:
    if not _BARE_MARK.match(text):
        return None
    kind = "han" if text[0] == "、" else "arabic"
    return Enumerator(kind, 0, 1, kind + text[0])


def _is_heading_run(found: Sequence[Block], run: Sequence[int], hi: int) -> bool:
    """Are these siblings headings, not the points of a list or numbered paragraphs?

    Two thirds must be phrases, and half must have something below them: a paragraph, or the
    enumerators of another level. One alone is a heading only with an enumerator of a high kind.
    """
    fit = [n for n in run if _heading_text(found[n].text)]
    if 3 * len(fit) < 2 * len(run):
        return False
    closed = sum(found[n].text.rstrip().endswith("。") for n in fit)
    with_body = sum(_has_prose(found, n, run, hi) for n in fit)
    if (
        closed
        and with_body < len(run)
        and (3 * closed < 2 * len(fit) or 3 * with_body < 2 * len(run))
    ):
        return False  # a list whose last point has a full stop, or numbered sentences
    if run[0] and _ANNOUNCES.search(found[run[0] - 1].text) and with_body < len(run) - 1:
        return False  # the points that were announced
    if len(run) == 1:
        mark = enumerator(found[run[0]].text.strip())
        high = mark is None or mark.kind in _HIGH or run[0] == 0
        if mark and mark.kind in ("part", "han") and 0 < run[0] == len(found) - 1 and not closed:
            above = found[run[0] - 1].text  # the text was cut off below its heading
            return len(above) >= _SHORTEST_POINT and ends_sentence(above)
        return high and with_body == 1 and not closed
    at_end = run[-1] + 1 >= hi
    return 2 * with_body >= len(run) - at_end


def _has_prose(found: Sequence[Block], n: int, run: Sequence[int], hi: int) -> bool:
    """Is what stands below a heading a text: a sentence, or points of another level?"""
    if n + 1 >= hi or n + 1 in run:
        return False
    below = found[n + 1].text.strip()
    if is_fixed(below):
        return True
    if _CHOICE.match(below):
        return False  # the answers to a question of a test
    return (
        ends_sentence(below)
        or below[-1] in "：:；;"
        or len(below) > 60
        or (enumerator(below) is not None or bool(_BARE_MARK.match(below)))
    )


def _heading_text(text: str) -> bool:
    """Could an enumerated block be a heading? One full stop may close it, inside a quotation or
    not."""
    text = text.strip()
    mark = enumerator(text) or _bare(text)
    body = re.sub(r"。([”’〞]?)$", r"\1", text) if text.count("。") == 1 else text
    if mark is not None and mark.kind == "label":
        body = body[mark.length :]
    return mark is not None and len(text) > mark.length and is_phrase(body)


def _announces_points(found: Sequence[Block], n: int, hi: int) -> bool:
    """Is it a heading that ends in a colon (一、总结的特点：), with points below it that are
    paragraphs?"""
    text = found[n].text.strip()
    mark = enumerator(text)
    if mark is None or mark.kind not in ("han", "part") or n + 1 >= hi:
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
