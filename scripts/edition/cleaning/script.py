"""script (繁简): Traditional turned into Simplified by OpenCC ``t2s``.

``t2s`` changes character by character, keeps the length, and leaves words alone (a ``…p``
profile would turn 执行 into 运行). It leaves the particle 著 (帶著): the rule for that is ours.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from edition import data
from edition.cleaning.patterns import pattern
from edition.edit import Edit

if TYPE_CHECKING:
    from opencc import OpenCC

CLS = "script"

_HAN = pattern(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
# A sentence is Traditional from 3 changing characters in a hundred (t2s changes 0 of 14,000 in
# the four Simplified texts of the first collection and 20 to 35 in a hundred of the
# Traditional one); below that it is Simplified with a variant or a name in it.
_QUOTE, _UNQUOTE = frozenset("“‘「『"), frozenset("”’」』")
_TRADITIONAL = 0.03
_SHORT = 1000  # characters
_FEWEST_AROUND = 12
_QUOTATION = pattern(r"“[^“”\n]*”|‘[^‘’\n]*’")
# Words of modern Chinese, which alone has the particle.
_MODERN = pattern(r"[的了們们這这裡裏]")


@cache
def _t2s() -> OpenCC:
    from opencc import OpenCC

    return OpenCC("t2s")


@lru_cache(maxsize=8)
def simplified(text: str) -> str:
    """``text`` through OpenCC t2s; always of the same length."""
    new: str = _t2s().convert(text)
    return new if len(new) == len(text) else "".join(_t2s().convert(c)[:1] or c for c in text)


def seen_simplified(find: Callable[[str], Iterable[Edit]], text: str) -> Iterator[Edit]:
    """The edits of ``find`` as it would make them if ``text`` were Simplified: the tables have
    one form only. Offsets hold, since the length does; ``old`` is what really stands there."""
    for edit in find(simplified(text)):
        yield edit._replace(old=text[edit.start : edit.end])


def is_traditional(text: str) -> bool:
    """Is this running text written in Traditional characters?"""
    new = simplified(text)
    if new == text:
        return False
    changed = {i for i, (a, b) in enumerate(zip(text, new, strict=True)) if a != b}
    if len(changed) < 2 or len(changed) <= _TRADITIONAL * sum(1 for _ in _HAN.finditer(text)):
        return False
    if len(text) > _SHORT:
        return True
    # In a short text one quotation outweighs the words around it, which tell its script.
    for quoted in _QUOTATION.finditer(text):
        changed -= set(range(*quoted.span()))
    around = sum(1 for _ in _HAN.finditer(_QUOTATION.sub("", text)))
    return around < _FEWEST_AROUND or len(changed) > _TRADITIONAL * around


def to_simplified(text: str) -> Iterator[Edit]:
    """Every Traditional character of a Traditional text; nothing in a Simplified one."""
    if not is_traditional(text):
        return
    new = simplified(text)
    particles = _particles(text)
    for at, (old, char) in enumerate(zip(text, new, strict=True)):
        if old == char and old != "著":
            continue
        if text[at - 1 : at] in _QUOTE and text[at + 1 : at + 2] in _UNQUOTE:
            continue  # a character that is spoken of
        if at in particles:
            yield Edit(at, old, "着", CLS, "particle-zhe")
        elif old != char:
            yield Edit(at, old, char, CLS, "traditional")


@cache
def _particle_pattern() -> re.Pattern[str]:
    table = data.table("particle-zhe")
    nouns = "|".join(sorted(table["words"], key=len, reverse=True))
    return re.compile(f"(?:{nouns})|(?P<particle>著)")


def _particles(text: str) -> set[int]:
    """Where 著 is the particle 着: everywhere but in the words of the table (原著, 显著)."""
    if "著" not in text:
        return set()
    if 200 * text.count("的") < len(text) and 100 * len(_MODERN.findall(text)) < len(text):
        return set()
    return {m.start() for m in _particle_pattern().finditer(text) if m["particle"]}
