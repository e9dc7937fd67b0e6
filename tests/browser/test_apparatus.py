"""The apparatus on a text's page: marks, switches, the 校勘记, 核验; and the text beside its
witness. Over http and from the zip."""

from __future__ import annotations

import hashlib
import json
import re

import pytest
from conftest import ROOT, Reader, Site
from playwright.sync_api import Page, Route, expect

TEXTS = sorted(path.stem for path in (ROOT / "docs/texts").glob("*.md") if path.stem != "index")


def page_of(site: Site, folder: str, slug: str) -> str:
    name = f"{folder}/{slug}/index.html"
    return name if (site.folder / name).exists() else f"{folder}/{slug}.html"


@pytest.fixture
def emended(site: Site) -> str:
    """A text with emendations, repairs apart."""
    return page_of(site, "texts", "zuofeng-changxiao-jizhi")


@pytest.fixture
def repaired(site: Site) -> str:
    """A text with pinyin in brackets, taken out."""
    return page_of(site, "texts", "zuofeng-changxiaohua-duice")


def words(page: Page) -> str:
    return str(page.locator(".reading").evaluate("el => el.textContent"))


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


# ---- switches -------------------------------------------------------------------


def test_the_switch_shows_every_edited_word_as_the_witness_has_it(
    reader: Reader, emended: str
) -> None:
    page = reader(emended)
    before = words(page)
    marks = page.locator(".reading .emendation")
    ours = marks.all_text_contents()
    press(page, "底本")
    assert marks.all_text_contents() == [m.get_attribute("data-witness") for m in marks.all()]
    assert marks.all_text_contents() != ours
    expect(page.get_by_role("button", name="底本", exact=True)).to_have_attribute(
        "aria-pressed", "true"
    )
    expect(page.get_by_text("不标出的改动")).to_be_visible()
    press(page, "校订本")
    assert words(page) == before


def test_a_tooltip_tells_the_other_version(reader: Reader, emended: str) -> None:
    page = reader(emended)
    mark = page.locator(".reading .emendation[tabindex]").first
    ours = mark.text_content()
    press(page, "底本")
    mark.hover()
    expect(page.get_by_role("tooltip")).to_contain_text(f"校订本作“{ours}”")


def test_marks_can_be_switched_off_and_stay_off(reader: Reader, emended: str) -> None:
    page = reader(emended)
    mark = page.locator(".reading .emendation[tabindex]").first
    line = "el => getComputedStyle(el).textDecorationLine"
    assert mark.evaluate(line) == "underline"
    press(page, "校勘标记")
    assert mark.evaluate(line) == "none"
    assert mark.evaluate("el => el.tabIndex") == -1
    mark.hover()
    page.wait_for_timeout(300)
    expect(page.get_by_role("tooltip")).to_be_hidden()
    page.reload()
    assert mark.evaluate(line) == "none"
    press(page, "校勘标记")
    mark.hover()
    expect(page.get_by_role("tooltip")).to_be_visible()


def test_terms_are_marked_at_first_always_or_never(reader: Reader, emended: str) -> None:
    page = reader(emended)
    first = page.locator(".reading .term:not(.term--again)").first
    again = page.locator(".reading .term--again").first
    line = "el => getComputedStyle(el).textDecorationLine"
    colour = "el => getComputedStyle(el).textDecorationColor"
    assert first.evaluate(colour) != again.evaluate(colour)
    page.locator(".tools__menu > summary").click()
    press(page, "标出每一处词语")
    assert first.evaluate(colour) == again.evaluate(colour)
    press(page, "不标出词语")
    page.reload()
    assert first.evaluate(line) == again.evaluate(line) == "none"
    first.hover()
    page.wait_for_timeout(300)
    expect(page.get_by_role("tooltip")).to_be_hidden()


def test_switches_are_for_the_keyboard_too(reader: Reader, emended: str) -> None:
    page = reader(emended)
    page.get_by_role("button", name="底本", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.locator("html")).to_have_attribute("data-edition", "witness")
    page.get_by_role("button", name="校勘标记").focus()
    page.keyboard.press("Space")
    expect(page.locator("html")).to_have_attribute("data-marks", "off")


# ---- 校勘记 -----------------------------------------------------------------------


