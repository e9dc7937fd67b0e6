"""Terms stand in the order of a Chinese dictionary."""

import random
from pathlib import Path

import pytest
from edition.glossary import load
from edition.sounds import sounds

ROOT = Path(__file__).resolve().parents[2]

# In the order of 现代汉语词典: by the first character's syllable, then its tone, then the second.
IN_ORDER = [
    ("八股", "bāgǔ"),
    ("八项规定", "bāxiàng guīdìng"),
    ("把关", "bǎguān"),
    ("霸道", "bàdào"),
    ("白", "bái"),
    ("大事化小", "dàshì huà xiǎo"),
    ("党的作风", "dǎng de zuòfēng"),
    ("党风", "dǎngfēng"),
    ("基层站所", "jīcéng zhànsuǒ"),
    ("姜堰区", "Jiāngyàn Qū"),
    ("路线", "lùxiàn"),
    ("绿化", "lǜhuà"),
    ("乱", "luàn"),
    ("“三个代表”重要思想", "“Sān ge Dàibiǎo” zhòngyào sīxiǎng"),
    ("视而不见", "shì’érbùjiàn"),
    ("西安", "Xī’ān"),
    ("先进", "xiānjìn"),
]


def test_character_by_character():
    mixed = IN_ORDER[:]
    random.Random(3).shuffle(mixed)
    assert sorted(mixed, key=lambda row: sounds(*row)) == IN_ORDER


def test_each_character_has_its_syllable():
    assert sounds("了解", "liǎojiě") == (("liao", 3, "了"), ("jie", 3, "解"))
    assert sounds("西安", "Xī’ān") == (("xi", 1, "西"), ("an", 1, "安"))
    assert sounds("方案", "fāng’àn")[1] == ("an", 4, "案")
    assert sounds("妇女", "fùnǚ")[1] == ("nu ", 3, "女")


@pytest.mark.parametrize("reading", ["", "x", "qúnzhòng lùxiàn de"])
def test_a_reading_that_does_not_fit_is_no_error(reading: str):
    assert len(sounds("群众", reading)) == 1


def test_every_term_of_the_glossary_fits():
    for term in load(ROOT / "docs" / "glossary").terms.values():
        assert len(sounds(term.form, term.reading)) == sum(map(str.isalnum, term.form)), term.form
