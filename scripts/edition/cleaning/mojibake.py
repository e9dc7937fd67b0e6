"""encoding (编码损坏): text that was decoded in the wrong encoding before it was saved.

    ç¾¤ä¼—      bytes of UTF-8 read as Latin-1 or Windows-1252, once or twice
    ÈºÖÚÂ·Ïß    bytes of GBK read as Latin-1, or as its Turkish or Central European kin
    缇や紬璺嚎  bytes of UTF-8 read as GBK

A run is put back only if it goes back without loss and gives Chinese; such an accident does not
happen to sound text, since the bytes have to fit a strict pattern all along.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from edition.cleaning import halfbytes
from edition.cleaning.lines import lines
from edition.cleaning.patterns import pattern
from edition.edit import Doubt, Edit

CLS = "encoding"
RULE = "wrong-encoding"

_FEWEST = 4  # Han characters that a page has to gain


def _as_windows(byte: int) -> str:
    try:
        return bytes((byte,)).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


# Windows-1252 has signs where Latin-1 has controls: both may stand for the same byte.
_BYTE = {chr(n): n for n in range(0x80, 0x100)} | {_as_windows(n): n for n in range(0x80, 0xA0)}


def _class(first: int, last: int) -> str:
    return "[" + "".join(re.escape(c) for c, n in _BYTE.items() if first <= n <= last) + "]"


_NEXT = _class(0x80, 0xBF)
_UTF8 = pattern(rf"(?:[\xc2-\xdf]{_NEXT}|[\xe0-\xef]{_NEXT}{{2}}|[\xf0-\xf4]{_NEXT}{{3}})+")
# Two bytes of GBK that are a character of UTF-8 too were read as that: Һѹϵͳ; and so were three, amid
# others: the second byte of 轻 and both of 化 are ữ.
_GBK = pattern(
    r"(?:[\xa1-\u07ff]|(?<=[\xa1-\u07ff])[\u0861-\u1fff\u2861-\ud7ff\uf900-\uffbf](?=[\xa1-\u07ff])){3,}"
)
_LATIN = pattern(r"[\xc2-\xf4][\x80-\xff\u0152-\u2122]")  # shows that there may be such a run
# What ， 的 and 。 become: no page of Chinese lacks all of them.
_AS_GBK = ("锛", "鐨", "銆")
# What GBK has beside Han: Greek and Cyrillic letters, signs, numbers in circles, lines of boxes.
_WIDE = pattern(r"[\u0391-\u0451\u2010-\u2312\u2460-\u2642\u3000-\uffe6]+")
_HAN = pattern(r"[\u4e00-\u9fff]")
_CHINESE = pattern(r"[\u4e00-\u9fff\u3000-\u303f\uff01-\uff5e\u2010-\u2026]+")
_SEGMENT = pattern(r"[\u4e00-\u9fff\u3040-\u30ff]{4,}")
_STOP = "。".encode()
_LONG, _VARIOUS = 10, 6  # characters of such a run, and kinds of them
# Rare characters close together, whose first byte begins a character of UTF-8 (E4 to E9).
_RARE = "".join(
    bytes((row, cell)).decode("gbk", "ignore")
    for row in range(0xE4, 0xEA)
    for cell in (*range(0x80, 0xFF),)
)
_CROWDED = pattern(rf"[{_RARE}].{{0,2}}[{_RARE}]")
_LOST = pattern(r"(?:锟斤拷){2,}")


def runs(text: str) -> Iterator[Edit | Doubt]:
    """Every run that was read in the wrong encoding, put back; a doubt where nothing is left."""
    found: list[Edit] = []
    if _LATIN.search(text):
        found = [e for e in map(_from_utf8, _UTF8.finditer(text)) if e]
        if found and _gained(found) < _FEWEST:
            marks = [e for e in found if e.old.startswith("â€")]  # and never anything else
            if marks:
                yield from marks
                return
            found = []  # three bytes of GBK may be one character of UTF-8 by chance: ç¡±
        if not found:  # weaker evidence (×××× goes back too): only a page that has little else
            found = [e for e in map(_from_gbk, _GBK.finditer(text)) if e]
            if _gained(found) < len(_HAN.findall(text)):
                found = [e for e in found if _stands_alone(e)]
    elif any(sign in text for sign in _AS_GBK):
        found = [e for e in map(_from_utf8_as_gbk, _WIDE.finditer(text)) if e]
    if not found and _CROWDED.search(text):
        found = [e for e in map(_from_utf8_as_gbk, _SEGMENT.finditer(text)) if e]
    lossy = list(_with_losses(text))
    if lossy:
        spans = [(edit.start, edit.end) for edit in lossy]
        whole = (e for e in found if not any(lo <= e.start < hi for lo, hi in spans))
        found = sorted([*whole, *lossy])
    if _gained(found) >= _FEWEST:
        yield from found
    elif "锟斤拷" in text:
        for match in _LOST.finditer(text):
            yield Doubt(match.start(), match[0], "", CLS, RULE)


def _with_losses(text: str) -> Iterator[Edit]:
    """The lines that do not go back whole, as `halfbytes` puts them back."""
    if _is_as_gbk(text):
        for line in lines(text):
            edit = (
                halfbytes.put_back(line.text, line.start, CLS, RULE)
                if _is_as_gbk(line.text)
                else None
            )
            if edit:
                yield edit


def _is_as_gbk(words: str) -> bool:
    return any(sign in words for sign in _AS_GBK) or _CROWDED.search(words) is not None


def _stands_alone(edit: Edit) -> bool:
    """Is this run so long and so various that it is nothing else, on a page of Chinese?"""
    various = len(set(edit.old)) >= _VARIOUS
    return len(edit.old) >= _LONG and various and len(_HAN.findall(edit.new)) >= _FEWEST


def _gained(found: list[Edit]) -> int:
    return sum(len(_HAN.findall(edit.new)) for edit in found)


def _from_utf8(match: re.Match[str]) -> Edit | None:
    new = match[0]
    for _ in range(2):  # twice at most: some pages went through it twice
        try:
            new = bytes(_BYTE[char] for char in new).decode("utf-8")
        except (UnicodeDecodeError, KeyError):
            return None
        if _CHINESE.fullmatch(new):
            return Edit(match.start(), match[0], new, CLS, RULE)
    return None


def _as_latin(run: str) -> bytes:
    # No character of GBK has a byte FF: ÿ is C3 BF, 每.
    return b"".join(bytes((ord(char),)) if char < "\xff" else char.encode() for char in run)


def _as_turkish(run: str) -> bytes:
    return run.encode("cp1254")


def _as_central(run: str) -> bytes:
    return run.encode("cp1250")


def _from_gbk(match: re.Match[str]) -> Edit | None:
    new, data = "", b""
    for encode in (_as_latin, _as_turkish, _as_central):
        try:
            data = encode(match[0])
            new = data.decode("gb2312")
        except UnicodeError:
            continue
        break
    if not new:
        return None
    if (
        len(set(data)) < 4
        or sum(char <= "\u017f" for char in match[0]) < len(match[0]) / 2
        or not _CHINESE.fullmatch(new)
    ):
        return None
    return Edit(match.start(), match[0], new, CLS, RULE)


def _from_utf8_as_gbk(match: re.Match[str]) -> Edit | None:
    old, rest = match[0], match.string[match.end() : match.end() + 1]
    try:
        data = old.encode("gb18030")
    except UnicodeError:  # a byte of the file that is no text, amid the run
        return None
    if data.endswith(_STOP[:2]) and rest == "?":  # the full stop's last byte had no partner
        old, data = f"{old}?", data + _STOP[2:]
    try:
        new = data.decode("utf-8")
    except UnicodeError:
        return None
    return Edit(match.start(), old, new, CLS, RULE) if _CHINESE.fullmatch(new) else None
