"""An entry as the parts of a written reference: authors, title, container, date, addresses. Pure.

Markdown, HTML and plain text set the same parts in their own mark-up.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from sourcekeeper.citing.exporters.archived import ArchivedCopy, archive_word, archived_copy
from sourcekeeper.citing.exporters.entry_facts import language_of, named_otherwise, url_of
from sourcekeeper.csl import printable
from sourcekeeper.model import Name, PartialDate
from sourcekeeper.ports import Entry, SnapshotPlace


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """The parts of a reference; what is not known is empty."""

    authors: str
    title: str
    container: str
    publisher: str
    issued: str
    pages: str
    url: str
    copy: ArchivedCopy | None
    language: str
    """Two letters, of the words around the reference."""

    @property
    def tail(self) -> str:
        """What follows the title: container, publisher, date, pages."""
        return ", ".join(part for part in (self.container, self.publisher, self.issued, self.pages) if part)

    @property
    def archive_word(self) -> str:
        """What a link to the snapshot is called, with its mark; empty without one."""
        return archive_word(self.copy, self.language) if self.copy else ""


def prose_of(entry: Entry, place: SnapshotPlace | None = None) -> Prose:
    """Return the parts of an entry's reference; without its snapshot where its place is none."""
    item = entry.work.item
    url = url_of(entry)
    publisher = ", ".join(filter(None, (item.text("publisher-place"), item.text("publisher"))))
    return Prose(
        authors=", ".join(filter(None, map(written_name, item.names()))),
        title=printable(item.text("title")) or named_otherwise(item, url) or entry.work.key,
        container=printable(item.text("container-title")),
        publisher=printable(publisher),
        issued=date_in_words(item.date(), language_of(entry)),
        pages=printable(item.text("page")),
        url=url,
        copy=None if place is SnapshotPlace.NONE else archived_copy(entry),
        language=language_of(entry),
    )


def written_name(name: Name) -> str:
    """Write a name as in running text: given name first."""
    return printable(name.literal or f"{name.given} {name.family}")


def date_in_words(value: PartialDate | None, language: str) -> str:
    """Write a date no more precise than it is known: ``avril 2018``, ``5 April 2023``, ``2019``."""
    if value is None:
        return ""
    words = _in_words(value.start, language)
    return f"{words} – {_in_words(value.end, language)}" if value.end else words


@lru_cache(maxsize=4096)
def _in_words(parts: tuple[int, ...], language: str) -> str:
    from babel.dates import format_date, format_skeleton  # noqa: PLC0415  late: a quarter of the start-up time

    if len(parts) == 1:
        return str(parts[0])
    locale = "en_GB" if language == "en" else language
    day = date(parts[0], parts[1], parts[2] if len(parts) > 2 else 1)
    if len(parts) == 2:
        return str(format_skeleton("yMMMM", day, locale=locale))
    return str(format_date(day, format="long", locale=locale))
