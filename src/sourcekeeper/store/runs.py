"""Runs: which invocations wrote to the store, and how each ended."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sourcekeeper.errors import StoreError
from sourcekeeper.model import Run, RunEnd
from sourcekeeper.store.part import Part
from sourcekeeper.store.sqlite import BATCH
from sourcekeeper.store.times import optional_time_of, optional_time_text, time_of, time_text

_BEGIN = "INSERT INTO runs (id, command, started_at, ended_at, ending) VALUES (?, ?, ?, ?, ?)"
_IS_KNOWN = "SELECT 1 FROM runs WHERE id = ?"
_END = "UPDATE runs SET ending = ?, ended_at = ? WHERE id = ?"
_UNFINISHED = """
    SELECT min(started_at) AS began FROM runs
    WHERE command = :command AND started_at >= :since AND ending <> 'done'
      AND seq > coalesce((SELECT max(seq) FROM runs WHERE command = :command AND ending = 'done'), 0)
"""
_BEFORE = """
    SELECT seq, id, command, started_at, ended_at, ending FROM runs
    WHERE ? IS NULL OR seq < ? ORDER BY seq DESC LIMIT ?
"""


class Runs(Part):
    """The runs of a store."""

    def begin_run(self, run: Run) -> None:
        """Record that a run started."""
        row = (run.id, run.command, time_text(run.started_at), optional_time_text(run.ended_at), run.end.value)
        with self._database.transaction():
            self._database.execute(_BEGIN, row)

    def end_run(self, run_id: str, end: RunEnd, at: datetime) -> None:
        """Record how a run ended. Raises StoreError when it never began."""
        with self._database.transaction():
            if self._database.row(_IS_KNOWN, (run_id,)) is None:
                raise StoreError(f"no run {run_id!r} began in {self._database.path}")
            self._database.execute(_END, (end.value, time_text(at), run_id))

    def unfinished_since(self, command: str, since: datetime) -> datetime | None:
        """Return when the first of the runs of a command began that are not done yet; None when there is none."""
        row = self._database.row(_UNFINISHED, {"command": command, "since": time_text(since)})
        return None if row is None else optional_time_of(row["began"])

    def runs(self) -> Iterator[Run]:
        """Yield the runs, newest first. One that was killed stays `running` for ever."""
        before = None
        while rows := self._database.rows(_BEFORE, (before, before, BATCH)):
            for row in rows:
                yield Run(
                    id=row["id"],
                    command=row["command"],
                    started_at=time_of(row["started_at"]),
                    ended_at=optional_time_of(row["ended_at"]),
                    end=RunEnd(row["ending"]),
                )
            before = rows[-1]["seq"]
