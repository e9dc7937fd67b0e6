"""核验 of witnesses that came as something else than clean UTF-8, from disk."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT
from playwright.sync_api import Browser, Page, expect

BODY = (
    "作风建设的问题\r\n\r\n一、认识\r\n第一段说的是群众路线,话说得很长,以便不会当作标题。\r\n"
    "第二段有*星号*、# 井号、<b>尖括号</b>,还有“引号”和一个生僻字𠮷，为名务实清廉。\r\n"
)
WITNESSES = {
    "utf8-bom": b"\xef\xbb\xbf" + BODY.encode(),
    "gb18030": BODY.encode("gb18030"),
    "big5": BODY.replace("𠮷", "").replace("\r", "").encode("big5hkscs", "replace"),
    "utf16-le": b"\xff\xfe" + BODY.encode("utf-16-le"),
    "utf16-be": b"\xfe\xff" + BODY.encode("utf-16-be"),
    "utf32": b"\xff\xfe\x00\x00" + BODY.encode("utf-32-le"),
    "broken": BODY.encode() + b"\xe7\xbe" + BODY.encode() + "𠮷".encode() + b"\xff",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = tmp_path_factory.mktemp("encodings")
    docs = project / "docs"
    (docs / "witnesses").mkdir(parents=True)
    (docs / "glossary").mkdir()
    for name in ("about", "assets"):
        shutil.copytree(ROOT / "docs" / name, docs / name)
    for name in ("index.md", "tags.md"):
        shutil.copy(ROOT / "docs" / name, docs / name)
    for name, data in WITNESSES.items():
        (docs / "witnesses" / f"{name}.txt").write_bytes(data)
    for name in ("mkdocs.yml", "overrides", "scripts"):
        (project / name).symlink_to(ROOT / name)
    environment = os.environ | {"JIAODU_OFFLINE": "true", "NO_MKDOCS_2_WARNING": "1"}
    for command in (
        [str(ROOT / "scripts/clean.py"), "write", "--docs", str(docs)],
        ["-m", "mkdocs", "build", "-q"],
    ):
        done = subprocess.run(
            [sys.executable, *command], cwd=project, env=environment,
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
    return project / "site"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("name", WITNESSES)
def test_every_byte_comes_back(page: Page, folder: Path, name: str) -> None:
    page.goto((folder / f"texts/{name}.html").as_uri())
    page.get_by_role("button", name="核验").click()
    expect(page.locator(".proof__result")).to_contain_text("核验通过")
    with page.expect_download() as download:
        page.get_by_role("link", name="保存还原出来的底本").click()
    assert download.value.path().read_bytes() == WITNESSES[name]


def test_a_text_without_a_record_has_nothing_to_prove(page: Page, folder: Path) -> None:
    page.goto((folder / "texts/index.html").as_uri())
    assert page.get_by_role("button", name="核验").count() == 0
