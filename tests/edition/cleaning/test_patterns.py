"""Patterns that find by their first character find what `re` finds."""

import re

import pytest
from edition.cleaning.patterns import pattern
from hypothesis import given
from hypothesis import strategies as st

SOURCES = [
    r"(?:ab|b)+",
    r"(?<=a) +(?=\S)",
    r"(?:a|b\d?)(?:ab)*",
    r"\b(?:a{2,3}|1)\b",
    r"(?:^|(?<=b))a",
]


@pytest.mark.parametrize("source", SOURCES)
@given(st.text("ab 1\n", max_size=30), st.integers(0, 5), st.integers(0, 30))
def test_it_finds_what_re_finds(source, text, start, end):
    plain, ours = re.compile(source), pattern(source)
    spans = [match.span() for match in plain.finditer(text, start)]
    assert [match.span() for match in ours.finditer(text, start)] == spans
    found = ours.search(text, start)
    assert (found and found.span()) == (spans[0] if spans else None)
