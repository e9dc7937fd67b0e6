"""Makes the generated tables of `edition/data` (a chore for developers, never run on a build).

    python scripts/maketables.py                     readings.tsv; needs pypinyin (requirements-dev)
    python scripts/maketables.py language FOLDER     language.xz, from the *.txt in FOLDER

`readings.tsv`: for every Han character of GBK its Mandarin readings, with tone marks, from
pypinyin's table (MIT; compiled from Unihan and dictionaries by the project pinyin-data). It is
made here so that nothing at run time needs pypinyin, which takes 19 times the start-up of a
bare Python.

`language.xz`: how often characters follow each other in modern Chinese (`cleaning.language`
says how it is read). Only these figures are kept, no text. The table in use is from 55 million
Han characters of Simplified Chinese in public repositories: popular and scholarly books 27, reviews
6, technical articles 6, statutes and judicial rules 5, television news 3, treebanks and news for
word cutting 2, classics put into modern Chinese 2, a technical weekly 2, abstracts of papers 1,
encyclopaedia 1 and headlines. No text on which the repair is measured is among them.
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

# What keeps language.xz below 1.5 MB.
_VOCABULARY = 20  # a character met less often is no part of the model
# A pair, a triple or a foursome stays if leaving it out would cost that many nats over the whole
# corpus.
_COSTS = (21.0, 42.0, 42.0)
_FREQUENT = 10  # a triple met less often is in no foursome that is counted
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


def _counted(folder: Path) -> list[Counter[str]]:
    """How often each character, pair, triple and foursome is met. What was met once is dropped on
    the way when there is too much to hold; foursomes are counted if both their triples are
    frequent, since no other one can earn its place."""
    ones: Counter[str] = Counter()
    for text in _texts(folder):
        ones.update(text)
    known = {char for char, n in ones.items() if n >= _VOCABULARY and char > "~"}
    plain = ["".join(c if c in known else "\0" for c in text) for text in _texts(folder)]
    twos: Counter[str] = Counter()
    threes: Counter[str] = Counter()
    for text in plain:
        twos.update(map("".join, itertools.pairwise(text)))
        threes.update(map("".join, zip(text, text[1:], text[2:], strict=False)))
        threes = _held(threes)
    frequent = {key for key, n in threes.items() if n >= _FREQUENT and "\0" not in key}
    fours: Counter[str] = Counter()
    for text in plain:
        triples = map("".join, zip(text, text[1:], text[2:], strict=False))
        fours.update(
            one + two[2]
            for one, two in itertools.pairwise(triples)
            if one in frequent and two in frequent
        )
        fours = _held(fours)
    return [
        Counter({key: n for key, n in counts.items() if n >= least and "\0" not in key})
        for counts, least in ((ones, _VOCABULARY), (twos, 1), (threes, 2), (fours, 4))
    ]


def _held(counts: Counter[str]) -> Counter[str]:
    if len(counts) < 12_000_000:
        return counts
    return Counter({key: n for key, n in counts.items() if n > 1})


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


def _order(counts: Counter[str], totals: Counter[str], lower: _Rows, cost: float) -> _Rows:
    """The rows of one order: what a lower order would foretell badly enough to matter."""
    contexts: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for key, n in counts.items():
        contexts[key[:-1]][key[-1]] = n
    rows = _Rows(lower)
    for context, row in contexts.items():
        met = sum(row.values())
        total = max(met, totals[context])
        left = (_DISCOUNT * len(row) + total - met) / total
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


def packed(orders: list[_Rows]) -> bytes:
    """The table as `edition.data.language` reads it."""
    contexts, following, figures = [], [], []
    for rows in orders:
        for context, kept in sorted(rows.kept.items()):
            ranked = sorted((_figure(chance), char) for char, chance in kept.items())
            contexts.append(context)
            following.append("".join(char for _, char in ranked))
            figures.append(_figure(rows.weight[context]) + "".join(f for f, _ in ranked))
    columns = "\n\n".join("\n".join(column) for column in (contexts, following, figures))
    # Two bytes a character, which the packer is told.
    filters = [
        {"id": lzma.FILTER_LZMA2, "preset": 9 | lzma.PRESET_EXTREME, "lc": 2, "lp": 1, "pb": 1}
    ]
    return lzma.compress(columns.encode("utf-16-le"), filters=filters)


def language(folder: Path) -> bytes:
    """The language model of the texts in ``folder``."""
    ones, *more = counts = _counted(folder)
    none = _Rows(None)
    total = sum(ones.values())
    none.kept[""] = {char: n / total for char, n in ones.items()}
    none.weight[""] = 1.0
    orders = [none]
    for found, totals, cost in zip(more, counts, _COSTS, strict=False):
        orders.append(_order(found, totals, orders[-1], cost))
    kept = [sum(map(len, rows.kept.values())) for rows in orders]
    print(f"{total:,} characters; kinds, pairs, triples, foursomes kept:", *kept)
    return packed(orders)


if __name__ == "__main__":
    if sys.argv[1:2] == ["language"]:
        (DATA / "language.xz").write_bytes(language(Path(sys.argv[2])))
    else:
        (DATA / "readings.tsv").write_text(readings(), "utf-8")
