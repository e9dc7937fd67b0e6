"""structure (结构): a statute whose lines were run together.

    ……制定本法。第二条 ……适用本法。第二章 登记 第三条 ……
              ^                 ^          ^

The articles count on from one to the next, and each begins behind the end of a sentence, of a
chapter's heading or of the title: a cited article (依照本法第三条的规定) does neither.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from edition.cleaning.enumerators import number
from edition.cleaning.lines import HAN
from edition.cleaning.patterns import pattern

_NUMBER = "[一二三四五六七八九十百零〇千\\d]{1,7}"
_ARTICLE = pattern(rf"第{_NUMBER}条(?:之[一二三四五六七八九十])?")
_ENDED = pattern(r"[。；：”）)》]\s*$")
# A heading or two above an article: 第二章 登记 第一节 一般规定 ｜ 第九条
_HEADINGS = pattern(rf"(?P<heads>(?:第{_NUMBER}[编章节]\s*[{HAN}、，“”《》（）\s]{{1,28}}?)+)\s*$")
_HEADING = pattern(rf"第{_NUMBER}[编章节]")
_TITLE = pattern(rf"\s*[{HAN}《》（）()\d\s]{{4,60}}?\s*$")
# 摆在面前的有三条路。
_COUNT = pattern(r"[一两二三四五六七八九十几\d]条(?:[^。！？]{0,20}[。！？：:]|$)")
_SHORT = 40  # characters to each of a few sentences that count; an amendment's article is longer
_LONGEST_ABOVE = 70  # characters of what stands between two articles: headings
_FEWEST = 2


def breaks(line: str) -> Iterator[int]:
    """Where blocks begin inside a line: before each article but one at its very beginning, and
    before the headings above it."""
    found: list[tuple[int, int, list[int]]] = []  # number, place, places of the headings above it
    for match in _ARTICLE.finditer(line):
        above = line[max(0, match.start() - _LONGEST_ABOVE) : match.start()]
        heads = _heads(above)
        offset = match.start() - len(above)
        first = offset + heads[0] if heads else match.start()
        before = line[max(0, first - 3) : first].strip()
        nth = number(match[0])
        if found and nth != found[-1][0] + 1:
            continue
        if line.count("“", 0, first) > line.count("”", 0, first):
            continue  # what somebody says or a law quotes
        if (
            not before
            or _ENDED.search(before)
            or (not found and _TITLE.fullmatch(line[:first]) and (heads or nth == 1))
        ):
            found.append((nth, match.start(), [offset + at for at in heads]))
    places = [place for _, place, _ in found]
    if found and not found[0][2] and are_counted(line, places):
        return
    if len(found) >= _FEWEST or (found and found[0][2]):
        yield from sorted({at for _, place, heads in found for at in [*heads, place]} - {0})


def are_counted(text: str, places: Sequence[int]) -> bool:
    """Are they no articles but what a sentence counts (有三条路。第一条路是……; 三条消息。第一条说……)?
    ``places``: where each 第……条 begins."""
    ends = [match.end() for at in places if (match := _ARTICLE.match(text, at))]
    behind = {text[end : end + 1] for end in ends}
    if any(not char.strip() for char in behind):
        return False
    alike = len(ends) > 1 and len(behind) == 1 and len(text) <= _SHORT * len(ends)
    return alike or bool(_COUNT.search(text[: places[0]]))


def _heads(above: str) -> list[int]:
    """Where the headings begin with which ``above`` ends."""
    match = _HEADINGS.search(above)
    return [m.start() for m in _HEADING.finditer(above, match.start("heads"))] if match else []
