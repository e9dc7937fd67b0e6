"""script (繁简): Traditional turned into Simplified by OpenCC ``t2s``.

``t2s`` changes character by character, keeps the length, and leaves words alone (a ``…p``
profile would turn 执行 into 运行). It leaves the particle 著 (帶著): the rule for that is ours.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Set
from functools import cache, lru_cache
from itertools import compress, repeat
from operator import ne
from typing import TYPE_CHECKING

from edition import data
from edition.cleaning.patterns import pattern
from edition.edit import Edit, apart, edits_of

if TYPE_CHECKING:
    from opencc import OpenCC

CLS = "script"

_HAN_RUN = pattern(r"[\u3400-\u9fff\U00020000-\U0003ffff]+")
_SPOKEN_OF = pattern("[“‘「『](.)(?=[”’」』])")  # a character that is spoken of
# A sentence is Traditional from 3 changing characters in a hundred (t2s changes 0 of 14,000 in
# the four Simplified texts of the first collection and 20 to 35 in a hundred of the
# Traditional one); below that it is Simplified with a variant or a name in it.
_TRADITIONAL = 0.03
_SHORT = 1000  # characters
_FEWEST_AROUND = 12
_MOST_STRAY = 6  # Traditional characters of a Simplified text that slipped in
_WIDE = dict(zip(":;?!()", "：；？！（）", strict=True))
# Most of the marks are commas, which go faster alone.
_BESIDE = r"(?:(?<=[\u3400-\u9fff”’》）].)|(?<!\d\))(?=[\u3400-\u9fff“‘《（]))"
_COMMA, _NARROW = pattern("," + _BESIDE), pattern("[:;?!()]" + _BESIDE)
_QUOTATION = pattern(r"“[^“”\n]*”|‘[^‘’\n]*’|《[^《》\n]*》|（[^（）\n]*）")
_QUOTED_WORD = pattern(r"[“「\"](?=([\u3400-\u9fff]{1,8})[”」\"])")
_CORNER = pattern("[「」『』]")
_CORNERS = dict(zip("「」『』", "“”‘’", strict=True))  # GB/T 15834, 4.8
_OUTER = dict(zip("『』", "“”", strict=True))
_KANA = pattern(r"[\u3041-\u3096\u30a1-\u30fa]")
# A clause of Japanese: it has half as many kana as Han characters, of which 優の良品 has fewer.
_CLAUSE, _LEAST_KANA = pattern(r"[^\s，,、。！？!?；;：:「」『』“”（）()《》]+"), 0.5
_FOREIGN = pattern(r"「[^「」\n]*」|『[^『』\n]*』|" + _QUOTATION.pattern)
# Words of modern Chinese, which alone has the particle.
_MODERN = pattern(r"[的了們们這这裡裏]")


@cache
def _t2s() -> OpenCC:
    from opencc import OpenCC

    return OpenCC("t2s")


def simplified(text: str) -> str:
    """``text`` through OpenCC t2s; always of the same length."""
    new = _recent.get(text)
    if new is None:
        new = _t2s().convert(text)
        if len(new) != len(text):
            new = "".join(_t2s().convert(c)[:1] or c for c in text)
        _remember(text, new)
    return new


# The last few texts and what they are in Simplified characters: steps ask again and again.
_recent: dict[str, str] = {}


def _remember(text: str, new: str) -> None:
    if len(_recent) >= 8:
        _recent.clear()
    _recent[text] = text if new == text else new


def carry(before: str, after: str, edits: Iterable[Edit]) -> None:
    """Note that ``after`` is ``before`` with ``edits`` made: a text that was Simplified stays so
    if the new words are, and need not be converted again. (A conversion of the whole costs what
    a step may cost.)"""
    if _recent.get(before) is before and _is_simplified("".join({edit.new for edit in edits})):
        _remember(after, after)


@lru_cache(maxsize=64)
def _is_simplified(words: str) -> bool:
    return bool(_t2s().convert(words) == words)


def seen_simplified(find: Callable[[str], Iterable[Edit]], text: str) -> Iterable[Edit]:
    """The edits of ``find`` as it would make them if ``text`` were Simplified: the tables have
    one form only. Offsets hold, since the length does; ``old`` is what really stands there."""
    seen = simplified(text)
    found = find(seen)
    if seen is text:
        return found
    return (edit._replace(old=text[edit.start : edit.end]) for edit in found)


def seen_as_read(find: Callable[[str], Iterable[Edit]], text: str) -> Iterable[Edit]:
    """The same with full-width marks beside Chinese, as the reading text will have them: what is
    a heading must not hang on the form of its colon."""
    seen = as_read(text)
    found = find(seen)
    if seen == text:
        return found
    return (edit._replace(old=text[edit.start : edit.end]) for edit in found)


def as_read(text: str) -> str:
    """``text`` in Simplified characters, with full-width marks beside Chinese; of the same length."""
    return _NARROW.sub(lambda match: _WIDE[match[0]], _COMMA.sub("，", simplified(text)))


def is_traditional(text: str) -> bool:
    """Is this running text written in Traditional characters?"""
    return _holds(_changed(text, simplified(text)), text)


def _changed(text: str, new: str) -> list[int]:
    """Where two texts of one length differ."""
    return [] if new == text else list(compress(range(len(text)), map(ne, text, new)))


def _han(text: str) -> int:
    """How many Han characters it has."""
    return sum(map(len, _HAN_RUN.findall(text)))


@cache
def _of_both_scripts() -> frozenset[str]:
    """Characters that t2s changes and that Simplified texts have too, in one of their senses."""
    return frozenset(data.table("particle-zhe")["both"])


def _are_many(changed: list[int], text: str) -> bool:
    han = _han(text) if len(changed) >= 2 else 0
    return len(changed) >= 2 and len(changed) > _TRADITIONAL * han


def _holds(changed: list[int], text: str) -> bool:
    """Are those the changes of a Traditional text? In a short one a quotation outweighs the words
    around it, and these tell its script."""
    if not _are_many(changed, text):
        return False
    changed = [i for i in changed if text[i] not in _of_both_scripts()]
    if not _are_many(changed, text):
        return False
    if len(text) > _SHORT:
        return True
    quoted = {i for match in _QUOTATION.finditer(text) for i in range(*match.span())}
    around = _QUOTATION.sub("", text)
    if _han(around) < _FEWEST_AROUND:
        return True
    return _are_many([i for i in changed if i not in quoted], around)


def to_simplified(text: str) -> Iterable[Edit]:
    """Every Traditional character of a Traditional text; nothing in a Simplified one."""
    new = simplified(text)
    changed = _changed(text, new)
    if not _holds(changed, text):
        return _stray(text, new, changed)
    spoken_of = _spoken_of(text) | _told_apart(text)
    if any(char in text for char in _of_both_scripts()):
        spoken_of |= _in_kept_words(text)
    if _KANA.search(text):
        spoken_of |= _japanese(text)
    particles = _particles(text) - spoken_of
    kept = particles | spoken_of
    rest = [at for at in changed if at not in kept] if kept else changed
    found = [
        *edits_of(
            rest, map(text.__getitem__, rest), map(new.__getitem__, rest), CLS, "traditional"
        ),
        *edits_of(particles, repeat("著"), repeat("着"), CLS, "particle-zhe"),
    ]
    left = [
        Edit(at, text[at], row["new"], CLS, "traditional")
        for row in data.table("particle-zhe")["left"]
        for at in _places(row["char"], row["words"], new)
        if at not in spoken_of
    ]
    shape, variants = _variants()
    left += (
        Edit(match.start(), match[0], variants[match[0]], CLS, "traditional")
        for match in shape.finditer(text)
        if match.start() not in spoken_of and new[match.start()] == match[0]
    )
    quotes = _quotes(text, spoken_of)
    # A variant may be in two tables.
    return apart([*left, *found, *quotes]) if particles or left or quotes else found


@cache
def _variants() -> tuple[re.Pattern[str], dict[str, str]]:
    """Variants that t2s leaves, and the characters that they stand for."""
    pairs = {pair[0]: pair[1] for pair in data.table("particle-zhe")["variants"]["pairs"].split()}
    return re.compile(f"[{''.join(pairs)}]"), pairs


def _quotes(text: str, kept: Set[int]) -> list[Edit]:
    """Corner brackets as the quotation marks of Simplified text: 「」 “”, and 『』 within them ‘’ (“” if the
    text has no others)."""
    marks = _CORNERS if "「" in text or "」" in text else _OUTER
    places = [match.start() for match in _CORNER.finditer(text) if match.start() not in kept]
    return [Edit(at, text[at], marks[text[at]], CLS, "corner-quotes") for at in places]


def _stray(text: str, new: str, changed: list[int]) -> list[Edit]:
    """Characters of the table that stand alone among Simplified ones, outside of quotations and titles."""
    if not changed or len(changed) > _MOST_STRAY:
        return []
    quoted = {i for match in _FOREIGN.finditer(text) for i in range(*match.span())}
    said = [at for at in changed if at not in quoted]
    alone = [
        at
        for at in said
        if text[at] in data.table("particle-zhe")["stray"]
        and _HAN_RUN.match(text, at - 1)
        and not {at - 1, at + 1} & {*changed}
    ]
    if len(alone) < len(said):
        return []
    found = [Edit(at, text[at], new[at], CLS, "traditional") for at in alone]
    # Such a text was made of a Traditional one, and has its quotation marks too.
    return apart([*found, *_quotes(text, set())]) if found and "“" not in text else found


def _in_kept_words(text: str) -> set[int]:
    """What stands in a word that has the same form in both scripts (宫商角徵羽)."""
    words = "|".join(data.table("particle-zhe")["kept"])
    return {i for match in re.finditer(words, text) for i in range(*match.span())}


def _japanese(text: str) -> set[int]:
    """What stands in a quotation or a title that has kana in it, and in a clause of Japanese."""
    if not _KANA.search(text):
        return set()
    quoted = (match for match in _FOREIGN.finditer(text) if _KANA.search(match[0]))
    said = (
        match
        for match in _CLAUSE.finditer(text)
        if len(_KANA.findall(match[0])) >= _LEAST_KANA * _han(match[0]) > 0
    )
    return {i for match in (*quoted, *said) for i in range(*match.span())}


@cache
def _of_forms() -> re.Pattern[str]:
    return re.compile("|".join(data.table("particle-zhe")["forms"]))


def _spoken_of(text: str) -> set[int]:
    """Characters that are quoted alone, in lines that speak of how they are written. (Elsewhere such a
    quotation is a word like any other: 腌篤鮮的“鮮”.)"""
    found: set[int] = set()
    end, speaks = -1, False  # of the line that was looked at last
    for match in _SPOKEN_OF.finditer(text):
        if match.start() > end:
            start = text.rfind("\n", 0, match.start()) + 1
            end = text.find("\n", match.end())
            end = end if end >= 0 else len(text)
            speaks = _of_forms().search(text[start:end]) is not None
        if speaks:
            found.add(match.start(1))
    return found


def _told_apart(text: str) -> set[int]:
    """Words that a text quotes in both forms (把“標識”换成“标识”), wherever it has them."""
    quoted = {match[1] for match in _QUOTED_WORD.finditer(text)}
    plain = {word: simplified(word).replace("著", "着") for word in quoted}
    forms = Counter(plain.values())
    words = {word for word, other in plain.items() if forms[other] > 1 and word != other}
    spans = (match.span() for word in words for match in re.finditer(re.escape(word), text))
    return {i for span in spans for i in range(*span)}


def _places(char: str, words: Iterable[str], text: str) -> set[int]:
    """Where a character stands in none of the words."""
    places = {match.start() for match in re.finditer(char, text)} if char in text else set()
    for word in words if places else ():
        places -= {match.start() + word.index(char) for match in re.finditer(word, text)}
    return places


@cache
def _particle() -> re.Pattern[str]:
    """著 where no word of the table stands over it. Looks to both sides *from* 著, to which a
    search can skip."""
    parts = (word.partition("著") for word in data.table("particle-zhe")["words"])
    return re.compile("著(?!" + "|".join(f"(?<={left}著){right}" for left, _, right in parts) + ")")


def _particles(text: str) -> set[int]:
    """Where 著 is the particle 着: everywhere but in the words of the table (原著, 显著)."""
    if "著" not in text:
        return set()
    if 200 * text.count("的") < len(text) and 100 * len(_MODERN.findall(text)) < len(text):
        return set()
    return {match.start() for match in _particle().finditer(text)}
