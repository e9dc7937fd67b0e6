"""Kept: what was made of each text, so that the next run makes only what has changed.

All that an entry depends on goes into the name of its file: the text's own files, the files that all
texts share (glossary, this library with its tables), and the versions of Python and OpenCC. So
nothing that is found under its name is stale. Its first line is a hash of the rest: what was
written by half is not found. For `write` alone: `check` proves, and makes everything anew.
"""

from __future__ import annotations

import contextlib
import hashlib
import sys
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

_LIBRARY = Path(__file__).parent


class Kept:
    """A folder of entries, one for each text."""

    def __init__(self, folder: Path, shared: Path) -> None:
        """``shared``: a folder of files that every text depends on."""
        self._folder, self._shared = folder, shared
        self._used: set[str] = set()
        self._common = _common(shared)

    def name(self, files: Iterable[Path]) -> str:
        """The name of the entry for a text that consists of these files."""
        own = self._common.copy()
        _add(own, files)
        return own.hexdigest()

    def name_of_all(self) -> str:
        """The name of the entry for all texts together that were asked for so far."""
        own = self._common.copy()
        own.update("\n".join(sorted(self._used)).encode())
        return own.hexdigest()

    def has(self, name: str) -> bool:
        """Is there an entry of this name, whole or not?"""
        return (self._folder / name).exists()

    def get(self, name: str) -> str | None:
        """The entry of this name, if it is whole."""
        self._used.add(name)
        try:
            head, _, entry = (self._folder / name).read_text("utf-8").partition("\n")
        except (OSError, UnicodeDecodeError):
            return None
        return entry if head == seal(entry.encode()) else None

    def put(self, name: str, entry: str) -> None:
        """Keep an entry; a disk that takes it not is no reason to fail."""
        self._used.add(name)
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            (self._folder / name).write_text(f"{seal(entry.encode())}\n{entry}", "utf-8")

    def tidy(self) -> None:
        """Delete what nobody has asked for; all, if what the texts share was saved meanwhile."""
        if _common(self._shared).digest() != self._common.digest():
            self._used.clear()
        for path in self._folder.glob("*"):
            if path.name not in self._used:
                with contextlib.suppress(OSError):
                    path.unlink()


def seal(entry: bytes) -> str:
    """What tells these bytes from any others."""
    return hashlib.sha256(entry).hexdigest()


def _common(shared: Path) -> hashlib._Hash:
    found = hashlib.sha256(f"{sys.version}\n{version('opencc')}\n".encode())
    for root in (_LIBRARY, shared):
        files = (path for path in root.rglob("*") if "__pycache__" not in path.parts)
        _add(found, sorted(path for path in files if path.is_file()))
    return found


def _add(digest: hashlib._Hash, files: Iterable[Path]) -> None:
    """Names and contents, and where each ends; a file that is not there has neither."""
    for path in files:
        if path.exists():
            content = path.read_bytes()
            digest.update(f"{path.name}\n{len(content)}\n".encode("utf-8", "surrogateescape"))
            digest.update(content)
