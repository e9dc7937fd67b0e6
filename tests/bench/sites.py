"""Readings of tests/unseen/ as kinds of sites show them, several damages at once, and cleaned.

    make bench            (or: python tests/bench/sites.py [--names])

Each page is what the cleaning makes of a reading, and is wanted back as it was: pages that come back
exactly, lines that do, and lines that are none of the reading. `--names` prints what is wrong.
"""

from __future__ import annotations

import argparse
import difflib
import string
from collections.abc import Callable
from random import Random

from layouts import pages
from strewn import half, lines, wraps_as_blanks
from structure import clean

_CHUNK = 350  # characters
_LINES = 22  # of a page of a book
_LOW, _HIGH = 26, 38  # characters of a line
_SIGNS = string.ascii_letters + string.digits + "*&^%$#@!~+_- .,;:|"
_DOCUMENT = (
    "下载文档", "ID：2927350", "大小：76.5KB", "页数：7页", "格式：DOCX", "收藏 分享赚钱", "温馨提示：",
    "1. 部分文件查看预览时可能会显示错乱或异常，文件下载后无此问题，请放心下载。",
    "2. 本文档由用户上传，版权归属用户，本站负责整理代发布。如果您对本文档版权有争议请及时联系客服。",
    "网站客服：123456789",
)  # fmt: skip
_BELOW_DOCUMENT = (
    "第1页 共4页",
    "此文档下载收益归作者所有",
    "下载文档",
    "你可能关注的文档",
    "收起",
)
_BELOW_NEWS = (
    "（责任编辑：王芳）", "分享到：新浪微博 微信 QQ空间", "相关新闻：", "・某地召开春季工作会议",
    "版权所有 某某网 未经授权禁止转载 京ICP备05012345号",
)  # fmt: skip


def _joined(rows: list[str]) -> str:
    return "".join(f"{row}\n" for row in rows)


def document(page: str, random: Random) -> str:
    """A document farm: its box with the file's name, and ASCII marks."""
    title, *rows = lines(half(page, random))
    return _joined([f"{title}.docx", *_DOCUMENT, *rows, *_BELOW_DOCUMENT])


def official(page: str, random: Random) -> str:
    """An essay mill: a lead that praises, ASCII marks for the text's own."""
    title, *rows = lines(half(page, random))
    lead = f"导语:如何才能写好一篇{title},这就需要搜集整理更多的资料和文献,欢迎阅读由本站整理的范文，供你借鉴。"
    foot = ["一文来源于网友上传,不代表本站观点", "上一篇:工作总结", "下一篇:工作计划"]
    return _joined([title, "时间:2022-08-11 10:20:30", lead, *rows, *foot])


def news(page: str, random: Random) -> str:
    title, *rows = lines(page)
    strip = "2016年03月11日 09:21 来源：某某日报 作者：李明 编辑：王芳"
    above = ["您的位置：首页 >> 新闻 >> 正文", title, strip, "字号：大 中 小 打印 关闭"]
    return _joined([*above, *(f"　　{row}" for row in rows), *_BELOW_NEWS])


def novel(page: str, random: Random) -> str:
    """A mirror of serials, which puts its lines amid the text."""
    title, *rows = lines(page)
    found = [f"{title}_某某小说网", "上一章 | 目录 | 下一章", title]
    for n, row in enumerate(rows):
        found.append(f"　　{row}")
        if n % 6 == 3 and n + 1 < len(rows):
            found.append("本章未完，请点击下一页继续阅读！第1页/共3页")
        if n % 9 == 5:
            found.append("天才一秒记住本站地址：www.xxbqg5200.com 手机版阅读网址：m.xxbqg5200.com")
    last = f"喜欢{title}请大家收藏：(www.xxbqg5200.com){title}某某小说网更新速度全网最快。"
    return _joined([*found, "上一章 | 目录 | 下一章", last])


def forum(page: str, random: Random) -> str:
    """A board that puts strings against copying behind paragraphs and between them; ASCII marks."""

    def jammer() -> str:
        return "".join(random.choice(_SIGNS) for _ in range(random.randint(10, 24)))

    title, *rows = lines(half(page, random))
    found = [f"{title} - 某某论坛 - Powered by Discuz!", f"{title} [复制链接]", "电梯直达"]
    for row in rows:
        found.append(row + (jammer() if random.random() < 0.6 else ""))
        found += [jammer()] if random.random() < 0.5 else []
    return _joined([*found, "收藏 分享 赞 踩", "返回列表", "Powered by Discuz! X3.4"])


def chunks(page: str, random: Random) -> str:
    """A previewer's numbers inside the sentences."""
    found, count = "", 0
    for n, char in enumerate(page):
        if n % _CHUNK == 0 and n and char != "\n":
            count += 1
            found += f"{count}、"
        found += char
    return found


def previewer(page: str, random: Random) -> str:
    """Wraps as blanks, and ASCII marks."""
    return wraps_as_blanks(half(page, random), random)


def book(page: str, random: Random) -> str:
    """Lines of one width, the pages numbered, the title at the head of each."""
    width = random.randint(_LOW, _HIGH)
    title = lines(page)[0]
    rows = [
        piece
        for row in (f"　　{line}" for line in lines(page))
        for piece in (row[at : at + width] for at in range(0, len(row), width))
    ]
    found: list[str] = []
    for n, row in enumerate(rows, 1):
        found.append(row)
        if n % _LINES == 0:
            found += [f"- {n // _LINES} -", title]
    return _joined(found)


def one_line(page: str, random: Random) -> str:
    """All blocks in one line, parted by four blanks; ASCII marks."""
    return "    ".join(lines(half(page, random))) + "\n"


def spread(page: str, random: Random) -> str:
    """A blank behind each character of the title, indents that are tabs; ASCII marks."""
    title, *rows = lines(half(page, random))
    return _joined([" ".join(title), *(f"\t{row}  " for row in rows)])


SITES = (document, official, news, novel, forum, chunks, previewer, book, one_line, spread)


def show(made: list[str], want: list[str]) -> None:
    """The spans that differ."""
    a, b = "\n".join(made), "\n".join(want)
    for tag, lo, hi, to, end in difflib.SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if tag != "equal":
            print(
                f"    …{a[max(0, lo - 12) : lo]!r} made {a[lo:hi][:60]!r} wanted {b[to:end][:60]!r}"
            )


def back(
    wanted: list[tuple[str, str]], site: Callable[[str, Random], str], names: bool
) -> tuple[int, int, int, int]:
    """(pages that come back as they were, lines that do, all lines, lines that are none)."""
    exact = there = count = others = 0
    for n, (page, reading) in enumerate(wanted):
        made, want = lines(clean(site(page, Random(n)))), lines(reading)
        exact += made == want
        there += sum(line in made for line in want)
        count += len(want)
        others += sum(line not in want for line in made)
        if names and made != want:
            print(f"  {site.__name__} {n}")
            show(made, want)
    return exact, there, count, others


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--names", action="store_true", help="print what is wrong")
    parser.add_argument("sites", nargs="*", help="names of kinds of sites; without any, all")
    args = parser.parse_args()
    wanted = [(page, clean(page)) for page in pages()]
    for site in SITES:
        if args.sites and site.__name__ not in args.sites:
            continue
        exact, there, count, others = back(wanted, site, args.names)
        share = f"{there / count:.3f} of the lines, {others} others"
        print(f"  {site.__name__:12}{exact:4}/{len(wanted)} pages, {share}")


if __name__ == "__main__":
    main()
