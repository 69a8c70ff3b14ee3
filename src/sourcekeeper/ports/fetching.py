"""What visits the live web."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from sourcekeeper.model import (
    FetchRequest,
    Visit,
)


class Fetcher(Protocol):
    """Visits to the live web, many at once, politely. Never raises for what a network can do."""

    def submit(self, request: FetchRequest) -> None:
        """Put a request into its host's queue; may be called while results are taken."""

    def results(self) -> Iterator[Visit]:
        """Yield visits as they end, until nothing is queued or in flight."""

    def ready(self) -> int:
        """Return how many visits are over and wait to be taken as results."""

    def under_way(self) -> int:
        """Return how many requests wait for an answer now."""

    def stop(self) -> None:
        """Begin nothing more until `results` has come to its end; what is queued comes back with failure `stopped`.

        Then it can be used anew.
        """

    def close(self) -> None:
        """Close every connection."""
