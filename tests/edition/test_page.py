"""Markdown that shows a hostile text as the characters it is, and gives it back."""

import html
import re

import markdown
import pytest
from edition import apparatus, page, reading, witness
from edition.edit import apply, rewind
from edition.glossary import Glossary
from edition.tooltips import TooltipExtension
from hypothesis import given
from hypothesis import strategies as st

SOUND = "这是一个段落，说了一些话，以便这一篇有正文可读。\n"
HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '<a href="javascript:alert(1)">点我</a >',
    "[点我](javascript:alert(1)) ![图](x) [引用][1]",
    "**粗** _斜_ `码` ~~删~~ ^上^ ==亮==",
    "# 标题",
    "## 二级 {: #s1 onclick=alert(1) }",
    "\\# 反斜线",
    "- 列表",
    "* 列表",
    "+ 列表",
    "1. 列表的一项。",
    "12) 列表",
    "> 引文",
    "---",
    "===",
    "***",
    "    代码",
    "```",
    "| 甲 | 乙 |",
    "{{ 7*7 }} {% include 'x' %} ${x}",
    '--8<-- "mkdocs.yml"',
    "::: edition.edit",
    "[TOC]",
    "*[八项]: 伪释义",
    "[^1]: 脚注",
    "{~~底~>校~~}{>>emendation/known-word<<}",
    "{++加++}{>>lacuna/cut-off<<} {--减--} {==同==}{>>doubt/x<<}",
    "~~} <<} ~> ++} --} ==}",
    "&lt;b&gt; &amp;amp; &#60;",
    "段落\n{: #p1 .term }",
    '!!! note "提示"',
    "title: 假\n---\n",
    "\x02wzxhzdk:0\x03 \x02amp\x03",
    "$$x^2$$ :smile: @user #tag",
    "http://example.com/<x> <http://example.com>",
]
OWN = re.compile(r'href="(#w-[0-9a-f]{8}(?:-\d+)?)"')  # a paragraph's link to itself


def markdown_of(text):
    found = reading.read(witness.from_bytes("hostile", text.encode()))
    last = page.markup(found, {"title": page.title(found)[0], "kind": "text"})
    return found, [*found.steps, last], apply(found.text, last.edits)


def render(text):
    body = text.split("\n---\n", 1)[1]
    extensions = ["attr_list", "tables", "toc", TooltipExtension(Glossary([]))]
    return markdown.markdown(body, extensions=extensions)


def shown(rendered):
    """What a reader sees of HTML."""
    return html.unescape(re.sub(r"<[^>]*>", "", rendered)).replace("\xa0", " ")


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize("shape", ["{}\n" + SOUND, SOUND + "{}\n" + SOUND, "他说{}，然后走了。\n"])
def test_hostile_text_shows_as_the_characters_it_is(words, shape):
    found, _, text = markdown_of(shape.format(words))
    rendered = render(text)
    tags = set(re.findall(r"<(/?[a-z0-9]+)", rendered))
    assert tags <= {"p", "/p", "h1", "/h1", "h2", "/h2", "span", "/span", "a", "/a"}, rendered
    assert set(re.findall(r'href="([^"]*)"', rendered)) <= set(OWN.findall(rendered))
    for paragraph in page.paragraphs(found):
        assert paragraph.text in shown(rendered)
    attributes = set(re.findall(r' ([a-z-]+)="', rendered))
    assert attributes <= {"id", "class", "href", "data-n", "aria-label"}
    assert set(re.findall(r'class="([^"]*)"', rendered)) <= {"made-title", "anchor"}


TEXT = st.text(
    alphabet=st.sampled_from(
        list("群众路线。，（）()[]{}<>#*_`~^=+-|!&\\:$ \n1.设設著“”\"'\u200b\u3000\r")
    ),
    min_size=1,
    max_size=120,
).filter(lambda text: text.strip())


@given(TEXT)
def test_any_text_comes_back_from_its_page(text):
    found, steps, markdown_text = markdown_of(text)
    assert rewind(markdown_text, [step.edits for step in steps]) == text
    record = apparatus.parse(apparatus.dump(found.witness, steps).split("\n")[:-1], "x")
    assert apparatus.witness_bytes(markdown_text, record, "x") == text.encode()


