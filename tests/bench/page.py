"""How light a text's page is, next to the same text on a stock Material page.

    make bench            (or: python tests/bench/page.py [ROUNDS])

Bytes are those over the wire, gzipped as web servers do, on a first visit. LCP (largest contentful
paint) and CLS (cumulative layout shift) are the browser's own, medians of interleaved visits, each
with an empty cache, on a phone of middling speed: 4 times slower than here, 1.6 Mbit/s, 150 ms.
Stock is Material as it comes, with its search and its dark scheme, but without fonts from Google,
which this page does not have either.
"""

from __future__ import annotations

import functools
import gzip
import http.server
import os
import statistics
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "scripts"))

from edition import collection, reading, text_pages
from edition.page import escaped

STOCK = """site_name: stock
theme:
  name: material
  language: zh
  font: false
  palette:
    - media: "(prefers-color-scheme: light)"
      toggle: {icon: material/weather-night, name: dark}
    - media: "(prefers-color-scheme: dark)"
      scheme: slate
      toggle: {icon: material/weather-sunny, name: light}
"""
PACKED = (".html", ".css", ".js", ".json", ".svg", ".xml", ".txt")
OBSERVE = """
window.measured = { lcp: 0, cls: 0 };
new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.measured.lcp = entry.startTime;
}).observe({ type: "largest-contentful-paint", buffered: true });
new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.measured.cls += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""
PHONE = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1.6e6 / 8,
    "uploadThroughput": 750e3 / 8,
}


class Packing(http.server.SimpleHTTPRequestHandler):
    """Serves files gzipped, as a web server would."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        body = path.read_bytes()
        packed = path.suffix in PACKED
        body = gzip.compress(body, 6) if packed else body
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Length", str(len(body)))
        if packed:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def served(folder: Path) -> Iterator[str]:
    handler = functools.partial(Packing, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def build(config: Path, site: Path) -> None:
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(config), "-d", str(site)]
    subprocess.run(command, check=True, env=os.environ | {"NO_MKDOCS_2_WARNING": "1"})


def stock(folder: Path) -> None:
    """The same texts, plain, on pages at the same addresses."""
    pages = {"index.md": "# stock\n"}
    for path in sorted((ROOT / "docs/witnesses").glob("*.txt")):
        found = collection.read_witness(path)
        lines = reading.as_text(found).splitlines()
        plain = [
            line if line.startswith(("# ", "## ", "### ", "#### ")) else escaped(line)
            for line in lines
        ]
        slug = found.rulings.slug or text_pages.default_slug(found.witness.id)
        pages[f"texts/{slug}.md"] = "\n\n".join(plain) + "\n"
    for name, text in pages.items():
        (folder / "docs" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "docs" / name).write_text(text, "utf-8")
    (folder / "mkdocs.yml").write_text(STOCK, "utf-8")


def visit(browser: Browser, url: str) -> dict[str, float]:
    """A first visit: bytes, requests, LCP in milliseconds, CLS."""
    context = browser.new_context(viewport={"width": 360, "height": 640})
    page = context.new_page()
    page.add_init_script(OBSERVE)
    session = context.new_cdp_session(page)
    sizes: list[float] = []
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", PHONE)
    session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    page.goto(url, wait_until="networkidle")
    page.wait_for_timeout(500)
    measured: dict[str, float] = page.evaluate("window.measured")
    context.close()
    return measured | {"bytes": sum(sizes), "requests": len(sizes)}


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    texts = sorted((ROOT / "docs/texts").glob("*.edits.jsonl"), key=lambda p: -p.stat().st_size)
    slug = texts[0].name.removesuffix(".edits.jsonl")  # the most edited of all
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        stock(folder)
        build(ROOT / "mkdocs.yml", folder / "ours")
        build(folder / "mkdocs.yml", folder / "stock")
        chromium = os.environ.get("CHROMIUM")
        flags = ["--disable-gpu"] + (["--no-sandbox"] if os.geteuid() == 0 else [])
        found: dict[str, list[dict[str, float]]] = {"ours": [], "stock": []}
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=flags)
            with served(folder / "ours") as ours, served(folder / "stock") as plain:
                for _ in range(rounds):
                    for name, base in (("ours", ours), ("stock", plain)):
                        found[name].append(visit(browser, f"{base}texts/{slug}/"))
            browser.close()
    report(slug, found)


def report(slug: str, found: dict[str, list[dict[str, float]]]) -> None:
    print(f"texts/{slug}/     kB  requests   LCP ms     CLS")
    middle = {
        name: {key: statistics.median(v[key] for v in visits) for key in visits[0]}
        for name, visits in found.items()
    }
    for name, row in middle.items():
        print(
            f"{name:10}{row['bytes'] / 1e3:{len(slug) + 6}.1f}{row['requests']:10.0f}"
            f"{row['lcp']:9.0f}{row['cls']:8.4f}"
        )


if __name__ == "__main__":
    main()
