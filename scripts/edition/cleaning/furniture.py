"""furniture (版面残留): what the layout of a page or a previewer left in the text.

Page numbers, and reference marks that lost their brackets (``。3二要``). The lines at the heads and feet of
pages are in `runningheads`, what a previewer put before its chunks is in `chunks`, what programs for films,
songs and slides put is in `captions`.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from functools import cache

from edition import data
from edition.cleaning import joints
from edition.cleaning.blocks import is_phrase
from edition.cleaning.breaks import parts, takes_number
from edition.cleaning.enumerators import enumerator
from edition.cleaning.lines import HAN, Line, ends_sentence, folded_lines, is_quoted
from edition.cleaning.patterns import pattern
from edition.edit import Edit, apart

CLS = "furniture"

_INNER = pattern(r"[，。；：、,;:]")
LONGEST_RUNNING_HEAD = 80
CHAPTER = pattern(r"(?:正文 ?)?第 ?[一二三四五六七八九十百千零〇两\d]{1,7} ?[章回节集卷话]")
_DEEPEST_TITLE = 300  # characters of a page in which the title of its chapter stands
_DASH = pattern(r"[-—–―]{1,2}")
_BARE_NUMBER = pattern(r"[-—–―·]|\d{1,3}")
_FIRST_OF, _SECOND_OF = pattern(r"1 ?/ ?(\d)(?=\D|(?:19|20)\d\d)"), pattern(r"2 ?/ ?(\d{1,3})")
_CONTENTS_CODE = pattern(r'TOC\s?\\o\s?"?\d-\d"?(?:\s?\\[a-z])*\s?\d{0,6}\s?')
_LONGEST_CONTENTS, _LONGEST_ENTRY, _SHORTEST_ENTRY = 4000, 30, 4  # characters
_SMALLEST_PAGE, _LARGEST_PAGE = 300, 2500  # characters
_EVEN = 1.25  # the largest page to the smallest
_DIGITS = 1 / 8  # of the characters of such contents
_LONGEST_HEAD = 30  # characters of a running head without a number
_SHORT_TITLE = 6  # characters
_COUNTER = pattern(
    rf"(?<=[{HAN}，。；、]) ?(?P<page>\d{{1,3}}) ?(?:/ ?(?P<total>\d{{1,3}})|共(?P<of>[一二三四五六七八九十百]{{1,4}}|\d{{1,3}})页) ?(?=[{HAN}])(?![的杯勺匙碗个处是])"
)
# Between dots or dashes: 不必另外买·12·化肥
_SET_APART = pattern(
    rf"(?<=[{HAN}，、；,;]) ?(?P<sign>[·•—–―-]) ?(?P<page>\d{{1,4}}) ?(?P=sign) ?(?=[{HAN}])"
)
# Behind a whole line, the page and how many there are: ……心里有数。 31/212
_AT_END = pattern(r"(?<=[。！？”]) ?(?P<page>\d{1,4})/(?P<total>\d{2,4})$", re.MULTILINE)
_FOLIO = pattern(r"[ \u3000]{6,}[一二三四五六七八九〇○零十百]{1,5}")
_CENTRED, _FEWEST_CENTRED = pattern(r"[ \u3000]{10,}\d{1,3}"), 2
# Characters between two of them; pages of which 3/17 is no fraction; of which 31/212 is no day or score.
_APART, _FEWEST_PAGES, _NO_SCORE = 30, 5, 150
_FEWEST_COUNTERS, _MOST_PARTS = 2, 10
_CITED = pattern(r"第\s*\d+\s*页|共\s*\d+\s*页")
_MARK_BEFORE = pattern(
    rf"(?<=[{HAN}])(?<![第图表附版式题卷期册号至到和与约近共仅为是有达于过超])(\d{{1,2}}(?:[-,]\d{{1,2}})?)(?=[。，；])"
)
# Characters; nats that say that they belong together, and where no other number tells that it is a page's.
_BESIDE, _WITHIN, _ALONE = 4, 2.0, 5.0
_FIRST_MARK = pattern(rf"[。！？；，”,](1)(?=[{HAN}])")  # whatever it could count: 2 follows
_FEWEST_MARKS = 3
# A point with the number of a page before its own: 1、……目的。12、此次…… | 3、……
_POINT = pattern(r"^[ \t\u3000]*(?P<number>\d{1,2})(?P<sign>[、.．])", re.MULTILINE)
_GLUED_POINT = pattern(rf"[。！？；](?P<both>\d{{2,4}})(?P<sign>[、.．])(?=[{HAN}])")
# Two points between characters may be a pause that an author typed; wide ones are none.
_EMPHASIS = pattern(rf"(?<=[{HAN}])(?:\.{{2,8}}(?=[，。；,;])|．{{2,8}}(?=[，。；,;{HAN}]))")
_FEWEST_EMPHASIS = 2
_ANY_NUMBER, _FEWEST_ENDS = pattern(r"\d{1,4}"), 3
# Those of an encyclopedia, which may come again (2, 3-4): between blanks before a mark, or right
# behind a full stop at the end of a line or before a blank.
_BLANK_SIGN = pattern(rf"[{HAN}”》）)] \d|[。！？”]\d")
_BLANK_MARK = pattern(
    rf"(?<=[{HAN}”》）)]) (?P<before>\d{{1,3}})(?:-\d{{1,3}})? (?=[，。；、！？,])"
    r"|(?<=[。！？”])\d{1,3}(?P<pages>-\d{1,3})?(?=\s*$| )",
    re.MULTILINE,
)


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    table = data.table("furniture")
    after = "|".join(table["after_mark"])
    return (
        re.compile("|".join(f"(?:{p})" for p in table["line"])),
        re.compile("|".join(f"(?:{p})" for p in table["span"])),
        re.compile(rf"[。！？；]([^\S\n]?\d{{1,2}})(?={after})"),
    )


def is_page_number(line: str) -> bool:
    """Is a folded line nothing but a page number, with or without a running head?"""
    return len(line) < LONGEST_RUNNING_HEAD and bool(_patterns()[0].fullmatch(line))


def page_ends(rows: Sequence[Line]) -> list[int]:
    """Lines that number the pages of a text, one up from page to page, three at least with lines and
    sentences between."""
    found: list[int] = []
    last, sentences = 0, 0
    for n, row in enumerate(rows):
        if not is_page_number(row.bare):
            sentences += ends_sentence(row.bare)
            continue
        match = _ANY_NUMBER.search(row.bare)
        count = int(match[0]) if match else 0
        if found and n == found[-1] + 1:
            return []  # a list of pages
        if not found or count == last + 1:
            found.append(n)
            last = count
    return found if len(found) >= _FEWEST_ENDS and sentences >= _FEWEST_ENDS - 1 else []


def page_numbers(text: str) -> Iterator[Edit]:
    """Page numbers and running heads with a page number, as lines and inside lines."""
    _, span, _ = _patterns()
    rows = folded_lines(text)
    alone = [line for line in rows if _CITED.fullmatch(line.text.strip())]
    others = any(is_page_number(line.bare) for line in rows if line not in alone)
    first = _glued_to_title(rows)
    if first:
        yield Edit(
            rows[0].start, text[rows[0].start : rows[0].start + first], "", CLS, "page-numbers"
        )
    done = -1
    centred = _centred(rows) | _even_pages(rows)
    for n, line in enumerate(rows):
        folded = line.text.strip()
        if n <= done or (n == 0 and first):
            continue
        if len(alone) == 1 and line is alone[0] and not others and not _amid(rows, n):
            continue  # a single 第5页 on a line may be a reference
        broken = _between_halves(rows, n) or _dashed(rows, n) or _folio(rows, n)
        headed = n > 1 and _BARE_NUMBER.fullmatch(line.bare) and n + 1 < len(rows)
        headed = headed and is_head_amid(rows, n - 2, n - 1, n + 1) and line.bare.isdigit()
        if is_page_number(folded) or broken or headed or n in centred:
            done = broken or n
            while done + 1 < len(rows) and is_page_number(rows[done + 1].text.strip()):
                done += 1
            start = n
            if done + 2 < len(rows) and n and is_head_amid(rows, n - 1, done + 1, done + 2):
                done += 1
            elif done + 1 < len(rows) and n > 1 and is_head_amid(rows, n - 2, n - 1, done + 1):
                start = n - 1
            elif done + 2 < len(rows) and n > 1 and _are_heads_amid(rows, n - 1, done + 1):
                start, done = n - 1, done + 1
            yield without(text, rows, start, done, "page-numbers")
        elif line.end < _DEEPEST_TITLE and folded.endswith(")") and (pager := _pager(line, n == 0)):
            at = line.start + pager.start()
            yield Edit(at, text[at : at + len(pager[0])], "", CLS, "page-numbers")
        elif "页" in folded or "版)" in folded or "[P" in folded:
            for match in span.finditer(line.text):
                if line.text[match.start() - 1 : match.start()] in ("“", "「", '"', "至", "到"):
                    continue  # what somebody says, or how far
                if is_quoted(line.text, *match.span()):
                    continue
                # Between two sentences the number leaves a space behind, so they stay apart.
                inside = match.start() > 0 and match.end() < len(line.text)
                new = " " if inside and match[0][0].isspace() else ""
                at = line.start + match.start()
                yield Edit(at, text[at : at + len(match[0])], new, CLS, "page-numbers")


def _folio(rows: Sequence[Line], n: int) -> int:
    """``n`` if it is the number of a page of an old book (二一五) that a wide indent sets in the middle,
    with the head of the page beside it, amid a sentence; 0 if not."""
    if not _FOLIO.fullmatch(rows[n].text.rstrip()) or not 0 < n < len(rows) - 1:
        return 0
    headed = n > 1 and is_head_amid(rows, n - 2, n - 1, n + 1)
    return n if headed or joints.goes_on(rows[n - 1], rows[n + 1]) else 0


def _centred(rows: Sequence[Line]) -> set[int]:
    """Bare numbers that a wide indent puts in the middle of their line, one up from page to page."""
    places = [n for n, line in enumerate(rows) if _CENTRED.fullmatch(line.text.rstrip())]
    counts = [int(rows[n].text) for n in places]
    in_order = all(b == a + 1 for a, b in itertools.pairwise(counts))
    return {*places} if len(places) >= _FEWEST_CENTRED and in_order else set()


def _dashed(rows: Sequence[Line], n: int) -> int:
    """The last of three lines that are a page's number between two dashes; 0 if they are none."""
    three = [row.bare for row in rows[n : n + 3]]
    fit = len(three) == 3 and all(_DASH.fullmatch(three[k]) for k in (0, 2)) and three[1].isdigit()
    return n + 2 if fit else 0


