"""Speed of the cleaning, next to OpenCC's conversion and ftfy's `fix_text` in the same run.

    make bench            (or: python tests/bench/cleaning.py)

Figures are CPU time, medians of interleaved rounds: the machines are noisy, so read the ratios.
"""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "scripts"))

import ftfy
from edition import reading, witness
from edition.edit import Edit, apply
from edition.rulings import Rulings
from opencc import OpenCC

ROUNDS = 5
COPIES = 20


def seconds(work: Callable[[], object]) -> float:
    begin = time.process_time()
    work()
    return time.process_time() - begin


def throughput() -> None:
    texts = [witness.load(path) for path in sorted((ROOT / "docs/witnesses").glob("*.txt"))]
    size = sum(len(text.data) for text in texts) * COPIES / 1e6
    convert = OpenCC("t2s").convert
    works = {
        "whole cleaning": lambda: [reading.read(text) for _ in range(COPIES) for text in texts],
        "ftfy.fix_text": lambda: [ftfy.fix_text(t.text) for _ in range(COPIES) for t in texts],
        "OpenCC t2s": lambda: [convert(text.text) for _ in range(COPIES) for text in texts],
    }
    for work in works.values():
        work()
    rounds = [{name: size / seconds(work) for name, work in works.items()} for _ in range(ROUNDS)]
    print(f"{'':16}    MB/s   × ftfy  × OpenCC")
    for name in works:
        rate, by_ftfy, by_opencc = (
            statistics.median(values)
            for values in zip(
                *(
                    (r[name], r[name] / r["ftfy.fix_text"], r[name] / r["OpenCC t2s"])
                    for r in rounds
                ),
                strict=True,
            )
        )
        print(f"{name:16} {rate:7.2f} {by_ftfy:8.2f} {by_opencc:9.3f}")


def passes() -> None:
    """Which step takes how much of the time."""
    texts = [witness.load(path) for path in sorted((ROOT / "docs/witnesses").glob("*.txt"))]
    spent: Counter[str] = Counter()
    for _ in range(COPIES):
        for source in texts:
            text, removed = source.text, []
            for cls, name, find in reading.finders(Rulings(), removed):
                begin = time.perf_counter()
                found = list(find(text))
                text = apply(text, [item for item in found if isinstance(item, Edit)])
                spent[f"{cls} {name}"] += time.perf_counter() - begin
    total = sum(spent.values())
    for name, value in spent.most_common(12):
        print(f"{name:28} {value / total:6.1%}")


def growth() -> None:
    """Seconds a text and peak memory, from 1 to 1,000 texts."""
    path = sorted((ROOT / "docs/witnesses").glob("*.txt"))[1]
    source = witness.load(path)
    reading.read(source)
    for count in (1, 10, 100, 1000):
        taken = seconds(
            lambda count=count: [None for _ in range(count) if not reading.read(source)]
        )
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{count:5} texts: {taken / count * 1000:6.2f} ms a text, peak {peak:5.0f} MB")


def start_up() -> None:
    """Importing the command, in starts of a bare Python."""
    code = f"import sys; sys.path.insert(0, {str(ROOT / 'scripts')!r}); import edition.reading"
    ratios = []
    for _ in range(9):
        bare, ours = (_wall([sys.executable, "-c", c]) for c in ("pass", code))
        ratios.append(ours / bare)
    print(f"start-up: {statistics.median(ratios):.1f} × bare Python")


def _wall(command: list[str]) -> float:
    begin = time.perf_counter()
    subprocess.run(command, check=True)
    return time.perf_counter() - begin


if __name__ == "__main__":
    throughput()
    print()
    passes()
    print()
    growth()
    print()
    start_up()
