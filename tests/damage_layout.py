"""What layout does to a text with headings of two levels, lists and words in Latin letters.

`damage` has one level of headings; here the structure itself is what gets lost. Every function
is one mechanism, page → page; a page has one block a line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from random import Random

import damage

SENTENCES = [
    *damage.SENTENCES,
    "程序用 Python 写成，源文件 main.py 只有 120 行，说明见 https://example.org/a,b 一页。",
    "这本书译自 The Wealth of Nations 一书，译者在前言里说明了取舍的理由。",
    "混合时水与灰的比例是 3:1，每次约 1,200 克，温度保持在 20.5 度。",
    "他写道：“老人们常说‘久病成医’，这话不全对。”",
    "展览从2019年5月3日到6月1日，每天8:30开门，门票20元。",
]
TITLES = [*damage.TITLES, "乡村水井的保护与利用", "我们怎样整理旧照片"]
PARTS = ["基本情况", "存在的困难", "几点建议", "经过与结果", "余论", "井水的来历", "保护的办法"]
POINTS = ["查明来源", "登记造册", "分类保管", "定期检查", "公开借阅", "修补破损", "核对年代"]
LABELS = ["关于照片的来源", "老人的回忆", "整理工作的开始", "村口的石桥", "雨季前后"]
HAN_NUMBERS = "一二三四五六七八九"


@dataclass(frozen=True)
class Text:
    """Blocks with their levels: 0 for a paragraph, 1 for the title."""

    blocks: tuple[tuple[int, str], ...]

    @property
    def page(self) -> str:
        return "".join(f"{block}\n" for _, block in self.blocks)

    @property
    def reading(self) -> str:
        """As `read --as text` prints it."""
        return "".join(f"{'#' * level}{' ' * bool(level)}{b}\n" for level, b in self.blocks)


def sound(random: Random) -> Text:
    """Two to four sections; some with sections of their own, one with a list."""
    blocks = [(1, random.choice(TITLES))]
    for n, heading in enumerate(random.sample(PARTS, random.randint(2, 4))):
        blocks.append((2, f"{HAN_NUMBERS[n]}、{heading}"))
        blocks.append((0, _paragraph(random)))
        if random.random() < 0.5:
            for m, point in enumerate(random.sample(POINTS, random.randint(2, 3))):
                blocks.append((3, f"（{HAN_NUMBERS[m]}）{point}"))
                blocks.append((0, _paragraph(random)))
                blocks += [(0, _paragraph(random)) for _ in range(random.randint(0, 1))]
    return Text(tuple(blocks))


def labelled(random: Random) -> Text:
    """Headings without enumerators, as stories and manuals have them."""
    blocks = [(1, random.choice(TITLES)), (0, _paragraph(random))]
    for label in random.sample(LABELS, random.randint(2, 4)):
        blocks.append((2, label))
        blocks += [(0, _paragraph(random)) for _ in range(random.randint(1, 3))]
    return Text(tuple(blocks))


def _paragraph(random: Random) -> str:
    return "".join(random.sample(SENTENCES, random.randint(3, 6)))


def _wrapped(row: str, width: int) -> list[str]:
    return [row[at : at + width].strip(" ") for at in range(0, len(row), width)]


def plain(page: str, random: Random) -> str:
    return page


def blank_lines(page: str, random: Random) -> str:
    return page.replace("\n", "\n\n")


def wraps_with_indents(page: str, random: Random) -> str:
    width = random.randint(22, 50)
    return "".join(
        f"{part}\n" for row in page.splitlines() for part in _wrapped("　　" + row, width)
    )


def wraps_flush(page: str, random: Random) -> str:
    """Only the short last line of a paragraph tells where it ends."""
    width = random.randint(22, 50)
    return "".join(f"{part}\n" for row in page.splitlines() for part in _wrapped(row, width))


def wraps_with_blank_lines(page: str, random: Random) -> str:
    """A blank line below every line, whether the paragraph ends there or not."""
    return wraps_flush(page, random).replace("\n", "\n\n")


def run_in(page: str, random: Random) -> str:
    """Headings below the first level lose their line and are closed by a full stop."""
    return re.sub(r"^(（[一-九]）.*)\n(.*)\n", r"\1。\2\n", page, flags=re.M)


def run_on(page: str, random: Random) -> str:
    """All blocks below the title in one line, blanks between."""
    title, *rest = page.splitlines()
    return f"{title}\n{' '.join(rest)}\n"


def indents_inside(page: str, random: Random) -> str:
    """All blocks below the title in one line, each with its indent."""
    title, *rest = page.splitlines()
    return f"{title}\n{''.join('　　' + row for row in rest)}\n"


MECHANISMS = (
    plain, blank_lines, wraps_with_indents, wraps_flush, wraps_with_blank_lines, run_in, run_on,
    indents_inside,
)  # fmt: skip
