"""Links to paragraphs, and citations, over http and from the zip."""

from __future__ import annotations

import datetime
import re

import pytest
from conftest import Reader, Site
from edition.anchors import anchors
from playwright.sync_api import Page, expect

WORDS = """el => {
    const copy = el.cloneNode(true);
    copy.querySelectorAll("a.seealso").forEach((pointer) => pointer.remove());
    return copy.textContent;
}"""


@pytest.fixture
def text(site: Site) -> str:
    return site.text_with("八项规定")


def clipboard(page: Page) -> str:
    """What was copied, as a reader finds out: by pasting it."""
    page.evaluate(
        """() => {
            const field = document.createElement("textarea");
            field.id = "pasted";
            (document.querySelector("dialog[open]") ?? document.body).append(field);
            field.focus();
        }"""
    )
    page.keyboard.press("Control+V")
    pasted = page.locator("#pasted")
    value = pasted.input_value()
    pasted.evaluate("el => el.remove()")
    return value


def today() -> datetime.date:
    return datetime.datetime.now().astimezone().date()


def test_a_press_on_a_number_copies_the_link_of_the_paragraph(reader: Reader, text: str) -> None:
    page = reader(text)
    anchor = page.locator("#p2 > .anchor")
    before = page.evaluate("scrollY")
    anchor.click()
    expect(page.locator(".toast")).to_contain_text("已复制第 2 段的链接")
    assert page.evaluate("scrollY") == before
    link = clipboard(page)
    assert link.split("#")[0] == page.url.split("#")[0]
    assert link.split("#")[1] == anchor.get_attribute("id")
    page.goto("about:blank")
    page.goto(link)
    expect(page.locator("#p2")).to_be_in_viewport()
    expect(page.locator("#p2")).to_have_class(re.compile("is-cited"))


def test_a_browser_without_a_clipboard_copies_too(reader: Reader, site: Site, text: str) -> None:
    page = reader("index.html")
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined });")
    page.goto(site.url(text))
    page.locator("#p3 > .anchor").press("Enter")
    expect(page.locator(".toast")).to_contain_text("已复制第 3 段的链接")
    id = page.locator("#p3 > .anchor").get_attribute("id")
    assert clipboard(page).endswith(f"#{id}")
    page.get_by_role("button", name="引用", exact=True).first.click()
    page.get_by_role("dialog", name="引用").get_by_role("button", name="复制").first.click()
    assert "[EB/OL]" in clipboard(page)


def test_every_paragraph_has_both_addresses(reader: Reader, text: str) -> None:
    page = reader(text)
    blocks = page.locator("article :is(p, h1, h2, h3, h4)[id]:has(> .anchor)")
    words = [str(block.evaluate(WORDS)) for block in blocks.all()]
    names = [block.locator(".anchor").get_attribute("id") for block in blocks.all()]
    assert names == anchors(words)
    ids = page.locator("article p:has(> .anchor)").evaluate_all("all => all.map((el) => el.id)")
    assert ids == [f"p{n + 1}" for n in range(len(ids))]


def test_a_citation_has_what_a_citation_needs(reader: Reader, text: str) -> None:
    page = reader(text)
    title = page.locator("article h1").inner_text()
    page.locator("#p2 > .anchor").click()
    page.locator(".tools").get_by_role("button", name="引用").click()
    dialog = page.get_by_role("dialog", name="引用")
    gbt = dialog.locator("[data-form=gbt]").inner_text()
    plain = dialog.locator("[data-form=plain]").inner_text()
    now = today()
    anchor = page.locator("#p2 > .anchor").get_attribute("id") or ""
    assert f"{title}[EB/OL]. 校读: 第2段[{now:%Y-%m-%d}]. " in gbt
    assert f"《{title}》" in plain
    assert "第2段" in plain
    assert f"{now.year}年{now.month}月{now.day}日查阅" in plain
    for citation in (gbt, plain):
        assert f"#{anchor}" in citation
        assert "file:" not in citation, "nobody else can open it"
    assert re.search(r"底本 \d{3}_[0-9a-f]{16}", plain)
    dialog.get_by_role("spinbutton").fill("")
    assert "第2段" not in dialog.locator("[data-form=gbt]").inner_text()


def test_a_citation_names_the_author(reader: Reader, site: Site) -> None:
    page = reader(site.text_with("打心眼里"))
    page.get_by_role("button", name="引用", exact=True).click()
    dialog = page.get_by_role("dialog", name="引用")
    expect(dialog.locator("[data-form=gbt]")).to_contain_text(re.compile(r"^沈桂平\. "))
    expect(dialog.locator("[data-form=plain]")).to_contain_text(re.compile(r"^沈桂平：《"))


@pytest.mark.parametrize("form", ["gbt", "plain"])
def test_a_citation_can_be_copied(reader: Reader, text: str, form: str) -> None:
    page = reader(text)
    page.get_by_role("button", name="引用", exact=True).click()
    dialog = page.get_by_role("dialog", name="引用")
    dialog.locator(f"[data-copy={form}]").click()
    expect(dialog.get_by_role("status")).to_have_text("已复制")
    assert clipboard(page) == dialog.locator(f"[data-form={form}]").inner_text()


def test_the_dialog_is_for_the_keyboard_too(reader: Reader, text: str) -> None:
    page = reader(text)
    button = page.get_by_role("button", name="引用", exact=True)
    button.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="引用")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="引用")).to_be_hidden()
    expect(button).to_be_focused()


def test_a_link_whose_words_are_gone_says_so(reader: Reader, site: Site, text: str) -> None:
    page = reader("index.html")
    page.goto(site.url(text) + "#w-00000000")
    expect(page.locator(".toast")).to_contain_text("文字后来另有校订")


def test_of_paragraphs_with_the_same_words_one_is_enough(
    reader: Reader, site: Site, text: str
) -> None:
    page = reader(text)
    id = page.locator("#p4 > .anchor").get_attribute("id")
    page.goto("about:blank")
    page.goto(site.url(text) + f"#{id}-2")
    expect(page.locator("#p4")).to_be_in_viewport()
    expect(page.locator(".toast")).to_be_hidden()


def test_old_addresses_hold(reader: Reader, site: Site, text: str) -> None:
    page = reader("index.html")
    page.goto(site.url(text) + "#p4")
    expect(page.locator("#p4")).to_be_in_viewport()
    found = page.locator("#p4").bounding_box()
    assert found
    assert found["y"] < 400


def test_numbers_are_no_words_of_the_text(reader: Reader, text: str) -> None:
    page = reader(text)
    assert not [
        words for words in page.locator("article p > .anchor").all_text_contents() if words.strip()
    ]
    page.locator("#p2").click(click_count=3)
    selected = page.evaluate("getSelection().toString().trim()")
    assert selected == page.locator("#p2").evaluate("el => el.textContent").strip()
