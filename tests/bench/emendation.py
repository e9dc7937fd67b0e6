"""How well wrong words are put right, and how often sound ones are hurt (measures, proves nothing).

    python tests/bench/emendation.py [FOLDER [N]]

1. The five texts against the readings made by hand: the certain emendations of words.
2. Generated damage: in sound texts one set phrase in N (5 if not given) gets a wrong character,
   half of them one that sounds alike, half one that looks alike. The phrases are all those of
   pypinyin's list with four characters, not only those of our table.
3. Spun pages: in pages of 1,500 characters three of ten words for which the table of collocations
   knows one that copy sites put are replaced by it.
4. False emendations in the same texts as they are.

FOLDER holds sound texts (``**/*.txt``); without it, the readings are taken.
"""

from __future__ import annotations

import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(ROOT / "scripts"))

from edition import collection, data, reading
from edition.cleaning import emendation
from edition.cleaning.script import simplified
from edition.edit import Doubt, Edit
from pypinyin.constants import PHRASES_DICT

PHRASES = frozenset(p for p in PHRASES_DICT if len(p) == 4 and p.isalpha())


def five_texts() -> None:
    """Emendations that the readings have, against those that are made."""
    right = wrong = missed = 0
    for path in sorted((ROOT / "docs/witnesses").glob("*.txt")):
        gold = (ROOT / "tests/readings" / path.name).read_text("utf-8")
        found = collection.read_witness(path)
        mine = reading.as_text(found)
        edits = sum(edit.cls == "emendation" for edit in found.edits())
        same = SequenceMatcher(None, gold, mine, autojunk=False)
        bad = sum(op[0] != "equal" for op in same.get_opcodes())
        bare = reading.as_text(reading.read(found.witness, found.rulings, ["emendation"]))
        wanted = _changes(bare, gold)
        hit = len(wanted & _changes(bare, mine))
        right, missed, wrong = right + hit, missed + len(wanted) - hit, wrong + bad
        print(f"  {path.stem[:3]}  {edits:3} emendations, {bad} places differ from the reading")
    print(f"  precision {right / max(1, right + wrong):.3f}, recall {right / (right + missed):.3f}")


def _changes(before: str, after: str) -> set[tuple[int, int, str]]:
    matched = SequenceMatcher(None, before, after, autojunk=False)
    return {(i, j, after[k:m]) for op, i, j, k, m in matched.get_opcodes() if op != "equal"}


def texts(folder: Path | None) -> list[str]:
    paths = sorted((folder or ROOT / "tests/readings").glob("**/*.txt"))
    return [simplified(path.read_text("utf-8", "replace")) for path in paths]


