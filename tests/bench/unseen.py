"""Cases and pages of tests/unseen/: written by hands that had not seen the rules, and counted.

    make bench                 (or: python tests/bench/unseen.py [--names | --right] [FOLDER…])

What is in a set and how it was made, `tests/unseen/README.md` says. Not all is right: what is printed is
how much. What is right must stay so: `--right` writes its names to `tests/unseen/right.txt`, and the
test suite holds us to them.
"""

from __future__ import annotations

import argparse
import difflib
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import structure
from edition import reading, witness
from structure import ROOT, Score, clean

UNSEEN = ROOT / "tests" / "unseen"
RIGHT = UNSEEN / "right.txt"
# A line counts as being in a reading if this part of its letters stands there: words of it may
# have been mended.
_THERE = 0.5
# Pages whose lines ran together are counted by what stands between blanks.
_FEW_LINES = 6
_NO_LETTER = re.compile(r"[\W_]+")
_TITLE = re.compile(r"# (.+)")


def letters(text: str) -> str:
    return _NO_LETTER.sub("", text)


def pieces(raw: str) -> list[str]:
    """The lines of a page that have letters, in order."""
    lines = [line for line in raw.splitlines() if letters(line)]
    return lines if len(lines) >= _FEW_LINES else [p for p in raw.split() if letters(p)]


def there(lines: list[str], text: str) -> list[bool]:
    """For each line whether it stands in ``text``, each in its order."""
    stream = "".join(map(letters, lines))
    matcher = difflib.SequenceMatcher(None, stream, letters(text), autojunk=False)
    found = bytearray(len(stream))
    for lo, _, size in matcher.get_matching_blocks():
        if size > 1:
            found[lo : lo + size] = b"\1" * size
    at = 0
    out = []
    for line in lines:
        size = len(letters(line))
        out.append(sum(found[at : at + size]) >= _THERE * size)
        at += size
    return out


def title_of(text: str) -> str:
    found = _TITLE.match(text.lstrip())
    return letters(found[1]) if found else ""


def same(a: str, b: str) -> bool:
    """The same blocks, but for the words of a note and whether it is a block of its own."""
    one, two = (re.sub(r"\s*【[^】]*】\s*", "【】", text).split("\n") for text in (a, b))
    return list(filter(None, map(str.strip, one))) == list(filter(None, map(str.strip, two)))


def simplified(text: str) -> str:
    """A reading that its hand left in Traditional characters, as the reading text has it."""
    others = [cls for cls in reading.CLASSES if cls != "script"]
    return reading.read(witness.from_bytes("wanted", text.encode()), without=others).text


def readings(folder: Path) -> Iterator[tuple[str, str, str]]:
    """(name, raw, what should be read) of every case and page of a set."""
    for path in sorted(folder.glob("*.cases.toml")):
        for n, case in enumerate(tomllib.loads(path.read_text("utf-8"))["case"]):
            wanted = simplified(case.get("after", case["before"]))
            yield f"{folder.name}/{path.stem} {n}", case["before"], wanted
    for path in sorted(folder.glob("*.page.toml")):
        page = tomllib.loads(path.read_text("utf-8"))
        yield f"{folder.name}/{path.stem}", page["raw"], simplified(page["read"])


def cases(paths: list[Path], names: bool) -> None:
    right: Counter[tuple[str, bool]] = Counter()
    total: Counter[tuple[str, bool]] = Counter()
    for path in paths:
        for case in tomllib.loads(path.read_text("utf-8"))["case"]:
            kind = case["class"], "after" in case
            total[kind] += 1
            wanted = simplified(case.get("after", case["before"]))
            if same(clean(case["before"]), wanted):
                right[kind] += 1
            elif names:
                print(f"  {path.stem}: {case['class']}: {case['name']}")
    for cls in sorted({cls for cls, _ in total}):
        counts = (f"{right[cls, k]:4}/{total[cls, k]:<4}" for k in (True, False))
        print(f"  {cls:12}{'   kept '.join(counts)}")
    sums = (
        f"{sum(n for (_, k), n in right.items() if k is damaged):4}/"
        f"{sum(n for (_, k), n in total.items() if k is damaged):<4}"
        for damaged in (True, False)
    )
    print(f"  {'all':12}{'   kept '.join(sums)}")


def page_lines(raw: str, read: str, made: str) -> Iterator[tuple[bool, bool, str]]:
    """For each line of a page: is it text; is it read; the line. A line that repeats one of the
    text counts neither way."""
    lines = pieces(simplified(raw))
    texts = there(lines, read)
    own = {letters(line) for line, text in zip(lines, texts, strict=True) if text}
    for line, text, stayed in zip(lines, texts, there(lines, made), strict=True):
        if text or letters(line) not in own:
            yield text, stayed, line


def pages(paths: list[Path], names: bool) -> None:
    gone = chrome = lost = text = titles = 0
    score = Score()
    for path in paths:
        page = tomllib.loads(path.read_text("utf-8"))
        made = clean(page["raw"])
        read = simplified(page["read"])
        score.add(read, made)
        right = title_of(made) == title_of(read)
        titles += right
        if names and not right:
            print(f"  {path.stem}: title {title_of(made) or '(none)'}")
        for is_text, stayed, line in page_lines(page["raw"], read, made):
            chrome += not is_text
            gone += not is_text and not stayed
            text += is_text
            lost += is_text and not stayed
            if names and is_text is not stayed:
                print(f"  {path.stem}: {'lost' if is_text else 'stayed'}: {line.strip()[:60]}")
    print(f"  lines of the site out {gone}/{chrome}, of the text lost {lost}/{text}, ", end="")
    print(f"titles right {titles}/{len(paths)}")
    structure.show("  pages", score)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--names", action="store_true", help="name what is wrong")
    parser.add_argument("--right", action="store_true", help=f"write {RIGHT.name}")
    parser.add_argument("folders", nargs="*", type=Path)
    args = parser.parse_args()
    folders = args.folders or sorted(path for path in UNSEEN.iterdir() if path.is_dir())
    if args.right:
        right = [
            name
            for folder in folders
            for name, raw, wanted in readings(folder)
            if same(clean(raw), wanted)
        ]
        RIGHT.write_text("\n".join(right) + "\n", "utf-8")
        print(f"{len(right)} right")
        return
    for folder in folders:
        print(f"{folder.name}: cases right")
        cases(sorted(folder.glob("*.cases.toml")), args.names)
        print(f"{folder.name}: pages")
        pages(sorted(folder.glob("*.page.toml")), args.names)


if __name__ == "__main__":
    main()
