"""The columns of the language model give the rows that were put into them."""

import itertools

import pytest
from edition.data import Language

ROWS = {
    "": ("的一人", b"\0\1\2\3"),
    "一": ("个人", b"\4\3\2"),
    "人": ("民", b"\2\1"),
    "一个": ("人", b"\1\0"),
    "人民": ("的", b"\3\2"),
    "人的": ("心", b"\5\1"),
    "一个人": ("的", b"\1\1"),
    "人民的": ("人一", b"\2\2\2"),
}
MANY = {chr(0x4E00 + n): ("的一人"[: n % 3 + 1], bytes(range(n % 3 + 2))) for n in range(500)}


def language(rows):
    columns = []
    for size in range(4):
        order = {context: row for context, row in sorted(rows.items()) if len(context) == size}
        lengths = [len(following) for following, _ in order.values()]
        starts = list(itertools.accumulate(lengths, initial=0))[:-1:64]
        columns += [
            "".join(order).encode("utf-16-be"),
            b"".join(n.to_bytes(2, "big") for n in lengths),
            "".join(following for following, _ in order.values()).encode("utf-16-be"),
            b"".join(figures for _, figures in order.values()),
            b"".join(n.to_bytes(4, "big") for n in starts),
        ]
    return Language(b"".join(len(column).to_bytes(4, "big") + column for column in columns))


@pytest.mark.parametrize("context", ROWS)
def test_a_row_is_found(context):
    assert language(ROWS).get(context) == ROWS[context]


def test_each_of_many_rows_is_found():
    table = language(MANY)
    assert {context: table.get(context) for context in MANY} == MANY


@pytest.mark.parametrize("context", ["个", "个人", "一人", "人一", "一个一", "民的人", "的"])
def test_what_has_no_row_has_none(context):
    assert language(ROWS).get(context) is None