def neighbours(found: list[str]) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Of each character those of the 3,000 commonest that sound alike, and that look alike."""
    ones = Counter(char for text in found for char in text if "\u4e00" <= char <= "\u9fff")
    by_sound: defaultdict[str, list[str]] = defaultdict(list)
    common = [char for char, _ in ones.most_common(3000)]
    for char in common:
        for syllable in {data.bare(r) for r in data.readings(char)[:1]}:
            by_sound[syllable].append(char)
    sounds = {
        char: [c for r in data.readings(char)[:1] for c in by_sound[data.bare(r)] if c != char]
        for char in common
    }
    return sounds, {char: list(others) for char, others in data.lookalikes()[1].items()}


def damaged(text: str, rng: random.Random, one_in: int, alike: tuple) -> Iterator[tuple]:
    """(kind, place, right phrase, text with it spelt wrong) for some of the phrases of a text."""
    at = 0
    while at < len(text) - 4:
        phrase = text[at : at + 4]
        if phrase not in PHRASES:
            at += 1
            continue
        if rng.random() < 1 / one_in:
            kind = rng.randrange(2)
            i = rng.randrange(4)
            others = alike[kind].get(phrase[i])
            if others:
                wrong = phrase[:i] + rng.choice(others[:12]) + phrase[i + 1 :]
                if wrong not in PHRASES:
                    lo, hi = max(0, at - 150), at + 150
                    yield (
                        ("sounds alike", "looks alike")[kind],
                        at - lo,
                        phrase,
                        (text[lo:at] + wrong + text[at + 4 : hi]),
                    )
        at += 4


def generated(found: list[str], one_in: int) -> None:
    rng = random.Random(1)
    alike = neighbours(found)
    table: defaultdict[str, Counter[str]] = defaultdict(Counter)
    known = data.phrases()[0]
    for text in found:
        for kind, at, phrase, seen in damaged(text, rng, one_in, alike):
            here = [x for x in emendation.words(seen) if x.start < at + 4 and x.end > at]
            got = "missed"
            for item in here:
                new = item.new if isinstance(item, Edit) else item.suggestion
                now = seen[: item.start] + new + seen[item.end :]
                good = now[at : at + 4] == phrase
                if isinstance(item, Doubt):
                    got = "likely" if good else got
                else:
                    got = "right" if good else "wrong"
            for row in (kind, "phrase in the table" if phrase in known else "phrase not in it"):
                table[row][got] += 1
    for row, counts in sorted(table.items()):
        total = sum(counts.values())
        shown = "  ".join(
            f"{key} {counts[key]:5}" for key in ("right", "likely", "missed", "wrong")
        )
        print(f"  {row:20} {total:6}  certain and right {counts['right'] / total:6.1%}  {shown}")


def spun(found: list[str]) -> None:
    """Words that copy sites put, in pages of sound texts."""
    rng = random.Random(1)
    put: defaultdict[str, list[str]] = defaultdict(list)
    for wrong, rows in data.collocations().items():
        for right, *_ in rows:
            put[right].append(wrong)
    any_right = re.compile("|".join(sorted(put)))
    counts: Counter[str] = Counter()
    for text in found:
        for page in (text[at : at + 1500] for at in range(0, min(len(text), 12_000), 1500)):
            pieces, places, done = [], {}, 0
            for match in any_right.finditer(page):
                if rng.random() < 0.3:
                    wrong = rng.choice(put[match[0]])
                    pieces += [page[done : match.start()], wrong]
                    places[sum(map(len, pieces)) - len(wrong)] = match[0]
                    done = match.end()
            items = list(emendation.words("".join([*pieces, page[done:]])))
            here = {item.start: item for item in items if item.rule == "spun-word"}
            for at, right in places.items():
                item = here.pop(at, None)
                new = item and (item.new if isinstance(item, Edit) else item.suggestion)
                grade = "certain" if isinstance(item, Edit) else "likely"
                counts[
                    f"{grade}, {'right' if new == right else 'wrong'}" if item else "missed"
                ] += 1
            counts["certain, not put"] += sum(isinstance(item, Edit) for item in here.values())
    for name, n in sorted(counts.items()):
        print(f"  {name:22} {n:5}")


def false_alarms(found: list[str]) -> None:
    size = sum(map(len, found))
    counts: Counter[str] = Counter()
    for text in found:
        for item in emendation.words(text):
            counts[f"{'certain' if isinstance(item, Edit) else 'likely'} {item.rule}"] += 1
            if "-v" in sys.argv:
                print(
                    "   ", item.rule, text[item.start - 8 : item.end + 8].replace("\n", "⏎"), item
                )
    for name, n in sorted(counts.items()):
        print(f"  {name:22} {n:5}  {n / size * 1e5:.3f} in 100,000 characters")
    print(f"  in {size:,} characters")


def main() -> None:
    arguments = [a for a in sys.argv[1:] if a != "-v"]
    folder = Path(arguments[0]) if arguments else None
    print("The five texts")
    five_texts()
    found = texts(folder)
    print("Generated slips in set phrases")
    generated(found, int(arguments[1]) if len(arguments) > 1 else 5)
    print("Spun pages")
    spun(found)
    print("Sound texts as they are")
    false_alarms(found)


if __name__ == "__main__":
    main()
