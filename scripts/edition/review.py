"""Review: what a person should look at, and the lines that settle it in the text's ``.toml``.

    疑 in the text      accept: [[emendation]], [[remove]]      leave: [[veto]]
    a ruling of the ``.toml`` that changes nothing              mend or delete it

Every proposal can be pasted as it stands and does what it says. Words and context are those of
the moment at which a ruling is applied, which need not be those of the finished page.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from edition.cleaning.lacuna import CUT_OFF, MISSING
from edition.edit import Doubt, Edit, Spot, align, apply
from edition.page import paragraphs
from edition.reading import Reading

_AROUND = 10  # characters of context on either side
_LEADING = re.compile(r"#{1,4} |\\")


@dataclass(frozen=True, slots=True)
class Place:
    """A place to look at: in which paragraph, between what, why, and the lines that accept what
    is suggested (none if nothing is) or leave the place as it is."""

    paragraph: str
    left: str
    text: str
    right: str
    note: str
    accept: tuple[str, ...]
    leave: tuple[str, ...]


def places(reading: Reading) -> Iterator[Place]:
    """What a person has not decided yet, in the order of the text."""
    texts = list(_texts(reading))
    last = len(reading.steps)
    ruled = next(
        (n for n, s in enumerate(reading.steps) if s.cls in ("emendation", "lacuna")), last
    )
    found = []
    for n, step in enumerate(reading.steps):
        to_end = align(later.edits for later in reading.steps[n:])
        to_ruled = align(later.edits for later in reading.steps[n : max(n, ruled)])
        for doubt in step.doubts:
            if _settled(reading, n, doubt):
                continue
            start, end = _forward(to_end, doubt.start, doubt.end)
            then = _forward(to_ruled, doubt.start, doubt.end)
            place = _place(reading, doubt, texts[n], start, end, texts[max(n, ruled)], then)
            found.append((start, place))
    yield from (place for _, place in sorted(found, key=lambda pair: pair[0]))
    yield from _idle(reading)


def _texts(reading: Reading) -> Iterator[str]:
    """The text that each step was given, and the reading text last."""
    text = reading.witness.text
    for step in reading.steps:
        yield text
        text = apply(text, step.edits)
    yield text


def _settled(reading: Reading, n: int, doubt: Doubt) -> bool:
    """Did a person, or a later rule, decide about the place that step ``n`` doubted?"""
    start, end = doubt.start, doubt.end
    for step in reading.steps[n:]:
        for edit in step.edits:
            mine = edit.rule == "person" or edit.cls in ("chrome", "furniture", "metadata")
            if mine and edit.start < end and edit.end > start:
                return True
        start, end = _forward(align([step.edits]), start, end)
    return False


def _forward(spots: Sequence[Spot], start: int, end: int) -> tuple[int, int]:
    """Where the characters from ``start`` to ``end`` stand after the edits of ``spots``."""
    lo, hi = start, end
    for spot in spots:
        if spot.a1 <= start:
            shift = spot.b1 - spot.a1
            lo, hi = start + shift, end + shift
        elif spot.a0 < end:
            if spot.a0 <= start:
                lo = spot.b0
            hi = spot.b1 + max(0, end - spot.a1)
        else:
            break
    return lo, max(lo, hi)


def _place(
    reading: Reading,
    doubt: Doubt,
    before: str,
    start: int,
    end: int,
    ruled: str,
    then: tuple[int, int],
) -> Place:
    text = reading.text
    named = [(p.id, p.start, p.start + len(p.text)) for p in paragraphs(reading)]
    id = next((id for id, lo, hi in named if lo <= start <= hi), "")
    left, right = _beside(text, start, end)
    note = f"疑当作“{doubt.suggestion}”。{doubt.note}" if doubt.suggestion else doubt.note
    return Place(
        id,
        left,
        text[start:end],
        right,
        note or "疑有误。",
        tuple(_accept(doubt, ruled, *then)),
        tuple(_leave(doubt, before)),
    )


def _beside(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands on either side in the same line, as far as it can be written into a file."""
    left = text[max(0, start - _AROUND) : start]
    right = text[end : end + _AROUND]
    left = re.split("[\n\ud800-\udfff]", left)[-1]
    return _LEADING.sub("", left), re.split("[\n\ud800-\udfff]", right, maxsplit=1)[0]


def _accept(doubt: Doubt, text: str, start: int, end: int) -> Iterator[str]:
    """The lines that make of the doubt an edit."""
    if doubt.rule == "unsure-chrome":
        yield from ("[[remove]]", f"line = {_quoted(doubt.text.strip())}", 'reason = ""')
        return
    old, new = text[start:end], doubt.suggestion
    if doubt.rule == "cut-off":
        new = old + CUT_OFF
    elif doubt.rule == "missing-number":
        start = text.rfind("\n", 0, start) + 1
        old = text[start:end]
        new = f"{MISSING}\n\n{old}"
    elif doubt.rule == "shifted-bytes" and not new:
        new = MISSING
    left, right = _beside(text, start, end)
    yield from ("[[emendation]]", f"old = {_quoted(old)}", f"new = {_quoted(new)}")
    yield from (f"context = {_quoted(left + old + right)}", 'reason = ""')


def _leave(doubt: Doubt, text: str) -> Iterator[str]:
    """The lines by which one is asked no more."""
    left, right = _beside(text, doubt.start, doubt.end)
    words = doubt.text if doubt.rule == "unsure-chrome" else left + doubt.text + right
    yield from ("[[veto]]", f"rule = {_quoted(doubt.rule)}", f"text = {_quoted(words)}")
    yield 'reason = ""'


def _idle(reading: Reading) -> Iterator[Place]:
    """Rulings of the ``.toml`` that change nothing: the words are not there (any more)."""
    made = {(edit.cls, edit.note) for edit in _by_person(reading)}
    words = {(edit.old, edit.new) for edit in _by_person(reading)}
    for ruling in reading.rulings.emendations:
        if (ruling.old, ruling.new) not in words:
            note = "[[emendation]] 没有起作用：正文里没有这个 context，请照正文改，或删去"
            yield Place("", "", ruling.context, "", note, (), ())
    for removal in reading.rulings.removals:
        if ("chrome", removal.reason) not in made:
            note = "[[remove]] 没有起作用：底本里没有这一行"
            yield Place("", "", removal.line, "", note, (), ())
    for boundary in reading.rulings.breaks:
        if ("structure", boundary.reason) not in made:
            note = "[[break]] 没有起作用：正文里没有这几个字，或此处本已分段"
            yield Place("", "", boundary.before, "", note, (), ())


def _by_person(reading: Reading) -> Iterator[Edit]:
    return (edit for edit in reading.edits() if edit.rule == "person")


def _quoted(text: str) -> str:
    """``text`` as a TOML string: JSON's, and the one control character that JSON leaves."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
