"""metadata (题署): author, affiliation, dates, source, keywords, moved into the front matter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from edition import data
from edition.cleaning import names, strips
from edition.cleaning.lines import Line, fold, folded_lines
from edition.cleaning.patterns import pattern
from edition.cleaning.script import simplified
from edition.edit import Edit

CLS = "metadata"

_HEAD = 12  # lines at the top in which a title page may stand
_MINUTES = pattern(r"(?:会议)?(?:地点|主持|主持人|出席|出席人|参加人员?|记录人?|列席):")
_STAMPED_NAME = pattern(  # 2015-08-21 01:44:14陶世民
    r"\d{4}-\d\d?-\d\d? \d\d?:\d\d(?::\d\d)?(?P<name>[\u3400-\u9fff]{2}[^网报社站台刊]?)"
)
_STAMP = pattern(r"\d{4}[-/]\d{1,2}[-/]\d{1,2} \d{1,2}:\d\d:\d\d")  # of a machine
_BRACKETED = pattern(r"[【\[](?P<label>[^】\]:]{2,10})[】\]]\s?:?\s?(?P<value>\S.{0,240})")
_LONGEST_VALUE = 60  # characters of a fact whose kind does not matter
_BARE_ROWS = 6  # lines at the top in which an author may stand without a label
_KEYWORDS = pattern(r"(?<=[。\s])\s*(?:关键词|关键字|主题词):(?=\S)")
_RUN_ON = pattern(
    r"\s*(?P<words>关键词:[^。\n]{2,80}?)中图分类号:\s?[A-Z][A-Z\d.;/]{1,20}\s?(?:文献(?:标[识志]|编)码:\s?[A-E]\s?)?"
    r"(?:文章编号:\s?[\d(（]{4,}[\d()（）\-—]{6,24}\s?)?(?=[\u3400-\u9fff“])"
)
# … and who wrote it, between the title and the first paragraph: 作者:石毓智 某某大学   刚才看到……
_TOP = 300  # characters
_BETWEEN_GAPS = pattern(
    r"(?<=[ \u3000])(?P<author>(?:作者|文|撰文)\s?:\s?[\u3400-\u9fff·]{2,6})"
    r"(?P<affiliation>(?: [\u3400-\u9fff]{4,20})?)(?=[ \u3000]{2,}\S)"
)
_PERSON = pattern(r"[\u3400-\u9fff·]{2,8}")
_LABEL_ALONE = pattern(r"[【\[]?(?:关\s?键\s?词|关键字|主题词)[】\]]?:?")
_LONGEST_WORDS = 60  # characters of keywords on a line of their own
_LONGEST_LINE = 400  # characters of a line of labelled facts
# A heading right behind the day: 发布日期:2025-05-20一、基础防控措施
# … or the first sentence behind the time: 发布时间:2017/3/10 9:33:36《神奇飞书》讲的是
_GLUED = pattern(
    r"(?<=\d\d)(?=[一二三四五六七八九十]{1,2}、[\u3400-\u9fff])|(?<=\d:\d\d)(?=[\u3400-\u9fff《“][^\n]{20})"
)
_ITEM = pattern(r"[-•·*]\s+")  # the sign of a list
_DYNASTY = pattern(r".*?[:·\])〕】]\s?")  # what stands before a poet's name
_COMPANY = 2  # labels of a book that stand together
_FOOT = 6  # lines at the end in which a signature may stand


@cache
def _fields() -> tuple[re.Pattern[str], dict[str, str]]:
    """One pattern for all labels, and label → key."""
    keys: dict[str, str] = {}
    alternatives = []
    for row in data.table("metadata")["field"]:
        keys |= dict.fromkeys(row["labels"], row["key"])
        labels = "|".join(sorted(row["labels"], key=len, reverse=True))
        alternatives.append(rf"(?:{labels})\s?:\s*(?:{row['value']})")
    return re.compile("|".join(alternatives)), keys


@cache
def _numbers() -> re.Pattern[str]:
    """The numbers of an article, behind its abstract where a mirror ran its head together."""
    labels = data.table("metadata")["article"]["numbers"]
    return re.compile(
        rf"(?:\s*[【\[(]?(?:{labels})[】\])]?\s?:?\s?[A-Za-z\d.\-/;()—:+\[\]]{{1,45}}[,;。]*){{2,4}}\s*"
    )


@cache
def _having(flag: str) -> frozenset[str]:
    """Labels that the table marks so: a fact on the whole text has but one, or it stands in company."""
    rows = (row for row in data.table("metadata")["field"] if row.get(flag))
    return frozenset(label for row in rows for label in row["labels"])


def labels(words: str) -> bool:
    """Is it the label of a fact of the text, folded?"""
    return re.sub(r"\s", "", words) in _fields()[1]


def tells(line: str) -> bool:
    """Does a folded line hold nothing but labelled facts, so that `title_page` sees to it?"""
    if _bracketed(line) or names_poet(line) or is_own(line):
        return True
    if ":" not in line and "20" not in line:
        return False
    stripped = line.strip("()[]")
    return bool(_fields()[0].fullmatch(stripped) or strips.pieces(line))


@cache
def _marked(flag: str) -> re.Pattern[str]:
    """The facts without a label that the table marks so: who wrote a poem (明代:周子冲), a paper's reporters."""
    rows = (row for row in data.table("metadata")["bare"] if row.get(flag))
    return re.compile("|".join(row["pattern"] for row in rows))


