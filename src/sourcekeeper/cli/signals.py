"""Ctrl-C, `kill` and a closed terminal: the run stops where it is, closes what is open, and can be gone on with."""

from __future__ import annotations

import _thread
import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

STOPPED = 4
"""Exit code of a run that was stopped early."""

CALLED_BY_LIBCURL = frozenset(
    {
        ("sourcekeeper.fetching.curl", "_watch"),
        ("sourcekeeper.fetching.transfer", "_take"),
        ("sourcekeeper.fetching.transfer", "_open_socket"),
        ("sourcekeeper.fetching.transfer", "__del__"),
    }
)
"""Functions, by module and name, out of which no exception comes: libcurl prints it and goes on."""

_SOON_SECONDS = 0.02
_PATIENCE = b"sourcekeeper: closing what is open; once more ends it at once.\n"


@contextmanager
def stopping_politely() -> Iterator[None]:
    """Have the first signal raise KeyboardInterrupt, the second ask for patience, and the third end the process.

    A signal that was ignored before (`nohup`, a job in the background of a shell) stays so.
    """
    handler = _Handler()
    names = [name for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = {number: signal.getsignal(number) for number in map(signal.Signals.__getitem__, names)}
    for number, old in before.items():
        if old is not signal.SIG_IGN:
            signal.signal(number, handler)
    try:
        yield
    finally:
        for number, old in before.items():
            signal.signal(number, old)


class _Handler:
    """What is done about signals, by how many came."""

    def __init__(self) -> None:
        self._count = 0

    def __call__(self, number: int, frame: FrameType | None) -> None:
        if _is_called_by_libcurl(frame):
            timer = threading.Timer(_SOON_SECONDS, _send_again, [number])
            timer.daemon = True
            timer.start()
            return
        self._count += 1
        if self._count == 1:
            raise KeyboardInterrupt
        if self._count > 2:
            os._exit(STOPPED)
        os.write(2, _PATIENCE)


def _send_again(number: int) -> None:
    if hasattr(signal, "pthread_kill"):
        signal.pthread_kill(threading.main_thread().ident or 0, number)
    else:
        _thread.interrupt_main(signal.Signals(number))


def _is_called_by_libcurl(frame: FrameType | None) -> bool:
    while frame is not None:
        if (frame.f_globals.get("__name__"), frame.f_code.co_name) in CALLED_BY_LIBCURL:
            return True
        frame = frame.f_back
    return False
