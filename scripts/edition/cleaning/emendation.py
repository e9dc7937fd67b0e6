"""emendation (校改): a wrong word put right, on evidence that is named.

Evidence: a row of the table (a word that is impossible in its context, and the one restoration
that fits), a set phrase or a word spelt with a character that sounds or looks like the right one
(`phrases`, `misspellings`), the same clause elsewhere in the text (`repeats`), the title as the
site repeated it, and the order of a list. What a person rules in the ``.toml`` comes first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from edition import data
from edition.cleaning import dropped, misspellings, mistyped, nearby, phrases, sayings, spun, twins
from edition.cleaning.doubled import doubled, repeated
from edition.cleaning.lines import HAN
from edition.cleaning.patterns import pattern
from edition.cleaning.phrases import met, number
from edition.cleaning.repeats import repeats
from edition.cleaning.spelling import spellings, spoken_of, swapped
from edition.cleaning.strangers import strangers
from edition.edit import Doubt, Edit, apart
from edition.rulings import Emendation

CLS = "emendation"

_REACH = 60  # characters: no context of the table is longer
_HAN_NUMBERS = ("", *"一二三四五六七八九", "十")
_ANY_HEADING = pattern(r"^(#{1,6}) .*$", re.MULTILINE)
_HEADING = pattern(
    rf"^(?P<marks>#{{2,4}}) (?:(?P<number>\d{{1,2}}|[一二三四五六七八九十]{{1,2}})(?P<sign>[、.．])"
    rf"|(?P<bare>[、.．])(?=[{HAN}]))",
    re.MULTILINE,
)
# An item of a list, its mark lost or not; 三是 and 三年 are no numbers of items.
_ITEM = pattern(
    r"^(?P<marks>#{2,4} |)(?P<number>[1-9]\d?|[一二三四五六七八九]|十[一二三四五六七八九]?)"
    rf"(?:(?P<sign>[、.．])|(?=[{HAN}])(?![是要则来年月日个项条级次种点方时分秒号章节十百千万亿者位]))",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class _Row:
    wrong: str
    right: str
    pattern: re.Pattern[str]
    likely: bool
    evidence: str
    rights: dict[str, str]
    anchors: tuple[str, ...]  # what a place is found by: a word of one character has others


@cache
def _rows() -> tuple[_Row, ...]:
    return tuple(
        _Row(
            row["wrong"],
            row["right"],
            pattern(row["pattern"], re.MULTILINE),
            row.get("grade", "certain") == "likely",
            row["evidence"],
            row.get("rights", {}),
            tuple(row.get("anchors", [row["wrong"]])),
        )
        for row in data.table("emendations")["word"]
    )


def words(text: str) -> Iterator[Edit | Doubt]:
    """Every word of the table that stands in its context. The longest first where two meet."""
    found: list[Edit | Doubt] = []
    pairs = met(text, 2, _pairs())  # most rows end here
    starts = _row_starts()
    for row in [
        _rows()[n] for n in sorted({n for pair in pairs & starts.keys() for n in starts[pair]})
    ]:
        for match in _matches(row, text):
            group = next(name for name in ("w", "w2", "w3", "w4") if _has(match, name))
            wrong = match[group]
            right = row.rights.get(wrong, row.right)
            at = match.start(group)
            if spoken_of(text, at, at + len(wrong)):
                continue
            if row.likely:
                found.append(Doubt(at, wrong, right, CLS, "known-word", row.evidence))
            else:
                found.append(Edit(at, wrong, right, CLS, "known-word", row.evidence))
    found += spun.spun(text, found, pairs)
    found += spellings(text, pairs)
    found += twins.twins(text, pairs)
    found += sayings.sayings(text, pairs)
    found += dropped.dropped(text, pairs)
    found += doubled(text)
    found += repeated(text)
    found += swapped(text)
    found += repeats(text)
    found += nearby.nearby(text)
    found += strangers(text)
    found += mistyped.words(text, found, pairs)
    yield from _apart(found)


@cache
def _row_starts() -> dict[int, list[int]]:
    """The first two characters of words, as a number → their rows."""
    found: dict[int, list[int]] = {}
    for n, row in enumerate(_rows()):
        for anchor in row.anchors:
            found.setdefault(number(anchor[:2]), []).append(n)
    return found


@cache
def _pairs() -> frozenset[int]:
    """The pairs of characters that some table asks for: a text is read once for all of them."""
    tables = (
        misspellings.starts(),
        phrases.halves(),
        spun.starts(),
        twins.starts(),
        mistyped.starts(),
        sayings.starts(),
        dropped.starts(),
    )
    return frozenset().union(*tables, _row_starts())


def _matches(row: _Row, text: str) -> Iterator[re.Match[str]]:
    """Matches of a row's context, which is looked for only about the word."""
    done: set[int] = set()
    for anchor in row.anchors:
        at = text.find(anchor)
        while at >= 0:
            for match in row.pattern.finditer(text, max(0, at - _REACH), at + _REACH):
                if match.start() not in done:
                    done.add(match.start())
                    yield match
            at = text.find(anchor, at + 1)


