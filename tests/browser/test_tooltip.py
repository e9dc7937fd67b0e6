"""The tooltips on terms, emendations and repaired spots."""

from __future__ import annotations

import pytest
from conftest import Reader, Site
from playwright.sync_api import Locator, Page, expect

PHONE = {"viewport": {"width": 360, "height": 640}, "has_touch": True, "is_mobile": True}


def tip(page: Page) -> Locator:
    return page.get_by_role("tooltip")


def term(page: Page, form: str = "八项规定") -> Locator:
    return page.locator("article .term", has_text=form).first


def slug_of(page: Page, form: str = "八项规定") -> str:
    address = (term(page, form).get_attribute("href") or "").rstrip("/")
    return address.split("/")[-1].removesuffix(".html")


@pytest.fixture
def text(site: Site) -> str:
    return site.text_with("八项规定")


@pytest.fixture
def emended(site: Site) -> str:
    """A text with an emendation that is not inside a term."""
    pages = [name for name in site.words if name.startswith("texts/")]
    mark = 'class="emendation"'
    return next(
        name
        for name in pages
        if any(
            mark in tag and "tabindex" in tag
            for tag in (site.folder / name).read_text(encoding="utf-8").split("<")
        )
    )


def test_says_what_the_note_says(reader: Reader, text: str) -> None:
    page = reader(text)
    note = page.locator(f"#note-{slug_of(page)}")
    term(page).hover()
    expect(tip(page).locator(".note__form")).to_be_visible()
    for part in (".note__form", ".note__reading", ".note__kind", "dd"):
        assert (note.locator(part).text_content() or "").strip() in (tip(page).text_content() or "")
    expect(tip(page).locator(".note__form")).to_have_text("八项规定")


def test_stays_while_the_pointer_is_on_it_and_leads_to_the_term(reader: Reader, text: str) -> None:
    page = reader(text)
    term(page).hover()
    tip(page).hover()
    page.wait_for_timeout(600)
    expect(tip(page)).to_be_visible()
    tip(page).get_by_role("link").last.click()
    expect(page.locator("article h1")).to_contain_text("八项规定")


def test_closes_when_the_pointer_leaves(reader: Reader, text: str) -> None:
    page = reader(text)
    term(page).hover()
    expect(tip(page)).to_be_visible()
    page.mouse.move(2, 2)
    expect(tip(page)).to_be_hidden()


def test_a_pointer_passing_by_does_not_open_it(reader: Reader, text: str) -> None:
    page = reader(text)
    page.clock.install()
    page.reload()
    term(page).scroll_into_view_if_needed()
    page.clock.pause_at(page.evaluate("Date.now()") + 1000)
    term(page).hover()
    page.clock.run_for(50)
    expect(tip(page)).to_be_hidden()
    page.mouse.move(2, 2)
    page.clock.run_for(1000)
    expect(tip(page)).to_be_hidden()
    term(page).hover()
    page.clock.run_for(200)
    expect(tip(page)).to_be_visible()


def test_opens_on_the_tab_key_and_closes_on_escape(reader: Reader, text: str) -> None:
    page = reader(text)
    for _ in range(200):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('article .term')"):
            break
    focused = page.locator("article .term:focus")
    expect(tip(page)).to_be_visible()
    expect(focused).to_have_attribute("aria-describedby", tip(page).get_attribute("id") or "")
    page.keyboard.press("Escape")
    expect(tip(page)).to_be_hidden()
    expect(focused).to_be_focused()
    assert focused.get_attribute("aria-describedby") is None


def test_a_screen_reader_has_the_words_as_soon_as_it_opens(reader: Reader, text: str) -> None:
    """What Chromium hands to assistive software, not only the attribute."""
    page = reader(text)
    page.wait_for_selector("aside.notes .note", state="attached")
    term(page).focus()
    tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    (link,) = (
        node
        for node in tree
        if node.get("role", {}).get("value") == "link"
        and any(p["name"] == "describedby" for p in node.get("properties", []))
    )
    assert link["name"]["value"] == term(page).inner_text()
    definition = page.locator(f"#note-{slug_of(page)} dd").evaluate("dd => dd.firstChild.data")
    assert definition in link["description"]["value"]


