"""What SQLite may do to us, and how the store says it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from sourcekeeper.errors import OutputError, StoreError, StoreLocked
from sourcekeeper.model import Item, Run, RunEnd
from sourcekeeper.store import captures, due, sqlite
from sourcekeeper.store.migrations import statements
from sourcekeeper.store.open import SqliteStore, open_store
from sourcekeeper.testing.clock import FakeClock
from sourcekeeper.testing.records import HOUR, NOON, cite, make_document, make_record, make_source, make_work


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    with open_store(str(tmp_path / "s.db"), clock=FakeClock()) as store:
        yield store


def test_a_store_another_process_writes_to_is_locked(store: SqliteStore, monkeypatch: pytest.MonkeyPatch) -> None:
    store._database.execute("PRAGMA busy_timeout = 1")  # no test waits five seconds
    other = sqlite3.connect(store.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreLocked, match="is locked: another process"):
        store.add_source(make_source("a"), NOON)
    assert store.source("source-a") is None, "reading goes on meanwhile"
    other.execute("ROLLBACK")
    other.close()
    store.add_source(make_source("a"), NOON)


def test_a_store_being_written_to_may_be_opened_and_read(store: SqliteStore) -> None:
    cite(store, "d", make_source("a"))
    with store.transaction():
        cite(store, "e", make_source("b"))
        with open_store(store.path, clock=FakeClock(), must_exist=True) as reader:
            assert [source.id for source in reader.sources()] == ["source-a"]


def test_a_locked_store_is_waited_for(store: SqliteStore) -> None:
    assert store._database.value("PRAGMA busy_timeout") == sqlite.BUSY_SECONDS * 1000


def test_a_full_disk_undoes_the_whole_write(store: SqliteStore) -> None:
    cite(store, "d", make_source("a"))
    pages = store._database.value("PRAGMA page_count")
    store._database.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StoreError, match="disk is full"):
        cite(store, "e", *(make_source(f"b{number}") for number in range(5000)))
    assert [source.id for source in store.sources()] == ["source-a"]
    assert store.find_document("e") is None
    store._database.execute("PRAGMA max_page_count = 1000000")
    cite(store, "e", make_source("b"))
    assert store.verify() == ()


def test_the_settings_that_keep_a_store_whole_are_on(store: SqliteStore) -> None:
    for pragma, value in (("journal_mode", "wal"), ("foreign_keys", 1), ("synchronous", 2), ("trusted_schema", 0)):
        assert store._database.value(f"PRAGMA {pragma}") == value


def test_text_sqlite_cannot_hold_is_a_store_error(store: SqliteStore) -> None:
    with pytest.raises(StoreError, match="surrogates"):
        store.add_source(replace(make_source("a"), url="https://example.org/\ud800"), NOON)
    assert store.source("source-a") is None


def test_nul_inside_text_comes_back(store: SqliteStore) -> None:
    source = replace(make_source("a"), url="a\0b", comparison_key="k\0y", fetch_key="f\0")
    store.add_source(source, NOON)
    assert store.find_source("k\0y") == source
    assert store.find_source("k") is None


def test_more_names_than_sqlite_takes_parameters_may_be_asked_for(store: SqliteStore) -> None:
    document_id = cite(store, "d", make_source("a"))
    many = [document_id, *(f"unknown-{number}" for number in range(100_000))]
    assert len(list(store.sources(many))) == 1


def test_an_error_between_two_calls_leaves_the_connection_usable(store: SqliteStore) -> None:
    for _ in range(3):
        with pytest.raises(StoreError):
            store.end_run("unknown", RunEnd.DONE, NOON)
    cite(store, "d", make_source("a"))


def test_an_interrupt_inside_a_transaction_undoes_it(store: SqliteStore) -> None:
    def interrupted() -> None:
        with store.transaction():
            cite(store, "d", make_source("a"))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert list(store.documents()) == []
    cite(store, "d", make_source("a"))


# --- beyond the seam


def test_a_backup_is_one_whole_file_that_opens(store: SqliteStore, tmp_path: Path) -> None:
    cite(store, "d", make_source("a"))
    target = tmp_path / "copies.db"
    for _ in range(2):
        store.backup(str(target))
    assert {path.name for path in tmp_path.iterdir() if path.name.startswith("copies")} == {"copies.db"}
    with open_store(str(target), clock=FakeClock(), must_exist=True) as copy:
        assert list(copy.sources()) == list(store.sources())


@pytest.mark.parametrize("kind", ["letter", "database of another program", "folder"])
def test_a_backup_replaces_an_earlier_one_and_nothing_else(store: SqliteStore, tmp_path: Path, kind: str) -> None:
    """A slip of the keyboard, `store backup letter.txt`, must not cost the letter."""
    target = tmp_path / "mine"
    if kind == "letter":
        target.write_text("My letter.")
    elif kind == "folder":
        target.mkdir()
    else:
        with closing(sqlite3.connect(target)) as other:
            other.execute("CREATE TABLE items (title)")
    before = target.read_bytes() if target.is_file() else None
    with pytest.raises(StoreError, match="is no copy of a store"):
        store.backup(str(target))
    assert (target.read_bytes() if target.is_file() else None) == before


def test_a_backup_that_cannot_be_written_leaves_nothing(store: SqliteStore, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="cannot write the copy"):
        store.backup(str(tmp_path / "no" / "folder.db"))
    with pytest.raises(StoreError, match="onto itself"):
        store.backup(store.path)
    with pytest.raises(StoreError, match="in the middle of a write"), store.transaction():
        store.backup(str(tmp_path / "copy.db"))
    assert {path.suffix for path in tmp_path.iterdir()} <= {".db", ".db-wal", ".db-shm"}
    assert not (tmp_path / "copy.db").exists()


def test_verify_names_what_is_wrong(store: SqliteStore) -> None:
    cite(store, "d", make_source("a"))
    assert store.verify() == ()
    store._database.execute("PRAGMA foreign_keys = OFF")
    store._database.execute("DELETE FROM sources")
    assert any("of citation_sources names a row of sources" in line for line in store.verify())


def test_a_source_with_a_new_key_is_still_found_by_the_old_one(store: SqliteStore) -> None:
    a, b = make_source("a"), make_source("b")
    store.add_source(a, NOON)
    store.add_source(b, NOON)
    store.rekey_source(a.id, "2:a")
    newer = replace(a, comparison_key="2:a")
    assert store.find_source("2:a") == store.find_source(a.comparison_key) == newer
    assert store.find_sources(["2:a", a.comparison_key]) == {"2:a": newer, a.comparison_key: newer}
    with pytest.raises(StoreError):
        store.rekey_source(b.id, a.comparison_key)
    with pytest.raises(StoreError):
        store.add_source(replace(make_source("c"), comparison_key=a.comparison_key), NOON)
    store.rekey_source(a.id, a.comparison_key)
    assert store.find_source("2:a") == a


def test_documents_are_put_into_collections(store: SqliteStore) -> None:
    document_id = cite(store, "d")
    for name in ("letters", "", "letters"):
        store.set_collection(document_id, name)
        assert [document.collection for document in store.documents()] == [name]
    with pytest.raises(StoreError, match="knows no document"):
        store.set_collection("unknown", "letters")


def test_a_document_may_move_to_another_origin(store: SqliteStore) -> None:
    document_id = cite(store, "d", make_source("a"))
    store.record_revision(document_id, make_document("e"), [], NOON)
    assert store.find_document("d") is None
    assert len(list(store.sources([document_id]))) == 1


def test_a_citation_that_vanished_is_ended_not_deleted(store: SqliteStore) -> None:
    a, b = make_source("a"), make_source("b")
    cite(store, "d", a, b)
    store.record_revision("document-d", make_document("d", "2"), [], NOON + HOUR)
    rows = store._database.rows("SELECT ended_at FROM citations")
    assert [row[0] for row in rows] == ["2026-03-01T13:00:00.000000Z"] * 2
    assert store._database.value("SELECT count(*) FROM notes") == 2, "the notes of the first revision stay"


def test_a_key_is_taken_for_ever_even_without_its_work(store: SqliteStore) -> None:
    store.add_work(replace(make_work("a"), item=Item()), [], NOON)
    store._database.execute("DELETE FROM works")
    assert store.is_key_taken("A")


def test_runs_come_newest_first(store: SqliteStore) -> None:
    for name in "abc":
        store.begin_run(Run(id=name, command="keep", started_at=NOON))
    store.end_run("b", RunEnd.STOPPED, NOON + HOUR)
    runs = list(store.runs())
    assert [(run.id, run.end) for run in runs] == [
        ("c", RunEnd.RUNNING),
        ("b", RunEnd.STOPPED),
        ("a", RunEnd.RUNNING),
    ]
    assert runs[1].ended_at == NOON + HOUR


# --- speed that must not get lost


def plan(store: SqliteStore, sql: str, parameters: sqlite.Parameters) -> str:
    return "\n".join(row["detail"] for row in store._database.rows(f"EXPLAIN QUERY PLAN {sql}", parameters))


def test_what_is_due_at_a_host_is_found_by_index_without_sorting(store: SqliteStore) -> None:
    parameters = {"host": "a.example", "time": "", "number": 0, "now": "2026", "batch": 500}
    at_that_time = plan(store, due._AT_HOST_AT_THAT_TIME, parameters)
    assert "fetch_keys_due_at_host (host=? AND next_visit=? AND seq>?)" in at_that_time
    later = plan(store, due._AT_HOST_LATER, parameters)
    assert "fetch_keys_due_at_host (host=? AND next_visit>? AND next_visit<?)" in later
    for found in (at_that_time, later):
        assert "SCAN" not in found
        assert "TEMP B-TREE" not in found


def test_captures_of_a_state_are_found_by_index(store: SqliteStore) -> None:
    found = plan(store, captures._LATEST.format(filters=captures._IN_STATES), ("[]",))
    assert "captures_by_state (state=?)" in found
    assert "SCAN k" not in found


def test_recording_many_equal_checks_adds_no_rows(store: SqliteStore) -> None:
    sources = [make_source(str(number)) for number in range(50)]
    with store.transaction():
        cite(store, "d", *sources)
    for night in range(10):
        store.record_checks([make_record(source, NOON + night * 24 * HOUR) for source in sources])
    assert store._database.value("SELECT count(*) FROM checks") == 50
    assert store._database.value("SELECT sum(times) FROM checks") == 500


def test_a_script_is_cut_at_its_statements_only() -> None:
    script = "CREATE TABLE t (x); -- a; b\nCREATE TRIGGER r AFTER INSERT ON t BEGIN\n  DELETE FROM t;\nEND;\n-- end\n"
    found = list(statements(script))
    assert len(found) == 2
    assert found[1].rstrip().endswith("END;")
