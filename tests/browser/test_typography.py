"""How a text is set, what of it a reader can change, and that the change is kept."""

from __future__ import annotations

import pytest
from conftest import Reader, Site
from playwright.sync_api import Locator, Page, expect
from test_text_page import CONTRAST


@pytest.fixture
def text(site: Site) -> str:
    return site.text_with("八项规定")


@pytest.fixture
def another(site: Site) -> str:
    return site.text_with("打心眼里")


def button(page: Page, name: str) -> Locator:
    found = page.locator(".tools").get_by_role("button", name=name, exact=True)
    if not found.is_visible():
        page.locator(".tools__menu > summary").click()
    return found


def style(page: Page, name: str, selector: str = "#p1") -> str:
    return str(page.locator(selector).evaluate("(el, name) => getComputedStyle(el)[name]", name))


def characters(page: Page) -> float:
    """In a line of the text."""
    return float(
        page.locator("#p1").evaluate(
            "el => el.clientWidth / parseFloat(getComputedStyle(el).fontSize)"
        )
    )


@pytest.mark.parametrize(
    ("width", "fewest", "most"),
    [(320, 15, 20), (360, 17, 22), (768, 34, 40), (1440, 34, 40), (3840, 34, 40)],
)
def test_a_line_is_as_long_as_the_screen_allows_and_no_longer(
    reader: Reader, text: str, width: int, fewest: int, most: int
) -> None:
    page = reader(text, viewport={"width": width, "height": 900})
    assert fewest <= characters(page) <= most
    assert float(style(page, "lineHeight")[:-2]) >= 1.8 * float(style(page, "fontSize")[:-2])
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_chinese_is_set_as_chinese(reader: Reader, text: str) -> None:
    page = reader(text)
    assert style(page, "lineBreak") == "strict"
    assert style(page, "textSpacingTrim") == "trim-start"
    assert style(page, "textAutospace") in ("normal", "ideograph-alpha ideograph-numeric")
    assert "serif" in style(page, "fontFamily")
    assert style(page, "textAlign") == "justify"
    assert style(page, "breakAfter", ".reading h2 >> nth=0") == "avoid"


