"""What both BibTeX dialects share: an entry as fields of ready LaTeX, names, notes on access and snapshot. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import unquote, urlsplit

from sourcekeeper.citing.latex import escape, escape_title, plain_url
from sourcekeeper.citing.words import guess_language
from sourcekeeper.model import Name, PartialDate
from sourcekeeper.ports import Entry


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


def readable_tail(url: str) -> str:
    """Return the last part of an address's path that a person can read, else its host.

    >>> readable_tail("https://x.org/news/police-buys-drones.html?p=1")
    'police buys drones'
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    names = [re.sub(r"\.\w{2,5}$", "", unquote(name, errors="replace")) for name in parts.path.split("/")]
    words = next((name for name in reversed(names) if re.search(r"[^\W\d_]{3}", name)), "")
    return re.sub(r"[-_+]+", " ", words).strip()[:120] or (parts.hostname or "")


def url_of(entry: Entry) -> str:
    """Return the address an entry cites, empty for a book."""
    url = entry.work.item.text("URL")
    return url or (entry.work.sources[0].url if entry.work.sources else "")


def access_day(entry: Entry) -> PartialDate | None:
    """Return the day the author looked at the source, else of the last visit that found it alive."""
    noted = entry.work.item.date("accessed")
    if noted is not None:
        return noted
    seen = entry.accessed
    return PartialDate(start=(seen.year, seen.month, seen.day)) if seen is not None else None


def archive_of(entry: Entry) -> tuple[str, date | None]:
    """Return the address of the snapshot to print and its day: a proved one, else the one the author cited."""
    if entry.snapshot is not None:
        taken = entry.snapshot.taken_at
        return entry.snapshot.uri, taken.date() if taken else None
    cited = entry.work.item.text("archive_location")
    return (cited, None) if cited and cited != url_of(entry) else ("", None)


_ARCHIVED = {
    "fr": ("Archivé le {day} : ", "Archivé : "),
    "en": ("Archived on {day}: ", "Archived: "),
    "de": ("Archiviert am {day}: ", "Archiviert: "),
    "es": ("Archivado el {day}: ", "Archivado: "),
    "it": ("Archiviato il {day}: ", "Archiviato: "),
    "pt": ("Arquivado em {day}: ", "Arquivado: "),
    "nl": ("Gearchiveerd op {day}: ", "Gearchiveerd: "),
}
_CONSULTED = {
    "fr": "Consulté le {day}",
    "en": "Accessed {day}",
    "de": "Abgerufen am {day}",
    "es": "Consultado el {day}",
    "it": "Consultato il {day}",
    "pt": "Acesso em {day}",
    "nl": "Geraadpleegd op {day}",
}


def language_of(entry: Entry) -> str:
    """Return the two letters of a language the notes are worded in; English when the item's has no wording."""
    language = entry.work.item.text("language").lower()[:2]
    return language if language in _ARCHIVED else "en"


def archive_note(entry: Entry) -> str:
    r"""Write ``Archivé le 20 juillet 2024 : \url{…}`` in the item's language; empty without a snapshot."""
    uri, day = archive_of(entry)
    if not uri:
        return ""
    language = language_of(entry)
    dated, undated = _ARCHIVED[language]
    words = dated.format(day=_day_in_words(day, language)) if day else undated
    return words + r"\url{" + plain_url(uri) + "}"


def access_note(entry: Entry) -> str:
    """Write the access day in words, for the dialect that has no field for it."""
    day = access_day(entry)
    if day is None or len(day.start) < 3:
        return ""
    language = language_of(entry)
    return _CONSULTED[language].format(day=_day_in_words(date(*day.start[:3]), language))


def _day_in_words(day: date, language: str) -> str:
    from babel.dates import format_date  # late: a quarter of the start-up time  # noqa: PLC0415

    return str(format_date(day, format="long", locale=language))


def date_to_edtf(value: PartialDate) -> str:
    """Write a date as ISO 8601 (EDTF): ``2018-04``, ``2022-01/2022-06``, ``2011~``."""
    written = _iso(value.start)
    if value.end is not None:
        written += "/" + _iso(value.end)
    return written + ("~" if value.circa else "")


def _iso(parts: tuple[int, ...]) -> str:
    return "-".join(f"{number:04d}" if index == 0 else f"{number:02d}" for index, number in enumerate(parts))
