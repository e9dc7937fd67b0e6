"""Headings and paragraph boundaries, against readings made by hand and generated damage.

    make bench            (or: python tests/bench/structure.py [CASES.jsonl])

The argument is a file of cases, one JSON object a line with `before`, `after` and `split` (dev
or held). What is compared is the stream of letters: a boundary is an offset in it, a heading is
an offset with its text, so marks and blanks weigh nothing.
"""

from __future__ import annotations

import difflib
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "scripts"), str(ROOT / "tests")]

import damage_layout
from edition import collection, reading, witness

SEEDS = 60
_NO_LETTER = re.compile(r"[\W_]+")
_LINE = re.compile(r"(#{1,6} )?(.*)")

Mark = tuple[int, str]


@dataclass(frozen=True)
class Outline:
    """The letters of a reading; where its blocks begin; its headings by offset and level."""

    letters: str
    boundaries: frozenset[int]
    headings: dict[Mark, int]


def outline(text: str) -> Outline:
    stream: list[str] = []
    at = 0
    boundaries: set[int] = set()
    headings: dict[Mark, int] = {}
    for line in text.splitlines():
        marks, body = _LINE.fullmatch(line).groups()
        letters = _NO_LETTER.sub("", body)
        if not letters:
            continue
        boundaries.add(at)
        if marks:
            headings[at, letters] = marks.count("#")
        stream.append(letters)
        at += len(letters)
    return Outline("".join(stream), frozenset(boundaries - {0}), headings)


def seen_from(gold: Outline, made: Outline) -> Outline:
    """``made`` with the offsets of ``gold``: their letters differ where words were mended, or
    lines of a site stayed."""
    if gold.letters == made.letters:
        return made
    matcher = difflib.SequenceMatcher(None, made.letters, gold.letters, autojunk=False)
    place: dict[int, int] = {}
    for tag, lo, hi, to, end in matcher.get_opcodes():
        if tag == "equal":
            place |= {i: to + i - lo for i in range(lo, hi + 1)}
        else:
            place[lo] = to
            place |= {i: -i for i in range(lo + 1, hi)}
            place[hi] = end
    return Outline(
        gold.letters,
        frozenset(place[i] for i in made.boundaries),
        {(place[at], text): level for (at, text), level in made.headings.items()},
    )


@dataclass
class Score:
    """Hits, what was made and what was wanted, for each measure."""

    hits: Counter[str] = field(default_factory=Counter)
    made: Counter[str] = field(default_factory=Counter)
    wanted: Counter[str] = field(default_factory=Counter)
    texts: int = 0
    exact: int = 0

    def add(self, wanted: str, made: str) -> None:
        gold = outline(wanted)
        mine = seen_from(gold, outline(made))
        sets: dict[str, tuple[set[object], set[object]]] = {
            "headings": (set(gold.headings.items()), set(mine.headings.items())),
            "text only": (set(gold.headings), set(mine.headings)),
            "boundaries": (set(gold.boundaries), set(mine.boundaries)),
        }
        for name, (these, those) in sets.items():
            self.hits[name] += len(these & those)
            self.made[name] += len(those)
            self.wanted[name] += len(these)
        self.texts += 1
        self.exact += all(these == those for these, those in sets.values())

    def f1(self, name: str) -> float:
        total = self.made[name] + self.wanted[name]
        return 2 * self.hits[name] / total if total else 1.0


NAMES = ("headings", "text only", "boundaries")


def show(name: str, score: Score) -> None:
    columns = "  ".join(
        f"{score.f1(n):6.3f} ({score.hits[n]}/{score.made[n]}/{score.wanted[n]})" for n in NAMES
    )
    print(f"{name:26}{score.exact:5}/{score.texts:<5}{columns}")


def clean(page: str) -> str:
    return reading.as_text(reading.read(witness.from_bytes("page", page.encode())))


def readings() -> Iterator[tuple[str, str]]:
    for path in sorted((ROOT / "docs/witnesses").glob("*.txt")):
        gold = (ROOT / "tests/readings" / path.name).read_text("utf-8")
        yield gold, reading.as_text(collection.read_witness(path))


def unruled() -> Iterator[tuple[str, str]]:
    """The same without what a person ruled."""
    for path in sorted((ROOT / "docs/witnesses").glob("*.txt")):
        gold = (ROOT / "tests/readings" / path.name).read_text("utf-8")
        yield gold, reading.as_text(reading.read(witness.load(path)))


def generated(
    make: Callable[[Random], damage_layout.Text], mechanism: Callable[[str, Random], str]
) -> Iterator[tuple[str, str]]:
    for seed in range(SEEDS):
        random = Random(seed)
        text = make(random)
        yield text.reading, clean(mechanism(text.page, random))


def score(pairs: Iterable[tuple[str, str]]) -> Score:
    total = Score()
    for wanted, made in pairs:
        total.add(wanted, made)
    return total


def cases(path: Path) -> None:
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    for split in sorted({row["split"] for row in rows}):
        for only in (None, "structure"):
            chosen = [row for row in rows if row["split"] == split and only in (None, row["class"])]
            pairs = ((row["after"], clean(row["before"])) for row in chosen)
            show(f"cases {split} {only or 'all'}", score(pairs))


def main() -> None:
    print(f"{'':26}{'exact':>8}     F1 (hits/made/wanted): {', '.join(NAMES)}")
    show("readings by hand", score(readings()))
    show("without rulings", score(unruled()))
    for make in (damage_layout.sound, damage_layout.labelled):
        for mechanism in damage_layout.MECHANISMS:
            show(f"{make.__name__} {mechanism.__name__}", score(generated(make, mechanism)))
    for name in sys.argv[1:]:
        cases(Path(name))


if __name__ == "__main__":
    main()
