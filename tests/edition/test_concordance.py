"""The concordance, what it says of texts and terms, and the pages made from it."""

import re

from edition import concordance, indexes, term_pages
from edition.concordance import TextEntry
from edition.glossary import Glossary, Source, Term
from edition.page import Paragraph


def term(slug, form, reading="", *, variants=(), tags=(), kind="concept"):
    return Term(slug, form, reading or slug, f"{form}的释义", kind, (Source("书", "1942", ""),),
                variants=variants, tags=tags)  # fmt: skip


MOUNTAIN = term("shan", "山林", variants=("林|地",), tags=("地理",))
RIVER = term("he", "河流", tags=("地理",))
BRIDGE = term("qiao", "木桥", tags=("工程",))
GLOSSARY = Glossary([MOUNTAIN, RIVER, BRIDGE])


def uses(*texts):
    paragraphs = [Paragraph(f"p{n}", 0, text, 0) for n, text in enumerate(texts, 1)]
    return concordance.uses(paragraphs, GLOSSARY)


def entry(slug, *texts):
    return TextEntry(slug, f"题{slug}", "", 10, {}, (), uses(*texts), {})


def test_context_says_where_it_is_cut():
    (use,) = uses("水" * 30 + "河流" + "水" * 3)
    assert use.left == "…" + "水" * 15
    assert use.right == "水" * 3
    (use,) = uses("水" * 30 + "。" + "水" * 14 + "河流" + "水" * 14 + "，" + "水" * 3)
    assert use.left == "…" + "水" * 14, "no mark stands alone at a cut"
    assert use.right == "水" * 14 + "…"


def test_terms_that_stand_in_the_same_paragraph():
    beside = concordance.companions(
        [entry("a", "山林与河流，河流", "河流上的木桥", "河流边的山林")]
    )
    assert beside == {"shan": ["he"], "he": ["shan", "qiao"], "qiao": ["he"]}


def test_related_texts_say_why():
    entries = [
        entry("a", "木桥，木桥，河流"), entry("b", "木桥"), entry("c", "河流"), entry("d", "无关"),
    ]  # fmt: skip
    near = concordance.related(entries, GLOSSARY, most=3)
    assert [(r.slug, r.shared) for r in near["a"]] == [("b", ("木桥",)), ("c", ("河流",))]
    assert near["d"] == []


def test_a_term_of_every_text_relates_nothing_in_a_large_collection():
    entries = [entry(f"t{n}", "河流" + ("木桥" if n < 2 else "")) for n in range(40)]
    near = concordance.related(entries, GLOSSARY, most=3)
    assert [r.slug for r in near["t0"]] == ["t1"]
    assert near["t5"] == []


def test_tags_a_person_gave_and_ruled_out():
    found = uses("河流" * 6 + "木桥" * 5)
    assert concordance.tags(found, GLOSSARY, ["农事"]) == ["农事", "地理", "工程"]
    assert concordance.tags(found, GLOSSARY, [], never=["地理"]) == ["工程"]
    assert concordance.tags(uses("河流"), GLOSSARY, []) == []


def test_term_page_counts_each_form_and_links_into_the_text():
    text = term_pages.term_page(MOUNTAIN, GLOSSARY, [entry("a", "看山林，又看林|地和<b>")], ["he"])
    assert "## 用例（2）" in text
    assert "（1）" in re.search(r"\*\*又作\*\*(.*)", text)[1]
    assert "[河流](he.md)" in text
    assert "<b>" not in text
    rows = [line for line in text.splitlines() if "texts/a.md?h=" in line and line[0] == "|"]
    assert len(rows) == 2
    assert all(row.count("|") == 4 for row in rows), "a bar in a text begins no cell"
    assert "#p1)" in rows[0]


def test_every_term_is_in_the_index_by_sound_and_by_kind():
    text = indexes.term_index(GLOSSARY, {"he": 2})
    sound, rest = text.split("## 分类")
    assert re.findall(r"\((\w+)\.md\)", sound) == ["he", "qiao", "shan"]
    kind, frequency = rest.split("## 频次")
    assert sorted(re.findall(r"\((\w+)\.md\)", kind)) == ["he", "qiao", "shan"]
    assert re.findall(r"\((\w+)\.md\)", frequency) == ["he"]
