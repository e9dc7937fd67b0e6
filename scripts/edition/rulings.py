"""Rulings: what a person knows of a text, or decides about it, in ``<id>.toml``.

slug = "zuofeng-jianshe"        # ASCII, stable: part of the page's address
title = "…"                     # overrides what the witness calls itself
author = "…"   date = "…"   source = "…"   summary = "…"   topics = ["…"]
topics_never = ["…"]            # tags that the rule would give and that are wrong here

[[veto]]                        # edits and doubts of a rule that are not to be made
rule = "known-word"
text = "稳固"                    # the words, or the words with some context; "" = anywhere
reason = "…"

[[break]]                       # a block boundary that no rule sees
before = "具有明确的规章制度"
reason = "…"

[[remove]]                      # a line that is the site's
line = "分享"
reason = "…"

[[emendation]]                  # a word put right by hand
old = "天过"
new = "无过"
context = "但求天过"             # must contain old; where it stands
reason = "…"
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from edition.errors import EditionError

LONGEST_SLUG = 100  # characters: a file system takes 255 bytes, with the suffix
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_STRINGS = ("slug", "title", "author", "date", "source", "summary")
_KEYS = (*_STRINGS, "topics", "topics_never", "veto", "remove", "break", "emendation")


@dataclass(frozen=True, slots=True)
class Emendation:
    """A person's emendation: ``old`` inside ``context`` becomes ``new``."""

    old: str
    new: str
    context: str
    reason: str


@dataclass(frozen=True, slots=True)
class Break:
    """A person's block boundary: before the first occurrence of the words ``before``."""

    before: str
    reason: str


@dataclass(frozen=True, slots=True)
class Removal:
    """A line that a person ruled to be chrome."""

    line: str
    reason: str


@dataclass(frozen=True, slots=True)
class Veto:
    """Edits of ``rule`` that touch ``text`` ("" = anywhere) are not made."""

    rule: str
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Rulings:
    """Everything in one ``.toml``; the default is a text that nobody has ruled on."""

    slug: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    topics: tuple[str, ...] = ()
    topics_never: tuple[str, ...] = ()
    removals: tuple[Removal, ...] = ()
    breaks: tuple[Break, ...] = ()
    emendations: tuple[Emendation, ...] = ()
    vetoes: tuple[Veto, ...] = ()


def load(path: Path) -> Rulings:
    """Read ``path``; a missing file rules nothing. Raises EditionError naming file and line."""
    if not path.exists():
        return Rulings()
    table = read_toml(path)
    for key in table:
        if key not in _KEYS:
            remedy = f"use one of: {', '.join(_KEYS)}"
            raise EditionError(at(path, key), f"unknown key “{key}”", remedy)
    facts = {}
    for key in _STRINGS:
        if key in table:
            facts[key] = _line(table, key, path)
    slug = facts.pop("slug", "")
    if slug and not is_slug(slug):
        remedy = f"use a-z, 0-9 and single hyphens, {LONGEST_SLUG} at most"
        raise EditionError(at(path, "slug"), f"slug “{slug}” is not an address", remedy)
    return Rulings(
        slug=slug,
        facts=facts,
        topics=strings(table, "topics", path),
        topics_never=strings(table, "topics_never", path),
        removals=tuple(Removal(**row) for row in _rulings(table, "remove", path)),
        breaks=tuple(Break(**row) for row in _rulings(table, "break", path)),
        emendations=tuple(_emendation(row) for row in _rulings(table, "emendation", path)),
        vetoes=tuple(Veto(**row) for row in _rulings(table, "veto", path)),
    )


def is_slug(text: str) -> bool:
    """Can it be part of an address, and the name of a file?"""
    return len(text) <= LONGEST_SLUG and bool(_SLUG.fullmatch(text))


def _line(table: Mapping[str, Any], key: str, path: Path) -> str:
    """The string at ``key``, which has words in it and stands on one line."""
    value = string(table, key, path)
    if not value.strip() or _UNPRINTABLE.search(value):
        what = f"“{key}” is empty, or has line breaks or controls in it"
        raise EditionError(at(path, key), what, "write it on one line, or delete the key")
    return value


# What each kind of ruling says; what it need not say, with what holds then.
_FIELDS: dict[str, dict[str, str | None]] = {
    "remove": {"line": None, "reason": None},
    "break": {"before": None, "reason": None},
    "emendation": {"old": None, "new": None, "context": "", "reason": None},
    "veto": {"rule": None, "text": "", "reason": None},
}
_MAY_BE_EMPTY = {"new", "text", "reason"}


