"""What MkDocs calls: the only module that imports mkdocs.

MkDocs puts ``scripts/`` on the path only while it loads this file, so it is put there for good.
On `mkdocs serve` the texts are cleaned again whenever an input changes; on `mkdocs build` the
committed pages are built as they are.
"""

from __future__ import annotations

import hashlib
import json
import logging
import sys
from pathlib import Path
from typing import Literal

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

sys.path.insert(0, str(Path(__file__).resolve().parent))

from clean import write_all
from edition import collection, glossary, searchindex
from edition.errors import EditionError
from edition.tooltips import TooltipExtension

_log = logging.getLogger("mkdocs.hooks.jiaodu")
_serving = False
_searched: dict[str, searchindex.Page] = {}
_forms: dict[str, tuple[str, ...]] = {}


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
    terms = _glossary(docs)
    _searched.clear()
    _forms.clear()
    _forms.update({f"terms/{term.slug}.md": _names(term) for term in terms.terms.values()})
    extension = TooltipExtension(terms, _uses(docs))
    config.markdown_extensions.append(extension)  # type: ignore[arg-type]  # Markdown takes both
    return config


def _glossary(docs: Path) -> glossary.Glossary:
    try:
        return glossary.load(docs / "glossary")
    except EditionError as error:
        if not _serving:
            raise Abort(str(error)) from None
        return glossary.Glossary([])  # _rewrite has said what is wrong


def _rewrite(docs: Path) -> None:
    built = collection.build(docs)
    changed, orphans = collection.differing(built, docs)
    write_all(docs, {name: built.files[name] for name in changed})
    for name in orphans:
        (docs / name).unlink()
    if changed or orphans:
        _log.info("%d pages cleaned anew", len(changed) + len(orphans))


def _uses(docs: Path) -> dict[str, int]:
    """How often each term stands in the collection, as `clean.py write` counted."""
    path = docs / "terms" / "uses.json"
    return dict(json.loads(path.read_text("utf-8"))) if path.exists() else {}


# ---- search ----------------------------------------------------------------------------------


def _names(term: glossary.Term) -> tuple[str, ...]:
    """What a term is called besides the title of its page."""
    return term.variants


def on_page_content(html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Take the page into our index, and keep it out of the search plugin's, which is not read."""
    wanted = page.meta.setdefault("search", {})
    if not wanted.get("exclude"):
        title, source = str(page.title or ""), page.file.src_uri
        forms = _forms.get(source, ())
        _searched[source] = searchindex.page(page.url, html, page.meta, title, forms)
        wanted["exclude"] = True
    return html


@event_priority(-50)  # after the search plugin writes its index, before `offline` copies it
def on_post_build(*, config: MkDocsConfig) -> None:
    """Write our index, and its address where every page looks: into the plugin's own, which is
    left as it came but for that, and empty."""
    folder = Path(config.site_dir) / "search"
    stock = folder / "search_index.json"
    if not stock.exists():
        return
    code = searchindex.code(Path(config.docs_dir) / "assets" / "javascripts")
    script = (code + searchindex.index(_searched.values())).encode()
    name = f"texts-{hashlib.sha256(script).hexdigest()[:10]}.js"
    (folder / name).write_bytes(script)
    said = json.loads(stock.read_text("utf-8"))
    said["config"]["index"] = f"search/{name}"
    stock.write_text(json.dumps(said), "utf-8")
