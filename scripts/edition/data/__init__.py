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
    pairs = {(row["wrong"], row["right"]): row["evidence"] for row in rows}
    for row in rows:
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
    """The language model: context of 0 to 2 characters → (characters that follow it, figures).

    The first figure is the weight of what is not in the row, then one for each character. See
    `cleaning.language`, which reads it; a fifth of a second is saved when no run needs it.
    """
    lines = lzma.decompress((HERE / "language.tsv.xz").read_bytes()).decode("utf-8").split("\n")
    rows = {}
    for line in lines:
        if line[:1] != "#":
            context, following, figures = line.split("\t")
            rows[context] = (following, figures)
    return rows
