"""lacuna (阙文): what a site itself says it left out, or shows only to those who pay.

    ……此处隐藏8316个字……            in the midst: the gap is marked there
    各家如有要添的事，全文约902字，请下载后阅读   at the end: the text breaks off where the site begins to speak

In: a text, or a line of it. Out: edits (offsets in code points). The words are in `data/lacuna.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from edition import data
from edition.cleaning import language
from edition.cleaning.encoding import is_injected_page
from edition.cleaning.lacuna import CLS, CUT_OFF, MISSING
from edition.cleaning.lines import HAN
from edition.cleaning.patterns import pattern
from edition.edit import Edit, apart

OPEN = pattern(rf"[{HAN}，、；：]$")
_TAIL = 40  # characters at the end, blank lines among them
_TEASER = pattern(rf"(?<=[{HAN}，、,;])\.\.\.(?=\s*\Z)")

_SENTENCE = pattern(rf"[。！？!?][”’]?[ \u3000]?[{HAN}“][^。！？!?\n]{{9,}}$")
_NO_END = -2.25  # nats of the likeliest mark that ends a sentence


@cache
def unfinished() -> re.Pattern[str]:
    """What a site says where it stops."""
    return re.compile("|".join(data.table("lacuna")["unfinished"]))


@cache
def goes_on() -> re.Pattern[str]:
    """What a site says below one page of several: the text goes on, though a sentence may end here."""
    return re.compile("|".join(data.table("lacuna")["goes_on"]))


@cache
def reads_on() -> re.Pattern[str]:
    """What a reader is to touch who wants the rest, with the points and brackets around it."""
    table = data.table("lacuna")
    words = "|".join(table["read_on"])
    return re.compile(
        rf"(?:…|\.{{3}})\s*[\[［(（【<＜]?\s?(?:{words})|[\[［(（【<＜]\s?(?:{words})"
        rf"|(?:…|\.{{3}})\s*[\[［(（【<＜]\s?(?:{table['offered']})"
        rf"|^\W{{0,2}}(?:{words}|{table['serial']})(?=\W{{0,3}}$)",
        re.MULTILINE,
    )


@cache
def _omitted() -> re.Pattern[str]:
    """What a site says in the midst of a text: ……此处隐藏8316个字……, (某某网省略1126字,会员可阅读)."""
    verb, hidden = ("|".join(data.table("lacuna")[key]) for key in ("omitted", "hidden"))
    return re.compile(
        rf"(?<![….])(?P<dots>[….]{{2,}})\s*(?:{verb})\s?\d{{2,}}\s?个?字[^….\n]{{0,40}}[….]{{2,}}"
        rf"|^(?:此处|中间)(?:{verb}|隐藏)\s?\d{{2,}}\s?个?字[….]{{1,6}}$"
        rf"|^(?:{hidden})$"
        rf"|^[*＊]{{2,}}\s?(?:{verb})\s?\d{{1,4}}\s?页[^*＊\n]{{0,30}}[*＊]{{2,}}$"
        rf"|(?<![….])[….]*[（(][^（()）\n]{{0,40}}(?:{verb})\s?\d{{2,}}\s?个?字[，,；;][^（()）\n]{{2,40}}[）)][….]*",
        re.MULTILINE,
    )


@cache
def _elided() -> re.Pattern[str]:
    """The same in brackets: (…省略834字…), (此处省略若干字)."""
    verb = "|".join(data.table("lacuna")["omitted"])
    return re.compile(
        rf"[（(](?P<dots>[….。]*)(?:此处|此间|以下|中间|以上)?(?P<verb>{verb})了?"
        r"(?P<count>\d+|若干|数[十百千])个?字(?P<dots2>[….。]*)"
        r"(?P<offer>[，,；;][^（()）\n]{0,12}(?:购买|付费|会员|下载|完整版|全文|原文)[^（()）\n]{0,12})?[）)]"
    )


def says_omitted(words: str) -> bool:
    """Do these words, which a site put into a text, tell how much it left out there? Then they are
    no chrome, but a place where something is missing."""
    return bool(_omitted().search(words) or _elided().search(words))


def breaks_off_in(line: str) -> bool:
    """Does a line of the text break off at a comma, and the site say so there?"""
    match = unfinished().search(line)
    return match is not None and match.start() > 0 and line[match.start() - 1] in "，,、：:"


def elided(text: str) -> Iterator[Edit]:
    """Where a site says itself how much it left out: （…省略834字…）, （此处省略若干字）.

    A round number without dots is a joke of the author's (此处省略3000字).
    """
    if not any(verb in text for verb in data.table("lacuna")["omitted"]):
        return
    found: list[Edit] = []
    for match in _omitted().finditer(text):
        lo, hi = match.span()
        while lo and text[lo - 1] == " ":
            lo -= 1
        if text.endswith("\n\n", 0, lo) and lo > 2 and OPEN.search(text, lo - 3, lo - 2):
            lo -= 2  # the sentence above breaks off here
        note = f"网页注明“{match[0].strip(' ….')}”"
        found.append(Edit(lo, text[lo:hi], MISSING, CLS, "elided", note))
    for match in _elided().finditer(text):
        count = match["count"]
        round_number = count.isdigit() and (len(count) < 2 or not int(count) % 100)
        if round_number and not (match["dots"] and match["dots2"]) and not match["offer"]:
            continue
        note = f"网页注明{match['verb']}{count}字"
        found.append(Edit(match.start(), match[0], MISSING, CLS, "elided", note))
    yield from apart(found)


def teaser(text: str) -> Iterator[Edit]:
    """Three ASCII points at the very end of a page, the only ones of it, that shows the beginning of a text:
    where the page has pinyin behind its characters and so keeps the …… of its author (5 of 5), or has no ……,
    and the points stand in the midst of a sentence, as the models see it, behind a whole one. (Of 3,128
    sound texts one ends so: a plot told in part. Of 11 cut ends of pages nobody had opened 6 do.)"""
    match = _TEASER.search(text, max(0, len(text) - _TAIL))
    if not match or "..." in text[: match.start()]:
        return
    if is_injected_page(text) or ("…" not in text and _is_amid_sentence(text[: match.start()])):
        yield Edit(match.start(), match[0], CUT_OFF, CLS, "cut-off", "网页只显示了开头")


def _is_amid_sentence(text: str) -> bool:
    """Is the end of a text in the midst of a sentence, with another before it in its paragraph?"""
    opened = _SENTENCE.search(text)
    if not opened or text.count("“") > text.count("”"):
        return False
    context = language.fold(text[-language.ORDER :])
    return all(
        max(table[context + mark] for mark in "。！？") <= _NO_END for table in language.BOTH
    )
