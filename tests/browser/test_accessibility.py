"""Nothing shuts a reader out: axe-core on every kind of page, the keyboard, languages, targets."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import axe_playwright_python
import pytest
from conftest import Reader, Site
from playwright.sync_api import Browser, Page, expect

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")

# What a page is read under. Ours are WCAG 2.2 AA and axe's own counsel; what it calls minor or
# moderate is counsel too, and some of it concerns what Material makes.
ASK = """async () => {
    const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
    const { violations } = await axe.run(document, { runOnly: { type: "tag", values: tags } });
    return violations.filter(({ impact }) => ["serious", "critical"].includes(impact)).flatMap(
        ({ id, nodes }) => nodes.slice(0, 3).map(({ target, any, all, none }) =>
            `${id}: ${target.join(" ")}: ${[...any, ...all, ...none].map((c) => c.message)[0]}`));
}"""

TEXT = "texts/zuofeng-changxiaohua-duice/index.html"
LONG = "texts/zongzhi-yishi-zhenggai/index.html"
PAGES = [
    "index.html",
    "texts/index.html",
    "compare/zuofeng-changxiaohua-duice/index.html",
    "terms/qunzhong-luxian/index.html",
    "terms/index.html",
    "tags/index.html",
    "parallels/index.html",
    "about/fanli/index.html",
    "about/cite/index.html",
    "about/add/index.html",
    "about/sources/index.html",
    "about/colophon/index.html",
    "404.html",
    LONG,
]
PAPERS = {"light": 0, "dark": 1, "sepia": 2}
WIDTHS = {"wide": 1440, "narrow": 360}


def turn_to_witness(page: Page) -> None:
    page.locator("[data-edition=witness].tool").click()


def turn_vertical(page: Page) -> None:
    page.locator(".tools__menu > summary").click()
    page.locator("[data-writing=vertical].tool").click()


def open_menu(page: Page) -> None:
    page.locator(".tools__menu > summary").click()


def open_tooltip(page: Page) -> None:
    page.locator(".reading a.term").first.focus()
    expect(page.locator("#tip .note__form")).to_be_visible()


def open_citation(page: Page) -> None:
    page.locator("[data-cite]").first.click()
    expect(page.get_by_role("dialog", name="引用")).to_be_visible()


def unfold_all(page: Page) -> None:
    page.evaluate("document.querySelectorAll('article details').forEach(d => { d.open = true; })")


def search(page: Page) -> None:
    if page.viewport_size and page.viewport_size["width"] < 960:
        page.locator("label.md-header__button[for=__search]").click()
    page.locator(".md-search__input").fill("群众路线")
    expect(page.locator(".md-search-result__item").first).to_be_visible()


def as_it_opens(page: Page) -> None:
    """Nothing is done."""


STATES: list[tuple[str, Callable[[Page], None]]] = [
    (TEXT, as_it_opens),
    (TEXT, turn_to_witness),
    (TEXT, open_menu),
    (TEXT, open_tooltip),
    (TEXT, open_citation),
    (TEXT, unfold_all),
    (TEXT, search),
    (TEXT, turn_vertical),  # the last: it is kept
]


@pytest.fixture(scope="module", params=WIDTHS)
def window(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """One window for all pages: what is asked is the same on each."""
    context = browser.new_context(
        viewport={"width": WIDTHS[request.param], "height": 900}, reduced_motion="reduce"
    )
    yield context.new_page()
    context.close()


def faults(page: Page, papers: list[str]) -> list[str]:
    """What axe finds on a page on each paper."""
    found = []
    page.evaluate(AXE)
    for paper in papers:
        page.evaluate(
            "i => document.querySelectorAll('input[name=__palette]')[i].click()", PAPERS[paper]
        )
        found += [f"{paper}: {fault}" for fault in page.evaluate(ASK)]
    return found


def test_axe_finds_nothing_serious(window: Page, web: Site) -> None:
    """Each page in one scheme, in turn; all schemes for each page below."""
    found = []
    for n, name in enumerate(PAGES):
        window.goto(web.url(name))
        found += [f"{name} {fault}" for fault in faults(window, [list(PAPERS)[n % 3]])]
    assert found == []


def test_axe_finds_nothing_serious_in_any_state_of_a_text(window: Page, web: Site) -> None:
    found = []
    for n, (name, do) in enumerate(STATES):
        window.goto(web.url(name))
        do(window)
        papers = list(PAPERS) if do is as_it_opens else [list(PAPERS)[n % 3]]
        found += [f"{do.__name__} {fault}" for fault in faults(window, papers)]
    window.evaluate("localStorage.clear()")
    assert found == []


@pytest.mark.slow
def test_axe_finds_nothing_serious_anywhere(window: Page, web: Site) -> None:
    found = []
    for name, do in [(name, as_it_opens) for name in PAGES] + STATES:
        window.goto(web.url(name))
        do(window)
        found += [f"{name} {do.__name__} {f}" for f in faults(window, list(PAPERS))]
    window.evaluate("localStorage.clear()")
    assert found == []


def test_axe_is_asked_in_earnest(window: Page, web: Site) -> None:
    window.goto(web.url("index.html"))
    window.evaluate("document.querySelector('.lead').style.color = '#ccc'")
    assert any("color-contrast" in fault for fault in faults(window, ["light"]))


# ---- the keyboard -------------------------------------------------------------


def test_the_first_stop_skips_to_the_text(reader: Reader, site: Site) -> None:
    page = reader(TEXT if site.base.startswith("http") else TEXT.replace("/index.html", ".html"))
    page.keyboard.press("Tab")
    skip = page.locator(".md-skip")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    target = page.evaluate("location.hash.slice(1)")
    assert page.locator(f"[id='{target}']").evaluate("el => !!el.closest('article')")


@pytest.mark.parametrize(
    "name", [TEXT, "texts/index.html", "compare/zuofeng-changxiaohua-duice/index.html"]
)
def test_every_stop_of_the_tab_key_is_seen(browser: Browser, web: Site, name: str) -> None:
    """Focus goes down the page, onto what is in sight, and shows where it is."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    page.goto(web.url(name))
    unseen = []
    for _ in range(45):
        page.keyboard.press("Tab")
        stop = page.evaluate(
            """() => {
                const el = document.activeElement;
                if (el === document.body) return null;
                // The switch of papers is a radio button out of sight, seen by its label.
                const seen = el.matches(".md-option") ? el.nextElementSibling : el;
                const style = getComputedStyle(seen);
                const box = seen.getBoundingClientRect();
                const shown = style.outlineStyle !== "none" || style.boxShadow !== "none"
                    || el.hasAttribute("aria-describedby") || el.matches(".md-search__input");
                const inSight = box.width > 0 && box.bottom > 0 && box.top < innerHeight;
                return shown && inSight ? "" : el.outerHTML.slice(0, 90);
            }"""
        )
        if stop is None:
            break
        if stop:
            unseen.append(stop)
    context.close()
    assert unseen == []


# ---- languages ------------------------------------------------------------------


def test_words_in_other_languages_say_so(browser: Browser, web: Site) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(web.url("terms/qunzhong-luxian/index.html"))
    expect(page.locator(".term-head [lang=zh-Latn]")).to_have_text("qúnzhòng lùxiàn")
    expect(page.locator(".term-fact [lang=zh-Hant]")).to_have_text("群眾路線")
    page.goto(web.url("compare/zuofeng-changxiaohua-duice/index.html"))
    expect(page.locator(".collation__side--witness").first).to_have_attribute("lang", "zh-Hant")
    page.goto(web.url("compare/zongzhi-yishi-zhenggai/index.html"))
    expect(page.locator(".collation__side--witness").first).not_to_have_attribute("lang", "zh-Hant")
    context.close()
