"""What both BibTeX dialects share: an entry as fields of ready LaTeX, names, notes on access and snapshot. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from sourcekeeper.citing.archived import archived_copy, archived_in_words, day_in_words
from sourcekeeper.citing.entry_facts import access_day, language_of, readable_tail, url_of
from sourcekeeper.citing.latex import escape, escape_title, plain_url
from sourcekeeper.citing.words import guess_language
from sourcekeeper.model import Name, PartialDate
from sourcekeeper.ports import Entry, SnapshotPlace


@dataclass(slots=True)
class BibEntry:
    """One entry as it will be written: values are LaTeX, their braces included."""

    type: str
    key: str
    fields: dict[str, str] = field(default_factory=dict)

    def put(self, name: str, latex: str) -> None:
        """Set a field to LaTeX text; nothing happens when it is empty."""
        if latex:
            self.fields[name] = "{" + latex + "}"

    def put_bare(self, name: str, word: str) -> None:
        """Set a field to a macro's name or a number, without braces."""
        self.fields[name] = word


def names_to_bib(names: tuple[Name, ...]) -> str:
    """Write names as BibTeX parts them: ``Family, Given and {A Body}``."""
    return " and ".join(written for written in map(_name, names) if written)


def _name(name: Name) -> str:
    if name.literal:
        literal = escape(name.literal)
        return "{" + literal + "}" if literal else ""
    family, given = _name_part(name.family), _name_part(name.given)
    return f"{family}, {given}" if given else "{" + family + "}"


def _name_part(text: str) -> str:
    escaped = escape(text)
    is_parted = "," in escaped or re.search(r"\sand\s|^and\s|\sand$", escaped, re.IGNORECASE)
    return "{" + escaped + "}" if is_parted else escaped


def title_of(entry: Entry, *, whole: bool = False) -> str:
    """Write the title; for want of one the readable end of the address, in square brackets as librarians mark it.

    `whole` puts one pair of braces around a title that is not English: classic styles would write its capitals small.
    """
    item = entry.work.item
    title = item.text("title")
    if not title:
        tail = readable_tail(url_of(entry)) or item.text("container-title")
        return "{" + escape(f"[{tail}]") + "}" if tail else ""
    language = item.text("language") or guess_language(title)
    if language.lower().startswith("en"):
        return escape_title(title)
    return "{" + escape(title) + "}" if whole else escape(title)


_CONSULTED = {
    "fr": "Consulté le {day}",
    "en": "Accessed {day}",
    "de": "Abgerufen am {day}",
    "es": "Consultado el {day}",
    "it": "Consultato il {day}",
    "pt": "Acesso em {day}",
    "nl": "Geraadpleegd op {day}",
}


def put_snapshot(made: BibEntry, entry: Entry, place: SnapshotPlace, *before: str) -> None:
    """Tell of the snapshot in the field `place` means; what the note says `before` stands there in any case.

    ``archiveurl`` has no room for a mark: a doubtful snapshot goes to the note, with its own.
    """
    copy = archived_copy(entry) if place is not SnapshotPlace.NONE else None
    words = archive_note(entry) if copy else ""
    if copy and place is SnapshotPlace.ARCHIVEURL and copy.doubt is None:
        made.put("archiveurl", plain_url(copy.uri))
        made.put("archivedate", copy.day.isoformat() if copy.day else "")
        words = ""
    if place is SnapshotPlace.ADDENDUM:
        made.put("addendum", words)
        words = ""
    made.put("note", ". ".join(part.rstrip(".") for part in (*before, words) if part))


def archive_note(entry: Entry) -> str:
    r"""Write ``Archivé le 20 juillet 2024 : \url{…}`` in the item's language; empty without a snapshot."""
    copy = archived_copy(entry)
    if copy is None:
        return ""
    return archived_in_words(copy, language_of(entry)) + r"\url{" + plain_url(copy.uri) + "}"


def access_note(entry: Entry) -> str:
    """Write the access day in words, for the dialect that has no field for it."""
    day = access_day(entry)
    if day is None or len(day.start) < 3:
        return ""
    language = language_of(entry)
    return _CONSULTED[language].format(day=day_in_words(date(*day.start[:3]), language))


def date_to_edtf(value: PartialDate) -> str:
    """Write a date as ISO 8601 (EDTF): ``2018-04``, ``2022-01/2022-06``, ``2011~``."""
    written = _iso(value.start)
    if value.end is not None:
        written += "/" + _iso(value.end)
    return written + ("~" if value.circa else "")


def _iso(parts: tuple[int, ...]) -> str:
    return "-".join(f"{number:04d}" if index == 0 else f"{number:02d}" for index, number in enumerate(parts))
