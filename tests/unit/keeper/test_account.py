"""The Keeper holds the lease of the archive's account while it archives."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from sourcekeeper.archiving.lease import leased
from sourcekeeper.archiving.wayback.machine import account_of
from sourcekeeper.config import ArchiveSettings, Settings, state_folder
from sourcekeeper.errors import AccountBusy
from sourcekeeper.keeper import Keeper
from sourcekeeper.keeper.live import account_folder
from sourcekeeper.model import CaptureState, Reason
from sourcekeeper.testing.clock import FakeClock

KEYS = ArchiveSettings(access_key="sandboxaccess", secret_key="sandboxsecret")


def test_while_another_process_is_at_work_captures_stay_queued_and_the_report_says_so(tmp_path: Path) -> None:
    clock = FakeClock(datetime(2026, 11, 20, tzinfo=UTC))
    settings = Settings(store=str(tmp_path / "s.db"), sandbox=True, archive=KEYS)
    folder = account_folder(settings)
    assert folder is not None
    with Keeper(settings.store, settings=settings, clock=clock) as keeper:
        sources = keeper.add_sources(["https://example.org/a"])
        with leased(folder, "web.archive.org", account_of(KEYS.access_key), clock):
            report = keeper.archive(source_ids=[sources[0].id])
    assert isinstance(report.stopped, AccountBusy)
    assert report.stopped.exit_code == 4
    assert report.waiting == Reason.of("account-busy")
    assert [capture.state for capture in report.captures] == [CaptureState.QUEUED]
    assert clock.monotonic() == pytest.approx(KEYS.wait_for_account.total_seconds())


@pytest.mark.parametrize(
    ("settings", "is_real"),
    [
        (Settings(store="/x/s.db"), True),
        (Settings(store=":memory:"), True),
        (Settings(store="/x/s.db", sandbox=True), False),
        (Settings(store=":memory:", sandbox=True), False),
        (
            Settings(
                store="/x/s.db",
                archive=ArchiveSettings(wayback_url="http://127.0.0.1:8080", archive_url="http://127.0.0.1:8080"),
            ),
            False,
        ),
    ],
    ids=["live", "live, nothing remembered", "sandbox", "sandbox, nothing remembered", "on this machine"],
)
def test_only_a_real_archive_has_its_books_in_the_users_state(settings: Settings, is_real: bool) -> None:
    assert (account_folder(settings) == state_folder()) is is_real