def names_author(line: str) -> bool:
    """Does a strip of facts on the page (folded) say who wrote the text? Then it is taken apart here, not
    taken out whole with the page's frame."""
    fields = _fields()[1]
    return any(
        fields.get(piece.label) == "author" and _PERSON.fullmatch(piece.value)
        for piece in strips.pieces(line)
    )


def is_stamped(line: str) -> bool:
    """Is a folded line a day with its hour, and the name of who wrote the text right behind it?"""
    match = _STAMPED_NAME.fullmatch(line)
    return match is not None and names.is_known_name(match["name"])


def names_poet(line: str) -> bool:
    """Does a folded line say who wrote a poem, and in which dynasty?"""
    return bool(_marked("dynasty").fullmatch(line))


def is_own(line: str) -> bool:
    """Is a folded line a fact of the text in a form that no site has (·周子冲·, 关键词  渡口  船工,
    周子冲/陆大川)?"""
    if _marked("own").fullmatch(line):
        return True
    return "/" in line and all(map(names.is_sure, names.parted(line)))


def is_journals(line: str) -> bool:
    """Is a folded line a fact that a journal prints on an article (收稿日期:1995-09-29)?"""
    return line.partition(":")[0] in _having("journal")


def names_reporter(line: str) -> bool:
    """Is a folded line a newspaper's, of who wrote what it stands above?"""
    return "记者" in line and _marked("reporters").fullmatch(line) is not None


def _bracketed(line: str) -> str:
    """The key of a fact whose label stands in brackets (【发文字号】某政发〔2017〕41号), "" if it is none."""
    match = _BRACKETED.fullmatch(line) if line[:1] in "【[" else None
    label = re.sub(r"\s", "", match["label"]) if match else ""
    known = _fields()[0].fullmatch(f"{label}:{match['value']}") if match else None
    if not match or (not known and len(match["value"]) > _LONGEST_VALUE):
        return ""
    if label in _fields()[1]:
        return _fields()[1][label]
    return "strip" if label in data.table("chrome")["labels"]["columns"] else ""


