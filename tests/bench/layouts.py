"""Readings of tests/unseen/ laid out again as sites do it, and cleaned.

    make bench            (or: python tests/bench/layouts.py)

What is wanted is what the cleaning makes of the same page with a line for each block: only what a layout
costs is counted. Pages with code, verse or tables, whose lines are their own, are left out.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from random import Random

import structure
from structure import clean, damage_layout
from unseen import UNSEEN

_OWN_LINES = tuple("|>*-`<")


def pages() -> Iterator[str]:
    """Each reading as a page: a line for each block, headings without a mark."""
    for path in sorted(UNSEEN.glob("*/*.page.toml")):
        blocks = tomllib.loads(path.read_text("utf-8"))["read"].strip().split("\n\n")
        if not any("\n" in block or block.startswith(_OWN_LINES) for block in blocks):
            yield "".join(f"{block.lstrip('# ')}\n" for block in blocks)


def laid_out(
    wanted: list[tuple[str, str]], mechanism: Callable[[str, Random], str]
) -> structure.Score:
    return structure.score(
        (reading, clean(mechanism(page, Random(n)))) for n, (page, reading) in enumerate(wanted)
    )


def main() -> None:
    wanted = [(page, clean(page)) for page in pages()]
    print(f"{'':26}{'exact':>8}     F1 (hits/made/wanted): {', '.join(structure.NAMES)}")
    for mechanism in damage_layout.MECHANISMS:
        structure.show(mechanism.__name__, laid_out(wanted, mechanism))


if __name__ == "__main__":
    main()
