"""The contract that every `ports.Archive` keeps."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import timedelta

import pytest

from sourcekeeper.model import (
    CaptureOptions,
    JobState,
    Receipt,
    Snapshot,
    SnapshotOrigin,
    Ticket,
)
from sourcekeeper.model.captures import PLAIN
from sourcekeeper.ports import Archive, Clock

EVERY_OPTION = tuple(CaptureOptions(**{each.name: True}) for each in fields(CaptureOptions))
"""Each option alone."""


def _asked(options: CaptureOptions) -> list[str]:
    return [each.name for each in fields(options) if getattr(options, each.name)]


class LookupContract:
    """What every archive does, also one that only looks up.

    Subclass it in a test, with fixtures `archive`, `clock`, and `url` never captured.
    """

    def test_an_address_never_captured_has_no_known_snapshot(self, archive: Archive, clock: Clock, url: str) -> None:
        """``find`` answers for every address asked, with None for what it does not know."""
        assert dict(archive.find([url], clock.now())) == {url: None}

    def test_unknown_jobs_are_pending(self, archive: Archive, clock: Clock, url: str) -> None:
        """As forgotten ones are: no answer may be taken for a failure."""
        ticket = Ticket(job_id="spn2-" + "0" * 40, url=url, submitted_at=clock.now())
        assert [status.state for status in archive.poll([ticket])] == [JobState.PENDING]

    def test_polling_nothing_asks_nothing(self, archive: Archive) -> None:
        """An empty list of tickets has an empty answer."""
        assert list(archive.poll([])) == []

    def test_a_snapshot_that_is_not_there_is_no_memento(self, archive: Archive, clock: Clock, url: str) -> None:
        """Whatever the status: without a moment it proves nothing."""
        moment = clock.now().replace(microsecond=0) - timedelta(days=400)
        missing = Snapshot(
            uri=f"https://web.archive.org/web/{moment:%Y%m%d%H%M%S}/{url}",
            original=url,
            taken_at=moment,
            archive=archive.name,
            origin=SnapshotOrigin.FOUND,
        )
        assert archive.replay(missing).memento_datetime is None


class ArchiveContract(LookupContract):
    """What every archive does that saves. Subclass it in a test, with the fixtures of `LookupContract`."""

    def test_a_submission_leads_to_a_snapshot_that_replays(self, archive: Archive, clock: Clock, url: str) -> None:
        """Submit, ask until it is done, replay: exactly that moment, with a body."""
        snapshot = captured(archive, clock, url)
        replay = archive.replay(snapshot)
        assert replay.status == 200
        assert replay.memento_datetime == snapshot.taken_at
        assert replay.body

    def test_a_capture_is_found_afterwards(self, archive: Archive, clock: Clock, url: str) -> None:
        """Both look-ups know it."""
        since = clock.now() - timedelta(minutes=1)
        snapshot = captured(archive, clock, url)
        newest = archive.newest(url, since)
        assert newest is not None
        assert newest.taken_at == snapshot.taken_at
        found = archive.find([url], clock.now())[url]
        assert found is not None
        assert found.taken_at == snapshot.taken_at

    def test_a_second_submission_within_the_hour_makes_no_second_capture(
        self, archive: Archive, clock: Clock, url: str
    ) -> None:
        """It is answered with the first one, as a success."""
        first = captured(archive, clock, url)
        again = archive.submit(url, not_archived_within_seconds=3600)
        assert again.receipt is Receipt.SAME_SNAPSHOT
        newest = archive.newest(url, clock.now() - timedelta(hours=1))
        assert newest is not None
        assert newest.taken_at == first.taken_at

    @pytest.mark.parametrize("options", EVERY_OPTION, ids=lambda options: "-".join(_asked(options)))
    def test_a_capture_is_made_whatever_is_asked_for_besides(
        self, archive: Archive, clock: Clock, url: str, options: CaptureOptions
    ) -> None:
        """Also by an archive that knows nothing of such options."""
        snapshot = captured(archive, clock, url, options)
        assert archive.replay(snapshot).memento_datetime == snapshot.taken_at

    def test_what_is_around_a_moment_is_told_too(self, archive: Archive, clock: Clock, url: str) -> None:
        """The capture made now, and no more than was asked for; nothing of an address never captured."""
        assert list(archive.around(url, clock.now(), 3)) == []
        snapshot = captured(archive, clock, url)
        assert [each.taken_at for each in archive.around(url, clock.now(), 3)] == [snapshot.taken_at]
        assert list(archive.around(url, clock.now(), 0)) == []

    def test_the_index_tells_whether_it_lists_a_capture(self, archive: Archive, clock: Clock, url: str) -> None:
        """Of exactly that second, not of another one of the same address."""
        snapshot = captured(archive, clock, url)
        assert snapshot.taken_at is not None
        assert archive.is_listed(snapshot) is True
        assert archive.is_listed(replace(snapshot, taken_at=snapshot.taken_at - timedelta(days=3))) is False

    def test_limits_tell_how_many_may_be_started(self, archive: Archive) -> None:
        """And cost no capture."""
        limits = archive.limits()
        assert limits.available is not None
        assert limits.available > 0


def captured(archive: Archive, clock: Clock, url: str, options: CaptureOptions = PLAIN) -> Snapshot:
    """Have an address captured and return its snapshot; fails when it is not done within two minutes."""
    submission = archive.submit(url, options=options)
    assert submission.ticket is not None
    for _ in range(600):
        (status,) = archive.poll([submission.ticket])
        if status.state is JobState.DONE:
            assert status.snapshot is not None
            return status.snapshot
        clock.sleep(0.2)
    raise AssertionError(f"{url} was not captured")