def _amid(rows: Sequence[Line], n: int) -> bool:
    """Does the sentence above line ``n`` go on below it?"""
    return 0 < n < len(rows) - 1 and joints.goes_on(rows[n - 1], rows[n + 1])


def counters(text: str) -> list[Edit]:
    """The numbers of pages that ran on into the text (附近 3 / 17几个生产队 … 轻 4 / 17伤): of one total,
    each one more than the last, two at least."""
    counted = list(_COUNTER.finditer(text)) if "/" in text or "页" in text else []
    found: list[Edit] = []
    for total in {match["total"] or match["of"] for match in counted}:
        same = [match for match in counted if (match["total"] or match["of"]) == total]
        pages = [int(match["page"]) for match in same]
        rise = all(after == page + 1 for page, after in itertools.pairwise(pages))
        distant = all(b.start() - a.end() >= _APART for a, b in itertools.pairwise(same))
        many = not total.isascii() or pages[-1] <= int(total) >= _FEWEST_PAGES
        fewest = 1 if _parts_words(same[0]) else _FEWEST_COUNTERS
        # Two may be parts of a whole: 留下 2/5 的缆绳, 水退到 3/5 时
        if any(m["total"] and " / " not in m[0] and int(total) <= _MOST_PARTS for m in same):
            fewest += 1
        if len(same) >= fewest and rise and many and distant:
            found += (Edit(m.start(), m[0], "", CLS, "page-numbers") for m in same)
    dotted = list(_SET_APART.finditer(text))
    in_order = len(dotted) >= _FEWEST_COUNTERS and all(
        int(b["page"]) == int(a["page"]) + 1 for a, b in itertools.pairwise(dotted)
    )
    torn = [m for m in dotted if _torn_at(m) >= (_WITHIN if in_order else _ALONE)]
    gone = dotted if torn and in_order else torn
    found += (Edit(m.start(), m[0], "", CLS, "page-numbers") for m in gone)
    for match in _AT_END.finditer(text) if "/" in text else ():
        if int(match["page"]) <= int(match["total"]) > _NO_SCORE:
            found.append(Edit(match.start(), match[0], "", CLS, "page-numbers"))
    return apart(found)


