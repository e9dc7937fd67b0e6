"""What a reader is told of a mark, and the list of all of them."""

import re
from xml.etree import ElementTree as etree  # noqa: N813 (as Markdown names it)

import markdown
import pytest
from edition import marks
from edition.glossary import Glossary
from edition.tooltips import TooltipExtension

FIX = "{~~人名~>人民~~}{>>emendation/known-word<<}"
PIN = "{~~領&#40;lǐng&#41;~>领~~}{>>encoding/injected-pinyin<<}"
YIN = "{~~導&#40;dǎo&#41;~>导~~}{>>encoding/injected-pinyin<<}"


def render(text):
    return markdown.markdown(text, extensions=["attr_list", TooltipExtension(Glossary([]))])


def rows(text):
    html = render(text).split('<section class="apparatus-notes"', 1)[1]
    tree = etree.fromstring('<section class="apparatus-notes"' + html)
    return [["".join(cell.itertext()).strip() for cell in row] for row in tree.iter("tr")][1:]


def test_one_row_for_what_was_done_alike():
    found = rows(f"走{FIX}群众\n{{: #p1 }}\n\n为{FIX}群众服务，{FIX}群众\n{{: #p2 }}")
    assert [row[:3] for row in found] == [["1", "1 2 2", "人名 → 人民"]]
    assert found[0][4] == "径改"


def test_repairs_that_touch_are_one_mark():
    html = render(f"{PIN}{YIN}带头\n{{: #p1 }}")
    assert html.count('class="encoding"') == 1
    assert 'data-witness="領(lǐng)導(dǎo)"' in html
    assert ">领导</span>" in html


@pytest.mark.parametrize("between", ["，", "*斜*"])
def test_repairs_with_something_between_are_two(between):
    assert render(f"{PIN}{between}{YIN}\n{{: #p1 }}").count('class="encoding"') == 2


def test_no_marks_no_list():
    assert "apparatus-notes" not in render("没有改动\n{: #p1 }")


def test_what_a_witness_says_is_shown_and_not_read():
    html = render(
        "{~~&#60;b&#62;&#38;lt&#59;~>字~~}{>>emendation/person: 因&#60;i&#62;<<}\n{: #p1 }"
    )
    assert "<b>" not in html
    assert "<del>&lt;b&gt;&amp;lt;</del>" in html
    assert "因&lt;i&gt;" in html


EVIDENCE = "固定搭配“人民群众”“党和人民”；“人名群众”不成词。甲→乙 是替换（洁净语料 0 例）"


@pytest.mark.parametrize(
    ("context", "expected"),
    [
        (
            "是人民群众的\n是人名群众的",
            "固定搭配“人民群众”；“人名群众”不成词。甲→乙 是替换",
        ),
        ("党和人民\n党和人名", "固定搭配“党和人民”"),
        ("别的话", "固定搭配“人民群众”“党和人民”；“人名群众”不成词。甲→乙 是替换"),
    ],
)
def test_a_reason_is_of_its_place(context, expected):
    assert marks.reason(EVIDENCE, context) == expected


def test_a_doubt_says_what_it_has_in_mind_though_it_stands_nowhere():
    note = "疑当作“事物”。“事物的本来面目”；音同，而“事务”亦可通"
    html = render(f"直击{{==事务==}}{{>>doubt/known-word: {note}<<}}的本来面目\n{{: #p1 }}")
    assert f'data-note="{note}"' in html


def test_counts_in_other_texts_are_for_the_record():
    html = render(f"为{FIX}服务\n{{: #p1 }}")
    assert "语料" not in html
    assert re.search(r'data-note="校改 · [^"]+"', html)


def test_the_rules_of_a_mark_are_told_by_their_names():
    html = render(f"{PIN}\n{{: #p1 }}")
    assert 'data-note="编码损坏 · 网页在字后注入读音"' in html
    assert "data-rule" not in html
