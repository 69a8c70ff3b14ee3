"""Entries of a bibliography as CSL-JSON objects: an item with its cite key, its snapshot and its last visit. Pure."""

from __future__ import annotations

from sourcekeeper.citing.exporters.archived import (
    ArchivedCopy,
    archived_copy,
    archived_in_words,
    doubt_in_words,
    is_address,
)
from sourcekeeper.citing.exporters.entry_facts import access_day, language_of, url_of
from sourcekeeper.csl import item_to_csl, value_to_csl
from sourcekeeper.model import Standing
from sourcekeeper.patterns import regex
from sourcekeeper.ports import USUAL, Entry, ExportSettings, SnapshotPlace

_URL_STATUS = {Standing.OK: "live", Standing.REVIVED: "live", Standing.DEAD: "dead", Standing.SUSPECT: "suspect"}
_NOT_IN_ADDRESS = regex(r"[\s\"'<>\\^`{|}]")
_ZOTERO_KEEPS_ARCHIVE = frozenset({"article-journal", "article-magazine", "article-newspaper", "book", "report"})
"""Types whose archive fields Zotero's importer keeps; of a web page or a post it throws them away."""


def to_csl(entry: Entry, settings: ExportSettings = USUAL) -> dict[str, object]:
    """Return an entry of a bibliography: the work's item with its cite key, its snapshot and its last visit.

    The snapshot goes where CSL has room for it (``archive``, ``archive_location``), or where the settings want it; its
    exact time and the state of the link go to ``custom``. A locator belongs to one citation and not to the work: it is
    left out.
    """
    made = item_to_csl(entry.work.item, entry.work.key)
    made.pop("locator", None)
    if url_of(entry):
        made["URL"] = csl_address(url_of(entry))
    seen = access_day(entry)
    if "accessed" not in made and "URL" in made and seen is not None:
        made["accessed"] = value_to_csl("accessed", seen)
    custom: dict[str, object] = {}
    copy = archived_copy(entry)
    if copy is not None:
        _put_copy(made, custom, entry, copy, place_of(entry, settings))
    if entry.standing is not None and entry.standing.standing in _URL_STATUS:
        custom["url-status"] = _URL_STATUS[entry.standing.standing]
    if custom:
        made["custom"] = custom
    return made


def csl_address(url: str) -> str:
    """Return an address as it comes through every reader of CSL-JSON.

    What no address may hold is percent-encoded, and the apostrophe too, which one may: pandoc makes a typographic one
    of it, and the link is dead (``/wiki/L'Humanité``). Letters beyond ASCII stay as they are.
    """
    return _NOT_IN_ADDRESS.sub(lambda found: f"%{ord(found[0]):02X}", url)


def place_of(entry: Entry, settings: ExportSettings) -> SnapshotPlace:
    """Return where an entry's snapshot goes in CSL. What stands on a shelf keeps its archive fields to itself."""
    shelf = entry.work.item.text("archive_location") or entry.work.item.text("archive_collection")
    wanted = settings.snapshot
    if wanted is None and settings.reader == "zotero" and entry.work.item.type not in _ZOTERO_KEEPS_ARCHIVE:
        wanted = SnapshotPlace.NOTE
    if shelf and not is_address(shelf) and wanted is not SnapshotPlace.NONE:
        return SnapshotPlace.NOTE
    return wanted or SnapshotPlace.ARCHIVE


def _put_copy(
    made: dict[str, object], custom: dict[str, object], entry: Entry, copy: ArchivedCopy, place: SnapshotPlace
) -> None:
    cited = str(made.get("archive_location") or "")
    if is_address(cited):
        del made["archive_location"]
        made.pop("archive", None)
    if place is SnapshotPlace.NONE:
        return
    if place is SnapshotPlace.ARCHIVE:
        mark = doubt_in_words(copy.doubt, language_of(entry))
        made["archive"] = f"{copy.archive or 'Archive'} ({mark})" if mark else copy.archive
        made["archive_location"] = csl_address(copy.uri)
    else:
        words = archived_in_words(copy, language_of(entry)) + csl_address(copy.uri)
        made["note"] = f"{made['note']} {words}" if made.get("note") else words
    taken = entry.snapshot.taken_at if entry.snapshot else None
    if taken is not None:
        custom["archive-date"] = taken.strftime("%Y-%m-%dT%H:%M:%SZ")
    if copy.doubt:
        custom["archive-doubt"] = copy.doubt.value
    custom["archive-urls"] = [copy.uri, *([cited] if is_address(cited) and cited != copy.uri else [])]
