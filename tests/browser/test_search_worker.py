"""The search worker alone: what it answers, on small collections, to Material's messages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest
from conftest import ROOT, Site
from edition import searchindex, searchpage
from playwright.sync_api import Browser, Page

Answer = dict[str, Any]
Ask = Callable[..., Answer]

ASK = """([index, queries, places]) => new Promise((resolve, reject) => {
    const address = URL.createObjectURL(new Blob([index], { type: "text/javascript" }));
    const worker = new Worker("assets/javascripts/search-worker.js");
    const answers = [];
    worker.onerror = reject;
    worker.onmessage = ({ data }) => {
        if (data.type === 3) answers.push(data.data);
        if (data.type === 5) answers.at(-1).later = data.data.results;
        if (answers.length < queries.length) {
            worker.postMessage({ type: 2, data: queries[answers.length] });
        } else if (data.type === 3 && places.length) {
            worker.postMessage({ type: 4, data: { turn: data.data.turn, places } });
        } else {
            worker.terminate();
            resolve(answers);
        }
    };
    worker.postMessage({ type: 0, data: { config: { index: address }, docs: [], options: {} } });
})"""
CODE = searchindex.code(ROOT / "docs/assets/javascripts")


@pytest.fixture(scope="module")
def page(browser: Browser, web: Site) -> Iterator[Page]:
    page = browser.new_page()
    page.goto(web.base)
    yield page
    page.close()


@pytest.fixture
def ask(page: Page) -> Ask:
    """Asks one thing of a collection: each page is (address, HTML, front matter, forms). Of the
    results at the places in ``later`` asks for what is shown when they come into view."""

    def asked(pages: list[tuple[Any, ...]], query: str, later: Sequence[int] = ()) -> Answer:
        made = [searchpage.page(url, html, meta, "", *rest) for url, html, meta, *rest in pages]
        (answer,) = page.evaluate(ASK, [CODE + searchindex.index(made), [query], list(later)])
        assert "error" not in answer, answer
        return answer  # type: ignore[no-any-return]

    return asked


def text(url: str, *paragraphs: str, title: str = "甲", **meta: object) -> tuple[Any, ...]:
    html = "".join(f'<p id="p{n}">{words}</p>' for n, words in enumerate(paragraphs, 1))
    return url, f'<h1 id="s1">{title}</h1>{html}', {"kind": "text"} | meta


def term(url: str, name: str, definition: str, *variants: str) -> tuple[Any, ...]:
    return url, f"<h1>{name}</h1><p>{definition}</p>", {"kind": "term"}, [name, *variants]


def found(answer: Answer) -> list[str]:
    """The pages of an answer, best first."""
    return [re.sub(r"[?#].*", "", item[0]["location"]) for item in answer["items"]]


def shown(answer: Answer) -> str:
    """Every word of the results, as the box gets them."""
    return "\n".join(entry["title"] + entry["text"] for item in answer["items"] for entry in item)


# ---- the very string -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "line"),
    [
        ("大排查大检修", "要大排查、大检修、大扫除"),
        ("八项规定的基础", "中央“八项规定”的基础上"),
        ("大排查、大检修", "要大排查、大检修、大扫除"),
        ("大排查,大检修", "要大排查，大检修"),
        ("（一）要", "（一）要着力"),
        ("wto", "加入ＷＴＯ以后"),
        ("２０１３年", "2013年"),
        ("3.5%", "增长3.5%以上"),
        ("群眾路線", "党的群众路线教育"),
        ("群众路线", "黨的群眾路線教育"),
        ("帶著問題", "带着问题"),
        ("於民", "取信于民"),
        ("qúnzhòng", "qúnzhòng lùxiàn"),
        ("𬮿", "门上有𬮿字"),
        ("。", "到此为止。"),
        ("：", "有两点:其一"),
    ],
)
def test_a_reader_finds_what_is_there(ask: Ask, query: str, line: str) -> None:
    assert found(ask([text("a/", line), text("b/", "别的文字")], query)) == ["a/"]


@pytest.mark.parametrize(
    ("query", "line"),
    [
        ("35", "增长3.5%"),
        ("12", "第1、2两条"),
        ("newyork", "New York"),
        ("四风", "四面来风"),
        ("著", "带着"),  # a Simplified character of its own
        ("于", "著作等身"),
    ],
)
def test_and_not_what_is_not(ask: Ask, query: str, line: str) -> None:
    answer = ask([text("a/", line), text("b/", "四、风，3 5，著作")], query)
    assert "a/" not in found(answer)


def test_a_string_may_run_over_the_end_of_a_line_but_not_of_a_page(ask: Ask) -> None:
    pages = [text("a/", "反对四", "风气要正"), text("b/", "反对四"), text("c/", "", title="风")]
    assert found(ask(pages, "四风气")) == ["a/"]
    assert found(ask(pages, "对四风")) == ["a/"]


def test_a_string_may_run_over_marks_in_the_page(ask: Ask) -> None:
    html = '为<span class="emendation" data-witness="名">民</span>务<a class="term">实清廉</a>'
    assert found(ask([text("a/", html)], "为民务实清廉")) == ["a/"]


def test_other_marks_than_those_typed_are_said_to_be_other(ask: Ask) -> None:
    pages = [text("a/", "大排查，大检修"), text("b/", "大排查。大检修")]
    answer = ask(pages, "大排查，大检修")
    assert found(answer) == ["a/"]
    assert answer["note"] == ""
    answer = ask(pages, "大排查、大检修")
    assert sorted(found(answer)) == ["a/", "b/"]
    assert "标点" in answer["note"]


@pytest.mark.parametrize("query", [".", "(", "[一", "\\", "a+b", "*", "?", "^", "$", "|", "{2}"])
def test_marks_with_a_meaning_in_patterns_stand_for_themselves(ask: Ask, query: str) -> None:
    assert found(ask([text("a/", "没有"), text("b/", f"有{query}的")], query)) == ["b/"]


def test_words_leave_escaped_and_marked(ask: Ask) -> None:
    answer = ask([text("a/", "甲 &amp; &lt;img src=x&gt; 乙", title="&lt;b&gt; 题")], "img")
    ((article, passage),) = answer["items"]
    assert article["title"].startswith("&lt;b&gt; 题")
    assert passage["text"] == "甲 &amp; &lt;<mark>img</mark> src=x&gt; 乙"


def test_what_is_known_of_a_text_is_found(ask: Ask) -> None:
    pages = [
        text("a/", "文", author="沈桂平", date="2013年", description="谈作风"),
        text("b/", "沈", title="桂平"),
    ]
    for query in ("沈桂平", "2013年", "谈作风"):
        assert found(ask(pages, query))[0] == "a/", query
    assert found(ask(pages, "文作者")) == []


# ---- names by their sound, and the witness's words ---------------------------------------------


@pytest.mark.parametrize("query", ["qunzhongluxian", "qzlx", "qunzlx", "QunZhong", "zhonglux"])
def test_terms_and_titles_are_found_by_pinyin(ask: Ask, query: str) -> None:
    pages = [
        text("a/", "无关", title="群众路线心得"),
        text("b/", "群众路线"),
        term("c/", "群众路线", "工作路线。"),
    ]
    answer = ask(pages, query)
    assert sorted(found(answer)) == ["a/", "c/"]
    assert "<mark>" in answer["items"][0][0]["title"]


def test_a_name_that_is_read_in_two_ways_is_found_by_both(ask: Ask) -> None:
    pages = [text("a/", "无", title="长效机制"), text("b/", "无", title="学校校长")]
    assert found(ask(pages, "changxiao")) == ["a/"]
    assert found(ask(pages, "xiaozhang")) == ["b/"]


def test_the_witness_s_word_finds_its_place_and_is_said_to_be_put_right(ask: Ask) -> None:
    emended = '怎样<span class="emendation" data-witness="稳固">巩固</span>成果'
    pages = [text("a/", "前文", emended), text("b/", "成果要巩固")]
    for query in ("稳固", "怎样稳固成"):
        answer = ask(pages, query)
        assert found(answer) == ["a/"], query
        passage = answer["items"][0][1]
        assert "<mark>巩固</mark>" in passage["text"]
        assert "底本作“稳固”" in passage["text"]
        assert passage["location"].endswith("#p2")
        assert "校改" in answer["note"]
    assert sorted(found(ask(pages, "巩固"))) == ["a/", "b/"]


# ---- several words ------------------------------------------------------------------------------


def test_several_words_must_all_be_there_and_near_comes_before_far(ask: Ask) -> None:
    far = "四风" + "、别的话" * 60 + "苏区"
    pages = [text("far/", far), text("near/", "在苏区反对四风"), text("one/", "四风")]
    assert found(ask(pages, " 四风\u3000苏区 ")) == ["near/", "far/"]


def test_dots_between_words_keep_their_order(ask: Ask) -> None:
    pages = [text("a/", "认识上去了，作风才好"), text("b/", "作风好了，认识才上去")]
    for query in ("认识…作风", "认识 …… 作风", "认识...作风"):
        assert found(ask(pages, query)) == ["a/"], query
    assert sorted(found(ask(pages, "认识 作风"))) == ["a/", "b/"]


def test_a_string_in_quotes_keeps_its_blank(ask: Ask) -> None:
    pages = [text("a/", "per cent of it"), text("b/", "cent per mille")]
    assert found(ask(pages, '"per cent"')) == ["a/"]


# ---- order --------------------------------------------------------------------------------------


def test_the_term_then_texts_by_title_heading_tag_and_text_then_other_terms(ask: Ask) -> None:
    pages = [
        ("site/", "<h1>凡例</h1><p>作风作风</p>", {"kind": "about"}),
        term("other/", "作风建设", "作风的建设。"),
        text("body/", "作风作风作风作风"),
        ("head/", '<h1>甲</h1><h2 id="s1">二、作风</h2><p id="p1">无</p>', {"kind": "text"}),
        text("title/", "无", title="论作风"),
        term("own/", "作风", "做事的态度。"),
    ]
    assert found(ask(pages, "作风")) == ["own/", "title/", "head/", "body/", "other/", "site/"]


def test_more_and_denser_comes_first(ask: Ask) -> None:
    filler = "别的话" * 200
    pages = [
        text("thin/", "四风" + filler),
        text("more/", "四风，四风，四风"),
        text("one/", "四风"),
    ]
    assert found(ask(pages, "四风")) == ["more/", "one/", "thin/"]


def test_without_marks_in_between_comes_first(ask: Ask) -> None:
    pages = [text("a/", "热爱党。组织起来，爱党。组织"), text("b/", "基层党组织")]
    assert found(ask(pages, "党组织")) == ["b/", "a/"]


def test_concordances_and_lists_are_not_searched(ask: Ask) -> None:
    concordance = '<h1>四风</h1><p>释义。</p><h2>用例</h2><p class="kwic">反对四风要严</p>'
    pages = [
        ("t/", concordance, {"kind": "term"}, ["四风"]),
        ("l/", "<h1>篇目</h1><p>反对四风要严</p>", {"kind": "texts"}),
        text("a/", "反对四风要严"),
    ]
    assert found(ask(pages, "反对四风要严")) == ["a/"]
    assert found(ask(pages, "篇目")) == ["l/"]


# ---- narrowing ----------------------------------------------------------------------------------


def test_filters_narrow_by_tag_kind_and_text(ask: Ask) -> None:
    pages = [
        text("a/", "四风", title="长效机制", tags=["作风建设"]),
        text("b/", "四风", title="心得", tags=["苏区"]),
        term("c/", "四风", "四种作风问题。"),
    ]
    assert found(ask(pages, "四风 标签:作风建设")) == ["a/"]
    assert found(ask(pages, "类：词条 四风")) == ["c/"]
    assert found(ask(pages, "篇:长效 四风")) == ["a/"]
    assert found(ask(pages, "標籤:蘇區")) == ["b/"]
    offered = ask(pages, "四风")
    assert offered["kinds"] == [["文章", 2], ["词条", 1]]
    assert ["作风建设", 1] in offered["tags"]


def test_nothing_in_the_chosen_part_is_told_from_nothing_at_all(ask: Ask) -> None:
    answer = ask([text("a/", "四风"), term("c/", "苏区", "地名。")], "四风 类:词条")
    assert answer["items"] == []
    assert "不限范围，有 1 页" in answer["status"]


def test_choices_are_counted_within_the_filters(ask: Ask) -> None:
    pages = [
        text("a/", "四风", title="长效机制", tags=["作风建设"]),
        text("b/", "四风", title="心得", tags=["苏区"]),
        term("c/", "四风", "四种作风问题。"),
    ]
    answer = ask(pages, "四风 篇:长效")
    assert answer["kinds"] == [["文章", 1]]
    assert answer["tags"] == [["作风建设", 1]]
    assert ask(pages, "四风 类:词条")["kinds"] == [["文章", 2], ["词条", 1]]  # to change to


# ---- nothing ------------------------------------------------------------------------------------


def test_where_nothing_is_found_it_says_so_and_offers_the_nearest_terms(ask: Ask) -> None:
    pages = [
        term("a/", "群众路线", "工作路线。"),
        term("b/", "苏区振兴", "政策。"),
        text("c/", "群众的路"),
    ]
    for query in ("群众路钱", "群众露线", "qunzhongluxiam"):
        answer = ask(pages, query)
        assert found(answer) == ["a/"], query
        assert answer["status"] == f"没有找到“{query}”。相近的词条："
    assert ask(pages, "子虚乌有")["items"] == []


def test_of_two_words_it_says_which_is_nowhere(ask: Ask) -> None:
    pages = [text("a/", "四风"), text("b/", "苏区")]
    assert ask(pages, "四风 子虚乌有")["status"] == "没有找到“子虚乌有”。"
    assert "没有一页同时都有" in ask(pages, "四风 苏区")["status"]


@pytest.mark.parametrize("query", ["", " ", " \u3000", '"', "…", "标签:"])
def test_nothing_typed_finds_nothing(ask: Ask, query: str) -> None:
    assert ask([text("a/", "文")], query)["items"] == []


def test_of_a_long_paste_that_is_nowhere_only_the_ends_are_quoted(ask: Ask) -> None:
    line = "甲乙丙丁戊己庚辛壬癸" * 200
    status = ask([text("a/", "四风")], f"{line} {line} 子 丑 寅")["status"]
    assert status.startswith("没有找到“甲乙丙丁戊己庚辛壬癸甲乙……")
    assert status.endswith("”等。")
    assert len(status) < 120


# ---- passages -----------------------------------------------------------------------------------


def test_passages_are_cut_around_their_hits_and_grouped_by_page(ask: Ask) -> None:
    long = "前" * 500 + "四风" + "后" * 500
    answer = ask([text("a/", long, "没有", "又见四风"), text("b/", "四风")], "四风")
    by_page = {item[0]["location"].partition("?")[0]: item for item in answer["items"]}
    article, first, second = by_page["a/"]
    assert "2 处" in article["title"]
    assert re.fullmatch("…前{9,40}<mark>四风</mark>后{9,80}…", first["text"])
    assert first["location"] == "a/?h=%E5%9B%9B%E9%A3%8E#p1"
    assert second["location"].endswith("#p3")
    assert answer["status"] == "2 篇文章，共 3 处"


def test_a_character_on_every_page_is_told_of_every_page(ask: Ask) -> None:
    pages = [text(f"{n}/", "党的群众路线。" * 9) for n in range(300)]
    answer = ask(pages, "党")
    assert len(set(found(answer))) == 300
    assert answer["status"] == "300 篇文章，共 2700 处"


def test_results_far_down_have_their_passage_when_it_is_asked_for(ask: Ask) -> None:
    pages = [text(f"{n:03}/", "别的话。", f"四风{n}之一" + "别的话" * n) for n in range(60)]
    answer = ask(pages, "四风", [20, 59])
    assert answer["items"][0][1]["text"].startswith("<mark>四风</mark>0之一")
    assert len(answer["items"][59]) == 1
    twentieth, last = answer["later"]
    assert (twentieth["place"], last["place"]) == (20, 59)
    assert twentieth["text"].startswith("<mark>四风</mark>20之一")
    assert last["location"] == "059/?h=%E5%9B%9B%E9%A3%8E#p2"


def test_marks_that_were_typed_are_marked_with_the_string(ask: Ask) -> None:
    pages = [text("a/", "好的，是我的。“好的，”他说", tags=["好的习惯"])]
    for query, marked in [
        ("的，", ["的，", "的，"]),
        ("“好的，", ["“好的，"]),
        ("的。“好", ["的。“好"]),
        ("的,”他", ["的，”他"]),
    ]:
        assert re.findall("<mark>(.*?)</mark>", shown(ask(pages, query))) == marked, query


def test_marks_are_found_beside_common_and_rare_strings(ask: Ask) -> None:
    pages = [
        text("a/", "的" * 3000 + "的，" + "的" * 3000),
        text("b/", "群众的" * 1500 + "群众。的"),
    ]
    assert found(ask(pages, "的，")) == ["a/"]
    assert found(ask(pages, "，的")) == ["a/"]
    assert found(ask(pages, "群众。")) == ["b/"]
    assert found(ask(pages, "眾。的")) == ["b/"]


def test_a_term_in_quotation_marks_is_the_term_still(ask: Ask) -> None:
    pages = [text("a/", "反对“四风”"), term("b/", "四风", "四种作风问题。")]
    assert found(ask(pages, "“四风”")) == ["b/", "a/"]


def test_an_excerpt_begins_with_a_clause_and_leaves_out_no_few_words(ask: Ask) -> None:
    line = "前" * 30 + "，" + "中" * 15 + "四风" + "后" * 50
    (item,) = ask([text("a/", line)], "四风")["items"]
    assert item[1]["text"] == "…" + "中" * 15 + "<mark>四风</mark>" + "后" * 50
