"""Zones: stretches of a text that are no prose, where a rule for prose has no business.

Code between fences and backticks or known by its lines, addresses, formulas, trees drawn with
lines, the targets of Markdown links. An edit
that would begin or end inside one, or lie in it, is not made; one that takes a whole zone away
(a link that a site put into the prose) is.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Iterator, Set
from functools import cache

from edition.cleaning import code
from edition.cleaning.patterns import pattern
from edition.edit import Doubt, Edit

# Signs of which programs make operators.
_SIGN = r"[!#$%&*+/:<=>?@^|~.-]"
# Each kind of zone with its signs, one of which it cannot be without; the sign's rarest character
# first, since one character is looked for in a tenth of the time.
_KINDS = (
    (((">", ">>> "),), r"^>>> [^\n]*$"),
    (
        (("`", "```"), ("~", "~~~")),
        r"(?P<fence>^[ \t]*(?P<mark>```|~~~)[^\n]*\n(?:.*\n)*?[ \t]*(?P=mark)[ \t]*$)",
    ),
    ((("`", "`"),), r"`[^`\n]+`"),
    ((("]", "]("),), r"!(?=\[[^\]\n]*\]\()|\]\((?:[^()\n]|\([^()\n]*\))*\)"),
    ((("$", "$"),), r"\$\$[^$]+\$\$|\$[^$\n\u3400-\u9fff]+\$"),
    # references that stay, since they are spoken of
    ((("&", "&"),), r"&(?:\#\d{2,6}|\#x[0-9A-Fa-f]{2,5}|[a-z]{2,8});"),
    # trees of folders and boxes drawn with lines
    ((("├", "├"), ("└", "└"), ("┌", "┌")), r"^[ \t│]*[├└┌│][─┬│├└┌┐┘┤┼ \t][^\n]*$"),
    ((("|", "|-- "),), r"^[ \t|]*\|-- [^\n]*$"),
    (
        (("/", "://"), ("w", "www.")),
        r"(?:\b[a-z]{2,10}://|www\.)[^\s\u3400-\u9fff，。；：？！、（）《》“”<>\"]+(?<![,;])",
    ),
    # a path of Windows, with Chinese names in it
    ((("\\", ":\\"),), r"(?<![A-Za-z\d])[A-Za-z]:\\[^\s，。；：？！、《》“”<>\"|*?]+"),
    # a command of an editor or a symbol with the blank before it: 用 :set nu, 再输入 :q!
    (
        ((":", " :"), (":", "\t:"), (":", "\n:")),
        r"(?:^|[ \t]):(?!(?:https?|ftp|www)\b)[a-z][a-z_]*(?:\[[a-z]+\])?!?(?![A-Za-z\d_@.])(?:[ \t]+(?=\S))?",
    ),
    # an operator that is named or quoted: 三元运算符?:也常用, 使用?.运算符, “::”和“->”
    (
        (("符", "运算符"), ("符", "操作符"), ("令", "命令")),
        rf"{_SIGN}{{2,4}}(?=\s?(?:运算符|操作符|命令))"
        rf"|(?:(?<=运算符)|(?<=操作符))(?:(?!\.){_SIGN}{{2,4}}|[（(“\"]{_SIGN}{{2,4}}[）)”\"])",
    ),
    ((("“", "“"), ('"', '"')), rf"(?<=[“\"])(?:{_SIGN}{{1,3}}[#$%&*+/<=>@^|~-]|::)(?=[”\"])"),
    # a stream of C++, up to its semicolon
    ((("<", " << "), (">", " >> ")), r"\b\w+(?: (?:<<|>>) [^\s,，。；：、<>]+)+(?:(?<=;) )?"),
    # a query of a database
    (
        (("S", "SELECT "), ("I", "INSERT INTO "), ("D", "DELETE FROM "), ("U", "UPDATE ")),
        r"(?<![A-Za-z])(?:SELECT [^\n。]{1,200}? FROM|INSERT INTO|DELETE FROM|UPDATE [^\n。]{1,80} SET) [^\n。]*",
    ),
    # a line that calls a function with Chinese words: let answer = confirm("想吃点什么？", "苹果")
    (
        (("=", " = "), ("(", '("'), ("(", "('")),
        r"^[ \t]*(?:(?:let|const|var|val) )?(?:[A-Za-z_]\w* = [A-Za-z_][\w.]*\([^\n]*|[a-z_][\w.]*\([\"'][^\n]*[\"'])\);?$",
    ),
    # an argument with a blank before it: 写作 ...args 也可以
    (((".", " ..."),), r" \.{3}[a-z]\w{2,}"),
    ((("@", "@"),), r"\b[A-Za-z0-9.+_-]{1,64}@[A-Za-z0-9-]{1,64}(?:\.[A-Za-z0-9-]+)+"),
)
_ANY_SIGN = tuple({char for signs, _ in _KINDS for char, _ in signs})
_CODE = "code"  # stands for all signs of code without fences
_FRONT_MATTER = r"\A---\n(?:[^\n]*\n){1,60}?---$"


def signs(text: str) -> frozenset[str]:
    """The characters in it without which there is no zone (but for front matter); ``code`` if
    there may be code without fences."""
    found = frozenset(filter(text.__contains__, _ANY_SIGN))
    return found | {_CODE} if code.may_have(text) else found


def _present(text: str, chars: Set[str]) -> Iterator[str]:
    """The patterns of the kinds of zone that this text may have, by its ``signs``."""
    if text.startswith("---\n"):
        yield _FRONT_MATTER
    for needed, source in _KINDS if chars - {_CODE} else ():
        if any(char in chars and sign in text for char, sign in needed):
            yield source


def _joined(spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Zones that overlap, as one: code has addresses of its own, fences have code in them."""
    start, end = -1, -1
    for lo, hi in sorted(spans):
        if lo < end:
            end = max(end, hi)
            continue
        if end >= 0:
            yield start, end
        start, end = lo, hi
    yield start, end


@cache
def _pattern(sources: tuple[str, ...]) -> re.Pattern[str]:
    return pattern("|".join(sources), re.MULTILINE)


class Zones:
    """The zones of one text, in order; ``chars`` holds its `signs`, if somebody looked."""

    def __init__(self, text: str, chars: Set[str] | None = None) -> None:
        self._spans: list[tuple[int, int]] = []
        chars = signs(text) if chars is None else chars
        if sources := tuple(_present(text, chars)):
            self._spans = [match.span() for match in _pattern(sources).finditer(text)]
        if _CODE in chars and (found := list(code.stretches(text))):
            self._spans = list(_joined(self._spans + found))
        self._ends = [end for _, end in self._spans]

    def __bool__(self) -> bool:
        return bool(self._spans)

    def forbid(self, item: Edit | Doubt) -> bool:
        """Does ``item`` touch a zone without taking it away whole?"""
        end = item.end
        for n in range(bisect.bisect_right(self._ends, item.start), len(self._spans)):
            lo, hi = self._spans[n]
            if lo >= end and not (lo == item.start == end):
                return False
            if item.start > lo or end < hi:
                return not (item.start == end == lo)
        return False
