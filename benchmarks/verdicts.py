"""Verdicts on the labelled web, every kind equally often, beside lychee on the same web through the same proxy.

    python -m benchmarks.verdicts SEED …

Seeds 900 to 999 are for figures that are told: nobody looks at their pages while writing rules.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from benchmarks.commands import LYCHEE, WITHOUT_LYCHEE
from benchmarks.tables import Table, verdict
from sourcekeeper.config import NetworkSettings, Settings, load_settings
from sourcekeeper.fetching.curl import CurlFetcher
from sourcekeeper.keeper import Keeper
from sourcekeeper.keeper.live import SystemClock
from sourcekeeper.model import Verdict
from sourcekeeper.sandbox.labelled.kinds import FATES, Fate
from sourcekeeper.sandbox.labelled.table import KINDS
from sourcekeeper.sandbox.labelled.web import LabelledAddress, LabelledWeb
from sourcekeeper.sandbox.server import Sandbox

SEEDS = (11, 12, 13)
_EACH = 4
_SHOWN = "BENCH_ADDRESSES" in os.environ
"""Addresses a kind and seed."""
_WEEK = timedelta(days=8)
_BOUNDS = {"living called dead": 0.005, "dead called living": 0.02, "unknowable called dead": 0.0, "not exact": 0.02}


_ROWS: Mapping[str, Mapping[str, bool]] = {
    "first night": {},
    "first night, cited by title": {"is_titled": True},
    "later night, seen well before": {"is_known": True},
}
"""Of addresses cited by their titles, only kinds whose page bore the title that is drawn for the address."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one address on one night."""

    address: LabelledAddress
    night: int
    said: Verdict | None
    """None when a tool knows no verdicts, only whether a page is `Fate.LIVING` or `Fate.DEAD`."""
    fate: Fate
    reason: str = ""

    @property
    def truth(self) -> Verdict | None:
        return self.address.truth_on(self.night)

    @property
    def is_exact(self) -> bool:
        return self.said is not None and self.address.is_right_on(self.night, self.said)


def run(seeds: Sequence[int] = SEEDS) -> None:
    """Print how often each error was made, on the first night and on a later one."""
    table = Table(("verdicts", 34), ("addresses", 9), *((name, len(name)) for name in _BOUNDS), ("", 4))
    bounds = [f"{bound:.1%}" for bound in _BOUNDS.values()]
    table.row("bound", "", *bounds, "")
    wrong: Counter[str] = Counter()
    for name, options in _ROWS.items():
        outcomes = [outcome for seed in seeds for outcome in _outcomes(seed, **options)]
        rates = _rates(outcomes)
        said = verdict(*zip(rates.values(), _BOUNDS.values(), strict=True))
        table.row(name, str(len(outcomes)), *(f"{rate:.2%}" for rate in rates.values()), said)
        titled = ", titled" if options.get("is_titled") else ""
        wrong.update(f"{_told(each)}{titled}" for each in outcomes if not each.is_exact)
        if LYCHEE is not None and not options:
            peer = [outcome for seed in seeds for outcome in _of_lychee(seed)]
            shown = list(_rates(peer).values())[:-1]
            table.row("lychee, first night", str(len(peer)), *(f"{rate:.2%}" for rate in shown), "-", "")
    if LYCHEE is None:
        print(WITHOUT_LYCHEE)
    for line, count in wrong.most_common(40):
        print(f"  {count} x {line}")


def _outcomes(seed: int, *, is_known: bool = False, is_titled: bool = False) -> Iterator[Outcome]:
    names = [name for name, kind in KINDS.items() if kind.before == "article"] if is_titled else list(KINDS)
    web = LabelledWeb.of_kinds(seed, each=_EACH, is_known=is_known, names=names)
    with Sandbox(labelled=web) as sandbox:
        clock, settings = Calendar(), settings_for(sandbox)
        fetcher = CurlFetcher(settings.fetch, settings.network, clock)
        with Keeper(fetcher=fetcher, clock=clock, settings=settings) as keeper:
            sources = keeper.add_sources([address.url for address in web.addresses], archive=False)
            if is_titled:
                _cite(keeper, web.addresses)
            for night in range(1 + is_known):
                web.night = night
                found = {each.source.url: each.judgement for each in keeper.check(sources)}
                clock.ahead += _WEEK
    for address in web.addresses:
        judgement = found[address.url]
        if address.truth_on(web.night) is not None:
            yield Outcome(address, web.night, judgement.verdict, FATES[judgement.verdict], f"{judgement.reason.code}")


