"""Damage that is generated comes off again, alone and in combination; sound text stays."""

from random import Random

import damage
import pytest
from edition import reading, witness
from hypothesis import given
from hypothesis import strategies as st


def clean(page):
    found = reading.read(witness.from_bytes("damaged", page.encode()))
    assert found.witness_text() == page
    return reading.as_text(found)


SEED = st.integers(0, 10**6)


@given(SEED)
def test_sound_text_stays(seed):
    text = damage.sound(Random(seed))
    assert clean(damage.lines(text)) == text.reading


@pytest.mark.parametrize("mechanism", damage.MECHANISMS, ids=lambda m: m.__name__)
@given(seed=SEED)
def test_each_mechanism_comes_off(mechanism, seed):
    random = Random(seed)
    text = damage.sound(random)
    assert clean(mechanism(damage.lines(text), random)) == text.reading


@given(
    SEED,
    st.sampled_from(damage.LAYOUTS),
    st.sampled_from(damage.FRAMES),
    st.sets(st.sampled_from(damage.SIGNS)),
)
def test_mechanisms_come_off_together(seed, layout, frame, signs):
    random = Random(seed)
    text = damage.sound(random)
    page = frame(layout(damage.lines(text), random), random)
    for sign in damage.SIGNS:
        if sign in signs:
            page = sign(page, random)
    assert clean(page) == text.reading


@given(SEED)
def test_cleaning_twice_is_cleaning_once(seed):
    random = Random(seed)
    text = damage.sound(random)
    once = clean(damage.box(damage.half_width(damage.lines(text), random), random))
    assert clean(once) == once
