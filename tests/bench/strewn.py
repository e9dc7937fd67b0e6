"""Readings of tests/unseen/ with their marks, breaks, blanks, ends and script spoilt, and cleaned.

    make bench            (or: python tests/bench/strewn.py)

Each page is what the cleaning makes of a reading, and is wanted back as it was: pages that come back
exactly, and lines. A text whose end is cut off is wanted with the note that says so.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from layouts import pages
from opencc import OpenCC
from structure import clean

_HAN = re.compile("[\u4e00-\u9fff]")
_HALF = str.maketrans("，。；：？！（）", ",.;:?!()")
_WIDTH = 30  # characters of a line whose break became a blank
_BREAKS, _BLANKS = 0.004, 0.01  # for each character
_CUT = "【原文至此中断】"


def half(page: str, random: Random) -> str:
    """Marks as ASCII has them."""
    return page.translate(_HALF)


def half_with_blanks(page: str, random: Random) -> str:
    """… each with a blank behind it, as typists set them."""
    spaced = re.sub("[，。；：？！]", lambda match: match[0].translate(_HALF) + " ", page)
    return re.sub(r" +$", "", spaced, flags=re.MULTILINE)


def stray_breaks(page: str, random: Random) -> str:
    """A break between two characters every now and then."""
    pairs = zip(page, page[1:] + "\n", strict=True)
    return "".join(
        f"{a}\n" if _HAN.match(a) and _HAN.match(b) and random.random() < _BREAKS else a
        for a, b in pairs
    )


def stray_blanks(page: str, random: Random) -> str:
    """A blank behind a character every now and then."""
    return "".join(
        f"{char} " if char not in "\n " and random.random() < _BLANKS else char for char in page
    )


def wraps_as_blanks(page: str, random: Random) -> str:
    """Lines of one width whose breaks became blanks."""
    rows = page.split("\n")
    return "\n".join(
        " ".join(row[i : i + _WIDTH] for i in range(0, len(row), _WIDTH)) for row in rows
    )


def cut_off(page: str, random: Random) -> str:
    """The last long paragraph ends between two characters, and with it the page."""
    rows = page.rstrip("\n").split("\n")
    long = [n for n, row in enumerate(rows) if len(row) > 40]
    if not long:
        return page
    row = rows[long[-1]]
    places = [i for i in range(20, len(row) - 3) if _HAN.match(row[i - 1]) and _HAN.match(row[i])]
    return "\n".join([*rows[: long[-1]], row[: random.choice(places)]]) if places else page


def traditional(page: str, random: Random) -> str:
    """Each character as OpenCC's s2t has it."""
    return str(OpenCC("s2t").convert(page))


MECHANISMS = (
    half,
    half_with_blanks,
    stray_breaks,
    stray_blanks,
    wraps_as_blanks,
    cut_off,
    traditional,
)


def lines(text: str) -> list[str]:
    return [line for line in map(str.strip, text.split("\n")) if line]


def back(
    wanted: list[tuple[str, str]], mechanism: Callable[[str, Random], str]
) -> tuple[int, int, int]:
    """(pages that come back as they were, lines that do, all lines)."""
    exact = there = count = 0
    for n, (page, reading) in enumerate(wanted):
        spoilt = mechanism(page, Random(n))
        made = lines(clean(spoilt))
        want = lines(_cut_reading(page, reading, spoilt) if mechanism is cut_off else reading)
        exact += made == want
        there += sum(line in made for line in want)
        count += len(want)
    return exact, there, count


def _cut_reading(page: str, reading: str, spoilt: str) -> str:
    """What is wanted of a page that was cut off: its reading up to there, and the note."""
    if spoilt == page:
        return reading
    end, whole = lines(spoilt)[-1], lines(reading)
    at = next((n for n, line in enumerate(whole) if line.startswith(end)), len(whole))
    return "\n".join([*whole[:at], end + _CUT])


def main() -> None:
    wanted = [(page, clean(page)) for page in pages()]
    for mechanism in MECHANISMS:
        exact, there, count = back(wanted, mechanism)
        print(
            f"  {mechanism.__name__:18}{exact:4}/{len(wanted)} pages, {there / count:.3f} of the lines"
        )


if __name__ == "__main__":
    main()
