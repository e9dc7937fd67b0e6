"""Makes the table of words that copy sites put (a chore for developers, never run on a build).

    python scripts/makecollocations.py FOLDER PAIRS.tsv     collocations.tsv

FOLDER holds sound texts (``**/*.txt``), the more the better: the table in use is from 129 million
characters of statutes, news, speeches, reviews, books and technical articles in public
repositories; no text on which emendation is measured is among them. PAIRS.tsv has a pair a line:
the author's word, the word that a site puts, and where the pair is from: ``page`` if real pages
were met with it, ``tool`` if it is known of such sites, nothing if it only stands in a list. The
pairs in use are those of pages that were read, and those of the word lists that such tools bring.
Only figures are kept, no text. Needs numpy, which is no dependency of ours.

For each pair and each context of up to three characters on a side:

    log P(context | author's word) − log P(context | word put)

where the second is smoothed with the first as far as the two words are used alike (``likeness``):
what a synonym is not met with says little. A pair whose word, left out of the count itself, would
be taken for a site's in the sound texts loses as much of its prior as that takes, or is dropped.
"""

from __future__ import annotations

import math
import sys
from collections import defaultdict
from functools import cache, lru_cache
from pathlib import Path

import numpy as np  # type: ignore[import-not-found,unused-ignore]
from edition.cleaning import language

DATA = Path(__file__).parent / "edition" / "data"

_SIDES, _SIZES = "LR", (1, 2, 3)
_FREQUENT = 1000  # an author's word stands this often in the texts …
_TIMES = 3  # … and this many times as often as the word put, if no page was seen with the pair
_FLAT = 3.0  # weight of the general figures beside those of the author's word …
_SMOOTH = 6.0  # … and of those of the author's word beside those of the word put
_LEAST = 4  # a context is met this often, the word put counting double
_STEP = 1.0  # nats by which a longer context differs from the shorter one, or it is not kept
_BOUND = 13.0  # nats: odds that the word itself must not reach in sound texts
# Nats: the least that a pair loses of its prior, and the most.
_LOSSES, _MOST_LOST = {"page": -1.0, "tool": 0.5, "": 1.0}, 3.0
_KEPT, _KEPT_SEEN, _KEPT_RIVAL = 45, 150, 30  # contexts for the author's word, half for the other
_RESTORED, _WORTH = 0.3, 600  # share of the author's words restored, and how many, to be kept
_SYNONYMS = 0.6  # likeness of two words that nobody tells apart
_SAMPLE, _SAMPLE_OF_RIGHT = 20_000, 250  # places of a word that are looked at


class Texts:
    """All places of the words, and how often each context stands beside them."""

    def __init__(self, folder: Path, words: list[str]) -> None:
        raw = "\n".join(
            language.squeeze(language.fold(path.read_text("utf-8", "replace")))
            for path in sorted(folder.glob("**/*.txt"))
        )
        self.chars = np.frombuffer(raw.encode("utf-16-le", "replace"), "<u2").astype(np.uint64)
        self.number = {word: n for n, word in enumerate(words)}
        places, ids = [], []
        for size in sorted(set(map(len, words))):
            named = sorted((_code(word), self.number[word]) for word in words if len(word) == size)
            codes = np.array([code for code, _ in named], np.uint64)
            numbers = np.array([n for _, n in named])
            for lo in range(0, len(self.chars) - size, 20_000_000):
                hi = min(len(self.chars) - size, lo + 20_000_000)
                seen = self._packed(np.arange(lo, hi), size)
                at = np.searchsorted(codes, seen) % len(codes)
                hit = np.nonzero(codes[at] == seen)[0]
                places.append(hit + lo)
                ids.append(numbers[at[hit]])
        where, which = np.concatenate(places), np.concatenate(ids)
        self.total = len(where)
        lengths = np.array([len(word) for word in words])[which]
        self.general = {
            (side, size): np.unique(self.contexts(where, lengths, side, size), return_counts=True)
            for side in _SIDES
            for size in _SIZES
        }
        order = np.argsort(which, kind="stable")
        self._where = np.split(where[order], np.searchsorted(which[order], range(1, len(words))))

    def _packed(self, first: np.ndarray, size: int) -> np.ndarray:
        packed = np.zeros(len(first), np.uint64)
        for k in range(size):
            at = np.clip(first + k, 0, len(self.chars) - 1)
            packed |= self.chars[at] << np.uint64(16 * k)
        return packed

    def places(self, word: str) -> np.ndarray:
        return self._where[self.number[word]]

    def count(self, word: str) -> int:
        return len(self.places(word))

    def contexts(self, places: np.ndarray, length: object, side: str, size: int) -> np.ndarray:
        return self._packed(places - size if side == "L" else places + length, size)

    @cache  # noqa: B019  one object, for as long as the program runs
    def table(self, word: str) -> dict[tuple[str, int], dict[int, int]]:
        found = {}
        for side in _SIDES:
            for size in _SIZES:
                seen = self.contexts(self.places(word), len(word), side, size)
                keys, counts = np.unique(seen, return_counts=True)
                found[side, size] = dict(zip(keys.tolist(), counts.tolist(), strict=True))
        return found

    @lru_cache(maxsize=2_000_000)  # noqa: B019
    def usual(self, side: str, size: int, key: int) -> int:
        keys, counts = self.general[side, size]
        at = int(np.searchsorted(keys, np.uint64(key)))
        return int(counts[at]) if at < len(keys) and keys[at] == key else 1


