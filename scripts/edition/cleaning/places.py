"""How surely each line of a page is the site's: its own likeness, and what stands around it.

    what the line itself says      own           ┐
    what its neighbours say        above, below  ├ weighed by the table that `likeness` reads,
    where it stands                head, foot, … ┘ for each part of the page anew

In: the lines of a page (folded, bare), and which of them are known to be the site's. Out:
log-odds for the lines at either end. The text begins at its first sentence and ends at its last.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from functools import cache, cached_property
from itertools import groupby

from edition import data
from edition.cleaning import frame, likeness, omissions, signs
from edition.cleaning.lines import ends_sentence
from edition.cleaning.patterns import one_of, pattern

TOP, BOTTOM = 30, 50  # lines at either end of a page that are judged
# Log-odds from which a line goes, and from which a person should look at it: at the first no line
# of a text was lost on pages of sites left out of the training, nor in 1,400 clean texts.
SURE, LIKELY = 2.5, 0.7
# Amid the text a line that is none must be surer by that: 文字编辑 may be a post that is vacant.
# On marked pages this costs 8 of 1,103 lines.
_AMID = 1.5
_STRANGE = 1.0  # log-odds of a title at most
_ROUNDS = 3
_LEAST_OWN = -1.0  # log-odds of the line itself below which no place speaks against it
_FRAGMENT = 40  # characters of a line against which its place may speak more than it itself
_MOST = 5.0  # log-odds that a single line may weigh with its neighbours
_MOST_OWN = 10.0  # log-odds of the line itself that are weighed
_STEPS = (-10, -3, 0, 3)  # log-odds from which each further one may weigh otherwise
_SPEAKS = 1.5  # log-odds from which a line speaks for its neighbours
_KNOWN = 4.0  # log-odds of a line that is known to be the site's
_FOUND = 2.0  # of one that was found to be
_SIZES = (4, 8, 16, 30, 60)
_SHORTEST_TITLE, _LONGEST_TITLE = 4, 50
_SHORTEST_DATED = 3  # characters of a title with a date or the like below it
_SENTENCE = 12
_SHORT = 14  # characters of a line of a menu
_RUNS = (1, 3, 7)  # lines of a menu
_LONGEST = 200  # characters of a line that is judged
_TEXT = -1.0  # log-odds of a sentence that is an author's
# Who wrote it speaks of himself and his own: 对了,我们在渡口等你. A site speaks so of its rights only.
_WE = pattern(r"(?:^|[,。!?;:、])[^,。!?;:、]{0,6}我们?(?!都?的?(?:邮箱|网站|本站|客服))")
_SHORTEST_FIRST = 5  # characters
_FIRST_SENTENCE = pattern(r"[^。!?]{4,60}[。!?](?=[^\s。!?”’」』）)].{3})")
_DATED = pattern(r"(?:19|20)\d\d ?[-年/.] ?\d{1,2}")
_NO_WORD = pattern(r"[\W_]+")


class Page:
    """The lines of a page, and what is asked of them again and again."""

    def __init__(
        self,
        rows: Sequence[str],
        known: Sequence[bool],
        scores: Sequence[float],
        written: Collection[int] = (),
    ) -> None:
        self.rows, self.known = rows, known
        self.own = scores
        self.scores = [
            max(_KNOWN if is_known else -_MOST, min(_MOST, score))
            for score, is_known in zip(scores, known, strict=True)
        ]
        self.text = [
            scores[n] < 0 and (n in written or _is_prose(row)) for n, row in enumerate(rows)
        ]
        self.first = self.text.index(True) if True in self.text else len(rows)
        self.last = len(rows) - 1 - self.text[::-1].index(True) if True in self.text else -1

    @cached_property
    def _counts(self) -> Counter[str]:
        return Counter(self.rows)

    @cached_property
    def _words(self) -> list[str]:
        """The lines above the text and the next, without marks and blanks."""
        return [_NO_WORD.sub("", row) for row in self.rows[: self.first + 1]]

    @cached_property
    def _runs(self) -> list[tuple[int, float]]:
        """For each line, how many short lines it stands among, and how like a site's they are."""
        found: list[tuple[int, float]] = []
        for short, group in groupby(range(len(self.rows)), self._is_short):
            run = list(group)
            mean = sum(self.scores[n] for n in run) / len(run)
            found += [(len(run), mean) if short else (0, 0.0)] * len(run)
        return found

    def _is_short(self, n: int) -> bool:
        return len(self.rows[n]) <= _SHORT and not ends_sentence(self.rows[n])

    def zone(self, n: int) -> str:
        """The part of the page in which line ``n`` stands."""
        if self.last < 0:
            return "none"
        if n < self.first:
            return "head"
        return "foot" if n > self.last else "midst"

    def could_be_title(self, n: int) -> bool:
        """Is line ``n`` as long as titles are, and not like a site's?"""
        size = len(self.rows[n])
        return self.scores[n] < 0 and _SHORTEST_TITLE <= size <= _LONGEST_TITLE

    def signs(self, n: int) -> Iterator[tuple[str, float]]:
        """The signs of line ``n``, each with its strength."""
        rows, scores = self.rows, self.scores
        row, end = rows[n], len(rows) - 1
        zone = self.zone(n)
        yield f"@{zone} bias", 1.0
        for least in _STEPS:
            if (more := min(self.own[n], _MOST_OWN) - least) > 0:
                yield f"@{zone} own above {least}", more
        for name, k in (
            ("above", n - 1),
            ("two above", n - 2),
            ("below", n + 1),
            ("two below", n + 2),
        ):
            if 0 <= k <= end:
                yield f"@{zone} {name}", scores[k]
        if n in (0, end):
            yield f"@{zone} {'last' if n else 'first'} of page", 1.0
        yield f"@{zone} length {sum(len(row) > size for size in _SIZES)}", 1.0
        if ends_sentence(row):
            yield f"@{zone} sentence", 1.0
        if self._counts[row] > 1:
            yield f"@{zone} said again", 1.0
        if not any("\u3400" <= char <= "\u9fff" for char in row):
            yield f"@{zone} no Han", 1.0
        count, mean = self._runs[n]
        if count > 1:
            yield f"@{zone} in a run of short lines {sum(count > size for size in _RUNS)}", 1.0
            yield f"@{zone} its run", mean * min(count, 6) / 6
        if zone == "midst":
            yield f"@midst text above {min(sum(self.text[:n]), 3)}", 1.0
            yield f"@midst text below {min(sum(self.text[n + 1 :]), 3)}", 1.0
        elif zone != "none":
            yield from self._signs_at_end(n, zone)

    def _signs_at_end(self, n: int, zone: str) -> Iterator[tuple[str, float]]:
        """Signs of a line above the text or below it."""
        head = zone == "head"
        size = self.first if head else len(self.rows) - 1 - self.last
        prose = sum(self.text)
        yield f"@{zone} lines to those of text {sum(size > k * prose for k in (1, 2, 4))}", 1.0
        near = range(n + 1, self.first) if head else range(self.last + 1, n)
        outer = range(n) if head else range(n + 1, len(self.rows))
        yield f"@{zone} speak towards the text", self._speaking(near)
        yield f"@{zone} speak towards the edge", self._speaking(outer)
        yield f"@{zone} titles towards the text {min(sum(map(self.could_be_title, near)), 3)}", 1.0
        yield f"@{zone} titles towards the edge {min(sum(map(self.could_be_title, outer)), 3)}", 1.0
        if likeness.is_names(self.rows[n]):
            yield f"@{zone} names", 1.0
        if not near:
            yield f"@{zone} beside the text", 1.0
        if head:
            yield from self._repetitions(n)

    def _repetitions(self, n: int) -> Iterator[tuple[str, float]]:
        """Of a line above the text: does it say another line there once more, as titles are?"""
        own = self._words[n]
        if len(own) < _SHORTEST_TITLE:
            return
        for k in range(min(self.first + 1, len(self.rows))):
            other = self._words[k]
            if k == n or len(other) < _SHORTEST_TITLE or not (own in other or other in own):
                continue
            how = "says" if own == other else "is in" if own in other else "holds"
            yield f"@head {how} a line {'above' if k < n else 'below'}", 1.0

    def _speaking(self, place: range) -> float:
        """How many lines speak like a site, up to four, as a share of four."""
        return min(sum(self.scores[k] > _SPEAKS for k in place), 4) / 4


