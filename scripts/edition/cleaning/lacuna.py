"""lacuna (阙文): text that the scrape cut off, or that is plainly missing.

Notes are inserted in 【】; a number that was lost in a splice takes its bare mark with it.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from functools import cache

from edition import data
from edition.cleaning import language
from edition.cleaning.enumerators import enumerator, number
from edition.cleaning.lines import CLOSERS, HAN
from edition.cleaning.patterns import pattern
from edition.edit import Doubt, Edit

CLS = "lacuna"

CUT_OFF = "【原文至此中断】"
MISSING = "【此处原文有阙】"

_LONG = 60  # characters: a shorter last block may be a signature or a date
_SHORTEST_TAIL = 8  # characters after the last full stop
_ENDS = (*"。！？…：；", "】")
# What no sentence ends with: a bracket that was opened, a conjunction, 其中.
_BREAKS_OFF = pattern(
    r"(?<=[，。；：])(?:[^。！？]{0,40})?(?:（[^（）]{0,12}|(?:而且|但是|并且|以及|如果|虽然|因为|不仅|不但|其中|例如|比如|特别是|尤其是|下联是|上联是))$"
)
_SHORTEST_BROKEN = 12  # characters of a last paragraph that breaks off so
_LINE = 40  # characters: a longer last paragraph is more than a notice …
_LONGEST_NOTICE = 90  # … if it does not begin with what says so
_SENTENCE_MARK = pattern("[，。！？]")
_AFTER = 8  # characters at most behind such words
_SHORTEST_OPEN = 16  # characters of a last paragraph that is prose
_DANGLES = pattern(
    rf"(?<=[{HAN}])(?:(?<=[{HAN}]{{2}}[里上中下前后样种些])的|[和与及]|(?<![是有的])的(?<=[了着过]..的))$|(?<=[{HAN}])\d{{1,3}}$"
)
_OPEN = pattern(rf"[{HAN}，、；：]$")
_LOST_CHARS = pattern(rf"(?<=[{HAN}])[□■\ufffd]{{1,8}}(?=[{HAN}，。、；])")
_MANY = 5  # places: more may be a form, or a site's habit
_ELIDED = pattern(
    r"[（(](?P<dots>[….。]*)(?:此处|此间|以下|中间|以上)?(?P<verb>省略|略去|删去|已省略)了?"
    r"(?P<count>\d+|若干|数[十百千])个?字(?P<dots2>[….。]*)"
    r"(?P<offer>[，,；;][^（()）\n]{0,12}(?:购买|付费|会员|下载|完整版|全文|原文)[^（()）\n]{0,12})?[）)]"
)
_QUOTED = pattern(r"[^“\n]{0,6}”")  # the words are quoted: 点击“展开剩余全文”
_NAME = pattern(
    rf"(?P<before>[，。；：、“（]|[{HAN}])(?P<blank>[_＿]{{1,2}})(?![_＿\s])"
    rf"(?=同志|总书记|主席|总理|书记|先生|[对在曾就也指强提说认要]|[{HAN}]{{1,4}}(?:指出|强调|认为))"
)
_PARTICLE = pattern(
    rf"(?:了(?![解却结断悟如然不无得此])|着(?![手眼急火力重装陆迷落色凉想实慌笔意])|们)(?=[{HAN}]{{3}})"
)
_TORN = pattern(rf"(?=[{HAN}]{{3}})")
_TORN_PIECE = pattern(rf"^#{{1,2}} [^\n]*\n\n(?=[{HAN}]{{3}})", re.MULTILINE)
_ANY_LEVEL = pattern(r"^(#{2,4}) ", re.MULTILINE)
_PROSE = 30  # characters: a shorter paragraph may be a form
_MANY_AGAIN = 50  # places at which a beginning comes back: more say no more
_BEGINNING = 3  # characters at the beginning of a text that come back in it …
# … what shows that they are torn off, in nats: how much the character before them in the text
# foretells the first, how ill that begins a line, how ill the second follows it. Of texts that were
# cut inside a word that comes back, 46% are found; of 4,700 whole ones none.
_BOND, _NO_BEGINNING, _NO_WORD = 3.0, -6.0, -4.0
_PIECE = pattern(
    r"^## (?:(?P<stem>.{0,30}?第)(?P<number>\d{1,2}|[一二三四五六七八九十]{1,3})(?P<tail>篇)(?=$|[:：\s，,])"
    r"|(?P<stem2>.{0,30}?(?:篇|范文))(?P<number2>\d{1,2}|[一二三四五六七八九十]{1,3})(?=$|[:：\s，,])"
    rf"|(?P<stem3>[^\n]{{2,38}}[{HAN}]{{2}})(?P<number3>\d{{1,2}})$)",
    re.MULTILINE,
)
# Who wrote or photographed it, behind the last full stop: no sentence that stops.
_CREDIT = pattern(
    r"[。！？）](?:[^。！？，]{0,14}(?:记者|通讯员|作者|编辑|实习生|摄影)[^。！？，]{0,24}|[^。！？，]{1,12}(?:[摄文图]|供稿|供图|撰文|报道))$"
)
_PREVIEW = pattern(rf"[{HAN}，、；](?:…|\.\.\.)$")
_HEADING = pattern(r"^(#{2,4}) (\d{1,2}|[一二三四五六七八九十]{1,2})?([、.．])", re.MULTILINE)
_ARTICLE = pattern(
    r"^第 ?(\d{1,3}|[一二三四五六七八九十百零〇]{1,7}) ?条(?=[\s：:　])", re.MULTILINE
)
_NAMED = pattern(r"第 ?(\d{1,3}|[一二三四五六七八九十百零〇 ]{1,7}) ?条")
_FEWEST_ARTICLES = 3  # in order before the one that is missing
_STEP = pattern(
    r"^第(?P<number>[一二三四五六七八九十])(?:步|条|点|项|招|个)[，：:,、]", re.MULTILINE
)
_SAID_STEPS = pattern(r"(?P<number>[两二三四五六七八九十])个?(?P<what>步|条|点|项|招|步骤|方面)")
_SPEAKERLESS = pattern(r"(?<=[。！？])(?=(?:强调)?指出[：:，,])")


@cache
def _unfinished() -> re.Pattern[str]:
    """What a site says where it stops."""
    return re.compile("|".join(data.table("lacuna")["unfinished"]))


@cache
def _omitted() -> re.Pattern[str]:
    """What a site says in the midst of a text: ……此处隐藏8316个字……, (某某网省略1126字,会员可阅读)."""
    verb = "|".join(data.table("lacuna")["omitted"])
    return re.compile(
        rf"(?P<dots>[….]{{2,}})\s*(?:{verb})\s?\d{{2,}}\s?个?字\s*[….]{{2,}}"
        rf"|^(?:此处|中间)(?:{verb}|隐藏)\s?\d{{2,}}\s?个?字[….]{{1,6}}$"
        rf"|[….]*[（(][^（()）\n]{{0,40}}(?:{verb})\s?\d{{2,}}\s?个?字[，,；;][^（()）\n]{{2,40}}[）)]",
        re.MULTILINE,
    )


def says_omitted(words: str) -> bool:
    """Do these words, which a site put into a text, tell how much it left out there? Then they are
    no chrome, but a place where something is missing."""
    return bool(_omitted().search(words) or _ELIDED.search(words))


def breaks_off_in(line: str) -> bool:
    """Does a line of the text break off at a comma, and the site say so there?"""
    match = _unfinished().search(line)
    return match is not None and match.start() > 0 and line[match.start() - 1] in "，,、：:"


def cut_off(text: str, site_words: str = "") -> Iterator[Edit | Doubt]:
    """A last paragraph, of the text or of one of several pieces, that stops in mid-sentence.

    Sure where it is prose (sentences before, and a clause or more after the last full stop) in a
    text whose other paragraphs end, or where the site's words say that there is more; else a doubt:
    an address, a list of names, a caption.
    """
    said = next(_says_unfinished(text), None)
    if said:
        yield said
        return
    for piece in _PIECE.finditer(text):
        end = len(text[: piece.start()].rstrip("\n"))
        found = _cut_off(text, end)
        if isinstance(found, Edit):
            yield found
    last = _cut_off(text, len(text))
    more = _unfinished().search(site_words)
    if more and (isinstance(last, Doubt) or (last is None and _OPEN.search(text))):
        yield Edit(len(text), "", CUT_OFF, CLS, "cut-off", f"网页注明“{more[0]}”")
    elif last:
        yield last


def _says_unfinished(text: str) -> Iterator[Edit]:
    """Words at the very end that say that there is more, for which the site asks money or a click:
    a line of their own, or behind a sentence that breaks off ((试读)..., …阅读全文)."""
    start = text.rfind("\n\n") + 2 if "\n\n" in text else 0
    match = _unfinished().search(text, start)
    if match is None or _QUOTED.match(text, match.end()):
        return
    note = f"网页注明“{match[0]}”"
    at = match.start()
    while at > start and text[at - 1] in "….（(【[ 　":
        at -= 1
    alone = len(text) - start <= (_LONGEST_NOTICE if at == start else _LINE)
    if start and alone and not _SENTENCE_MARK.search(text, start, at):
        if _OPEN.search(text, start - 3, start - 2):
            start -= 2  # the sentence above breaks off
        yield Edit(start, text[start:], CUT_OFF, CLS, "cut-off", note)
    elif len(text) - match.end() <= _AFTER and _OPEN.search(text, start, at):
        yield Edit(at, text[at:], CUT_OFF, CLS, "cut-off", note)


def _cut_off(text: str, end: int) -> Edit | Doubt | None:
    """What is to be said of the paragraph that ends at ``end``."""
    start = text.rfind("\n\n", 0, end) + 2 if "\n\n" in text[:end] else 0
    last = text[start:end]
    if not last.startswith("#") and _BREAKS_OFF.search(last) and len(last) >= _SHORTEST_BROKEN:
        return Edit(end, "", CUT_OFF, CLS, "cut-off", "末句的词语或括号没有说完")
    if not last.startswith("#") and _is_open(text[:start], last):
        return Edit(end, "", CUT_OFF, CLS, "cut-off", "末句没有说完")
    if last.startswith("#") or last.endswith("】"):
        return None
    if len(last) < _LONG:
        return _short(text[:start], last, end)
    if _PREVIEW.search(last) and "…" not in text[: end - 1] and "..." not in text[: end - 3]:
        note = "末段以省略号结束，全文别处不用，或是网页只显示了开头"
        mark = "..." if last.endswith(".") else "…"
        return Doubt(end - len(mark), mark, "", CLS, "cut-off", note)
    if re.match(r"\[\d+\]|[-*+|〔>]", last) or not re.search(rf"[{HAN}，、；：]$", last):
        return None
    if sum(last.count(mark) for mark in "，。；、") < 2 or _CREDIT.search(last):
        return None
    tail = re.split("[。！？]", last)[-1]
    prose = len(tail) < len(last) and len(tail) >= _SHORTEST_TAIL and "，" in tail
    paragraphs = (text[:start] + text[end:]).split("\n\n")
    others = [b for b in paragraphs if len(b) >= _LONG and not b.startswith("#")]
    ended = sum(b.rstrip(CLOSERS)[-1:] in _ENDS for b in others)
    if (prose or tail[-1:] in "，、；") and 5 * ended >= 4 * len(others) and "://" not in tail:
        return Edit(end, "", CUT_OFF, CLS, "cut-off")
    note = "末段无句末标点，或原文在此中断"
    return Doubt(end - 1, text[end - 1], "", CLS, "cut-off", note)


def _short(above: str, last: str, end: int) -> Edit | None:
    """The same of a short paragraph: two clauses at least behind the last full stop of the text, no
    name, date or address, in a text of prose that ends its other paragraphs."""
    tail = re.split("[。！？]", last)[-1]
    prose = "。" in last or "。" in above
    if (
        not prose
        or "，" not in tail
        or len(tail) < _SHORTEST_OPEN
        or "：" in last
        or _CREDIT.search(last)
    ):
        return None
    if not re.search(rf"[{HAN}]$", last) or re.search(r"\d|[（(《“]", tail):
        return None
    others = [block for block in above.split("\n\n") if len(block) > _SHORTEST_OPEN]
    ended = all(b.startswith("#") or b.rstrip(CLOSERS)[-1:] in _ENDS for b in others)
    return Edit(end, "", CUT_OFF, CLS, "cut-off", "末句没有说完") if ended else None


def _is_open(above: str, last: str) -> bool:
    """Does a last paragraph of prose end with what no sentence ends with (先数了数筐里的), or in the
    midst of a figure (涉及农户26), and do all other paragraphs of the text end?"""
    match = _DANGLES.search(last)
    if match is None or "，" not in last or len(last) < _SHORTEST_OPEN or "\n" in last:
        return False
    if match[0].isdigit() and (":" in last or "：" in last or not re.search("[。！？]", last)):
        return False  # a number to call, a page
    others = [block for block in above.split("\n\n") if len(block) > _SHORTEST_OPEN]
    return all(block.startswith("#") or block.rstrip(CLOSERS)[-1:] in _ENDS for block in others)


def splices(text: str) -> Iterator[Edit]:
    """Headings between which text was cut out: 3. is followed by a heading whose number is
    gone, and the count then goes on from elsewhere."""
    found = list(_HEADING.finditer(text))
    for before, here in itertools.pairwise(found):
        if here[2] is not None or before[1] != here[1] or before[3] != here[3] or not before[2]:
            continue
        # The mark that is left of the lost number says nothing any more.
        old = text[here.start() : here.end()]
        yield Edit(here.start(), old, f"{MISSING}\n\n{here[1]} ", CLS, "splice")


def without_speaker(text: str) -> Iterator[Edit]:
    """A sentence that begins 指出： has lost who pointed it out: sites delete such names."""
    for match in _SPEAKERLESS.finditer(text) if "指出" in text else ():
        yield Edit(match.start(), "", MISSING, CLS, "speaker")


def elided(text: str) -> Iterator[Edit]:
    """Where a site says itself how much it left out: （…省略834字…）, （此处省略若干字）.

    A round number without dots is a joke of the author's (此处省略3000字).
    """
    if "字" not in text or not any(verb in text for verb in data.table("lacuna")["omitted"]):
        return
    found: list[Edit] = []
    for match in _omitted().finditer(text):
        lo, hi = match.span()
        while lo and text[lo - 1] == " ":
            lo -= 1
        if text.endswith("\n\n", 0, lo) and lo > 2 and _OPEN.search(text, lo - 3, lo - 2):
            lo -= 2  # the sentence above breaks off here
        note = f"网页注明“{match[0].strip('….')}”"
        found.append(Edit(lo, text[lo:hi], MISSING, CLS, "elided", note))
    for match in _ELIDED.finditer(text):
        count = match["count"]
        round_number = count.isdigit() and (len(count) < 2 or not int(count) % 100)
        if round_number and not (match["dots"] and match["dots2"]) and not match["offer"]:
            continue
        if all(match.end() <= edit.start or edit.end <= match.start() for edit in found):
            note = f"网页注明{match['verb']}{count}字"
            found.append(Edit(match.start(), match[0], MISSING, CLS, "elided", note))
    yield from sorted(found)


def lost_characters(text: str) -> Iterator[Doubt]:
    """Squares that stand for characters that the site's font or the scan did not have."""
    if "□" not in text and "■" not in text and "\ufffd" not in text:
        return
    found = list(_LOST_CHARS.finditer(text))
    if len(found) <= _MANY:
        for match in found:
            note = "此处缺字，或字库所无，当据别本补"
            yield Doubt(match.start(), match[0], "", CLS, "lost-character", note)


