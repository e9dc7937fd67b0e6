"""Damage as a pinyin-injecting site does it, byte for byte (design notes on damage, 1.1).

    GBK bytes → for each X of a list: X becomes X(pinyin), wherever the two bytes stand
              → cut before certain marks, wherever their bytes stand → each piece decoded alone

Every byte remembers which character it came from, so each shifted spot is known with what the
author wrote there. Nothing here shares code with the repair.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from edition import data

SEED_002 = "設導網創規執關領產戰態發內業現應調結務術優構聯經絡權統協監區"
# Which marks a site cuts at, and whether a lead byte that is cut off shows as "?" or not at all.
CUTS = {
    "none": ("", "?"),
    "；！？": ("；！？", "?"),
    "，？": ("，？", "?"),
    "。": ("。", "?"),
    "；！？ silent": ("；！？", ""),
}
_HALF = {0xFF01 + i: 0x21 + i for i in range(94)}


@dataclass(frozen=True)
class Spot:
    """``seen[d0:d1]`` should be ``original[o0:o1]``. ``gone`` pairs left no trace in between,
    ``lost`` lead bytes were cut off, ``swallowed`` is an ASCII character that one took with it."""

    d0: int
    d1: int
    o0: int
    o1: int
    gone: int
    lost: int
    swallowed: str

    @property
    def kind(self) -> str:
        """What makes it hard: "moved" is the easiest, where every byte is still there."""
        if self.swallowed:
            return "swallowed"
        if self.gone:
            return f"{min(self.gone, 3)} vanished"
        return "cut" if self.lost else "moved"


@dataclass
class Damaged:
    original: str
    seen: str
    spots: list[Spot] = field(default_factory=list)


def full_list() -> str:
    """The Han characters of GBK that Simplified Chinese writes otherwise and that are common in
    Traditional (the first level of Big5)."""
    from edition.cleaning.script import simplified

    found = []
    for point in range(0x4E00, 0x9FA6):
        char = chr(point)
        try:
            level = char.encode("big5")[0]
            char.encode("gbk")
        except UnicodeEncodeError:
            continue
        if level <= 0xC6 and simplified(char) != char:
            found.append(char)
    return "".join(found)


def sparse_list(seed: int) -> str:
    return "".join(random.Random(seed).sample(full_list(), 300))


def damage(text: str, listed: str, cuts: str = "none", half_width: bool = True) -> Damaged:
    """``text`` as a site with this list and these cuts shows it."""
    text = text.encode("gbk", "replace").decode("gbk")
    stream, origins = _encoded(text)
    for char in listed:
        stream, origins = _injected(stream, origins, char)
    marks, lone = CUTS[cuts]
    return _decoded(text, stream, origins, marks, lone, half_width)


def _encoded(text: str) -> tuple[bytes, list[int]]:
    stream = bytearray()
    origins = []
    for i, char in enumerate(text):
        encoded = char.encode("gbk", "replace")
        stream += encoded
        origins += [i] * len(encoded)
    return bytes(stream), origins


def _injected(stream: bytes, origins: list[int], char: str) -> tuple[bytes, list[int]]:
    wanted = char.encode("gbk")
    if wanted not in stream:
        return stream, origins
    gloss = f"({data.readings(char)[0]})".encode("gbk", "replace")
    out, kept, at = bytearray(), [], 0
    while (hit := stream.find(wanted, at)) >= 0:
        out += stream[at : hit + 2] + gloss
        kept += origins[at : hit + 2] + [-1] * len(gloss)
        at = hit + 2
    return bytes(out + stream[at:]), kept + origins[at:]


def _cut_at(stream: bytes, marks: str) -> set[int]:
    places = set()
    for mark in marks:
        wanted = mark.encode("gbk")
        at = stream.find(wanted)
        while at >= 0:
            places.add(at)
            at = stream.find(wanted, at + 2)
    return places


def _decoded(
    text: str, stream: bytes, origins: list[int], marks: str, lone: str, half_width: bool
) -> Damaged:
    out = Damaged(text, "")
    ends = _cut_at(stream, marks) | {len(stream)}
    seen: list[str] = []
    length = 0
    open_at: tuple[int, int] | None = None  # where the spot that is open began: seen, original
    gone, lost, swallowed = 0, 0, ""
    last = 0  # the original character after the last one that came through whole
    i = 0
    while i < len(stream):
        size, shown, kind = _next(stream, i, ends, lone)
        own = origins[i : i + size]
        whole = _whole(text, stream, own, i, kind)
        if not whole and open_at is None:
            open_at, gone, lost, swallowed = (length, last), 0, 0, ""
        if not whole:
            gone += kind == "gone"
            lost += kind == "lone"
            if kind == "bad" and own[-1] >= 0:
                swallowed = chr(stream[i + 1])
        elif open_at is not None and own[0] >= 0:
            out.spots.append(Spot(open_at[0], length, open_at[1], own[0], gone, lost, swallowed))
            open_at = None
        if whole and own[0] >= 0:
            last = own[0] + 1
        if half_width:
            shown = shown.translate(_HALF)
        seen.append(shown)
        length += len(shown)
        i += size
    if open_at is not None:
        out.spots.append(Spot(open_at[0], length, open_at[1], len(text), gone, lost, swallowed))
    out.seen = "".join(seen)
    return out


def _next(stream: bytes, i: int, ends: set[int], lone: str) -> tuple[int, str, str]:
    """(bytes taken, what is shown, kind) by a decoder that takes the byte after a bad lead with
    it, and shows nothing for a pair that is no character."""
    lead = stream[i]
    if lead < 0x80:
        return 1, chr(lead), "plain"
    if lead == 0x80:  # Windows' GBK has the euro there
        return 1, "€", "plain"
    if i + 1 in ends:
        return 1, lone, "lone"
    trail = stream[i + 1]
    if trail < 0x40 or trail in (0x7F, 0xFF) or lead == 0xFF:
        return 2, "?", "bad"
    try:
        return 2, stream[i : i + 2].decode("gbk"), "char"
    except UnicodeDecodeError:
        return 2, "", "gone"


def _whole(text: str, stream: bytes, own: list[int], i: int, kind: str) -> bool:
    """Are these bytes just one character of the author's, or of the injected pinyin?"""
    if kind == "plain":  # … or the second byte of a character of his
        return own[0] < 0 or text[own[0]] == chr(stream[i])
    return kind == "char" and own[0] == own[1]
