"""How well injected pinyin is taken out and shifted runs are put back (measures, proves nothing).

    python tests/bench/shift.py [FOLDER [REAL]]

FOLDER holds sound texts (``**/*.txt``; Simplified ones are converted); without it, the sentences
of the tests are used. REAL holds ``*.tsv`` of real spots: site, text as scraped, what it should
be. No text in FOLDER may be among those that the language model is made from.

The first table is the one of the issue; a spot counts as often as the ways of damage that make it,
and once under "alike as one". The second shows lists of characters and cuts.
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
from edition.cleaning import encoding, shift
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


def simulated(folder: Path | None) -> tuple[dict, dict, float, list]:
    """Counts by kind, list and cuts; the same of spots that are alike, counted once; seconds; what
    was not put back exactly."""
    table: defaultdict = defaultdict(Counter)
    alike: defaultdict = defaultdict(dict)
    spent, left = 0.0, []
    for text in texts(folder):
        for listed, chars in lists().items():
            for cuts in damage.CUTS:
                page = damage.damage(text, chars, cuts)
                table["pinyin"] += pinyin(page)
                began = time.perf_counter()
                edits, doubts = solved(page.seen)
                spent += time.perf_counter() - began
                for spot in page.spots:
                    got = outcome(page, spot, edits, doubts)
                    for key in (spot.kind, "list " + listed, "cuts " + cuts):
                        table[key][got] += 1
                    seen, wanted = page.seen[spot.d0 : spot.d1], page.original[spot.o0 : spot.o1]
                    alike[spot.kind][plain(seen), wanted] = got
                    if got != "exact":
                        new = [e.new for e in edits if e.start < spot.d1 and e.end > spot.d0]
                        left.append((got, spot, page.seen[spot.d0 - 6 : spot.d1 + 6], wanted, new))
    return table, {kind: Counter(found.values()) for kind, found in alike.items()}, spent, left


def pinyin(page: damage.Damaged) -> Counter:
    """Is each gloss that stands in no shifted spot taken out, and all else left as it was?"""
    edits = list(encoding.injections(page.seen))
    taken = {e.end for e in edits}  # an edit holds the character and its gloss
    glosses = [
        m.end()
        for m in _GLOSS.finditer(page.seen)
        if not any(s.d0 - 1 < m.end() and m.start() < s.d1 + 1 for s in page.spots)
    ]
    counts = Counter("exact" if end in taken else "missed" for end in glosses)
    counts["wrong"] += sum(1 for e in edits if plain(e.old) != plain(e.new))
    counts["wrong"] += sum(1 for _ in encoding.injections(page.original))
    return counts


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


def issue_row(name: str, counts: Counter, once: Counter | None = None) -> str:
    cells = [name, *_shares(counts), *(_shares(once)[:2] if once else ("", ""))]
    return f"| {' | '.join(cells)} |"


def _shares(counts: Counter) -> list[str]:
    total = sum(counts.values())
    right = f"{counts['exact'] / (total or 1):.1%}"
    return [str(total), right, *(str(counts[key]) for key in ("wrong", "doubt", "missed"))]


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 and sys.argv[1] != "-v" else None
    table, alike, spent, left = simulated(folder)
    print("| encoding | cases | right | wrong | marked | not seen | alike as one | right |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    print(issue_row("pinyin, aligned", table.pop("pinyin")))
    for kind in KINDS:
        print(issue_row(f"shift, {kind}", table[kind], alike.get(kind)))
    for path in sorted(Path(sys.argv[2]).glob("*.tsv")) if len(sys.argv) > 2 else ():
        print(issue_row(f"real, {path.stem}", real(path)))
    print()
    for key in sorted(key for key in table if key not in KINDS):
        print(row(key, table[key]))
    spots = sum(sum(table[kind].values()) for kind in KINDS)
    print(f"{spent / max(1, spots) * 1000:.1f} ms a spot")
    if "-v" in sys.argv:
        for item in left:
            print(item)


if __name__ == "__main__":
    main()
