"""Notes for Word and LibreOffice, as RTF: numbered paragraphs with real links.

Why RTF and not HTML: a double click opens it in the word processor, not in a browser; it opens as a page, not as a web
layout; its links are fields that may be edited; and it is plain ASCII, so no program has to guess an encoding.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress

from sourcekeeper.citing.exporters.fitting import fit_text
from sourcekeeper.citing.exporters.latex import plain_url
from sourcekeeper.citing.exporters.notes.pieces import Piece, pieces_of
from sourcekeeper.ports import LinkedDocument, LinkedNote

_HEAD = (
    "{\\rtf1\\ansi\\ansicpg1252\\deff0\\uc1\n"
    "{\\fonttbl{\\f0\\froman\\fcharset0 Times New Roman;}}\n"
    "{\\colortbl;\\red5\\green99\\blue193;}\n"
    "\\f0\\fs22\n"
)
_LANGUAGES = {"fr": 1036, "en": 2057, "de": 1031, "es": 3082, "it": 1040, "pt": 2070, "nl": 1043}
"""Windows language numbers, for the spelling checker."""


class WordNotesExporter:
    """One paragraph a note, its label in front; a bold title before each document where there are several."""

    name = "word"
    suffix = ".rtf"

    def export(self, documents: Iterable[LinkedDocument]) -> Iterator[str]:
        """Yield the text paragraph by paragraph; no documents give nothing."""
        several = list(documents)
        if not several:
            return
        yield _HEAD
        for document in several:
            if len(several) > 1:
                yield f"\\pard\\sa120{{\\b {_escape(fit_text(document.title))}}}\\par\n"
            language = _LANGUAGES.get(document.language.lower()[:2])
            for each in document.notes:
                yield _note(each, f"\\lang{language}" if language else "")
        yield "}\n"


def _note(linked: LinkedNote, language: str) -> str:
    label = fit_text(linked.note.number)
    number = f"{label}." if label.isdecimal() else label
    words = "".join(map(_piece, pieces_of(linked)))
    return f"\\pard\\plain\\f0\\fs22{language}\\fi-567\\li567\\tx567\\sa80 {_escape(number)}\\tab {words}\\par\n"


def _piece(piece: Piece) -> str:
    words = _escape(piece.text)
    if piece.copy is not None and piece.original:
        return f"\\~[{_link(piece.url, words)}]"
    if piece.url:
        return _link(piece.url, words)
    return f"{{\\i {words}}}" if piece.is_emphasised else words


def _link(url: str, words: str) -> str:
    return f'{{\\field{{\\*\\fldinst{{HYPERLINK "{plain_url(url)}"}}}}{{\\fldrslt{{\\ul\\cf1 {words}}}}}}}'


def _escape(text: str) -> str:
    return "".join(map(_character, text))


def _character(char: str) -> str:
    code = ord(char)
    if char in "\\{}":
        return "\\" + char
    if code == 0xA0:
        return "\\~"
    if code < 0x80:
        return char
    with suppress(UnicodeEncodeError):
        return f"\\'{char.encode('cp1252')[0]:02x}"
    # 16-bit numbers, each with the sign that old programs show instead.
    units = char.encode("utf-16-le", "replace")
    numbers = (int.from_bytes(units[at : at + 2], "little", signed=True) for at in range(0, len(units), 2))
    return "".join(f"\\u{number}?" for number in numbers)