def test_every_mark_has_its_row_and_every_row_leads_to_its_marks(
    reader: Reader, emended: str
) -> None:
    page = reader(emended)
    marks = page.locator("article :is(.emendation, .encoding, .doubt, .lacuna)[id]")
    ids = [mark.get_attribute("id") for mark in marks.all()]
    links = page.locator(".variants__places a")
    assert sorted(link.get_attribute("href") or "" for link in links.all()) == sorted(
        f"#{id}" for id in ids
    )
    for link in links.all()[:6]:
        row = link.locator("xpath=ancestor::tr")
        target = page.locator(link.get_attribute("href") or "")
        if row.locator("del").count():
            expect(row.locator("del")).to_have_text(target.get_attribute("data-witness") or "")
            expect(row.locator("ins")).to_have_text(target.text_content() or "")
        where = target.locator("xpath=ancestor::*[@id][1]").get_attribute("id") or ""
        label = link.text_content() or ""
        assert where == f"p{label}" if label.isdigit() else where.startswith("s")


def test_from_a_mark_to_its_row_and_back(reader: Reader, emended: str) -> None:
    page = reader(emended)
    mark = page.locator(".reading .emendation[tabindex]").first
    mark.focus()
    page.get_by_role("tooltip").get_by_role("link").click()
    row = page.locator(".variants tr:target")
    expect(row).to_be_in_viewport()
    expect(row.locator("del")).to_have_text(mark.get_attribute("data-witness") or "")
    id = mark.get_attribute("id")
    row.locator(f"a[href='#{id}']").click()
    expect(mark).to_be_in_viewport()


def test_a_row_in_a_fold_is_unfolded(reader: Reader, repaired: str) -> None:
    page = reader(repaired)
    fold = page.locator("details:has(.variants[data-cls=encoding])")
    expect(fold).not_to_have_attribute("open", re.compile(""))
    row = fold.locator("tbody tr").last
    page.evaluate("id => { location.hash = id; }", row.get_attribute("id"))
    expect(row).to_be_in_viewport()


def test_repairs_that_touch_are_one_mark_and_one_note(reader: Reader, repaired: str) -> None:
    page = reader(repaired)
    joined = page.evaluate(
        """() => [...document.querySelectorAll("article .encoding")]
            .filter((el) => el.nextSibling?.classList?.contains("encoding")).length"""
    )
    assert joined == 0
    term = page.locator(".reading .term:has(.encoding)").first
    term.hover()
    tip = page.get_by_role("tooltip")
    expect(tip.locator(".tip__edit")).to_have_count(1)
    expect(tip).to_contain_text("底本作“")


def test_the_bar_is_said_in_words_too(reader: Reader, emended: str) -> None:
    page = reader(emended)
    bar = page.get_by_role("img", name=re.compile("各类改动所占字数"))
    said = bar.get_attribute("aria-label") or ""
    shares = [float(n) for n in re.findall(r"百分之([\d.]+)", said)]
    assert sum(shares) == pytest.approx(100, abs=0.6)
    widths = bar.locator(".shares__part").evaluate_all(
        "parts => parts.map((el) => el.getBoundingClientRect().width)"
    )
    total = sum(widths)
    for share, width in zip(shares, widths, strict=True):
        assert 100 * width / total == pytest.approx(share, abs=1.5)


def test_what_was_taken_out_is_folded_away_but_there(reader: Reader, emended: str) -> None:
    page = reader(emended)
    hidden = page.locator(".removed__words").first
    expect(hidden).to_be_hidden()
    page.locator(".removed summary").click()
    expect(hidden).to_be_visible()
    expect(hidden).to_contain_text("下载文档")


def test_what_can_be_downloaded_is_what_the_collection_has(site: Site) -> None:
    for slug in TEXTS:
        html = (site.folder / page_of(site, "texts", slug)).read_text("utf-8")
        here = (site.folder / page_of(site, "texts", slug)).parent
        links = re.findall(r'<a href="([^"]+)" download>', html)
        found = {link.rsplit(".", 1)[-1]: (here / link).read_bytes() for link in links}
        assert set(found) == {"txt", "md", "jsonl"}
        docs = ROOT / "docs/texts"
        assert found["md"] == (docs / f"{slug}.md").read_bytes()
        assert found["jsonl"] == (docs / f"{slug}.edits.jsonl").read_bytes()
        (sha256,) = re.findall(r'data-sha256="([0-9a-f]{64})"', html)
        assert hashlib.sha256(found["txt"]).hexdigest() == sha256


# ---- 核验 -------------------------------------------------------------------------


def proof(page: Page) -> dict[str, str]:
    press(page, "核验")
    panel = page.locator(".proof")
    expect(panel).to_have_attribute("data-outcome", re.compile("proved|failed"))
    return {
        "outcome": panel.get_attribute("data-outcome") or "",
        "said": panel.locator(".proof__result").inner_text(),
        "found": panel.locator(".proof__found").inner_text(),
        "published": panel.get_attribute("data-sha256") or "",
    }


