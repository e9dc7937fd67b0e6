"""Marks: what a reader is told of each mark in a rendered page, and the 校勘记 that lists them.

A mark is an element of class ``emendation``, ``encoding``, ``doubt`` or ``lacuna`` with the
witness's words in ``data-witness``. `finish` gives each an id and its note, and makes one mark
of repairs that touch (领导, not 领 and 导); `section` is the list at the end of the page, one
row for what was done in the same way at several places:

    1   第 2、7 段   人名 → 人民   “人名群众”不成词…   径改
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as etree  # noqa: N813 (as Markdown names it)

from edition import data
from edition.reading import CLASSES

# Classes that are marked, in the order of their lists, with what is said of such a place.
VERDICTS = {"emendation": "径改", "doubt": "存疑，未改", "lacuna": "加注", "encoding": "还原"}
_TITLES = {
    "emendation": CLASSES["emendation"],
    "doubt": "存疑",
    "lacuna": CLASSES["lacuna"],
    "encoding": f"{CLASSES['encoding']}的还原",
}
_BLOCK = re.compile(r"([ps])(\d+)")
_RECORD = re.compile(r"（[^（）]*语料[^（）]*）")
_QUOTED = re.compile(r"“([^“”]+)”")
_LONG = 24  # rows; a longer list is folded away


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the list: what was done, why, and where (label of the block, id of the mark)."""

    cls: str
    witness: str
    reading: str
    reason: str
    places: Sequence[tuple[str, str]]


def blocks(root: etree.Element) -> Iterator[tuple[str, etree.Element]]:
    """The paragraphs and headings of a text with what a reader calls them: 3, 题, §2."""
    for block in root:
        match = _BLOCK.fullmatch(block.get("id", ""))
        if match and match[1] == "p":
            yield match[2], block
        elif match:
            yield "题" if block.tag == "h1" else f"§{match[2]}", block


def finish(root: etree.Element) -> list[Entry]:
    """Give the marks of a page their ids and notes; the rows of its 校勘记."""
    found: dict[tuple[str, str, str, str], list[tuple[str, str]]] = {}
    count = 0
    for label, block in blocks(root):
        _merge(block)
        marks = [element for element in block.iter() if element.get("class") in VERDICTS]
        if not marks:
            continue
        text, witness = "".join(block.itertext()), "".join(_witness(block))
        for mark in marks:
            count += 1
            cls, words = mark.get("class", ""), "".join(mark.itertext())
            name = data.table("rules").get(mark.attrib.pop("data-rule", ""), {}).get("zh", "")
            why = mark.get("data-note") or data.evidence(mark.get("data-witness", ""), words)
            # A doubt's note names what may have stood here, which is nowhere in the paragraph.
            said = _RECORD.sub("", why) if cls == "doubt" else reason(why, text + "\n" + witness)
            why = said or name
            mark.set("id", f"e{count}")
            mark.set("data-note", why if cls == "doubt" else f"{CLASSES[cls]} · {why}")
            key = (cls, mark.get("data-witness", ""), words, why)
            found.setdefault(key, []).append((label, f"e{count}"))
    return [Entry(*key, places) for key, places in found.items()]


def reason(evidence: str, context: str) -> str:
    """What of the evidence for a rule concerns one place, whose paragraph is ``context`` (in both
    versions): not the counts in other texts, which are for the record, and of the examples in
    quotes those that stand here."""
    clauses = _RECORD.sub("", evidence).split("；")
    here = [clause for clause in clauses if _concerns(clause, context)]
    return "；".join(_only_here(clause, context) for clause in here or clauses)


def _concerns(clause: str, context: str) -> bool:
    quoted = _QUOTED.findall(clause)
    return not quoted or any(words in context for words in quoted)


def _only_here(clause: str, context: str) -> str:
    def chosen(match: re.Match[str]) -> str:
        words = _QUOTED.findall(match[0])
        here = [word for word in words if word in context] or words
        return "".join(f"“{word}”" for word in here)

    return re.sub(r"(?:“[^“”]+”、?){2,}", chosen, clause)


def _witness(element: etree.Element) -> Iterator[str]:
    """The text of an element, each mark as the witness has it."""
    if element.get("class") in VERDICTS:
        yield element.get("data-witness", "")
        return
    yield element.text or ""
    for child in element:
        yield from _witness(child)
        yield child.tail or ""


def _merge(parent: etree.Element) -> None:
    """Make one mark of repairs that touch and have the same reason."""
    last: etree.Element | None = None
    for child in list(parent):
        if last is not None and _alike(last, child):
            last.text = (last.text or "") + (child.text or "")
            last.set("data-witness", last.get("data-witness", "") + child.get("data-witness", ""))
            last.tail = child.tail
            parent.remove(child)
            continue
        _merge(child)
        last = child


def _alike(first: etree.Element, second: etree.Element) -> bool:
    plain = not len(first) and not len(second) and not first.tail
    same = all(first.get(key) == second.get(key) for key in ("class", "data-rule", "data-note"))
    return plain and same and first.get("class") == "encoding"


def section(entries: Sequence[Entry]) -> etree.Element:
    """The 校勘记 of a page: a table for each class that it has."""
    # Material's own attribute: the notes are not words of the text that a search should find.
    root = etree.Element("section", {"class": "apparatus-notes", "data-search-exclude": ""})
    number = 0
    for cls, title in _TITLES.items():
        rows = [entry for entry in entries if entry.cls == cls]
        if not rows:
            continue
        fold = etree.SubElement(root, "details", {"class": "fold"})
        if len(rows) <= _LONG:
            fold.set("open", "open")
        places = sum(len(entry.places) for entry in rows)
        etree.SubElement(fold, "summary").text = f"{title} {places} 处"
        table = etree.SubElement(fold, "table", {"class": "variants", "data-cls": cls})
        head = etree.SubElement(etree.SubElement(table, "thead"), "tr")
        for name in ("号", "段", "底本 → 校订", "依据", "处置"):
            etree.SubElement(head, "th", {"scope": "col"}).text = name
        body = etree.SubElement(table, "tbody")
        for entry in rows:
            number += 1
            body.append(_row(entry, number))
    return root


def _row(entry: Entry, number: int) -> etree.Element:
    row = etree.Element("tr", {"id": f"n{number}"})
    etree.SubElement(row, "th", {"scope": "row"}).text = str(number)
    places = etree.SubElement(row, "td", {"class": "variants__places"})
    for label, id in entry.places:
        said = f"回到第 {label} 段" if label.isdigit() else f"回到{label}"
        link = etree.SubElement(places, "a", {"href": f"#{id}", "aria-label": said})
        link.text = label
        link.tail = " "
    words = etree.SubElement(row, "td", {"class": "variants__words"})
    if entry.cls == "doubt":
        etree.SubElement(words, "span").text = entry.reading
    else:
        etree.SubElement(words, "del").text = entry.witness or "（无）"
        arrow = etree.SubElement(words, "span", {"class": "variants__arrow"})
        arrow.text = " → "
        etree.SubElement(words, "ins").text = entry.reading or "（删）"
    etree.SubElement(row, "td", {"class": "variants__reason"}).text = entry.reason
    etree.SubElement(row, "td", {"class": "variants__verdict"}).text = VERDICTS[entry.cls]
    return row