def _is_prose(row: str) -> bool:
    return (len(row) > _SENTENCE and ends_sentence(row)) or len(row) > _LONGEST_TITLE


def judge(
    rows: Sequence[str], known: Sequence[bool], written: Collection[int] = ()
) -> dict[int, float]:
    """Log-odds of the lines at either end that are not known yet. Lines that are sure to be the
    site's speak for the others; ``written``: lines that are the author's. What may be the title of the
    text is left out."""
    ends = {*range(TOP), *range(len(rows) - BOTTOM, len(rows))} & {*range(len(rows))}
    scores = [
        likeness.score(row) if n in ends and len(row) <= _LONGEST else -_MOST
        for n, row in enumerate(rows)
    ]
    left = [n for n in ends - {*written} if may_go(rows[n], scores[n])]
    taken = list(known)
    found: dict[int, float] = {}
    for _ in range(_ROUNDS):
        page = Page(rows, known, scores, written)
        judged = {n: _log_odds(page, n) for n in left if not taken[n]}
        for n in _titles(page, judged):
            del judged[n]
        found |= judged
        sure = [n for n, odds in judged.items() if odds > SURE]
        if not sure:
            break
        for n in sure:
            taken[n] = True
            scores[n] = max(scores[n], _FOUND)
    return found


def _titles(page: Page, judged: dict[int, float]) -> set[int]:
    """Lines above the text that stay as its title: the one least like a site's, and one right
    above a line that begins with a date."""
    rows = page.rows
    fit = [n for n in judged if n < page.first and _is_no_label(rows[n], page.own[n])]
    dated = {
        n
        for n in judged
        if n < page.first
        and n + 1 < len(rows)
        and _tells(rows[n + 1])
        and _has_title_length(rows[n], _SHORTEST_DATED)
        and not _is_of_site(rows[n])
    }
    return dated | {min(fit, key=lambda n: (judged[n], -n))} if fit else dated


