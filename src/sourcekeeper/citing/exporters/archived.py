"""The archived copy to tell of beside a reference, with the mark it needs, and the words for it. Pure.

A snapshot is cited without a mark only when replay proved it and it shows the text. Anything else, the archive address
that the author of a note gave and nobody proved among it, is told of with a mark.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from sourcekeeper.citing.exporters.entry_facts import WORDED, url_of, worded
from sourcekeeper.model import PageKind, Snapshot
from sourcekeeper.ports import Entry
from sourcekeeper.web.memento import archive_name, parse_archive_address


class Doubt(StrEnum):
    """Why a snapshot may not be cited as good."""

    UNVERIFIED = "unverified"
    """Never proved by replay, or proved without telling what it shows."""
    UNFIT = "unfit"
    """It replays, but shows a wall, a login or an error."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivedCopy:
    """An archived copy as references tell of it."""

    uri: str
    archive: str
    """The name a reader knows the archive by."""
    day: date | None = None
    """When it was taken (UTC); None for archives that do not tell."""
    doubt: Doubt | None = None
    """None: proved, and showing the text."""


def archived_copy(entry: Entry) -> ArchivedCopy | None:
    """Return the copy to tell of: a proved one, else a doubtful one, else the one the author cited; None for none."""
    if entry.snapshot is not None:
        return copy_of(entry.snapshot)
    cited = entry.work.item.text("archive_location")
    if is_address(cited) and cited != url_of(entry):
        found = parse_archive_address(cited)
        name = entry.work.item.text("archive") or (archive_name(found.archive) if found else "")
        day = found.taken_at.date() if found and found.taken_at else None
        if entry.doubtful is None or entry.doubtful.uri != cited:
            return ArchivedCopy(uri=cited, archive=name, day=day, doubt=Doubt.UNVERIFIED)
    return doubtful_copy(entry.doubtful) if entry.doubtful is not None else None


def is_address(archive_location: str) -> bool:
    """Whether a place in an archive is an address on the web; a shelf mark (``AN, F7 12345``) is none."""
    return archive_location.lower().startswith(("http://", "https://"))


def copy_of(snapshot: Snapshot) -> ArchivedCopy:
    """Return a good snapshot as an archived copy."""
    day = snapshot.taken_at.date() if snapshot.taken_at else None
    return ArchivedCopy(uri=snapshot.uri, archive=archive_name(snapshot.archive), day=day)


def doubtful_copy(snapshot: Snapshot) -> ArchivedCopy:
    """Return a snapshot that is not known to be good, with the doubt there is."""
    good = copy_of(snapshot)
    is_unfit = snapshot.shows in (PageKind.WALL, PageKind.LOGIN, PageKind.ERROR)
    doubt = Doubt.UNFIT if is_unfit else Doubt.UNVERIFIED
    return ArchivedCopy(uri=good.uri, archive=good.archive, day=good.day, doubt=doubt)


# --- words ----------------------------------------------------------------------------------------------------------

_ARCHIVE = dict(
    zip(WORDED, ("archive", "archive", "Archiv", "archivo", "archivio", "arquivo", "archief"), strict=True)
)
_ARCHIVED = {
    "fr": ("Archivé le {day}{mark} : ", "Archivé{mark} : "),
    "en": ("Archived on {day}{mark}: ", "Archived{mark}: "),
    "de": ("Archiviert am {day}{mark}: ", "Archiviert{mark}: "),
    "es": ("Archivado el {day}{mark}: ", "Archivado{mark}: "),
    "it": ("Archiviato il {day}{mark}: ", "Archiviato{mark}: "),
    "pt": ("Arquivado em {day}{mark}: ", "Arquivado{mark}: "),
    "nl": ("Gearchiveerd op {day}{mark}: ", "Gearchiveerd{mark}: "),
}
_DOUBTS = {
    "fr": ("à vérifier", "ne montre pas le texte"),
    "en": ("unverified", "does not show the text"),
    "de": ("nicht geprüft", "zeigt den Text nicht"),
    "es": ("sin verificar", "no muestra el texto"),
    "it": ("non verificato", "non mostra il testo"),
    "pt": ("não verificado", "não mostra o texto"),
    "nl": ("niet gecontroleerd", "toont de tekst niet"),
}


def doubt_in_words(doubt: Doubt | None, language: str) -> str:
    """Return the mark of a doubtful copy, without brackets; empty for a good one."""
    return _DOUBTS[worded(language)][doubt is Doubt.UNFIT] if doubt else ""


def archive_word(copy: ArchivedCopy, language: str) -> str:
    """Return what a link to a copy is called, its mark included.

    >>> archive_word(ArchivedCopy(uri="", archive="", doubt=Doubt.UNVERIFIED), "fr")
    'archive, à vérifier'
    """
    word = _ARCHIVE[worded(language)]
    mark = doubt_in_words(copy.doubt, language)
    return f"{word}, {mark}" if mark else word


def archived_in_words(copy: ArchivedCopy, language: str) -> str:
    """Return ``Archivé le 20 juillet 2024 : ``, which the address follows."""
    language = worded(language)
    dated, undated = _ARCHIVED[language]
    mark = f" ({doubt_in_words(copy.doubt, language)})" if copy.doubt else ""
    if copy.day is None:
        return undated.format(mark=mark)
    return dated.format(day=day_in_words(copy.day, language), mark=mark)


@lru_cache(maxsize=4096)
def day_in_words(day: date, language: str) -> str:
    """Return a day as a sentence has it: ``20 juillet 2024``."""
    from babel.dates import format_date  # late: a quarter of the start-up time  # noqa: PLC0415

    return str(format_date(day, format="long", locale="en_GB" if language == "en" else language))
