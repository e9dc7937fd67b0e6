"""Slips of the pen and of recognition, judged: which of `phrases` and `misspellings` are certain.

Certain is what the language model finds so much likelier that the witness's word is impossible;
less than that is likely, and shown as 疑. Nothing is said of a word that is quoted or called
wrong, of a phrase that is played with, of characters that custom writes for each other, or of
the old language, which the model does not know.
"""

from __future__ import annotations

from collections.abc import Iterator, Set

from edition import data
from edition.cleaning import language
from edition.cleaning.lines import HAN
from edition.cleaning.misspellings import Misspelling, misspellings
from edition.cleaning.oldlanguage import is_classical
from edition.cleaning.patterns import pattern
from edition.cleaning.phrases import Slip, bonds, slips, swaps
from edition.edit import Doubt, Edit

CLS = "emendation"

# Nats by which a phrase or word must be likelier than what stands, to be certain and to be shown
# as likely; less is enough where the wrong character is no word with its neighbours (`_ALONE` for
# the one in the phrase, `_APART` for the one outside). Of generated slips in phrases of the table
# 85% are certain (with 12 for all a tenth fewer), none is put right wrongly. In 7.8 M of clean
# text that the tables do not know 19 places are certain (0.24 in 100,000), 12 of them misprints.
_PHRASE_CERTAIN, _PHRASE_LIKELY = 12.0, 9.0
_BARE_CERTAIN, _BARE_LIKELY = 9.0, 7.0
_COMPOUND_CERTAIN = 16.0  # where the wrong character makes another compound: 执法检察, 执法检查
_ALONE, _APART = 0.5, 2.5
# In 41 M characters of books as they were scanned 1.6 words in 100,000 are certain; of the 116
# with the smallest gains 5 are no misprints. At 5 a quarter more of the firm ones are than at 6.
_WORD_CERTAIN, _WORD_LIKELY = 10.0, 7.5
_BOUND_CERTAIN = 7.0  # … and what stands outside makes a word with it, no particle
_FIRM_CERTAIN, _FIRM_LIKELY = 5.0, 3.5  # where the wrong spelling is hardly ever two words
_LEAST_LIKELY = 6.0  # … and of what a table asks more for, as much is worth a note
# Of 79 strings with two neighbours in each other's place in 119 M characters of clean texts 16 were
# slips; the others are sound strings of the table now, or have two sound halves (敌我众寡).
_SWAP_CERTAIN = 14.0
_PLAY = 40  # characters: a phrase so near its own wrong spelling is played with
# Characters on either side in which the right word stands too, if the slip is spoken of.
_BESIDE = 5
_NEAR = 30  # characters on either side that show in which script a quotation is
_IN_LINE = 500  # characters of a line on either side that tell what it speaks of
_HABIT = 3  # a phrase so often spelt in one way is the author's, or a name

_QUOTE, _UNQUOTE = frozenset('“‘「『"'), frozenset('”’」』"')
_MISSPELLINGS = pattern("错别字|错字|别字|笔误|病句|误写|勘误")
_CALLED_WRONG = pattern("误作|误写|错写|写成|换成|说成|改成|应作|应为|讹作|当作|之误|成了[“‘「『]")
_TAKEN_FOR = pattern("认成|看成|当成|打成|变成|怪词|错字|错别字|笔误|误认")
_QUOTED_WORD = 8  # characters of a quotation on either side of the word
_AGAINST = pattern(
    "不是|而是|而非|并非|变成|变为|改为|改成|换成|写成|说成|谐音|不如|还是|那叫|糟蹋"
)
_HAN = pattern(f"[{HAN}]")
_CHOICE = pattern(r"[A-Da-d][.、．]")  # of a test, where one is to find what is wrong


def spellings(text: str, pairs: Set[int] | None = None) -> Iterator[Edit | Doubt]:
    """Every wrong spelling of a phrase or word, in no order; they may overlap. ``pairs`` holds
    those that the tables ask for and the text has, if somebody looked."""
    yield from _phrases(text, pairs)
    yield from _misspellings(text, pairs)


def _phrases(text: str, pairs: Set[int] | None) -> Iterator[Edit | Doubt]:
    """Set phrases with one wrong character."""
    variants = data.variants()
    for slip in slips(text, pairs):
        bare = slip.inner < _ALONE and slip.outer < _APART
        if slip.gain < (_BARE_LIKELY if bare else _PHRASE_LIKELY):
            continue
        first = slip.start - slip.at
        end = first + len(slip.phrase)
        seen = text[first:end]
        if slip.wrong + slip.right in variants or is_classical(text, first):
            continue
        if _called_wrong(text, first, end):
            continue
        why = _likeness(slip)
        note = f"固定词组“{slip.phrase}”；{why}而误"
        bound = _COMPOUND_CERTAIN if slip.phrase in data.compounds() else _PHRASE_CERTAIN
        least = _BARE_CERTAIN if bare else bound
        # Of slips that sound nearly alike, in 119 M characters of clean texts, a third were slips; of
        # those that sound just alike most, of those that look alike 93 in 100.
        compound = slip.phrase in data.compounds()
        alike = (
            slip.looks
            or compound
            or set(data.readings(slip.wrong)) & set(data.readings(slip.right))
        )
        sure = alike and slip.gain >= least and text.count(seen) < _HABIT
        kind = Edit if sure and not _meant(text, first, end, slip.phrase) else Doubt
        yield kind(first, seen, slip.phrase, CLS, "set-phrase", note)


