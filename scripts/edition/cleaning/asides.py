"""chrome (网站附加文字): what a site put between two paragraphs of a text.

A list of links under its heading (编辑推荐: …), a row of controls, a pager. Between paragraphs
nothing but the line itself speaks, so it must say twice that it is a site's.
"""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Collection, Sequence
from functools import cache

from edition import data
from edition.cleaning import foot, likeness, metadata, names, omissions, places, signs
from edition.cleaning.breaks import parts
from edition.cleaning.lines import ends_sentence
from edition.cleaning.patterns import pattern

_LONGEST_LINK = 30  # characters of the title of another page
_MOST_LINKS = 12
_LONGEST_ROW = 40
_SHORTEST_TITLE = 6
# Log-odds from which a line with one sign of a site needs no second: of 8.6 M characters of clean
# texts two lines have as much that are no Markdown (a name with the time of a message, a scale).
_ALIKE = 5.5
_LONGEST_ALIKE = 60
_FEWEST_AGAIN, _LONGEST_AGAIN = 3, 6  # times that a control stands on a page; its characters
_SIGNATURE = 7  # lines from -- to the board's own
_FEWEST_OF_SITE = 3  # lines of a site on a page that may have a control between two paragraphs
_LONG = 6  # characters of a paragraph above it
_SURE_CONTROL = 4.0  # log-odds of one that needs no paragraph above
_TOP = 8  # lines above a text
_ENGLISH = pattern(r"[ -~\u2013-\u201d]{40,}")
_SHORTEST_PROSE = 20  # characters of a wrapped line
_WITHIN = 4.0  # nats that the break is within a word
_TAG = pattern(r"[\u3400-\u9fff]{2,6}")
_FEWEST_TAGS, _TAGS_KNOWN = 5, 0.7
_LONGEST_LABEL, _BEGINNING = 6, 24  # characters of 好电影推荐; of what stands before a name
_LEAST_NAMED, _BLANK = 4, pattern(r"[\s《》“”]")
_HAN_END = pattern(r"[\u3400-\u9fff]$")
_CONTROL = 2.5  # log-odds of such a control
_OPEN_ENDS = frozenset("。,;!?”」』…、.")  # what lines of prose and verse end in: most lines
# What begins a part of the text, not a link to another one.
_HEADING = pattern(
    r"[#(（【\[]|第?[一二三四五六七八九十百\d]+[、.．章节回篇条,:]|(?:第|篇|之)[一二三四五六七八九十\d]|.*[篇一二三四五六七八九十\d:,]$"
)


def between_paragraphs(rows: Sequence[str], taken: dict[int, str]) -> dict[int, str]:
    """Lines (folded, bare) that go though text goes on below them: index → rule."""
    found = _alike(rows, taken) | _controls(rows, taken) | _collections(rows, taken)
    for n, row in enumerate(rows):
        if len(row) > _LONGEST_ROW or row[-1:] in _OPEN_ENDS or n in taken or n in found:
            continue
        if signs.heads_list(row) and row.rstrip(":") in foot.links_only():
            block = _block(rows, n)
            found |= dict.fromkeys(block, "site-list")
        elif signs.is_beyond_doubt(row) or (
            signs.heads_list(row) and n and _heads_nothing(rows, n, found.keys() | taken.keys())
        ):
            found[n] = "site-aside"
    return found


def signature(rows: Sequence[str], known: Collection[int]) -> dict[int, str]:
    """What a board puts below every post of a user, behind -- and above its own lines (index → rule)."""
    found: dict[int, str] = {}
    for n, row in enumerate(rows):
        end = next((k for k in range(n + 1, min(len(rows), n + _SIGNATURE)) if k in known), 0)
        if row == "--" and n and ends_sentence(rows[n - 1]) and end:
            found |= dict.fromkeys(range(n, end), "site-foot")
    return found


def translation(rows: Sequence[str]) -> dict[int, str]:
    """What a program made English of the beginning of an article that a site shows in part (index → rule):
    the last lines, without one Chinese character, on a page that says so above (论文部分内容阅读)."""
    said = data.table("chrome")["teasers"]["says"]
    if not any(row in said for row in rows[:_TOP]):
        return {}
    first = len(rows)
    while first and _ENGLISH.fullmatch(rows[first - 1]):
        first -= 1
    return dict.fromkeys(range(first, len(rows)), "site-aside") if first else {}


def tags_below(rows: Sequence[str]) -> dict[int, str]:
    """A column of single words below the last paragraph, most of which the text has: the tags of the page
    (index → rule). Names are who wrote it or was there; below a heading or a colon words are a list."""
    first = len(rows)
    while first and _TAG.fullmatch(rows[first - 1]):
        first -= 1
    tags = rows[first:]
    if len(tags) < _FEWEST_TAGS or not first or not ends_sentence(rows[first - 1]):
        return {}
    text = "".join(rows[:first])
    known = sum(tag in text for tag in tags)
    named = sum(names.is_name(tag) for tag in tags)
    if known < _TAGS_KNOWN * len(tags) or 2 * named > len(tags) or len({*tags}) < len(tags):
        return {}
    return dict.fromkeys(range(first, len(rows)), "site-tags")


