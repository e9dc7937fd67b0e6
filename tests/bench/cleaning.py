"""Speed of the cleaning, next to OpenCC's conversion and ftfy's `fix_text` in the same run.

    make bench            (or: python tests/bench/cleaning.py)

Rates are of CPU time; every ratio is the median of the ratios of rounds in which all that is
compared runs in turn, since the machines are noisy: read the ratios.
"""

from __future__ import annotations

import itertools
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from random import Random

ROOT = Path(__file__).parents[2]
SCRIPTS = ROOT / "scripts"
sys.path.insert(0, str(SCRIPTS))

import ftfy
from edition import reading, witness
from edition.cleaning import script
from edition.cleaning.chrome import AMID
from edition.cleaning.traces import Traces
from edition.cleaning.zones import Zones
from edition.edit import Edit, apply
from edition.rulings import Rulings
from edition.witness import Witness
from opencc import OpenCC

ROUNDS = 10
COPIES = 20  # ROUNDS × COPIES = the five texts × 200
_HAN = re.compile("[\u4e00-\u9fff]")
TEXTS = [witness.load(path) for path in sorted((ROOT / "docs/witnesses").glob("*.txt"))]


def seconds(work: Callable[[], object]) -> float:
    begin = time.process_time()
    work()
    return time.process_time() - begin


def copies(text: Witness) -> list[Witness]:
    """Copies of a text, in each of which a Han character of every line is another one: what a
    step keeps of a line must not help it with the next text."""
    random = Random(text.id)
    pool = sorted(set(filter(_HAN.match, text.text)))
    found = []
    for _ in range(COPIES):
        lines = []
        for line in text.text.split("\n"):
            places = [i for i, char in enumerate(line) if _HAN.match(char)]
            if places:
                at = random.choice(places)
                line = line[:at] + random.choice(pool) + line[at + 1 :]
            lines.append(line)
        found.append(witness.from_bytes(text.id, "\n".join(lines).encode()))
    return found


def throughput(title: str, texts: Sequence[Witness]) -> None:
    """MB/s of cleaning, ftfy and OpenCC, and how they compare."""
    various = [copy for group in zip(*map(copies, texts), strict=True) for copy in group]
    size = sum(len(text.data) for text in various) / 1e6
    convert = OpenCC("t2s").convert
    works = {
        "whole cleaning": lambda: [reading.read(text) for text in various],
        "ftfy.fix_text": lambda: [ftfy.fix_text(text.text) for text in various],
        "OpenCC t2s": lambda: [convert(text.text) for text in various],
    }
    for work in works.values():
        work()
    rounds = [{name: size / seconds(work) for name, work in works.items()} for _ in range(ROUNDS)]
    print(f"{title:22}   MB/s   × ftfy  × OpenCC")
    for name in works:
        rate, by_ftfy, by_opencc = (
            statistics.median(found)
            for found in zip(
                *(
                    (r[name], r[name] / r["ftfy.fix_text"], r[name] / r["OpenCC t2s"])
                    for r in rounds
                ),
                strict=True,
            )
        )
        print(f"  {name:20} {rate:6.2f} {by_ftfy:8.2f} {by_opencc:9.4f}")


def passes() -> None:
    """What each step costs: its share of the whole, and in microseconds for each text."""
    spent: dict[str, Counter[int]] = {}

    def charge(name: str, n: int, begin: float) -> None:
        spent.setdefault(name, Counter())[n] += time.perf_counter() - begin

    for group in zip(*map(copies, TEXTS), strict=True):
        for n, source in enumerate(group):
            text, traces = source.text, Traces(AMID)
            for cls, name, find in reading.finders(Rulings(), traces):
                begin = time.perf_counter()
                found = list(find(text))
                charge(f"{cls} {name}", n, begin)
                if not found:
                    continue
                begin = time.perf_counter()
                if cls != "encoding" and (zones := Zones(text)):
                    found = [item for item in found if not zones.forbid(item)]
                charge("(zones)", n, begin)
                begin = time.perf_counter()
                edits = [item for item in found if isinstance(item, Edit)]
                traces.take(cls, text, edits)
                before, text = text, apply(text, edits)
                script.carry(before, text, edits)
                charge("(edits applied)", n, begin)
    total = sum(by_text.total() for by_text in spent.values())
    each = "".join(f"{source.id[:3]:>7}" for source in TEXTS)
    print(f"{'cost by step':28}  share  µs:{each}")
    ranked = sorted(spent.items(), key=lambda item: -item[1].total())
    for name, by_text in ranked[:16]:
        row = "".join(f"{by_text[n] / COPIES * 1e6:7.0f}" for n in range(len(TEXTS)))
        print(f"  {name:26} {by_text.total() / total:6.1%}     {row}")
    rest = sum(by_text.total() for _, by_text in ranked[16:])
    print(f"  {'(the other ' + str(len(ranked) - 16) + ')':26} {rest / total:6.1%}")


_GROW = """
import json, resource, sys, time
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from edition import reading, witness
texts, count = [witness.load(Path(path)) for path in sys.argv[3:]], int(sys.argv[2])
for text in texts:
    reading.read(text)
begin = time.process_time()
for n in range(count):
    reading.read(texts[n % len(texts)])
taken = time.process_time() - begin
print(json.dumps([taken, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))
"""


