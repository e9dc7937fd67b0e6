"""The command as a maintainer uses it: outputs, errors, and nothing half-written."""

import hashlib
import json
import re
import shutil
import signal
from pathlib import Path

import clean
import pytest
from click.testing import CliRunner

ROOT = Path(__file__).parents[1]
WITNESSES = sorted((ROOT / "docs" / "witnesses").glob("*.txt"))


def run(*arguments, stdin=None):
    return CliRunner().invoke(clean.main, [str(a) for a in arguments], input=stdin)


@pytest.fixture
def docs(tmp_path):
    """A collection of two texts and the site's glossary."""
    docs = tmp_path / "docs"
    (docs / "witnesses").mkdir(parents=True)
    shutil.copytree(ROOT / "docs" / "glossary", docs / "glossary")
    for path in WITNESSES[:2]:
        shutil.copy(path, docs / "witnesses")
        shutil.copy(path.with_suffix(".toml"), docs / "witnesses")
    return docs


def snapshot(docs):
    return {p.relative_to(docs): p.read_bytes() for p in sorted(docs.rglob("*")) if p.is_file()}


def test_the_committed_pages_are_what_write_makes():
    result = run("check")
    assert result.exit_code == 0, result.output


@pytest.mark.parametrize("path", WITNESSES, ids=lambda path: path.stem[:3])
def test_undo_gives_back_each_witness(path):
    pages = [
        page
        for page in (ROOT / "docs" / "texts").glob("*.md")
        if f'witness: "{path.stem}"' in page.read_text("utf-8")
    ]
    result = run("undo", pages[0])
    assert (
        hashlib.sha256(result.stdout_bytes).digest() == hashlib.sha256(path.read_bytes()).digest()
    )


def test_write_twice_changes_once(docs):
    assert run("write", "--docs", docs).exit_code == 0
    before = snapshot(docs)
    second = run("write", "--docs", docs)
    assert "0 files written" in second.output
    assert snapshot(docs) == before


def test_jobs_give_the_same_files(docs):
    run("write", "--docs", docs)
    before = snapshot(docs)
    for path in WITNESSES[2:]:
        shutil.copy(path, docs / "witnesses")
    assert run("write", "--docs", docs, "--jobs", 2).exit_code == 0
    with_two = snapshot(docs)
    shutil.rmtree(docs / "texts")
    assert run("write", "--docs", docs).exit_code == 0
    assert snapshot(docs) == with_two
    assert before.keys() < with_two.keys()


@pytest.mark.parametrize(
    ("number", "change"),
    [
        (0, {"encoding": 3}),
        (0, {"witness": 3}),
        (0, {"steps": 3}),
        (1, {"old": 3}),
        (1, {"new": None}),
        (1, {"start": float("inf")}),
        (1, {"step": "0"}),
        (1, []),
        (1, 1),
    ],
)
def test_a_record_of_other_types_is_named(docs, number, change):
    run("write", "--docs", docs)
    path = next((docs / "texts").glob("*.edits.jsonl"))
    lines = path.read_text("utf-8").split("\n")
    row = json.loads(lines[number]) | change if isinstance(change, dict) else change
    lines[number] = json.dumps(row)
    path.write_text("\n".join(lines), "utf-8")
    page = path.with_name(path.name.replace(".edits.jsonl", ".md"))
    for result in (run("undo", page), run("check", "--docs", docs)):
        assert result.exit_code == 1
        assert isinstance(result.exception, SystemExit), result.exception
        assert f"{path}:{number + 1}: is no line of an apparatus" in result.output
    assert run("undo", page).stdout == ""


def test_a_text_that_goes_takes_its_page_along(docs):
    run("write", "--docs", docs)
    for suffix in (".txt", ".toml"):
        (docs / "witnesses" / WITNESSES[0].name).with_suffix(suffix).unlink()
    assert "2 deleted" in run("write", "--docs", docs).output
    assert run("check", "--docs", docs).exit_code == 0


def test_check_names_what_is_stale(docs):
    run("write", "--docs", docs)
    page = docs / "texts" / "zuofeng-changxiao-jizhi.md"
    page.write_text(page.read_text("utf-8").replace("党", "黨", 1), "utf-8")
    result = run("check", "--docs", docs)
    assert result.exit_code == 1
    assert "zuofeng-changxiao-jizhi.md: is stale" in result.output
    assert "does not fit its apparatus" in result.output


