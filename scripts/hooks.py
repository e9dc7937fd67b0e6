"""What MkDocs calls: the only module that imports mkdocs.

MkDocs puts ``scripts/`` on the path only while it loads this file, so it is put there for good.
On `mkdocs serve` the texts are cleaned again whenever an input changes; on `mkdocs build` the
committed pages are built as they are.
"""

from __future__ import annotations

import json
import logging
import sys
from pathlib import Path
from typing import Any, Literal

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

sys.path.insert(0, str(Path(__file__).resolve().parent))

from clean import write_all
from edition import collection, glossary
from edition.crossrefs import CrossrefExtension
from edition.errors import EditionError
from edition.tooltips import TooltipExtension

_log = logging.getLogger("mkdocs.hooks.jiaodu")
_serving = False
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
    extensions = [
        TooltipExtension(_glossary(docs), _table(docs / "terms" / "uses.json")),
        CrossrefExtension(_table(docs / "parallels" / "pointers.json"), lambda: _slug),
    ]
    config.markdown_extensions += extensions  # type: ignore[arg-type]  # Markdown takes both
    return config


def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Remember which text is about to be converted: an extension is not told."""
    global _slug
    _slug = Path(page.file.src_uri).stem if page.meta.get("kind") == "text" else ""
    return markdown


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


def _table(path: Path) -> dict[str, Any]:
    """What `clean.py write` counted and found; a collection may have none yet."""
    return dict(json.loads(path.read_text("utf-8"))) if path.exists() else {}
