"""What a text's page looks like: on screens wide and narrow, light and dark, and on paper."""

from __future__ import annotations

import pytest
from conftest import Reader, Site
from edition.reading import CLASSES
from playwright.sync_api import Page, expect

CONTRAST = """selector => {
    const element = document.querySelector(selector);
    const context = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    const luminance = (color) => {
        context.clearRect(0, 0, 1, 1);
        context.fillStyle = color;
        context.fillRect(0, 0, 1, 1);
        const [r, g, b] = [...context.getImageData(0, 0, 1, 1).data].slice(0, 3)
            .map((v) => v / 255)
            .map((v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    let behind = element;
    while (getComputedStyle(behind).backgroundColor === "rgba(0, 0, 0, 0)") {
        behind = behind.parentElement;
    }
    const pair = [getComputedStyle(element).color, getComputedStyle(behind).backgroundColor]
        .map(luminance).sort();
    return (pair[1] + 0.05) / (pair[0] + 0.05);
}"""


@pytest.fixture
def text(site: Site) -> str:
    return site.text_with("八项规定")


def paragraph(page: Page) -> dict[str, float]:
    """The longest paragraph's line, in characters, and its leading."""
    return page.evaluate(  # type: ignore[no-any-return]
        """() => {
            const paragraphs = [...document.querySelectorAll("article p[id]")];
            paragraphs.sort((a, b) => b.textContent.length - a.textContent.length);
            const style = getComputedStyle(paragraphs[0]);
            const size = parseFloat(style.fontSize);
            return {
                characters: paragraphs[0].clientWidth / size,
                leading: parseFloat(style.lineHeight) / size,
                indent: parseFloat(style.textIndent) / size,
            };
        }"""
    )


def test_lines_are_as_long_as_a_line_of_chinese_should_be(reader: Reader, text: str) -> None:
    measured = paragraph(reader(text, viewport={"width": 1440, "height": 900}))
    assert 34 <= measured["characters"] <= 40
    assert measured["leading"] >= 1.8
    assert measured["indent"] == pytest.approx(2)


def test_no_page_scrolls_sideways(reader: Reader, site: Site) -> None:
    """Each page is opened once, narrow, and its window then drawn wider."""
    page = reader("index.html")
    terms = [name for name in site.words if name.startswith("terms/")]
    for name in set(site.words) - set(terms[5:]):
        page.set_viewport_size({"width": 320, "height": 640})
        page.goto(site.url(name))
        for width in (320, 360, 768, 1440):
            page.set_viewport_size({"width": width, "height": 640})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (name, width)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_can_be_read_in_light_and_dark(reader: Reader, text: str, scheme: str) -> None:
    page = reader(text, color_scheme=scheme)
    page.locator("article .term").first.focus()
    expect(page.get_by_role("tooltip")).to_be_visible()
    for selector in (
        "article p[id]",
        "article h1",
        "[role=tooltip]",
        "[role=tooltip] a",
        "[role=tooltip] .note__reading",
        ".md-tabs__link",
        ".md-nav__link",
    ):
        if page.locator(selector).count():
            assert page.evaluate(CONTRAST, selector) >= 4.5, selector


def test_the_switch_changes_the_scheme_and_is_remembered(reader: Reader, text: str) -> None:
    page = reader(text, color_scheme="light")
    page.locator("label[title=切换到深色]").click()
    body = page.locator("body")
    expect(body).to_have_attribute("data-md-color-scheme", "slate")
    page.reload()
    expect(body).to_have_attribute("data-md-color-scheme", "slate")


def test_paper_has_the_text_and_its_notes_and_nothing_to_press(reader: Reader, text: str) -> None:
    page = reader(text, color_scheme="dark")
    page.emulate_media(media="print")
    expect(page.locator("article .notes")).to_contain_text("八项规定")
    for gone in (".md-header", ".md-tabs", ".md-sidebar--secondary", ".md-footer"):
        expect(page.locator(gone)).to_be_hidden()
    dark_ink = page.locator("article p[id]").first.evaluate("el => getComputedStyle(el).color")
    assert dark_ink == "rgb(0, 0, 0)"


def test_paragraphs_have_addresses(reader: Reader, text: str) -> None:
    page = reader(text)
    page.evaluate("location.hash = 'p2'")
    top = page.locator("#p2").evaluate("el => el.getBoundingClientRect().top")
    header = page.locator(".md-header").evaluate("el => el.getBoundingClientRect().bottom")
    assert top >= header


def test_the_end_tells_how_far_the_text_is_from_its_witness(reader: Reader, text: str) -> None:
    page = reader(text)
    summary = page.locator(".apparatus-summary summary")
    summary.click()
    rows = page.locator(".apparatus-counts tbody tr")
    counts = [int(row.locator("td").last.inner_text()) for row in rows.all()]
    expect(summary).to_contain_text(f"{sum(counts)} 处")
    assert set(rows.locator("a").all_inner_texts()) <= set(CLASSES.values())
