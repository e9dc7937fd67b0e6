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
from urllib.parse import unquote_to_bytes

from edition import data
from edition.cleaning import code, mojibake
from edition.cleaning.breaks import parts
from edition.cleaning.patterns import pattern
from edition.edit import Doubt, Edit, apart

CLS = "encoding"

_NARROW_LETTERS = {wide: wide - 0xFEE0 for wide in (*range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
_LETTERS = "A-Za-zÀ-ɏḀ-ỿ\u0300-\u036f\u0261"
_EMOJI = "\u23e9-\u23ff\u25aa-\u27bf\u2934\u2935\u2b00-\u2bff\U0001f000-\U0001faff"
_FACE = rf"\([{_EMOJI}]\ufe0f?\)"
# A gloss as injected: 設(shè), 會(huì ), 设（she4）, 我(wo)(wo), 来(lá(🌨)i ). Whole syllables only.
# (The bracket comes first, as it is rare; the character before it is looked at then.)
_GLOSSES = tuple(
    pattern(
        rf"{opening}(?<=[\u3400-\u9fff)].)([{_LETTERS}](?:[{_LETTERS}]|{_FACE}){{0,9}})[1-5]?\s?{closing}"
        rf"(?:{opening}\1[1-5]?\s?{closing})*"
    )
    for opening, closing in ((r"\(", r"\)"), ("（", "）"))
)
_FACES = pattern(rf"\((?<=[\u3400-\u9fff）)]\()[{_EMOJI}]\ufe0f?\)")
# Not ○ △ ☆ and other shapes that authors write (一九三○年, 得了△号).
_BARE_FACES = pattern(
    r"[☀-☄☇-\u27bf\U0001f000-\U0001faff]\ufe0f?(?<=[\u3400-\u9fff].)(?=[\u3400-\u9fff，。；、,;])"
)
_MARKS_BEHIND = "，。；、,;"
_HAN_RUN = pattern(r"[\u3400-\u9fff]+")
_JOINER = "\u200d"
_EMOJI_CHAR = pattern(rf"[{_EMOJI}\u2640\u2642\u2695\u2764]")
_DOUBLED = pattern(r"^(?:amp;)+")
_ALL_CHINESE = pattern(r"(?=.*[\u3400-\u9fff])[\u2010-\u2026\u3000-\u9fff\uff00-\uffef\w]+")
_NEAR = 200  # characters of a line on either side that tell what it speaks of
_WRITTEN_BREAK = pattern(
    r"(?<=[。！？!?”…>])\s?(?:(?:\\r)?\\n|\\r)(?:[ \u3000]*\\[rnt])*(?=[\u3400-\u9fff“《（(<\s]|\Z)"
)
_LONE_BREAK = pattern(
    r"(?:(?<=[。！？!?”\"…])(?:\\r)?\\n(?=[ \u3000]{0,4}[\u3400-\u9fff“《])"
    r"|(?<=[\u3400-\u9fff])(?:\\r)?\\n(?=[\u3400-\u9fff]{1,4}[：:]))"  # before who speaks
)
# In verse they stand behind any mark, or none.
_WRITTEN_VERSE = pattern(
    r"(?<=[\u3400-\u9fff，；：、。！？”…>,;:.!?])(?:\\r)?\\n(?:[ \u3000]*(?:\\r)?\\n)*(?=[\u3400-\u9fff“《（(<\s]|\Z)"
)
_FEWEST_VERSES = 4
_FEWEST_ESCAPES = 2  # one alone (\\u4e2d) may be spoken of
_MANY = 5  # glosses or faces: fewer show no pattern
_VERY_MANY = 8
_FEWEST_BARE = 2  # emoji without brackets amid the sentences of a page
_WITHIN = 2.0  # nats that say that such a one stands within a phrase
_FEWEST_TORN = 3  # readings without the letter that has the tone
_COMPARED = 3  # readings of one character that a text tells apart
_VERY_USUAL = -6.5  # the same for one in 700: no author glosses 的 and 有
_USUAL = -8.0  # one in 3,000
_AMID = pattern(
    r".(?<=[\u3400-\u9fff].)\([^()]{1,7}\)[\u3400-\u9fff]"
)  # 創(chuàng)建, within a sentence
_RARE = -9.0  # nats: one character in 8,000; on injected pages half of the kinds are above -7.5


@cache
def _unwanted() -> tuple[re.Pattern[str], re.Pattern[str], dict[str, str]]:
    """What a thing that is no text begins with, the whole thing, and what plainly replaces it.
    (Looking for the first character alone is six times as fast.)"""
    table = data.table("characters")
    new = dict.fromkeys(table["invisible"], "")
    new |= dict.fromkeys(table["spaces"], " ")
    new |= dict.fromkeys(table["breaks"], "\n")
    names = "|".join(table["entities"])
    others = "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff"
    others += "\u2e80-\u2fdf\uf900-\ufaff" + "".join(new) + "".join(table["private"])
    # The private use area has little pictures: two for an indent, one behind the last full stop of a
    # paragraph. Elsewhere it may stand for a rare character (in histories, at the head of lines too).
    pictures = "(?:(?<=\n)|^)[\ue000-\uf8ff]{2,}|(?<=[。！？])[\ue000-\uf8ff]+(?=\n|$)"
    first = re.compile(
        rf"{pictures}|[\r&\udc80-\udcff{others}]|\\u[0-9a-fA-F]|(?<![A-Za-z0-9/=?&._-])%[Ee][2-9]%"
    )
    whole = re.compile(
        rf"\r\n?|[{others}]|[\ue000-\uf8ff]+|[\udc80-\udcff]+"
        rf"|&(?:amp;)*(?:{names}|\#[0-9]{{2,6}}|\#x[0-9A-Fa-f]{{2,5}})[;；]|&nbsp(?![A-Za-z=])"
        r"|(?:\\u[0-9a-fA-F]{4})+|(?:%[0-9A-Fa-f]{2}){3,}"
    )
    return first, whole, new


def characters(text: str) -> Iterator[Edit | Doubt]:
    """Line ends, invisible and control characters, character references, radicals that stand
    for characters (Kangxi ⼀, compatibility 說), bytes that are no text in the file's encoding
    (they travel as lone surrogates, PEP 383)."""
    wrong = list(mojibake.runs(text))
    if not wrong:
        yield from _unprintable(text)
        return
    inside = [(run.start, run.end) for run in wrong]
    kept = [e for e in _unprintable(text) if not any(a <= e.start < b for a, b in inside)]
    yield from sorted([*wrong, *kept], key=lambda found: found.start)


def written_breaks(text: str) -> Iterator[Edit]:
    """Line ends that a dump of a database wrote out (。</p>\\r\\n\\r\\n<p>), behind what closes a sentence
    or a tag: two places at least, or one between two tags or between two sentences of a text that says
    nothing of such."""
    if "\\n" not in text and "\\r" not in text:
        return
    found = list(_WRITTEN_BREAK.finditer(text))
    every = list(_WRITTEN_VERSE.finditer(text))
    if len(found) >= _FEWEST_ESCAPES:  # then those behind a heading too
        starts = {match.start() for match in found}
        found = sorted([*found, *(m for m in every if m.start() not in starts)], key=re.Match.start)
    elif len(every) >= max(_FEWEST_VERSES, text.count("\\n") / 2):
        found = every
    alone = list(_LONE_BREAK.finditer(text)) if text.count("\\n") == 1 else []
    lone = len(alone) == 1 and not (is_spoken_of(text, alone[0].start()) or code.may_have(text))
    found = found or alone
    if len(found) >= _FEWEST_ESCAPES or lone or any(map(_is_between_tags, found)):
        for match in found:
            new = "\n" * max(1, match[0].count("\\n"))
            yield Edit(match.start(), match[0], new, CLS, "line-ends")


def _is_between_tags(match: re.Match[str]) -> bool:
    text = match.string
    return (
        text[match.start() - 1 : match.start()] == ">"
        and text[match.end() : match.end() + 1] == "<"
    )


def _unprintable(text: str) -> Iterator[Edit]:
    first, whole, plain = _unwanted()
    done = 0
    for begin in first.finditer(text):
        match = whole.match(text, begin.start()) if begin.start() >= done else None
        if match is None:
            continue
        at, old, done = match.start(), match[0], match.end()
        if old[0] == "\r":
            yield Edit(at, old, "\n", CLS, "line-ends")
        elif old == _JOINER and _joins_emoji(text, at):
            continue
        elif old in plain:
            yield Edit(at, old, plain[old], CLS, "invisible-characters")
        elif "\udc80" <= old[0] <= "\udcff":
            yield Edit(at, old, "\N{REPLACEMENT CHARACTER}", CLS, "undecodable-bytes")
        elif "\ue000" <= old[0] <= "\uf8ff" and old not in data.table("characters")["private"]:
            if not is_spoken_of(text, at):
                yield Edit(at, old, "", CLS, "invisible-characters")
        elif old[0] in "&\\%" or "\u2e80" <= old[0] <= "\ufaff":
            new = _meant(old)
            spoken_of = is_spoken_of(text, at) or (old[0] == "&" and _is_named(text, match))
            if new not in (None, old) and not spoken_of:
                rule = "compatibility-characters" if old[0] >= "\u2e80" else "character-references"
                yield Edit(at, old, new, CLS, rule)
        else:
            yield Edit(at, old, "", CLS, "invisible-characters")


def _meant(old: str) -> str | None:
    """What stands for another character: a form of it, a reference, an escape; None if nothing."""
    if old[0] == "&":
        return _referent(
            _DOUBLED.sub("", old[1:].rstrip(";；")), data.table("characters")["entities"]
        )
    if old[0] == "%":
        new = unquote_to_bytes(old).decode("utf-8", "replace")
    elif old[0] == "\\":
        new = "".join(chr(int(point, 16)) for point in old[2:].split("\\u"))
        if len(new) < _FEWEST_ESCAPES:
            return None
    else:
        new = data.table("characters")["private"].get(old) or unicodedata.normalize("NFKC", old)
        return new if len(new) == 1 else None
    return new if _ALL_CHINESE.fullmatch(new) else None


def _joins_emoji(text: str, at: int) -> bool:
    """Does the joiner at ``at`` make one picture of two?"""
    before = text[at - 1 : at]
    before = text[at - 2 : at - 1] if before == "\ufe0f" else before
    return bool(_EMOJI_CHAR.match(before) and _EMOJI_CHAR.match(text, at + 1))


def is_spoken_of(text: str, at: int) -> bool:
    """Does its line speak of characters and how they are written?"""
    start, end = text.rfind("\n", max(0, at - _NEAR), at), text.find("\n", at, at + _NEAR)
    line = text[start + 1 if start >= 0 else max(0, at - _NEAR) : end if end >= 0 else at + _NEAR]
    return any(word in line for word in data.table("characters")["speaks"])


def _is_named(text: str, reference: re.Match[str]) -> bool:
    """Does a reference stand apart (写作 &nbsp;，) in a text that speaks of such?"""
    before, after = text[reference.start() - 1 : reference.start()], text[reference.end() :][:2]
    if after == "、&" or text[reference.start() - 2 : reference.start()] == ";、":
        return True  # one of a list of them
    after = after[:1]
    apart = before in (" ", "“") and after in (" ", "，", "。", "、", "；", "”")
    return apart and any(word in text for word in data.table("characters")["names"])


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
    """Pinyin in brackets that a site put after characters: 設(shè) → 設, and emoji so put: 的(🎒).

    Only on pages that show the pattern (see `_is_injection`), and only a reading of the very
    character before it, so that an author's gloss stays.
    """
    pictures = bool(text) and max(text) >= "\u2600"
    if "(" not in text and "（" not in text and not pictures:
        return
    seen = text.translate(_NARROW_LETTERS)
    glosses = _glosses(seen)
    found = []
    if _is_injection(seen, glosses):
        for match in glosses:
            start = _owner(match)
            old = text[start : match.end()]
            found.append(Edit(start, old, old[0], CLS, "injected-pinyin"))
    faces = list(_FACES.finditer(text)) if "(" in text else []
    if len(faces) >= _MANY and sum(map(_inside, faces)) >= 0.5 * len(faces):
        # A face inside the gloss of a character goes with that.
        found += (Edit(m.start(), m[0], "", CLS, "injected-pinyin") for m in faces)
    if pictures:
        found += _bare_faces(text, injected=bool(found))
    yield from apart(found)


def _bare_faces(text: str, injected: bool) -> Iterator[Edit]:
    """Emoji without brackets amid the sentences of an ``injected`` page; or of any whose emoji, two at
    least, all stand so and part what belongs together (打着旗号的🔥网站): an author's stand at its marks."""
    bare = list(_BARE_FACES.finditer(text))
    if len(bare) < _FEWEST_BARE:
        return
    if not injected:
        within = [
            parts(text[max(0, m.start() - 4) : m.start()], text[m.end() : m.end() + 4])
            for m in bare
        ]
        every = len(bare) == len(_EMOJI_CHAR.findall(text))
        at_marks = sum(text[m.end()] in _MARKS_BEHIND for m in bare)
        if not every or min(within) < _WITHIN or 2 * at_marks > len(bare):
            return
    yield from (Edit(m.start(), m[0], "", CLS, "injected-pinyin") for m in bare)


def is_injected_page(text: str) -> bool:
    """Does this page show the injection, rather than an author's glosses?"""
    return "(" in text and _is_injection(text, _glosses(text))


def _glosses(text: str) -> list[re.Match[str]]:
    found = [m for form in _GLOSSES for m in form.finditer(text)]
    read = [m for m in found if data.reads(text[_owner(m)], _syllable(m))]
    torn = [m for m in found if _syllable(m) in _torn(text[_owner(m)])]
    return sorted({*read, *torn}, key=re.Match.start) if len(torn) >= _FEWEST_TORN else read


def _torn(char: str) -> set[str]:
    """What is left of its readings where the letter with the tone was lost: 設(sh), 單(dn)."""
    return {
        "".join(letter for letter in reading if letter.isascii())
        for reading in data.readings(char)
        if not reading.isascii()
    }


def _owner(gloss: re.Match[str]) -> int:
    """Where the character stands that a gloss reads: before it, or before an emoji in brackets."""
    text, at = gloss.string, gloss.start() - 1
    if text[at] == ")":
        at = text.rfind("(", max(0, at - 3), at) - 1
    return max(at, 0)


def _syllable(gloss: re.Match[str]) -> str:
    return re.sub(_FACE, "", gloss[1]) if "(" in gloss[1] else gloss[1]


def _is_injection(text: str, glosses: list[re.Match[str]]) -> bool:
    """Injection or gloss?

    An author glosses a rare character once, or a list of them. One kind of site replaces bytewise,
    so it hits every occurrence of each character on its list, in the middle of words, all of them
    characters that differ from their Simplified form (design notes on damage, 1.2 and 1.3).
    Another hits any characters at random, usual ones over and over, and leaves a blank in the
    bracket or writes it twice.
    """
    if len(glosses) == 1:
        word = _needs_none(glosses[0]) and _worth(text[_owner(glosses[0])]) >= _USUAL
        return word and _AMID.match(text, _owner(glosses[0])) is not None
    if len(glosses) == 2:
        worth = [_worth(text[_owner(gloss)]) for gloss in glosses]
        plain = all(map(_is_plain, glosses)) and any(map(_needs_none, glosses))
        return plain and max(worth) >= _RARE
    if len(glosses) < 3 or sum(map(_inside, glosses)) < 0.5 * len(glosses):
        return False
    if _compares(glosses):
        return False
    glossed = [text[_owner(match)] for match in glosses]
    kinds = set(glossed)
    traditional = sum(_is_traditional_only(char) for char in glossed)
    han = sum(map(len, _HAN_RUN.findall(text)))
    if traditional < 0.8 * len(glossed):
        return len(glossed) < 0.6 * han and _at_random(glosses, glossed, kinds)
    repeated = len(glossed) / sum(text.count(char) for char in kinds)
    # A primer glosses whole sentences, so also the characters that both scripts share.
    pure = traditional >= 0.95 * len(glossed)
    return (pure or (len(glossed) < 0.6 * han and repeated >= 0.7)) and (
        len(glossed) >= 1.5 * len(kinds) or _usual(kinds)
    )


def _is_plain(gloss: re.Match[str]) -> bool:
    """Does it tell the first reading of a rather usual character that Simplified writes otherwise, amid a
    sentence? (One or two such are a page of which little was copied.)"""
    char = gloss.string[_owner(gloss)]
    first = data.readings(char)[:1]
    usual = _is_traditional_only(char) and _worth(char) >= _RARE - 1
    return usual and _inside(gloss) and first == (_syllable(gloss).strip().lower(),)


def _needs_none(gloss: re.Match[str]) -> bool:
    """… of a character that has no other: no reader needs it."""
    char = gloss.string[_owner(gloss)]
    return _is_plain(gloss) and char not in data.table("characters")["polyphones"]


def _compares(glosses: list[re.Match[str]]) -> bool:
    """Does an author tell the readings of one character apart: 步行的行（xíng），银行的行（háng） …"""
    readings: dict[str, set[str]] = {}
    for match in glosses:
        readings.setdefault(match.string[_owner(match)], set()).add(_syllable(match))
    several = [len(found) for found in readings.values() if len(found) > 1]
    return len(several) > 1 or max(several, default=0) >= _COMPARED


def _at_random(glosses: list[re.Match[str]], glossed: list[str], kinds: set[str]) -> bool:
    """Do these glosses stand on usual characters, and in a form that no author gives them?"""
    odd = sum(match[0][-2].isspace() or _doubled(match) for match in glosses)
    if odd < (0.5 * len(glosses) if len(glosses) >= _MANY else len(glosses)):
        # Or on the same few characters again and again: 当(dang)我(wo) … 我(wo).
        bare = sum(data.bare(_syllable(m)) == _syllable(m).lower() for m in glosses)
        again = len(glosses) >= max(_MANY, 1.5 * len(kinds))
        again = again and (bare >= 0.9 * len(glosses) or _usual(kinds, _VERY_USUAL))
        # Or on so many so usual ones that no author or primer would choose them: 有(yǒu) 等(děng).
        words = sum(_worth(char) >= _VERY_USUAL for char in kinds)
        again = again or (len(glosses) >= _VERY_MANY and words >= 0.3 * len(kinds))
        if not (again or (odd and bare == len(glosses))):
            return False
    return _usual(kinds)


def _doubled(gloss: re.Match[str]) -> bool:
    return gloss[0].count("(") + gloss[0].count("（") > 1 + len(re.findall(_FACE, gloss[0]))


def _inside(gloss: re.Match[str]) -> bool:
    """Does a gloss stand among Han characters, not in a list of characters?"""
    text = gloss.string
    owner = _owner(gloss)
    before, after = text[max(0, owner - 1) : owner], text[gloss.end() : gloss.end() + 1]
    return "\u3400" <= before <= "\u9fff" or "\u3400" <= after <= "\u9fff"


def _usual(kinds: set[str], least: float = _RARE) -> bool:
    """Are half of these characters too usual for an author to gloss them once (烏龜(guī) is not,
    建設(shè) is)?"""
    worth = sorted(map(_worth, kinds))
    return worth[len(worth) // 2] >= least


def _worth(char: str) -> float:
    """How usual a character is (nats)."""
    from edition.cleaning import language

    return language.gain("", language.folded(char))


@cache
def _is_traditional_only(char: str) -> bool:
    from edition.cleaning.script import simplified

    return simplified(char) != char
