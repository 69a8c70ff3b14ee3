"""What servers see of our nights: requests a URL, requests at once at a host, and waits that were not kept.

Three labelled webs, through the sandbox's proxy. *Every kind* has every kind of answer equally often, with one address
a host and with ten: nearly half of its addresses redirect, refuse or fail. *As cited* has them about as often as they
are found. Of links on government pages 6 % are dead and 16 % lead on (Pew 2024, link-rot.md section 1); 3.4 % of
servers answer 200 to anything (Meneses and others 2012, section 4); of links that checkers report, a third is a wall
(section 3). How those are spread over single kinds is our guess.

Each address is cited with its title, as notes cite them. All are visited every week; retries are made.
"""

from __future__ import annotations

import re
import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from benchmarks.tables import Table, verdict
from benchmarks.verdicts import Calendar, settings_for
from sourcekeeper.fetching.curl import CurlFetcher
from sourcekeeper.keeper import Keeper
from sourcekeeper.ports import RawDocument
from sourcekeeper.sandbox.exchange import Answer, Request, header_in
from sourcekeeper.sandbox.labelled.scenes import Scene
from sourcekeeper.sandbox.labelled.table import KINDS
from sourcekeeper.sandbox.labelled.web import LabelledAddress, LabelledWeb
from sourcekeeper.sandbox.server import Sandbox
from sourcekeeper.web.retry_after import retry_after

SEED = 31
NIGHTS = 4
_WEEK = timedelta(days=7)
_FIRST, _LATER = 1.35, 1.1
"""Requests a URL at the most."""

_AS_CITED = {
    **{"article": 60, "list": 2, "short": 2, "file-pdf": 4, "front-page": 2},
    **{"to-https": 6, "with-slash": 3, "moved-content-301": 2, "moved-neu-301": 2, "moved-neu-302": 1},
    **{"moved-blog-302": 1, "by-refresh": 1},
    **{"gone": 3, "nameless": 1, "soft-home-page": 1, "home-302": 1, "fault-500": 1},
    **{"wall-cloudflare": 2, "wall-plain-403": 1, "paid": 1, "to-login": 1, "consent-page": 1, "silent": 1},
}
"""Of a hundred addresses: 70 living ones, 16 that lead on, 7 dead or failing, 7 behind something."""
_PROBE = re.compile(r"/[a-z]{25}(\.\w+)?$")


def run() -> None:
    """Print a row for each web and week; the bounds are those of the webs as cited."""
    columns = (("addresses", 9), ("requests", 8), ("a URL", 6), ("bound", 6), ("hops", 6), ("probes", 6))
    table = Table(("requests as servers saw them", 40), *columns, ("at a host", 9), ("too early", 9), ("", 4))
    every = [(name, 2) for name, kind in KINDS.items() if not kind.is_later_only]
    _rows(table, "as cited, one address a host", _one_a_host(_AS_CITED.items(), times=3))
    _rows(table, "as cited, ten a host", _ten_a_host(_AS_CITED.items()))
    _rows(table, "every kind, one address a host", _one_a_host(every))
    _rows(table, "every kind, ten a host", _ten_a_host([(name, 1) for name, _ in every]))


@dataclass(slots=True)
class _Seen:
    """What the hosts of a web saw of one night."""

    requests: Counter[str] = field(default_factory=Counter)
    """By host."""
    probes: int = 0
    at_once: Counter[str] = field(default_factory=Counter)
    most_at_once: int = 0
    free_at: dict[str, datetime] = field(default_factory=dict)
    """When a host that named a moment may be asked again."""
    too_early: int = 0


