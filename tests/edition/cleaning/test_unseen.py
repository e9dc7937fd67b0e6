"""What is right of the sets of tests/unseen/ stays right (`tests/bench/unseen.py` counts the rest)."""

import pytest
import unseen
from edition import data, reading, witness

NAMES = unseen.RIGHT.read_text("utf-8").splitlines()
ALL = {
    name: (raw, wanted)
    for folder in sorted(path for path in unseen.UNSEEN.iterdir() if path.is_dir())
    for name, raw, wanted in unseen.readings(folder)
}


@pytest.mark.parametrize("name", NAMES)
def test_right(name):
    raw, wanted = ALL[name]
    found = reading.read(witness.from_bytes("case", raw.encode()))
    assert found.witness_text() == found.witness.text
    assert unseen.same(reading.as_text(found), wanted)
    rules = data.table("rules")
    assert all(edit.rule in rules for edit in found.edits())


@pytest.mark.parametrize("name", NAMES)
def test_again(name):
    """What is read is not changed when it is read again."""
    raw, _ = ALL[name]
    text = reading.as_text(reading.read(witness.from_bytes("case", raw.encode())))
    assert reading.as_text(reading.read(witness.from_bytes("case", text.encode()))) == text
