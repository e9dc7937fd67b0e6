"""Witness and reading text side by side: both whole, and each block in the row that has its id."""

from random import Random

import damage
import pytest
from edition import apparatus, collation, collection, glossary, page, reading, witness
from hypothesis import given
from hypothesis import strategies as st


def collated(raw):
    source = reading.read(witness.from_bytes("x", raw.encode()))
    made = collection.text_page(source, glossary.Glossary([]))
    record = apparatus.parse(made.record.split("\n")[:-1], "x")
    return source, collation.collate(made.markdown, record)


def check(raw):
    source, found = collated(raw)
    assert (found.witness, found.reading) == (raw, source.text)
    rows = {row.id: row for row in collation.rows(found) if row.id}
    assert list(rows) == [block.id for block in page.paragraphs(source)]
    for block in page.paragraphs(source):
        assert "".join(piece.words for piece in rows[block.id].right).strip("\n") == block.text


@given(
    st.integers(0, 10**6),
    st.lists(st.sampled_from(damage.MECHANISMS), max_size=3, unique=True),
    st.lists(
        st.sampled_from(["\n", "\n\n", "\r", "[1]", "分享到：", "---", "　", "著"]), max_size=6
    ),
)
def test_each_row_is_a_block(seed, mechanisms, odds):
    random = Random(seed)
    raw = damage.lines(damage.sound(random))
    for mechanism in mechanisms:
        raw = mechanism(raw, random)
    for odd in odds:
        at = random.randint(0, len(raw))
        raw = raw[:at] + odd + raw[at:]
    check(raw)


@pytest.mark.parametrize("gap", ["\n", "\n分享到：\n", "\r\n", "\n \n\n"])
def test_a_break_of_which_the_witness_has_one_half(gap):
    check(
        f"小城札记\n\n清晨的街道上几乎没有行人，摊子冒着热气。{gap}会议开到十二点才结束，人都散了。\n"
    )
