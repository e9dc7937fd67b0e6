"""Suggest: what in the texts might deserve an entry in the glossary.

Three signs, none of which needs a dictionary: a slogan is set in quotation marks; the members of
an enumeration with 、 are built alike; a fixed string comes back, holds together (its parts meet
more often than by chance) and stands free (its neighbours change). The last is the usual test
for new words in Chinese: mutual information inside, branching at the edges.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from edition.glossary import Glossary

_SHORTEST, _LONGEST = 3, 10  # characters of a fixed string
_FEWEST = 3  # times that it stands in the collection
_COHESION = 4.0  # bits: log2 of how much more often than by chance its parts meet
_NEIGHBOURS = 3  # different characters (or edges) on each side
_QUOTED = re.compile(r"“([\u4e00-\u9fff、，]{2,16})”")
_LISTED = re.compile(r"(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{2,12}(?:、[\u4e00-\u9fff]{2,12}){2,}")
_HAN = re.compile(r"[\u4e00-\u9fff]+")
# An author who quotes or balances a phrase means it; that a string comes back may be the language.
_WEIGHTS = {"引号": 3.0, "排比": 2.0, "定型": 1.0}
_CONTEXT = 10  # characters on each side
_CONTEXTS = 3
# Words that open or close a phrase and not a term.
_LOOSE_HEAD = re.compile(
    r"[的了和与及并在是要把对从为也都就而使将让被以等我这那其各有到不处才比中一下切]"
)
_LOOSE_TAIL = re.compile(
    r"[的了和与及并在是要把对从为也都就而使将让被以等一二三四五们中下上里内时不断正]"
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A string that might be a term. ``score`` only ranks; ``signs`` are Chinese, for people."""

    form: str
    count: int
    texts: int
    signs: tuple[str, ...]
    score: float
    contexts: tuple[str, ...]


def candidates(paragraphs: Sequence[tuple[str, str]], glossary: Glossary) -> list[Candidate]:
    """Candidates in (slug, text) paragraphs, the most likely first, none that a form in the
    glossary already covers."""
    signs: defaultdict[str, set[str]] = defaultdict(set)
    for _, text in paragraphs:
        for match in _QUOTED.finditer(text):
            signs[match[1]].add("引号")
        for match in _LISTED.finditer(text):
            balanced = _balanced(match[0].split("、"))
            if balanced:
                signs[balanced].add("排比")
    for form in _fixed(paragraphs):
        signs[form].add("定型")
    known = {form for term in glossary.terms.values() for form in term.forms}
    found = [
        _candidate(form, sorted(why), paragraphs)
        for form, why in signs.items()
        if form not in known and not _covered(form, glossary)
    ]
    return sorted(found, key=lambda c: (-c.score, c.form))


def _balanced(members: list[str]) -> str:
    """The enumeration, if its members are of one length; empty if not. Words of the sentence cling
    to the first and the last (做到选准、选实、选细): they are cut off if all members share a
    character in the same place."""
    length = len(members[1])
    cut = [members[0][-length:], *members[1:-1], members[-1][:length]]
    if {len(member) for member in cut} != {length}:
        return ""
    alike = any(len(set(place)) == 1 for place in zip(*cut, strict=True))
    return "、".join(cut) if alike or cut == members else ""


def _covered(form: str, glossary: Glossary) -> bool:
    """Is the string little more than terms that are there? (党的群众路线 with 群众路线)"""
    return sum(m.end - m.start for m in glossary.find(form)) * 2 > len(form)


def _candidate(form: str, signs: list[str], paragraphs: Sequence[tuple[str, str]]) -> Candidate:
    contexts: list[str] = []
    slugs: set[str] = set()
    count = 0
    for slug, text in paragraphs:
        at = text.find(form)
        while at >= 0:
            slugs.add(slug)
            count += 1
            if len(contexts) < _CONTEXTS:
                contexts.append(_context(text, at, at + len(form)))
            at = text.find(form, at + len(form))
    spread = math.log2(1 + count) * math.log2(1 + len(form)) * (1 + math.log2(len(slugs)))
    score = spread * sum(_WEIGHTS[sign] for sign in signs)
    return Candidate(form, count, len(slugs), tuple(signs), score, tuple(contexts))


def _context(text: str, start: int, end: int) -> str:
    left, right = max(0, start - _CONTEXT), min(len(text), end + _CONTEXT)
    before = "…" * (left > 0) + text[left:start]
    after = text[end:right] + "…" * (right < len(text))
    return f"{before}【{text[start:end]}】{after}"


def _fixed(paragraphs: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Strings that come back, hold together and stand free; of two that always stand together
    the longer one only."""
    counts: Counter[str] = Counter()
    before: defaultdict[str, set[str]] = defaultdict(set)
    after: defaultdict[str, set[str]] = defaultdict(set)
    edge = 0
    for _, text in paragraphs:
        for run in _HAN.finditer(text):
            han = run[0]
            for length in range(1, _LONGEST + 1):
                for at in range(len(han) - length + 1):
                    form = han[at : at + length]
                    counts[form] += 1
                    if length < _SHORTEST:
                        continue
                    # The edge of a clause is a neighbour of its own each time.
                    edge += 1
                    before[form].add(han[at - 1] if at else f"^{edge}")
                    end = at + length
                    after[form].add(han[end] if end < len(han) else f"${edge}")
    letters = sum(n for form, n in counts.items() if len(form) == 1)
    kept = {
        form
        for form, n in counts.items()
        if len(form) >= _SHORTEST
        and n >= _FEWEST
        and min(len(before[form]), len(after[form])) >= _NEIGHBOURS
        and not _LOOSE_HEAD.match(form)
        and not _LOOSE_TAIL.match(form[-1])
        and _cohesion(form, counts, letters) >= _COHESION
    }
    for form in kept:
        wider = (other for other in kept if form != other and form in other)
        if not any(2 * counts[other] > counts[form] for other in wider):
            yield form


def _cohesion(form: str, counts: Counter[str], letters: int) -> float:
    """In bits, at the weakest joint: log2 p(form) / (p(left) p(right))."""
    return min(
        math.log2(counts[form] * letters / (counts[form[:at]] * counts[form[at:]]))
        for at in range(1, len(form))
    )
