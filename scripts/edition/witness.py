"""Witness: the bytes as they came, the text that they encode, and where they came from.

Decoding is not an edit: it is exact both ways, and `Witness.encode` proves it. What is wrong
*inside* the decoded text is the business of `cleaning.encoding`.
"""

from __future__ import annotations

import codecs
import hashlib
from dataclasses import dataclass
from pathlib import Path

from edition.errors import EditionError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# The code points that are common in running Chinese; a wrong decoding rarely hits them.
_COMMON_HAN = frozenset(
    "的一是不了在人有我他这這个個们們中来來上大为為和国國地到以说說时時要就出会會"
)


@dataclass(frozen=True, slots=True)
class Witness:
    """A raw text. ``encode(text) == data`` holds for every witness that `load` returns."""

    id: str
    data: bytes
    text: str
    encoding: str
    bom: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


def encode(text: str, encoding: str, bom: bytes = b"") -> bytes:
    """The inverse of decoding. Undecodable bytes travel as lone surrogates (PEP 383)."""
    return bom + text.encode(encoding, "surrogateescape")


def load(path: Path) -> Witness:
    """Read a witness file. Raises EditionError if it is missing, empty or no text."""
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise EditionError(
            path, f"cannot be read ({reason})", "check the name and rights"
        ) from None
    return from_bytes(path.stem, data, where=path)


def from_bytes(id: str, data: bytes, where: object = "-") -> Witness:
    """Decode ``data``: by its byte order mark, as UTF-8, or as the likelier of GB18030 and Big5.

    Raises EditionError naming ``where`` if it is empty or no text in any of these.
    """
    if not data.strip():
        raise EditionError(where, "the file is empty", "put the raw text into it or delete it")
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            witness = _decode(id, data, encoding, bom)
            if witness:
                return witness
    if b"\x00" in data:
        guess = _wide_guess(id, data)
        if guess is None:
            raise EditionError(
                where, "is not a text (it holds NUL bytes)", "save it as plain text in UTF-8"
            )
        return guess
    witness = _decode(id, data, "utf-8", b"")
    if witness:
        return witness
    candidates = [w for e in ("gb18030", "big5hkscs") if (w := _decode(id, data, e, b""))]
    if candidates:
        best = max(candidates, key=lambda w: _plausibility(w.text))
        if _plausibility(best.text) > 0.02:
            return best
    lossy = Witness(id, data, data.decode("utf-8", "surrogateescape"), "utf-8", b"")
    broken = sum("\udc80" <= c <= "\udcff" for c in lossy.text)
    if broken * 20 < len(lossy.text):  # a few damaged bytes in a sound UTF-8 file
        return lossy
    raise EditionError(
        where,
        "is not a text in UTF-8, UTF-16, GB18030 or Big5",
        "save it as plain text in UTF-8",
    )


def _decode(id: str, data: bytes, encoding: str, bom: bytes) -> Witness | None:
    try:
        text = data[len(bom) :].decode(encoding)
        if encode(text, encoding, bom) != data:
            return None  # a decoder that forgives would break the way back
    except UnicodeError:
        return None
    return Witness(id, data, text, encoding, bom)


def _wide_guess(id: str, data: bytes) -> Witness | None:
    """UTF-16 without a byte order mark: the likelier byte order, if either is plausible."""
    candidates = [w for e in ("utf-16-le", "utf-16-be") if (w := _decode(id, data, e, b""))]
    best = max(candidates, key=lambda w: _plausibility(w.text), default=None)
    return best if best and _plausibility(best.text) > 0.02 else None


def _plausibility(text: str) -> float:
    """The share of very common Han characters; 0.1 to 0.25 in real Chinese."""
    return sum(c in _COMMON_HAN for c in text) / max(1, len(text))
