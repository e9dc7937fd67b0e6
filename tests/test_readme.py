"""Prose is tested: commands, classes and examples that readers are told of are the real ones."""

import re
from pathlib import Path

import clean
from click.testing import CliRunner
from edition.reading import CLASSES

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")


def test_every_command_has_its_line():
    for name in clean.main.commands:
        assert f"| `python scripts/clean.py {name}" in README


def test_the_edit_that_is_shown_is_what_explain_prints():
    block = README.split("```console\n")[1].split("```")[0]
    command, *lines = block.splitlines()
    path = ROOT / command.split()[-1]
    printed = CliRunner().invoke(clean.main, ["explain", str(path)]).stdout.splitlines()
    assert printed[: len(lines)] == lines


def test_every_class_has_its_section_in_the_fanli():
    fanli = (ROOT / "docs" / "about" / "fanli.md").read_text("utf-8")
    for cls, name in CLASSES.items():
        assert f"### {name} {{: #{cls} }}" in fanli


def test_files_that_the_readme_names_exist():
    for path in re.findall(r"\]\(([^)#]+)\)", README):
        assert (ROOT / path).exists(), path
    for target in re.findall(r"`make ([a-z]+)`", README):
        assert f"\n{target}:" in (ROOT / "Makefile").read_text("utf-8")
