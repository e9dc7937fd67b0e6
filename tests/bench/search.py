"""Search in a real Chromium: ours, Material's stock search (with jieba) and Pagefind, on the same
texts.

    make bench            (or: python tests/bench/search.py [--texts 100 1000 3000] [--queries 500])

Texts of 2,500 characters are put together from the collection's paragraphs, one pair of
characters in seven changed, so that the vocabulary grows. Queries are cut from them at random,
2 to 8 characters, at any boundary; as many again are the same in Traditional; 100 do not occur.
What is right is told by a plain scan of the texts, which lets a query leave out marks.

jieba and Pagefind are no dependencies of ours. They are looked for in the Python that
`--rivals` names; without it they are installed into an environment that is thrown away, or
left out where that cannot be had.
"""

from __future__ import annotations

import argparse
import functools
import gzip
import http.server
import json
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import venv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "scripts"))

import searchpages
from edition import data
from opencc import OpenCC
from playwright.sync_api import Browser, Page, sync_playwright

LENGTH = 2500
CHANGED = 1 / 7
MARKS = re.compile(r"[^\w]|_")
COMMON = "党"  # a character on every page

STOCK = """
site_name: 校读
theme: {name: material, language: zh, font: false}
plugins: [{search: {lang: zh}}]
nav: [index.md]
not_in_nav: /texts/*
markdown_extensions: [attr_list]
"""


@dataclass
class Text:
    slug: str
    paragraphs: list[str]

    @functools.cached_property
    def words(self) -> str:
        return "".join(self.paragraphs)


# ---- texts and queries -----------------------------------------------------------------------


def made(count: int, chance: random.Random) -> list[Text]:
    own = [line for path in sorted((ROOT / "tests/readings").rglob("*.txt")) for line in
           path.read_text("utf-8").splitlines() if len(line) > 60 and not line.startswith("#")]  # fmt: skip
    row = data.language("language").get("")
    assert row
    common = row[0][:3000]
    texts = []
    for n in range(count):
        paragraphs: list[str] = [
            f"第{n + 1}篇{COMMON}{_changed(chance.choice(own)[:14], common, chance)}"
        ]
        while sum(map(len, paragraphs)) < LENGTH:
            paragraphs.append(_changed(chance.choice(own), common, chance))
        texts.append(Text(f"t{n + 1:04}", paragraphs))
    return texts


def _changed(words: str, common: str, chance: random.Random) -> str:
    pairs = re.findall(r"[\u4e00-\u9fff]{2}|.", words)
    return "".join(
        "".join(chance.choices(common, k=2)) if len(p) == 2 and chance.random() < CHANGED else p
        for p in pairs
    )


def cut(texts: Sequence[Text], count: int, chance: random.Random) -> list[str]:
    """Queries that occur, without what has a meaning of its own in a search box."""
    found: list[str] = []
    while len(found) < count:
        words = chance.choice(texts).words
        size = chance.randint(2, 8)
        at = chance.randrange(len(words) - size)
        query = words[at : at + size]
        if not re.search(r'[\s…"*+~^:-]|\.\.', query) and len(MARKS.sub("", query)) > 1:
            found.append(query)
    return found


def absent(texts: Sequence[Text], count: int, chance: random.Random) -> list[str]:
    """As many that do not occur: cut, and their characters in another order."""
    found: list[str] = []
    whole = "\n".join(text.words for text in texts)
    bare = MARKS.sub("", whole)
    while len(found) < count:
        query = MARKS.sub("", cut(texts, 1, chance)[0])
        mixed = "".join(chance.sample(query, len(query)))
        if len(mixed) > 2 and mixed not in bare:
            found.append(mixed)
    return found


class Truth:
    """A plain scan: the pages whose text has the query, whatever marks it leaves out."""

    def __init__(self, texts: Sequence[Text]) -> None:
        self._texts = [(text.slug, text.words, MARKS.sub("", text.words)) for text in texts]

    def pages(self, query: str) -> set[str]:
        bare = MARKS.sub("", query)
        pattern = re.compile(self._pattern(query))
        return {s for s, words, plain in self._texts if bare in plain and pattern.search(words)}

    def _pattern(self, query: str) -> str:
        pieces, last = [], ""
        for char in query:
            between = re.match(r"\w\w", last + char) and not re.match(
                r"[0-9A-Za-z]{2}", last + char
            )
            pieces.append((r"[\W_]*" if between else "") + re.escape(char))
            last = char
        return "".join(pieces)


