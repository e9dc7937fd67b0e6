"""Which way imports point, as the architecture draws it."""

import ast
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).parents[1] / "scripts"
MODULES = sorted(SCRIPTS.rglob("*.py"))

# module → what of ours it may import (prefixes); the rest may import what it needs.
ALLOWED = {
    "edition.edit": (),
    "edition.errors": (),
    "edition.facts": (),
    "edition.classes": (),
    "edition.data": (),
    "edition.witness": ("edition.errors",),
    "edition.rulings": ("edition.errors",),
    "edition.cleaning": ("edition.cleaning", "edition.edit", "edition.data", "edition.rulings"),
    "edition.entries": ("edition.errors", "edition.rulings"),
    "edition.glossary": ("edition.entries",),
    "edition.reading": (
        "edition.classes", "edition.cleaning", "edition.edit", "edition.rulings",
        "edition.witness",
    ),
    "edition.page": ("edition.cleaning.structure", "edition.data", "edition.edit", "edition.reading"),
    "edition.anchors": (),
    "edition.marks": ("edition.data", "edition.reading"),
    "edition.tooltips": ("edition.notes", "edition.anchors", "edition.glossary", "edition.marks"),
    "edition.collation": (
        "edition.apparatus", "edition.cleaning.structure", "edition.edit", "edition.page",
        "edition.reading",
    ),
    "edition.proof": ("edition.apparatus",),
    "edition.concordance": ("edition.data", "edition.glossary", "edition.page"),
    "edition.alike": ("edition.data",),
    "edition.searchpage": ("edition.facts",),
    "edition.searchindex": ("edition.alike", "edition.searchpage"),
}  # fmt: skip


def name_of(path):
    parts = path.relative_to(SCRIPTS).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def imports(path):
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_point_one_way(path):
    name = name_of(path)
    rule = next((key for key in ALLOWED if name == key or name.startswith(key + ".")), None)
    if rule is None:
        return
    ours = [i for i in imports(path) if i.startswith("edition")]
    for imported in ours:
        assert any(
            imported == allowed or imported.startswith((allowed + ".", allowed + " "))
            for allowed in ALLOWED[rule]
        ), f"{name} imports {imported}"


def users(package):
    return {name_of(path) for path in MODULES if any(
        i == package or i.startswith(package + ".") for i in imports(path)
    )}  # fmt: skip


def test_few_modules_know_mkdocs_and_markdown():
    assert users("mkdocs") == {"hooks"}
    assert users("markdown") == {"edition.tooltips", "edition.crossrefs"}


def test_nothing_at_run_time_needs_a_segmenter_or_pypinyin():
    assert users("jieba") == set()
    assert users("pypinyin") <= {"maketables", "makephrases"}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_no_module_gives_a_name_twice(path):
    names = []
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, ast.Assign):
            targets = (part for target in node.targets for part in ast.walk(target))
            names += [part.id for part in targets if isinstance(part, ast.Name)]
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.append(node.name)
    assert sorted(names) == sorted(set(names))  # the later would hold, unseen, for the earlier
