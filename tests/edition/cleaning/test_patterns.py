"""Patterns that find by their first character find what `re` finds."""

import re

import pytest
from edition.cleaning.patterns import one_of, pattern
from hypothesis import given
from hypothesis import strategies as st

SOURCES = [
    r"(?:ab|b)+",
    r"(?<=a) +(?=\S)",
    r"(?:a|b\d?)(?:ab)*",
    r"\b(?:a{2,3}|1)\b",
    r"(?:^|(?<=b))a",
    r"ab|b1|b",
]


@pytest.mark.parametrize("source", SOURCES)
@given(st.text("ab 1\n", max_size=30), st.integers(0, 5), st.integers(0, 30))
def test_it_finds_what_re_finds(source, text, start, end):
    plain, ours = re.compile(source), pattern(source)
    spans = [match.span() for match in plain.finditer(text, start)]
    assert [match.span() for match in ours.finditer(text, start)] == spans
    found = ours.search(text, start)
    assert (found and found.span()) == (spans[0] if spans else None)


@given(
    st.sets(st.text("ab(.]", min_size=1, max_size=4), min_size=1, max_size=8),
    st.text("ab(.] ", max_size=30),
    st.sampled_from(["", r"\s*"]),
)
def test_one_of_finds_the_longest_word_at_each_place(words, text, between):
    longest = sorted(words, key=len, reverse=True)
    plain = re.compile("|".join(between.join(map(re.escape, word)) for word in longest))
    expected = [match.span() for match in plain.finditer(text)]
    assert [m.span() for m in re.finditer(one_of(words, between), text)] == expected