def swapped(text: str) -> Iterator[Edit]:
    """Set phrases of which two neighbours changed places: 世外源桃."""
    for start, seen, phrase, gain in swaps(text):
        end = start + len(seen)
        if gain < _SWAP_CERTAIN or is_classical(text, start) or _called_wrong(text, start, end):
            continue
        at = next(n for n in range(len(seen)) if seen[n] != phrase[n])
        inner, _ = bonds(text, start + at, start + at, start + at + 2)
        halves = [bonds(text, lo, lo, lo + 2)[0] for lo in (start, start + 2)]
        if inner < _ALONE and min(halves) <= 0 and not _meant(text, start, end, phrase):
            note = f"固定词组“{phrase}”；字序颠倒"
            yield Edit(start, seen, phrase, CLS, "swapped", note)


def _likeness(slip: Slip) -> str:
    """What makes the wrong character easy to take for the right one."""
    wrong, right = ({data.bare(r) for r in data.readings(c)} for c in (slip.wrong, slip.right))
    sound = ("音同" if wrong & right else "音近") if slip.sounds else ""
    return sound + ("形近" if slip.looks else "")


def _meant(text: str, start: int, end: int, phrase: str) -> bool:
    """May the author mean the spelling: quoted, set against the phrase itself, or put to pupils?"""
    around = text[max(0, start - _PLAY) : end + _PLAY]
    if (phrase in around and _AGAINST.search(around)) or _quoted(text, start, end):
        return True
    return in_choice(text, start)


def in_choice(text: str, at: int) -> bool:
    """Does it stand in a choice of a test, where one is to find what is wrong?"""
    return _CHOICE.match(text, text.rfind("\n", 0, at) + 1) is not None


def _misspellings(text: str, pairs: Set[int] | None) -> Iterator[Edit | Doubt]:
    """Words with a character that looks or sounds like the right one."""
    for item in misspellings(text, pairs):
        first = item.start - item.at
        certain = _FIRM_CERTAIN if item.firm else _WORD_CERTAIN
        likely = _FIRM_LIKELY if item.firm else _WORD_LIKELY
        noted = min(item.least, _LEAST_LIKELY)
        if item.firm and _is_bound(text, item, first):
            certain = max(_BOUND_CERTAIN, item.least) if item.least else _WORD_CERTAIN
            likely = max(likely, noted)
        elif item.least:
            certain, likely = item.least, noted
        if item.gain < likely and not item.sure:
            continue
        if spoken_of(text, first, first + len(item.seen)) or is_classical(text, first):
            continue
        if "著" in item.seen and language.is_traditional(
            text[max(0, first - _NEAR) : first + _NEAR]
        ):
            continue  # a quotation in the other script
        if item.word in text[max(0, first - _BESIDE) : first + len(item.seen) + _BESIDE]:
            continue  # 宣泄（渲泄）: of a list of slips
        why = f"；{item.how}而误" if item.how else ""
        note = f"“{item.seen}”在此不成词，当作“{item.word}”{why}"
        sure = item.sure or item.gain >= certain
        kind = Edit if sure and not in_choice(text, first) else Doubt
        yield kind(first, item.seen, item.word, CLS, "misspelling", note)


def _is_bound(text: str, item: Misspelling, first: int) -> bool:
    """Does what stands outside make a word with the wrong character (捐出祖屋 for 出租屋)?"""
    end = first + len(item.seen)
    _, outer = bonds(text, item.start, first, end)
    beside = text[end : end + 1] if item.start + 1 == end else text[first - 1 : first]
    particles = data.table("misspellings")["slips"]["particles"]
    return outer >= _ALONE and _HAN.match(beside) is not None and beside not in particles


def spoken_of(text: str, start: int, end: int) -> bool:
    """Is the word quoted, or called wrong, by the author?"""
    return (
        _quoted(text, start, end)
        or _called_wrong(text, start, end)
        or _of_corrector(text, start, end)
    )


def _of_corrector(text: str, start: int, end: int) -> bool:
    """Does it stand in a quotation, long or short, in a line that speaks of misspellings?"""
    before = text[max(0, start - _IN_LINE) : start].rpartition("\n")[2]
    after = text[end : end + _IN_LINE].partition("\n")[0]
    return bool(
        _MISSPELLINGS.search(before + after)
        and before.count("“") > before.count("”")
        and "”" in after
    )


def _quoted(text: str, start: int, end: int) -> bool:
    """Is it quoted, or part of a quoted word of which the sentence says that it is wrong?"""
    if text[start - 1 : start] in _QUOTE and text[end : end + 1] in _UNQUOTE:
        return True
    left = max(text.rfind(mark, max(0, start - _QUOTED_WORD), start) for mark in _QUOTE)
    right = [at for mark in _UNQUOTE if (at := text.find(mark, end, end + _QUOTED_WORD)) >= 0]
    if left < 0 or not right or any(mark in text[left:start] for mark in _UNQUOTE):
        return False
    around = text[max(0, left - _PLAY) : min(right) + _PLAY]
    return bool(_CALLED_WRONG.search(around) or _TAKEN_FOR.search(around))


def _called_wrong(text: str, start: int, end: int) -> bool:
    around = text[max(0, start - 8) : start] + text[end : end + 8]
    return bool(_CALLED_WRONG.search(around))
