"""Small jobs done on threads beside an engine's loop: what can only be waited for.

Threads start with the first job and are daemons: one that hangs never holds up the end of the program.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Generic, TypeVar

Job = TypeVar("Job")
Result = TypeVar("Result")


class Asides(Generic[Job, Result]):
    """Jobs under way, each with its result when that has come.

    Parameters
    ----------
    work
        Does one job. It must not raise.
    threads
        How many jobs are done at once.
    """

    def __init__(self, work: Callable[[Job], Result], *, threads: int = 4) -> None:
        self._work = work
        self._most = threads
        self._asked: SimpleQueue[tuple[Job] | None] = SimpleQueue()
        self._answered: SimpleQueue[tuple[Job, Result]] = SimpleQueue()
        self._threads: list[Thread] = []
        self._open = 0

    def __len__(self) -> int:
        """Return how many results are still to come."""
        return self._open

    def ask(self, job: Job) -> None:
        """Have a job done."""
        self._open += 1
        self._asked.put((job,))
        if len(self._threads) < min(self._most, self._open):
            thread = Thread(target=self._run, name="sourcekeeper-aside", daemon=True)
            self._threads.append(thread)
            thread.start()

    def answers(self, wait_seconds: float = 0.0) -> Iterator[tuple[Job, Result]]:
        """Yield the results that have come; wait for the first so long, if there is none yet."""
        while self._open:
            try:
                answer = self._answered.get(timeout=wait_seconds) if wait_seconds else self._answered.get_nowait()
            except Empty:
                return
            wait_seconds = 0.0
            self._open -= 1
            yield answer

    def close(self) -> None:
        """Let the threads end when they have done what they do."""
        for _ in self._threads:
            self._asked.put(None)
        self._threads.clear()

    def _run(self) -> None:
        while (asked := self._asked.get()) is not None:
            self._answered.put((asked[0], self._work(asked[0])))
