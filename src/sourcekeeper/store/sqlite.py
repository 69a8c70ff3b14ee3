"""One SQLite connection, shared by threads: transactions, rows, and database errors put into our words.

Knows nothing of sources or documents; the parts of the store speak to SQLite through it, and nothing else does.
"""

from __future__ import annotations

import os
import sqlite3
from array import array
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from threading import RLock
from typing import Any, TypeVar
from urllib.parse import quote

from sourcekeeper.errors import OutputError, StoreDamaged, StoreError, StoreLocked
from sourcekeeper.store.records import to_json
from sourcekeeper.web.addresses.wire import host_of

BUSY_SECONDS = 5.0
"""How long a write waits for another process before StoreLocked."""

BATCH = 500
"""Rows read or written at once: large enough to be fast, small enough to hold the lock for milliseconds only."""

Parameters = Sequence[object] | Mapping[str, object]
Row = sqlite3.Row
Record = TypeVar("Record")


class Database:
    """A connection with its lock. Every read is fetched whole, so no cursor is open while the caller works."""

    def __init__(self, path: str) -> None:
        self.path = path
        self._lock = RLock()
        self._depth = 0
        self._spoilt = False
        self._is_fixed = _is_out_of_reach(path)
        with self._translated():
            self._connection = sqlite3.connect(
                _fixed_address(path) if self._is_fixed else path,
                uri=self._is_fixed,
                timeout=BUSY_SECONDS,
                isolation_level=None,
                check_same_thread=False,
            )
            self._connection.row_factory = sqlite3.Row
            self._connection.create_function("host_of", 1, host_of, deterministic=True)

    def configure(self) -> None:
        """Set what every use of a store of ours needs. Writes to the file (WAL), so only once it is known as ours."""
        self.execute("PRAGMA foreign_keys = ON")
        self.execute("PRAGMA trusted_schema = OFF")  # the file may come from a stranger
        # FULL: what is written before a request must be there after a power cut, or a source is sent twice.
        self.execute("PRAGMA synchronous = FULL")
        self.execute("PRAGMA cache_size = -16384")
        if self._is_fixed:
            return
        # Another process opening the new store at this moment forbids the switch; the next opening makes it.
        with suppress(StoreLocked):
            self.execute("PRAGMA journal_mode = WAL")

    def close(self) -> None:
        """Close the connection; what is unfinished is undone. Closing twice is no error."""
        with self._lock, self._translated():
            self._connection.close()

    # --- statements

    def execute(self, sql: str, parameters: Parameters = ()) -> int:
        """Run one statement and return the number of the row it inserted, if it did."""
        with self._lock, self._translated():
            return self._connection.execute(sql, parameters).lastrowid or 0

    def execute_many(self, sql: str, rows: Iterable[Parameters]) -> None:
        """Run one statement for each row."""
        with self._lock, self._translated():
            self._connection.executemany(sql, rows)

    def rows(self, sql: str, parameters: Parameters = ()) -> list[Row]:
        """Return all rows."""
        with self._lock, self._translated():
            return self._connection.execute(sql, parameters).fetchall()

    def row(self, sql: str, parameters: Parameters = ()) -> Row | None:
        """Return the first row, None when there is none."""
        with self._lock, self._translated():
            found: Row | None = self._connection.execute(sql, parameters).fetchone()
            return found

    def value(self, sql: str, parameters: Parameters = ()) -> Any:
        """Return the first column of the first row, None when there is none."""
        found = self.row(sql, parameters)
        return None if found is None else found[0]

    def numbers(self, sql: str, parameters: Parameters = ()) -> array[int]:
        """Return the first column of all rows, eight bytes each: a million rows cost 8 MB."""
        with self._lock, self._translated():
            return array("q", (row[0] for row in self._connection.execute(sql, parameters)))

    def stream(self, numbers: array[int], load: Callable[[str], Iterable[tuple[int, Record]]]) -> Iterator[Record]:
        """Yield the records of numbered rows in that order, read in batches.

        Which rows there are was decided when `numbers` was read; what they say is read late, so writing between two
        records is allowed. Rows gone since are left out.

        `load` gets a JSON array of numbers (for ``json_each``) and returns records with their numbers, in any order.
        """
        for start in range(0, len(numbers), BATCH):
            batch = numbers[start : start + BATCH].tolist()
            found = dict(load(to_json(batch)))
            yield from (found[number] for number in batch if number in found)

    # --- transactions

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Make everything inside one write. An inner one joins the outer; if it fails, the outer cannot succeed."""
        with self._lock:
            if self._depth:
                yield from self._join()
                return
            try:
                self.execute("BEGIN IMMEDIATE")
                self._depth, self._spoilt = 1, False
                yield
                if self._spoilt:
                    raise StoreError(
                        f"nothing was written to {self.path}: a part of the write failed before",
                        "Leave the transaction when a call inside it fails.",
                    )
                self.execute("COMMIT")
            except BaseException:
                self._roll_back()
                raise
            finally:
                self._depth = 0

    def _join(self) -> Iterator[None]:
        self._depth += 1
        try:
            yield
        except BaseException:
            self._spoilt = True
            raise
        finally:
            self._depth -= 1

    def _roll_back(self) -> None:
        # A full disk makes SQLite roll back by itself; a closed store has nothing to undo.
        with suppress(sqlite3.Error):
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")

    # --- the whole file

    def copy_to(self, path: str) -> None:
        """Write a consistent copy to a new file, which appears only when it is whole. Raises OutputError."""
        unfinished = f"{path}.{os.getpid()}.part"  # two processes may copy the same store at once
        try:
            with self._lock:
                if self._depth:
                    raise StoreError(f"cannot copy {self.path} in the middle of a write", "Copy it before or after.")
                self._copy(unfinished)
            os.replace(unfinished, path)
        except (OSError, sqlite3.Error) as error:
            with suppress(OSError):
                os.remove(unfinished)
            raise OutputError(
                f"cannot write the copy {path}: {error}", "Is the folder there, with room and permission?"
            ) from error

    def _copy(self, unfinished: str) -> None:
        with suppress(FileNotFoundError):
            os.remove(unfinished)
        target = sqlite3.connect(unfinished)
        try:
            self._connection.backup(target)
            # One file, not three: the copy may be moved or sent.
            target.execute("PRAGMA journal_mode = DELETE")
        finally:
            target.close()

    def _translated(self) -> _Translated:
        return _Translated(self.path)


class _Translated:
    """Says the database's own errors in our words; a class, for a night has millions of statements."""

    __slots__ = ("_path",)

    def __init__(self, path: str) -> None:
        self._path = path

    def __enter__(self) -> None: ...

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if error is None:
            return
        if isinstance(error, sqlite3.Error):
            raise in_our_words(error, self._path) from error
        if isinstance(error, UnicodeEncodeError | OverflowError):
            raise StoreError(f"cannot write to {self._path}: {error}") from error


