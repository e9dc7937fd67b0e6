"""What MkDocs calls: the only module that imports mkdocs.

A text's page is made of its Markdown; from the Markdown and the record beside it come, while the
site is built, the figures at its end, a page that sets witness and reading text side by side, and
the files of 核验. What they say is decided in `edition.collation` and `edition.proof`.

MkDocs puts ``scripts/`` on the path only while it loads this file, so it is put there for good.
On `mkdocs serve` the texts are cleaned again whenever an input changes; on `mkdocs build` the
committed pages are built as they are.
"""

from __future__ import annotations

import hashlib
import html
import json
import logging
import sys
from importlib import metadata
from pathlib import Path
from typing import Any, Literal

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

sys.path.insert(0, str(Path(__file__).resolve().parent))

from clean import write_all
from edition import (
    apparatus,
    collation,
    glossary,
    indexes,
    notes,
    previews,
    proof,
    searchindex,
    searchpage,
)
from edition.apparatus import Apparatus
from edition.collation import Collation
from edition.crossrefs import CrossrefExtension
from edition.errors import EditionError
from edition.facts import FACTS
from edition.notes import Noted
from edition.page import front_matter
from edition.reading import CLASSES
from edition.tooltips import TooltipExtension

_log = logging.getLogger("mkdocs.hooks.jiaodu")
_serving = False
_searched: dict[str, searchpage.Page] = {}
_forms: dict[str, tuple[str, ...]] = {}  # of each term's page, besides its title
_terms = TooltipExtension(glossary.Glossary([]))
_notes: dict[str, Noted] = {}  # what was marked on the page of each text, by its slug
_words: dict[str, str] = {}  # the script with the words of each text
_onward: dict[str, Any] = {}  # where each text leads to, as `clean.py write` found
_slug = ""  # of the text whose page is being made


