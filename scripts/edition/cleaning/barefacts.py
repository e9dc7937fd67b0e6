"""metadata (题署): facts among the first lines that have no label.

    □ 周子冲                       who wrote it, by the sign before it
    陈静 吴朝武                    … by nothing but names above a school or an abstract
    江城大学历史系                 where they work, below their names
    2016-05-11章晓禾               the day when a page was put up, by its shape

In: a text. Out: edits (offsets in code points), each with the key of what it takes out. The shapes are rows
``[[bare]]`` of `data/metadata.toml`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from edition import data
from edition.cleaning import names, signednames
from edition.cleaning.lines import Line, ends_sentence, fold, folded_lines
from edition.cleaning.patterns import pattern
from edition.cleaning.script import simplified
from edition.edit import Edit

CLS = "metadata"

_BARE_ROWS = 6  # lines at the top in which an author may stand without a label
_MOST_SIGNED = 2  # lines that begin with the sign of an author: more are headings
_STRIP_ROWS = 16  # … and the numbers that a journal gives, behind its abstract
_NAMED_ROWS = 4  # … and one who is a name and nothing else
_PARAGRAPH = 40  # characters of a line that is no heading
_SENTENCE = 20  # … of one that is no title
_TOLD = pattern(r"(?:作者|撰文|文)\s*[:/]\s*(?P<name>[\u3400-\u9fff·]{2,6})(?![\u3400-\u9fff·])")
_DATE = pattern(r"(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}\s*(?:\d{1,2}:\d\d(?::\d\d)?\s*)?")
_TERM, _FEWEST_TERMS = pattern(r"[\u3400-\u9fffA-Za-z\d]{2,12}|(?P<work>《[^《》;]{2,12}》)"), 3


def bare(text: str, told: str = "") -> Iterator[Edit]:
    """Every such fact, in order; among them the author whom ``told``, the facts that went before, names
    already."""
    every = folded_lines(text)
    rows = every[:_STRIP_ROWS]
    texts = [row.text.strip() for row in rows]
    found = _shaped(rows, every)
    _add(found, _attached(texts, found))
    _add(found, {n: "keywords" for n in range(1, len(rows)) if _are_keywords(texts[n], every)})
    named = range(min(_NAMED_ROWS, len(every) - 1))
    _add(found, {n: "author" for n in named if signednames.is_author(n, every)})
    _add(found, _between(texts, found))
    _add(found, _told(texts, found, told))
    _add(found, _again(texts, found))
    for n in sorted(found):
        end = min(len(text), rows[n].end + 1)
        yield Edit(rows[n].start, text[rows[n].start : end], "", CLS, found[n])


def _add(found: dict[int, str], more: dict[int, str]) -> None:
    """Put ``more`` to what is found: what was found first stays."""
    found |= more | found


def _shaped(rows: Sequence[Line], every: Sequence[Line]) -> dict[int, str]:
    """Lines that have the shape of a row of the table, and lines of names: index → key."""
    found: dict[int, str] = {}
    begins = Counter(line.text.strip()[:1] for line in every)
    for n in range(len(rows) - 1, -1, -1):
        row = rows[n].text.strip(" \t\u3000")
        if row.startswith("#") or (row[:1] in names.SIGNS and begins[row[:1]] > _MOST_SIGNED):
            continue  # marked as headings are
        key = _key(n, row, every, found)
        below = [line.text.strip() for line in rows[n + 1 : n + 4]]
        told_of = signednames.is_told_of(n, every)
        if key is None and n < _BARE_ROWS and not told_of and _is_byline(row, below):
            key = "author"
        if key:
            found[n] = key
    return found


def _key(n: int, row: str, every: Sequence[Line], found: dict[int, str]) -> str | None:
    """What line ``n`` tells by its shape; "" if it is a day of a diary, None if it tells nothing."""
    for fact in _bare_facts():
        if (fact.first and n) or (fact.below and found.get(n + 1) != fact.below):
            continue
        if fact.above or (fact.key == "date" and not n):
            continue
        if n >= _BARE_ROWS and fact.key not in ("strip", "keywords"):
            continue
        if not fact.shape.fullmatch(row):
            continue
        if fact.named and not names.is_name(simplified("".join(row.split()[1:]))):
            continue  # 某某公司 年报
        names_alone = all(map(names.is_name, names.parted(row)))
        if fact.below == "affiliation" and not n and not names_alone:
            continue  # the title, above a school with the pupil's name
        if fact.key == "uploaded" and not _alone(fact.shape, every):
            return ""
        if fact.dynasty and not _alone(fact.shape, every):
            continue  # each poem of an anthology has its own
        placed = _is_above_title if fact.titled else _is_below_title
        if not fact.once or (placed(n, every) and _alone(fact.shape, every)):
            return fact.key
    return None


def _attached(texts: Sequence[str], found: dict[int, str]) -> dict[int, str]:
    """Lines below a fact that belong to it by the table: a school below names."""
    more: dict[int, str] = {}
    for fact in _bare_facts():
        for n in range(1, len(texts) if fact.above else 0):
            above = more.get(n - 1, found.get(n - 1))
            fits = n not in found and above in fact.above and fact.shape.fullmatch(texts[n])
            name = simplified("".join(texts[n].split()))
            if fits and (not fact.named or names.is_known_name(name)):
                more[n] = fact.key
    return more


def _between(texts: Sequence[str], found: dict[int, str]) -> dict[int, str]:
    """A picture or a blank that came to be a mark, between the facts and the title."""
    return {
        n: "strip"
        for n in range(1, min(_BARE_ROWS, len(texts) - 1))
        if all(k in found for k in range(n)) and texts[n] in ("?", "|", "·")
    }


def _told(texts: Sequence[str], found: dict[int, str], told: str) -> dict[int, str]:
    """The author whom the facts name already, below the title at most: a piece amid the text may have
    its own."""
    authors = {match["name"] for match in _TOLD.finditer(fold(simplified(told)))}
    return {
        n: "author"
        for n in range(min(_BARE_ROWS, len(texts) - 1))
        if texts[n] in authors and sum(k not in found for k in range(n)) <= 1
    }


def _again(texts: Sequence[str], found: dict[int, str]) -> dict[int, str]:
    """Who stands behind the date once more, below it (2016-05-11章晓禾 | … | 章晓禾), or right below a source
    or a date."""
    named = {_DATE.sub("", texts[n]) for n, key in found.items() if key == "uploaded"}
    return {
        n: "author"
        for n, name in enumerate(texts)
        if (names.is_name(name) and name in named)
        or (found.get(n - 1) in ("source", "uploaded") and names.is_sure(name))
    }


def _are_keywords(row: str, rows: Sequence[Line]) -> bool:
    """Three terms or more with semicolons between, most of which the text says elsewhere?"""
    terms = [term.strip() for term in row.split(";")]
    matches = [match for term in terms if (match := _TERM.fullmatch(term))]
    if len(terms) < _FEWEST_TERMS or len(matches) < len(terms):
        return False
    if 2 * sum(match["work"] is not None for match in matches) > len(terms):
        return False  # a list of works
    said = sum(
        any(term in line.text for line in rows if line.text.strip() != row) for term in terms
    )
    return 2 * said >= len(terms)


def _is_below_title(n: int, rows: Sequence[Line]) -> bool:
    """Does line ``n`` stand between the first line and a paragraph?"""
    return n == 1 and len(rows) > n + 1 and len(rows[n + 1].text) > _PARAGRAPH


def _is_above_title(n: int, rows: Sequence[Line]) -> bool:
    """Does one of the first two lines stand above a short one that is no sentence, and that above a
    paragraph or the author's name?"""
    if n > 1 or len(rows) < n + 3:
        return False
    title, below = rows[n + 1].text.strip(), rows[n + 2].text
    if len(title) >= _PARAGRAPH or ends_sentence(title):
        return False
    return len(below) > _SENTENCE or names.is_sure(simplified(below.strip()))