@pytest.mark.parametrize("slug", TEXTS)
def test_the_witness_is_rebuilt_in_the_readers_browser(
    reader: Reader, site: Site, slug: str
) -> None:
    page = reader(page_of(site, "texts", slug))
    found = proof(page)
    assert found["outcome"] == "proved", found["said"]
    header = json.loads((ROOT / f"docs/texts/{slug}.edits.jsonl").read_text("utf-8").split("\n")[0])
    witness = (ROOT / "docs/witnesses" / header["witness"]).read_bytes()
    assert found["found"] == found["published"] == hashlib.sha256(witness).hexdigest()


def test_it_needs_no_crypto_of_the_browsers(reader: Reader, site: Site) -> None:
    page = reader("index.html")
    page.add_init_script("Object.defineProperty(crypto, 'subtle', { value: undefined });")
    page.goto(site.url(page_of(site, "texts", TEXTS[0])))
    assert page.evaluate("crypto.subtle === undefined")
    assert proof(page)["outcome"] == "proved"


def test_our_sha256_is_the_standards(reader: Reader, emended: str) -> None:
    page = reader(emended)
    proof(page)
    for length in (0, 1, 3, 55, 56, 63, 64, 65, 119, 120, 1000):
        data = [(7 * n + length) % 256 for n in range(length)]
        ours = page.evaluate("data => jiaodu.ownSha256(Uint8Array.from(data))", data)
        assert ours == hashlib.sha256(bytes(data)).hexdigest(), length


def test_nothing_of_it_is_loaded_before_it_is_asked_for(reader: Reader, emended: str) -> None:
    page = reader(emended)
    loaded = page.evaluate("performance.getEntriesByType('resource').map((e) => e.name)")
    assert not [name for name in loaded if "verify" in name or "record" in name]


def test_it_holds_for_the_witnesss_words_too(reader: Reader, emended: str) -> None:
    page = reader(emended)
    press(page, "底本")
    assert proof(page)["outcome"] == "proved"
    expect(page.locator("html")).to_have_attribute("data-edition", "witness")


def test_a_changed_word_on_the_page_fails(reader: Reader, emended: str) -> None:
    page = reader(emended)
    page.locator("#p2").evaluate("el => { el.lastChild.textContent += '不'; }")
    found = proof(page)
    assert found["outcome"] == "failed"
    assert "第 2 段" in found["said"]
    assert "核验不通过" in found["said"]


def test_a_paragraph_that_was_added_or_taken_away_fails(reader: Reader, emended: str) -> None:
    page = reader(emended)
    page.locator("#p3").evaluate("el => el.remove()")
    assert "第 3 段" in proof(page)["said"]
    page.reload()
    page.locator("#p3").evaluate("el => { el.outerHTML += '<p id=p999>伪</p>'; }")
    assert "第 999 段" in proof(page)["said"]


@pytest.mark.parametrize("tampering", ["page", "record", "sum"])
def test_a_changed_record_fails(reader: Reader, site: Site, tampering: str) -> None:
    slug = "zuofeng-changxiao-jizhi"
    data = (site.folder / f"texts/{slug}.record.js").read_text("ascii")
    given = json.loads(data.removeprefix("jiaodu.record(").removesuffix(");\n"))
    if tampering == "page":
        given["page"] = given["page"].replace("成果", "成绩", 1)
    if tampering == "record":
        given["record"] = given["record"].replace('"old":"稳固"', '"old":"坚固"', 1)
    forged = f"jiaodu.record({json.dumps(given)});"
    page = reader("index.html")

    def answer(route: Route) -> None:
        route.fulfill(body=forged, content_type="text/javascript")

    page.route("**/*.record.js", answer)
    page.goto(site.url(page_of(site, "texts", slug)))
    if tampering == "sum":
        page.locator(".proof").evaluate("el => { el.dataset.sha256 = '0'.repeat(64); }")
    assert proof(page)["outcome"] == "failed"


def test_says_so_where_the_record_is_missing(reader: Reader, site: Site, emended: str) -> None:
    page = reader(emended)
    page.locator(".proof").evaluate("el => { el.dataset.scripts = 'data:text/javascript,1'; }")
    press(page, "核验")
    expect(page.locator(".proof__result")).to_contain_text("核验没有完成")


# ---- beside its witness -----------------------------------------------------------


