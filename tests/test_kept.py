"""What has not changed is not made again, and what is kept is never taken for something else."""

import shutil
from pathlib import Path

import clean
import pytest
from click.testing import CliRunner
from edition import collection, glossary, kept, text_pages
from edition.kept import Kept

ROOT = Path(__file__).parents[1]
WITNESSES = sorted((ROOT / "docs" / "witnesses").glob("*.txt"))


def run(*arguments):
    result = CliRunner().invoke(clean.main, [str(a) for a in arguments])
    assert result.exit_code == 0, result.output
    return result.output


@pytest.fixture
def docs(tmp_path):
    docs = tmp_path / "docs"
    (docs / "witnesses").mkdir(parents=True)
    shutil.copytree(ROOT / "docs" / "glossary", docs / "glossary")
    for path in WITNESSES[1:3]:
        shutil.copy(path, docs / "witnesses")
    run("write", "--docs", docs)
    return docs


@pytest.fixture
def made(monkeypatch):
    """The names of the witnesses of which a page is made."""
    names = []
    real = collection.read_witness

    def counted(path):
        names.append(path.name[:3])
        return real(path)

    monkeypatch.setattr(collection, "read_witness", counted)
    return names


def pages(docs):
    return {p: p.read_bytes() for p in docs.rglob("*") if p.is_file()}


def entries(docs):
    return sorted((docs.parent / ".cache" / "pages" / "docs").iterdir())


def test_nothing_changed_nothing_made(docs, made):
    before = pages(docs)
    assert "0 files written, 0 deleted" in run("write", "--docs", docs)
    assert made == []
    assert pages(docs) == before


def test_one_text_changed_one_made(docs, made):
    path = docs / "witnesses" / WITNESSES[1].name
    path.write_bytes(path.read_bytes() + "又说了一句话。\n".encode())
    run("write", "--docs", docs)
    assert made == ["001"]
    path.with_suffix(".toml").write_text('slug = "other"\n', "utf-8")
    run("write", "--docs", docs)
    assert made == ["001", "001"]
    assert len(entries(docs)) == 3  # two texts, and what is made of both


def test_another_glossary_makes_all_anew(docs, made):
    path = min((docs / "glossary").glob("*.toml"))
    path.write_text(path.read_text("utf-8") + "\n# a remark\n", "utf-8")
    run("write", "--docs", docs)
    assert made == ["001", "002"]


def test_another_library_makes_all_anew(docs, made, monkeypatch, tmp_path):
    shutil.copytree(ROOT / "scripts" / "edition" / "data", tmp_path / "library")
    monkeypatch.setattr(kept, "_LIBRARY", tmp_path / "library")
    run("write", "--docs", docs)
    assert made == ["001", "002"]


@pytest.mark.parametrize("damage", [lambda b: b[:-1], lambda b: b"", lambda b: b + b"\xff"])
def test_a_damaged_entry_is_made_anew(docs, made, damage):
    before = pages(docs)
    for path in entries(docs):
        path.write_bytes(damage(path.read_bytes()))
    assert "0 files written" in run("write", "--docs", docs)
    assert made == ["001", "002"]
    assert pages(docs) == before
    run("write", "--docs", docs)
    assert made == ["001", "002"]


def test_a_file_changed_by_hand_is_put_right(docs, made):
    before = pages(docs)
    next((docs / "terms").glob("*.md")).unlink()
    page = next((docs / "texts").glob("00*.md"))
    page.write_text("x", "utf-8")
    assert "2 files written" in run("write", "--docs", docs)
    assert made == []
    assert pages(docs) == before


def test_a_file_saved_meanwhile_is_not_kept_under_its_old_name(docs, monkeypatch):
    path = docs / "witnesses" / WITNESSES[1].name
    old = path.read_bytes()
    path.write_bytes(old + "第一次。\n".encode())
    real = collection.read_witness

    def saved(read):
        if read == path:
            path.write_bytes(old + "第二次。\n".encode())
        return real(read)

    monkeypatch.setattr(collection, "read_witness", saved)
    run("write", "--docs", docs)
    monkeypatch.undo()
    path.write_bytes(old + "第一次。\n".encode())
    run("write", "--docs", docs)
    run("check", "--docs", docs)


def test_check_trusts_nothing_that_is_kept(docs, made):
    run("check", "--docs", docs)
    assert made == ["001", "002"]


def test_a_folder_that_takes_nothing_is_no_reason_to_fail(docs):
    shutil.rmtree(docs.parent / ".cache")
    (docs.parent / ".cache").write_text("in the way", "utf-8")
    assert "0 files written" in run("write", "--docs", docs)


@pytest.mark.parametrize("path", WITNESSES, ids=lambda path: path.stem[:3])
def test_a_page_is_the_same_after_being_kept(path):
    made = text_pages.text_page(
        text_pages.read_witness(path), glossary.load(ROOT / "docs" / "glossary")
    )
    assert text_pages.unpacked(text_pages.packed(made)) == made


def test_names_tell_apart_what_runs_together(tmp_path):
    one, two = tmp_path / "one", tmp_path / "two"
    names = set()
    for first, second in (("ab", "c"), ("a", "bc"), ("", "abc"), ("abc", "")):
        one.write_text(first)
        two.write_text(second)
        names.add(Kept(tmp_path / "kept", tmp_path / "none").name([one, two]))
    assert len(names) == 4
