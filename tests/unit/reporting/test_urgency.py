"""What needs a person comes first, and each group has its words."""

from datetime import UTC, datetime

import pytest

from sourcekeeper.model import Judgement, Reason, SourceStanding, Standing, Verdict
from sourcekeeper.reporting.urgency import Urgency, rank, remedy, title, urgency_of


def judged(verdict, code="http-200"):
    return Judgement(verdict=verdict, confidence=0.9, reason=Reason.of(code))


def stands(standing):
    return SourceStanding(standing=standing, since=datetime(2026, 1, 5, tzinfo=UTC))


@pytest.mark.parametrize(
    ("verdict", "code", "standing", "urgency"),
    [
        pytest.param(Verdict.GONE, "http-404", Standing.DEAD, Urgency.NEEDS_A_PERSON, id="dead"),
        pytest.param(Verdict.BLOCKED, "bot-wall", Standing.DEAD, Urgency.NEEDS_A_PERSON, id="dead behind a wall"),
        pytest.param(Verdict.USURPED, "other-owner", Standing.SUSPECT, Urgency.NEEDS_A_PERSON, id="usurped tonight"),
        pytest.param(Verdict.CONTENT_DRIFTED, "text-drifted", Standing.OK, Urgency.NEEDS_A_PERSON, id="drifted"),
        pytest.param(Verdict.GONE, "http-404", Standing.SUSPECT, Urgency.SUSPECT, id="one bad night"),
        pytest.param(Verdict.ALIVE, "http-200", Standing.REVIVED, Urgency.NEWS, id="revived"),
        pytest.param(Verdict.REDIRECTED, "redirected-permanently", Standing.OK, Urgency.NEWS, id="moved for good"),
        pytest.param(Verdict.REDIRECTED, "redirected", Standing.OK, Urgency.WELL, id="moved for now"),
        pytest.param(Verdict.BLOCKED, "http-403", Standing.OK, Urgency.UNCLEAR, id="a wall"),
        pytest.param(Verdict.NOT_CHECKED, "decided-ignore", Standing.DEAD, Urgency.LEFT_ALONE, id="ignored"),
        pytest.param(Verdict.ALIVE, "decided-alive", Standing.DEAD, Urgency.WELL, id="a person knows better"),
        pytest.param(
            Verdict.NOT_CHECKED, "fetch-not-allowed", Standing.UNKNOWN, Urgency.LEFT_ALONE, id="refused by us"
        ),
    ],
)
def test_each_source_is_in_its_group(verdict, code, standing, urgency):
    assert urgency_of(judged(verdict, code), stands(standing)) is urgency


@pytest.mark.parametrize("verdict", Verdict)
@pytest.mark.parametrize("standing", Standing)
def test_every_source_has_a_rank_and_its_group_words_in_both_languages(verdict, standing):
    judgement, stand = judged(verdict, f"x-{verdict.value}"), stands(standing)
    urgency = urgency_of(judgement, stand)
    assert rank(judgement, stand)[0] == urgency
    assert title(urgency, "en") != title(urgency, "fr") or urgency is Urgency.SUSPECT
    for has_snapshot in (True, False):
        told = [remedy(judgement, stand, has_snapshot=has_snapshot, language=each) for each in ("en", "fr")]
        assert bool(told[0]) is bool(told[1]) is (urgency <= Urgency.NEWS)


def test_the_dead_come_before_the_usurped_and_those_before_what_drifted():
    gone, usurped = judged(Verdict.GONE), judged(Verdict.USURPED)
    drifted, suspect = judged(Verdict.CONTENT_DRIFTED), stands(Standing.SUSPECT)
    ranks = [rank(gone, stands(Standing.DEAD)), rank(usurped, suspect), rank(drifted, suspect), rank(gone, suspect)]
    assert ranks == sorted(ranks)
    assert len(set(ranks)) == 4


def test_what_may_harm_readers_is_taken_out():
    told = remedy(judged(Verdict.USURPED), stands(Standing.SUSPECT), has_snapshot=True)
    assert "take the live link out" in told
    assert "snapshot alone" in told
