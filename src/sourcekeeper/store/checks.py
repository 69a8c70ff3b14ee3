"""Checks, the schedule of visits, and local copies.

All hang on the fetch key: sources that differ in their fragment only are visited once, and each of them has the
history of the visit.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime

from sourcekeeper.model import (
    Check,
    CopyRef,
    FetchFailure,
    Item,
    Judgement,
    Observation,
    Source,
    SourceStanding,
    Standing,
    Verdict,
)
from sourcekeeper.ports import CheckRecord, StoredCheck
from sourcekeeper.store.part import Part, source_of
from sourcekeeper.store.records import (
    Data,
    cited_text_data,
    cited_text_of,
    from_json,
    item_data,
    item_of,
    reason_of,
    time_of,
    time_text,
    to_json,
)
from sourcekeeper.store.sqlite import BATCH, Row, listed

# --- what is due

# Fetch keys due, longest first, each with the first of its sources that a living citation cites. Goes on after the
# last one seen, by the index on (next_visit, seq), so a night of a million needs no list of them. In two steps, since
# SQLite does not use both columns of the index for ``(next_visit, seq) > (?, ?)`` and a million may share a time.
_DUE = """
    SELECT f.seq, f.next_visit, f.key AS fetch_key, s.id, s.url, s.comparison_key
    FROM fetch_keys f JOIN sources s ON s.seq = (
        SELECT min(t.seq) FROM sources t WHERE t.fetch_key = f.seq AND EXISTS (
            SELECT 1 FROM citation_sources l JOIN citations c ON c.seq = l.citation
            WHERE l.source = t.seq AND c.ended_at IS NULL))
    WHERE {step} AND f.next_visit <= :now ORDER BY f.next_visit, f.seq LIMIT :batch
"""
_DUE_AT_THAT_TIME = _DUE.format(step="f.next_visit = :time AND f.seq > :seq")
_DUE_LATER = _DUE.format(step="f.next_visit > :time")
# The same for some documents: from their citations to what is due, not from all that is due to their citations.
_DUE_OF_DOCUMENTS = """
    SELECT min(s.seq) FROM documents d JOIN citations c ON c.document = d.seq AND c.ended_at IS NULL
    JOIN citation_sources l ON l.citation = c.seq JOIN sources s ON s.seq = l.source
    JOIN fetch_keys f ON f.seq = s.fetch_key
    WHERE d.id IN (SELECT value FROM json_each(?)) AND f.next_visit <= ?
    GROUP BY f.seq ORDER BY f.next_visit, f.seq
"""

# --- checks

# A check with the state of its fetch key. The state is there before the first check.
_LAST = """
    SELECT f.seq AS fetch_key, f.next_visit, f.standing, f.since, f.fingerprint, f.body_digest, f.etag,
           f.last_modified, f.cited_text, k.seq AS number, k.verdict, k.confidence, k.reason_code, k.reason_arguments,
           k.status, k.final_url, k.first_at, k.last_at, k.times, k.days, k.facts
    FROM sources s JOIN fetch_keys f ON f.seq = s.fetch_key LEFT JOIN checks k ON k.seq = f.last_check
    WHERE s.id = ?
"""
_HISTORY = """
    SELECT k.* FROM sources s JOIN checks k ON k.fetch_key = s.fetch_key
    WHERE s.id = ? ORDER BY k.first_at, k.seq
