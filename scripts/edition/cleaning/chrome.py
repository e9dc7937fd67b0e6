"""chrome (网站附加文字): words of the site that a text was scraped from.

A line goes if a row of the table knows it, or if it stands beside such a line and shows a
general sign: a label, a strip of keywords, a sentence thick with the words of document sites,
the title once more.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence, Set
from functools import cache

from edition import data
from edition.cleaning import (
    asides,
    authors,
    cells,
    echoes,
    foot,
    frame,
    furniture,
    interludes,
    joints,
    kin,
    likeness,
    metadata,
    omissions,
    places,
    seams,
    signs,
    sites,
    staying,
    titles,
    verse,
)
from edition.cleaning.enumerators import enumerator
from edition.cleaning.lines import (
    HAN,
    Line,
    ends_sentence,
    folded_lines,
    lines,
    unquoted,
)
from edition.cleaning.patterns import pattern
from edition.edit import Doubt, Edit
from edition.rulings import Removal

CLS = "chrome"

AMID = frozenset(
    (seams.RULE, interludes.RULE, sites.RULE, "site-aside")
)  # below these a text goes on

_FEWEST_BARS = 2  # bars on lines of their own that are part of a drawing; a site sets one
_POINTS = frozenset("▲●■◆★")  # before the points of a notice, rarely before links
_BUTTON, _FEWEST_BUTTONS = pattern(r"(?:点击|点|单击|按|选择|选|双击)[^，。“”]{0,8}“[^“”]{1,8}”"), 2
_POINT = pattern(r"\d{1,2}、[A-Za-z\d]")  # 1、5G 基站
_HOST = pattern(r"(?:https?://)?(?:www|m|wap)\.[\w-]+(?:\.[a-z]{2,4}){1,2}/?", re.IGNORECASE)
_STRIP_WORD = pattern(r"[\w\u3400-\u9fff]{1,8}")
_SHORTEST_TITLE = 6
# What a text may quote of the lines around it; a button's name is shorter.
_QUOTATION = pattern(r'“([^“”]{4,})”|「([^「」]{4,})」|"([^"]{4,})"')
_NOTICE = 200  # characters of a long notice between lines of the site; a paragraph is longer
_SHORT_NOTICE = 60  # characters of a notice between lines of the site
_SHORT_SENTENCE = 24
_MANY_WORDS = 3  # words of document sites
_LONGEST = 400  # characters of a line that can be the site's
_SPEAKS = 4.0  # log-odds of a line that says by itself whose it is
_UNLIKE = -2.0  # log-odds of a line against which its place alone does not speak
_VALUE_LIKE = 1.0  # log-odds of a label and a value of which neither is in a table
_FACTS = 24  # lines among which the facts of a text are
_HEAD = 8  # lines in which a title may be repeated
_PROSE = pattern(rf"[{HAN}]{{4}}[,。;!?][{HAN}“]{{4}}")
# A line in which every 14th character begins a word of document sites talks about the site.
_THICK = 1 / 14


def known_lines(
    text: str, rows: Sequence[Line]
) -> tuple[list[str], dict[int, str], set[int], set[int]]:
    """The lines of a text folded and bare, those that a row or a sign knows for the site's (line →
    rule), those that are the author's by their form, and of these the ones beyond doubt."""
    folded = _said(rows)
    if not rows:
        return folded, {}, set(), set()
    own = authors.beyond_doubt(rows)
    own |= {i for i, line in enumerate(folded[:_HEAD]) if metadata.is_stamped(line)}
    written = authors.lines(text, rows) | own
    # What stands above a line of the paper's reporters is their title.
    written |= {i for i in range(_HEAD) if metadata.names_reporter("".join(folded[i + 1 : i + 2]))}
    chrome = {i: rule for i, rule in _by_table(folded).items() if i not in own}
    chrome |= asides.translation(folded)
    chrome |= asides.signature(folded, chrome) | asides.tags_below(folded)
    lyric = verse.lines(folded, chrome)
    written |= lyric
    chrome |= _framed(folded, chrome, written)
    table = cells.cells(folded, chrome)
    apart = own | table | authors.sections(rows)
    beside = cache(lambda i, enclosed: "" if i in apart else _beside(folded, i, enclosed))
    _spread(len(folded), chrome, beside)
    again = echoes.titles_above(folded, chrome)
    chrome |= again
    _spread(len(folded), chrome, beside)
    # Of a title that is said twice one stays, however much it is like a site's words.
    written |= {max(k for k, line in enumerate(folded) if line == folded[i]) for i in again}
    amid = asides.between_paragraphs(folded, chrome)
    chrome |= {i: rule for i, rule in amid.items() if i not in lyric}
    _spread(len(folded), chrome, beside)
    chrome |= echoes.again(folded, chrome, written)
    chrome |= seams.seams(folded, chrome)
    chrome |= sites.lines(folded, chrome)
    return folded, {i: rule for i, rule in chrome.items() if i not in own}, written, own


