"""How many hosts are asked for the first time at once.

Hundreds of connections begun in one moment only wait for one another: for our processor, which needs a millisecond
for each over TLS while their timeouts run, and for whoever serves many of the hosts. So a new host is begun when one
begun before it has answered, or has had its time. Real time: that of sockets.

Nor is one begun while answers come faster than we take them: it would only wait with the others, each with its
connection, which is 110 kB over TLS (64 of them are libcurl's buffer). Answers that come from afar, a fifth of a
second each, leave the loop its time, and all the connections that may be open are used.
"""

from __future__ import annotations

import time
from collections.abc import Callable

MOST_KNOCKING = 64
PATIENCE_SECONDS = 1.0
"""Who has not answered by then is far away or dead, and holds up nobody: 64 new hosts a second at the least."""
FEW_IN_FLIGHT = 64
"""With fewer requests in flight a new host is begun however many answers are there: they may be of few hosts."""
MANY_READY = 8
"""Sockets ready at one look at them that show us to be what all wait for. While we have time left, one or two are."""


class Doors:
    """The hosts asked for the first time that have not answered yet.

    Parameters
    ----------
    monotonic
        Tells the time, in seconds.
    """

    __slots__ = ("_knocked_at", "_monotonic", "_ready")

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._knocked_at: dict[str, float] = {}
        self._monotonic = monotonic
        self._ready = 0

    def looked(self, ready: int) -> None:
        """Note how many sockets were ready at the last look at them."""
        self._ready = ready

    def may_begin(self, in_flight: int) -> bool:
        """Whether another host may be begun now, with so many requests in flight."""
        return (self._ready < MANY_READY or in_flight < FEW_IN_FLIGHT) and self.is_free

    @property
    def is_free(self) -> bool:
        """Whether so few have not answered yet that another host may be begun."""
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