def _alone(shape: re.Pattern[str], rows: Sequence[Line]) -> bool:
    """Does no more than one line of the text begin so?"""
    return sum(bool(shape.match(line.text.strip())) for line in rows) == 1


def _is_byline(row: str, below: Sequence[str]) -> bool:
    """Nothing but names (陈静 吴朝武, 何叶荣+李玲) above an abstract, a school or a paragraph that
    does not speak of them; a single name only above an abstract or a school."""
    if "。" in row or signednames.no_author().search(row):
        return False  # nearly every line, without a second look
    marked = row[:1] in names.SIGNS
    authors = names.parted(row)
    if not below or not authors or not all(map(names.is_name, authors)):
        return False
    if any(name in line for name in authors for line in below):
        return False
    if re.match(data.table("metadata")["names"]["below"], below[0], re.IGNORECASE):
        return True
    return (marked or len(authors) > 1) and len(below[0]) > _PARAGRAPH


class _Bare(NamedTuple):
    """The shape of a fact without a label."""

    key: str
    shape: re.Pattern[str]
    below: str  # the key of what must stand below
    above: tuple[str, ...]  # the keys of which one must stand above
    once: bool  # may it stand only once?
    first: bool  # … only on the first line?
    titled: bool  # … only right above the title?
    named: bool  # must its last word be a name, or below another fact all of it?
    dynasty: bool  # does it say who wrote a poem?


@cache
def _bare_facts() -> tuple[_Bare, ...]:
    return tuple(
        _Bare(
            row["key"],
            re.compile(row["pattern"]),
            row.get("with", ""),
            tuple(row.get("above", "").split()),
            row.get("once", False),
            row.get("first", False),
            row.get("titled", False),
            row.get("named", False),
            row.get("dynasty", False),
        )
        for row in data.table("metadata")["bare"]
    )
