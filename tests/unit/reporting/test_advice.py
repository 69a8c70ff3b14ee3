"""What a person is told to do about a capture that came to nothing."""

from __future__ import annotations

import shlex
from datetime import UTC, datetime

import pytest

from sourcekeeper.archiving.codes import Course, course_of
from sourcekeeper.model import Capture, CaptureState, Reason, Source
from sourcekeeper.reporting import advice
from sourcekeeper.reporting.advice import NEEDS_A_PERSON, advise

NEXT = datetime(2026, 1, 9, tzinfo=UTC)


def capture(state: CaptureState, code: str = "", url: str = "https://example.org/a", **arguments: str) -> Capture:
    source = Source(id="s", url=url, comparison_key=url, fetch_key=url)
    return Capture(
        id="c", source=source, state=state, next_try=NEXT, reason=Reason.of(code, **arguments) if code else None
    )


@pytest.mark.parametrize("state", list(CaptureState))
def test_there_is_advice_for_what_needs_a_person_and_for_nothing_else(state: CaptureState) -> None:
    assert bool(advise(capture(state))) is (state in NEEDS_A_PERSON)


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("code", ["", "secret-token", *advice._BY_CODE])
def test_no_advice_is_left_with_a_hole(code: str, language: str) -> None:
    told = advise(capture(CaptureState.WITHHELD, code, pattern="*.lan"), language)
    assert told
    assert "…" not in told
    assert "{" not in told


def test_both_languages_differ() -> None:
    pairs = [*advice._BY_CODE.values(), *advice._BY_STATE.values()]
    assert all(english != french for english, french in pairs)


@pytest.mark.parametrize("code", [code for code in advice._BY_CODE if code.startswith("error:")])
def test_advice_is_given_only_for_codes_that_time_does_not_heal(code: str) -> None:
    assert course_of(code) in (Course.PERMANENT, Course.TARGET, Course.NAME)


@pytest.mark.parametrize("url", ["https://example.org/a?b=1&c=2", "https://example.org/'; rm -rf x; '", "a" * 500])
def test_a_command_can_be_pasted_into_a_shell(url: str) -> None:
    told = advise(capture(CaptureState.WITHHELD, "secret-token", url))
    words = shlex.split(told[told.index("sourcekeeper ") :])
    assert words[:2] == ["sourcekeeper", "decide"]
    assert words[2] in (url, "URL")
    assert words[3] == "archive"


def test_the_address_is_shown_as_asked() -> None:
    told = advise(capture(CaptureState.WITHHELD, "secret-token"), url="https://example.org/***")
    assert "'https://example.org/***'" in told
