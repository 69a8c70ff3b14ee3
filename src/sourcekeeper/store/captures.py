"""Captures and snapshots. Both hang on the fetch key; the newest capture of a fetch key is the one that counts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime

from sourcekeeper.model import Capture, CaptureState, PageKind, Snapshot, SnapshotOrigin, Source
from sourcekeeper.store.part import Part
from sourcekeeper.store.records import (
    from_json,
    options_data,
    options_of,
    reason_data,
    reason_of,
    ticket_data,
    ticket_of,
    to_json,
)
from sourcekeeper.store.sqlite import Row, listed
from sourcekeeper.store.times import optional_time_of, optional_time_text, time_text

# The numbers of the latest captures, in order of citation; what nothing cites comes last, in order of capture.
_LATEST = """
    SELECT k.seq FROM captures k
    WHERE NOT EXISTS (SELECT 1 FROM captures n WHERE n.fetch_key = k.fetch_key AND n.seq > k.seq) {filters}
    ORDER BY coalesce((
        SELECT min(c.place + l.position) FROM sources s JOIN citation_sources l ON l.source = s.seq
        JOIN citations c ON c.seq = l.citation WHERE s.fetch_key = k.fetch_key AND c.ended_at IS NULL),
        9223372036854775807), k.seq
"""
# The numbers of the latest captures whose snapshot is to be confirmed again, those longest due first. What was cited
# once and is no more leaves the schedule; what was archived for itself stays in it.
_DUE = """
    SELECT k.seq FROM snapshots p JOIN captures k ON k.snapshot = p.seq
    WHERE p.confirm_next <= ? AND k.state = 'archived'
    AND NOT EXISTS (SELECT 1 FROM captures n WHERE n.fetch_key = k.fetch_key AND n.seq > k.seq) {filters}
    AND coalesce((
        SELECT max(c.ended_at IS NULL) FROM sources s JOIN citation_sources l ON l.source = s.seq
        JOIN citations c ON c.seq = l.citation WHERE s.fetch_key = k.fetch_key), 1)
    ORDER BY p.confirm_next, k.seq LIMIT ?
"""
_IN_STATES = "AND k.state IN (SELECT value FROM json_each(?))"
_OF_SOURCES = """
    AND k.fetch_key IN (SELECT fetch_key FROM sources WHERE id IN (SELECT value FROM json_each(?)))
"""
_OF_DOCUMENTS = """
    AND k.fetch_key IN (
        SELECT s.fetch_key FROM documents d JOIN citations c ON c.document = d.seq AND c.ended_at IS NULL
        JOIN citation_sources l ON l.citation = c.seq JOIN sources s ON s.seq = l.source
        WHERE d.id IN (SELECT value FROM json_each(?)))
"""
_CAPTURES = """
    SELECT k.seq, k.id AS capture_id, k.state, k.reason, k.ticket, k.attempts, k.sent_at, k.next_try, k.snapshot,
           k.options, coalesce(a.name, '') AS account, s.id, s.url, s.comparison_key, f.key AS fetch_key,
           p.uri, p.original, p.taken_at, p.archive, p.origin, p.shows, p.final_url, p.confirmed_at, p.screenshot,
           p.confirmations, p.confirm_next, p.missed_since, p.lost_at
    FROM captures k JOIN sources s ON s.seq = k.source JOIN fetch_keys f ON f.seq = s.fetch_key
    LEFT JOIN accounts a ON a.seq = k.account LEFT JOIN snapshots p ON p.seq = k.snapshot
    WHERE k.seq IN (SELECT value FROM json_each(?))
