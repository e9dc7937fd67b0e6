"""Terms in running Chinese: longest match, contexts, quotation marks; errors that name the line."""

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
definition = "释义"
kind = "concept"
[[term.source]]
title = "书"
"""


@pytest.mark.parametrize(
    ("change", "line", "words"),
    [
        (("", ENTRY.replace("sifeng", "other")), 9, "“四风” is defined twice"),
        (("", ENTRY.replace("四风", "五风")), 9, "“sifeng” is defined twice"),
        (('kind = "concept"', 'kind = "idea"'), 1, "kind “idea” is unknown"),
        (('form = "四风"', ""), 1, "“form” is missing"),
        (('"sifeng"', '"Si Feng"'), 1, "is not an address"),
        (("[[term.source]]\n", "[[other]]\n"), 1, "names no source"),
        (('kind = "concept"', 'kind = "concept"\nsee = ["wu"]'), 1, "no term has that slug"),
        (('kind = "concept"', 'kind = "concept"\nknd = "x"'), 1, "unknown field “knd”"),
        (('form = "四风"', 'form = "四风'), 3, "broken TOML"),
        (('"四风"', "4"), 1, "“form” is not a string"),
    ],
)
def test_errors_name_file_and_line(tmp_path, change, line, words):
    old, new = change
    text = ENTRY.replace(old, new) if old else ENTRY + new
    (tmp_path / "terms.toml").write_text(text, "utf-8")
    with pytest.raises(EditionError) as error:
        glossary.load(tmp_path)
    assert str(error.value).startswith(f"{tmp_path / 'terms.toml'}:{line}: ")
    assert words in str(error.value)


def test_the_glossary_of_the_site():
    book = glossary.load(ROOT / "docs" / "glossary")
    forms = {form for t in book.terms.values() for form in t.forms}
    assert {"八项规定", "四风", "群众路线", "为民务实清廉"} <= forms
    assert len(book.terms) >= 30
    for entry in book.terms.values():
        assert 20 <= len(entry.definition) <= 120, entry.form
        assert all(source.title for source in entry.sources), entry.form
        assert entry.reading, entry.form