def deleted_names(text: str) -> Iterator[Edit]:
    """One or two low lines where a name was deleted from a sentence: 五四时期，_对…的认识.

    Longer ones are to be filled in; in a short line, or where two of them embrace words, they are
    the author's.
    """
    if "_" not in text and "＿" not in text:
        return
    for match in _NAME.finditer(text):
        start = text.rfind("\n", 0, match.start()) + 1
        end = text.find("\n", match.end())
        line = text[start : end if end >= 0 else len(text)]
        lone = line.count("_") + line.count("＿") == len(match["blank"])
        if len(line) >= _PROSE and "，" in line and lone and re.search("[。；！？]", line):
            note = "原文此处只有一条下划线，应是被网站删去的人名"
            yield Edit(match.start("blank"), match["blank"], MISSING, CLS, "deleted-name", note)


def lost_beginnings(text: str) -> Iterator[Edit]:
    """A text or piece that begins in the middle of a word: 庚先生…, where 陈嘉庚先生 comes later.

    Sure if what it begins with always stands behind the same character later on, and is no
    beginning of a word by itself.
    """
    if _PARTICLE.match(text):
        yield Edit(0, "", MISSING, CLS, "lost-beginning", f"没有以“{text[0]}”起首的句子")
        return
    torn = _TORN.match(text)
    for match in [*([torn] if torn else ()), *_TORN_PIECE.finditer(text)]:
        at = match.end()
        head = text[at : at + _BEGINNING]
        found = itertools.islice(re.finditer(re.escape(head), text), _MANY_AGAIN)
        again = [m.start() for m in found if m.start() != at]
        if len(again) < 2:
            continue
        before = {text[max(0, n - 1) : n] for n in again}
        char = before.pop()
        if before or not re.fullmatch(f"[{HAN}]", char):
            continue
        first, second = language.fold(head[0]), language.fold(head[1])
        bond = language.gain(language.fold(char), first) - language.gain("", first)
        if (
            bond >= _BOND
            and language.gain("｜", first) <= _NO_BEGINNING
            and language.gain(first, second) <= _NO_WORD
        ):
            note = f"下文作“{char}{head}”，可知开头有缺"
            yield Edit(at, "", MISSING, CLS, "lost-beginning", note)