def _by_table(folded: Sequence[str]) -> dict[int, str]:
    """The lines that a row of the table knows: index → rule."""
    known = {i: rule for i, line in enumerate(folded) if (rule := _known(line))}
    ends = (0, len(folded) - 1) if len(folded) > 2 else ()
    known |= {i: "site-line" for i in ends if _HOST.fullmatch(folded[i])}
    return {i: rule for i, rule in known.items() if not _is_fact(folded, i)}


def site_lines(text: str) -> Iterator[Edit | Doubt]:
    """Whole lines of the site, and lines that are only likely to be: they stay, and a person
    should look."""
    between, rows = parted(text)
    if not rows:
        return
    folded, chrome, written, own = known_lines(text, rows)
    judged = places.judge(folded, [i in chrome for i in range(len(folded))], written)
    judged = {i: odds for i, odds in judged.items() if not _is_others(folded[i])}
    notices = (
        i for i, odds in judged.items() if odds > places.SURE and len(folded[i]) > cells.LONGEST
    )
    table = cells.cells(folded, {*chrome, *notices})
    author = table | cells.announced(folded, {*chrome, *notices}) | own
    judged = {i: odds for i, odds in judged.items() if i not in author}
    if not chrome and all(likeness.score(folded[i]) < _SPEAKS for i in judged):
        # Nothing on the page is a site's for sure: a person should look.
        judged = {i: min(odds, places.SURE) for i, odds in judged.items()}
    buttons = [i for i, line in enumerate(rows) if _BUTTON.search(line.text)]
    if len(buttons) >= _FEWEST_BUTTONS:  # a text that says what to click
        judged = {i: odds for i, odds in judged.items() if i not in buttons or i in chrome}
    judged = {  # a line of prose that is wrapped
        i: odds
        for i, odds in judged.items()
        if not (i and i - 1 not in chrome and asides.goes_on(folded[i - 1], folded[i]))
    }
    signed = Counter(line[:1] for line in folded if line[:1] in _POINTS)
    judged = {i: odds for i, odds in judged.items() if i in chrome or signed[folded[i][:1]] < 2}
    gone = {*chrome, *(i for i, odds in judged.items() if odds > places.SURE)}
    for i in _quoted([row.bare for row in rows], gone):
        gone.discard(i)
        chrome.pop(i, None)
        judged.pop(i, None)
    if not titles.hold_text(line for i, line in enumerate(folded) if i not in gone):
        gone = {*chrome}  # no text would be left
    sure = {i: rule for i, rule in chrome.items() if rule not in AMID}
    bullets = {i for i, row in enumerate(rows) if row.bare != row.text.strip()}
    tail = foot.rest(folded, gone, sure, written, bullets)
    chrome |= dict.fromkeys(tail, "site-foot")
    gone |= tail
    title, posters = titles.of_forum(folded, gone)
    chrome |= dict.fromkeys(posters, "site-frame")
    gone |= posters
    if title is None:
        title = titles.lost(folded, gone, chrome)
    if title is not None:
        gone.discard(title)
        chrome.pop(title, None)
        judged.pop(title, None)
    above = titles.above(folded, gone, written)
    chrome |= dict.fromkeys(above, "site-frame")
    gone |= above
    rules = {i: chrome.get(i, "site-like") for i in gone}
    gone -= kin.kept(rows, gone) | staying.kept(rows, rules)
    # What readers will take for the title is no place for a doubt.
    left = (i for i, line in enumerate(folded) if i not in gone and not metadata.tells(line))
    first = next(left, 0)
    first = first if len(folded[first]) >= _SHORTEST_TITLE else -1
    removed = [(line, rule, "") for line, rule in between]
    for i in sorted(gone):
        rule = rules[i]
        note = likeness.evidence(folded[i]) if rule == "site-like" else ""
        removed.append((rows[i], rule, note))
    ends = _ends(text, {line.start for line, *_ in removed})
    for line, rule, note in sorted(removed):
        start, end = ends[line.start]
        yield Edit(start, text[start:end], "", CLS, rule, note)
    for i in sorted(judged.keys() - gone):
        line = rows[i]
        if i != first and judged[i] > places.LIKELY and likeness.strongest(folded[i]):
            old = text[line.start : line.end]
            yield Doubt(line.start, old, "", CLS, "unsure-chrome", likeness.evidence(folded[i]))


