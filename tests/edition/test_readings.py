"""The five texts of the first collection, against readings that were made by hand."""

import json
from pathlib import Path

import pytest
from edition import collection, data, reading, witness
from edition.reading import CLASSES

ROOT = Path(__file__).parents[2]
WITNESSES = sorted((ROOT / "docs" / "witnesses").glob("*.txt"))
IDS = [path.stem[:3] for path in WITNESSES]


@pytest.mark.parametrize("path", WITNESSES, ids=IDS)
def test_reading_is_the_one_made_by_hand(path):
    golden = (ROOT / "tests" / "readings" / path.name).read_text("utf-8")
    assert reading.as_text(collection.read_witness(path)).splitlines() == golden.splitlines()


@pytest.mark.parametrize("path", WITNESSES, ids=IDS)
def test_cleaning_a_reading_changes_nothing(path):
    once = reading.as_text(collection.read_witness(path))
    again = reading.read(witness.from_bytes("again", once.encode()))
    assert reading.as_text(again).splitlines() == once.splitlines()


@pytest.mark.parametrize("path", WITNESSES, ids=IDS)
def test_witness_comes_back(path):
    found = collection.read_witness(path)
    assert found.witness_text() == found.witness.text


@pytest.mark.parametrize("path", WITNESSES, ids=IDS)
def test_every_rule_has_its_row_and_its_class(path):
    rules = data.table("rules")
    for step in collection.read_witness(path).steps:
        assert step.cls in CLASSES
        for edit in step.edits:
            assert edit.cls == step.cls
            assert rules[edit.rule]["class"] in (edit.cls, "")


def test_all_injected_pinyin_goes():
    path = next(p for p in WITNESSES if p.stem.startswith("002"))
    edits = list(collection.read_witness(path).edits())
    assert sum(edit.rule == "injected-pinyin" for edit in edits) == 93
    assert sum(edit.rule == "shifted-bytes" for edit in edits) == 2


@pytest.mark.parametrize("cls", list(CLASSES))
@pytest.mark.parametrize("path", WITNESSES, ids=IDS)
def test_without_a_class_the_record_still_holds(path, cls):
    found = reading.read(witness.load(path), without=[cls])
    assert all(edit.cls != cls for edit in found.edits())
    assert found.witness_text() == found.witness.text


@pytest.mark.parametrize("path", WITNESSES, ids=IDS)
def test_layout_steps_touch_no_character_with_ink(path):
    found = reading.read(witness.load(path))
    for edit in found.edits():
        if edit.cls == "reflow":
            assert not edit.old.replace("\n", " ").strip(" \u3000\t.、0123456789")
            assert edit.new.strip() == edit.old.replace(" ", "").strip()


def test_rules_table_names_only_classes_of_the_policy():
    found = {row["class"] for row in data.table("rules").values()}
    assert found <= {*CLASSES, "markup", ""}
    assert json.dumps(sorted(found))
