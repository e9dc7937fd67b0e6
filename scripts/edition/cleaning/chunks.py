"""furniture (版面残留): the number that a previewer put before each chunk that it cut (2、却难了).

In: a text. Out: edits (offsets in code points) that join the chunks. The points of a list begin a sentence
and are short; chunks go on in its midst, and most are of one length.
"""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Iterator, Mapping, Sequence

from edition.cleaning import breaks, hardwraps, joints, options, wraps
from edition.cleaning.lines import HAN, Line, folded_lines
from edition.cleaning.patterns import pattern
from edition.edit import Edit, apart

CLS = "furniture"

_INNER = pattern(r"[，。；：、,;:]")
_STOP = pattern("[。！？].")  # of a sentence with another one behind it
_CHUNK = pattern(r"[ \t\u3000]*(\d{1,3})(?:、|[.．](?!\d))\s?")
_INSIDE = pattern(
    rf"(?<=[{HAN}，。；：！？、”])(?<!第)(\d{{1,3}})、(?=[{HAN}，。；：！？、”）\n]|$)"
)
_COUNTED = pattern(rf"[{HAN}]{{1,3}}\d")
_MARKS = "，。；：！？、”"
_FEWEST_AMID, _AMID = 2, 4.0  # places inside a word, and nats
_AMID_ALONE, _AMID_BOTH = 4.0, 2.5  # nats for one number alone, and for each of two
_FIRST_OF_PART = 3  # 绵阳11、川麦107: a high number alone may be part of a name
_ANY = pattern(r"(?<![\d.])(\d{1,3})、")
_LONGEST_CHUNK = 1500  # characters
_FEWEST_EVEN, _UNEVEN = 4, 0.03  # numbers, and by how much their distances differ
_AT_MARK = 8.0  # nats: no point of a list begins with a mark
_FEWEST_CHUNKS = 3
_LIST_ENDS = ("，", ",", "；", ";", "、")
_SHORTEST_CHUNK = 100  # characters in the mean; the points of a list are shorter
_SHORTEST_APART = 12  # … of such inside a line, half of them at least
_JOINS = 0.0  # nats by which a chunk must go on with the sentence before it rather than begin one
_BROKEN = -4.0  # the same where all break off
_LONG_CHUNK, _TORN = 40, 4.0  # characters and nats of the first of two chunks
_SHORTEST_LONE = 8  # characters of what stands above it
_TORN_ALONE, _TORN_AT_COMMA = 6.0, 3.5  # nats that a break says where one number stands alone
_TORN_TOGETHER = 3.0  # … and so much less where two do
_SHORT_CHUNK = 20  # characters of a shorter one, if all break off inside words


