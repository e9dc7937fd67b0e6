"""chrome (网站附加文字): the frame of a page below the text: from where signs gather on, all but
sentences (`frame` has the picture)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cache
from itertools import accumulate, pairwise

from edition import data
from edition.cleaning import cells, likeness, signs
from edition.cleaning.enumerators import enumerator
from edition.cleaning.lines import HAN, INNER_MARK, ends_sentence
from edition.cleaning.patterns import pattern
from edition.cleaning.signs import SURE

_SHORT = 16  # characters of a fragment that only its place gives away
_LINK = 60  # characters of a link to another page
_DEEPEST = 120  # lines of a frame at either end
_FEWEST = 2  # lines of the site below a text from which on all is the site's
_PARAGRAPH, _TEXT_LIKE = 20, -1.0  # characters and log-odds of a paragraph of the text
_SHORT_PARAGRAPH = 10  # … of one that is very much a text's
_LONGEST_TITLE = 50  # characters of the title of another page
_LONG_PARAGRAPH, _CUT_LIKE = 24, -4.0  # … of one that does not end as a sentence does
_CUT = pattern(rf"[{HAN},、](?:\.{{3,6}})?$")  # a site may put its points there
_DAY = pattern(r"(?:\d{4}|[一二][〇○零一二三四五六七八九]{3}) ?年.{1,8}")
_MANY = 4  # signs that make a foot of a page beyond doubt
_BOOK = pattern(rf"[{HAN}]{{2,4}}(?: ?[著编译])?[,:、 ]?《[^》]{{2,30}}》[^。]{{0,30}}$")
# What follows a text and is its own: references, notes, enclosures, words on its author.
_APPARATUS = pattern(
    r"[\[(【〔]\d{1,3}[\])】〕]|(?:参考文献|参考资料|参考书目|注释?[:释]|附[件注录表]|作者(?:简介|单位|介绍)|译者|附:)"
)


@cache
def first_rows() -> frozenset[str]:
    """Headings of lists that no text begins with."""
    return frozenset(data.table("chrome")["lists"]["first"])


def rows_below(rows: Sequence[str], weights: Sequence[int], body: int) -> dict[int, str]:
    """The frame below the text: from where signs gather on, all but sentences."""
    first = max(body + 1, len(rows) - _DEEPEST)
    if first >= len(rows):
        return {}
    wrapped = _is_wrapped(rows[body:])
    zone = range(first, len(rows))
    text = [not weights[n] and _is_sentence(rows[n], wrapped) for n in zone]
    sign = [weights[n] == SURE or signs.heads_list(rows[n]) for n in zone]
    if not any(sign):
        return _last_words(rows, weights, first)
    start = _foot(text, sign, sum(len(rows[n]) for n in range(body, first) if not weights[n]))
    if start < 0:
        return {}
    sure = sum(weights[n] == SURE or rows[n] in first_rows() for n in zone[start:])
    many = sure >= 2 and sum(sign[start:]) >= _MANY
    listed = False
    books = [n for n in zone if _BOOK.match(rows[n])]
    found: dict[int, str] = {}
    for n, is_text, is_sign in zip(zone[start:], text[start:], sign[start:], strict=True):
        row = rows[n]
        if n in books or (n + 1 in books and signs.heads_list(row)):
            continue  # further reading, of books: the author's
        listed = listed or signs.heads_list(row)
        if is_text or _APPARATUS.match(row) or (signs.is_own(row) and not weights[n]):
            continue
        if (
            is_sign
            or weights[n]
            or len(row) <= 2 * _SHORT
            or ((many or listed) and len(row) <= _LINK)
        ):
            found[n] = "site-list" if listed and not weights[n] and not is_sign else "site-frame"
    if sure < 2:
        kept = _beside_one(rows, weights, found, zone[start])
        found = {n: rule for n, rule in found.items() if n in kept}
    table = cells.cells(rows, range(zone[start], len(rows)))
    for n in range(zone[start] - 1, body, -1):  # counters and the like right above the first sign
        if sure < 2 or n in table or not (rows[n].isdigit() or signs.in_menus(rows[n])):
            break
        found[n] = "site-frame"
    return found


def rest(
    folded: Sequence[str],
    gone: Collection[int],
    chrome: Mapping[int, str],
    written: Collection[int],
    bullets: Collection[int] = (),
) -> set[int]:
    """What is left below the first sure line of the site's behind the last paragraph: names, titles
    of other pages, what visitors wrote; if a third at least of all there is the site's already. Not
    what an author puts at the end: references, notes.

    In: lines (folded, bare), which of them go, which of those are sure (line → rule), which are the
    author's by their form, and which of these only because they are the points of a list."""
    paragraphs = (i for i, line in enumerate(folded) if i not in gone and is_paragraph(line))
    last = max(paragraphs, default=-1)
    first = next((i for i in range(last + 1, len(folded)) if i in chrome), len(folded))
    below = range(first, len(folded))
    known = sum(i in gone for i in below)
    # Where most of it is the site's, its links are so too, though they are marked as a list.
    listed = known >= max(_MANY, len(below) / 2)
    found = {
        i
        for i in below
        if i not in gone
        and not _is_own(folded[i])
        and (i not in written or (listed and i in bullets and _is_link(folded[i])))
    }
    return found if last >= 0 and known >= max(_FEWEST, len(below) / 3) else set()


