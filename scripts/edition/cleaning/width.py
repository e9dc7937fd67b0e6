"""width (标点): ASCII punctuation beside Chinese, as the full-width marks of GB/T 15834.

Left alone (policy, rule 2): decimals and times, URLs, Latin phrases, enumerators, references.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from edition.cleaning import encoding, points, quotations, titlebrackets
from edition.cleaning.lines import HAN
from edition.cleaning.patterns import pattern
from edition.cleaning.quotations import WIDE as _WIDE
from edition.cleaning.quotations import WIDE_SET as _WIDE_SET
from edition.cleaning.zones import Zones
from edition.edit import Edit, apart, edits_of

CLS = "width"

_FULL = {",": "，", ":": "：", ";": "；", "?": "？", "!": "！"}
# Both scans look a bounded way to either side, so the whole is linear. They begin with the marks
# themselves, since `re` skips to them ten times as fast as it tries a look behind. The marks that
# stand behind Chinese are most of them, and have a scan of their own.
_BEHIND = pattern(rf"[,:;](?<={_WIDE_SET}[,:;])")
_SCAN = pattern(
    rf"[,.:;?!()（）](?<!{_WIDE_SET}[,:;])(?:"
    rf"(?P<after>(?<={_WIDE_SET}[?!])[?!]*(?!\[))"
    rf"|(?P<before>(?:(?<=[,;?])|(?<=:)(?<!::))(?= ?{_WIDE_SET})|(?<=[?!])(?<![?!]{{2}})[?!]*+(?={_WIDE_SET}))"
    # 剩41℃,129元的…; 「香味擦胶」,「当年…; 读niàng;B项…
    rf"|(?P<last>(?<=[,:;?!])(?=\n|\Z)|(?<=[℃%‰][,;])(?= ?(?:\d|[A-Za-z]{{1,6}}[{HAN}]))|(?<=[」』][,;])(?=[「『])"
    rf"|(?<=[A-Za-zà-ǜ];)(?=[A-Za-z\d]{{1,3}}[{HAN}]))"
    rf"|(?P<stop>(?<=[{HAN}”’》）」』]\.)(?=[{HAN}“‘《”’)）」』】\n]|[（(]\d{{0,2}}[{HAN})）]|\Z))"
    rf"|(?P<cited>(?:(?<=[{HAN}]\[\d\]\.)|(?<=[{HAN}]\[\d\d\]\.)|(?<=\d\[\d-\d\]\.)|(?<=[{HAN}]\[\d-\d\]\.)|(?<=\d%\.))(?=[{HAN}“‘《\n]|\Z))"
    rf"|(?P<closed>(?<=[A-Za-z0-9][)）]\.)(?=[{HAN}“‘《]))"
    rf"|(?P<number>(?<=[{HAN}]{{4}}\.)(?=\d{{1,4}}[{HAN}]))"
    rf"|(?P<apart>(?<=[{HAN}”’》）]\.)(?= [{HAN}“‘《]))"
    rf"|(?P<name>(?<=[A-Za-z0-9%）]\.)(?=[{HAN}“‘《”’\n]|\Z))"
    r"|(?P<bracket>(?<=[()（）])))"
)
# A reference keeps its marks as the field writes them: what has [J] behind a title, and a
# numbered line with points and a year.
_NUMBERED = pattern(
    r"^\[\d+\]\s?\S[^\n]*\.\s?[^\n]*(?:\[[A-Za-z](?:/OL)?\]|\d{4})[^\n]*", re.MULTILINE
)
_REFERENCE = pattern(
    # … not a sentence with one in brackets: 也妨碍生长，根系变短(某某.题名[J].刊名,……)
    r"(?:^(?![^\n]{0,8}[:：]\s?(?:[\[［]|1[.．]))(?![^\n.．]*[,，;；][^\n.．]*[（(])"
    r"|(?<=[：:])(?=\s?(?:[\[［]|1[.．]\s?[\u3400-\u9fff])))"
    r"(?=[^\n。]*[^\n。\]][\[［][A-Z]{1,2}(?:/OL|/CD)?[\]］][.．:：,，])"
    r"[^\n。：；]*?[.．][^\n。]*",
    re.MULTILINE,
)
# One in running text, behind a bracket or what points to it, up to its year and pages.
_CITED_REFERENCE = pattern(
    rf"(?<=[（(见阅自])[{HAN}·]{{2,8}}(?:[,，、 ]+[{HAN}]{{2,4}}){{0,3}}[.．]\s?[^\n。；()（）]{{2,60}}?"
    r"[\[［][A-Z]{1,2}(?:/OL|/CD)?[\]］][.．:：,，/][^\n。；()（）]*?(?:19|20)\d\d"
    r"(?:[,，]\s?\d{1,3})?(?:[(（]\d{1,3}[)）])?(?:[:：]\s?[\d,，—–~+ -]*\d)?[.．]?"
)
_TYPE = pattern(r"[\[［](?:[A-Zj]|DB|CP|EB|DS)(?:/OL|/CD)?[\]］]")
_DECIMAL = pattern(
    r"(?<=\d)。(?=\d{1,3}(?:%|％|[万亿]|平方|立方|公[里斤顷]|[千毫厘]?[米克升]|吨|亩|倍|度|℃|元|[kmcKM]?[mgLM]\b))"
)
_NUMBERS = frozenset("图表式例题第版卷章节条款项页号期册附")  # 图.1
_WORDS = pattern(r"[A-Za-z]+(?:[ -][A-Za-z]+){2,}")
_HAN_NUMBER = pattern(
    r"^(?:\\?#{1,4} )?[ \u3000]*[一二三四五六七八九十]{1,3}$", re.MULTILINE
)  # 二.措施
_DOUBLED, _FEWEST_DOUBLED = pattern(r"，(?=[，。；：])"), 3
# On such a page; elsewhere a list of marks has it.
_BEFORE_CRY = pattern(rf"(?<=[{HAN}])，(?=[！？])")
_TWICE = pattern(rf"(?<=[{HAN}”\"》）])，(?=，[{HAN}“《])")
_NUMBERED_TWICE = pattern(
    rf"、(?<=^[一二三四五六七八九十]、)(?=、[{HAN}])|、(?<=^#{{2}} [一二三四五六七八九十]、)(?=、[{HAN}])|、(?<=^#{{3}} [一二三四五六七八九十]、)(?=、[{HAN}])",
    re.MULTILINE,
)
_NUMBERED_LINE = pattern(rf"(?:(?<=\n)|\A)\(\d{{1,2}}\)(?= ?[{HAN}“《])")
_ROUNDS = 4
_NEAR = pattern(r"[,:;?!().]")
_FIGURE = pattern(rf"\d[\d.,]*%?[{HAN}]")  # 生产总值(GDP)262.6亿元
_TUPLE = pattern(r"-?[\d.]+(?:, ?-?[\d.]+)+|-?[a-z](?:, ?-?[a-z])+")  # coordinates: (1, -2)
_SENTENCE, _LONGEST_NAME = 200, 16  # characters
_NAME = pattern(rf"(?<=[{HAN}：:，,])[A-Za-z0-9:-]+$")
_ALIKE = pattern(rf"[{HAN}]{{2}}[,，:：][^.。]*[{HAN}]{{2}}$")
_LETTER = pattern("[A-Za-z]")
_APPLIED = pattern(r"(?<![A-Za-z])[A-Za-z]$")  # O(n log n), not GDP(gross domestic product)
_INNER = pattern(r"[，。；：？！,;:?!]")
_LATIN_CLAUSE = pattern(r"[A-Za-z]\s+[A-Za-z]+$")
# Latin words within a Chinese sentence: 招牌上写着English menu available
_QUOTED_CLAUSE = pattern(rf"[{HAN}]{{3}} ?[A-Za-z]+(?: [A-Za-z]+){{1,4}}$")
# Three to six points and two hyphens beside Chinese are an ellipsis and a dash (GB/T 15834, 4.10, 4.11).
_ELLIPSIS = pattern(rf"\.(?<={_WIDE_SET}\.)\.{{2,5}}(?!\.)|\.(?<!\.\.)\.{{2,5}}(?=[{HAN}])")
_STOPS = pattern("。{3,}")
_DASH = pattern(rf"-(?:(?<={_WIDE_SET}-)|(?<=[〕］]-)|(?<=\.\.\.-))-{{1,5}}(?={_WIDE_SET})")
# A date behind a number: 水稻品种为川优62,5月20日移栽
_BEFORE_DATE = pattern(rf"(?<=[{HAN}]\d),(?=\d{{1,2}}月)|(?<=[{HAN}]\d\d),(?=\d{{1,2}}月)")
# What converters make of both: ── of the characters that draw boxes, ―― of bars, „„ for ……
_LONG_DASH = pattern(rf"—(?<=[{HAN}”》）]—)—{{2,5}}(?=[{HAN}“《（])")  # a dash of two, typed twice
_DRAWN_DASH = pattern(rf"[─―](?<={_WIDE_SET}.)[─―](?={_WIDE_SET})|^――(?={_WIDE_SET})", re.MULTILINE)
# Small hyphens, twice, as a site of exams has them for a dash.
_SMALL_DASH = pattern(rf"﹣(?:(?<=[{HAN}，。；！？、》”’)）].)|(?<=[。！？”’] .))﹣(?=[{HAN}“‘《])")
_LOW_POINTS = pattern(rf"„(?<={_WIDE_SET}„)„+")
_OF_DOCUMENT = pattern(rf"„(?<=[{HAN}]„)(?:19|20)\d\d[‟”](?=\d{{1,5}}号)")  # 国办发„2009‟3号
_NAME_DOT = pattern(rf"[•・‧∙⋅](?<=[{HAN}].)(?=[{HAN}])")  # in 希区柯克's name: GB/T 15834, 4.14
# :-) and (^_^), (>_<), (T_T): faces that look ahead or aside; _(:з」∠)_ lies down.
_FACE = pattern(
    r"(?<![\w)])[:;]-[()DP](?!\w)|_\([:;=][^\s()]{1,4}\)_|\([*=]?(?:([TOo])[_.]\1|[\^><;@~'-][_.oO]{1,2}[\^><;@~'-])[*=;]?\)"
)
_WIDE_DIGITS, _WIDE_LETTERS = "\uff10-\uff19", "\uff21-\uff3a\uff41-\uff5a"
# ．for every 。, as an encoding without it had it (也．作者自云); not behind a number (一．措施).
_WIDE_POINT, _FEWEST_STOPS = pattern(rf"．(?<=[{HAN}”’》）！？]．)(?=[{HAN}“‘《（”’\"\s]|\Z)"), 3
_MANY_TO_ONE = 5  # of ．for each 。 on such a page
_MARK_WITHIN, _SPACED_MARK = pattern(r"[,;:，；：](?!\n)"), pattern(r"[,;:，；：] ")
_FULL_WIDTH = pattern(
    rf"(?:[{_WIDE_DIGITS}{_WIDE_LETTERS}]|(?<=[{_WIDE_DIGITS}])．(?=[{_WIDE_DIGITS}])"
    rf"|(?<=[{_WIDE_DIGITS}{_WIDE_LETTERS}])[－／＋＆](?=[{_WIDE_DIGITS}{_WIDE_LETTERS}]))+"
    # a word of kana; ﾟ▽ﾟ is a face, and the ｲ of gｲん stands for a letter
    r"|(?<![A-Za-z\uff66-\uff9f])[\uff66-\uff9f]{2,}(?<![ﾞﾟ]{2})"
)

# The small forms of Big5, as Taiwanese pages have them beside Chinese.
# … and marks half as wide.
_SMALL_FORMS = dict(zip("﹐﹑﹒﹔﹕﹖﹗﹙﹚｡､｢｣︰", "，、。；：？！（）。、「」：", strict=True))
# The sign of a ratio for a colon, as old compact discs have it (有云∶“…).
_RATIO_SIGN = pattern(rf"∶(?<=[{HAN}”》）]∶)(?=[{HAN}“《（\s]|\Z)")
_SMALL = pattern(rf"[{''.join(_SMALL_FORMS)}]")


def marks(text: str) -> list[Edit]:
    """Commas, colons, semicolons, question and exclamation marks, brackets, full stops.

    A mark is Chinese if Chinese stands on either side of it; after a Latin clause it must stand
    on the right, and at the end of a line not far before it. Numbers, times and ratios have
    digits on both sides and so stay. A mark that has become Chinese speaks for the next one.
    """
    cited = list(references(text)) if "[" in text or "［" in text else []
    cited += [match.span() for match in _FACE.finditer(text)]
    found: dict[int, str] = {}
    titled = titlebrackets.titled(text)
    seen = quotations.curled(titled)
    new = _found(seen)
    for _ in range(_ROUNDS):
        for i in [i for i in new if any(lo <= i < hi for lo, hi in cited)]:
            del new[i]
        if not new:
            break
        found |= new
        seen = quotations.curled(quotations.turned(seen, new))
        again = sorted({_line(seen, i) for i in _neighbours(seen) if i in new})
        new = {lo + i: mark for lo, hi in again for i, mark in _found(seen[lo:hi]).items()}
    places, rule = sorted(found), "full-width-marks"
    old, new_marks = map(text.__getitem__, places), map(found.__getitem__, places)
    edits = list(edits_of(places, old, new_marks, CLS, rule))
    if zones := Zones(text):
        edits = [edit for edit in edits if not zones.forbid(edit)]
        places = [edit.start for edit in edits]
    edits += quotations.without_blanks(text, seen, set(places), rule)
    if "。" in text:
        edits += (Edit(m.start(), "。", ".", CLS, "decimal-point") for m in _DECIMAL.finditer(text))
    return apart([*_signs(text, seen), *titlebrackets.brackets(text, titled), *edits])


def letters(text: str) -> Iterator[Edit]:
    """Letters and digits as wide as characters (ＵＳＢ, ２０), and a point between such digits; kana
    half as wide (ｶﾚｰ)."""
    small = [
        Edit(match.start(), match[0], _SMALL_FORMS[match[0]], CLS, "full-width-marks")
        for match in _SMALL.finditer(text)
    ]
    if "∶" in text:
        small += (
            Edit(m.start(), "∶", "：", CLS, "full-width-marks") for m in _RATIO_SIGN.finditer(text)
        )
    small += (Edit(m.start(), m[0], "——", CLS, "dash") for m in _SMALL_DASH.finditer(text))
    yield from apart([*small, *_full_width(text), *_wide_points(text)])


def _wide_points(text: str) -> Iterator[Edit]:
    """Full stops in a text that has ．for them."""
    if "．" not in text or _MANY_TO_ONE * text.count("。") > text.count("．"):
        return
    found = [m.start() for m in _WIDE_POINT.finditer(text)]
    found = [at for at in found if not _HAN_NUMBER.search(text, max(0, at - 12), at)]
    if len(found) >= _FEWEST_STOPS:
        yield from (Edit(at, "．", "。", CLS, "full-width-marks") for at in found)


def stops(text: str) -> Iterator[Edit]:
    """Full stops in a text that has points for them. They are turned first of all marks: what ends a
    sentence tells much of lines and blanks. Where every mark has a blank behind it, theirs goes too:
    it would look like the end of a paragraph."""
    found = list(points.stops(text))
    if not found:
        return
    cited = list(references(text))
    spaced = 2 * len(_SPACED_MARK.findall(text)) > len(_MARK_WITHIN.findall(text))
    for at in found:
        if not any(lo <= at < hi for lo, hi in cited):
            old = text[at : at + 2] if spaced and text[at + 1 : at + 2] == " " else "."
            yield Edit(at, old, "。", CLS, "full-width-marks")


def _full_width(text: str) -> Iterator[Edit]:
    for match in _FULL_WIDTH.finditer(text):
        if encoding.is_spoken_of(text, match.start()):
            continue
        if match[0] >= "\uff66":
            new = unicodedata.normalize("NFKC", match[0])
            yield Edit(match.start(), match[0], new, CLS, "half-width-letters")
            continue
        new = "".join(
            "." if char == "．" else chr(ord(char) - 0xFEE0)  # the width of a form, U+FF01 to !
            for char in match[0]
        )
        yield Edit(match.start(), match[0], new, CLS, "half-width-letters")


def _signs(text: str, seen: str) -> Iterator[Edit]:
    """Ellipses and dashes that were typed with several signs, as they stand in ``seen``."""
    for edit in _signs_in(seen):
        yield edit._replace(old=text[edit.start : edit.end])


def _signs_in(text: str) -> Iterator[Edit]:
    if "..." in text:
        yield from (Edit(m.start(), m[0], "……", CLS, "ellipsis") for m in _ELLIPSIS.finditer(text))
    if "。。。" in text:
        yield from (Edit(m.start(), m[0], "……", CLS, "ellipsis") for m in _STOPS.finditer(text))
    if "--" in text:
        yield from (Edit(m.start(), m[0], "——", CLS, "dash") for m in _DASH.finditer(text))
    if "月" in text:
        yield from (
            Edit(m.start(), ",", "，", CLS, "full-width-marks") for m in _BEFORE_DATE.finditer(text)
        )
    if "———" in text:
        yield from (Edit(m.start(), m[0], "——", CLS, "dash") for m in _LONG_DASH.finditer(text))
    if "──" in text or "――" in text:
        yield from (Edit(m.start(), m[0], "——", CLS, "dash") for m in _DRAWN_DASH.finditer(text))
    if "„„" in text:
        yield from (
            Edit(m.start(), m[0], "……", CLS, "ellipsis") for m in _LOW_POINTS.finditer(text)
        )
    yield from (Edit(m.start(), m[0], "·", CLS, "name-dot") for m in _NAME_DOT.finditer(text))
    for match in _OF_DOCUMENT.finditer(text) if "„" in text else ():
        yield Edit(match.start(), "„", "〔", CLS, "full-width-marks")
        yield Edit(match.end() - 1, match[0][-1], "〕", CLS, "full-width-marks")


def doubled(text: str) -> Iterator[Edit]:
    """A comma before every mark (，， and ，。), which a converter put there: three places at least;
    or a comma twice, or the mark of an enumerator (三、、)."""
    found = list(_DOUBLED.finditer(text))
    if len(found) < _FEWEST_DOUBLED:
        found = list(_TWICE.finditer(text))
    else:
        found += _BEFORE_CRY.finditer(text)
    found = sorted([*found, *_NUMBERED_TWICE.finditer(text)], key=re.Match.start)
    if found:
        yield from (Edit(match.start(), match[0], "", CLS, "doubled-mark") for match in found)


def _line(text: str, i: int) -> tuple[int, int]:
    """Where the line around position ``i`` begins and ends."""
    end = text.find("\n", i)
    return text.rfind("\n", 0, i) + 1, end if end >= 0 else len(text)


def references(text: str) -> Iterator[tuple[int, int]]:
    """Where references stand, which keep the marks and blanks of their field."""
    if "\n[" in text or text[:1] == "[":
        yield from (match.span() for match in _NUMBERED.finditer(text))
    if _TYPE.search(text):
        yield from (match.span() for match in _REFERENCE.finditer(text))
        yield from (match.span() for match in _CITED_REFERENCE.finditer(text))


def _neighbours(text: str) -> Iterator[int]:
    """The places next to the ASCII marks that are left, seven blanks between at most. (They are
    few; those that have been turned are many.)"""
    for match in _NEAR.finditer(text):
        i = match.start()
        yield max(0, i - 8) + len(text[max(0, i - 8) : i].rstrip()) - 1
        after = text[i + 1 : i + 9]
        yield i + 1 + len(after) - len(after.lstrip())


def _found(text: str) -> dict[int, str]:
    """The marks that one look at ``text`` finds, with what they should be."""
    places = [match.start() for match in _BEHIND.finditer(text)]
    found = dict(zip(places, map(_FULL.__getitem__, map(text.__getitem__, places)), strict=True))
    brackets: list[int] = []
    numbers = [m.span() for m in _NUMBERED_LINE.finditer(text)]
    for match in _SCAN.finditer(text):
        kind, i = match.lastgroup, match.start()
        char = match[0]
        if kind == "after":
            found |= {i + n: _FULL[mark] for n, mark in enumerate(char)}
        elif kind == "bracket":
            _bracket(text, i, brackets, found)
        elif kind in ("closed", "number"):  # ……(H2O).在冰里, ……就变小了.1升水
            if kind == "closed" or (
                text[i - 1] not in _NUMBERS and _ALIKE.search(_before(text, i))
            ):
                found[i] = "。"
        elif kind == "cited":  # 低于全省平均水平[3].连续
            found[i] = "。"
        elif kind == "stop" and points.in_name(text, i):
            found[i] = "·"
        elif kind == "stop":
            if not _HAN_NUMBER.search(text, max(0, i - 12), i):
                found[i] = "。"
        elif kind == "apart":
            # A blank behind the point: only where the line's other marks are such too.
            start = text.rfind("\n", max(0, i - _SENTENCE), i) + 1 or max(0, i - _SENTENCE)
            plain = not _HAN_NUMBER.search(text, max(0, i - 12), i)
            if plain and _ALIKE.search(text, start, i) and not points.REFERENCE.match(text, start):
                found[i] = "。"
        elif kind == "name":
            if _ends_in_name(text, i):
                found[i] = "。"
        elif kind == "before":
            clause = _LATIN_CLAUSE.search(text, max(0, i - 40), i)
            if not clause or _QUOTED_CLAUSE.search(text, max(0, i - 60, text.rfind("\n", 0, i)), i):
                found |= {i + n: _FULL[mark] for n, mark in enumerate(char)}
        elif _WIDE.search(text, max(0, i - 13, text.rfind("\n", 0, i) + 1), i):
            found[i] = _FULL[char]
    if numbers and any(mark in "，。；：" for mark in found.values()):
        # (1) numbers a point: its brackets are turned where the text's other marks are.
        found |= {start: "（" for start, _ in numbers} | {end - 1: "）" for _, end in numbers}
    return found


def _before(text: str, i: int) -> str:
    """What of its line stands before position ``i``."""
    return text[max(text.rfind("\n", 0, i) + 1, i - _SENTENCE) : i]


def _ends_in_name(text: str, i: int) -> bool:
    """Does a Chinese sentence end before the point at ``i``: in a name with a letter in it (路口B3.),
    or, at the end of its line, in a number (编号2071.)? A caption (图1.) is no sentence."""
    start = text.rfind("\n", max(0, i - _SENTENCE), i) + 1
    name = _NAME.search(text, max(start, i - _LONGEST_NAME), i)
    if name is None or not _INNER.search(text, start, name.start()):
        return False
    if not _LETTER.search(name[0]):
        last = text[i + 1 : i + 2] in ("", "\n")
        return len(name[0]) > (1 if last else 2)  # 结果变成4950.初学者, not 步骤1.
    return True


def _bracket(text: str, i: int, opened: list[int], found: dict[int, str]) -> None:
    """Take in one bracket. A pair, in one line, becomes full width if Chinese stands in it or on
    both sides of it."""
    char = text[i]
    if opened and "\n" in text[opened[-1] : i]:
        opened.clear()
    if char in "(（":
        opened.append(i)
    elif opened:
        left = opened.pop()
        if text[left] == "（" and char == "）":
            return
        after = text[i + 1 : i + 9].lstrip(" ")[:1]
        right = after if after == "（" else text[i + 1 : i + 2]  # before it no blank will be left
        outside = text[max(0, left - 8) : left].rstrip(" ")[-1:] + text[i + 1 : i + 2].strip()
        if _TUPLE.fullmatch(text, left + 1, i):
            return
        if (
            _WIDE.search(text, left + 1, i)
            or (not text[left + 1 : i].strip() and _WIDE.match(text, left - 1))  # to be filled in
            or (outside and all(_WIDE.match(side) for side in outside))
            or (outside and _WIDE.match(outside[0]) and _FIGURE.match(text, i + 1))
            or (
                _WORDS.fullmatch(text, left + 1, i)
                and right
                and _WIDE.match(right)
                and not _APPLIED.search(text, max(0, left - 2), left)
            )
        ):
            if text[left] == "(":
                found[left] = "（"
            if char == ")":
                found[i] = "）"
