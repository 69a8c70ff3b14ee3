"""What the store knows of a source that a proof of its snapshot needs: what it showed here, when it was cited."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC

from sourcekeeper.archiving.known import KnownHere
from sourcekeeper.archiving.likeness import SeenPage, seen_in
from sourcekeeper.archiving.options import is_file
from sourcekeeper.errors import StoreDamaged
from sourcekeeper.keeper.linking import cited_at
from sourcekeeper.model import Source, Verdict
from sourcekeeper.ports import Copies, Store

log = logging.getLogger("sourcekeeper.keeper")

_WELL = frozenset({Verdict.ALIVE, Verdict.REDIRECTED})
"""Verdicts of a visit that saw what was cited; a paywall may have shown no more than its beginning."""


def known_here(store: Store, copies: Copies | None) -> KnownHere:
    """Return what the stage asks about each source."""
    seen = _Seen(store, copies)
    return KnownHere(seen=seen.of, cited_at=lambda source: cited_at(store, source.id))


@dataclass(frozen=True, slots=True)
class _Seen:
    store: Store
    copies: Copies | None

    def of(self, source: Source) -> tuple[SeenPage, ...]:
        """Return what the address showed when it was well: at the first such visit, and at the last."""
        copied = self._copied(source)
        known = {} if copied is None else {copied.body_digest: copied}
        for page in self._marks(source, copied):
            known.setdefault(page.body_digest, page)
        return tuple(known.values())

    def _marks(self, source: Source, copied: SeenPage | None) -> Iterator[SeenPage]:
        """Yield what the store remembers by marks; of a file that is its digest only."""
        last = self.store.last_check(source.id)
        if last is None:
            return
        language = copied.language if copied else ""
        first = last.cited_text
        if first is not None:
            yield SeenPage(
                fingerprint=first.fingerprint,
                body_digest=first.body_digest,
                title=first.title,
                language=language,
                is_file=not first.fingerprint and is_file(source.fetch_key),
            )
        is_well = last.observation.judgement.verdict in _WELL
        if is_well and (last.fingerprint or last.body_digest):
            item = self.store.page_item(source.id)
            yield SeenPage(
                fingerprint=last.fingerprint,
                body_digest=last.body_digest,
                title=item.text("title") if item else "",
                language=language,
                is_file=not last.fingerprint and is_file(source.fetch_key),
            )

    def _copied(self, source: Source) -> SeenPage | None:
        """Read the local copy, where the visit that made it saw the source well."""
        if self.copies is None:
            return None
        well = [each for each in self.store.history(source.id) if each.judgement.verdict in _WELL]
        for ref in self.store.copies(source.id):
            try:
                visit = self.copies.open(ref)
            except StoreDamaged as error:
                log.info("%s: no comparison with the local copy: %s", source.id, error)
                continue
            # A WARC notes whole seconds.
            at = visit.started_at.astimezone(UTC)
            if any(each.first.replace(microsecond=0) <= at <= each.last for each in well):
                return seen_in(visit)
        return None
