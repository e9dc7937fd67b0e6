"""metadata (题署): the form of a database of journals that ran on before its article.

    【 文献号 】4-2054 【原文出处】史学月刊 【 标 题 】正确评价… 【 作 者 】某某 【 正 文 】 历史科学是…

In: a text. Out: edits (offsets in code points): each field goes, its value is a fact where a table knows
the label; the title becomes a line of its own, and what stands behind 【正文】 is the text. Where no blank
parts the title from the next field, the break stands for that field.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from edition import data
from edition.cleaning.patterns import pattern
from edition.cleaning.script import simplified
from edition.edit import Edit

CLS = "metadata"

_LABEL = pattern(r"【[ \u3000]*(?P<label>(?:[\u3400-\u9fff][ \u3000]*){2,6})】")
_FEWEST = 3  # labels before the text's own
_BODY, _TITLE = "正文", "标题"


def form(text: str) -> Iterator[Edit]:
    """The fields of such a form at the very beginning, up to the label of the text itself."""
    labels = _labels(text)
    names = [name for name, _ in labels]
    if _BODY not in names or names.index(_BODY) < _FEWEST or _TITLE not in names:
        return
    keys = data.table("metadata")["database"]["keys"]
    labels = labels[: names.index(_BODY) + 1]
    ended = ""  # the break that is due behind a title
    for (name, match), (_, below) in pairwise(labels):
        if name == _TITLE:
            yield Edit(match.start(), match[0], ended, CLS, "strip")
            title = text[match.end() : below.start()].rstrip()
            end = match.end() + len(title)
            ended = "\n" if title else ""
            if end < below.start():
                yield Edit(end, text[end : below.start()], ended, CLS, "strip")
                ended = ""
        else:
            old = text[match.start() : below.start()]
            yield Edit(match.start(), old, ended, CLS, keys.get(name, "strip"))
            ended = ""
    last = labels[-1][1]
    end = len(text) - len(text[last.end() :].lstrip())
    yield Edit(last.start(), text[last.start() : end], ended, CLS, "strip")


def _labels(text: str) -> list[tuple[str, re.Match[str]]]:
    """The labels of a text that begins with one: name (Simplified, without blanks) and place."""
    first = _LABEL.match(text.lstrip())
    if first is None:
        return []
    return [(simplified("".join(match["label"].split())), match) for match in _LABEL.finditer(text)]
