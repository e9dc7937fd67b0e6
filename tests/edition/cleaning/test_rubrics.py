"""Headings that are weighed: the table, and that what is found is a fixed point."""

import re

from edition import data
from edition.cleaning import rubrics
from edition.cleaning.blocks import Block

TABLE = data.HERE / "rubrics.tsv"
PROSE = "河水在这里转了一个弯，岸上的人家都把门朝着东边开，早上的太阳照得进来。"


def blocks(*texts):
    return [Block(0, 0, text) for text in texts]


def test_the_table_says_how_it_was_made_and_names_only_signs_that_are_asked_for():
    lines = TABLE.read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    assert lines[0].startswith("# ")
    assert "=" in dict(rows)
    assert all(re.fullmatch(r"-?\d+\.\d\d", weight) and float(weight) for _, weight in rows)
    page = rubrics.sorted_blocks(blocks(PROSE, "渡口人家", "a，b。", "李明", PROSE), set())
    asked = {sign.split()[0] for n in range(5) for sign in rubrics.signs(page, n)}
    inside = {name for name, _ in rubrics.INSIDE}
    for sign, _ in rows[1:]:
        assert sign.split()[0] in asked or sign.removesuffix(" inside") in inside, sign


def test_short_blocks_between_paragraphs_are_headings_and_stay_the_only_ones():
    found = blocks(PROSE, "关于渡口", PROSE, "关于码头", PROSE, "关于晒场", PROSE)
    first = rubrics.headings(found, set())
    assert first == [1, 3, 5]
    assert rubrics.headings(found, {*first}) == []


def test_headings_of_a_reading_text_that_is_read_again_are_known():
    marked = blocks(PROSE, "\\## 关于渡口", PROSE, "\\## 关于码头", PROSE, "\\## 关于晒场", PROSE)
    assert rubrics.headings(marked, set()) == []


def test_what_is_announced_an_article_and_a_formula_are_no_headings():
    announced = PROSE[:-1] + "："
    assert rubrics.headings(blocks(announced, "宁静致远", PROSE), set()) == []
    assert rubrics.headings(blocks(PROSE, "第十四条", PROSE, "第十五条", PROSE), set()) == []
    assert rubrics.headings(blocks(PROSE, "此致", "敬礼", PROSE), set()) == []


def test_what_is_asked_again_is_what_would_be_found_if_all_were():
    """Headings that are found tell of their neighbours, and of the whole text."""
    found = blocks(
        *(["渡口", "关于码头", PROSE, "李明", "此致", PROSE[:12]] * 12), *(["目录"] * 30)
    )
    weights, more = rubrics.data.rubrics(), set()
    while True:
        page = rubrics.sorted_blocks(found, more)
        new = [
            n
            for n in rubrics.candidates(page)
            if weights["="] + sum(weights.get(s, 0.0) for s in rubrics.signs(page, n))
            > rubrics.SURE
        ]
        if not new:
            break
        more.update(new)
    assert more
    assert rubrics.headings(found, set()) == sorted(more)
