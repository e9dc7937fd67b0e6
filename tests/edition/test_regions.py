"""Regions in hand-written pages are filled; what a person wrote around them stays."""

from pathlib import Path

import pytest
from edition import glossary, regions
from edition.concordance import TextEntry
from edition.errors import EditionError

PAGE = Path("docs/about/x.md")
KNOWN = {"texts": lambda way: f"- [甲]({way}texts/a.md)\n"}


def test_what_stands_in_a_region_is_replaced_and_nothing_else():
    text = "前\n<!-- texts:begin -->\n旧\n<!-- texts:end -->\n后\n"
    filled = regions.fill(text, KNOWN, PAGE, "../")
    assert filled == (
        "前\n<!-- texts:begin -->\n\n- [甲](../texts/a.md)\n\n<!-- texts:end -->\n后\n"
    )
    assert regions.fill(filled, KNOWN, PAGE, "../") == filled


def test_a_page_without_regions_is_left():
    assert regions.fill("前\n后\n", KNOWN, PAGE, "") == "前\n后\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("一\n<!-- nothing:begin -->\n<!-- nothing:end -->\n", "no region is called “nothing”"),
        ("一\n<!-- texts:begin -->\n一\n", "region “texts” has no end"),
    ],
)
def test_errors_name_the_line(text, said):
    with pytest.raises(EditionError, match=said) as error:
        regions.fill(text, KNOWN, PAGE, "")
    assert f"{PAGE}:2" in str(error.value)


def test_the_regions_of_a_collection():
    entry = TextEntry("a", "题<b>", "一句话", 1200, {}, (), (), {"width": 3, "chrome": 4})
    found = regions.of([entry, entry], {}, glossary.Glossary([]))
    assert found["texts"]("").count("](texts/a.md)：一句话") == 2
    assert "<b>" not in found["texts"]("")
    figures = found["figures"]("../")
    assert "| 正文 | 2,400 字 |" in figures
    assert "| 改动 | 14 处 |" in figures
    assert "(../about/fanli.md#width) | 6 |" in figures
    assert "fanli.md#script" not in figures
    assert found["terms"]("") == "尚无用例。\n"
