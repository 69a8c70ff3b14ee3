"""Telling a name that does not exist from a resolver that does not answer.

libcurl says of both that it could not resolve the host, but the first means a dead source and the second nothing at
all. So a name that failed is looked up once more, beside the loop, for the system's resolver has no other way to wait.
"""

from __future__ import annotations

import socket
from collections.abc import Callable
from typing import Any

from sourcekeeper.model import FetchFailure

Lookup = Callable[..., Any]
"""Looks a name up as `socket.getaddrinfo` does, raising `socket.gaierror`."""

_NOT_THERE = frozenset(
    code for name in ("EAI_NONAME", "EAI_NODATA") if (code := getattr(socket, name, None)) is not None
)


def kind_of_failure(error: Exception) -> FetchFailure:
    """Tell what the error of a look-up says of the name."""
    is_gone = isinstance(error, socket.gaierror) and error.errno in _NOT_THERE
    return FetchFailure.NAME_NOT_FOUND if is_gone else FetchFailure.NAME_TROUBLE


def look_up_again(host: str, lookup: Lookup = socket.getaddrinfo) -> tuple[FetchFailure, str]:
    """Look up a name that failed, and say which kind of failure it was, with the resolver's words."""
    try:
        lookup(host.encode("ascii", "replace"), 80)
    except (OSError, UnicodeError) as error:
        return kind_of_failure(error), f"{host}: {getattr(error, 'strerror', None) or error}"
    return FetchFailure.NAME_TROUBLE, f"{host}: found when asked a second time"
