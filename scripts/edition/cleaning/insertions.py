"""chrome (网站附加文字): what a site wrote into the lines of a text.

An advertisement in brackets with its address, a clause that names an essay mill, notices behind
the last sentence (…。本文来自某某网，转载请注明出处) and in brackets at either end of the text
(…(责任编辑:某某); 【字体:大 中 小】…). What stands about the title is in `dress`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from edition import data
from edition.cleaning import breaks, dress, likeness, metadata, omissions, signs
from edition.cleaning.lines import HAN, Line, ends_sentence, fold, folded_lines, is_quoted
from edition.cleaning.patterns import pattern
from edition.cleaning.script import simplified
from edition.edit import Edit, apart

CLS = "chrome"

_EDIT = "(?:编辑|編輯)"
_EDIT_LINK = re.compile(
    rf"(?<=\S)[ \t]?[\[［【][ \t]?{_EDIT}(?:[ \t]?[|｜][ \t]?{_EDIT}\S{{2,4}})?[ \t]?[\]］】]$",
    re.MULTILINE,
)
_EDIT_BEFORE = re.compile(
    rf"^[\[［][ \t]?{_EDIT}[ \t]?[\]］][ \t]?(?=[{HAN}].{{0,20}}$)", re.MULTILINE
)
_FOLD_LINK = re.compile(rf"^折叠[ \t]+(?:编辑本段[ \t]+)?(?=[{HAN}].{{0,20}}$)", re.MULTILINE)
_BARE_LINK = re.compile(
    rf"(?<=[{HAN}A-Za-z)）])(?:{_EDIT}[ \t]?(?:语音|播报|本段)|(?:播报|语音)[ \t]?{_EDIT})$",
    re.MULTILINE,
)
_SPACED_LINK = re.compile(rf"(?<=[{HAN}])[ \t]{_EDIT}$", re.MULTILINE)
_BARER_LINK = re.compile(
    rf"^(?P<words>[{HAN}A-Za-z0-9()（）]{{1,12}}?)(?P<link>{_EDIT})$", re.MULTILINE
)
_CONTENTS = pattern(r"^目[录錄]\n+", re.MULTILINE)
_BANNER = pattern(rf"【[{HAN}\w]{{2,16}}\s?https?://[^】\s]{{0,60}}】")
_CLAUSE = pattern(rf"(?<=[，,。])[{HAN}]{{6,30}}网[，,]")
_LAST_STOP = pattern(r"[。！？!?][”’」』）)]?")
_BRACKETED = pattern(r"\s*([(【\[][^()【】\[\]]{3,60}[)】\]])\s*")
_LAST_BRACKETED = pattern(rf"[(【\[](?=[^)】\]]{{0,60}}[{HAN}])[^()【】\[\]]{{3,60}}[)】\]]\s*$")
_ROWS = 3  # lines at either end that are looked at
_QUOTED = pattern(r"“[^“”]*”")
_ADDRESS = pattern(
    r"(?:(?<=[\u3400-\u9fff]) ?m\.[a-z0-9]{4,}(?=\.[a-z]{2,4} ?[\u3400-\u9fff])|https?://|www\.)[A-Za-z0-9.-]*?\.(?:com|net|cn|org|cc|info)(?:\.cn)?(?:/[A-Za-z0-9/._-]*)?"
)
_HOST = pattern(r"[A-Za-z0-9-]+\.(?:com|net|cn|org|cc|info)")
_CITATION = pattern(r"\[\d{1,3}\]")  # [某某网][1]: what a note of Markdown is called
# No domain: Three.js, main.py
_FILE = pattern(
    r"\.(?:js|ts|py|md|css|html?|json|java|php|txt|xml|ya?ml|cpp|exe|jar|vue|jsx|conf)$"
)
_HOST_ALONE = pattern(
    r"(?:https?://)?(?:www\.)?(?P<host>[a-z0-9-]+\.[a-z]{2,5}(?:\.cn)?)/?", re.IGNORECASE
)
_BRACKETED_ADDRESS = pattern(
    r"[(（](?:https?://)?(?:www\.)?(?P<host>[A-Za-z0-9-]+\.(?:com|net|cn|org|cc|info))/?[)）]"
)
_VISITED = pattern("[录陆问览见到上是为址站开于网在把成入用有]$")
_VISITS = pattern("[上里内中注查下]|办理|浏览|登录|网站")
_HAN_BEFORE = pattern(f"[{HAN}]")
_TORN = 3.0  # nats by which two sides must belong together
_FIRST_CLAUSE, _OWN = pattern(r"(?<=[^,，。]{4})[,，].*"), -2.0  # log-odds
_FEWEST_SIGNS, _FEWEST_POINTS = 2, 4  # between the characters of what a site says
_FEWEST_SPOKEN = 2  # words of document sites that a text about them has
_FEWEST_WORDS = 3  # words of essay mills in a clause
# The foot of a previewer's page amid a sentence: 名师资料总结 - - -精品资料欢迎下载 - - - - - …
_DASHED_FOOT = pattern(
    rf"(?:[{HAN}]{{4,12}}\s?(?:- ){{2,}}-?\s?)+(?:[{HAN}]{{4,12}}\s?)?(?:(?:- ?){{3,}}|第\s?\d+\s?页[，,]?\s?共\s?\d+\s?页\s?)+"
)
_FEWEST_DASHES = 10
# The foot of a page glued to the last sentence: its links and whose it is.
_GLUED_FOOT = pattern(
    rf"(?<=[。！？.!?])(?P<links>[{HAN}]{{8,120}})(?:Copyright|版权所有|All [Rr]ights [Rr]eserved)[^\n。]{{0,100}}$",
    re.MULTILINE,
)
_FEWEST_LINKS = 3
_OWNED = pattern(r"Copyright|版权所有|[Rr]ights\s?[Rr]eserved")
_TELEPHONE = pattern(r"电话[:：] ?[\d -]{7,16}")  # of whom a line speaks; a site has 客服 before it
_SHORTEST, _LONGEST = 5, 200  # characters of a notice
_SHORTEST_LINE = 12  # characters of a line's own words about what a site put into it
_BRACKETED_SURE = 4.0  # … of one in brackets that has no other sign
_SURE = 1.5  # log-odds of a notice; no sentence of 1,400 clean texts has as much


def edit_links(text: str) -> Iterator[Edit]:
    """The links behind the headings of wikis (起源[编辑]; 起源编辑 语音, if two headings at least
    end so)."""
    if "编辑" not in text and "編輯" not in text:
        return
    links = [(match.start(), match[0]) for match in _EDIT_LINK.finditer(text)]
    links += [(match.start(), match[0]) for match in _EDIT_BEFORE.finditer(text)]
    folds = list(_FOLD_LINK.finditer(text)) if "折叠" in text else []
    if len(folds) > 1:
        links += [(match.start(), match[0]) for match in folds]
    bare = {match.end(): (match.start(), match[0]) for match in _BARE_LINK.finditer(text)}
    spaced = list(_SPACED_LINK.finditer(text))
    if len(spaced) > 1:
        bare |= {match.end(): (match.start(), match[0]) for match in spaced}
    contents = None if bare else _CONTENTS.search(text)
    if bare or contents:  # on such a page, also 制作编辑
        for match in _BARER_LINK.finditer(text):
            bare.setdefault(match.end(), (match.start("link"), match["link"]))
    if len(bare) > 1:
        links += bare.values()
        links += [(contents.start(), contents[0])] if contents else []
    for start, old in sorted(links):
        yield Edit(start, old, "", CLS, "edit-link")


def spans(text: str) -> Iterator[Edit]:
    """Banners and clauses anywhere, labels and suffixes of titles at the top, notices at the end."""
    found: list[Edit] = []
    if "://" in text:
        found += [Edit(m.start(), m[0], "", CLS, "site-banner") for m in _BANNER.finditer(text)]
    if "网，" in text or "网," in text:
        found += [
            Edit(m.start(), m[0], "", CLS, "site-clause")
            for m in _CLAUSE.finditer(text)
            if sum(word in m[0] for word in data.words("chrome", "mills")) >= _FEWEST_WORDS
        ]
    if "- - -" in text:
        found += [
            Edit(m.start(), m[0], "", CLS, "site-inside")
            for m in _DASHED_FOOT.finditer(text)
            if m[0].count("-") >= _FEWEST_DASHES
        ]
    for glued in _GLUED_FOOT.finditer(text) if _OWNED.search(text) else ():
        links = sum(word in glued["links"] for word in data.table("chrome")["menu"]["feet"])
        if links >= _FEWEST_LINKS:
            found.append(Edit(glued.start(), glued[0], "", CLS, "site-inside"))
    rows = folded_lines(text)
    for row in rows:
        found += _inside(text, row)
        found += _behind(text, row)
    for row in rows[:_ROWS]:
        if dress.may_end_so(row.text):
            found += dress.suffixes(text, row)
        elif first := _BRACKETED.match(row.text):
            start, end = row.start + first.start(1), row.start + first.end(1)
            label = first[1].strip("()[]【】 ")
            if omissions.says_omitted(first[1]):
                continue
            if end < row.end and not metadata.labels(label) and likeness.score(first[1]) > _SURE:
                found.append(_words(text, start, end))
    found += dress.about_title(text, rows)
    found += _headed(text, rows)
    inside = [*found]
    for row in rows[-_ROWS:]:
        at = _notice(row.text)
        start = row.start + at
        own = _is_only_inside(text, start, row, inside) or _is_spoken_of(rows, row, at)
        if at and text[start : row.end].strip() and not own:
            start = start if row.text[:at].strip("! ") else row.start  # ![…](…) is whole a picture
            found.append(_words(text, start, row.end))
    yield from apart(sorted(found))


def broken(text: str) -> Iterator[Edit]:
    """What a site says of itself with signs between its characters (未经晴/窗论/文网许/可禁止转载。)."""
    signs_ = data.table("chrome")["inside"]["between"]
    end = -1
    for match in _broken().finditer(text) if any(sign in text for sign in signs_) else ():
        count = sum(match[0].count(sign) for sign in signs_)
        if match.start() >= end and count >= (
            _FEWEST_POINTS if "、" in match[0] else _FEWEST_SIGNS
        ):
            end = match.end() + (text[match.end() : match.end() + 1] in ("。", "，"))
            at_start = match.start() == 0 or text[match.start() - 1] in "\n。！？”"
            end = end if at_start else match.end()
            yield Edit(match.start(), text[match.start() : end], "", CLS, "site-inside")


@cache
def _broken() -> re.Pattern[str]:
    table = data.table("chrome")["inside"]
    sign = f"[{re.escape(table['between'])}]?"
    name = f"(?:[{HAN}]{sign}){{2,6}}?"
    rows = (
        name.join(sign.join(part) + (sign if part else "") for part in row.split("«name»"))
        for row in table["broken"]
    )
    return re.compile("|".join(rows))


def addresses(text: str) -> Iterator[Edit]:
    """Addresses that a site put into the midst of words (由村民代www.….com/表联名提出), and on such a
    page those behind a mark: what stands on both sides belongs together, and none is visited."""
    if "www." not in text and "://" not in text:
        return
    found = list(_ADDRESS.finditer(text))
    sure = {
        match.start()
        for match in found
        if not _VISITED.search(text, max(0, match.start() - 4), match.start())
        and _HAN_BEFORE.match(text, match.start() - 1)
        and _HAN_BEFORE.match(text, match.end())
        and not _VISITS.match(text, match.end())
        and breaks.parts(text[max(0, match.start() - 4) : match.start()], text[match.end() :][:4])
        >= _TORN
    }
    hosts = {
        host[0] for match in found if match.start() in sure and (host := _HOST.search(match[0]))
    }
    bracketed = [match for match in _BRACKETED_ADDRESS.finditer(text) if match["host"] in hosts]
    bare = [
        match
        for match in (found if sure else ())
        if match.start() in sure or text.endswith((":", "：", "，", "。"), 0, match.start())
    ]
    yield from apart(
        Edit(match.start(), match[0], "", CLS, "site-inside") for match in (*bracketed, *bare)
    )


def _is_spoken_of(rows: Iterable[Line], row: Line, at: int) -> bool:
    """Does the rest of the text speak of what gives the end of a line away as the site's? Then it
    takes more to do so."""
    notice = row.text[at:]
    rest = [*(other.text for other in rows if other is not row), row.text[:at]]
    spoken = any(word in line for word in likeness.strongest(notice) for line in rest)
    words = data.table("chrome")["words"]["list"]
    spoken |= sum(any(word in line for line in rest) for word in words) >= _FEWEST_SPOKEN
    return spoken and signs.weight(notice.strip()) < signs.SURE


def _is_only_inside(text: str, start: int, row: Line, found: Iterable[Edit]) -> bool:
    """Is the end of a line the site's only by what the site put into it, and the author's without?"""
    put_in = [edit for edit in found if start <= edit.start and edit.end <= row.end]
    rest, at = "", start
    for edit in put_in:
        rest, at = rest + text[at : edit.start], edit.end
    rest = (rest + text[at : row.end]).strip()
    return bool(put_in) and len(rest) >= _SHORTEST and not _is_sites(rest)


def _inside(text: str, row: Line) -> Iterator[Edit]:
    """What a site put amid the words of a line, which has more of its own."""
    if len(row.text) < _SHORTEST_LINE or not _inside_sign().search(row.text):
        return
    for match in _inside_pattern().finditer(row.text):
        if is_quoted(row.text, *match.span()) or _CITATION.match(row.text, match.end()):
            continue
        if len(row.text) - len(match[0]) >= _SHORTEST_LINE and row.text.strip() != match[0].strip():
            start, end = row.start + match.start(), row.start + match.end()
            yield Edit(start, text[start:end], "", CLS, "site-inside")


def _headed(text: str, rows: Sequence[Line]) -> Iterator[Edit]:
    """What a site put before the title, a line at the top that is no sentence: a chronicle has such a
    month, and a list such a field, before line after line."""
    marked = [(row, head) for row in rows if (head := _head_pattern().match(row.text))]
    if len(marked) == 1 and marked[0][0] in rows[:_ROWS] and not ends_sentence(marked[0][0].text):
        row, head = marked[0]
        yield Edit(row.start, text[row.start : row.start + head.end()], "", CLS, "site-inside")


def _behind(text: str, row: Line) -> Iterator[Edit]:
    """What a row of the table knows, or an address that the page has elsewhere, behind a sentence of
    a line that goes before."""
    line = row.text.rstrip()
    for stop in _LAST_STOP.finditer(line, max(_SHORTEST_LINE, len(line) - _LONGEST)):
        words = line[stop.end() :].strip()
        if len(words) < _SHORTEST:
            return
        host = _HOST_ALONE.fullmatch(words)
        again = host is not None and text.count(host["host"]) > 1 and not _FILE.search(host["host"])
        if again or (_is_behind(words) and not is_quoted(line, stop.end(), len(line))):
            start, end = row.start + stop.end(), row.start + len(line)
            yield Edit(start, text[start:end], "", CLS, "site-inside")
            return


def _is_behind(words: str) -> bool:
    return (
        _names_site().search(words) is not None
        and signs.is_known(words)
        and not omissions.says_omitted(words)
        and not omissions.unfinished().search(words)
    )


@cache
def _names_site() -> re.Pattern[str]:
    return re.compile("|".join(data.table("chrome")["inside"]["behind"]))


@cache
def _inside_sign() -> re.Pattern[str]:
    """What one of them must have in it: most lines are done with after this."""
    return re.compile("|".join(data.table("chrome")["inside"]["signs"]))


@cache
def _head_pattern() -> re.Pattern[str]:
    return re.compile(rf"\s*(?:{'|'.join(data.table('chrome')['inside']['heads'])})")


@cache
def _inside_pattern() -> re.Pattern[str]:
    table = data.table("chrome")["inside"]
    bracketed, square, bare = ("|".join(table[name]) for name in ("bracketed", "square", "bare"))
    return re.compile(rf"\(\s?(?:{bracketed})\s?\)|[\[【](?:{bracketed}|{square})[\]】]|(?:{bare})")


def _words(text: str, start: int, end: int) -> Edit:
    old = text[start:end]
    return Edit(start, old, "", CLS, "site-words", likeness.evidence(fold(simplified(old)).strip()))


def _notice(line: str) -> int:
    """Where, behind a sentence of the text, a site begins to speak; 0 if nowhere."""
    at = 0
    end = len(line.rstrip())
    stops = [match.end() for match in _LAST_STOP.finditer(line)]
    if bracketed := _LAST_BRACKETED.search(line):
        stops.append(bracketed.start())
    for stop in sorted(stops, reverse=True):
        sentence = line[stop:end].strip()
        if len(sentence) > _LONGEST:
            break
        if len(sentence) >= _SHORTEST:
            if not _is_sites(sentence):
                break
            at = end = stop
    return at if line[:at].strip() else 0


def _is_sites(words: str) -> bool:
    """Are these words behind a sentence the site's? What was learned of lines needs a sign beside
    it here: the end of a wrapped line looks like anything."""
    if omissions.says_omitted(words) or likeness.score(_FIRST_CLAUSE.sub("", words)) < _OWN:
        return False  # what begins as a sentence of the text may have a site's words in it
    words = _QUOTED.sub("", words)  # what the author speaks of
    if len(words) < _SHORTEST or _TELEPHONE.fullmatch(words):
        return False
    if signs.weight(words) >= (signs.LIKELY if words[-1] == "。" else signs.SURE):
        return True
    if signs.talks(words):
        return likeness.score(words) > _SURE
    # A bracket may say whose words these are, where they stand or when they were said.
    return words[0] in "([【" and likeness.score(words) > _BRACKETED_SURE
