"""Makes the tables of pairs that are typed for a word that sounds the same, or read for one that looks
the same (a chore for developers, never run on a build).

    python scripts/makehomophones.py FOLDER DICT.txt           homophones.tsv
    python scripts/makehomophones.py FOLDER DICT.txt --looks   lookwords.tsv

FOLDER: clean texts (any ``**/*.txt``), of which only counts of neighbours are used. DICT.txt: words with
how often each is met (jieba's, MIT), of which only the words are. A pair is taken if its word is
common and the pair is in no word, hardly met in the texts or by the language models, and has a
character that is as common as the one it stands for: input methods offer those first. A program that
reads a page puts any character: there the pair must never be met.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path

from edition import data
from edition.cleaning import language

TABLE, LOOKS = data.HERE / "homophones.tsv", data.HERE / "lookwords.tsv"

_WORD, _PART = 5, 10  # how often a word of two, or a longer one, is met whose neighbours are sound
_COMMON = 200  # … and the words that somebody may have meant
_OFTEN, _APART = -6.5, 4.5  # nats of the word, and by how much the pair is less likely
_RATHER, _RARE = 1.5, -9.5  # nats by which the typed character may be rarer; that it has at least
_SHARE, _FEW = 300, 30  # how often the word is met for each time that the pair is
MODELS = ("language", "language-large")
# Characters that authors choose between, or write as they like.
_LEFT = frozenset("的地得了着过吗呢吧啊呀嘛他她它你我您那哪这做作象像份分账帐啦哇么和与以已其之")


def _sounds(char: str) -> set[str]:
    """Its first reading, without the tone: the others are seldom typed."""
    return {data.bare(reading) for reading in data.readings(char)[:1]}


def _has(pair: str, model: str) -> bool:
    """Has a model ever seen these neighbours?"""
    row = data.language(model).get(pair[0])
    return row is not None and pair[1] in row[0]


def _met(folder: Path) -> Counter[str]:
    found: Counter[str] = Counter()
    for path in sorted(folder.glob("**/*.txt")):
        text = language.fold(path.read_text("utf-8"))
        found.update(a + b for a, b in pairwise(text) if "一" <= a <= "鿿" and "一" <= b <= "鿿")
    return found


def _looks() -> dict[str, set[str]]:
    """A character → those that look like it."""
    found: dict[str, set[str]] = defaultdict(set)
    for char, others in data.lookalikes()[1].items():
        found[char].update(others)
    for wrong, right in data.table("misspellings")["twins"]["pairs"].split():
        found[right].add(wrong)
    return found


def main(folder: Path, words: Path, looks: bool) -> None:
    """Write the table of words that sound the same, or of those that look the same."""
    met = _met(folder)
    known: dict[str, int] = {}
    for line in words.read_text("utf-8").splitlines():
        word, count, *_ = line.split(" ")
        known[word] = int(count)
    sound = {
        a + b
        for word, count in known.items()
        if count >= (_WORD if len(word) == 2 else _PART)
        for a, b in pairwise(word)
    }
    sound |= {*data.table("misspellings")["typed"]["sound"].split()}
    models = (language.GAINS, language.LARGE)
    meant = [
        word
        for word, count in known.items()
        if len(word) == 2 and count >= _COMMON and min(model[word] for model in models) >= _OFTEN
    ]
    alike: dict[str, set[str]] = defaultdict(set)
    for char in language.common():
        for sounds in _sounds(char):
            alike[sounds].add(char)

    shapes = _looks()

    def read(word: str, at: int) -> str:
        """The characters that look like the one in its place, where they make a pair that nobody writes."""
        pairs = {other: word[:at] + other + word[at + 1 :] for other in sorted(shapes[word[at]])}
        return "".join(
            other
            for other, pair in pairs.items()
            if met[pair] * _SHARE <= met[word]
            and pair not in sound
            and not any(_has(pair, m) for m in MODELS)
        )

    def typed(word: str, at: int) -> str:
        """The characters that may stand in its place."""
        char, found = word[at], []
        for other in sorted(set().union(*(alike[sounds] for sounds in _sounds(char))) - {char}):
            pair = word[:at] + other + word[at + 1 :]
            common = language.gain("", other) >= max(language.gain("", char) - _RATHER, _RARE)
            hardly = min(m[word] for m in models) - max(m[pair] for m in models) >= _APART
            rare = met[pair] * _SHARE <= max(met[word], _FEW)
            left = other in "的地得" or {other, char} <= _LEFT or other + char in data.variants()
            if common and hardly and rare and pair not in sound and not left:
                found.append(other)
        return "".join(found)

    stands = read if looks else typed
    rows = [(word, stands(word, 0), stands(word, 1)) for word in sorted(meant)]
    head = f"# word<TAB>what is {stands.__name__} for its first character<TAB>for its second. Made by scripts/makehomophones.py."
    table = ["\t".join(row) for row in rows if row[1] or row[2]]
    (LOOKS if looks else TABLE).write_text("\n".join([head, *table]) + "\n", "utf-8")
    print(f"{sum(len(a) + len(b) for _, a, b in rows):,} pairs for {len(table):,} words")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), "--looks" in sys.argv)
