"""What RTF says beside its text: fonts and their code pages, styles, title, days, properties. Pure."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date

from sourcekeeper.patterns import regex
from sourcekeeper.reading.office.rtf_scan import CHARSETS, code_page

_HEADING = regex(r"(?:heading|titre|überschrift|título|titolo|kop) \d", re.IGNORECASE)
_TITLES = frozenset({"title", "titre", "titel"})


class RtfHead:
    """Gathers the destinations whose text is kept, though it is no text of the document."""

    DESTINATIONS = frozenset({"title", "propname", "staticval", "creatim", "revtim", "style", "font"})

    def __init__(self) -> None:
        self.title = ""
        self.days: dict[str, date] = {}
        """``revtim`` and ``creatim``."""
        self.properties: list[tuple[str, str]] = []
        self._fonts: dict[int, str] = {}
        self._font: int | None = None
        self._styles: dict[int, str] = {}
        self._style: int | None = None
        self._moment: dict[str, int] = {}
        self._property = ""

    def word(self, destination: str, name: str, number: int | None) -> None:
        """Take a control word within a destination."""
        if destination == "font":
            self._of_font(name, number)
        elif destination == "style" and name == "s":
            self._style = number
        elif destination == "moment" and number is not None:
            self._moment[name] = number

    def _of_font(self, name: str, number: int | None) -> None:
        if name == "f":
            self._font = number
        elif self._font is not None and name == "fcharset" and number in CHARSETS:
            self._fonts[self._font] = CHARSETS[number]
        elif self._font is not None and name == "cpg":
            self._fonts[self._font] = code_page(number)

    def end(self, destination: str, text: str) -> None:
        """A destination ends; `text` is what stood in it."""
        if destination == "title":
            self.title = " ".join(text.split())
        elif destination in {"creatim", "revtim"}:
            with suppress(ValueError, OverflowError):  # year 0: never
                parts = (self._moment.get(name, 0) for name in ("yr", "mo", "dy"))
                self.days[destination] = date(*parts)
            self._moment = {}
        elif destination == "propname":
            self._property = text
        elif destination == "staticval":
            self.properties.append((self._property, text))
        elif destination == "style" and self._style is not None:
            self._styles.setdefault(self._style, text.strip().strip(";").strip())
            self._style = None

    def encoding_of(self, font: int) -> str:
        """Return the code page of a font; empty for that of the document."""
        return self._fonts.get(font, "")

    def is_title(self, style: int | None) -> bool:
        """Whether a paragraph style is that of the document's title."""
        return style is not None and self._styles.get(style, "").lower() in _TITLES

    def is_heading(self, style: int | None) -> bool:
        """Whether a paragraph style is that of a heading, the title included."""
        return self.is_title(style) or (style is not None and bool(_HEADING.match(self._styles.get(style, ""))))
