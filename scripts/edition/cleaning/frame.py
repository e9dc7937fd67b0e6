"""chrome (网站附加文字): the frame of a page, above the text and below it.

    menu, path, counters      ┐ above: what stands over the title goes; what stands between
    TITLE                     │        title and text goes only if it is a sign itself
    date, source, share strip ┘
    text …
    share strip, 上一篇, 相关阅读 ┐ below: from the first sure sign on, all that is no sentence
    lists of links, notices      ┘        (headlines of other pages, menus, addresses)

A frame is known by what its lines are made of (`signs`), not by which site it is. The text
begins at its first sentence; the frame below begins where signs gather and sentences end.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from edition.cleaning import foot, leads, signs, strips, unnumbered
from edition.cleaning.enumerators import enumerator
from edition.cleaning.lines import HAN, INNER_MARK, ends_sentence
from edition.cleaning.patterns import pattern
from edition.cleaning.signs import LIKELY, SURE

_SHORT = 16  # characters of a fragment that only its place gives away
_LINK = 60  # characters of a link to another page
_DEEPEST = 120  # lines of a frame at either end
_LEAD_ROWS = 6  # lines at the top in which a lead may stand
_ENOUGH = 2  # points of evidence for a frame: a sure sign two, a likely one or a title said again
_SHORTEST_TITLE = 6
_LONG_TITLE = 10  # Han characters that no label with its value has
_LONG_QUESTION = 50  # characters of a title at most
_FEWEST_BELOW = 2  # sure signs right below a notice
_FEWEST_COLUMNS = 3
_MENU_ROW = 8  # characters of a menu's line
_MANY = 4  # signs that make a foot of a page beyond doubt
_TITLE = pattern(rf"(?=.*[{HAN}]).{{4,60}}")
_TO_SIGN = pattern(r"[ :：\u3000]年\s+月\s+日$")  # 日期：  年  月  日
_TITLE_JOINT = pattern(r"[_|—\-–]")


def rows_of_frame(rows: Sequence[str], known: dict[int, str]) -> dict[int, str]:
    """Which of the lines (folded, bare) are of the frame: index → rule. ``known``: lines that a
    table knew already."""
    ends = {*range(_DEEPEST), *range(len(rows) - _DEEPEST, len(rows))}
    weights = [
        SURE if n in known else signs.weight(row) if n in ends else 0 for n, row in enumerate(rows)
    ]
    if rows and signs.heads_list(rows[0]) and rows[0] in foot.first_rows():
        weights[0] = SURE  # no text begins with 相关推荐
    _weigh_menus(rows, weights)
    _weigh_columns(rows, weights)
    body = _body(rows, weights)
    found = _above(rows, weights, body)
    found |= foot.rows_below(rows, weights, body)
    found |= {
        n: "site-lead" for n in range(min(len(rows) - 1, _LEAD_ROWS)) if leads.is_lead(rows[n])
    }
    found |= leads.teasers(rows, min(body + 1, len(rows) - 1))
    return {
        n: rule
        for n, rule in found.items()
        if n not in known and not _heads_text(rows, found, n) and not _TO_SIGN.search(rows[n])
    }


def _body(rows: Sequence[str], weights: Sequence[int]) -> int:
    """Where the text begins. A sentence that is no author's, with sure signs right below it, is a notice of
    the frame, if text begins further down."""
    begins = (n for n in range(len(rows)) if _text_begins(rows, weights, n))
    first = next(begins, len(rows))

    def is_notice(n: int) -> bool:
        sure = weights[n + 1 : n + 4].count(SURE)
        return sure >= _FEWEST_BELOW and not foot.is_paragraph(rows[n])

    if first == len(rows) or not is_notice(first):
        return first
    return next((n for n in begins if n < _DEEPEST and not is_notice(n)), first)


def _heads_text(rows: Sequence[str], found: Mapping[int, str], n: int) -> bool:
    """Is it 病情分析:, with a paragraph below it that stays?"""
    below = n + 1
    if below >= len(rows) or below in found:
        return False
    return (
        unnumbered.is_closed(rows[n])
        and len(rows[below]) > 2 * _SHORT
        and ends_sentence(rows[below])
    )


def _weigh_menus(rows: Sequence[str], weights: list[int]) -> None:
    """Four short lines or more one after another, most of them words of menus, are a menu."""
    start = 0
    for n in range(len(rows) + 1):
        if (
            n < min(len(rows), _DEEPEST)
            and len(rows[n]) <= _MENU_ROW
            and not ends_sentence(rows[n])
        ):
            continue
        run = range(start, n)
        if len(run) >= _MANY and 2 * sum(signs.in_menus(rows[k]) for k in run) > len(run):
            for k in run:
                weights[k] = SURE
        start = n + 1


def _weigh_columns(rows: Sequence[str], weights: list[int]) -> None:
    """A table of facts that lost its rows: each name of a fact, and what it says below it."""
    top = range(min(len(rows), _DEEPEST))
    names = [n for n in top if strips.is_column(rows[n])]
    if len(names) < _FEWEST_COLUMNS or names[-1] - names[0] > 4 * len(names):
        return
    for n in names:
        weights[n] = SURE
        below = n + 1
        if below < len(rows) and below not in names and len(rows[below]) <= _LINK:
            said = rows.count(rows[below]) > 1 or not strips.names_text(rows[n])
            if said and not ends_sentence(rows[below]) and rows[below][-1] != ":":
                weights[below] = SURE


def _text_begins(rows: Sequence[str], weights: Sequence[int], n: int) -> bool:
    """Does the text begin here, not a notice in the midst of the frame?"""
    if weights[n] or not _is_body(rows[n]):
        return False
    if rows[n][-1:] in ("。", "”"):
        return True
    # A title may be a question, or have a comma: signs follow on it.
    return weights[n + 1 : n + 5].count(SURE) < (1 if len(rows[n]) < _LONG_QUESTION else 2)


def _is_body(row: str) -> bool:
    """A sentence, or a piece of one in a text whose lines are wrapped."""
    if len(row) > 24 and ends_sentence(row):
        return True
    prose = (len(row) > 60 and "," in row) or (len(row) > 17 and bool(INNER_MARK.search(row)))
    return prose and not signs.talks(row)


# ── above ─────────────────────────────────────────────────────────────────────────────────────


def _above(rows: Sequence[str], weights: Sequence[int], body: int) -> dict[int, str]:
    body = min(body, _list_begins(rows, weights, body))
    if body >= len(rows):
        return _with_sure(weights, range(body), [n for n in range(body) if weights[n] == SURE])
    sure = [n for n in range(body) if weights[n] == SURE]
    title, again = _title(rows, weights, body)
    # Above the title a word of menus says something; between title and text it may be a heading.
    bare = [n for n in range(title) if weights[n] == LIKELY and signs.is_bare(rows[n])]
    evidence = 2 * len(sure) + len(bare) + bool(bare and again)
    found = _with_sure(weights, range(body), sure)
    if evidence >= _ENOUGH:
        found |= dict.fromkeys(bare, "site-frame")
    found |= {n: "site-frame" for n in bare if signs.names_site(rows[n])}
    last = max([*sure, *bare], default=0)
    above = title if 0 < title < body - 1 and tells_of_page(rows[title + 1]) else 0
    path = max((n for n in range(body) if weights[n] == SURE and signs.is_path(rows[n])), default=0)
    if above or path:
        # Above a path, or above a title with the facts on the page below it, all is the page's.
        found |= {
            n: "site-frame"
            for n in range(max(above, path))
            if len(rows[n]) <= (_LINK if n < path or len(sure) > 1 else _SHORT)
            and not ends_sentence(rows[n])
            and not INNER_MARK.search(rows[n])
            and not _may_be_title(rows, n, title)
        }
    if sure and evidence > _ENOUGH:
        for n in range(last):
            longest = 2 * _SHORT if n < title and len(sure) > 1 else _SHORT
            if weights[n] or len(rows[n]) > longest or _may_be_title(rows, n, title):
                continue
            if 0 <= title < n and signs.han(rows[n]) > 1:
                continue  # between title and text: who wrote it, for `metadata`
            found[n] = "site-frame"
    return {
        n: rule
        for n, rule in found.items()
        if n != title and not _is_heading(rows, weights, n, title)
    }


def _list_begins(rows: Sequence[str], weights: Sequence[int], body: int) -> int:
    """Where a text of points begins (1. 2. 3., one below the other), else ``body``."""
    for n in range(min(body, len(rows)) - 2):
        three = [enumerator(row) for row in rows[n : n + 3]]
        kinds = {mark and mark.style for mark in three}
        numbers = [mark and mark.number for mark in three]
        if numbers == [1, 2, 3] and len(kinds) == 1 and not any(weights[n : n + 3]):
            return n
    return body


def _is_heading(rows: Sequence[str], weights: Sequence[int], n: int, title: int) -> bool:
    """Is it, below the title, a line of which only the colon looks like a label's?"""
    if weights[n] != LIKELY or not 0 <= title < n:
        return False
    return _could_be_title(rows[n], LIKELY) and signs.han(rows[n]) >= _LONG_TITLE


