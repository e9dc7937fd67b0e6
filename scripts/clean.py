"""The cleanup command: raw texts in, Markdown with its record out.

    python scripts/clean.py write [--jobs N]      docs/witnesses → docs/texts, docs/terms
    python scripts/clean.py check                 is anything stale, is the law of the record kept?
    python scripts/clean.py read FILE…            the reading of any file ("-": standard input)
    python scripts/clean.py explain FILE          every edit of a file, step by step
    python scripts/clean.py review [FILE…]        what a person should look at
    python scripts/clean.py undo PAGE             the witness of a page, byte for byte
    python scripts/clean.py terms suggest         what might deserve an entry in the glossary

Errors name file, line and remedy; exit code 1, and nothing is written.

Each command imports what it uses: help is there at once, and `read` loads no glossary.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

sys.path.insert(0, str(Path(__file__).resolve().parent))

from edition.classes import CLASSES
from edition.errors import EditionError

if TYPE_CHECKING:
    from edition.apparatus import Apparatus
    from edition.collection import Built, Progress
    from edition.reading import Reading
    from edition.text_pages import TextPage

DOCS = Path(__file__).resolve().parent.parent / "docs"


class _Commands(click.Group):
    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except EditionError as error:
            raise click.ClickException(_here(str(error))) from None
        except OSError as error:
            what = f"{error.filename or 'a file'}: {error.strerror or error}"
            remedy = "check rights and free space; nothing was half-written"
            raise click.ClickException(_here(f"{what}\n  remedy: {remedy}")) from None


def _here(message: str) -> str:
    """Paths inside the folder one stands in, as one would type them."""
    return message.replace(f"{Path.cwd()}{os.sep}", "")


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Clean raw Chinese texts, with a record of every edit."""


_docs = click.option(
    "--docs",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    default=DOCS,
    help="The folder with witnesses/ and glossary/ (docs/ of this project if not given).",
)
_jobs = click.option("--jobs", type=click.IntRange(1), default=1, help="Processes to use.")


def _progress() -> Progress | None:
    """A progress bar, if somebody is looking."""
    return _with_progress if sys.stderr.isatty() else None


def _with_progress(found: Iterable[TextPage], total: int) -> None:
    """Consume the texts under a progress bar."""
    with click.progressbar(found, length=total, label="Cleaning", file=sys.stderr) as bar:
        for _ in bar:
            pass


@main.command()
@_docs
@_jobs
def write(docs: Path, jobs: int) -> None:
    """Write the pages, the records, the term pages and the indexes."""
    built = write_all(docs, jobs, _progress())
    click.echo(
        f"{len(built.entries)} texts, {len(built.changed)} files written, "
        f"{len(built.orphans)} deleted, {len(built.names) - len(built.changed)} unchanged"
    )


def write_all(docs: Path, jobs: int = 1, progress: Progress | None = None) -> Built:
    """Write what is stale, whole or not at all: every file is staged, and only then is the first
    one moved into place. What nothing makes any more is deleted."""
    from tempfile import TemporaryDirectory

    from edition import collection, writing
    from edition.kept import Kept

    home = docs.resolve()
    kept = Kept(home.parent / ".cache" / "pages" / home.name, docs / "glossary")
    with TemporaryDirectory(dir=docs.parent, prefix=".writing-") as staged:
        built = collection.build(docs, jobs, progress, Path(staged), kept)
        writing.place(Path(staged), docs, built.changed, built.orphans)
    return built


@main.command()
@_docs
@_jobs
def check(docs: Path, jobs: int) -> None:
    """Prove the record of every page on disk, and that no generated file is stale."""
    from edition import collection

    built = collection.build(docs, jobs, _progress())
    problems = [f"docs/{name}: is stale or missing" for name in built.changed]
    problems += [f"docs/{name}: belongs to no witness or term" for name in built.orphans]
    for entry in built.entries:
        markdown = docs / "texts" / f"{entry.slug}.md"
        if not markdown.exists():
            continue
        try:
            undone = _undo(markdown)
            name = apparatus_of(markdown).header["witness"]
            if (docs / "witnesses" / name).read_bytes() != undone:
                problems.append(f"docs/texts/{entry.slug}.md: its record gives another witness")
        except EditionError as error:
            problems.append(_here(str(error)))
        except OSError as error:
            problems.append(f"{error.filename}: cannot be read ({error.strerror})")
    if problems:
        lines = "\n".join(problems)
        raise click.ClickException(f"{lines}\n  remedy: run `python scripts/clean.py write`")
    click.echo(f"{len(built.entries)} texts: every record gives its witness back; nothing is stale")


@main.command()
@click.argument("files", nargs=-1, required=True)
@click.option("--as", "form", type=click.Choice(["text", "markdown", "edits"]), default="text")
@click.option(
    "--without", multiple=True, type=click.Choice(list(CLASSES)), help="Leave a class of edit out."
)
def read(files: tuple[str, ...], form: str, without: tuple[str, ...]) -> None:
    """Print the reading of any file ("-" is standard input)."""
    readings = [_read(name, without) for name in files]  # all, before anything is printed
    for found in readings:
        _print(_as(found, form))


def _read(name: str, without: tuple[str, ...] = ()) -> Reading:
    from edition import reading, rulings, witness

    if name == "-":
        if sys.stdin is None:  # closed by who called
            raise EditionError("standard input", "is closed", "name a file, or pipe a text in")
        source = witness.from_bytes("stdin", sys.stdin.buffer.read(), "standard input")
        return reading.read(source, without=without)
    path = Path(name)
    return reading.read(witness.load(path), rulings.load(path.with_suffix(".toml")), without)


