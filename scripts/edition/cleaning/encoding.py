"""encoding (编码损坏): characters that no author wrote.

`characters` takes out what has no ink and undoes character references; `injections` takes out
the pinyin that a site put in brackets after a character. Runs that the same injection shifted
by one byte are in `shift`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from edition import data
from edition.cleaning.patterns import pattern
from edition.edit import Edit

CLS = "encoding"

_LETTERS = "A-Za-zÀ-ɏḀ-ỿ\u0300-\u036f\u0261"
# A gloss as injected: 設(shè), 會(huì ). Whole syllables only.
_GLOSS = pattern(rf"([\u3400-\u9fff])\(([{_LETTERS}]{{1,6}})\s?\)")
_HAN = pattern(r"[\u3400-\u9fff]")
_HAN_RUN = pattern(r"[\u3400-\u9fff]+")
_RARE = -9.0  # nats: one character in 8,000; on injected pages half of the kinds are above -7.5


@cache
def _unwanted() -> tuple[re.Pattern[str], dict[str, str]]:
    table = data.table("characters")
    new = dict.fromkeys(table["invisible"], "")
    new |= dict.fromkeys(table["spaces"], " ")
    new |= dict.fromkeys(table["breaks"], "\n")
    names = "|".join(table["entities"])
    unwanted = pattern(
        rf"\r\n?|[{''.join(new)}]|[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff]"
        rf"|[\udc80-\udcff]+|&(?:{names}|\#[0-9]{{2,6}}|\#x[0-9A-Fa-f]{{2,5}});"
        r"|[\u2e80-\u2fdf\uf900-\ufaff]"
    )
    return unwanted, new


def characters(text: str) -> Iterator[Edit]:
    """Line ends, invisible and control characters, character references, radicals that stand
    for characters (Kangxi ⼀, compatibility 說), bytes that are no text in the file's encoding
    (they travel as lone surrogates, PEP 383)."""
    unwanted, plain = _unwanted()
    entities = data.table("characters")["entities"]
    for match in unwanted.finditer(text):
        old = match[0]
        if old[0] == "\r":
            yield Edit(match.start(), old, "\n", CLS, "line-ends")
        elif old in plain:
            yield Edit(match.start(), old, plain[old], CLS, "invisible-characters")
        elif old[0] == "&":
            new = _referent(old[1:-1], entities)
            if new is not None:
                yield Edit(match.start(), old, new, CLS, "character-references")
        elif "\udc80" <= old[0] <= "\udcff":
            yield Edit(match.start(), old, "\N{REPLACEMENT CHARACTER}", CLS, "undecodable-bytes")
        elif ord(old) >= 0x2E80:
            new = unicodedata.normalize("NFKC", old)
            if new != old and len(new) == 1:
                yield Edit(match.start(), old, new, CLS, "compatibility-characters")
        else:
            yield Edit(match.start(), old, "", CLS, "invisible-characters")


def _referent(name: str, entities: dict[str, str]) -> str | None:
    """What a character reference stands for, if that is a character that may stand in text."""
    if not name.startswith("#"):
        return entities[name]
    point = int(name[2:], 16) if name[1] in "xX" else int(name[1:])
    if point in (0x0A, 0x0D):
        return "\n"
    if point == 0xA0:
        return " "
    char = chr(point) if point < 0x110000 else ""
    return char if char and unicodedata.category(char)[0] in "LNPSZM" else None


def injections(text: str) -> Iterator[Edit]:
    """Pinyin in brackets that a site put after characters: 設(shè) → 設.

    Only on pages that show the pattern (see `_is_injection`), and only a reading of the very
    character before it, so that an author's gloss stays.
    """
    if "(" not in text:
        return
    glosses = _glosses(text)
    if not _is_injection(text, glosses):
        return
    for match in glosses:
        gloss = text[match.end(1) : match.end()]
        yield Edit(match.start(1), match[1] + gloss, match[1], CLS, "injected-pinyin")


def is_injected_page(text: str) -> bool:
    """Does this page show the injection, rather than an author's glosses?"""
    return "(" in text and _is_injection(text, _glosses(text))


def _glosses(text: str) -> list[re.Match[str]]:
    return [m for m in _GLOSS.finditer(text) if data.reads(m[1], m[2])]


def _is_injection(text: str, glosses: list[re.Match[str]]) -> bool:
    """Injection or gloss?

    An author glosses a rare character once, or a list of them; the injection replaces bytewise,
    so it hits every occurrence of each character on its list, in the middle of words, all of them
    characters that differ from their Simplified form (design notes on damage, 1.2 and 1.3).
    """
    if len(glosses) < 3:
        return False
    glossed = [match[1] for match in glosses]
    kinds = set(glossed)
    traditional = sum(_is_traditional_only(char) for char in glossed)
    if traditional < 0.8 * len(glossed) or sum(map(_inside, glosses)) < 0.5 * len(glosses):
        return False
    repeated = len(glossed) / sum(text.count(char) for char in kinds)
    han = len(text) - len(_HAN_RUN.sub("", text))
    # A primer glosses whole sentences, so also the characters that both scripts share.
    pure = traditional >= 0.95 * len(glossed)
    return (pure or (len(glossed) < 0.6 * han and repeated >= 0.7)) and (
        len(glossed) >= 1.5 * len(kinds) or _usual(kinds)
    )


def _inside(gloss: re.Match[str]) -> bool:
    """Does a gloss stand among Han characters, not in a list of characters?"""
    text = gloss.string
    around = text[max(0, gloss.start() - 1) : gloss.start()] + text[gloss.end() : gloss.end() + 1]
    return _HAN.search(around) is not None


def _usual(kinds: set[str]) -> bool:
    """Are half of these characters too usual for an author to gloss them once (烏龜(guī) is not,
    建設(shè) is)?"""
    from edition.cleaning import language

    worth = sorted(language.gain("", language.folded(char)) for char in kinds)
    return worth[len(worth) // 2] >= _RARE


@cache
def _is_traditional_only(char: str) -> bool:
    from edition.cleaning.script import simplified

    return simplified(char) != char
