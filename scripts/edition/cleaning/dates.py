"""emendation (校改): dates whose 年, 月 or 日 was lost, as sites do that filter these characters.

    196212月生           1962年12月生        a year and a month
    20211210日（星期五）  2021年12月10日      a year, a month and a day
    516日，由文学院……     5月16日             as the page's own date (2014-05-18) tells
    2020124              2020年1月24日       a line of its own, below the text

In: a text; the words of its page that tell when it was put up. Out: edits (offsets in code points). What
may be divided in two ways stays, unless the page's date is near to one of them alone.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Iterator

from edition.cleaning.patterns import pattern
from edition.edit import Edit, apart

CLS = "emendation"
RULE = "lost-date"

_YEAR = r"(?:19|20)\d\d"
_MONTH_OF_YEAR = pattern(
    rf"(?<![\d.年/-])(?P<year>{_YEAR})(?P<month>1[0-2]|0?[1-9])(?=月(?![饼台票份]))"
)
_OPENS = r"(?:^|(?<=[。！？；“于在 \u3000]))"  # where a sentence begins with its date
_NO_COUNT = r"(?=日(?![内龄均报以前后游期志之行元语本圆届的次夜·]))"
_DAY_OF_YEAR = pattern(
    rf"(?<![\d.年/计共满-])(?<!达到){_YEAR}\d{{3,4}}{_NO_COUNT}|{_OPENS}{_YEAR}\d\d{_NO_COUNT}",
    re.MULTILINE,
)
# Without the year a count of days looks the same (产假128日, 120日内): of three digits only with the time
# of the day or a comma behind it.
_DAY = pattern(
    rf"{_OPENS}(?P<rest>\d{{3}})(?=日[，,、上下早晚凌清中（(])|(?:{_OPENS}|(?<=[，,]))(?P<rests>\d{{4}}){_NO_COUNT}"
    r"|(?<=[自从于至到])(?P<bare>\d{3,4})(?=[（(](?:除夕|星期|周[一二三四五六日]|农历(?!.{0,3}年)|正月|初))",
    re.MULTILINE,
)
_ALONE = pattern(rf"^(?P<year>{_YEAR})(?P<rest>\d{{2,4}})$(?=\s*\Z)", re.MULTILINE)
_PAGE = pattern(rf"(?<!\d)({_YEAR})\s?[-/.年]\s?(\d{{1,2}})\s?[-/.月]\s?(\d{{1,2}})(?!\d)")
_NEAR = 45  # days between what a page tells of and when it was put up


def lost(text: str, page: str) -> Iterator[Edit]:
    """Each such date, in order. ``page``: what else stood on the page."""
    yield from apart([*_of_year(text), *_near(text, _dates(page))])


def _of_year(text: str) -> Iterator[Edit]:
    for match in _MONTH_OF_YEAR.finditer(text):
        new = f"{match['year']}年{match['month']}"
        yield Edit(match.start(), match[0], new, CLS, RULE, "年份与月份之间失“年”字")
    for match in _DAY_OF_YEAR.finditer(text):
        year, rest = match[0][:4], match[0][4:]
        divided = _divided(int(year), rest)
        if len(divided) == 1:
            month, day = divided[0]
            new = f"{year}年{month}月{day}"
            yield Edit(match.start(), match[0], new, CLS, RULE, "日期中失“年”“月”等字")


def _near(text: str, dates: Collection[datetime.date]) -> Iterator[Edit]:
    """Those that only a date of the page divides."""
    if not dates:
        return
    years = {date.year for date in dates}
    for match in [*_DAY.finditer(text), *_ALONE.finditer(text)]:
        kind = str(match.lastgroup)
        stated, digits = match.groupdict().get("year"), match[kind]
        fit = {
            (month, day)
            for year in ({int(stated)} if stated else years)
            for month, day in _divided(year, digits)
            if any(abs((datetime.date(year, month, day) - date).days) <= _NEAR for date in dates)
        }
        if len(fit) != 1:
            continue
        month, day = fit.pop()
        new = f"{month}月{day}" + ("日" if stated or kind == "bare" else "")
        new = f"{stated}年{new}" if stated else new
        note = f"日期中失“年”“月”“日”等字；网页上的日期是{min(dates).isoformat()}"
        yield Edit(match.start(), match[0], new, CLS, RULE, note)


def _divided(year: int, digits: str) -> list[tuple[int, int]]:
    """The months and days that digits may be, run together (117: 1-17 and 11-7). A zero at the head of
    either stands only where both have two digits."""
    found = []
    for at in (1, 2):
        month, day = digits[:at], digits[at:]
        padded = month[:1] == "0" or day[:1] == "0"
        if not 1 <= len(day) <= 2 or (padded and len(digits) < 4):
            continue
        try:
            datetime.date(year, int(month), int(day))
        except ValueError:
            continue
        found.append((int(month), int(day)))
    return found


def _dates(words: str) -> list[datetime.date]:
    found = []
    for match in _PAGE.finditer(words):
        try:
            found.append(datetime.date(*map(int, match.groups())))
        except ValueError:
            continue
    return found
