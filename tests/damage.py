"""What sites do to a text, done to sound text, so that `clean(damage(t)) == t` can be asked.

`Text` makes sound texts out of sentences of our own; each function below is one mechanism of the
design notes on damage, and they compose. The byte shift has its own module, `damage_gbk`.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

SENTENCES = [
    "清晨的街道上几乎没有行人，只有卖早点的摊子冒着热气。",
    "他把那本旧书翻到最后一页，发现夹着一张发黄的车票。",
    "为什么河水到了冬天也不结冰？老人说，因为水下有温泉。",
    "图书馆的规定很简单：安静，爱惜书籍，按时归还。",
    "这项工作看起来容易，做起来却处处要小心；稍有疏忽，就得从头再来。",
    "会议从上午9:30开始，到12:00才结束，讨论了三个问题。",
    "统计显示，去年的产量比前年增长3.5%，其中小麦占一半以上。",
    "她说：“这件事急不得，先把材料准备好，再作打算。”",
    "山里的孩子走两个小时的路去上学，风雨无阻！",
    "这种方法（见上文）有两个好处，一是省时，二是省料。",
    "《农政全书》记载了许多古代的耕作经验，至今仍有参考价值。",
    "傍晚时分，渔船陆续回港，码头上热闹起来。",
    "如果一个人只看到眼前的得失，他就很难走得远。",
    "医生建议他多休息，少熬夜，每天散步半个小时。",
    "这座桥建于十七世纪，桥身用石块砌成，没有用一根钉子。",
    "语言的变化是缓慢的，常常要几代人才能看得出来。",
    "“纸上得来终觉浅”，这句诗说的是实践的重要。",
    "他们在院子里种了葡萄、石榴和柿子，秋天时果实满枝。",
    "机器发出低沉的声音，指针慢慢地转动，最后停在零的位置。",
    "没有人知道那封信是谁写的，也没有人再提起它。",
    "天文台的望远镜对准了东南方的天空，等待流星出现。",
    "县志上说，这里原来有一片很大的湖，后来渐渐干涸了。",
    "学习外语最要紧的是坚持，哪怕每天只记住五个词。",
    "火车穿过隧道以后，眼前忽然出现了一片金黄的油菜花。",
]
TITLES = ["小城札记", "关于乡村图书馆的几点观察", "一座石桥的历史", "论学习外语的方法"]
HEADINGS = ["基本情况", "存在的困难", "几点建议", "经过与结果", "余论"]
NUMBERS = "一二三四五六七八九"


@dataclass(frozen=True)
class Text:
    """A sound text: a title, and sections with paragraphs."""

    title: str
    sections: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def blocks(self) -> list[str]:
        """As a page has them, without any mark-up."""
        found = [self.title]
        for n, (heading, paragraphs) in enumerate(self.sections):
            found += [f"{NUMBERS[n]}、{heading}", *paragraphs]
        return found

    @property
    def reading(self) -> str:
        """As `read --as text` prints it."""
        found = [f"# {self.title}"]
        for n, (heading, paragraphs) in enumerate(self.sections):
            found += [f"## {NUMBERS[n]}、{heading}", *paragraphs]
        return "".join(f"{line}\n" for line in found)


def sound(random: Random) -> Text:
    """A text of two to four sections, one to three paragraphs each."""
    headings = random.sample(HEADINGS, random.randint(2, 4))
    return Text(
        random.choice(TITLES),
        tuple((heading, tuple(_paragraph(random) for _ in range(random.randint(1, 3))))
              for heading in headings),
    )  # fmt: skip


def _paragraph(random: Random) -> str:
    return "".join(random.sample(SENTENCES, random.randint(3, 6)))


def lines(text: Text) -> str:
    """No damage: one block a line."""
    return "".join(f"{block}\n" for block in text.blocks)


# ── mechanisms: str → str ───────────────────────────────────────────────────────────────────


def half_width(page: str, random: Random) -> str:
    """Full-width marks folded, as NFKC does."""
    return page.translate(str.maketrans("，：；？！（）", ",:;?!()"))


def indents(page: str, random: Random) -> str:
    return "".join(f"　　{line}\n" for line in page.splitlines())


def blank_lines(page: str, random: Random) -> str:
    return page.replace("\n", "\n\n")


def line_ends(page: str, random: Random) -> str:
    return page.replace("\n", "\r\n")


def invisible(page: str, random: Random) -> str:
    """A character without ink every now and then, not at the beginning of a line."""
    found = []
    for char in page:
        found.append(char)
        if char != "\n" and random.random() < 0.02:
            found.append(random.choice("\u200b\ufeff\u00ad\u200c"))
    return "".join(found)


def entities(page: str, random: Random) -> str:
    return page.replace("“", "&ldquo;").replace("”", "&rdquo;")


def box(page: str, random: Random) -> str:
    """What a document site puts above and below."""
    number = random.randint(10**6, 10**7)
    above = [
        "下载文档",
        f"ID:{number}",
        f"大小:{random.randint(10, 99)}.5KB",
        "格式:DOCX",
        f"上传时间:2021-0{random.randint(1, 9)}-11 08:30:00 浏览次数:{random.randint(1, 999)}",
        "收藏 分享赚钱",
    ]
    below = ["此文档下载收益归作者所有", "下载文档", "你可能关注的文档", "收起", "展开"]
    return "".join(f"{line}\n" for line in [*above, *page.splitlines(), *below])


def forum(page: str, random: Random) -> str:
    above = [
        "首页 > 范文 > 心得体会 > 正文",
        "发布时间：2019-03-05 10:20:30 阅读：1024次 字体：大 中 小",
    ]
    below = ["上一篇：没有了", "欢迎光临 某某论坛 (http://example.com/) | Powered by Discuz! X3.4"]
    return "".join(f"{line}\n" for line in [*above, *page.splitlines(), *below])


def page_numbers(page: str, random: Random) -> str:
    rows = page.splitlines()
    found = []
    for n, row in enumerate(rows, 1):
        found.append(row)
        if n % 3 == 0:
            found.append(f"第{n // 3}页 共{len(rows) // 3}页")
    return "".join(f"{row}\n" for row in found)


def hard_wraps(page: str, random: Random) -> str:
    """Lines broken at one width, paragraphs known by their indent."""
    width = random.randint(24, 38)
    found = []
    for row in page.splitlines():
        row = "　　" + row
        found += [row[at : at + width] for at in range(0, len(row), width)]
    return "".join(f"{row}\n" for row in found)


def run_on(page: str, random: Random) -> str:
    """All blocks below the title in one line, blanks between."""
    title, *rest = page.splitlines()
    return f"{title}\n{' '.join(rest)}\n"


def tags(page: str, random: Random) -> str:
    return "".join(f'<p style="text-indent:2em">{row}</p>\n' for row in page.splitlines())


MECHANISMS = (
    half_width, indents, blank_lines, line_ends, invisible, entities, box, forum, page_numbers,
    hard_wraps, run_on, tags,
)  # fmt: skip
# What can be done on top of each other: layout first, then what is put around it, then signs.
LAYOUTS = (indents, blank_lines, hard_wraps, run_on, tags, page_numbers)
FRAMES = (box, forum)
SIGNS = (half_width, invisible, entities, line_ends)
