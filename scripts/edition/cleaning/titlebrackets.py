"""width (标点): the brackets of titles, typed with two signs each or closed by another bracket.

    桌上放着<<说<<渡口>>的写法>>      桌上放着《说《渡口》的写法》
    ——《渡口志）                     ——《渡口志》

In: a text. Out: edits (offsets in code points).
"""

from __future__ import annotations

from collections.abc import Iterator

from edition.cleaning.lines import HAN, fold
from edition.cleaning.patterns import pattern
from edition.edit import Edit

CLS = "width"

_TITLE = pattern(rf"<<(?=[^<>\n]*[{HAN}])([^<>\n]{{1,40}})>>")
# A title that a bracket closes which nothing opened: ——《渡口志）
_ROUND_END = pattern(rf"《[{HAN}·]{{1,20}}[)）]")
_SENTENCE = 200  # characters


def titled(text: str) -> str:
    """``text`` with two brackets each for those that were typed with two ASCII signs, from the inner ones
    to the outer; of the same length."""
    while "<<" in text and (seen := _TITLE.sub(r"《《\1》》", text)) != text:
        text = seen
    return text


def brackets(text: str, titled: str) -> Iterator[Edit]:
    """Each such bracket: ``titled`` has two characters for one of two signs."""
    changed = [i for i, c in enumerate(titled) if c != text[i]] if titled is not text else []
    for i in changed[::2]:
        yield Edit(i, text[i : i + 2], titled[i], CLS, "title-brackets")
    for match in _ROUND_END.finditer(text) if "《" in text else ():
        at = match.start()
        before = fold(text[max(text.rfind("\n", 0, at) + 1, at - _SENTENCE) : at])
        if before.count("(") <= before.count(")"):
            yield Edit(match.end() - 1, match[0][-1], "》", CLS, "title-brackets")
