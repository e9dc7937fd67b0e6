"""chrome (网站附加文字): jammer strings, which sites put into a text against copying.

Forums, ``7 O: \\( A! _+ Q二、第一批…``: printable ASCII without sense, at either end of lines, amid
them and on lines of its own, different at every download; on pages with three such runs.
Essay mills, ``我的`老朋友``, ``靠窗的'那张``, ``同伴合作的.快乐``: a mark that stands for nothing, and
ornaments (``一条✿小河``) or letters of a script that the text does not have between two characters.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from edition.cleaning import breaks, language, names
from edition.cleaning.patterns import pattern
from edition.cleaning.points import stops
from edition.edit import Edit

CLS = "chrome"

_FEWEST = 3
_SHORTEST = 8  # characters
_KINDS = 3  # of signs in a string; on a page that is known to have such, fewer do
_DENSE, _THIN = 1 / 4, 1 / 8  # share of signs among letters and digits
# Groups of one to three signs with blanks between, beside Han or filling a line.
_RUN = pattern(
    r"^(?:[!-~]{1,3} {1,2}){3,}[!-~]{1,3}(?<!\((?=[\u3400-\u9fff]{1,3}\)))(?= ?[\u3400-\u9fff“《（]| ?\([\u3400-\u9fff]| *$) ?"
    r"|(?<=[\u3400-\u9fff，。；：！？”])\s?[ :;,.]{0,8}(?:[!-~]{1,3} {1,2}){3,}[!-~]{1,3}\s*$"
    r"|(?:(?<=[\u3400-\u9fff])[,;:]|(?<=[\u3400-\u9fff，。；：！？”]))"
    r"(?P<amid>(?:[!-~]{1,3} ){3,}[!-~]{1,3})(?=[\u3400-\u9fff“])"
    r"|(?<=[。！？”])(?P<apart> (?:[!-~]{1,3} ){3,}[!-~]{1,3})(?= [\u3400-\u9fff“]| \(?[一二三四五六七八九十\d]{1,2}[、)])",
    re.MULTILINE,
)
_GROUPS = pattern(r"[!-~][!-~]{0,2} {1,2}[!-~]{1,3} {1,2}[!-~]{1,3} ")  # no run is without them
# The same without regular blanks: behind a line of Chinese or of code, before one, on a line of its own.
_MIXED = pattern(
    r"(?:(?<=[\u3400-\u9fff”）)])(?:\d+[,.:;!?] |[,.:;!?])?|(?<=[，。；：！？」』】…%％℃]))(?P<behind> {0,2}[!-~][!-~ ]{5,40}$)"
    r"|(?P<code>(?<=[;{})>]) {1,2}[!-~][!-~ ]{5,9} *$)"
    r"|(?P<alone>^(?![^\n]*(?: = |0x))[ \u3000]*[!-~][!-~ ]{5,60}$\n?)|(?P<before>^[!-~][!-~ ]{5,40} (?=[\u3400-\u9fff“]))",
    re.MULTILINE,
)
_FEWEST_MIXED, _FEWEST_BESIDE, _MOST_LINES = 4, 2, 8
_MANY_MIXED = 6  # strings of which one beside Chinese is enough
# How often the kind of sign changes from one to the next (letters of either case, digits, others): where
# all four are alike often, three times of four; in words and formulas hardly, in code less.
_CHANGES, _MANY_CHANGES, _SOME_CHANGES = 0.6, 0.45, 0.25
_RESTLESS, _FEWEST_RESTLESS = 0.75, 2  # strings that change so often; how many show the habit
_WORD = pattern(
    r"[\d.]+ ?[KMG]B\b|[a-z]{4}|[A-Z]{5}|\d{5}|(?:[A-Za-z][a-z]+ ){3}|[a-z]{2,}\.[a-z]{2}|//| = |0x|^[\d:.\s-]+$"
)
# What no string has on a page that has such strings: a word by itself, an address, a date.
_OWN_WORD = pattern(
    r"(?<![^\s(])(?=[a-z]*[aeiou])[A-Za-z]?[a-z]{3,}(?![^\s,.:)])|[a-z]{2,}\.(?:com|cn|net|org)|//| = |^[\d:.\s-]+$|[\d.]+ ?[KMG]B\b"
)
_LATEX = pattern(r"\\(?:begin|end|hline|frac|mathrm|text|left)\b")
_FORMULA = pattern(r"[\w+\-*/^(),.% ]+=[\w=+\-*/^(){}\[\],.% ]+")

_HAN = r"[\u3400-\u9fff]"
_ORNAMENT = pattern(
    rf"(?<={_HAN})[\u2600-\u27bf\u2b00-\u2bff\u10a0-\u10ffツ]\ufe0f?(?={_HAN}|[，。；、])"
)
# Not Latin, Greek, Cyrillic, kana or Hangul, which Chinese texts quote.
_STRANGE = pattern(
    r"[\u0530-\u058f\u0e00-\u0eff\u1000-\u109f\u1200-\u139f\u13a0-\u13ff\u1780-\u17ff]"
    r"[\u0530-\u058f\u0e00-\u0eff\u1000-\u109f\u1200-\u139f\u13a0-\u13ff\u1780-\u17ff ]*"
)
_TAG = pattern(rf"(?<={_HAN}[。！？])(?:{_HAN}{{2,6}}|[A-Za-z][A-Za-z+#]{{1,10}})$", re.MULTILINE)
_WHO = pattern("^[老小阿]|[者人客妈爸叔婶伯姨哥姐嫂]$")  # 小李, 过路人
_PARAGRAPH_END = pattern(r"[。！？；”]$", re.MULTILINE)
_SHARE_TAGS = 0.6
_SHORTEST_TAGGED = (
    45  # characters of a paragraph with nothing below it: longer than lines are wrapped
)
_ENDS_CHINESE = pattern(rf"(?:{_HAN}|[，。；：,])$")
_BEGINS_CHINESE = pattern(rf"{_HAN}|[，。；：]")
_SPEAKS = pattern("[语文]|字母|写作|拼作|读作|[（(“]$")
_MARK = pattern(
    rf"`(?<={_HAN}`)(?={_HAN})|'(?<=[的最]')(?=[，。；、,]|{_HAN})|\.(?<={_HAN}\.)(?={_HAN})"
)
_BEHIND_DE = pattern(r"[的最]\.")
_SURE = 4.0  # the same where there is one such point on a page: 这样的.领导 has 5.5, 是这样的.他 -2
_NEEDLESS = 6.0  # nats by which the words are likelier without a full stop between them
_END = pattern(rf"{_HAN}{{1,2}}[。，；]")  # 合作的.快乐。
# What an e-book reader's page has its text in, left at the end of a paragraph.
_BASE64 = pattern(
    r"(?<=[。！？”…])[ \t]?(?=[A-Za-z0-9+/]{0,30}\d)(?=[A-Za-z0-9+/]{0,12}[a-z])(?=[A-Za-z0-9+/]{0,12}[A-Z])"
    r"[A-Za-z0-9+/]{40,}={0,2}$",
    re.MULTILINE,
)
_CLOSES, _PAIRS = pattern(r"[\d.,%-]{0,4}[)\]]"), (("(", ")"), ("[", "]"))
_OWN_NUMBER = pattern(
    r" ?\d+(?:[,.]\d+)?(?:\(\d+\))?(?P<whole>[%‰℃]\.?|:\d\d(?!\d)|: ?\d+-\d+\.?)?(?:\.(?!\d))?"
)
_REFERENCE = pattern(r"\[[A-Z](?:/OL)?\].{0,40}[,，]$")
_ENDS_HAN = pattern(f"{_HAN}$")
_EXPECTED = (
    -2.5
)  # nats; 98 in 100 of 3,170 ends of paragraphs have less, a third of 944 numbers more
_OWN_POINT = pattern(r"[\"”’)]?\.")  # of the author's sentence …
_OWN_MARK = pattern(rf"(?<={_HAN})[!?]")  # … where 。 ends others
_STARS = pattern(rf"(?<={_HAN})\*{{1,3}}(?={_HAN})")  # 禁*毒: put into what a filter would stop
# Of a phrase, as Markdown has it: 直至*胡萝卜丝变软*为止
_EMPHASIS = pattern(rf"\*{_HAN}{{4,20}}\*")
_JOINED = 3.0  # nats; stars put into words have 5 and more, those for words 0
_FEWEST_STARS, _FEWEST_MIXED_STARS = 2, 4
_STOP = pattern(rf"{_HAN}\.(?={_HAN}|$)", re.MULTILINE)


def marks(text: str) -> Iterator[Edit]:
    """Marks, ornaments, strings and letters that stand for nothing between the characters of a
    sentence, or behind it; in order."""
    found = [*_strange(text), *_BASE64.finditer(text)]
    if "`" in text or "'" in text or "." in text:
        odd = list(_odd(text))
        found += (
            match
            for match in odd
            if len(odd) > 1 or match[0] == "`" or _END.match(text, match.end()) or _is_lone(match)
        )
    found += _stars(text)
    ornaments = list(_ORNAMENT.finditer(text)) if text and max(text) >= "\u10a0" else []
    if len(ornaments) >= _FEWEST:
        found += ornaments
    for match in sorted(found, key=lambda match: match.start()):
        yield Edit(match.start(), match[0].rstrip(), "", CLS, "jammer")


def _stars(text: str) -> list[re.Match[str]]:
    """Asterisks between characters: single ones, most of the page's; or of various lengths (*党**支部), which
    is no emphasis."""
    found = list(_STARS.finditer(text)) if "*" in text else []
    if "**" in text:
        various = len({len(match[0]) for match in found}) > 1
        if not various or len(found) < _FEWEST_MIXED_STARS:
            return []
        return [match for match in found if len(match[0]) == 1 or _is_inside_word(text, match)]
    if found and len(_EMPHASIS.findall(text)) * 2 == text.count("*"):
        return []
    most = 2 * len(found) > text.count("*")
    return found if most and len(found) >= _FEWEST_STARS else []


def _is_inside_word(text: str, stars: re.Match[str]) -> bool:
    """Do the words on both sides belong together? Else the stars may stand for words (省长**写了一封信)."""
    before, after = (
        text[max(0, stars.start() - language.ORDER) : stars.start()],
        text[stars.end() :][:2],
    )
    return breaks.joins(before, after) >= _JOINED


def _strange(text: str) -> Iterator[re.Match[str]]:
    """Letters of a script that the text does not speak of."""
    for match in _STRANGE.finditer(text):
        before = text[max(0, match.start() - 12) : match.start()]
        within = _ENDS_CHINESE.search(before) and _BEGINS_CHINESE.match(text, match.end())
        if within and not _SPEAKS.search(before):
            yield match


def _odd(text: str) -> Iterator[re.Match[str]]:
    """Marks that are the only ones of their kind in their line, or that no sentence ends with."""
    ends = "。" in text and next(stops(text), None) is None
    points = len(_STOP.findall(text)) > len(_BEHIND_DE.findall(text))
    at = 0
    for line in text.split("\n"):
        found = list(_MARK.finditer(text, at, at + len(line)))
        single = {mark for mark in "`'" if line.count(mark) == 1}
        if len(found) == line.count("'"):
            single.add("'")
        if line.count("’") > line.count("‘"):
            single.discard("'")  # it opens what such a one closes: 文件里的'下沙’渡
        for match in found:
            if match[0] in single or (match[0] == "." and ends and _is_needless(match, points)):
                yield match
        at += len(line) + 1


def _is_lone(mark: re.Match[str]) -> bool:
    """Is it the only ' of a page, behind 的, or a point there that the model sees no reason for?"""
    text, at = mark.string, mark.start()
    if mark[0] == "'":
        return text.count("'") == 1
    before, after = text[max(0, at - language.ORDER) : at], text[at + 1 :][: language.ORDER]
    return before[-1] == "的" and language.likelier(before, "。", "", after, language.BOTH) > _SURE