def _tells(row: str) -> bool:
    """Does it begin with a date, or tell who wrote the text or when the page was put up?"""
    row = row.lstrip("([ ")
    return bool(_DATED.match(row)) or frame.tells_of_page(row)


@cache
def _tells_on() -> re.Pattern[str]:
    conjunctions = data.table("headings")["conjunctions"]["words"]
    return re.compile(rf"{one_of(conjunctions)}|[^。!?]{{0,12}}[说曰道]:")


def may_go(row: str, score: float) -> bool:
    """Is it a line of which its place may speak? A long one must speak for itself."""
    if _tells_on().match(row) and ends_sentence(row) and not signs.talks(row):
        return False  # what goes on with the text above is a sentence of it
    if len(row) > _FRAGMENT and _WE.search(row) and ends_sentence(row) and not signs.talks(row):
        return False
    least = _LEAST_OWN if len(row) <= _FRAGMENT else 0.0
    return 0 < len(row) <= _LONGEST and score > least and not begins_as_text(row)


def begins_as_text(row: str) -> bool:
    """Is the first of its sentences an author's (今天它还在那里。本文来自某某网…)? Then only what is
    behind it may go (`insertions`)."""
    said = omissions.unfinished().search(row)  # 他走到江边，……(未完，全文共919字
    sentence = _FIRST_SENTENCE.match(row)
    first = row[: said.start()] if said else sentence[0] if sentence else ""
    return len(first) >= _SHORTEST_FIRST and likeness.score(first) < _TEXT


def _is_no_label(row: str, score: float) -> bool:
    """Could it be a title, even a strange one?"""
    return score < _STRANGE and _has_title_length(row, _SHORTEST_TITLE)


def _has_title_length(row: str, shortest: int) -> bool:
    """Has it the length of a title, and is it no label or date?"""
    fits = shortest <= len(row) <= 2 * _LONGEST_TITLE and row[-1] != ":"
    return fits and not _DATED.match(row)


def _is_of_site(row: str) -> bool:
    """Is it the name of a site, a menu, a path, or does it tell of the page?"""
    menu = signs.is_menu(row) or signs.in_menus(row)
    return menu or signs.names_site(row) or signs.is_path(row) or _tells(row)


def _log_odds(page: Page, n: int) -> float:
    weights = data.likeness()
    signs = sum(weights.get(sign, 0.0) * strength for sign, strength in page.signs(n))
    amid = _AMID if page.zone(n) == "midst" else 0.0
    return signs + weights.get("@", 0.0) - amid
