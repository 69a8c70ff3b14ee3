"""Forgetting a source for good: out of the local copies, out of the store, out of what is read and exported later.

The copies go first: a killed run then finds the source again and goes on. What lies outside of the store is not ours
to purge, so it is told: the public archive and whom to write to there, backups, texts, bibliographies written before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from glob import escape
from pathlib import Path

from sourcekeeper.citing.keys import url_identity, words_identity
from sourcekeeper.model import Reason
from sourcekeeper.ports import Copies, Store
from sourcekeeper.web.urls import comparison_key

WHERE_TO_ASK = {"web.archive.org": "info@archive.org"}
"""Whom an archive has named for removals: the Internet Archive answers at this address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ForgetReport:
    """What was purged, and what could not be."""

    url: str
    counts: Mapping[str, int]
    """How much went: ``sources checks captures snapshots copies decisions citations works records``."""
    remains: tuple[Reason, ...] = ()
    """Where the source still stands, with what to do about it."""

    @property
    def was_known(self) -> bool:
        """Whether there was anything to purge."""
        return any(self.counts.values())


def forget(store: Store, copies: Copies | None, url: str, now: datetime) -> ForgetReport:
    """Purge a source, however its address is spelt, and mark it so that no reading brings it back.

    Raises OutputError when the copies cannot be purged: then the store is as it was, and the call can be repeated.
    """
    sources = [source for each in _spellings(url) if (source := store.find_source(comparison_key(each))) is not None]
    remains = [each for source in sources for each in _remains(store, source.id)] + list(_backups(store.path))
    spellings = {url, *(text for source in sources for text in (source.url, source.fetch_key))}
    records = copies.purge(spellings) if copies is not None else 0
    ids = [source.id for source in sources]
    counts = store.forget(url, ids, now, identity_of=url_identity, known_by=words_identity)
    return ForgetReport(url=url, counts={**counts, "records": records}, remains=tuple(dict.fromkeys(remains)))


def _spellings(url: str) -> Iterator[str]:
    """Yield an address as it is, with the other scheme, and both without their fragment."""
    for bare in dict.fromkeys((url, url.partition("#")[0])):
        yield bare
        scheme, found, rest = bare.partition("://")
        if found and scheme.lower() in ("http", "https"):
            yield f"{'http' if scheme.lower() == 'https' else 'https'}://{rest}"


def _remains(store: Store, source_id: str) -> Iterator[Reason]:
    for snapshot in store.snapshots(source_id):
        ask = WHERE_TO_ASK.get(snapshot.archive, "")
        code = "remains-in-archive" if ask else "remains-in-other-archive"
        yield Reason.of(code, archive=snapshot.archive, uri=snapshot.uri, ask=ask)
    for document in store.citing_documents(source_id):
        yield Reason.of("remains-in-text", origin=document.origin)
    if any(work.sources for work in store.works_of_source(source_id)):
        yield Reason.of("remains-in-exports")


def _backups(path: str) -> Iterator[Reason]:
    """Yield the copies of the store that its own migrations left beside it."""
    file = Path(path)
    if file.is_file():
        for backup in sorted(file.parent.glob(f"{escape(file.name)}.*backup")):
            yield Reason.of("remains-in-backup", path=str(backup))