def title_page(text: str) -> Iterator[Edit]:
    """Lines at the top and at the end that hold nothing but labelled facts, and the keywords
    that a run-on scrape left between two paragraphs."""
    pattern, _ = _fields()
    rows = folded_lines(text)
    tail = _facts_below(rows)
    minutes = any(_MINUTES.match(line.text.strip()) for line in rows[:_HEAD])
    for n, line in enumerate(rows):
        folded = line.text
        if minutes and not _STAMP.search(folded):
            continue  # the head of minutes: their time is that of the meeting
        if n < _BARE_ROWS and is_stamped(folded.strip()):
            continue  # for `bare`
        signed = ":" in folded or "20" in folded or "】" in folded or "”" in folded
        signed |= n >= tail or folded.lstrip()[:1] == "["
        if (_HEAD <= n < len(rows) - _FOOT) or not signed:
            continue
        key = _bracketed(folded.strip()) or (_foot(folded) if n >= tail else "")
        if key:
            end = min(len(text), line.end + 1)
            yield Edit(line.start, text[line.start : end], "", CLS, key)
            continue
        if n + 1 < len(rows) and _LABEL_ALONE.fullmatch(folded.strip()):
            below = rows[n + 1].text.strip()
            if len(below) <= _LONGEST_WORDS and not re.search("[。!?]", below):
                end = min(len(text), rows[n + 1].end + 1)
                yield Edit(line.start, text[line.start : end], "", CLS, "keywords")
                continue
        stripped = folded.strip().strip("()[]*※")  # a star points to the note on a title
        if len(folded) < _LONGEST_LINE:
            matches = list(pattern.finditer(folded))
            rest = pattern.sub("", stripped).strip(" \t　;,()/|")
            once = all(_stands_once(rows, match[0]) for match in matches)
            if matches and not rest and once:
                starts = [0, *(m.start() for m in matches[1:])]
                ends = [*starts[1:], min(len(text), line.end + 1) - line.start]
                for match, start, end in zip(matches, starts, ends, strict=True):
                    old = text[line.start + start : line.start + end]
                    yield Edit(line.start + start, old, "", CLS, _key(match[0]))
                continue
            glued = _GLUED.search(folded)
            row = line._replace(text=folded[: glued.start()]) if glued else line
            if found := strips.pieces(row.text.strip()):
                yield from _strip(text, row, found, glued is None)
                continue
        if n < _HEAD:
            yield from sorted(_keywords(text, line.start, folded))


def _facts_below(rows: Sequence[Line]) -> int:
    """From which line on there are none but facts, to the end; the last one, at least, may be one."""
    n = len(rows) - 1
    while n > 1 and (tells(rows[n].bare) or _foot(rows[n].text)):
        n -= 1
    return max(n, 1)


def _foot(line: str) -> str:
    """The key of a fact that the last line of a text tells (原题为“…”，发于…), "" if it tells none."""
    for row in data.table("metadata")["foot"]:
        match = re.fullmatch(row["pattern"], line.strip())
        said = names.parted(simplified(match["names"])) if match and row.get("named") else []
        if match and all(map(names.is_sure, said)):
            return str(row["key"])
    return ""


def _stands_once(rows: Sequence[Line], found: str) -> bool:
    """May it be a fact on the whole text? In a catalogue each piece has its own 年代:, in a list of songs
    its own 作词:; a book's 定价: stands beside its publisher."""
    label = found.split(":", 1)[0].strip()
    if label in _having("company"):
        beside = {row.bare.split(":", 1)[0].rstrip() for row in rows[:_HEAD]}
        if len(beside & _having("company")) < _COMPANY:
            return False
    if label not in _having("once"):
        return True
    return sum(line.text.lstrip().startswith(label) for line in rows) == 1


def run_on(text: str) -> Iterator[Edit]:
    """What a mirror ran together before the first sentence: 关键词:…中图分类号:…文献标识码:A文章编号:…."""
    match = _RUN_ON.match(fold(text))
    if match:
        words = match.end("words")
        yield Edit(0, text[:words], "", CLS, "keywords")
        yield Edit(words, text[words : match.end()], "", CLS, "strip")
        return
    author = _BETWEEN_GAPS.search(fold(text), 0, _TOP)
    if author:
        for key in ("author", "affiliation"):
            start, end = author.span(key)
            if start < end:
                yield Edit(start, text[start:end], "", CLS, key)


