"""Numbered changes of the store's shape, each one transaction with its own record.

A migration is a file ``migrations/NNNN_name.sql``, never edited once released. The number of the last one applied is
the file's ``user_version``; ``application_id`` says that the file is ours. Both are written inside the transaction.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files

from sourcekeeper.errors import StoreDamaged, StoreTooNew
from sourcekeeper.store.sqlite import Database
from sourcekeeper.store.times import time_text

APPLICATION_ID = 0x736B7072
"""``skpr``: bytes 68 to 71 of the file, where ``file`` and others look."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Migration:
    """One change of shape."""

    number: int
    name: str
    sql: str


def known_migrations() -> tuple[Migration, ...]:
    """Return the migrations of this program, in order."""
    folder = files("sourcekeeper.store").joinpath("migrations")
    return tuple(
        Migration(
            number=int(file.name[:4]), name=file.name[5:].removesuffix(".sql"), sql=file.read_text(encoding="utf-8")
        )
        for file in sorted(folder.iterdir(), key=lambda file: file.name)
        if file.name.endswith(".sql")
    )


def version_of(database: Database) -> int:
    """Return the number of the last migration applied; 0 for a new file. Writes nothing.

    Raises StoreDamaged when the file belongs to another program.
    """
    application: int = database.value("PRAGMA application_id")
    version: int = database.value("PRAGMA user_version")
    if application == APPLICATION_ID and version > 0:
        return version
    if application == 0 and version == 0 and database.value("SELECT count(*) FROM sqlite_master") == 0:
        return 0
    raise StoreDamaged(
        f"{database.path} is the database of another program, not a sourcekeeper store",
        "Choose another file with --store.",
    )


def pending(version: int, known: Sequence[Migration], path: str) -> tuple[Migration, ...]:
    """Return the migrations still to be applied. Raises StoreTooNew when the store is ahead of the program."""
    newest = known[-1].number
    if version > newest:
        raise StoreTooNew(
            f"the store {path} has shape {version}, and this sourcekeeper knows shapes up to {newest} only",
            "Upgrade sourcekeeper, or use another store.",
        )
    return tuple(migration for migration in known if migration.number > version)


def apply(database: Database, migration: Migration, at: datetime, marks: dict[str, str]) -> None:
    """Apply one migration, unless another process did so meanwhile.

    `marks` is what the first migration writes into the table ``meta``, so that no store is ever without it.
    """
    with database.transaction():
        if version_of(database) >= migration.number:
            return
        for statement in statements(migration.sql):
            database.execute(statement)
        database.execute(
            "INSERT INTO migrations (number, name, applied_at) VALUES (?, ?, ?)",
            (migration.number, migration.name, time_text(at)),
        )
        if migration.number == 1:
            database.execute_many("INSERT INTO meta (name, value) VALUES (?, ?)", list(marks.items()))
        database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        database.execute(f"PRAGMA user_version = {migration.number}")


def statements(script: str) -> Iterator[str]:
    """Yield the statements of an SQL script; triggers, whose bodies hold semicolons, whole.

    ``executescript`` of the standard library would do, but it commits first and so breaks the transaction.
    """
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
