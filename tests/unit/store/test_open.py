"""Opening a store: what is made, what is refused, and how it is said."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from sourcekeeper.errors import SandboxMismatch, StoreDamaged, StoreError, StoreMissing
from sourcekeeper.store.migrations import known_migrations
from sourcekeeper.store.open import SqliteStore, open_store, open_with
from sourcekeeper.testing.clock import FakeClock
from sourcekeeper.testing.records import cite, make_source


def open_(path: Path, *, must_exist: bool = False, sandbox: bool | None = None) -> SqliteStore:
    return open_store(str(path), clock=FakeClock(), must_exist=must_exist, sandbox=sandbox)


def test_a_store_is_made_with_the_folders_above_it(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder" / "s.db"
    with open_(path) as store:
        assert store.path == str(path)
        cite(store, "d", make_source("a"))
    with open_(path, must_exist=True) as store:
        assert len(list(store.sources())) == 1


def test_after_closing_there_is_one_file(tmp_path: Path) -> None:
    with open_(tmp_path / "s.db") as store:
        cite(store, "d", make_source("a"))
    assert os.listdir(tmp_path) == ["s.db"]


def test_the_file_says_whose_it_is(tmp_path: Path) -> None:
    open_(tmp_path / "s.db").close()
    assert (tmp_path / "s.db").read_bytes()[68:72] == b"skpr"


@pytest.mark.parametrize("path", ["s.db", "no/folder/s.db", ":memory:"])
def test_a_missing_store_is_not_made_when_it_must_exist(tmp_path: Path, path: str) -> None:
    with pytest.raises(StoreMissing, match="there is no store at"):
        open_store(path if path == ":memory:" else str(tmp_path / path), clock=FakeClock(), must_exist=True)
    assert os.listdir(tmp_path) == []


def test_an_empty_file_is_no_store_yet(tmp_path: Path) -> None:
    (tmp_path / "s.db").touch()
    with pytest.raises(StoreMissing):
        open_(tmp_path / "s.db", must_exist=True)
    open_(tmp_path / "s.db").close()
    open_(tmp_path / "s.db", must_exist=True).close()


@pytest.mark.parametrize("must_exist", [True, False])
@pytest.mark.parametrize(
    "data",
    [b"hello", b"SQLite format 3\0" + b"x" * 4096, b"PK\3\4" + bytes(100), "Notes\n".encode("utf-16")],
    ids=["text", "lie", "zip", "utf-16"],
)
def test_a_file_that_is_no_database_is_refused_and_left_as_it_was(
    tmp_path: Path, data: bytes, must_exist: bool
) -> None:
    path = tmp_path / "s.db"
    path.write_bytes(data)
    with pytest.raises(StoreDamaged, match="is not a sourcekeeper store"):
        open_(path, must_exist=must_exist)
    assert path.read_bytes() == data
    assert os.listdir(tmp_path) == ["s.db"]


@pytest.mark.parametrize("pragma", ["application_id = 7", "user_version = 1", ""], ids=["theirs", "version", "plain"])
def test_the_database_of_another_program_is_refused_and_left_as_it_was(tmp_path: Path, pragma: str) -> None:
    path = tmp_path / "s.db"
    theirs = sqlite3.connect(path)
    theirs.executescript(f"CREATE TABLE t (x); PRAGMA {pragma};" if pragma else "CREATE TABLE t (x);")
    theirs.close()
    before = path.read_bytes()
    with pytest.raises(StoreDamaged, match="of another program"):
        open_(path)
    assert path.read_bytes() == before


def test_a_store_cut_in_the_middle_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    with open_(path) as store, store.transaction():
        cite(store, "d", *(make_source(str(number)) for number in range(500)))
    os.truncate(path, path.stat().st_size // 2)
    with pytest.raises(StoreDamaged, match="damaged"), open_(path) as store:
        list(store.sources())


@pytest.mark.parametrize("path", ["", "folder", "file/s.db", "nul\0.db"], ids=["empty", "folder", "file", "NUL"])
def test_a_path_where_no_store_can_be_is_a_clear_error(tmp_path: Path, path: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError) as caught:
        open_store(str(tmp_path / path) if path else "", clock=FakeClock())
    assert "\n" not in str(caught.value)
    assert caught.value.advice


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="permissions do not bind this user")
def test_a_folder_without_permission_is_a_clear_error(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(StoreError, match="permission"):
        open_(tmp_path / "s.db")
    tmp_path.chmod(0o700)


# --- the sandbox


@pytest.mark.parametrize(("made", "mark"), [(True, True), (False, False), (None, False)])
def test_a_store_is_marked_for_ever_with_where_it_was_made(tmp_path: Path, made: bool | None, mark: bool) -> None:
    with open_(tmp_path / "s.db", sandbox=made) as store:
        assert store.is_sandbox is mark
    with open_(tmp_path / "s.db") as store:
        assert store.is_sandbox is mark
    with open_(tmp_path / "s.db", sandbox=mark) as store:
        assert store.is_sandbox is mark
    with pytest.raises(SandboxMismatch, match="sandbox"):
        open_(tmp_path / "s.db", sandbox=not mark)


def test_a_store_in_memory_is_marked_too() -> None:
    with open_store(":memory:", clock=FakeClock(), sandbox=True) as store:
        assert store.is_sandbox


# --- several at once


OPEN_AND_CITE = """
import sys
from sourcekeeper.store.open import open_store
from sourcekeeper.testing.clock import FakeClock
from sourcekeeper.testing.records import cite, make_source

path, name = sys.argv[1:]
sys.stdin.read()  # all start together, when the test closes the pipe
with open_store(path, clock=FakeClock()) as store:
    for number in range(10):
        source = make_source(f"{name}-{number}")
        cite(store, source.id, source)
"""


def test_processes_that_make_one_store_at_once_make_one(tmp_path: Path) -> None:
    path = str(tmp_path / "s.db")
    command = [sys.executable, "-c", OPEN_AND_CITE, path]
    processes = [subprocess.Popen([*command, name], stdin=subprocess.PIPE) for name in "abcd"]
    for process in processes:
        assert process.stdin is not None
        process.stdin.close()
    assert [process.wait(60) for process in processes] == [0, 0, 0, 0]
    with open_store(path, clock=FakeClock()) as store:
        assert len(list(store.sources())) == 40
        assert store.verify() == ()
    assert not list(tmp_path.glob("*.backup")), "a store that is being made is not an old one"


def test_a_store_that_nobody_can_write_beside_is_read_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "s.db"
    open_(path).close()
    monkeypatch.setattr("os.access", lambda *_: False)
    with open_(path, must_exist=True) as store:
        assert store.verify() == ()
        with pytest.raises(StoreError, match="readonly"):
            cite(store, "d", make_source("a"))
    assert os.listdir(tmp_path) == ["s.db"]


def test_an_old_store_that_cannot_be_copied_first_is_told_as_one(tmp_path):
    """`show` of a store in a folder that is not ours: why a copy is wanted at all is the news."""
    path = str(tmp_path / "s.db")
    open_with(known_migrations()[:-1], path, clock=FakeClock()).close()
    (tmp_path / f"s.db.shape-{known_migrations()[-2].number}.backup").mkdir()
    with pytest.raises(StoreError, match="made by an older sourcekeeper"):
        open_store(path, clock=FakeClock())


def test_a_path_that_cannot_be_opened_is_told_without_the_words_of_the_system(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match=r"Not a directory|File exists") as caught:
        open_store(str(tmp_path / "file" / "s.db"), clock=FakeClock())
    assert "Errno" not in str(caught.value)
