"""Tables of contents that their page repeats."""

import pytest
from edition.cleaning import contents
from edition.edit import apply


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        (["村志", "目录", "1 河流", "2 桥梁", "河流", "河有三条。", "桥梁"], range(1, 4)),
        (["村志", "目录", "1 河流", "河流", "河有三条。"], range(0)),  # one entry is no table
        (["村志", "目录", "馆藏的编了三回。"], range(0)),
        (
            ["村志", "目录", "1 河流", "2 桥梁", "3 渡口", "河流", "桥梁"],
            range(0),
        ),  # one is missing
        (["村志", "目录", "1 河流", "2 桥梁", "桥梁", "河流"], range(0)),  # not in their order
    ],
)
def test_repeated(rows, found):
    assert contents.repeated(rows) == found


def test_pages_between_hyphens_and_behind_leaders_are_taken_once():
    text = "目录\n总则……1\n附则……2\n说明……3\n系统分析- 3 -需求分析- 3 -系统设计- 4 -\n"
    edits = list(contents.pages(text))
    assert edits == sorted(edits)
    assert apply(text, edits).endswith("系统分析\n需求分析\n系统设计\n")
