"""Shifted runs: damage as a site does it, and what the repair makes of it."""

import random

import pytest
from damage_gbk import CUTS, SEED_002, damage, full_list, sparse_list
from damage_sentences import SENTENCES
from edition import data
from edition.cleaning import encoding, language, shift
from edition.edit import Doubt, Edit, apply
from hypothesis import given, settings
from hypothesis import strategies as st

# Measured shares less a little: they fail if the search or the model gets worse.
EXACT = 0.9
WRONG = 0.05

# Shows the injection, as every page does on which runs are shifted.
PATTERN = "建設網絡，引導學生，領導幹部執行規定，加強設備領導。\n"
TRACES = str.maketrans(
    {chr(0xFF01 + i): chr(0x21 + i) for i in range(94)} | {"\u3000": " "}
)  # a site that folds to half width has done so everywhere


def repaired(seen):
    edits = [found for found in shift.runs(seen) if isinstance(found, Edit)]
    after = apply(seen, edits)
    return apply(after, encoding.injections(after)).translate(TRACES)


def page(sentence, listed, cuts, half_width=True):
    return damage(PATTERN + sentence + "\n" + PATTERN, listed, cuts, half_width)


def outcomes(listed, cuts):
    """(sentences with shifted spots, exact, wrong): wrong is one that is changed and not left
    with a doubt."""
    spots = exact = wrong = 0
    for sentence in SENTENCES:
        damaged = page(sentence, listed, cuts)
        if not damaged.spots:
            continue
        spots += 1
        found = list(shift.runs(damaged.seen))
        if repaired(damaged.seen).replace(shift.LACUNA, "\n") == damaged.original.translate(TRACES):
            exact += 1
        elif not any(isinstance(item, Doubt) for item in found) and found:
            wrong += 1
    return spots, exact, wrong


def shuffled_list():
    chars = list(full_list())
    random.Random(2).shuffle(chars)
    return "".join(chars)


@pytest.mark.parametrize("cuts", list(CUTS))
def test_most_sentences_come_back_and_hardly_one_comes_back_wrong(cuts):
    spots, exact, wrong = outcomes(shuffled_list(), cuts)
    assert exact >= EXACT * spots, f"{exact} of {spots}"
    assert wrong <= WRONG * spots, f"{wrong} wrong of {spots}"


@settings(max_examples=60, deadline=None)
@given(
    sentence=st.sampled_from(SENTENCES),
    seed=st.integers(0, 50),
    half_width=st.booleans(),
)
def test_injected_pinyin_is_taken_out_whole(sentence, seed, half_width):
    """Where nothing is shifted, the text is as it was, whatever the site's list."""
    listed = "".join(dict.fromkeys(sparse_list(seed) + SEED_002))
    damaged = page(sentence, listed, "none", half_width)
    if not damaged.spots:
        assert repaired(damaged.seen) == damaged.original.translate(TRACES)


@given(st.sampled_from(SENTENCES))
def test_sound_text_is_left_alone(sentence):
    assert list(shift.runs(sentence)) == []
    assert list(encoding.injections(sentence)) == []


def test_sound_text_does_not_load_the_model():
    data.language.cache_clear()
    list(shift.runs("這是什麼?我不知道。(見下文)" * 50))
    assert data.language.cache_info().currsize == 0


def test_a_swallowed_sign_is_a_gap_and_not_a_guess():
    damaged = page("總人口為17.9萬人。", SEED_002 + "側", "none")
    assert [spot.swallowed for spot in damaged.spots] == ["1"]
    assert f"總人口為{shift.LACUNA}7.9萬人" in repaired(damaged.seen)


def test_model_prefers_chinese():
    good, bad = language.fold("群眾路線"), language.fold("罕姟吧显")
    assert language.score("｜", good) > language.score("｜", bad) + 20


def test_folding_keeps_the_length():
    text = "Ａb1，(é)\t變\n"
    assert len(language.fold(text)) == len(text)
