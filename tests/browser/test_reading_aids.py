"""How long a text is, how far a reader has come, and what it contains."""

from __future__ import annotations

import re

import pytest
from conftest import Reader, Site
from playwright.sync_api import Page, expect

LINE = ".progress"


@pytest.fixture
def text(site: Site) -> str:
    return site.text_with("拜金主义、享乐主义和极端个人主义")


def come(page: Page) -> float:
    page.wait_for_timeout(60)
    return float(page.locator(LINE).evaluate("el => getComputedStyle(el).scale.split(' ')[0]"))


def test_the_text_and_the_list_say_the_same_of_its_length(reader: Reader, site: Site) -> None:
    index = next(name for name in site.words if name == "texts/index.html")
    page = reader(index)
    said = dict(
        page.locator("article h2").evaluate_all(
            """all => all.map(h => [h.querySelector("a").href,
                /[\\d,]+ 字，约 \\d+ 分钟/.exec(h.parentElement.textContent)[0]])"""
        )
    )
    assert len(said) > 1
    for url, length in said.items():
        page.goto(url)
        expect(page.locator(".byline")).to_contain_text(length)


def test_the_line_grows_as_one_reads(reader: Reader, text: str) -> None:
    page = reader(text, viewport={"width": 1200, "height": 800})
    expect(page.locator(LINE)).to_have_attribute("aria-hidden", "true")
    assert come(page) == 0
    page.evaluate("document.querySelector('#p9').scrollIntoView()")
    assert 0.05 < come(page) < 0.95
    page.evaluate("document.querySelector('.reading').lastElementChild.scrollIntoView()")
    assert come(page) > 0.95
    page.evaluate("scrollTo(0, 0)")
    assert come(page) == 0


def test_the_line_follows_a_vertical_text(reader: Reader, text: str) -> None:
    page = reader(text, viewport={"width": 1200, "height": 800})
    page.locator(".tools__menu > summary").click()
    page.locator("[data-writing=vertical].tool").click()
    assert come(page) < 0.1
    page.locator(".reading").evaluate("el => el.scrollBy(-1e6, 0)")
    assert come(page) == pytest.approx(1, abs=0.02)


def test_the_line_is_left_out_where_less_motion_is_asked_for(reader: Reader, text: str) -> None:
    page = reader(text, reduced_motion="reduce")
    expect(page.locator(LINE)).to_be_hidden()


def test_a_narrow_page_has_its_contents_too(reader: Reader, text: str) -> None:
    page = reader(text, viewport={"width": 360, "height": 700})
    fold = page.locator(".contents")
    fold.locator("summary").press("Enter")
    links = fold.locator("a")
    assert links.count() == page.locator(".reading > :is(h2, h3, h4)").count()
    links.nth(3).click()
    expect(page).to_have_url(re.compile("#s"))
    box = page.locator(":target").bounding_box()
    header = page.locator(".md-header").bounding_box()
    assert box
    assert header
    assert box["y"] >= header["y"] + header["height"]
    page.set_viewport_size({"width": 1440, "height": 900})
    expect(fold).to_be_hidden()


def test_the_menu_stays_on_a_narrow_screen(reader: Reader, text: str) -> None:
    page = reader(text, viewport={"width": 320, "height": 700})
    page.locator(".tools__menu > summary").click()
    box = page.locator(".settings").bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 320