@given(TEXT)
def test_any_text_shows_as_the_characters_it_is(text):
    found, _, markdown_text = markdown_of(text)
    rendered = render(markdown_text)
    for paragraph in page.paragraphs(found):
        assert paragraph.text.strip() in shown(rendered)


def test_blanks_to_fill_in_are_as_wide_as_they_are():
    """HTML shows one of several blanks: the others are such as it keeps."""
    form = "甲方将位于      的房屋租给乙方，租期自   年  月  日起。\n"
    found, _, text = markdown_of(form + SOUND)
    assert form.strip() in found.text
    paragraph = html.unescape(re.search('<p id="p1">.*?</p>', render(text))[0])
    gaps = re.findall(r" \xa0+", paragraph)
    assert [len(gap) for gap in gaps] == [6, 3, 2, 2]
    assert "  " not in paragraph


def test_marks_carry_the_words_of_the_witness():
    _, _, text = markdown_of("为名务实清廉是" + SOUND)
    assert "{~~为名~>为民~~}{>>emendation/known-word<<}" in text
    rendered = render(text)
    assert 'class="emendation"' in rendered
    assert 'data-witness="为名"' in rendered
    assert "已知的机械替换" in rendered


@pytest.mark.parametrize(
    ("lost", "words"),
    [("难道就可以丢掉艰苦奋?的作风吗？", "?"), ("要坚持实事\ufffd是的原则。", "\ufffd")],
)
def test_a_character_put_back_is_marked_with_what_stood_there(lost, words):
    rendered = render(markdown_of("题\n\n" + SOUND + lost + "\n")[2])
    assert f'data-witness="{words}"' in rendered
    assert "按上下文，此字比其他各字合计可能" in rendered


def test_a_full_stop_put_back_is_marked_with_what_stood_there():
    rendered = render(
        markdown_of(
            "题\n\n" + SOUND + "县里的干部都赶到了现常大家看了。他们又去了下一个现常这里也一样。\n"
        )[2]
    )
    assert 'data-witness="常"' in rendered
    assert "误删了两字之间的字节" in rendered


def test_a_gap_says_how_it_is_known():
    raw = "题\n\n" + SOUND + "说到这里（…<b>网省略834字，{会员}可阅读）又接着说了几句话。\n"
    rendered = render(markdown_of(raw)[2])
    why = "网页注明“（…&lt;b&gt;网省略834字，{会员}可阅读）”"
    assert f'data-note="阙文 · {why}"' in rendered
    assert f'<td class="variants__reason">{why}</td>' in rendered


def test_critic_markup_is_what_other_processors_read():
    """The stock extension in accept mode gives our words, in reject mode the witness's."""
    _, _, text = markdown_of("为名务实清廉是" + SOUND)
    body = text.split("\n---\n", 1)[1]
    for mode, words in (("accept", "为民务实清廉"), ("reject", "为名务实清廉")):
        rendered = markdown.markdown(
            body,
            extensions=["attr_list", "pymdownx.critic"],
            extension_configs={"pymdownx.critic": {"mode": mode}},
        )
        assert f'<p id="p1">{words}是' in rendered


def test_made_title_is_a_deletion_and_says_so():
    found, _, text = markdown_of("这一篇没有题名，只有正文，正文有好几句话。\n第二段的话说完了。\n")
    assert page.title(found) == ("这一篇没有题名", True)
    assert "# {++这一篇没有题名++}{>>structure/made-title<<}" in text
    assert reading.as_text(found).startswith("这一篇没有题名，")


def test_lone_surrogates_travel_in_the_record():
    data = SOUND.encode() * 3 + b"\xe7\xbe" + SOUND.encode()
    found = reading.read(witness.from_bytes("x", data))
    last = page.markup(found, {"title": "x"})
    record = apparatus.dump(found.witness, [*found.steps, last])
    record.encode()
    parsed = apparatus.parse(record.split("\n")[:-1], "x")
    text = apply(found.text, last.edits)
    text.encode()
    assert apparatus.witness_bytes(text, parsed, "x") == data