# ---- sites -----------------------------------------------------------------------------------


def write(texts: Sequence[Text], docs: Path) -> None:
    folder = docs / "texts"
    folder.mkdir(parents=True)
    for text in texts:
        title, *rest = text.paragraphs
        lines = [f'---\ntitle: "{title}"\nkind: "text"\n---\n']
        lines.append(f"# {title} {{: #s1 }}\n")
        lines += [f"{words}\n{{: #p{n} }}\n" for n, words in enumerate(rest, 1)]
        (folder / f"{text.slug}.md").write_text("\n".join(lines), "utf-8")


def build_ours(texts: Sequence[Text], folder: Path) -> Path:
    for name in ("mkdocs.yml", "overrides", "scripts"):
        (folder / name).symlink_to(ROOT / name)
    docs = folder / "docs"
    docs.mkdir()
    for name in ("about", "assets", "glossary", "terms", "index.md", "tags.md"):
        source = ROOT / "docs" / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, docs / name)
    write(texts, docs)
    (docs / "texts/index.md").write_text("---\nkind: texts\n---\n# 篇目\n", "utf-8")
    for page in (docs / "terms").glob("*.md"):  # whose concordances lead to other texts
        page.write_text(page.read_text("utf-8").split("\n## 用例")[0], "utf-8")
    _mkdocs(sys.executable, folder)
    return folder / "site"


def build_stock(texts: Sequence[Text], folder: Path, python: str) -> Path:
    (folder / "mkdocs.yml").write_text(STOCK, "utf-8")
    write(texts, folder / "docs")
    (folder / "docs/index.md").write_text("# 校读\n", "utf-8")
    _mkdocs(python, folder)
    return folder / "site"


def _mkdocs(python: str, folder: Path) -> None:
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    command = [python, "-m", "mkdocs", "build", "-q"]
    subprocess.run(command, cwd=folder, env=environment, check=True, stderr=subprocess.DEVNULL)


def searched(site: Path) -> bytes:
    """All words that ours finds: the texts, the terms and the pages about the site."""
    (script,) = (site / "search").glob("texts-*.js")
    words = re.search(r'searchIndex\(\{"text":("(?:[^"\\]|\\.)*")', script.read_text("utf-8"))
    assert words
    return str(json.loads(words[1])).encode()


@contextmanager
def served(site: Path) -> Iterator[str]:
    class Handler(http.server.SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            pass

    handler = functools.partial(Handler, directory=str(site))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@contextmanager
def rivals(given: str | None) -> Iterator[str | None]:
    """A Python that has jieba and Pagefind, and all that this one has; None where there is none."""
    if given:
        yield given
        return
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, system_site_packages=True, with_pip=True)
        python = f"{folder}/bin/python"
        ours = next(p for p in sys.path if p.endswith("site-packages"))
        (next(Path(folder).glob("lib/python*/site-packages")) / "ours.pth").write_text(ours)
        command = [python, "-m", "pip", "install", "-q", "jieba", "pagefind[extended]"]
        done = subprocess.run(command, check=False, capture_output=True, text=True)
        if done.returncode:
            print("neither jieba nor Pagefind can be had here:", done.stderr.strip()[-200:])
        yield None if done.returncode else python


# ---- measuring -------------------------------------------------------------------------------


@dataclass
class Measured:
    name: str
    raw: int = 0
    zipped: int = 0
    ready: float = 0
    heap: float = 0
    took: list[float] = field(default_factory=list)
    common: float = 0
    right: dict[str, list[tuple[float, float]]] = field(default_factory=dict)


def measure(
    name: str, browser: Browser, site: Path, kind: str, truth: Truth, queries: dict[str, list[str]]
) -> Measured:
    measured = Measured(name)
    with served(site) as base:
        ready = []
        for _ in range(3):
            context = browser.new_context()
            loaded: list[str] = []
            context.on("response", lambda r, loaded=loaded: loaded.append(r.url))
            page = context.new_page()
            searchpages.prepare(page, kind)
            page.goto(base)
            ready.append(searchpages.wait_ready(page, kind))
            if len(ready) < 3:
                context.close()
        measured.ready = statistics.median(ready)
        measured.common = statistics.median(_ask(page, COMMON)[0] for _ in range(7))
        originals = queries["simplified"]
        for group, asked in queries.items():
            measured.right[group] = []
            for n, query in enumerate(asked):
                took, pages = _ask(page, query)
                wanted = set() if group == "absent" else truth.pages(originals[n])
                measured.took.append(took)
                both = len(wanted & pages)
                recall = both / len(wanted) if wanted else 1.0
                precision = both / len(pages) if pages else 1.0
                measured.right[group].append((recall, precision if wanted else float(not pages)))
        measured.heap = searchpages.heap(page)
        for url in dict.fromkeys(loaded):
            path = site / re.sub(r"[?#].*", "", url.removeprefix(base))
            if searchpages.is_search(url) and path.is_file():
                content = path.read_bytes()
                measured.raw += len(content)
                measured.zipped += len(gzip.compress(content, 9))
        context.close()
    return measured


