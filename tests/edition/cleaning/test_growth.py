"""What a hostile page holds again and again costs no more the longer it gets: the work is counted."""

import re

from edition.cleaning import (
    guess,
    markup,
    oldlanguage,
    rubrics,
    script,
    shift,
    spelling,
)
from edition.cleaning.blocks import Block

LENGTH = 2000


def various(sign, count):
    """A sign before two characters that are different each time."""
    pairs = (chr(0x4E00 + n * 37 % 20000) + chr(0x4E00 + n * 53 % 20000) for n in range(count))
    return "".join(sign + pair for pair in pairs)


class Counting:
    """A pattern that counts the characters that it was given."""

    def __init__(self, shape):
        self.shape, self.searches, self.characters = re.compile(shape), 0, 0

    def search(self, text):
        self.searches += 1
        self.characters += len(text)
        return self.shape.search(text)


def test_a_line_is_asked_once_whether_it_speaks_of_characters(monkeypatch):
    asked = Counting("写作")
    monkeypatch.setattr(script, "_of_forms", lambda: asked)
    assert script._spoken_of("“渡”字写作“渡”，\n“船”\n“桥”写作“桥”") == {1, 7, 16, 21}
    asked.searches = 0
    script._spoken_of(various("++“字”，", LENGTH))
    assert asked.searches == 1


def test_a_line_is_read_once_for_verse(monkeypatch):
    asked = []
    are_verses = oldlanguage._are_verses
    monkeypatch.setattr(oldlanguage, "_are_verses", lambda c: asked.append(c) or are_verses(c))
    text = "夜渡青溪水，石阶无月霜。" * LENGTH
    assert all(oldlanguage._is_verse(text, at) for at in range(0, len(text), 7))
    assert len(asked) == 1


def test_a_long_line_is_not_searched_whole_for_each_place(monkeypatch):
    asked = Counting("错别字")
    monkeypatch.setattr(spelling, "_MISSPELLINGS", asked)
    text = "字pin" * LENGTH
    for at in range(0, len(text), 40):
        spelling._of_corrector(text, at, at + 1)
    assert asked.characters <= 1000 * asked.searches
    assert spelling._of_corrector("错别字：“把船写成传”", 8, 9)
    assert not spelling._of_corrector("错别字很多。\n“把船写成传”", 10, 11)


def test_headings_are_asked_again_only_beside_those_that_were_found(monkeypatch):
    asked = []
    signs = rubrics.signs
    monkeypatch.setattr(rubrics, "signs", lambda page, n: asked.append(n) or signs(page, n))
    texts = ["山上有一座庙。目录", *["目录"] * LENGTH, "第一条 " * 500 + "庙里有人。"]
    rubrics.headings([Block(0, 0, text) for text in texts], set())
    assert len(asked) <= 30 * LENGTH


def test_vanished_pairs_are_not_looked_for_without_end(monkeypatch):
    asked = []

    def readings(page, at, heads, gone):
        asked.append(gone)
        return guess.readings(page, at, heads, gone)

    monkeypatch.setattr(shift, "readings", readings)
    list(shift.runs("山上有一座庙。" + various("下载??", 300)))
    runs = asked.count(0)
    assert runs > 6 * shift._PATIENCE
    assert sum(gone > 0 for gone in asked) <= 2 * (2 * shift._PATIENCE + runs / shift._SELDOM)


def test_a_mark_of_a_database_is_looked_for_line_by_line():
    found = markup._OF_DATABASE.search("\n\n  <正>渡口的旧闻")
    assert found
    assert found.start() == 2
