"""The 404 page: where a reader goes whose address is wrong."""

from __future__ import annotations

import pytest
from conftest import Reader, Site
from playwright.sync_api import expect


@pytest.fixture
def site(web: Site) -> Site:
    """Over http only: a folder on a disk has no 404 page."""
    return web


def test_an_address_with_a_slip_finds_its_page(reader: Reader, site: Site) -> None:
    right = site.text_with("八项规定").split("/")[1]
    page = reader("404.html")
    page.route("**/lost/**", lambda route: route.fulfill(path=site.folder / "404.html"))
    page.goto(site.base + f"lost/{right[:-2]}x/")
    near = page.locator("#near a").first
    expect(near).to_be_visible()
    near.click()
    assert right in page.url


def test_an_address_like_no_other_gets_the_lists_only(reader: Reader, site: Site) -> None:
    page = reader("404.html")
    page.route("**/lost/**", lambda route: route.fulfill(path=site.folder / "404.html"))
    page.goto(site.base + "lost/zzzzqqqq/")
    page.wait_for_load_state("networkidle")
    expect(page.locator("#near")).to_be_hidden()
    page.locator("article").get_by_role("link", name="篇目").click()
    expect(page.locator("h1")).to_have_text("篇目")
