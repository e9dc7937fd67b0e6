"""Makes the generated tables of `edition/data` (a chore for developers, never run on a build).

    python scripts/maketables.py      needs pypinyin (in requirements-dev)

`readings.tsv`: for every Han character of GBK its Mandarin readings, with tone marks, from
pypinyin's table (MIT; compiled from Unihan and dictionaries by the project pinyin-data). It is
made here so that nothing at run time needs pypinyin, which takes 19 times the start-up of a
bare Python.
"""

from __future__ import annotations

import unicodedata
from pathlib import Path

DATA = Path(__file__).parent / "edition" / "data"


def han_of_gbk() -> list[str]:
    """The 21,003 Han characters that GBK can write, in code point order."""
    chars = []
    for point in range(0x4E00, 0x9FFF + 1):
        try:
            chr(point).encode("gbk")
        except UnicodeEncodeError:
            continue
        chars.append(chr(point))
    return chars


def readings() -> str:
    """The table of readings, a character a line."""
    from pypinyin.constants import PINYIN_DICT

    lines = ["# character<TAB>readings. Made by scripts/maketables.py; do not edit."]
    for char in han_of_gbk():
        found = PINYIN_DICT.get(ord(char), "")
        if found:
            lines.append(f"{char}\t{unicodedata.normalize('NFC', found)}")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    (DATA / "readings.tsv").write_text(readings(), "utf-8")
