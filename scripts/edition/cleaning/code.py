"""Code that stands in a text without fences: lines that have the shape of a program's.

    def 数(self, 船,            the head of a block, wrapped
            岸):                a line that only goes on
        # 先看船                a comment, in any language
        return 船[岸]

In: a text. Out: the spans (offsets in code points) of stretches of such lines. Two lines that are
code by themselves make one, or fewer with lines about them that could be code; comments, blank
lines between them and what goes on belong to them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from edition import data
from edition.cleaning.patterns import pattern

_SURE, _LIKE, _ENOUGH = 2, 1, 4  # how much a line speaks for code; how much makes a stretch
_NAME = r"[A-Za-z_$][\w.$\[\]'\"]*"
# Comments; one at the margin may have got a backslash, and above code # 标题 is a heading.
_BESIDE = pattern(r"[ \t]*(?:(?:\\*#|//|/\*|\*)[^\n]*)?")
_COMMENT = pattern(r"[ \t]+(?:#|//|/\*)[^\n]*|//[^\n]*|\\*#(?=[@!\w])[^\n]*")
_SHAPE = pattern(r"[(){}\[\];=/\"|<>]")
_SIGNS = pattern(r"[=(){}\[\]\"'$#]")
_ENTITY = pattern(
    r"&(?:#\d{1,6}|#x[\da-fA-F]{1,5}|[a-z]{2,6});"
)  # its semicolon ends no instruction
_OBJECT = pattern(r'[ \t]*\{\s?"[^"\n]{1,40}"\s?:[^\n]*\}[;,]?[ \t]*')  # of JSON, whole on one line
# What a line may say in any language: a string, and a comment behind its code.
_SAID = pattern(r"\"{3}[^\n]*?\"{3}|\"[^\"\n]*\"|'[^'\n]*'|`[^`\n]*`|(?<=[\s;,{})])(?:#|//)[^\n]*")
_INDENT = pattern(r"(?: {2,}|\t+)(?=\S)")
# A sentence, or the point of a list.
_WORDS = pattern(
    r"(?<![\w.-])[a-z]{2,} [a-z]{2,} [a-z]{2,}(?![\w.-])|[a-z]{3}[.!?]$|^[\[(]?\d{1,3}[\])., ]\s*[A-Za-z]"
)
_PICTURES = pattern(r"(?:\s*<(?:img|iframe|embed|source)\b[^<>]*>)+\s*")  # of a page, not code
_SHAPED = 4  # lines with the signs of programs, where none is code by itself


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
        r"|\$ [a-z][\w./-]*(?: [^。\n]*)?|[a-z][!-~]*(?: [!-~]+)*? (?:\||<|>>?|&&) [!-~ ]*\w"
        rf"|(?:# )?(?:sudo |time )?(?:{commands})"
        r"(?: [^。\n]*[./\"'-][^。\n]*|(?: [!-~]+)*)|[^。\n]*; (?:do|done|then|fi)\b[^。\n]*"
        # an assignment, a call, an instruction, the edge of a graph
        rf"|{_NAME}(?: {_NAME})? ?[-+*/|]?= ?[^=。\n]+|{_NAME}\([^。\n]*\)[;{{]?|(?=[^\n]{{0,80}}\w)[^。\n]*[;{{]"
        rf"|{_NAME}(?:[\[({{]{{1,2}}[^\n]*?[\])}}]{{1,2}})? ?(?:-->|-\.->|==>)[^。\n]*)"
        r"[ \t]*(?:(?:#|//)[^\n]*)?"
    )


def may_have(text: str) -> bool:
    """Could there be code in it? A quick look for most texts."""
    return any(sign in text for sign in data.words("code", "signs"))


def stretches(text: str) -> Iterator[tuple[int, int]]:
    """Where code begins and ends."""
    at = start = end = weight = sure = shaped = 0
    begun = parted = False  # below a line of code or its comment; below a blank line
    code = _code()

    def found() -> Iterator[tuple[int, int]]:
        enough = (sure or shaped >= _SHAPED) and weight >= _ENOUGH
        if enough and _SHAPE.search(text, start, end) and not _PICTURES.fullmatch(text, start, end):
            yield start, end

    for row in text.split("\n"):
        stop = at + len(row)
        line = _ENTITY.sub(" ", row) if "&" in row else row
        speaks = -1
        if _OBJECT.fullmatch(line):
            speaks = _ENOUGH
        elif code.fullmatch(line) and not _is_prose(line):
            speaks = _SURE
        elif _may_go_on(line, parted):
            speaks = _LIKE if _INDENT.match(line) else 0
        elif _COMMENT.fullmatch(line):
            speaks = 0
        if speaks >= 0:
            if not begun:
                start, weight, sure, shaped = at, 0, 0, 0
            begun, end = True, stop
            weight, sure = weight + speaks, sure + (speaks >= _SURE)
            shaped += _SIGNS.search(line) is not None
        elif not (begun and _BESIDE.fullmatch(line)):
            if begun:
                yield from found()
            begun = False
        parted = not row.strip()
        begun = begun and bool(weight or not parted)
        at = stop + 1
    if begun:
        yield from found()


def _may_go_on(line: str, parted: bool) -> bool:
    """Could it be code: but for what it says in strings and comments all Latin, with no sentence; set in,
    or with the signs of programs and no blank line above?"""
    set_in = _INDENT.match(line)
    if not line.strip() or (not set_in and (parted or not _SIGNS.search(line))):
        return False
    bare = _SAID.sub('""', line).rstrip()
    if not bare.isascii() or _WORDS.search(bare[set_in.end() :] if set_in else bare):
        return False
    return bool(set_in) or len(bare.split()) < 9


def _is_prose(line: str) -> bool:
    """A Chinese sentence or the point of a list (《建筑施工安全检查标准》JGJ59-99;) that only ends like
    an instruction?"""
    han = sum("\u3400" <= char <= "\u9fff" for char in line)
    return (2 if _SIGNS.search(line) else 3) * han > len(line.strip())
