"""What was taken out of a text as its site's words, which later steps may call as evidence."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from edition.edit import Edit


@dataclass(slots=True)
class SiteWords:
    """The words by where they stood: ``every`` of them, those ``around`` the text, and those ``below`` its
    last line. ``amid``: the rules of words that stand amid it."""

    amid: Collection[str] = ()
    every: str = ""
    around: str = ""
    below: str = ""

    def take(self, text: str, edits: Collection[Edit]) -> None:
        """Take in the ``edits`` of one step, in order, that are made to ``text``."""
        self.every += "".join(edit.old for edit in edits)
        self.around += "".join(edit.old for edit in edits if edit.rule not in self.amid)
        below, end = "", len(text)
        for edit in reversed(tuple(edits)):
            if edit.new.strip() or text[edit.end : end].strip():
                break
            below, end = edit.old + below, edit.start
        self.below = below + self.below
