"""What a configuration says of a host outweighs what rules made of its pages."""

import pytest

from sourcekeeper.checking.treating import skipped, treated
from sourcekeeper.config import HostSettings
from sourcekeeper.model import Judgement, Reason, Verdict
from sourcekeeper.reporting.wording import word

BLOCKED = Judgement(verdict=Verdict.BLOCKED, confidence=0.7, reason=Reason.of("http-403"))


def meaning(*pairs):
    return HostSettings(treat_as=pairs)


@pytest.mark.parametrize(
    ("pairs", "status", "verdict"),
    [
        pytest.param([("403", Verdict.PAYWALLED)], 403, Verdict.PAYWALLED, id="by its status"),
        pytest.param([("4xx", Verdict.ALIVE)], 403, Verdict.ALIVE, id="by the class of it"),
        pytest.param([("blocked", Verdict.GONE)], 403, Verdict.GONE, id="by the verdict"),
        pytest.param([("4xx", Verdict.ALIVE), ("403", Verdict.GONE)], 403, Verdict.GONE, id="the nearer word"),
        pytest.param([("404", Verdict.ALIVE), ("gone", Verdict.ALIVE)], 403, Verdict.BLOCKED, id="another one"),
        pytest.param([("5xx", Verdict.ALIVE)], None, Verdict.BLOCKED, id="no status"),
    ],
)
def test_a_host_says_what_is_meant(pairs, status, verdict):
    assert treated(BLOCKED, status, meaning(*pairs), "example.org").verdict is verdict


def test_what_the_visit_found_is_told_beside_what_is_meant():
    found = treated(BLOCKED, 403, meaning(("403", Verdict.PAYWALLED)), "example.org")
    assert word(found.reason) == "as the settings of example.org say; the visit found: blocked"


def test_the_same_verdict_keeps_its_own_reason():
    assert treated(BLOCKED, 403, meaning(("403", Verdict.BLOCKED)), "example.org") is BLOCKED


def test_a_host_is_skipped_with_the_reason_given_or_none():
    assert skipped(HostSettings(), "example.org") is None
    assert (
        word(skipped(HostSettings(skip="they asked us"), "a.example").reason)
        == "a setting skips a.example (they asked us)"
    )
    assert skipped(HostSettings(skip=""), "a.example").verdict is Verdict.NOT_CHECKED
