"""The tables hold together: every pattern compiles and finds the word that it is about."""

import re

import pytest
from edition import data

ROWS = data.table("emendations")["word"]


@pytest.mark.parametrize("row", ROWS, ids=[f"{n}: {row['wrong']}" for n, row in enumerate(ROWS)])
def test_row_of_emendations(row):
    groups = re.compile(row["pattern"], re.MULTILINE).groupindex
    assert "w" in groups
    assert row["evidence"]
    assert row["right"] != row["wrong"]


def test_sound_strings_are_no_phrases():
    phrases, sound = data.phrases()
    assert not phrases & sound
