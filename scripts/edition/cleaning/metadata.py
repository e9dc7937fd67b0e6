"""metadata (题署): author, affiliation, dates, source, keywords, moved into the front matter."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from edition import data
from edition.cleaning import names, signednames, strips
from edition.cleaning.lines import Line, ends_sentence, fold, folded_lines
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
_MOST_SIGNED = 2  # lines that begin with the sign of an author: more are headings
_STRIP_ROWS = 16  # … and the numbers that a journal gives, behind its abstract
_NAMED_ROWS = 4  # … and one who is a name and nothing else
_PARAGRAPH = 40  # characters of a line that is no heading
_SENTENCE = 20  # … of one that is no title
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
_TOLD = pattern(r"(?:作者|撰文|文)\s*[:/]\s*(?P<name>[\u3400-\u9fff·]{2,6})(?![\u3400-\u9fff·])")
_PERSON = pattern(r"[\u3400-\u9fff·]{2,8}")
_LABEL_ALONE = pattern(r"[【\[]?(?:关\s?键\s?词|关键字|主题词)[】\]]?:?")
_LONGEST_WORDS = 60  # characters of keywords on a line of their own
_LONGEST_LINE = 400  # characters of a line of labelled facts
_DATE = pattern(r"(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}\s*(?:\d{1,2}:\d\d(?::\d\d)?\s*)?")
# A heading right behind the day: 发布日期:2025-05-20一、基础防控措施
# … or the first sentence behind the time: 发布时间:2017/3/10 9:33:36《神奇飞书》讲的是
_GLUED = pattern(
    r"(?<=\d\d)(?=[一二三四五六七八九十]{1,2}、[\u3400-\u9fff])|(?<=\d:\d\d)(?=[\u3400-\u9fff《“][^\n]{20})"
)
_ITEM = pattern(r"[-•·*]\s+")  # the sign of a list
_DYNASTY = pattern(r".*?[:·\])〕】]\s?")  # what stands before a poet's name
_TERM, _FEWEST_TERMS = pattern(r"[\u3400-\u9fffA-Za-z\d]{2,12}|(?P<work>《[^《》;]{2,12}》)"), 3
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


def bare(text: str, told: str = "") -> Iterator[Edit]:
    """Facts without a label among the first lines: □ 某某, a name above a school in brackets; the author
    whom ``told``, the facts that went before, names already."""
    every = folded_lines(text)
    rows = every[:_STRIP_ROWS]
    found: dict[int, str] = {}
    begins = Counter(line.text.strip()[:1] for line in every)
    for n in range(len(rows) - 1, -1, -1):
        row = rows[n].text.strip(" \t\u3000")
        if row.startswith("#") or (row[:1] in names.SIGNS and begins[row[:1]] > _MOST_SIGNED):
            continue  # marked as headings are
        for fact in _bare_facts():
            if (fact.first and n) or (fact.below and found.get(n + 1) != fact.below):
                continue
            if fact.above or (fact.key == "date" and not n):
                continue
            if n >= _BARE_ROWS and fact.key not in ("strip", "keywords"):
                continue
            if not fact.shape.fullmatch(row):
                continue
            if fact.named and not names.is_name(simplified("".join(row.split()[1:]))):
                continue  # 某某公司 年报
            if (
                fact.below == "affiliation"
                and not n
                and not all(map(names.is_name, names.parted(row)))
            ):
                continue  # the title, above a school with the pupil's name
            if fact.key == "uploaded" and not _alone(fact.shape, every):
                break  # the days of a diary
            if fact.dynasty and not _alone(fact.shape, every):
                continue  # each poem of an anthology has its own
            placed = _is_above_title if fact.titled else _is_below_title
            if not fact.once or (placed(n, every) and _alone(fact.shape, every)):
                found[n] = fact.key
                break
        else:
            if n < _BARE_ROWS and _is_byline(
                row, [line.text.strip() for line in rows[n + 1 : n + 4]]
            ):
                found[n] = "author"
    for fact in _bare_facts():
        for n in range(1, len(rows) if fact.above else 0):
            row = rows[n].text.strip()
            fits = n not in found and found.get(n - 1) in fact.above and fact.shape.fullmatch(row)
            if fits and (not fact.named or names.is_known_name(simplified("".join(row.split())))):
                found[n] = fact.key
    for n, line in enumerate(rows):
        if n and n not in found and _are_keywords(line.text.strip(), every):
            found[n] = "keywords"
    for n in range(min(_NAMED_ROWS, len(every) - 1)):
        if n not in found and signednames.is_author(n, every):
            found[n] = "author"
    for n in range(1, min(_BARE_ROWS, len(rows) - 1)):
        # A picture or a blank that came to be a mark, between the facts and the title.
        if all(k in found for k in range(n)) and rows[n].text.strip() in ("?", "|", "·"):
            found[n] = "strip"
    authors = {match["name"] for match in _TOLD.finditer(fold(simplified(told)))}
    for n in range(min(_BARE_ROWS, len(rows) - 1)):
        # Below the title at most: a piece amid the text may have its own.
        titled = sum(k not in found for k in range(n)) <= 1
        if n not in found and titled and rows[n].text.strip() in authors:
            found[n] = "author"
    # Who stands behind the date once more, below it: 2016-05-11章晓禾 | … | 章晓禾.
    named = {_DATE.sub("", rows[n].text.strip()) for n, key in found.items() if key == "uploaded"}
    for n, name in enumerate(line.text.strip() for line in rows):
        below = found.get(n - 1) in ("source", "uploaded") and names.is_sure(name)
        if n not in found and ((names.is_name(name) and name in named) or below):
            found[n] = "author"
    for n in sorted(found):
        end = min(len(text), rows[n].end + 1)
        yield Edit(rows[n].start, text[rows[n].start : end], "", CLS, found[n])


def _are_keywords(row: str, rows: Sequence[Line]) -> bool:
    """Three terms or more with semicolons between, most of which the text says elsewhere?"""
    terms = [term.strip() for term in row.split(";")]
    matches = [match for term in terms if (match := _TERM.fullmatch(term))]
    if len(terms) < _FEWEST_TERMS or len(matches) < len(terms):
        return False
    if 2 * sum(match["work"] is not None for match in matches) > len(terms):
        return False  # a list of works
    said = sum(
        any(term in line.text for line in rows if line.text.strip() != row) for term in terms
    )
    return 2 * said >= len(terms)


def _is_below_title(n: int, rows: Sequence[Line]) -> bool:
    """Does line ``n`` stand between the first line and a paragraph?"""
    return n == 1 and len(rows) > n + 1 and len(rows[n + 1].text) > _PARAGRAPH


def _is_above_title(n: int, rows: Sequence[Line]) -> bool:
    """Does one of the first two lines stand above a short one that is no sentence, and that above a
    paragraph or the author's name?"""
    if n > 1 or len(rows) < n + 3:
        return False
    title, below = rows[n + 1].text.strip(), rows[n + 2].text
    if len(title) >= _PARAGRAPH or ends_sentence(title):
        return False
    return len(below) > _SENTENCE or names.is_sure(simplified(below.strip()))


