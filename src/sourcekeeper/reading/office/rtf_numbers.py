"""How RTF says that notes are numbered, for the document and for a section. Pure."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

from sourcekeeper.reading.numbering import NoteCounter
from sourcekeeper.reading.office.docx_settings import ENDNOTE, FOOTNOTE
from sourcekeeper.reading.office.rtf_scan import NOTE_WORDS


@dataclass(slots=True)
class _How:
    """What is said of notes of one kind; None where nothing is."""

    style: str | None = None
    first: int | None = None
    restart: str | None = None


_NOTHING = _How()


class RtfNumbers:
    """Counts the notes of a document."""

    def __init__(self) -> None:
        self._said: dict[tuple[str, str], _How] = {}
        self._counters = {FOOTNOTE: NoteCounter(), ENDNOTE: NoteCounter()}

    def say(self, word: str, number: int | None) -> None:
        r"""Take a control word of `NOTE_WORDS`, such as ``\ftnnrlc``."""
        scope, kind, what = NOTE_WORDS[word]
        how = self._said.setdefault((scope, kind), _How())
        if what == "start":
            how.first = number
        elif what in {"section", "never", "page"}:
            how.restart = what
        else:
            how.style = what

    def begin_section(self) -> None:
        """What the last section said holds no more."""
        for kind in (FOOTNOTE, ENDNOTE):
            self._said.pop(("section", kind), None)

    def number(self, kind: str, *, section: Hashable, page: Hashable) -> str:
        """Return the next number of a kind of notes; endnotes are counted in Roman figures unless said otherwise."""
        document, here = (self._said.get((scope, kind), _NOTHING) for scope in ("document", "section"))
        counter = self._counters[kind]
        counter.style = here.style or document.style or ("decimal" if kind == FOOTNOTE else "lowerRoman")
        first = document.first if here.first is None else here.first
        counter.first = 1 if first is None else first
        return counter.number({"section": section, "page": page}.get(here.restart or document.restart or ""))
