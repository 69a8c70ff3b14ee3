"""Every row of the service's codes and every way its answers mislead, played by the sandbox's archive.

For each: nothing is called archived that the archive does not show, nothing failed of which there is a capture,
nothing is captured twice, and what the service refuses for good is not asked for again.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from tests.archive_by_hand import PUBLIC, SETTINGS, ArchiveByHand

from sourcekeeper.archiving.codes import _BY_CODE, Course, course_of
from sourcekeeper.model import CaptureState, SnapshotOrigin
from sourcekeeper.sandbox.archive_state import Terms
from sourcekeeper.sandbox.kinds import Kind

URL = "https://site.example.org/page"
SETTLED_FOR_GOOD = (CaptureState.REFUSED, CaptureState.WITHDRAWN)
OURS = {"rate-limited", "overloaded"}
"""Codes of our own for what the service says by a status."""
CODES = sorted(_BY_CODE.keys() - OURS)


def assert_honest(archive: ArchiveByHand) -> None:
    assert archive.false_archived() == []
    assert archive.false_failed() == []
    assert archive.made_twice() == 0
    assert archive.watch.before_retry_after == 0


# --- the table of codes ---------------------------------------------------------------------------------------------

WAYS = ("refuse", "refuse-plainly", "job-error", "job-error-but-captured")
OF_ALL = (Course.SLOTS, Course.STOP)
"""Classes that concern more than one address."""
OWN = [code for code in [*CODES, "made-up-tomorrow"] if course_of(code) not in OF_ALL]
AT_LAST = {
    Course.PERMANENT: CaptureState.REFUSED,
    Course.TARGET: CaptureState.FAILED,
    Course.NAME: CaptureState.FAILED,
    Course.TRANSIENT: CaptureState.FAILED,
    Course.UNKNOWN: CaptureState.FAILED,
    Course.TOMORROW: CaptureState.QUEUED,
    Course.HOST: CaptureState.FAILED,
}


def of(code: str) -> str:
    return f"https://{code}.example/page"


def all_codes(way: str, times: str = "") -> ArchiveByHand:
    """An archive that has a code for each host: the whole table in one run."""
    archive = ArchiveByHand(f"{way}=" + "+".join(f"{code}{times}@{code}.example" for code in OWN))
    archive.add(*map(of, OWN))
    return archive


@pytest.mark.parametrize("way", WAYS)
def test_a_code_that_never_changes_ends_as_its_class_says(way: str) -> None:
    archive = all_codes(way)
    archive.run_until_settled(days=0.7)  # a failure is tried again after a day
    assert_honest(archive)
    states = {code: archive.captures()[of(code)].state for code in OWN}
    if way == "job-error-but-captured":
        assert states == dict.fromkeys(OWN, CaptureState.ARCHIVED)
        assert all(archive.made(of(code)) == 1 for code in OWN)
    elif way == "refuse-plainly":  # whose words do not tell every code
        assert set(states.values()) <= {*AT_LAST.values()}
    else:
        assert states == {code: AT_LAST[course_of(code)] for code in OWN}
        assert not any(archive.made(of(code)) for code in OWN)
        for code in OWN:
            if course_of(code) in (Course.PERMANENT, Course.TARGET):
                assert archive.watch.submissions(of(code)) == 1


@pytest.mark.parametrize("way", WAYS)
def test_a_code_that_passes_is_got_over(way: str) -> None:
    archive = all_codes(way, "*1")
    archive.run_until_settled(days=2.5)
    archive.clock.advance(4 * 86400)  # what the site refused is asked again after days
    archive.run_until_settled(days=2.5)
    assert_honest(archive)
    for code in OWN:
        is_for_good = course_of(code) is Course.PERMANENT and way in ("refuse", "job-error")
        capture, made = archive.captures()[of(code)], archive.made(of(code))
        if is_for_good:
            assert (capture.state, archive.watch.submissions(of(code))) == (CaptureState.REFUSED, 1)
        elif capture.state is not CaptureState.REFUSED:
            assert (code, capture.state, made) == (code, CaptureState.ARCHIVED, 1)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("code", [code for code in CODES if course_of(code) in OF_ALL])
def test_a_code_that_concerns_all_is_got_over(way: str, code: str) -> None:
    archive = ArchiveByHand(f"{way}={code}*1@site0.example.org")
    urls = archive.add_many(3)
    archive.run_until_settled(days=2.5)
    assert_honest(archive)
    assert archive.states() == {CaptureState.ARCHIVED: 3}
    assert [archive.made(url) for url in urls] == [1, 1, 1]


def test_a_host_the_archive_cannot_find_is_asked_for_twice_a_day_apart() -> None:
    archive = ArchiveByHand("job-error=invalid-host-resolution")
    archive.add(URL)
    archive.run()
    assert archive.captures()[URL].state is CaptureState.FAILED
    archive.clock.advance(25 * 3600)
    archive.run()
    assert archive.captures()[URL].state is CaptureState.REFUSED
    first, second = (each.at for each in archive.watch.asked if each.part == "save")
    assert second - first >= 86400
    archive.clock.advance(100 * 86400)
    archive.run()
    assert archive.watch.submissions(URL) == 2


def test_a_host_that_is_slowed_down_holds_up_no_other() -> None:
    archive = ArchiveByHand("refuse=too-many-requests*1@slow.example")
    slow = [f"https://slow.example/{number}" for number in range(12)]
    quick = [f"https://site{number}.example.org/page" for number in range(6)]
    archive.add(*slow, *quick)
    archive.run_until_settled()
    assert archive.states() == {CaptureState.ARCHIVED: 18}
    first_quick = next(each.at for each in archive.watch.asked if each.url == quick[0] and each.part == "save")
    assert first_quick < 60
    assert_honest(archive)


@pytest.mark.parametrize("code", ["max-daily-bandwidth", "daily-limit"])
def test_a_limit_of_the_day_stops_the_run_until_midnight(code: str) -> None:
    archive = ArchiveByHand(f"refuse={code}")
    archive.add_many(8)
    report = archive.run()
    assert (report.left, archive.watch.count("save")) == (8, 1)
    archive.order("")
    archive.clock.advance(15.1 * 3600)  # from 9 o'clock past midnight
    archive.run()
    assert archive.states() == {CaptureState.ARCHIVED: 8}


# --- what a stand-in must do: the section of the same name ----------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Row:
    faults: str
    terms: Terms = PUBLIC
    made: int = 1
    kind: Kind = Kind.ALIVE
    state: CaptureState = CaptureState.ARCHIVED
    days: float = 4


ROWS = {
    "answer lost": Row(faults="lost-answer=once"),
    "520, captured": Row(faults="520-but-captured=once"),
    "no answer in time, captured": Row(faults="stalled-answer=once"),
    **{f"{status}, captured": Row(faults=f"answer-but-captured={status}*1") for status in (500, 502, 503, 509, 523)},
    "job failed, captured": Row(faults="job-failed-but-captured=once"),
    "done, without time and address": Row(faults="no-address"),
    "the start is delayed": Row(faults="start-delay=90"),
    "the start is delayed by hours": Row(faults="start-delay=7500"),
    "jobs are forgotten": Row(faults="forget-jobs"),
    "results are forgotten soon": Row(faults="", terms=replace(PUBLIC, results_kept_seconds=1)),
    "slots linger": Row(faults="slot-lag=15"),
    "429 without a time": Row(faults="429=once,at=save"),
    "429 with a time": Row(faults="429=twice,retry-after=45"),
    "429 with a time of hours": Row(faults="429=once,at=save,retry-after=7000"),
    "the index lags": Row(faults="index-lag=7200"),
    "the index lags, the answer is lost": Row(faults="index-lag=7200,lost-answer=once"),
    "the index lags for most of a day, the answer is lost": Row(faults="index-lag=70000,lost-answer=once"),
    "the index lags, the job says that it failed": Row(faults="index-lag=7200,job-failed-but-captured=once"),
    "replay lags": Row(faults="replay-lag=7200"),
    "replay lags for most of a day": Row(faults="replay-lag=70000"),
    "everything lags": Row(faults="replay-lag=40000,index-lag=40000,forget-jobs"),
    "unchanged": Row(faults="revisits"),
    "availability is blind": Row(faults="blind-availability"),
    "moved": Row(faults="", kind=Kind.MOVED),
    "offline, as 503": Row(faults="html-offline=twice,retry-after=20"),
    "offline, as 200": Row(faults="html-offline-200=twice"),
    "asked to log in, wrongly": Row(faults="false-401=once"),
    "the site is excluded": Row(faults="excluded=site.example.org", made=0, state=CaptureState.REFUSED),
    "the capture vanishes at once": Row(faults="vanish=once", made=2, days=9),
}


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS.keys())
def test_whatever_the_archive_answers_one_capture_is_made_and_proved(row: Row) -> None:
    archive = ArchiveByHand(row.faults, terms=row.terms)
    archive.add(URL, kind=row.kind)
    archive.run_until_settled(days=row.days)
    assert archive.captures()[URL].state is row.state
    assert archive.made(URL) == row.made
    assert_honest(archive)


# --- there is a capture already -------------------------------------------------------------------------------------

ANEW = replace(SETTINGS, newer_than=timedelta(0))
"""Nothing that is there already saves a capture."""


@pytest.mark.parametrize("faults", ["", "no-job-id", "no-job-id,index-lag=7200", "index-lag=7200"])
def test_the_same_snapshot_is_a_success(faults: str) -> None:
    archive = ArchiveByHand(settings=ANEW)
    archive.order(faults)
    archive.others_capture(URL)
    (theirs,) = archive.jobs()
    archive.clock.advance(300)
    archive.add(URL)
    archive.order(faults)
    archive.run_until_settled(days=2)
    capture = archive.captures()[URL]
    assert capture.state is CaptureState.ARCHIVED
    assert capture.snapshot is not None
    assert f"/{theirs.timestamp}/" in capture.snapshot.uri
    assert capture.snapshot.origin is SnapshotOrigin.FOUND
    assert archive.made(URL) == 0
    assert_honest(archive)


def test_enough_captures_of_an_address_today_end_with_one_of_today() -> None:
    archive = ArchiveByHand(settings=ANEW, terms=replace(PUBLIC, same_snapshot_seconds=0))
    for _ in range(5):
        archive.others_capture(URL)
        archive.clock.advance(1200)
    last = archive.jobs()[-1]
    archive.add(URL)
    archive.run()
    capture = archive.captures()[URL]
    assert capture.state is CaptureState.ARCHIVED
    assert capture.snapshot is not None
    assert f"/{last.timestamp}/" in capture.snapshot.uri
    assert (archive.made(URL), archive.watch.submissions(URL)) == (0, 1)
    assert_honest(archive)


def test_enough_captures_today_that_do_not_show_yet_are_not_a_failure() -> None:
    archive = ArchiveByHand(settings=ANEW, terms=replace(PUBLIC, same_snapshot_seconds=0))
    archive.order("index-lag=20000,replay-lag=20000")
    for _ in range(5):
        archive.others_capture(URL, keep=True)
    archive.add(URL)
    archive.run()
    assert archive.captures()[URL].state is CaptureState.QUEUED
    archive.run_until_settled(days=2)
    assert archive.captures()[URL].state is CaptureState.ARCHIVED


# --- a whole run in bad weather -------------------------------------------------------------------------------------

WEATHER = {
    "a third of all answers bad": "502=0.3",
    "a third of all answers is the notice": "html-offline-200=0.3",
    "answers lost": "lost-answer=0.1,520-but-captured=0.1,stalled-answer=0.05",
    "captures hidden": "job-failed-but-captured=0.3,no-address=0.1",
    "too fast, now and then": "429=0.1,retry-after=30",
    "slots linger": "slot-lag=12",
}


@pytest.mark.parametrize("faults", WEATHER.values(), ids=WEATHER.keys())
def test_a_run_in_bad_weather_ends_with_all_proved(faults: str) -> None:
    archive = ArchiveByHand(faults)
    archive.add_many(30)
    archive.run_until_settled(days=4, gap=timedelta(hours=1))  # a lost answer is sent again after a day, maybe in vain
    assert archive.states() == {CaptureState.ARCHIVED: 30}
    assert archive.watch.most_refusals_in_a_row <= 1
    assert_honest(archive)
