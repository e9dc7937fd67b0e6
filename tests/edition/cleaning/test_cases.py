"""The cases of tests/cases/<class>/*.toml: what a class of edit does, and what it must not.

    [[case]]
    name = "…"
    before = "…"
    after = "…"       # left out: the text must stay as it is

Only the steps of that class run, so a case shows one thing.
"""

import tomllib
from pathlib import Path

import pytest
from edition import reading, witness
from edition.reading import CLASSES

CASES = Path(__file__).parents[2] / "cases"


def cases():
    for path in sorted(CASES.glob("*/*.toml")):
        for case in tomllib.loads(path.read_text("utf-8"))["case"]:
            yield pytest.param(path.parent.name, case, id=f"{path.parent.name}: {case['name']}")


def clean(text, cls):
    others = [other for other in CLASSES if other != cls]
    found = reading.read(witness.from_bytes("case", text.encode()), without=others)
    assert found.witness_text() == text
    return found.text


@pytest.mark.parametrize(("cls", "case"), list(cases()))
def test_case(cls, case):
    assert clean(case["before"], cls) == case.get("after", case["before"])


@pytest.mark.parametrize("cls", list(CLASSES))
def test_class_has_cases_and_keeps(cls):
    found = [case for name, case in ((c.values[0], c.values[1]) for c in cases()) if name == cls]
    assert any("after" in case for case in found), f"{cls} shows nothing that it does"
    assert any("after" not in case for case in found), f"{cls} shows nothing that it leaves alone"
