"""What a replayed snapshot proves. Pure: the asking is the stage's.

*Archived* means: the archive answered with this very capture (exact ``Memento-Datetime``), its status is 2xx (or it is
an archived redirect whose target proves), the body is not empty, and it shows the text that was seen here
(`likeness`), or by its own marks a text where we saw none. A status alone proves nothing: an archived 404 answers 404,
and an excluded site answers 200.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from urllib.parse import urljoin

from sourcekeeper.archiving.likeness import SeenPage, compared
from sourcekeeper.model import Page, PageKind, Reason, Replay, Snapshot, SnapshotOrigin
from sourcekeeper.patterns import regex
from sourcekeeper.web.encoding import decode_content
from sourcekeeper.web.landing import is_error_address, is_home, is_same_place, is_shortened
from sourcekeeper.web.memento import parse_archive_address
from sourcekeeper.web.page import read_page

MAX_HOPS = 5
"""Archived redirects followed in a proof; browsers allow 20, real chains have one to three."""

_NEAR = timedelta(days=1)
"""How far from the redirect its target may have been captured to belong to it."""

_MAX_DECODED_BYTES = 8 * 1024 * 1024


class ProofKind(StrEnum):
    """How a proof ended."""

    PROVED = "proved"
    NOT_YET = "not-yet"
    """Not this capture, or nothing: it may appear later."""
    BAD_STATUS = "bad-status"
    """It replays, and is an error page of the site."""
    WITHDRAWN = "withdrawn"
    NO_ANSWER = "no-answer"
    """The archive did not answer, or not as an archive: nothing is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What a replay proved."""

    kind: ProofKind
    snapshot: Snapshot
    """As asked for; for a cited address without an exact time, as it was resolved."""
    shows: PageKind = PageKind.UNKNOWN
    reason: Reason | None = None

    @property
    def is_good(self) -> bool:
        """Whether the snapshot is there and shows the text."""
        return self.kind is ProofKind.PROVED and self.shows is PageKind.TEXT


def prove(
    snapshot: Snapshot, ask: Callable[[Snapshot], Replay], *, cited: str = "", seen: Sequence[SeenPage] = ()
) -> Proof:
    """Prove a snapshot by asking for it, and for what it redirects to, a few hops deep.

    `cited` is the address the text cites, when it is known: a capture that landed on the site's front page or on an
    error page instead shows an error, whatever its status. `seen` is what the address showed here when it was well;
    without it the snapshot is judged by its own marks.
    """
    wanted, asked = snapshot, snapshot
    for _ in range(MAX_HOPS + 1):
        replay = ask(asked)
        if replay.memento_datetime is None and _is_redirect(replay):
            found = _redirected(replay)
            if found is None or not _may_stand_for(asked, found, is_first=asked is wanted):
                return Proof(kind=ProofKind.NOT_YET, snapshot=wanted, reason=Reason.of("replay-other-time"))
            if asked is wanted:
                wanted = replace(wanted, uri=found.uri, taken_at=found.taken_at, original=found.original)
                asked = wanted
            else:
                asked = found
        elif _is_exact(replay) and _is_redirect(replay):
            target = _redirected(replay)
            if target is None:
                return Proof(kind=ProofKind.NOT_YET, snapshot=wanted, reason=Reason.of("replay-redirect-astray"))
            asked = replace(target, origin=wanted.origin)
        else:
            return _judged(replay, wanted, cited, seen)
    return Proof(kind=ProofKind.NOT_YET, snapshot=wanted, reason=Reason.of("replay-redirect-loop"))


def _judged(replay: Replay, wanted: Snapshot, cited: str, seen: Sequence[SeenPage]) -> Proof:
    """Judge an answer that leads nowhere else."""
    code = replay.reason.code if replay.reason else ""
    if code == "excluded":
        return Proof(kind=ProofKind.WITHDRAWN, snapshot=wanted, reason=replay.reason)
    if replay.memento_datetime is not None and replay.status is not None:
        if not _is_exact(replay):
            return Proof(kind=ProofKind.NOT_YET, snapshot=wanted, reason=Reason.of("replay-other-time"))
        wanted = replace(wanted, final_url=replay.snapshot.original)
        if not 200 <= replay.status < 300:
            reason = Reason.of("replay-status", status=replay.status)
            return Proof(kind=ProofKind.BAD_STATUS, snapshot=wanted, shows=PageKind.ERROR, reason=reason)
        if not replay.body:
            return Proof(kind=ProofKind.NOT_YET, snapshot=wanted, reason=Reason.of("replay-empty"))
        astray = _landed_astray(replay.snapshot.original, cited)
        if astray is not None:
            return Proof(kind=ProofKind.PROVED, snapshot=wanted, shows=PageKind.ERROR, reason=astray)
        shows, mark = _shown(replay, seen, cited)
        return Proof(kind=ProofKind.PROVED, snapshot=wanted, shows=shows, reason=mark)
    if replay.status == 404:
        return Proof(kind=ProofKind.NOT_YET, snapshot=wanted, reason=Reason.of("replay-not-there"))
    return Proof(kind=ProofKind.NO_ANSWER, snapshot=wanted, reason=replay.reason or Reason.of("replay-no-answer"))


def _landed_astray(landed: str, cited: str) -> Reason | None:
    """Say where a capture of a deep address landed, when that is not a place the text can stand."""
    if not cited or is_same_place(landed, cited) or is_shortened(cited):
        return None
    if is_home(landed) and not is_home(cited):
        return Reason.of("moved-to-home")
    if is_error_address(landed) and not is_error_address(cited):
        return Reason.of("redirected-to-error")
    return None


def shown_page(replay: Replay) -> Page:
    """Read what a replayed capture shows: the text, or a wall, a login, an error."""
    return _page_in(replay, _decoded(replay))


def _shown(replay: Replay, seen: Sequence[SeenPage], cited: str) -> tuple[PageKind, Reason | None]:
    body = _decoded(replay)
    return compared(_page_in(replay, body), replay, body, seen, cited=cited)


def _decoded(replay: Replay) -> bytes:
    coding = next((value for name, value in replay.headers if name.lower() == "content-encoding"), "")
    return decode_content(replay.body, coding, _MAX_DECODED_BYTES)[0]


def _page_in(replay: Replay, body: bytes) -> Page:
    headers = {name.lower(): value for name, value in replay.headers}
    return read_page(
        body,
        url=replay.snapshot.original,
        status=replay.status or 0,
        content_type=headers.get("content-type", ""),
        headers=replay.headers,
    )


def _is_redirect(replay: Replay) -> bool:
    return replay.status is not None and 300 <= replay.status < 400 and bool(replay.location)


def _is_exact(replay: Replay) -> bool:
    return replay.memento_datetime is not None and replay.memento_datetime == replay.snapshot.taken_at


def _redirected(replay: Replay) -> Snapshot | None:
    """Return the snapshot a replay leads to; None when it leads out of the archive or to no certain time."""
    location = urljoin(replay.snapshot.uri, replay.location)
    address = parse_archive_address(location)
    if address is None and location.startswith(_root(replay.snapshot.uri)):  # a Wayback Machine at another address
        address = parse_archive_address("https://web.archive.org/web/" + location[len(_root(replay.snapshot.uri)) :])
    if address is None or address.taken_at is None or not address.original:
        return None
    taken_at = address.taken_at
    return replace(
        replay.snapshot,
        uri=f"{_root(replay.snapshot.uri)}{taken_at:%Y%m%d%H%M%S}/{address.original}",
        original=address.original,
        taken_at=taken_at,
    )


_STAMPED = regex(r"(https?://[^?#]*?/)\d{14}(?:[a-z]{2}_)?/")


def _root(uri: str) -> str:
    """Return what stands before the time in a snapshot's address, with the slash."""
    stamped = _STAMPED.match(uri)
    if stamped:
        return stamped[1]
    before, found, _ = uri.partition("/web/")
    return before + found


def _may_stand_for(asked: Snapshot, found: Snapshot, *, is_first: bool) -> bool:
    """Whether a capture of another time may be taken for the one asked for.

    Not for a capture we made: a fresh one often leads to an older one until it is indexed. But a text may cite an
    inexact time on purpose (``/web/2019/…``), and the target of an archived redirect has a time of its own.
    """
    if asked.taken_at is None or found.taken_at is None or found.uri == asked.uri:
        return False
    if is_first:
        return asked.origin is SnapshotOrigin.CITED and f"/{asked.taken_at:%Y%m%d%H%M%S}" not in asked.uri
    return abs(found.taken_at - asked.taken_at) <= _NEAR
