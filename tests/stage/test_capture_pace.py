"""How fast a run is before an archive as narrow as the public one, and when it gives up; on the clock of the test."""

from __future__ import annotations

import pytest
from tests.archive_by_hand import ArchiveByHand

from sourcekeeper.model import CaptureState


def test_thirteen_sources_take_little_longer_than_the_service_needs_for_them() -> None:
    archive = ArchiveByHand()
    archive.add_many(13)
    archive.run()
    busy = sum((job.ends_at - job.starts_at).total_seconds() for job in archive.jobs())
    assert archive.states() == {CaptureState.ARCHIVED: 13}
    assert busy / 3 < archive.clock.monotonic() < 1.35 * busy / 3  # the last of them has two slots beside it empty
    assert archive.watch.most_refusals_in_a_row == archive.watch.before_retry_after == 0


@pytest.mark.parametrize("faults", ["html-offline", "html-offline-200", "502", "answer-delay=300"])
@pytest.mark.parametrize("at", [0, 60])
def test_an_archive_that_is_down_is_left_within_a_minute(faults: str, at: int) -> None:
    archive, gone = ArchiveByHand(), list[float]()
    archive.add_many(20)

    def watch() -> bool:
        if not gone and archive.clock.monotonic() >= at:
            gone.append(archive.clock.monotonic())
            archive.order(faults)
        return False

    if at == 0:
        watch()
    report = archive.run(should_stop=watch)
    assert archive.clock.monotonic() - gone[0] <= 60
    assert report.stopped is not None
    assert report.stopped.exit_code == 4
    assert report.left + archive.states()[CaptureState.ARCHIVED] == 20
    archive.order("")
    archive.clock.advance(3600)
    archive.run_until_settled(days=1)
    assert archive.states() == {CaptureState.ARCHIVED: 20}
    assert archive.made_twice() == 0


def test_who_is_shut_out_stops_says_so_and_does_not_knock_before_the_hour_is_over() -> None:
    archive = ArchiveByHand("ban")
    archive.add_many(3)
    report = archive.run()
    assert report.waiting is not None
    assert report.waiting.code == "archive-banned"
    archive.order("")
    archive.clock.advance(1800)
    asked = len(archive.watch.asked)
    again = archive.run()
    assert (again.left, again.waiting, len(archive.watch.asked)) == (3, report.waiting, asked)
    archive.clock.advance(1801)
    archive.run()
    assert archive.states() == {CaptureState.ARCHIVED: 3}