def _is_needless(point: re.Match[str], points: bool) -> bool:
    """Does no sentence end at this one, though the text may end sentences with ``points``?"""
    start, end = point.span()
    before = point.string[max(0, start - language.ORDER) : start]
    after = point.string[end : end + language.ORDER]
    if language.likelier(before, "。", "", after, language.BOTH) > _NEEDLESS:
        return True
    return before[-1] in "的最" and not points


def tags(text: str) -> Iterator[Edit]:
    """A word behind the last full stop of most paragraphs, which mirrors of blogs put there (……都画
    出来。安全)."""
    found = [match for match in _TAG.finditer(text) if not _goes_on(text, match)]
    who = sum(names.is_name(match[0]) or bool(_WHO.search(match[0])) for match in found)
    if 2 * who > len(found):
        return  # who said or wrote each
    ends = len(_PARAGRAPH_END.findall(text))
    if len(found) >= _FEWEST and len(found) >= _SHARE_TAGS * (ends + len(found)):
        yield from (Edit(m.start(), m[0], "", CLS, "jammer") for m in found)


def _goes_on(text: str, tag: re.Match[str]) -> bool:
    """Is it the beginning of a sentence that a wrap broke: in a short line, with the next one right
    below it, or with one that goes on with it as the model sees it?"""
    below = text[tag.end() :].lstrip("\n \u3000")[: language.ORDER]
    if not below:
        return False
    start = text.rfind("\n", 0, tag.start()) + 1
    if tag.end() - start < _SHORTEST_TAGGED and not text.startswith("\n\n", tag.end()):
        return True
    return language.likelier(tag[0], "。", "", below) > _NEEDLESS


