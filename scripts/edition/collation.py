"""Collation: witness and reading text of one page laid side by side, got from its record.

    Markdown of the page + its record  →  reading text, witness, and where they differ

What is made of it: the figures of the 校勘记 (`shares`), the words that were taken out
(`removed`), and the page that sets both texts side by side (`rows`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from edition.apparatus import Apparatus
from edition.cleaning.structure import BREAK
from edition.edit import Edit, Spot, align, rewind, undo
from edition.page import printable, rule_name
from edition.reading import CLASSES

# Classes whose words leave the text for good; a reader can have them shown.
_REMOVED = ("chrome", "furniture", "metadata")
_LONG = 40
_HEADING = re.compile(r"#{1,4} |\\(?=\\*#)")


@dataclass(frozen=True, slots=True)
class Collation:
    """Both texts and the spots where they differ; `edits` are those of all steps but mark-up."""

    witness: str
    reading: str
    spots: Sequence[Spot]
    edits: Sequence[Edit]


@dataclass(frozen=True, slots=True)
class Share:
    """How much of the record one class of edit makes up."""

    cls: str
    name: str
    places: int
    characters: int  # taken out or put in, whichever are more, edit by edit
    percent: float


@dataclass(frozen=True, slots=True)
class Removed:
    """Words of the witness that are not in the reading text, and what they were taken for."""

    cls: str
    name: str
    rule: str
    words: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a row: ``words`` of one version. ``cls`` is the class of edit that made the
    versions differ here, "" where they do not."""

    words: str
    cls: str = ""


@dataclass(slots=True)
class Row:
    """A block of the reading text and what the witness has in its place; ``id`` is the block's
    (p3, s1), "" for words of the witness that were taken out whole."""

    id: str = ""
    level: int = 0
    left: list[Piece] = field(default_factory=list)
    right: list[Piece] = field(default_factory=list)


def collate(markdown: str, record: Apparatus) -> Collation:
    """Raises EditConflictError if the page does not belong to the record."""
    steps = record.steps[:-1]  # the last one makes Markdown
    reading = undo(markdown, record.steps[-1])
    return Collation(
        rewind(reading, steps), reading, align(steps), [edit for step in steps for edit in step]
    )


def shares(edits: Sequence[Edit]) -> list[Share]:
    """The classes that a text has edits of, in their order."""
    places = dict.fromkeys(CLASSES, 0)
    characters = dict.fromkeys(CLASSES, 0)
    for edit in edits:
        places[edit.cls] += 1
        characters[edit.cls] += max(len(edit.old), len(edit.new))
    total = sum(characters.values()) or 1
    return [
        Share(cls, CLASSES[cls], n, characters[cls], 100 * characters[cls] / total)
        for cls, n in places.items()
        if n
    ]


def removed(collation: Collation) -> list[Removed]:
    """What was taken out, in the order of the witness."""
    found = []
    for spot in collation.spots:
        for cls in _REMOVED:
            taken = [edit for edit in spot.edits if edit.cls == cls and edit.old.strip()]
            if taken:
                words = "\n".join(printable(edit.old.strip()) for edit in taken)
                found.append(Removed(cls, CLASSES[cls], rule_name(taken[0].rule), words))
    return found


def rows(collation: Collation) -> list[Row]:
    """Both texts in full, block by block."""
    found = [Row()]
    for old, new, cls in _stretches(collation):
        if not cls:  # alike: breaks are in both
            _both(found, new)
        elif _is_taken_out(old, new, cls) and not _words(found[-1].right):
            found[-1].left += _pieces(old, cls)
            found.append(Row(right=_pieces(new.strip("\n"), cls)))
        elif BREAK not in new:
            found[-1].left += _pieces(old, cls)
            found[-1].right += _pieces(new, cls)
        else:
            _breaks(found, old, new, cls)
    rest = [row for row in found if _words(row.left) or _words(row.right)]
    return list(_named(rest))


