"""Writing: the files of a collection, moved into place whole and together. For the commands."""

from __future__ import annotations

import contextlib
import errno
import os
import signal
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path


def place(staged: Path, docs: Path, names: Sequence[str], orphans: Sequence[str] = ()) -> None:
    """Move file n of ``staged`` to docs/names[n], all of them or none, and delete the orphans.
    Raises OSError while nothing is touched yet where something stands in the way."""
    for name in names:
        target = docs / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(target))
        if not os.access(target.parent, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(target.parent))
    with _undisturbed():
        for n, name in enumerate(names):
            (staged / str(n)).replace(docs / name)
        for name in orphans:
            (docs / name).unlink(missing_ok=True)


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
