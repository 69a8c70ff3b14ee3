"""Real processes, really killed: the capture stage against the sandbox's archive, over loopback."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.killed_captures import BAD_WEATHER, killed_and_resumed

from sourcekeeper.archiving.plan import first_capture
from sourcekeeper.keeper.live import SystemClock
from sourcekeeper.model import CaptureState, Source
from sourcekeeper.sandbox.faults import Faults
from sourcekeeper.sandbox.kinds import Kind
from sourcekeeper.sandbox.server import Sandbox
from sourcekeeper.store.open import open_store
from sourcekeeper.web.urls import comparison_key, fetch_key

RUN = """
import sys
from datetime import timedelta
from sourcekeeper.archiving.capture import archive_sources
from sourcekeeper.archiving.wayback.machine import WaybackMachine
from sourcekeeper.config import ArchiveSettings, NetworkSettings
from sourcekeeper.keeper.live import NoProgress, SystemClock
from sourcekeeper.store.open import open_store

path, proxy, ca, access, secret, *ids = sys.argv[1:]
clock = SystemClock()
settings = ArchiveSettings(access_key=access, secret_key=secret, settle_within=timedelta(seconds=20))
network = NetworkSettings(http_proxy=proxy, https_proxy=proxy, ca_file=ca)
store = open_store(path, clock=clock)
print("ready", flush=True)
report = archive_sources(
    store, WaybackMachine(settings, network, clock), clock, NoProgress(), settings, source_ids=ids
)
print(report.left, flush=True)
"""


@pytest.mark.slow
@pytest.mark.parametrize("faults", ["", "lost-answer=0.3,520-but-captured=0.2,job-failed-but-captured=0.2"])
def test_runs_killed_at_random_moments_lose_nothing_and_double_nothing(tmp_path: Path, faults: str) -> None:
    chance = random.Random(7)
    urls = [f"https://site{number}.example.org/page" for number in range(8)]
    with Sandbox(faults=Faults.parse(faults)) as sandbox:
        path = str(tmp_path / "s.db")
        store = open_store(path, clock=SystemClock())
        now = SystemClock().now()
        for url in urls:
            sandbox.order(url, Kind.ALIVE)
            source = Source(id=url, url=url, comparison_key=comparison_key(url), fetch_key=fetch_key(url))
            store.add_source(source, now)
            store.record_captures([first_capture(f"c{url}", source, None, ())], now)
        store.close()
        command = [sys.executable, "-c", RUN, path, sandbox.proxy_url, str(sandbox.ca_file)]
        command += [sandbox.access_key, sandbox.secret_key, *urls]
        for _ in range(5):
            with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
                assert process.stdout is not None
                assert process.stdout.readline() == "ready\n"
                time.sleep(chance.uniform(0, 1.2))
                process.kill()
        for _ in range(3):
            ended = subprocess.run(command, capture_output=True, text=True, timeout=600, check=True)
            if ended.stdout.split() == ["ready", "0"]:
                break
        store = open_store(path, clock=SystemClock())
        states = {capture.source.url: capture.state for capture in store.captures(source_ids=urls)}
        store.close()
        made = sandbox.captures_made()
    assert states == dict.fromkeys(urls, CaptureState.ARCHIVED)
    assert {url: made[url] for url in urls} == dict.fromkeys(urls, 1)


@pytest.mark.parametrize("seed", range(4))
def test_a_run_killed_at_a_random_call_and_gone_on_with_ends_with_all_proved(tmp_path: Path, seed: int) -> None:
    counts, most_status_calls = killed_and_resumed(tmp_path / "s.db", seed, BAD_WEATHER, kills=2)
    assert counts["lost"] == 0
    assert counts["made twice"] == 0
    assert counts["false archived"] == 0
    assert most_status_calls <= 1
