"""Nothing of a text is sent before a person agreed, and what is said now beats what was said before."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from sourcekeeper.cli.consent import is_agreed
from sourcekeeper.config import load_settings
from sourcekeeper.keeper import Keeper
from sourcekeeper.ports import RawDocument
from sourcekeeper.testing.clock import FakeClock
from sourcekeeper.testing.fetching import FakeFetcher

TODAY = date(2026, 1, 5)
"""As the clock has it."""


@pytest.fixture
def ask():
    def asked(setting="ask", before=False, **said):
        settings = replace(load_settings(environ={}, folder=Path("/")), consent=setting)
        clock = FakeClock()
        with Keeper(settings=settings, fetcher=FakeFetcher({}, clock), clock=clock) as keeper:
            document = RawDocument(origin="/l.txt", data=b"A claim.1\n\n1. https://a.example/x\n")
            recorded = keeper.record(next(keeper.read([document])))
            if before:
                keeper.consent_to(recorded.document.id, "asked")
            agreed = is_agreed(keeper, recorded, **{"yes": False, "archive_after": None, **said})
            return agreed, keeper.store.consent(recorded.document.id) is not None

    return asked


def test_without_a_word_nothing_is_agreed(ask):
    assert ask() == (False, False)


@pytest.mark.parametrize(
    ("given", "agreed"),
    [
        ({"yes": True}, True),
        ({"archive_after": TODAY}, True),
        ({"archive_after": date(2026, 1, 6)}, False),
        ({"archive_after": date(2026, 1, 6), "yes": True}, False),
        ({"archive_after": date(2026, 1, 6), "before": True}, False),
        ({"before": True}, True),
        ({"setting": "always"}, True),
        ({"setting": "never"}, False),
        ({"setting": "never", "before": True}, False),
        ({"setting": "never", "yes": True}, True),
    ],
    ids=str,
)
def test_what_is_said_now_beats_what_was_said_before(ask, given, agreed):
    assert ask(**given)[0] is agreed


def test_an_agreement_is_written_down_and_a_refusal_is_not(ask):
    assert ask(yes=True)[1]
    assert not ask(archive_after=date(2026, 1, 6))[1]