def strings(text: str) -> Iterator[Edit]:
    """Every jammer string of ASCII, in order."""
    if text.isascii() or _LATEX.search(text):  # & 0 & 1 & 2 are the cells of a table
        return
    groups = list(_runs(text))
    taken = [range(edit.start, edit.end) for edit in groups]
    mixed = [
        edit
        for edit in _mixed(text, len(groups))
        if not any(edit.start < r.stop and r.start < edit.end for r in taken)
    ]
    points = len(_STOP.findall(text)) > text.count("。")
    for edit in sorted([*groups, *mixed], key=lambda edit: edit.start):
        # The point behind a character ends the author's sentence, where such points do.
        own = _own_mark(text, edit, points)
        if own:
            edit = edit._replace(start=edit.start + own, old=edit.old[own:])
        yield edit


def _own_mark(text: str, edit: Edit, points: bool) -> int:
    """How many characters of a string are the author's: what closes his bracket, the point of his sentence,
    where such ``points`` end it, or ! and ? right behind a character."""
    line = text[text.rfind("\n", 0, edit.start) + 1 : edit.start]
    if (closes := _CLOSES.match(edit.old)) and any(
        closes[0][-1] == right and line.count(left) > line.count(right) for left, right in _PAIRS
    ):
        return closes.end()
    if (number := _OWN_NUMBER.match(edit.old)) and _expects_number(text, line, number):
        return number.end()
    before = text[max(0, edit.start - 1) : edit.start]
    mark = _OWN_POINT.match(edit.old) if points and _ENDS_CHINESE.search(before) else None
    mark = mark or _OWN_MARK.match(text, edit.start)
    return len(mark[0]) if mark else 0


