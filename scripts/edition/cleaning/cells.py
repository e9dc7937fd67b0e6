"""Tables of which a scraper left each cell on a line of its own:

    村名 / 渡船 / 船工 / 柳湾 / 3 / 7 / 石桥 / 2 / 5

They are an author's as whole tables are, and so are numbers below a colon. In: the lines or blocks of a
text, bare. Out: which of them are cells. Their borders can't be known again, so they stay as they stand.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import groupby

from edition.cleaning.lines import HAN, ends_sentence
from edition.cleaning.patterns import pattern

LONGEST = 14  # characters of a cell
_FEWEST, _FEWEST_VALUES = 6, 3  # cells of a table, and those of them that are values
_SENTENCE = 8  # characters of a sentence that shows that a text has begun
_LETTER, _DIGIT = pattern(f"[{HAN}]"), pattern(r"\d")


def cells(rows: Sequence[str], no_cells: Collection[int] = ()) -> set[int]:
    """The lines that are cells: short ones in a row below a sentence or what announces them, some of them
    values; none of ``no_cells``, which are known to be something else, is among them or next to them."""
    begun = next((n for n, row in enumerate(rows) if _is_text(row)), len(rows))
    found: set[int] = set()
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


def _is_text(row: str) -> bool:
    return len(row) >= _SENTENCE and (ends_sentence(row) or row.endswith((":", "：")))


def _may_be_cell(row: str) -> bool:
    return len(row) <= LONGEST and not _is_text(row)


def _is_value(row: str) -> bool:
    return _DIGIT.search(row) is not None and _LETTER.search(row) is None