def test_a_term_inside_a_term_is_offered(reader: Reader, site: Site) -> None:
    form = "党的群众路线教育实践活动"
    page = reader(site.text_with(form))
    term(page, form).hover()
    nested = tip(page).locator(".tip__nested a")
    expect(nested).to_have_text("群众路线")
    nested.click()
    expect(page.locator("article h1")).to_have_text("群众路线")


def test_on_paper_the_notes_stand_at_the_end(reader: Reader, text: str) -> None:
    page = reader(text)
    page.wait_for_selector("aside.notes .note", state="attached")
    expect(page.locator("aside.notes")).to_be_hidden()
    term(page).hover()
    expect(tip(page)).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator("aside.notes")).to_be_visible()
    expect(tip(page)).to_be_hidden()
    assert "八项规定" in page.locator(".note .note__form").all_text_contents()
    last = page.locator("article p[id]").last.bounding_box()
    notes = page.locator("aside.notes").bounding_box()
    assert last
    assert notes
    assert notes["y"] > last["y"]


def test_enter_follows_the_link(reader: Reader, text: str) -> None:
    page = reader(text)
    term(page).focus()
    expect(tip(page)).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator("article h1")).to_contain_text("八项规定")


def test_escape_closes_it_under_the_pointer_too(reader: Reader, text: str) -> None:
    page = reader(text)
    term(page).hover()
    expect(tip(page)).to_be_visible()
    page.keyboard.press("Escape")
    expect(tip(page)).to_be_hidden()
    page.wait_for_timeout(400)
    expect(tip(page)).to_be_hidden()


def test_a_tap_opens_it_and_does_not_leave_the_page(reader: Reader, text: str) -> None:
    page = reader(text, **PHONE)
    before = page.url
    term(page).tap()
    expect(tip(page)).to_be_visible()
    page.wait_for_timeout(300)
    assert page.url == before
    page.locator("article h1").tap()
    expect(tip(page)).to_be_hidden()
    term(page).tap()
    tip(page).get_by_role("link").last.tap()
    expect(page.locator("article h1")).to_contain_text("八项规定")


def test_there_is_one_at_a_time(reader: Reader, text: str) -> None:
    page = reader(text)
    terms = page.locator("article .term:visible")
    terms.nth(0).focus()
    terms.nth(1).hover()
    page.wait_for_timeout(300)
    assert page.locator("[role=tooltip]:visible").count() == 1
    assert page.locator("[aria-describedby]").count() == 1


def test_an_emendation_shows_what_the_witness_has(reader: Reader, emended: str) -> None:
    page = reader(emended)
    mark = page.locator(".emendation[tabindex]:not(:empty, [data-witness=''])").first
    mark.hover()
    expect(tip(page)).to_contain_text(f"底本作“{mark.get_attribute('data-witness')}”")
    expect(tip(page)).to_contain_text(mark.get_attribute("data-note") or "")


def test_an_emendation_opens_on_focus_and_on_tap(reader: Reader, emended: str) -> None:
    page = reader(emended, **PHONE)
    mark = page.locator(".emendation[tabindex]").first
    mark.focus()
    expect(tip(page)).to_contain_text("底本")
    page.keyboard.press("Escape")
    expect(tip(page)).to_be_hidden()
    mark.tap()
    expect(tip(page)).to_contain_text("底本")
    mark.tap()
    expect(tip(page)).to_be_hidden()


def test_a_witness_cannot_put_anything_into_the_page(reader: Reader, emended: str) -> None:
    page = reader(emended)
    hostile = "<img src=x onerror=alert(1)><b>字</b>"
    mark = page.locator(".emendation[tabindex]").first
    mark.evaluate("(el, words) => { el.dataset.witness = el.dataset.note = words; }", hostile)
    mark.hover()
    expect(tip(page)).to_contain_text(hostile)
    assert tip(page).locator("img, b").count() == 0