def _cite(keeper: Keeper, addresses: Iterable[LabelledAddress]) -> None:
    """Cite each address by the title of the page it once had, as most notes do."""
    items = [
        {"id": f"cited-{number}", "type": "webpage", "title": address.scene.title, "URL": address.url}
        for number, address in enumerate(addresses)
    ]
    with tempfile.TemporaryDirectory() as folder:
        listed = Path(folder, "cited.json")
        listed.write_text(json.dumps(items), encoding="utf-8")
        for read in keeper.read([str(listed)]):
            keeper.record(read)


class Calendar(SystemClock):
    """The computer's clock, days ahead: nobody waits a week for the next night."""

    ahead = timedelta(0)

    def now(self) -> datetime:
        return super().now() + self.ahead


def settings_for(sandbox: Sandbox) -> Settings:
    """Return settings for visits over a sandbox: no gaps, short deadlines."""
    settings = load_settings(environ={}, folder=Path("/"), options={"store": ":memory:"})
    network = NetworkSettings(
        http_proxy=sandbox.proxy_url, https_proxy=sandbox.proxy_url, ca_file=str(sandbox.ca_file)
    )
    quick = replace(
        settings.fetch, gap_seconds=0, retries=0, connect_timeout_seconds=5, timeout_seconds=8, in_flight=64
    )
    return replace(settings, fetch=quick, network=network)


def _of_lychee(seed: int) -> Iterator[Outcome]:
    """Ask lychee about the same web: what it calls a success lives, all else is dead; what it skips is not judged."""
    web = LabelledWeb.of_kinds(seed, each=_EACH)
    with Sandbox(labelled=web) as sandbox, tempfile.TemporaryDirectory() as folder:
        listed = Path(folder, "addresses.txt")
        listed.write_text("".join(f"{address.url}\n" for address in web.addresses))
        environ = {
            **os.environ,
            **dict.fromkeys(("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"), sandbox.proxy_url),
            "SSL_CERT_FILE": str(sandbox.ca_file),
        }
        command = [
            str(LYCHEE),
            "--no-progress",
            "--format",
            "json",
            "--verbose",
            "--timeout",
            "8",
            "--max-retries",
            "0",
        ]
        done = subprocess.run(
            [*command, str(listed)], env=environ, capture_output=True, text=True, check=False, cwd=folder
        )
        told = json.loads(done.stdout)
    living = {entry["url"] for entries in told["success_map"].values() for entry in entries}
    for address in web.addresses:
        if address.truth_on(0) is not None:
            yield Outcome(address, 0, None, Fate.LIVING if address.url in living else Fate.DEAD)


def _rates(outcomes: Iterable[Outcome]) -> dict[str, float]:
    outcomes = list(outcomes)

    def share(truth: Fate, said: Fate) -> float:
        of_truth = [each for each in outcomes if each.truth is not None and FATES[each.truth] is truth]
        return sum(each.fate is said and not each.is_exact for each in of_truth) / max(1, len(of_truth))

    return {
        "living called dead": share(Fate.LIVING, Fate.DEAD),
        "dead called living": share(Fate.DEAD, Fate.LIVING),
        "unknowable called dead": share(Fate.UNKNOWABLE, Fate.DEAD),
        "not exact": sum(not each.is_exact for each in outcomes) / max(1, len(outcomes)),
    }


def _told(each: Outcome) -> str:
    kind = each.address.kind_on(each.night).name
    return f"{kind} ({each.truth}, {'later' if each.night else 'first'}): {each.said} for {each.reason}" + (
        f"  {each.address.url}" if _SHOWN else ""
    )


if __name__ == "__main__":
    run([int(argument) for argument in sys.argv[1:]] or SEEDS)