def _has(match: re.Match[str], name: str) -> bool:
    return name in match.re.groupindex and match[name] is not None


def _apart(found: Iterable[Edit | Doubt]) -> Iterator[Edit | Doubt]:
    """In order and without overlaps; an edit wins over a doubt, a row of the table over what is
    found by likeness (so that a veto of the row leaves the place alone), the longer over the
    shorter."""
    ranked = sorted(
        found, key=lambda e: (isinstance(e, Doubt), e.rule != "known-word", e.start - e.end)
    )
    yield from apart(ranked)


def title(text: str, site_words: str) -> Iterator[Edit]:
    """A word of the table in the title, where the site's own repetition of the title has the
    word that it replaced (巩固…长效机制.docx above 稳固…长效机制)."""
    if not text.startswith("# ") or not site_words:
        return
    line = text[: text.find("\n")] if "\n" in text else text
    done = set()
    for row in _rows():
        at = line.find(row.wrong)
        if at < 0 or at in done:
            continue
        around = line[max(2, at - 4) : at] + row.right + line[at + len(row.wrong) :][:6]
        if around in site_words:
            done.add(at)
            note = f"题名在网页他处作“{around}”"
            yield Edit(at, row.wrong, row.right, CLS, "title-elsewhere", note)


@dataclass(frozen=True, slots=True)
class _Item:
    """An enumerated heading: ``number`` is None if the witness lost it."""

    match: re.Match[str]
    number: int | None

    @property
    def sign(self) -> str:
        return str(self.match["sign"] or self.match["bare"])


def list_numbers(text: str) -> Iterator[Edit]:
    """Enumerators of headings that lost their number, or slipped behind one that did.

    A run of siblings that begins with a bare mark is put right if only one numbering fits:

        、当前… 二、… 三、…          → 一、 二、 三、      the gap is filled by its neighbours
        .大力… 1.… 2.… 3.…          → 1. 2. 3. 4.        every number slipped by one
    """
    edits: list[Edit] = []
    for run in _runs(text):
        numbers = [item.number for item in run]
        if len(run) < 2 or numbers[0] is not None or None in numbers[1:]:
            continue
        rest = [number for number in numbers[1:] if number is not None]
        if rest == list(range(2, len(run) + 1)) and not _follows_on(text, run[0]):
            edits.append(_number(run[0], 1, "其后为第二、第三项，所缺当为第一项"))
        elif rest == list(range(1, len(run))):
            note = "首项失其序号，以下各项序号依次少一"
            edits += [_number(item, n, note) for n, item in enumerate(run, 1)]
    edits += _lost_signs(text)
    yield from apart(edits)


