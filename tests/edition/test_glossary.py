"""Terms in running Chinese: longest match, contexts, quotation marks; errors that name the line."""

import re
from pathlib import Path

import pytest
from edition import glossary
from edition.errors import EditionError
from edition.glossary import Glossary, Source, Term
from hypothesis import given
from hypothesis import strategies as st

ROOT = Path(__file__).parents[2]


def term(form, *variants, never=(), slug=None):
    slug = slug or "t" + "".join(f"{ord(c):x}" for c in form)
    return Term(
        slug, form, "", "释义", "concept", (Source("书", "", ""),), "", variants, (), (), never
    )


def found(text, *terms):
    return [text[m.start : m.end] for m in Glossary(terms).find(text)]


def test_longest_match_from_the_left():
    terms = term("群众路线"), term("党的群众路线教育实践活动"), term("路线教育")
    assert found("开展党的群众路线教育实践活动，走群众路线。", *terms) == [
        "党的群众路线教育实践活动",
        "群众路线",
    ]


def test_inside_running_text_without_word_boundaries():
    assert found("坚决反对四风问题", term("四风")) == ["四风"]


def test_contexts_in_which_it_is_not_the_term():
    person = term("人大", never=("个人大", "人大多"))
    assert found("个人大胆，人大代表，有人大多如此", person) == ["人大"]


def test_a_shorter_form_is_tried_where_the_longer_is_excluded():
    terms = term("党性修养", never=("党性修养院",)), term("党性")
    assert found("党性修养院", *terms) == ["党性"]


def test_across_quotation_marks():
    rule = term("中央八项规定"), term("四风")
    assert found("在中央“八项规定”的基础上，解决“四风”问题", *rule) == ["中央“八项规定”", "四风"]


def test_short_forms_do_not_run_across_quotation_marks():
    assert found("“大”事和“小”事", term("大事"), term("和小")) == []


def test_a_short_form_that_is_written_with_its_marks_does():
    term_ = term("接地气", "接“地气”")
    assert found("一线接“地气”、“接地气”，接“地”气", term_) == ["接“地气”", "接地气"]
    matches = list(
        Glossary([term_, term("“三个代表”思想")]).find("接“地气”，接地气，“三个代表”思想")
    )
    assert [m.form for m in matches] == ["接“地气”", "接地气", "“三个代表”思想"]


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("套话连篇，“八股”文风犹存", "“八股”文风"),
        ("落实中央“八股文风”的话", "八股文风"),
        ("反对“新的八股”文风", "八股”文风"),  # its partner stands too far off
        ("坚持“八股文”、“风八股”", "“八股文”、“风八股”"),
        ("扎密八股“文风”，建立", "八股“文风”"),
    ],
)
def test_a_match_takes_in_the_partners_of_its_quotation_marks(text, mark):
    assert found(text, term("八股文风", "八股文、风八股")) == [mark]


FORM = st.text(alphabet="党的群众路线", min_size=1, max_size=4)


@given(st.text(alphabet="党的群众路线，“”", max_size=30), st.sets(FORM, min_size=1, max_size=6))
def test_matches_are_in_order_apart_and_forms(text, forms):
    book = Glossary([term(form, slug=f"t{n}") for n, form in enumerate(sorted(forms))])
    end = 0
    for match in book.find(text):
        assert match.start >= end
        end = match.end
        bare = text[match.start : match.end].translate(dict.fromkeys(map(ord, "“”")))
        assert bare == match.form
        assert match.form in forms


@given(st.text(alphabet="党的群众路线，", max_size=30), st.sets(FORM, min_size=1, max_size=6))
def test_finds_what_a_plain_scan_finds(text, forms):
    book = Glossary([term(form, slug=f"t{n}") for n, form in enumerate(sorted(forms))])
    expected, at = [], 0
    while at < len(text):
        longest = max((f for f in forms if text.startswith(f, at)), key=len, default="")
        if longest:
            expected.append((at, longest))
        at += len(longest) or 1
    assert [(m.start, m.form) for m in book.find(text)] == expected


ENTRY = """[[term]]
slug = "sifeng"
form = "四风"
reading = "sìfēng"
traditional = "四風"
definition = "形式主义、官僚主义、享乐主义和奢靡之风的合称，二〇一三年集中整治。"
kind = "concept"
[[term.source]]
title = "书"
date = "2013-06-18"
[[term.source]]
title = "又一书"
"""
OTHER = ENTRY.replace("sifeng", "other").replace("四风", "五风").replace("四風", "五風")
AGAIN = ENTRY.count("\n")  # lines before a second entry


def added(line):
    """One more line in the entry."""
    return ('kind = "concept"', f'kind = "concept"\n{line}')


