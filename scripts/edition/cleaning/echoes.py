"""chrome (网站附加文字): lines that a page only says again.

石桥镇的水                    石桥镇在两条河的中间，井打得都       (a description, cut off)
…paragraph…                  石桥镇在两条河的中间，井打得都不深，打上来的水却都是甜的。
石桥镇的水    ← again         …paragraph…
…paragraph…                  镇上的老人说，这是因为山里的石...     (teasers of other pages,
石桥镇的水    ← again         去年的油菜花节吸引了很多邻近的...      cut at one length)

某某村的桥.docx                (the name of its file, or the title with a site's words about it)

目录 / 1 沿革 / 2 工序        (a list of the headings that stand below it, in their order)
"""

from __future__ import annotations

import difflib
import itertools
import re
from collections import Counter
from collections.abc import Collection, Sequence

from edition import data
from edition.cleaning import contents, names, signs, titles
from edition.cleaning.lines import HAN, ends_sentence
from edition.cleaning.patterns import pattern

_SHORTEST_TITLE, _LONGEST_TITLE = 8, 60
_FEWEST = 3  # times that a title is said, the first one included
_SHORTEST_LEAD = 25  # characters that a description shares with the text
_LONGEST_LEAD = 250
_LEADS = ("导读", "摘要", "内容提要", "内容摘要", "核心提示", "提要")
_EXTRACT = re.compile(rf"[【\[]?(?:{'|'.join(_LEADS)})[】\]]?:\s*")
_HEAD = 12  # lines in which a description stands
_TEASER = range(18, 81)  # characters of a teaser
_FEWEST_TEASERS = 2
_SHORTEST_TEXT = 60  # characters of the text above teasers
_FOOT = 30  # lines
# Characters of a sentence that tell it: the first may have the title before it.
_END_OF_SENTENCE = 16
_TITLES = 8  # lines in which a title may be repeated
_COPIES = 4  # lines below a title that was cut off, in which it stands whole
_FILE_NAME = pattern(r".{2,80}\.(?:docx?|pdf|pptx?|xlsx?|txt|wps|rtf)", re.IGNORECASE)
_ENDING = pattern(r"\.\w{2,4}$")
_YEAR = pattern(r"(?:19|20)\d\d年?")
_COUNT = pattern(r"[(（]?(?:共|精选)?\d+篇[)）]?$")
_TITLE_JOINT = pattern(r"[_|—\-–]")
_DIVIDER = pattern(r"-{2,}\s?(?P<words>[^\s/-].*?)\s?/*\s?-{2,}")
_DASHED = pattern(r"^[—-]{1,2}\s?")
_NO_LETTER = pattern(r"\W+")
_MARKS = pattern(r"[。，,；;！!]")
_FEWEST_OF_VERSE, _LONGEST_OF_VERSE = 3, 30  # lines, their characters
_OF_VERSE = pattern(rf"(?!第.{{1,3}}[章节回部])[{HAN}][{HAN},，、“”—\s]*")
_CUT = ("...", "……", "…", "。。。")


def begins_verse(rows: Sequence[str]) -> bool:
    """Does free verse begin here, of which the line above, that says the title again, is the first: short
    lines in mid-sentence, without a label, a number or a name?"""
    first = rows[:_FEWEST_OF_VERSE]
    return len(first) == _FEWEST_OF_VERSE and all(
        2 < len(row) <= _LONGEST_OF_VERSE and _OF_VERSE.fullmatch(row) and not names.is_name(row)
        for row in first
    )


def again(rows: Sequence[str], known: Collection[int], written: Collection[int]) -> dict[int, str]:
    """Which rows (folded, bare) are echoes: index → rule. ``known``: those that are gone;
    ``written``: those that are the author's."""
    left = [n for n in range(len(rows)) if n not in known]
    found = (
        _titles(rows, left)
        | _descriptions(rows, left)
        | _extracts(rows, left)
        | _teasers(rows, left)
    )
    listed = contents.repeated(rows)
    if not any(n in written for n in listed):  # what an author set as a list stays whole
        found |= dict.fromkeys(listed, "site-contents")
    return {n: rule for n, rule in found.items() if n not in written}


def titles_above(folded: Sequence[str], chrome: dict[int, str]) -> dict[int, str]:
    """Lines above the text that say its title once more: a file name, category_title, title -
    site. The last one stays; what the reading text is called is decided there."""
    body = next((i for i in range(len(folded)) if i not in chrome and _is_body(folded, i)), 0)
    head = [i for i in range(body) if i not in chrome][:_TITLES]
    found: dict[int, str] = {}
    for n, i in enumerate(head):
        line = folded[i]
        if signs.is_known(line, "label"):
            continue
        if len(line) < 6 or _MARKS.search(line):
            break  # titles stand above everything else
        name = _bare_title(line)
        later = [folded[j] for j in [*head[n + 1 :], body]]
        if _FILE_NAME.fullmatch(line):
            if _COUNT.search(_ENDING.sub("", line)):
                continue  # the title of a collection: its pieces have titles of their own
            repeated = any(_opens_with(name, other) for other in later)
        else:
            parts = [part.strip() for part in _TITLE_JOINT.split(line)]
            facts = itertools.takewhile(_is_fact, later)
            following = later[sum(1 for _ in facts)]
            second = folded.index(line, i + 1) if following == line else 0
            repeated = bool(second) and not begins_verse(folded[second + 1 :])
            repeated = repeated or (len(parts) > 1 and following in parts[1:])
            repeated = repeated or _is_cut(line, following)
            repeated = repeated or _dresses_up(line, following)
        if repeated:
            found[i] = "repeated-title"
    return found


