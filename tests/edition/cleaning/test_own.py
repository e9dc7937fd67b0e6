"""What authors put between paragraphs stays: lists, tables cell by cell, prices, programmes, letters, verse,
with the frame of a site around the page and without; below the text too, where it is no more like
a site's than the text is."""

import re
import tomllib
from pathlib import Path

import pytest
from edition import reading, witness

DATA = tomllib.loads((Path(__file__).parents[2] / "own.toml").read_text("utf-8"))
PARAGRAPHS = DATA["paragraphs"].split()
FRAMES = ["柳湾渡口记\n\n{text}\n", *(frame.lstrip("\n") for frame in DATA["frames"])]
NAMES = ["alone", "a site", "another site"]
# What is taken for the foot of a site still.
AS_A_FOOT = {
    "alone": {"versus"},
    "a site": {"notice", "dict", "couplet", "roster", "books", "slogan", "versus"},
    "another site": {"dict", "roster", "books", "versus"},
}


def letters(text):
    return re.sub(r"[\W_]+", "", text)


def cleaned(text):
    return reading.read(witness.from_bytes("own", text.encode())).text


def in_simplified(line):
    others = [cls for cls in reading.CLASSES if cls != "script"]
    return letters(reading.read(witness.from_bytes("own", line.encode()), without=others).text)


def lost(text, frame, above, below, gap):
    own = [line for line in text.split("\n") if line]
    parts = [*PARAGRAPHS[:above], gap.join(own), *PARAGRAPHS[len(PARAGRAPHS) - below :]]
    read = letters(cleaned(frame.replace("{text}", "\n\n".join(parts))))
    return [line for line in own if in_simplified(line) not in read]


@pytest.mark.parametrize("frame", FRAMES, ids=NAMES)
@pytest.mark.parametrize("case", DATA["own"], ids=lambda case: case["name"])
def test_between_paragraphs(case, frame):
    for above, below in ((1, 2), (4, 4), (1, 7)):
        for gap in ("\n", "\n\n"):
            assert lost(case["text"], frame, above, below, gap) == []


def below_the_text():
    for case in DATA["own"]:
        for name, frame in zip(NAMES, FRAMES, strict=True):
            short = case["name"] in AS_A_FOOT[name]
            marks = [pytest.mark.xfail(strict=True)] if short else []
            yield pytest.param(case, frame, id=f"{case['name']}, {name}", marks=marks)


@pytest.mark.parametrize(("case", "frame"), [*below_the_text()])
def test_below_the_text(case, frame):
    for above in (3, 8):
        assert lost(case["text"], frame, above, 0, "\n") == []
