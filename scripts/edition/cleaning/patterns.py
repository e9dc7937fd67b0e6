"""Regular expressions that are compiled when first used.

A class of Han characters takes about a millisecond to compile, and the cleaning has a hundred of
them: made at import they would be most of a command's start-up.
"""

from __future__ import annotations

import re
from typing import Any, cast

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "split", "sub", "subn")


class _Pattern:
    """Stands for a compiled pattern, and becomes one at the first call of a method."""

    def __init__(self, source: str, flags: int) -> None:
        self._source = source, flags

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(*self._source)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """What ``re.compile`` gives, compiled at its first use."""
    return cast("re.Pattern[str]", _Pattern(source, flags))
