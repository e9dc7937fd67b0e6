"""The built site: hostile input shows as the characters it is, on every page and in the index."""

import html
import json
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest

ROOT = Path(__file__).parents[1]
PAYLOAD = (
    "<img src=x onerror=alert(1)>{{ 7*7 }}\"'><script>alert(1)</script>[点](javascript:alert(1))"
)
WITNESS = f"""{PAYLOAD}题
作者:<b>恶</b>
第一段说了一些话，然后结束了，{PAYLOAD}，真的结束了。
---
title: 假题名
---
"""
NAME = "a'\"><img src=x onerror=alert(1)>#?&%20 底本"  # of a file, on a system that has no rules
FACTS = ("title", "author", "date", "source", "summary")
RULINGS = (
    "".join(f"{key} = '''{PAYLOAD}'''\n" for key in FACTS)
    + f"topics = ['''{PAYLOAD}''']\nslug = \"evil\"\n"
)
TERM = f"""[[term]]
slug = "hostile"
form = '''真的结束{PAYLOAD}'''
variants = ["真的结束"]
reading = '''dú{PAYLOAD.replace("点", "")}'''
definition = '''{PAYLOAD}'''
kind = "concept"
tags = ['''{PAYLOAD}''']
first_use = '''{PAYLOAD}'''
traditional = '''真的結束{PAYLOAD}'''
[[term.source]]
title = '''{PAYLOAD}'''
date = '''{PAYLOAD}'''
note = '''{PAYLOAD}'''
"""


def build(folder):
    """A copy of the project with the given collection, built strictly; its site folder."""
    for name in ("mkdocs.yml", "overrides", "scripts"):
        (folder / name).symlink_to(ROOT / name)
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "-q"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    docs = folder / "docs"
    for name in ("about", "assets", "index.md", "tags.md"):
        source = ROOT / "docs" / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, _made(docs) / name)
    (_made(docs / "witnesses") / f"{NAME}.txt").write_text(WITNESS, "utf-8")
    (docs / "witnesses" / f"{NAME}.toml").write_text(RULINGS, "utf-8")
    (_made(docs / "glossary") / "terms.toml").write_text(TERM, "utf-8")
    write = subprocess.run(
        [sys.executable, ROOT / "scripts" / "clean.py", "write", "--docs", docs],
        capture_output=True,
        text=True,
        check=False,
    )
    assert write.returncode == 0, write.stderr
    result = build(folder)
    assert result.returncode == 0, result.stderr
    return folder


def _made(folder):
    folder.mkdir(parents=True, exist_ok=True)
    return folder


class Elements(HTMLParser):
    """The elements of a page as a browser sees them."""

    def __init__(self):
        super().__init__()
        self.tags, self.attributes = set(), []

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes += attrs


def pages(project):
    return sorted((project / "site").rglob("*.html"))


def test_nothing_of_a_hostile_text_takes_effect(project):
    for path in pages(project):
        text = path.read_text("utf-8")
        assert "<script>alert" not in text, path
        seen = Elements()
        seen.feed(text)
        assert not [name for name, _ in seen.attributes if name.startswith("on")], path
        addresses = [value for name, value in seen.attributes if name in ("src", "href")]
        assert "x" not in addresses, path
        scripts = {a for a in addresses if a and a.startswith("javascript:")}
        assert scripts <= {"javascript:void(0)"}, path  # Material's button to share a search
        assert "b" not in seen.tags, path


def test_the_witness_is_offered_whatever_it_is_called(project):
    seen = Elements()
    seen.feed((project / "site" / "texts" / "evil" / "index.html").read_text("utf-8"))
    address = next(value for name, value in seen.attributes if name == "href" and ".txt" in value)
    assert not set(address) & set("\"'<>#?& ")
    offered = project / "site" / "texts" / "evil" / unquote(address)
    assert offered.read_text("utf-8") == WITNESS


def test_a_hostile_text_shows_as_the_characters_it_is(project):
    for path in ("texts/evil/index.html", "terms/hostile/index.html"):
        text = (project / "site" / path).read_text("utf-8")
        body = re.sub(r"<[^>]*>", "", text.split("<article", 1)[1].split("</article>")[0])
        assert PAYLOAD in html.unescape(body), path
        assert "49" not in body


def test_the_search_index_holds_no_live_markup(project):
    index = json.loads((project / "site" / "search" / "search_index.json").read_text("utf-8"))
    for entry in index["docs"]:
        for field in (entry["title"], entry["text"]):
            assert "<script>alert" not in field
            assert "<img" not in field


def test_a_broken_glossary_ends_the_build_with_its_line(project, tmp_path):
    folder = tmp_path / "copy"
    shutil.copytree(project, folder, symlinks=True, ignore=shutil.ignore_patterns("site"))
    terms = folder / "docs" / "glossary" / "terms.toml"
    terms.write_text(terms.read_text("utf-8").replace('kind = "concept"', "kind = "), "utf-8")
    for name in ("mkdocs.yml", "overrides", "scripts"):
        (folder / name).unlink()
    result = build(folder)
    assert result.returncode == 1
    said = result.stdout + result.stderr
    assert "terms.toml:7: broken TOML" in said
    assert "remedy" in said
    assert "Traceback" not in said
