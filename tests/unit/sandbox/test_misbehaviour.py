"""Whatever the service was seen to do wrong can be ordered of the stand-in: a line for each kind."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from sourcekeeper.sandbox.exchange import Answer, Manner

if TYPE_CHECKING:
    from conftest import HandArchive

PAGE = "https://alive.kinds.example/article"
WAYBACK = "https://web.archive.org"


def first(archive: HandArchive) -> Answer:
    return archive.save(PAGE)


def job(archive: HandArchive) -> dict[str, Any]:
    found: dict[str, Any] = archive.capture(PAGE)
    return found


@pytest.mark.parametrize(
    ("faults", "shows"),
    [
        ("invalid-keys", lambda archive: first(archive).status == 401),
        ("false-401", lambda archive: first(archive).status == 401),
        ("refuse=blocked-url", lambda archive: "status_ext" in archive.saved(PAGE)),
        ("refuse-plainly=user-session-limit", lambda archive: set(archive.saved(PAGE)) == {"url", "message"}),
        ("start-delay=30", lambda archive: "will start in" in archive.saved(PAGE)["message"]),
        ("forget-jobs", lambda archive: job(archive)["status"] == "pending"),
        ("429,at=save", lambda archive: (first(archive).status, first(archive).body[:9]) == (429, b"<!doctype")),
        ("429,at=save,retry-after=9", lambda archive: first(archive).header("Retry-After") == "9"),
        (
            "html-offline",
            lambda archive: b"Temporarily Offline" in first(archive).body and first(archive).status == 503,
        ),
        ("html-offline-200", lambda archive: b"Temporarily Offline" in first(archive).body),
        ("502", lambda archive: first(archive).status == 502),
        ("ban", lambda archive: archive.stand_in.connect_failure("web.archive.org") == "refused"),
        ("job-error=no-captures", lambda archive: job(archive)["status_ext"] == "error:no-captures"),
        ("excluded=alive.kinds.example", lambda archive: replayed(archive).status == 200),
        ("robots=alive.kinds.example", lambda archive: replayed(archive).status == 403),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_each_kind_of_answer_can_be_ordered(
    archive: HandArchive, faults: str, shows: Callable[[HandArchive], bool]
) -> None:
    archive.order(faults)
    assert shows(archive)


def replayed(archive: HandArchive) -> Answer:
    return archive.ask(f"{WAYBACK}/web/2026id_/{PAGE}")


@pytest.mark.parametrize(
    ("faults", "seen"),
    [
        ("520-but-captured", {520}),
        ("5xx-but-captured", {500, 502, 503, 523}),
        ("lost-answer", {200}),
        ("stalled-answer", {200}),
    ],
)
def test_a_capture_can_be_made_behind_an_answer_that_hides_it(
    archive: HandArchive, faults: str, seen: set[int]
) -> None:
    archive.order(faults)
    answer = first(archive)
    assert answer.status in seen
    assert answer.status != 200 or answer.manner in (Manner.RESET, Manner.SILENT)
    archive.order("")
    archive.pass_time(5)
    assert len(archive.cdx(url=PAGE)) == 1


def test_5xx_answers_are_of_every_kind(archive: HandArchive) -> None:
    archive.order("5xx-but-captured")
    seen = set()
    for number in range(30):
        seen.add(archive.save(f"{PAGE}/{number}").status)
        archive.pass_time(5)
    assert seen == {500, 502, 503, 523}


def test_a_job_can_say_it_failed_and_have_captured(archive: HandArchive) -> None:
    archive.order("job-failed-but-captured")
    assert job(archive)["status"] == "error"
    assert len(archive.cdx(url=PAGE)) == 1


@pytest.mark.parametrize("order", ["", "no-job-id"])
def test_the_same_snapshot_comes_with_and_without_its_job(archive: HandArchive, order: str) -> None:
    job(archive)
    archive.order(order)
    again = archive.saved(PAGE)
    assert again["message"].startswith("The same snapshot")
    assert (again["job_id"] is None) == (order == "no-job-id")


def test_index_and_replay_lag_each_for_itself(archive: HandArchive) -> None:
    archive.order("index-lag=60,replay-lag=600")
    job(archive)
    assert (archive.cdx(url=PAGE), replayed(archive).status) == ([], 404)
    archive.pass_time(60)
    assert (len(archive.cdx(url=PAGE)), replayed(archive).status) == (1, 404)
    archive.pass_time(600)
    assert replayed(archive).status in (200, 302)


def test_captures_vanish_and_unchanged_ones_are_revisits(archive: HandArchive) -> None:
    archive.order("vanish,vanish-after=100")
    job(archive)
    assert len(archive.cdx(url=PAGE)) == 1
    archive.pass_time(7200)
    assert archive.cdx(url=PAGE) == []
    archive.order("revisits")
    for _ in range(2):
        job(archive)
        archive.pass_time(7200)
    assert [row[3] for row in archive.cdx(url=PAGE)] == ["text/html", "warc/revisit"]


def test_a_finished_job_can_hold_its_slot(archive: HandArchive) -> None:
    archive.order("slot-lag=30")
    for number in range(3):
        archive.save(f"{PAGE}/{number}")
    archive.pass_time(2)
    user = json.loads(archive.ask(f"{WAYBACK}/save/status/user").body)
    assert user["available"] == 3
    assert first(archive).status == 429
    archive.pass_time(30)
    assert first(archive).status == 200


def test_the_original_address_is_not_always_the_submitted_one(archive: HandArchive) -> None:
    done = archive.capture("http://moved.kinds.example/page")
    assert done["original_url"] != "http://moved.kinds.example/page"


# --- those who do not wait -------------------------------------------------------------------------------------------


def refused(archive: HandArchive) -> bool:
    return archive.stand_in.connect_failure("web.archive.org") == "refused"


@pytest.mark.parametrize(("wait", "seconds"), [(",retry-after=60", 50), ("", 14)], ids=["told", "untold"])
def test_who_goes_on_asking_after_a_429_is_shut_out_for_an_hour(
    archive: HandArchive, wait: str, seconds: float
) -> None:
    archive.order(f"429=once,at=save{wait},ban-after=3")
    assert first(archive).status == 429
    for _ in range(3):
        assert not refused(archive)
        archive.pass_time(seconds / 3)
        archive.ask(f"{WAYBACK}/save/status/system")
    assert refused(archive)
    assert archive.stand_in.connect_failure("archive.org") == ""
    archive.pass_time(3500)
    assert refused(archive)
    archive.pass_time(200)
    assert not refused(archive)


def test_the_second_ban_is_twice_as_long(archive: HandArchive) -> None:
    for hours in (1, 2):
        archive.order("429,at=save,retry-after=60,ban-after=1")
        first(archive)
        first(archive)
        archive.order("")
        archive.pass_time(hours * 3600 - 10)
        assert refused(archive)
        archive.pass_time(20)
        assert not refused(archive)


def test_who_waits_is_never_shut_out(archive: HandArchive) -> None:
    archive.order("429,at=save,retry-after=60,ban-after=1")
    for _ in range(10):
        first(archive)
        archive.pass_time(61)
    assert not refused(archive)
