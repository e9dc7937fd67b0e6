"""chrome (网站附加文字): what a site wrote into the lines of a text.

An advertisement in brackets with its address, a clause that names an essay mill, notices behind
the last sentence (…。本文来自某某网，转载请注明出处), the site's name behind the title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from edition import data
from edition.cleaning import signs
from edition.cleaning.lines import HAN, folded_lines
from edition.cleaning.patterns import pattern
from edition.edit import Edit

CLS = "chrome"

_BANNER = pattern(rf"【[{HAN}\w]{{2,16}}\s?https?://[^】\s]{{0,60}}】")
_CLAUSE = pattern(rf"(?<=[，,。])[{HAN}]{{6,30}}网[，,]")
_LAST_STOP = pattern(r"[。！？!?][”’」』）)]?")
_STARS = pattern(rf"(?<=[{HAN}])\*{{4,}}\s*$")  # hacked pages set their own titles apart so
_ROWS = 3  # lines at either end that are looked at
_FEWEST_WORDS = 3  # words of essay mills in a clause
_SHORTEST, _LONGEST = 8, 160  # characters of a notice


def spans(text: str) -> Iterator[Edit]:
    """Banners and clauses anywhere, title suffixes at the top, notices at the end."""
    found: list[Edit] = []
    if "://" in text:
        found += [Edit(m.start(), m[0], "", CLS, "site-banner") for m in _BANNER.finditer(text)]
    if "网，" in text or "网," in text:
        found += [
            Edit(m.start(), m[0], "", CLS, "site-clause")
            for m in _CLAUSE.finditer(text)
            if sum(word in m[0] for word in data.words("chrome", "mills")) >= _FEWEST_WORDS
        ]
    rows = folded_lines(text)
    for row in rows[:_ROWS]:
        if not row.text.rstrip().endswith(_suffix_ends()):
            continue
        if match := _suffix().search(row.text) or _STARS.search(row.text):
            at = row.start + match.start()
            found.append(Edit(at, text[at : row.end], "", CLS, "title-suffix"))
    for row in rows[-_ROWS:]:
        at = _notice(row.text)
        if at and text[row.start + at : row.end].strip():
            found.append(
                Edit(row.start + at, text[row.start + at : row.end], "", CLS, "site-words")
            )
    end = -1
    for edit in sorted(found):
        if edit.start >= end:
            yield edit
            end = max(end + 1, edit.end)


@cache
def _suffix_ends() -> tuple[str, ...]:
    return ("****", *data.table("chrome")["suffixes"]["endings"])


@cache
def _suffix() -> re.Pattern[str]:
    endings = "|".join(data.table("chrome")["suffixes"]["endings"])
    return re.compile(
        rf"(?<=[{HAN}）)》!?])(?:\s+[-—–|]+\s*|\s*[_|]\s*)[{HAN}\w]{{0,10}}(?:{endings})\s*$"
    )


def _notice(line: str) -> int:
    """Where, behind a sentence of the text, a site begins to speak; 0 if nowhere."""
    at = 0
    end = len(line)
    for stop in reversed([match.end() for match in _LAST_STOP.finditer(line)]):
        sentence = line[stop:end].strip()
        if len(sentence) > _LONGEST:
            break
        if len(sentence) >= _SHORTEST:
            # A whole sentence weighs only for speaking of the site to its visitors, in two ways.
            if signs.weight(sentence) < (signs.LIKELY if sentence[-1] == "。" else signs.SURE):
                break
            at = end = stop
    return at
