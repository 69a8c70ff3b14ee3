"""A run around what is done inside: how it ended is written even when it is interrupted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sourcekeeper.model import Run, RunEnd
from sourcekeeper.ports import Clock, Store


@contextmanager
def recorded_run(store: Store, command: str, new_id: Callable[[], str], clock: Clock) -> Iterator[Run]:
    """Begin a run, and end it as done, failed by an error, or stopped by what is none (Ctrl-C, SIGTERM)."""
    run = Run(id=new_id(), command=command, started_at=clock.now())
    store.begin_run(run)
    end = RunEnd.STOPPED
    try:
        yield run
        end = RunEnd.DONE
    except Exception:
        end = RunEnd.FAILED
        raise
    finally:
        store.end_run(run.id, end, clock.now())