def missing_first(text: str) -> Iterator[Edit]:
    """The first step of steps in order that begin with the second (第二步 … 第三步 …), all of them
    there but the first: what announces them counts them (分四步)."""
    found = list(_STEP.finditer(text)) if "第二" in text else []
    counts = [number(match["number"]) for match in found]
    if len(counts) < 2 or counts != [*range(2, len(counts) + 2)]:
        return
    if MISSING in text[: found[0].start()]:
        return
    said = _SAID_STEPS.search(text, 0, found[0].start())
    if said and number(said["number"].replace("两", "二")) == counts[-1]:
        note = f"上文说有{said['number']}{said['what']}，此前没有第一{said['what']}"
        yield Edit(found[0].start(), "", f"{MISSING}\n\n", CLS, "missing-piece", note)


def missing_pieces(text: str) -> Iterator[Edit]:
    """Pieces of a collection that are not there, by their numbers: 措施1, 措施3; 篇一, 篇三."""
    pieces = [
        (match, match["stem"] or match["stem2"] or match["stem3"],
         number(match["number"] or match["number2"] or match["number3"]))
        for match in _PIECE.finditer(text)
    ]  # fmt: skip
    for (before, left, n), (here, right, m) in itertools.pairwise(pieces):
        if left == right and m > n + 1 and MISSING not in text[before.end() : here.start()]:
            yield Edit(here.start(), "", f"{MISSING}\n\n", CLS, "missing-piece")


