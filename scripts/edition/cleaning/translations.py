"""chrome (网站附加文字): the English of a machine, below an abstract that breaks off.

    ……数了数筐里的鱼。渡口是
    People who live at the ferry believe that boats, like men, grow old and must be mended in time.

A site that shows the first characters of a paper puts its own translation of the rest, or of all, below
them. In: a text. Out: edits (offsets in code points). None of the 3,128 sound texts that were looked at ends
in English prose behind a sentence without its mark; an author's own version stands below a whole one.
"""

from __future__ import annotations

from collections.abc import Iterator

from edition.cleaning.lines import HAN, SAYS, Line, ends_sentence, lines
from edition.cleaning.patterns import pattern
from edition.edit import Edit

CLS = "chrome"
RULE = "translations"

_SHORTEST = 24  # characters of a Chinese line that is prose
_OPEN = pattern(rf"[{HAN}][，、,]?$")
# Behind these an author quotes English.
_SPEAKS_OF = pattern("英[文语]|译|原[文话]|诗|名言|格言|歌")
_HAN = pattern(f"[{HAN}]")
# Prose: a capital, words of small letters, the marks of sentences, and none of code.
_ENGLISH = pattern(r"[“\"‘'(]?[A-Z][A-Za-z0-9 ,.;:!?'’‘“”\"()%-]+")
_WORD, _FEWEST_WORDS = pattern(r"(?<![A-Za-z])[A-Za-z][a-z’']*(?![A-Za-z])"), 10
_MOST = 3  # lines


def is_translation(line: str) -> bool:
    """Is it a line of English prose?"""
    line = line.strip()
    return _ENGLISH.fullmatch(line) is not None and len(_WORD.findall(line)) >= _FEWEST_WORDS


def below(text: str) -> Iterator[Edit]:
    """The last lines, if these alone are English and the sentence above them breaks off."""
    rows = [row for row in lines(text) if not row.blank]
    first = len(rows)
    while first and is_translation(rows[first - 1].text):
        first -= 1
    if not 0 < len(rows) - first <= _MOST or not first:
        return
    if _breaks_off(rows[first - 1].text.strip()) and all(map(_is_chinese, rows[:first])):
        start = rows[first - 1].end
        yield Edit(start, text[start:], "", CLS, RULE)


def _breaks_off(line: str) -> bool:
    """Is it prose whose last sentence has no end, and does it not lead up to a quotation?"""
    last = line[max(map(line.rfind, "。！？")) + 1 :]
    return (
        len(line) >= _SHORTEST
        and len(last) < len(line)
        and _OPEN.search(line) is not None
        and not SAYS.search(last.rstrip("，、,"))
        and not _SPEAKS_OF.search(last)
    )


def _is_chinese(row: Line) -> bool:
    """Is it a title or a line of Chinese, that ends its sentence or is the one that breaks off?"""
    text = row.text.strip()
    whole = ends_sentence(text) or "。" not in text or _breaks_off(text)
    return _HAN.search(text) is not None and whole
