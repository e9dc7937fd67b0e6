"""The tables: what is known of sites, words and characters, each row with its evidence.

A rule that names a word or a site is a row here; the modules in `cleaning` hold mechanism only.
Tables are read when first used and kept.
"""

from __future__ import annotations

import lzma
import re
import tomllib
import unicodedata
from array import array
from collections import Counter
from functools import cache, lru_cache
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


@cache
def table(name: str) -> dict[str, Any]:
    """The table ``<name>.toml`` as it stands."""
    return tomllib.loads((HERE / f"{name}.toml").read_text("utf-8"))


@cache
def words(name: str, key: str) -> tuple[str, ...]:
    """The list of words at ``key`` in the table ``<name>.toml``."""
    return tuple(table(name)[key])


@cache
def _evidence() -> dict[tuple[str, str], str]:
    rows = table("emendations")["word"]
    # The first row of a pair speaks for it; what another says goes into the page.
    pairs = {(row["wrong"], row["right"]): row["evidence"] for row in reversed(rows)}
    for row in reversed(rows):
        pairs |= dict.fromkeys(row.get("rights", {}).items(), row["evidence"])
    return pairs


def evidence(wrong: str, right: str) -> str:
    """Why ``wrong`` is put right as ``right``, by the table of emendations; "" if it is not in
    it."""
    return _evidence().get((wrong, right), "")


@cache
def _readings() -> dict[str, tuple[str, ...]]:
    lines = (HERE / "readings.tsv").read_text("utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if not line.startswith("#"))
    return {char: tuple(found.split(",")) for char, found in pairs}


def readings(char: str) -> tuple[str, ...]:
    """The Mandarin readings of a Han character, with tone marks; () if it is not in GBK."""
    return _readings().get(char, ())


@cache
def bare(syllable: str) -> str:
    """A pinyin syllable without tones, lower case, ü as v: ``Lǜ`` → ``lv``."""
    letters = unicodedata.normalize("NFD", syllable.lower()).replace("u\u0308", "v")
    return "".join(c for c in letters if not unicodedata.combining(c))


@lru_cache(maxsize=4096)
def reads(char: str, syllable: str) -> bool:
    """Is ``syllable`` (with tone marks or without) a reading of ``char``?"""
    wanted = bare(syllable)
    return any(bare(reading) == wanted for reading in readings(char))


class Language:
    """The language model: context of 0 to 3 characters → (characters that follow it, figures).

    The first figure is the weight of what is not in the row, then one for each character. See
    `cleaning.language`, which reads it. The file holds one column after the other, which packs a
    quarter smaller than rows do; they are kept as they are, since as a dictionary of rows they
    would take ten times the room:

        contexts     \\n 一 \\n 丁 \\n …  一一 \\n 一丁 \\n …     sorted, the short ones first
        following    ｜，的… \\n 个些… \\n …
        figures      0244… \\n 1233… \\n …           each row longer by one character
    """

    def __init__(self, unpacked: str) -> None:
        contexts, self._following, self._figures = unpacked.split("\n\n")
        self._contexts = contexts + "\n"
        lengths = map(len, self._following.split("\n"))
        self._ends = array("I", accumulate(lengths, lambda end, length: end + 1 + length))
        # For each number of characters: where its contexts begin, and before them how many rows.
        self._orders = [(0, 0)]
        self._ranges: list[dict[str, tuple[int, int]]] = [{"": (0, 0)}]
        begin, rows = 1, 1
        for size in (1, 2, 3):
            longer = re.compile(rf"\n[^\n]{{{size + 1}}}\n").search(self._contexts, begin - 1)
            end = longer.start() + 1 if longer else len(self._contexts)
            firsts = Counter(self._contexts[begin : end - 1 : size + 1])
            ends = accumulate(firsts.values(), initial=0)
            ranges = dict(zip(firsts, pairwise(ends), strict=True))
            self._orders.append((begin, rows))
            self._ranges.append(ranges)
            rows += (end - begin) // (size + 1)
            begin = end

    def get(self, context: str) -> tuple[str, str] | None:
        """The row of ``context``."""
        size = len(context)
        begin, row = self._orders[size]
        found = self._ranges[size].get(context[:1])
        if found is None:
            return None
        if size:
            lo, hi = (begin + n * (size + 1) for n in found)
            at = self._contexts.find(f"\n{context}\n", lo - 1, hi)
            if at < 0:
                return None
            row += (at + 1 - begin) // (size + 1)
        start = self._ends[row - 1] + 1 if row else 0
        end = self._ends[row]
        return self._following[start:end], self._figures[start + row : end + row + 1]


@cache
def language() -> Language:
    """The language model; a tenth of a second is saved when nothing needs it."""
    return Language(lzma.decompress((HERE / "language.xz").read_bytes()).decode("utf-16-le"))


@cache
def phrases() -> tuple[frozenset[str], frozenset[str]]:
    """The set phrases of four characters, and strings that come near one and are sound."""
    lines = (HERE / "phrases.txt").read_text("utf-8").splitlines()[1:]
    return (
        frozenset(line for line in lines if len(line) == 4),
        frozenset(line[1:] for line in lines if line[0] == "!"),
    )


@cache
def compounds() -> frozenset[str]:
    """The set phrases of speeches, whose two halves are words that meet others as well."""
    lines = (HERE / "phrases-of-politics.txt").read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


@cache
def collocations() -> dict[str, list[list[str]]]:
    """The words that copy sites put → for each word of an author's that it may stand for: that
    word, a figure, and the figures of what stands before and behind (see `cleaning.spun`)."""
    found: dict[str, list[list[str]]] = {}
    for line in (HERE / "collocations.tsv").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            wrong, *rest = line.split("\t")
            found.setdefault(wrong, []).append(rest)
    return found


@cache
def lookalikes() -> tuple[dict[str, str], dict[str, str]]:
    """For each character of the set phrases those that sound like it, and that look like it."""
    lines = (HERE / "lookalikes.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    return {row[0]: row[1] for row in rows}, {row[0]: row[2] for row in rows}


@cache
def variants() -> frozenset[str]:
    """Pairs of characters, each as two in either order, that custom writes for each other."""
    pairs = table("misspellings")["variants"]["pairs"].split()
    return frozenset(pairs) | frozenset(pair[::-1] for pair in pairs)


@cache
def likeness() -> dict[str, float]:
    """What a line of a site is known by: sign → weight (`cleaning.likeness`)."""
    lines = (HERE / "likeness.tsv").read_text("utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if not line.startswith("#"))
    return {sign: float(weight) for sign, weight in pairs}