def _alone(shape: re.Pattern[str], rows: Sequence[Line]) -> bool:
    """Does no more than one line of the text begin so?"""
    return sum(bool(shape.match(line.text.strip())) for line in rows) == 1


def _is_byline(row: str, below: Sequence[str]) -> bool:
    """Nothing but names (陈静 吴朝武, 何叶荣+李玲) above an abstract, a school or a paragraph that
    does not speak of them; a single name only above an abstract or a school."""
    if "。" in row or signednames.no_author().search(row):
        return False  # nearly every line, without a second look
    marked = row[:1] in names.SIGNS
    authors = names.parted(row)
    if not below or not authors or not all(map(names.is_name, authors)):
        return False
    if any(name in line for name in authors for line in below):
        return False
    if re.match(data.table("metadata")["names"]["below"], below[0], re.IGNORECASE):
        return True
    return (marked or len(authors) > 1) and len(below[0]) > _PARAGRAPH


class _Bare(NamedTuple):
    """The shape of a fact without a label."""

    key: str
    shape: re.Pattern[str]
    below: str  # the key of what must stand below
    above: tuple[str, ...]  # the keys of which one must stand above
    once: bool  # may it stand only once?
    first: bool  # … only on the first line?
    titled: bool  # … only right above the title?
    named: bool  # must its last word be a name, or below another fact all of it?
    dynasty: bool  # does it say who wrote a poem?


@cache
def _bare_facts() -> tuple[_Bare, ...]:
    return tuple(
        _Bare(
            row["key"],
            re.compile(row["pattern"]),
            row.get("with", ""),
            tuple(row.get("above", "").split()),
            row.get("once", False),
            row.get("first", False),
            row.get("titled", False),
            row.get("named", False),
            row.get("dynasty", False),
        )
        for row in data.table("metadata")["bare"]
    )


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


@cache
def unfilled() -> re.Pattern[str]:
    """What a program has for a value that it did not fill in ([db:来源])."""
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
        r"^(?:[【\[][^】\]]*[】\]]:?|(?:文|撰文|作者|记者|通讯员|本报记者)\s*[/|]?\s)", "", found
    )
    return found.strip("() \t") if found[:1] == "(" or "(" not in found else found.strip()


def facts(edits: Iterable[Edit]) -> dict[str, str]:
    """What the metadata edits of a text say, by key: ``{"author": "沈桂平", …}``; Simplified."""
    found: dict[str, str] = {}
    for edit in edits:
        if edit.cls == CLS and not unfilled().search(fold(edit.old)):
            key, value = edit.rule, _value(fold(simplified(edit.old)))
            if value:
                if key == "uploaded":
                    value = value.split()[0]
                elif key == "keywords":
                    value = "；".join(re.split(r"[;,、\s]+", value))
                found.setdefault(key, value)
    return found
