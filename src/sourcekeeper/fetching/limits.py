"""How much a machine lets us do at once: open files, and connections made of them."""

from __future__ import annotations

import errno

NO_MORE_HERE = frozenset({errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM})
"""This machine has no socket left: says nothing of the address, which waits for the next run."""

_RESERVED_FILES = 64
"""For everything else the program has open: store, copies, standard streams, the archive's connections."""
_FILES_A_REQUEST = 4
"""Two addresses tried at once, the resolver's pair, or one connection kept for later."""
_MOST_KEPT_CONNECTIONS = 4096


def open_files_limit() -> int | None:
    """Return how many files this process may have open; None where there is no such limit to ask for."""
    try:
        import resource  # noqa: PLC0415 - not there on Windows
    except ImportError:
        return None
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return None if soft == resource.RLIM_INFINITY else int(soft)


def in_flight_limit(wanted: int, open_files: int | None) -> int:
    """Return how many requests may be in flight: what is wanted, as far as open files allow, and one at least."""
    return max(1, min(wanted, _files_for_us(open_files) // _FILES_A_REQUEST))


def kept_limit(in_flight: int, open_files: int | None) -> int:
    """Return how many connections may be open, those in use and those kept for a host's next turn together."""
    return max(in_flight, min(_files_for_us(open_files) // 2, _MOST_KEPT_CONNECTIONS))


def _files_for_us(open_files: int | None) -> int:
    # Where we cannot ask, `select` is what waits (Windows), and it stops at 512 sockets.
    return (512 if open_files is None else open_files) - _RESERVED_FILES
