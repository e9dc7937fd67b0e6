"""What the metadata edits of a text say, by key."""

import pytest
from edition import reading, witness

SONG = """末班渡
词：叶行舟
曲：周小满
编曲：秦一苇
演唱：罗山月
船到江心不住地摇
满天的风雪过长桥
"""
POEM = """春渡

（唐）叶行舟

船到江心不住摇，满天风雪过长桥。
撑篙人老谁相问，一盏孤灯照寂寥。
"""
SECOND = """
秋渡

（宋）周小满

石级青苔滑似油，卖鱼人去水空流。
隔江犹有呼船客，不见当年旧渡头。
"""


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (
            SONG,
            {
                "lyricist": "叶行舟",
                "composer": "周小满",
                "arranger": "秦一苇",
                "performer": "罗山月",
            },
        ),
        (POEM, {"author": "叶行舟"}),
        (POEM + SECOND, {}),  # who wrote the first of several poems did not write all
    ],
    ids=["song", "poem", "poems"],
)
def test_facts(text, facts):
    assert reading.read(witness.from_bytes("case", text.encode())).facts == facts
