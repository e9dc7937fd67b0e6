"""width (标点): quotation marks: straight ones as curly pairs, wrong ones put right.

In: a text. Out: edits (offsets in code points), and doubts where a mark has no partner. What stands
beside a quotation tells `width` which other marks are Chinese, so it asks here what a text will
look like.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from edition.cleaning.lines import HAN
from edition.cleaning.patterns import pattern
from edition.cleaning.zones import Zones
from edition.edit import Doubt, Edit, apart

CLS = "width"

WIDE_SET = rf"[{HAN}，。；：？！、（）《》〈〉【】「」『』“”‘’〞…—]"
WIDE = pattern(WIDE_SET)
_HALF = ",:;?!(."
_BLANKS = pattern(r"[ \t][ \t]*")
_CLOSING = "，。；：！？、）”"  # before them no blank stands, whatever they follow
_LATIN = pattern(r"[A-Za-z\d]")
_APOSTROPHE = pattern(
    r"(?<=[A-Za-z])'(?=[A-Za-z])|(?<=[\d°])'|(?<![A-Za-z])'(?=(?:ve|re|ll|em|til|[sdmt])\b)"
)
_PRIME = pattern(r"(?<=['’′]\d)\"|(?<=['’′]\d\d)\"")
_INCHES = pattern(r"(?<=\d)\"")
# ‚ ‛ are what a font of OCR programs has for “ ”: no Chinese text has them otherwise.
_WRONG_QUOTES = {"〝": "“", "〞": "”", "〟": "”", "‚": "“", "‛": "”"}


_LONGEST_NAME = 12  # characters of a quotation that is a name or a word
_STOP = pattern("[，。；：！？,.;:!?]")
_NAMED = pattern(rf"[{HAN}]{{1,{_LONGEST_NAME}}}")
# A program that ends a paragraph at each full stop leaves the mark that closes to the next one.
_TORN_OFF = pattern(
    rf"^(?P<above>[^\n]*[。！？])(?P<gap>[ \t]*\n(?:[ \t\u3000]*\n)+[ \t\u3000]*)(?P<mark>[”」』])(?=[{HAN}“《][^\n]{{12}})",
    re.MULTILINE,
)
# The last line of a text that was cut off within a quotation: 写“某某组”或"敬爱..
_CUT_IN = pattern(rf"[{HAN}，：]\"[{HAN}][^\"。！？]{{0,40}}$")
_PARTNERS = {"”": "“", "」": "「", "』": "『"}
_WRONG = pattern(rf"[{''.join(_WRONG_QUOTES)}]")
_DOUBLE = pattern(rf"[\"“”{''.join(_WRONG_QUOTES)}]")


def quotes(text: str) -> Iterator[Edit]:
    """Wrong quotation marks put right, and straight ones beside Chinese turned into pairs.

    A block in which they do not pair is left as it is.
    """
    if not any(mark in text for mark in ('"', "'", "“", "”", *_WRONG_QUOTES)):
        return
    zones = Zones(text)
    wrong = _wrong(text)
    seen = turned(text, wrong)
    wrong |= _turned_round(seen) | _closed_twice(seen)
    curls = {
        i: mark
        for i, mark in _curls(text).items()
        if not zones.forbid(Edit(i, text[i], mark, CLS, ""))
    }
    edits = [Edit(i, text[i], mark, CLS, "wrong-quotes") for i, mark in wrong.items()]
    edits += (Edit(i, text[i], mark, CLS, "straight-quotes") for i, mark in curls.items())
    if curls:
        edits += without_blanks(text, turned(text, curls), curls, "straight-quotes")
    yield from apart(edits)


def _wrong(text: str) -> dict[int, str]:
    """The marks that should be “ or ”."""
    found = {}
    at = 0
    for line in text.split("\n"):
        for match in _WRONG.finditer(line):
            i, char = match.start(), match[0]
            found[at + i] = _by_balance(line, i) if char == "〞" else _WRONG_QUOTES[char]
        at += len(line) + 1
    return found


def _turned_round(text: str) -> dict[int, str]:
    """Curly marks of a line that all close, or each of which closes where it should open, or that
    open where they should close."""
    found: dict[int, str] = {}
    at = 0
    for line in text.split("\n") if "“" in text or "”" in text else ():
        marks = [match.start() for match in re.finditer("[“”]", line)]
        signs = "".join(line[i] for i in marks)
        new: dict[int, str] = {}
        if len(marks) % 2 == 0 and (signs == "”" * len(marks) or signs == "”“" * (len(marks) // 2)):
            new = {i: "“”"[n % 2] for n, i in enumerate(marks)}
        elif "““" in signs or "”" in signs[::2]:
            new = {i: mark for i, mark in _by_turns(line).items() if i in marks}
        found |= {at + i: mark for i, mark in new.items() if line[i] != mark}
        at += len(line) + 1
    return found


def _closed_twice(text: str) -> dict[int, str]:
    """Single marks of which both close (这’寒江独钓图’的来历): a name, in a line with none that opens."""
    found: dict[int, str] = {}
    at = 0
    for line in text.split("\n") if "’" in text else ():
        marks = [m.start() for m in re.finditer("’", line)]
        if marks and len(marks) % 2 == 0 and "‘" not in line:
            pairs = list(zip(marks[::2], marks[1::2], strict=True))
            if all(_NAMED.fullmatch(line, a + 1, b) for a, b in pairs):
                found |= {at + a: "‘" for a, _ in pairs}
        at += len(line) + 1
    return found


def _curls(text: str) -> dict[int, str]:
    """Straight quotation marks that pair in their line and hold or touch Chinese, as curly ones."""
    found: dict[int, str] = {}
    at = 0
    lines = text.split("\n") if '"' in text or "'" in text else []
    for n, line in enumerate(lines):
        if '"' in line:
            straight = _straight(line)
            # A quotation of several paragraphs opens each of them.
            opens = len(straight) % 2 and not line[: straight[0]].strip()
            if opens and _next(lines, n).lstrip().startswith('"'):
                found[at + straight.pop(0)] = "“"
            elif len(straight) % 2 and _CUT_IN.search(line) and not _next(lines, n):
                found[at + straight.pop()] = "“"
            turns = _by_turns(line)
            if turns:
                found |= {at + i: turns[i] for i in straight if i in turns}
            elif len(straight) % 2 == 0:
                found |= {at + i: mark for i, mark in _pairs(line, straight, "“”").items()}
        if "'" in line:
            found |= {at + i: mark for i, mark in _single(line).items()}
        at += len(line) + 1
    return found


def _by_turns(line: str) -> dict[int, str]:
    """What each double mark of a line should be if it opens and closes one quotation after the
    other, where straight marks stand among curly ones (“乱停？") or “ is typed for ” (把“停车难“的问题:
    a few words without a stop in them, or ” before speech); {} if one mark speaks against it, or none
    is wrong."""
    places = [match.start() for match in _DOUBLE.finditer(line)]
    if len(places) % 2 or not places:
        return {}
    halves = twice = 0
    for left, right in zip(places[::2], places[1::2], strict=True):
        opens, closes = (_WRONG_QUOTES.get(line[i], line[i]) for i in (left, right))
        words = line[left + 1 : right]
        wide = WIDE.search(words) or (_is_wide(line, left - 1) and _is_wide(line, right + 1))
        if not words.strip() or words[0] in "，。；：、）" or not wide:
            return {}
        if closes == "“" or opens == "”":
            long = len(words) > _LONGEST_NAME or bool(_STOP.search(words))
            if long and (closes == "“" or not _is_said(line, left, right)):
                return {}
            twice += 1
        halves += (opens == '"') != (closes == '"')
    return {i: "“”"[n % 2] for n, i in enumerate(places)} if halves or twice else {}


def _is_said(line: str, left: int, right: int) -> bool:
    """Is it speech by what stands about its marks (扭过头来，”干嘛呀？”我说)?"""
    return line[left - 1 : left] in ("，", "：", ",", ":") and line[right - 1] in "。？！…?!"


def _next(lines: list[str], n: int) -> str:
    """The next line that is not empty."""
    while n + 1 < len(lines):
        n += 1
        if lines[n]:
            return lines[n]
    return ""


def _straight(line: str) -> list[int]:
    """Where its straight double quotation marks stand, without the signs of seconds and inches."""
    primes = {match.start() for match in _PRIME.finditer(line)}
    if primes:
        primes |= {match.start() for match in _INCHES.finditer(line)}
    return [match.start() for match in re.finditer('"', line) if match.start() not in primes]


def _pairs(line: str, straight: list[int], marks: str) -> dict[int, str]:
    return {i: marks[n % 2] for n, i in enumerate(straight) if _touches_chinese(line, straight, n)}


def _single(line: str) -> dict[int, str]:
    """Single ones, which are apostrophes and feet too. If one of them closes before a double one
    that was opened inside it, none of the line is sure."""
    others = {match.start() for match in _APOSTROPHE.finditer(line)}
    straight = [m.start() for m in re.finditer("'", line) if m.start() not in others]
    within = [line[a:b] for a, b in zip(straight[::2], straight[1::2], strict=False)]
    even = all(w.count('"') % 2 == 0 and w.count("“") == w.count("”") for w in within)
    return _pairs(line, straight, "‘’") if even and len(straight) % 2 == 0 else {}


def turned(text: str, marks: dict[int, str]) -> str:
    """``text`` with other marks at some places."""
    parts: list[str] = []
    at = 0
    for i in sorted(marks):
        parts += (text[at:i], marks[i])
        at = i + 1
    return "".join(parts) + text[at:]


def curled(text: str) -> str:
    """``text`` as `quotes` will leave it, for what stands beside a quotation mark."""
    if _WRONG.search(text):
        text = turned(text, _wrong(text))
    return turned(text, _curls(text)) if '"' in text or "'" in text else text


def without_blanks(text: str, seen: str, found: Collection[int], rule: str) -> Iterator[Edit]:
    """The blanks beside marks that became full-width in ``seen``, as `reflow` takes them away
    beside those that were so before."""
    for blanks in _BLANKS.finditer(text):
        lo, hi = blanks.span()
        left, right = seen[lo - 1 : lo], seen[hi : hi + 1]
        behind = (
            lo - 1 in found
            and right
            and (
                left in "，。：；？！"
                or WIDE.match(right)
                or right in _HALF
                or (left in "（“" and _LATIN.match(right))
            )
        )
        before = left and (
            WIDE.match(left) or left in ",;:?!)" or (right in _CLOSING and _LATIN.match(left))
        )
        if behind or (hi in found and before):
            yield Edit(lo, blanks[0], "", CLS, rule)


def _is_wide(line: str, i: int) -> bool:
    return 0 <= i < len(line) and bool(WIDE.match(line[i]))


def torn_off(text: str) -> Iterator[Edit]:
    """Marks at the head of a paragraph that close a quotation of the one above, if a blank line parts the two:
    no wrap does."""
    for match in _TORN_OFF.finditer(text):
        mark, gap, above = match["mark"], match["gap"], match["above"]
        if above.count(_PARTNERS[mark]) == above.count(mark) + 1:
            yield Edit(match.start("gap"), gap + mark, mark + gap, "structure", "paragraph")


def unpaired(text: str) -> Iterator[Doubt]:
    """Curly quotation marks without a partner in their block; the first of each block.

    A quotation that runs over several paragraphs opens each of them and closes only the last,
    so an opening mark at the beginning of a block is no fault.
    """
    at = 0
    for block in text.split("\n\n"):
        if "“" in block or "”" in block:
            odd = _odd_quote(block)
            if odd is not None:
                yield Doubt(at + odd, block[odd], "", CLS, "unpaired-quote", "引号不成对")
        at += len(block) + 2


def _odd_quote(block: str) -> int | None:
    opened: list[int] = []
    for match in re.finditer("[“”]", block):
        if match[0] == "“":
            opened.append(match.start())
        elif opened:
            opened.pop()
        else:
            return match.start()
    return opened[-1] if opened and opened[-1] > 0 else None


def _touches_chinese(line: str, straight: list[int], n: int) -> bool:
    """Does this quotation (both its marks) hold or touch Chinese?"""
    left, right = straight[n - n % 2], straight[n - n % 2 + 1]
    return bool(WIDE.search(line[left + 1 : right])) or (
        _is_wide(line, left - 1) and _is_wide(line, right + 1)
    )


def _by_balance(line: str, i: int) -> str:
    """“ or ”, whichever the marks before position ``i`` call for."""
    opened = line.count("“", 0, i) + line.count("〝", 0, i)
    closed = line.count("”", 0, i) + line.count("〞", 0, i)
    return "”" if opened > closed else "“"
