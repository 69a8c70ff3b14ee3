"""The part of the Store contract on captures and snapshots; joined in `testing.store`."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from sourcekeeper.errors import StoreError
from sourcekeeper.model import (
    Capture,
    CaptureOptions,
    CaptureState,
    Reason,
    SnapshotOrigin,
    Ticket,
)
from sourcekeeper.ports import Store
from sourcekeeper.testing.records import (
    DAY,
    HOUR,
    NOON,
    cite,
    ids,
    make_capture,
    make_record,
    make_snapshot,
    make_source,
)


class CapturesContract:
    """What every store does with captures and snapshots, and that the forgotten are gone."""

    def test_a_capture_reads_back_as_it_was_written(self, store: Store) -> None:
        a = make_source("a")
        cite(store, "d", a)
        capture = Capture(
            id="k",
            source=a,
            state=CaptureState.ARCHIVED,
            reason=Reason.of("same-snapshot", age="3 h"),
            ticket=Ticket(
                job_id="spn2-1", url=a.url, submitted_at=NOON, poll_after=timedelta(seconds=2, microseconds=1)
            ),
            account="0a1b",
            attempts=3,
            sent_at=NOON,
            next_try=NOON + HOUR,
            snapshot=make_snapshot(a, NOON, NOON + HOUR),
            options=CaptureOptions(screenshot=True, force_get=True),
        )
        store.record_captures([capture], NOON)
        assert list(store.captures()) == [capture]
        assert store.snapshots(a.id) == (capture.snapshot,)
        changed = replace(make_capture("k", a, CaptureState.LOST), snapshot=replace(make_snapshot(a, NOON)))
        store.record_captures([changed], NOON)
        assert list(store.captures()) == [changed]
        assert store.snapshots(a.id) == (changed.snapshot,)

    def test_the_picture_of_a_snapshot_is_not_forgotten_when_it_is_found_again(self, store: Store) -> None:
        a = make_source("a")
        cite(store, "d", a)
        with_picture = replace(make_snapshot(a, NOON), screenshot="https://web.archive.org/web/1/picture")
        for snapshot in (with_picture, make_snapshot(a, NOON, NOON + HOUR)):
            store.record_captures([replace(make_capture("k", a), snapshot=snapshot)], NOON)
        assert store.snapshots(a.id) == (replace(with_picture, confirmed_at=NOON + HOUR),)

    def test_the_latest_capture_of_a_fetch_key_counts(self, store: Store) -> None:
        one, two = make_source("a", "one"), make_source("a", "two")
        cite(store, "d", one, two)
        old, new = make_capture("z", one, CaptureState.FAILED), make_capture("y", two)
        store.record_captures([old, new], NOON)
        store.record_captures([replace(old, attempts=2)], NOON + HOUR)
        assert list(store.captures()) == [new]
        assert list(store.captures(states=[CaptureState.FAILED])) == []
        assert list(store.captures(source_ids=[one.id])) == [new]

    def test_captures_are_filtered_and_come_in_order_of_citation(self, store: Store) -> None:
        a, b, c, d = (make_source(name) for name in "abcd")
        store.add_source(d, NOON)
        captures = [make_capture(source.id, source) for source in (d, c, b, a)]
        captures[1] = replace(captures[1], state=CaptureState.REFUSED)
        one, two = cite(store, "one", a, b), cite(store, "two", c, a)
        store.record_captures(captures, NOON)
        assert ids(store.captures()) == [a.id, b.id, c.id, d.id]
        assert ids(store.captures(states=[CaptureState.QUEUED])) == [a.id, b.id, d.id]
        assert ids(store.captures(document_ids=[two])) == [a.id, c.id]
        assert ids(store.captures(document_ids=[one, two], states=[CaptureState.REFUSED])) == [c.id]
        assert ids(store.captures(source_ids=[d.id, a.id])) == [a.id, d.id]
        assert ids(store.captures(source_ids=[d.id], document_ids=[one])) == []
        assert ids(store.captures(states=[])) == []
        assert ids(store.captures(document_ids=[])) == []
        assert ids(store.captures(source_ids=[])) == []

    def test_a_capture_of_an_unknown_source_is_refused(self, store: Store) -> None:
        with pytest.raises(StoreError):
            store.record_captures([make_capture("k", make_source("z"))], NOON)

    def test_snapshots_come_newest_confirmation_first(self, store: Store) -> None:
        a = make_source("a")
        cite(store, "d", a)
        short = replace(make_snapshot(a, NOON), uri="https://archive.ph/x", taken_at=None, origin=SnapshotOrigin.CITED)
        known = [
            short,
            make_snapshot(a, NOON),
            make_snapshot(a, NOON + DAY),
            make_snapshot(a, NOON - DAY, NOON + DAY),
            make_snapshot(a, NOON - 2 * DAY, NOON + 2 * DAY),
        ]
        for number, snapshot in enumerate(known):
            store.record_captures([replace(make_capture(str(number), a), snapshot=snapshot)], NOON)
        assert store.snapshots(a.id) == tuple(known[index] for index in (4, 3, 2, 1, 0))

    def test_a_snapshot_that_was_found_is_written_over_by_its_proof_alone(self, store: Store) -> None:
        a = make_source("a")
        cite(store, "d", a)
        capture = replace(make_capture("k", a, CaptureState.FAILED), attempts=2)
        store.record_captures([capture], NOON)
        found, proved = make_snapshot(a, NOON), make_snapshot(a, NOON, NOON + HOUR)
        for written, known in ((found, found), (proved, proved), (found, proved)):
            store.record_snapshot(a.id, written)
            assert store.snapshots(a.id) == (known,)
        assert list(store.captures()) == [capture]
        with pytest.raises(StoreError):
            store.record_snapshot("z", found)

    # confirmations

    def test_archived_captures_are_due_for_confirmation_those_longest_due_first(self, store: Store) -> None:
        a, b, c, d = (make_source(name) for name in "abcd")
        document_id = cite(store, "d", a, b, c, d)
        for source, hours, state in (
            (a, 2, CaptureState.ARCHIVED),
            (b, 1, CaptureState.ARCHIVED),
            (c, 9, CaptureState.ARCHIVED),
            (d, 1, CaptureState.UNFIT),
        ):
            snapshot = replace(make_snapshot(source, NOON, NOON), confirm_next=NOON + hours * HOUR)
            store.record_captures([replace(make_capture(source.id, source, state), snapshot=snapshot)], NOON)
        now = NOON + 2 * HOUR
        assert ids(store.due_for_confirmation(now, 9)) == [b.id, a.id]
        assert ids(store.due_for_confirmation(now, 1)) == [b.id]
        assert ids(store.due_for_confirmation(now, 9, source_ids=[a.id])) == [a.id]
        assert ids(store.due_for_confirmation(now, 9, document_ids=[document_id])) == [b.id, a.id]
        assert ids(store.due_for_confirmation(now, 9, document_ids=[])) == []
        store.record_captures([make_capture("newer", b)], NOON)
        assert ids(store.due_for_confirmation(now, 9)) == [a.id]

    def test_what_is_cited_no_more_is_not_due_for_confirmation(self, store: Store) -> None:
        cited, alone = make_source("cited"), make_source("alone")
        cite(store, "d", cited)
        store.add_source(alone, NOON)
        for source in (cited, alone):
            snapshot = replace(make_snapshot(source, NOON, NOON), confirm_next=NOON)
            archived = make_capture(source.id, source, CaptureState.ARCHIVED)
            store.record_captures([replace(archived, snapshot=snapshot)], NOON)
        assert sorted(ids(store.due_for_confirmation(NOON, 9))) == sorted([alone.id, cited.id])
        cite(store, "d", make_source("other"), digest="2")
        assert ids(store.due_for_confirmation(NOON, 9)) == [alone.id]

    def test_a_snapshot_keeps_what_the_looks_for_it_found(self, store: Store) -> None:
        source = make_source("a")
        cite(store, "d", source)
        snapshot = replace(
            make_snapshot(source, NOON, NOON),
            final_url="https://example.org/where-it-ended",
            confirmations=3,
            confirm_next=NOON + DAY,
            missed_since=NOON - DAY,
            lost_at=NOON,
        )
        store.record_captures([replace(make_capture("c", source, CaptureState.LOST), snapshot=snapshot)], NOON)
        assert store.snapshots(source.id) == (snapshot,)
        assert [capture.snapshot for capture in store.captures()] == [snapshot]

    # forgetting

    def test_a_forgotten_source_is_gone_and_marked_and_others_stay(self, store: Store) -> None:
        gone, kept = make_source("gone"), make_source("kept")
        cite(store, "d", gone, kept)
        store.record_checks([make_record(gone, NOON), make_record(kept, NOON)])
        snapshot = make_snapshot(gone, NOON, NOON)
        archived = make_capture("c", gone, CaptureState.ARCHIVED)
        store.record_captures([replace(archived, snapshot=snapshot)], NOON)
        counts = store.forget(gone.url, [gone.id], NOON, identity_of=lambda url: url, known_by=lambda _: "words")
        assert (counts["sources"], counts["checks"], counts["snapshots"]) == (1, 1, 1)
        assert store.source(gone.id) is None
        assert ids(store.sources()) == [kept.id]
        assert store.last_check(kept.id) is not None
        assert list(store.captures()) == []
        assert list(store.forgotten().values()) == [NOON]
        assert store.verify() == ()
        assert store.remember_again(gone.url)
        assert not store.forgotten()
