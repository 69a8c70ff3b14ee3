"""Regular expressions that are compiled when they are first used. Pure.

The house knows hundreds of them, of which a run needs a few; compiling all at import took a fifth of a second's CPU.
"""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split")


def regex(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return what acts as the compiled pattern; mistakes in it are told at the first use.

    For the constants of a module. It is no `re.Pattern`, so only its methods and attributes may be used.

    >>> regex(r"[a-c]+").findall("abxc")
    ['ab', 'c']
    """
    return cast("re.Pattern[AnyStr]", _Pending(source, flags))


class _Pending:
    """Becomes as good as the compiled pattern at the first use: its methods are then found at once."""

    def __init__(self, source: str | bytes, flags: int) -> None:
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        compiled = re.compile(self._source, self._flags)
        vars(self).update({method: getattr(compiled, method) for method in _METHODS})
        return getattr(compiled, name)

    def __repr__(self) -> str:
        return f"regex({self._source!r})"
