"""Both HTTP engines come to one verdict for kinds of the labelled web that are odd, lost or barred in rarer ways."""

from __future__ import annotations

from contextlib import closing

import pytest

from sourcekeeper.checking.check import check_of
from sourcekeeper.checking.evidence import Evidence
from sourcekeeper.checking.verdicts import judge
from sourcekeeper.config import FetchSettings, NetworkSettings
from sourcekeeper.fetching.curl import CurlFetcher
from sourcekeeper.fetching.plain import PlainFetcher
from sourcekeeper.keeper.live import SystemClock
from sourcekeeper.model import FetchFailure, FetchRequest, Verdict, Visit
from sourcekeeper.sandbox.labelled.barred import BARRED
from sourcekeeper.sandbox.labelled.checkpoints import CHECKPOINTS
from sourcekeeper.sandbox.labelled.led_away import LED_AWAY
from sourcekeeper.sandbox.labelled.lookalikes import LOOKALIKES
from sourcekeeper.sandbox.labelled.notices import NOTICES
from sourcekeeper.sandbox.labelled.odd import ODD
from sourcekeeper.sandbox.labelled.odd_pages import CHANGING, ODD_PAGES
from sourcekeeper.sandbox.labelled.vanished import VANISHED
from sourcekeeper.sandbox.labelled.walled import WALLED
from sourcekeeper.sandbox.labelled.web import LabelledWeb, address
from sourcekeeper.sandbox.server import Sandbox

KINDS = {
    kind.name: kind
    for kind in (
        *(*ODD, *ODD_PAGES, *CHANGING, *VANISHED, *LED_AWAY, *WALLED, *BARRED),
        *(*LOOKALIKES, *NOTICES, *CHECKPOINTS),
    )
}
PATIENT = FetchSettings(gap_seconds=0.0, retries=0, connect_timeout_seconds=60, timeout_seconds=120, in_flight=8)

Told = tuple[Verdict, int | None, FetchFailure | None, str]


@pytest.fixture(scope="module")
def told() -> dict[str, list[Told]]:
    """What each engine makes of an address of each kind."""
    web = LabelledWeb(address(kind, 0, 31) for kind in KINDS.values())
    found: dict[str, list[Told]] = {name: [] for name in KINDS}
    with Sandbox(labelled=web) as sandbox:
        network = NetworkSettings(
            http_proxy=sandbox.proxy_url, https_proxy=sandbox.proxy_url, ca_file=str(sandbox.ca_file)
        )
        for engine in (CurlFetcher, PlainFetcher):
            for visit in _visits(engine(PATIENT, network, SystemClock()), web):
                check = check_of(visit, max_decoded_bytes=1 << 22)
                verdict = judge(Evidence(check=check)).verdict
                found[visit.request.key].append((verdict, check.status, check.failure, check.final_url))
    return found


def _visits(engine: CurlFetcher | PlainFetcher, web: LabelledWeb) -> list[Visit]:
    with closing(engine) as fetcher:
        for each in web.addresses:
            fetcher.submit(FetchRequest(url=each.url, key=each.kind_on(0).name, max_body_bytes=1 << 18))
        return list(fetcher.results())


@pytest.mark.parametrize("name", KINDS)
def test_both_engines_come_to_one_verdict_for_a_labelled_kind(told: dict[str, list[Told]], name: str) -> None:
    one, other = told[name]
    assert other == one
