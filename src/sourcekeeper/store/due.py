"""What is due for a visit: as one list, or host by host for a night that no list could hold.

Due are fetch keys: of the sources of one, the first that a living citation cites stands for it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime

from sourcekeeper.model import Source
from sourcekeeper.store.part import Part, source_of
from sourcekeeper.store.records import Data
from sourcekeeper.store.sqlite import listed
from sourcekeeper.store.times import time_text

_IS_CITED = """
    EXISTS (
        SELECT 1 FROM sources t JOIN citation_sources l ON l.source = t.seq JOIN citations c ON c.seq = l.citation
        WHERE t.fetch_key = f.seq AND c.ended_at IS NULL)
"""
_CITED_SOURCE = """
    JOIN sources s ON s.seq = (
        SELECT min(t.seq) FROM sources t WHERE t.fetch_key = f.seq AND EXISTS (
            SELECT 1 FROM citation_sources l JOIN citations c ON c.seq = l.citation
            WHERE l.source = t.seq AND c.ended_at IS NULL))
"""
_DUE = "SELECT s.seq FROM fetch_keys f {cited_source} WHERE f.next_visit <= ? ORDER BY f.next_visit, f.seq"
# The same for some documents: from their citations to what is due, not from all that is due to their citations.
_DUE_OF_DOCUMENTS = """
    SELECT min(s.seq) FROM documents d JOIN citations c ON c.document = d.seq AND c.ended_at IS NULL
    JOIN citation_sources l ON l.citation = c.seq JOIN sources s ON s.seq = l.source
    JOIN fetch_keys f ON f.seq = s.fetch_key
    WHERE d.id IN (SELECT value FROM json_each(?)) AND f.next_visit <= ?
    GROUP BY f.seq ORDER BY f.next_visit, f.seq
"""
_HOW_MANY = "SELECT count(*) FROM fetch_keys f WHERE f.next_visit <= ? AND {is_cited}"
# A host is named by one of its fetch keys: eight bytes, however long its name. Those come first that have waited
# since an earlier day than others, so that a run that is cut short starves none; of one day those with most to do,
# since they take longest.
_HOSTS = """
    SELECT min(f.seq) FROM fetch_keys f WHERE f.next_visit <= ? AND {is_cited}
    GROUP BY f.host ORDER BY substr(min(f.next_visit), 1, 10), count(*) DESC, min(f.seq)
"""
_MAKE_DUE = "UPDATE fetch_keys SET next_visit = :now WHERE next_visit > :latest"
_HOW_MANY_LATER = "SELECT count(*) FROM fetch_keys WHERE next_visit > ?"
_HOST_NAMES = """
    SELECT f.seq, f.host FROM json_each(?) wanted JOIN fetch_keys f ON f.seq = wanted.value
"""
# Goes on after the last one seen. In two steps, since SQLite does not use both columns of the index for
# ``(next_visit, seq) > (?, ?)`` and a million may share a time.
_AT_HOST = """
    SELECT f.seq AS number, f.next_visit, f.key AS fetch_key, s.id, s.url, s.comparison_key
    FROM fetch_keys f {cited_source}
    WHERE f.host = :host AND {step} ORDER BY f.next_visit, f.seq LIMIT :batch
"""
_AT_HOST_AT_THAT_TIME = _AT_HOST.format(cited_source=_CITED_SOURCE, step="f.next_visit = :time AND f.seq > :number")
_AT_HOST_LATER = _AT_HOST.format(cited_source=_CITED_SOURCE, step="f.next_visit > :time AND f.next_visit <= :now")

_FEW = 8
"""Sources of a host read at once: thousands of hosts have theirs in memory at the same time."""


class Due(Part):
    """What is due in a store."""

    def due_for_visit(self, now: datetime, document_ids: Collection[str] | None = None) -> Iterator[Source]:
        """Yield the sources never visited or due again, one for each fetch key, those longest due first.

        Only sources with a living citation are due. Which ones was decided at the first; recording a check between
        two is allowed.
        """
        if document_ids is not None:
            numbers = self._database.numbers(_DUE_OF_DOCUMENTS, (listed(document_ids), time_text(now)))
        else:
            numbers = self._database.numbers(_DUE.format(cited_source=_CITED_SOURCE), (time_text(now),))
        yield from self._database.stream(numbers, self._load_sources)

    def count_due(self, now: datetime) -> int:
        """Return how many sources are due, one for each fetch key."""
        number: int = self._database.value(_HOW_MANY.format(is_cited=_IS_CITED), (time_text(now),))
        return number

    def make_due(self, latest: datetime, now: datetime) -> int:
        """Make due now what is due later than `latest`; return how many fetch keys that were."""
        number: int = self._database.value(_HOW_MANY_LATER, (time_text(latest),))
        if number:
            with self._database.transaction():
                self._database.execute(_MAKE_DUE, {"now": time_text(now), "latest": time_text(latest)})
        return number

    def hosts_due(self, now: datetime) -> Iterator[str]:
        """Yield the hosts with sources due: those waiting since an earlier day first, then those with most to do.

        Which ones was decided at the first, and takes eight bytes a host.
        """
        numbers = self._database.numbers(_HOSTS.format(is_cited=_IS_CITED), (time_text(now),))
        yield from self._database.stream(numbers, self._host_names)

    def due_at_host(self, host: str, now: datetime) -> Iterator[Source]:
        """Yield the sources of a host that are due, as `due_for_visit` does, a few in memory at a time.

        Recording a check between two is allowed, and the rest still comes.
        """
        after: Data = {"host": host, "time": "", "number": 0, "now": time_text(now), "batch": _FEW}
        while rows := (
            self._database.rows(_AT_HOST_AT_THAT_TIME, after) or self._database.rows(_AT_HOST_LATER, after)
        ):
            yield from map(source_of, rows)
            after |= {"time": rows[-1]["next_visit"], "number": rows[-1]["number"]}

    def _host_names(self, numbers: str) -> Iterator[tuple[int, str]]:
        return ((row["seq"], row["host"]) for row in self._database.rows(_HOST_NAMES, (numbers,)))
