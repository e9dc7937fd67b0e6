"""Makes the generated tables of `edition/data` (a chore for developers, never run on a build).

    python scripts/maketables.py                     readings.tsv; needs pypinyin (requirements-dev)
    python scripts/maketables.py language FOLDER     language-large.z, from the *.txt in FOLDER
    python scripts/maketables.py twins               twins.tsv, from the language models

All need numpy, which nothing else here does.

`readings.tsv`: for every Han character of GBK its Mandarin readings, with tone marks, from
pypinyin's table (MIT; compiled from Unihan and dictionaries by the project pinyin-data). It is
made here so that nothing at run time needs pypinyin, which takes 19 times the start-up of a
bare Python.

`language.z`, `language-large.z`: how often characters follow each other in modern Chinese
(`cleaning.language` says how they are read and why there are two). Only these figures are kept, no
text. The small table is from 55 million Han characters of Simplified Chinese in public
repositories: popular and scholarly books 27, reviews 6, technical articles 6, statutes 5, television
news 3, treebanks 2, classics put into modern Chinese 2, a weekly 2, abstracts 1 and others. The
large one is from 120 million: statutes and judicial rules 18, novels 18, classics put into modern
Chinese 11, television news 10, benchmarks (news, law, abstracts, examinations) 16, reviews 7,
university news 6, technical articles 5, essays and books 8, treebanks 4, reports 2; and from the words
of jieba's and THUOCL's lists (MIT), each as often as a quarter of its count. Lines of the texts on
which the repair is measured were left out of it.
"""

from __future__ import annotations

import sys
import unicodedata
import zlib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from edition.cleaning import language as model

DATA = Path(__file__).parent / "edition" / "data"

_VOCABULARY = 20  # a character met less often is no part of the model
_LEAST = (1, 2, 3)  # a pair, a triple or a foursome met less often is not counted
# What keeps the large table at 5 MB: a string stays if leaving it out would cost that many nats
# over the whole corpus.
_COMMON = -11.0  # nats of a character that is a neighbour in `twins`
_OFTEN, _APART = -7.5, 3.5  # nats of a pair that is often met, and by how much another is less so
_COSTS = (0.0, 18.0, 34.0, 34.0)


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


@dataclass
class _Order:
    """The strings of one length, in the order of their characters' code points: how often each is
    met, which shorter string it begins with and ends with (by number), its last character; and of
    the shorter ones, how often something follows."""

    met: np.ndarray
    begins: np.ndarray
    ends: np.ndarray
    last: np.ndarray
    followed: np.ndarray


def _counted(folder: Path) -> tuple[list[str], list[_Order]]:
    """The characters of the model, and the strings of 1 to 4 of them with how often each is met.
    A text that is a list of words has U+0001 between them."""
    texts = [model.squeeze(model.fold(p.read_text("utf-8"))) for p in sorted(folder.glob("*.txt"))]
    text = "\x01".join(texts)
    kinds: Counter[str] = Counter()
    for at in range(0, len(text), 1 << 24):
        kinds.update(text[at : at + (1 << 24)])
    known = sorted(char for char, n in kinds.items() if n >= _VOCABULARY and "~" < char <= "\uffff")
    numbers = np.zeros(0x110000, np.int64)
    numbers[[ord(char) for char in known]] = np.arange(1, len(known) + 1)
    chars = numbers[np.frombuffer(text.encode("utf-32-le"), np.uint32)]
    met = np.bincount(chars, minlength=len(known) + 1)
    met[0] = 0
    none = np.zeros(len(met), np.int64)
    orders = [_Order(met, none, none, np.arange(len(met)), np.array([met.sum()]))]
    ending = np.where(chars > 0, chars, -1)  # the string that ends at each place, by number
    for least in _LEAST:
        places = np.nonzero((ending[:-1] >= 0) & (chars[1:] > 0))[0] + 1
        keys = ending[places - 1] * len(met) + chars[places]
        strings, first, which, often = np.unique(
            keys, return_index=True, return_inverse=True, return_counts=True
        )
        stay = often >= least
        begins, last = np.divmod(strings, len(met))
        followed = np.bincount(begins, often, len(orders[-1].met))
        ends = ending[places[first]]
        orders.append(_Order(often[stay], begins[stay], ends[stay], last[stay], followed))
        ending = np.full(len(chars), -1)
        ending[places] = np.where(stay, np.cumsum(stay) - 1, -1)[which]
    return known, orders


