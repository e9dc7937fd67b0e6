"""The one kind of error that a maintainer can mend."""

from __future__ import annotations


class EditionError(Exception):
    """Something in an input file is wrong.

    ``where`` names the file (and line, as ``file:line``), ``what`` says what is wrong and
    ``remedy`` what to do about it. Commands print it and exit with 1.
    """

    def __init__(self, where: object, what: str, remedy: str) -> None:
        super().__init__(f"{where}: {what}\n  remedy: {remedy}")
        self.where = str(where)
        self.what = what
        self.remedy = remedy