class _WatchedWeb(LabelledWeb):
    """A labelled web that takes down who asks it, and may have several addresses a host."""

    clock = Calendar()

    def __init__(self, addresses: Iterable[LabelledAddress]) -> None:
        super().__init__(addresses)
        self.seen = _Seen()
        self._lock = threading.Lock()
        self._at_host: dict[str, list[LabelledAddress]] = {}
        for address in self.addresses:
            self._at_host.setdefault(address.scene.host, []).append(address)

    def answer(self, request: Request) -> Answer:
        """Answer as the address that is asked for does; what is none of them, as one that has it."""
        with self._watched(request.host):
            self.seen.probes += bool(_PROBE.search(request.path))
            answer = self._answer(request)
        told = header_in(answer.headers, "retry-after")
        now = self.clock.now()
        wait = retry_after(told, now) if told else None
        if wait is not None:
            self.seen.free_at[request.host] = now + wait
        return answer

    def _answer(self, request: Request) -> Answer:
        there = self._at_host.get(request.host, [self._by_host[request.host]])
        asked = [each for each in there if each.scene.path == request.target] or there
        answers = (each.kind_on(self.night).answer(each.scene, request) for each in asked)
        answer = next(answers)
        while answer.status == 404 and (other := next(answers, None)) is not None:
            answer = other
        return answer

    @contextmanager
    def _watched(self, host: str) -> Iterator[None]:
        seen = self.seen
        with self._lock:
            seen.requests[host] += 1
            seen.at_once[host] += 1
            seen.most_at_once = max(seen.most_at_once, seen.at_once[host])
            seen.too_early += host in seen.free_at and self.clock.now() < seen.free_at[host]
        try:
            yield
        finally:
            with self._lock:
                seen.at_once[host] -= 1


class _SharedScene(Scene):
    """A page of a site that has several."""

    @property
    def host(self) -> str:  # type: ignore[override]
        """The host of the first of ten."""
        return Scene(self.kind, self.number // 10 * 10, self.seed, "", self.host_tail, self.scheme).host


Counted = Iterable[tuple[str, int]]
"""Kinds, and how many addresses of each."""


def _one_a_host(counted: Counted, times: int = 1) -> _WatchedWeb:
    return _WatchedWeb(_addresses(counted, times, Scene))


def _ten_a_host(counted: Counted) -> _WatchedWeb:
    return _WatchedWeb(_addresses(counted, 10, _SharedScene))


def _addresses(counted: Counted, times: int, scene: type[Scene]) -> list[LabelledAddress]:
    return [
        LabelledAddress(scene(kind.name, number, SEED, kind.path, kind.host_tail, kind.scheme), ((0, kind),))
        for name, count in counted
        for kind in (KINDS[name],)
        for number in range(count * times)
    ]


def _rows(table: Table, name: str, web: _WatchedWeb) -> None:
    """Print a row for each night over a web."""
    with Sandbox(labelled=web) as sandbox:
        settings = settings_for(sandbox)
        fetch = replace(settings.fetch, retries=1, retry_after_cap_seconds=3.0)
        settings, clock = replace(settings, fetch=fetch), web.clock
        fetcher = CurlFetcher(settings.fetch, settings.network, clock)
        with Keeper(fetcher=fetcher, clock=clock, settings=settings) as keeper:
            keeper.record(next(keeper.read([_text_citing(web.addresses)])))
            found = keeper.add_sources([each.url for each in web.addresses], archive=False)
            sources = list({each.id: each for each in found}.values())
            for night in range(NIGHTS):
                web.seen = _Seen()
                hops = sum(max(0, len(each.check.hops) - 1) for each in keeper.check(sources))
                _row(
                    table, f"{name}, week {night + 1}", len(sources), web.seen, hops, bound=_LATER if night else _FIRST
                )
                clock.ahead += _WEEK


def _row(table: Table, name: str, addresses: int, seen: _Seen, hops: int, *, bound: float) -> None:
    requests = seen.requests.total()
    each = requests / addresses
    figures = (f"{each:.2f}", f"{bound:.2f}", f"{hops / addresses:.2f}", f"{seen.probes / addresses:.2f}")
    is_well = verdict((each, bound), (seen.most_at_once, 1), (seen.too_early, 0))
    table.row(name, str(addresses), str(requests), *figures, str(seen.most_at_once), str(seen.too_early), is_well)


def _text_citing(addresses: Sequence[LabelledAddress]) -> RawDocument:
    """Return a text whose notes cite the addresses as notes do: author, title, site, day, address."""
    scenes = [address.scene for address in addresses]
    notes = [
        f"[{number}] {scene.author}, “{scene.title}”, {scene.name}, {scene.date}, {scene.url}"
        for number, scene in enumerate(scenes, 1)
    ]
    calls = " ".join(f"A claim.[{number}]" for number in range(1, len(scenes) + 1))
    return RawDocument(origin="/letter.txt", data="\n".join([calls, "", *notes, ""]).encode())
