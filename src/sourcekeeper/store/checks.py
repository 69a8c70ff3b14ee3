"""Checks and local copies.

All hang on the fetch key: sources that differ in their fragment only are visited once, and each of them has the
history of the visit.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from sourcekeeper.model import (
    Check,
    CopyRef,
    FetchFailure,
    Item,
    Judgement,
    Observation,
    SourceStanding,
    Standing,
    Verdict,
)
from sourcekeeper.ports import CheckRecord, KnownSource, StoredCheck
from sourcekeeper.store.part import Part
from sourcekeeper.store.records import (
    Data,
    cited_text_data,
    cited_text_of,
    drift_data,
    drift_of,
    from_json,
    item_data,
    item_of,
    reason_of,
    to_json,
)
from sourcekeeper.store.sqlite import Row, listed
from sourcekeeper.store.times import time_of, time_text

# --- checks

# Last checks with the state of their fetch key, which is there before the first, and whether a work has the source.
_LAST = """
    SELECT f.seq AS fetch_key, f.next_visit, f.standing, f.since, f.fingerprint, f.body_digest, f.etag,
           f.last_modified, f.cited_text, k.seq AS number, k.verdict, k.confidence, k.reason_code, k.reason_arguments,
           k.status, k.final_url, k.first_at, k.last_at, k.times, k.days, k.facts,
           NOT EXISTS (SELECT 1 FROM checks other WHERE other.fetch_key = f.seq AND other.seq <> k.seq) AS is_all,
           s.id, EXISTS (SELECT 1 FROM work_sources w WHERE w.source = s.seq) AS has_works
    FROM json_each(?) wanted JOIN sources s ON s.id = wanted.value JOIN fetch_keys f ON f.seq = s.fetch_key
    LEFT JOIN checks k ON k.seq = f.last_check
"""
_HISTORY = """
    SELECT k.* FROM sources s JOIN checks k ON k.fetch_key = s.fetch_key
    WHERE s.id = ? ORDER BY k.seq
"""
# Where the fetch keys of some sources stand: what a check to be written is compared with.
_STATES = """
    SELECT s.id AS source, s.fetch_key, k.seq AS number, k.verdict, k.status, k.final_url, k.reason_code, k.last_at
    FROM json_each(?) wanted JOIN sources s ON s.id = wanted.value JOIN fetch_keys f ON f.seq = s.fetch_key
    LEFT JOIN checks k ON k.seq = f.last_check
"""
_NEXT_NUMBER = "SELECT coalesce(max(seq), 0) + 1 FROM checks"
_ADD_CHECK = """
    INSERT INTO checks (seq, fetch_key, verdict, confidence, reason_code, reason_arguments, status, final_url,
        first_at, last_at, times, days, facts)
    VALUES (:number, :fetch_key, :verdict, :confidence, :reason_code, :reason_arguments, :status, :final_url, :at, :at,
        1, 1, :facts)
"""
_COUNT_CHECK = """
    UPDATE checks SET confidence = :confidence, reason_arguments = :reason_arguments, facts = :facts,
        times = times + (last_at < :at),
        days = days + (substr(last_at, 1, 10) < substr(:at, 1, 10)), last_at = :at
    WHERE seq = :number
"""
# An older check that an equal observation spans was written before, or changes nothing.
_ADD_OLDER_CHECK = """
    INSERT INTO checks (fetch_key, verdict, confidence, reason_code, reason_arguments, status, final_url, first_at,
        last_at, times, days, facts)
    SELECT :fetch_key, :verdict, :confidence, :reason_code, :reason_arguments, :status, :final_url, :at, :at, 1, 1,
        :facts
    WHERE NOT EXISTS (
        SELECT 1 FROM checks WHERE fetch_key = :fetch_key AND first_at <= :at AND last_at >= :at
        AND verdict = :verdict AND status IS :status AND final_url = :final_url AND reason_code = :reason_code)
"""
# What a check says nothing of stays: the last full answer (2xx), and the text first seen well.
_SET_STATE = """
    UPDATE fetch_keys SET last_check = :number, next_visit = :next_visit, standing = :standing, since = :since,
        fingerprint = coalesce(:fingerprint, fingerprint), body_digest = coalesce(:body_digest, body_digest),
        etag = coalesce(:etag, etag), last_modified = coalesce(:last_modified, last_modified),
        cited_text = coalesce(nullif(cited_text, ''), :cited_text, '')
    WHERE seq = :fetch_key
"""

_LATE = timedelta(days=7)
"""How much older than the last check one may be that is written after it."""
_EQUAL = ("verdict", "status", "final_url", "reason_code")
"""What equal consecutive checks have in common."""

# --- copies

_ADD_COPY = """
    INSERT INTO copies (fetch_key, record_id, path, start, payload_digest, truncated, kept_at)
    VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (record_id) DO NOTHING