def broken_edit(docs):
    path = next((docs / "texts").glob("*.edits.jsonl"))
    lines = path.read_text("utf-8").split("\n")
    lines[3] = lines[3].replace('"step"', '"stp"')
    path.write_text("\n".join(lines), "utf-8")
    return f"{path}:4"


def test_check_names_the_line_of_a_broken_record(docs):
    run("write", "--docs", docs)
    where = broken_edit(docs)
    result = run("check", "--docs", docs)
    assert result.exit_code == 1
    assert f"{where}: is no line of an apparatus" in result.output


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("witnesses/new.txt", b"", "new.txt: the file is empty"),
        ("witnesses/.new.txt", b"x", ".new.txt': a hidden file, or"),
        ("witnesses/n\new.txt", b"x", "'n\\new.txt': a hidden file, or"),
        ("witnesses/\udcff.txt", b"x", "'\\udcff.txt': a hidden file, or"),
        ("index.md", b"\xff", "index.md: is not UTF-8"),
        ("witnesses/new.txt", b"\x89PNG\x00\x01\x02" * 40, "new.txt: is not a text"),
        ("witnesses/nobody.toml", b'title = "x"\n', "nobody.toml: belongs to no witness"),
        ("witnesses/000_cc1d27e2a1802b85.toml", b'slug = "x\n', r"000_cc1d27e2a1802b85.toml:1: broken"),
        ("witnesses/000_cc1d27e2a1802b85.toml", b'\nslg = "x"\n', "toml:2: unknown key “slg”"),
        ("witnesses/000_cc1d27e2a1802b85.toml", b'slug = "A b"\n', "toml:1: slug “A b” is not an"),
        (
            "witnesses/000_cc1d27e2a1802b85.toml",
            b'slug = "qunzhong-luxian-si-ge-wenti"\n',
            "slug “qunzhong-luxian-si-ge-wenti” is that of",
        ),
        ("glossary/zz.toml", '[[term]]\nslug = "x"\nform = "四风"\n'.encode(), "zz.toml:1: “kind” is missing"),
        ("glossary/zz.toml", b"[[term]\n", "zz.toml:1: broken TOML"),
        ("glossary/zz.toml", b"term = " + b"[" * 5000, "zz.toml: is nested too deeply"),
        ("witnesses/000_cc1d27e2a1802b85.toml", b'slug = "a"\nslug = "b"', "toml:2: broken TOML"),
        ("witnesses/000_cc1d27e2a1802b85.toml", b'\xef\xbb\xbftitle = 3\n', "toml:1: “title” is not a"),
        ("witnesses/000_cc1d27e2a1802b85.toml", "# \u2028\ntitle = 3\n".encode(), "toml:2: “title” is not"),
        ("witnesses/000_cc1d27e2a1802b85.toml", b'title = "a\\nb"\n', "toml:1: “title” is empty, or"),
        ("witnesses/000_cc1d27e2a1802b85.toml", b'slug = "' + b"a" * 101 + b'"\n', "toml:1: slug “aaa"),
        ("witnesses/new.txt", "分享到：微博\n版权所有\n".encode(), "new.txt: no words are left of it"),
        ("witnesses/new.txt", "\ufeff\u3000\n".encode(), "new.txt: no words are left of it"),
    ],
)  # fmt: skip
def test_bad_input_is_named_and_nothing_is_written(docs, name, content, message):
    run("write", "--docs", docs)
    (docs / name).write_bytes(content)
    before = snapshot(docs)
    result = run("write", "--docs", docs)
    assert result.exit_code == 1
    assert message in result.output
    assert "remedy: " in result.output
    assert "Traceback" not in result.output
    assert snapshot(docs) == before


def test_a_disk_that_fails_leaves_no_half_of_a_file(docs, monkeypatch):
    run("write", "--docs", docs)
    before = snapshot(docs)
    (docs / "witnesses" / "new.txt").write_text("新的一篇，只有一段，说了几句话。\n", "utf-8")
    real, calls = Path.write_bytes, []

    def failing(self, data):
        calls.append(self)
        if len(calls) == 3:
            raise OSError(28, "No space left on device", str(self))
        return real(self, data)

    monkeypatch.setattr(Path, "write_bytes", failing)
    result = run("write", "--docs", docs)
    assert result.exit_code == 1
    assert "No space left" in result.output
    monkeypatch.undo()
    (docs / "witnesses" / "new.txt").unlink()
    assert snapshot(docs) == before


