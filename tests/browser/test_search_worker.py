"""The search worker alone: what it answers to Material's messages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from conftest import Site
from playwright.sync_api import Browser, Page

Doc = dict[str, Any]
Ask = Callable[[list[Doc], str], list[list[Doc]]]

ASK = """([docs, query]) => new Promise((resolve, reject) => {
    const worker = new Worker("assets/javascripts/search-worker.js");
    worker.onerror = reject;
    worker.onmessage = ({ data }) => {
        if (data.type === 1) worker.postMessage({ type: 2, data: query });
        else { worker.terminate(); resolve(data.data.items); }
    };
    worker.postMessage({ type: 0, data: { config: {}, docs, options: {} } });
})"""


@pytest.fixture(scope="module")
def page(browser: Browser, web: Site) -> Iterator[Page]:
    page = browser.new_page()
    page.goto(web.base)
    yield page
    page.close()


@pytest.fixture
def ask(page: Page) -> Ask:
    return lambda docs, query: page.evaluate(ASK, [docs, query])  # type: ignore[no-any-return]


def doc(location: str, title: str, text: str = "", *tags: str) -> Doc:
    return {"location": location, "title": title, "text": text, "tags": list(tags)}


def titles(items: list[list[Doc]]) -> list[str]:
    return [
        next(entry for entry in item if "#" not in entry["location"])["title"] for item in items
    ]


def test_a_hit_runs_across_inline_tags_but_not_across_blocks(ask: Ask) -> None:
    docs = [doc("a/", "甲", "<p>反对<sub>四</sub>风</p> <p>正之以廉</p>")]
    assert len(ask(docs, "反对四风")) == 1
    assert ask(docs, "风正") == []


def test_words_of_the_index_leave_escaped_and_marked(ask: Ask) -> None:
    docs = [doc("a/", "&lt;b&gt; 题", "<p>甲 &amp; &lt;img src=x&gt; 乙</p>", "<i>")]
    ((entry,),) = ask(docs, "<img")
    assert entry["title"] == "&lt;b&gt; 题"
    assert entry["text"] == "甲 &amp; <mark>&lt;img</mark> src=x&gt; 乙"
    assert entry["tags"] == ["&lt;i&gt;"]


@pytest.mark.parametrize("query", [".", "(", "[一", "\\", "a+b", "*", "?", "^", "$", "|", "{2}"])
def test_marks_with_a_meaning_in_patterns_stand_for_themselves(ask: Ask, query: str) -> None:
    assert titles(ask([doc("a/", "甲", "没有"), doc("b/", "乙", f"有{query}的")], query)) == ["乙"]


def test_title_comes_before_headings_and_headings_before_text(ask: Ask) -> None:
    docs = [
        doc("text/", "甲", "作风作风作风作风"),
        doc("head/", "乙", "无"),
        doc("head/#s1", "二、作风", "无"),
        doc("tag/", "丙", "无", "作风"),
        doc("title/", "作风", "无"),
    ]
    assert titles(ask(docs, "作风")) == ["<mark>作风</mark>", "乙", "丙", "甲"]


def test_terms_may_stand_in_different_sections_of_a_page(ask: Ask) -> None:
    docs = [doc("a/", "甲", "四风"), doc("a/#s1", "一、", "苏区"), doc("b/", "乙", "四风")]
    assert titles(ask(docs, " 四风\u3000苏区 ")) == ["甲"]


def test_case_is_no_matter(ask: Ask) -> None:
    assert len(ask([doc("a/", "甲", "WTO规则")], "wto")) == 1


def test_nothing_typed_finds_nothing(ask: Ask) -> None:
    assert ask([doc("a/", "甲", "文")], " \u3000") == []


def test_passages_are_shown_around_their_hits(ask: Ask) -> None:
    ((entry,),) = ask([doc("a/", "甲", "<p>" + "前" * 500 + "四风" + "后" * 500 + "</p>")], "四风")
    assert "前<mark>四风</mark>后" in entry["text"]
    assert len(entry["text"]) < 150


def test_every_passage_of_a_page_is_told(ask: Ask) -> None:
    docs = [doc("a/", "甲", "无"), *(doc(f"a/#s{n}", f"{n}、", "四风") for n in range(5))]
    (entries,) = ask(docs, "四风")
    best = entries[0]["score"]
    assert [entry["location"] for entry in entries if entry["score"] == best] == [
        f"a/?h=%E5%9B%9B%E9%A3%8E#s{n}" for n in range(3)
    ]
    assert len(entries) == 6


def test_one_character_in_a_large_collection_is_found_at_once(page: Page) -> None:
    took, found = page.evaluate(
        """async () => {
            const text = "<p>" + "党的群众路线教育实践活动要坚持为民务实清廉。".repeat(120) + "</p>";
            const docs = Array.from({ length: 2000 }, (_, n) =>
                ({ location: `${n}/`, title: `第${n}篇`, text, tags: [] }));
            const worker = new Worker("assets/javascripts/search-worker.js");
            const said = () => new Promise((resolve) => {
                worker.onmessage = ({ data }) => resolve(data);
            });
            worker.postMessage({ type: 0, data: { config: {}, docs, options: {} } });
            await said();
            const start = performance.now();
            worker.postMessage({ type: 2, data: "党" });
            const { data } = await said();
            worker.terminate();
            return [performance.now() - start, data.items.length];
        }"""
    )
    assert found == 2000
    assert took < 2000
