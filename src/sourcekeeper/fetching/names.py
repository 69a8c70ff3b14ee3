"""Telling a name that does not exist from a resolver that does not answer.

libcurl says of both that it could not resolve the host, but the first means a dead source and the second nothing at
all. So a name that failed is looked up once more, on a thread, for the system's resolver has no other way to wait.
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any, Generic, TypeVar

from sourcekeeper.model import FetchFailure

Job = TypeVar("Job")
Lookup = Callable[[bytes, int], Any]
"""Looks a name up as `socket.getaddrinfo` does, raising `socket.gaierror`."""

_THREADS = 4
_NOT_THERE = frozenset(
    code for name in ("EAI_NONAME", "EAI_NODATA") if (code := getattr(socket, name, None)) is not None
)


def look_up_again(host: str, lookup: Lookup = socket.getaddrinfo) -> tuple[FetchFailure, str]:
    """Look up a name that failed, and say which kind of failure it was, with the resolver's words."""
    try:
        lookup(host.encode("ascii", "replace"), 80)
    except socket.gaierror as error:
        failure = FetchFailure.NAME_NOT_FOUND if error.errno in _NOT_THERE else FetchFailure.NAME_TROUBLE
        return failure, f"{host}: {error.strerror or error}"
    except (OSError, UnicodeError) as error:
        return FetchFailure.NAME_TROUBLE, f"{host}: {error}"
    return FetchFailure.NAME_TROUBLE, f"{host}: found when asked a second time"


class Doubts(Generic[Job]):
    """Names being looked up a second time, each with the job that waits for the answer.

    Threads start with the first doubt and are daemons: a resolver that hangs never holds up the end of the program.
    """

    def __init__(self, lookup: Lookup = socket.getaddrinfo) -> None:
        self._lookup = lookup
        self._asked: SimpleQueue[tuple[str, Job] | None] = SimpleQueue()
        self._answered: SimpleQueue[tuple[Job, FetchFailure, str]] = SimpleQueue()
        self._threads: list[Thread] = []
        self._open = 0

    def __len__(self) -> int:
        """Return how many answers are still to come."""
        return self._open

    def ask(self, host: str, job: Job) -> None:
        """Have a name looked up."""
        self._open += 1
        self._asked.put((host, job))
        if len(self._threads) < min(_THREADS, self._open):
            thread = Thread(target=self._work, name="sourcekeeper-names", daemon=True)
            self._threads.append(thread)
            thread.start()

    def answers(self) -> Iterator[tuple[Job, FetchFailure, str]]:
        """Yield the answers that have come, without waiting."""
        while self._open:
            try:
                answer = self._answered.get_nowait()
            except Empty:
                return
            self._open -= 1
            yield answer

    def close(self) -> None:
        """Let the threads end when they have done what they do."""
        for _ in self._threads:
            self._asked.put(None)
        self._threads.clear()

    def _work(self) -> None:
        while (asked := self._asked.get()) is not None:
            host, job = asked
            self._answered.put((job, *look_up_again(host, self._lookup)))
