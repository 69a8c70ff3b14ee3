"""How many hosts are asked for the first time at once.

Hundreds of connections begun in one moment only wait for one another: for our processor, which needs a millisecond
for each over TLS while their timeouts run, and for whoever serves many of the hosts. So a new host is begun when one
begun before it has answered, or has had its time. Real time: that of sockets.
"""

from __future__ import annotations

import time
from collections.abc import Callable

MOST_KNOCKING = 64
PATIENCE_SECONDS = 1.0
"""Who has not answered by then is far away or dead, and holds up nobody: 64 new hosts a second at the least."""


class Doors:
    """The hosts asked for the first time that have not answered yet.

    Parameters
    ----------
    monotonic
        Tells the time, in seconds.
    """

    __slots__ = ("_knocked_at", "_monotonic")

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._knocked_at: dict[str, float] = {}
        self._monotonic = monotonic

    @property
    def is_free(self) -> bool:
        """Whether another host may be begun."""
        if len(self._knocked_at) < MOST_KNOCKING:
            return True
        oldest = next(iter(self._knocked_at))
        if self._monotonic() - self._knocked_at[oldest] < PATIENCE_SECONDS:
            return False
        del self._knocked_at[oldest]
        return True

    @property
    def seconds_to_free(self) -> float:
        """Return when another host may be begun although none answers."""
        oldest = next(iter(self._knocked_at.values()), 0.0)
        return max(0.0, oldest + PATIENCE_SECONDS - self._monotonic())

    def knock(self, host: str) -> None:
        """Note that a host is asked for the first time."""
        self._knocked_at[host] = self._monotonic()

    def opened(self, host: str) -> None:
        """Note that a host has answered or failed."""
        self._knocked_at.pop(host, None)
