"""Page: a reading as Markdown, and the last step of its record.

Mark-up is made by edits too, so the Markdown can be undone like everything else: front matter,
escapes, paragraph ids, and CriticMarkup for what a reader is to see of the apparatus:

    {~~稳固~>巩固~~}{>>emendation/known-word<<}          a word put right
    {++【原文至此中断】++}{>>lacuna/cut-off<<}           a note
    {==效劳==}{>>doubt/known-word: 疑当作“服务”…<<}     a doubt: nothing was changed

Any CriticMarkup processor in "accept" mode gives the reading text from it, in "reject" mode the
words of the witness. Whatever could be Markdown, HTML or CriticMarkup in the text itself is
escaped: it shows as the characters it is.
"""

from __future__ import annotations

import html
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from edition import data
from edition.cleaning.structure import Block, blocks, plain
from edition.edit import Edit, align, apply
from edition.reading import CLASSES, Reading, Step

CLS = "markup"
# Between the members of a list in one line: a line may end with the dot, and never begins with it.
SEPARATOR = "&nbsp;· "
GENERATED = "<!-- 由 scripts/clean.py 生成，请勿手改 -->\n\n"

# What a reader sees marked in the text (policy, table of classes). Characters without ink and
# line ends are encoding too, but there is nothing to show.
_MARKED = {
    "encoding": {
        "shifted-bytes",
        "swallowed-bytes",
        "injected-pinyin",
        "undecodable-bytes",
        "restored-character",
    },
    "emendation": None,
    "lacuna": None,
    "doubt": None,
}
_PRIORITY = ("lacuna", "emendation", "encoding", "doubt")
_NOTE = re.compile(r"【[^】]*】")
_HEADING = re.compile(r"#{1,4} ")
_LONGEST_MADE_TITLE = 30


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block of a page as its readers and links know it: ``id`` p1, p2, … or s1, … (headings)."""

    id: str
    level: int  # 0: a paragraph, 1 to 4: a heading
    text: str  # without #s and escapes
    start: int  # in the reading text, code points


@dataclass(frozen=True, slots=True)
class _Mark:
    """A place of the reading text to be marked: ``text`` stands there, ``witness`` in the raw."""

    start: int
    end: int
    cls: str
    rule: str
    witness: str
    note: str


def paragraphs(reading: Reading) -> list[Paragraph]:
    """The blocks of a reading with their ids."""
    found = []
    counts: Counter[str] = Counter()
    for block in blocks(reading.text):
        match = _HEADING.match(block.text)
        kind = "s" if match else "p"
        counts[kind] += 1
        skip = match.end() if match else len(block.text) - len(plain(block.text))
        level = match.end() - 1 if match else 0
        text = block.text[skip:]
        found.append(Paragraph(f"{kind}{counts[kind]}", level, text, block.start + skip))
    return found


def title(reading: Reading) -> tuple[str, bool]:
    """The title of a text, and whether it was made: the witness's own, or what a person set, or
    the beginning of the first paragraph."""
    own = next((p.text for p in paragraphs(reading) if p.level == 1), "")
    if own:
        return reading.rulings.facts.get("title", own), False
    made = reading.rulings.facts.get("title") or _made_title(reading)
    return made, True


def _made_title(reading: Reading) -> str:
    """By deletion only: the first clause of the text, cut where it would be too long."""
    first = next((p.text for p in paragraphs(reading) if p.text), reading.witness.id)
    clause = re.split(r"[。！？；：，\n]", first, maxsplit=1)[0]
    return clause[:_LONGEST_MADE_TITLE] or first[:_LONGEST_MADE_TITLE]


def markup(reading: Reading, front: Mapping[str, object]) -> Step:
    """The step that turns the reading text into the page's Markdown. ``front`` is the front
    matter, in the order in which it is to stand."""
    text = reading.text
    marks = list(_marks(reading))
    pieces: list[Edit] = []
    head = front_matter(front)
    made, is_made = title(reading)
    if is_made:
        head += f"# {{++{entities(made)}++}}{{>>structure/made-title<<}} {{: #title }}\n\n"
    pieces.append(Edit(0, "", head, CLS, "front-matter"))
    for block, paragraph in zip(blocks(text), paragraphs(reading), strict=True):
        pieces += _block(block, paragraph, marks)
    pieces.append(Edit(len(text), "", "\n", CLS, "front-matter"))
    return Step(CLS, "markdown", tuple(_merged(pieces)))


def front_matter(front: Mapping[str, object]) -> str:
    """YAML, each value in JSON: every JSON text in one line is YAML, and quotes are safe.

    Themes put title, description, author and tags into their pages as HTML, unescaped; so as
    HTML they are written here.
    """
    rows = {
        key: _html(value) if key in ("title", "description", "author", "tags") else value
        for key, value in front.items()
    }
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in rows.items()]
    return "---\n" + "\n".join(lines) + "\n---\n\n"


def _html(value: object) -> object:
    if isinstance(value, list):
        return [html.escape(str(item)) for item in value]
    return html.escape(str(value))


def _block(block: Block, paragraph: Paragraph, marks: Sequence[_Mark]) -> Iterator[Edit]:
    """Escapes, marks and id of one block."""
    at = paragraph.start
    if at > block.start and not paragraph.level:  # the backslash before a literal #: see escape
        yield Edit(block.start, block.text[: at - block.start], "", CLS, "escape")
    for mark in (m for m in marks if at <= m.start and m.end <= block.end):
        if mark.start < at:
            continue
        yield from _escapes(block, at, mark.start, paragraph.start)
        old = block.text[mark.start - block.start : mark.end - block.start]
        yield Edit(mark.start, old, _critic(mark, old), CLS, "mark")
        at = mark.end
    yield from _escapes(block, at, block.end, paragraph.start)
    id = f" {{: #{paragraph.id} }}" if paragraph.level else f"\n{{: #{paragraph.id} }}"
    yield Edit(block.end, "", id, CLS, "id")


def _critic(mark: _Mark, old: str) -> str:
    # What a table says of a word is looked up when the page is made: prose stays readable.
    note = "" if mark.note == data.evidence(mark.witness, old) else mark.note
    comment = f"{{>>{mark.cls}/{mark.rule}{': ' if note else ''}{entities(note)}<<}}"
    new, witness = entities(old), entities(mark.witness)
    if mark.cls == "doubt":
        return f"{{=={new}==}}{comment}"
    if not mark.witness:
        return f"{{++{new}++}}{comment}"
    if not old:
        return f"{{--{witness}--}}{comment}"
    return f"{{~~{witness}~>{new}~~}}{comment}"


# ASCII punctuation that Markdown, its extensions, HTML or a template could read; the comma and
# a few more cannot begin anything. And blanks behind a blank, of which HTML would show one: in a reading
# they are to be filled in, or set a line of code in.
_ACTIVE = re.compile(
    r"[\\`*_\[\]<>&{}|~^=$]|:(?=\w)|!(?=\[)|\+(?=\+)|%(?=\})|-(?=-)|(?<=-)-|(?<= ) "
)
# At the beginning of a block also list signs, headings, rules, numbers of a list.
_LEADING = re.compile(r" +[#+\-]?|[#+\-:!@%](?!\w)|#+|-+|\d+(?P<dot>[.)])(?=\s|$)|\?\?\?|:::|///|@")


def _escapes(block: Block, start: int, end: int, first: int) -> Iterator[Edit]:
    """Escapes for the span [start, end) of a block whose text begins at ``first``."""
    text = block.text
    at = start - block.start
    stop = end - block.start
    begins = start == first
    while at <= stop:
        line_end = text.find("\n", at, stop)
        line_end = stop if line_end < 0 else line_end
        if begins and (lead := _LEADING.match(text, at, line_end)):
            for i in range(lead.start("dot") if lead["dot"] else at, lead.end()):
                yield Edit(block.start + i, text[i], entity(text[i]), CLS, "escape")
            at = lead.end()
        for match in _ACTIVE.finditer(text, at, line_end):
            yield Edit(block.start + match.start(), match[0], entity(match[0]), CLS, "escape")
        if line_end < stop:  # a line of code or the like: the break is shown
            yield Edit(block.start + line_end, "\n", "  \n", CLS, "escape")
        at = line_end + 1
        begins = True


def entity(char: str) -> str:
    """A character as a numeric reference: no Markdown processor takes that for mark-up, nor a blank for
    none."""
    return f"&#{0xA0 if char == ' ' else ord(char)};"


def entities(text: str) -> str:
    """``text`` with every ASCII sign and line break as a numeric reference; what a word is in
    CriticMarkup, whose processors know no escapes."""
    return re.sub(r"[^\w \u0080-\U0010ffff]|[\n\r\t]|_", lambda m: entity(m[0]), text)


def escaped(text: str) -> str:
    """``text`` as Markdown that shows as the characters it is."""
    block = Block(0, len(text), text)
    return apply(text, list(_escapes(block, 0, len(text), 0)))


def _marks(reading: Reading) -> Iterator[_Mark]:
    """The places to be marked, in order, none over the edge of a block."""
    witness = reading.witness.text
    steps = [
        sorted(
            [
                *step.edits,
                *(Edit(d.start, d.text, d.text, "doubt", d.rule, _doubt(d.suggestion, d.note))
                  for d in step.doubts),
            ],
            key=lambda edit: edit.start,
        )
        for step in reading.steps
    ]  # fmt: skip
    for spot in align(steps):
        edit = _shown(spot.edits)
        if edit is None:
            continue
        start, end = spot.b0, spot.b1
        if start == end and edit.cls == "encoding":
            continue  # repaired, and then taken out with the words around it
        text = reading.text[start:end]
        if edit.cls == "lacuna":
            if said := _NOTE.search(text):
                lo, hi = start + said.start(), start + said.end()
                yield _Mark(lo, hi, "lacuna", edit.rule, "", edit.note)
        elif "\n" not in text and "#" not in text[:4]:
            raw = printable(witness[spot.a0 : spot.a1])
            yield _Mark(start, end, edit.cls, edit.rule, raw, edit.note)
        else:
            # The spot took in layout: mark the last line of it, where the words are.
            inner = start + re.match(r"(?s:.*\n)?(?:#+ )?", text).end()  # type: ignore[union-attr]
            raw = printable(witness[spot.a0 : spot.a1].lstrip())
            if inner < end:
                yield _Mark(inner, end, edit.cls, edit.rule, raw, edit.note)


def printable(raw: str) -> str:
    """Words of a witness as a reader can be shown them: a byte that is no text by its number."""
    return re.sub("[\udc80-\udcff]", lambda m: f"〔{ord(m[0]) - 0xDC00:02X}〕", raw)


def _doubt(suggestion: str, note: str) -> str:
    return f"疑当作“{suggestion}”。{note}" if suggestion else f"疑有误。{note}"


def _shown(edits: Iterable[Edit]) -> Edit | None:
    """Of the edits of one spot the one that a reader is told of; None if none is."""
    best: Edit | None = None
    for edit in edits:
        rules = _MARKED.get(edit.cls, ())
        if (rules is None or edit.rule in rules) and (
            best is None or _PRIORITY.index(edit.cls) < _PRIORITY.index(best.cls)
        ):
            best = edit
    return best


def _merged(edits: Iterable[Edit]) -> Iterator[Edit]:
    """Edits of one step may not stand at one place: those that touch become one."""
    last: Edit | None = None
    for edit in edits:
        if last is not None and edit.start == last.end and (not edit.old or not last.old):
            last = Edit(last.start, last.old + edit.old, last.new + edit.new, CLS, last.rule)
        else:
            if last is not None:
                yield last
            last = edit
    if last is not None:
        yield last


def counts(reading: Reading) -> dict[str, int]:
    """Edits by class, in the order of the classes; classes without any are left out."""
    found = Counter(edit.cls for edit in reading.edits())
    return {cls: found[cls] for cls in CLASSES if found[cls]}


def rule_name(rule: str) -> str:
    """What a reader is told of a rule, in Chinese."""
    return str(data.table("rules")[rule]["zh"])