def test_a_term_shows_the_emendation_inside_it(reader: Reader, text: str) -> None:
    page = reader(text)
    term(page).evaluate(
        """el => {
            el.innerHTML = '<span class="emendation" data-witness="人项" data-note="校改 · 形近">'
                + '八项</span>规定';
        }"""
    )
    page.locator(".term .emendation", has_text="八项").hover()
    expect(tip(page).locator(".note__form")).to_have_text("八项规定")
    expect(tip(page)).to_contain_text("底本作“人项”")
    expect(tip(page)).to_contain_text("校改 · 形近")


def test_a_struck_out_spot_can_be_seen_and_asked(reader: Reader, emended: str) -> None:
    page = reader(emended)
    mark = page.locator(".emendation[tabindex]").first
    mark.evaluate("el => { el.textContent = ''; el.dataset.witness = '的'; }")
    box = mark.bounding_box()
    assert box
    assert box["width"] >= 6
    mark.hover()
    expect(tip(page)).to_contain_text("底本此处有“的”")


@pytest.mark.parametrize(
    ("width", "letters"), [(320, "100%"), (768, "100%"), (1440, "100%"), (320, "200%")]
)
def test_is_never_outside_the_window_or_under_the_header(
    reader: Reader, text: str, width: int, letters: str
) -> None:
    page = reader(text, viewport={"width": width, "height": 480}, reduced_motion="reduce")
    page.add_style_tag(content=f"html {{ font-size: {letters} !important }}")
    marks = page.locator("article .term:visible, article .emendation[tabindex]:visible")
    for n in range(min(marks.count(), 25)):
        for edge in ("start", "end", "center"):
            outside = marks.nth(n).evaluate(
                """async (mark, block) => {
                    document.activeElement.blur();
                    mark.scrollIntoView({ block, behavior: "instant" });
                    const header = document.querySelector(".md-header").getBoundingClientRect();
                    if (mark.getBoundingClientRect().top < header.bottom)
                        scrollBy({ top: -header.bottom, behavior: "instant" });
                    mark.focus({ preventScroll: true });
                    const tip = document.querySelector("[role=tooltip]");
                    const box = tip.getBoundingClientRect();
                    const { clientWidth, clientHeight, scrollWidth } = document.documentElement;
                    return {
                        hidden: tip.hidden, left: box.left < 0, right: box.right > clientWidth,
                        top: box.top < header.bottom, bottom: box.bottom > clientHeight,
                        wide: scrollWidth > clientWidth,
                    };
                }""",
                edge,
            )
            assert not any(outside.values()), (n, edge, outside)


def test_moves_nothing_on_the_page(reader: Reader, text: str) -> None:
    page = reader(text)
    page.wait_for_timeout(300)
    page.evaluate(
        """() => {
            window.shifts = 0;
            new PerformanceObserver((list) => { window.shifts += list.getEntries().length; })
                .observe({ type: "layout-shift" });
        }"""
    )
    height = page.evaluate("document.documentElement.scrollHeight")
    terms = page.locator("article .term:visible")
    for n in (0, terms.count() - 1):
        terms.nth(n).focus()
        expect(tip(page)).to_be_visible()
        assert page.evaluate("document.documentElement.scrollHeight") == height
    page.wait_for_timeout(300)
    assert page.evaluate("window.shifts") == 0


def test_keeps_still_for_those_who_ask_for_it(reader: Reader, text: str) -> None:
    page = reader(text, reduced_motion="reduce")
    term(page).hover()
    expect(tip(page)).to_be_visible()
    assert tip(page).evaluate("el => getComputedStyle(el).animationName") == "none"


def test_without_scripts_terms_are_links(reader: Reader, text: str) -> None:
    page = reader(text, java_script_enabled=False)
    term(page).click()
    expect(page.locator("article h1")).to_contain_text("八项规定")