# What is changed in the entry ("": added after it), the line to be named, words of the message.
BROKEN = {
    "form twice": (("", OTHER.replace("五风", "四风")), AGAIN + 3, "form “四风” is defined twice"),
    "variant of another": (
        ("", OTHER.replace("kind", 'variants = ["“四风”"]\nkind')),
        AGAIN + 7,
        "variants ““四风”” is defined twice",
    ),
    "slug twice": (
        ("", OTHER.replace("other", "sifeng")),
        AGAIN + 2,
        "slug “sifeng” is defined twice",
    ),
    "slug no address": (('"sifeng"', '"Si Feng"'), 2, "is not an address"),
    "slug of another page": (('"sifeng"', '"index"'), 2, "taken by another page"),
    "unknown kind": (('"concept"', '"idea"'), 7, "kind “idea” is unknown"),
    "no form": (('form = "四风"', ""), 1, "“form” is missing"),
    "empty form": (('form = "四风"', 'form = ""'), 3, "“form” is empty"),
    "form with a space": (('form = "四风"', 'form = "四 风"'), 3, "has a space"),
    "form of quotation marks": (('form = "四风"', 'form = "“”"'), 3, "is empty or has a space"),
    "number for a string": (('form = "四风"', "form = 4"), 3, "“form” is not a string"),
    "no pinyin": (('"sìfēng"', '"四风"'), 4, "is no pinyin"),
    "pinyin without tones": (('"sìfēng"', '"si4feng1"'), 4, "is no pinyin"),
    "no Traditional": (('traditional = "四風"', ""), 1, "“traditional” is missing"),
    "Traditional too long": (('"四風"', '"四種風"'), 5, "is not as long as “四风”"),
    "definition too short": (
        ("、享乐主义和奢靡之风的合称，二〇一三年", ""),
        6,
        "definition has 14 characters",
    ),
    "definition too long": (("合称，", "合称，" * 40), 6, "definition has 150 characters"),
    "string for a list": (added('variants = "四风问题"'), 8, "“variants” is no list of strings"),
    "variant is the form": (added('variants = ["四风"]'), 8, "variants repeats the form"),
    "variant twice": (added('variants = ["甲", "甲"]'), 8, "“variants” has “甲” twice"),
    "see nothing": (added('see = ["wu"]'), 8, "see: “wu”, but no term has that slug"),
    "see itself": (added('see = ["sifeng"]'), 8, "points to itself"),
    "context without the form": (added('never = ["十四"]'), 8, "never “十四” contains no form"),
    "context is the form": (added('never = ["四风"]'), 8, "excludes the form “四风” itself"),
    "unknown field": (added('knd = "x"'), 8, "unknown field “knd”"),
    "no source": (("[[term.source]]", "[[other]]"), 8, "“other” belongs to no entry"),
    "no source at all": ((ENTRY[ENTRY.index("[[term.source]]") :], ""), 1, "names no source"),
    "source without title": (('title = "又一书"', 'note = "x"'), 11, "“title” is missing"),
    "unknown field of a source": (
        ('title = "又一书"', 'title = "x"\npage = "3"'),
        13,
        "unknown field “page”",
    ),
    "date that is none": (('"2013-06-18"', '"2013-06-31"'), 10, "date “2013-06-31” is no date"),
    "date in another order": (('"2013-06-18"', '"18.6.2013"'), 10, "is no date"),
    "string not closed": (('form = "四风"', 'form = "四风'), 3, "broken TOML"),
    "wrong table": (("[[term]]", "[[terms]]"), 1, "“terms” belongs to no entry"),
    "entry inside a source": (("", "term = []"), AGAIN + 1, "unknown field “term”"),
    "head hidden in a string": (
        ('kind = "concept"', 'kind = "concept"\ntags = ["""\n[[term]]\n"""]'),
        1,
        "2 lines [[term]]",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_errors_name_file_line_and_field(tmp_path, name):
    (old, new), line, words = BROKEN[name]
    text = ENTRY.replace(old, new, 1) if old else ENTRY + new
    assert text != ENTRY
    (tmp_path / "terms.toml").write_text(text, "utf-8")
    with pytest.raises(EditionError) as error:
        glossary.load(tmp_path)
    assert str(error.value).startswith(f"{tmp_path / 'terms.toml'}:{line}: ")
    assert words in str(error.value)
    assert error.value.remedy


def test_entries_of_several_files_and_none_in_one(tmp_path):
    (tmp_path / "a.toml").write_text(ENTRY, "utf-8")
    (tmp_path / "b.toml").write_text("# a note\n\n [[ term ]] # head\n" + OTHER[9:], "utf-8")
    (tmp_path / "c.toml").write_text("# nothing yet\n", "utf-8")
    assert list(glossary.load(tmp_path).terms) == ["sifeng", "other"]


def test_the_glossary_of_the_site():
    book = glossary.load(ROOT / "docs" / "glossary")
    forms = {form for t in book.terms.values() for form in t.forms}
    assert {"八项规定", "四风", "群众路线", "为民务实清廉"} <= forms
    assert len(book.terms) >= 90
    for entry in book.terms.values():
        assert entry.tags, entry.form
        assert all(source.date or source.note for source in entry.sources), entry.form


# Traditional forms that OpenCC, which knows words and no persons, does not give.
TRADITIONAL = {"范学芝": "范學芝"}


def test_traditional_forms_are_those_of_the_traditional_edition():
    opencc = pytest.importorskip("opencc").OpenCC("s2tw")
    for entry in glossary.load(ROOT / "docs" / "glossary").terms.values():
        expected = TRADITIONAL.get(entry.form) or opencc.convert(entry.form)
        assert entry.traditional == expected, entry.form


def test_readings_are_readings_of_the_form():
    """Syllable by syllable one that the character has; 四 is not read fēng."""
    pypinyin = pytest.importorskip("pypinyin")

    def syllables(char):
        toned = pypinyin.pinyin(char, style=pypinyin.Style.TONE, heteronym=True)[0]
        plain = pypinyin.pinyin(char, style=pypinyin.Style.NORMAL, heteronym=True)[0]
        return {*toned, *plain}

    for entry in glossary.load(ROOT / "docs" / "glossary").terms.values():
        reading = re.sub(r"[\W_]", "", entry.reading.lower())
        ends = {0}
        for char in re.findall(r"[\u3400-\u9fff]", entry.form):
            options = syllables(char)
            ends = {
                end + len(option)
                for end in ends
                for option in options
                if reading.startswith(option, end)
            }
        assert len(reading) in ends, (entry.form, entry.reading)
