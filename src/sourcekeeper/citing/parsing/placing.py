"""Where the addresses of a note stand in its text, those too that an end of line or an invisible sign breaks. Pure."""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property

from sourcekeeper.model import Address

INVISIBLE = "\u00ad\u200b\u2060\ufeff"
"""Signs that are not seen, and stand inside words and addresses."""


class Placing:
    """A text in which addresses are looked for; what breaks them is left out once, not for each of them."""

    def __init__(self, text: str) -> None:
        self._text = text

    def find(self, address: Address, position: int) -> tuple[int, int] | None:
        """Return where an address stands, as cited, from a position on."""
        cited = address.cited
        if not cited:
            return None
        start = self._text.find(cited, position)
        if start >= 0:
            return start, start + len(cited)
        if "joined-lines" in address.marks:
            return self._joined.find(cited, position)
        return self._seen.find(cited, position) if self._hides_signs else None

    @cached_property
    def _hides_signs(self) -> bool:
        return not self._text.isascii() and any(sign in self._text for sign in INVISIBLE)

    @cached_property
    def _seen(self) -> _Closed:
        return _Closed(self._text, are_lines_joined=False)

    @cached_property
    def _joined(self) -> _Closed:
        return _Closed(self._text, are_lines_joined=True)


class _Closed:
    """A text without its invisible signs, or without white space too, and where each character stands in the whole."""

    def __init__(self, text: str, *, are_lines_joined: bool) -> None:
        self._are_lines_joined = are_lines_joined
        self._places = [place for place, sign in enumerate(text) if self._is_kept(sign)]
        self._text = "".join([text[place] for place in self._places])

    def _is_kept(self, sign: str) -> bool:
        return sign not in INVISIBLE and not (self._are_lines_joined and sign.isspace())

    def find(self, cited: str, position: int) -> tuple[int, int] | None:
        """Return where a string stands in the whole text, from a position on."""
        wanted = "".join(filter(self._is_kept, cited))
        start = self._text.find(wanted, bisect_left(self._places, position)) if wanted else -1
        return None if start < 0 else (self._places[start], self._places[start + len(wanted) - 1] + 1)