def _quoted(lines: Sequence[str], gone: Set[int]) -> set[int]:
    """Lines that the text itself quotes (撕到“客服：我”，停住了手): a story shows them."""
    said = {
        next(filter(None, match.groups()))
        for i, line in enumerate(lines)
        if i not in gone
        for match in _QUOTATION.finditer(line)
    }
    return {i for i in gone if lines[i] in said}


def _said(rows: Sequence[Line]) -> list[str]:
    """What of each line is judged. Bars of a drawing are taken for what they draw, and a heading that is
    also a control (图片, once, above 1、石阶上的青苔) with the first line of its section."""
    said = [unquoted(line.bare) for line in rows]
    if said.count("|") + said.count("│") >= _FEWEST_BARS:
        said = ["│" if line in ("|", "▼", "▽") else line for line in said]
    for word in data.table("chrome")["headings"]["words"]:
        n = said.index(word) if said.count(word) == 1 else len(said)
        if n + 1 < len(said) and (enumerator(said[n + 1]) or _POINT.match(said[n + 1])):
            said[n] += said[n + 1]
    return said


def parted(text: str) -> tuple[list[tuple[Line, str]], list[Line]]:
    """The lines of a text that are not blank: those of the site amid paragraphs, each with its rule;
    and all others but the numbers at the end of page after page. Neither say anything of the lines
    beside them."""
    every = folded_lines(text)
    pages = set(furniture.page_ends(every))
    rows = [row for i, row in enumerate(every) if i not in pages]
    folded = _said(rows)
    own = authors.beyond_doubt(rows)
    known = {i: rule for i, rule in _by_table(folded).items() if i not in own}
    amid = interludes.interludes(folded, known)
    others = [row for i, row in enumerate(rows) if i not in amid]
    return [(rows[i], rule) for i, rule in amid.items()], others


def _ends(text: str, starts: Set[int]) -> dict[int, tuple[int, int]]:
    """What goes with each line, by where it starts: its break, and where a sentence goes on around
    lines that go, all between its two halves."""
    rows = folded_lines(text)
    gone = [i for i, row in enumerate(rows) if row.start in starts]
    found = {i: (rows[i].start, min(len(text), rows[i].end + 1)) for i in gone}
    top = next((i for i in range(len(rows)) if i not in found), -1)
    for _, group in itertools.groupby(enumerate(gone), key=lambda item: item[1] - item[0]):
        places = [i for _, i in group]
        first, last = places[0], places[-1]
        if last + 1 < len(rows) and furniture.is_page_number(rows[last + 1].bare):
            continue  # for furniture to take out, and then to join
        if first - 1 == top and any(frame.tells_of_page(rows[i].bare) for i in places):
            continue  # a title with a comma in it, and the facts on the page below it
        start, end = joints.stretch(text, rows, first, last)
        if start < rows[first].start:
            bounds = [start, *(rows[i].start for i in places[1:]), end]
            found |= dict(zip(places, itertools.pairwise(bounds), strict=True))
    return {rows[i].start: span for i, span in found.items()}


def _is_others(line: str) -> bool:
    """Is it a line of facts, a page number, or one that says what is missing, which have steps of
    their own?"""
    if metadata.tells(line) or furniture.is_page_number(line):
        return True
    return omissions.says_omitted(line) or omissions.breaks_off_in(line)


def _framed(folded: Sequence[str], chrome: dict[int, str], written: Set[int]) -> dict[int, str]:
    """The lines of the frame above the text and below it; and a page of which nothing but short
    lines is left (an outline, a list of parts) has no frame."""
    found = {
        i: rule
        for i, rule in frame.rows_of_frame(folded, chrome).items()
        if _may_frame(folded[i], rule, i in written) and not _is_fact(folded, i)
    }
    left = (line for i, line in enumerate(folded) if i not in found and i not in chrome)
    return found if titles.hold_text(left) else {}


def _is_fact(folded: Sequence[str], i: int) -> bool:
    """Is it a strip near the top that says who wrote the text, which has a step of its own?"""
    return i < _FACTS and metadata.names_author(folded[i])


