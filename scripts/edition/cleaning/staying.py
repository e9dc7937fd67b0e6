"""chrome (网站附加文字): lines that look like a site's only by their place and words, and stay for what stands
beside them.

    作者简介： | 陈舟，渡口史馆的研究员……        who wrote it, below the heading that says so
    📖 推荐阅读 | …… | 🛠 工具 | ……              a heading in the author's own dress
    ——《渡口志》卷三                            where a quotation is from
    2022-4-7 | zhouzi                           when, and by whom the text names
    渡船                                       the first line of a page that has nothing else of a site

In: the lines of a page that are not blank, and the rules by which some of them are about to go. Out: those of
them that stay.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Mapping, Sequence

from edition.cleaning import signednames, signs
from edition.cleaning.lines import HAN, Line, ends_sentence
from edition.cleaning.patterns import pattern

_SOURCE = pattern(r"(?:——?|–) ?[^\s—–].{2,40}")
_DAY = pattern(r"(?:19|20)\d\d[-./年]\d{1,2}[-./月]\d{1,2}日?")
_SIGNS = pattern(r"[A-Za-z][\w.-]{2,20}")
_TITLE = pattern(rf"[{HAN}]{{2,12}}")
_LIKE = "site-like"  # by its place and words only
_HEAD = ("site-like", "site-aside")
_FEWEST_DRESSED = 2  # other lines that begin with a picture
_SHORT = 16
_QUOTED, _LONGEST, _FEWEST_PARTS = pattern(r"[「《“]([^「」《》“”]{4,20})[」》”]"), 45, 3


def kept(rows: Sequence[Line], rules: Mapping[int, str]) -> set[int]:
    """``rules``: line → the rule by which it goes."""
    texts = [row.text.strip() for row in rows]
    found = {i for i, rule in rules.items() if rule == _LIKE and _belongs(texts, rules, i)}
    found |= _signature(texts, rules)
    dressed = [i for i, text in enumerate(texts) if _is_dressed(text)]
    if sum(i not in rules for i in dressed) >= _FEWEST_DRESSED:
        found.update(i for i in dressed if rules.get(i) in _HEAD)
    if {*rules} == {0} and rules[0] == _LIKE and _TITLE.fullmatch(texts[0]):
        weak = signs.weight(texts[0]) < signs.LIKELY
        found |= {0} if weak else set()
    return found


def quoted_title(above: Sequence[str], every: Sequence[str], gone: Collection[int]) -> int | None:
    """A line above the text that goes, and quotes what several lines below begin with: [转载] 「石阶渡的
    树」系列, above 石阶渡的树(1), 石阶渡的树(2), …"""
    for i, line in enumerate(above):
        match = _QUOTED.search(line) if i in gone and len(line) <= _LONGEST else None
        if match and sum(row.startswith(match[1]) for row in every[i + 1 :]) >= _FEWEST_PARTS:
            return i
    return None


def _belongs(texts: Sequence[str], rules: Mapping[int, str], i: int) -> bool:
    above = texts[i - 1] if i and i - 1 not in rules else ""
    if signednames.introduces(above) and ends_sentence(texts[i]):
        return True
    return _SOURCE.fullmatch(texts[i]) is not None and ends_sentence(above)


def _signature(texts: Sequence[str], rules: Mapping[int, str]) -> set[int]:
    """A day and a name at the very end, which the text has elsewhere."""
    last = len(texts) - 1
    if last < 2 or rules.get(last) != _LIKE or not _SIGNS.fullmatch(texts[last]):
        return set()
    if not _DAY.fullmatch(texts[last - 1]):
        return set()
    named = any(texts[last] in text and ends_sentence(text) for text in texts[: last - 1])
    return {last, last - 1} & {*rules} if named else set()


def _is_dressed(text: str) -> bool:
    """Is it short, with a picture before its words?"""
    return len(text) <= _SHORT and text[:1] > "\u2000" and unicodedata.category(text[0]) == "So"