def chunk_numbers(text: str) -> Iterator[Edit]:
    """Numbers that a previewer put before its chunks: every line begins 1、2、3、… in order, in
    mid-sentence, where no author begins a point; chunks are long, and mostly of one length (302
    or 303 characters in a text of the first collection)."""
    rows = folded_lines(text)
    run: list[tuple[Line, int]] = []
    for before, line in zip([None, *rows], rows, strict=False):
        match = _CHUNK.match(line.text)
        number = int(match[1]) if match else 0
        follows = bool(run) and before is run[-1][0]
        if match and ((not run and number == 1) or (follows and number == len(run) + 1)):
            run.append((line, match.end()))
        elif run:
            break
    if distant := _evenly(text):
        last = int(distant[-1][1])
        found = {m.start(): Edit(m.start(), m[0], "", CLS, "chunk-numbers") for m in distant}
        # A page that was cut has others behind them, or before.
        more = (edit for edit in _chunks_inside(text) if edit.start not in found)
        found |= {e.start: e for e in more if int(e.old[:-1]) > last or e.start < min(found)}
        yield from (found[at] for at in sorted(found))
        return
    if len(run) < _FEWEST_CHUNKS and not (len(run) == 2 and _begin_amid(run)):
        inside = list(_chunks_amid(text, rows)) or list(_chunks_inside(text))
        lone = list(_lone(text, rows)) if not run else []
        yield from apart([*inside, *lone])
        return
    lengths = sorted(len(line.text) for line, _ in run[:-1])
    median = lengths[len(lengths) // 2]
    even = sum(abs(length - median) <= 0.05 * median for length in lengths)
    cut = sum(
        joints.is_cut(before.text) or breaks.breaks_number(before.text, line.text[skip:])
        for (before, _), (line, skip) in itertools.pairwise(run)
    )
    alike = 5 * even >= 4 * len(lengths) and 2 * cut >= len(lengths)
    long = median >= _SHORTEST_CHUNK and (alike or 5 * cut >= 4 * len(lengths))
    # Chance cuts no text at commas only; an author may end his points in them.
    listed = all(line.text.rstrip()[-1:] in _LIST_ENDS for line, _ in run[:-1])
    cut_short = cut == len(lengths) and not listed and (_is_broken(run) or _begin_amid(run))
    if not long and not cut_short:
        return
    first, length = run[0]
    yield Edit(first.start, text[first.start : first.start + length], "", CLS, "chunk-numbers")
    for (before, skip), (line, length) in itertools.pairwise(run):
        # A chunk begins a line only because it was cut there, so the break goes with the number;
        # but where lines wrapped to spaces and the cut fell on a wrap, it becomes that space.
        old = text[before.end : line.start + length]
        new = wraps.joint(text, (before.start + skip, before.end), (line.start + length, line.end))
        yield Edit(before.end, old, new, CLS, "chunk-numbers")


def _chunks_amid(text: str, rows: Sequence[Line]) -> Iterator[Edit]:
    """The same where the paragraphs of each chunk kept their lines: 1、 on the first, and 2、, 3、, …
    each where the sentence of the line above goes on."""
    found: list[tuple[int, int]] = []  # line, characters of its number
    for n, line in enumerate(rows):
        match = _CHUNK.match(line.text)
        if not match or int(match[1]) != len(found) + 1:
            continue
        above = rows[n - 1].text.strip() if n else ""
        body = line.text[match.end() :].strip()
        if n == 0 or (found and joints.is_cut(above) and breaks.joins(above, body) > _BROKEN):
            found.append((n, match.end()))
    # Options end in no full stop: the number of the next question seems to stand in mid-sentence.
    asked = options.questions([row.text for row in rows]) if found else set()
    exam = 2 * sum(n in asked for n, _ in found) >= len(found)
    if len(found) >= _FEWEST_CHUNKS and not exam:
        for n, length in found:
            start = rows[n - 1].end if n else rows[n].start
            old = text[start : rows[n].start + length]
            yield Edit(start, old, "", CLS, "chunk-numbers")


def _lone(text: str, rows: Sequence[Line]) -> Iterator[Edit]:
    """One number, or two in order, where the sentence of the line above goes on (校园 | 2、安全是……), in a
    text that has not the one before: of such a page a part was copied."""
    found = [(n, match) for n, row in enumerate(rows) if (match := _CHUNK.match(row.text))]
    counts = [int(match[1]) for _, match in found]
    if not counts or counts[0] < 2 or f"{counts[0] - 1}、" in text:
        return
    if counts != [*range(counts[0], counts[0] + len(counts))] or not found[0][0]:
        return
    each = [(rows[n - 1], rows[n], match.end()) for n, match in found]
    if all(_is_torn(above, row, end, len(each) > 1) for above, row, end in each):
        for above, row, end in each:
            old = text[above.end : row.start + end]
            yield Edit(above.end, old, "", CLS, "chunk-numbers")


def _is_torn(above: Line, row: Line, length: int, several: bool) -> bool:
    """Does the sentence of the line ``above`` go on behind the number of ``length`` in the next one?"""
    before, body = above.text.strip(), row.text[length:].strip()
    if len(before) < _SHORTEST_LONE or not (body and joints.is_cut(before)):
        return False
    comma = before[-1] in "，,、"
    prose = len(before) >= _LONG_CHUNK and len(_INNER.findall(before)) > 1
    if not prose and (comma or not _INNER.search(body)):
        return False
    least = _TORN_AT_COMMA if comma else _TORN_ALONE
    return breaks.parts(before, body) >= least - several * _TORN_TOGETHER


def _chunks_inside(text: str) -> Iterator[Edit]:
    """The same in the midst of lines, where the chunks were joined again: three numbers in order at least
    (设座位三十二2、个 …), two of them inside a word; or fewer, all of them there (屋里静1、静的)."""
    chains: list[list[re.Match[str]]] = []
    for match in _INSIDE.finditer(text):
        # A count beside another: 训练集2、训练集3, 男1、女8.
        if match[1] == "0" or _COUNTED.match(text, match.end()):
            continue
        if chains and int(match[1]) == int(chains[-1][-1][1]) + 1:
            chains[-1].append(match)
        else:
            chains.append([match])
    for chain in chains:
        gaps = sorted(b.start() - a.end() for a, b in itertools.pairwise(chain))
        if gaps and gaps[len(gaps) // 2] < _SHORTEST_APART:
            continue  # 1、市中院2、市检察院3、市公安局: names
        nats = [_within(text, match) for match in chain]
        # A list may have its numbers behind commas: 要记住，1、不要抢先，2、不要站在船头。
        inside = [text[match.start() - 1] not in _MARKS for match in chain]
        amid = sum(is_in and least >= _AMID for is_in, least in zip(inside, nats, strict=True))
        many = len(chain) >= _FEWEST_CHUNKS and amid >= _FEWEST_AMID
        alone = _AMID_ALONE if int(chain[0][1]) <= _FIRST_OF_PART else _TORN_ALONE
        few = min(nats) >= (alone if len(chain) == 1 else _AMID_BOTH)
        few &= any(inside) or (len(chain) == 1 and chain[0].start() >= _SHORTEST_CHUNK)
        if many or (few and (min(nats) >= _AT_MARK or not _goes_on_as_list(text, chain))):
            for match in chain:
                yield Edit(match.start(), match[0], "", CLS, "chunk-numbers")


def _evenly(text: str) -> list[re.Match[str]]:
    """Numbers in order that stand at one distance from each other, two of them inside a word: then the
    others are chunks' too, wherever they stand. (The first may be missing, of a page of which a part was
    copied.)"""
    places: dict[int, list[re.Match[str]]] = {}
    for match in _ANY.finditer(text):
        places.setdefault(int(match[1]), []).append(match)
    for one in (*places.get(1, ()), *places.get(2, ())):
        for two in _between(places, one, _SHORTEST_CHUNK, _LONGEST_CHUNK):
            size = two.start() - one.start()
            least, most = size * (1 - _UNEVEN), size * (1 + _UNEVEN)
            found = [one, two]
            while following := next(_between(places, found[-1], least, most), None):
                found.append(following)
            within = sum(_within(text, match) >= _AMID for match in found if match.start())
            if len(found) >= _FEWEST_EVEN and within >= _FEWEST_AMID:
                return found
    return []


def _between(
    places: Mapping[int, Sequence[re.Match[str]]], number: re.Match[str], least: float, most: float
) -> Iterator[re.Match[str]]:
    """The places of the next number so far behind this one."""
    following = places.get(int(number[1]) + 1, ())
    first = bisect.bisect_left(following, number.start() + least, key=re.Match.start)
    return itertools.takewhile(
        lambda match: match.start() <= number.start() + most,
        itertools.islice(following, first, None),
    )


def _within(text: str, match: re.Match[str]) -> float:
    """How much likelier (nats) a number stands inside a word than between two clauses."""
    before, after = text[max(0, match.start() - 8) : match.start()], text[match.end() :][:8]
    if after[:1] in (*_MARKS, "）"):
        return _AT_MARK
    if before[-1] == "\n":
        return 0.0
    if before[-1] in "，、":
        return _AMID_ALONE  # enough for one without another, which begins no list
    if before[-1] in _MARKS or not after.strip():
        return 0.0
    return breaks.parts(before.rpartition("\n")[2], after.partition("\n")[0])


def _goes_on_as_list(text: str, chain: Sequence[re.Match[str]]) -> bool:
    """Are these numbers part of a list: does the one before the first stand above, or the one behind the
    last below, before a list begins anew?"""
    first, last = int(chain[0][1]), int(chain[-1][1])
    below = re.compile(rf"(?<!\d)(?:{first}|{last + 1})、").search(text, chain[-1].end())
    if below and int(below[0][:-1]) == last + 1:
        return True
    return first > 1 and re.search(rf"(?<!\d){first - 1}、", text[: chain[0].start()]) is not None


def _begin_amid(run: Sequence[tuple[Line, int]]) -> bool:
    """Does a chunk begin with a mark that no line begins with, or do all go on with the sentence of the
    one before?"""
    bodies = [line.text[length:] for line, length in run]
    if any(body[:1] in "，。；、：,;" for body in bodies[1:]):
        return True
    joins = [
        breaks.joins(before.text.strip(), body)
        for (before, _), body in zip(run, bodies[1:], strict=False)
    ]
    if len(run) >= _FEWEST_CHUNKS:
        heads = [line.text[length:] for line, length in run[:-1]]
        if not all(_INNER.search(head) for head in heads):
            return False  # 1. 切葱段 2. 剁蒜泥 3. 打鸡蛋: points that are phrases
        # All but the last break off, with a full stop in them: no points of a list.
        prose = all(joints.is_cut(head) and _STOP.search(head) for head in heads)
        return min(joins) > (_BROKEN if prose else _JOINS)
    # Two alone: the first breaks off inside a word, and is prose.
    (before, _), body = run[0], bodies[1]
    if breaks.breaks_number(before.text.strip(), body):
        return len(before.text) >= _LONG_CHUNK
    prose = len(before.text) >= _LONG_CHUNK and len(_INNER.findall(before.text)) > 1
    return prose and joints.is_cut(before.text) and breaks.parts(before.text.strip(), body) >= _TORN


def _is_broken(run: Sequence[tuple[Line, int]]) -> bool:
    """Does the model see the ends of all these lines in the midst of words?"""
    gains = [
        breaks.parts(before.text.strip(), line.text[length:])
        for (before, _), (line, length) in itertools.pairwise(run)
    ]
    prose = all(len(line.text) > _SHORT_CHUNK and _INNER.search(line.text) for line, _ in run[:-1])
    return prose and min(gains) > 0 and sum(gains) >= hardwraps.MEAN * len(gains)