def _may_frame(line: str, rule: str, written: bool) -> bool:
    """May its place make it the site's? What the author marked up needs to be much like a site's,
    a label that no table knows rather so (岗位名称:保管员 is not), and what has no sign itself, or
    a mark amid a sentence, must not be unlike one."""
    score = likeness.score(line)
    if metadata.names_poet(line):
        return False
    if score > places.SURE or rule == "site-lead":
        return True
    if places.begins_as_text(line):
        return False
    if written or (signs.is_value_only(line) and score <= _VALUE_LIKE):
        return False
    amid = signs.weight(line) < signs.SURE and _PROSE.search(line)
    return score > _UNLIKE or bool(signs.weight(line) and not amid)


def _spread(count: int, chrome: dict[int, str], beside: Callable[[int, bool], str]) -> None:
    """Signs that count only beside chrome spread outwards from it, line by line."""
    front = list(chrome)
    while front:
        i = front.pop()
        for j in (i - 1, i + 1):
            if not 0 <= j < count or j in chrome:
                continue
            enclosed = j - 1 in chrome and (j + 1 in chrome or bool(beside(j + 1, False)))
            if rule := beside(j, enclosed):
                chrome[j] = rule
                front.append(j)


def ruled(text: str, removals: Sequence[Removal]) -> Iterator[Edit]:
    """Lines that a person ruled to be the site's."""
    for line in lines(text) if removals else ():
        for removal in removals:
            if line.text.strip() == removal.line.strip():
                end = min(len(text), line.end + 1)
                old = text[line.start : end]
                yield Edit(line.start, old, "", CLS, "person", removal.reason)
                break


def _without(text: str, line: Line, rule: str, note: str = "") -> Edit:
    end = min(len(text), line.end + 1)
    return Edit(line.start, text[line.start : end], "", CLS, rule, note)


def _known(line: str) -> str:
    if len(line) > _LONGEST or omissions.says_omitted(line):
        return ""
    return "site-line" if signs.is_known(line) or metadata.is_unfilled(line) else ""


def _beside(folded: Sequence[str], i: int, enclosed: bool) -> str:
    """The rule by which line ``i``, standing beside chrome (``enclosed``: between chrome), is
    chrome itself; "" if none."""
    if i >= len(folded):
        return ""
    line = folded[i]
    if signs.is_known(line, "label"):
        return "site-label"
    if _is_strip(line, folded):
        return "keyword-strip"
    hits = _site_words(line)
    # A sentence between a site's lines is the site's if it is short or thick with its words.
    many = hits >= _MANY_WORDS and len(line) <= _NOTICE
    between = enclosed and (len(line) <= _SHORT_SENTENCE or many)
    if ends_sentence(line) and not between and not signs.speaks_to_visitors(line):
        return ""
    if enclosed and hits and len(line) <= _SHORT_NOTICE and not _said_again(folded, i):
        return "site-words"
    if hits >= _MANY_WORDS and (hits >= _THICK * len(line) or (enclosed and len(line) <= _NOTICE)):
        return "site-words"
    return ""


def _said_again(folded: Sequence[str], i: int) -> bool:
    """Is line ``i`` likely the title: do lines at the top hold it once more?"""
    line = folded[i]
    return (
        len(line) >= _SHORTEST_TITLE
        and i < _HEAD
        and any(line in other for n, other in enumerate(folded[:_HEAD]) if n != i)
    )


def _site_words(line: str) -> int:
    """How many words of document sites stand in a line; most lines have none."""
    words = data.table("chrome")["words"]["list"]
    return sum(map(line.count, words)) if _any_site_word().search(line) else 0


@cache
def _any_site_word() -> re.Pattern[str]:
    return pattern("|".join(map(re.escape, data.table("chrome")["words"]["list"])))


def _is_strip(line: str, folded: Sequence[str]) -> bool:
    """Is it the title cut into words, as sites do for their tags (当前 宗旨 意识 方面)?"""
    words = line.split()
    if len(words) < 4 or not all(_STRIP_WORD.fullmatch(word) for word in words):
        return False
    joined = "".join(words)
    return any(
        other != line and _runs_through(words, other) and len(joined) > 0.6 * len(other)
        for other in folded
        if len(other) < 3 * len(joined)
    )


def _runs_through(words: Sequence[str], line: str) -> bool:
    at = 0
    for word in words:
        at = line.find(word, at)
        if at < 0:
            return False
        at += len(word)
    return True
