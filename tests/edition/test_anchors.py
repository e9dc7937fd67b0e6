"""A link to a paragraph holds as long as its words do."""

import html
import re

import markdown
from edition import page, reading, witness
from edition.anchors import anchors
from edition.edit import apply
from edition.glossary import Glossary
from edition.tooltips import TooltipExtension
from hypothesis import given
from hypothesis import strategies as st

WORDS = [
    "群众路线，是生命线。",
    "八项规定：一、二、三。",
    "“四风”问题",
    "(a+b) & <c>",
    "为民务实清廉",
]


def links(text, without=()):
    """Anchor → words, of the page that is made of a raw text."""
    found = reading.read(witness.from_bytes("x", text.encode()), without=without)
    last = page.markup(found, {"title": "题", "kind": "text"})
    body = apply(found.text, last.edits).split("\n---\n", 1)[1]
    extensions = ["attr_list", "toc", TooltipExtension(Glossary([]))]
    rendered = markdown.markdown(body, extensions=extensions)
    blocks = re.findall(r'<a [^>]*id="(w-[^"]+)"[^>]*></a>(.*?)</(?:p|h\d)>', rendered, re.DOTALL)
    return {name: html.unescape(re.sub(r"<[^>]*>", "", words)) for name, words in blocks}


FIRST = "第一段说的是作风建设的事情，话说得很长，以便不会当作标题。"
SECOND = "第二段说的是群众路线(1)的事情，话也说得很长，以便不会当作标题。"
SITE = "温馨提示:本文档由用户上传，请及时联系客服，下载文档前请仔细阅读。"


def test_a_paragraph_that_comes_or_goes_leaves_the_others_links():
    whole = links(f"{FIRST}\n\n{SECOND}\n")
    assert len(whole) == 2
    for other in (
        f"新加的一段放在最前面，话说得很长，以便不会当作标题。\n\n{FIRST}\n\n{SECOND}\n",
        f"{FIRST}\n\n中间插入的一段，话说得很长，以便不会当作标题。\n\n{SECOND}\n",
    ):
        assert whole.items() <= links(other).items()
    assert links(f"{SECOND}\n").items() <= whole.items()


def test_another_cleaning_leaves_the_links_of_what_it_leaves_alone():
    """Site words in a line of their own: a paragraph where a class of edit is left out."""
    text = f"{SITE}\n\n{FIRST}\n\n{SECOND}\n"
    cleaned, raw = links(text), links(text, without=("chrome", "furniture", "width"))
    kept = {name for name, words in raw.items() if words in (FIRST, SECOND)}
    assert len(kept) == 2
    assert kept <= set(cleaned)


def test_punctuation_and_blanks_are_no_words():
    assert anchors(["群众,路线"]) == anchors(["群众， 路线。"]) != anchors(["群众路径"])


def test_marks_and_terms_change_no_link():
    text = "坚持为名务实清廉的要求，这一段话说得很长，以便不会当作标题。\n"
    (name,) = links(text)
    assert [name] == anchors(["坚持为民务实清廉的要求，这一段话说得很长，以便不会当作标题。"])


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=12), st.sampled_from(WORDS))
def test_links_are_one_each_and_keep_when_another_is_added(texts, other):
    names = anchors(texts)
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"w-[0-9a-f]{8}(-\d+)?", name) for name in names)
    if other not in texts:
        assert anchors([other, *texts])[1:] == names


def test_what_a_page_shows_has_the_links_of_its_reading():
    """The anchor is of the words as read, whatever mark-up their characters need."""
    text = "甲&乙<丙>和[丁](戊)与`己`、*庚*、(辛)1-2，这一段话说得很长，以便不会当作标题。\n"
    found = reading.read(witness.from_bytes("x", text.encode()))
    assert list(links(text)) == anchors(p.text for p in page.paragraphs(found))
