"""reflow (断行): spaces and line breaks that layout left inside a sentence.

Layout only: the sequence of the other characters is not touched.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise, repeat

from edition import data
from edition.cleaning import breaks, names, width
from edition.cleaning.lines import HAN
from edition.cleaning.patterns import pattern
from edition.edit import Edit, edits_of

CLS = "reflow"

_WIDE = rf"{HAN}，。；：？！、（）《》〈〉【】「」『』“”‘’〞…—·"
_MARKS = ",;:?!)("
_ANY_MARK = _MARKS + "，。；：？！、“”‘’（）《》"
# Blanks between full-width characters, and between these and ASCII marks: nearly all.
_GAP = pattern(
    rf"[ \t](?:(?<=[℃%‰].)(?=[，。；：？！、）])|(?<=[{_WIDE}].)[ \t]*(?:(?=[{_WIDE}{_MARKS}])|(?=\.(?![/A-Za-z\d])))|(?<=[{_MARKS}].)[ \t]*(?=[{_WIDE}])|(?<=[。！？；].)(?=\d{{1,4}}[年月日]))"
)
_BEGINNING = (  # of a line, of a heading, of one that is read again
    r"(?:^[ \t\u3000]*|"
    + "|".join(rf"(?<=^{before}{'#' * level} )" for before in ("", r"\\") for level in range(1, 5))
    + ")"
)
_HAN_GAP = pattern(rf"[ \t](?<=[{HAN}][ \t])[ \t]*(?=[{HAN}])")
_BLANK = pattern(r"[ \t\u3000]")
_BLANKS = pattern(r"[ \t\u3000]+")
_ANY_GAP = pattern(r"[ \t][ \t]*")
_REFERENCE = pattern(r"\[\d+\]")
_IN_REFERENCE = pattern(rf" (?<=[.,:] )(?=[{HAN}])")  # 临川: 南湖书社
_SENTENCE = pattern(r"[。！？]|；(?!$)|[,，].{0,80}[,，]")
# Blanks between the items of a line, each closed by its bracket: 倔强（jué） 蜷曲（quán）.
_ITEM_GAP = pattern(rf"[ \t](?<=[）》][ \t])[ \t]*(?=[{HAN}《])")
_TAB = pattern(rf"[\w{HAN})）][ ]*\t[ \t]*(?=\S)")
# The only blank in a title, between the series and the part: 《食品安全国家标准 食品添加剂使用标准》.
_TITLE_PARTS = pattern(rf"《(?P<part>[{HAN}]{{4,16}}) (?=[{HAN}]{{4,24}}》)")
_DIGIT_GAP = pattern(rf"[ \t](?<=\d[ \t])[ \t]*(?=[\d{HAN}])|[ \t](?<=[{HAN}][ \t])[ \t]*(?=\d)")
_HAN = pattern(f"[{HAN}]")
_TUPLE = pattern(r"\s\((?=-?\d)-?[\d.]+(?:, ?-?[\d.]+)+\)\s")  # coordinates
_FACE = pattern(r"[ \t][:;]-[()DP](?!\w)")
# What is filled in by hand, in a text that has such a date: 位于      的房屋, 自   年  月  日起.
_FORM_DATE = pattern(r"[ \u3000]{2}年[ \u3000]{2,}月[ \u3000]{2,}日")
_FILLED_IN = pattern(
    rf"[ \t](?<=[{HAN}，：][ \t])[ \t]{{3,}}(?=[{HAN}，。])|[ \t](?<=[自{HAN}年月][ \t])[ \t]+(?=[年月日])"
)
# The same wherever it is as wide as what is to be written there; wraps that became blanks leave few.
_LONG_GAP = pattern(rf"[ \t](?<=[{HAN}，、：）】][ \t])[ \t]{{3,}}(?=[{HAN}，、。（【])")
_FEWEST_LONG = 2
_CREDIT = pattern(
    rf"[(（](?:本报|本刊|特约|见习|实习)?(?:记者|通讯员|作者|编辑|责任编辑|责编|摄影|图|文)[{HAN}、/ ]{{2,40}}[)）]"
)
_SPEAKER_GAP = pattern(rf"(?:(?P<floor>\d{{1,4}}楼)|(?P<name>[{HAN}]{{2,4}}))(?= [{HAN}（])")
_FEWEST_TURNS = 3
# A cell without a value, in a row whose cells are two blanks or more apart: 北京西  ——  18:06
_DASHED_CELL = pattern(
    r"(?<=\S)[ \t]{2,}—{1,2}(?=[ \t]{2,}\S)|(?<=\S)[ \t]{2,}—{1,2}$", re.MULTILINE
)
_WORDS = pattern(rf"(?<![{HAN}])[{HAN}]+(?: [{HAN}]{{2,3}}){{1,20}} [{HAN}]+")
# A blank on one side of a number only, not 减 1000MB, Windows 10 系统, 价格 300 元.
_BESIDE_DIGIT = pattern(
    rf"(?<=[{HAN}])(?<![条章节编篇款])(?P<before> )(?=\d[\d.,]*[%％℃]?[{HAN}，。；、）])"
    rf"|(?<=[{HAN}，、（])\d[\d.,]*(?P<behind> )(?=[{HAN}])"
)
_AT_DIGIT = pattern(rf"(?<=[{HAN}])(?=\d)|(?<=\d)(?=[{HAN}])")
_BEHIND_NUMBER = pattern(rf"(?<=[{HAN}])\d{{1,4}} (?=[{HAN}])")
_ITEMS = pattern(  # 语文95 数学98
    rf"(?<![{HAN}])[{HAN}]{{1,5}}\d+(?: [{HAN}]{{1,5}}\d+)+(?=[，。；,;]|$)", re.MULTILINE
)
_AROUND_NUMBER = pattern(rf"(?<=[{HAN}]) \d")
_RARELY = 3  # digits beside a character without a blank, for each with one
_FEWEST_WORDS = 8
_MARK = pattern("[，。；：,;:]")
_MANY_WORDS, _TOGETHER = 16, 3.0  # single characters; nats in the mean that they belong together
_BEFORE_PIECE = pattern(
    rf"[ \t](?<=[{HAN}][ \t])(?=篇\s?(?:\d{{1,2}}|[一二三四五六七八九十]{{1,3}})$)", re.MULTILINE
)
_MARK_ALONE = pattern(r"(?<!\S)[，。；、](?!\S)")  # not in 将 5 平 4
_TORN_NUMBER = pattern(r"(?<!\d)\d(?: \d)+(?!\d)")
# 某县1 4所村小, not 1 580 mm
_IN_NUMBER = pattern(
    rf"(?<=[{HAN}，、（]\d) (?=\d{{1,2}}(?:\.\d+)?[%％{HAN}]|\d{{3}}年)|(?<=[{HAN}，、（]\d\d) (?=\d(?:\.\d+)?[%％{HAN}]|\d\d年)"
    rf"|(?<=[{HAN}，、（]\d\d\d) (?=\d年)"
)
_IN_YEAR = pattern(  # 202 1年: nothing else it can be
    r"(?<![\d. ])(?:[12] (?=\d{3}年)|(?:19|20) (?=\d\d年)|(?:19|20)\d (?=\d年))"
)
_NUMBER_OR_DAY = pattern(
    r"(?:[条章节编篇回卷部日]|(?:^|第)[一二三四五六七八九十]{1,4}[、.]?|\d[、.]?)$"
)
_DIGIT_BESIDE = pattern(
    rf"[\d.:,%_(\[{HAN}。，；：、“（”》-] [\d_]|[\d_%] [\d.:,;%)_\]℃{HAN}。，；：、”）-]"
)
_NARROWEST, _FEWEST_FULL, _SHARE_FULL = 18, 3, 0.5  # characters of a line; full ones, and of all
_NUMBER_ALONE = pattern(
    r"#{0,4} ?(?:第(?:\d{1,4}|[一二三四五六七八九十百千零〇]{1,7})[章节篇回卷部话幕]|[一二三四五六七八九十]{1,3}|\d{1,2})"
)
_PARTS = 6.0  # nats that a blank in a heading or a row must say for parting a word
_BEFORE = 12  # characters that the model is shown
_PROVEN = 6  # blanks inside sentences, between Han: then wraps have become blanks
_TORN = pattern(r"(?<![^\n])([^\n]*\d[.,]?)\n(?=\d)")
_HYPHENATED = pattern(r"[a-z]{2}-[ \t]*\n[ \t]*[a-z]{2}")
_SOFT_BREAK = pattern(r"(?:(?<![\n \t])|(?<=\n[ \t]))[ \t]*+\n[ \t\u3000]*(?!\n)(?=.)")


def line_breaks(text: str) -> Iterator[Edit]:
    """Line breaks inside a block: gone, or a space between two words in Latin letters."""
    torn = _torn_at(text)
    for match in _SOFT_BREAK.finditer(text):
        if match.start() == 0:
            continue
        before, after = text[match.start() - 1], text[match.end()]
        if before == "-" and _HYPHENATED.search(text, match.start() - 4, match.end() + 2):
            yield Edit(
                match.start() - 1, text[match.start() - 1 : match.end()], "", CLS, "line-breaks"
            )
            continue
        # Words part at a break; a number that was broken is one number.
        words = before.isascii() and after.isascii() and (before.isalpha() or after.isalpha())
        parted = words and (before.isalnum() or before in ",.;:") and after.isalnum()
        line = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
        parted = parted and not (torn and _cells(line) >= torn)
        parted = parted and not breaks.is_one_word(line, text[match.end() : match.end() + 40])
        new = " " if parted else ""
        yield Edit(match.start(), match[0], new, CLS, "line-breaks")


def _torn_at(text: str) -> int:
    """The width (in cells) at which a text is wrapped without regard to words, known by a number
    that it breaks; 0 if it is not."""
    breaks = list(_TORN.finditer(text))
    return max((_cells(match[1]) for match in breaks), default=0)


def _cells(line: str) -> int:
    return 2 * len(line) - len(line.encode("ascii", "ignore"))


def spaces(text: str) -> list[Edit]:
    """Blanks between Han characters, around full-width marks, and at the ends of lines.

    Where they may be there on purpose they stay: see `_set_with_blanks`.
    """
    edits: list[Edit] = []
    taken: set[int] = set()  # places of blanks that are part of something else
    for start, end in _lines_with_blanks(text):
        for match in _other().finditer(text, start, end):
            kind, old = match.lastgroup, match[0]
            taken.update(range(*match.span()))
            if kind in ("spaced", "letters"):
                edits.append(Edit(match.start(), old, _BLANK.sub("", old), CLS, "spaces"))
                continue
            if kind in ("kept", "blank"):  # ( ): to be filled in
                continue
            if kind == "article":
                edits += _beside_article(match)
                continue
            new = _point(old) if kind == "point" else ""
            if new != old:
                edits.append(Edit(match.start(), old, new, CLS, "spaces"))
    if " " in text or "\t" in text:
        taken.update(_set_with_blanks(text))
        taken.update(m.start() for m in _FACE.finditer(text))
        for start, end in width.references(text) if "[" in text else ():
            taken.update(m.start() for m in _IN_REFERENCE.finditer(text, start, end))
        taken.update(_between_names(text))
        taken.update(_to_fill_in(text))
        taken.update(_behind_speakers(text))
        taken.update(i for m in _DASHED_CELL.finditer(text) for i in m.span())
        if _FORM_DATE.search(text):
            taken.update(m.start() for m in _FILLED_IN.finditer(text))
        taken.update(i for m in _TUPLE.finditer(text) for i in (m.start(), m.end() - 1))
        taken.difference_update(m.start() for m in _BEFORE_PIECE.finditer(text))
        numbers = (*_spaced_numbers(text), *_wrapped_numbers(text))
        done = {i for edit in edits for i in range(edit.start, edit.end)}
        edits += {edit.start: edit for edit in numbers if edit.start not in done}.values()
        taken.update(edit.start for edit in numbers)
        gaps = [gap for gap in _GAP.finditer(text) if gap.start() not in taken]
        starts, olds = [gap.start() for gap in gaps], [gap[0] for gap in gaps]
        edits += edits_of(starts, olds, repeat(""), CLS, "spaces")
    return sorted(edits)


@cache
def _other() -> re.Pattern[str]:
    """Other blanks that come to nothing: at the ends of a line, inside a heading or a date that is
    spread out (前　言), inside a spaced enumerator (1 . 一些); and those that stay."""
    table = data.table("headings")
    documents = [
        kind for kinds in ("kinds", "norms", "papers") for kind in table["documents"][kinds]
    ]
    words, kinds = (
        "|".join(_BLANKS.pattern.join(word) for word in some if len(word) > 1)
        for some in (table["spread"]["words"], documents)
    )
    return pattern(
        rf"(?P<spaced>{_BEGINNING}(?:{words}|(?:[{HAN}][ \t\u3000]+){{1,8}}?(?:{kinds})|(?!年[ \t\u3000]+月)(?:[〇○零一二三四五六七八九十廿卅初正腊冬\d年月日][ \t\u3000]+)+[年月日一二三四五六七八九十])(?=[：:\n]|\Z))"
        rf"|(?P<letters>(?:(?<=[章节编篇][ \u3000])|(?<=[章节编篇][ \u3000][ \u3000])|(?<=[一二三四五六七八九十]、)|(?<=# \d )|(?<=# \d\.\d ))(?:[{HAN}][ \u3000]{{1,3}}){{1,12}}[{HAN}]$)"
        rf"|(?P<article>{_BEGINNING}第[ \u3000]?(?:\d{{1,4}}|[一二三四五六七八九十百千零〇]{{1,7}})[ \u3000]?"
        r"[条條章节節编編款篇][ \t\u3000]+(?=\S))"
        rf"|(?P<kept>^#{{1,4}} |[①-⑳❶-❿][ \t]?[{HAN}]{{1,8}}[ \u3000](?=[{HAN}“]))"  # a note: ①斗笠 遮雨的帽
        rf"|(?P<point>{_BEGINNING}\d{{0,2}}[ \t]*[.．、][ \t]*(?=[{HAN}“《]))"
        r"|(?P<edge>^[ \t\u3000]+|(?<![ \t\u3000])[ \t\u3000]++$)"
        r"|(?P<blank>[(（][ \t]+[)）])",
        re.MULTILINE,
    )


def _point(old: str) -> str:
    """An enumerator without what layout put into it (1 . 一些); the one blank that many set behind
    its point (1. 一些) is theirs."""
    new = _BLANK.sub("", old)
    return f"{new} " if re.fullmatch(r"\s*\d{1,2}\. ", old) else new


def _beside_article(match: re.Match[str]) -> Iterator[Edit]:
    """Blanks before an article's number and inside it (第 一 章); one stays behind it, and those
    around digits."""
    for blanks in _BLANKS.finditer(match[0]):
        at, old = match.start() + blanks.start(), blanks[0]
        if blanks.end() == len(match[0]):
            at, old = at + 1, old[1:]
        elif blanks.start() and re.search(r"\d", match[0]):
            continue
        if old:
            yield Edit(at, old, "", CLS, "spaces")


def _lines_with_blanks(text: str) -> Iterator[tuple[int, int]]:
    """Where these lines begin and end."""
    end = -1
    while blank := _BLANK.search(text, end + 1):
        start = text.rfind("\n", 0, blank.start()) + 1
        end = text.find("\n", start)
        if end < 0:
            end = len(text)
        yield start, end


def _set_with_blanks(text: str) -> Iterator[int]:
    """Where blanks between two Han characters stand on purpose: in references, and in lines
    without a full stop (headlines, names with their office, verse, rows of a table), unless the
    text shows elsewhere that its wraps became blanks. (A blank as wide as a character, inside a
    line, is always on purpose.)"""
    at = 0
    doubtful: list[int] = []
    in_sentences = 0
    titles = {m.end("part") for m in _TITLE_PARTS.finditer(text)} if "《" in text else set()
    prose: list[str] = []
    lines = text.split("\n")
    tabled = "\t" in text and sum(_TAB.search(line) is not None for line in lines) > 1
    for line in lines:
        if tabled and "\t" in line and not _SENTENCE.search(line):
            yield from (at + gap.start() for gap in _ANY_GAP.finditer(line))
        elif " " in line:
            gaps = [at + gap.start() for gap in _HAN_GAP.finditer(line)]
            if _REFERENCE.match(line) and not (gaps and _spaced_out(line)):
                yield from (at + gap.start() for gap in _ANY_GAP.finditer(line))
            elif not gaps or _SENTENCE.search(line) or _spaced_out(line):
                named = titles.intersection(gaps)
                doubtful += named
                in_sentences += len(gaps) - len(named)
                prose.append(line)
            else:
                doubtful += gaps
            items = [at + gap.start() for gap in _ITEM_GAP.finditer(line)]
            if len(items) > 1 and not _SENTENCE.search(line):
                doubtful += items
        at += len(line) + 1
    if titles and in_sentences:
        doubtful = [i for i in doubtful if i not in titles]
    if in_sentences < _PROVEN:
        stray = breaks.are_blanks(prose)
        yield from (i for i in doubtful if not (stray and _parts_word(text, i)))
    else:  # the author's is still the one behind the number of a heading
        yield from (
            i for i in doubtful if _NUMBER_ALONE.fullmatch(text, text.rfind("\n", 0, i) + 1, i)
        )


def _to_fill_in(text: str) -> Iterator[int]:
    """Long blanks amid the words of a form or a question (由        等方共同出资): two between Han at least,
    which do not part words as wraps do."""
    found = list(_LONG_GAP.finditer(text))
    amid = [m for m in found if _HAN.match(text, m.start() - 1) and _HAN.match(text, m.end())]
    if len(amid) < _FEWEST_LONG:
        return
    ends = (text[max(0, m.start() - _BEFORE) : m.start()].rpartition("\n")[2] for m in amid)
    said = [breaks.parts(end, text[m.end() :][:2]) for end, m in zip(ends, amid, strict=True)]
    if sum(said) < _PARTS * len(said):
        yield from (match.start() for match in found)


def _parts_word(text: str, i: int) -> bool:
    """Does the blank at ``i`` part what belongs together, as the language model sees it? (Of 2,244 blanks
    that headings and rows of sound texts have one in 50 does, nearly all behind their number.)"""
    line = text[text.rfind("\n", 0, i) + 1 : i]
    after = text[i + 1 : i + 4]
    if after[:1] == " " or _NUMBER_OR_DAY.search(line):
        return False
    return breaks.parts(line, after) >= _PARTS


def _behind_speakers(text: str) -> Iterator[int]:
    """Blanks behind who speaks, in plays and threads (鲁贵 你出来; 3楼 老猫：……): at least half of the lines,
    three or more, have one there and no other, and each name stands before two of them."""
    rows = list(re.finditer(r"[^\n]*\S[^\n]*", text))
    spoken = [(line, match) for line in rows if (match := _SPEAKER_GAP.match(line[0]))]
    spoken = [pair for pair in spoken if len(_HAN_GAP.findall(pair[0][0])) < 2]
    counts = Counter(match["name"] for _, match in spoken if match["name"])
    turns = [(line, match) for line, match in spoken if match["floor"] or counts[match["name"]] > 1]
    if len(turns) >= _FEWEST_TURNS and 2 * len(turns) >= len(rows):
        yield from (line.start() + match.end() for line, match in turns)


def _between_names(text: str) -> Iterator[int]:
    """Blanks between names of people, three at least (嘉奖张三 李四 王五三位), and in the brackets that
    tell who wrote or photographed it (（记者 张三 通讯员 李四）)."""
    for match in _CREDIT.finditer(text):
        yield from (gap.start() for gap in _HAN_GAP.finditer(text, *match.span()))
    for match in _WORDS.finditer(text):
        first, *inner, last = match[0].split(" ")
        ends = ((first[-2:], first[-3:]), (last[:2], last[:3]))
        if all(map(names.is_name, inner)) and all(any(map(names.is_name, end)) for end in ends):
            yield from (gap.start() for gap in _HAN_GAP.finditer(text, *match.span()))


def _wrapped_numbers(text: str) -> Iterator[Edit]:
    """Blanks beside digits in lines whose wraps became blanks, of a text that sets none there; and those
    that stand behind numbers only (直到20 世纪90 年代), as programs put them that read a PDF."""
    for year in _IN_YEAR.finditer(text):
        yield Edit(year.end() - 1, " ", "", CLS, "spaces")
    behind = list(_BEHIND_NUMBER.finditer(text))
    items = sum(match[0].count(" ") for match in _ITEMS.finditer(text))
    if len(behind) - items > 1 and not _AROUND_NUMBER.search(text):
        for match in re.finditer(rf"(?<=\d) (?=[{HAN}])", text):
            yield Edit(match.start(), " ", "", CLS, "spaces")
        return
    yield from (Edit(at, " ", "", CLS, "spaces") for at in _behind_full_lines(text))
    lines = [line for line in re.finditer(r"[^\n]+", text) if _SENTENCE.search(line[0])]
    if not breaks.are_blanks(line[0] for line in lines):
        return
    beside = (match for line in lines for match in _BESIDE_DIGIT.finditer(text, *line.span()))
    gaps = [match.start(match.lastgroup or 0) for match in beside]
    if len(gaps) * _RARELY <= sum(len(_AT_DIGIT.findall(line[0])) for line in lines):
        yield from (Edit(at, " ", "", CLS, "spaces") for at in gaps)
        for line in lines:
            for gap in _IN_NUMBER.finditer(text, *line.span()):
                yield Edit(gap.start(), gap[0], "", CLS, "spaces")


def _behind_full_lines(text: str) -> Iterator[int]:
    """Blanks beside a digit that stand where a full line ended: most of the blanks of the text's prose are
    one width apart (in characters, or in cells of which Han has two)."""
    rows = [
        (line.start(), line[0])
        for line in re.finditer(r"[^\n]+", text)
        if " " in line[0] and len(line[0]) > _NARROWEST
    ]
    for measure in (len, _cells):
        sizes = Counter(measure(part) for _, line in rows for part in line.split(" ")[:-1])
        if not sizes:
            return
        full, times = sizes.most_common(1)[0]
        if full < _NARROWEST or times < _FEWEST_FULL or times < _SHARE_FULL * sizes.total():
            continue
        for start, line in rows:
            at = 0
            for gap in re.finditer(" ", line):
                size = measure(line[at : gap.start()])
                if abs(size - full) <= (measure is _cells) and _DIGIT_BESIDE.search(
                    line, gap.start() - 1, gap.end() + 1
                ):
                    yield start + gap.start()
                if size >= full - 1:
                    at = gap.end()
        return


def _spaced_numbers(text: str) -> Iterator[Edit]:
    """Blanks inside the numbers, and around them, of a Chinese line that has one behind every
    character; in a text with such a line, also of one that is parted by words and its numbers by digits."""
    at = 0
    rows: list[
        tuple[int, str, bool]
    ] = []  # where it starts, a line of sentences, has it a blank behind all?
    for line in text.split("\n"):
        words = line.split() if " " in line else []
        if len(words) >= _FEWEST_WORDS and _is_chinese(words):
            single = sum(len(word.strip(_ANY_MARK)) < 2 for word in words)
            rows.append((at, line, 10 * single >= 8 * len(words)))
        at += len(line) + 1
    habit = any(spaced for _, _, spaced in rows)
    for start, line, spaced in rows:
        alone = _MARK_ALONE.search(line) is not None
        if (spaced and (alone or "，" in line)) or (alone and habit and _TORN_NUMBER.search(line)):
            for gap in _DIGIT_GAP.finditer(line):
                yield Edit(start + gap.start(), gap[0], "", CLS, "spaces")


def _is_chinese(words: Sequence[str]) -> bool:
    return 2 * sum(_HAN.match(word) is not None for word in words) > len(words)


def _spaced_out(line: str) -> bool:
    """Is the line set with a blank behind every character or two (管理 者 面对 的风 险), as
    OCR leaves it? Names and verse have words of one length."""
    words = line.split()
    lengths = list(map(len, words))
    if len(words) >= _MANY_WORDS and 10 * lengths.count(1) >= 9 * len(words) and _MARK.search(line):
        said = [breaks.parts(a, b) for a, b in pairwise(words)]
        return sum(said) >= _TOGETHER * len(said)  # not 赵 钱 孙 李
    return (
        len(words) >= _FEWEST_WORDS
        and sum(lengths) < 2.2 * len(words)
        and 4 * lengths.count(1) >= len(words)
        and len(set(lengths)) > 1
        and any(word in "的了在是和有为" for word in words)
    )
