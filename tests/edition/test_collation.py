"""Witness and reading text side by side: nothing of either is lost, and what differs is marked."""

import pytest
from edition import apparatus, collation, page, reading, witness
from edition.cleaning.structure import blocks
from edition.edit import apply
from edition.errors import EditionError
from hypothesis import given, settings
from hypothesis import strategies as st

TEXT = """下载文档
ID:1189379
大小:18.21KB
作风建设的问题

关键词:作风;制度
第一段说的是群众路线,话说得很长,以便不会当作标题。为名务实清廉是要求。

第5页 共5页
第二段也说的是群众路线,话说得很长,以便不会当作标题。
"""


def collated(text):
    source = reading.read(witness.from_bytes("x", text.encode("utf-8", "surrogateescape")))
    last = page.markup(source, {"title": "题", "kind": "text"})
    record = apparatus.dump(source.witness, [*source.steps, last])
    parsed = apparatus.parse(record.split("\n")[:-1], "x")
    return source, collation.collate(apply(source.text, last.edits), parsed)


def words(pieces):
    return "".join(piece.words for piece in pieces)


def bare(text):
    return "".join(text.split())


def test_both_texts_come_back_from_the_record():
    source, found = collated(TEXT)
    assert found.witness == TEXT
    assert found.reading == source.text


PIECES = st.sampled_from(
    ["群众路线，", "下载文档\n", "作者:张三\n", "一、认识\n", "为名务实清廉", "。", "\n", "\n\n", " ",
     "第5页 共5页\n", "設(shè)", "(1)", "这一段话说得很长，以便不会当作标题。\n"]
)  # fmt: skip


@settings(deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=25).map("".join).filter(str.strip))
def test_rows_hold_both_texts_in_full_and_in_order(text):
    source, found = collated(text)
    rows = collation.rows(found)
    assert bare("".join(words(row.left) for row in rows)) == bare(text)
    right = [words(row.right).strip() for row in rows if row.id]
    named = page.paragraphs(source)
    assert [row.id for row in rows if row.id] == [p.id for p in named]
    assert [row.level for row in rows if row.id] == [p.level for p in named]
    assert right == [p.text.strip() for p in named]
    assert len(named) == len(blocks(source.text))


@settings(deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=25).map("".join).filter(str.strip))
def test_what_is_not_marked_is_alike(text):
    _, found = collated(text)
    rows = collation.rows(found)
    left = bare("".join(p.words for row in rows for p in row.left if not p.cls))
    right = bare("".join(p.words for row in rows for p in row.right if not p.cls))
    assert left == right


def test_lines_of_a_site_have_a_row_of_their_own():
    _, found = collated(TEXT)
    alone = [words(row.left) for row in collation.rows(found) if not row.id]
    assert any("下载文档" in line and "作风建设" not in line for line in alone)


def test_removed_words_are_those_of_the_classes_that_remove():
    _, found = collated(TEXT)
    taken = {(item.cls, item.words) for item in collation.removed(found)}
    assert any(cls == "chrome" and "下载文档" in words for cls, words in taken)
    assert any(cls == "furniture" and "第5页" in words for cls, words in taken)
    assert not [words for _, words in taken if "群众路线" in words]


def test_shares_add_up():
    source, found = collated(TEXT)
    shares = collation.shares(found.edits)
    assert {share.cls: share.places for share in shares} == page.counts(source)
    assert sum(share.percent for share in shares) == pytest.approx(100)
    assert all(share.characters >= 1 for share in shares)
    assert collation.shares([]) == []


def test_a_page_of_another_record_is_no_collation():
    source, _ = collated(TEXT)
    last = page.markup(source, {"title": "题", "kind": "text"})
    record = apparatus.dump(source.witness, [*source.steps, last])
    parsed = apparatus.parse(record.split("\n")[:-1], "x")
    with pytest.raises(EditionError, match="SHA-256"):
        collation.collate(apply(source.text, last.edits).replace("群众", "人民"), parsed)
