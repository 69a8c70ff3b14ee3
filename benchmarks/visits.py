"""Pages of a thousand hosts, visited by us and by lychee in turn: URLs a CPU second, memory, connections."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.commands import LYCHEE, WITHOUT_LYCHEE
from benchmarks.loopback_web import HANGING, HOSTS, HOSTS_A_CERTIFICATE, MEDIAN_SECONDS, address, host
from benchmarks.measuring import Usage, usage_of
from benchmarks.tables import Table, megabytes
from benchmarks.visitor import IN_FLIGHT

URLS = 10_000
ROUNDS = 3
JUDGED_ROUNDS = 2
"""Fewer: a night of judged pages takes ten times as long."""
PATIENCE_SECONDS = 20
"""For a far page: lychee's own default."""
_VISITOR = (sys.executable, "-m", "benchmarks.visitor")
_MOST_MEMORY = 0.4
"""Of lychee's."""


@dataclass(slots=True)
class Web:
    """A loopback web that runs, and what it says when it ends."""

    process: subprocess.Popen[str]
    ports: list[int]
    ca_file: str
    said: dict[str, int] = field(default_factory=dict)

    def urls(self, count: int) -> Iterator[str]:
        """Yield the addresses, host after host."""
        scheme = "https" if self.ca_file else "http"
        for number in range(count):
            site = number % HOSTS
            port = self.ports[site // HOSTS_A_CERTIFICATE if self.ca_file else 0]
            yield f"{scheme}://{host(site)}:{port}{address(number)}"


@contextmanager
def web(kilobytes: int, kind: str) -> Iterator[Web]:
    """Run a web for a while: ``plain``, ``tls`` or ``far``."""
    command = [sys.executable, "-m", "benchmarks.loopback_web", str(kilobytes), kind]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        told = json.loads(process.stdout.readline())
        running = Web(process, told["ports"], told["ca_file"])
        yield running
        out, _ = process.communicate()
        running.said = json.loads(out)


def run() -> None:
    """Print a row for each kind of pages."""
    columns = (("us", 9), ("lychee", 9), ("ratio", 6), ("bound", 6), ("peak", 7), ("its peak", 8), ("ratio", 6))
    table = Table(("URLs a CPU second", 34), *columns, ("at a host", 9), ("its", 4), ("", 4))
    _row(table, "plain pages of 1 kB", kilobytes=1, kind="plain", bound=1.1)
    _row(table, "the same over TLS", kilobytes=1, kind="tls", bound=1.5)
    _row(table, "pages of 20 kB, judged, first night", kilobytes=20, kind="plain", bound=0.6, nights=1)
    _row(table, "the same, an unchanged night", kilobytes=20, kind="plain", bound=1.2, nights=2)
    print()
    far()
    if LYCHEE is None:
        print(WITHOUT_LYCHEE)


def far() -> None:
    """Print how long a web at a distance takes on the clock on the wall, without retries."""
    table = Table(("seconds, far pages", 34), ("us", 9), ("lychee", 9), ("at a host", 9), ("its", 4), ("", 4))
    with tempfile.TemporaryDirectory() as folder:
        listed = Path(folder, "urls.txt")
        with web(1, "far") as running:
            listed.write_text("\n".join(running.urls(URLS)), encoding="utf-8")
            us = _wall([*_VISITOR, str(listed), "", str(PATIENCE_SECONDS)])
        with web(1, "far") as other:
            listed.write_text("\n".join(other.urls(URLS)), encoding="utf-8")
            options = ["--timeout", str(PATIENCE_SECONDS)]
            them = _wall(_lychee(listed, "", *options)) if LYCHEE else _NOBODY.seconds
    at_once = running.said["most_at_a_host"], other.said["most_at_a_host"]
    name = f"median {MEDIAN_SECONDS} s, {HANGING:.0%} hang, {PATIENCE_SECONDS} s at most"
    table.row(name, f"{us:.1f}", f"{them:.1f}", *map(str, at_once), "ok" if us <= them else "over")


def _wall(command: list[str]) -> float:
    began = time.monotonic()
    subprocess.run(command, capture_output=True, check=False)
    return time.monotonic() - began


def _row(table: Table, name: str, *, kilobytes: int, kind: str, bound: float, nights: int = 0) -> None:
    rounds = JUDGED_ROUNDS if nights else ROUNDS
    with tempfile.TemporaryDirectory() as folder:
        with web(kilobytes, kind) as running:
            us = _best([_ours(running, URLS, Path(folder, f"{number}.db"), nights) for number in range(rounds)])
        listed = Path(folder, "urls.txt")
        with web(kilobytes, kind) as other:
            listed.write_text("\n".join(other.urls(URLS)), encoding="utf-8")
            them = _best([usage_of(_lychee(listed, other.ca_file)) for _ in range(rounds)]) if LYCHEE else _NOBODY
    ratio, memory = them.seconds / us.seconds, us.megabytes / them.megabytes
    is_well = ratio >= bound and memory <= _MOST_MEMORY
    table.row(
        name,
        f"{URLS / us.seconds:,.0f}",
        f"{URLS / them.seconds:,.0f}",
        f"{ratio:.2f}x",
        f"{bound:.1f}x",
        megabytes(us.megabytes),
        megabytes(them.megabytes),
        f"{memory:.2f}x",
        str(running.said["most_at_a_host"]),
        str(other.said["most_at_a_host"]),
        "ok" if is_well else "over",
    )


_NOBODY = Usage(float("nan"), float("nan"))


def _ours(running: Web, count: int, store: Path, nights: int) -> Usage:
    """Return what the last of some nights took; without nights, what visiting alone takes."""
    listed = store.with_suffix(".txt")
    listed.write_text("\n".join(running.urls(count)), encoding="utf-8")
    more = [str(store)] if nights else []
    command = [*_VISITOR, str(listed), running.ca_file, *more]
    return [usage_of(command) for _ in range(max(nights, 1))][-1]


def _best(usages: list[Usage]) -> Usage:
    return Usage(min(each.seconds for each in usages), min(each.megabytes for each in usages))


def _lychee(listed: Path, ca_file: str, *more: str) -> list[str]:
    """Return the command: as many at once as we do, no retries, and certificates verified as we verify them."""
    options = ["--no-progress", "--quiet", "--max-concurrency", str(IN_FLIGHT), "--host-request-interval", "1ms"]
    return ["env", f"SSL_CERT_FILE={ca_file}", str(LYCHEE), *options, "--max-retries", "0", *more, str(listed)]
