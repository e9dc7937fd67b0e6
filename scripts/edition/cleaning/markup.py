"""chrome (网站附加文字): what is left in the prose of the markup of a page or an editor's program.

    第一段<br>第二段        a tag; one that breaks the line in a browser becomes a break
    **第一段**            asterisks around lines, of a text with no other Markdown

In: a text. Out: edits (offsets in code points).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set

from edition import data
from edition.cleaning.lines import HAN
from edition.cleaning.patterns import pattern
from edition.edit import Edit, apart

CLS = "chrome"

_BREAKING = pattern(r"</?(?:br|p|div|tr|li|ul|ol|table|h[1-6]|center)\b", re.IGNORECASE)
_TAG = pattern(r"</?[a-z]+[1-6]?")
_BOLD = pattern(r"^\*\*(?=[^\s*])[^*\n]{2,80}(?<!\s)\*\*$", re.MULTILINE)
_MARKDOWN = pattern(r"^#{1,6} |^```|\]\(|^[-*+] |^\|", re.MULTILINE)
_FIELD_TAG, _FEWEST_FIELDS = pattern(rf"^<[{HAN}]{{1,4}}>[ \t]*", re.MULTILINE), 2
# Before the first sentence of an abstract; the site may have a line of its own above it.
_OF_DATABASE = pattern(rf"^[^\S\n]*+(?P<mark><正>)(?=\s?[{HAN}“《])", re.MULTILINE)
_PILCROW, _FEWEST_SIGNS = pattern(rf"¶(?<=[{HAN}，。；：、！？”]¶)"), 4
# What is left of a tag or a reference at the head of a paragraph that was cut amid it: ndent: 2em;">, sp;
_HALF_TAG = pattern(
    r"^[ \t\u3000]*(?:(?:[a-z-]++ ?+: ?+[^;:\"<>\n]{1,40}+; ?+)++[\"'] ?/?>|(?:n?b?sp;)+)[ \t\u3000]*",
    re.MULTILINE,
)
_FEWEST_BOLD = 2
_BBCODE = pattern(
    r"\[/?(?:size|b|i|u|s|color|font|align|center|left|right|p|indent|table|tr|td|list|float|quote|backcolor|url|img)"
    r"(?:=[^\]\n]{1,60})?\]",
    re.IGNORECASE,
)
_FEWEST_CODES = 3
_APART = pattern(rf" [{HAN}]|[{HAN}] ")
_OPENING, _CLOSING = frozenset("`“‘「『"), frozenset("`”’」』")
_TAG_WORDS = frozenset(("标签", "標籤", "标记", "標記", "元素"))


def bbcode(text: str) -> Iterator[Edit]:
    """The codes of a forum's editor: [size=10.5pt]…[/size], three at least, one of which closes."""
    found = list(_BBCODE.finditer(text)) if "[/" in text else []
    if len(found) >= _FEWEST_CODES and "```" not in text and not _speaks(text):
        yield from (Edit(m.start(), m[0], "", CLS, "markup-tags") for m in found)


def _speaks(text: str) -> bool:
    return any(word in text for word in ("BBCode", "UBB", "代码", "标签"))


def spans(text: str) -> Iterator[Edit]:
    """Tags that were left in the prose, and what else of markup; one that breaks the line in a browser
    becomes a break. In order and apart."""
    yield from apart(sorted([*_named(text), *_half(text), *_bold(text), *_tags(text)]))


def _tags(text: str) -> Iterator[Edit]:
    """Tags, not in a text with code in it, nor where a tag is what is spoken of (用“<br>”换行)."""
    if "<" not in text or "```" in text or "](" in text:
        return
    tags = {*_TAG.findall(text.lower())}
    for row in data.table("chrome")["inline"]:
        for match in re.compile(row["pattern"], re.IGNORECASE).finditer(text):
            if not _spoken_of(text, match) and _is_residue(tags, match[0]):
                new = "\n" if _BREAKING.match(match[0]) else ""
                yield Edit(match.start(), match[0], new, CLS, row["rule"])


def _half(text: str) -> Iterator[Edit]:
    """What is left of a tag or a reference at the head of a paragraph."""
    if ";" in text:
        yield from (Edit(m.start(), m[0], "", CLS, "markup-tags") for m in _HALF_TAG.finditer(text))


def _named(text: str) -> Iterator[Edit]:
    """Chinese names of fields in angle brackets, as a database wrote them before their lines (<篇名>洗冤集录):
    two at least; and signs for the ends of lines."""
    if begins := _OF_DATABASE.search(text):
        yield Edit(begins.start("mark"), begins["mark"], "", CLS, "markup-tags")
    found = list(_FIELD_TAG.finditer(text)) if "<" in text else []
    if len(found) >= _FEWEST_FIELDS:
        yield from (Edit(m.start(), m[0], "", CLS, "markup-tags") for m in found)
    signs = list(_PILCROW.finditer(text)) if "¶" in text else []
    if len(signs) >= _FEWEST_SIGNS:
        yield from (Edit(m.start(), "¶", "", CLS, "markup-tags") for m in signs)


def _bold(text: str) -> Iterator[Edit]:
    """The asterisks around lines, of a text that has no other Markdown: an editor's program left them.
    (Around words they are the author's emphasis.)"""
    lone = list(_BOLD.finditer(text)) if "**" in text else []
    if len(lone) < _FEWEST_BOLD or text.count("**") != 2 * len(lone) or _MARKDOWN.search(text):
        return
    for match in lone:
        yield Edit(match.start(), "**", "", CLS, "markup-tags")
        yield Edit(match.end() - 2, "**", "", CLS, "markup-tags")


def _is_residue(tags: Set[str], tag: str) -> bool:
    """Is it a tag as pages have them: one with attributes, one that needs no partner, or one
    whose partner stands in the text too?"""
    name = re.sub(r"\W", "", tag.split()[0]).lower()
    if " " in tag.strip() or name in ("br", "p", "img", "hr"):
        return True
    return {f"<{name}", f"</{name}"} <= tags


def _spoken_of(text: str, match: re.Match[str]) -> bool:
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 2]
    if _APART.match(text, match.end()) and _APART.match(text, max(0, match.start() - 2)):
        return True  # 写 <br> 就是换行
    return before in _OPENING or after[:1] in _CLOSING or after in _TAG_WORDS
