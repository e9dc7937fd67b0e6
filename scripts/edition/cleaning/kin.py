"""Lines that look like a site's, but stand among their like, which stay:

    - 回调函数          an item of a list        武昌  05:40  05:52  1225    a row of a table
    - 发布/订阅                                 长沙  09:05  ——  1587

    1.某年四月八日某部令訂定                      a point with its number, and the line that hangs
      發布全文 21 條                             from it

A site's list goes as a whole, an author's stays as one. In: the lines of a page that are not blank,
and which of them are about to go. Out: those of them that stay.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import groupby

from edition.cleaning import metadata
from edition.cleaning.lines import HAN, Line
from edition.cleaning.patterns import pattern

_FEWEST = 3  # lines of one form one below the other
_BULLET = pattern(r"\s*([-*+•·●■◆○◇➢]) ?(?![-*\s\d]|\d(?!\d?\.[\d\s]))")
_POINT, _HANGS = pattern(r"(\s*)(\d{1,2})([.、)])\s?[^\s\d]"), pattern(r"\s{2,}(?=\S)")
_FEWEST_HANGING = 2  # points from which a line hangs
# The fields of one thing: - 时间:… - 地点:…
_FEWEST_FIELDS = 2
_BULLETED = pattern(rf"\s*[-*+] [{HAN}]{{2,6}}:\s?\S")
_GAP = pattern(r"(?<=\S)(?: {2,}|\t+)(?=\S)")  # between two columns
# What one types, and what it does: no site has such rows one below the other.
_COMMAND, _COMMANDS = pattern(rf"\s*[!-~][!-~ ]*?(?: {{2,}}|\t+)[!-~ ]*[{HAN}]"), "commands"
_BAR = pattern(r"(?<=\S) ?\| ?(?=\S)")
_FLOOR = pattern(r"\d{1,4}楼[ :]")  # of a thread
_FIELD = pattern(rf"[{HAN}]{{2,4}}:\s?\S")
# The fields of a letter's head and of an address, beside which the author's date or page stands.
_OF_ADDRESS = pattern(r"(?:发件人|收件人|抄送|主题|电话|手机|邮编|邮箱|传真|地址)\s?:\s?\S")
_IN_ADDRESS = pattern(r"(?:网址|日期|时间)\s?:\s?\S")
_MARK = pattern("[,。!?]")


def kept(rows: Sequence[Line], gone: Collection[int]) -> set[int]:
    """Which of the lines that are about to go stay: those of a run at least half of which stays, or of
    commands, a field of an address, lines that hang from a point that stays, and sentences if nothing
    else would be left."""
    if not gone:
        return set()
    if len(gone) == len(rows):
        return {i for i in gone if _MARK.search(rows[i].bare)}
    found = {i for i in gone if _is_field(rows, gone, i)}
    for run in _runs(rows):
        going = [i for i in run if i in gone]
        own = 2 * len(going) <= len(run) or _form(rows[run[0]].text) == _COMMANDS
        fields = all(_BULLETED.match(rows[i].text) for i in run)
        if len(run) >= (_FEWEST_FIELDS if fields else _FEWEST) and own:
            found.update(going)
    return found | _hanging(rows, {*gone} - found)


def _hanging(rows: Sequence[Line], gone: Collection[int]) -> set[int]:
    """Lines that are set in below a point that stays, where such lines hang from two points at least: no
    site sets its lines in below an author's points."""
    hangs: dict[int, list[int]] = {}
    point, depth = -1, 0
    for i, row in enumerate(rows):
        indent = _HANGS.match(row.text)
        if match := _POINT.match(row.text):
            point, depth = i, len(match[1])
        elif point >= 0 and indent and indent.end() > depth:
            hangs.setdefault(point, []).append(i)
        else:
            point = -1
    if len(hangs) < _FEWEST_HANGING:
        return set()
    return {i for point, below in hangs.items() if point not in gone for i in below if i in gone}


def _runs(rows: Sequence[Line]) -> Iterator[list[int]]:
    def form_at(i: int) -> str:
        point = _POINT.match(rows[i].text)
        # What is the same for all points that count on.
        return f"point {point[3]} {int(point[2]) - i}" if point else _form(rows[i].text)

    for form, group in groupby(range(len(rows)), key=form_at):
        if form:
            yield [*group]


def _form(line: str) -> str:
    """What lines of one list or table have in common; "" if it shows nothing."""
    if _COMMAND.match(line):
        return _COMMANDS
    if gaps := len(_GAP.findall(line.strip())):
        return f"columns {gaps}"
    if bullet := _BULLET.match(line):
        return bullet[1]
    if bars := len(_BAR.findall(line.strip())):
        return f"bars {bars}"
    return "floor" if _FLOOR.match(line) else ""


def _is_field(rows: Sequence[Line], gone: Collection[int], i: int) -> bool:
    """Is it a field of an address or of a letter's head, with others on both sides?"""
    if not 0 < i < len(rows) - 1 or not _IN_ADDRESS.match(rows[i].bare):
        return False
    beside = [rows[k].bare for k in (i - 1, i + 1) if k not in gone]
    fields = [row for row in beside if _FIELD.match(row) and not metadata.tells(row)]
    return len(fields) > 1 and any(map(_OF_ADDRESS.match, fields))
