"""Reading: a witness, the edits that were made to it step by step, and the text they leave.

The order of the steps is forced, since each destroys evidence that an earlier one needs: OpenCC
would turn 顒 into 颙, whose bytes no longer prove a repair; `reflow` deletes the space that is a
heading's only boundary. Nothing here knows Markdown: that is `page`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import cast

from edition.classes import CLASSES
from edition.cleaning import (
    backslashes,
    barefacts,
    blanket,
    bylines,
    captions,
    cards,
    chains,
    chrome,
    chunks,
    contents,
    dashmarks,
    databases,
    dates,
    digits,
    disguises,
    dress,
    emendation,
    encoding,
    endings,
    furniture,
    glued,
    insertions,
    jammers,
    lacuna,
    lost,
    markup,
    metadata,
    omissions,
    paragraphs,
    plays,
    questionmarks,
    quotations,
    reflow,
    runin,
    runningheads,
    runontitles,
    script,
    semicolons,
    senseless,
    sequence,
    shift,
    sites,
    spread,
    structure,
    swallowed,
    translations,
    width,
    wordglosses,
)
from edition.cleaning.traces import Traces
from edition.cleaning.zones import Zones, signs
from edition.edit import Doubt, Edit, Spot, align, apply, rewind
from edition.rulings import Emendation, Rulings
from edition.witness import Witness

__all__ = ["CLASSES", "Finder", "Reading", "Step", "as_text", "finders", "read"]

# What holds in code and addresses too: a # there must not become a heading, and a person rules.
_ANYWHERE = {"literal-number-sign", "person", "outer-blank-lines", "line-ends", "undecodable-bytes"}

# Steps that mend bytes, or take out what looks like code, know no zones.
_WITHOUT_ZONES = {"shifted-bytes", "injected-pinyin", "jammers", "addresses"}

Finder = Callable[[str], Iterable["Edit | Doubt"]]


@dataclass(frozen=True, slots=True)
class Step:
    """One pass over the text: its edits have offsets in what the step before left."""

    cls: str
    name: str
    edits: tuple[Edit, ...]
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """``text`` is the reading text in the notation of `cleaning.structure`."""

    witness: Witness
    rulings: Rulings
    steps: tuple[Step, ...]
    text: str
    facts: dict[str, str] = field(default_factory=dict)

    def edits(self) -> Iterator[Edit]:
        for step in self.steps:
            yield from step.edits

    def spots(self) -> list[Spot]:
        """Where witness and reading text differ, by offsets in both."""
        return align(step.edits for step in self.steps)

    def witness_text(self) -> str:
        """The text of the witness, got back by undoing every step."""
        return rewind(self.text, [step.edits for step in self.steps])


def finders(rulings: Rulings, traces: Traces) -> Iterator[tuple[str, str, Finder]]:
    """(class, step, function) in their order. ``traces`` takes in what each of them took out."""
    yield encoding.CLS, "characters", encoding.characters
    yield encoding.CLS, "written-breaks", encoding.written_breaks
    yield lacuna.CLS, "teaser", omissions.teaser  # while the page shows its pinyin
    yield encoding.CLS, "shifted-bytes", shift.runs
    yield encoding.CLS, "injected-pinyin", encoding.injections
    yield encoding.CLS, "torn-pinyin", wordglosses.torn
    yield lost.CLS, "lost-characters", lost.characters
    yield encoding.CLS, "backslashes", backslashes.behind
    yield swallowed.CLS, "swallowed-bytes", swallowed.pairs
    yield questionmarks.CLS, "question-marks", _seen_simplified(questionmarks.marks)
    yield disguises.CLS, "disguises", disguises.characters
    yield width.CLS, "letters", width.letters
    yield chrome.CLS, "ruled", lambda text: chrome.ruled(text, rulings.removals)
    yield chrome.CLS, "jammers", jammers.strings
    yield senseless.CLS, "jammers-han", senseless.han
    yield senseless.CLS, "jammers-senseless", senseless.paragraphs
    yield chrome.CLS, "jammers-marks", jammers.marks
    yield width.CLS, "stops", width.stops
    yield spread.CLS, "spread-titles", spread.titles
    yield spread.CLS, "columns", spread.columns
    yield chrome.CLS, "addresses", insertions.addresses
    yield chrome.CLS, "broken-words", insertions.broken
    yield chrome.CLS, "jammers-tags", jammers.tags
    yield sites.CLS, "site-names", sites.spans
    yield insertions.CLS, "edit-links", insertions.edit_links
    yield markup.CLS, "codes", markup.bbcode
    yield markup.CLS, "spans", markup.spans
    yield captions.CLS, "doubled-lines", captions.doubled_lines
    yield captions.CLS, "timecodes", captions.timecodes
    yield captions.CLS, "feet", captions.feet
    yield captions.CLS, "slide-feet", captions.slide_feet
    yield cards.CLS, "cards", cards.listed
    yield dress.CLS, "behind-title", dress.behind_title
    yield chrome.CLS, "lines", chrome.site_lines
    yield translations.CLS, "translations", translations.below
    yield insertions.CLS, "insertions", insertions.spans
    yield furniture.CLS, "contents-codes", furniture.contents_codes
    yield furniture.CLS, "contents-pages", contents.pages
    yield furniture.CLS, "running-heads", runningheads.running_heads
    yield furniture.CLS, "page-numbers", furniture.page_numbers
    yield furniture.CLS, "emphasis-dots", furniture.emphasis_dots
    yield furniture.CLS, "counters", furniture.counters
    yield chunks.CLS, "chunk-numbers", chunks.chunk_numbers
    yield furniture.CLS, "reference-marks", _seen_simplified(furniture.reference_marks)
    yield semicolons.CLS, "semicolons", semicolons.breaks
    yield dashmarks.CLS, "dash-marks", dashmarks.marks
    yield databases.CLS, "database", databases.form
    yield metadata.CLS, "run-on", metadata.run_on
    yield metadata.CLS, "title-page", metadata.title_page
    yield barefacts.CLS, "bare", lambda text: barefacts.bare(text, traces.facts + traces.every)
    yield structure.CLS, "closing-marks", quotations.torn_off
    yield structure.CLS, "paragraphs", _seen_as_read(paragraphs.paragraphs)
    yield bylines.CLS, "bylines", _seen_simplified(bylines.signed)
    yield chrome.CLS, "title-again", _seen_simplified(runontitles.title_again)
    yield structure.CLS, "after-title", lambda text: runontitles.after_title(text, traces)
    yield structure.CLS, "glued", _seen_simplified(glued.points)
    yield structure.CLS, "bracketed", lambda text: sorted(glued.bracketed(text))
    yield structure.CLS, "labelled", _seen_simplified(glued.labelled)
    yield structure.CLS, "plays", _seen_simplified(plays.plays)
    yield structure.CLS, "turns", _seen_simplified(glued.turns)
    yield structure.CLS, "chains", _seen_as_read(chains.chains)
    yield structure.CLS, "ruled", lambda text: structure.ruled(text, rulings.breaks)
    yield structure.CLS, "run-in-headings", _seen_as_read(runin.run_in_headings)
    yield structure.CLS, "headings", _seen_as_read(partial(structure.headings, traces=traces))
    yield reflow.CLS, "line-breaks", reflow.line_breaks
    yield reflow.CLS, "spaces", reflow.spaces
    yield width.CLS, "marks", width.marks
    yield width.CLS, "doubled-marks", width.doubled
    yield quotations.CLS, "quotes", quotations.quotes
    yield quotations.CLS, "unpaired", quotations.unpaired
    yield script.CLS, "simplified", script.to_simplified
    ruled = rulings.emendations
    met: set[Emendation] = set()
    yield emendation.CLS, "ruled", lambda text: emendation.ruled(text, ruled, met)
    mind = partial(emendation.unruled, ruled)  # what a person put stays
    yield emendation.CLS, "title", mind(lambda text: emendation.title(text, traces.every))
    yield emendation.CLS, "words", mind(emendation.words)
    yield blanket.CLS, "blanket", mind(blanket.blanket)
    yield emendation.CLS, "digits", mind(digits.digits)
    yield dates.CLS, "dates", mind(lambda text: dates.lost(text, traces.every + traces.facts))
    yield emendation.CLS, "list-numbers", mind(emendation.list_numbers)
    yield emendation.CLS, "sequence", mind(sequence.slips)
    yield emendation.CLS, "series", mind(sequence.inline)
    # A context copied from the finished page may hold words that were just put right.
    yield emendation.CLS, "ruled-late", lambda text: emendation.ruled(text, ruled, met)
    yield lacuna.CLS, "splices", lacuna.splices
    yield lacuna.CLS, "missing-pieces", lacuna.missing_pieces
    yield lacuna.CLS, "missing-first", lacuna.missing_first
    yield lacuna.CLS, "missing-articles", lacuna.missing_articles
    yield lacuna.CLS, "missing-numbers", lacuna.missing_numbers
    yield lacuna.CLS, "elided", omissions.elided
    yield lacuna.CLS, "deleted-names", lacuna.deleted_names
    yield lacuna.CLS, "starred", lacuna.starred
    yield lacuna.CLS, "nameless", lacuna.nameless
    yield lacuna.CLS, "lost-beginnings", partial(lacuna.lost_beginnings, traces=traces)
    yield lacuna.CLS, "speaker", lacuna.without_speaker
    yield lacuna.CLS, "lost-characters", lacuna.lost_characters
    yield lacuna.CLS, "cut-off", lambda text: endings.cut_off(text, traces)


def _seen_simplified(find: Callable[[str], Iterable[Edit]]) -> Finder:
    return partial(script.seen_simplified, find)


def _seen_as_read(find: Callable[[str], Iterable[Edit]]) -> Finder:
    return partial(script.seen_as_read, find)


def read(
    witness: Witness, rulings: Rulings | None = None, without: Collection[str] = ()
) -> Reading:
    """The reading of a witness under a person's rulings; classes in ``without`` are left out.

    Pure: the same input gives the same reading, and nothing is written.
    """
    rulings = rulings or Rulings()
    text = witness.text
    steps: list[Step] = []
    traces = Traces(chrome.AMID)
    zoned = signs(text)  # most texts have no zone: not looked for again at each step
    for cls, name, find in finders(rulings, traces):
        if cls in without:
            continue
        found = list(find(text))
        if not found:
            continue
        if rulings.vetoes:
            found = [item for item in found if not _vetoed(item, text, rulings)]
        may_have = zoned or text.startswith("---")
        if may_have and name not in _WITHOUT_ZONES and (zones := Zones(text, zoned)):
            found = [i for i in found if i.rule in _ANYWHERE or not zones.forbid(i)]
        edits, doubts = _parted(found)
        if edits or doubts:
            steps.append(Step(cls, name, edits, doubts))
            traces.take(cls, text, edits)
            before, text = text, apply(text, edits)
            script.carry(before, text, edits)
            zoned |= signs("".join([edit.new for edit in edits]))
    facts = metadata.facts(e for step in steps if step.cls == metadata.CLS for e in step.edits)
    return Reading(witness, rulings, tuple(steps), text, facts | dict(rulings.facts))


def _parted(found: list[Edit | Doubt]) -> tuple[tuple[Edit, ...], tuple[Doubt, ...]]:
    doubts = tuple(item for item in found if isinstance(item, Doubt))
    if not doubts:
        return cast("tuple[Edit, ...]", tuple(found)), ()  # nearly always: no second look
    return tuple(item for item in found if isinstance(item, Edit)), doubts


def _vetoed(item: Edit | Doubt, text: str, rulings: Rulings) -> bool:
    """Has a person ruled that this rule is not to touch these words? The words of a veto may be
    the edited ones or hold them with some context."""
    old = item.old if isinstance(item, Edit) else item.text
    for veto in rulings.vetoes:
        if veto.rule != item.rule:
            continue
        if not veto.text or old == veto.text:
            return True
        lo = max(0, item.start - len(veto.text))
        at = text.find(veto.text, lo, item.end + len(veto.text))
        if at >= 0 and at <= item.start and item.end <= at + len(veto.text):
            return True
    return False


def as_text(reading: Reading) -> str:
    """The reading text, one block a line, headings with their ``#``s, no other mark-up."""
    lines = (structure.plain(block.text).strip("\n") for block in structure.blocks(reading.text))
    return "".join(f"{line}\n" for line in lines)
