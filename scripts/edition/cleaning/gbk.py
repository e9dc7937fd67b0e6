"""How GBK pairs its bytes: what the repair of shifted runs (`shift`) has to know of it.

A character is a lead byte (81–FE) and a trail byte (40–7E, 80–FE). A decoder that meets a pair
that is no character shows nothing; one that meets a lead byte without a trail byte shows ``?``
and takes the next byte with it (design notes on damage, 1.1).
"""

from __future__ import annotations

from functools import cache

from edition import data

LEADS = bytes(range(0x81, 0xFF))
TRAILS = bytes((*range(0x40, 0x7F), *range(0x80, 0xFF)))


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


# Pairs in the form of a character that are none, by their first byte. Only second bytes that can
# be a lead byte are told: with others no run goes on.
VANISHING = tuple(
    (lead, rest)
    for lead in LEADS
    if (rest := bytes(trail for trail in LEADS if not char(lead, trail)))
)


@cache
def leads_to(trail: int, reading: str) -> bytes:
    """Of a phantom character read ``reading``: the second bytes, if ``trail`` is the first."""
    return bytes(u for u in LEADS if (c := char(trail, u)) and data.reads(c, reading))


@cache
def level(seen: str) -> int:
    """How usual a character is in Traditional Chinese, by the level of Big5 that it is in: 1
    (5,401 usual characters, and marks), 2 (rare ones), 3 (not in it: Simplified, mostly)."""
    try:
        return 1 if seen.encode("big5")[0] <= 0xC6 else 2
    except UnicodeEncodeError:
        return 3
