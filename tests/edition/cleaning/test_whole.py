"""The cases of tests/whole/*.toml: what all steps together leave of a short text.

    [[case]]
    name = "…"
    before = "…"
    after = "…"       # left out: the text must stay as it is

They were written for the purpose, after damage that real pages show, by hands that had not seen
the rules; each file holds those about one class of edit. Those of `mended.toml` were written with
the rules, so that what they put right, or leave alone, stays so.
"""

import tomllib
from pathlib import Path

import pytest
from edition import data, reading, witness

WHOLE = Path(__file__).parents[2] / "whole"


def cases():
    for path in sorted(WHOLE.glob("*.toml")):
        for n, case in enumerate(tomllib.loads(path.read_text("utf-8"))["case"]):
            yield pytest.param(case, id=f"{path.stem} {n}: {case['name']}")


@pytest.mark.parametrize("case", list(cases()))
def test_whole(case):
    found = reading.read(witness.from_bytes("case", case["before"].encode()))
    assert found.witness_text() == found.witness.text
    assert found.text.rstrip("\n") == case.get("after", case["before"]).rstrip("\n")
    assert all(edit.rule in data.table("rules") for edit in found.edits())


@pytest.mark.parametrize("case", list(cases()))
def test_again(case):
    """What is read is not changed when it is read again."""
    found = reading.read(witness.from_bytes("case", case["before"].encode()))
    text = reading.as_text(found)
    assert reading.as_text(reading.read(witness.from_bytes("case", text.encode()))) == text
