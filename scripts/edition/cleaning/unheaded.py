"""structure (结构): lines that stand as headings do and are none.

    1⇥更美的盼望⇥7:19     ＿＿＿        a row of a table, a blank to fill in, the choices of a test
    受污染的海面，图片由受访者提供          the caption of a picture
    ……这一目标对一家公司来说可算是野心 | 勃勃了。    part of a sentence that a break tore
    咕哇——                             a sound, half a sentence
    守门人 | 这么晚了，还有船吗？            who speaks, again and again
    你有梦想吗 | 你说说 | 很简单啊           one of many short lines

A heading is shorter than what stands below it. On a page most of whose lines are short (what people say, a
line each; subtitles; entries of a list) shortness says nothing, and a heading there needs a number or
words that only headings have.

In: blocks that see Simplified text. Out: places among them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from edition.cleaning import attached, contents, language, options, unnumbered
from edition.cleaning.blocks import LONGEST_HEADING, Block
from edition.cleaning.enumerators import enumerator
from edition.cleaning.lines import HAN, is_bullet
from edition.cleaning.patterns import pattern

_ROW = pattern(
    r"\S.*\t|[│┃┌┬┐├┼┤└┴┘]|[＿_]{3}|[￥¥]\s*(?:$|[ \u3000]{2})|[（(][ \u3000]+[)）]"
    r"|\bA ?[.．、].+B ?[.．、]"
)
_CAPTION = pattern(r"(?:图片?|照片?)(?:由.{1,12}提供|来源.|来自|源自|[:：/])|图源[:：]|供图$")
_CREDIT = pattern(
    r"(?:本文|本|题|头|封面|以上)(?:插画|插图|配图|图片|图|照片|照)(?:为|由|是|来自|源自|取自)"
)
_OPEN = pattern(r"(?:——|……)$")  # a sound; half a sentence
_FIGURE, _COUNTS = pattern(r"[ -~]*\d$"), pattern(r"[年月日万亿%％]")
_OPEN_CLAUSE = pattern("[又也还就都再正则便却][用把被将向从给让叫对与]$")  # 小陈又用 | 竹篙……
_ORDINAL = pattern("(?<![并等其])第$")  # 根据第 | 1 问
_MEASURE = pattern(rf"\d+(?:[.,]\d+)?[ \u3000]?[{HAN}]{{1,3}}$")
_SENTENCE = 14  # characters of a line that breaks off in a sentence
_NAME = pattern(rf"[{HAN}A-Z·]{{1,6}}")
_FEWEST_TURNS = 5  # of two speakers or more
_ARTICLE = pattern(r"第\S{1,6}条")
_ARTICLES = 3
_NUMBER = pattern(r"第 ?[\d一二三四五六七八九十百零-]{1,7} ?条(?: ?之[一二三四五六七八九十])?")
_TORN, _LONG = pattern(rf"[{HAN}](?<!年)$"), 13  # characters of a line that wrapping may have made
# Nats by which its last and the next characters are likelier together than apart: of 1,100 headings of this
# length none has as much, of 30 torn lines six.
_GOES_ON = 10.0
_BRIEF, _FEWEST = 20, 30  # characters of a brief line; how many there are at least on such a page
_INSIDE, _FEW = pattern(r"(?<=\S)(?:——|\t| [-|=] )(?=\S)"), 6  # in lines of a list; how many it has
_TALK = 10  # one line of so many asks or calls


def lines(found: Sequence[Block]) -> set[int]:
    """The blocks that are no headings below the title."""
    texts = [block.text.strip() for block in found]
    none = {
        n
        for n, text in enumerate(texts)
        if len(text) <= LONGEST_HEADING
        and (
            _ROW.search(found[n].text)
            or _CAPTION.search(text)
            or _OPEN.search(text)
            or text.count("”") > text.count("“")
            or _is_torn(texts, n)
        )
    }
    none |= attached.lines(texts) | _speakers(texts)
    none |= options.options(texts) | options.questions(texts)
    # The numbers of articles on lines of their own are of one kind, whatever stands below each.
    articles = {n for n, text in enumerate(texts) if _NUMBER.fullmatch(text)}
    none |= articles if len(articles) >= _ARTICLES else set()
    if _are_brief(texts):
        none |= {n for n, text in enumerate(texts) if not _shows_itself(text)}
    return none


def is_entry(found: Sequence[Block]) -> bool:
    """Is the first line no title, but the first of many that are alike: short, and people talk in them, or
    with the same mark inside?"""
    texts = [block.text.strip() for block in found]
    if _ROW.search(found[0].text) or _CREDIT.match(texts[0]) or attached.begins_play(texts):
        return True
    if inside := _INSIDE.search(texts[0]):
        return 3 * sum(inside[0] in text for text in texts) >= 2 * len(texts) >= 2 * _FEW
    talk = sum(text[-1] in "？！?!" for text in texts)
    return _TALK * talk >= len(texts) and _are_brief(texts)


def _is_torn(texts: Sequence[str], n: int) -> bool:
    """Is it the middle or the end of a sentence?"""
    text = texts[n]
    above = texts[n - 1] if n else ""
    if _OPEN_CLAUSE.search(text):
        return True
    if _ORDINAL.search(text) and n + 1 < len(texts) and texts[n + 1][0].isdigit():
        return True
    if _MEASURE.match(text) and len(above) >= _SENTENCE and _TORN.search(above):
        return True
    if _shows_itself(text):
        return False
    if above.endswith(("，", ",")) and not (is_bullet(above) or text in above):
        return True
    if n + 1 < len(texts) and _FIGURE.fullmatch(text) and _COUNTS.match(texts[n + 1]):
        return True
    if n + 1 == len(texts) or len(text) < _LONG or not _TORN.search(text):
        return False
    before, after = language.fold(text[-language.ORDER :]), language.fold(texts[n + 1][:3])
    gains = language.LARGE
    apart = language.score(before, "｜", gains) + language.score("｜", after, gains)
    return language.score(before, after, gains) - apart >= _GOES_ON


def _speakers(texts: Sequence[str]) -> set[int]:
    """Who speaks, on lines of their own: names that come again, of two people at least, each with one block
    below it, and mostly the next name right below that."""
    names = [n for n, text in enumerate(texts) if _NAME.fullmatch(text) and not _shows_itself(text)]
    times = Counter(texts[n] for n in names)
    turns = {n for n in names if times[texts[n]] > 1 and n + 1 not in names}
    next_to = sum(n + 2 in turns and texts[n + 2] != texts[n] for n in turns)
    several = len({texts[n] for n in turns}) > 1 and len(turns) >= _FEWEST_TURNS
    return turns if several and 3 * (next_to + 1) >= 2 * len(turns) else set()


def _are_brief(texts: Sequence[str]) -> bool:
    """Are two thirds of the lines short, with no stop, number or bullet?"""
    brief = sum(
        len(text) < _BRIEF
        and text[-1] not in "。，；、,;"
        and not (_ROW.search(text) or is_bullet(text) or enumerator(text))
        for text in texts
    )
    return brief >= _FEWEST and 3 * brief >= 2 * len(texts)


def _shows_itself(text: str) -> bool:
    """Has it a number, or words that only headings have?"""
    numbered = enumerator(text) or _ARTICLE.match(text) or unnumbered.has_number(text)
    return bool(numbered) or unnumbered.is_fixed(text) or contents.is_head(text)
