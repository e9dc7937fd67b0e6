"""Passages that stand twice: what counts, what does not, and how they differ."""

import random

import pytest
from edition import parallels, parallels_page
from edition.glossary import Glossary, Source, Term
from hypothesis import given
from hypothesis import strategies as st

ONE = "清晨的集市上摆满了从山里采来的蘑菇和竹笋，卖菜的老人坐在石阶旁边慢慢地抽烟。"
TWO = "修桥的工匠沿着河岸量了三天的水位，才在纸上画出第一座桥墩应当立的地方。"
NONE = Glossary([])


def find(*texts, glossary=NONE):
    return parallels.find([("a", f"p{n}", text) for n, text in enumerate(texts, 1)], glossary)


def shown(parallel):
    return "".join(p.left if p.same else f"[{p.left}|{p.right}]" for p in parallel.pieces)


def test_the_same_passage_in_two_paragraphs():
    (found,) = find("开头。" + ONE, TWO, ONE + "后面还有一句话。")
    assert (found.left.paragraph, found.right.paragraph) == ("p1", "p3")
    assert found.left.text == found.right.text == ONE
    assert found.identical


def test_a_sentence_is_shown_to_its_end_where_both_end_there():
    (found,) = find(ONE, ONE[:-1] + "，又说了几句闲话。")
    assert found.left.text == found.right.text == ONE[:-1]
    (found,) = find("他写道：“" + ONE + "”", ONE)
    assert found.left.text == found.right.text == ONE


def test_offsets_are_those_of_the_paragraph():
    text = "（一）“" + ONE
    (found,) = find(text, ONE)
    assert text[found.left.start : found.left.end] == found.left.text


def test_differences_are_shown_character_by_character():
    other = ONE.replace("蘑菇和竹笋", "蘑菇、木耳和竹笋").replace("老人", "老伯")
    (found,) = find(ONE, other)
    assert shown(found) == ONE.replace("和竹笋", "[|、木耳]和竹笋").replace("老人", "老[人|伯]")


def test_marks_are_differences_but_no_hindrance():
    (found,) = find(ONE, ONE.replace("，", ""))
    assert shown(found) == ONE.replace("，", "[，|]")


def test_a_passage_inside_one_paragraph():
    (found,) = find(ONE + TWO + ONE)
    assert found.left.paragraph == found.right.paragraph
    assert found.left.end <= found.right.start


def test_three_places_point_to_each_other():
    found = find(ONE, ONE, ONE)
    assert [(p.left.paragraph, p.right.paragraph) for p in found] == [
        ("p1", "p2"), ("p1", "p3"), ("p2", "p3"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "texts",
    [
        (ONE, TWO),
        ("卖菜的老人坐在石阶旁边，", "他说卖菜的老人坐在石阶旁边。"),  # one short clause
        ("哈" * 60,),  # one that overlaps itself
        ("", "。，；"),
    ],
)
def test_no_parallel(texts):
    assert find(*texts) == []


def test_set_phrases_alone_are_no_parallel():
    phrase = "全面推进山区集市与竹笋产业协调发展三年行动计划"
    term = Term("plan", phrase, "", "释义", "policy", (Source("书", "", ""),))
    one, two = f"我们学习{phrase}，很有收获。", f"镇上落实{phrase}，成效明显。"
    assert find(one, two)
    assert not find(one, two, glossary=Glossary([term]))


def test_a_formula_that_stands_everywhere_is_passed_over():
    texts = [f"{ONE}{chr(0x4E00 + n)}" for n in range(40)]
    assert find(*texts) == []


@given(
    st.lists(st.text(alphabet="山水木竹，。", max_size=60), max_size=5),
)
def test_any_texts(texts):
    for parallel in find(*texts):
        left, right = parallel.left, parallel.right
        assert texts[int(left.paragraph[1:]) - 1][left.start : left.end] == left.text
        assert texts[int(right.paragraph[1:]) - 1][right.start : right.end] == right.text
        assert "".join(p.left for p in parallel.pieces) == left.text
        assert "".join(p.right for p in parallel.pieces) == right.text
        assert (left.paragraph, left.start) < (right.paragraph, right.start)


@pytest.mark.parametrize("seed", range(20))
def test_a_copy_with_a_few_changes_is_found(seed):
    """Generated: a passage copied into other text with one letter in twelve changed."""
    chance = random.Random(seed)
    letters = [chr(chance.randrange(0x4E00, 0x9FA5)) for _ in range(900)]
    passage = letters[300:360]
    copy = [chr(chance.randrange(0x4E00, 0x9FA5)) if n % 12 == 11 else c
            for n, c in enumerate(passage)]  # fmt: skip
    other = "".join(letters[600:700] + copy + letters[700:800])
    (found,) = find("，".join(("".join(letters[:300]), "".join(letters[300:600]))), other)
    assert found.shared >= 50


def test_the_page_and_its_pointers():
    hostile = ONE.replace("蘑菇", "<b>|*蘑菇*</b>")
    (found,) = find(ONE, hostile)
    text = parallels_page.page([found], {"a": "甲<i>"})
    assert "<b>" not in text
    assert "<i>" not in text
    assert text.count(" | ") == 3, "no bar of a text may begin a cell"
    pointers = parallels_page.pointers([found], {"a": "甲"})
    assert pointers["a"]["p1"][0]["paragraph"] == "p2"
    assert pointers["a"]["p2"][0]["paragraph"] == "p1"
