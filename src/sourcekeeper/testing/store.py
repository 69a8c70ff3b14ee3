"""The contract of the Store seam, as a suite to be run over every store: subclass `StoreContract`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from threading import Thread

import pytest

from sourcekeeper.errors import StoreError
from sourcekeeper.model import (
    Consent,
    Decision,
    DecisionKind,
    Run,
    RunEnd,
)
from sourcekeeper.ports import Store
from sourcekeeper.testing.records import (
    DAY,
    HOUR,
    NOON,
    cite,
    ids,
    make_record,
    make_source,
)
from sourcekeeper.testing.store_captures import CapturesContract
from sourcekeeper.testing.store_texts import TextsContract
from sourcekeeper.testing.store_visits import VisitsContract
from sourcekeeper.testing.store_works import WorksContract


class StoreContract(TextsContract, WorksContract, VisitsContract, CapturesContract):
    """What every store does. Subclass it, and say in `open_store` how a new, empty store is opened."""

    def open_store(self, tmp_path: Path) -> Store:
        """Return a new, empty store, not of the sandbox."""
        raise NotImplementedError

    @pytest.fixture
    def store(self, tmp_path: Path) -> Iterator[Store]:
        """A new, empty store."""
        store = self.open_store(tmp_path)
        yield store
        store.close()

    def test_a_new_store_is_empty(self, store: Store) -> None:
        assert not store.is_sandbox
        assert list(store.documents()) == []
        assert list(store.sources()) == []
        assert list(store.works()) == []
        assert list(store.captures()) == []
        assert list(store.due_for_visit(NOON)) == []

    def test_what_is_unknown_is_none_or_nothing(self, store: Store) -> None:
        assert store.find_document("/nowhere") is None
        assert store.find_source("1:nothing") is None
        assert store.source("x") is None
        assert store.find_work(["x"]) is None
        assert store.find_work([]) is None
        assert store.work("x") is None
        assert store.last_check("x") is None
        assert store.page_item("x") is None
        assert store.consent("x") is None
        assert store.corrections("x") == ()
        assert store.cited_work("x") is store.work_with_key("x") is None
        assert store.works_of_source("x") == store.works_known_by(["x"]) == ()
        assert (store.history("x"), store.copies("x"), store.snapshots("x"), store.decisions("x")) == ((), (), (), ())
        assert list(store.notes("x")) == []
        assert store.decided() == frozenset()

    # people and runs

    def test_a_decision_replaces_an_earlier_one_of_its_kind(self, store: Store) -> None:
        a = make_source("a")
        store.add_source(a, NOON)
        alive = Decision(source_id=a.id, kind=DecisionKind.ALIVE, made_at=NOON, because="vu", until=NOON + DAY)
        moved = Decision(
            source_id=a.id, kind=DecisionKind.REPLACED_BY, made_at=NOON + HOUR, replacement="https://example.org/b"
        )
        again = replace(alive, made_at=NOON + 2 * HOUR, because="", until=None)
        for decision in (alive, moved, again):
            store.record_decision(decision)
        assert store.decisions(a.id) == (again, moved)
        store.add_source(make_source("b"), NOON)
        assert store.decided() == {a.id}
        with pytest.raises(StoreError):
            store.record_decision(replace(alive, source_id="unknown"))

    def test_the_newest_consent_counts(self, store: Store) -> None:
        document_id = cite(store, "d")
        first = Consent(document_id=document_id, given_at=NOON, how="asked")
        second = Consent(document_id=document_id, given_at=NOON + DAY, how="option")
        store.record_consent(second)
        store.record_consent(first)
        assert store.consent(document_id) == second
        with pytest.raises(StoreError):
            store.record_consent(replace(first, document_id="unknown"))

    def test_a_run_that_never_began_cannot_end(self, store: Store) -> None:
        store.begin_run(Run(id="r", command="keep", started_at=NOON))
        store.end_run("r", RunEnd.DONE, NOON + HOUR)
        with pytest.raises(StoreError):
            store.end_run("s", RunEnd.DONE, NOON)

    def test_a_run_that_was_not_done_can_be_gone_on_with(self, store: Store) -> None:
        assert store.unfinished_since("check a", NOON) is None
        for number, end in enumerate((RunEnd.DONE, RunEnd.STOPPED, RunEnd.FAILED, None)):
            store.begin_run(Run(id=f"r{number}", command="check a", started_at=NOON + number * HOUR))
            if end is not None:
                store.end_run(f"r{number}", end, NOON + number * HOUR)
        assert store.unfinished_since("check a", NOON) == NOON + HOUR
        assert store.unfinished_since("check a", NOON + 2 * HOUR) == NOON + 2 * HOUR
        assert store.unfinished_since("check a", NOON + 4 * HOUR) is None
        assert store.unfinished_since("check b", NOON) is None
        store.begin_run(Run(id="last", command="check a", started_at=NOON + 4 * HOUR))
        store.end_run("last", RunEnd.DONE, NOON + 5 * HOUR)
        assert store.unfinished_since("check a", NOON) is None

    # transactions and threads

    def test_a_transaction_is_all_or_nothing(self, store: Store) -> None:
        def fail() -> None:
            with store.transaction():
                cite(store, "d", make_source("a"))
                raise KeyError

        with pytest.raises(KeyError):
            fail()
        assert list(store.documents()) == []
        assert store.source("source-a") is None
        cite(store, "d", make_source("a"))
        assert ids(store.sources()) == ["source-a"]

    def test_an_inner_transaction_is_part_of_the_outer(self, store: Store) -> None:
        def fail() -> None:
            with store.transaction():
                with store.transaction():
                    cite(store, "d", make_source("a"))
                assert ids(store.sources()) == ["source-a"]
                raise KeyError

        with pytest.raises(KeyError):
            fail()
        assert list(store.documents()) == []

    def test_a_failure_caught_inside_spoils_the_whole_transaction(self, store: Store) -> None:
        a = make_source("a")

        def go_on_after_a_failure() -> None:
            with store.transaction():
                store.add_source(a, NOON)
                with pytest.raises(StoreError, match="knows no source"):
                    store.record_checks([make_record(a, NOON), make_record(make_source("z"), NOON)])

        with pytest.raises(StoreError, match="nothing was written"):
            go_on_after_a_failure()
        assert store.source(a.id) is None

    def test_several_threads_may_write_and_read(self, store: Store) -> None:
        failures: list[BaseException] = []

        def work(name: str) -> None:
            try:
                for number in range(20):
                    source = make_source(f"{name}-{number}")
                    with store.transaction():
                        store.add_source(source, NOON)
                        cite(store, source.id, source)
                    store.record_checks([make_record(source, NOON)])
                    assert store.last_check(source.id) is not None
                    list(store.sources())
            except BaseException as error:  # noqa: BLE001 - shown by the test
                failures.append(error)

        threads = [Thread(target=work, args=(name,)) for name in "abcd"]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert failures == []
        assert len(list(store.sources())) == 80

    def test_times_that_are_naive_or_not_utc_are_refused(self, store: Store) -> None:
        with pytest.raises(ValueError, match="not an aware UTC time"):
            store.add_source(make_source("a"), datetime(2026, 3, 1))  # noqa: DTZ001 - meant
        assert store.source("source-a") is None

    def test_a_closed_store_says_so_and_closing_twice_is_no_error(self, store: Store) -> None:
        store.close()
        store.close()
        with pytest.raises(StoreError):
            list(store.documents())
