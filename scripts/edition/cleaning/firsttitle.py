"""structure (结构): is the first block of a text its title?

A short phrase, no sentence and nobody's words, without an enumerator and with a text below it; or what
had the facts on the page (who wrote it, when) right below.

In: blocks that see Simplified text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from edition import data
from edition.cleaning import contents, pieces, unnumbered
from edition.cleaning.blocks import Block, is_phrase
from edition.cleaning.enumerators import enumerator
from edition.cleaning.lines import ends_sentence
from edition.cleaning.patterns import pattern
from edition.cleaning.traces import Traces, letters

_SHORTEST_BODY = 20  # characters of a paragraph that shows there is a text below a title
_LONG_BODY = 60  # characters of one that need not end as a sentence does: its author stands there
_LONGEST_TITLE = 45
_UNFINISHED = pattern(r"[，,].*[的和与]$")  # 到2007年，建立起较为完善的: not 潮汐是怎样产生的
_LONGEST_TITLED = 70  # … of one that has the facts on the page below it
_LONGEST_DOCUMENT = 60  # characters of a title above those whom a document is for
_LONGEST_STOPPED = 25
_SHORTEST_ASKED = 9  # characters of a title that asks; 你知道吗？ begins a text
_ADDRESSED = pattern(
    r".{0,5}：|[“‘「『（(—…]|[你您我他她它咱]|[这那][是个么样些时]|此时|于是|但是|可是|所以|因此|然而|而且|不过|后来|大家|同学|朋友|各位|亲爱|啊|哎|喂|嗨"
)
_TITLE_NOUN = pattern(
    r"(?:集锦|大全|精选|汇编|汇总|范文|心得体会|总结|报告|思考|研究|探讨|初探|方案)。$"
)
_THOUGHT = pattern(
    r"[这那他她它我].*[，,].*[呢吗吧][？?]"
)  # 这可怎么好，他该怎么说呢？ is of a tale
_ASKED = pattern(r"[？！](?=[^”’」』）])")
# “我们不怕水！”——记渡口抢险队. Not “你来了？”——她问
_CALLED = pattern(
    r"(?P<words>[“「『][^“”「」『』]{2,24})[！？。](?P<on>[”」』]——(?![你我他她它咱])[^，。！？：；,]{3,24})"
    r"(?<![问说道喊叫答笑哭嚷着了])"
)
_EQUATION = pattern(r"=.*[/×÷+（(]")  # 单价=总额/面积
_CHAPTER = pattern(
    r"第\s?[一二三四五六七八九十百\d]{1,4}\s?(?P<unit>[章回课讲幕折话卷节]|部(?!分))"
)
_LONE_KINDS, _MOST_SECTIONS = ("han", "arabic"), 9  # 十七、渡口夜话; sections of a document
_OF_WORK = pattern(r"《[^《》]{2,20}》")
_ARTICLE = pattern(r"第\s?[一二三四五六七八九十百\d]{1,4}\s?条")
_FEWEST_ARTICLES = 3
_FIELD = pattern(r"[^\s：:，,。]{1,5}[：:]\s?\S.*")
_SAID = pattern(
    r"[“「『][^”」』]*(?:[”」』]|——|……)|\"[^\"]*[。！？.!?…]\"|[\"“「『][^\"”」』]*[\"”」』][^，,。]{0,10}[问说道喊叫答笑哭嚷][.。]?"
    r"|[^：:，,]{1,10}[问说道喊叫答][：:][\"“「『〝].*[\"”」』〞]"
)  # a title is not what somebody says, whole
_SPOKEN = pattern(r"[“\"「『][^”\"」』]*[，。！？,!?…][”\"」』].*[，,]")  # “……！”她说，“……”
_BRACKETED = pattern(
    r"[\[【](?=[\u3400-\u9fff])[^\]】\n]{1,8}[\]】]\s?(?=[^\s(（].{3})"
)  # [游记]荷塘两日
# A sentence of a page with ASCII marks; one in a Western language.
_ASCII_STOP = pattern(r"[,，].*[\u3400-\u9fff]\.$|[：:].*[a-z]{2}\.$")
_INTRODUCTION = pattern(r"\d{1,2}[.．、\s]?")
_SECTION = pattern(r"(\d{1,2}(?:\.\d{1,2}){0,2})[ \u3000]?[\u3400-\u9fff]")


def is_title(found: Sequence[Block]) -> bool:
    """Is the first block the title: short, no sentence, no enumerator, with a text below it?"""
    if len(found) < 2:
        return False
    first = _BRACKETED.sub("", found[0].text.strip().replace("\n", ""), count=1)
    if heads_own_points(found):
        return False
    addressed = _is_addressed(first, found[1].text.strip())
    return (
        2 <= len(first) <= (_LONGEST_DOCUMENT if addressed else _LONGEST_TITLE)
        and is_phrase(_unstopped(first))
        and (enumerator(first) is None or _is_lone_chapter(found))
        and not _ARTICLE.fullmatch(first)
        and not unnumbered.is_fixed(_INTRODUCTION.sub("", first, count=1))
        and not (unnumbered.is_inner(first) or contents.is_head(first))
        and not first.startswith(("致：", "致:"))
        and not _UNFINISHED.search(first)
        and not _SAID.fullmatch(first)
        and not _ASCII_STOP.search(first)
        and not _SPOKEN.match(first)
        and first.count("“") <= first.count("”")
        and not unnumbered.announces_speech(first)
        and not pieces.is_nth(found, 0)
        and 0 not in pieces.titles(found, 0)
        and not _names_part(found)
        and not _begins_form(first, found[1].text.strip())
        and not _EQUATION.search(first)
        and "\n" not in first
        and first[0] not in "\\#[【(（-*+>|"
        and (
            1 in pieces.bare_numbers(found)
            or unnumbered.is_fixed(found[1].text.strip())
            or contents.is_head(found[1].text.strip())
            or addressed
            or any(
                (
                    len(block.text) >= min(_SHORTEST_BODY, 2 * len(first))
                    and ends_sentence(block.text)
                )
                or (len(block.text) >= _LONG_BODY and "。" in block.text)
                for block in found[1:]
            )
        )
    )


def is_titled(found: Sequence[Block], traces: Traces | None) -> bool:
    """Had the first block, which is no sentence that ends and no paragraph, the facts on the page below it?"""
    if traces is None or len(found) < 2:
        return False
    first = found[0].text.strip()
    return (
        2 <= len(first) <= _LONGEST_TITLED
        and first[-1] not in "。，：；、,:;"
        and "\n" not in first
        and first[0] not in "\\#-*+>|"
        and letters(first) in traces.titled
    )


def heads_own_points(found: Sequence[Block]) -> bool:
    """Is the first block a section (2.4 术语), with the first of its own right below (2.4.1)?"""
    if len(found) < 2 or not is_phrase(found[0].text):
        return False
    section = _SECTION.match(found[0].text.strip())
    first = f"{section[1]}.1" if section else ""
    if not first or not any(block.text.strip().startswith(first) for block in found[1:]):
        return False
    return any(ends_sentence(block.text) for block in found[1:])  # no table of contents


def _is_addressed(first: str, second: str) -> bool:
    """Is it a kind of document, above those whom it is for (……的通知 | 各市州、县市区人民政府：)?"""
    kinds = tuple(data.table("headings")["documents"]["kinds"])
    return first.endswith(kinds) and second.endswith(("：", ":")) and is_phrase(second[:-1])


def _begins_form(first: str, second: str) -> bool:
    """Two fields of a form, one below the other? A title (对话修表匠：……) may stand above a speaker."""
    if not (_FIELD.fullmatch(first) and _FIELD.fullmatch(second)):
        return False
    labels = [re.split("[：:]", words)[0] for words in (first, second)]
    return not ends_sentence(second) or labels[0] == labels[1] or len(labels[0]) == 1


def _names_part(found: Sequence[Block]) -> bool:
    """Is the first block a part of what is said of a work (《江村晚渡》译文), with another below it?"""
    match = _OF_WORK.match(found[0].text)
    if match is None or not unnumbered.is_fixed(found[0].text[match.end() :].strip()):
        return False
    return any(
        block.text.startswith(match[0]) and unnumbered.is_fixed(block.text[match.end() :].strip())
        for block in found[1:]
    )


def _is_lone_chapter(found: Sequence[Block]) -> bool:
    """Is the text one chapter of a book, whose title is its own (第31章 报告的写法)?"""
    first = enumerator(found[0].text.strip())
    if first is not None and first.number > _MOST_SECTIONS and first.kind in _LONE_KINDS:
        marks = (enumerator(block.text.strip()) for block in found[1:])
        return all(mark is None or mark.style != first.style for mark in marks)
    chapters = [_CHAPTER.match(block.text.strip()) for block in found]
    units = [chapter and chapter["unit"] for chapter in chapters]
    return units[0] is not None and units.count(units[0]) == 1 and not _has_articles(found)


def _has_articles(found: Sequence[Block]) -> bool:
    """Has the text articles? Without a blank behind them (第二条结论是…) there must be many."""
    matches = [m for block in found if (m := _ARTICLE.match(block.text.strip()))]
    apart = any(m.string[m.end() : m.end() + 1].strip() == "" for m in matches)
    return apart or len(matches) >= _FEWEST_ARTICLES


def _unstopped(text: str) -> str:
    """A title without its inner question (论文怎么写？写法与规范) or call, without the mark behind one that
    asks or calls and is nobody's words, and without the full stop that some sites put there: a
    short phrase, no clause."""
    text = _ASKED.sub("", text)
    if called := _CALLED.fullmatch(text):
        text = called["words"] + called["on"]
    if text[-1:] == "！" and re.search("[，,]", text):
        return text + "。"  # somebody calls out
    asked = text[-1:] in "？！" and len(text) >= _SHORTEST_ASKED and not _THOUGHT.fullmatch(text)
    if asked and not _ADDRESSED.match(text):
        return text[:-1]
    if (
        text.endswith("。")
        and len(text) <= _LONGEST_STOPPED
        and not re.search(r"[，；：,;:]", text)
    ):
        return text[:-1] if _TITLE_NOUN.search(text) else text
    return text
