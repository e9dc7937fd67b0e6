"""Collection: all inputs of the site, and every file that is made from them.

    docs/witnesses/<id>.txt (+ .toml)  ┐
    docs/glossary/*.toml               ┘→  docs/texts/, docs/terms/

`build` is pure but for reading its inputs: it returns what is to be written and writes nothing.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from edition import (
    apparatus,
    concordance,
    glossary,
    indexes,
    page,
    parallels,
    parallels_page,
    reading,
    regions,
    rulings,
    term_pages,
    witness,
)
from edition.concordance import TextEntry
from edition.edit import apply
from edition.errors import EditionError
from edition.glossary import Glossary
from edition.reading import Reading

_RELATED = 4  # texts that a text names as related

# Facts of a text in the order in which its page's front matter has them.
_FACTS = ("author", "affiliation", "date", "source", "keywords", "uploaded")


@dataclass(frozen=True, slots=True)
class TextPage:
    """The files of one text, and what the index pages need of it."""

    entry: TextEntry
    markdown: str
    record: str
    paragraphs: tuple[tuple[str, str], ...]  # (id, text), without headings


@dataclass(frozen=True, slots=True)
class Built:
    """Everything that belongs into docs/: path (relative to it) → content."""

    files: Mapping[str, str]
    entries: tuple[TextEntry, ...]


def read_witness(path: Path) -> Reading:
    """The reading of one witness file under its ``.toml``. Raises EditionError."""
    return reading.read(witness.load(path), rulings.load(path.with_suffix(".toml")))


def text_page(source: Reading, terms: Glossary) -> TextPage:
    """The page of a text and its record. Raises EditionError if the two do not give the witness
    back: then nothing may be written."""
    found = concordance.uses(page.paragraphs(source), terms)
    tags = concordance.tags(found, terms, source.rulings.topics, source.rulings.topics_never)
    name, made = page.title(source)
    slug = source.rulings.slug or default_slug(source.witness.id)
    facts = {key: source.facts[key] for key in _FACTS if key in source.facts}
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
    return "-".join(part for part in slug.split("-") if part) or "text"


def build(
    docs: Path, jobs: int = 1, progress: Callable[[Iterable[TextPage], int], None] | None = None
) -> Built:
    """All generated files of ``docs``. Raises EditionError on the first input that is wrong."""
    terms = glossary.load(docs / "glossary")
    paths = sorted((docs / "witnesses").glob("*.txt"))
    if not paths:
        raise EditionError(docs / "witnesses", "holds no .txt", "put the raw texts there")
    _check_strays(docs / "witnesses", {path.stem for path in paths})
    pages: list[TextPage] = []

    def collected(found: Iterable[TextPage]) -> Iterator[TextPage]:
        for text in found:
            pages.append(text)
            yield text

    found = collected(_pages(paths, docs, terms, jobs))
    if progress:
        progress(found, len(paths))
    else:
        for _ in found:
            pass
    _check_slugs(paths, pages)
    files = dict(_files(pages, terms))
    files |= _hand_written(docs, [text.entry for text in pages], terms)
    return Built(files, tuple(text.entry for text in pages))


def _pages(paths: list[Path], docs: Path, terms: Glossary, jobs: int) -> Iterator[TextPage]:
    if jobs <= 1 or len(paths) < 2 * jobs:
        for path in paths:
            yield text_page(read_witness(path), terms)
        return
    from concurrent.futures import ProcessPoolExecutor  # most runs need no second process

    with ProcessPoolExecutor(jobs, initializer=_start_worker, initargs=(docs,)) as pool:
        yield from pool.map(_work, paths, chunksize=max(1, len(paths) // (8 * jobs)))


_worker_glossary: Glossary


def _start_worker(docs: Path) -> None:
    global _worker_glossary
    _worker_glossary = glossary.load(docs / "glossary")


def _work(path: Path) -> TextPage:
    return text_page(read_witness(path), _worker_glossary)


def _check_strays(folder: Path, ids: set[str]) -> None:
    for path in sorted(folder.glob("*.toml")):
        if path.stem not in ids:
            raise EditionError(path, "belongs to no witness", f"add {path.stem}.txt or delete it")


def _check_slugs(paths: list[Path], pages: list[TextPage]) -> None:
    owners: dict[str, Path] = {}
    for path, text in zip(paths, pages, strict=True):
        slug = text.entry.slug
        if slug == "index":
            raise EditionError(path, "slug “index” is taken by the list of texts", "choose another")
        if slug in owners:
            raise EditionError(
                path,
                f"slug “{slug}” is that of {owners[slug]} too",
                f"give one of them another slug in {path.with_suffix('.toml').name}",
            )
        owners[slug] = path


def _files(pages: list[TextPage], terms: Glossary) -> Iterator[tuple[str, str]]:
    entries = [text.entry for text in pages]
    for text in pages:
        yield f"texts/{text.entry.slug}.md", text.markdown
        yield f"texts/{text.entry.slug}.edits.jsonl", text.record
    yield "texts/index.md", indexes.text_index(entries)
    counts = Counter(use.term for entry in entries for use in entry.uses)
    yield "terms/index.md", indexes.term_index(terms, counts)
    yield "terms/uses.json", _json(counts)
    titles = {entry.slug: entry.title for entry in entries}
    words = [(t.entry.slug, *paragraph) for t in pages for paragraph in t.paragraphs]
    found = parallels.find(words, terms)
    yield "parallels/index.md", parallels_page.page(found, titles)
    pointers = parallels_page.pointers(found, titles)
    yield "parallels/pointers.json", _json(pointers)
    beside = concordance.companions(entries)
    for term in terms.terms.values():
        content = term_pages.term_page(term, terms, entries, beside.get(term.slug, ()))
        yield f"terms/{term.slug}.md", content
    yield "texts/onward.json", _json(_onward(entries, terms))


def _onward(entries: list[TextEntry], terms: Glossary) -> dict[str, object]:
    """Where a reader goes from each text: the one before, the one after, and those that are near,
    with what they share. The site puts it below the text (overrides/partials/onward.html)."""
    near = concordance.related(entries, terms, _RELATED)
    names = [None, *({"slug": e.slug, "title": e.title} for e in entries), None]
    return {
        entry.slug: {
            "before": names[n],
            "after": names[n + 2],
            "related": [asdict(related) for related in near[entry.slug]],
        }
        for n, entry in enumerate(entries)
    }


def _hand_written(docs: Path, entries: list[TextEntry], terms: Glossary) -> dict[str, str]:
    """The pages that a person writes and that have regions to be filled."""
    counts = Counter(use.term for entry in entries for use in entry.uses)
    known = regions.of(entries, counts, terms)
    files = {}
    for path in [*sorted(docs.glob("*.md")), *sorted((docs / "about").glob("*.md"))]:
        text = path.read_text("utf-8")
        way = "../" * (len(path.relative_to(docs).parts) - 1)
        filled = regions.fill(text, known, path, way)
        if ":begin -->" in text:
            files[path.relative_to(docs).as_posix()] = filled
    return files


def _json(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, sort_keys=True, indent=0) + "\n"


def differing(built: Built, docs: Path) -> tuple[list[str], list[str]]:
    """(files that are missing or not as built, generated files that nothing makes any more)."""
    changed = [name for name, text in built.files.items() if not _is(docs / name, text)]
    kept = set(built.files)
    orphans = [
        name
        for folder, pattern in (("texts", "*.md"), ("texts", "*.edits.jsonl"), ("terms", "*.md"))
        for path in sorted((docs / folder).glob(pattern))
        if (name := f"{folder}/{path.name}") not in kept
    ]
    return changed, orphans


def _is(path: Path, text: str) -> bool:
    try:
        return path.read_bytes() == text.encode()
    except OSError:
        return False
