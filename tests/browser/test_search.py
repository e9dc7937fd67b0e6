"""The search box, as a reader uses it: over http and from disk, with keys, mouse and fingers."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest
from conftest import Reader, Site, is_index, seen
from playwright.sync_api import Locator, Page, expect

QUERIES = {
    "八项规定": "八项规定",
    "群众路线": "群众路线",
    "群眾路線": "群众路线",
    "为民务实清廉": "为民务实清廉",
    "四风": "四风",
    "洗洗澡": "洗洗澡",
    "大排查、大检修": "大排查、大检修",
    "大排查大检修": "大排查、大检修",
    "一府两院": "一府两院",
    "路线教育": "路线教育",
    "照镜子、正衣冠": "照镜子、正衣冠",
    "党": "党",
}
PHONE = {"viewport": {"width": 390, "height": 800}, "has_touch": True, "is_mobile": True}
DESK = {"viewport": {"width": 1360, "height": 900}}


@pytest.fixture(params=[DESK, PHONE], ids=["desktop", "touch"])
def options(request: pytest.FixtureRequest) -> dict[str, object]:
    found: dict[str, object] = request.param
    return found


def box(page: Page) -> Locator:
    return page.locator(".md-search__input")


def meta(page: Page) -> Locator:
    return page.locator(".md-search-result__meta")


def links(page: Page) -> Locator:
    return page.locator(".md-search-result__link")


def open_box(page: Page) -> None:
    lens = page.locator(".md-header__button[for=__search]")  # instead of the box, where narrow
    if lens.is_visible():
        lens.click()
    box(page).click()
    # Where narrow, the box slides in; what is tapped in mid-slide is not what it seems.
    page.wait_for_function(
        """() => {
            const { left, right } = document.querySelector(".md-search__inner")
                .getBoundingClientRect();
            return left >= -1 && right <= innerWidth + 1;
        }"""
    )
    page.wait_for_timeout(50)


def search(page: Page, query: str) -> None:
    """Write as readers of Chinese do: an input method commits text, and no key is released."""
    open_box(page)
    page.keyboard.insert_text(query)
    expect(meta(page)).to_have_text(re.compile(r"\d (篇文章|个词条|页本站)|没有.*“"))


def results(page: Page, site: Site) -> list[str]:
    """The pages found, best first, with the list scrolled to its end."""
    items = page.locator(".md-search-result__item")
    count = sum(map(int, re.findall(r"(\d+) (?:篇文章|个词条|页本站)", meta(page).inner_text())))
    # Material adds four more each time that the end comes into view; a busy machine may miss one
    # scroll, so the list goes up and down until all are there.
    page.locator(".md-search__scrollwrap").evaluate(
        """async (list, count) => {
            const end = Date.now() + 15000;
            const rest = () => new Promise((done) => setTimeout(done, 40));
            while (list.querySelectorAll(".md-search-result__item").length < count) {
                if (Date.now() > end) return;
                list.scrollTo(0, 0);
                await rest();
                list.scrollTo(0, list.scrollHeight);
                await rest();
            }
        }""",
        count,
    )
    expect(items).to_have_count(count)
    found = items.locator(":scope > a").evaluate_all("els => els.map(el => el.href)")
    return list(dict.fromkeys(site.page(link) for link in found))


def reading(site: Site, name: str) -> str:
    """A text, its tags and what is said of it: no pointers, no 校勘记, no neighbours."""
    html = (site.folder / name).read_text("utf-8")
    words = seen(re.sub(r"<a [^>]*seealso.*?</a>", "", html.split('<section class="apparatus"')[0]))
    summary = re.findall(r'<meta name="description" content="([^"]*)"', html)
    tags = re.findall(r'<(?:a|span)[^>]*class="md-tag[^>]*>\s*([^<]*)', html)
    return "\n".join([words, *summary, *tags])


def painted(page: Page) -> list[str]:
    page.wait_for_function("document.readyState === 'complete' && CSS.highlights.has('search')")
    return page.evaluate(  # type: ignore[no-any-return]
        "[...CSS.highlights.get('search')].map(range => range.toString().replace(/\\s+/g, ''))"
    )


def is_in_view(page: Page, words: str) -> bool:
    """Does a painted range with these words stand between the header and the lower edge?"""
    return page.evaluate(  # type: ignore[no-any-return]
        """words => [...CSS.highlights.get("search")].some((range) => {
            const { top, bottom } = range.getBoundingClientRect();
            return range.toString().includes(words) && top > 48 && bottom < innerHeight;
        })""",
        words,
    )


# ---- finding -----------------------------------------------------------------------------------


def test_finds_every_text_with_the_string_and_no_other(reader: Reader, site: Site) -> None:
    """One search after the other in the same box, as a reader searches."""
    page = reader("index.html")
    texts = {name for name in site.words if name.startswith("texts/") and not is_index(name)}
    for query, words in QUERIES.items():
        search(page, query)
        found = results(page, site)
        holding = {name for name in texts if words in reading(site, name)}
        assert {name for name in found if name in texts} == holding, query
        assert all(words in site.words[name] for name in found), query
        box(page).fill("")
        expect(links(page)).to_have_count(0)


def test_typed_pinyin_leads_to_the_term(reader: Reader, site: Site) -> None:
    page = reader("index.html")
    open_box(page)
    page.keyboard.type("qzlx", delay=20)
    first = links(page).first
    expect(first.locator("mark")).to_have_text("群众路线")
    expect(first).to_have_attribute("href", re.compile("terms/qunzhong-luxian"))


def test_a_term_s_page_comes_first_and_then_the_texts(reader: Reader, site: Site) -> None:
    page = reader("index.html")
    search(page, "群众路线")
    first, second, *_ = results(page, site)
    assert "terms/qunzhong-luxian" in first
    assert second.startswith("texts/")


def test_what_is_nowhere_is_not_found_and_enter_stays(reader: Reader) -> None:
    page = reader("index.html")
    before = page.url
    search(page, "子虚乌有之文")
    expect(meta(page)).to_have_text("没有找到“子虚乌有之文”。")
    expect(links(page)).to_have_count(0)
    page.keyboard.press("Enter")
    assert page.url == before


def test_near_terms_are_offered_as_such(reader: Reader) -> None:
    page = reader("index.html")
    search(page, "群众路钱")
    expect(meta(page)).to_have_text("没有找到“群众路钱”。相近的词条：")
    expect(links(page).first).to_contain_text("群众路线")
    expect(links(page).first).to_contain_text("相近")


# ---- opening a result --------------------------------------------------------------------------


@pytest.mark.parametrize("query", ["八项规定", "大排查大检修", "洗洗澡", "强化三个管理"])
def test_a_result_leads_to_the_passage(
    reader: Reader, site: Site, options: dict[str, object], query: str
) -> None:
    page = reader(site.text_with("群众"), **options)
    search(page, "类:文章 " + query)
    passage = links(page).filter(has=page.locator("mark"), visible=True).first
    expect(passage.locator("mark").first).to_have_text(QUERIES.get(query, query))
    if options is PHONE:
        passage.scroll_into_view_if_needed()
        page.wait_for_timeout(300)  # a tap on a list that is still moving only stops it
        passage.tap()
    else:
        passage.click()
    page.wait_for_url(re.compile(r"[?]h="))
    words = QUERIES.get(query, query)
    assert set(painted(page)) == {words}
    page.wait_for_timeout(100)
    assert is_in_view(page, words)


def test_a_hit_over_an_emendation_and_a_term_is_marked_as_one(reader: Reader, site: Site) -> None:
    page = reader("index.html")
    search(page, "活动以为民务实清廉为主要")  # 为民 is put right, 为民务实清廉 a term
    links(page).nth(1).click()
    page.wait_for_url(re.compile(r"[?]h="))
    assert painted(page) == ["活动以为民务实清廉为主要"]
    page.wait_for_timeout(100)
    assert is_in_view(page, "为民务实清廉")


def test_a_hit_over_the_end_of_a_paragraph_is_marked_in_both(reader: Reader, site: Site) -> None:
    text = site.text_with("洗洗澡")
    page = reader(text)
    first, second = (page.locator(f"#p{n}").inner_text() for n in (2, 3))
    ends = re.sub(r"\W", "", first)[-5:] + re.sub(r"\W", "", second)[:5]
    search(page, ends)
    links(page).nth(1).click()
    page.wait_for_url(re.compile(r"[?]h="))
    (found,) = painted(page)
    assert re.sub(r"\W", "", found) == ends


def test_the_witness_s_word_leads_to_its_emendation(reader: Reader, site: Site) -> None:
    page = reader("index.html")
    search(page, "稳固")
    passage = links(page).filter(has_text="底本作“稳固”").nth(1)
    expect(passage.locator("mark").first).to_have_text("巩固")
    passage.click()
    page.wait_for_url(re.compile(r"[?]w="))
    assert set(painted(page)) == {"巩固"}
    page.wait_for_timeout(100)
    assert is_in_view(page, "巩固")


def test_what_was_found_is_in_view_far_down_a_long_paragraph(reader: Reader, site: Site) -> None:
    text = site.text_with("八项规定")
    page = reader(text, viewport={"width": 360, "height": 400})
    last = page.locator("article p[id]").last
    words = last.inner_text()[-12:-2]
    page.goto(site.url(text) + "?h=" + quote(words) + "#" + str(last.get_attribute("id")))
    assert painted(page)
    page.wait_for_timeout(100)
    assert is_in_view(page, words[:4])


def test_what_stands_in_a_table_is_marked(reader: Reader, site: Site) -> None:
    page = reader("index.html")
    search(page, "类:本站 大排查大检修")
    links(page).first.click()
    page.wait_for_url(re.compile(r"[?]h="))
    page.wait_for_timeout(100)
    assert {"大排查、大检修", "大排查大检修"} <= set(painted(page))
    assert is_in_view(page, "大排查")


def test_marks_that_were_typed_are_marked_on_the_page(reader: Reader) -> None:
    page = reader("index.html")
    search(page, "类:文章 的，")
    links(page).filter(has=page.locator("mark"), visible=True).first.click()
    page.wait_for_url(re.compile(r"[?]h="))
    assert set(painted(page)) == {"的，"}


def test_every_result_shows_a_passage_when_it_is_scrolled_to(reader: Reader, site: Site) -> None:
    page = reader("index.html")
    search(page, "党")
    assert len(results(page, site)) > 80
    last = page.locator(".md-search-result__item").last
    expect(last.locator("mark")).not_to_have_count(0)
    passage = last.locator("mark").first.inner_text()
    last.locator("a").first.click()
    page.wait_for_url(re.compile(r"[?]h="))
    assert passage in painted(page)


def test_another_passage_of_the_same_page_is_gone_to(reader: Reader, site: Site) -> None:
    page = reader("index.html")
    search(page, "篇:亟须解决 群众路线")
    links(page).nth(1).click()
    page.wait_for_url(re.compile(r"[?]h="))
    before = page.evaluate("scrollY")
    last = page.locator("article p[id]").last.get_attribute("id")
    page.evaluate("id => { location.hash = id; }", last)
    page.wait_for_timeout(150)
    assert page.evaluate("scrollY") > before
    assert is_in_view(page, "群众路线")


# ---- the box -------------------------------------------------------------------------------------


def test_nothing_is_loaded_before_the_box_is_used_and_then_once(reader: Reader, site: Site) -> None:
    page = reader("index.html")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.reload()
    page.wait_for_timeout(300)
    assert not [url for url in asked if "/search/texts-" in url]
    search(page, "四风")
    box(page).fill("群众")
    expect(links(page).first.locator("mark").first).to_have_text("群众")
    assert len([url for url in asked if "/search/texts-" in url]) == 1


def test_pasted_text_is_searched_at_once(reader: Reader) -> None:
    page = reader("index.html")
    open_box(page)
    page.keyboard.insert_text("四风")
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.press("ControlOrMeta+X")
    expect(links(page)).to_have_count(0)
    page.evaluate(
        "addEventListener('keyup', (e) => e.isTrusted && e.stopImmediatePropagation(), true)"
    )
    page.keyboard.press("ControlOrMeta+V")  # as with the mouse: no key is seen to be released
    expect(links(page).first.locator("mark").first).to_have_text("四风")


def test_letters_that_an_input_method_is_still_composing_are_not_searched(reader: Reader) -> None:
    page = reader("index.html")
    search(page, "群众")
    found = meta(page).inner_text()
    composing = page.context.new_cdp_session(page)
    composing.send(
        "Input.imeSetComposition", {"text": "lu'xian", "selectionStart": 7, "selectionEnd": 7}
    )
    box(page).dispatch_event("keyup", {"isComposing": True})
    expect(box(page)).to_have_value("群众lu'xian")
    page.wait_for_timeout(200)
    assert meta(page).inner_text() == found
    composing.send("Input.insertText", {"text": "路线"})
    expect(page.locator(".md-search-result mark").first).to_have_text("群众路线")


def test_keys_are_material_s(reader: Reader, site: Site) -> None:
    page = reader("index.html")
    page.keyboard.press("/")
    expect(box(page)).to_be_focused()
    page.keyboard.insert_text("八项规定")
    expect(page.locator(".md-search-result mark").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(links(page).first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(box(page)).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#__search")).not_to_be_checked()
    for _ in range(
        50
    ):  # Material tells focus from blur a moment later, which is long on a busy machine
        page.wait_for_timeout(100)
        if page.locator("#__search").is_checked():
            break
        page.keyboard.press("/")
    expect(page.locator("#__search")).to_be_checked()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"[?]h="))
    expect(page.locator("article h1")).to_contain_text("八项规定")


def test_the_link_to_share_is_the_query_that_is_shown(reader: Reader) -> None:
    page = reader("texts/index.html")
    search(page, "标签:作风建设 大排查、大检修 100% a+b&c#d")
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.insert_text("标签:作风建设 “八项规定”")
    share = page.locator("[data-md-component=search-share]")
    share.click()
    link = share.get_attribute("data-clipboard-text")
    assert link
    page.goto(link)
    expect(box(page)).to_have_value("标签:作风建设 “八项规定”")
    expect(links(page).locator("mark").first).to_have_text("“八项规定”")


def test_choices_narrow_the_results_and_take_it_back(reader: Reader, site: Site) -> None:
    page = reader(site.text_with("八项规定"))
    search(page, "群众路线")
    page.locator(".search-choice", has_text="词条").click()
    expect(box(page)).to_have_value("群众路线 类:词条")
    expect(meta(page)).to_have_text(re.compile(r"^\d+ 个词条"))
    assert all("terms/" in name for name in results(page, site))
    page.locator(".search-choice[aria-current]").click()
    expect(box(page)).to_have_value("群众路线")
    page.locator(".search-choice", has_text="本篇").click()
    expect(meta(page)).to_have_text(re.compile("^1 篇文章"))
    assert results(page, site) == [site.page(page.url)]


def test_choices_can_be_reached_with_the_arrow_keys(reader: Reader) -> None:
    page = reader("index.html")
    search(page, "大检修")
    expect(page.locator(".search-choice").first).to_be_visible()
    page.keyboard.press("ArrowUp")  # round to the end
    expect(page.locator(".search-choice").last).to_be_focused()
    page.keyboard.press("Enter")
    expect(box(page)).to_have_value(re.compile("^大检修 标签:"))
    expect(page.locator("#__search")).to_be_checked()


def test_without_scripts_lists_are_linked_instead_of_a_box(reader: Reader, site: Site) -> None:
    page = reader(site.text_with("八项规定"), java_script_enabled=False)
    expect(page.locator(".md-search")).to_be_hidden()
    note = page.locator(".search-without")
    expect(note).to_be_visible()
    for name in ("篇目", "词条"):
        page.goto(page.url)
        note.get_by_role("link", name=name).click()
        expect(page.locator("article h1")).to_have_text(name)


def test_material_s_own_index_stays_empty(site: Site) -> None:
    (stock,) = site.folder.glob("search/search_index.json")
    assert '"docs": []' in stock.read_text("utf-8")
