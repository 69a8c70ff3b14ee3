"""What is to be done with a source before anything is sent: queue it, withhold it, or only prove what is cited.

Pure: no clock, no network, no store.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from urllib.parse import urlsplit

from sourcekeeper.model import (
    Capture,
    CaptureState,
    Decision,
    DecisionKind,
    Reason,
    Snapshot,
    SnapshotOrigin,
    Source,
)
from sourcekeeper.web.addresses.guard import refused_host
from sourcekeeper.web.addresses.secrets import secret_in
from sourcekeeper.web.memento import ArchivedAddress, parse_archive_address

__all__ = [
    "first_capture",
    "is_left",
    "is_private_address",
    "matches_never",
    "reopened",
    "reviewed",
    "secret_in",
    "withheld_reason",
]

OTHER_ARCHIVE = "other-archive"
"""Reason of a cited snapshot we cannot prove, because its archive is not the one we speak to. Settled as it is."""

BY_HAND = "by-hand"
"""Reason of a capture that a person means to have made in a browser: we look whether it was."""

OLDER_SNAPSHOT = "older-snapshot"
"""Reason of a capture that is archived by a snapshot older than wanted, because no new one could be made."""

_ON_ARCHIVING = (DecisionKind.NEVER_ARCHIVE, DecisionKind.ARCHIVE)


def first_capture(id: str, source: Source, cited: ArchivedAddress | None, never: Sequence[str]) -> Capture:
    """Return the capture a new source starts with.

    A source that is cited by an archive address (`cited`, or the source's own address) is never submitted: its
    snapshot is only proved, where it lies in the Wayback Machine, and recorded unproved where it lies elsewhere.
    """
    cited = cited or parse_archive_address(source.url)
    if cited is not None:
        return _cited_capture(id, source, cited)
    reason = withheld_reason(source.fetch_key or source.url, never) or secret_in(source.url)
    if reason is not None:
        return Capture(id=id, source=source, state=CaptureState.WITHHELD, reason=reason)
    return Capture(id=id, source=source, state=CaptureState.QUEUED)


def _cited_capture(id: str, source: Source, cited: ArchivedAddress) -> Capture:
    snapshot = Snapshot(
        uri=cited.uri,
        original=cited.original or "",
        taken_at=cited.taken_at,
        archive=cited.archive,
        origin=SnapshotOrigin.CITED,
    )
    is_ours = cited.archive == "web.archive.org" and cited.taken_at is not None and bool(cited.original)
    reason = Reason.of("cited-snapshot") if is_ours else Reason.of(OTHER_ARCHIVE, archive=cited.archive)
    return Capture(id=id, source=source, state=CaptureState.UNCONFIRMED, reason=reason, snapshot=snapshot)


def is_left(capture: Capture) -> bool:
    """Whether another run has to go on with a capture. A snapshot cited from another archive is settled as it is."""
    return not capture.state.is_settled and not (capture.reason and capture.reason.code == OTHER_ARCHIVE)


def withheld_reason(url: str, never: Sequence[str], *, allow_private: bool = False) -> Reason | None:
    """Say why an address is not sent to a public archive; None when it may be.

    `never` holds hosts, meant with their subdomains, and address patterns in which ``*`` stands for anything;
    `allow_private` lets addresses inside a local network pass.
    """
    pattern = next((each for each in never if matches_never(url, each)), None)
    if pattern is not None:
        return Reason.of("never-setting", pattern=pattern)
    if not allow_private and is_private_address(url):
        return Reason.of("private-address")
    return secret_in(url)


def matches_never(url: str, pattern: str) -> bool:
    """Whether one entry of the setting ``never`` means this address.

    >>> matches_never("https://www.intern.example/x", "intern.example")
    True
    >>> matches_never("https://example.org/draft/7", "example.org/draft/*")
    True
    """
    pattern = pattern.strip()
    if not pattern:
        return False
    address = url.partition("://")[2] or url
    wanted = pattern.partition("://")[2] or pattern
    host, slash, rest = address.partition("/")
    host = host.rpartition("@")[2].partition(":")[0].lower().rstrip(".")
    wanted_host, wanted_slash, wanted_rest = wanted.partition("/")
    wanted_host = wanted_host.lower().rstrip(".")
    if not wanted_slash and "*" not in wanted_host:
        return host == wanted_host or host.endswith("." + wanted_host)
    if not wanted_slash:
        return _glob(wanted_host, host)
    return _glob(f"{wanted_host}/{wanted_rest}", f"{host}{slash or '/'}{rest}")


def _glob(pattern: str, text: str) -> bool:
    """Match with ``*`` for anything, in time linear in the text whatever the pattern."""
    first, *others = pattern.split("*")
    if not others:
        return text == first
    *middle, last = others
    if not text.startswith(first) or len(text) < len(first) + len(last):
        return False
    at = len(first)
    for piece in middle:
        found = text.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    return text.endswith(last) and at <= len(text) - len(last)


def is_private_address(url: str) -> bool:
    """Whether an address is plainly one of a local network, by its host: nobody else can open it."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return False
    return bool(host and refused_host(host))


def _names_no_host(url: str) -> bool:
    try:
        return not urlsplit(url).hostname
    except ValueError:
        return True


def reviewed(
    capture: Capture,
    decisions: Sequence[Decision],
    never: Sequence[str],
    now: datetime,
    *,
    allow_private: bool = False,
) -> Capture:
    """Return a capture as rules and persons want it now: a queued one may have become one to withhold.

    What has been sent already is followed to its end. Decisions come newest first; the newest that holds counts.
    """
    if capture.state is not CaptureState.QUEUED:
        return capture
    said = next((each.kind for each in decisions if each.kind in _ON_ARCHIVING and each.holds_at(now)), None)
    if said is DecisionKind.NEVER_ARCHIVE:
        return replace(capture, state=CaptureState.WITHHELD, reason=Reason.of("never-by-decision"), next_try=None)
    scheme = capture.source.fetch_key.partition(":")[0].lower()
    if scheme not in ("http", "https"):
        return replace(capture, state=CaptureState.REFUSED, reason=Reason.of("not-web", scheme=scheme[:20]))
    if _names_no_host(capture.source.fetch_key):
        return replace(capture, state=CaptureState.REFUSED, reason=Reason.of("no-host"))
    if said is DecisionKind.ARCHIVE:
        return capture
    reason = withheld_reason(capture.source.fetch_key, never, allow_private=allow_private)
    return capture if reason is None else replace(capture, state=CaptureState.WITHHELD, reason=reason, next_try=None)


def unconsented(capture: Capture) -> Capture:
    """Return a capture that has to wait with the reason for it: nobody agreed to make its text's sources public."""
    return replace(capture, reason=Reason.of("consent-missing"))


def handed_over(capture: Capture, now: datetime) -> Capture:
    """Return a queued capture as one that a person may make by hand from now on; any other as it is.

    It is looked up before we send anything ourselves, as what may have been sent always is.
    """
    if capture.state is not CaptureState.QUEUED:
        return capture
    return replace(capture, state=CaptureState.UNCERTAIN, reason=Reason.of(BY_HAND), sent_at=now, next_try=now)


def reopened(capture: Capture, now: datetime) -> Capture:
    """Return a capture that wants a new one as queued again once its time has come; any other as it is.

    Those are failed and unfit ones, archived ones that had to do with an older snapshot, and lost ones that the text
    itself cites. A snapshot the text cites is only asked for again, never submitted.
    """
    is_older = capture.state is CaptureState.ARCHIVED and capture.reason and capture.reason.code == OLDER_SNAPSHOT
    if capture.state not in (CaptureState.FAILED, CaptureState.UNFIT, CaptureState.LOST) and not is_older:
        return capture
    if capture.next_try is None or capture.next_try > now:
        return capture
    if capture.snapshot is not None and capture.snapshot.origin is SnapshotOrigin.CITED:
        return replace(capture, state=CaptureState.UNCONFIRMED, reason=Reason.of("cited-snapshot"), next_try=None)
    return replace(capture, state=CaptureState.QUEUED, ticket=None, attempts=0, sent_at=None, next_try=None)
