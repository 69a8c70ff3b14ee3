"""Opening a store: is it there, is it ours, is it of our age, was it made in the sandbox."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from sourcekeeper.errors import OutputError, SandboxMismatch, StoreDamaged, StoreError, StoreMissing
from sourcekeeper.ports import Clock
from sourcekeeper.store.bibliographies import Bibliographies
from sourcekeeper.store.captures import Captures
from sourcekeeper.store.checks import Checks
from sourcekeeper.store.cited import WorksAsCited
from sourcekeeper.store.documents import Documents
from sourcekeeper.store.due import Due
from sourcekeeper.store.forgetting import Forgetting
from sourcekeeper.store.migrations import APPLICATION_ID, Migration, apply, known_migrations, pending, version_of
from sourcekeeper.store.part import Part
from sourcekeeper.store.people import People
from sourcekeeper.store.readings import Readings
from sourcekeeper.store.runs import Runs
from sourcekeeper.store.sites import Sites
from sourcekeeper.store.sqlite import Database
from sourcekeeper.store.times import time_text

MEMORY = ":memory:"
"""The path of a store that lives in memory and ends with the process."""


class SqliteStore(
    Forgetting, Runs, Documents, WorksAsCited, Readings, Due, Checks, Sites, Captures, People, Bibliographies, Part
):
    """A store in one SQLite file; the whole of `ports.Store`, a theme a part. Made by `open_store`."""

    def __init__(self, database: Database, *, is_sandbox: bool) -> None:
        super().__init__(database)
        self.path = database.path
        self.is_sandbox = is_sandbox

    def __enter__(self) -> SqliteStore:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def transaction(self) -> AbstractContextManager[None]:
        """Make everything inside one write: all of it or nothing. May be nested.

        Other threads wait until it is over, so nothing slow belongs inside. A call that fails inside spoils the whole:
        leaving the outermost one then raises StoreError even if the failure was caught.
        """
        return self._database.transaction()

    def close(self) -> None:
        """Close the store. Closing twice is no error; any other call on a closed store is a StoreError."""
        self._database.close()

    def backup(self, path: str) -> None:
        """Write a consistent copy of the store to another file; an earlier copy there is replaced, no other file.

        Raises OutputError, or StoreError where the file is something else than a copy.
        """
        if self.path != MEMORY and os.path.exists(path) and os.path.samefile(path, self.path):
            raise StoreError(f"cannot back up {self.path} onto itself", "Name another file.")
        if not _may_be_replaced(path):
            raise StoreError(f"{path} is there already and is no copy of a store", "Name another file.")
        self._database.copy_to(path)

    def verify(self) -> tuple[str, ...]:
        """Return what is wrong with the file, a line each; nothing when all is well. Reads the whole store."""
        problems = [row[0] for row in self._database.rows("PRAGMA integrity_check") if row[0] != "ok"]
        problems += [
            f"row {row['rowid']} of {row['table']} names a row of {row['parent']} that is not there"
            for row in self._database.rows("PRAGMA foreign_key_check")
        ]
        return tuple(problems)


def open_store(path: str, *, clock: Clock, must_exist: bool = False, sandbox: bool | None = None) -> SqliteStore:
    """Open a store, or make it with the folders above it.

    An older one is brought to the shape of this program, after a copy of it was made beside it.

    Parameters
    ----------
    path
        A file, or ``:memory:`` for a store that ends with the process.
    clock
        Tells when the store was made or brought up to date.
    must_exist
        Raise StoreMissing rather than make a store.
    sandbox
        Whether the caller works in the sandbox; None for commands that send nothing, which may open either kind.
        A new store is marked with it for ever, None counting as no.

    Raises
    ------
    StoreError
        or its kinds StoreMissing, StoreDamaged, StoreTooNew, StoreLocked, SandboxMismatch: see `errors`.
    """
    return open_with(known_migrations(), path, clock=clock, must_exist=must_exist, sandbox=sandbox)


def open_with(
    known: Sequence[Migration], path: str, *, clock: Clock, must_exist: bool = False, sandbox: bool | None = None
) -> SqliteStore:
    """Open a store with the migrations of some program, older or newer: what `open_store` does, for tests of it."""
    if path != MEMORY:
        _look_at(path, must_exist)
    elif must_exist:
        raise _missing(path)
    database = Database(path)
    try:
        version = version_of(database)
        if version == 0 and must_exist:
            raise _missing(path)
        todo = pending(version, known, path)
        if version > 0:
            _refuse_wrong_kind(database, sandbox)
        if version > 0 and todo:
            _copy_before_it_changes(database, version)
        marks = {"sandbox": "yes" if sandbox else "no", "created_at": time_text(clock.now())}
        # A new store appears whole: to another process that opens it meanwhile it is empty still, and never old.
        with database.transaction() if version == 0 else nullcontext():
            for migration in todo:
                apply(database, migration, clock.now(), marks)
        database.configure()
        # Once more: of two processes that made the store at once, the other one may have marked it.
        return SqliteStore(database, is_sandbox=_refuse_wrong_kind(database, sandbox))
    except BaseException:
        database.close()
        raise


def _copy_before_it_changes(database: Database, version: int) -> None:
    try:
        database.copy_to(f"{database.path}.shape-{version}.backup")
    except OutputError as error:
        raise StoreError(
            f"the store {database.path} was made by an older sourcekeeper and cannot be brought up to date: "
            "no copy of it can be written beside it first",
            "Is there room, and may you write there?",
        ) from error


def _look_at(path: str, must_exist: bool) -> None:
    """Refuse what can be no store before SQLite opens it, since opening may already write beside it."""
    file = Path(path)
    try:
        os.fsencode(file)
        if "\0" in path:
            raise ValueError("a path holds no NUL")
        if not path or file.is_dir():
            raise StoreError(f"{path!r} is a folder, not a store", "Name a file with --store.")
        if file.exists():
            if not _may_be_a_store(path):
                raise StoreDamaged(f"{path} is not a sourcekeeper store", "Choose another file with --store.")
        elif must_exist:
            raise _missing(path)
        else:
            file.parent.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise StoreError(f"cannot open the store {path}: {why}", "Check the path and its permissions.") from error


def _may_be_a_store(path: str) -> bool:
    """Whether a file is missing, empty, or a database of whatever program."""
    return _head(path)[:16] in (b"", b"SQLite format 3\0")


def _may_be_replaced(path: str) -> bool:
    """Whether a file is missing, empty, or a store: nobody's text, nor the database of another program."""
    head = _head(path)
    return not head or (_may_be_a_store(path) and head[68:72] == APPLICATION_ID.to_bytes(4, "big"))


def _head(path: str) -> bytes:
    """Return how a file begins; nothing when it is missing or empty. What is no file, as a pipe, is not waited for."""
    file = Path(path)
    if not file.is_file():
        return b"(no file)" if file.exists() else b""
    with file.open("rb") as opened:
        return opened.read(72)


def _missing(path: str) -> StoreMissing:
    return StoreMissing(f"there is no store at {path}", "Run `sourcekeeper keep` first, or name one with --store.")


def _refuse_wrong_kind(database: Database, sandbox: bool | None) -> bool:
    """Return whether the store was made in the sandbox. Raises SandboxMismatch when the caller is elsewhere."""
    is_sandbox: bool = database.value("SELECT value FROM meta WHERE name = 'sandbox'") == "yes"
    if sandbox is None or sandbox == is_sandbox:
        return is_sandbox
    if is_sandbox:
        raise SandboxMismatch(
            f"the store {database.path} was made in the sandbox, and its snapshots exist only there",
            "Add --sandbox, or name another store with --store.",
        )
    raise SandboxMismatch(
        f"the store {database.path} holds real work, and the sandbox would fill it with invented answers",
        "Leave out --sandbox, or name another store with --store.",
    )
