"""What `--fail-on` can name of a source, and which exit code comes first."""

from datetime import UTC, datetime

import pytest

from sourcekeeper.checking.findings import findings_of
from sourcekeeper.cli.findings import exit_code
from sourcekeeper.model import Judgement, Reason, SourceStanding, Standing, Verdict

DEAD = SourceStanding(standing=Standing.DEAD, since=datetime(2026, 1, 5, tzinfo=UTC))


def judged(verdict, code):
    return Judgement(verdict=verdict, confidence=1.0, reason=Reason.of(code))


@pytest.mark.parametrize(
    ("judgement", "words"),
    [
        (judged(Verdict.GONE, "http-404"), {"gone", "dead"}),
        (judged(Verdict.NOT_CHECKED, "decided-ignore"), {"not-checked"}),
        (judged(Verdict.ALIVE, "decided-alive"), {"alive"}),
        (None, set()),
    ],
    ids=["gone", "ignored", "alive by decision", "never visited"],
)
def test_a_dead_source_that_a_person_decided_about_is_no_finding(judgement, words):
    assert findings_of(judgement, DEAD) == words


@pytest.mark.parametrize(
    ("failed", "unfinished", "found", "code"),
    [(True, True, {"dead"}, 1), (False, True, {"dead"}, 4), (False, False, {"dead"}, 3), (False, False, {"ok"}, 0)],
)
def test_the_first_exit_code_that_applies_is_the_one(failed, unfinished, found, code):
    assert exit_code(failed=failed, unfinished=unfinished, found=found, fail_on=frozenset({"dead"})) == code
