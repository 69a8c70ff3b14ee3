"""The Wikipedia exporter: ``{{Lien web}}`` for French sources, ``{{cite web}}`` and its kin for others.

Parameters as the two template documentations have them: the archive's date must agree with the snapshot's time, and
an archive address without a date is an error there, so it is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from sourcekeeper.citing.bib_entry import access_day, archive_of, language_of, readable_tail, url_of
from sourcekeeper.citing.prose import date_in_words, written_name
from sourcekeeper.csl import printable
from sourcekeeper.model import Name, PartialDate, Standing
from sourcekeeper.ports import Entry

_FRENCH = {"article-newspaper": "Article", "article-magazine": "Article", "article-journal": "Article"}
_FRENCH |= {"book": "Ouvrage", "chapter": "Chapitre"}
_ENGLISH = {
    "article-newspaper": "cite news",
    "article-magazine": "cite magazine",
    "article-journal": "cite journal",
    "book": "cite book",
    "chapter": "cite book",
    "report": "cite report",
    "thesis": "cite thesis",
}
_ESCAPES = str.maketrans(
    {
        "&": "&amp;",
        "|": "{{!}}",
        "[": "&#91;",
        "]": "&#93;",
        "<": "&lt;",
        ">": "&gt;",
        "{": "&#123;",
        "}": "&#125;",
    }
)


class WikitextExporter:
    """One template call an entry, with its key in a comment."""

    name = "wikitext"
    suffix = ".wiki"

    def export(self, entries: Iterable[Entry]) -> Iterator[str]:
        """Yield the template calls one by one."""
        for entry in entries:
            template, fields = _french(entry) if language_of(entry) == "fr" else _english(entry)
            written = " ".join(f"|{name}={value}" for name, value in fields if value)
            yield f"* {{{{{template} {written} }}}} <!-- {entry.work.key} -->\n"


Fields = list[tuple[str, str]]


def _french(entry: Entry) -> tuple[str, Fields]:
    item = entry.work.item
    template = _FRENCH.get(item.type, "Lien web")
    container = {"Lien web": "site", "Article": "périodique"}.get(template, "titre ouvrage")
    uri, day = _dated_archive(entry)
    fields: Fields = [("langue", item.text("language")[:2] or "fr")]
    for number, name in enumerate(item.names(), 1):
        fields += _name(name, f"prénom{number}", f"nom{number}", "auteur institutionnel" if number == 1 else "")
    fields += [
        ("titre", _title(entry)),
        ("url", _address(url_of(entry))),
        (container, _value(item.text("container-title"))),
        ("lieu", _value(item.text("publisher-place"))),
        ("éditeur", _value(item.text("publisher"))),
        ("volume", _value(item.text("volume"))),
        ("numéro", _value(item.text("issue"))),
        ("pages", _value(item.text("page"))),
        ("doi", _value(item.text("DOI"))),
        ("isbn", _value(item.text("ISBN"))),
        ("date", date_in_words(item.date(), "fr")),
        ("consulté le", _day(access_day(entry), "fr") if url_of(entry) else ""),
        ("archive-url", _address(uri)),
        ("archive-date", date_in_words(_partial(day), "fr")),
    ]
    if _is_dead(entry) and uri and entry.standing is not None:
        fields.append(("brisé le", date_in_words(_partial(entry.standing.since.date()), "fr")))
    return template, fields


def _english(entry: Entry) -> tuple[str, Fields]:
    item = entry.work.item
    uri, day = _dated_archive(entry)
    fields: Fields = []
    for number, name in enumerate(item.names(), 1):
        fields += _name(name, f"first{number}", f"last{number}", f"author{number}")
    container = "website" if _ENGLISH.get(item.type, "cite web") == "cite web" else "work"
    fields += [
        ("title", _title(entry)),
        ("url", _address(url_of(entry))),
        (container, _value(item.text("container-title"))),
        ("location", _value(item.text("publisher-place"))),
        ("publisher", _value(item.text("publisher"))),
        ("volume", _value(item.text("volume"))),
        ("issue", _value(item.text("issue"))),
        ("pages", _value(item.text("page"))),
        ("doi", _value(item.text("DOI"))),
        ("isbn", _value(item.text("ISBN"))),
        ("date", date_in_words(item.date(), "en")),
        ("access-date", _day(access_day(entry), "en") if url_of(entry) else ""),
        ("archive-url", _address(uri)),
        ("archive-date", date_in_words(_partial(day), "en")),
        ("url-status", ("dead" if _is_dead(entry) else "live") if uri else ""),
        ("language", item.text("language")[:2] if not item.text("language").startswith("en") else ""),
    ]
    return _ENGLISH.get(item.type, "cite web"), fields


def _dated_archive(entry: Entry) -> tuple[str, date | None]:
    uri, day = archive_of(entry)
    return (uri, day) if day is not None else ("", None)


def _is_dead(entry: Entry) -> bool:
    return entry.standing is not None and entry.standing.standing is Standing.DEAD


def _name(name: Name, given: str, family: str, body: str) -> Fields:
    if name.literal or not name.family:
        return [(body, _value(written_name(name)))] if body else [(family, _value(written_name(name)))]
    return [(given, _value(name.given)), (family, _value(name.family))]


def _title(entry: Entry) -> str:
    return _value(entry.work.item.text("title")) or _value(readable_tail(url_of(entry)) or entry.work.key)


def _value(text: str) -> str:
    """Escape what would end a parameter or begin a link, a template, a comment."""
    return printable(text).translate(_ESCAPES)


def _address(url: str) -> str:
    """Encode what would end the parameter; everything else stays as it is."""
    return "".join(f"%{ord(char):02X}" if char in ' |[]{}<>"' else char for char in url)


def _partial(day: date | None) -> PartialDate | None:
    return PartialDate(start=(day.year, day.month, day.day)) if day else None


def _day(value: PartialDate | None, language: str) -> str:
    return date_in_words(value, language)
