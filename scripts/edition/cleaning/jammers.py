"""chrome (网站附加文字): jammer strings, which sites put into a text against copying.

Forums, ``7 O: \\( A! _+ Q二、第一批…``: printable ASCII without sense, at either end of lines, amid
them and on lines of its own, different at every download; on pages with three such runs.
Document farms, ``薀蚃肂芆蒈袅膇莂``: Han characters without sense, all from one stretch of Unicode.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from edition.cleaning.patterns import pattern
from edition.edit import Edit

CLS = "chrome"

_FEWEST = 3
_SHORTEST = 8  # characters
_DENSE, _THIN = 1 / 4, 1 / 8  # share of signs among letters and digits
# Groups of one to three signs with blanks between, beside Han or filling a line.
_RUN = pattern(
    r"^(?:[!-~]{1,3} ){3,}[!-~]{1,3}(?= ?[\u3400-\u9fff“《（]| *$) ?"
    r"|(?<=[\u3400-\u9fff，。；：！？”])\s?[ :;,.]*(?:[!-~]{1,3} ){3,}[!-~]{1,3}\s*$"
    r"|(?:(?<=[\u3400-\u9fff])[,;:]|(?<=[\u3400-\u9fff，。；：！？”]))"
    r"(?P<amid>(?:[!-~]{1,3} ){3,}[!-~]{1,3})(?=[\u3400-\u9fff“])",
    re.MULTILINE,
)
# Radicals from 网 to 衣, as 羽, 肉, 艸, 虫: in 6.0 M characters of clean texts no run has six.
_HAN_RUN = pattern(r"^[\u7f51-\u897e]{8,}[ \t]*\n|[\u7f51-\u897e]{8,}", re.MULTILINE)
_GROUPS = pattern(r"[!-~][!-~]{0,2} [!-~]{1,3} [!-~]{1,3} ")  # no run is without them


def han(text: str) -> Iterator[Edit]:
    """Every run of Han characters that no text has."""
    for match in _HAN_RUN.finditer(text):
        yield Edit(match.start(), match[0], "", CLS, "jammer")


def runs(text: str) -> Iterator[Edit]:
    """Every jammer string of ASCII on a page that has at least three."""
    if "```" in text or text.count(" ") < 4 * _FEWEST or not _GROUPS.search(text):
        return
    found = [*_RUN.finditer(text)]
    if sum(_is_noise(match[0]) for match in found) < _FEWEST:
        return
    for match in found:  # on such a page a run needs less to be one of them
        if _is_noise(match[0], _THIN, kinds=2):
            part = "amid" if match["amid"] else 0  # its comma is the author's
            yield Edit(match.start(part), match[part], "", CLS, "jammer")


def _is_noise(run: str, share: float = _DENSE, kinds: int = 3) -> bool:
    """Signs of many kinds among many single letters: no words, no formula, no boxes to tick and
    no rule of a table (``- [x] 10``, ``| :-: | :-: |``)."""
    signs = [char for char in run if not char.isalnum() and not char.isspace()]
    return (
        len(run.strip()) >= _SHORTEST
        and len(signs) >= share * len(run.replace(" ", ""))
        and len(set(signs)) >= kinds
        and len({char for char in run if char.isalpha()}) >= 3
    )
