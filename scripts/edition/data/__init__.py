"""The tables: what is known of sites, words and characters, each row with its evidence.

A rule that names a word or a site is a row here; the modules in `cleaning` hold mechanism only.
Tables are read when first used and kept.
"""

from __future__ import annotations

import lzma
import tomllib
import unicodedata
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


def bare(syllable: str) -> str:
    """A pinyin syllable without tones, lower case, ü as v: ``Lǜ`` → ``lv``."""
    letters = unicodedata.normalize("NFD", syllable.lower()).replace("u\u0308", "v")
    return "".join(c for c in letters if not unicodedata.combining(c))


@lru_cache(maxsize=4096)
def reads(char: str, syllable: str) -> bool:
    """Is ``syllable`` (with tone marks or without) a reading of ``char``?"""
    wanted = bare(syllable)
    return any(bare(reading) == wanted for reading in readings(char))


@cache
def language() -> dict[str, tuple[str, str]]:
    """The language model: context of 0 to 3 characters → (characters that follow it, figures).

    The first figure is the weight of what is not in the row, then one for each character. See
    `cleaning.language`, which reads it; a seventh of a second is saved when no run needs it.
    The file holds one column after the other, which packs a quarter smaller than rows do.
    """
    unpacked = lzma.decompress((HERE / "language.xz").read_bytes()).decode("utf-16-le")
    contexts, following, figures = (column.split("\n") for column in unpacked.split("\n\n"))
    return dict(zip(contexts, zip(following, figures, strict=True), strict=True))


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
