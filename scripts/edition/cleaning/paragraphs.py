"""structure (结构): paragraphs set apart, and the lines that are none.

A block ends where the witness has a line break, a blank or nothing; a sentence that layout broke
over two lines is one block. What is said of notation stands in `structure`.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from functools import cache

from edition import data
from edition.cleaning import (
    articles,
    begins,
    breaks,
    gaps,
    hardwraps,
    joined,
    lonenumbers,
    openlines,
    spacing,
    stanzas,
    verse,
    wraps,
)
from edition.cleaning.blocks import BREAK, CLS, is_phrase
from edition.cleaning.enumerators import enumerator
from edition.cleaning.lines import CLOSERS, HAN, Line, ends_sentence, lines
from edition.cleaning.patterns import pattern
from edition.edit import Edit

_ENDS = "。！？”’："
_CLOSED = frozenset(_ENDS + "；）」』…")
_OPENS = pattern(rf"[{HAN}“‘《（(【]")
_TAIL = 200  # characters of a paragraph that tell how it goes on
# An indent inside a line is where a paragraph began.
_INDENT = pattern(r"(?<=\S)\u3000{2,4}(?=[^\s\u3000])")
_FEWEST_INDENTS = 3  # behind sentences, that show that an indent is where a block begins
_FILE_ENDING = pattern(
    r"(?:[(（]?(?:共|精选)?\d+篇[)）]?)?\.(?:docx?|pdf|pptx?|xlsx?|txt|wps|rtf)$", re.I
)
_LONGEST_ENDING = 40  # characters of a count and a file ending
_TITLE_STOP = pattern(r"([^，。；：！？,;:!?\s]{6,40})(\s+[。.]\s*)(?=\S)")
_TITLE_ROWS, _LONGEST_TITLE_LINE = 4, 40  # lines at the top; characters of one
_ANY_BLANKS, _FEWEST_BLANKS = pattern(r"[ \u3000]+"), 2
_STOPS = "。！？”?!"
_SIGNS = "-*+•●◆ \u3000"  # of the points of a list
_UNPARTED = pattern(rf"[。！？”](?=[{HAN}“])")
_ABSTRACT = pattern(r"(?:摘\s?要|内容提要|提要)[：:]")
_LAST_CHARACTERS = pattern(rf"[{HAN}]{{1,2}}")
_LETTER = pattern(
    rf"(?=.)[“‘「（]?[{HAN}]?[，。；：！？、,.;:!?]?[”’」）]?|[，：,:][“‘「]|[{HAN}]?[，。；：！？、,.;:!?][”’」）]?[{HAN}]"
)
_FRAME = "│├┌└"  # of a table that is drawn
_CELL_HEADING = 4  # characters
_ITEM = pattern(rf"[{HAN}]{{2,4}}")
_CHAPTER_LINE = pattern(r"第[一二三四五六七八九十百\d]{1,4}[章节编]\s?\S{8}")
# A section's name with its first clause: 一、产品描述1.1 甲方委托…, above 1.2
_SECTION = pattern(
    rf"\s*[一二三四五六七八九十]{{1,3}}、[{HAN}]{{2,20}}(?=(\d{{1,2}})\.1[ \u3000]?[{HAN}])"
)
_FEWEST_LETTERS = 3
_WITHIN = 3.0  # nats in the mean; ends of headings have less
_LONG_TORN = 25  # characters: shorter lines may be verse
_MARK_ALONE = pattern(r"[，。；：！？、”’」』）,.;:!?]{1,2}")
_TEXT_ON = pattern(rf"[{HAN}《（(\d]")
_POINTS = pattern(r"[(（]\d{1,2}分[)）]")  # that an answer gains, below its question
_CLAUSE = pattern(rf"(?<=[{HAN}”》）)])[；;：:](?=[{HAN}“《（(\d])")
_RATIO = pattern(r"\d[：:×]$")  # 1:｜2.5
_FEWEST_CLAUSES, _FEWEST_AMID, _SHORTEST_CLAUSE = 4, 2, 10
_REFERENCES = pattern(
    r"(?:(?<=[\s。])|^)(?:[\[【]\s?)?(?:参\s?考\s?文\s?献|主要参考文献|参考资料)(?:\s?[\]】])?(?P<gap>\s*[:：]?\s*)"
    r"(?=[\[［](?P<boxed>1)[\]］]|1[.．、]\s?[^\n]{4,90}[\[［][A-Z](?:/OL)?[\]］])",
    re.M,
)
_REFERENCE = pattern(r"[ \u3000]*[\[［]\d{1,3}[\]］]")


def paragraphs(text: str) -> Iterator[Edit]:
    """Blank lines between blocks, wherever the witness has one line break, a space or nothing."""
    rows = [line for line in lines(text) if not line.blank]
    if not rows:
        return
    if rows[0].start:
        yield Edit(0, text[: rows[0].start], "", CLS, "outer-blank-lines")
    between = [text[a.end : b.start] for a, b in itertools.pairwise(rows)]
    texts = [row.text.strip() for row in rows]
    free = verse.is_free(texts)  # each break is the author's
    wrap = hardwraps.Wrap() if free else hardwraps.wrapped_at(rows, between)
    broken: set[int] = set()
    if not (wrap.width or free):
        broken = hardwraps.broken_runs(rows) | stanzas.broken(rows, between)
    blank = {n for n, gap in enumerate(between) if gap.count("\n") > 1}
    broken |= set() if wrap.indented or free else openlines.broken(rows, blank)
    broken |= begins.alone(texts) | lonenumbers.amid(texts)
    broken |= _title_lines(rows) | _labels(rows) | _clauses(rows) | _after_commas(rows)
    framed = {n - 1 for n, row in enumerate(rows) if row.text.lstrip()[0] in _FRAME}
    framed |= {n - 1 for n in begins.begins(texts)}
    numbers = lonenumbers.joints(texts)
    headed = joined.heads(rows) if not wrap.width else {}
    above = ""
    for n, line in enumerate(rows):
        if line.text[0] == "#" or re.match(r"\\+#", line.text):
            yield Edit(line.start, "", "\\", CLS, "literal-number-sign")
        section = _SECTION.match(line.text)
        if section and f"\n{section[1]}.2" in text:
            yield Edit(line.start + section.end(), "", BREAK, CLS, "paragraph")
        elif n in headed:
            for at in headed[n]:
                lo = len(line.text[:at].rstrip())
                old = line.text[lo:at]
                yield Edit(line.start + lo, old, BREAK, CLS, "paragraph")
        else:
            yield from _inside(text, line, rows[0].text.strip(), first=n == 0)
        if n + 1 == len(rows):
            if line.end < len(text):
                yield Edit(line.end, text[line.end :], "", CLS, "outer-blank-lines")
            continue
        gap = between[n]
        if n in numbers:
            above = ""
            yield Edit(line.end, gap, numbers[n], CLS, "lone-number")
        elif n not in framed and (
            n in broken
            or (
                not free and hardwraps.goes_on(line.text, rows[n + 1].text, wrap, n in blank, above)
            )
        ):
            above = (above + line.text.strip())[-_TAIL:]
            if gap != "\n":
                yield Edit(line.end, gap, "\n", CLS, "sentence-goes-on")
        else:
            above = ""
            if gap != BREAK:
                yield Edit(line.end, gap, BREAK, CLS, "paragraph")


def _labels(rows: Sequence[Line]) -> set[int]:
    """摘要: on a line of its own above the abstract, and a heading or title of which a character or
    two, or each character, has a line of its own."""
    found: set[int] = set()
    for n, (above, below) in enumerate(itertools.pairwise(row.text.strip() for row in rows)):
        if (
            _POINTS.fullmatch(below)
            or (_ABSTRACT.fullmatch(above) and len(below) > _LONGEST_TITLE_LINE)
            or (
                _LAST_CHARACTERS.fullmatch(below)
                and below not in "一二三四五六七八九十"
                and _CHAPTER_LINE.match(above)
                and is_phrase(above)
            )
        ):
            found.add(n)
    letters: list[int] = []
    for n, row in enumerate([*rows, None]):
        if row is not None and _LETTER.fullmatch(row.text.strip()):
            letters.append(n)
            continue
        counted = all(rows[k].text.strip()[0] in "一二三四五六七八九十" for k in letters)
        counted |= len({rows[k].text.strip() for k in letters}) == 1  # 放 | 放 | 放
        counted |= bool(letters) and _is_listed(rows, letters[0], n)
        if len(letters) >= _FEWEST_LETTERS and not counted:
            found |= {*letters[:-1]}
        letters = []
    return found


def _is_listed(rows: Sequence[Line], first: int, end: int) -> bool:
    """Are these lines of a character each among others of two or three (娃娃菜 | 皮蛋 | 葱 | 姜 | 蒜 | 淀粉)?
    Four among the cells of a form are a heading (工 | 作 | 简 | 历)."""
    if end - first == _CELL_HEADING:
        return False
    around = [*rows[max(0, first - 2) : first], *rows[end : end + 1]]
    return sum(_ITEM.fullmatch(row.text.strip()) is not None for row in around) > 1


def _after_commas(rows: Sequence[Line]) -> set[int]:
    """Lines that end in a comma, on a page where a mark that closes has a line of its own: what was set
    off in them broke its sentences."""
    texts = [row.text.strip() for row in rows]
    if not any(map(_MARK_ALONE.fullmatch, texts[1:])) or max(map(len, texts)) < _LONG_TORN:
        return set()
    return {
        n
        for n, (above, below) in enumerate(itertools.pairwise(texts))
        if above[-1] in "，,、" and not enumerator(below)
    }


def _clauses(rows: Sequence[Line]) -> set[int]:
    """Lines that end in a semicolon or colon, on a page that breaks its lines behind each of these
    marks and has none inside a line, amid the points of a list or after a full stop too."""
    texts = [row.text.strip() for row in rows]
    inside = {match[0] for text in texts for match in _CLAUSE.finditer(text)}
    marks = [mark for mark in ("；;", "：:×") if inside.isdisjoint(mark)]
    found = {
        n
        for n, (above, below) in enumerate(itertools.pairwise(texts))
        if any(above[-1] in mark for mark in marks)
        and not enumerator(below)
        and _TEXT_ON.match(below)
    }
    torn = [n for n in found if _RATIO.search(texts[n]) and texts[n + 1][0].isdigit()]
    # Below a colon the points of a list may be without numbers.
    amid = [
        n for n in found if (enumerator(texts[n]) or "。" in texts[n]) and texts[n][-1] in "；;"
    ]
    if len(found) < _FEWEST_CLAUSES or len({*amid, *torn}) < _FEWEST_AMID:
        return set()
    return found if torn else {n for n in found if len(texts[n]) >= _SHORTEST_CLAUSE}


@cache
def _of_documents() -> tuple[re.Pattern[str], ...]:
    """The first half of a title (某某局关于做好汛期) and the second; a kind of document with a few
    words before it; the name of who issues one."""
    table = data.table("headings")["documents"]
    kinds, norms, issuers = ("|".join(table[key]) for key in ("kinds", "norms", "issuers"))
    whole = "".join(f"(?<!{kind})" for kind in table["kinds"])
    return (
        re.compile(rf"[{HAN}]{{3,20}}关于[{HAN}《》“”、]{{2,24}}{whole}"),
        re.compile(rf"[{HAN}《》“”、（）()\d]{{2,36}}(?:{kinds}|{norms})"),
        re.compile(rf"[{HAN}]{{0,8}}(?:{kinds}|{norms})"),
        re.compile(rf"(?:{issuers})$"),
    )


@cache
def _document_title() -> re.Pattern[str]:
    """The title of a document, which a blank parts from how such documents begin (……实施方案 为进一步……)."""
    table = data.table("headings")
    documents = table["documents"]
    kinds = "|".join(
        kind for key in ("kinds", "norms", "papers", "others") for kind in documents[key]
    )
    openings = "|".join(documents["begins"])
    return re.compile(
        rf"([{HAN}《》“”、（）()\d]{{4,40}}(?:{kinds}))([ \u3000]+)(?=(?:{openings})[^\n]{{20}})"
    )


def _title_lines(rows: Sequence[Line]) -> set[int]:
    """The lines of a title that goes on in the next one: a body that issues a document above what it
    is about (某某县人民政府 | 关于印发……的 | 通知)."""
    about, titled, kind, issuer = _of_documents()
    texts = [row.text.strip() for row in rows[:_TITLE_ROWS]]
    found: set[int] = set()
    if len(texts) > 1 and about.fullmatch(texts[0]) and titled.fullmatch(texts[1]):
        return {0}  # 某某镇人民政府关于做好汛期 | 地质灾害巡查工作的通知
    for n, (above, below) in enumerate(itertools.pairwise(texts)):
        if len(above) > _LONGEST_TITLE_LINE or len(below) > _LONGEST_TITLE_LINE:
            break
        if not is_phrase(above) or not is_phrase(below):
            break
        if (below.startswith("关于") and issuer.search(above)) or (
            n - 1 in found and above[-1] == "的" and kind.fullmatch(below)
        ):
            found.add(n)
        elif n:
            break
    return found


def _inside(text: str, line: Line, title: str, first: bool) -> Iterator[Edit]:
    """Block boundaries inside one line."""
    start, end = line.start, line.end
    found: dict[int, Edit] = {}
    if first:
        found |= _title(text, line)
    if "[1]" in line.text or "参考文献" in line.text:
        for match in _REFERENCES.finditer(text, start, end):
            found |= _reference_list(text, match, end)
            end = match.start()
    places = [start + at for at in articles.breaks(line.text)] if "条" in line.text else []
    if places and " " in line.text:
        places = sorted({*places, *joined.points(text, start, end)})
    if places and "  " in line.text:
        places = sorted({*places, *gaps.breaks(text, start, end)})
    if "\u3000" in line.text:
        places = sorted({*places, *_indents(text, start, end)})
    if not places and " " in line.text:
        places = list(gaps.breaks(text, start, end))
        if not places:
            places = _sound(text, list(wraps.breaks(text, start, end)))
        if not places:
            places = list(wraps.lines(text, start, end))
        if not places and not _REFERENCE.match(line.text):
            places = list(joined.breaks(text, start, end, title)) or list(_parted(text, start, end))
    others, last = list(found.values()), -1
    for place in places:
        lo = place
        while text[lo - 1] in " 　":
            lo -= 1
        hi = place
        while text[hi] in " 　":
            hi += 1
        if text[hi] in CLOSERS or not text[start:lo].strip(_SIGNS):
            continue  # no block begins with a mark that closes, or ends in the sign of its point
        if lo > last and not any(edit.start <= hi and lo <= edit.end for edit in others):
            found[lo] = Edit(lo, text[lo:hi], BREAK, CLS, "paragraph")
            last = hi
    yield from (found[at] for at in sorted(found))


def _sound(text: str, places: list[int]) -> list[int]:
    """The places, without those behind no sentence if these part, on the whole, what the model sees
    as belonging together: then the width was none, and chance put them there."""
    amid = {at for at in places if not ends_sentence(text[at - 2 : at])}
    said = [breaks.parts(text[max(0, at - 4) : at], text[at : at + 4]) for at in amid]
    if len(said) < _FEWEST_AMID or sum(said) <= _WITHIN * len(said):
        return places
    return [at for at in places if at not in amid]


def _title(text: str, line: Line) -> dict[int, Edit]:
    """A title at the very beginning: a file name without its ending, or words set off from the
    first sentence by a blank before their stop (``…长效机制 。党的…``)."""
    words = line.text.rstrip()
    ending = (
        _FILE_ENDING.search(words, max(0, len(words) - _LONGEST_ENDING))
        if "." in words[-5:]
        else None
    )
    if ending:
        at = line.start + ending.start()
        return {at: Edit(at, ending[0], "", CLS, "title")}
    run_in = _TITLE_STOP.match(line.text) or _document_title().match(line.text)
    if run_in:
        at = line.start + run_in.start(2)
        return {at: Edit(at, run_in[2], BREAK, CLS, "title")}
    return {}


def _reference_list(text: str, match: re.Match[str], end: int) -> dict[int, Edit]:
    """参考文献 and each [n] after it, or n., in order, as blocks."""
    found = {}
    lo = match.start()
    while lo and text[lo - 1] in " 　":
        lo -= 1
    if lo and text[lo - 1] != "\n":
        found[lo] = Edit(lo, text[lo : match.start()], BREAK, CLS, "references")
    gap = match.start("gap")
    found[gap] = Edit(gap, match["gap"], BREAK, CLS, "references")
    at, number = match.end() + 3, 2
    boxed = match["boxed"] is not None
    while (entry := _entry(number, boxed).search(text, at, end)) is not None:
        found[entry.start()] = Edit(entry.start(), entry[0], BREAK, CLS, "references")
        at, number = entry.end() + 3, number + 1
    return found


@cache
def _entry(number: int, boxed: bool) -> re.Pattern[str]:
    """Where the reference of this number begins."""
    if boxed:
        return re.compile(rf"\s*(?=[\[［]{number}[\]］])")
    return re.compile(
        rf"(?<=[.．。\s\d])\s*(?={number}[.．、]\s?[{HAN}A-Z][^\n]{{3,90}}[\[［][A-Z](?:/OL)?[\]］])"
    )


def _indents(text: str, start: int, end: int) -> Iterator[int]:
    """Boundaries at indents inside a line: behind a sentence, and behind a phrase that itself
    begins a line or follows such a boundary (a heading), if the line has sentences at all; where most
    are behind sentences, all."""
    places = [(m.start(), m.end()) for m in _INDENT.finditer(text, start, end)]
    ended = sum(text[lo - 1] in _ENDS for lo, _ in places)
    if not ended:
        return
    closed = sum(text[lo - 1] in _CLOSED for lo, _ in places)
    every = closed >= _FEWEST_INDENTS and 2 * closed >= len(places)
    at = start
    for lo, hi in places:
        if text[lo - 1] in _ENDS or (every and lo - at > 1) or is_phrase(text[at:lo].strip()):
            yield hi
            at = hi


def _parted(text: str, start: int, end: int) -> Iterator[int]:
    """Boundaries in a short line whose paragraphs were joined with a blank: it stands behind some full
    stops and not behind others, and nowhere else; or verses with two blanks between."""
    line = text[start:end].rstrip()
    blanks = [m for m in _ANY_BLANKS.finditer(line) if m.start() and m.end() < len(line)]
    if len(blanks) < _FEWEST_BLANKS or spacing.behind_marks(line):
        return
    stopped = [
        m
        for m in blanks
        if line[m.start() - 1] in _STOPS
        and ends_sentence(line[: m.start()])  # not “小” 无所谓
        and _OPENS.match(line, m.end())
    ]
    wide = [m for m in blanks if len(m[0]) > 1 and line[m.start() - 1] in _STOPS + "：，；"]
    unparted = len(_UNPARTED.findall(line))
    if (len(stopped) == len(blanks) and unparted) or (
        len(wide) == len(blanks) and len(wide) > _FEWEST_BLANKS
    ):
        yield from (start + match.end() for match in blanks)