def _titles(rows: Sequence[str], left: Sequence[int]) -> dict[int, str]:
    """The title, said again between the paragraphs of its text."""
    title = rows[left[0]] if left else ""
    said_twice = bool(left[1:]) and rows[left[1]] == title and left[1] - left[0] > 1
    if said_twice and titles.may_be(title) and not begins_verse([rows[n] for n in left[2:]]):
        return {left[0]: "repeated-title"}  # nothing of the text stands between the two
    if not _SHORTEST_TITLE <= len(title) <= _LONGEST_TITLE:
        return {}
    places = [n for n in left if _undressed(rows[n]) == _undressed(title)]
    between: list[int] = []
    for n in places[1:]:
        if n - 1 in between or (n - 1 in left and ends_sentence(rows[n - 1])):
            between.append(n)
    found = dict.fromkeys(between, "repeated-title") if len(between) + 1 >= _FEWEST else {}
    last = left[-1]
    if last != left[0] and _DASHED.sub("", rows[last]) == title and rows[last] != title:
        found[last] = "repeated-title"  # ——题名, below the text
    return found


def _undressed(line: str) -> str:
    """Without blanks, and without the dashes of a divider that is made of it (----渡口的钟//----)."""
    divider = _DIVIDER.fullmatch(line)
    return "".join((divider["words"] if divider else line).split())


def _extracts(rows: Sequence[str], left: Sequence[int]) -> dict[int, str]:
    """An abstract that a program made of the text's own sentences."""
    found: dict[int, str] = {}
    for n in left:
        match = _EXTRACT.match(rows[n]) if n < _HEAD else None
        if match is None:
            continue
        said = [part for part in re.split("(?<=[。!?])", rows[n][match.end() :]) if len(part) > 5]
        below = "\n".join(rows[k] for k in left if k > n)
        parts = [part.strip() for part in said if part.strip()[-_END_OF_SENTENCE:] in below]
        if said and len(parts) == len(said) and sum(map(len, parts)) > _END_OF_SENTENCE:
            found[n] = "site-lead"
    return found


def _descriptions(rows: Sequence[str], left: Sequence[int]) -> dict[int, str]:
    """The beginning of a paragraph that stands again, whole, below it; and its label. Right above it a
    whole phrase (渡口新到的三条船 | 渡口新到的三条船,都是……) is its heading."""
    found: dict[int, str] = {}
    for n in left:
        row = rows[n].rstrip(".…")
        if n >= _HEAD or not _SHORTEST_LEAD <= len(row) <= _LONGEST_LEAD or ends_sentence(row):
            continue
        whole = [k for k in left if k > n and rows[k].startswith(row) and len(rows[k]) > len(row)]
        if whole and not (whole[0] == n + 1 and _MARKS.match(rows[n + 1], len(row))):
            found[n] = "site-lead"
            if n - 1 in left and rows[n - 1].rstrip(":") in _LEADS:
                found[n - 1] = "site-lead"
    return found


def _teasers(rows: Sequence[str], left: Sequence[int]) -> dict[int, str]:
    """The beginnings of other pages below a text: cut off, all at nearly one length."""
    cut: list[int] = []
    for n in reversed(left[-_FOOT:]):
        if rows[n].endswith(_CUT) and rows[n].strip(".…。") and len(rows[n]) in _TEASER:
            cut.append(n)
        elif len(rows[n]) > _TEASER[-1] or ends_sentence(rows[n]):
            break
    if (
        len(cut) < _FEWEST_TEASERS
        or sum(len(rows[k]) for k in left if k < cut[-1]) < _SHORTEST_TEXT
    ):
        return {}
    (length, _), *_ = Counter(len(rows[n]) for n in cut).most_common(1)
    if any(abs(len(rows[n]) - length) > 4 for n in cut):
        return {}
    return dict.fromkeys(range(min(cut), max(left) + 1), "site-list")


def _dresses_up(line: str, title: str) -> bool:
    """Is ``line`` the title with words of a site about it (X有关论文范文素材, X - 某某网)?"""
    if len(title) < 8 or title not in line or f"《{title}》" in line:
        return False
    return any(word in line.replace(title, " ") for word in data.table("chrome")["dress"]["list"])


def _is_body(folded: Sequence[str], i: int) -> bool:
    """Is line ``i`` a paragraph, and not a path or a title that only its … makes like a sentence?"""
    line = folded[i]
    if not titles.is_body(line) or (line.endswith(_CUT) and signs.is_path(line)):
        return False
    return not any(_is_cut(line, other) for other in folded[i + 1 : i + _COPIES + 1])


def _is_cut(line: str, title: str) -> bool:
    """Is ``line`` the title with a site's name behind it, which was cut off (渡口的钟 - 江边文学·江边文…)?"""
    if not line.endswith(_CUT) or len(line) < len(title):
        return False
    heads = [line[: match.start()] for match in _TITLE_JOINT.finditer(line)]
    return any(_letters(head) == _letters(title) for head in heads)


def _letters(line: str) -> str:
    return _NO_LETTER.sub("", line)


def _is_fact(line: str) -> bool:
    """Is it a line between two titles that tells a date, a category, who wrote it?"""
    return bool(re.search(r":|\d{4}", line)) and not titles.is_body(line)


def _bare_title(line: str) -> str:
    """Without file ending and a year put before it."""
    return _without_year(_ENDING.sub("", line))


def _without_year(line: str) -> str:
    year = _YEAR.match(line)
    return line[year.end() :] if year else line


def _opens_with(name: str, line: str) -> bool:
    """Does ``line`` begin with ``name``, a word or two differing?"""
    opening = _without_year(line)[: len(name)]
    if len(opening) < len(name) or len(name) < 6:
        return False
    return difflib.SequenceMatcher(None, name, opening, autojunk=False).ratio() > 0.8