def _parts_words(counter: re.Match[str]) -> bool:
    """Does a counter with blanks about its bar part what belongs together (搜集相关 3 / 51史料)?"""
    return " / " in counter[0] and _torn_at(counter) >= _WITHIN


def _torn_at(number: re.Match[str]) -> float:
    """How much (nats) what stands on both sides of a number belongs together."""
    text, start, end = number.string, number.start(), number.end()
    return parts(text[max(0, start - _BESIDE) : start], text[end : end + _BESIDE])


def _glued_to_title(rows: Sequence[Line]) -> int:
    """The length of the first page's number that runs on into the title (1/52021年…), if the second
    one stands alone (2/5); 0 if none does."""
    match = _FIRST_OF.match(rows[0].text) if rows else None
    if match is None:
        return 0
    total = next((m[1] for row in rows[1:] if (m := _SECOND_OF.fullmatch(row.bare))), None)
    return match.end() if total and match[1] == total else 0


def is_head_amid(rows: Sequence[Line], above: int, head: int, below: int) -> bool:
    """Is line ``head`` the running head of a page at whose end the sentence
    above goes on below it?"""
    words = rows[head].bare
    short = len(words) <= _LONGEST_HEAD and not ends_sentence(words) and not _INNER.search(words)
    return short and joints.goes_on(rows[above], rows[below])


