"""The part of the Store contract on checks and copies; joined in `testing.store`."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sourcekeeper.errors import StoreError
from sourcekeeper.model import (
    CaptureState,
    Check,
    CitedText,
    CopyRef,
    FetchFailure,
    Field,
    Item,
    Reason,
    SiteAnswer,
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
    make_source,
    make_work,
)


class VisitsContract:
    """What every store does with checks and copies."""

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

    def test_what_a_visit_wants_to_know_is_told_of_many_sources_at_once(self, store: Store) -> None:
        cited, listed, other = make_source("a"), make_source("b"), make_source("c")
        store.add_sources([cited, listed, other], NOON)
        store.add_work(make_work("one", cited), ["a"], NOON)
        store.record_checks([make_record(listed, NOON), make_record(cited, NOON)])
        known = store.known_of([cited.id, listed.id, other.id, "nobody"])
        assert {id: each.last for id, each in known.items()} == {
            cited.id: store.last_check(cited.id),
            listed.id: store.last_check(listed.id),
            other.id: None,
        }
        assert known[listed.id].last is not None
        assert [each.id for each in (cited, listed, other) if known[each.id].has_works] == [cited.id]

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
        shown = replace(full, lines=(7, 2**32 - 1), is_alone=True, asks_password=True, echoes=True)
        for answer in (silent, full, shown):
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

    def test_a_check_that_seems_far_older_than_the_last_is_the_newest(self, store: Store) -> None:
        """A clock was wrong, then or now: what stands is what was seen last."""
        a = make_source("a")
        cite(store, "d", a)
        store.record_checks([make_record(a, NOON + 3000 * DAY)])
        for at in (NOON, NOON + DAY):
            store.record_checks([make_record(a, at, Verdict.GONE)])
        last = store.last_check(a.id)
        assert last is not None
        assert last.next_visit == NOON + 8 * DAY
        assert [each.judgement.verdict for each in store.history(a.id)] == [Verdict.ALIVE, Verdict.GONE]

    def test_what_is_due_later_than_the_latest_is_made_due(self, store: Store) -> None:
        a, b = make_source("a"), make_source("b")
        cite(store, "d", a, b)
        store.record_checks([make_record(a, NOON, next_visit=NOON + 3000 * DAY)])
        store.record_checks([make_record(b, NOON, next_visit=NOON + 7 * DAY)])
        assert store.make_due(NOON + 30 * DAY, NOON) == 1
        assert ids(store.due_for_visit(NOON)) == [a.id]
        assert store.make_due(NOON + 30 * DAY, NOON) == 0

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
