"""Read many files with several processes, in order, a few ahead. An interrupt ends them all.

Each process has a pipe of its own and no lock is shared, so one that dies is seen at once, is known to have died of
its file, and can be replaced; killing one harms no other. (The pools of the standard library cannot say which task
brought a process down, and may hang when one is killed.)
"""

from __future__ import annotations

import signal
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess

from sourcekeeper.errors import NotReadable
from sourcekeeper.keeper.one_document import Manner, read_file
from sourcekeeper.keeper.results import ReadDocument

_AHEAD = 8
"""Documents read ahead of the one that is waited for, for each process: bounds what memory holds."""


def read_files(paths: Sequence[str], manner: Manner, processes: int) -> Iterator[ReadDocument]:
    """Yield the documents in order. One that brings its process down comes as one that cannot be read."""
    workers = [_Worker.start(manner) for _ in range(min(processes, len(paths)))]
    done: dict[int, ReadDocument] = {}
    begun = 0
    try:
        for position in range(len(paths)):
            while position not in done:
                for worker in workers:
                    if worker.task is None and begun < min(len(paths), position + _AHEAD * processes):
                        begun += worker.begin(begun, paths[begun])
                _collect(workers, done, paths, manner)
            yield done.pop(position)
    finally:
        for worker in workers:
            worker.end()


def _collect(workers: list[_Worker], done: dict[int, ReadDocument], paths: Sequence[str], manner: Manner) -> None:
    """Wait until one or more processes have read their file, or died of it."""
    busy = {worker.connection: index for index, worker in enumerate(workers) if worker.task is not None}
    for ready in wait(list(busy)):
        index = busy[ready]  # type: ignore[index]
        worker = workers[index]
        task = worker.task
        assert task is not None
        try:
            done[task] = worker.connection.recv()
            worker.task = None
        except (EOFError, OSError):
            worker.end()
            why = NotReadable(paths[task], "the process that read it died", "Is there memory enough?")
            done[task] = ReadDocument(origin=paths[task], error=why)
            workers[index] = _Worker.start(manner)


@dataclass(slots=True)
class _Worker:
    """A process that reads, and our end of its pipe."""

    process: SpawnProcess
    connection: Connection[str, ReadDocument]
    task: int | None = None
    """Position of the file it reads now."""

    @classmethod
    def start(cls, manner: Manner) -> _Worker:
        context = get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=_serve, args=(theirs, manner), daemon=True)
        process.start()
        theirs.close()
        return cls(process, ours)

    def begin(self, task: int, path: str) -> bool:
        """Hand out a file; that a process has died meanwhile is seen when its answer is waited for."""
        self.task = task
        with suppress(OSError):
            self.connection.send(path)
        return True

    def end(self) -> None:
        """Leave nothing of the process, whatever it does now."""
        self.connection.close()
        self.process.kill()
        self.process.join()
        self.process.close()


def _serve(connection: Connection[ReadDocument, str], manner: Manner) -> None:
    """Read what is asked for until nobody asks any more. Ctrl-C reaches this process too, but is the parent's."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    while True:
        try:
            path = connection.recv()
        except (EOFError, OSError):
            return
        connection.send(read_file(path, manner))
