"""Regular expressions that are compiled when they are first used. Pure.

The house knows hundreds of them, of which a run needs a few; compiling all at import took a fifth of a second's CPU.
"""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast


def regex(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return what acts as the compiled pattern; mistakes in it are told at the first use.

    For the constants of a module. It is no `re.Pattern`, so only its methods and attributes may be used.

    >>> regex(r"[a-c]+").findall("abxc")
    ['ab', 'c']
    """
    return cast("re.Pattern[AnyStr]", _Pending(source, flags))


class _Pending:
    """Becomes a `_Compiled` at the first use of anything of it."""

    def __init__(self, source: str | bytes, flags: int) -> None:
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        compiled = re.compile(self._source, self._flags)
        # Of another class from now on: as long as a class has `__getattr__`, each look at a method costs it too.
        self.__class__ = _Compiled  # type: ignore[assignment]
        vars(self).update({each: getattr(compiled, each) for each in dir(compiled) if not each.startswith("_")})
        return getattr(self, name)

    def __repr__(self) -> str:
        return f"regex({self._source!r})"


class _Compiled:
    """Has the methods and attributes of the compiled pattern as its own, found as fast as any."""

    _source: str | bytes

    def __repr__(self) -> str:
        return f"regex({self._source!r})"
