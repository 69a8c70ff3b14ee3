"""Everything that ends a document or a run.

What can go wrong with *one* link or note is data (a ``Problem``, a ``Judgement``, a capture's state), never an
exception. The tree::

    SourcekeeperError
    ├── UsageError                  the caller asked for something that makes no sense (exit code 2)
    │   ├── UnknownName             no reader, exporter, archive … of that name
    │   └── ConfigError             a setting that is unknown or wrong
    ├── DocumentError               this document cannot be read; the others go on
    │   ├── DocumentNotFound
    │   ├── NotReadable             not the format it claims to be, binary, empty, unreadable encoding
    │   └── DocumentTooLarge
    ├── StoreError                  the store cannot be used
    │   ├── StoreLocked             another process writes to it
    │   ├── StoreTooNew             written by a newer sourcekeeper
    │   ├── StoreMissing            a command that never makes a store found none
    │   ├── StoreDamaged            not a sourcekeeper store, or a broken one
    │   └── SandboxMismatch         a sandbox store used live, or the other way round
    ├── OutputError                 a result cannot be written (full disk, no permission)
    ├── ArchiveError                the archive cannot be talked to at all
    │   ├── KeysMissing             saving needs keys and there are none
    │   ├── KeysRefused             the archive does not accept the keys
    │   ├── AccountBusy             another process talks to the archive with the same account
    │   ├── ArchiveUnavailable      down, answers HTML, or unreachable
    │   └── ArchiveBanned           connection refused after ignored refusals: stop at once
    └── NetworkUnavailable          no network at all: nothing was judged

Every message says what failed, on what, and what to do. Facts travel as attributes, not in the text alone.
"""

from __future__ import annotations

from datetime import timedelta


class SourcekeeperError(Exception):
    """The root: catch it to catch all that sourcekeeper raises on purpose.

    Parameters
    ----------
    what
        What failed, and on what, without a final full stop.
    advice
        What the reader may do next: a whole sentence, or nothing.
    """

    exit_code = 1

    def __init__(self, what: str, advice: str = "") -> None:
        super().__init__(f"{what}. {advice}" if advice else what)
        self.what = what
        self.advice = advice


class UsageError(SourcekeeperError):
    """Raised when options or arguments do not fit together. Correct the call."""

    exit_code = 2


class UnknownName(UsageError):
    """Raised when no adapter has the name asked for; `known` lists those there are."""

    def __init__(self, family: str, name: str, known: tuple[str, ...]) -> None:
        super().__init__(f"unknown {family} {name!r}", f"Known: {', '.join(known)}.")
        self.family, self.name, self.known = family, name, known


class ConfigError(UsageError):
    """Raised when a setting is unknown or has a wrong value. The message names the place it came from."""


class DocumentError(SourcekeeperError):
    """Raised when one document cannot be read. The other documents of a run go on."""

    code = "unreadable"

    def __init__(self, origin: str, what: str, advice: str = "") -> None:
        super().__init__(f"cannot read {origin}: {what}", advice)
        self.origin, self.what = origin, what

    def __reduce__(self) -> tuple[type[DocumentError], tuple[str, str, str]]:
        """Let the error of a document cross from the process that read it."""
        return type(self), (self.origin, self.what, self.advice)


class DocumentNotFound(DocumentError):
    """Raised when there is nothing at the path or address."""

    code = "not-found"


class NotReadable(DocumentError):
    """Raised when the bytes are not a text in any format we know."""


class DocumentTooLarge(DocumentError):
    """Raised when a document passes the size limit (100 MB of bytes by default)."""

    code = "too-large"


class StoreError(SourcekeeperError):
    """Raised when the store cannot be opened, read or written. Nothing half-written is left behind."""


class StoreLocked(StoreError):
    """Raised when another process holds the store for longer than the busy time. Try again later."""

    exit_code = 4


class StoreTooNew(StoreError):
    """Raised when the store was written by a newer sourcekeeper. Upgrade, or use another store."""


class StoreMissing(StoreError):
    """Raised when a command that never makes a store finds none. Run `keep` or `archive` first."""


class StoreDamaged(StoreError):
    """Raised when the file is no sourcekeeper store, or fails its integrity check."""


class SandboxMismatch(StoreError):
    """Raised when a store made in the sandbox is used live, or a live one in the sandbox."""


class OutputError(SourcekeeperError):
    """Raised when a result cannot be written: full disk, no permission, no such folder."""


class ArchiveError(SourcekeeperError):
    """Raised when nothing more can be asked of the archive in this run. Captures stay queued (exit code 4)."""

    exit_code = 4

    def __init__(self, what: str, advice: str = "", *, retry_after: timedelta | None = None) -> None:
        super().__init__(what, advice)
        self.retry_after = retry_after


class KeysMissing(ArchiveError):
    """Raised when saving needs keys and there are none. Everything but saving works without them."""


class KeysRefused(ArchiveError):
    """Raised when the archive refuses the keys, after asking a second time."""


class AccountBusy(ArchiveError):
    """Raised when another process of this user is saving with the same account. Run again when it has ended."""


class ArchiveUnavailable(ArchiveError):
    """Raised when the archive is down, answers something that is not its API, or cannot be reached."""


class ArchiveBanned(ArchiveError):
    """Raised when the archive refuses connections after refusals. Stop; do not retry for an hour at least."""


class NetworkUnavailable(SourcekeeperError):
    """Raised when nothing at all can be reached: the fault is on our side, so nothing was judged."""

    exit_code = 4
