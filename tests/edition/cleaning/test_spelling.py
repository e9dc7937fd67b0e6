"""Order does not matter, twice is once, and what is certain is never the language model's alone."""

import itertools
import random
from pathlib import Path

import pytest
from edition import data, reading, witness
from edition.cleaning import emendation, misspellings, phrases, spelling
from edition.edit import Doubt, Edit
from hypothesis import given, settings
from hypothesis import strategies as st

TEXTS = [
    "同志们一如即往，自已动手。",
    "污水直接进人环境，成绩有目共堵。",
    "（…省略834字…）根底教育进展顺利，人名群众满意。",
    "意志不坚决，眼带“放大镜”。",
    "他说一如即往，她也说一如即往，人人都说一如即往。",
]


SOUND = Path(__file__).parents[2] / "whole" / "sound.txt"


def test_sound_sentences_stay_as_they_are():
    lines = [line for line in SOUND.read_text("utf-8").splitlines() if not line.startswith("#")]
    around = "他昨天在家里看了一会儿书。\n\n{}\n\n大家都觉得这是一件好事。"
    changed = {
        line: [(item.old, item.new) for item in found]
        for line in lines
        if (found := [e for e in emendation.words(around.format(line)) if isinstance(e, Edit)])
    }
    assert changed == {}


def test_a_learner_s_slip_with_fewer_nats_is_asked():
    [found] = spelling.spellings("我们不应该烂费渡口的石阶和船。")
    assert isinstance(found, Doubt)
    assert (found.text, found.suggestion) == ("烂费", "浪费")


def read(text):
    return reading.as_text(reading.read(witness.from_bytes("x", text.encode())))


def test_a_page_is_the_same_alone_and_in_any_order():
    alone = {text: read(text) for text in TEXTS}
    for order in itertools.permutations(TEXTS):
        assert [read(text) for text in order] == [alone[text] for text in order]


@pytest.mark.parametrize("text", TEXTS)
def test_twice_is_once(text):
    assert read(read(text)) == read(text)


@settings(max_examples=60, deadline=None)
@given(st.randoms(use_true_random=False))
def test_a_slip_in_a_phrase_is_put_right_or_left(rng: random.Random):
    """Never made into another phrase."""
    known, _ = data.phrases()
    sounds, looks = data.lookalikes()
    phrase = rng.choice(sorted(known))
    at = rng.randrange(4)
    others = [c for c in sounds[phrase[at]] + looks[phrase[at]] if phrase[:at] + c not in known]
    if not others:
        return
    wrong = phrase[:at] + rng.choice(others) + phrase[at + 1 :]
    found = list(phrases.slips(f"我们说{wrong}，就是这样。"))
    assert all(slip.phrase in known for slip in found)
    assert len({slip.start for slip in found}) == len(found)


def test_phrases_and_sound_strings_do_not_meet():
    known, sound = data.phrases()
    assert not known & sound
    assert all(len(phrase) == 4 for phrase in known | sound)


def test_every_misspelling_differs_from_its_word_by_one_character_and_is_no_word():
    rows = data.table("misspellings")["pair"]
    right = {word for row in rows for word in row["words"].split()}
    for row in rows:
        assert len(row["wrong"]) == len(row["right"]) == 1
        for word in row["words"].split():
            assert word.count(row["right"]) == 1, f"{word}: {row['right']} must stand in it once"
            assert word.replace(row["right"], row["wrong"]) not in right


@pytest.mark.parametrize("text", ["", "字", "两字", "三个字", "四个字呀", "𠮷", "\udcff坏字节"])
def test_short_and_odd_texts(text):
    assert list(phrases.slips(text)) == []
    assert list(misspellings.misspellings(text)) == []


@pytest.mark.parametrize("text", ["我们应当记住曾先生话中的意思。", "企业应当按排污规定处理污水。"])
def test_where_one_row_finds_a_word_sound_no_other_row_fires(text):
    assert list(misspellings.misspellings(text)) == []


def test_likely_is_not_applied():
    found = reading.read(witness.from_bytes("x", "他手持“望远镜”，眼带“放大镜”。".encode()))
    assert found.text == "他手持“望远镜”，眼带“放大镜”。"
    assert [d.suggestion for s in found.steps for d in s.doubts if isinstance(d, Doubt)] == ["眼戴"]


def test_a_slip_is_found_whatever_was_read_before():
    phrases._table.cache_clear()
    wrong = "群众有目共堵。"
    alone = list(phrases.slips(wrong))
    assert [slip.phrase for slip in alone] == ["有目共睹"]
    list(phrases.slips("有目共睹，共睹有目；持之以恒，经久不息。"))
    assert list(phrases.slips(wrong)) == alone
