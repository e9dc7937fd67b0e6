"""Parallels: passages that stand twice, inside one text or in two.

Copyists repeat themselves and each other, so two places that say the same with small differences
are evidence for both. What makes a parallel here is neither the marks nor the set phrases that
every text of a kind shares (a glossary term counts as one character), but enough words of their
own in the same order. Seeds of `_SEED` letters that stand in both places are chained along one
diagonal (the method of BLAST: Altschul et al. 1990), and the chain is told apart character by
character. Linear in the size of the collection: a seed that stands in more than `_COMMONEST`
places is a formula and is passed over. Nearly all seeds stand in one place only, and an index of
them would be a hundred times as large as the texts: what stands once is sifted out first (`shared`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from itertools import accumulate, combinations, takewhile
from operator import itemgetter
from typing import NamedTuple

from edition.glossary import Glossary
from edition.seeds import Groups, shared

_SEED = 6  # letters
_COMMONEST = 12  # places
_GAP = 14  # letters that may differ between two seeds of a chain
_SLANT = 10  # letters by which one side of a gap may be longer than the other
_FEWEST = 13  # letters of their own that both places share, over a mark: parts of two clauses
_FEWEST_IN_CLAUSE = 18  # the same, where no mark parts the passage: one clause may be a formula
_CLOSING = frozenset("。！？…”’）》」』")
_CLOSEST = 0.7  # share of the longer place's letters that is the same in both


@dataclass(frozen=True, slots=True)
class Passage:
    """text[start:end] of a paragraph, offsets in code points."""

    slug: str
    paragraph: str
    start: int
    end: int
    text: str
    whole: bool  # it is all of the paragraph, but for marks


class Piece(NamedTuple):
    """A stretch of a comparison: the same words in both, or different ones."""

    left: str
    right: str

    @property
    def same(self) -> bool:
        return self.left == self.right


@dataclass(frozen=True, slots=True)
class Parallel:
    """Two passages, ``left`` the earlier one, and their difference in reading order."""

    left: Passage
    right: Passage
    pieces: tuple[Piece, ...]
    shared: int  # letters of their own that they share

    @property
    def identical(self) -> bool:
        return all(piece.same for piece in self.pieces)


class _Letters:
    """A paragraph without its marks."""

    def __init__(self, slug: str, id: str, text: str, glossary: Glossary) -> None:
        self.slug, self.id, self.text = slug, id, text
        self.string = "".join(filter(str.isalnum, text))
        self._glossary = glossary

    @cached_property
    def places(self) -> list[int]:
        """Where each letter stands in the paragraph."""
        return [i for i, char in enumerate(self.text) if char.isalnum()]

    @cached_property
    def own(self) -> list[int]:
        """How many letters before each one, and in all, are words of the text's own."""
        inside = {i for m in self._glossary.find(self.text) for i in range(m.start + 1, m.end)}
        return list(accumulate((place not in inside for place in self.places), initial=0))

    def after(self, end: int) -> str:
        """The marks that close letters …:end."""
        last = self.places[end - 1] + 1
        return "".join(takewhile(_CLOSING.__contains__, self.text[last:]))

    def passage(self, start: int, end: int, marks: int = 0) -> Passage:
        """Letters start:end, and as many of the marks after them."""
        first, last = self.places[start], self.places[end - 1] + 1 + marks
        whole = start == 0 and end == len(self.string)
        return Passage(self.slug, self.id, first, last, self.text[first:last], whole)


class _Chain(NamedTuple):
    """Letters a:a_end of one paragraph beside letters b:b_end of another."""

    a: int
    a_end: int
    b: int
    b_end: int


def find(paragraphs: Sequence[tuple[str, str, str]], glossary: Glossary) -> list[Parallel]:
    """Every parallel among (slug, paragraph id, text), in the order of their first places."""
    letters = [_Letters(slug, id, text, glossary) for slug, id, text in paragraphs]
    found = []
    for (one, two), hits in _hits([paragraph.string for paragraph in letters]):
        for chain in _chains(sorted(hits)):
            parallel = _parallel(letters[one], letters[two], chain)
            if parallel:
                found.append(((one, two), parallel))
    found.sort(key=itemgetter(0))
    return [parallel for _, parallel in found]


def _hits(strings: Sequence[str]) -> Iterator[tuple[tuple[int, int], list[tuple[int, int]]]]:
    """For two paragraphs (or one with itself) the places (a, b) of the seeds that they share, if
    more than one: a single seed is too short."""
    hits = Groups()
    for standing in shared(strings, _SEED, _COMMONEST):
        for (one, a), (two, b) in combinations(standing, 2):
            if one != two or b - a >= _SEED:
                hits.add((one, two), (a, b))
    yield from hits


def _chains(hits: list[tuple[int, int]]) -> Iterator[_Chain]:
    """Runs of seeds that follow each other in both paragraphs, each grown to where the letters
    begin to differ. A seed belongs to one chain only."""
    open_: list[_Chain] = []
    for a, b in hits:
        for n, chain in enumerate(open_):
            step = (a - chain.a_end, b - chain.b_end)
            if min(step) >= -_SEED and max(step) <= _GAP and abs(step[0] - step[1]) <= _SLANT:
                open_[n] = _Chain(chain.a, a + _SEED, chain.b, b + _SEED)
                break
        else:
            open_.append(_Chain(a, a + _SEED, b, b + _SEED))
    yield from open_


def _parallel(one: _Letters, two: _Letters, chain: _Chain) -> Parallel | None:
    a, a_end, b, b_end = chain
    if min(a_end - a, b_end - b) < _FEWEST:
        return None
    if one is two and a_end > b:  # a paragraph that overlaps itself says one thing once
        return None
    blocks = SequenceMatcher(
        None, one.string[a:a_end], two.string[b:b_end], autojunk=False
    ).get_matching_blocks()
    shared = sum(one.own[a + m.a + m.size] - one.own[a + m.a] for m in blocks)
    same = sum(m.size for m in blocks)
    if shared < _FEWEST or same < _CLOSEST * max(a_end - a, b_end - b):
        return None
    left, right = one.passage(a, a_end), two.passage(b, b_end)
    if shared < _FEWEST_IN_CLAUSE and (left.text.isalnum() or right.text.isalnum()):
        return None
    # A sentence that ends in both places is shown to its full stop.
    closings = zip(one.after(a_end), two.after(b_end), strict=False)
    closing = sum(1 for _ in takewhile(lambda marks: marks[0] == marks[1], closings))
    left, right = one.passage(a, a_end, closing), two.passage(b, b_end, closing)
    return Parallel(left, right, tuple(difference(left.text, right.text)), shared)


def difference(left: str, right: str) -> Iterator[Piece]:
    """Two passages side by side, character by character. Pieces that agree by one character only,
    between two that do not, are drawn into them: 开展工作 → 做好工作 and not 开|展|工作."""
    pieces: list[Piece] = []
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    for tag, a, a_end, b, b_end in matcher.get_opcodes():
        piece = Piece(left[a:a_end], right[b:b_end])
        inside = bool(pieces) and a_end < len(left) and b_end < len(right)
        if pieces and not pieces[-1].same and (tag != "equal" or (inside and a_end - a == 1)):
            last = pieces[-1]
            pieces[-1] = Piece(last.left + piece.left, last.right + piece.right)
        else:
            pieces.append(piece)
    yield from pieces
