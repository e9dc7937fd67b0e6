"""Each short way finds what the plain one finds, on strings made of the signs that matter."""

import itertools

from edition import data
from edition.cleaning import (
    contents,
    dress,
    jammers,
    language,
    phrases,
    repeats,
    siblings,
    signs,
)
from edition.cleaning.lines import CLOSERS
from edition.cleaning.script import simplified
from hypothesis import given
from hypothesis import strategies as st


def made_of(signs, most=40):
    return st.lists(st.sampled_from(signs), max_size=most).map("".join)


@given(st.sets(st.text("天地人和", min_size=8, max_size=10), max_size=30))
def test_clauses_that_share_a_half(parts):
    def halves(part):
        at = len(part) // 2
        return {(0, part[:at]), (1, part[at:])}

    expected = {
        frozenset((one, two))
        for one, two in itertools.combinations(parts, 2)
        if len(one) == len(two) and halves(one) & halves(two)
    }
    many = {
        frozenset(pair)
        for size in (8, 9, 10)
        for key in {half for part in parts if len(part) == size for half in halves(part)}
        if len(crowd := [p for p in parts if len(p) == size and key in halves(p)]) > repeats._MOST
        for pair in itertools.combinations(crowd, 2)
    }
    found = set(map(frozenset, repeats._pairs(repeats._sharing(parts))))
    assert expected - many <= found <= expected


@given(st.data())
def test_phrases_that_are_misspelt(draw):
    known = data.phrases()[0]
    sounds, looks = data.lookalikes()
    phrase = draw.draw(st.sampled_from(sorted(known)))
    at = draw.draw(st.integers(0, 3))
    other = draw.draw(st.sampled_from(sounds[phrase[at]] + looks[phrase[at]] + "的"))
    seen = phrase[:at] + other + phrase[at + 1 :]
    expected = {
        (right, places[0])
        for right in known
        if len(places := [i for i in range(4) if right[i] != seen[i]]) == 1
        and seen[places[0]] in sounds[right[places[0]]] + looks[right[places[0]]]
    }
    found = list(phrases._table().misspelt(seen))
    assert len(found) == len(set(found))
    assert set(found) == expected


@given(made_of(["天", "下", "后", "後", "无", "無", "1", "a", " ", ",", "“", "龙", "龍"]))
def test_folding_converts_only_where_it_must(text):
    assert language.fold(text) == simplified(text).translate(language._DIGITS)


@given(made_of([*"您的当前位置首页主导航>»›:/| ·-。甲乙丙丁,=a1"]))
def test_paths(line):
    assert signs.is_path(line) == bool(signs._PATH.fullmatch(line))


@given(made_of([*"甲，。(（“ \n#-!~", "A! ", "_+ ", "7 "]))
def test_jammers_have_groups(text):
    if jammers._RUN.search(text):
        assert jammers._GROUPS.search(text)


@given(made_of([*"甲乙 -—_|*\t", "网", "范文", "之家", "****"]))
def test_suffixes_have_their_ends(line):
    if dress._suffix().search(line) or dress._STARS.search(line):
        assert line.rstrip().endswith(dress._suffix_ends())


@given(made_of([*"目录甲 (（)）3１…·.。"]))
def test_entries_of_contents_with_pages(line):
    assert contents._has_page(line) == bool(contents._PAGE_NUMBER.fullmatch(line))


@given(made_of([*'甲乙“”‘’（）《》。！？：:〞"', "甲" * 20], 60), st.integers(0, 5))
def test_first_sentences(text, at):
    def plain():
        depth = 0
        for i in range(at, min(len(text), siblings.LONGEST_LEAD + at)):
            char = text[i]
            depth += (char in "“‘（(《") - (char in "”’）)》〞")
            if char in "。！？":
                if depth > 0 and i + 1 < len(text) and text[i + 1] in CLOSERS:
                    return i + 2
                if depth <= 0:
                    return i + 1
            if char == "：" or (char == ":" and depth <= 0):
                return 0
        return 0

    assert siblings.lead(text, at) == plain()
