"""A text's page is light: what a first visit loads, as a web server would pack it."""

from __future__ import annotations

import gzip

import pytest
from conftest import ROOT, Site
from playwright.sync_api import Browser

MOST = 150_000  # bytes; what the site promises is 250,000, and growth should be noticed before
TEXTS = sorted(path.stem for path in (ROOT / "docs/texts").glob("*.md") if path.stem != "index")


@pytest.mark.parametrize("slug", TEXTS)
def test_a_first_visit_is_light_and_quiet(browser: Browser, web: Site, slug: str) -> None:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    sizes: dict[str, int] = {}
    faults: list[str] = []
    context.on("console", lambda m: m.type in ("error", "warning") and faults.append(m.text))
    context.on("weberror", lambda e: faults.append(str(e.error)))
    context.on("requestfinished", lambda r: sizes.setdefault(r.url, packed(r.response().body())))
    page = context.new_page()
    page.add_init_script(
        """window.shift = 0;
        new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) window.shift += entry.value;
        }).observe({ type: "layout-shift", buffered: true });"""
    )
    page.goto(web.url(f"texts/{slug}/index.html"), wait_until="networkidle")
    page.wait_for_timeout(300)
    shift = page.evaluate("window.shift")
    context.close()
    assert faults == []
    assert not [url for url in sizes if not url.startswith((web.base, "data:"))]
    assert sum(sizes.values()) <= MOST, sizes
    assert not [url for url in sizes if "/search/texts" in url], "the index waits for the box"
    assert shift < 0.001


def packed(body: bytes) -> int:
    """Bytes over the wire, with the head of an answer."""
    return min(len(gzip.compress(body, 6)), len(body)) + 300
