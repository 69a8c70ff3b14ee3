"""Documents as they are named on the command line: paths, folders, addresses, ``-`` for standard input."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from sourcekeeper.cli.output import warn
from sourcekeeper.keeper.documents import is_url
from sourcekeeper.keeper.results import ReadDocument
from sourcekeeper.ports import RawDocument


def named(arguments: Sequence[str]) -> list[str | RawDocument]:
    """Return what the Keeper reads; standard input is read here, once."""
    return [
        RawDocument(origin="-", data=sys.stdin.buffer.read()) if argument == "-" else argument
        for argument in dict.fromkeys(arguments)
    ]


def from_here(origin: str) -> str:
    """Return how a document is named from the working folder: what lies below it without the way there."""
    if is_url(origin) or not os.path.isabs(origin):
        return origin
    below = os.path.relpath(origin)
    return origin if below.startswith(os.pardir) else below


def cores() -> int:
    """Return how many processes may read many files: one a core we may use, eight at most."""
    usable = getattr(os, "sched_getaffinity", None)
    return min(len(usable(0)) if usable else os.cpu_count() or 1, 8)


def tell_unreadable(reads: Sequence[ReadDocument]) -> bool:
    """Say on stderr which documents could not be read, a line each; whether there were any."""
    for read in reads:
        if read.error is not None:
            warn(read.error)
    return any(read.error is not None for read in reads)
