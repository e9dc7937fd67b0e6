"""structure (结构): paragraphs in a text whose line wraps became spaces.

A previewer that sets lines of W characters leaves a space at the end of each full line, and
nothing at all where a paragraph ends (the short last line runs into the next paragraph, which
begins 2 characters further in):

    |切实加强监督考核，确保各项制度落到实处            |
    |　　当前，一要完善监督查处机制。各级纪检监察机关␠|      one stretch of 25 + (W - 2)
    |在加强专门机关监督查处工作的同时，还要通过聘请␠|        one stretch of W

So the length of the stretch between two spaces says where a paragraph ended inside it: W - 2
before its end (one more where a mark hangs in the margin).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from edition import data
from edition.cleaning.blocks import is_phrase
from edition.cleaning.breaks import parts as parted
from edition.cleaning.enumerators import enumerator
from edition.cleaning.lines import HAN, ends_sentence
from edition.cleaning.patterns import pattern

_INDENT = 2
_SHORTEST_LINE, _FEWEST_FULL, _SHARE_FULL = 18, 4, 0.3  # characters; full lines, and of all lines
_FEWEST = 6  # stretches that show a width
_SHORTEST_HEADING = 5  # characters, the enumerator with them
_WITHIN = 4.0  # nats that say that a space stands within a word
_REGULAR = 0.55  # share of them within one character of it
_WRAP = pattern(rf" (?<=[{HAN}，。；：？！、”’）》,.;:?!)\"…—] )(?=[{HAN}“‘（《(])")
# Inside an enumerator that was spaced out (1 . 一些) a space is no wrap.
_SPACED = pattern(r"\d{1,2} ?[.．、] ?|(?<![\d.])[.．] (?=[\u3400-\u9fff])")
_OPENING = pattern(rf"[{HAN}“‘（《(]")
_ENUMERATED = pattern(r"(?:^|[^\d])\d{1,2} ?[.．、] ?$")
_MARKS = "，。；：？！、,;:?!.”’）》)"
# Where a heading begins: an enumerator behind a full stop or behind another heading, also one
# that lost its number (。、当前; 建议.大力).
_HEADING = pattern(
    rf"(?:(?<=[。！？])|(?<=[{HAN}])(?=\d ?[.．]|[一二三四五六七八九十]、|[.．] ?[{HAN}]))"
    rf"(?:[一二三四五六七八九十]{{1,3}}、|\d{{1,2}} ?[.．] ?(?=[{HAN}])|[、.．] ?(?=[{HAN}]))"
)


class Stretch(NamedTuple):
    """What stands between two wraps, [start, end) in the text."""

    start: int
    end: int


def stretches(text: str, start: int, end: int) -> tuple[Stretch, ...]:
    """The stretches of text[start:end] between wrap spaces."""
    spaced = {i for m in _SPACED.finditer(text, start, end) for i in range(m.start(), m.end())}
    wraps = [match.start() for match in _WRAP.finditer(text, start, end)]
    if spaced:
        wraps = [wrap for wrap in wraps if wrap not in spaced]
    return tuple(map(Stretch, [start, *(wrap + 1 for wrap in wraps)], [*wraps, end]))


def width(text: str, parts: Sequence[Stretch]) -> int:
    """The line width that the stretches show, in characters; 0 if they show none."""
    lengths = Counter(part.end - part.start for part in parts[:-1])
    if sum(lengths.values()) < _FEWEST:
        return 0
    mode, _ = lengths.most_common(1)[0]
    near = sum(n for length, n in lengths.items() if abs(length - mode) <= 1)
    return mode if mode >= 12 and near >= _REGULAR * sum(lengths.values()) else 0


@lru_cache(maxsize=2)  # a span is asked for with the one before it and with the one behind it
def _measured(text: str, start: int, end: int) -> tuple[tuple[Stretch, ...], int]:
    parts = stretches(text, start, end)
    return parts, width(text, parts)


def joint(text: str, before: tuple[int, int], after: tuple[int, int]) -> str:
    """What stood where a wrapped text was cut between two of its spans: " " if the cut fell on
    a wrap, "" if it fell inside a line."""
    (left, measure), (right, other) = _measured(text, *before), _measured(text, *after)
    measure = measure or other
    if not measure:
        return ""
    tail, head = (s.end - s.start for s in (left[-1], right[0]))
    if abs(tail + head - measure) <= 1:
        return ""
    return " " if abs(head - measure) <= 1 or abs(tail - measure) <= 1 else ""


def breaks(text: str, start: int, end: int) -> Iterator[int]:
    """Where paragraphs and headings begin inside a wrapped text[start:end], ascending.

    Yields nothing if the text shows no regular width.
    """
    parts, measure = _measured(text, start, end)
    if not measure:
        return

    @cache
    def pairs(pair: str) -> int:
        """How often these two characters stand side by side."""
        return text.count(pair, start, end)

    heading = _opening_heading(text, start)  # where the open heading began, None outside one
    at = start  # the beginning of the open block
    for n, part in enumerate(parts):
        if heading == part.start and _stands_alone(text, parts[n : n + 2], measure):
            heading, at = None, part.end + 1
            yield at
            continue
        cuts: list[int] = []
        for match in _HEADING.finditer(text, part.start, part.end):
            if match.start() > at:
                cuts.append(match.start())
        last = cuts[-1] if cuts else None
        inner = part.start if last is None else last
        if last is not None:
            heading = last
        cut = _paragraph_end(text, part, inner, measure, heading, pairs)
        near = cut is not None and 0 < cut - part.start <= _INDENT
        if cut is not None and near and parted(text[:cut], text[cut:]) >= _WITHIN:
            cut = part.start  # the line before was the heading's: not within a word
        if cut is not None:
            cuts.append(cut)
            stop = _last_stop(text, part.start, cut)
            if stop is not None and stop not in cuts and not ends_sentence(text[at:cut]):
                cuts.insert(len(cuts) - 1, stop)  # a heading without enumerator before the cut
            heading = None
        for place in sorted(set(cuts)) if cuts else ():
            if place > at:
                yield place
                at = place
        if heading is not None and "。" in text[heading : part.end]:
            heading = None  # a point with sentences, not a heading


def lines(text: str, start: int, end: int) -> Iterator[int]:
    """Where blocks begin inside text[start:end] if every line break became a space there, those of
    paragraphs too: behind a line that is not full. Full lines have one width and end in mid-sentence,
    the others end a sentence or are headings. Nothing if the text does not show that."""
    parts = stretches(text, start, end)
    lengths = Counter(part.end - part.start for part in parts[:-1])
    if len(parts) < _FEWEST:
        return
    mode, times = lengths.most_common(1)[0]
    full = [p for p in parts[:-1] if abs(p.end - p.start - mode) <= 1]
    short = [p for p in parts[:-1] if p.end - p.start < mode - 1]
    amid = sum(not ends_sentence(text[p.start : p.end]) for p in full)
    closed = sum(_closes(text[p.start : p.end]) for p in short)
    regular = (
        mode >= _SHORTEST_LINE and times >= _FEWEST_FULL and len(full) >= _SHARE_FULL * len(parts)
    )
    if not regular or 10 * amid < 6 * len(full) or 10 * closed < 8 * len(short):
        return
    for part, following in pairwise(parts):
        line = text[part.start : part.end]
        point = enumerator(text, following.start)
        closes = part in short and _closes(line)
        if closes and is_phrase(line) and not ends_sentence(line):
            closes = parted(line, text[following.start : following.end]) < _WITHIN
        if closes or (point and ends_sentence(line)):
            yield following.start


def _closes(line: str) -> bool:
    """May a block end with this line: a sentence, an announcement, a heading?"""
    return ends_sentence(line) or line[-1:] in "：:" or is_phrase(line)


def _stands_alone(text: str, pair: Sequence[Stretch], measure: int) -> bool:
    """Is the first of two stretches a heading on a line of its own, and the second the first line of a
    paragraph, set in?"""
    if len(pair) < 2:
        return False
    (start, end), (begin, stop) = pair
    words = text[start:end]
    return (
        end - start < measure - _INDENT - 1
        and stop - begin == measure - _INDENT
        and is_phrase(words)
        and parted(words, text[begin:stop]) < _WITHIN
    )


def _opening_heading(text: str, start: int) -> int | None:
    return start if enumerator(text, start) else None


def _paragraph_end(
    text: str,
    part: Stretch,
    inner: int,
    measure: int,
    heading: int | None,
    pairs: Callable[[str], int],
) -> int | None:
    """Where a paragraph or heading ended inside a stretch, judged by the stretch's length."""
    length = part.end - inner
    if heading is None and length <= measure + 1:
        return None  # a full line and no more
    shortest = heading + _SHORTEST_HEADING if heading is not None else inner
    hanging = (0, 1) if text[part.end - 1] in _MARKS else (0,)
    candidates = [part.end - (measure - _INDENT) - hung for hung in hanging]
    candidates = [c for c in candidates if c > max(inner, shortest) and _may_begin(text, c)]
    if not candidates:
        return None
    best = candidates[0]
    if len(candidates) > 1:
        best = max(candidates, key=lambda c: _fitness(text, c, pairs))
    if heading is not None and "。" not in text[heading:best]:
        return best
    if length <= measure + 1:
        return None
    if not ends_sentence(text[best - 2 : best]) and abs(length - 2 * measure) <= 1:
        return None  # two full lines whose wrap was lost
    return best


def _may_begin(text: str, at: int) -> bool:
    """Can a block begin here: with a Chinese character or an opening mark, and not right behind
    an enumerator or inside a word of Latin letters?"""
    if not _OPENING.match(text[at]) or _ENUMERATED.search(text, max(0, at - 6), at):
        return False
    return not (text[at - 1].isascii() and text[at - 1].isalpha())


def _fitness(text: str, cut: int, pairs: Callable[[str], int]) -> float:
    """How well a block ends at ``cut``: after a full stop, before an opener, not inside a pair
    of characters that this text often puts side by side."""
    score = 0.0
    if ends_sentence(text[cut - 2 : cut]):
        score += 4
    if text.startswith(openers(), cut):
        score += 3
    return score - pairs(text[cut - 1 : cut + 1])


def openers() -> tuple[str, ...]:
    """Words that begin the first sentence of a paragraph (data/headings.toml)."""
    return tuple(data.table("headings")["openers"]["words"])


def _last_stop(text: str, start: int, end: int) -> int | None:
    """The end of the last sentence that ends inside text[start:end], before its end."""
    for at in range(end - 1, start, -1):
        if text[at - 1] in "。！？" and at < end:
            return at
    return None
