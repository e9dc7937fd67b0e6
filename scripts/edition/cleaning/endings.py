"""lacuna (阙文): ends of texts that were cut off.

In: a text in blocks. Out: edits and doubts (offsets in code points) behind the last paragraph of the
text, or of one of its pieces.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from edition.cleaning import language, translations
from edition.cleaning.blocks import BREAK, is_phrase
from edition.cleaning.enumerators import enumerator
from edition.cleaning.lacuna import CLS, CUT_OFF, PIECE
from edition.cleaning.lines import CLOSERS, HAN, ends_sentence
from edition.cleaning.omissions import OPEN, goes_on, reads_on, unfinished
from edition.cleaning.patterns import pattern
from edition.cleaning.traces import Traces
from edition.edit import Doubt, Edit

_LONG = 60  # characters: a shorter last block may be a signature or a date
_ENDS = (*"。！？…：；", "】")
# What no sentence ends with: a bracket that was opened, a conjunction, 其中.
_BREAKS_OFF = pattern(
    r"(?<=[，。；：])(?:[^。！？]{0,40})?(?:（[^（）]{0,12}|(?:而且|但是|并且|以及|如果|虽然|因为|不仅|不但|其中|例如|比如|特别是|尤其是|下联是|上联是))$"
    # 好的。我们 | 排列。希即遵照为
    rf"|(?<=[。！？”）])(?:[我他她它咱]们|这些|那些|于是|然而|所以|因此|同时|[{HAN}]{{0,6}}(?<![大可何作以])(?:为|被|把|将|并|而|但))$"
)
_SHORTEST_BROKEN = 12  # characters of a last paragraph that breaks off so
_LINE = 40  # characters: a longer last paragraph is more than a notice …
_LONGEST_NOTICE = 90  # … if it does not begin with what says so
_SENTENCE_MARK = pattern("[，。！？]")
_AFTER = 8  # characters at most behind such words
_UNSTOPPED = pattern(
    rf"[{HAN}，、；：][”’》）]?$"
)  # the quotation may be whole, the sentence is not
_SHORTEST_OPEN = 16  # characters of a last paragraph that is prose
_DANGLES = pattern(
    rf"(?<=[{HAN}])(?:(?<=[{HAN}]{{2}}[里上中下前后样种些])的|[和与及]|(?<![是有的])的(?<=[了着过]..的))$|(?<=[{HAN}])\d{{1,3}}$"
)
_DOTS = pattern(r"[.…·]{6,}\s*$")
_MORE = pattern(r"(?<=[。！？”])[（(](?:剩余|余下|还剩)\s?\d+\s?个?字[)）]$")
_QUOTED = pattern(r"[^“\n]{0,6}”")  # the words are quoted: 点击“展开剩余全文”
# Who wrote or photographed it, behind the last full stop; whose picture a caption is, or whose work a
# text: no sentence that stops.
_CREDIT = pattern(
    rf"[ \u3000][{HAN}·]{{2,8}}(?:[摄绘]|供图)$|^(?:本文|本书|本片|本篇|译文)[系是]?由[^。！？]{{2,40}}(?:推出|出品|出版|呈现|制作|编译|翻译|整理|提供)$"
    r"|(?<=[。！？”])——[^，。！？—]{2,16}$"  # whose words they are
    r"|[。！？）](?:[^。！？，]{0,14}(?:记者|通讯员|作者|编辑|实习生|摄影)[^。！？，]{0,24}|[^。！？，]{1,12}(?:[摄文图]|供稿|供图|撰文|报道))$"
)
_SERIES = pattern(
    r"(?:\s[-–|/·>]\s[^。！？，；]{1,24}){2,}$"
)  # names in a row: 江口之战 - 石滩之战 - 沙渡之战
_NO_STOP = -5.0  # nats
_SHORTEST_PROSE = 16  # characters
_NO_PROSE = pattern(r"#|\[\d+\]|[-*+|〔>]")
_REFERENCE, _REFERENCE_END = pattern(r"\[\d+\]|\d+[.、]"), pattern(r"\d[）)]?[.。]?$")
_REFERENCE_OPEN = pattern(rf"\[[A-Z](?:/OL)?\][.．,，][^\d]{{0,30}}[{HAN}，,.]$")
_INNER = pattern("[，。；！？]")
# Not of a title of a list with its year, of an address: 《渡口志》，2010年1月, 住渡口路××号
_OPEN_END = pattern(rf"[{HAN}，、；]$(?<!\d年)(?<![\d×]号)(?<![\d×]室)(?<!\d[楼幢栋])")
_TITLE_ITEM = pattern(r"《[^《》]+》[^《》。！？]*\d月$")
# What the model says (nats) of a full stop there for a cut, and against a paragraph without its mark:
# neither at _EVEN, and so much more for each nat; 3,402 random cuts in the sound readings of
# tests/unseen/ beside 1,234 ends of paragraphs there that were robbed of their mark.
_EVEN, _SLOPE, _MOST = -3.5, 0.9, 3.0
_AT_COMMA = 2.0  # nats that a comma at the end says
_NEIGHBOURS, _FEWEST_BARE = 4, 2  # rows above, and how many of them without a mark make a list
# A paragraph without a mark says as much as so many with one, one as so many sentences.
_FORGETFUL = 3
_MOST_OTHERS = 2.0  # nats that the other paragraphs say
_SURE = 1.0
_SPACED_DOTS = pattern(  # 第一 ......, 整理和提要..
    rf"(?<=[{HAN}，、；：]) *(?:(?<= )(?:\.{{4,}}|…{{2,}}))$|(?<=[{HAN}，、])\.\.$"
)
_COUNTED = pattern(
    r"(?:剩余|余下|还剩|剩下)(?:全文)?约?\s?\d{2,}\s?个?字"
)  # that the site did not show
_ANNOUNCED = pattern(r"(?<=：)(?:…{1,2}|\.{3,6})$")  # 时人评价其：……
_SHOWN = pattern(rf"(?<=[{HAN}，、；])(?:…{{1,2}}|\.{{3,6}})$")
_TRAILS = pattern(r"……$")
_PREVIEW = pattern(rf"[{HAN}，、；](?:…|\.\.\.)$")


def cut_off(text: str, traces: Traces | None = None) -> Iterator[Edit | Doubt]:
    """A last paragraph, of the text or of one of several pieces, that stops in mid-sentence; or a whole
    one, where the site sends its readers on to the next page.

    Sure where it is prose (sentences before, and a clause or more after the last full stop) in a
    text whose other paragraphs end, or where the site's words say that there is more; else a doubt:
    an address, a list of names, a caption.
    """
    traces = traces or Traces()
    said = next(_says_unfinished(text), None)
    if said:
        yield said
        return
    for piece in PIECE.finditer(text):
        end = len(text[: piece.start()].rstrip("\n"))
        found = _cut_off(text, end)
        if isinstance(found, Edit):
            yield found
    last = _cut_off(text, len(text))
    more = unfinished().search(traces.around)
    counted = more and _COUNTED.search(traces.around, more.start(), more.end() + _LINE)
    paged = goes_on().search(traces.below)
    asked = reads_on().match(traces.below.lstrip())
    shown = _SHOWN.search(text) if asked and not traces.below.startswith("\n") else None
    if paged and not isinstance(last, Edit):
        whole = BREAK if last is None and ends_sentence(text) else ""
        yield Edit(len(text), "", whole + CUT_OFF, CLS, "cut-off", f"网页注明“{paged[0]}”")
    elif asked and (shown or isinstance(last, Doubt)):
        points = shown[0] if shown else ""  # the site's, with its button right behind them
        note = f"网页注明“{asked[0]}”"
        yield Edit(len(text) - len(points), points, CUT_OFF, CLS, "cut-off", note)
    elif more and (counted or isinstance(last, Doubt) or (last is None and OPEN.search(text))):
        yield Edit(len(text), "", CUT_OFF, CLS, "cut-off", f"网页注明“{more[0]}”")
    elif isinstance(last, Doubt) and _is_translated(traces.below):
        yield Edit(len(text), "", CUT_OFF, CLS, "cut-off", "末句没有说完，网页下接机器译文")
    elif last:
        yield last


def _is_translated(below: str) -> bool:
    return any(map(translations.is_translation, below.split("\n")))


def _says_unfinished(text: str) -> Iterator[Edit]:
    """Words at the very end that say that there is more, for which the site asks money or a click:
    a line of their own, or behind a sentence that breaks off ((试读)..., …阅读全文)."""
    start = text.rfind("\n\n") + 2 if "\n\n" in text else 0
    if start and _DOTS.fullmatch(text, start) and OPEN.search(text, start - 3, start - 2):
        yield Edit(
            start - 2, text[start - 2 :], CUT_OFF, CLS, "cut-off", "末句没有说完，下以点线代之"
        )
        return
    if more := _MORE.search(text, start):  # behind a whole sentence: ……做好。（剩余1583字）
        yield Edit(more.start(), more[0], CUT_OFF, CLS, "cut-off", f"网页注明“{more[0]}”")
        return
    said = unfinished().search(text, start)
    match = said or reads_on().search(text, start)
    if match is None or _QUOTED.match(text, match.end()):
        return
    note = f"网页注明“{match[0]}”"
    at = match.start()
    while at > start and text[at - 1] in "….（(【[ 　":
        at -= 1
    alone = len(text) - start <= (_LONGEST_NOTICE if at == start else _LINE)
    if start and alone and not _SENTENCE_MARK.search(text, start, at):
        if OPEN.search(text, start - 3, start - 2):
            start -= 2  # the sentence above breaks off
        elif not said:
            return
        yield Edit(start, text[start:], CUT_OFF, CLS, "cut-off", note)
        return
    end = max([match.end(), *(more.end() for more in unfinished().finditer(text, match.end()))])
    if len(text) - end <= _AFTER and _UNSTOPPED.search(text, start, at):
        yield Edit(at, text[at:], CUT_OFF, CLS, "cut-off", note)


def _cut_off(text: str, end: int) -> Edit | Doubt | None:
    """What is to be said of the paragraph that ends at ``end``."""
    start = text.rfind("\n\n", 0, end) + 2 if "\n\n" in text[:end] else 0
    last = text[start:end]
    if not last.startswith("#") and _BREAKS_OFF.search(last) and len(last) >= _SHORTEST_BROKEN:
        return Edit(end, "", CUT_OFF, CLS, "cut-off", "末句的词语或括号没有说完")
    if not last.startswith("#") and _is_open(text[:start], last):
        return Edit(end, "", CUT_OFF, CLS, "cut-off", "末句没有说完")
    if last.startswith("#") or last.endswith("】"):
        return None
    dots = _ANNOUNCED.search(last) if len(last) >= _LONG else None
    if dots := dots or _SPACED_DOTS.search(last):
        return Edit(end - len(dots[0]), dots[0], CUT_OFF, CLS, "cut-off", "末句没有说完")
    if _PREVIEW.search(last) and "…" not in text[: end - 1] and "..." not in text[: end - 3]:
        mark = "..." if last.endswith(".") else "…"
        words = last.removesuffix(mark)
        if len(last) >= _SHORTEST_OPEN and (_cannot_end(words) or _DANGLES.search(words)):
            return Edit(end - len(mark), mark, CUT_OFF, CLS, "cut-off", "末句没有说完")
        if len(last) < _LONG:
            return None
        note = "末段以省略号结束，全文别处不用，或是网页只显示了开头"
        return Doubt(end - len(mark), mark, "", CLS, "cut-off", note)
    trails = _TRAILS.search(last)
    if (
        trails
        and len(last) >= _LONG
        and not last[: trails.start()].rstrip()[-1:].isascii()  # big, bag, …: a list that goes on
        and "……" not in text[: end - 2]
        and (last[trails.start() - 1] in "，、" or _cannot_end(last[: trails.start()]))
    ):
        note = "末句没有说完，全文别处不用省略号"
        return Edit(end - 2, "……", CUT_OFF, CLS, "cut-off", note)
    if _REFERENCE.match(last) and _breaks_off_as_reference(text[:start], last):
        return Edit(end, "", CUT_OFF, CLS, "cut-off", "末条文献没有说完")
    if not _is_prose(last) or not _OPEN_END.search(last) or _CREDIT.search(last):
        return None
    if _TITLE_ITEM.fullmatch(last) or _SERIES.search(last):
        return None
    if not _is_point(text[:start], last) and _evidence(last, text[:start] + text[end:]) >= _SURE:
        return Edit(end, "", CUT_OFF, CLS, "cut-off", "末句没有说完")
    note = "末段无句末标点，或原文在此中断"
    return Doubt(end - 1, text[end - 1], "", CLS, "cut-off", note)


def _is_point(above: str, last: str) -> bool:
    """Is it one of a list, whose points end as those before it: in a semicolon, or without a mark?"""
    if above.rstrip().endswith(("：", ":")) and len(last) < _LONG and "。" not in last:
        return True
    if last[-1] == "；":
        return bool(enumerator(last)) or above.rstrip().endswith("；")
    rows = [row for row in above.split("\n\n") if _is_prose(row) or is_phrase(row)]
    rows = [row for row in rows if row and not row.startswith("#")][-_NEIGHBOURS:]
    bare = sum(_OPEN_END.search(row) is not None and _INNER.search(row) is not None for row in rows)
    return len(last) < _LONG and bare >= _FEWEST_BARE


def _is_prose(block: str) -> bool:
    """Is it a paragraph of prose: a clause at least, in one line, no heading, list or reference?"""
    return (
        len(block) >= _SHORTEST_PROSE
        and "\n" not in block
        and not _NO_PROSE.match(block)
        and _INNER.search(block) is not None
        and "://" not in block
    )


def _evidence(last: str, others: str) -> float:
    """How much likelier (nats) it is that the last paragraph was cut off than that its author set no
    mark: as its end looks, and as its other sentences and the other paragraphs end."""
    if _opened(last):
        looks = _MOST
    elif last[-1] in "，、；":
        looks = _AT_COMMA
    else:
        context = language.fold(last[-language.ORDER :])
        said = max(
            language.score(context, mark, table) for mark in "。！？" for table in language.BOTH
        )
        looks = max(-_MOST, min(_MOST, _SLOPE * (_EVEN - said)))
    blocks = list(filter(_is_prose, others.split("\n\n")))
    ended = sum(block.rstrip(CLOSERS)[-1:] in _ENDS for block in blocks)
    bare = len(blocks) - ended
    stopped = ended + last.count("。") / _FORGETFUL
    return looks + min(_MOST_OTHERS, math.log((stopped + 1) / (_FORGETFUL * bare + 1)))


def _breaks_off_as_reference(above: str, last: str) -> bool:
    """Does a reference end without a year or pages, below one that ends with them?"""
    before = above.rstrip("\n").rpartition("\n")[2]
    return bool(
        _REFERENCE.match(before) and _REFERENCE_END.search(before) and _REFERENCE_OPEN.search(last)
    )


def _opened(last: str) -> bool:
    """Does a quotation, title or bracket begin in it that does not end?"""
    return any(last.count(left) > last.count(right) for left, right in ("“”", "《》", "（）"))


def _cannot_end(last: str) -> bool:
    """Does the model see that no sentence ends in these characters?"""
    return language.score(language.fold(last[-language.ORDER :]), "。", language.LARGE) < _NO_STOP


def _is_open(above: str, last: str) -> bool:
    """Does a last paragraph of prose end with what no sentence ends with (先数了数筐里的), or in the
    midst of a figure (涉及农户26), and do all other paragraphs of the text end?"""
    match = _DANGLES.search(last)
    if match is None or "，" not in last or len(last) < _SHORTEST_OPEN or "\n" in last:
        return False
    if match[0].isdigit() and (":" in last or "：" in last or not re.search("[。！？]", last)):
        return False  # a number to call, a page
    return _all_end(above)


def _all_end(above: str) -> bool:
    """Do all paragraphs end, headings and short lines apart?"""
    others = (block for block in above.split("\n\n") if len(block) > _SHORTEST_OPEN)
    return all(block.startswith("#") or block.rstrip(CLOSERS)[-1:] in _ENDS for block in others)
