from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcekeeper.archiving.confirming import (
    LATER,
    LOST_AFTER,
    SLACK,
    SPREAD,
    STEPS,
    Finding,
    after_look,
    first_proved,
    next_look,
)
from sourcekeeper.archiving.proof import Proof, ProofKind
from sourcekeeper.model import Capture, CaptureState, PageKind, Reason, Snapshot, SnapshotOrigin, Source

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
URL = "https://example.org/a"
SNAPSHOT = Snapshot(
    uri=f"https://web.archive.org/web/20261119090000/{URL}",
    original=URL,
    taken_at=NOW - timedelta(days=1),
    archive="web.archive.org",
    origin=SnapshotOrigin.MADE,
    shows=PageKind.TEXT,
)
PROVED = first_proved(SNAPSHOT, NOW)
SOURCE = Source(id="s", url=URL, comparison_key="1:k", fetch_key=URL)
ARCHIVED = Capture(id="c", source=SOURCE, state=CaptureState.ARCHIVED, snapshot=PROVED)
NOT_THERE = Proof(kind=ProofKind.NOT_YET, snapshot=PROVED, reason=Reason.of("replay-not-there"))
ELSEWHERE = Proof(kind=ProofKind.NOT_YET, snapshot=PROVED, reason=Reason.of("replay-other-time"))
THERE = Proof(kind=ProofKind.PROVED, snapshot=replace(PROVED, final_url=URL), shows=PageKind.TEXT)


def test_a_snapshot_is_looked_for_after_a_day_a_week_a_month_then_every_half_year() -> None:
    capture, now, waits = ARCHIVED, NOW, []
    for _ in range(6):
        assert capture.snapshot is not None
        assert capture.snapshot.confirm_next is not None
        waits.append(capture.snapshot.confirm_next - now + SLACK)
        now = capture.snapshot.confirm_next
        capture = after_look(capture, THERE, None, now).capture
    for wait, step in zip(waits, (*STEPS, LATER, LATER, LATER), strict=True):
        assert step <= wait <= step * (1 + SPREAD)
    assert waits[0] == STEPS[0], "most losses were seen within a day: the first look is not put off"


def test_an_odd_answer_is_asked_about_again_no_sooner_than_the_next_night() -> None:
    odd = Proof(kind=ProofKind.NOT_YET, snapshot=PROVED, reason=Reason.of("replay-empty"))
    look = after_look(ARCHIVED, odd, None, NOW)
    assert look.finding is Finding.UNCLEAR
    assert look.capture.snapshot is not None
    assert look.capture.snapshot.confirm_next == NOW + STEPS[0] - SLACK


def test_what_was_made_in_one_night_is_not_all_due_in_one() -> None:
    old = [replace(PROVED, uri=f"{PROVED.uri}{number}", confirmations=3) for number in range(300)]
    days = {next_look(each, NOW).date() for each in old}
    assert len(days) > 30
    assert [next_look(each, NOW) for each in old] == [next_look(each, NOW) for each in old]


@pytest.mark.parametrize("absent", [NOT_THERE, ELSEWHERE], ids=["404", "led to another time"])
def test_two_absences_a_day_apart_that_the_index_agrees_to_are_a_loss(absent: Proof) -> None:
    first = after_look(ARCHIVED, absent, False, NOW)
    assert (first.finding, first.capture.state) == (Finding.MISSING, CaptureState.ARCHIVED)
    assert first.capture.snapshot is not None
    assert first.capture.snapshot.missed_since == NOW
    too_soon = after_look(first.capture, absent, False, NOW + LOST_AFTER / 2)
    assert too_soon.finding is Finding.MISSING
    second = after_look(too_soon.capture, absent, False, NOW + LOST_AFTER)
    assert (second.finding, second.capture.state) == (Finding.LOST, CaptureState.LOST)
    assert second.capture.snapshot is not None
    assert not second.capture.snapshot.is_good
    assert second.reason is not None
    assert second.reason.get("day") == "2026-11-20"


def test_one_that_comes_back_starts_counting_anew() -> None:
    missed = after_look(ARCHIVED, NOT_THERE, False, NOW).capture
    back = after_look(missed, THERE, None, NOW + timedelta(days=1))
    assert back.finding is Finding.CONFIRMED
    assert back.capture.snapshot is not None
    assert back.capture.snapshot.missed_since is None
    assert after_look(back.capture, NOT_THERE, False, NOW + timedelta(days=9)).finding is Finding.MISSING


UNCLEAR = {
    "no answer": (Proof(kind=ProofKind.NO_ANSWER, snapshot=PROVED), None),
    "404, and the index lists it": (NOT_THERE, True),
    "404, and the index is silent": (NOT_THERE, None),
    "an empty body": (Proof(kind=ProofKind.NOT_YET, snapshot=PROVED, reason=Reason.of("replay-empty")), False),
    "an archived error in its place": (Proof(kind=ProofKind.BAD_STATUS, snapshot=PROVED), False),
}


@pytest.mark.parametrize(("proof", "listed"), UNCLEAR.values(), ids=UNCLEAR.keys())
def test_whatever_is_less_clear_never_makes_a_loss(proof: Proof, listed: bool | None) -> None:
    capture = ARCHIVED
    for day in range(30):
        look = after_look(capture, proof, listed, NOW + timedelta(days=day))
        assert look.finding is Finding.UNCLEAR
        capture = look.capture
    assert capture.state is CaptureState.ARCHIVED
    assert capture.snapshot is not None
    assert capture.snapshot.is_good


def test_an_excluded_one_is_withdrawn_at_once_and_for_ever() -> None:
    excluded = Proof(kind=ProofKind.WITHDRAWN, snapshot=PROVED, reason=Reason.of("excluded"))
    look = after_look(ARCHIVED, excluded, None, NOW)
    assert (look.finding, look.capture.state) == (Finding.WITHDRAWN, CaptureState.WITHDRAWN)
    assert look.capture.next_try is None
    assert look.capture.snapshot is not None
    assert look.capture.snapshot.confirm_next is None


def test_one_known_by_now_for_a_wall_is_unfit() -> None:
    wall = Proof(kind=ProofKind.PROVED, snapshot=PROVED, shows=PageKind.WALL, reason=Reason.of("captcha"))
    look = after_look(ARCHIVED, wall, None, NOW)
    assert (look.finding, look.capture.state) == (Finding.UNFIT, CaptureState.UNFIT)
    assert look.capture.snapshot is not None
    assert not look.capture.snapshot.is_good


answers = st.tuples(
    st.sampled_from([NOT_THERE, ELSEWHERE, THERE, *(proof for proof, _ in UNCLEAR.values())]),
    st.sampled_from([True, False, None]),
    st.integers(1, 60),
)


@given(st.lists(answers, max_size=12))
def test_a_loss_needs_two_agreed_absences_in_a_row_a_day_apart(told: list[tuple[Proof, bool | None, int]]) -> None:
    capture, now = ARCHIVED, NOW
    agreed: list[datetime] = []
    for proof, listed, hours in told:
        now += timedelta(hours=hours)
        look = after_look(capture, proof, listed, now)
        if proof is THERE:
            agreed = []
        elif proof in (NOT_THERE, ELSEWHERE) and listed is False:
            agreed.append(now)
        is_lost = bool(agreed) and agreed[-1] == now and agreed[-1] - agreed[0] >= LOST_AFTER
        assert (look.capture.state is CaptureState.LOST) == is_lost
        if is_lost:
            return
        capture = look.capture