def _rulings(table: Mapping[str, Any], kind: str, path: Path) -> Iterator[dict[str, str]]:
    """The rulings of one kind, each complete. Raises EditionError naming line and field."""
    for n, row in enumerate(rows(table, kind, path)):
        where = _row_at(path, kind, n)
        for key in row:
            if key not in _FIELDS[kind]:
                remedy = f"use one of: {', '.join(_FIELDS[kind])}"
                raise EditionError(where(key), f"unknown key “{key}” in [[{kind}]]", remedy)
        found = {
            key: string(row, key, path, _REQUIRED if default is None else default, where(key))
            for key, default in _FIELDS[kind].items()
        }
        for key, value in found.items():
            if not value and key in row and key not in _MAY_BE_EMPTY:
                raise EditionError(where(key), f"“{key}” is empty", "copy words from the text")
        if kind == "emendation" and found["old"] not in (found["context"] or found["old"]):
            raise EditionError(
                where("context"),
                f"context “{found['context']}” does not contain old “{found['old']}”",
                "copy the words from the reading text",
            )
        yield found


def _emendation(row: Mapping[str, str]) -> Emendation:
    return Emendation(row["old"], row["new"], row["context"] or row["old"], row["reason"])


def _row_at(path: Path, kind: str, n: int) -> Callable[[str], str]:
    """``file:line`` of a key in the n-th ``[[kind]]``: of its header if the key is not there, of
    the first mention if the rulings are written in one line."""
    lines = lines_of(path)
    heads = [i for i, line in enumerate(lines) if re.match(rf"\s*\[\[\s*{kind}\s*\]\]", line)]
    if n >= len(heads):
        return lambda key: at(path, kind)
    begin = heads[n]
    end = next(
        (i for i in range(begin + 1, len(lines)) if lines[i].lstrip()[:1] == "["), len(lines)
    )

    def where(key: str) -> str:
        named = (i for i in range(begin, end) if re.match(rf"\s*{re.escape(key)}\s*=", lines[i]))
        return f"{path}:{next(named, begin) + 1}"

    return where


def read_toml(path: Path) -> dict[str, Any]:
    """A TOML file as a table. Raises EditionError with the line where it is broken."""
    try:
        return tomllib.loads(_text_of(path))
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        number = line[1] if line else len(lines_of(path))  # “at end of document”
        raise EditionError(f"{path}:{number}", f"broken TOML: {error}", "mend the line") from None
    except RecursionError:
        raise EditionError(path, "is nested too deeply", "write it as the others are") from None
    except UnicodeDecodeError:
        raise EditionError(path, "is not UTF-8", "save it as UTF-8") from None
    except OSError as error:
        raise EditionError(path, f"cannot be read ({error.strerror})", "check its rights") from None


def _text_of(path: Path) -> str:
    return path.read_text("utf-8-sig")  # some editors begin a file with a byte order mark


def lines_of(path: Path) -> list[str]:
    """The lines of a file as TOML and editors count them: U+2028 and the like begin none."""
    return _text_of(path).removesuffix("\n").split("\n")


def at(path: Path, key: str) -> str:
    """``file:line`` of the first line that sets ``key``, else the file's name."""
    for number, line in enumerate(lines_of(path), 1):
        if re.match(rf"\s*(?:\[+\s*)?{re.escape(key)}\b", line):
            return f"{path}:{number}"
    return str(path)


_REQUIRED = object()


def string(
    table: Mapping[str, Any], key: str, path: Path, default: object = _REQUIRED, where: str = ""
) -> str:
    """The string at ``key``. Raises EditionError if it is missing or of another type."""
    value = table.get(key, default)
    if value is _REQUIRED:
        raise EditionError(where or path, f"“{key}” is missing", f'add {key} = "…"')
    if not isinstance(value, str):
        raise EditionError(where or at(path, key), f"“{key}” is not a string", f'{key} = "…"')
    return value


def strings(table: Mapping[str, Any], key: str, path: Path, where: str = "") -> tuple[str, ...]:
    """The list of strings at ``key``, () if absent. Raises EditionError."""
    value = table.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
        raise EditionError(
            where or at(path, key), f"“{key}” is no list of strings", f'{key} = ["…"]'
        )
    return tuple(value)


def rows(table: Mapping[str, Any], key: str, path: Path) -> list[Mapping[str, Any]]:
    """The tables of an array ``[[key]]``, [] if absent. Raises EditionError."""
    value = table.get(key, [])
    if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
        raise EditionError(at(path, key), f"“{key}” is no list of tables", f"write [[{key}]]")
    return value
