"""Letters and signs that recognition and typing put for digits: 2O15年, l0月, 第—章, 3月5曰.

In: a text. Out: edits (offsets in code points). Only where nothing but a number can stand: before
the word for a year, a month, a day, a chapter.
"""

from __future__ import annotations

from collections.abc import Iterator

from edition.cleaning.lines import HAN
from edition.cleaning.patterns import pattern
from edition.edit import Edit

CLS = "emendation"

_DIGITS = str.maketrans({"l": "1", "I": "1", "|": "1", "O": "0", "o": "0", "Ｏ": "0"})
# A digit at least, letters among digits, and behind it what is counted.
_NUMBER = pattern(
    rf"(?<![A-Za-z\d|.])(?=[lIOoＯ|]{{0,6}}\d)(?=\d{{0,6}}[lIOoＯ|])[\dlIOoＯ|]{{2,7}}(?=\s?[年月日])"
    rf"|(?<=[{HAN}])(?=[lIOoＯ]{{0,6}}\d)(?=\d{{0,6}}[lIOoＯ])[\dlIOoＯ]{{2,7}}(?=[米元人户亩个名岁])"
)
_DASH = pattern(r"[—-](?<=[第十百].)(?=[章节条届次回卷册期编篇])|[—-](?<=第.)(?=[十百])")
_SUN = pattern(r"曰(?<=\d月\d曰)|曰(?<=\d月\d\d曰)|目(?<=\d月\d目)|目(?<=\d月\d\d目)")


def digits(text: str) -> Iterator[Edit]:
    """Numbers with letters in them, the sign for one as a dash, the day as 曰."""
    if "年" in text or "月" in text or "日" in text or "米" in text or "元" in text:
        for match in _NUMBER.finditer(text):
            new = match[0].translate(_DIGITS)
            note = "字母夹在数字中，形近而误"
            yield Edit(match.start(), match[0], new, CLS, "digit-shape", note)
    if "第" in text:
        for match in _DASH.finditer(text):
            note = "“第”与量词之间当是数字，形近而误"
            yield Edit(match.start(), match[0], "一", CLS, "digit-shape", note)
    if "月" in text:
        for match in _SUN.finditer(text):
            yield Edit(match.start(), match[0], "日", CLS, "digit-shape", "日期中形近而误")