def _is_out_of_reach(path: str) -> bool:
    """Whether a store lies where nobody of us can write beside it: a backup on another's disk, a DVD.

    It can be read all the same, as a file that does not change. Not so when a log of unfinished writes lies beside it:
    without that log we would read what is not true any more.
    """
    try:
        folder = os.path.dirname(os.path.abspath(path))
        if not os.path.isfile(path) or os.access(folder, os.W_OK):
            return False
        return not (os.path.exists(path + "-wal") and os.path.getsize(path + "-wal") > 0)
    except (OSError, ValueError):
        return False


def _fixed_address(path: str) -> str:
    return f"file:{quote(os.fsencode(os.path.abspath(path)))}?mode=ro&immutable=1"


def in_our_words(error: sqlite3.Error, path: str) -> StoreError:
    """Return what an error of SQLite means for who uses the store at `path`."""
    code = (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF  # the low byte is the kind
    match code:
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return StoreLocked(
                f"the store {path} is locked: another process has been writing to it for {BUSY_SECONDS:g} s",
                "Try again when it is done.",
            )
        case sqlite3.SQLITE_NOTADB:
            return StoreDamaged(f"{path} is not a sourcekeeper store", "Choose another file with --store.")
        case sqlite3.SQLITE_CORRUPT:
            return StoreDamaged(f"the store {path} is damaged: {error}", "Restore a backup, or keep to a new store.")
        case sqlite3.SQLITE_FULL:
            return StoreError(f"cannot write to the store {path}: the disk is full", "Make room and run again.")
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM | sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_AUTH:
            return StoreError(
                f"cannot open or write the store {path}: {error}", "Check the permissions of the file and its folder."
            )
        case sqlite3.SQLITE_CONSTRAINT:
            return StoreError(f"the store {path} refused a record: {error}")
        case _:
            return StoreError(f"the store {path} failed: {error}")


def listed(names: Collection[str]) -> str:
    """Return names as a JSON array for ``json_each``: no limit on their number, unlike ``IN (?, ?, …)``."""
    return to_json(list(names))