def growth() -> None:
    """Milliseconds a text, and the peak memory of a process of its own, from 1 to 1,000 texts.

    The page with shifted bytes is left out: the tables for it are read when a page needs them.
    """
    paths = [str(ROOT / "docs/witnesses" / f"{t.id}.txt") for t in TEXTS if not _shifted(t)]
    print("growth                 ms a text   peak MB")
    for count in (1, 10, 100, 1000):
        command = [sys.executable, "-c", _GROW, str(SCRIPTS), str(count), *paths]
        taken, peak = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
        print(f"  {count:5} texts {taken / count * 1000:18.2f} {peak:9.1f}")


# What a hostile page may hold without end; each once cost the square of its length, or so much a character
# that it came to the same. 〼 is two characters that are different each time; ⋮ stands between two halves.
_RUNS = (
    *(" ", "\n", "…", "?", "!", "\\", "<a>", "(一)字", "的.", "的'字", "字?"),
    *("字pin", "！字(字〼", "++“字”，〼", "目录\n⋮第一条 ", "下载??〼"),
)
_RUN, _SLOW_RUN = 10_000, 1_000  # code points; of shifted bytes, which are solved


def run_of(sign: str, size: int) -> str:
    """``size`` code points of a sign, or of two."""
    first, _, second = sign.partition("⋮")
    if second:
        return run_of(first, size // 2) + run_of(second, size // 2)
    others = (
        f"{chr(0x4E00 + n * 37 % 20000)}{chr(0x4E00 + n * 53 % 20000)}" for n in itertools.count()
    )
    parts = (sign.replace("〼", next(others)) for _ in range(size // len(sign) + 1))
    return "".join(parts)[:size]


def long_runs() -> None:
    """A page with one sign again and again: milliseconds for each 1,000 code points, and how many
    times as long a run of double length takes (2 is linear, 4 the square)."""
    print("long runs             ms/1,000  doubled")
    for sign in _RUNS:
        size = _SLOW_RUN if "??" in sign else _RUN

        def read(size: int, sign: str = sign) -> float:
            page = f"山上有一座庙。{run_of(sign, size)}庙里有人。\n"
            text = witness.from_bytes("run", page.encode())
            return statistics.median(seconds(lambda: reading.read(text)) for _ in range(3))

        read(100)
        short = read(size)
        print(f"  {sign!r:19} {short / size * 1e6:9.1f} {read(2 * size) / short:8.1f}")


_COST = """
import json, resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True, capture_output=True)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([used.ru_utime + used.ru_stime, used.ru_maxrss / 1024]))
"""


def _cost(command: Sequence[str]) -> tuple[float, float]:
    """CPU seconds and peak megabytes of a command."""
    counted = [sys.executable, "-c", _COST, *command]
    taken, peak = json.loads(subprocess.run(counted, check=True, capture_output=True).stdout)
    return taken, peak


def whole_command() -> None:
    """`clean.py write` over a whole collection, and again when nothing has changed: seconds of
    CPU, and the peak memory. Every fifth character is exchanged: no text is a copy of another.
    """
    print("clean.py write         seconds   peak MB   again, nothing changed")
    pool = "".join(filter(str.isalnum, "".join(text.text for text in TEXTS)))
    for count in (10, 100, 1000):
        with tempfile.TemporaryDirectory() as folder:
            docs = Path(folder, "docs")
            (docs / "witnesses").mkdir(parents=True)
            (docs / "glossary").mkdir()
            for path in (ROOT / "docs/glossary").glob("*.toml"):
                (docs / "glossary" / path.name).write_bytes(path.read_bytes())
            random = Random(count)
            for n in range(count):
                characters = list(TEXTS[n % len(TEXTS)].text)
                characters[::5] = [c if c == "\n" else random.choice(pool) for c in characters[::5]]
                (docs / "witnesses" / f"{n:04}.txt").write_text("".join(characters), "utf-8")
            command = [sys.executable, str(SCRIPTS / "clean.py"), "write", "--docs", str(docs)]
            (first, peak), (again, _) = _cost(command), _cost(command)
            print(f"  {count:5} texts {first:16.1f} {peak:9.1f} {again:10.1f}")


def start_up() -> None:
    """Importing the library and asking the command for help, in starts of a bare Python: as from
    the second time on, when Python has kept what it compiled."""
    library = f"import sys; sys.path.insert(0, {str(SCRIPTS)!r}); import edition.reading"
    commands = {
        "import edition.reading": [sys.executable, "-c", library],
        "clean.py --help": [sys.executable, str(SCRIPTS / "clean.py"), "--help"],
    }
    print("start-up               × bare Python")
    with tempfile.TemporaryDirectory() as kept:
        environment = os.environ | {"PYTHONPYCACHEPREFIX": kept, "PYTHONDONTWRITEBYTECODE": ""}
        for name, command in commands.items():
            bare = [sys.executable, "-c", "pass"]
            _wall(command, environment)
            ratios = [_wall(command, environment) / _wall(bare, environment) for _ in range(15)]
            print(f"  {name:22} {statistics.median(ratios):6.1f}")


def _wall(command: Sequence[str], environment: Mapping[str, str]) -> float:
    begin = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, env=environment)
    return time.perf_counter() - begin


def _shifted(text: Witness) -> bool:
    """Has this page runs of shifted bytes, which are solved and not just looked up?"""
    return any(edit.rule == "shifted-bytes" for edit in reading.read(text).edits())


if __name__ == "__main__":
    throughput(f"the five texts × {ROUNDS * COPIES}", TEXTS)
    throughput("without shifted bytes", [text for text in TEXTS if not _shifted(text)])
    for part in (passes, growth, long_runs, start_up, whole_command):
        print()
        part()
