"""What steps took out of a text, which later ones call as evidence."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from edition.cleaning import frame
from edition.cleaning.lines import fold
from edition.cleaning.patterns import pattern
from edition.cleaning.script import simplified
from edition.edit import Edit

_NO_LETTER = re.compile(r"\W+")
_BARE = " \t\n\u3000•·*-"  # around the words of a line
# (上接第1版) above the first sentence.
_REST, _ENDED = pattern(r"[(（]上?接"), pattern(r"[，。！？；]")
_LONGEST = 100  # characters of a title with the blank lines below it
_HEADS, _ENTRIES, _AUTHOR = "edit-link", "contents-pages", "author"  # rules


@dataclass(slots=True)
class Traces:
    """The words of the site by where they stood: ``every`` of them, those ``around`` the text, and those
    ``below`` its last line (``amid``: the rules of words that stand amid it), where the layout's count too; is
    it ``headless``, the rest of what another page began; the ``facts`` on the text, as the page had them. And what was known of lines by what is gone: ``heads`` had a link to edit their
    section, ``entries`` the number of a page, ``titled`` the facts on the page right below; ``paged`` are
    the lines that named the text with the number of a page (青溪旧志_第3页)."""

    amid: Collection[str] = ()
    every: str = ""
    around: str = ""
    below: str = ""
    facts: str = ""
    paged: str = ""
    headless: bool = False
    heads: set[str] = field(default_factory=set)
    entries: set[str] = field(default_factory=set)
    titled: set[str] = field(default_factory=set)

    def take(self, cls: str, text: str, edits: Collection[Edit]) -> None:
        """Take in the ``edits`` of one step of a class, in order, that are made to ``text``."""
        done = 0
        for edit in edits:
            if edit.rule in (_HEADS, _ENTRIES):
                known = self.heads if edit.rule == _HEADS else self.entries
                begin = max(done, text.rfind("\n", 0, edit.start) + 1)
                if edit.old:
                    known.add(letters(text[begin : edit.start]))
                done = edit.end
        if cls in ("chrome", "metadata"):
            self.titled.update(_above_facts(text, edits))
        if cls == "metadata":
            self.facts += "".join(edit.old for edit in edits)
        if cls == "furniture":
            self.paged += "\n".join(edit.old for edit in edits if "_第" in edit.old)
            self.headless |= any(
                _REST.match(edit.old.strip()) and not _ENDED.search(text, 0, edit.start)
                for edit in edits
            )
        if cls == "chrome":
            self.every += "".join(edit.old for edit in edits)
            self.around += "".join(edit.old for edit in edits if edit.rule not in self.amid)
        if cls not in ("chrome", "furniture"):
            return
        below, end = "", len(text)
        for edit in reversed(tuple(edits)):
            if edit.new.strip() or text[edit.end : end].strip():
                break
            begins = text[edit.start - 1 : edit.start] == "\n"
            below, end = ("\n" if begins else "") + edit.old + below, edit.start
        self.below = below + self.below


def _above_facts(text: str, edits: Collection[Edit]) -> Iterator[str]:
    """The lines that stay right above the facts on the page (when it was put up, from where, by whom)."""
    above, end = "", -1
    for edit in edits:
        if edit.start != end:
            above = text[max(0, edit.start - _LONGEST) : edit.start].rstrip().rpartition("\n")[2]
        end = edit.end
        told = edit.rule == _AUTHOR or frame.tells_of_page(fold(simplified(edit.old.strip(_BARE))))
        if above and edit.old and told:
            yield letters(above)


def letters(line: str) -> str:
    """A line as it is known again when blanks and marks were mended, and its script."""
    return _NO_LETTER.sub("", simplified(line))