def is_paragraph(line: str) -> bool:
    """Is it a paragraph of a text, not what a visitor wrote?"""
    if len(line) < _PARAGRAPH:
        return (
            len(line) >= _SHORT_PARAGRAPH and line[-1] == "。" and likeness.score(line) < _CUT_LIKE
        )
    # What somebody says was taken out of it; a last paragraph may break off.
    long = len(line) >= _LONG_PARAGRAPH and INNER_MARK.search(line) and _CUT.search(line)
    cut = line.endswith("“”") or long
    # The points that a site put there say nothing of who speaks; the titles of links have them too.
    words = line.rstrip(".") if len(line) >= _LONGEST_TITLE else line
    score = likeness.score(words)
    return score < _TEXT_LIKE and (ends_sentence(line) or (bool(cut) and score < _CUT_LIKE))


def _is_link(line: str) -> bool:
    return len(line) <= _LINK and not ends_sentence(line)


def _is_own(line: str) -> bool:
    """Is it what a text ends with: references and notes, points, a date, a label with its fact?"""
    own = _APPARATUS.match(line) or enumerator(line) or _DAY.fullmatch(line)
    return bool(own) or signs.is_value_only(line)


def _beside_one(
    rows: Sequence[str], weights: Sequence[int], found: dict[int, str], start: int
) -> set[int]:
    """Where only one line is sure: this line and the likely ones next to it; or a heading of links
    that no text has, and all below it."""
    if rows[start] in links_only() and all(n in found for n in range(start, len(rows))):
        return {*range(start, len(rows))}
    kept = {n for n in found if weights[n] == SURE}
    if start == len(rows) - 1 and rows[start] in first_rows():
        kept.add(start)  # a heading with no list left below it
    for step in (1, -1):
        for n in sorted(kept):
            while n + step in found and weights[n + step]:
                n += step
                kept.add(n)
    return kept


@cache
def links_only() -> frozenset[str]:
    """Headings of lists that no text has in its midst: links follow."""
    return frozenset(data.table("chrome")["lists"]["inside"])


def _last_words(rows: Sequence[str], weights: Sequence[int], first: int) -> dict[int, str]:
    """Controls below the last sentence (收藏, 更多), where no sign is sure."""
    found: dict[int, str] = {}
    for n in range(len(rows) - 1, first - 1, -1):
        if not (weights[n] and signs.is_control(rows[n])):
            return found if ends_sentence(rows[n]) else {}
        found[n] = "site-frame"
    return {}


def _foot(text: Sequence[bool], sign: Sequence[bool], before: int) -> int:
    """Where the frame below begins, as an index into both; -1 if nowhere.

    ``before``: characters of text above. Below the first sign stand more signs than sentences:
    a comment or a teaser may be a sentence, two of them in a row are the text going on.
    """
    sentences = [*accumulate(reversed(text), initial=0)][::-1]
    left = [*accumulate(reversed(sign), initial=0)][::-1]
    pairs = [a and b for a, b in pairwise(text)]
    last_pair = max((n for n, pair in enumerate(pairs) if pair), default=-1)
    for n, is_sign in enumerate(sign):
        if not is_sign:
            continue
        if not sentences[n]:
            return n
        enough = left[n] >= _MANY and 2 * sentences[n] <= left[n]
        if enough and n > last_pair and (before or any(text[:n])):
            return n
    return -1


def _is_wrapped(rows: Sequence[str]) -> bool:
    """Are the lines of the text cut at a width, so that most end in mid-sentence?"""
    long = [row for row in rows if len(row) > 17 and INNER_MARK.search(row)]
    return 3 * sum(map(ends_sentence, long)) < len(long)


def _is_sentence(row: str, wrapped: bool) -> bool:
    """A sentence of a text, not the headline of another page: it ends in a full stop."""
    if ends_sentence(row):
        return len(row) > 12 and (row.rstrip("”’」』)\"'")[-1:] in "。." or len(row) > 2 * _SHORT)
    return (
        len(row) > 2 * _LINK
        or (len(row) > _LINK and row.count(",") > 1)
        or (wrapped and len(row) > 17 and bool(INNER_MARK.search(row)))
    )