def _ask(page: Page, query: str) -> tuple[float, set[str]]:
    took, locations = page.evaluate("query => window.bench.ask(query)", query)
    found = {m[1] for where in locations if (m := re.search(r"texts/(t\d+)", where))}
    return took, found


def print_head(count: int, whole: bytes, zipped: int) -> None:
    print(f"\n{count} texts: {len(whole) / 1e6:.2f} MB of UTF-8, gzip {zipped / 1e6:.2f} MB")
    print(f"{'':20} bytes   gzip    ready  key→results, ms      heap   recall / precision, %")
    print(
        f"{'':20} × text  × gzip     ms  median  95 %    {COMMON}    MB"
        "   Simplified     Traditional    found of 100 that are not there",
        flush=True,
    )


def print_row(row: Measured, whole: bytes, zipped: int) -> None:
    took = sorted(row.took)
    cells = []
    for group in ("simplified", "traditional"):
        pairs = row.right[group]
        cells.append(" / ".join(f"{statistics.mean(p[n] for p in pairs):.1%}" for n in (0, 1)))
    wrong = sum(1 - p[1] for p in row.right["absent"])
    print(
        f"{row.name:20} {row.raw / len(whole):6.2f} {row.zipped / zipped:7.2f} {row.ready:7.0f}"
        f" {statistics.median(took):6.1f} {took[len(took) * 95 // 100]:6.1f} {row.common:6.1f}"
        f" {row.heap / 1e6:6.1f} {cells[0]:>16} {cells[1]:>16} {wrong:6.0f}",
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--texts", type=int, nargs="+", default=[100, 1000, 3000])
    parser.add_argument("--queries", type=int, default=500)
    parser.add_argument("--rivals", help="a Python with jieba and pagefind[extended]")
    parser.add_argument("--only-ours", action="store_true")
    arguments = parser.parse_args()
    traditional = OpenCC("s2t").convert
    with rivals(arguments.rivals) if not arguments.only_ours else _none() as python:
        for count in arguments.texts:
            chance = random.Random(count)
            texts = made(count, chance)
            truth = Truth(texts)
            simplified = cut(texts, arguments.queries, chance)
            queries = {
                "simplified": simplified,
                "traditional": [traditional(query) for query in simplified],
                "absent": absent(texts, 100, chance),
            }
            with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
                folder = Path(name)
                sites = [("ours", "box", build_ours(texts, _made(folder / "ours")))]
                if python:
                    stock = build_stock(texts, _made(folder / "stock"), python)
                    sites.append(("Material with jieba", "stock", stock))
                    command = [python, "-m", "pagefind", "--site", str(sites[0][2])]
                    command += ["--glob", "texts/**/*.html"]
                    subprocess.run(command, check=True, capture_output=True)
                    sites.append(("Pagefind", "pagefind", sites[0][2]))
                browser = playwright.chromium.launch(
                    executable_path=os.environ.get("CHROMIUM") or shutil.which("chromium"),
                    args=["--no-sandbox"] if os.geteuid() == 0 else [],
                )
                whole = "\n".join(line for text in texts for line in text.paragraphs).encode()
                zipped = len(gzip.compress(whole, 9))
                print_head(count, whole, zipped)
                for label, kind, site in sites:
                    row = measure(label, browser, site, kind, truth, queries)
                    print_row(row, whole, zipped)
                    if kind == "box":
                        found = searched(site)
                        by_raw = row.raw / len(found)
                        by_zip = row.zipped / len(gzip.compress(found, 9))
                        print(f"{'  × all words found':20} {by_raw:6.2f} {by_zip:7.2f}", flush=True)
                browser.close()


@contextmanager
def _none() -> Iterator[None]:
    yield None


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


if __name__ == "__main__":
    main()
