"""What marking terms costs: build time and page size, beside the same site without a glossary.

    make bench            (or: python tests/bench/glossary.py [TEXTS …])

The texts are the paragraphs of the collection's own pages, dealt anew; the terms are those of the
glossary, filled up to 5,000 with strings cut from the texts and shuffled. Each site is built by
`mkdocs build` itself in a process of its own; builds are interleaved, figures are medians.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROUNDS = 3
_TERM = """[[term]]
slug = "s{n}"
form = "{form}"
reading = "ā"
traditional = "{form}"
definition = "{definition}"
kind = "concept"
[[term.source]]
title = "书"

"""


def paragraphs() -> list[str]:
    """The paragraphs of the committed pages, with their marks."""
    found = []
    for path in sorted((ROOT / "docs/texts").glob("*.md")):
        if path.stem != "index":
            blocks = path.read_text("utf-8").split("\n\n")
            found += [re.sub(r"\{: #p\d+.*?\}", "", b) for b in blocks if "{: #p" in b]
    return found


def site(folder: Path, texts: int, terms: int) -> None:
    """A site with so many texts and terms, and nothing else that differs."""
    chance = random.Random(texts)
    for name in ("overrides", "scripts"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copytree(ROOT / "docs", folder / "docs")
    shutil.copy(ROOT / "mkdocs.yml", folder)
    docs = folder / "docs"
    for path in [*(docs / "texts").glob("*.md"), *(docs / "terms").glob("*.md")]:
        if path.stem != "index":
            path.unlink()
    (docs / "texts/index.md").write_text("# 篇目\n", "utf-8")
    (docs / "terms/index.md").write_text("# 词条\n", "utf-8")
    (docs / "parallels/index.md").write_text("# 互见\n", "utf-8")
    words = paragraphs()
    for n in range(texts):
        body = "".join(
            f"{words[chance.randrange(len(words))].strip()}\n{{: #p{i} }}\n\n" for i in range(1, 14)
        )
        text = f'---\ntitle: "第{n}篇"\nkind: text\n---\n\n# 第{n}篇\n\n{body}'
        (docs / f"texts/t{n}.md").write_text(text, "utf-8")
    if not terms:
        for path in (docs / "glossary").glob("*.toml"):
            path.unlink()
        return
    han = re.sub(r"[^\u4e00-\u9fff]", "", "".join(words))
    forms: set[str] = set()
    known = "".join(path.read_text("utf-8") for path in (docs / "glossary").glob("*.toml"))
    while len(forms) < terms - known.count("[[term]]"):
        at, length = chance.randrange(len(han) - 8), chance.randint(3, 7)
        form = list(han[at : at + length])
        if chance.random() < 0.95:  # as most terms of a large glossary, not in this text
            chance.shuffle(form)
        if f'"{"".join(form)}"' not in known:
            forms.add("".join(form))
    made = "".join(
        _TERM.format(n=n, form=form, definition=han[n % 900 :][:60])
        for n, form in enumerate(sorted(forms))
    )
    (docs / "glossary/more.toml").write_text(made, "utf-8")


def built(folder: Path) -> tuple[float, int]:
    """Seconds of processor time that a build took, and the bytes of a text's page on average."""
    before = os.times()
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", folder / "site"],
        cwd=folder, check=True, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    after = os.times()
    spent = after.children_user + after.children_system
    spent -= before.children_user + before.children_system
    pages = [*(folder / "site/texts").glob("t*/index.html")]
    return spent, statistics.mean(path.stat().st_size for path in pages).__trunc__()


def main() -> None:
    sizes = [int(size) for size in sys.argv[1:]] or [100, 1000]
    print(f"{'texts':>6} {'terms':>6} {'build s':>8} {'× none':>7} {'page kB':>8} {'× none':>7}")
    for texts in sizes:
        with tempfile.TemporaryDirectory() as scratch:
            counts = (0, 100, 5000)
            folders = {terms: Path(scratch) / str(terms) for terms in counts}
            for terms, folder in folders.items():
                folder.mkdir()
                site(folder, texts, terms)
            begin = time.monotonic()
            rounds = []
            while len(rounds) < ROUNDS and (not rounds or time.monotonic() - begin < 240):
                rounds.append({terms: built(folder) for terms, folder in folders.items()})
            for terms in counts:
                seconds = statistics.median(r[terms][0] for r in rounds)
                ratio = statistics.median(r[terms][0] / r[0][0] for r in rounds)
                size, bare = rounds[0][terms][1], rounds[0][0][1]
                shown = terms if terms != 100 else "own"
                print(
                    f"{texts:6} {shown!s:>6} {seconds:8.1f} {ratio:7.2f} "
                    f"{size / 1000:8.1f} {size / bare:7.2f}"
                )


if __name__ == "__main__":
    main()