"""
# --- what pages say of themselves

# Nightly the same is said by a million pages: what is unchanged is not written.
_SET_PAGE_ITEM = """
    INSERT INTO page_items (fetch_key, item, read_at) VALUES (?, ?, ?)
    ON CONFLICT (fetch_key) DO UPDATE SET item = excluded.item, read_at = excluded.read_at
    WHERE item <> excluded.item
"""
_PAGE_ITEM = "SELECT p.item FROM sources s JOIN page_items p ON p.fetch_key = s.fetch_key WHERE s.id = ?"

_COPIES = "SELECT k.* FROM sources s JOIN copies k ON k.fetch_key = s.fetch_key WHERE s.id = ? ORDER BY k.seq"


class Checks(Part):
    """The checks of a store."""

    def record_checks(self, records: Sequence[CheckRecord]) -> None:
        """Write checks. Equal consecutive ones become one row with first, last and count.

        Equal are the same verdict, status, final address and reason code; the row keeps confidence and arguments of
        the last. A check written again, or by another source of the same fetch key, is known by its time and counts
        once. One older than the last known goes into the history only. Raises StoreError for an unknown source.
        """
        with self._database.transaction():
            self._write(self._batch_of(sorted(records, key=lambda record: record.check.at)))

    def _batch_of(self, records: Sequence[CheckRecord]) -> _Batch:
        rows = self._database.rows(_STATES, (listed({record.source_id for record in records}),))
        states: dict[int, Data] = {row["fetch_key"]: dict(row) for row in rows}
        fetch_keys = {row["source"]: row["fetch_key"] for row in rows}
        batch = _Batch(states, self._database.value(_NEXT_NUMBER))
        for record in records:
            if record.source_id not in fetch_keys:
                raise self._unknown("source", record.source_id)
            batch.take(record, fetch_keys[record.source_id])
        return batch

    def _write(self, batch: _Batch) -> None:
        for sql, rows in (
            (_ADD_COPY, batch.copies),
            (_ADD_CHECK, batch.added),
            (_COUNT_CHECK, batch.counted),
            (_ADD_OLDER_CHECK, batch.older),
            (_SET_STATE, batch.set),
            (_SET_PAGE_ITEM, batch.page_items),
        ):
            if rows:
                self._database.execute_many(sql, rows)

    def last_check(self, source_id: str) -> StoredCheck | None:
        """Return the last check of a source; None when it was never visited.

        Fingerprint, digest and validators are those of the last full answer (2xx): a 304 or a failure in between
        leaves them, since the next conditional request still asks about that answer.
        """
        known = self.known_of([source_id]).get(source_id)
        return None if known is None else known.last

    def known_of(self, source_ids: Collection[str]) -> dict[str, KnownSource]:
        """Return what a visit wants to know of each source, with one look; of those that the store has."""
        return {
            row["id"]: KnownSource(last=_last_of(row), has_works=bool(row["has_works"]))
            for row in self._database.rows(_LAST, (listed(source_ids),))
        }

    def page_item(self, source_id: str) -> Item | None:
        """Return what the page of a source said of itself when it last showed what was cited."""
        row = self._database.row(_PAGE_ITEM, (source_id,))
        return None if row is None else item_of(from_json(row["item"]))

    def history(self, source_id: str) -> tuple[Observation, ...]:
        """Return the observations of a source, oldest first."""
        return _in_order(map(_observation_of, self._database.rows(_HISTORY, (source_id,))))

    def copies(self, source_id: str) -> tuple[CopyRef, ...]:
        """Return the local copies of a source, oldest first."""
        return tuple(
            CopyRef(
                path=row["path"],
                offset=row["start"],
                record_id=row["record_id"],
                payload_digest=row["payload_digest"],
                truncated=row["truncated"],
                kept_at=time_of(row["kept_at"]),
            )
            for row in self._database.rows(_COPIES, (source_id,))
        )


@dataclass(slots=True)
class _Batch:
    """Checks made into rows, a list for each statement. The rows of a fetch key are in the order of their time."""

    states: dict[int, Data]
    """Fetch key to its last check, as it stands after what was taken."""
    next_number: int
    """Of a check that is added."""
    added: list[Data] = field(default_factory=list)
    counted: list[Data] = field(default_factory=list)
    older: list[Data] = field(default_factory=list)
    set: list[Data] = field(default_factory=list)
    copies: list[tuple[object, ...]] = field(default_factory=list)
    page_items: list[tuple[object, ...]] = field(default_factory=list)

    def take(self, record: CheckRecord, fetch_key: int) -> None:
        """Add a check that is no older than those taken before."""
        values, last = _values(record), self.states[fetch_key]
        values["fetch_key"] = fetch_key
        if record.copy is not None:
            self.copies.append(_copy_row(fetch_key, record.copy, values["at"]))
        if last["last_at"] is not None and _came_late(values["at"], last["last_at"]):
            self.older.append(values)
            return
        is_first = last["number"] is None or values["at"] < last["last_at"]
        if is_first or any(values[name] != last[name] for name in _EQUAL):
            values["number"] = self.next_number
            self.next_number += 1
            self.added.append(values)
        else:
            values["number"] = last["number"]
            self.counted.append(values)
        self.states[fetch_key] = {**values, "last_at": values["at"]}
        self.set.append(_state_row(record, fetch_key, values["number"]))
        if record.page_item is not None:
            self.page_items.append((fetch_key, to_json(item_data(record.page_item)), values["at"]))


def _came_late(at: str, last_at: str) -> bool:
    """Whether a check was made before the last one and only written after it, as by two processes at once.

    One that seems to be more than `_LATE` older was made after it: a clock was wrong, then or now.
    """
    return at < last_at and time_of(last_at) - time_of(at) < _LATE


def _in_order(written: Iterable[Observation]) -> tuple[Observation, ...]:
    """Return observations, given as they were written, in the order of their time; a wrong clock changes no place."""
    ordered: list[Observation] = []
    for each in written:
        place = len(ordered)
        while place and timedelta(0) < ordered[place - 1].first - each.first < _LATE:
            place -= 1
        ordered.insert(place, each)
    return tuple(ordered)


def _state_row(record: CheckRecord, fetch_key: int, number: int) -> Data:
    cited, standing = record.cited_text, record.standing
    return {
        "fetch_key": fetch_key,
        "number": number,
        "next_visit": time_text(record.next_visit),
        "standing": standing.standing.value,
        "since": time_text(standing.since),
        "cited_text": None if cited is None else to_json(cited_text_data(cited)),
        **(_answer(record.check) if _is_full_answer(record.check) else _NO_ANSWER),
    }


def _copy_row(fetch_key: int, copy: CopyRef, at: str) -> tuple[object, ...]:
    return fetch_key, copy.record_id, copy.path, copy.offset, copy.payload_digest, copy.truncated, at


def _values(record: CheckRecord) -> Data:
    judgement, check = record.judgement, record.check
    facts: Data = {}
    if check.hops:
        facts["hops"] = check.hops
    if check.failure is not None:
        facts["failure"] = check.failure.value
    if record.drift is not None:
        facts["drift"] = drift_data(record.drift)
    return {
        "verdict": judgement.verdict.value,
        "confidence": judgement.confidence,
        "reason_code": judgement.reason.code,
        "reason_arguments": to_json(judgement.reason.arguments),
        "status": check.status,
        "final_url": check.final_url,
        "at": time_text(check.at),
        "facts": to_json(facts),
    }


def _is_full_answer(check: Check) -> bool:
    return check.status is not None and 200 <= check.status < 300


_NO_ANSWER: Data = dict.fromkeys(("fingerprint", "body_digest", "etag", "last_modified"))


def _answer(check: Check) -> Data:
    headers = {name.lower(): value for name, value in reversed(check.headers)}  # the first of a name wins
    return {
        "fingerprint": check.fingerprint,
        "body_digest": check.body_digest,
        "etag": headers.get("etag", ""),
        "last_modified": headers.get("last-modified", ""),
    }


def _last_of(row: Row) -> StoredCheck | None:
    if row["number"] is None:
        return None
    facts = from_json(row["facts"])
    return StoredCheck(
        observation=_observation_of(row),
        standing=SourceStanding(standing=Standing(row["standing"]), since=time_of(row["since"])),
        next_visit=time_of(row["next_visit"]),
        fingerprint=row["fingerprint"],
        etag=row["etag"],
        last_modified=row["last_modified"],
        body_digest=row["body_digest"],
        cited_text=cited_text_of(from_json(row["cited_text"])) if row["cited_text"] else None,
        hops=tuple((url, status) for url, status in facts.get("hops", ())),
        failure=FetchFailure(facts["failure"]) if "failure" in facts else None,
        drift=drift_of(facts["drift"]) if "drift" in facts else None,
        is_all=bool(row["is_all"]),
    )


def _observation_of(row: Row) -> Observation:
    reason = reason_of({"code": row["reason_code"], "arguments": from_json(row["reason_arguments"])})
    return Observation(
        judgement=Judgement(verdict=Verdict(row["verdict"]), confidence=row["confidence"], reason=reason),
        status=row["status"],
        final_url=row["final_url"],
        first=time_of(row["first_at"]),
        last=time_of(row["last_at"]),
        count=row["times"],
        days=row["days"],
    )
