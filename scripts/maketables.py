"""Makes the generated tables of `edition/data` (a chore for developers, never run on a build).

    python scripts/maketables.py                     readings.tsv; needs pypinyin (requirements-dev)
    python scripts/maketables.py language FOLDER     language.tsv.xz, from the *.txt in FOLDER

`readings.tsv`: for every Han character of GBK its Mandarin readings, with tone marks, from
pypinyin's table (MIT; compiled from Unihan and dictionaries by the project pinyin-data). It is
made here so that nothing at run time needs pypinyin, which takes 19 times the start-up of a
bare Python.

`language.tsv.xz`: how often characters follow each other in modern Chinese (`cleaning.language`
says how it is read). Only these figures are kept, no text. The table in use is from 69 million
Han characters of Simplified Chinese in public repositories: popular and scholarly books 25,
statutes and judicial rules 15, television news 10, reviews 6, technical articles 6, treebanks
and news for word cutting 2, classics put into modern Chinese 2, a technical weekly 2, abstracts
of papers 1, encyclopaedia 1 and headlines.
"""

from __future__ import annotations

import itertools
import lzma
import math
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from edition.cleaning import language as model

DATA = Path(__file__).parent / "edition" / "data"

# What keeps language.tsv.xz below 1.5 MB.
_VOCABULARY = 20  # a character met less often is no part of the model
_PAIRS = 12.0  # a pair stays if leaving it out would cost this many nats over the whole corpus …
_TRIPLES = 60.0  # … and a triple, this many
_DISCOUNT = 0.75  # taken off each count, for what was not met
_LAST = 126 - 48  # figures are printed as the characters from "0" to "~"


def han_of_gbk() -> list[str]:
    """The 21,003 Han characters that GBK can write, in code point order."""
    chars = []
    for point in range(0x4E00, 0x9FFF + 1):
        try:
            chr(point).encode("gbk")
        except UnicodeEncodeError:
            continue
        chars.append(chr(point))
    return chars


def readings() -> str:
    """The table of readings, a character a line."""
    from pypinyin.constants import PINYIN_DICT

    lines = ["# character<TAB>readings. Made by scripts/maketables.py; do not edit."]
    for char in han_of_gbk():
        found = PINYIN_DICT.get(ord(char), "")
        if found:
            lines.append(f"{char}\t{unicodedata.normalize('NFC', found)}")
    return "\n".join(lines) + "\n"


def _texts(folder: Path) -> Iterator[str]:
    for path in sorted(folder.glob("**/*.txt")):
        with path.open(encoding="utf-8") as file:
            while lines := file.readlines(1 << 24):
                yield model.squeeze(model.fold("".join(lines)))


def _counted(folder: Path) -> tuple[Counter[str], Counter[str], Counter[str]]:
    """How often each character, pair and triple is met. Triples met once are dropped on the way
    when there are too many to hold."""
    ones: Counter[str] = Counter()
    for text in _texts(folder):
        ones.update(text)
    known = {char for char, n in ones.items() if n >= _VOCABULARY and char > "~"}
    twos: Counter[str] = Counter()
    threes: Counter[str] = Counter()
    for text in _texts(folder):
        plain = "".join(char if char in known else "\0" for char in text)
        twos.update(map("".join, itertools.pairwise(plain)))
        threes.update(map("".join, zip(plain, plain[1:], plain[2:], strict=False)))
        if len(threes) > 12_000_000:
            threes = Counter({key: n for key, n in threes.items() if n > 1})
    drop = {"\0"}
    return (
        Counter({c: n for c, n in ones.items() if c in known}),
        Counter({key: n for key, n in twos.items() if drop.isdisjoint(key)}),
        Counter({key: n for key, n in threes.items() if n > 1 and drop.isdisjoint(key)}),
    )


class _Rows:
    """One order of the model: kept figures by context, and the weight of all else."""

    def __init__(self, lower: _Rows | None) -> None:
        self.lower = lower
        self.kept: dict[str, dict[str, float]] = {}
        self.weight: dict[str, float] = {}

    def chance(self, context: str, char: str) -> float:
        found = self.kept.get(context, {}).get(char)
        if found is not None:
            return found
        below = self.lower.chance(context[1:], char) if self.lower else 1e-7
        return self.weight.get(context, 1.0) * below


def _order(counts: Counter[str], lower: _Rows, cost: float) -> _Rows:
    """The rows of one order: what a lower order would foretell badly enough to matter."""
    contexts: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for key, n in counts.items():
        contexts[key[:-1]][key[-1]] = n
    rows = _Rows(lower)
    for context, row in contexts.items():
        total = sum(row.values())
        left = _DISCOUNT * len(row) / total
        kept = {}
        for char, n in row.items():
            below = lower.chance(context[1:], char)
            chance = (n - _DISCOUNT) / total + left * below
            if n > 1 and n * abs(math.log(chance / below)) >= cost:
                kept[char] = chance
        if kept:
            rest = max(1e-4, 1 - sum(kept.values()))
            spare = max(1e-4, 1 - sum(lower.chance(context[1:], char) for char in kept))
            rows.kept[context] = kept
            rows.weight[context] = min(1.0, rest / spare)
    return rows


def _figure(chance: float) -> str:
    return chr(48 + min(_LAST, max(0, round(-math.log(chance) / model.STEP))))


def _lines(rows: _Rows) -> Iterator[str]:
    for context, kept in sorted(rows.kept.items()):
        ranked = sorted((_figure(chance), char) for char, chance in kept.items())
        figures = _figure(rows.weight[context]) + "".join(figure for figure, _ in ranked)
        shown = "".join(char for _, char in ranked)
        yield f"{context}\t{shown}\t{figures}"


def language(folder: Path) -> bytes:
    """The language model of the texts in ``folder``."""
    ones, twos, threes = _counted(folder)
    none = _Rows(None)
    total = sum(ones.values())
    none.kept[""] = {char: n / total for char, n in ones.items()}
    none.weight[""] = 1.0
    pairs = _order(twos, none, _PAIRS)
    triples = _order(threes, pairs, _TRIPLES)
    lines = ["# context<TAB>following<TAB>figures. Made by scripts/maketables.py; do not edit."]
    for rows in (none, pairs, triples):
        lines += _lines(rows)
    print(f"{total:,} characters: {len(ones):,} kinds,", end=" ")
    for name, rows in (("pairs", pairs), ("triples", triples)):
        print(f"{sum(map(len, rows.kept.values())):,} {name}", end=" ")
    print()
    return lzma.compress("\n".join(lines).encode("utf-8"), preset=9)


if __name__ == "__main__":
    if sys.argv[1:2] == ["language"]:
        (DATA / "language.tsv.xz").write_bytes(language(Path(sys.argv[2])))
    else:
        (DATA / "readings.tsv").write_text(readings(), "utf-8")
