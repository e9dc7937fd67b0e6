"""reflow (断行): spaces and line breaks that layout left inside a sentence.

Layout only: the sequence of the other characters is not touched.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import repeat

from edition import data
from edition.cleaning import blanks, breaks
from edition.cleaning.lines import HAN
from edition.cleaning.patterns import pattern
from edition.cleaning.script import as_read
from edition.edit import Edit, apart, edits_of

CLS = "reflow"

_WIDE = rf"{HAN}，。；：？！、（）《》〈〉【】「」『』“”‘’〞…—·"
_MARKS = ",;:?!)("
_ANY_MARK = _MARKS + "，。；：？！、“”‘’（）《》"
# Blanks between full-width characters, and between these and ASCII marks: nearly all.
_GAP = pattern(
    rf"[ \t](?:(?<=[℃%‰].)(?=[，。；：？！、）])|(?<=[{_WIDE}].)[ \t]*(?:(?=[{_WIDE}{_MARKS}])|(?=\.(?![/A-Za-z\d])))|(?<=[{_MARKS}].)[ \t]*(?=[{_WIDE}])|(?<=[。！？；].)(?=\d{{1,4}}[年月日])"
    # One beside a Latin letter or a digit too: 故选： B。
    r"|(?<=[。！？].)(?=[A-Za-z])|(?<=[，；：、（“《].)(?=[A-Za-z\d])|(?<=[A-Za-z\d].)(?=[，。；：！？、）”》]))"
)
_BEGINNING = (  # of a line, of a heading, of one that is read again
    r"(?:^[ \t\u3000]*|"
    + "|".join(rf"(?<=^{before}{'#' * level} )" for before in ("", r"\\") for level in range(1, 5))
    + ")"
)
_BLANK = pattern(r"[ \t\u3000]")
_BLANKS = pattern(r"[ \t\u3000]+")
_DIGIT_GAP = pattern(rf"[ \t](?<=\d[ \t])[ \t]*(?=[\d{HAN}])|[ \t](?<=[{HAN}][ \t])[ \t]*(?=\d)")
_HAN = pattern(f"[{HAN}]")
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
_DIGIT_BESIDE = pattern(
    rf"[\d.:,%_(\[{HAN}。，；：、“（”》-] [\d_]|[\d_%] [\d.:,;%)_\]℃{HAN}。，；：、”）-]"
)
_NARROWEST, _FEWEST_FULL, _SHARE_FULL = 18, 3, 0.5  # characters of a line; full ones, and of all
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

    Where they may be there on purpose they stay: see `blanks`.
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
            if kind == "edge" and text.startswith("#", match.end()):
                new = "\\"  # a comment set in is no heading when it stands at the margin
            if new != old:
                edits.append(Edit(match.start(), old, new, CLS, "spaces"))
    if " " in text or "\t" in text:
        taken |= blanks.kept(as_read(text))
        numbers = (*_spaced_numbers(text), *_wrapped_numbers(text))
        edits += numbers
        taken.update(edit.start for edit in numbers)
        gaps = [gap for gap in _GAP.finditer(text) if gap.start() not in taken]
        starts, olds = [gap.start() for gap in gaps], [gap[0] for gap in gaps]
        edits += edits_of(starts, olds, repeat(""), CLS, "spaces")
    return apart(edits)


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
    for gap in _BLANKS.finditer(match[0]):
        at, old = match.start() + gap.start(), gap[0]
        if gap.end() == len(match[0]):
            at, old = at + 1, old[1:]
        elif gap.start() and re.search(r"\d", match[0]):
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
    lines = [line for line in re.finditer(r"[^\n]+", text) if blanks.SENTENCE.search(line[0])]
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