def test_a_folder_in_the_way_stops_all_of_it(docs):
    run("write", "--docs", docs)
    (docs / "witnesses" / "new.txt").write_text("新的一篇，只有一段，说了几句话。\n", "utf-8")
    (docs / "texts" / "new.md").mkdir()
    before = snapshot(docs)
    result = run("write", "--docs", docs)
    assert result.exit_code == 1
    assert "new.md: Is a directory" in result.output
    assert snapshot(docs) == before
    assert not list(docs.parent.glob(".writing-*"))


def test_ctrl_c_waits_until_all_files_are_in_place(docs, monkeypatch):
    real = Path.replace

    def pressed(self, target):
        signal.raise_signal(signal.SIGINT)
        return real(self, target)

    monkeypatch.setattr(Path, "replace", pressed)
    assert run("write", "--docs", docs).exit_code == 1
    monkeypatch.undo()
    assert "0 files written" in run("write", "--docs", docs).output


def test_two_rulings_on_one_place(docs):
    place = docs / "witnesses" / "new.txt"
    place.write_text("一篇文章\n\n这一段话说完了一件事情，然后说另一件。\n", "utf-8")
    rows = "".join(f'[[break]]\nbefore = "{w}"\nreason = "x"\n' for w in ("说另", "说完", "说另"))
    place.with_suffix(".toml").write_text(rows, "utf-8")
    assert run("read", place).stdout == "一篇文章\n这一段话\n说完了一件事情，然后\n说另一件。\n"


def test_read_takes_standard_input():
    result = run("read", "-", stdin="当前,要做到:一是学习;二是实践!\n".encode())
    assert result.stdout == "当前，要做到：一是学习；二是实践！\n"


def test_read_forms(tmp_path):
    path = tmp_path / "x.txt"
    path.write_text("为名务实清廉,是群众的期盼。\n第二段说完了。\n", "utf-8")
    assert run("read", path).stdout == "为民务实清廉，是群众的期盼。\n第二段说完了。\n"
    assert "{~~为名~>为民~~}" in run("read", path, "--as", "markdown").stdout
    assert '"class":"emendation"' in run("read", path, "--as", "edits").stdout
    assert run("read", path, "--without", "emendation", "--without", "width").stdout == (
        "为名务实清廉,是群众的期盼。\n第二段说完了。\n"
    )


def test_read_prints_nothing_if_one_file_is_missing(tmp_path):
    result = run("read", WITNESSES[0], tmp_path / "none.txt")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "none.txt: cannot be read" in result.output


def test_explain_says_why():
    out = run("explain", WITNESSES[0]).stdout
    assert re.search(r"\[人名→人民\]群众", out)
    assert "固定搭配“人民群众”" in out
    assert "疑：效劳→服务" in out


def test_undo_of_what_is_no_page(tmp_path):
    (tmp_path / "x.md").write_text("x", "utf-8")
    for path in (tmp_path / "x.md", tmp_path / "y.md"):
        result = run("undo", path)
        assert result.exit_code == 1
        assert "remedy: " in result.output


def test_a_person_rules_over_chrome(tmp_path):
    path = tmp_path / "x.txt"
    path.write_text("评论\n这一篇的正文，有一句话，说完了。\n", "utf-8")
    assert run("read", path).stdout.startswith("# 评论")
    assert "[[remove]]" in run("review", path).stdout
    path.with_suffix(".toml").write_text('[[remove]]\nline = "评论"\nreason = "栏目"\n', "utf-8")
    assert run("read", path).stdout == "这一篇的正文，有一句话，说完了。\n"


def test_terms_are_suggested(tmp_path):
    (tmp_path / "witnesses").mkdir()
    (tmp_path / "glossary").mkdir()
    text = "村里提出“三清三改”，人人知道。\n邻村也学“三清三改”，办得不错。\n"
    (tmp_path / "witnesses" / "a.txt").write_text(text, "utf-8")
    done = run("terms", "suggest", "--docs", tmp_path)
    assert done.exit_code == 0
    assert "三清三改　2 处" in done.stdout
