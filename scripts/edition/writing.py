"""Writing: the files of a collection, moved into place whole and together. For the commands."""

from __future__ import annotations

import contextlib
import errno
import os
import signal
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path


def write_all(docs: Path, files: dict[str, str]) -> None:
    """Write files whole, and all of them or none: each is staged first, and only then, where
    nothing stands in the way, moved into place."""
    with tempfile.TemporaryDirectory(dir=docs.parent, prefix=".writing-") as staged:
        for n, text in enumerate(files.values()):
            (Path(staged) / str(n)).write_bytes(text.encode())
        for name in files:
            target = docs / name
            target.parent.mkdir(parents=True, exist_ok=True)
            if target.is_dir():
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(target))
            if not os.access(target.parent, os.W_OK):
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(target.parent))
        with _undisturbed():
            for n, name in enumerate(files):
                (Path(staged) / str(n)).replace(docs / name)


@contextlib.contextmanager
def _undisturbed() -> Iterator[None]:
    """Ctrl-C waits until the block is done: a page without its record proves nothing."""
    if threading.current_thread() is not threading.main_thread():
        yield  # signals go to another thread
        return
    pressed: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _: pressed.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if pressed:
        raise KeyboardInterrupt
