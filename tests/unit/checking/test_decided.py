"""What a person's word does to a verdict."""

from datetime import UTC, datetime, timedelta

import pytest

from sourcekeeper.checking.decided import ended_word, judgement_now, outweighed, without_visit, word_in_force
from sourcekeeper.model import Decision, DecisionKind, Judgement, Reason, Verdict

NOW = datetime(2026, 1, 5, tzinfo=UTC)


def said(kind, **more):
    replacement = "https://b.example/" if kind is DecisionKind.REPLACED_BY else None
    return Decision(source_id="s", kind=kind, made_at=NOW - timedelta(days=1), replacement=replacement, **more)


def judged(verdict):
    return Judgement(verdict=verdict, confidence=0.9, reason=Reason.of("http-404"))


@pytest.mark.parametrize("kind", [DecisionKind.NEVER_ARCHIVE, DecisionKind.ARCHIVE])
def test_words_on_archiving_say_nothing_of_checks(kind):
    assert word_in_force([said(kind)], NOW) is None


@pytest.mark.parametrize(("until", "holds"), [(None, True), (timedelta(seconds=1), True), (timedelta(0), False)])
def test_a_word_holds_until_its_end(until, holds):
    decision = said(DecisionKind.ALIVE, until=until if until is None else NOW + until)
    assert (word_in_force([decision], NOW) is decision) is holds


def test_an_older_word_counts_again_when_the_newer_one_ended():
    newer, older = said(DecisionKind.IGNORE, until=NOW), said(DecisionKind.ALIVE)
    assert word_in_force([newer, older], NOW) is older


@pytest.mark.parametrize(
    ("kind", "spared"),
    [(DecisionKind.IGNORE, True), (DecisionKind.REPLACED_BY, True), (DecisionKind.ALIVE, False)],
    ids=str,
)
def test_which_words_spare_a_visit(kind, spared):
    judgement = without_visit(said(kind))
    assert (judgement is not None and judgement.verdict is Verdict.NOT_CHECKED) is spared


def test_without_a_word_the_source_is_visited_and_judged_as_it_is():
    assert without_visit(None) is None
    assert outweighed(judged(Verdict.GONE), None).verdict is Verdict.GONE


@pytest.mark.parametrize("verdict", [Verdict.ALIVE, Verdict.REDIRECTED], ids=str)
def test_alive_adds_nothing_to_a_verdict_that_says_as_much(verdict):
    assert outweighed(judged(verdict), said(DecisionKind.ALIVE)) == judged(verdict)


DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("last", "decisions", "code"),
    [
        ("http-404", [], "http-404"),
        ("http-404", [said(DecisionKind.IGNORE)], "decided-ignore"),
        ("http-404", [said(DecisionKind.ALIVE)], "decided-alive"),
        ("decided-alive", [said(DecisionKind.ALIVE)], "decided-alive"),
        ("decided-ignore", [said(DecisionKind.IGNORE, until=NOW)], "word-ended"),
        ("decided-alive", [said(DecisionKind.ALIVE, until=NOW - DAY)], "word-ended"),
        ("decided-ignore", [said(DecisionKind.IGNORE, until=NOW), said(DecisionKind.REPLACED_BY)], "decided-replaced"),
        ("http-404", [said(DecisionKind.IGNORE, until=NOW)], "http-404"),
        ("skipped-host", [said(DecisionKind.IGNORE, until=NOW)], "skipped-host"),
    ],
)
def test_a_word_counts_from_when_it_was_said_to_its_end_whatever_the_last_visit_found(last, decisions, code):
    before = Judgement(verdict=Verdict.GONE, confidence=0.9, reason=Reason.of(last))
    assert judgement_now(before, decisions, NOW).reason.code == code


def test_of_several_words_that_ended_the_last_is_told():
    first, last = said(DecisionKind.IGNORE, until=NOW - DAY), said(DecisionKind.ALIVE, until=NOW)
    assert ended_word([first, last, said(DecisionKind.NEVER_ARCHIVE, until=NOW)], NOW) is last
    assert ended_word([last, said(DecisionKind.IGNORE)], NOW) is None
    assert ended_word([], NOW) is None
