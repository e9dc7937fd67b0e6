"""Proof: what a reader's own browser needs to rebuild a witness from its page.

A script, not JSON: pages on disk may load scripts and nothing else. It hands over the page's
Markdown and its record as they stand in the collection, byte for byte; the undoing itself is in
``verify.js``. Browsers write UTF-8 only, so a witness in another encoding comes with the bytes of
each of its characters.
"""

from __future__ import annotations

import json
from typing import Any

from edition.apparatus import Apparatus


def script(markdown: str, lines: str, record: Apparatus, witness: str) -> str:
    """The script for one page; ``lines`` is the file of its record, ``witness`` the text that
    the two give."""
    encoding = str(record.header["encoding"])
    data: dict[str, Any] = {"page": markdown, "record": lines}
    if encoding != "utf-8":
        data["bytes"] = {
            char: char.encode(encoding, "surrogateescape").hex() for char in sorted(set(witness))
        }
    # ASCII: it reads the same whatever a browser takes the file's encoding for.
    return f"jiaodu.record({json.dumps(data)});\n"
