"""The Wikipedia exporter: ``{{Lien web}}`` for French sources, ``{{cite web}}`` and its kin for others.

Parameters as the templates' documentations have them: the archive's date must agree with the snapshot's time, and an
archive address without a date is an error there. So a snapshot without one, or one that is not known to show the text,
stands in a comment behind the template, for an editor to look at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from sourcekeeper.citing.exporters.archived import ArchivedCopy, archive_word, archived_copy
from sourcekeeper.citing.exporters.entry_facts import access_day, language_of, named_otherwise, url_of
from sourcekeeper.citing.exporters.fitting import fit_entries
from sourcekeeper.citing.exporters.prose import date_in_words, written_name
from sourcekeeper.csl import printable
from sourcekeeper.model import Item, Name, PartialDate, Standing, Verdict
from sourcekeeper.ports import USUAL, Entry, ExportSettings, SnapshotPlace

_FRENCH = {
    "article-newspaper": "Article",
    "article-magazine": "Article",
    "article-journal": "Article",
    "book": "Ouvrage",
    "chapter": "Chapitre",
}
_ENGLISH = {
    "article-newspaper": "cite news",
    "article-magazine": "cite magazine",
    "article-journal": "cite journal",
    "book": "cite book",
    "chapter": "cite book",
    "report": "cite report",
    "thesis": "cite thesis",
}
_CONTAINER = {
    "Lien web": "site",
    "Article": "périodique",
    "Ouvrage": "collection",
    "Chapitre": "titre ouvrage",
    "cite web": "website",
    "cite news": "newspaper",
    "cite magazine": "magazine",
    "cite journal": "journal",
}
"""The parameter of each template that names what the work stands in; a template without one takes none."""
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
_USURPED = frozenset({Verdict.USURPED, Verdict.PARKED})

Fields = list[tuple[str, str]]


class WikitextExporter:
    """One template call an entry, with its key in a comment."""

    name = "wikitext"
    suffix = ".wiki"
    snapshot_places = (SnapshotPlace.LINK, SnapshotPlace.NONE)

    def export(self, entries: Iterable[Entry], settings: ExportSettings = USUAL) -> Iterator[str]:
        """Yield the template calls: French ones for French sources, or for all when the settings say French."""
        is_shown = settings.snapshot is not SnapshotPlace.NONE
        for entry in fit_entries(entries, settings):
            language = language_of(entry)
            copy = archived_copy(entry) if is_shown else None
            good = copy if copy and copy.day and not copy.doubt else None
            template, fields = _french(entry, good) if language == "fr" else _english(entry, good)
            written = " ".join(f"|{name}={value}" for name, value in fields if value)
            aside = f" <!-- {archive_word(copy, language)}: {_address(copy.uri)} -->" if copy and not good else ""
            yield f"* {{{{{template} {written} }}}}{aside} <!-- {entry.work.key} -->\n"


def _french(entry: Entry, copy: ArchivedCopy | None) -> tuple[str, Fields]:
    item = entry.work.item
    template = _FRENCH.get(item.type, "Lien web")
    is_page = template == "Lien web"
    fields: Fields = [("langue", item.text("language")[:2] or "fr")]
    for number, name in enumerate(item.names(), 1):
        body = "auteur institutionnel" if number == 1 else f"auteur{number}"
        fields += _name(name, f"prénom{number}", f"nom{number}", body)
    fields += [
        ("titre chapitre" if template == "Chapitre" else "titre", _title(entry)),
        ("url" if is_page else "lire en ligne", _address(url_of(entry))),
        (_CONTAINER[template], _value(item.text("container-title"))),
        ("lieu", _value(item.text("publisher-place"))),
        ("éditeur", _value(item.text("publisher"))),
        ("volume", _value(item.text("volume"))),
        ("numéro", _value(item.text("issue"))),
        ("passage" if template in ("Ouvrage", "Chapitre") else "pages", _value(item.text("page"))),
        ("doi", _value(item.text("DOI"))),
        ("isbn", _value(item.text("ISBN"))),
        ("date", date_in_words(item.date(), "fr")),
        ("consulté le", _day(access_day(entry), "fr") if url_of(entry) else ""),
    ]
    if copy is not None:
        fields += [("archive-url", _address(copy.uri)), ("archive-date", _day(_partial(copy.day), "fr"))]
    if copy is not None and _is_broken(entry) and entry.standing is not None:
        fields.append(("brisé le", _day(_partial(entry.standing.since.date()), "fr")))
    return template, fields


def _english(entry: Entry, copy: ArchivedCopy | None) -> tuple[str, Fields]:
    item = entry.work.item
    template = _ENGLISH.get(item.type, "cite web")
    fields: Fields = []
    for number, name in enumerate(item.names(), 1):
        fields += _name(name, f"first{number}", f"last{number}", f"author{number}")
    fields += _titles(entry, item, template)
    fields += [
        ("location", _value(item.text("publisher-place"))),
        ("publisher", _value(item.text("publisher"))),
        ("volume", _value(item.text("volume"))),
        ("issue", _value(item.text("issue"))),
        ("pages", _value(item.text("page"))),
        ("doi", _value(item.text("DOI"))),
        ("isbn", _value(item.text("ISBN"))),
        ("date", date_in_words(item.date(), "en")),
        ("access-date", _day(access_day(entry), "en") if url_of(entry) else ""),
    ]
    if copy is not None:
        fields += [("archive-url", _address(copy.uri)), ("archive-date", _day(_partial(copy.day), "en"))]
        fields.append(("url-status", _url_status(entry)))
    fields.append(("language", item.text("language")[:2] if not item.text("language").startswith("en") else ""))
    return template, fields


def _titles(entry: Entry, item: Item, template: str) -> Fields:
    """A chapter has two titles and its address is the chapter's; a template without a container takes none."""
    if item.type == "chapter" and item.text("container-title"):
        return [
            ("chapter", _title(entry)),
            ("chapter-url", _address(url_of(entry))),
            ("title", _value(item.text("container-title"))),
        ]
    container: Fields = (
        [(_CONTAINER[template], _value(item.text("container-title")))] if template in _CONTAINER else []
    )
    return [("title", _title(entry)), ("url", _address(url_of(entry))), *container]


def _is_broken(entry: Entry) -> bool:
    return (entry.standing is not None and entry.standing.standing is Standing.DEAD) or entry.verdict in _USURPED


def _url_status(entry: Entry) -> str:
    """Return the template's word: an usurped address is not linked any more, a deviated one says something else."""
    if entry.verdict in _USURPED:
        return "usurped"
    if entry.verdict is Verdict.CONTENT_DRIFTED:
        return "deviated"
    return "dead" if _is_broken(entry) else "live"


def _name(name: Name, given: str, family: str, body: str) -> Fields:
    if name.literal or not name.family:
        return [(body, _value(written_name(name)))] if body else [(family, _value(written_name(name)))]
    return [(given, _value(name.given)), (family, _value(name.family))]


def _title(entry: Entry) -> str:
    return _value(entry.work.item.text("title")) or _value(
        named_otherwise(entry.work.item, url_of(entry)) or entry.work.key
    )


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