def _are_heads_amid(rows: Sequence[Line], foot: int, head: int) -> bool:
    """Are both lines beside a page's number, the last of a page and the first of the next, no text?"""
    return is_head_amid(rows, foot - 1, foot, head + 1) and is_head_amid(
        rows, foot - 1, head, head + 1
    )


def _between_halves(rows: Sequence[Line], n: int) -> int:
    """The last of the lines from ``n`` on that are a page's number, bare or with dashes on lines of
    their own, between two halves of a sentence; 0 if they are none."""
    last = n
    while last < len(rows) and last < n + 3 and _BARE_NUMBER.fullmatch(rows[last].bare):
        last += 1
    if last == n or not n > 0 or last >= len(rows):
        return 0
    if not any(char.isdigit() for row in rows[n:last] for char in row.bare):
        return 0
    counts = last == n + 1 and takes_number(rows[n - 1].bare, rows[last].bare)
    if counts or _numbers_lines(rows, n) or not joints.goes_on(rows[n - 1], rows[last]):
        return 0
    return last - 1


def _numbers_lines(rows: Sequence[Line], n: int) -> bool:
    """Is it one of numbers with a line each between them, too short to be a page?"""
    return any(
        0 <= k < len(rows)
        and rows[n].bare.isdigit()
        and rows[k].bare == str(int(rows[n].bare) + (k - n) // 2)
        and len(rows[(k + n) // 2].bare) < _SMALLEST_PAGE
        for k in (n - 2, n + 2)
    )


def contents_codes(text: str) -> Iterator[Edit]:
    """A word processor's table of contents that ran on into the text: the code of its field, and the
    entries with their pages and marks, up to where the first heading comes again."""
    for match in _CONTENTS_CODE.finditer(text):
        rest = text[match.end() : match.end() + _LONGEST_CONTENTS]
        first = next(
            (
                rest[:size]
                for size in range(min(_LONGEST_ENTRY, len(rest)), _SHORTEST_ENTRY - 1, -1)
                if "\n" not in rest[:size] and rest.find(rest[:size], size) > 0
            ),
            "",
        )
        again = rest.find(first, len(first)) if first else -1
        if again > 0 and sum(char.isdigit() for char in rest[:again]) > _DIGITS * again:
            end = match.end() + again
            yield Edit(match.start(), text[match.start() : end], "\n", CLS, "contents-code")


def emphasis_dots(text: str) -> Iterator[Edit]:
    """Points that stood under stressed words and came to stand behind them (黔黎..，不为后嗣长计; 约车．．并币):
    two places at least, before a mark or amid a sentence, and none of them three or six."""
    found = list(_EMPHASIS.finditer(text)) if ".." in text or "．．" in text else []
    if len(found) >= _FEWEST_EMPHASIS and all(len(match[0]) % 3 for match in found):
        yield from (Edit(m.start(), m[0], "", CLS, "emphasis-dots") for m in found)


def without(text: str, rows: Sequence[Line], first: int, last: int, rule: str) -> Edit:
    """The edit by which lines ``first`` to ``last`` go, with the break that they made in a sentence."""
    start, end = joints.stretch(text, rows, first, last)
    return Edit(start, text[start:end], "", CLS, rule)


def _even_pages(rows: Sequence[Line]) -> set[int]:
    """Bare numbers from 1 on that part the text into pages of one size, the last one smaller. A section's
    number stands before its text, and sections are of any size."""
    found = [n for n, row in enumerate(rows) if row.bare.isdigit()]
    if not found or [rows[n].bare for n in found] != [str(k) for k in range(1, len(found) + 1)]:
        return set()
    ends = [0, *(rows[n].start for n in found), rows[-1].end]
    *pages, last = [b - a for a, b in itertools.pairwise(ends)]
    if min(pages) < _SMALLEST_PAGE or max(pages) > min(_LARGEST_PAGE, _EVEN * min(pages)):
        return set()
    if not all(_INNER.search(rows[n - 1].bare) or ends_sentence(rows[n - 1].bare) for n in found):
        return set()  # below a heading
    return {*found} if last <= _EVEN * min(pages) else set()


def _pager(line: Line, first: bool) -> re.Match[str] | None:
    """The number of the page behind the title of a chapter, or behind the text's, which says 页."""
    found = _title_pager().search(line.text)
    numbered = bool(CHAPTER.match(line.bare) or enumerator(line.bare))
    if first and found and not numbered:  # 日记(第2页) may be a reference
        numbered = "页" in found[0] and ("/" in found[0] or found.start() <= _SHORT_TITLE)
    return found if found and numbered and is_phrase(line.text[: found.start()]) else None


@cache
def _title_pager() -> re.Pattern[str]:
    return re.compile(data.table("furniture")["title"] + r"\s*$")


def _counts(text: str, marks: Sequence[re.Match[str]]) -> bool:
    """Does a sentence or a paragraph count so (做到几点：1 加强领导；2 明确责任；3 落实经费)?"""
    start = marks[0].start(1)
    if "\n" in text[start : marks[-1].start(1)]:
        return False
    between = {text[match.start(1) - 1] for match in marks[1:]}
    return between <= {"；", "，", ","}


@cache
def _bare_mark() -> re.Pattern[str]:
    table = data.table("furniture")
    counted = rf"[{table['counted']}]|[{table['joined']}]\s?[\d一二三四五六七八九十两几]"
    return pattern(
        rf"(?:[。！？；，”]|(?<=[{HAN}]),)(?<![几少么何哪]？)(\d{{1,2}})(?:(?= ?[{HAN}])(?! ?(?:{counted}))|(?=\n|\Z))"
    )


def _before_points(text: str) -> dict[int, str]:
    """The numbers that stand right before that of a point which the points above and below tell."""
    found: dict[int, str] = {}
    for above, below in itertools.pairwise(_POINT.finditer(text)):
        number, sign = str(int(above["number"]) + 1), above["sign"]
        if int(below["number"]) != int(number) + 1 or below["sign"] != sign:
            continue
        for match in _GLUED_POINT.finditer(text, above.end(), below.start()):
            before = match["both"].removesuffix(number)
            if match["sign"] == sign and before not in ("", match["both"]):
                found[match.start("both")] = before
                break
    return found


def reference_marks(text: str) -> Iterator[Edit]:
    """Reference numbers that lost their brackets: ``任用干部。3二要建立`` → ``。二要``; or 1, 2, 3 in
    this order, each behind a mark and before no word that could be counted; or before the number of a
    point, which the points above and below tell."""
    found = {match.start(1): match[1] for match in _patterns()[2].finditer(text)}
    for shape in (_bare_mark(), _MARK_BEFORE):
        marks = [match for match in shape.finditer(text) if match.start(1) not in found]
        counts = [int(count) for match in marks for count in re.split("[-,]", match[1])]
        first = counts[0] if counts else 0  # a piece of a longer text begins later
        in_order = counts == [*range(first, first + len(counts))]
        quoted = all(text[match.start(1) - 1] == "”" for match in marks)
        if len(marks) >= _FEWEST_MARKS - quoted and in_order and not _counts(text, marks):
            found |= {match.start(1): match[1] for match in marks}
            ones = list(_FIRST_MARK.finditer(text, 0, marks[0].start())) if first == 2 else []
            found |= {match.start(1): match[1] for match in ones if len(ones) == 1}
    found |= _before_points(text)
    blank = list(_BLANK_MARK.finditer(text)) if _BLANK_SIGN.search(text) else []
    if len(blank) >= _FEWEST_MARKS and any(match["pages"] or match["before"] for match in blank):
        found |= {match.start(): match[0] for match in blank if match.start() not in found}
    yield from (Edit(at, found[at], "", CLS, "reference-marks") for at in sorted(found))
