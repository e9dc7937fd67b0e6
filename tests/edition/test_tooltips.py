"""Terms and marks in the rendered page."""

import json
import re

import markdown
import pytest
from edition import notes
from edition.glossary import Glossary, Source, Term
from edition.tooltips import TooltipExtension
from hypothesis import given
from hypothesis import strategies as st


def term(form, slug, *variants):
    return Term(slug, form, "dú yīn", "释义<b>", "concept", (Source("书", "", ""),), "", variants)


BOOK = Glossary(
    [
        term("群众路线", "qzlx"),
        term("为民务实清廉", "wmwsql"),
        term("四风", "sifeng"),
        term("人民", "renmin"),
    ]
)


def render(text):
    return markdown.markdown(text, extensions=["attr_list", TooltipExtension(BOOK)])


def test_a_term_in_running_text():
    assert '走<a class="term" href="/terms/qzlx.md">群众路线</a>教育的路' in render(
        "走群众路线教育的路\n{: #p1 }"
    )


def test_first_of_a_section_and_again():
    text = "群众路线，群众路线\n{: #p1 }\n\n## 二\n\n群众路线\n{: #p2 }"
    assert re.findall(r'class="(term[^"]*)"', render(text)) == ["term", "term term--again", "term"]


@pytest.mark.parametrize(
    "text",
    ["## 群众路线 {: #s1 }", "[群众路线](x.md)\n{: #p1 }", "`群众路线`\n{: #p1 }", "群众路线"],
    ids=["heading", "link", "code", "no paragraph of a text"],
)
def test_where_no_term_is_marked(text):
    assert 'class="term' not in render(text)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("为{~~名~>民~~}{>>emendation/known-word<<}务实清廉", "为<i>民</i>务实清廉"),
        ("{~~名~>为~~}{>>emendation/known-word<<}民务实清廉", "<i>为</i>民务实清廉"),
        ("为民务实清{~~名~>廉~~}{>>emendation/known-word<<}", "为民务实清<i>廉</i>"),
        ("{~~名~>为民务实清廉~~}{>>emendation/known-word<<}", "<i>为民务实清廉</i>"),
    ],
)
def test_a_mark_inside_a_term_does_not_hide_it(source, expected):
    rendered = render(f"前{source}后\n{{: #p1 }}").split("<aside")[0]
    shown = re.sub(r'<span class="emendation"[^>]*>(.*?)</span>', r"<i>\1</i>", rendered)
    link = '<a class="term" href="/terms/wmwsql.md">'
    inner = shown.replace("<i>", "").replace("</i>", "")
    assert f"前{link}为民务实清廉</a>后" in inner
    if not source.endswith("为民务实清廉~~}{>>emendation/known-word<<}"):
        assert f"前{link}{expected}</a>后" in shown
        assert "tabindex" not in rendered, "one focus: the link's"


def test_a_term_that_would_cut_through_a_mark_is_left():
    rendered = render(
        "服务{~~甲~>人~~}{>>emendation/known-word<<}民和群{~~众~>众路~~}{>>emendation/known-word<<}线"
    )
    assert 'class="term' not in rendered  # no id: not marked at all
    rendered = render("群{~~x~>众路线吗~~}{>>emendation/known-word<<}\n{: #p1 }")
    assert 'class="term' not in rendered


def noted(text, book):
    extension = TooltipExtension(book)
    markdown.markdown(text, extensions=["attr_list", extension])
    return extension.noted


def test_notes_hold_each_term_once_and_nothing_of_the_page_before():
    extension = TooltipExtension(BOOK)
    converter = markdown.Markdown(extensions=["attr_list", extension])
    converter.convert("群众路线，群众路线，四风\n{: #p1 }")
    assert sorted(extension.noted.terms) == ["qzlx", "sifeng"]
    converter.reset().convert("人民\n{: #p1 }")
    assert sorted(extension.noted.terms) == ["renmin"]


def test_the_script_of_the_notes_is_ascii_and_holds_what_a_tooltip_says():
    script = notes.script(noted("群众路线\n{: #p1 }", BOOK), {"qzlx": 12})
    assert script.isascii()
    data = json.loads(re.fullmatch(r"jiaodu\.noted\((.*)\);\n", script)[1])
    (row,) = data["terms"]
    assert row["form"] == "群众路线"
    assert row["definition"] == "释义<b>"
    assert row["uses"] == 12


def test_terms_inside_a_term_are_offered():
    movement = term("党的群众路线教育", "jiaoyu", "群众路线教育")  # its own short form is no other
    book = Glossary([*BOOK.terms.values(), movement, term("教育", "edu")])
    found = noted("党的群众路线教育\n{: #p1 }", book)
    assert found.nested["党的群众路线教育"] == ("qzlx", "edu")
    assert set(found.terms) == {"jiaoyu", "qzlx", "edu"}
    assert noted("群众路线\n{: #p1 }", book).nested["群众路线"] == ()


@given(
    st.lists(
        st.sampled_from(
            ["群众", "路线", "四风", "人", "民", "，",
             "{~~甲~>人~~}{>>emendation/known-word<<}", "{~~乙~>众路~~}{>>encoding/shifted-bytes<<}",
             "{++【阙】++}{>>lacuna/splice<<}", "{--丙--}{>>emendation/person: 因为<<}",
             "{==四==}{>>doubt/known-word: 疑<<}", "*斜*", "`码`", "[链](x.md)"]
        ),
        max_size=14,
    )
)  # fmt: skip
def test_marking_changes_no_character(pieces):
    text = "".join(pieces) + "完\n{: #p1 }"
    plain = markdown.markdown(text, extensions=["attr_list", TooltipExtension(Glossary([]))])
    marked = render(text).split('<aside class="notes"')[0]
    strip = re.compile(r"<[^>]*>")
    assert strip.sub("", marked).strip() == strip.sub("", plain).strip()
