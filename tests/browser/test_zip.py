"""The offline zip: its shape, and that nothing in it points outside."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

import bundle
import pytest
from conftest import Reader, Site, run
from playwright.sync_api import expect


def test_is_one_folder_with_an_index_and_plain_names(bundle_file: Path) -> None:
    names = zipfile.ZipFile(bundle_file).namelist()
    assert names == sorted(names)
    assert {name.split("/")[0] for name in names} == {"jiaodu"}
    assert "jiaodu/index.html" in names
    assert all(name.isascii() for name in names)


def test_is_the_same_when_made_again(
    bundle_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    monkeypatch.setenv("PYTHONHASHSEED", "7")
    run("scripts/bundle.py", "--dist", str(tmp_path))
    assert (tmp_path / bundle_file.name).read_bytes() == bundle_file.read_bytes()


def test_every_link_leads_to_a_file_of_the_zip(unzipped: Site) -> None:
    lost = []
    for page in unzipped.folder.rglob("*.html"):
        html = page.read_text(encoding="utf-8")
        for link in re.findall(r'<(?:a|img|link|script)\b[^>]*?\s(?:href|src)="([^"]*)"', html):
            if urlsplit(link).scheme in {"http", "https", "mailto", "javascript"}:
                continue
            path = unquote(urldefrag(link)[0].split("?")[0])
            if path and not (page.parent / path).is_file():
                lost.append((page.relative_to(unzipped.folder).as_posix(), link))
    assert lost == []


def test_nothing_is_loaded_from_elsewhere(unzipped: Site) -> None:
    loaded = r'<(?:img|script|iframe|source)\b[^>]*?\ssrc="([^"]*)"|<link\b[^>]*?\shref="([^"]*)"'
    for page in unzipped.folder.rglob("*.html"):
        for source in re.findall(loaded, page.read_text(encoding="utf-8")):
            assert not re.match(r"(?:https?:)?//|/", "".join(source)), page
    for sheet in unzipped.folder.rglob("*.css"):
        assert not re.search(r"url\([\"']?(?:https?:)?//", sheet.read_text(encoding="utf-8")), sheet


def test_every_page_asks_our_search_worker(site: Site) -> None:
    for page in site.folder.rglob("*.html"):
        (worker,) = re.findall(r'"search": "([^"]*)"', page.read_text(encoding="utf-8"))
        assert worker.endswith("assets/javascripts/search-worker.js")


def test_a_reader_finds_the_way_from_the_index_to_a_text(reader: Reader) -> None:
    page = reader("index.html", viewport={"width": 1440, "height": 900})
    page.locator(".md-tabs").get_by_text("篇目").click()
    page.locator("article :is(h2, h3, li, td) a").first.click()
    expect(page.locator("article.kind-text h1")).to_be_visible()


# ---- bundle.py itself -------------------------------------------------------


@pytest.fixture
def small_site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "index.html").write_text("<h1>校读</h1>", encoding="utf-8")
    return folder


def test_a_name_that_is_not_ascii_stops_it_and_is_named(small_site: Path, tmp_path: Path) -> None:
    (small_site / "通知.txt").touch()
    target = tmp_path / "dist" / "x.zip"
    with pytest.raises(bundle.BundleError, match=r"通知\.txt"):
        bundle.pack(small_site, target, 0)
    assert not target.exists()


def test_a_site_without_an_index_stops_it(tmp_path: Path) -> None:
    with pytest.raises(bundle.BundleError, match=r"index\.html"):
        bundle.pack(tmp_path, tmp_path / "x.zip", 0)


def test_a_zip_that_fails_halfway_leaves_the_old_one(
    small_site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "dist" / "x.zip"
    bundle.pack(small_site, target, 0)
    old = target.read_bytes()

    def no_room(*_: object, **__: object) -> None:
        raise OSError("no room")

    monkeypatch.setattr(zipfile.ZipFile, "writestr", no_room)
    with pytest.raises(OSError, match="no room"):
        bundle.pack(small_site, target, 0)
    assert target.read_bytes() == old
    assert list(target.parent.iterdir()) == [target]


def test_servers_files_and_debuggers_files_are_left_out(small_site: Path, tmp_path: Path) -> None:
    for name in (
        "404.html",
        "sitemap.xml.gz",
        "assets/javascripts/lunr/min/lunr.ja.min.js",
        "assets/javascripts/bundle.min.js.map",
    ):
        (small_site / name).parent.mkdir(parents=True, exist_ok=True)
        (small_site / name).touch()
    bundle.pack(small_site, tmp_path / "x.zip", 0)
    assert zipfile.ZipFile(tmp_path / "x.zip").namelist() == ["jiaodu/index.html"]
