"""The table of what a line of a site is known by, and what is read of a line."""

import re

import pytest
from edition import data
from edition.cleaning import likeness, places

TABLE = data.HERE / "likeness.tsv"


def test_the_table_says_how_it_was_made_and_each_row_is_a_sign_with_its_weight():
    lines = TABLE.read_text("utf-8").splitlines()
    rows = [line for line in lines if not line.startswith("#")]
    assert lines[0].startswith("# ")
    assert len(rows) < 6000
    signs = [row.split("\t")[0] for row in rows]
    assert len(signs) == len(set(signs))
    for row in rows:
        sign, weight = row.split("\t")
        assert re.fullmatch(r"-?\d+\.\d\d", weight), row
        assert float(weight), row
        assert sign[0] in "=@" or 2 <= len(sign) <= 4, row


def test_places_of_the_table_are_those_that_are_asked_for():
    rows = [
        "首页",
        "某某网",
        "题目在这里",
        "一句话说完了，后面还有另一句话。",
        "分享",
        "分享",
        "12",
    ]
    page = places.Page(rows, [False] * len(rows), [likeness.score(row) for row in rows])
    asked = {sign for n in range(len(rows)) for sign, _ in page.signs(n)}
    kinds = {sign.split(" ")[0] for sign in data.likeness() if sign[0] == "@" and len(sign) > 1}
    assert kinds == {"@head", "@foot", "@midst", "@none"}
    assert asked & data.likeness().keys()


@pytest.mark.parametrize(
    "line", ["责任编辑:某某", "浏览次数:128 分享到", "上一篇:没有了", "版权所有 某某网"]
)
def test_lines_of_sites(line):
    assert likeness.score(line) > 2
    assert likeness.strongest(line)


@pytest.mark.parametrize(
    "line", ["他走了。", "雨下了整整一夜", "一、存在的问题", "“你来了?”她问。"]
)
def test_lines_of_texts(line):
    assert likeness.score(line) < 0


def test_strings_are_read_with_numbers_as_one_class_and_ends_marked():
    assert likeness.read("2019年共12篇") == "⟨Y年共0篇⟩"
    assert {"⟨Y", "0篇⟩"} <= set(likeness.strings("2019年共12篇"))
