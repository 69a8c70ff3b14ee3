"""Visit the addresses of a file, as a process of its own: ``python -m benchmarks.visitor FILE CA_FILE [STORE]``.

With a store, every visit is judged and written; with a number in its place, each may take so many seconds and fail.
Loopback is let through the guard, which judges each connection all
the same.
"""

from __future__ import annotations

import gc
import sys
import time
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from ipaddress import IPv4Network
from pathlib import Path

from sourcekeeper.config import CopySettings, FetchSettings, NetworkSettings, Settings
from sourcekeeper.fetching.curl import CurlFetcher
from sourcekeeper.garbage import RARELY
from sourcekeeper.model import FetchRequest
from sourcekeeper.web.addresses import guard

IN_FLIGHT = 512


class RealClock:
    """The computer's own; the keeper's would load the whole house."""

    sleep = staticmethod(time.sleep)
    monotonic = staticmethod(time.monotonic)

    def now(self) -> datetime:
        """Return the time of day in UTC."""
        return datetime.now(UTC)


def visit_all(urls: list[str], network: NetworkSettings, fetch: FetchSettings) -> int:
    """Visit and keep nothing; return how many answered."""
    with closing(CurlFetcher(fetch, network, RealClock())) as fetcher:
        for url in urls:
            fetcher.submit(FetchRequest(url=url, key=url))
        return sum(visit.status == 200 for visit in fetcher.results())


def check_all(urls: list[str], network: NetworkSettings, fetch: FetchSettings, store: str) -> int:
    """Visit, judge and write; return how many are alive."""
    from sourcekeeper.keeper import Keeper  # noqa: PLC0415  who only visits does not load the house

    settings = Settings(store=store, network=network, fetch=fetch, copies=CopySettings(enabled=False))
    with Keeper(store, settings=settings) as keeper:
        sources = keeper.add_sources(urls, archive=False)
        return sum(each.judgement.verdict == "alive" for each in keeper.check(sources))


if __name__ == "__main__":
    gc.set_threshold(*RARELY)  # as the command line does
    guard._CLOSED_V4 = tuple(block for block in guard._CLOSED_V4 if block != IPv4Network("127.0.0.0/8"))
    wanted = Path(sys.argv[1]).read_text(encoding="utf-8").split()
    network = NetworkSettings(ca_file=sys.argv[2])
    fetch = FetchSettings(gap_seconds=0.0, in_flight=IN_FLIGHT)
    if sys.argv[3:] and sys.argv[3].isdigit():
        visit_all(wanted, network, replace(fetch, timeout_seconds=float(sys.argv[3]), retries=0))
        sys.exit()
    done = check_all(wanted, network, fetch, sys.argv[3]) if len(sys.argv) > 3 else visit_all(wanted, network, fetch)
    if done != len(wanted):
        sys.exit(f"{done} of {len(wanted)} are well")
