"""chrome (网站附加文字): jammer strings, which forums put into a text against copying.

``7 O: \\( A! _+ Q二、第一批…``: printable ASCII without sense, at the beginning and at the end of
lines and on lines of its own, different at every download. Only on pages with three such runs.
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
# Groups of one to three signs with blanks between, at an end of a line or filling it.
_RUN = pattern(
    r"^(?:[!-~]{1,3} ){3,}[!-~]{1,3}(?= ?[\u3400-\u9fff“《（]| *$) ?"
    r"|(?<=[\u3400-\u9fff，。；：！？”])\s?[ :;,.]*(?:[!-~]{1,3} ){3,}[!-~]{1,3}\s*$",
    re.MULTILINE,
)
_GROUPS = pattern(r"[!-~][!-~]{0,2} [!-~]{1,3} [!-~]{1,3} ")  # no run is without them


def runs(text: str) -> Iterator[Edit]:
    """Every jammer string of a page that has at least three."""
    if "```" in text or text.count(" ") < 4 * _FEWEST or not _GROUPS.search(text):
        return
    found = [*_RUN.finditer(text)]
    if sum(_is_noise(match[0]) for match in found) < _FEWEST:
        return
    for match in found:  # on such a page a run needs less to be one of them
        if _is_noise(match[0], share=_THIN):
            yield Edit(match.start(), match[0], "", CLS, "jammer")


def _is_noise(run: str, share: float = _DENSE) -> bool:
    """Signs of many kinds among many single letters: no words, no formula, no boxes to tick and
    no rule of a table (``- [x] 10``, ``| :-: | :-: |``)."""
    signs = [char for char in run if not char.isalnum() and not char.isspace()]
    return (
        len(run.strip()) >= _SHORTEST
        and len(signs) >= share * len(run.replace(" ", ""))
        and len(set(signs)) >= 3
        and len({char for char in run if char.isalpha()}) >= 3
    )