def _code(word: str) -> int:
    return sum(ord(char) << 16 * k for k, char in enumerate(word))


def _shorter(side: str, size: int, key: int) -> int:
    """The context without its outermost character."""
    return key >> 16 if side == "L" else key & ((1 << 16 * (size - 1)) - 1)


class Pair:
    """The figures of one pair of words."""

    def __init__(self, texts: Texts, right: str, wrong: str) -> None:
        self.texts, self.right, self.wrong = texts, right, wrong
        self.rights, self.wrongs = texts.table(right), texts.table(wrong)
        self.counts = texts.count(right), texts.count(wrong)
        self.prior = math.log(self.counts[0] / (self.counts[1] + 1))
        self.likeness = self._likeness()

    def _likeness(self) -> float:
        """The share of places of the word put that its author's word foretells better than
        Chinese at large does (by expectation and maximization)."""
        share = 0.5
        seen = [
            (
                count,
                self.rights[side, 2].get(key, 0) / self.counts[0],
                self.texts.usual(side, 2, key) / self.texts.total,
            )
            for side in _SIDES
            for key, count in list(self.wrongs[side, 2].items())[:3000]
        ]
        for _ in range(8):
            alike, total = 0.2, 2.0
            for count, own, general in seen:
                alike += count * share * own / (share * own + (1 - share) * general)
                total += count
            share = alike / total
        return min(0.95, max(0.04, share))

    def step(self, side: str, size: int, key: int, without: int = 0) -> float | None:
        """What the outermost character of a context adds (nats), None if it is met too seldom.
        ``without`` is taken from the counts of the word put."""
        own, other = self.rights[side, size].get(key, 0), self.wrongs[side, size].get(key, 0)
        other -= without
        if own + 2 * other < _LEAST:
            return None
        usual = self.texts.usual(side, size, key)
        if size == 1:
            of_own, of_other, general = *self.counts, usual / self.texts.total
        else:
            shorter = _shorter(side, size, key)
            of_own = self.rights[side, size - 1].get(shorter, 0)
            of_other = self.wrongs[side, size - 1].get(shorter, 0)
            general = usual / max(1, self.texts.usual(side, size - 1, shorter))
        right = (own + _FLAT * general) / (of_own + _FLAT)
        smooth = _SMOOTH * (self.likeness * right + (1 - self.likeness) * general)
        return math.log(right) - math.log((other + smooth) / (of_other - without + _SMOOTH))

    def odds(self, word: str, without: int, most: int) -> list[float]:
        """The log odds at ``most`` places of ``word``."""
        places = self.texts.places(word)
        if len(places) > most:
            places = np.random.default_rng(1).choice(places, most, replace=False)
        found = [self.prior] * len(places)
        for side in _SIDES:
            keys = [self.texts.contexts(places, len(word), side, size).tolist() for size in _SIZES]
            for n in range(len(places)):
                for size in _SIZES:
                    step = self.step(side, size, keys[size - 1][n], without)
                    if step is None:
                        break
                    found[n] += step
        return found

    def cell(self, side: str, most: int) -> str:
        """The contexts of one side that say most, by their figures in half nats."""
        nats: dict[tuple[int, int], float] = {}
        kept: list[tuple[float, str, int]] = []
        said: dict[tuple[int, int], float] = {}
        for size in _SIZES:
            for key in self.rights[side, size].keys() | self.wrongs[side, size].keys():
                above = (size - 1, _shorter(side, size, key))
                step = self.step(side, size, key)
                if step is None or (size > 1 and above not in nats):
                    continue
                nats[size, key] = value = max(-12.0, min(12.0, nats.get(above, 0.0) + step))
                said[size, key] = said.get(above, 0.0)
                chars = "".join(chr(key >> 16 * k & 0xFFFF) for k in range(size))
                if abs(value - said[size, key]) < _STEP or not _printable(chars):
                    continue
                said[size, key] = value
                table, count = (
                    (self.rights, self.counts[0]) if value > 0 else (self.wrongs, self.counts[1])
                )
                share = table[side, size].get(key, 0) / max(1, count)
                kept.append((share * abs(value), chars, max(-16, min(24, round(2 * value)))))
        groups: defaultdict[int, list[str]] = defaultdict(list)
        for items, many in (
            ([item for item in kept if item[2] > 0], most),
            ([item for item in kept if item[2] <= 0], most // 2),
        ):
            for _, chars, figure in sorted(items, reverse=True)[:many]:
                groups[figure].append(chars)
        return ";".join(f"{f}:{' '.join(sorted(c))}" for f, c in sorted(groups.items()))


def _printable(chars: str) -> bool:
    return all(char not in " ;:\t\r\n\0" and not "\ud800" <= char <= "\udfff" for char in chars)


def write(folder: Path, listed: Path) -> None:
    """Write the table from the texts of ``folder`` and the pairs of ``listed``."""
    rows = [line.split("\t") for line in listed.read_text("utf-8").splitlines()]
    pairs = {(right, wrong): source for right, wrong, source in rows if right != wrong}
    texts = Texts(folder, sorted({word for pair in pairs for word in pair}))
    chosen: dict[tuple[str, str], tuple[Pair, float, int]] = {}
    for (right, wrong), source in pairs.items():
        seen = source != ""
        many = texts.count(right)
        if many < (200 if seen else max(_FREQUENT, _TIMES * texts.count(wrong))):
            continue
        pair = Pair(texts, right, wrong)
        # Real slips stand in the texts too, so of a pair that is known two places may be such.
        worst = sorted(pair.odds(wrong, 1, _SAMPLE), reverse=True)[2 * seen : 2 * seen + 1] or [
            -math.inf
        ]
        loss = max(_LOSSES[source], worst[0] - _BOUND + 0.5)
        odds = pair.odds(right, 0, _SAMPLE_OF_RIGHT)
        restored = sum(value >= 10 + loss for value in odds) / len(odds)
        worth = restored >= _RESTORED and many * restored >= _WORTH and loss <= _MOST_LOST
        if seen or (worth and pair.likeness <= _SYNONYMS):
            chosen[right, wrong] = pair, loss, _KEPT_SEEN if seen else _KEPT
    words = {wrong for _, wrong in chosen}
    for right, wrong in pairs:  # every other word that it may stand for
        if wrong in words and (right, wrong) not in chosen and texts.count(right) >= 200:
            chosen[right, wrong] = Pair(texts, right, wrong), _LOSSES[""], _KEPT_RIVAL
    head = (
        "# word put<TAB>word it stands for<TAB>figures in half nats: of both words, of what stands "
        "before, behind. Made by scripts/makecollocations.py.\n"
    )
    lines = [
        f"{wrong}\t{right}\t{2 * (pair.prior - loss):.0f}\t"
        + "\t".join(pair.cell(side, most) for side in _SIDES)
        for (right, wrong), (pair, loss, most) in sorted(
            chosen.items(), key=lambda item: item[0][::-1]
        )
    ]
    (DATA / "collocations.tsv").write_text(head + "\n".join(lines) + "\n", "utf-8")
    print(f"{len(lines):,} pairs of {len(words):,} words")


if __name__ == "__main__":
    write(Path(sys.argv[1]), Path(sys.argv[2]))
