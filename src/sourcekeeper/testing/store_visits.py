"""The part of the Store contract on checks and captures; joined in `testing.store`."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from sourcekeeper.errors import StoreError
from sourcekeeper.model import (
    Capture,
    CaptureOptions,
    CaptureState,
    Check,
    CitedText,
    CopyRef,
    FetchFailure,
    Field,
    Item,
    Reason,
    SiteAnswer,
    SnapshotOrigin,
    Ticket,
    Verdict,
)
from sourcekeeper.ports import Store
from sourcekeeper.testing.records import (
    DAY,
    FULL_ITEM,
    HOUR,
    NOON,
    cite,
    ids,
    make_capture,
    make_record,
    make_snapshot,
    make_source,
)


class VisitsContract:
    """What every store does with checks, copies, captures and snapshots."""

    # checks

    def test_never_visited_sources_are_due_first_then_those_longest_due(self, store: Store) -> None:
        a, b, c, d = (make_source(name) for name in "abcd")
        document_id = cite(store, "doc", a, b, c, d)
        store.record_checks([make_record(a, NOON, next_visit=NOON + 2 * HOUR)])
        store.record_checks([make_record(b, NOON, next_visit=NOON + HOUR)])
        store.record_checks([make_record(d, NOON, next_visit=NOON + DAY)])
        now = NOON + 2 * HOUR
        assert ids(store.due_for_visit(now)) == ids(store.due_for_visit(now, [document_id])) == [c.id, b.id, a.id]
        assert ids(store.due_for_visit(NOON)) == [c.id]
        assert ids(store.due_for_visit(now, [])) == []

    def test_sources_of_one_fetch_key_are_due_once_and_share_what_a_visit_brought(self, store: Store) -> None:
        one, two = make_source("a", "one"), make_source("a", "two")
        document_id = cite(store, "d", two, one)
        assert ids(store.due_for_visit(NOON)) == ids(store.due_for_visit(NOON, [document_id])) == [two.id]
        store.record_checks([make_record(two, NOON), make_record(one, NOON)])
        assert ids(store.due_for_visit(NOON + HOUR)) == []
        assert store.last_check(one.id) == store.last_check(two.id) is not None
        assert store.history(one.id) == store.history(two.id)
        assert store.history(one.id)[0].count == 1

    def test_what_a_page_says_of_itself_is_kept_until_it_says_something_else(self, store: Store) -> None:
        one, two = make_source("a", "one"), make_source("a", "two")
        cite(store, "d", two, one)
        assert store.page_item(one.id) is None
        for day, item in enumerate((FULL_ITEM, None, Item(fields={"title": Field(value="Later")}))):
            store.record_checks([replace(make_record(one, NOON + day * DAY), page_item=item)])
            assert store.page_item(one.id) == store.page_item(two.id) == (item or FULL_ITEM)

    def test_the_text_first_seen_well_is_kept_whatever_is_seen_later(self, store: Store) -> None:
        one, two = make_source("a", "one"), make_source("a", "two")
        cite(store, "d", two, one)
        texts = [CitedText(at=NOON, fingerprint="1:a", title="Été"), CitedText(at=NOON + DAY, body_digest="sha256:1")]
        for day, text in enumerate((None, texts[0], texts[1], None)):
            store.record_checks([replace(make_record(one, NOON + day * DAY), cited_text=text)])
            last = store.last_check(two.id)
            assert last is not None
            assert last.cited_text == (texts[0] if day else None)

    def test_what_a_site_answers_to_anything_is_kept_until_it_is_asked_again(self, store: Store) -> None:
        folder = "https://a.example/0/"
        assert store.site_answer(folder) is None
        silent = SiteAnswer(at=NOON, status=None)
        full = SiteAnswer(at=NOON + DAY, status=200, final_url="u", fingerprint="1:", body_digest="d", title="t")
        for answer in (silent, full):
            store.record_site_answer(folder, answer)
            assert store.site_answer(folder) == answer
        assert store.site_answer("https://b.example/0/") is None

    def test_a_source_that_nothing_cites_is_not_due_though_its_fetch_key_is(self, store: Store) -> None:
        one, two = make_source("a", "one"), make_source("a", "two")
        store.add_source(one, NOON)
        cite(store, "d", two)
        assert ids(store.due_for_visit(NOON)) == [two.id]

    def test_checks_recorded_while_walking_what_is_due_disturb_nothing(self, store: Store) -> None:
        sources = [make_source(f"{number:04}") for number in range(1203)]
        with store.transaction():
            cite(store, "d", *sources)
        seen = []
        for source in store.due_for_visit(NOON):
            seen.append(source.id)
            store.record_checks([make_record(source, NOON)])
        assert seen == [source.id for source in sources]
        assert ids(store.due_for_visit(NOON)) == []

    def test_what_is_due_is_told_host_by_host_those_with_most_to_do_first(self, store: Store) -> None:
        few, many = [make_source("f", host="few.example")], [make_source(n, host="many.example") for n in "12345"]
        cite(store, "d", *few, *many)
        uncited = make_source("u", host="uncited.example")
        store.add_source(uncited, NOON)
        assert list(store.hosts_due(NOON)) == ["many.example", "few.example"]
        assert ids(store.due_at_host("many.example", NOON)) == [source.id for source in many]
        assert ids(store.due_at_host("uncited.example", NOON)) == ids(store.due_at_host("none.example", NOON)) == []
        assert store.count_due(NOON) == 6
        store.record_checks([make_record(source, NOON, next_visit=NOON + DAY) for source in (*few, *many[:4])])
        assert list(store.hosts_due(NOON)) == ["many.example"]
        assert ids(store.due_at_host("many.example", NOON + DAY)) == [each.id for each in (many[4], *many[:4])], (
            "never visited first"
        )

    def test_a_host_that_waits_since_an_earlier_day_comes_before_one_with_more_to_do(self, store: Store) -> None:
        early, late = make_source("e", host="early.example"), [make_source(n, host="late.example") for n in "12"]
        cite(store, "d", early, *late)
        store.record_checks([make_record(early, NOON, next_visit=NOON + DAY)])
        store.record_checks([make_record(each, NOON, next_visit=NOON + 2 * DAY) for each in late])
        assert list(store.hosts_due(NOON + 2 * DAY)) == ["early.example", "late.example"]

    def test_checks_recorded_while_walking_a_host_disturb_nothing(self, store: Store) -> None:
        sources = [make_source(f"{number:03}", host="a.example") for number in range(53)]
        cite(store, "d", *sources)
        seen = []
        for source in store.due_at_host("a.example", NOON):
            seen.append(source.id)
            store.record_checks([make_record(source, NOON, next_visit=NOON + number * HOUR) for number in (0, 1)])
        assert seen == [source.id for source in sources]

    def test_checks_of_one_batch_count_as_if_each_had_been_written_alone(self, store: Store) -> None:
        one, two = make_source("a", "one"), make_source("a", "two")
        cite(store, "d", one, two)
        records = [
            make_record(one, NOON),
            make_record(two, NOON),
            make_record(one, NOON + DAY, Verdict.GONE),
            make_record(two, NOON + 2 * DAY, Verdict.GONE),
            make_record(one, NOON + 3 * DAY),
        ]
        store.record_checks(records[::-1])
        together = [(each.judgement.verdict, each.count, each.days) for each in store.history(one.id)]
        assert together == [(Verdict.ALIVE, 1, 1), (Verdict.GONE, 2, 2), (Verdict.ALIVE, 1, 1)]

    def test_every_iterator_survives_writes_between_two_records(self, store: Store) -> None:
        sources = [make_source(f"{number:04}") for number in range(603)]
        with store.transaction():
            document_id = cite(store, "d", *sources)
            store.record_captures([make_capture(source.id, source) for source in sources], NOON)
        queued = [CaptureState.QUEUED]
        due, captures = store.due_for_visit(NOON, [document_id]), store.captures(states=queued)
        for count, (source, capture, _, cited) in enumerate(
            zip(due, captures, store.notes(document_id), store.sources(), strict=True)
        ):
            assert source == capture.source == cited == sources[count]
            store.record_captures([replace(capture, state=CaptureState.ARCHIVED)], NOON)
            store.record_checks([make_record(source, NOON)])
            if count == 1:
                cite(store, "another", *reversed(sources))
        assert list(store.due_for_visit(NOON, [document_id])) == []
        assert list(store.captures(states=queued)) == []

    def test_equal_consecutive_checks_are_one_observation(self, store: Store) -> None:
        a = make_source("a")
        cite(store, "d", a)
        gone = Check(url=a.url, at=NOON + 3 * DAY, status=404, final_url=a.url)
        later = Reason.of("http-200", seconds=3)
        store.record_checks([make_record(a, NOON), make_record(a, NOON + DAY)])
        store.record_checks([make_record(a, NOON + 2 * DAY, reason=later)])
        store.record_checks([make_record(a, gone.at, Verdict.GONE, check=gone)])
        store.record_checks([make_record(a, NOON + 4 * DAY)])
        history = store.history(a.id)
        assert [(each.judgement.verdict, each.count) for each in history] == [
            (Verdict.ALIVE, 3),
            (Verdict.GONE, 1),
            (Verdict.ALIVE, 1),
        ]
        assert (history[0].first, history[0].last) == (NOON, NOON + 2 * DAY)
        assert history[0].judgement.reason == later
        assert history[1].status == 404

    @pytest.mark.parametrize("change", ["verdict", "status", "final_url", "reason", "no status"])
    def test_checks_that_differ_are_two_observations(self, store: Store, change: str) -> None:
        a = make_source("a")
        cite(store, "d", a)
        at = NOON + DAY
        check = Check(url=a.url, at=at, status=200, final_url=a.fetch_key)
        other = {
            "verdict": make_record(a, at, Verdict.SOFT_404),
            "status": make_record(a, at, check=replace(check, status=203)),
            "final_url": make_record(a, at, check=replace(check, final_url="https://example.org/moved")),
            "reason": make_record(a, at, reason=Reason.of("other")),
            "no status": make_record(a, at, check=replace(check, status=None, failure=FetchFailure.TIMEOUT)),
        }
        store.record_checks([make_record(a, NOON)])
        store.record_checks([other[change]])
        assert [observation.count for observation in store.history(a.id)] == [1, 1]

    def test_a_check_written_again_counts_once(self, store: Store) -> None:
        a = make_source("a")
        cite(store, "d", a)
        for _ in range(2):
            store.record_checks([make_record(a, NOON), make_record(a, NOON + DAY)])
        assert store.history(a.id)[-1].last == NOON + DAY
        assert store.history(a.id)[-1].count == 2

    def test_a_check_older_than_the_last_goes_into_the_history_only(self, store: Store) -> None:
        a = make_source("a")
        cite(store, "d", a)
        store.record_checks([make_record(a, NOON)])
        last = store.last_check(a.id)
        store.record_checks([make_record(a, NOON - DAY, Verdict.GONE)])
        assert last is not None
        assert store.last_check(a.id) == replace(last, is_all=False)
        assert [each.judgement.verdict for each in store.history(a.id)] == [Verdict.GONE, Verdict.ALIVE]

    def test_the_last_check_reads_back_as_it_was_written(self, store: Store) -> None:
        a = make_source("a")
        cite(store, "d", a)
        at = NOON.replace(microsecond=1)
        check = Check(
            url=a.url,
            at=at,
            status=200,
            final_url="https://example.org/é",
            hops=((a.url, 301), ("https://example.org/é", 200)),
            body_digest="sha256:00",
            fingerprint="f00",
            headers=(("eTag", 'W/"x"'), ("Last-Modified", "Sun, 01 Mar 2026 12:00:00 GMT"), ("ETag", "second")),
        )
        reason = Reason.of("moved", to="https://example.org/é", share=0.5, count=2)
        record = make_record(a, at, Verdict.REDIRECTED, check=check, reason=reason)
        store.record_checks([record])
        last = store.last_check(a.id)
        assert last is not None
        assert last.observation.judgement == record.judgement
        assert (last.observation.status, last.observation.final_url) == (200, check.final_url)
        assert (last.observation.first, last.observation.last, last.observation.count) == (at, at, 1)
        assert (last.standing, last.next_visit) == (record.standing, record.next_visit)
        assert (last.fingerprint, last.body_digest, last.etag) == ("f00", "sha256:00", 'W/"x"')
        assert last.last_modified == "Sun, 01 Mar 2026 12:00:00 GMT"
        assert (last.hops, last.failure) == (check.hops, None)
        assert store.history(a.id) == (last.observation,)
        assert last.is_all

    def test_validators_are_those_of_the_last_full_answer(self, store: Store) -> None:
        a = make_source("a")
        cite(store, "d", a)
        full = Check(url=a.url, at=NOON, status=200, final_url=a.url, fingerprint="f", headers=(("ETag", "e"),))
        failed = Check(url=a.url, at=NOON + DAY, status=None, final_url=a.url, failure=FetchFailure.TIMEOUT)
        unchanged = Check(url=a.url, at=NOON + 2 * DAY, status=304, final_url=a.url)
        for check in (full, failed, unchanged):
            store.record_checks([make_record(a, check.at, check=check)])
            last = store.last_check(a.id)
            assert last is not None
            assert (last.fingerprint, last.etag, last.failure) == ("f", "e", check.failure)

    def test_a_batch_with_an_unknown_source_writes_nothing(self, store: Store) -> None:
        a = make_source("a")
        cite(store, "d", a)
        with pytest.raises(StoreError):
            store.record_checks([make_record(a, NOON), make_record(make_source("z"), NOON + HOUR)])
        assert store.last_check(a.id) is None

    def test_copies_are_kept_once_oldest_first(self, store: Store) -> None:
        a = make_source("a")
        cite(store, "d", a)
        first = CopyRef(path="1.warc.gz", offset=2**40, record_id="urn:uuid:1", payload_digest="sha1:X")
        second = replace(first, record_id="urn:uuid:2", truncated="length")
        for at, copy in ((NOON, first), (NOON, first), (NOON + DAY, second), (NOON + 2 * DAY, None)):
            store.record_checks([make_record(a, at, copy=copy)])
        assert store.copies(a.id) == (first, second)

    # captures

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
