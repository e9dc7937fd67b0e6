"""structure (结构): lines that stand as headings do and are none.

    1⇥更美的盼望⇥7:19     ＿＿＿        a row of a table, a blank to fill in
    受污染的海面，图片由受访者提供          the caption of a picture
    ……这一目标对一家公司来说可算是野心 | 勃勃了。    part of a sentence that a break tore
    你有梦想吗 | 你说说 | 很简单啊           one of many short lines

A heading is shorter than what stands below it. On a page most of whose lines are short (what people say, a
line each; subtitles; entries of a list) shortness says nothing, and a heading there needs a number or
words that only headings have.

In: blocks that see Simplified text. Out: places among them.
"""

from __future__ import annotations

from collections.abc import Sequence

from edition.cleaning import contents, language, unnumbered
from edition.cleaning.blocks import LONGEST_HEADING, Block
from edition.cleaning.enumerators import enumerator
from edition.cleaning.lines import HAN, is_bullet
from edition.cleaning.patterns import pattern

_ROW = pattern(r"\S.*\t|[│┃┌┬┐├┼┤└┴┘]|[＿_]{3}")
_CAPTION = pattern(r"(?:图片?|照片?)(?:由.{1,12}提供|来源.|来自|源自|[:：/])|供图$")
_ARTICLE = pattern(r"第\S{1,6}条")
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
        and (_ROW.search(found[n].text) or _CAPTION.search(text) or _is_torn(texts, n))
    }
    if _are_brief(texts):
        none |= {n for n, text in enumerate(texts) if not _shows_itself(text)}
    return none


def is_entry(found: Sequence[Block]) -> bool:
    """Is the first line no title, but the first of many that are alike: short, and people talk in them, or
    with the same mark inside?"""
    texts = [block.text.strip() for block in found]
    if _ROW.search(found[0].text):
        return True
    if inside := _INSIDE.search(texts[0]):
        return 3 * sum(inside[0] in text for text in texts) >= 2 * len(texts) >= 2 * _FEW
    talk = sum(text[-1] in "？！?!" for text in texts)
    return _TALK * talk >= len(texts) and _are_brief(texts)


def _is_torn(texts: Sequence[str], n: int) -> bool:
    """Is it the middle or the end of a sentence?"""
    text = texts[n]
    if _shows_itself(text):
        return False
    above = texts[n - 1] if n else ""
    if above.endswith(("，", ",")) and not (is_bullet(above) or text in above):
        return True
    if n + 1 == len(texts) or len(text) < _LONG or not _TORN.search(text):
        return False
    before, after = language.fold(text[-language.ORDER :]), language.fold(texts[n + 1][:3])
    gains = language.LARGE
    apart = language.score(before, "｜", gains) + language.score("｜", after, gains)
    return language.score(before, after, gains) - apart >= _GOES_ON


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
