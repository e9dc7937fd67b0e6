"""The page of one text with its record: what a collection holds of it."""

from __future__ import annotations

import json
from dataclasses import asdict, astuple, dataclass
from pathlib import Path

from edition import apparatus, concordance, page, reading, rulings, witness
from edition.concordance import TextEntry, Use
from edition.edit import apply
from edition.errors import EditionError
from edition.facts import FACTS
from edition.glossary import Glossary
from edition.reading import Reading


@dataclass(frozen=True, slots=True)
class TextPage:
    """The files of one text, and what the index pages need of it."""

    entry: TextEntry
    markdown: str
    record: str
    paragraphs: tuple[tuple[str, str], ...]  # (id, text), without headings


def read_witness(path: Path) -> Reading:
    """The reading of one witness file under its ``.toml``. Raises EditionError."""
    return reading.read(witness.load(path), rulings.load(path.with_suffix(".toml")))


def text_page(source: Reading, terms: Glossary) -> TextPage:
    """The page of a text and its record. Raises EditionError if the two do not give the witness
    back: then nothing may be written."""
    if not page.paragraphs(source):
        raise EditionError(
            f"docs/witnesses/{source.witness.id}.txt",
            "no words are left of it when those of the site are taken out",
            "delete it; or, where they are the author's, put a [[veto]] into its .toml "
            "(`explain` names the rules)",
        )
    found = concordance.uses(page.paragraphs(source), terms)
    tags = concordance.tags(found, terms, source.rulings.topics, source.rulings.topics_never)
    name, made = page.title(source)
    slug = source.rulings.slug or default_slug(source.witness.id)
    facts = {key: source.facts[key] for key in FACTS if key in source.facts}
    summary = source.facts.get("summary", "")
    front: dict[str, object] = {"title": name, "kind": "text"}
    front |= {"description": summary} if summary else {}
    front |= {"made_title": True} if made else {}
    front |= {"tags": tags} if tags else {}
    front |= facts
    front |= {"witness": source.witness.id, "sha256": source.witness.sha256}
    edits = page.counts(source)
    front |= {"edits": edits}
    last = page.markup(source, front)
    markdown = apply(source.text, last.edits)
    record = apparatus.dump(source.witness, [*source.steps, last])
    parsed = apparatus.parse(record.split("\n")[:-1], slug)
    apparatus.witness_bytes(markdown, parsed, f"docs/witnesses/{source.witness.id}.txt")
    length = sum(len(p.text) for p in page.paragraphs(source))
    entry = TextEntry(slug, name, summary, length, facts, tags, found, edits)
    words = tuple((p.id, p.text) for p in page.paragraphs(source) if not p.level)
    return TextPage(entry, markdown, record, words)


def default_slug(id: str) -> str:
    """An address for a text that nobody has named: its id in a-z, 0-9 and hyphens."""
    slug = "".join(c if c.isascii() and c.isalnum() else "-" for c in id.lower())
    joined = "-".join(part for part in slug.split("-") if part)
    return joined[: rulings.LONGEST_SLUG].rstrip("-") or "text"


def packed(made: TextPage) -> str:
    """A page as a line of JSON, to be kept."""
    entry = asdict(made.entry) | {"uses": [astuple(use) for use in made.entry.uses]}
    return json.dumps([entry, made.markdown, made.record, made.paragraphs])


def unpacked(line: str) -> TextPage:
    """The page that was ``packed``."""
    entry, markdown, record, paragraphs = json.loads(line)
    entry |= {"uses": [Use(*use) for use in entry["uses"]]}
    words = tuple((id, text) for id, text in paragraphs)
    return TextPage(TextEntry(**entry), markdown, record, words)
