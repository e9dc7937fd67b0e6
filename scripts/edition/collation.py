"""Collation: witness and reading text of one page laid side by side, got from its record.

    Markdown of the page + its record  →  reading text, witness, and where they differ

What is made of it: the figures of the 校勘记 (`shares`), the words that were taken out
(`removed`), and the page that sets both texts side by side (`rows`).
"""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from edition.apparatus import Apparatus, witness_bytes
from edition.cleaning.structure import BREAK, Block, blocks
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
    """Raises EditionError if the page does not belong to the record, or was changed by hand."""
    witness_bytes(markdown, record, record.header.get("witness", "a page"))
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
    """Both texts in full, block by block.

    A row is what stands from the beginning of a block to that of the next; a stretch of the
    witness goes where its place in the reading text is.
    """
    found = blocks(collation.reading)
    starts = [block.start for block in found]
    made = [Row()]
    heads = [made[0]]  # the row of each block
    b = 0
    for old, new, cls in _stretches(collation):
        end = bisect.bisect_left(starts, b + max(1, len(new)))
        cuts = [at - b for at in starts[len(heads) : end]]
        # Words of the witness go with the first that stand for them, or with the block that begins.
        home = 1 if cuts and cuts[0] == 0 else 0
        for n, part in enumerate(_cut(new, cuts)):
            if n:
                made.append(Row())
                heads.append(made[-1])
            if cls:
                words = old if n == home else ""
                if _is_taken_out(words, new, cls) and _at_edge(collation.reading, starts, b):
                    _alone(made, _pieces(words, cls))
                else:
                    made[-1].left += _pieces(words, cls)
            else:
                made[-1].left += _pieces(part, "")
            made[-1].right += _pieces(part, cls)
        b += len(new)
    _name(heads, found)
    for row in made:
        row.left, row.right = _trimmed(row.left), _trimmed(row.right)
    return [row for row in made if _words(row.left) or _words(row.right)]


def _cut(words: str, cuts: Sequence[int]) -> list[str]:
    bounds = [0, *cuts, len(words)]
    return [words[lo:hi] for lo, hi in itertools.pairwise(bounds)]


def _at_edge(reading: str, starts: Sequence[int], at: int) -> bool:
    """Is ``at`` before the first or behind the last word of its block?"""
    n = bisect.bisect_right(starts, at)
    start = starts[n - 1] if n else 0
    end = starts[n] if n < len(starts) else len(reading)
    return not reading[start:at].strip(" \n#") or not reading[at:end].strip()


def _alone(made: list[Row], pieces: list[Piece]) -> None:
    """A row for words that nothing stands for: before the last one if that has just begun."""
    if _words(made[-1].right).strip("# "):
        made.append(Row(left=pieces))
    elif _words(made[-1].left):
        made[-1].left += pieces
    else:
        made.insert(-1, Row(left=pieces))


def _name(heads: Sequence[Row], found: Sequence[Block]) -> None:
    """Ids and levels, as `page.paragraphs` counts them; the signs of headings go."""
    counts = {"p": 0, "s": 0}
    before = found[0].start if found else 0  # what stands before the first block is in its row
    for row, block in zip(heads, found, strict=False):
        sign = _HEADING.match(block.text)
        kind = "s" if sign and block.text[0] == "#" else "p"
        counts[kind] += 1
        row.id = f"{kind}{counts[kind]}"
        row.level = sign.end() - 1 if sign and kind == "s" else 0
        row.right = _without(row.right, before + (sign.end() if sign else 0))
        before = 0


def _stretches(collation: Collation) -> Iterator[tuple[str, str, str]]:
    """(words of the witness, words of the reading text, class of edit or "") from end to end."""
    a = b = 0
    for spot in collation.spots:
        if spot.a0 > a:
            yield collation.witness[a : spot.a0], collation.reading[b : spot.b0], ""
        old = collation.witness[spot.a0 : spot.a1]
        new = collation.reading[spot.b0 : spot.b1]
        yield old, new, _main(spot, bool(new.strip(" \n#")))
        a, b = spot.a1, spot.b1
    yield collation.witness[a:], collation.reading[b:], ""


def _main(spot: Spot, stays: bool) -> str:
    """The class that a reader is shown for a spot: the one that says most about its words, which
    is another where they stay than where they went with the words around them."""
    told = ("emendation", "encoding", "lacuna", "script")
    order = (*told, *_REMOVED) if stays else (*_REMOVED, *told)
    classes = [edit.cls for edit in spot.edits]
    return next((cls for cls in order if cls in classes), classes[-1])


def _pieces(words: str, cls: str) -> list[Piece]:
    return [Piece(printable(words), cls)] if words else []


def _is_taken_out(old: str, new: str, cls: str) -> bool:
    """Lines of a site and the like, and nothing but layout in their place."""
    lines = "\n" in old.strip() or len(old) > _LONG or "#" in new or BREAK in new
    return cls in _REMOVED and bool(old.strip()) and not new.strip(" \n#") and lines


def _words(pieces: Sequence[Piece]) -> str:
    return "".join(piece.words for piece in pieces).strip(" \n\r\t")


def _trimmed(pieces: list[Piece]) -> list[Piece]:
    """Without the line breaks at the end: the next row is a line of its own."""
    while pieces and not pieces[-1].words.rstrip("\n\r"):
        pieces = pieces[:-1]
    if pieces:
        last = pieces[-1]
        pieces = [*pieces[:-1], Piece(last.words.rstrip("\n\r"), last.cls)]
    return pieces


def _without(pieces: Sequence[Piece], count: int) -> list[Piece]:
    """``pieces`` without their first ``count`` characters."""
    found = []
    for piece in pieces:
        words = piece.words[count:]
        count = max(0, count - len(piece.words))
        if words:
            found.append(Piece(words, piece.cls))
    return found
