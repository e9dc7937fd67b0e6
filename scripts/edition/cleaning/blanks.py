"""reflow (断行): blanks that stand where they are on purpose.

    由        等方共同出资             to be filled in
    嘉奖张三 李四 王五三位             between names
    鲁贵 你出来                        behind who speaks
    北京西  ——  18:06                  between the cells of a row

In: a text, as it will be read. Out: the places (offsets in code points) of blanks that stay.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from edition.cleaning import breaks, names, width
from edition.cleaning.lines import HAN
from edition.cleaning.patterns import pattern

_HAN_GAP = pattern(rf"[ \t](?<=[{HAN}][ \t])[ \t]*(?=[{HAN}])")
_ANY_GAP = pattern(r"[ \t][ \t]*")
_REFERENCE = pattern(r"\[\d+\]")
_IN_REFERENCE = pattern(rf" (?<=[.,:，：] )(?=[{HAN}])")  # 临川: 南湖书社
# What has it is prose.
SENTENCE = pattern(r"[。！？]|；(?!$)|[,，].{0,80}[,，]")
# Blanks between the items of a line, each closed by its bracket: 倔强（jué） 蜷曲（quán）.
_ITEM_GAP = pattern(rf"[ \t](?<=[）》][ \t])[ \t]*(?=[{HAN}《])")
_TAB = pattern(rf"[\w{HAN})）][ ]*\t[ \t]*(?=\S)")
# The only blank in a title, between the series and the part: 《食品安全国家标准 食品添加剂使用标准》.
_TITLE_PARTS = pattern(rf"《(?P<part>[{HAN}]{{4,16}}) (?=[{HAN}]{{4,24}}》)")
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
_SPEAKER_GAP = pattern(rf"(?:(?P<floor>\d{{1,4}}楼)|(?P<name>[{HAN}]{{1,4}}))(?= [{HAN}（])")
_FEWEST_TURNS = 3
# Who asks and by what name: [网友 小小齿轮]秦师傅，……
_SPEAKER_IN_BRACKETS = pattern(
    rf"^[\[［][{HAN}]{{2,4}} (?=[{HAN}]{{2,8}}[\]］][{HAN}])", re.MULTILINE
)
# A cell without a value, in a row whose cells are two blanks or more apart: 北京西  ——  18:06
_DASHED_CELL = pattern(
    r"(?<=\S)[ \t]{2,}—{1,2}(?=[ \t]{2,}\S)|(?<=\S)[ \t]{2,}—{1,2}$", re.MULTILINE
)
_WORDS = pattern(rf"(?<![{HAN}])[{HAN}]+(?: [{HAN}]{{2,3}}){{1,20}} [{HAN}]+")
_MARK = pattern("[，。；：,;:]")
_MANY_WORDS, _TOGETHER = 16, 3.0  # single characters; nats in the mean that they belong together
_BEFORE_PIECE = pattern(
    rf"[ \t](?<=[{HAN}][ \t])(?=篇\s?(?:\d{{1,2}}|[一二三四五六七八九十]{{1,3}})$)", re.MULTILINE
)
_NUMBER_OR_DAY = pattern(
    r"(?:[条章节编篇回卷部日]|(?:^|第)[一二三四五六七八九十]{1,4}[、.]?|\d[、.]?)$"
)
_NUMBER_ALONE = pattern(
    r"#{0,4} ?(?:第(?:\d{1,4}|[一二三四五六七八九十百千零〇]{1,7})[章节篇回卷部话幕]|[一二三四五六七八九十]{1,3}|\d{1,2})"
)
_PARTS = 6.0  # nats that a blank in a heading or a row must say for parting a word
_BEFORE = 12  # characters that the model is shown
_PROVEN = 6  # blanks inside sentences, between Han: then wraps have become blanks
_FEWEST_WORDS = 8
_HAN = pattern(f"[{HAN}]")


def kept(text: str) -> set[int]:
    """Where each of them begins, and the others that nothing shows to be stray."""
    if " " not in text and "\t" not in text:
        return set()
    found = {*_set_with_blanks(text), *_between_names(text)}
    found.update(_to_fill_in(text), _behind_speakers(text))
    found.update(match.end() - 1 for match in _SPEAKER_IN_BRACKETS.finditer(text))
    found.update(m.start() for m in _FACE.finditer(text))
    for start, end in width.references(text) if "[" in text else ():
        found.update(m.start() for m in _IN_REFERENCE.finditer(text, start, end))
    found.update(i for m in _DASHED_CELL.finditer(text) for i in m.span())
    found.update(i for m in _TUPLE.finditer(text) for i in (m.start(), m.end() - 1))
    return found.difference(m.start() for m in _BEFORE_PIECE.finditer(text))


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
        if tabled and "\t" in line and not SENTENCE.search(line):
            yield from (at + gap.start() for gap in _ANY_GAP.finditer(line))
        elif " " in line:
            gaps = [at + gap.start() for gap in _HAN_GAP.finditer(line)]
            if _REFERENCE.match(line) and not (gaps and _spaced_out(line)):
                yield from (at + gap.start() for gap in _ANY_GAP.finditer(line))
            elif not gaps or SENTENCE.search(line) or _spaced_out(line):
                named = titles.intersection(gaps)
                doubtful += named
                in_sentences += len(gaps) - len(named)
                prose.append(line)
            else:
                doubtful += gaps
            items = [at + gap.start() for gap in _ITEM_GAP.finditer(line)]
            if len(items) > 1 and not SENTENCE.search(line):
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
    which do not part words as wraps do; and any in a text with the date of a form."""
    if _FORM_DATE.search(text):
        yield from (match.start() for match in _FILLED_IN.finditer(text))
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
