"""A link into a text shows where it leads, before the reader goes there."""

from __future__ import annotations

from conftest import Reader, Site
from playwright.sync_api import Page, expect


def tip(page: Page):  # type: ignore[no-untyped-def]
    return page.get_by_role("tooltip")


def term_page(site: Site, words: str) -> str:
    return next(
        page
        for page, text in site.words.items()
        if page.startswith("terms/") and words in text and "terms/index" not in page
        and "用例（0）" not in text
    )  # fmt: skip


def test_a_line_of_the_concordance_shows_its_paragraph(reader: Reader, site: Site) -> None:
    page = reader(term_page(site, "八项规定"))
    link = page.locator("article td a").first
    key = link.inner_text()
    before, after = (
        page.locator("article tbody tr td").nth(n).inner_text().strip("… ") for n in (0, 2)
    )
    link.hover()
    words = tip(page).locator(".tip__words")
    expect(words).to_contain_text(before + key + after)
    expect(words.locator("mark")).to_have_text(key)
    expect(tip(page)).to_contain_text("段")


def test_by_keyboard_and_closed_by_escape(reader: Reader, site: Site) -> None:
    page = reader(term_page(site, "八项规定"))
    page.locator("article td a").first.focus()
    expect(tip(page).locator(".tip__words")).to_be_visible()
    page.keyboard.press("Escape")
    expect(tip(page)).to_be_hidden()


def test_a_pointer_shows_the_other_passage_and_then_leads_there(reader: Reader, site: Site) -> None:
    page = reader("parallels/index.html")
    page.locator("p.parallel a").first.click()
    pointer = page.locator("p:target .seealso").first
    pointer.hover()
    words = tip(page).locator(".tip__words")
    expect(words).to_be_visible()
    assert "又见" not in words.inner_text()
    shown = words.inner_text().strip()
    pointer.click()
    expect(page.locator("p:target")).to_contain_text(shown[:20])


def test_a_finger_sees_it_first_and_goes_with_the_second_tap(reader: Reader, site: Site) -> None:
    page = reader(
        term_page(site, "八项规定"), has_touch=True, viewport={"width": 390, "height": 800}
    )
    here = page.url
    link = page.locator("article td a").first
    link.tap()
    expect(tip(page).locator(".tip__words")).to_be_visible()
    box = tip(page).bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    assert page.url == here
    link.tap()
    page.wait_for_url(lambda url: url != here)


def test_a_text_that_cannot_be_read_is_said_to_be_so(reader: Reader, site: Site) -> None:
    page = reader(term_page(site, "八项规定"))
    link = page.locator("article td a").first
    link.evaluate("a => { a.href = a.href.replace(/#p\\d+/, '#p9999'); }")
    link.hover()
    expect(tip(page)).to_contain_text("没有读到")
