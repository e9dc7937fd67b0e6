"""Code that stands in a text without fences: lines that have the shape of a program's.

In: a text. Out: the spans (offsets in code points) of stretches of such lines, two or more one
below the other; comments and blank lines between them belong to them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from edition import data
from edition.cleaning.patterns import pattern

_FEWEST = 2
_NAME = r"[A-Za-z_$][\w.$\[\]'\"]*"
_BESIDE = pattern(r"[ \t]*(?:(?:#|//|/\*|\*)[^\n]*)?")
_SHAPE = pattern(r"[(){}\[\];=/\"|<>]")
_SIGNS = pattern(r"[=(){}\[\]\"'$#]")
_ENTITY = pattern(
    r"&(?:#\d{1,6}|#x[\da-fA-F]{1,5}|[a-z]{2,6});"
)  # its semicolon ends no instruction
_OBJECT = pattern(r'[ \t]*\{\s?"[^"\n]{1,40}"\s?:[^\n]*\}[;,]?[ \t]*')  # of JSON, whole on one line


@cache
def _code() -> re.Pattern[str]:
    """A line of a program."""
    commands = "|".join(data.table("code")["commands"])
    return pattern(
        # a member of JSON; brackets alone; the head of a block
        r'[ \t]*(?:"[^"\n]{1,40}" ?: ?[^\n]*[\[{,\]}"\w]|[{}\[\]()]+[;,]?'
        r"|(?:def|class|for|while|if|elif|else|try|except|finally|with|switch|func|fn|function)\b[^。\n]*[:{]"
        # a word of a language with what it takes
        r"|(?:[ \t]+return|return(?=[^\n]*;)|import(?= [\w.]+;?$)|from [\w.]+ import|const|let|var|#include|package)\b"
        r"[^。\n]*"
        # commands that pass on what they write; one with a path, an option or a string
        r"|(?:\$ )?[a-z][!-~]*(?: [!-~]+)*? (?:\||<|>>?|&&) [!-~ ]*\w"
        rf"|(?:\$ |# )?(?:sudo |time )?(?:{commands})"
        r"(?: [^。\n]*[./\"'-][^。\n]*|(?: [!-~]+)*)|[^。\n]*; (?:do|done|then|fi)\b[^。\n]*"
        # an assignment, a call, an instruction
        rf"|{_NAME}(?: {_NAME})? ?[-+*/|]?= ?[^=。\n]+|{_NAME}\([^。\n]*\)[;{{]?|(?=[^\n]{{0,80}}\w)[^。\n]*[;{{])"
        r"[ \t]*(?:(?:#|//)[^\n]*)?"
    )


def may_have(text: str) -> bool:
    """Could there be code in it? A quick look for most texts."""
    return any(sign in text for sign in data.words("code", "signs"))


def stretches(text: str) -> Iterator[tuple[int, int]]:
    """Where code begins and ends."""
    at = start = end = count = 0
    code = _code()
    for row in text.split("\n"):
        stop = at + len(row)
        line = _ENTITY.sub(" ", row) if "&" in row else row
        if _OBJECT.fullmatch(line):
            start, count = (start if count else at), count + _FEWEST
            end = stop
        elif code.fullmatch(line) and not _is_prose(line):
            start, count = (start, count + 1) if count else (at, 1)
            end = stop
        elif not (count and _BESIDE.fullmatch(line)):
            if count >= _FEWEST and _SHAPE.search(text, start, end):
                yield start, end
            count = 0
        at = stop + 1
    if count >= _FEWEST and _SHAPE.search(text, start, end):
        yield start, end


def _is_prose(line: str) -> bool:
    """A Chinese sentence or the point of a list (《建筑施工安全检查标准》JGJ59-99;) that only ends like
    an instruction?"""
    han = sum("\u3400" <= char <= "\u9fff" for char in line)
    return (2 if _SIGNS.search(line) else 3) * han > len(line.strip())
