"""The law: what is applied can be undone, and what does not fit is refused."""

import pytest
from edition.edit import (
    Edit,
    EditConflictError,
    Spot,
    align,
    apart,
    apply,
    origin,
    replay,
    rewind,
    undo,
)
from edition.reading import CLASSES
from hypothesis import given
from hypothesis import strategies as st

TEXT = st.text(alphabet="群众路线，。 \n()a設\u200b\U00020000\udc80", max_size=40)


@st.composite
def edits_of(draw, text):
    """Edits that fit a text: any places, any words, any class."""
    edits = []
    at = 0
    while at <= len(text) and draw(st.booleans()):
        start = draw(st.integers(at, len(text)))
        end = draw(st.integers(start, min(len(text), start + 6)))
        new = draw(TEXT)
        edits.append(Edit(start, text[start:end], new, draw(st.sampled_from(list(CLASSES))), "r"))
        at = max(end, start + 1)
    return edits


@st.composite
def records(draw):
    """A text and some steps over it."""
    first = text = draw(TEXT)
    steps = []
    for _ in range(draw(st.integers(0, 4))):
        step = draw(edits_of(text))
        steps.append(step)
        text = apply(text, step)
    return first, steps, text


@given(records())
def test_rewind_undoes_replay(record):
    first, steps, last = record
    assert replay(first, steps) == last
    assert rewind(last, steps) == first


@given(records())
def test_align_says_where_both_texts_differ_and_nothing_else(record):
    first, steps, last = record
    spots = align(steps)
    a = b = 0
    for spot in spots:
        assert first[a : spot.a0] == last[b : spot.b0], "between spots both are alike"
        assert spot.a0 <= spot.a1
        assert spot.b0 <= spot.b1
        a, b = spot.a1, spot.b1
    assert first[a:] == last[b:]


@given(records())
def test_align_keeps_every_edit(record):
    _, steps, _ = record
    kept = [edit for spot in align(steps) for edit in spot.edits]
    assert sorted(map(id, kept)) == sorted(id(edit) for step in steps for edit in step)


@given(records())
def test_origin_is_where_a_character_that_nobody_touched_came_from(record):
    first, steps, last = record
    spots = align(steps)
    for at, char in enumerate(last):
        if not any(spot.b0 <= at < spot.b1 for spot in spots):
            assert first[origin(spots, at)] == char


def test_spots_of_two_steps_that_touch_the_same_word_are_one():
    first = "变?nèi)罕：人名群众"
    steps = [
        [Edit(1, "?nèi)罕", "群眾", "encoding", "r")],
        [Edit(1, "群眾", "群众", "script", "r"), Edit(4, "人名", "人民", "emendation", "r")],
    ]
    assert replay(first, steps) == "变群众：人民群众"
    assert align(steps) == [
        Spot(1, 7, 1, 3, (steps[0][0], steps[1][0])),
        Spot(8, 10, 4, 6, (steps[1][1],)),
    ]


@pytest.mark.parametrize(
    "edits",
    [
        [Edit(0, "乙", "丙", "width", "r")],  # another word stands there
        [Edit(3, "丁", "", "width", "r")],  # behind the end
        [Edit(1, "乙", "", "width", "r"), Edit(0, "甲", "", "width", "r")],  # not in order
        [Edit(0, "甲乙", "", "width", "r"), Edit(1, "乙", "", "width", "r")],  # overlap
        [Edit(1, "", "丙", "width", "r"), Edit(1, "", "丁", "width", "r")],  # order would be lost
    ],
)
def test_what_does_not_fit_is_refused(edits):
    with pytest.raises(EditConflictError):
        apply("甲乙", edits)


def test_undo_refuses_a_text_that_was_changed_by_hand():
    edit = Edit(1, "乙", "丙", "width", "r")
    assert undo("甲丙", [edit]) == "甲乙"
    with pytest.raises(EditConflictError):
        undo("甲戊", [edit])


def found(start, old, new=""):
    return Edit(start, old, new, "reflow", "r")


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 4)), max_size=12))
def test_what_is_apart_can_be_applied_and_nothing_more_would_fit(places):
    text = "渡口的船工一早就把篙子擦了一遍。"
    edits = [
        found(start, text[start : start + size], str(n)) for n, (start, size) in enumerate(places)
    ]
    kept = apart(edits)
    apply(text, kept)
    for edit in edits:
        if edit not in kept:
            before = edits[: edits.index(edit)]
            with pytest.raises(EditConflictError):
                apply(text, sorted([*(e for e in kept if e in before), edit]))


def test_of_two_edits_that_meet_the_one_given_first_stays():
    whole, part, behind = found(2, "渡口"), found(3, "口"), found(4, "的")
    assert apart([behind, part, whole]) == [part, behind]
    assert apart([behind, whole, part]) == [whole, behind]
    assert apart(sorted([behind, part, whole])) == [whole, behind]
    assert apart([found(2, "渡口"), found(2, "", "旧")]) == [whole]
    assert apart([behind, found(6, ""), whole]) == [whole, behind, found(6, "")]
