"""The marks of the five texts against marks made by reading them (tests/marks)."""

import tomllib
from collections import Counter
from pathlib import Path

import pytest
from edition import collection, glossary, page
from edition.glossary import Glossary

ROOT = Path(__file__).parents[2]
GOLD = ROOT / "tests" / "marks"
WITNESSES = sorted((ROOT / "docs" / "witnesses").glob("*.txt"))
PRECISION, RECALL = 0.99, 0.98


def read(path):
    return tomllib.loads(path.read_text("utf-8"))


TERMS = {shape: slug for slug, shapes in read(GOLD / "terms.toml").items() for shape in shapes}


@pytest.fixture(scope="module")
def texts():
    """Witness id → paragraph id → the paragraph's text."""
    return {
        path.stem: {
            p.id: p.text for p in page.paragraphs(collection.read_witness(path)) if not p.level
        }
        for path in WITNESSES
    }


def gold_marks(id, paragraphs):
    """(paragraph, start, end, term) of every gold mark: each is looked for after the one before."""
    found = []
    for paragraph, shapes in read(GOLD / f"{id}.toml").items():
        at = 0
        for shape in shapes:
            start = paragraphs[paragraph].find(shape, at)
            assert start >= 0, f"{id} {paragraph}: no “{shape}” after place {at}"
            at = start + len(shape)
            found.append((paragraph, start, at, TERMS[shape]))
    return found


def given_marks(book, paragraphs):
    return [
        (id, match.start, match.end, match.term.slug)
        for id, text in paragraphs.items()
        for match in book.find(text)
    ]


def score(texts, book):
    """(precision, recall, false marks, missed marks), the marks with their words."""
    false, missed, right = [], [], 0
    for id, paragraphs in texts.items():
        gold = Counter(gold_marks(id, paragraphs))
        given = Counter(given_marks(book, paragraphs))
        right += (gold & given).total()
        for marks, into in ((given - gold, false), (gold - given, missed)):
            into += [(id[:3], p, paragraphs[p][s:e], slug) for p, s, e, slug in marks.elements()]
    return right / (right + len(false)), right / (right + len(missed)), false, missed


def test_precision_and_recall_on_the_five_texts(texts):
    precision, recall, false, missed = score(texts, glossary.load(ROOT / "docs" / "glossary"))
    assert precision >= PRECISION, f"{precision:.4f}: marked and should not be: {false}"
    assert recall >= RECALL, f"{recall:.4f}: should be marked and is not: {missed}"


@pytest.mark.parametrize("slug", ["qunzhong-luxian", "diaocha-yanjiu", "sifeng"])
def test_the_score_falls_where_a_common_term_is_lost(texts, slug):
    book = glossary.load(ROOT / "docs" / "glossary")
    without = Glossary([term for term in book.terms.values() if term.slug != slug])
    assert score(texts, without)[1] < RECALL


def test_the_score_falls_where_contexts_are_ignored(texts):
    book = glossary.load(ROOT / "docs" / "glossary")
    careless = Glossary(
        [
            glossary.Term(**{**{f: getattr(t, f) for f in t.__slots__}, "never": ()})
            for t in book.terms.values()
        ]
    )
    assert score(texts, careless)[0] < PRECISION


def test_every_gold_mark_names_a_term_or_is_wanted():
    slugs = set(glossary.load(ROOT / "docs" / "glossary").terms) | {"wanted"}
    assert set(TERMS.values()) <= slugs
    assert {path.stem for path in WITNESSES} == {p.stem for p in GOLD.glob("0*.toml")}
    used = {s for p in GOLD.glob("0*.toml") for shapes in read(p).values() for s in shapes}
    assert used == set(TERMS), "shapes in one place and not in the other"
