"""lacuna (阙文): text that is plainly missing inside a witness. (`endings` has its cut-off end,
`omissions` what a site says it left out.)

Notes are inserted in 【】; a number that was lost in a splice takes its bare mark with it.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from edition.cleaning import language
from edition.cleaning.enumerators import enumerator, number
from edition.cleaning.lines import HAN
from edition.cleaning.patterns import pattern
from edition.cleaning.traces import Traces
from edition.edit import Doubt, Edit

CLS = "lacuna"
CUT_OFF = "【原文至此中断】"
MISSING = "【此处原文有阙】"
_LOST_CHARS = pattern(rf"(?<=[{HAN}])[□■\ufffd]{{1,8}}(?=[{HAN}，。、；])")
_MANY = 5  # places: more may be a form, or a site's habit
_NAME = pattern(
    rf"(?P<before>[，。；：、“（]|[{HAN}])(?P<blank>[_＿]{{1,2}})(?![_＿\s])"
    rf"(?=同志|总书记|主席|总理|书记|先生|[对在曾就也指强提说认要]|[{HAN}]{{1,4}}(?:指出|强调|认为))"
)
_PARTICLE = pattern(
    rf"(?:了(?![解却结断悟如然不无得此])|着(?![手眼急火力重装陆迷落色凉想实慌笔意])|们)(?=[{HAN}]{{3}})"
)
_MARK = pattern(r"(?:者[，、]|[，、；])(?=[^\n]{20,}。)")
_TORN = pattern(rf"(?=[{HAN}]{{3}})")
_TORN_PIECE = pattern(rf"^#{{1,2}} [^\n]*\n\n(?=[{HAN}]{{3}})", re.MULTILINE)
_FIRST_PARAGRAPH = pattern(r"^(?!#)[^\n]*[，。！？；]", re.MULTILINE)
_ANY_LEVEL = pattern(r"^(#{2,4}) ", re.MULTILINE)
_STARS = pattern(rf"(?<=[{HAN}，。”])\*{{5,20}}(?=[{HAN}“])")
_PROSE = 30  # characters: a shorter paragraph may be a form
_MANY_AGAIN = 50  # places at which a beginning comes back: more say no more
_BEGINNING = 3  # characters at the beginning of a text that come back in it …
# … what shows that they are torn off, in nats: how much the character before them in the text
# foretells the first, how ill that begins a line, how ill the second follows it. Of texts that were
# cut inside a word that comes back, 46% are found; of 4,700 whole ones none.
_BOND, _NO_BEGINNING, _NO_WORD = 3.0, -6.0, -4.0
PIECE = pattern(
    r"^## (?:(?P<stem>.{0,30}?第)(?P<number>\d{1,2}|[一二三四五六七八九十]{1,3})(?P<tail>篇)(?=$|[:：\s，,])"
    r"|(?P<stem2>.{0,30}?(?:篇|范文))(?P<number2>\d{1,2}|[一二三四五六七八九十]{1,3})(?=$|[:：\s，,])"
    rf"|(?P<stem3>[^\n]{{2,38}}[{HAN}]{{2}})(?P<number3>\d{{1,2}})$)",
    re.MULTILINE,
)
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
# 精神、同志在中纪委七次全会上的重要讲话, 以同志为核心: a clause that begins so has lost whom it names.
_NAMELESS = pattern(
    r"(?:(?<=[、，。])|(?<=^))(?=同志在[^，。]{2,24}(?:上|中)?的(?:重要)?(?:讲话|指示|报告|论述))|(?<=[，。、]以)(?=同志为(?:核心|总书记))",
    re.MULTILINE,
)
_SPEAKERLESS = pattern(r"(?<=[。！？])(?=(?:强调)?指出(?P<mark>[：:，,]))")
_SPEECH = pattern(
    rf"[{HAN}（）]{{0,20}}(?:讲话|文章|报告|社论|来信|回信|述评|演讲|致辞|文件|通知)[，,{HAN}]"
)


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
        start = text.rfind("\n", 0, match.start()) + 1
        if _SPEECH.match(text, start) and "，" in match["mark"]:
            continue  # what speaks is named: 会长的讲话，……。指出，
        yield Edit(match.start(), "", MISSING, CLS, "speaker")


def nameless(text: str) -> Iterator[Edit]:
    """A clause that begins 同志在…上的讲话 has lost the name: sites delete such names."""
    for match in _NAMELESS.finditer(text) if "同志" in text else ():
        note = "“同志”之前没有姓名，应是被网站删去"
        yield Edit(match.start(), "", MISSING, CLS, "deleted-name", note)


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


def starred(text: str) -> Iterator[Edit]:
    """A row of asterisks amid a sentence, where a site's filter deleted words (你要是*******家里还有事)."""
    for match in _STARS.finditer(text) if "****" in text else ():
        yield Edit(
            match.start(), match[0], MISSING, CLS, "deleted-name", "网站以星号代替了被过滤的文字"
        )


def lost_beginnings(text: str, traces: Traces) -> Iterator[Edit]:
    """A text or piece that begins in the middle of a word: 庚先生…, where 陈嘉庚先生 comes later; or the rest
    of what another page began.

    Sure if what it begins with always stands behind the same character later on, and is no
    beginning of a word by itself.
    """
    if traces.headless and (body := _FIRST_PARAGRAPH.search(text)):
        yield Edit(body.start(), "", MISSING, CLS, "lost-beginning", "网页注明“上接”另一版")
        return
    if _MARK.match(text):
        yield Edit(0, "", MISSING, CLS, "lost-beginning", "开头不是句子的开头")
        return
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
        for match in PIECE.finditer(text)
    ]  # fmt: skip
    for (_, left, n), (here, right, m) in itertools.pairwise(pieces):
        if left == right and m > n + 1 and not text[: here.start()].rstrip().endswith(MISSING):
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
