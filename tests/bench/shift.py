"""How well shifted runs are put back: a table by kind, list and cuts (measures, proves nothing).

    python tests/bench/shift.py [FOLDER [REAL]]

FOLDER holds sound texts (``**/*.txt``; Simplified ones are converted); without it, the sentences
of the tests are used. REAL holds ``*.tsv`` of real spots: site, text as scraped, what it should
be. No text in FOLDER may be among those that the language model is made from.
"""

from __future__ import annotations

import random
import re
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parents[1] / "scripts"), str(HERE.parent)]

import damage_gbk as damage
from edition.cleaning import shift
from edition.edit import Doubt, Edit, apply
from opencc import OpenCC

KINDS = ("moved", "cut", "swallowed", "1 vanished", "2 vanished", "3 vanished")
_GLOSS = re.compile(r"\([a-zA-Zà-ɏḀ-ỿɡ]{1,6}\s?\)")
_HALF = {0xFF01 + i: 0x21 + i for i in range(94)}
# Shows the injection, so that a spot taken from its page is not judged as a page without any.
_PATTERN = "建設(shè)網(wǎng)絡，引導(dǎo)群眾，領(lǐng)導(dǎo)幹部執(zhí)行規(guī)定，加強設(shè)備領(lǐng)導(dǎo)。\n"


def plain(text: str) -> str:
    """Without glosses, and as wide as a site that folds shows it."""
    return _GLOSS.sub("", text.translate(_HALF))


def solved(seen: str) -> tuple[list[Edit], list[Doubt]]:
    found = list(shift.runs(seen))
    return [e for e in found if isinstance(e, Edit)], [d for d in found if isinstance(d, Doubt)]


def outcome(page: damage.Damaged, spot: damage.Spot, edits: list[Edit], doubts: list) -> str:
    """Is a spot put back exactly, left (with a doubt or without), or put back wrong?"""
    d0, d1 = spot.d0, spot.d1
    near = [e for e in edits if e.start < d1 and e.end > d0]
    if not near:
        return "doubt" if any(d.start < d1 + 1 and d.end > d0 - 1 for d in doubts) else "missed"
    lo, hi = min(d0, near[0].start), max(d1, near[-1].end)
    moved = [e._replace(start=e.start - lo) for e in near]
    now = plain(apply(page.seen[lo:hi], moved))
    o0, o1 = spot.o0, spot.o1
    wanted = plain(page.original[o0:o1])
    if spot.swallowed:
        now = now.replace(shift.LACUNA, spot.swallowed)
        if spot.swallowed.isspace():  # no loss: the line ends anyway
            now, wanted = now.strip(), wanted.strip()
    ahead, behind = plain(page.seen[lo:d0]), plain(page.seen[d1:hi])
    return "exact" if now == ahead + wanted + behind else "wrong"


def texts(folder: Path | None) -> list[str]:
    if folder is None:
        from damage_sentences import SENTENCES

        return ["\n".join(SENTENCES)]
    s2t, found = OpenCC("s2t"), []
    for path in sorted(folder.glob("**/*.txt")):
        text = path.read_text("utf-8")
        start = random.Random(path.name).randrange(max(1, len(text) - 1200))
        found.append(s2t.convert(text[start : start + 1200]))
    return random.Random(1).sample(found, min(len(found), 24))


def lists() -> dict[str, str]:
    shuffled = list(damage.full_list())
    random.Random(2).shuffle(shuffled)
    return {"full": "".join(shuffled), "sparse": damage.sparse_list(3), "002": damage.SEED_002}


def simulated(folder: Path | None) -> tuple[dict, float, list]:
    table: defaultdict = defaultdict(Counter)
    spent, wrong = 0.0, []
    for text in texts(folder):
        for listed, chars in lists().items():
            for cuts in damage.CUTS:
                page = damage.damage(text, chars, cuts)
                began = time.perf_counter()
                edits, doubts = solved(page.seen)
                spent += time.perf_counter() - began
                for spot in page.spots:
                    got = outcome(page, spot, edits, doubts)
                    for key in (spot.kind, "list " + listed, "cuts " + cuts):
                        table[key][got] += 1
                    if got != "exact":
                        wrong.append(
                            (
                                got,
                                spot,
                                page.seen[spot.d0 - 6 : spot.d1 + 6],
                                page.original[spot.o0 : spot.o1],
                                [e.new for e in edits if e.start < spot.d1 and e.end > spot.d0],
                            )
                        )
    return table, spent, wrong


def real(path: Path) -> Counter:
    counts: Counter = Counter()
    for line in path.read_text("utf-8").splitlines():
        site, seen, gold = line.replace("\\n", "\n").split("\t")
        page = _PATTERN + seen
        edits, doubts = solved(page)
        now = plain(apply(page, edits)).replace("\u3000", " ")[len(plain(_PATTERN)) :]
        ok = now == plain(gold).replace("\u3000", " ")
        got = "exact" if ok else "wrong" if edits else "doubt" if doubts else "missed"
        counts[got] += 1
        if not ok:
            print("   ", got, site, seen, [e.new for e in edits], [d.suggestion for d in doubts])
    return counts


def row(name: str, counts: Counter) -> str:
    total = sum(counts.values()) or 1
    shown = "  ".join(f"{key} {counts[key]:5}" for key in ("exact", "doubt", "missed", "wrong"))
    return f"{name:22} {total:6}  {counts['exact'] / total:6.1%}  {shown}"


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    table, spent, wrong = simulated(folder)
    for key in (*KINDS, *sorted(key for key in table if key not in KINDS)):
        print(row(key, table[key]))
    spots = sum(sum(table[kind].values()) for kind in KINDS)
    print(f"{spent / max(1, spots) * 1000:.1f} ms a spot")
    if "-v" in sys.argv:
        for item in wrong:
            print(item)
    for path in sorted(Path(sys.argv[2]).glob("*.tsv")) if len(sys.argv) > 2 else ():
        print(row(f"real, {path.stem}", real(path)))


if __name__ == "__main__":
    main()