def _lost_signs(text: str) -> Iterator[Edit]:
    """Items whose number lost its mark between two that have theirs: 二、… 三工作… 四、…"""
    items = list(_ITEM.finditer(text))
    for before, here, after in zip(items, items[1:], items[2:], strict=False):
        if here["sign"] or not before["sign"] or before["sign"] != after["sign"]:
            continue
        if not before["marks"] == here["marks"] == after["marks"]:
            continue
        count = _value(here["number"])
        if _value(before["number"]) == count - 1 and _value(after["number"]) == count + 1:
            note = (
                f"前后两项作“{before['number']}{before['sign']}”“{after['number']}{after['sign']}”"
            )
            yield Edit(here.end(), "", before["sign"], CLS, "list-numbers", note)


def _runs(text: str) -> Iterator[list[_Item]]:
    """Enumerated headings of one level and sign under the same parent; a bare mark begins a
    new run."""
    open_runs: dict[tuple[int, str], list[_Item]] = {}
    finished: list[list[_Item]] = []
    for line in _ANY_HEADING.finditer(text):
        level = len(line[1])
        open_runs = {key: run for key, run in open_runs.items() if key[0] <= level}
        match = _HEADING.match(text, line.start())
        if not match:
            open_runs.pop((level, ""), None)
            continue
        item = _Item(match, _value(match["number"]) if match["number"] else None)
        key = (level, item.sign)
        if item.number is None or key not in open_runs:
            open_runs[key] = []
            finished.append(open_runs[key])
        open_runs[key].append(item)
    yield from finished


def _follows_on(text: str, item: _Item) -> bool:
    """Does a numbered sibling stand right before a bare mark, so that text was cut out between
    the two and the number cannot be known?"""
    parent = rf"^#{{1,{len(item.match['marks']) - 1}}} "
    start = max(
        (m.start() for m in re.finditer(parent, text[: item.match.start()], re.MULTILINE)),
        default=0,
    )
    sibling = rf"^{item.match['marks']} \d{{1,2}}{re.escape(item.sign)}"
    return bool(re.search(sibling, text[start : item.match.start()], re.MULTILINE))


def _value(number: str) -> int:
    if number.isascii():
        return int(number)
    return 10 * number.startswith("十") + sum(_HAN_NUMBERS.index(c) for c in number if c != "十")


def _number(item: _Item, number: int, note: str) -> Edit:
    han = item.sign == "、"
    new = _HAN_NUMBERS[number] if han and number <= 10 else str(number)
    old = item.match["number"] or ""
    start = item.match.start("number") if old else item.match.start("bare")
    return Edit(start, old, new, CLS, "list-numbers", note)


def ruled(
    text: str, emendations: Sequence[Emendation], met: set[Emendation]
) -> Iterator[Edit | Doubt]:
    """What a person ruled: ``old`` wherever its context stands. Those in ``met`` are done with;
    those that are found are put there."""
    found: list[Edit | Doubt] = []
    for ruling in [ruling for ruling in emendations if ruling not in met]:
        inner = ruling.context.index(ruling.old)
        for match in re.finditer(re.escape(ruling.context), text):
            at = match.start() + inner
            found.append(Edit(at, ruling.old, ruling.new, CLS, "person", ruling.reason))
            met.add(ruling)
    yield from _apart(found)


def unruled(
    emendations: Sequence[Emendation], find: Callable[[str], Iterable[Edit | Doubt]]
) -> Callable[[str], Iterable[Edit | Doubt]]:
    """``find`` without what would touch the words that a person put."""
    if not emendations:
        return find

    def minded(text: str) -> Iterator[Edit | Doubt]:
        spans = []
        for ruling in emendations:
            inner = ruling.context.index(ruling.old)
            whole = ruling.context[:inner] + ruling.new + ruling.context[inner + len(ruling.old) :]
            for match in re.finditer(re.escape(whole), text):
                spans.append((match.start() + inner, match.start() + inner + len(ruling.new)))
        for item in find(text):
            if not any(item.start < hi and item.end > lo for lo, hi in spans):
                yield item

    return minded
