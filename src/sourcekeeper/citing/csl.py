"""Entries of a bibliography as CSL-JSON objects: an item with its cite key, its snapshot and its last visit. Pure."""

from __future__ import annotations

from sourcekeeper.csl import item_to_csl
from sourcekeeper.model import Snapshot, Standing
from sourcekeeper.ports import Entry
from sourcekeeper.web.memento import archive_name

_URL_STATUS = {Standing.OK: "live", Standing.REVIVED: "live", Standing.DEAD: "dead", Standing.SUSPECT: "suspect"}


def to_csl(entry: Entry) -> dict[str, object]:
    """Return an entry of a bibliography: the work's item with its cite key, its snapshot and its last visit.

    The snapshot goes where CSL has room for it (``archive``, ``archive_location``); its exact time and the state of
    the link go to ``custom``. A locator belongs to one citation and not to the work: it is left out.
    """
    made = item_to_csl(entry.work.item, entry.work.key)
    made.pop("locator", None)
    if "URL" not in made and entry.work.sources:
        made["URL"] = entry.work.sources[0].url
    if entry.accessed is not None and "accessed" not in made and "URL" in made:
        made["accessed"] = {"date-parts": [[entry.accessed.year, entry.accessed.month, entry.accessed.day]]}
    custom: dict[str, object] = {}
    if entry.snapshot is not None:
        _put_snapshot(made, custom, entry.snapshot)
    if entry.standing is not None and entry.standing.standing in _URL_STATUS:
        custom["url-status"] = _URL_STATUS[entry.standing.standing]
    if custom:
        made["custom"] = custom
    return made


def _put_snapshot(made: dict[str, object], custom: dict[str, object], snapshot: Snapshot) -> None:
    cited = made.get("archive_location")
    made["archive"] = archive_name(snapshot.archive)
    made["archive_location"] = snapshot.uri
    if snapshot.taken_at is not None:
        custom["archive-date"] = snapshot.taken_at.strftime("%Y-%m-%dT%H:%M:%SZ")
    urls = [snapshot.uri, *([str(cited)] if cited and cited != snapshot.uri else [])]
    custom["archive-urls"] = urls