def missing_articles(text: str) -> Iterator[Edit]:
    """An article that is not there, among articles in order: 第三条 第四条 第五条 第七条."""
    run = 0
    last: tuple[int, int] = (0, 0)  # number of the article before, and where it ends
    for match in _ARTICLE.finditer(text) if "条" in text else ():
        count = _number(match[1])
        if count == last[0] + 1 or not last[0]:
            run += 1
        else:
            between = {_number(m[1]) for m in _NAMED.finditer(text, last[1], match.start())}
            one_gone = count == last[0] + 2 and run >= _FEWEST_ARTICLES
            one_gone = one_gone and count - 1 not in between
            if one_gone and MISSING not in text[last[1] : match.start()]:
                note = f"其前没有第{count - 1}条"
                yield Edit(match.start(), "", f"{MISSING}\n\n", CLS, "missing-article", note)
            run = 1 if not one_gone else run + 1
        last = (count, match.end())


def _number(digits: str) -> int:
    digits = digits.replace(" ", "")
    return int(digits) if digits.isdigit() else number(digits)


def missing_numbers(text: str) -> Iterator[Doubt]:
    """A heading whose number is more than one ahead of its sibling's: 一、 三、. Not where a line
    between the two has the number and is no heading."""
    last: dict[str, tuple[str, int, int]] = {}
    for match in _ANY_LEVEL.finditer(text):
        marks = match[1]
        last = {key: value for key, value in last.items() if len(key) <= len(marks)}
        item = enumerator(text, match.end())
        if item is None:
            continue
        style, count, end = last.get(marks, ("", 0, 0))
        last[marks] = (item.style, item.number, match.end())
        if style != item.style or item.number != count + 2:
            continue
        gap = text.rfind("\n#", 0, match.start())
        numbered = (enumerator(line) for line in text[end : match.start()].split("\n"))
        if MISSING not in text[gap + 1 : match.start()] and not any(
            line and line.number == count + 1 for line in numbered
        ):
            words = text[match.end() : match.end() + item.length]
            note = f"其前没有第{count + 1}项，或有阙文，或序号有误"
            yield Doubt(match.end(), words, "", CLS, "missing-number", note)