def _as(found: Reading, form: str) -> str:
    if form == "text":
        from edition.reading import as_text

        return as_text(found)
    from edition import apparatus, page
    from edition.edit import apply

    name, _ = page.title(found)
    last = page.markup(found, {"title": name, "kind": "text"})
    if form == "markdown":
        return apply(found.text, last.edits)
    return apparatus.dump(found.witness, [*found.steps, last])


def _print(text: str) -> None:
    sys.stdout.buffer.write(text.encode("utf-8", "surrogateescape"))


@main.command()
@click.argument("file")
def explain(file: str) -> None:
    """Print every edit of a file: step by step, with its line in the witness and its reason."""
    from edition.edit import align, apply, origin
    from edition.page import rule_name

    found = _read(file)
    raw = text = found.witness.text
    out = []
    for n, step in enumerate(found.steps):
        spots = align(before.edits for before in found.steps[:n])
        out.append(f"── {step.cls} {CLASSES[step.cls]} · {step.name}: {len(step.edits)}")
        for edit in step.edits:
            line = raw.count("\n", 0, origin(spots, edit.start)) + 1
            left = _one_line(text[max(0, edit.start - 8) : edit.start])
            right = _one_line(text[edit.end : edit.end + 8])
            change = f"[{_one_line(edit.old)}→{_one_line(edit.new)}]"
            out.append(f"{line:>5}  {left}{change}{right}　{rule_name(edit.rule)}")
            if edit.note:
                out.append(f"       {edit.note}")
        for doubt in step.doubts:
            line = raw.count("\n", 0, origin(spots, doubt.start)) + 1
            out.append(f"{line:>5}  疑：{doubt.text}→{doubt.suggestion or '？'}　{doubt.note}")
        text = apply(text, step.edits)
    _print("\n".join(out) + "\n")


def _one_line(text: str) -> str:
    return text.replace("\n", "⏎")


@main.command("review")
@click.argument("files", nargs=-1)
@_docs
def review_(files: tuple[str, ...], docs: Path) -> None:
    """List what a person should look at, with the lines that accept or veto it in <id>.toml."""
    from edition import review

    paths = files or tuple(str(path) for path in sorted((docs / "witnesses").glob("*.txt")))
    count = 0
    for name in paths:
        for place in review.places(_read(name)):
            count += 1
            _print(f"{_here(name)}  {place.paragraph}  {place.left}[{place.text}]{place.right}\n")
            toml = Path(name).with_suffix(".toml").name
            shown = [place.note]
            if place.accept:
                shown += [f"# to accept, in {toml}:", *place.accept]
            if place.leave:
                shown += [f"# to leave it, in {toml}:", *place.leave]
            _print("".join(f"    {line}\n" for line in shown))
    click.echo(f"{count} places to look at", err=True)


@main.group()
def terms() -> None:
    """Work on the glossary."""


@terms.command("suggest")
@click.argument("files", nargs=-1)
@_docs
@click.option("--limit", type=click.IntRange(1), default=40, show_default=True, help="How many.")
def suggest_terms(files: tuple[str, ...], docs: Path, limit: int) -> None:
    """List strings of the texts that might be terms, the most likely first, with contexts."""
    from edition import glossary, page, suggest

    paths = files or tuple(str(path) for path in sorted((docs / "witnesses").glob("*.txt")))
    known = glossary.load(docs / "glossary")
    words = [
        (name, paragraph.text)
        for name in paths
        for paragraph in page.paragraphs(_read(name))
        if not paragraph.level
    ]
    found = suggest.candidates(words, known)
    for candidate in found[:limit]:
        signs = "、".join(candidate.signs)
        _print(f"{candidate.form}　{candidate.count} 处，{candidate.texts} 篇　{signs}\n")
        _print("".join(f"    {context}\n" for context in candidate.contexts))
    click.echo(f"{len(found)} candidates, {min(limit, len(found))} shown", err=True)


@main.command()
@click.argument("markdown", metavar="PAGE", type=click.Path(path_type=Path))
def undo(markdown: Path) -> None:
    """Print the witness of a page (docs/texts/<slug>.md), byte for byte."""
    sys.stdout.buffer.write(_undo(markdown))


def _undo(markdown: Path) -> bytes:
    from edition.apparatus import witness_bytes

    try:
        text = markdown.read_bytes().decode()
    except OSError as error:
        raise EditionError(
            markdown,
            f"cannot be read ({error.strerror})",
            "name a page such as docs/texts/<slug>.md",
        ) from None
    except UnicodeDecodeError:
        raise EditionError(
            markdown, "is not UTF-8", "run `python scripts/clean.py write`"
        ) from None
    return witness_bytes(text, apparatus_of(markdown), markdown)


def apparatus_of(markdown: Path) -> Apparatus:
    """The record beside a page. Raises EditionError."""
    from edition.apparatus import parse

    path = markdown.with_suffix(".edits.jsonl")
    try:
        text = path.read_bytes().decode()
    except (OSError, UnicodeDecodeError):
        raise EditionError(path, "cannot be read", "run `python scripts/clean.py write`") from None
    return parse(text.split("\n")[:-1], path)


if __name__ == "__main__":
    main()