def _expects_number(text: str, line: str, number: re.Match[str]) -> bool:
    """Does a line that ends so go on with a number? It says what is counted behind it, or the line is a
    reference, or stands there again (作文1, 作文2); or the model expects one."""
    if _REFERENCE.search(line):
        return True
    if not _ENDS_HAN.search(line):
        return False
    if number["whole"] or text.count(f"\n{line}") > 1:
        return True
    context = language.fold(line[-language.ORDER :])
    return max(language.score(context, "０", table) for table in language.BOTH) > _EXPECTED


def _runs(text: str) -> Iterator[Edit]:
    """Jammer strings in groups, on a page that has at least three."""
    if "```" in text or text.count(" ") < 4 * _FEWEST_RESTLESS or not _GROUPS.search(text):
        return
    found = [match for match in _RUN.finditer(text) if not _FORMULA.fullmatch(match[0].strip())]
    sure = sum(_is_noise(match[0]) or _changes(match[0]) >= _RESTLESS for match in found)
    restless = sum(_changes(match[0]) for match in found) >= _RESTLESS * len(found)
    if sure < (_FEWEST_RESTLESS if restless else _FEWEST):
        return
    for match in found:  # on such a page a run needs less to be one of them
        if _is_noise(match[0], _THIN, kinds=2) or _changes(match[0]) >= _RESTLESS:
            part = match.lastgroup or 0  # the comma before it is the author's
            yield Edit(match.start(part), match[part], "", CLS, "jammer")