def _discounted(met: np.ndarray, least: int) -> np.ndarray:
    """The counts less what is left for strings not met (Chen and Goodman's modified discounts;
    usual values of them where rare strings were dropped)."""
    steps = (0.6, 1.0, 1.3)
    if least == 1:
        one, two, three, four = (np.count_nonzero(met == n) for n in (1, 2, 3, 4))
        share = one / (one + 2 * two)
        ratios = (two / one, three / two, four / three)
        steps = tuple(n - (n + 1) * share * ratio for n, ratio in enumerate(ratios, 1))
    return met - np.array((0.0, *steps))[np.minimum(met, 3)]


def _chosen(order: _Order, shorter: np.ndarray, least: int, cost: float) -> tuple[np.ndarray, ...]:
    """Which strings of one order stay, since the shorter ones foretell them badly enough to
    matter; their chances; the weight of what is not in a row. ``shorter``: the chance of each
    string's last character after one character less."""
    counts = _discounted(order.met, least)
    left = 1 - np.bincount(order.begins, counts, len(order.followed)) / order.followed.clip(1)
    chances = counts / order.followed[order.begins] + left[order.begins] * shorter
    stay = (order.met > 1) & (order.met * np.abs(np.log(chances / shorter)) >= cost)
    rows = order.begins[stay]
    rest = 1 - np.bincount(rows, chances[stay], len(left))
    spare = 1 - np.bincount(rows, shorter[stay], len(left))
    return stay, chances, np.minimum(1, rest.clip(1e-4) / spare.clip(1e-4))


def _figures(chances: np.ndarray) -> np.ndarray:
    return np.clip(np.round(-np.log(chances) / model.STEP), 0, 255).astype(np.uint8)


def _columns(
    contexts: np.ndarray, lasts: np.ndarray, order: _Order, chosen: tuple[np.ndarray, ...]
) -> list[bytes]:
    """One order, as `edition.data.Language` reads it."""
    stay, chances, weights = chosen
    row, last, figures = order.begins[stay], order.last[stay], _figures(chances[stay])
    ranked = np.lexsort((last, figures, row))
    rows, lengths = np.unique(row, return_counts=True)
    begin = np.cumsum(lengths) - lengths
    return [
        "".join(contexts[rows]).encode("utf-16-be"),
        lengths.astype(">u2").tobytes(),
        "".join(lasts[last[ranked]]).encode("utf-16-be"),
        np.insert(figures[ranked], begin, _figures(weights[rows])).tobytes(),
        begin[::64].astype(">u4").tobytes(),
    ]


def language(folder: Path) -> bytes:
    """The language model of the texts in ``folder``."""
    known, orders = _counted(folder)
    lasts = np.array(["\0", *known], object)
    names, given = np.array([""], object), np.full(1, 1e-7)
    columns = []
    for order, least, cost in zip(orders, (_VOCABULARY, *_LEAST), _COSTS, strict=True):
        chosen = stay, chances, weights = _chosen(order, given[order.ends], least, cost)
        columns += _columns(names, lasts, order, chosen)
        print(f"kept of {len(stay):,}: {np.count_nonzero(stay):,}")
        given = np.where(stay, chances, weights[order.begins] * given[order.ends])
        names = names[order.begins] + lasts[order.last]
    table = b"".join(len(column).to_bytes(4, "big") + column for column in columns)
    print(f"{orders[0].met.sum():,} characters; {len(table):,} bytes")
    return zlib.compress(table, 9)


def twins() -> str:
    """For each pair of characters that recognition takes for each other, the neighbours with which the
    one that is read hardly stands, and the one that is meant often does."""
    from edition import data

    lines = [
        "# twin<TAB>place<TAB>pairs of which the character at that place is taken for it. Made by scripts/maketables.py."
    ]
    common = [char for char in han_of_gbk() if model.gain("", char) > _COMMON]
    found: dict[tuple[str, int], set[str]] = {}
    table = data.table("misspellings")["twins"]
    sound = set(table["sound"].split())
    for read, meant in table["pairs"].split():
        for other in common:
            for at in (0, 1):
                pair, right = (other + char if at else char + other for char in (read, meant))
                often = min(table[right] for table in (model.GAINS, model.LARGE))
                hardly = max(table[pair] for table in (model.GAINS, model.LARGE))
                if pair not in sound and often >= _OFTEN and often - hardly >= _APART:
                    found.setdefault((meant, at), set()).add(pair)
    lines += [
        f"{twin}\t{at}\t{' '.join(sorted(pairs))}" for (twin, at), pairs in sorted(found.items())
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    if sys.argv[1:2] == ["language"]:
        (DATA / "language-large.z").write_bytes(language(Path(sys.argv[2])))
    elif sys.argv[1:2] == ["twins"]:
        (DATA / "twins.tsv").write_text(twins(), "utf-8")
    else:
        (DATA / "readings.tsv").write_text(readings(), "utf-8")
