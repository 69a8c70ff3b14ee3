"""Night after night in a sandbox whose clock is turned: what is asked of the archive, and what is found lost."""

from __future__ import annotations

import json
import urllib.request
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from sourcekeeper.config import load_settings
from sourcekeeper.keeper import Keeper
from sourcekeeper.keeper.live import SystemClock
from sourcekeeper.model import CaptureState
from sourcekeeper.sandbox.log import read_log

URLS = [f"https://h{number}.alive.kinds.example/article-{number}" for number in range(13)]
ARCHIVE_HOSTS = {"web.archive.org", "archive.org"}


def archive_requests(sandbox) -> list[str]:
    return [
        f"{entry['method']} {entry['path']}"
        for entry in read_log(Path(sandbox.log_path))
        if str(entry.get("host", "")).partition(":")[0] in ARCHIVE_HOSTS
    ]


def order(sandbox, what: str, body: str) -> None:
    request = urllib.request.Request(f"{sandbox.proxy_url}/{what}", data=body.encode(), method="POST")
    assert urllib.request.urlopen(request, timeout=10).status == 200


def pass_time(sandbox, days: float) -> None:
    order(sandbox, "clock", f"advance={days * 86400}")


def told(result) -> dict:
    return json.loads(result.out)


@pytest.fixture
def archived(command, make_sandbox):
    """Thirteen sources, archived and proved; the sandbox's clock is the archive's only."""
    sandbox = make_sandbox()
    where = (f"--sandbox={sandbox.proxy_url}", "--store", "s.db", "--json")
    result = command("archive", *URLS, *where)
    assert Counter(each["state"] for each in told(result)["captures"]) == {"archived": 13}
    return sandbox, where


def test_a_night_over_archived_sources_asks_the_archive_at_most_three_times(command, archived):
    sandbox, where = archived
    before = len(archive_requests(sandbox))
    result = command("archive", *where)
    assert result.code == 0
    assert len(archive_requests(sandbox)) - before <= 3
    assert told(result)["confirmations"]["looked_for"] == 0


def test_the_addresses_of_a_capture_are_kept_apart(command, make_sandbox):
    sandbox = make_sandbox()
    url = "https://h.moved.kinds.example/article"
    (capture,) = told(
        command("archive", f"{url}#part", f"--sandbox={sandbox.proxy_url}", "--store", "s.db", "--json")
    )["captures"]
    assert capture["state"] == "archived", capture
    assert (capture["url"], capture["submitted"]) == (f"{url}#part", url)
    assert capture["snapshot"]["final_url"] == capture["snapshot"]["original"] != url


@pytest.mark.parametrize(
    ("kind", "shows", "code"),
    [
        ("login", "login", "login-form"),
        ("paywall", "wall", "paywall-mark"),
        ("soft-404", "error", "not-found-words"),
        ("home", "error", "moved-to-home"),
    ],
)
def test_what_is_no_text_in_the_archive_is_unfit_and_says_what_it_is(command, make_sandbox, kind, shows, code):
    sandbox = make_sandbox()
    url = f"https://h.{kind}.kinds.example/article"
    where = (f"--sandbox={sandbox.proxy_url}", "--store", "s.db")
    (capture,) = told(command("archive", url, *where, "--json"))["captures"]
    assert (capture["state"], capture["snapshot"]["shows"], capture["code"]) == ("unfit", shows, code)
    assert "unfit" in command("archive", url, *where).out


# --- with the clock of this side turned too -------------------------------------------------------------------------


class Shifted(SystemClock):
    """The computer's clock, some days on."""

    days = 0.0

    def now(self) -> datetime:
        return super().now() + timedelta(days=self.days)


@pytest.fixture
def house(make_sandbox, tmp_path):
    """A sandbox with a Keeper before it, and a way to let days pass on both sides."""
    sandbox = make_sandbox()
    clock = Shifted()
    settings = load_settings(environ={}, folder=tmp_path, options={"store": str(tmp_path / "s.db")}).in_sandbox(
        proxy_url=sandbox.proxy_url,
        ca_file=str(sandbox.ca_file),
        access_key=sandbox.access_key,
        secret_key=sandbox.secret_key,
    )
    with Keeper(str(tmp_path / "s.db"), settings=settings, clock=clock) as keeper:

        def pass_days(days: float) -> None:
            clock.days += days
            pass_time(sandbox, days)

        yield sandbox, keeper, pass_days


def findings(report) -> Counter:
    return Counter(look.finding.value for look in report.confirmed.looks)


def test_a_vanished_snapshot_is_noticed_on_the_second_night_and_captured_again(house):
    sandbox, keeper, pass_days = house
    lost, kept = URLS[0], URLS[1:4]
    keeper.add_sources(kept)
    assert {each.state for each in keeper.archive().captures} == {CaptureState.ARCHIVED}
    order(sandbox, "faults", "vanish=1,vanish-after=3600")
    keeper.add_sources([lost])
    assert {each.state for each in keeper.archive().captures} == {CaptureState.ARCHIVED}
    order(sandbox, "faults", "")
    pass_days(1)
    before = len(archive_requests(sandbox))
    assert findings(keeper.archive()) == {"confirmed": 3, "missing": 1}
    asked = Counter(path.partition("?")[0].split("/")[1] for path in archive_requests(sandbox)[before:])
    assert asked == {"web": 4, "cdx": 1}  # a replay each, and one question to the index
    pass_days(1)
    report = keeper.archive()
    assert findings(report) == {"lost": 1}
    assert {each.state for each in report.captures} == {CaptureState.ARCHIVED}
    assert [each.source.url for each in report.confirmed.replaced] == [lost]
    source = keeper.find_source(lost)
    snapshots = keeper.store.snapshots(source.id)
    assert sorted(each.lost_at is not None for each in snapshots) == [False, True]
    assert keeper.about(source).snapshot.lost_at is None


def test_an_excluded_site_is_withdrawn_and_left_alone_for_good(house):
    sandbox, keeper, pass_days = house
    keeper.add_sources(URLS[:2])
    keeper.archive()
    order(sandbox, "faults", "excluded=h0.alive.kinds.example")
    pass_days(1)
    report = keeper.archive()
    assert findings(report) == {"confirmed": 1, "withdrawn": 1}
    order(sandbox, "faults", "")
    before = archive_requests(sandbox)
    for days in (8, 40, 200):
        pass_days(days)
        report = keeper.archive()
        assert Counter(each.state.value for each in report.captures) == {"withdrawn": 1, "archived": 1}
    assert not [path for path in archive_requests(sandbox)[len(before) :] if "h0.alive" in path]


def test_nights_over_archived_sources_ask_for_nothing_but_due_confirmations(house):
    sandbox, keeper, pass_days = house
    keeper.add_sources(URLS)
    keeper.archive()
    for _ in range(12):
        pass_days(1)
        before = len(archive_requests(sandbox))
        report = keeper.archive()
        asked = len(archive_requests(sandbox)) - before
        assert asked - len(report.confirmed.looks) <= 3
        assert set(findings(report)) <= {"confirmed"}


def test_an_archive_that_stumbles_makes_no_loss(house):
    sandbox, keeper, pass_days = house
    keeper.add_sources(URLS[:4])
    keeper.archive()
    for faults in ("502=1,at=replay", "html-offline-200=1,at=replay", "html-offline=1,at=cdx+replay"):
        order(sandbox, "faults", faults)
        pass_days(1)
        assert "lost" not in findings(keeper.archive())
    order(sandbox, "faults", "")
    pass_days(1)
    assert findings(keeper.archive()) == {"confirmed": 4}
