"""Apparatus: the record of a page as a file, one edit a line (``<slug>.edits.jsonl``).

    {"witness": "000_….txt", "sha256": "…", "encoding": "utf-8", "bom": "", "opencc": "1.4.2",
     "steps": [["encoding", "injected-pinyin"], …]}
    {"step": 0, "start": 9, "old": "設(shè)", "new": "設", "class": "encoding", "rule": "…"}
    {"step": 7, "start": 120, "text": "效劳", "suggestion": "服务", "class": …, "doubt": true, …}

Offsets are code points in what the step before left. ``note`` is there only where the rule alone
does not say why. The file and the page's Markdown together give the witness back, byte for byte.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from edition.edit import Doubt, Edit, EditConflictError, rewind
from edition.errors import EditionError
from edition.reading import Step
from edition.witness import Witness, encode

_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Apparatus:
    """A record as read from its file: the header, and the edits of each step."""

    header: dict[str, Any]
    steps: tuple[tuple[Edit, ...], ...]


def dump(witness: Witness, steps: Sequence[Step]) -> str:
    """The record as JSON lines."""
    header = {
        "witness": f"{witness.id}.txt",
        "sha256": witness.sha256,
        "encoding": witness.encoding,
        "bom": witness.bom.hex(),
        "opencc": _opencc(),
        "steps": [[step.cls, step.name] for step in steps],
    }
    rows = [_line(header)]
    for n, step in enumerate(steps):
        rows += [_line(_edit_row(n, edit)) for edit in step.edits]
        rows += [_line(_doubt_row(n, doubt)) for doubt in step.doubts]
    return "".join(rows)


@cache
def _opencc() -> str:
    """The installed version: asked for once, since the answer is read from disk each time."""
    from importlib.metadata import version  # a fifth of the time that asking for help may take

    return version("opencc")


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _line(row: dict[str, Any]) -> str:
    text = _encode(row)
    # Lone surrogates stand for bytes that are no text; UTF-8 cannot hold them, JSON can.
    return _SURROGATE.sub(lambda m: f"\\u{ord(m[0]):04x}", text) + "\n"


def _edit_row(step: int, edit: Edit) -> dict[str, Any]:
    row = {"step": step, "start": edit.start, "old": edit.old, "new": edit.new}
    row |= {"class": edit.cls, "rule": edit.rule}
    return row | ({"note": edit.note} if edit.note else {})


def _doubt_row(step: int, doubt: Doubt) -> dict[str, Any]:
    row = {"step": step, "start": doubt.start, "text": doubt.text}
    row |= {"suggestion": doubt.suggestion, "class": doubt.cls, "rule": doubt.rule}
    return row | ({"note": doubt.note} if doubt.note else {}) | {"doubt": True}


def parse(lines: Iterable[str], where: object) -> Apparatus:
    """Read a record. Raises EditionError naming ``where`` and the line that is broken."""
    header: dict[str, Any] = {}
    steps: list[list[Edit]] = []
    for number, line in enumerate(lines, 1):
        try:
            row = dict(json.loads(line))
            if number == 1:
                header = row
                steps = [[] for _ in row["steps"]]
                _strings(row, "witness", "sha256", "encoding", "bom")
                bytes.fromhex(row["bom"])
            elif not row.get("doubt"):
                row.setdefault("note", "")
                words = _strings(row, "old", "new", "class", "rule", "note")
                steps[row["step"]].append(Edit(int(row["start"]), *words))
        except (ValueError, LookupError, TypeError, OverflowError, RecursionError) as error:
            raise EditionError(
                f"{where}:{number}", f"is no line of an apparatus ({error})", _REWRITE
            ) from None
    if not header:
        raise EditionError(where, "is empty", _REWRITE)
    return Apparatus(header, tuple(map(tuple, steps)))


def _strings(row: dict[str, Any], *keys: str) -> list[str]:
    for key in keys:
        if not isinstance(row[key], str):
            raise TypeError(f"“{key}” is not a string")
    return [row[key] for key in keys]


_REWRITE = "run `python scripts/clean.py write`, or restore the file from version control"


def witness_bytes(page: str, apparatus: Apparatus, where: object) -> bytes:
    """The witness, from the Markdown of a page and its record. Raises EditionError naming
    ``where`` if the two do not belong together or were changed by hand."""
    try:
        text = rewind(page, apparatus.steps)
        data = encode(text, apparatus.header["encoding"], bytes.fromhex(apparatus.header["bom"]))
    except (EditConflictError, UnicodeError, LookupError) as error:
        raise EditionError(where, f"does not fit its apparatus ({error})", _REWRITE) from None
    if hashlib.sha256(data).hexdigest() != apparatus.header["sha256"]:
        raise EditionError(where, "does not give the witness's SHA-256", _REWRITE)
    return data