def _mixed(text: str, others: int) -> Iterator[Edit]:
    """Strings of all kinds of signs behind the lines of a page, each another (PR*qyELu), and such lines
    between them: four at least, ``others`` that the page has among them, two of them beside Chinese."""
    runs = [
        (match.start(kind), match[kind], kind, _changes(match[kind]))
        for match in _MIXED.finditer(text)
        if (kind := match.lastgroup) and not _FORMULA.fullmatch(match[kind])
    ]
    found = [item for item in runs if not _WORD.search(item[1]) or _has_all_kinds(item[1])]
    sure = {run.strip(): kind for _, run, kind, often in found if often >= _CHANGES}
    beside = sum(kind in ("behind", "before") for kind in sure.values())
    # Nothing else on the page looks like them, and all stand behind its lines.
    every = len(sure) == len(found) and {*sure.values()} == {"behind"}
    if len(sure) + others < _FEWEST_MIXED - every or beside < (
        _FEWEST_BESIDE if len(sure) < _MANY_MIXED else 1
    ):
        return
    if 2 * sum(text.endswith("：", 0, at) for at, *_ in found) > len(found):
        return  # examples
    lines = sum(not line.isspace() for line in text.split("\n") if line)
    if (len(sure) + others) * _MOST_LINES < lines:
        return  # formulas, model numbers, moves of chess, behind a few lines
    for at, run, kind, often in runs:
        if _OWN_WORD.search(run):
            continue
        if often >= (_SOME_CHANGES if kind == "behind" else _MANY_CHANGES):
            yield Edit(at, run, "", CLS, "jammer")


def _has_all_kinds(run: str) -> bool:
    """Are small and capital letters, digits and signs in it, and no word by itself?"""
    kinds = (str.islower, str.isupper, str.isdigit, _is_sign)
    return not _OWN_WORD.search(run) and all(any(map(kind, run)) for kind in kinds)


def _is_sign(char: str) -> bool:
    return not (char.isalnum() or char.isspace())


def _changes(run: str) -> float:
    """How often the kind of sign changes in a string, as a share of its places; 0 if it is short."""
    kinds = [
        "a" if c.islower() else "A" if c.isupper() else "0" if c.isdigit() else "+"
        for c in run
        if not c.isspace()
    ]
    letters = len({char.lower() for char in run if char.isalpha()})
    signs = len(set(filter(_is_sign, run)))
    mixed = letters > 1 and signs >= _KINDS and any(map(str.isdigit, run))
    if len(kinds) < 6 or not (letters >= _KINDS or mixed):
        return 0.0
    return sum(a != b for a, b in itertools.pairwise(kinds)) / (len(kinds) - 1)


def _is_noise(run: str, share: float = _DENSE, kinds: int = _KINDS) -> bool:
    """Signs of many kinds among many single letters: no words, no formula, no boxes to tick and
    no rule of a table (``- [x] 10``, ``| :-: | :-: |``)."""
    signs = list(filter(_is_sign, run))
    return (
        len(run.strip()) >= _SHORTEST
        and len(signs) >= share * len(run.replace(" ", ""))
        and len(set(signs)) >= kinds
        and len({char for char in run if char.isalpha() or (kinds < _KINDS and char.isdigit())})
        >= 3
    )
