"""Collection: all inputs of the site, and every file that is made from them.

    docs/witnesses/<id>.txt (+ .toml)  ┐
    docs/glossary/*.toml               ┘→  docs/texts/, docs/terms/

`build` writes nothing there: it says which files are not as they should be, and puts those that
are to be written into a folder of the caller's, one by one, so that they need not all be held.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from edition import (
    concordance,
    glossary,
    indexes,
    parallels,
    parallels_page,
    regions,
    term_pages,
)
from edition.concordance import TextEntry
from edition.errors import EditionError
from edition.glossary import Glossary
from edition.kept import Kept, seal
from edition.text_pages import TextPage, packed, read_witness, text_page, unpacked

_RELATED = 4  # texts that a text names as related


# Consumes the texts, of which there will be so many, and shows how far it is.
Progress = Callable[[Iterable[TextPage], int], None]


@dataclass(frozen=True, slots=True)
class Built:
    """Everything that belongs into docs/, by its path relative to it."""

    entries: tuple[TextEntry, ...]
    names: frozenset[str]
    changed: tuple[str, ...]  # missing there, or not as made now; file n of the staged ones
    orphans: tuple[str, ...]  # generated files that nothing makes any more


class _Output:
    """Takes files as they are made, and compares them with those in ``docs``."""

    def __init__(self, docs: Path, staged: Path | None) -> None:
        self._docs, self._staged = docs, staged
        self.names: set[str] = set()
        self.changed: list[str] = []

    def put(self, name: str, text: str) -> None:
        self.names.add(name)
        content = text.encode()
        if not _is(self._docs / name, content):
            if self._staged:
                (self._staged / str(len(self.changed))).write_bytes(content)
            self.changed.append(name)

    def stands(self, kept: str | None) -> bool:
        """Are these files (a JSON object: name → seal) all in ``docs`` as they were made?"""
        seals: dict[str, str] = json.loads(kept) if kept else {}
        for name, made in seals.items():
            path = self._docs / name
            if not path.is_file() or seal(path.read_bytes()) != made:
                return False
        self.names |= seals.keys()
        return bool(seals)


def build(
    docs: Path,
    jobs: int = 1,
    progress: Progress | None = None,
    staged: Path | None = None,
    kept: Kept | None = None,
) -> Built:
    """All generated files of ``docs``; those that changed are put into ``staged``, if it is given.
    Pages that were ``kept`` are not made again. Raises EditionError on the first input that is
    wrong."""
    terms = glossary.load(docs / "glossary")
    paths = sorted((docs / "witnesses").glob("*.txt"))
    if not paths:
        raise EditionError(docs / "witnesses", "holds no .txt", "put the raw texts there")
    _check_names(paths)
    _check_strays(docs / "witnesses", {path.stem for path in paths})
    output = _Output(docs, staged)
    entries: list[TextEntry] = []
    words: list[tuple[str, str, str]] = []  # (slug, id of the paragraph, text)
    owners: dict[str, Path] = {}

    def collected(found: Iterable[TextPage]) -> Iterator[TextPage]:
        for path, text in zip(paths, found, strict=True):
            slug = text.entry.slug
            _check_slug(slug, path, owners)
            output.put(f"texts/{slug}.md", text.markdown)
            output.put(f"texts/{slug}.edits.jsonl", text.record)
            entries.append(text.entry)
            words.extend((slug, *paragraph) for paragraph in text.paragraphs)
            yield text

    found = collected(
        _kept_or_made(paths, docs, terms, jobs, kept) if kept else _made(paths, docs, terms, jobs)
    )
    if progress:
        progress(found, len(paths))
    else:
        for _ in found:
            pass
    of_all = kept.name_of_all() if kept else ""
    if not (kept and output.stands(kept.get(of_all))):
        seals = {}
        for name, content in _files(entries, words, terms):
            output.put(name, content)
            seals[name] = seal(content.encode())
        if kept:
            kept.put(of_all, json.dumps(seals))
    for name, content in _hand_written(docs, entries, terms).items():
        output.put(name, content)
    if kept:
        kept.tidy()
    changed, orphans = tuple(output.changed), tuple(_orphans(docs, output.names))
    return Built(tuple(entries), frozenset(output.names), changed, orphans)


def _kept_or_made(
    paths: list[Path], docs: Path, terms: Glossary, jobs: int, kept: Kept
) -> Iterator[TextPage]:
    names = [kept.name(_own_files(path)) for path in paths]
    missing = [path for path, name in zip(paths, names, strict=True) if not kept.has(name)]
    made = _made(missing, docs, terms, jobs)
    news = set(missing)
    for path, name in zip(paths, names, strict=True):
        old = None if path in news else kept.get(name)
        if old:
            yield unpacked(old)
            continue
        new = next(made) if path in news else text_page(read_witness(path), terms)
        entry = packed(new)
        # Of a file that somebody saved in the meantime it is the page of one state or the other.
        same = kept.name(_own_files(path)) == name
        kept.put(name if same else seal(entry.encode()), entry)
        yield new


def _own_files(path: Path) -> tuple[Path, Path]:
    return path, path.with_suffix(".toml")


def _made(paths: list[Path], docs: Path, terms: Glossary, jobs: int) -> Iterator[TextPage]:
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


def _check_names(paths: list[Path]) -> None:
    for path in paths:
        if path.name.startswith(".") or not path.name.isprintable():
            where = path.with_name(ascii(path.name))
            what = "a hidden file, or one whose name cannot be printed, cannot be offered"
            raise EditionError(where, what, "rename it")


def _check_strays(folder: Path, ids: set[str]) -> None:
    for path in sorted(folder.glob("*.toml")):
        if path.stem not in ids:
            raise EditionError(path, "belongs to no witness", f"add {path.stem}.txt or delete it")


def _check_slug(slug: str, path: Path, owners: dict[str, Path]) -> None:
    """Is the address free? Then it is that of ``path`` from now on."""
    if slug == "index":
        raise EditionError(path, "slug “index” is taken by the list of texts", "choose another")
    if slug in owners:
        raise EditionError(
            path,
            f"slug “{slug}” is that of {owners[slug]} too",
            f"give one of them another slug in {path.with_suffix('.toml').name}",
        )
    owners[slug] = path


def _files(
    entries: list[TextEntry], words: list[tuple[str, str, str]], terms: Glossary
) -> Iterator[tuple[str, str]]:
    """What is made of all texts together."""
    yield "texts/index.md", indexes.text_index(entries)
    counts = Counter(use.term for entry in entries for use in entry.uses)
    yield "terms/index.md", indexes.term_index(terms, counts)
    yield "terms/uses.json", _json(counts)
    titles = {entry.slug: entry.title for entry in entries}
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
        try:
            text = path.read_text("utf-8")
        except UnicodeDecodeError:
            raise EditionError(path, "is not UTF-8", "save it as UTF-8") from None
        way = "../" * (len(path.relative_to(docs).parts) - 1)
        filled = regions.fill(text, known, path, way)
        if ":begin -->" in text:
            files[path.relative_to(docs).as_posix()] = filled
    return files


def _json(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, sort_keys=True, indent=0) + "\n"


def _orphans(docs: Path, kept: set[str]) -> Iterator[str]:
    for folder, pattern in (("texts", "*.md"), ("texts", "*.edits.jsonl"), ("terms", "*.md")):
        for path in sorted((docs / folder).glob(pattern)):
            if (name := f"{folder}/{path.name}") not in kept:
                yield name


def _is(path: Path, content: bytes) -> bool:
    try:
        return path.read_bytes() == content
    except OSError:
        return False
