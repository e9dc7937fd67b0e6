"""How GBK pairs its bytes: what the repair of shifted runs (`shift`) has to know of it.

A character is a lead byte (81–FE) and a trail byte (40–7E, 80–FE). A decoder that meets a pair
that is no character shows nothing; one that meets a lead byte without a trail byte shows ``?``
and takes the next byte with it (design notes on damage, 1.1).
"""

from __future__ import annotations

from functools import cache

from edition import data

LEADS = bytes(range(0x81, 0xFF))
BYTES = tuple(bytes((n,)) for n in range(256))


@cache
def char(lead: int, trail: int) -> str:
    """The character of two bytes, "" if there is none."""
    try:
        return bytes((lead, trail)).decode("gbk")
    except UnicodeDecodeError:
        return ""


@cache
def pairs(seen: str) -> tuple[tuple[int, int], ...]:
    """The bytes that may stand behind a character as shown. ASCII may have been full width and
    folded after the damage (；→;): then it is row A3."""
    if "!" <= seen <= "~":
        return ((0xA3, ord(seen) + 0x80),)
    try:
        encoded = seen.encode("gbk")
    except UnicodeEncodeError:
        return ()
    return ((encoded[0], encoded[1]),) if len(encoded) == 2 else ()


@cache
def chars(leads: bytes, trail: int) -> tuple[str, ...]:
    """The characters with one of these lead bytes and this trail byte."""
    return tuple(found for lead in leads if (found := char(lead, trail)))


@cache
def begun(lead: int) -> tuple[str, ...]:
    """The characters with this lead byte whose trail byte could be taken for a lead byte."""
    return tuple(found for trail in LEADS if (found := char(lead, trail)))


@cache
def _vanishing() -> dict[int, bytes]:
    found = {}
    for first in LEADS:
        rest = bytes(second for second in LEADS if not char(first, second))
        if rest:
            found[first] = rest
    return found


@cache
def vanished(leads: bytes) -> tuple[tuple[str, bytes], ...]:
    """(character, lead bytes open after it) for each whose trail byte may have made, with the
    lead byte after it, a pair that is no character: such a pair leaves no trace."""
    return tuple(
        (found, rest)
        for lead in leads
        for trail, rest in _vanishing().items()
        if (found := char(lead, trail))
    )


@cache
def named(lead: int, reading: str) -> tuple[tuple[int, str], ...]:
    """(trail byte, character) of the characters with this lead byte that are read ``reading``."""
    return tuple((u, c) for u in LEADS if (c := char(lead, u)) and data.reads(c, reading))


@cache
def bare(lead: int, reading: str) -> tuple[tuple[int, str], ...]:
    """The same of the one whose trail byte, 80, is none that begins a character or shows as a sign."""
    found = char(lead, 0x80)
    return ((0x80, found),) if found and data.reads(found, reading) else ()


@cache
def level(seen: str) -> int:
    """How usual a character is in Traditional Chinese, by the level of Big5 that it is in: 1
    (5,401 usual characters, and marks), 2 (rare ones), 3 (not in it: Simplified, mostly)."""
    try:
        return 1 if seen.encode("big5")[0] <= 0xC6 else 2
    except UnicodeEncodeError:
        return 3
