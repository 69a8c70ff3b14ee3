"""Every kind of answer of the miniature web, visited over its proxy, gets the verdict an editor would give."""

import pytest

from sourcekeeper.checking.check import check_of
from sourcekeeper.checking.evidence import Evidence
from sourcekeeper.checking.verdicts import judge
from sourcekeeper.config import FetchSettings, NetworkSettings
from sourcekeeper.fetching.curl import CurlFetcher
from sourcekeeper.keeper.live import SystemClock
from sourcekeeper.model import Check, FetchRequest, Judgement, Verdict
from sourcekeeper.sandbox.kinds import Kind
from sourcekeeper.sandbox.server import Sandbox

QUICK = FetchSettings(gap_seconds=0, retries=0, connect_timeout_seconds=60, max_body_bytes=1 << 20)
HANGING = (Kind.UNANSWERED, Kind.SILENT, Kind.DRIP)
"""What only the deadline ends. All else has as much time as a busy machine may need."""

ALIVE = (Kind.ALIVE, Kind.SLOW, Kind.COOKIE, Kind.LATIN1, Kind.CUT, Kind.ENDLESS, Kind.BOMB, Kind.MALFORMED)
WANTED = {
    **{kind: {Verdict.ALIVE} for kind in ALIVE},
    Kind.MOVED: {Verdict.REDIRECTED},
    Kind.RAW_LOCATION: {Verdict.REDIRECTED},
    Kind.GONE: {Verdict.GONE},
    Kind.REMOVED: {Verdict.GONE},
    Kind.WALL: {Verdict.BLOCKED},
    Kind.FORBIDDEN: {Verdict.BLOCKED},
    Kind.LOGIN: {Verdict.LOGIN_REQUIRED},
    Kind.PAYWALL: {Verdict.PAYWALLED},
    Kind.LEGAL: {Verdict.LEGAL_BLOCK},
    Kind.LIMITED: {Verdict.RATE_LIMITED},
    Kind.ERROR: {Verdict.SERVER_ERROR},
    Kind.UNAVAILABLE: {Verdict.SERVER_ERROR},
    Kind.SOFT_404: {Verdict.SOFT_404},
    Kind.HOME: {Verdict.MOVED_TO_HOME},
    Kind.PARKED: {Verdict.PARKED},
    Kind.NAMELESS: {Verdict.DNS_GONE},
    Kind.NAME_TROUBLE: {Verdict.UNKNOWN},
    Kind.REFUSED: {Verdict.UNREACHABLE},
    Kind.RESET: {Verdict.UNREACHABLE},
    Kind.UNANSWERED: {Verdict.TIMEOUT},
    Kind.SILENT: {Verdict.TIMEOUT},
    Kind.LOOP: {Verdict.REDIRECT_LOOP},
    Kind.CHAIN: {Verdict.REDIRECT_LOOP},
    Kind.GARBAGE: {Verdict.UNREACHABLE},
    Kind.LONG_HEADERS: {Verdict.UNREACHABLE},
    Kind.EXPIRED: {Verdict.TLS_ERROR},
    Kind.WRONG_HOST: {Verdict.TLS_ERROR},
    Kind.UNTRUSTED: {Verdict.TLS_ERROR},
    Kind.DRIP: {Verdict.ALIVE, Verdict.TIMEOUT},
    Kind.REFRESH: {Verdict.UNKNOWN},  # nothing is shown on the way; a visit follows it
}


@pytest.fixture(scope="module")
def judged() -> dict[Kind, tuple[Check, Judgement]]:
    """All kinds, visited in one go."""
    with Sandbox() as sandbox:
        network = NetworkSettings(
            http_proxy=sandbox.proxy_url, https_proxy=sandbox.proxy_url, ca_file=str(sandbox.ca_file)
        )
        fetcher = CurlFetcher(QUICK, network, SystemClock())
        for kind in Kind:
            url = f"https://{kind.value}.kinds.example/rapports/2024/cameras"
            seconds = 3.0 if kind in HANGING else 120.0
            fetcher.submit(FetchRequest(url=url, key=kind.value, timeout_seconds=seconds, max_body_bytes=1 << 20))
        found = {}
        for visit in fetcher.results():
            check = check_of(visit, max_decoded_bytes=1 << 22)
            found[Kind(visit.request.key)] = check, judge(Evidence(check=check))
        fetcher.close()
    return found


def test_every_kind_of_the_sandbox_is_judged_here():
    assert set(WANTED) == set(Kind)


@pytest.mark.parametrize("kind", WANTED, ids=lambda kind: kind.value)
def test_a_kind_of_answer_gets_its_verdict(judged, kind):
    check, judgement = judged[kind]
    assert judgement.verdict in WANTED[kind], (judgement, check.status, check.final_url, check.failure)


def test_only_living_pages_have_metadata(judged):
    described = {kind for kind, (check, _) in judged.items() if check.page and check.page.item.fields}
    assert Kind.ALIVE in described
    assert described <= {*ALIVE, Kind.MOVED, Kind.RAW_LOCATION, Kind.PAYWALL, Kind.HOME, Kind.REFRESH, Kind.DRIP}
