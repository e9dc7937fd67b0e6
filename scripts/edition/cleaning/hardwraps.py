"""structure (结构): is a line break between two lines the end of a paragraph, or layout?

A text with hard wraps shows it: most lines are full, and full lines end in mid-sentence. In other
texts a sentence that is broken over two lines is known by how the first line ends (并广泛), or by
what the break parts (补贴：员 | 工因工作), which the language model of `language` tells.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from edition import data
from edition.cleaning import indents
from edition.cleaning.breaks import breaks_number, is_one_word, joins, parts
from edition.cleaning.enumerators import enumerator
from edition.cleaning.indents import cells, indent
from edition.cleaning.lines import ALONE, HAN, SPEAKER, Line, ends_sentence, folded_lines, is_bullet
from edition.cleaning.patterns import pattern
from edition.cleaning.unnumbered import is_fixed

_SHORTEST_PROSE = 30  # characters; shorter lines may be verse or a list
_LONG_PROSE = 45  # characters; a line of this length with marks in it is prose
_FEWEST = 8  # lines that show a width
_FEWEST_LONGEST = 3  # lines of exactly the greatest length, which show one too
_SHORTEST_HYPHENATED = 6  # characters of a line that ends within a Latin word
_SHORTEST_WRAP = 11  # characters
_NARROWEST = 10  # the same for columns of a newspaper
# Nats that a mark at the head of a line says for its being torn off the one above, and a number
# that goes on there.
_TORN = 6.0
_USUAL = 4.0  # what `parts` has in the mean at the ends of verses and titles; in wraps it has 7
_MOST = 6.0  # that one break may say
_TAIL = 2.5  # what a short line says that ends the sentence of a full one
_TOGETHER = 5.0  # … and all breaks of full lines
_FEWEST_LINES = 12  # of a text of which one may be longer than the width
_SHORTEST_FLUSH = 18  # the same where no blank lines part the lines
_LONGEST_WRAP = 60
_SPREAD = 2  # characters by which full lines differ
_FEWEST_BROKEN = 4  # lines in such stretches that show a width
_FEWEST_HAN = 25  # in a line of prose that ends in a comma …
_FEWER = 6  # … and so many fewer before a line of three clauses
# Nats by which two lines must be likelier as one sentence than as two, behind a word that cannot
# end a sentence: all but 1% of such breaks in sound prose are.
_LIKELY = -2.0
# The same where nothing but the model tells, and besides than that a mark should stand there. Of
# breaks at random places in sound prose 66% reach it, of ends of paragraphs that were robbed of
# their mark 1.2%.
_SURE = 6.0
# The same where a line of several clauses is followed by a short one that ends a sentence.
_SURE_OF_TAIL, _SHORT_OF_TAIL, _LONGEST_TAIL = 2.0, 24, 12
_SURE_OF_SHORT = 10.0  # the same for a shorter line, which may be a title or a line of verse
MEAN = 5.0  # the same for all lines of a stretch together; verse has 3 to 4
_LISTED = pattern(r"[ \t\u3000]*(?:[-*+>|] ?|```|~~~|:::|#|〔|!\[|\d{1,3}[.)] |<)")
_MAY_STOP = pattern(r"[。！？!?；：:）)”’」』…]$")  # … before a heading, or the point of a list
# A reference, or the turn of a speaker: [2] 王贵荣, 主持人：; not 他说：
_ENTRY = pattern(
    rf"[\[［]\d{{1,3}}[\]］] ?[{HAN}A-Z]|(?![{HAN}]{{1,3}}[说道问答曰云喊叫骂想写是下称言为有][：:])[{HAN}]{{2,4}}[：:](?=\S)"
)
_POINT = pattern(r"[ \t\u3000]*\d{1,3}[.)] ")
_LONGEST_ENDING = 12  # characters at the end of a line that tell whether its sentence goes on
HAN_END = pattern(rf"[{HAN}]\s*$")  # a line that ends in a word, not in a mark
_AROUND_BRACKET = pattern(r"(?<! ) ++(?=[()（）])|(?<=[()（）]) +")
_COMMA = pattern(rf"[{HAN}”’》）)%]\s?[，、,]$")
_HAN = pattern(rf"[{HAN}]")
MARK_INSIDE = pattern(r"[，。；：、,;:].")  # … and not at its end
_GOES_ON = pattern(rf"[{HAN}\d“‘《（(]")
_BEGINS_WIDE = pattern(rf"[{HAN}，。；：？！、“”‘’（）《》]")
_TOKEN = pattern(r"(?:[!-~]+|.)[，。；：？！、”’）》」』】,;:?!)]*")
_OPEN = "《（「『【〈〔"
_WIDE = str.maketrans("()", "（）")
_PAIRS = ("《》", "「」", "『』", "（）")
_LONGEST_NAME = 24  # characters of a book's name on either side of a break
# A formula on a line of its own, or a mark that opens or closes one; the sentence goes on below it.
_DISPLAYED = pattern(
    r"\s*(?:\$\$.*|.*\$\$|\\\[|\\\]|[^\u3400-\u9fff，。；：]*[=≡≠≤≥≈<>∈][^\u3400-\u9fff，。；：]*)"
)
_UNIT = pattern(
    r"月(?=\d)|日(?![益常子记志后前期报历程光落出])|年(?![轻龄级度代前后初末底中青老少纪])"
)
_COUNT_END = pattern(rf"(?:^|[{HAN}，。；、]) ?\d{{1,4}}$")
_PARTICLE = pattern(rf"的(?![确士哥的])[{HAN}]")
_CLOSE = "，。；：？！、”’）》」』】"
_CLOSES = pattern(r"[,;)]|[:?!](?![A-Za-z!:/?.])")  # not :wq, !ls, ?word, ::before: a command


@dataclass(frozen=True, slots=True)
class Wrap:
    """How a text wraps its lines: at ``width`` characters, or cells (Latin letters take half a
    character), 0 if it does not; with blank lines between all lines (``spread``), with an indent
    at the beginning of every paragraph (``indented``)."""

    width: int = 0
    cells: bool = False
    spread: bool = False
    indent: int = 0  # of lines that go on
    indented: bool = False

    def of(self, text: str) -> int:
        return cells(text) if self.cells else len(text)


def wrapped_at(rows: Sequence[Line], gaps: Sequence[str]) -> Wrap:
    """How line breaks wrap these lines; ``gaps``: what stands behind each but the last.

    Wrapped prose has most lines full, many of them broken inside a word (verse of one length
    breaks at its marks), and marks inside its lines.
    """
    if len(rows) <= _FEWEST_LONGEST:
        return Wrap()
    spread = 10 * sum(gap.count("\n") > 1 for gap in gaps) >= 8 * len(gaps)
    texts = [row.text.rstrip() for row in rows]
    if sorted(map(len, texts))[int(0.9 * len(texts))] > 2 * _LONGEST_WRAP:
        return Wrap()
    if told := _by_indents(rows, spread):
        return told
    best, most = Wrap(), 0
    for in_cells in (False, True):
        wrap = Wrap(0, in_cells, spread)
        factor = 2 if in_cells else 1
        lengths = [wrap.of(text) for text in texts]
        longest = sorted(lengths)[int(0.9 * len(lengths))]
        if (
            not (_SHORTEST_WRAP if spread else _SHORTEST_FLUSH) * factor
            <= longest
            <= _LONGEST_WRAP * factor
        ):
            continue
        near = _SPREAD * factor
        full = [n for n, length in enumerate(lengths[:-1]) if abs(longest - length) <= near]
        broken = sum(bool(HAN_END.search(texts[n][-3:])) for n in full)
        inner = sum(bool(MARK_INSIDE.search(texts[n])) for n in full)
        exact = sum(lengths[n] == longest for n in full)
        regular = 2 * len(full) >= len(rows) and 2 * broken >= len(full) and 2 * inner >= len(full)
        regular &= len(rows) >= _FEWEST
        if (regular or _indents_tell(rows, set(full)) or _spiked(texts, lengths)) and exact > most:
            margins = Counter(indent(rows[n + 1].text) for n in full)
            margin = margins.most_common(1)[0][0] if margins else 0
            best, most = Wrap(longest, in_cells, spread, margin), exact
    return best


@lru_cache(maxsize=2)
def width(text: str) -> int:
    """At how many characters, or cells, the lines of a whole text are wrapped; 0 if they are not."""
    rows = folded_lines(text)
    return wrapped_at(rows, [text[a.end : b.start] for a, b in itertools.pairwise(rows)]).width


def _by_indents(rows: Sequence[Line], spread: bool) -> Wrap | None:
    """How the lines are wrapped if indents tell where paragraphs begin."""
    depths = (indent(row.text) for row in rows[1:])
    margin = min(depths, default=0)
    wraps = (
        Wrap(indents.width(rows, cells if in_cells else len), in_cells, spread, margin, True)
        for in_cells in (False, True)
    )
    found = [wrap for wrap in wraps if wrap.width]
    return max(
        found,
        key=lambda wrap: sum(wrap.of(row.text.rstrip()) == wrap.width for row in rows),
        default=None,
    )


def _spiked(texts: Sequence[str], lengths: Sequence[int]) -> bool:
    """Has a fifth of the lines exactly the length that none exceeds, most of them in the midst of
    a sentence, as the model sees it too? Short paragraphs leave fewer full lines than not, but
    chance makes no such peak."""
    longest = max(lengths)
    peak = [n for n, length in enumerate(lengths) if length == longest]
    if longest < _SHORTEST_FLUSH or len(peak) < max(_FEWEST_LONGEST, len(texts) // 5):
        return False
    _, alike = Counter(_marks(texts[n]) for n in peak).most_common(1)[0]
    if 2 * alike > len(peak):
        return False  # verse, with its caesura at one place
    broken = [n for n in peak if HAN_END.search(texts[n][-3:]) and MARK_INSIDE.search(texts[n])]
    gains = [parts(texts[n], texts[n + 1].lstrip()) for n in broken if n + 1 < len(texts)]
    return 10 * len(broken) >= 6 * len(peak) and sum(gains) >= MEAN * len(gains)


def _indents_tell(rows: Sequence[Line], full: set[int]) -> bool:
    """Do indents tell paragraphs from wraps: some lines have one, and those without one follow
    a full line, in mid-sentence more often than not?"""
    flush = [n for n in range(1, len(rows)) if not rows[n].text[0].isspace()]
    if len(flush) < 3 or len(rows) - len(flush) < 3:
        return False
    after_full = [n for n in flush if n - 1 in full]
    unended = sum(not ends_sentence(rows[n - 1].text) for n in after_full)
    return 10 * len(after_full) >= 9 * len(flush) and 2 * unended >= len(after_full)


def goes_on(line: str, following: str, wrap: Wrap, parted: bool, above: str) -> bool:
    """Is the sentence at the end of ``line`` continued in ``following``, so that the break
    between them is layout? ``parted``: a blank line stands between them; ``above``: what of the
    same paragraph stands on the lines before."""
    before, after = line.rstrip(), following.lstrip(" \t　")
    if wrap.indented and (wrap.spread or not parted):
        headed = indents.is_heading(after) and not _is_full(after, wrap)
        begins = enumerator(after) or _LISTED.match(after) or headed
        stops = begins and _MAY_STOP.search(before) and not breaks_number(before, after)
        goes = after[0] in _CLOSE or (_is_full(before, wrap) and not stops)
        return goes and indent(following) <= wrap.indent
    point = wrap.width and _is_full(before, wrap) and _POINT.match(before)  # of a list, wrapped
    if _LISTED.match(after) or (_LISTED.match(before) and not point):
        return False
    if after[0] in _CLOSE or (_CLOSES.match(after) and bool(_BEGINS_WIDE.match(before[-1]))):
        return True  # nothing begins with a mark that closes
    if not wrap.width and (_DISPLAYED.fullmatch(before) or _DISPLAYED.fullmatch(after)):
        return False
    if _is_inside(before, after):
        return True
    least = _SHORTEST_HYPHENATED if before[-1] == "-" else _SHORTEST_WRAP
    if before[-1] in ".,-" and len(before) >= least and breaks_number(before, after):
        return True
    if is_one_word(before, after):
        return True
    if not wrap.width and SPEAKER.match(after):
        return False
    if wrap.width and (wrap.spread or not parted):
        margin = indent(following)
        deeper = margin > wrap.indent and (margin > indent(line) or ends_sentence(before))
        return _wraps_on(before, after, deeper, wrap)
    before = (above + line).rstrip()
    # From here on neither indents nor blank lines count: the reading text has none.
    if ends_sentence(before) or enumerator(after):
        return False
    han = len(_HAN.findall(before))
    at_comma = _COMMA.search(before[-4:]) is not None
    if (
        at_comma
        and not parted
        and han >= _FEWEST_HAN - _FEWER
        and len(MARK_INSIDE.findall(after)) > 1
    ):
        return True  # verse has fewer marks in a line
    if max(len(before), len(after)) < _SHORTEST_PROSE:
        return _one_word(before, after)  # else verse, lists, labels
    if is_fixed(before):
        return False
    if at_comma:
        return han >= _FEWEST_HAN and not ALONE.fullmatch(after)
    if not _HAN.match(after):
        return False
    if len(before) >= _SHORT_OF_TAIL and len(after) <= _LONGEST_TAIL and ends_sentence(after):
        several = len(MARK_INSIDE.findall(before)) > 1 and not MARK_INSIDE.search(after)
        if several and HAN_END.search(before[-3:]) and parts(before, after) >= _SURE_OF_TAIL:
            return True
    return (_dangles(before) and joins(before, after) > _LIKELY) or _one_word(before, after)


def _is_inside(before: str, after: str) -> bool:
    """Does the break stand right behind a mark that opens, between it and its partner, before 的, or between a
    figure and 年, 月 or 日?"""
    if before[-1] in _OPEN or (_UNIT.match(after) and _COUNT_END.search(before)):
        return True
    if _PARTICLE.match(after) and not ends_sentence(before) and before[-1] not in "：:":
        return True
    # Either width: which one a bracket will have does not count here.
    before, after = before.translate(_WIDE), after.translate(_WIDE)
    return any(_is_open_pair(before, after, *pair) for pair in _PAIRS)


def _is_open_pair(before: str, after: str, opening: str, closing: str) -> bool:
    """Does a mark that was opened a few characters before close a few behind, amid words on both sides?"""
    at, end = before.rfind(opening), after.find(closing)
    return (
        at > before.rfind(closing)
        and len(before) - at <= _LONGEST_NAME
        and 0 <= end < _LONGEST_NAME
        and opening not in after[:end]
        and HAN_END.search(before[-1]) is not None
    )


def _is_full(before: str, wrap: Wrap) -> bool:
    return wrap.of(before) >= wrap.width - 3 * (2 if wrap.cells else 1)


def _wraps_on(before: str, after: str, indented: bool, wrap: Wrap) -> bool:
    unit = 2 if wrap.cells else 1
    length = wrap.of(before)
    if indented or enumerator(after) or (enumerator(before) and length < wrap.width - 2 * unit):
        return False
    token = _TOKEN.match(after)
    no_room = length + wrap.of(token[0] if token else after[:1]) > wrap.width
    if _MAY_STOP.search(before) and (_ENTRY.match(after) or is_bullet(after)):
        return False
    if ends_sentence(before):
        return no_room
    return no_room or _is_full(before, wrap)


def _dangles(line: str) -> bool:
    """Does it end in a word that cannot end a sentence? A short line that ends in a small word
    (的, 和) may be a title, one that ends in 并广泛 or has a full stop in it is none."""
    match = _dangling().search(line[-_LONGEST_ENDING:])
    return match is not None and (
        match["adverb"] is not None or len(line) >= _SHORTEST_PROSE or "。" in line
    )


@cache
def _dangling() -> re.Pattern[str]:
    table = data.table("headings")["dangling"]
    whole = "".join(f"(?<!{word[:-1]})" for word in table["whole"])
    words = "|".join(sorted(table["words"], key=len, reverse=True))
    adverbs = rf"(?:{'|'.join(table['after'])})(?:{'|'.join(table['adverbs'])})"
    return re.compile(rf"(?:{whole}(?:{words})|(?P<adverb>{adverbs}))$")


def _one_word(before: str, after: str) -> bool:
    """Does a line of prose end inside a word that the next one goes on with?"""
    if len(before) < _SHORTEST_FLUSH or not HAN_END.search(before[-3:]):
        return False
    least = _SURE if len(before) >= _LONG_PROSE else _SURE_OF_SHORT
    return bool(MARK_INSIDE.search(before)) and parts(before, after) >= least


def broken_runs(rows: Sequence[Line]) -> set[int]:
    """Lines that go on in the next one, in a stretch too short to show a width for the whole
    text: two lines or more of one length, with marks inside and none at their end, of which one
    at least breaks a word; and single lines of the length that such stretches have."""
    found = _outdented(rows) | _full_lines(rows)
    stretches: set[int] = set()
    run: list[int] = []
    for n, row in enumerate(rows):
        if run and abs(_length(row.text) - _length(rows[run[0]].text)) > _SPREAD + 1:
            stretches |= _checked(rows, run)
            run = []
        if _SHORTEST_WRAP <= _length(row.text) <= _LONGEST_WRAP and HAN_END.search(row.text[-3:]):
            run.append(n)
        else:
            stretches |= _checked(rows, run)
            run = []
    stretches |= _checked(rows, run)
    if len(stretches) >= _FEWEST_BROKEN:
        width, _ = Counter(_length(rows[n].text) for n in stretches).most_common(1)[0]
        stretches |= {n for n in range(len(rows) - 1) if _breaks_a_word(rows, n, width)}
    return found | stretches


def _length(line: str) -> int:
    """The length of a line as it was wrapped: blanks beside brackets came later."""
    return len(_AROUND_BRACKET.sub("", line.strip()))


def _breaks_a_word(rows: Sequence[Line], n: int, width: int) -> bool:
    """Does line ``n``, full at ``width``, end inside a word?"""
    text, after = rows[n].text.strip(), rows[n + 1].text.strip()
    return (
        abs(_length(text) - width) <= 1
        and bool(HAN_END.search(text[-3:]) and MARK_INSIDE.search(text) and _HAN.match(after))
        and not enumerator(after)
        and parts(text, after) >= _SURE
    )


def _outdented(rows: Sequence[Line]) -> set[int]:
    """Full lines with an indent that break off before a line without one: too few of them for
    `wrapped_at`."""
    longest = max(len(row.text.rstrip()) for row in rows)
    return {
        n
        for n, (row, after) in enumerate(itertools.pairwise(rows))
        if indent(row.text) > indent(after.text)
        and len(row.text.rstrip()) >= 18
        and longest - _SPREAD <= len(row.text.rstrip()) <= _LONGEST_WRAP
        and HAN_END.search(row.text[-3:])
        and MARK_INSIDE.search(row.text)
        and _HAN.match(after.text)
        and not enumerator(after.text)
        and joins(row.text.strip(), after.text) > _LIKELY
    }


def _full_lines(rows: Sequence[Line]) -> set[int]:
    """Lines with no room for the word that begins the next one, wherever they stand, in a text too
    short to show its width otherwise. What the breaks of full lines say is added up; in few lines
    width alone may be chance."""
    plain = [max(len(row.text.rstrip()), _length(row.text)) for row in rows]
    wide = [(cells(row.text.rstrip()) + 1) // 2 for row in rows]
    # The measure that explains more lines is the one by which they were broken.
    return max(_full_at(rows, plain, 1), _full_at(rows, wide, 2), key=len)


def _longest(lengths: Sequence[int]) -> int:
    """The length that no line of a text exceeds, a few lines of a site apart."""
    left = sorted(lengths)
    strange = len(left) // 20 + 1 if len(left) >= _FEWEST_LINES else 0
    while strange and left[-1] > left[-2] + _SPREAD + 1:
        left.pop()
        strange -= 1
    return left[-1]


def _full_at(rows: Sequence[Line], lengths: Sequence[int], unit: int) -> set[int]:
    longest = _longest(lengths)
    if not _NARROWEST <= longest <= _LONGEST_WRAP:
        return set()
    texts = [row.text.strip() for row in rows]
    full = [
        n
        for n, length in enumerate(lengths[:-1])
        if longest - _SPREAD - 1 <= length <= longest + 1
        and not ends_sentence(texts[n])
        and not enumerator(texts[n + 1])
        and not _LISTED.match(texts[n + 1])
    ]
    if longest < _SHORTEST_FLUSH and len(rows) < _FEWEST:
        # Free verse may break its sentences so, but a column has lines of one length.
        equal = max(Counter(lengths[n] for n in full).values(), default=0)
        if 5 * equal < 3 * len(full):
            return set()
    said = [_says(texts[n], texts[n + 1]) for n in full]
    broken = [gain for gain in said if gain is not None]
    if len(broken) < 2 or max(broken) < _SURE - _USUAL:
        return set()
    _, alike = Counter(_marks(texts[n]) for n in full).most_common(1)[0]
    if 2 * alike > max(len(full), 4):
        return set()  # verse, with its caesura at one place
    ragged = sum(
        bool(HAN_END.search(text[-3:])) and len(text) > _NARROWEST and n not in full
        for n, text in enumerate(texts[:-1])
    )
    if ragged > len(broken):
        return set()
    tails = sum(
        2 * lengths[n + 1] <= longest
        and ends_sentence(texts[n + 1])
        and bool(MARK_INSIDE.search(texts[n]))
        for n in full
    )
    exact = 0 if ragged else max(Counter(lengths[n] for n in full).values()) - 1
    if sum(broken) + _TAIL * tails + exact < _TOGETHER:
        return set()
    wrap = Wrap(longest * unit, unit == 2)
    return {*full, *(n for n in range(len(rows) - 1) if _no_room(rows[n], rows[n + 1], wrap))}


def _says(before: str, after: str) -> float | None:
    """Nats for the break after ``before`` being a wrap, not the end of a line that is meant: None
    if it says nothing."""
    if after[0] in _CLOSE or breaks_number(before, after):
        return _TORN
    if before[-1].isascii() and before[-1].isalpha() and after[0].isascii() and after[0].isalnum():
        return _TORN / 2
    if not HAN_END.search(before[-3:]) or not _GOES_ON.match(after):
        return None
    return max(-_USUAL, min(_MOST, parts(before, after) - _USUAL))


def _no_room(line: Line, following: Line, wrap: Wrap) -> bool:
    """Was there no room in a line of a known width for the word that begins the next one?"""
    before, after = line.text.rstrip(), following.text.strip()
    if ends_sentence(before) or indent(following.text) > indent(line.text):
        return False
    if enumerator(after) or _LISTED.match(after):
        return False
    token = _TOKEN.match(after)
    return wrap.of(before) + wrap.of(token[0] if token else after[:1]) > wrap.width


def _checked(rows: Sequence[Line], run: list[int]) -> set[int]:
    run = [n for n in run if n + 1 < len(rows)]
    if len(run) < 2:
        return set()
    texts = [rows[n].text.strip() for n in run]
    nexts = [rows[n + 1].text.strip() for n in run]
    if any(enumerator(text) or not _HAN.match(text) for text in nexts):
        return set()
    if 2 * sum(bool(MARK_INSIDE.search(text)) for text in (*texts, nexts[-1])) <= len(texts):
        return set()
    _, alike = Counter(map(_marks, texts)).most_common(1)[0]
    if len(texts) == alike or 2 * alike > max(len(texts), 4):
        return set()  # verse, with its caesura at one place
    gains = [parts(text, after) for text, after in zip(texts, nexts, strict=True)]
    return set(run) if max(gains) >= _SURE and sum(gains) >= MEAN * len(gains) else set()


def _marks(text: str) -> tuple[int, ...]:
    """Where the marks inside a line stand."""
    return tuple(match.start() for match in MARK_INSIDE.finditer(text))
