"""What `--fail-on` can name of a source, and which exit code comes first."""

from datetime import UTC, datetime

import click
import pytest

from sourcekeeper.checking.findings import findings_of
from sourcekeeper.cli.findings import exit_code, parse_findings
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


def parsed(value):
    return parse_findings(click.Context(click.Command("x")), click.Option(["--fail-on"]), value)


def test_verdicts_and_standings_are_named_together_in_any_case():
    assert parsed("dead, Content-Drifted,") == {"dead", "content-drifted"}


@pytest.mark.parametrize(
    ("value", "told"),
    [("ded", "'ded' is neither a verdict nor a standing, did you mean 'dead'?"), ("rotten", "Known: alive, blocked")],
)
def test_an_unknown_word_is_told_with_those_that_look_like_it(value, told):
    with pytest.raises(click.BadParameter) as raised:
        parsed(f"gone,{value}")
    assert told in raised.value.message
