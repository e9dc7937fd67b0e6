"""The list of texts, what leads from a text to others, and what leads through a section."""

from __future__ import annotations

import re

import pytest
from conftest import Reader, Site
from playwright.sync_api import Page, expect

LIST = "texts/index.html"


def titles(page: Page) -> list[str]:
    return [text.strip() for text in page.locator(".entry:visible h2").all_inner_texts()]


def lengths(page: Page) -> list[int]:
    return [
        int(heading.get_attribute("data-length") or 0)
        for heading in page.locator(".entry:visible h2").all()
    ]


def test_the_list_sorts(reader: Reader, site: Site) -> None:
    page = reader(LIST)
    before = titles(page)
    page.get_by_label("次序").select_option("字数，短者在前")
    assert lengths(page) == sorted(lengths(page))
    assert sorted(titles(page)) == sorted(before)
    page.get_by_label("次序").select_option("收录次序")
    assert titles(page) == before


def test_the_list_filters_and_says_how_many(reader: Reader, site: Site) -> None:
    page = reader(LIST)
    every = len(titles(page))
    tags = page.locator(".list-tools").get_by_label("标签")
    rarest = tags.locator("option").last.inner_text()
    tags.select_option(rarest)
    shown = page.locator(".entry:visible h2")
    assert 0 < shown.count() < every
    for heading in shown.all():
        assert rarest in (heading.get_attribute("data-tags") or "").split()
    expect(page.locator(".list-tools output")).to_have_text(f"{every} 篇中的 {shown.count()} 篇")


def test_a_filtered_list_can_be_linked_to(reader: Reader, site: Site) -> None:
    page = reader(LIST)
    page.get_by_label("长短").select_option(index=1)
    shown, address = titles(page), page.url
    page.goto(site.url("index.html"))
    page.goto(address)
    assert titles(page) == shown


def test_a_text_leads_to_its_neighbours_and_says_why_others_are_near(
    reader: Reader, site: Site
) -> None:
    page = reader(LIST)
    names = titles(page)
    page.locator(".entry h2 a").nth(1).click()
    steps = page.locator(".onward__steps a")
    expect(steps.first).to_have_text(f"上一篇：{names[0]}")
    expect(steps.last).to_have_text(f"下一篇：{names[2]}")
    near = page.locator(".onward__related li").first
    assert re.search(r"共有：\S+", near.inner_text())
    name = near.locator("a").inner_text()
    near.locator("a").click()
    expect(page.locator("h1")).to_contain_text(name)


@pytest.mark.parametrize("name", ["怎样引用", "文本来源与撤下", "书末"])
def test_every_page_about_the_site_is_reached_from_the_others(
    reader: Reader, site: Site, name: str
) -> None:
    folders = site.base.startswith("http")
    page = reader("about/fanli/index.html" if folders else "about/fanli.html")
    page.get_by_role("navigation", name="关于").get_by_role("link", name=name).last.click()
    expect(page.locator("h1")).to_have_text(name)


def test_a_pointer_leads_to_the_parallel_passage(reader: Reader, site: Site) -> None:
    page = reader("parallels/index.html")
    page.locator("article blockquote").first.wait_for()
    words = page.locator("article blockquote").first.inner_text().strip()
    page.locator("p.parallel a").nth(1).click()
    target = page.locator("p:target")
    expect(target).to_contain_text(words[:12])
    expect(target.locator(".seealso").first).to_contain_text("又见第")
