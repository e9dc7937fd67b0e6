"""Exams: the options that a question leaves to choose from, and the questions that they stand below.

    2．下列哪种船可以过滩？         a question: its number begins no section, and no previewer put it there
    A．木船                        options: no headings and no heads of pages, though they have no full stop
    B．竹筏
    C．铁驳

In: lines or blocks. Out: which of them (their places) are options, which are questions.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from edition.cleaning.patterns import pattern

_LETTERS = "ABCDEFGH"
_OPTION = pattern(r"[ \t\u3000]*(?P<letter>[A-H])(?:(?P<point>[.．、])|(?P<blank>[ \u3000])) ?\S")
_NEXT = pattern(r"(?<=[ \t\u3000；;。])(?P<letter>[B-H])[.．、]")
_NUMBERED = pattern(r"[ \t\u3000]*(?:\d{1,3}[.．、](?!\d)|[（(]\d{1,3}[）)])")
# What a question has and the name of a section with points A. B. C. has not.
_ASKS = pattern(r"[？?]|[（(][ \u3000]*[）)]|[＿_]{2}|[下以][列述]|哪|[是为有][：:]?$")
_FEWEST = 3  # options below a question
_LONGEST_STEM = 8  # lines of a question, with the passage that it is about


class _Choice(NamedTuple):
    """The places of a question (of the line above the options, where none has a number), and of its options."""

    stem: int
    numbered: bool
    options: list[int]


def options(lines: Sequence[str]) -> set[int]:
    """The lines that begin with A．, B．, C．, … in order, three letters at least (several may be in one)."""
    return {n for choice in _choices(lines) for n in choice.options}


def questions(lines: Sequence[str]) -> set[int]:
    """The lines with a number below which options follow before the next number."""
    return {choice.stem for choice in _choices(lines) if choice.numbered}


def _choices(lines: Sequence[str]) -> list[_Choice]:
    """All of an exam: at least half of its questions ask."""
    found = [_below(lines, run) for run in _runs(lines)]
    asks = sum(
        any(_ASKS.search(line.rstrip()) for line in lines[max(0, stem) : run[0]])
        for stem, _, run in found
    )
    return found if 2 * asks >= len(found) else []


def _below(lines: Sequence[str], run: list[int]) -> _Choice:
    for n in range(run[0] - 1, max(-1, run[0] - 1 - _LONGEST_STEM), -1):
        if _NUMBERED.match(lines[n]):
            return _Choice(n, True, run)
        if _OPTION.match(lines[n]):
            break
    return _Choice(run[0] - 1, False, run)


def _runs(lines: Sequence[str]) -> list[list[int]]:
    """Lines one after the other that begin with the letters in order."""
    runs: list[tuple[list[int], int]] = []  # with the letters that each has
    kind = ""
    for n, line in enumerate(lines):
        match = _OPTION.match(line)
        if match is None:
            continue
        letter = _LETTERS.index(match["letter"])
        more = 1 + _also(line, match.end("letter"), letter)
        open_run, letters = runs[-1] if runs else ([], 0)
        if open_run and n == open_run[-1] + 1 and letter == letters and match.lastgroup == kind:
            open_run.append(n)
            runs[-1] = open_run, letters + more
        elif not letter:
            runs.append(([n], more))
            kind = match.lastgroup or ""
    return [run for run, letters in runs if letters >= _FEWEST]


def _also(line: str, start: int, letter: int) -> int:
    """How many options more the line has behind its first (A．一  B．二  C．三)."""
    more = 0
    for other in _NEXT.finditer(line, start):
        more += other["letter"] == _LETTERS[letter + more + 1 : letter + more + 2]
    return more
