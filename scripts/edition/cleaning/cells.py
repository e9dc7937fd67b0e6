"""Tables of which a scraper left each cell on a line of its own:

    村名 / 渡船 / 船工 / 柳湾 / 3 / 7 / 石桥 / 2 / 5

They are an author's as whole tables are, and so are numbers below a colon. In: the lines or blocks of a
text, bare. Out: which of them are cells. Their borders can't be known again, so they stay as they stand.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from itertools import groupby

from edition.cleaning.lines import HAN, ends_sentence
from edition.cleaning.patterns import pattern

LONGEST = 14  # characters of a cell
_LONGEST_ANNOUNCED = 24  # characters of a line of what is announced
_FEWEST, _FEWEST_VALUES = 6, 3  # cells of a table, and those of them that are values
_SENTENCE = 8  # characters of a sentence that shows that a text has begun
_LETTER, _DIGIT = pattern(f"[{HAN}]"), pattern(r"\d")


def cells(rows: Sequence[str], no_cells: Collection[int] = ()) -> set[int]:
    """The lines that are cells: short ones in a row below a sentence or what announces them, some of them
    values; none of ``no_cells``, which are known to be something else, is among them or next to them."""
    found: set[int] = set()
    begun = _begun(rows)
    for short, group in groupby(
        range(begun + 1, len(rows)), lambda n: n in no_cells or _may_be_cell(rows[n])
    ):
        run = list(group)
        values = sum(_is_value(rows[n]) for n in run)
        many = len(run) >= _FEWEST and values >= _FEWEST_VALUES
        announced = values == len(run) and rows[run[0] - 1].endswith((":", "："))
        beside = any(n in no_cells for n in range(run[0] - 1, run[-1] + 2))
        if short and (many or announced) and not beside:
            found |= {*run}
    return found


def announced(
    rows: Sequence[str], no_cells: Collection[int], likeness: Callable[[str], float]
) -> set[int]:
    """The short lines right below one that announces them (来信请寄：) and is not like a site's
    itself, in a text that has begun; up to the first of ``no_cells``. ``likeness``: log-odds of a line being a site's."""
    found: set[int] = set()
    begun = _begun(rows)
    for n, row in enumerate(rows[begun:], begun):
        if n in no_cells or not row.endswith((":", "：")) or likeness(row) >= 0:
            continue
        for k in range(n + 1, len(rows)):
            if k in no_cells or len(rows[k]) > _LONGEST_ANNOUNCED or ends_sentence(rows[k]):
                break
            found.add(k)
    return found


def _begun(rows: Sequence[str]) -> int:
    """The line in which the text has begun."""
    return next((n for n, row in enumerate(rows) if _is_text(row)), len(rows))


def _is_text(row: str) -> bool:
    return len(row) >= _SENTENCE and (ends_sentence(row) or row.endswith((":", "：")))


def _may_be_cell(row: str) -> bool:
    return len(row) <= LONGEST and not _is_text(row)


def _is_value(row: str) -> bool:
    return _DIGIT.search(row) is not None and _LETTER.search(row) is None