def on_startup(*, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Remember whether a person is looking while writing."""
    global _serving
    _serving = command == "serve"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Clean what has changed (serve only), and give Markdown the glossary."""
    docs = Path(config.docs_dir)
    if _serving:
        try:
            _rewrite(docs)
        except EditionError as error:  # the pages of before stay up until the input is mended
            _log.error(error)
    global _terms
    terms = _glossary(docs)
    _terms = TooltipExtension(terms)
    _notes.clear()
    _words.clear()
    extensions = [
        _terms,
        CrossrefExtension(_table(docs / "parallels" / "pointers.json"), lambda: _slug),
    ]
    _onward.clear()
    _onward.update(_table(docs / "texts" / "onward.json"))
    _searched.clear()
    _forms.clear()
    _forms.update({f"terms/{term.slug}.md": term.variants for term in terms.terms.values()})
    config.extra["software"] = _software()
    config.markdown_extensions += extensions  # type: ignore[arg-type]  # Markdown takes both
    return config


def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Remember which text is about to be converted: an extension is not told."""
    global _slug
    _slug = Path(page.file.src_uri).stem if page.meta.get("kind") == "text" else ""
    return markdown


def _software() -> list[tuple[str, str]]:
    """What the colophon names: (package, version) as installed."""
    names = ("mkdocs", "mkdocs-material", "pymdown-extensions", "Markdown", "OpenCC")
    return [(name, metadata.version(name)) for name in names]


def _glossary(docs: Path) -> glossary.Glossary:
    try:
        return glossary.load(docs / "glossary")
    except EditionError as error:
        if not _serving:
            raise Abort(str(error)) from None
        return glossary.Glossary([])  # _rewrite has said what is wrong


def _rewrite(docs: Path) -> None:
    built = write_all(docs)
    if stale := len(built.changed) + len(built.orphans):
        _log.info("%d pages cleaned anew", stale)


def _table(path: Path) -> dict[str, Any]:
    """What `clean.py write` counted and found; a collection may have none yet."""
    return dict(json.loads(path.read_text("utf-8"))) if path.exists() else {}


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Add a page for each text that sets it beside its witness."""
    for markdown, record in _texts(Path(config.docs_dir)):
        front: dict[str, object] = {"title": f"底本对读：{_title(markdown)}", "kind": "collation"}
        front |= {"text": markdown.stem, "witness": record.header["witness"]}
        front |= {"search": {"exclude": True}, "hide": ["toc"]}
        uri = f"compare/{markdown.stem}.md"
        files.append(File.generated(config, uri, content=front_matter(front) + "# 底本对读\n"))
    return files


def on_page_context(context: dict[str, Any], *, page: Page, **_: object) -> dict[str, Any]:
    """What the templates of a text's two pages need besides its Markdown."""
    kind = page.meta.get("kind")
    if kind in ("text", "collation") and page.file.src_uri.startswith(("texts/", "compare/")):
        docs = Path(context["config"].docs_dir)
        found = _collation(docs / "texts" / Path(page.file.src_uri).name)
        if found:
            context["classes"] = CLASSES
            context["collation"] = found
            context["shares"] = collation.shares(found.edits)
            context["removed"] = collation.removed(found)
            context["rows"] = collation.rows(found) if kind == "collation" else []
            context["length"] = length = collation.length(found)
            context["minutes"] = indexes.minutes(length)
    if kind == "text":
        context["facts"] = FACTS
        context["onward"] = _onward.get(Path(page.file.src_uri).stem)
    return context


def on_page_content(content: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Remember which terms the page has that was just converted, and its words; take it into our
    index."""
    if _slug:
        _notes[_slug] = _terms.noted
        _words[_slug] = previews.script(_slug, html.unescape(str(page.title)), content)
    wanted = page.meta.setdefault("search", {})
    if not wanted.get("exclude"):
        title, source = str(page.title or ""), page.file.src_uri
        forms = _forms.get(source, ())
        _searched[source] = searchpage.page(page.url, content, page.meta, title, forms)
        wanted["exclude"] = True  # from the index of the search plugin, which nobody reads
    return content


@event_priority(-50)  # after the search plugin writes its index, before `offline` copies it
def on_post_build(*, config: MkDocsConfig) -> None:
    """Write what is loaded when it is asked for: by the search, and beside each text."""
    _write_search(Path(config.docs_dir), Path(config.site_dir) / "search")
    _write_proofs(config)


def _write_search(docs: Path, folder: Path) -> None:
    """Our index, and its address where every page looks: in the plugin's own, which is left as
    it came but for that, and empty."""
    stock = folder / "search_index.json"
    if not stock.exists():
        return
    code = searchindex.code(docs / "assets" / "javascripts")
    script = (code + searchindex.index(_searched.values())).encode()
    name = f"texts-{hashlib.sha256(script).hexdigest()[:10]}.js"
    (folder / name).write_bytes(script)
    said = json.loads(stock.read_text("utf-8"))
    said["config"]["index"] = f"search/{name}"
    stock.write_text(json.dumps(said), "utf-8")


def _write_proofs(config: MkDocsConfig) -> None:
    """What a reader can download of each text, and what 核验 loads."""
    site = Path(config.site_dir) / "texts"
    uses = _table(Path(config.docs_dir) / "terms" / "uses.json")
    for slug, noted in _notes.items():
        (site / f"{slug}.notes.js").write_text(notes.script(noted, uses), "ascii")
    for slug, script in _words.items():
        (site / f"{slug}.words.js").write_text(script, "ascii")
    for markdown, record in _texts(Path(config.docs_dir)):
        text = markdown.read_text("utf-8")
        lines = markdown.with_suffix(".edits.jsonl").read_text("utf-8")
        found = _collation(markdown)
        if found:
            script = proof.script(text, lines, record, found.witness)
            (site / f"{markdown.stem}.record.js").write_text(script, "ascii")
        (site / markdown.name).write_bytes(markdown.read_bytes())


def _texts(docs: Path) -> list[tuple[Path, Apparatus]]:
    """The texts that have a record. One that has none is shown without what is made of it."""
    paths = sorted((docs / "texts").glob("*.edits.jsonl"))
    pairs = [(path.with_name(path.name.replace(".edits.jsonl", ".md")), path) for path in paths]
    return [(markdown, _record(path)) for markdown, path in pairs if markdown.exists()]


def _record(path: Path) -> Apparatus:
    try:
        return apparatus.parse(path.read_text("utf-8").split("\n")[:-1], path)
    except (EditionError, UnicodeDecodeError) as error:
        raise Abort(str(error)) from None


def _title(markdown: Path) -> str:
    head = markdown.read_text("utf-8").split("\n---\n", 1)[0]
    row = next((line for line in head.split("\n") if line.startswith("title: ")), 'title: ""')
    return html.unescape(str(json.loads(row.removeprefix("title: "))))


def _collation(markdown: Path) -> Collation | None:
    """None, and a warning (a strict build ends), where a page does not fit its record."""
    record = markdown.with_suffix(".edits.jsonl")
    try:
        return collation.collate(markdown.read_text("utf-8"), _record(record))
    except (OSError, EditionError) as error:
        _log.warning("%s: %s", markdown.name, error)
        return None