def _may_be_title(rows: Sequence[str], n: int, title: int) -> bool:
    """Is line ``n`` the title, or the line above it, which may be the title of a subtitle?"""
    if n == title - 1 and signs.han(rows[n]) >= _SHORTEST_TITLE:
        return not (signs.names_site(rows[n].partition(" ")[0]) or signs.in_menus(rows[n]))
    return n == title


def _with_sure(weights: Sequence[int], place: range, sure: Sequence[int]) -> dict[int, str]:
    """The sure lines of one end, and the likely ones if two are sure or one is next to them."""
    return {
        n: "site-frame"
        for n in place
        if weights[n] == SURE or (weights[n] and sure and (len(sure) > 1 or abs(n - sure[0]) == 1))
    }


def _title(rows: Sequence[str], weights: Sequence[int], body: int) -> tuple[int, bool]:
    """The line above the text that is its title, -1 if none could be; is it said again?

    One that the page says again (in its path, as 原标题:, below the text); or else the one right
    above the strip of date and source; or else the last that is no site's name.
    """
    fit = [n for n in range(body) if _could_be_title(rows[n], weights[n])]
    if len(fit) > 1:
        fit = [n for n in fit if not _has_sibling(rows, n)] or fit
    if not fit:
        return -1, False
    ends = [*range(min(body, _DEEPEST)), *range(max(body, len(rows) - _DEEPEST), len(rows))]
    for n in reversed(fit):
        if len(rows[n]) > 8 and any(k != n and rows[n] in rows[k] for k in ends):
            return n, True
    path = next((n for n in range(body) if signs.is_path(rows[n])), -1)
    if path + 1 in fit and path >= 0 and rows[path].endswith(rows[path + 1]):
        return path + 1, True
    told = (n for n in range(body) if tells_of_page(rows[n]) and not signs.is_path(rows[n]))
    strip = next(told, 0)
    above = next((n for n in range(strip - 1, max(-1, strip - 4), -1) if not weights[n]), -1)
    shortest = _SHORTEST_TITLE
    if strip - 1 in fit and (signs.is_strip(rows[strip]) or strips.begins_with_date(rows[strip])):
        above = strip - 1
        shortest = 0
    if above in fit and len(rows[above]) >= shortest:
        return above, False
    if path >= 0 and path + 1 in fit and signs.han(rows[path + 1]) >= _SHORTEST_TITLE:
        return path + 1, False
    named = [n for n in fit if not signs.names_site(rows[n])] or fit
    return next((n for n in reversed(named) if len(rows[n]) >= _SHORTEST_TITLE), named[-1]), False


def _has_sibling(rows: Sequence[str], n: int) -> bool:
    """Is it the first of the text's own chapters (第一章 询价邀请), with the second one below?"""
    mark = enumerator(rows[n])
    if mark is None or mark.number != 1:
        return False
    others = (enumerator(row) for row in rows[n + 1 :])
    return any(m and m.style == mark.style and m.number == 2 for m in others)


def tells_of_page(row: str) -> bool:
    """Does it tell when the page was put up, from where, by whom?"""
    return signs.is_stamp(row) or signs.is_own(row) or strips.begins_with_date(row)


def _could_be_title(row: str, weighs: int) -> bool:
    """Title-like, and of no weight but that of a colon (小学作文:开心的一天)."""
    if (
        not row
        or weighs > LIKELY
        or (weighs and (signs.talks(row) or not signs.has_colon_only(row)))
    ):
        return False
    if signs.is_own(row) or "/" in row[:4] or row[-1] == ":" or strips.begins_with_date(row):
        return False
    fits = bool(_TITLE.fullmatch(row)) and signs.han(row) >= 4
    return fits and not re.search(r"[。;]|[>»›]", row)
