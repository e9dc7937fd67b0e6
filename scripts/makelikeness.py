"""Teaches the table of what a line of a site is known by (a chore for developers, never run on a
build).

    python scripts/makelikeness.py CLEAN PAGES…    likeness.tsv, from the table that is there

PAGES: folders of marked pages, each a text file with one line of a page a line: ``c|`` or ``m|``
or ``f|`` before the site's words, facts and page numbers, ``#|`` to ``####|`` before headings,
``t|`` before a line of the text, ``t+|`` before one that goes on. CLEAN: a folder of clean texts
(any ``**/*.txt``), whose lines are all text. Neither is in this repository.

What was learned before stays as far as the pages do not speak against it: the weights of the
table are where the search begins, and leaving them costs. First single lines (`likeness`), then
lines with their places (`places`); the second half is taught with scores of lines that the first
half had not seen, since what it has seen it knows too well.
"""

from __future__ import annotations

import math
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from random import Random

from edition import data
from edition.cleaning import chrome, likeness, places
from edition.cleaning.lines import folded_lines

TABLE = data.HERE / "likeness.tsv"

_MARKED = re.compile(r"(#{1,4}|t\+?|c|m|f| )\|(.*)")
_NOTES = re.compile(r"[⟦⟧¶]")
_EPOCHS, _STEP = 12, 0.15
_STAYS = 0.02
_NEW = 0.06  # how much a weight that the table did not have shrinks in each round
_LEAST, _MOST = 0.10, 5500  # the smallest weight that is kept; rows of the table
_TEXT = 4.0  # what it costs to take a line of a text, beside what it costs to leave a site's
_PAGES = 3  # pages on which a string must stand to be learned
_LONGEST = 200  # characters of a line
_CLEAN = 25_000  # lines of clean texts

Sample = tuple[Sequence[tuple[str, float]], bool]


def pages(folders: Iterable[Path]) -> Iterator[tuple[str, list[bool]]]:
    """The text of each marked page, and for each of its lines that is not blank, is it the
    site's?"""
    for path in sorted(path for folder in folders for path in folder.glob("*.txt")):
        rows, kinds = [], []
        for line in path.read_text("utf-8").split("\n"):
            if match := _MARKED.match(line):
                rows.append(_NOTES.sub("", match[2]))
                if rows[-1].strip():
                    kinds.append(match[1] in ("c", "m", "f"))
        yield "\n".join(rows) + "\n", kinds


def learn(samples: list[Sample], prior: dict[str, float], seed: int) -> dict[str, float]:
    """Weights of a logistic regression that begins at ``prior`` and is held to it (AdaGrad)."""
    weights = dict(prior)
    steps: dict[str, float] = {}
    random = Random(seed)
    for _ in range(_EPOCHS):
        random.shuffle(samples)
        for signs, wanted in samples:
            odds = sum(weights.get(sign, 0.0) * strength for sign, strength in signs)
            error = wanted - 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))
            error *= 1.0 if wanted else _TEXT
            if abs(error) < 0.01:
                continue
            for sign, strength in signs:
                slope = error * strength
                steps[sign] = steps.get(sign, 0.0) + slope * slope
                weights[sign] = weights.get(sign, 0.0) + _STEP * slope / math.sqrt(
                    1.0 + steps[sign]
                )
        for sign in weights:
            if sign in prior:
                weights[sign] += _STAYS * (prior[sign] - weights[sign])
            else:
                weights[sign] *= 1 - _NEW
    return weights


def line_signs(line: str, known: frozenset[str]) -> list[tuple[str, float]]:
    """The signs of a folded line: its shape, and those of its strings that are ``known``."""
    strings = {sign for sign in likeness.strings(line) if sign in known}
    return [("=", 1.0), *((sign, 1.0) for sign in (*likeness.shape(line), *strings))]


def place_samples(text: str, kinds: Sequence[bool]) -> Iterator[Sample]:
    """The lines at either end of a page with their places, as `places.judge` meets them first and
    when all that is the site's is known."""
    folded, known, written, _ = chrome.known_lines(text, folded_lines(text))
    if len(folded) != len(kinds):
        return
    count = len(folded)
    ends = {*range(places.TOP), *range(count - places.BOTTOM, count)} & {*range(count)}
    scores = [
        likeness.score(row) if n in ends and len(row) <= _LONGEST else -5.0
        for n, row in enumerate(folded)
    ]
    for taken in (
        [n in known for n in range(count)],
        [n in known or kinds[n] for n in range(count)],
    ):
        page = places.Page(folded, taken, scores, written)
        for n in ends - {*written} - known.keys():
            if places.may_go(folded[n], scores[n]):
                yield [("@", 1.0), *page.signs(n)], kinds[n]


def use(weights: dict[str, float]) -> None:
    """Let `likeness` and `places` read these weights."""
    setattr(data, "likeness", lambda: weights)  # noqa: B010 (the table of this run)
    likeness._table.cache_clear()
    likeness.score.cache_clear()


def main(clean: Path, folders: Sequence[Path]) -> None:
    """Write the table anew."""
    head = [line for line in TABLE.read_text("utf-8").splitlines() if line.startswith("#")]
    prior = dict(data.likeness())
    marked = list(pages(folders))
    texts = sorted(clean.glob("**/*.txt"))
    sound = [
        line.bare
        for path in texts
        for line in folded_lines(path.read_text("utf-8"))
        if 0 < len(line.bare) <= _LONGEST
    ]
    sound = Random(1).sample(sound, min(_CLEAN, len(sound)))
    met: Counter[str] = Counter()
    lines: list[list[tuple[str, bool]]] = []
    for text, kinds in marked:
        rows = [line.bare for line in folded_lines(text)]
        pairs = list(zip(rows, kinds, strict=False)) if len(rows) == len(kinds) else []
        lines.append([(row, kind) for row, kind in pairs if len(row) <= _LONGEST])
        met.update({sign for row, _ in lines[-1] for sign in likeness.strings(row)})
    known = frozenset(sign for sign, count in met.items() if count >= _PAGES) | prior.keys()
    own = {sign: weight for sign, weight in prior.items() if sign[0] != "@"}
    text_lines: list[Sample] = [(line_signs(row, known), False) for row in sound]

    def taught(numbers: Iterable[int]) -> dict[str, float]:
        samples: list[Sample] = [
            (line_signs(row, known), kind) for n in numbers for row, kind in lines[n]
        ]
        return learn(samples + text_lines, own, 1)

    where = {sign: weight for sign, weight in prior.items() if sign[0] == "@"}
    halves = [range(0, len(marked), 2), range(1, len(marked), 2)]
    seen: list[Sample] = []
    for mine, others in (halves, halves[::-1]):
        use({**taught(others), **where})
        for n in mine:
            seen += place_samples(*marked[n])
    where = learn(seen, where, 2)
    weights = taught(range(len(marked)))
    kept = {sign: w for sign, w in weights.items() if abs(w) >= _LEAST or sign == "="}
    ranked = sorted(kept, key=lambda sign: -abs(kept[sign]))[:_MOST]
    final = {sign: kept[sign] for sign in ranked} | where
    table = [f"{sign}\t{final[sign]:.2f}" for sign in sorted(final) if round(final[sign], 2)]
    TABLE.write_text("\n".join([*head, *table]) + "\n", "utf-8")
    print(
        f"{len(marked)} pages, {len(sound):,} clean lines, {len(seen):,} places, {len(table):,} rows"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), [Path(name) for name in sys.argv[2:]])
