"""The tables: what is known of sites, words and characters, each row with its evidence.

A rule that names a word or a site is a row here; the modules in `cleaning` hold mechanism only.
Tables are read when first used and kept.
"""

from __future__ import annotations

import sys
import tomllib
import unicodedata
import zlib
from array import array
from functools import cache, lru_cache
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
    `cleaning.language`, which reads it. For each length of context the file has five columns,
    each after its size in bytes (4 bytes, as all numbers big-endian); they are kept as they are
    and searched in place, since as a dictionary of rows they would take ten times the room:

        contexts     一一 一丁 …      UTF-16, sorted
        lengths      how many characters follow each: 2 bytes a context
        following    ｜，的… 个些… …  UTF-16, the likeliest of each row first
        figures      a byte for the context's weight, then one a character
        starts       where every 64th row begins, in characters: 4 bytes each
    """

    def __init__(self, unpacked: bytes) -> None:
        self._orders: list[tuple[bytes, array[int], bytes, bytes, array[int]]] = []
        columns = []
        at = 0
        while at < len(unpacked):
            end = at + 4 + int.from_bytes(unpacked[at : at + 4], "big")
            columns.append(unpacked[at + 4 : end])
            at = end
        for i in range(0, len(columns), 5):
            contexts, lengths, following, figures, starts = columns[i : i + 5]
            self._orders.append(
                (contexts, _numbers("H", lengths), following, figures, _numbers("I", starts))
            )

    def get(self, context: str) -> tuple[str, bytes] | None:
        """The row of ``context``."""
        contexts, lengths, following, figures, starts = self._orders[len(context)]
        wanted, size = context.encode("utf-16-be", "replace"), 2 * len(context)
        low, high = 0, len(lengths)
        while low < high:
            row = (low + high) // 2
            if contexts[row * size : row * size + size] < wanted:
                low = row + 1
            else:
                high = row
        if low == len(lengths) or contexts[low * size : low * size + size] != wanted:
            return None
        begin = low & ~63
        start = starts[low >> 6] + sum(lengths[begin:low])
        end = start + lengths[low]
        shown = following[2 * start : 2 * end].decode("utf-16-be")
        return shown, figures[start + low : end + low + 1]


def _numbers(code: str, column: bytes) -> array[int]:
    numbers = array(code, column)
    if sys.byteorder == "little":
        numbers.byteswap()
    return numbers


@cache
def language(name: str) -> Language:
    """The language model ``<name>.z``, read when something needs it."""
    return Language(zlib.decompress((HERE / f"{name}.z").read_bytes()))


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
def sayings() -> tuple[frozenset[str], frozenset[str]]:
    """The clauses of lines that everybody quotes, and variants of some that are as sound."""
    lines = (HERE / "sayings.txt").read_text("utf-8").splitlines()
    known = (line.split("，") for line in lines if line[0] not in "#!")
    return (
        frozenset(clause for clauses in known for clause in clauses),
        frozenset(line[1:] for line in lines if line[0] == "!"),
    )


@cache
def twins() -> tuple[tuple[str, int, str], ...]:
    """Pairs of neighbours of which one is a character taken for its twin: (the pair, which of the
    two, the twin)."""
    lines = (HERE / "twins.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return tuple((pair, int(at), twin) for twin, at, pairs in rows for pair in pairs.split())


@cache
def homophones() -> tuple[tuple[str, str, str], ...]:
    """Words of two characters, each with what is typed for its first and for its second."""
    return _words("homophones")


@cache
def lookwords() -> tuple[tuple[str, str, str], ...]:
    """The same with what recognition reads for them."""
    return _words("lookwords")


def _words(name: str) -> tuple[tuple[str, str, str], ...]:
    lines = (HERE / f"{name}.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return tuple((word, first, second) for word, first, second in rows)


@cache
def slips() -> tuple[tuple[str, str, str, str], ...]:
    """Wrong spellings that are no words: (what stands, what is meant, a pattern where it is sound, how it is
    known: "" met in texts, "?" in none, "??" from the tests of spelling checkers)."""
    lines = (HERE / "slips.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return tuple((wrong, right, unless, known) for wrong, right, unless, known in rows)


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
def shapes() -> dict[str, str]:
    """The rows of what looks alike: character → others with the overlap in hundredths."""
    lines = (HERE / "shapes.tsv").read_text("utf-8").splitlines()
    return dict(line.split("\t") for line in lines if not line.startswith("#"))


@cache
def looks(char: str) -> dict[str, float]:
    """Common characters that look like one, the likest first, with the overlap from 0 to 1."""
    row = shapes().get(char, "")
    return {row[at]: int(row[at + 1 : at + 3]) / 100 for at in range(0, len(row), 3)}


@cache
def variants() -> frozenset[str]:
    """Pairs of characters, each as two in either order, that custom writes for each other."""
    pairs = table("misspellings")["variants"]["pairs"].split()
    return frozenset(pairs) | frozenset(pair[::-1] for pair in pairs)


@cache
def likeness() -> dict[str, float]:
    """What a line of a site is known by: sign → weight (`cleaning.likeness`)."""
    return _weights("likeness")


@cache
def rubrics() -> dict[str, float]:
    """What a heading is known by: sign → weight (`cleaning.rubrics`)."""
    return _weights("rubrics")


def _weights(name: str) -> dict[str, float]:
    lines = (HERE / f"{name}.tsv").read_text("utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if not line.startswith("#"))
    return {sign: float(weight) for sign, weight in pairs}