def _stretches(collation: Collation) -> Iterator[tuple[str, str, str]]:
    """(words of the witness, words of the reading text, class of edit or "") from end to end.
    A break of the reading text is never in two of them."""
    a = b = 0
    for spot in _with_breaks(collation.spots, collation.reading):
        if spot.a0 > a:
            yield collation.witness[a : spot.a0], collation.reading[b : spot.b0], ""
        old = collation.witness[spot.a0 : spot.a1]
        new = collation.reading[spot.b0 : spot.b1]
        yield old, new, _main(spot, bool(new.strip(" \n#")))
        a, b = spot.a1, spot.b1
    yield collation.witness[a:], collation.reading[b:], ""


def _with_breaks(spots: Sequence[Spot], reading: str) -> Iterator[Spot]:
    """Spots that take in the whole of a break of which an edit made one half, and the witness or
    another edit the other."""
    last: Spot | None = None
    for spot in spots:
        before, after = spot.b0, spot.b1
        while reading[before - 1 : before + 1] == BREAK and before > (last.b1 if last else 0):
            before -= 1
        while reading[after - 1 : after + 1] == BREAK:
            after += 1
        spot = Spot(
            spot.a0 - spot.b0 + before, spot.a1 - spot.b1 + after, before, after, spot.edits
        )
        if last and (spot.b0 < last.b1 or reading[spot.b0 - 1 : spot.b0 + 1] == BREAK):
            last = Spot(last.a0, spot.a1, last.b0, spot.b1, last.edits + spot.edits)
            continue
        if last:
            yield last
        last = spot
    if last:
        yield last


def _main(spot: Spot, stays: bool) -> str:
    """The class that a reader is shown for a spot: the one that says most about its words, which
    is another where they stay than where they went with the words around them."""
    told = ("emendation", "encoding", "lacuna", "script")
    order = (*told, *_REMOVED) if stays else (*_REMOVED, *told)
    classes = [edit.cls for edit in spot.edits]
    return next((cls for cls in order if cls in classes), classes[-1])


def _pieces(words: str, cls: str) -> list[Piece]:
    return [Piece(printable(words), cls)] if words else []


def _both(found: list[Row], words: str) -> None:
    for n, part in enumerate(words.split(BREAK)):
        if n:
            found[-1].left.append(Piece("\n"))
            found.append(Row())
        found[-1].left += _pieces(part, "")
        found[-1].right += _pieces(part, "")


def _breaks(found: list[Row], old: str, new: str, cls: str) -> None:
    """A difference that holds a break of the reading text. What the witness has there goes with
    the words before it; words that nothing stands for get a row of their own."""
    before, *middle, after = new.split(BREAK)
    found[-1].right += _pieces(before, cls)
    if _is_taken_out(old, new, cls):
        found += [Row(left=_pieces(old, cls)), Row()]
    else:
        found[-1].left += _pieces(old, cls)
        found += [Row(right=_pieces(part, cls)) for part in middle]
        found.append(Row())
    found[-1].right += _pieces(after, cls)


def _is_taken_out(old: str, new: str, cls: str) -> bool:
    """Lines of a site and the like, and nothing but layout in their place."""
    lines = "\n" in old.strip() or len(old) > _LONG or "#" in new or BREAK in new
    return cls in _REMOVED and bool(old.strip()) and not new.strip(" \n#") and lines


def _words(pieces: Sequence[Piece]) -> str:
    return "".join(piece.words for piece in pieces).strip(" \n\r\t")


def _named(found: Sequence[Row]) -> Iterator[Row]:
    """Rows with the id and level of their block; the signs of headings go."""
    counts = {"p": 0, "s": 0}
    for row in found:
        text = "".join(piece.words for piece in row.right)
        if text.strip():
            sign = _HEADING.match(text)
            heading = bool(sign) and text[0] == "#"
            kind = "s" if heading else "p"
            counts[kind] += 1
            row.id = f"{kind}{counts[kind]}"
            row.level = sign.end() - 1 if sign and heading else 0
            row.right = _without(row.right, sign.end() if sign else 0)
        yield row


def _without(pieces: Sequence[Piece], count: int) -> list[Piece]:
    """``pieces`` without their first ``count`` characters."""
    found = []
    for piece in pieces:
        words = piece.words[count:]
        count = max(0, count - len(piece.words))
        if words:
            found.append(Piece(words, piece.cls))
    return found
