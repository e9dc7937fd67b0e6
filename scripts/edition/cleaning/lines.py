"""Lines of a text with their offsets, and the folded form that tables are matched against."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from edition.cleaning.patterns import pattern
from edition.cleaning.script import simplified

HAN = "\u3400-\u9fff\U00020000-\U0003ffff"
FULL_STOPS = "。！？!?…"
CLOSERS = "”’」』）)》〉】〞\"'"
_BULLETS = pattern(r"[\s\u3000]*(?:[-•·●■◆★▲※*]\s+)?")
_BULLET = pattern(r"[-•·●■◆★▲※*○◇◎➢] ?(?![-*\s])(?=\D)")
_HAN_STOP = pattern(r"[\u3400-\u9fff\d%)）\"”]\.$")  # an ASCII point for 。
INNER_MARK = pattern(rf"[{HAN}]{{2}}[,。;][{HAN}“]{{2}}")  # of a sentence, in a folded line
SPEAKER = pattern(rf"[{HAN}]{{2,4}}[：:](?=\S)")  # at the head of a line
# A line that goes on none: 妈妈，, behind which no wrap would break off again; the number of what stands below.
ALONE = pattern(rf"[{HAN}]{{1,6}}[，,]|\d{{1,3}}")
# What stands before a colon and is nobody's name: 他说：, 例如：
SAYS = pattern(".[说道曰问写称]$|^[说道曰]$|指出|认为|表示|[例如即注]")
_QUOTATION, _SENTENCE = pattern(r"“[^“”]{3,}”"), 24
_TURNED = pattern(rf"[{HAN}：:]{{4,24}}”(?![和与及或等])[{HAN}]{{1,8}}“")
_QUOTES = (("“", "”"), ("‘", "’"), ("「", "」"), ("『", "』"))
_FOLD = tuple(zip("，：；！？（）．～", ",:;!?().~", strict=True))


class Line(NamedTuple):
    """A line without its line break; ``start`` and ``end`` (break excluded) in code points."""

    start: int
    end: int
    text: str

    @property
    def bare(self) -> str:
        """Without bullets and outer blanks."""
        return self.text[_bullet(self.text) :].strip()

    @property
    def blank(self) -> bool:
        return not self.text.strip()


def _bullet(text: str) -> int:
    match = _BULLETS.match(text)
    return match.end() if match else 0


def lines(text: str) -> Iterator[Line]:
    """Every line of ``text``; a last line break begins no further line."""
    start = 0
    for row in text.split("\n"):
        end = start + len(row)
        if start < len(text):
            yield Line(start, end, row)
        start = end + 1


def fold(text: str) -> str:
    """Full-width ASCII punctuation as ASCII, of the same length: tables have one form."""
    for wide, narrow in _FOLD:  # nine replacements take a fifth of one translation
        text = text.replace(wide, narrow)
    return text


@lru_cache(maxsize=4)
def folded_lines(text: str) -> tuple[Line, ...]:
    """The lines of ``text`` that are not blank, as tables see them: Simplified, folded. Offsets
    are those of ``text``."""
    return tuple(line for line in lines(_with_one(fold(simplified(text)))) if not line.blank)


def _with_one(text: str) -> str:
    """上壹篇 as 上一篇: some mirrors write every 一 so."""
    return text.replace("上壹", "上一").replace("下壹", "下一") if "壹" in text else text


def ends_sentence(text: str) -> bool:
    """Does it end in a full stop, closing marks behind it or not?"""
    stripped = text.rstrip().rstrip(CLOSERS)
    return bool(stripped) and (
        stripped[-1] in FULL_STOPS or (stripped[-1] == "." and bool(_HAN_STOP.search(stripped)))
    )


def is_quoted(line: str, start: int, end: int) -> bool:
    """Do these words of a line end a quotation, so that the text speaks of them (翻到了“本章未完”)?"""
    closing = line[end : end + 1]
    return any(
        closing == close and line.rfind(opening, 0, start) > line.rfind(close, 0, start)
        for opening, close in _QUOTES
    )


def unquoted(line: str) -> str:
    """A sentence without the words that it quotes: they say nothing of who speaks. A line that is
    little else stays as it is."""
    if len(line) < _SENTENCE or "“" not in line or not ends_sentence(line):
        return line
    rest = _QUOTATION.sub("“”", line)
    return rest if len(rest) >= _SENTENCE // 2 else line


def is_turned(line: str) -> bool:
    """Does a line without a mark end in a quotation whose marks are the wrong way round (养生必先吃”苦“)?"""
    return _TURNED.fullmatch(line) is not None


def is_bullet(text: str) -> bool:
    """Does a line begin as the item of a list without numbers?"""
    return _BULLET.match(text) is not None
