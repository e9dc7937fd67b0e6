"""chrome (网站附加文字): lines of the site amid the text, where no frame of a page is.

“船不借。”他说。                        paragraphs of the text
天才一秒记住本站地址：…                   the interlude: a few lines that are known
3.2 日常维护                           a heading next to it is still the text's
每班记录一次温度和压力。                   paragraphs again

They say nothing of the lines beside them: so they are set aside before the frame is looked for.
In: the lines of a page (folded, bare), and which of them are known (line → rule).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, islice

from edition.cleaning import foot, seams

RULE = "site-amid"

_LONGEST = 3  # lines of an interlude: more are a frame
_AROUND, _FEWEST = 5, 2  # lines on either side, and how many of them are paragraphs of the text
_NUMBER = re.compile(r"\d+")


def interludes(rows: Sequence[str], known: Mapping[int, str]) -> dict[int, str]:
    """The known lines that stand amid paragraphs, and the same lines below: index → rule."""
    found = seams.seams(rows, known)
    runs = [
        [*group] for is_known, group in groupby(range(len(rows)), known.__contains__) if is_known
    ]
    runs = [run for run in runs if len(run) <= _LONGEST]
    amid = [run for run in runs if _paragraphs(rows, known, run) >= _FEWEST]
    again = {_NUMBER.sub("0", rows[n]) for run in amid for n in run}
    again |= {_NUMBER.sub("0", rows[n]) for n in found}
    first = next((n for n, row in enumerate(rows) if foot.is_paragraph(row)), len(rows))
    for run in runs:
        said = run[0] > first and all(_NUMBER.sub("0", rows[n]) in again for n in run)
        if run in amid or said:
            found |= {n: RULE for n in run if n not in found}
    return found


def _paragraphs(rows: Sequence[str], known: Mapping[int, str], run: Sequence[int]) -> int:
    """How many paragraphs stand close by, on the side that has fewer."""
    sides = range(run[0] - 1, -1, -1), range(run[-1] + 1, len(rows))
    return min(
        sum(foot.is_paragraph(rows[n]) for n in islice(_others(side, known), _AROUND))
        for side in sides
    )


def _others(side: range, known: Mapping[int, str]) -> Iterator[int]:
    return (n for n in side if n not in known)
