"""The search box, as a reader uses it."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest
from conftest import Reader, Site
from playwright.sync_api import Page, expect

QUERIES = [
    "八项规定",
    "群众路线",
    "为民务实清廉",
    "四风",
    "洗洗澡",
    "大排查",
    "大排查、大检修",
    "一府两院",
    "路线教育",
    "照镜子、正衣冠",
    "党",
]


def search(page: Page, query: str) -> None:
    """Type as readers of Chinese do: an input method commits text, and no key is released."""
    lens = page.locator(".md-header__button[for=__search]")  # instead of the box, where narrow
    if lens.is_visible():
        lens.click()
    page.locator(".md-search__input").click()
    page.keyboard.insert_text(query)


def results(page: Page, site: Site) -> list[str]:
    """The pages found, best first, with the list scrolled to its end."""
    meta = page.locator(".md-search-result__meta")
    expect(meta).to_have_text(re.compile("结果$"))
    items = page.locator(".md-search-result__item")
    count = int((re.findall(r"\d+", meta.inner_text()) or ["0"])[0])
    while (before := items.count()) < count:
        # Material adds four more each time that the end comes into view.
        for place in ("0", "el.scrollHeight"):
            page.locator(".md-search__scrollwrap").evaluate(
                f"el => new Promise(done => {{ el.scrollTo(0, {place}); setTimeout(done, 40); }})"
            )
        expect(items.nth(before)).to_be_attached()
    links = items.locator(":scope > a").evaluate_all("els => els.map(el => el.href)")
    return list(dict.fromkeys(site.page(link) for link in links))


@pytest.mark.parametrize("query", QUERIES)
def test_finds_every_page_with_the_string_and_no_other(
    reader: Reader, site: Site, query: str
) -> None:
    page = reader("index.html")
    search(page, query)
    assert set(results(page, site)) == {name for name, text in site.words.items() if query in text}


@pytest.mark.parametrize("query", ["八项规定", "群众路线", "大排查", "洗洗澡"])
def test_a_result_leads_to_a_page_with_the_string(reader: Reader, site: Site, query: str) -> None:
    page = reader(site.text_with("群众"))
    search(page, query)
    first = page.locator(".md-search-result__item a", has=page.locator("mark")).first
    expect(first.locator("mark").first).to_have_text(query)
    first.click()
    page.wait_for_url(re.compile(r"[?]h="))
    expect(page.locator("article")).to_contain_text(query)
    painted = page.evaluate("[...CSS.highlights.get('search')].map(range => range.toString())")
    assert set(painted) == {query}


def test_what_was_found_is_in_view(reader: Reader, site: Site) -> None:
    text = site.text_with("八项规定")
    phone = {"width": 360, "height": 640}
    page = reader(text, viewport=phone)
    words = page.locator("article p[id]").last.inner_text()[2:12]
    page.goto(site.url(text) + "?h=" + quote(words))
    page.wait_for_function("document.readyState === 'complete' && CSS.highlights.has('search')")
    top = page.evaluate("[...CSS.highlights.get('search')][0].getBoundingClientRect().top")
    assert 0 < top < phone["height"]


def test_terms_with_a_blank_between_them_must_all_be_there(reader: Reader, site: Site) -> None:
    page = reader("index.html")
    search(page, "四风 大排查")
    both = {name for name, text in site.words.items() if "四风" in text and "大排查" in text}
    assert set(results(page, site)) == both


def test_what_is_nowhere_is_not_found(reader: Reader) -> None:
    page = reader("index.html")
    search(page, "子虚乌有之文")
    expect(page.locator(".md-search-result__meta")).to_have_text("没有找到符合条件的结果")
    expect(page.locator(".md-search-result__item")).to_have_count(0)


def test_letters_that_an_input_method_is_still_composing_are_not_searched(reader: Reader) -> None:
    page = reader("index.html")
    search(page, "群众")
    meta = page.locator(".md-search-result__meta")
    expect(meta).to_have_text(re.compile("结果$"))
    found = meta.inner_text()
    composing = page.context.new_cdp_session(page)
    composing.send(
        "Input.imeSetComposition", {"text": "lu'xian", "selectionStart": 7, "selectionEnd": 7}
    )
    page.locator(".md-search__input").dispatch_event("keyup", {"isComposing": True})
    expect(page.locator(".md-search__input")).to_have_value("群众lu'xian")
    page.wait_for_timeout(200)
    assert meta.inner_text() == found
    composing.send("Input.insertText", {"text": "路线"})
    expect(page.locator(".md-search-result mark").first).to_have_text("群众路线")


def test_the_first_result_opens_with_enter(reader: Reader) -> None:
    page = reader("index.html")
    search(page, "八项规定")
    expect(page.locator(".md-search-result mark").first).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"[?]h="))
    expect(page.locator("article")).to_contain_text("八项规定")
