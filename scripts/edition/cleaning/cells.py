"""Tables of which a scraper left each cell, or each row, on a line of its own:

    村名 / 渡船 / 船工 / 柳湾 / 3 / 7 / 石桥 / 2 / 5        大人 5角 / 小孩 2角 / 牲口 1元

They are an author's as whole tables are, and so is what a line of the text announces. In: the lines or
blocks of a text, bare. Out: which of them are such. The borders of a table can't be known again, so
its cells stay as they stand.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import takewhile
from statistics import median

from edition.cleaning import likeness
from edition.cleaning.enumerators import enumerator
from edition.cleaning.lines import HAN, ends_sentence
from edition.cleaning.patterns import pattern

LONGEST = 14  # characters of a cell
_LONGEST_ROW = 24  # … of a row, or of a line that is announced
_FEWEST, _FEWEST_VALUES, _FEWEST_ROWS = 6, 3, 3
# Log-odds of the middle one of a table's lines at most: those of 阅读 / 1234 / 评论 / 56 have 4.
_LIKE = 2.0
_SENTENCE = 8  # characters of a sentence that shows that a text has begun
_LETTER, _DIGIT = pattern(f"[{HAN}]"), pattern(r"\d")
_NUMBERED = pattern(rf"第? ?\d[\d.]*[{HAN} \u3000、.．）)]")
_FIELD = pattern(rf"[{HAN}]{{2,6}}[:：].")
_DAY = pattern(r"(?:19|20)\d\d ?[-/.年]|\d\d-\d\d")


def cells(rows: Sequence[str], others: Collection[int] = ()) -> set[int]:
    """The lines that are cells or rows, right below a sentence or what announces them. ``others``: lines
    that are known to be something else."""
    found: set[int] = set()
    for run in _runs(rows, others):
        short = [*takewhile(lambda n: len(rows[n]) <= LONGEST, run)]
        values = sum(_is_value(rows[n]) for n in short)
        many = len(short) >= _FEWEST and values >= _FEWEST_VALUES
        announced = 0 < values == len(short) and _announces(rows[run[0] - 1])
        body = run[not _DIGIT.search(rows[run[0]]) :]  # below the names of its columns
        figures = [*takewhile(lambda n: _is_row(rows[n]), body)]
        if (many or announced) and _are_a_text(rows[n] for n in short if _LETTER.search(rows[n])):
            found |= {*short}
        elif len(figures) >= _FEWEST_ROWS and _are_a_text(rows[n] for n in figures):
            found |= {*figures, run[0]}
    return found


def announced(rows: Sequence[str], others: Collection[int]) -> set[int]:
    """The short lines right below one that announces them (来信请寄：) and is not like a site's itself."""
    return {
        n
        for run in _runs(rows, others)
        if _announces(rows[run[0] - 1]) and likeness.score(rows[run[0] - 1]) < 0
        for n in run
    }


def _runs(rows: Sequence[str], others: Collection[int]) -> Iterator[list[int]]:
    """Short lines in a row, none of ``others``, below a line of a text that has begun."""
    begun = next((n for n, row in enumerate(rows) if _is_text(row)), len(rows))
    run: list[int] = []
    above = begun
    for n in range(begun + 1, len(rows) + 1):
        if n < len(rows) and n not in others and _is_short(rows[n]):
            run.append(n)
            continue
        if run and above not in others:
            yield run
        above, run = n, []


def _announces(row: str) -> bool:
    return row.endswith((":", "："))


def _is_text(row: str) -> bool:
    return len(row) >= _SENTENCE and (ends_sentence(row) or _announces(row))


def _is_short(row: str) -> bool:
    return len(row) <= _LONGEST_ROW and not ends_sentence(row) and not _announces(row)


def _is_value(row: str) -> bool:
    return _DIGIT.search(row) is not None and _LETTER.search(row) is None


def _is_row(row: str) -> bool:
    """Has it figures, or a label with its value? Headings may stand below one another too (第1章 总则, 1.1 目的)."""
    if enumerator(row) or _NUMBERED.match(row):
        return False
    return bool(_FIELD.match(row) or (_DIGIT.search(row) and not _DAY.search(row)))


def _are_a_text(rows: Iterator[str]) -> bool:
    scores = [*map(likeness.score, rows)]
    return not scores or median(scores) < _LIKE