"""
_FETCH_KEY_OF_SOURCE = "SELECT seq, fetch_key FROM sources WHERE id = ?"
_ADD_ACCOUNT = "INSERT INTO accounts (name, first_used_at) VALUES (?, ?) ON CONFLICT (name) DO NOTHING"
_PUT_CAPTURE = """
    INSERT INTO captures (id, fetch_key, source, state, reason, ticket, account, attempts, sent_at, next_try, snapshot,
        options, begun_at, changed_at)
    VALUES (:id, :fetch_key, :source, :state, :reason, :ticket, (SELECT seq FROM accounts WHERE name = :account),
        :attempts, :sent_at, :next_try, :snapshot, :options, :at, :at)
    ON CONFLICT (id) DO UPDATE SET fetch_key = excluded.fetch_key, source = excluded.source, state = excluded.state,
        reason = excluded.reason, ticket = excluded.ticket, account = excluded.account, attempts = excluded.attempts,
        sent_at = excluded.sent_at, next_try = excluded.next_try, snapshot = excluded.snapshot,
        options = excluded.options,
        changed_at = excluded.changed_at
"""
_PUT_SNAPSHOT = """
    INSERT INTO snapshots (fetch_key, uri, original, taken_at, archive, origin, shows, final_url, confirmed_at,
        screenshot, confirmations, confirm_next, missed_since, lost_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (fetch_key, uri) DO UPDATE SET original = excluded.original, taken_at = excluded.taken_at,
        archive = excluded.archive, origin = excluded.origin, shows = excluded.shows, final_url = excluded.final_url,
        confirmed_at = excluded.confirmed_at,
        screenshot = coalesce(nullif(excluded.screenshot, ''), screenshot), confirmations = excluded.confirmations,
        confirm_next = excluded.confirm_next, missed_since = excluded.missed_since, lost_at = excluded.lost_at
"""
_SNAPSHOT_NUMBER = "SELECT seq FROM snapshots WHERE fetch_key = ? AND uri = ?"
# Newest confirmation first; what was never confirmed last, the newest taken before the others.
_SNAPSHOTS = """
    SELECT p.* FROM sources s JOIN snapshots p ON p.fetch_key = s.fetch_key WHERE s.id = ?
    ORDER BY coalesce(p.confirmed_at, '') DESC, coalesce(p.taken_at, '') DESC, p.seq DESC
"""


class Captures(Part):
    """The captures and snapshots of a store."""

    def captures(
        self,
        *,
        states: Collection[CaptureState] | None = None,
        document_ids: Collection[str] | None = None,
        source_ids: Collection[str] | None = None,
    ) -> Iterator[Capture]:
        """Yield the latest capture of each fetch key, in order of citation, filtered.

        Captures of sources that nothing cites any more, or never did, come last unless `document_ids` leaves them
        out. Which captures come was decided at the first; what each says is read when its turn comes.
        """
        filters = ((_IN_STATES, states), (_OF_DOCUMENTS, document_ids), (_OF_SOURCES, source_ids))
        asked = [(sql, listed(names)) for sql, names in filters if names is not None]
        sql = _LATEST.format(filters=" ".join(sql for sql, _ in asked))
        numbers = self._database.numbers(sql, [names for _, names in asked])
        yield from self._database.stream(numbers, self._load_captures)

    def due_for_confirmation(
        self,
        now: datetime,
        limit: int,
        *,
        document_ids: Collection[str] | None = None,
        source_ids: Collection[str] | None = None,
    ) -> Iterator[Capture]:
        """Yield at most `limit` archived captures whose snapshot is to be confirmed again, those longest due first."""
        filters = ((_OF_DOCUMENTS, document_ids), (_OF_SOURCES, source_ids))
        asked = [(sql, listed(names)) for sql, names in filters if names is not None]
        sql = _DUE.format(filters=" ".join(sql for sql, _ in asked))
        numbers = self._database.numbers(sql, (time_text(now), *(names for _, names in asked), limit))
        yield from self._database.stream(numbers, self._load_captures)

    def _load_captures(self, numbers: str) -> Iterable[tuple[int, Capture]]:
        return ((row["seq"], _capture_of(row)) for row in self._database.rows(_CAPTURES, (numbers,)))

    def record_captures(self, captures: Sequence[Capture], at: datetime) -> None:
        """Write captures, new or changed; the snapshots in them too. Raises StoreError for an unknown source."""
        with self._database.transaction():
            for capture in captures:
                self._record_capture(capture, time_text(at))

    def _record_capture(self, capture: Capture, at: str) -> None:
        source = self._database.row(_FETCH_KEY_OF_SOURCE, (capture.source.id,))
        if source is None:
            raise self._unknown("source", capture.source.id)
        if capture.account:
            self._database.execute(_ADD_ACCOUNT, (capture.account, at))
        values = {
            "id": capture.id,
            "fetch_key": source["fetch_key"],
            "source": source["seq"],
            "state": capture.state.value,
            "reason": None if capture.reason is None else to_json(reason_data(capture.reason)),
            "ticket": None if capture.ticket is None else to_json(ticket_data(capture.ticket)),
            "account": capture.account,
            "attempts": capture.attempts,
            "sent_at": optional_time_text(capture.sent_at),
            "next_try": optional_time_text(capture.next_try),
            "options": to_json(options_data(capture.options)),
            "snapshot": self._put_snapshot(source["fetch_key"], capture.snapshot),
            "at": at,
        }
        self._database.execute(_PUT_CAPTURE, values)

    def _put_snapshot(self, fetch_key: int, snapshot: Snapshot | None) -> int | None:
        if snapshot is None:
            return None
        row = (
            fetch_key,
            snapshot.uri,
            snapshot.original,
            optional_time_text(snapshot.taken_at),
            snapshot.archive,
            snapshot.origin.value,
            snapshot.shows.value,
            snapshot.final_url,
            optional_time_text(snapshot.confirmed_at),
            snapshot.screenshot,
            snapshot.confirmations,
            optional_time_text(snapshot.confirm_next),
            optional_time_text(snapshot.missed_since),
            optional_time_text(snapshot.lost_at),
        )
        self._database.execute(_PUT_SNAPSHOT, row)
        number: int = self._database.value(_SNAPSHOT_NUMBER, (fetch_key, snapshot.uri))
        return number

    def record_snapshot(self, source_id: str, snapshot: Snapshot) -> None:
        """Write a snapshot that was found, of no capture; one known already stays as it is, unless this one is proved.

        Raises StoreError for an unknown source.
        """
        with self._database.transaction():
            source = self._database.row(_FETCH_KEY_OF_SOURCE, (source_id,))
            if source is None:
                raise self._unknown("source", source_id)
            is_known = self._database.value(_SNAPSHOT_NUMBER, (source["fetch_key"], snapshot.uri)) is not None
            if not is_known or snapshot.confirmed_at is not None:
                self._put_snapshot(source["fetch_key"], snapshot)

    def snapshots(self, source_id: str) -> tuple[Snapshot, ...]:
        """Return the snapshots known of a source, newest confirmation first."""
        return tuple(map(_snapshot_of, self._database.rows(_SNAPSHOTS, (source_id,))))


def _capture_of(row: Row) -> Capture:
    return Capture(
        id=row["capture_id"],
        source=Source(id=row["id"], url=row["url"], comparison_key=row["comparison_key"], fetch_key=row["fetch_key"]),
        state=CaptureState(row["state"]),
        reason=None if row["reason"] is None else reason_of(from_json(row["reason"])),
        ticket=None if row["ticket"] is None else ticket_of(from_json(row["ticket"])),
        account=row["account"],
        attempts=row["attempts"],
        sent_at=optional_time_of(row["sent_at"]),
        next_try=optional_time_of(row["next_try"]),
        snapshot=None if row["snapshot"] is None else _snapshot_of(row),
        options=options_of(from_json(row["options"])),
    )


def _snapshot_of(row: Row) -> Snapshot:
    return Snapshot(
        uri=row["uri"],
        original=row["original"],
        taken_at=optional_time_of(row["taken_at"]),
        archive=row["archive"],
        origin=SnapshotOrigin(row["origin"]),
        shows=PageKind(row["shows"]),
        final_url=row["final_url"],
        confirmed_at=optional_time_of(row["confirmed_at"]),
        screenshot=row["screenshot"],
        confirmations=row["confirmations"],
        confirm_next=optional_time_of(row["confirm_next"]),
        missed_since=optional_time_of(row["missed_since"]),
        lost_at=optional_time_of(row["lost_at"]),
    )
