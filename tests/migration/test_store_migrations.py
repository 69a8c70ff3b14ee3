"""Stores of earlier shapes open; those of later ones are refused; what fails leaves the store as it was."""

import sqlite3
from collections.abc import Sequence
from pathlib import Path

import pytest

from sourcekeeper.errors import SandboxMismatch, StoreError, StoreTooNew
from sourcekeeper.model import CaptureState, DecisionKind, RunEnd, Verdict
from sourcekeeper.store.migrations import Migration, apply, known_migrations
from sourcekeeper.store.open import SqliteStore, open_store, open_with
from sourcekeeper.store.sqlite import Database
from sourcekeeper.testing.clock import FakeClock
from sourcekeeper.testing.records import NOON, cite, make_source

SHAPES = sorted(Path(__file__).with_name("stores").glob("shape_*.sql"))
NEXT = Migration(
    number=known_migrations()[-1].number + 1,
    name="an example",
    sql="ALTER TABLE sources ADD COLUMN colour TEXT NOT NULL DEFAULT 'red';\nUPDATE sources SET colour = 'blue';\n",
)
BROKEN = Migration(number=NEXT.number, name="broken", sql=NEXT.sql + "INSERT INTO nowhere VALUES (1);\n")


def made_of(script: Path, folder: Path) -> Path:
    path = folder / "s.db"
    connection = sqlite3.connect(path)
    connection.executescript(script.read_text(encoding="utf-8"))
    connection.close()
    return path


def open_newer(path: Path, *more: Migration, sandbox: bool | None = None) -> SqliteStore:
    known: Sequence[Migration] = (*known_migrations(), *more)
    return open_with(known, str(path), clock=FakeClock(), sandbox=sandbox)


def shape_of(path: Path) -> int:
    connection = sqlite3.connect(path)
    number: int = connection.execute("PRAGMA user_version").fetchone()[0]
    connection.close()
    return number


@pytest.mark.parametrize("script", SHAPES, ids=lambda script: script.stem)
def test_a_store_of_every_released_shape_opens(tmp_path: Path, script: Path) -> None:
    path = made_of(script, tmp_path)
    with open_store(str(path), clock=FakeClock(), must_exist=True) as store:
        assert store.verify() == ()
        assert not store.is_sandbox
        document = store.find_document("/lettre.md")
        assert document is not None
        assert (document.title, document.collection) == ("Lettre d’été", "lettres")
        sources = list(store.sources())
        assert [source.id for source in sources] == ["source-a", "source-bx"]
        works = list(store.works())
        assert [(work.key, work.item.names()[0].family) for work in works] == [("tour2020", "de la Tour")]
        history = store.history("source-a")
        assert [(each.judgement.verdict, each.count) for each in history] == [(Verdict.ALIVE, 2), (Verdict.GONE, 1)]
        (capture,) = store.captures()
        assert (capture.state, capture.account) == (CaptureState.ARCHIVED, "0a1b")
        assert capture.snapshot == store.snapshots("source-a")[0]
        assert [decision.kind for decision in store.decisions("source-a")] == [DecisionKind.IGNORE]
        assert store.consent(document.id) is not None
        assert store.corrections(works[0].id)
        assert store.corrections(works[0].id)[0].value
        assert [run.end for run in store.runs()] == [RunEnd.DONE]
        assert len(store.copies("source-a")) == 1
        paged = store.page_item("source-a")
        assert (paged.text("title") if paged else "") == ("Page" if script.stem >= "shape_0002" else "")
        last, answer = store.last_check("source-a"), store.site_answer("https://a.example/0/")
        cited = last.cited_text.title if last and last.cited_text else ""
        wanted = ("Été", 404) if script.stem >= "shape_0005" else ("", None)
        assert (cited, answer.status if answer else None) == wanted
        cite(store, "new", make_source("new"))


def test_every_shape_has_its_store_here() -> None:
    assert [int(script.stem[-4:]) for script in SHAPES] == [each.number for each in known_migrations()]


def test_the_store_of_today_has_the_shape_of_the_last_script(tmp_path: Path) -> None:
    def tables(path: Path) -> list[tuple[str, ...]]:
        connection = sqlite3.connect(path)
        rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name").fetchall()
        connection.close()
        return rows

    open_store(str(tmp_path / "today.db"), clock=FakeClock()).close()
    assert tables(tmp_path / "today.db") == tables(made_of(SHAPES[-1], tmp_path)), "a released migration was edited"


def test_migrations_are_numbered_without_gaps() -> None:
    assert [each.number for each in known_migrations()] == list(range(1, len(known_migrations()) + 1))


def test_a_newer_store_is_refused_and_left_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    open_newer(path, NEXT).close()
    before = path.read_bytes()
    with pytest.raises(StoreTooNew, match="Upgrade sourcekeeper"):
        open_store(str(path), clock=FakeClock())
    assert path.read_bytes() == before


def test_an_older_store_is_backed_up_then_migrated_once(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    with open_store(str(path), clock=FakeClock()) as store:
        cite(store, "d", make_source("a"))
    for _ in range(2):
        with open_newer(path, NEXT) as store:
            assert [source.id for source in store.sources()] == ["source-a"]
            assert store._database.value("SELECT colour FROM sources") == "blue"
            assert store._database.value("SELECT count(*) FROM migrations") == NEXT.number
    backup = tmp_path / f"s.db.shape-{NEXT.number - 1}.backup"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["s.db", backup.name]
    with open_store(str(backup), clock=FakeClock(), must_exist=True) as store:
        assert [source.id for source in store.sources()] == ["source-a"]


def test_a_migration_that_fails_leaves_the_store_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    with open_store(str(path), clock=FakeClock()) as store:
        cite(store, "d", make_source("a"))
    with pytest.raises(StoreError, match="no such table: nowhere"):
        open_newer(path, BROKEN)
    assert shape_of(path) == NEXT.number - 1
    with open_store(str(path), clock=FakeClock()) as store:
        assert "colour" not in store._database.rows("SELECT * FROM sources")[0].keys()  # noqa: SIM118 - a Row
    open_newer(path, NEXT).close()
    assert shape_of(path) == NEXT.number


def test_a_store_that_is_refused_is_neither_backed_up_nor_migrated(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    open_store(str(path), clock=FakeClock(), sandbox=True).close()
    with pytest.raises(SandboxMismatch):
        open_newer(path, NEXT, sandbox=False)
    assert [each.name for each in tmp_path.iterdir()] == ["s.db"]
    assert shape_of(path) == NEXT.number - 1


def test_a_store_keeps_the_day_it_was_made(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    open_store(str(path), clock=FakeClock(NOON)).close()
    with open_newer(path, NEXT) as store:
        assert store._database.value("SELECT value FROM meta WHERE name = 'created_at'").startswith("2026-03-01T12")


def test_a_migration_that_another_process_made_meanwhile_is_not_made_again(tmp_path: Path) -> None:
    path = str(tmp_path / "sources.db")
    first, second = Database(path), Database(path)
    for migration in known_migrations():
        for database in (first, second):
            apply(database, migration, NOON, {"sandbox": "no"})
    made = second.rows("SELECT number FROM migrations ORDER BY number")
    assert [row["number"] for row in made] == [migration.number for migration in known_migrations()]
    first.close()
    second.close()
