"""The built site, as a reader has it: over http, and unpacked from the zip with the network cut."""

from __future__ import annotations

import functools
import http.server
import os
import re
import shutil
import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]

FLAGS = [
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@dataclass(frozen=True)
class Site:
    """A built site: its files, and the address where a browser finds them."""

    folder: Path
    base: str

    def url(self, page: str) -> str:
        """The address of a page that is named by its file: ``texts/x/index.html``."""
        if self.base.startswith("http"):
            page = re.sub(r"(^|/)index\.html$", r"\1", page)
        return self.base + page

    def page(self, address: str) -> str:
        """The file of an address: what ``url`` began from."""
        name = re.sub(r"[?#].*$", "", address).removeprefix(self.base)
        return name + "index.html" if name == "" or name.endswith("/") else name

    @functools.cached_property
    def words(self) -> dict[str, str]:
        """What a reader sees of each page's article."""
        pages = self.folder.rglob("*.html")
        return {
            path.relative_to(self.folder).as_posix(): seen(path.read_text(encoding="utf-8"))
            for path in sorted(pages)
            if path.name != "404.html"
            and path.relative_to(self.folder).parts[0] not in {"zh-hant", "compare"}
        }

    def text_with(self, words: str) -> str:
        """The page of a text that has these words."""
        return next(
            page
            for page, text in self.words.items()
            if page.startswith("texts/") and words in text and not is_index(page)
        )


def is_index(page: str) -> bool:
    return page in {"texts/index.html", "terms/index.html"}


class Article(HTMLParser):
    """Collects the words of the article, without the notes, which a script replaces."""

    VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "wbr", "col", "source"})
    BLOCKS = frozenset({"p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "td", "th", "dt", "dd"})

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self.VOID:
            return
        # Not the notes, nor the 校勘记: neither is searched.
        notes = "data-search-exclude" in dict(attrs)
        self.open.append("notes" if notes else tag)
        if tag in self.BLOCKS:
            self.words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if self.open and self.open.pop() in self.BLOCKS:
            self.words.append("\n")

    def handle_data(self, data: str) -> None:
        hidden = {"notes", "script", "style"}
        if "article" in self.open and hidden.isdisjoint(self.open):
            self.words.append(data)


def seen(html: str) -> str:
    parser = Article()
    parser.feed(html)
    return "".join(parser.words)


# ---- the two sites ----------------------------------------------------------


@pytest.fixture(scope="session")
def web(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The web profile, on a free port of this machine."""
    folder = tmp_path_factory.mktemp("web") / "site"
    run("-m", "mkdocs", "build", "--strict", "--site-dir", str(folder))
    handler = functools.partial(QuietHandler, directory=str(folder))
    server = QuietServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield Site(folder, f"http://127.0.0.1:{server.server_port}/")
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="session")
def bundle_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The zip, as scripts/bundle.py packs it."""
    dist = tmp_path_factory.mktemp("dist")
    run("scripts/bundle.py", "--dist", str(dist))
    (file,) = dist.iterdir()
    return file


@pytest.fixture(scope="session")
def unzipped(bundle_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The zip profile, unpacked where a reader might: a path with a blank and Chinese in it."""
    folder = tmp_path_factory.mktemp("zip") / "我的 下载"
    with zipfile.ZipFile(bundle_file) as archive:
        archive.extractall(folder)
    site = folder / "jiaodu"
    return Site(site, site.as_uri() + "/")


@pytest.fixture(params=["web", "unzipped"])
def site(request: pytest.FixtureRequest) -> Site:
    """Each of the two in turn."""
    found: Site = request.getfixturevalue(request.param)
    return found


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


class QuietServer(http.server.ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that has left the page hangs up; what matters, it reports itself."""


def run(*arguments: str) -> None:
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr


# ---- the browser ------------------------------------------------------------


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        flags = FLAGS + (["--no-sandbox"] if os.geteuid() == 0 else [])
        browser = playwright.chromium.launch(executable_path=chromium(), args=flags)
        yield browser
        browser.close()


def chromium() -> str | None:
    """The machine's Chromium; None stands for the one that Playwright brings."""
    names = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"]
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)


Reader = Callable[..., Page]


@pytest.fixture
def reader(browser: Browser, site: Site) -> Iterator[Reader]:
    """Opens a page of the site as some reader would: ``reader("index.html", has_touch=True)``.

    Afterwards no reader may have met a script error, or asked for anything from elsewhere.
    """
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    elsewhere = re.compile(rf"^(?!{re.escape(site.base)}|data:|about:|blob:)")

    def is_elsewhere(url: str) -> bool:
        return not url.startswith((site.base, "data:", "about:", "blob:"))

    def open_page(page_name: str, **options: object) -> Page:
        context = browser.new_context(**options)  # type: ignore[arg-type]
        contexts.append(context)
        if site.base.startswith("file:"):
            context.set_offline(True)
        # As an expression the browser's driver tries it; a function would be asked for every request.
        context.route(elsewhere, lambda route: route.abort())
        context.on("request", lambda r: is_elsewhere(r.url) and faults.append(f"asked for {r.url}"))
        context.on("console", lambda m: m.type == "error" and faults.append(m.text))
        context.on("weberror", lambda e: faults.append(str(e.error)))
        page = context.new_page()
        page.goto(site.url(page_name))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert faults == []
