"""Pages as a search has them, and the script that is made of them."""

import json

from edition import searchindex, searchpage


def row(*pages):
    """What the script hands over."""
    script = searchindex.index(pages)
    return json.loads(script.removeprefix("searchIndex(").removesuffix(");\n"))


def page(html, url="a/", **meta):
    return searchpage.page(url, html, {"kind": "text"} | meta, "题")


def test_words_are_lines_as_a_reader_sees_them():
    found = page(
        '<h1 id="s1">题</h1>\n<p id="p1">一<a href="x">二</a>\n三</p>'
        "<ul><li>四</li><li>五<br>六</li></ul><p></p>"
    )
    assert [block.text for block in found.blocks] == ["题", "一二 三", "四", "五 六"]


def test_what_is_not_of_the_text_is_left_out():
    found = page(
        '<h1>题</h1><p>一<a data-search-exclude="">又见<b>别处</b></a>二</p>'
        '<aside class="notes"><p>注</p></aside><p class="kwic">用例</p><script>x</script>'
    )
    assert [block.text for block in found.blocks] == ["题", "一二"]


def test_a_page_without_a_heading_has_its_title():
    assert page("<p>文</p>").blocks[0].text == "题"


def test_ids_that_follow_one_another_are_not_written_out():
    html = '<h1 id="s1">题</h1><p id="p1">一</p><h2 id="s2">二</h2><p id="p2">三</p><p id="z">四</p><p>五</p>'
    (found,) = row(page(html))["pages"]
    assert found == ["a/", "text", "1p2pxx", ["z"]]


def test_emendations_are_told_by_their_places_in_the_browser_s_units():
    html = (
        "<h1>题</h1><p>𠮷  是\n"
        '<span class="emendation" data-witness="稳固"> 巩固</span>，'
        '<span class="encoding" data-witness="?">还原</span>'
        '<span class="emendation" data-witness="原那么">原则</span>的</p>'
    )
    data = row(page(html))
    _, _, _, _, _, emendations = data["pages"][0]
    text = data["text"].encode("utf-16-le")
    at, found = 0, []
    for skip, length, witness in zip(*[iter(emendations)] * 3, strict=True):
        at += skip
        found.append((text[2 * at : 2 * (at + length)].decode("utf-16-le").strip(), witness))
        at += length
    assert found == [("巩固", "稳固"), ("原则", "原那么")]


def test_facts_of_a_text_are_lines_of_their_own():
    data = row(page("<h1>题</h1>", author="甲 &amp; 乙", keywords=["一", "二"]))
    assert data["text"] == "题\n作者 甲 & 乙\n关键词 一、二"
    assert data["pages"][0][2] == "Amm"


def test_folds_hold_the_variants_of_the_text_and_no_others():
    fold, soft = searchindex.folds("群众了解黨")
    pairs = {fold[n : n + 2] for n in range(0, len(fold), 2)}
    assert {"眾众", "衆众", "群群"} & pairs == {"眾众", "衆众"}
    assert "黨党" in pairs  # stands in the text itself
    assert "線线" not in pairs
    assert "瞭了" in {soft[n : n + 2] for n in range(0, len(soft), 2)}


def test_the_common_reading_of_a_character_comes_first():
    syllables = searchindex.pinyin(set("长众")).split(" ")
    assert {"chang长", "zhang长"} <= set(syllables)
    assert syllables.index("zhong众") < syllables.index("yin众")


def test_lines_of_a_hostile_page_are_data():
    data = row(page("<h1>&lt;/script&gt;\u2028\"</h1><p>');alert(1)//</p>"))
    assert data["text"] == "</script> \"\n');alert(1)//"


def test_the_code_that_goes_with_the_index_keeps_its_strings(tmp_path):
    for part in searchindex.PARTS:
        source = (
            f'/**\n * {part}\n */\n(() => {{\n  // why\n  const a = "http://x /* y */";\n}})();\n'
        )
        (tmp_path / f"search-{part}.js").write_text(source, "utf-8")
    code = searchindex.code(tmp_path)
    assert "why" not in code
    assert code.count('const a = "http://x /* y */";') == len(searchindex.PARTS)
