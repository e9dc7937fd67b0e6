"""structure (结构): numbered headings and points that run on behind a sentence in one line.

    ……同伴合作的快乐。二、活动准备            the line ends in a heading: 二、 begins a block
    ……一、管理依据1.《责任书》2.《办法》      all of a text in one line: each point begins one

In: a text in blocks. Out: places (offsets in code points) where a block begins. A sentence that counts
(他讲了三点：一、要快；二、要好。) stays: what begins a block follows a full stop, and its number follows
that of a sibling.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

from edition import data
from edition.cleaning import loneheads
from edition.cleaning.blocks import BREAK, CLS, LONGEST_HEADING, Block, blocks, is_phrase
from edition.cleaning.enumerators import Enumerator, enumerator
from edition.cleaning.lines import HAN, SAYS
from edition.cleaning.patterns import pattern
from edition.cleaning.siblings import decimal
from edition.edit import Edit

_MAY_BEGIN = pattern(
    rf"(?<=[。！？!?；;：:”）)】》{HAN}A-Za-z\d])"
    r"(?=[一二三四五六七八九十]{1,3}\s?[、．.]|[(（][一二三四五六七八九十\d]{1,2}[)）]|\d{1,2}\s?[、.．](?!\d)"
    r"|第[一二三四五六七八九十百\d]{1,4}[章节条])"
    rf"|(?<=[。！？；：:{HAN}])(?=\d{{1,2}}\.\d{{1,2}}[{HAN}“])"
    r"|(?<=[。！？”])(?=[⑴-⒇])"
)
_STOP, _STOPPED = "。！？!?", ("。”", "！”", "？”")
_NAME = pattern(rf"\s?[{HAN}]{{2,12}}")  # of a section
_LOOSE = "；;"
_HIGH = ("chapter", "section", "han", "han-bracket")
_SHORTEST = 40  # characters of a line that holds a whole text
_QUOTED_TURN = pattern(r"[ \u3000]+(?<=[。！？…!?]”[ \u3000])(?=“)")
_FEWEST_TURNS = 3
_TURN = pattern(rf"(?:^|(?<=[。！？!?…”]))(?P<speaker>[{HAN}]{{1,4}})[：:](?=\S)")
_SPEAKERS = 2
_FEWEST_RUBRICS = 2
_DAY = pattern(
    r"(?<=[。！？”])\d{1,2}月\d{1,2}日\s?(?:星期|周)[一二三四五六日天](?:\s?[晴阴多云小雨雪转]{1,5})?$",
    re.MULTILINE,
)
_MANY_NAMES, _NAME_ALONE = 5, pattern(rf"[{HAN}A-Za-z]{{2,12}}[。 ]{{0,2}}")
_SHORTEST_POINT = 8  # characters of a point before the one that ran on
_LONG = 120  # … and of one that may begin with a sentence
_FEWEST = 3  # points of one kind in such a line, the one that begins it included


def points(text: str) -> Iterator[Edit]:
    """Block boundaries before such headings and points; blanks there go."""
    for at in _places(text):
        lo = at
        while text[lo - 1] in " \u3000":
            lo -= 1
        yield Edit(lo, text[lo:at], BREAK, CLS, "paragraph")


def _places(text: str) -> Iterator[int]:
    """Where a block begins inside a line."""
    found = blocks(text)
    for n, block in enumerate(found):
        cuts = {*loneheads.inside(block.text)}
        if inner := _enumerators(block.text):
            cuts |= {*_last(found, n, inner), *_all(block.text, inner), *_names(block.text, inner)}
            cuts |= {*_skipped(found, n)}
        yield from (block.start + at for at in sorted(cuts))


def _enumerators(text: str) -> list[tuple[int, Enumerator]]:
    return [
        (match.start(), mark)
        for match in _MAY_BEGIN.finditer(text)
        if (mark := enumerator(text, match.start()) or decimal(text, match.start())) is not None
    ]


def _last(found: Sequence[Block], n: int, inner: Sequence[tuple[int, Enumerator]]) -> Iterator[int]:
    """A heading at the end of a line, behind a full stop, whose sibling stands before or behind it
    at the beginning of a line."""
    at, mark = inner[-1]
    text = found[n].text
    heading = text[at:]
    if text[at - 1] not in _STOP or mark.kind not in _HIGH or not is_phrase(heading):
        return
    if len(heading) > LONGEST_HEADING // 2 or len(heading) <= mark.length:
        return
    for k, block in enumerate(found):
        if k == n:
            continue
        siblings = [enumerator(block.text), *(m for _, m in _enumerators(block.text)[-1:])]
        before = -1 if k < n else 1
        if any(m and m.style == mark.style and m.number == mark.number + before for m in siblings):
            yield at
            return


def _all(text: str, inner: Sequence[tuple[int, Enumerator]]) -> Iterator[int]:
    """The points of a text that is all in one line: those of a kind whose numbers run on from 1, each
    behind a full stop, or behind the heading that they stand below."""
    if len(text) < _SHORTEST:
        return
    first = enumerator(text) or decimal(text)
    marks = [*([(0, first)] if first else []), *inner]
    # What begins right below a heading: 1.总则1.1目的
    below = {
        lower
        for (upper, mark), (lower, _) in itertools.pairwise(marks)
        if _NAME.fullmatch(text, upper + mark.length, lower)
    }
    taken: dict[str, set[int]] = {}
    pairs: dict[str, set[int]] = {}
    for style in {mark.style for _, mark in marks}:
        runs: list[list[tuple[int, Enumerator]]] = []
        for at, mark in marks:
            if mark.style != style:
                continue
            if runs and mark.number == runs[-1][-1][1].number + 1:
                runs[-1].append((at, mark))
            elif mark.number == 1:
                runs.append([(at, mark)])
        behind = [at for run in runs for at, _ in run[1:]]
        if not behind or any(
            text[at - 1] not in _STOP + "》" and text[at - 2 : at] not in _STOPPED for at in behind
        ):
            continue
        found = {at for run in runs for at, _ in run if at}
        # A sentence may count in the midst of a paragraph: 灯谜三则。一、……。二、……
        begins = all(
            at == 0
            or text[at - 1] in "：:"
            or at in below
            or document_title().fullmatch(text, 0, at)
            or _announces(text, at, len(runs[0]))
            for at, _ in (run[0] for run in runs)
        )
        enough = sum(len(run) for run in runs) >= _FEWEST and (begins or len(text) >= _LONG)
        # 1.1 that begins so, with 1.2 behind a full stop, are no figures.
        enough |= begins and style.startswith("decimal")
        (taken if enough else pairs)[style] = found
    nested = len(pairs) > 1 and len(text) >= _LONG
    if taken or nested:  # two of a kind are enough beside others
        yield from sorted(set().union(*taken.values(), *pairs.values()))


def _names(text: str, inner: Sequence[tuple[int, Enumerator]]) -> Iterator[int]:
    """The points of a list of names that ran together without marks (1、市中院2、市检察院3、…): from the first
    on, many, and all short."""
    first = enumerator(text)
    if first is None or first.number != 1 or first.kind != "arabic":
        return
    marks = [(0, first), *((at, mark) for at, mark in inner if mark.style == first.style)]
    marks = [(at, mark) for at, mark in marks if not text[max(0, at - 1) : at].isdigit()]
    in_order = [mark.number for _, mark in marks] == [*range(1, len(marks) + 1)]
    if len(marks) < _MANY_NAMES or not in_order:
        return
    ends = [*(at for at, _ in marks[1:]), len(text)]
    names = [text[at + mark.length : end] for (at, mark), end in zip(marks, ends, strict=True)]
    if all(_NAME_ALONE.fullmatch(name.strip()) for name in names):
        yield from (at for at, _ in marks[1:])


def _skipped(found: Sequence[Block], n: int) -> Iterator[int]:
    """The point that a line lacks whose neighbours below goes on with the next but one: it stands inside the
    line (4、……GB50204-2002(2011)5、……, above 6、……; ……GB50303-20127、…)."""
    here = enumerator(found[n].text)
    if here is None or here.kind != "arabic":
        return
    below = enumerator(found[n + 1].text) if n + 1 < len(found) else None
    if below is not None and below.style == here.style:
        if below.number != here.number + 2:
            return
    else:  # the last of a list
        above = enumerator(found[n - 1].text) if n else None
        if above is None or above.style != here.style or above.number < here.number - 2:
            return
    sign = found[n].text[here.length - 1]
    mark = f"{here.number + 1}{sign}"
    places = [match.start() for match in re.finditer(re.escape(mark), found[n].text)]
    if len(places) == 1 and places[0] >= _SHORTEST_POINT:
        yield places[0]


def _announces(text: str, at: int, count: int) -> bool:
    """Does the sentence before ``at`` say how many points there are (一共三步。)?"""
    match = _announced().search(text, max(0, at - 12), at)
    # 两 and 二 stand for two.
    return (
        match is not None
        and "〇一两三四五六七八九十".find(match["count"].replace("二", "两")) == count
    )


@cache
def _announced() -> re.Pattern[str]:
    kinds = "|".join(data.table("headings")["announced"]["kinds"])
    return pattern(rf"(?P<count>[两二三四五六七八九十])个?(?:{kinds})[。：:]$")


@cache
def _rubric() -> re.Pattern[str]:
    """A heading in brackets, behind the end of a sentence or of a title."""
    endings = "|".join(data.table("headings")["bracketed"]["endings"])
    return pattern(rf"(?:^|(?<=[。！？；”》设计案例课稿]))【[{HAN}]{{0,6}}(?:{endings})】")


@cache
def _addressed() -> re.Pattern[str]:
    """Whom a speech addresses, with a blank behind it: 同志们: 今天召开……"""
    whom = "|".join(data.table("headings")["salutation"]["whom"])
    return pattern(
        rf"^(?:(?:尊敬|亲爱|敬爱)的[{HAN}、，, ]{{2,30}}|各位[{HAN}、，, ]{{2,20}}|[{HAN}]{{0,6}}(?:{whom})们)"
        rf"[：:](?P<gap>[ \u3000]+)(?=[{HAN}“])",
        re.MULTILINE,
    )


@cache
def document_title() -> re.Pattern[str]:
    """The title of a document, by what it ends in."""
    table = data.table("headings")["documents"]
    kinds = "|".join(table["kinds"] + table["norms"] + table["papers"] + table["others"])
    return re.compile(rf"[{HAN}“”《》（）()]{{2,30}}(?:{kinds})[ \u3000]?")


def bracketed(text: str) -> Iterator[Edit]:
    """Block boundaries around the headings in brackets of a text in one line (《……》教学设计｜【教学目标】｜
    1、……。｜【教学重点】｜……), two at least; and before the days of a diary that end its lines."""
    for block in blocks(text):
        found = list(_rubric().finditer(block.text)) if "【" in block.text else []
        if len(found) >= _FEWEST_RUBRICS and len(block.text) >= _SHORTEST:
            for match in found:
                if match.start():
                    yield Edit(block.start + match.start(), "", BREAK, CLS, "paragraph")
                if match.end() < len(block.text):
                    yield Edit(block.start + match.end(), "", BREAK, CLS, "run-in-heading")
    for match in _addressed().finditer(text):
        yield Edit(match.start("gap"), match["gap"], BREAK, CLS, "paragraph")
    days = list(_DAY.finditer(text)) if "月" in text else []
    if len(days) > 1:
        yield from (Edit(match.start(), "", BREAK, CLS, "paragraph") for match in days)


def labelled(text: str) -> Iterator[Edit]:
    """Block boundaries around the names of things that a line has one after the other, each with the same
    label behind it: ……三道汤水：雪梨银耳汤｜做法：……。百合绿豆粥｜做法：……, three at least."""
    for block in blocks(text):
        for label in data.table("headings")["labels"]["words"]:
            if block.text.count(label) < _FEWEST:
                continue
            shape = rf"(?:^|(?<=[。！？：:]))[{HAN}]{{3,12}}?(?={label}[：:])"
            found = list(re.finditer(shape, block.text))
            if len(found) < _FEWEST or len(found) != len(re.findall(f"{label}[：:]", block.text)):
                continue
            for match in found:
                if match.start():
                    yield Edit(block.start + match.start(), "", BREAK, CLS, "paragraph")
                yield Edit(block.start + match.end(), "", BREAK, CLS, "run-in-heading")
            break


def turns(text: str) -> Iterator[Edit]:
    """Block boundaries before the turns of a conversation that runs on in one line: 问：……？答：……。问：
    two speakers at least, each of whom speaks twice, and nobody else; or quotations with blanks between."""
    for block in blocks(text):
        said = list(_QUOTED_TURN.finditer(block.text))
        if len(said) >= _FEWEST_TURNS:
            for match in said:
                yield Edit(block.start + match.start(), match[0], BREAK, CLS, "paragraph")
            continue
        found = [match for match in _TURN.finditer(block.text) if not SAYS.search(match["speaker"])]
        counts = Counter(match["speaker"] for match in found)
        if len(counts) == _SPEAKERS and min(counts.values()) > 1:
            for match in found:
                if match.start():
                    at = block.start + match.start()
                    yield Edit(at, "", BREAK, CLS, "paragraph")