def _strip(
    text: str, line: Line, found: Sequence[strips.Piece], whole: bool = True
) -> Iterator[Edit]:
    """A strip of facts, piece by piece: what no field knows is only the page's. ``whole``: nothing of the
    text stands behind it in its line."""
    shift = len(line.text) - len(line.text.lstrip())
    starts = [0, *(shift + piece.start for piece in found[1:])]
    ends = [*starts[1:], min(len(text), line.end + 1) - line.start if whole else len(line.text)]
    for piece, start, end in zip(found, starts, ends, strict=True):
        key = "uploaded" if piece.label == "date" else _fields()[1].get(piece.label, "strip")
        old = text[line.start + start : line.start + end]
        yield Edit(line.start + start, old, "", CLS, key if piece.value else "strip")


def _keywords(text: str, offset: int, folded: str) -> Iterator[Edit]:
    """``。 关键词:长效化;作风;制度 党的…``: set apart by blanks on both sides."""
    for match in _KEYWORDS.finditer(folded) if "词:" in folded or "字:" in folded else ():
        stop = re.compile(r"\s|$").search(folded, match.end())
        end = stop.start() if stop else len(folded)
        found = _fields()[0].fullmatch(folded[match.start() : end].strip())
        if found:
            old = text[offset + match.start() : offset + end]
            yield Edit(offset + match.start(), old, "", CLS, "keywords")
    numbers = _numbers().search(folded) if "文献标" in folded else None
    if numbers:
        inside = numbers.start() > 0 and numbers.end() < len(folded)
        old = text[offset + numbers.start() : offset + numbers.end()]
        yield Edit(offset + numbers.start(), old, "\n" if inside else "", CLS, "strip")


def is_unfilled(line: str) -> bool:
    """Is a folded line the label of a fact that the site's program did not fill in (来源:[db:来源])?"""
    label, _, value = line.partition(":")
    return labels(label) and _unfilled().fullmatch(value.strip()) is not None


@cache
def _unfilled() -> re.Pattern[str]:
    return re.compile("|".join(data.table("metadata")["unfilled"]["patterns"]))


def key_of(line: str) -> str:
    """The key of the one labelled fact that a folded line is; "" if it is none."""
    return _key(line) if _fields()[0].fullmatch(line) else ""


def _key(found: str) -> str:
    return _fields()[1][found.split(":", 1)[0].strip()]


def _value(found: str) -> str:
    """What a line of facts says, without its label, sign or brackets."""
    found = _ITEM.sub("", found.strip()).strip("□■◆◇ ")
    if names_poet(found):
        return _DYNASTY.sub("", found)
    label, colon, value = found.partition(":")
    if colon and label.strip(" ()[]【】") in _fields()[1]:
        return value.strip(" )]\n\t")
    found = re.sub(
        r"^(?:[【\[][^】\]]*[】\]]:?|(?:文|撰文|作者|记者|通讯员|本报记者)\s*(?:[/|丨｜◎]\s*|\s))",
        "",
        found,
    )
    return found.strip("() \t") if found[:1] == "(" or "(" not in found else found.strip()


def facts(edits: Iterable[Edit]) -> dict[str, str]:
    """What the metadata edits of a text say, by key: ``{"author": "沈桂平", …}``; Simplified."""
    found: dict[str, str] = {}
    for edit in edits:
        if edit.cls == CLS and not _unfilled().search(fold(edit.old)):
            key, value = edit.rule, _value(fold(simplified(edit.old)))
            if value:
                if key == "uploaded":
                    value = value.split()[0]
                elif key == "keywords":
                    value = "；".join(re.split(r"[;,、\s]+", value))
                found.setdefault(key, value)
    return found