def test_no_line_begins_with_a_mark_that_ends_something(reader: Reader, text: str) -> None:
    """Line by line, at several widths: 避头尾."""
    page = reader(text)
    for width in (320, 413, 768, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        first = page.evaluate(
            """() => {
                const found = [];
                for (const p of document.querySelectorAll(".reading p")) {
                    const walker = document.createTreeWalker(p, NodeFilter.SHOW_TEXT);
                    let line = -1;
                    while (walker.nextNode()) {
                        const { currentNode: node } = walker;
                        for (let i = 0; i < node.length; i += 1) {
                            const range = document.createRange();
                            range.setStart(node, i);
                            range.setEnd(node, i + 1);
                            const { bottom, height } = range.getBoundingClientRect();
                            if (height && bottom > line + height / 2) {
                                found.push(node.data[i]);
                                line = bottom;
                            }
                        }
                    }
                }
                return found.join("");
            }"""
        )
        assert len(first) > 20
        assert not set(first) & set("，。、；：？！）》”’"), width


def test_numbers_stand_in_the_margin_or_the_indent(reader: Reader, text: str) -> None:
    page = reader(text)
    for width, inside in ((1440, False), (768, True), (320, True)):
        page.set_viewport_size({"width": width, "height": 900})
        number = page.locator("#p2 > .anchor").bounding_box()
        paragraph = page.locator("#p2").bounding_box()
        assert number
        assert paragraph
        assert (number["x"] >= paragraph["x"] - 1) is inside
        assert number["x"] >= 0
        if not inside:
            assert number["x"] + number["width"] <= paragraph["x"]
        assert number["width"] >= 24, "a finger finds it"
        assert number["height"] >= 24


def test_size_and_measure_are_kept(reader: Reader, site: Site, text: str, another: str) -> None:
    page = reader(text)
    size = float(style(page, "fontSize")[:-2])
    button(page, "放大字号").click()
    button(page, "放大字号").click()
    assert float(style(page, "fontSize")[:-2]) == pytest.approx(1.22 * size, abs=0.1)
    button(page, "缩短行宽").click()
    assert characters(page) == pytest.approx(34, abs=0.5)
    page.goto(site.url(another))
    assert float(style(page, "fontSize")[:-2]) == pytest.approx(1.22 * size, abs=0.1)
    assert characters(page) == pytest.approx(34, abs=0.5)
    expect(page.locator("[data-shown=size]")).to_have_text("122%")
    button(page, "恢复原样").click()
    page.reload()
    assert float(style(page, "fontSize")[:-2]) == pytest.approx(size, abs=0.1)


@pytest.mark.parametrize("width", [320, 1440])
def test_the_largest_size_stays_within_the_screen(reader: Reader, text: str, width: int) -> None:
    page = reader(text, viewport={"width": width, "height": 700})
    for _ in range(6):
        button(page, "放大字号").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_vertical_setting_goes_from_right_to_left_and_is_kept(
    reader: Reader, site: Site, text: str, another: str
) -> None:
    page = reader(text, viewport={"width": 1200, "height": 800})
    button(page, "竖排").click()
    for _ in range(2):
        assert style(page, "writingMode", ".reading") == "vertical-rl"
        first, second = (page.locator(id).bounding_box() for id in ("#p1", "#p2"))
        assert first
        assert second
        assert first["x"] > second["x"]
        assert first["x"] + first["width"] <= 1200, "it begins in sight"
        assert page.evaluate("document.documentElement.scrollWidth") <= 1200
        page.goto(site.url(another))
    button(page, "横排").click()
    assert style(page, "writingMode", ".reading") == "horizontal-tb"


def test_a_wheel_and_the_keys_go_on_in_a_vertical_text(reader: Reader, text: str) -> None:
    page = reader(text, viewport={"width": 1200, "height": 800}, reduced_motion="reduce")
    button(page, "竖排").click()
    reading = page.locator(".reading")
    reading.hover()
    page.mouse.wheel(0, 300)
    expect(reading).not_to_have_js_property("scrollLeft", 0)
    before = reading.evaluate("el => el.scrollLeft")
    assert before < 0
    reading.focus()
    page.keyboard.press("ArrowLeft")
    page.wait_for_function(
        "before => document.querySelector('.reading').scrollLeft < before", arg=before
    )


def test_a_tooltip_in_a_vertical_text_stays_in_the_window(reader: Reader, text: str) -> None:
    page = reader(text, viewport={"width": 900, "height": 700})
    button(page, "竖排").click()
    term = page.locator(".reading .term").first
    term.scroll_into_view_if_needed()
    term.focus()
    box = page.get_by_role("tooltip").bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 900
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= 700


def test_sepia_can_be_chosen_and_is_kept(
    reader: Reader, site: Site, text: str, another: str
) -> None:
    page = reader(text)
    light = style(page, "backgroundColor", "body")
    button(page, "护眼").click()
    sepia = style(page, "backgroundColor", "body")
    assert sepia != light
    expect(button(page, "护眼")).to_have_attribute("aria-pressed", "true")
    expect(button(page, "浅")).to_have_attribute("aria-pressed", "false")
    page.goto(site.url(another))
    assert style(page, "backgroundColor", "body") == sepia


@pytest.mark.parametrize("paper", ["浅", "深", "护眼"])
def test_every_paper_can_be_read(reader: Reader, site: Site, paper: str) -> None:
    text = site.text_with("弘扬优良作风")  # it has one of everything
    page = reader(text, viewport={"width": 1440, "height": 900})
    button(page, paper).click()
    page.keyboard.press("Escape")
    page.locator(".reading .term").first.focus()
    for selector in (
        "#p1",
        ".reading .term",
        ".byline__label",
        "#p1 > .anchor",
        ".tool[aria-pressed=true]",
        ".tool[aria-pressed=false]",
        ".variants .variants__reason",
        ".variants del",
        ".variants__places a",
        ".proof__sums code",
        "[role=tooltip] a",
        ".md-nav--secondary .md-nav__link",
    ):
        assert page.evaluate(CONTRAST, selector) >= 4.5, selector


def test_where_nothing_may_be_kept_the_page_works_all_the_same(
    reader: Reader, site: Site, text: str
) -> None:
    page = reader("index.html")
    page.add_init_script(
        """{
            const get = Storage.prototype.getItem, set = Storage.prototype.setItem;
            const ours = (key) => String(key).startsWith("jiaodu");
            const denied = () => { throw new DOMException("no", "SecurityError"); };
            Storage.prototype.getItem = function (key) {
                return ours(key) ? denied() : get.call(this, key);
            };
            Storage.prototype.setItem = function (key, value) {
                return ours(key) ? denied() : set.call(this, key, value);
            };
        }"""
    )
    page.goto(site.url(text))
    size = float(style(page, "fontSize")[:-2])
    button(page, "放大字号").click()
    assert float(style(page, "fontSize")[:-2]) > size
    button(page, "竖排").click()
    assert style(page, "writingMode", ".reading") == "vertical-rl"


def test_nonsense_in_what_is_kept_does_no_harm(reader: Reader, site: Site, text: str) -> None:
    page = reader(text)
    for nonsense in ("{", "null", "[]", '{"size":"</style>","measure":1e9,"writing":7}'):
        page.evaluate("s => localStorage.setItem('jiaodu.reading', s)", nonsense)
        page.goto(site.url(text))
        assert 34 <= characters(page) <= 40, nonsense


def test_what_is_kept_moves_nothing_when_a_page_opens(reader: Reader, text: str) -> None:
    page = reader(text, viewport={"width": 1200, "height": 800})
    button(page, "放大字号").click()
    button(page, "缩短行宽").click()
    page.add_init_script(
        """window.shift = 0;
        new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) window.shift += entry.value;
        }).observe({ type: "layout-shift", buffered: true });"""
    )
    page.reload()
    page.wait_for_timeout(500)
    assert page.evaluate("window.shift") == 0


def test_the_menu_closes_like_a_menu(reader: Reader, text: str) -> None:
    page = reader(text)
    panel = page.locator(".settings")
    page.locator(".tools__menu > summary").press("Enter")
    expect(panel).to_be_visible()
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(page.locator(".tools__menu > summary")).to_be_focused()
    page.locator(".tools__menu > summary").click()
    page.locator(".byline").click(position={"x": 5, "y": 5})
    expect(panel).to_be_hidden()


def test_paper_is_set_in_lines(reader: Reader, text: str) -> None:
    page = reader(text)
    button(page, "竖排").click()
    button(page, "护眼").click()
    page.emulate_media(media="print")
    assert style(page, "writingMode", ".reading") == "horizontal-tb"
    assert style(page, "color") == "rgb(0, 0, 0)"
    for gone in (".tools", ".proof", ".downloads", "#p1 > .anchor"):
        expect(page.locator(gone)).to_be_hidden()
    expect(page.locator(".variants").first).to_be_visible()