def _heads_nothing(rows: Sequence[str], n: int, taken: Collection[int]) -> bool:
    """Does the heading of a list of links (推荐内容) stand amid a text with no list below it: beside
    another such heading, or beside what is the site's?"""
    beside = [k for k in (n - 1, n + 1) if 0 <= k < len(rows)]
    return n + 1 < len(rows) and any(k in taken or signs.heads_list(rows[k]) for k in beside)


def _alike(rows: Sequence[str], taken: Collection[int]) -> dict[int, str]:
    """Lines that are made as a site's are, and have a sign of it besides."""
    return {
        n: "site-aside"
        for n, row in enumerate(rows)
        if n not in taken
        and len(row) <= _LONGEST_ALIKE
        and likeness.score(row) > _ALIKE
        and signs.weight(row)
        and not (signs.is_own(row) or metadata.is_own(row) or signs.signs_letter(row))
        and not signs.is_marked_up(row)
        and not (omissions.says_omitted(row) or omissions.unfinished().search(row))
        and not places.begins_as_text(row)
        and not _heads_paragraph(rows, n)
        and not (n and goes_on(rows[n - 1], row))
    }


def _heads_paragraph(rows: Sequence[str], n: int) -> bool:
    """Does the paragraph below begin with what the line names behind its label (好书推荐:江边的船工 | 这本
    《江边的船工》……)? A link names another page."""
    label, colon, title = rows[n].partition(":")
    if n + 1 >= len(rows) or not colon or len(label) > _LONGEST_LABEL:
        return False
    title = _BLANK.sub("", title)
    below = _BLANK.sub("", rows[n + 1][: len(title) + _BEGINNING])
    shared = difflib.SequenceMatcher(None, title, below, autojunk=False).find_longest_match().size
    return shared >= max(_LEAST_NAMED, len(title) / 2) and foot.is_paragraph(rows[n + 1])


def goes_on(above: str, row: str) -> bool:
    """Does the long line above, which ends in no mark, go on in this one (……世界青年华 | 人群体中……)?"""
    open_end = min(len(above), len(row)) >= _SHORTEST_PROSE and _HAN_END.search(above)
    return bool(open_end) and parts(above, row) >= _WITHIN


def _controls(rows: Sequence[str], taken: Collection[int]) -> dict[int, str]:
    """Controls that stand below heading after heading (播报, 编辑), and a single one between two
    paragraphs of a page that has a site's lines (广告)."""
    counts = Counter(row for row in rows if len(row) <= _LONGEST_AGAIN)
    found = {}
    for n, row in enumerate(rows):
        if n in taken or len(row) > _LONGEST_AGAIN or not _is_control(row):
            continue
        amid = 0 < n < len(rows) - 1 and (
            likeness.score(row) > _SURE_CONTROL
            or (ends_sentence(rows[n - 1]) and len(rows[n - 1]) > _LONG)
        )
        if counts[row] >= _FEWEST_AGAIN or (amid and len(taken) >= _FEWEST_OF_SITE):
            found[n] = "site-aside"
    return found


def _collections(rows: Sequence[str], taken: Collection[int]) -> dict[int, str]:
    """Links to collections of such texts (2022组织生活会发言提纲(通用5篇)) between two paragraphs; not above
    the pieces of this one."""
    first = next((n for n, row in enumerate(rows) if ends_sentence(row) and len(row) > _LONG), 0)
    return {
        n: "site-list"
        for n, row in enumerate(rows)
        if n > first > 0
        and n not in taken
        and _praised().fullmatch(row)
        and ends_sentence(rows[n - 1])
    }


@cache
def _praised() -> re.Pattern[str]:
    praise = "|".join(data.table("chrome")["suffixes"]["praise"])
    return re.compile(rf"[^。,;:]{{4,40}}\((?:{praise})\d{{1,3}}篇\)")


def _is_control(row: str) -> bool:
    return signs.is_control(row) and likeness.score(row) > _CONTROL


def _block(rows: Sequence[str], head: int) -> range:
    """The heading and the links below it: short lines up to a paragraph; the last one may be the
    heading of what follows."""
    end = head + 1
    while end < len(rows) and end - head <= _MOST_LINKS:
        row = rows[end]
        label, colon, _ = row.partition(":")
        if not (colon and label in foot.links_only()) and (
            len(row) > _LONGEST_LINK or ends_sentence(row) or _HEADING.match(row) or row[-1] == ":"
        ):
            break
        if len(row) >= _SHORTEST_TITLE and sum(row in other for other in rows) > 1:
            break  # what the page says again is its own title
        end += 1
    if end - head > _MOST_LINKS:
        return range(head, head + 1)
    return range(head, end)