@pytest.mark.parametrize("slug", TEXTS)
def test_both_texts_are_there_in_full(reader: Reader, site: Site, slug: str) -> None:
    page = reader(page_of(site, "compare", slug))
    header = json.loads((ROOT / f"docs/texts/{slug}.edits.jsonl").read_text("utf-8").split("\n")[0])
    witness = (ROOT / "docs/witnesses" / header["witness"]).read_bytes().decode()
    left = page.locator(".collation__side--witness").all_text_contents()
    assert bare("".join(left)) == bare(witness)
    right = page.locator(".collation__side--reading").all_text_contents()
    page.goto(site.url(page_of(site, "texts", slug)))
    shown = page.evaluate(
        """() => [...document.querySelectorAll("article :is(p, h1, h2, h3, h4)[id]")]
            .filter(({ id }) => /^[ps]\\d+$/.test(id))
            .map((el) => {
                const copy = el.cloneNode(true);
                copy.querySelectorAll("a.seealso").forEach((pointer) => pointer.remove());
                return copy.textContent;
            }).join("")"""
    )
    assert bare("".join(right)) == bare(shown)


def bare(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_differences_are_marked_and_nothing_else(reader: Reader, site: Site) -> None:
    page = reader(page_of(site, "compare", "zuofeng-changxiao-jizhi"))
    without = """side => [...document.querySelectorAll(`.collation__side--${side}`)]
        .map((el) => { const copy = el.cloneNode(true);
            copy.querySelectorAll("del, ins").forEach((e) => e.remove());
            return copy.textContent; }).join("")"""
    assert bare(page.evaluate(without, "witness")) == bare(page.evaluate(without, "reading"))
    assert page.locator("del[data-cls=emendation]", has_text="人名").count() > 0
    assert page.locator("ins[data-cls=emendation]", has_text="人民").count() > 0
    assert page.locator("del[data-cls=chrome]", has_text="下载文档").count() > 0


def test_the_two_scroll_together(reader: Reader, site: Site) -> None:
    page = reader(page_of(site, "compare", TEXTS[0]), viewport={"width": 1200, "height": 700})
    rows = page.locator(".collation__row[id]")
    for n in (0, rows.count() // 2, rows.count() - 1):
        row = rows.nth(n)
        row.scroll_into_view_if_needed()
        left = row.locator(".collation__side--witness").bounding_box()
        right = row.locator(".collation__side--reading").bounding_box()
        assert left
        assert right
        assert left["y"] == right["y"]
        assert left["x"] + left["width"] <= right["x"]


def test_narrow_screens_stack_or_show_one(reader: Reader, site: Site) -> None:
    page = reader(page_of(site, "compare", TEXTS[0]), viewport={"width": 360, "height": 640})
    row = page.locator("#p1")
    left, right = (row.locator(f".collation__side--{side}") for side in ("witness", "reading"))
    above, below = left.bounding_box(), right.bounding_box()
    assert above
    assert below
    assert above["y"] + above["height"] <= below["y"]
    press(page, "校订本")
    expect(left).to_be_hidden()
    expect(right).to_be_visible()
    press(page, "底本")
    expect(left).to_be_visible()
    expect(right).to_be_hidden()


def test_no_collation_scrolls_sideways(reader: Reader, site: Site) -> None:
    page = reader("index.html")
    for slug in TEXTS:
        page.set_viewport_size({"width": 320, "height": 640})
        page.goto(site.url(page_of(site, "compare", slug)))
        for width in (320, 768):
            page.set_viewport_size({"width": width, "height": 640})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (slug, width)


def test_a_class_can_be_left_uncoloured(reader: Reader, site: Site) -> None:
    page = reader(page_of(site, "compare", "zuofeng-changxiao-jizhi"))
    mark = page.locator("ins[data-cls=width]").first
    colour = "el => getComputedStyle(el).backgroundColor"
    assert mark.evaluate(colour) != "rgba(0, 0, 0, 0)"
    press(page, "标点")
    assert mark.evaluate(colour) == "rgba(0, 0, 0, 0)"


def test_from_the_text_to_its_collation_and_back(reader: Reader, emended: str) -> None:
    page = reader(emended)
    page.get_by_role("link", name="底本对读", exact=True).first.click()
    expect(page.locator("article h1")).to_contain_text("底本对读")
    page.locator(".collation__id a", has_text="2").first.click()
    expect(page.locator("#p2")).to_be_in_viewport()


def test_a_search_finds_the_text_and_not_its_collation(web: Site) -> None:
    index = json.loads((web.folder / "search/search_index.json").read_text("utf-8"))
    assert not [entry for entry in index["docs"] if entry["location"].startswith("compare/")]
    texts = [e["text"] for e in index["docs"] if e["location"].startswith("texts/")]
    assert not [text for text in texts if "径改" in text or "核验" in text]
