"""The columns of the language model give the rows that were put into them."""

import pytest
from edition.data import Language

ROWS = {
    "": ("的一人", "0123"),
    "一": ("个人", "432"),
    "人": ("民", "21"),
    "一个": ("人", "10"),
    "人民": ("的", "32"),
    "人的": ("心", "51"),
    "一个人": ("的", "11"),
    "人民的": ("人一", "222"),
}


def language(rows):
    columns = (rows, (row[0] for row in rows.values()), (row[1] for row in rows.values()))
    return Language("\n\n".join("\n".join(column) for column in columns))


@pytest.mark.parametrize("context", ROWS)
def test_a_row_is_found(context):
    assert language(ROWS).get(context) == ROWS[context]


@pytest.mark.parametrize("context", ["个", "个人", "一人", "人一", "一个一", "民的人", "的"])
def test_what_has_no_row_has_none(context):
    assert language(ROWS).get(context) is None
