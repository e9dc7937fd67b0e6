"""Previews: the words of a text's paragraphs, as a script that other pages can load.

A link that leads into a text shows the paragraph before the reader goes there. Pages on disk may
load scripts and nothing else, so it is a script.
"""

from __future__ import annotations

import html
import json
import re

_PARAGRAPH = re.compile(r'<p\b[^>]*\bid="(p\d+)"[^>]*>(.*?)</p>', re.DOTALL)
_POINTER = re.compile(r'<a class="seealso".*?</a>', re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


def script(slug: str, title: str, content: str) -> str:
    """The script of one text. ``content`` is its page as HTML: our own, in which every < of the
    text itself is escaped."""
    paragraphs = {
        id: html.unescape(_TAG.sub("", _POINTER.sub("", words)))
        for id, words in _PARAGRAPH.findall(content)
    }
    data = json.dumps({"slug": slug, "title": title, "paragraphs": paragraphs})
    return f"jiaodu.previewed({data});\n"