"""
_ADD_CHECK = """
    INSERT INTO checks (fetch_key, verdict, confidence, reason_code, reason_arguments, status, final_url, first_at,
        last_at, times, days, facts)
    VALUES (:fetch_key, :verdict, :confidence, :reason_code, :reason_arguments, :status, :final_url, :at, :at, 1, 1,
        :facts)
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
_SET_STANDING = "UPDATE fetch_keys SET last_check = ?, next_visit = ?, standing = ?, since = ? WHERE seq = ?"
_SET_CITED_TEXT = "UPDATE fetch_keys SET cited_text = ? WHERE seq = ? AND cited_text = ''"
_SET_ANSWER = "UPDATE fetch_keys SET fingerprint = ?, body_digest = ?, etag = ?, last_modified = ? WHERE seq = ?"

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
    """The checks of a store, and what is due."""

    def due_for_visit(self, now: datetime, document_ids: Collection[str] | None = None) -> Iterator[Source]:
        """Yield the sources never visited or due again, one for each fetch key, those longest due first.

        Only sources with a living citation are due. Recording a check between two sources is allowed, and the rest
        still comes.
        """
        if document_ids is not None:
            numbers = self._database.numbers(_DUE_OF_DOCUMENTS, (listed(document_ids), time_text(now)))
            yield from self._database.stream(numbers, self._load_sources)
            return
        after: Data = {"time": "", "seq": 0, "now": time_text(now), "batch": BATCH}
        while rows := self._database.rows(_DUE_AT_THAT_TIME, after) or self._database.rows(_DUE_LATER, after):
            yield from map(source_of, rows)
            after |= {"time": rows[-1]["next_visit"], "seq": rows[-1]["seq"]}

    def record_checks(self, records: Sequence[CheckRecord]) -> None:
        """Write checks. Equal consecutive ones become one row with first, last and count.

        Equal are the same verdict, status, final address and reason code; the row keeps confidence and arguments of
        the last. A check written again, or by another source of the same fetch key, is known by its time and counts
        once. One older than the last known goes into the history only. Raises StoreError for an unknown source.
        """
        with self._database.transaction():
            for record in sorted(records, key=lambda record: record.check.at):
                self._record_check(record)

    def _record_check(self, record: CheckRecord) -> None:
        last = self._database.row(_LAST, (record.source_id,))
        if last is None:
            raise self._unknown("source", record.source_id)
        values = _values(record, last)
        if record.copy is not None:
            self._add_copy(last["fetch_key"], record.copy, values["at"])
        if last["last_at"] is not None and values["at"] < last["last_at"]:
            self._database.execute(_ADD_OLDER_CHECK, values)
            return
        number = self._count_or_add(values, last)
        standing = record.standing
        self._database.execute(
            _SET_STANDING,
            (number, time_text(record.next_visit), standing.standing, time_text(standing.since), last["fetch_key"]),
        )
        if _is_full_answer(record.check):
            self._database.execute(_SET_ANSWER, (*_answer(record.check), last["fetch_key"]))
        if record.cited_text is not None and not last["cited_text"]:
            cited = to_json(cited_text_data(record.cited_text))
            self._database.execute(_SET_CITED_TEXT, (cited, last["fetch_key"]))
        if record.page_item is not None:
            item = to_json(item_data(record.page_item))
            self._database.execute(_SET_PAGE_ITEM, (last["fetch_key"], item, values["at"]))

    def _count_or_add(self, values: Data, last: Row) -> int:
        if last["number"] is None or any(values[name] != last[name] for name in _EQUAL):
            return self._database.execute(_ADD_CHECK, values)
        self._database.execute(_COUNT_CHECK, values)
        number: int = last["number"]
        return number

    def _add_copy(self, fetch_key: int, copy: CopyRef, at: str) -> None:
        self._database.execute(
            _ADD_COPY, (fetch_key, copy.record_id, copy.path, copy.offset, copy.payload_digest, copy.truncated, at)
        )

    def last_check(self, source_id: str) -> StoredCheck | None:
        """Return the last check of a source; None when it was never visited.

        Fingerprint, digest and validators are those of the last full answer (2xx): a 304 or a failure in between
        leaves them, since the next conditional request still asks about that answer.
        """
        row = self._database.row(_LAST, (source_id,))
        if row is None or row["number"] is None:
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
        )

    def page_item(self, source_id: str) -> Item | None:
        """Return what the page of a source said of itself when it last showed what was cited."""
        row = self._database.row(_PAGE_ITEM, (source_id,))
        return None if row is None else item_of(from_json(row["item"]))

    def history(self, source_id: str) -> tuple[Observation, ...]:
        """Return the observations of a source, oldest first."""
        return tuple(map(_observation_of, self._database.rows(_HISTORY, (source_id,))))

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


def _values(record: CheckRecord, last: Row) -> Data:
    judgement, check = record.judgement, record.check
    facts: Data = {}
    if check.hops:
        facts["hops"] = check.hops
    if check.failure is not None:
        facts["failure"] = check.failure.value
    return {
        "fetch_key": last["fetch_key"],
        "number": last["number"],
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


def _answer(check: Check) -> tuple[str, str, str, str]:
    headers = {name.lower(): value for name, value in reversed(check.headers)}  # the first of a name wins
    return check.fingerprint, check.body_digest, headers.get("etag", ""), headers.get("last-modified", "")


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
