"""What is remembered of an account from run to run, and the lease that lets one process at a time talk to it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcekeeper.archiving.books import FORGIVEN_AFTER, LONGEST_BAN, Books, FileBooks, Page
from sourcekeeper.archiving.lease import leased
from sourcekeeper.errors import AccountBusy, OutputError
from sourcekeeper.testing.clock import FakeClock

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
ARCHIVE, ACCOUNT = "web.archive.org", "3f2a"


@pytest.fixture(params=["in memory", "in a file"])
def books(request: pytest.FixtureRequest, tmp_path: Path) -> Books:
    return Books(ACCOUNT) if request.param == "in memory" else FileBooks(tmp_path, ARCHIVE, ACCOUNT)


def test_counts_add_up_until_midnight_utc(books: Books) -> None:
    books.count(NOON, captures=2, index_requests=3)
    books.count(NOON + timedelta(hours=11), captures=1)
    assert (books.captures_on(NOON), books.index_requests_on(NOON)) == (3, 3)
    tomorrow = NOON + timedelta(hours=12)
    assert (books.captures_on(tomorrow), books.index_requests_on(tomorrow)) == (0, 0)
    books.count(tomorrow, captures=1)
    assert books.captures_on(tomorrow) == 1


def test_a_refused_capture_is_taken_back(books: Books) -> None:
    books.count(NOON, captures=1)
    books.count(NOON, captures=-1)
    books.count(NOON, captures=-1)
    assert books.captures_on(NOON) == 0


def test_a_ban_lasts_an_hour_and_each_time_twice_as_long(books: Books) -> None:
    lengths, now = [], NOON
    for _ in range(9):
        ban = books.shut_out(now)
        assert books.ban_at(ban.until - timedelta(seconds=1)) == ban
        assert books.ban_at(ban.until) is None
        lengths.append(ban.length)
        now = ban.until
    assert lengths[:4] == [timedelta(hours=hours) for hours in (1, 2, 4, 8)]
    assert lengths[-1] == LONGEST_BAN


def test_a_ban_in_force_is_not_made_longer(books: Books) -> None:
    assert books.shut_out(NOON) == books.shut_out(NOON + timedelta(minutes=30))


def test_a_ban_long_past_is_forgiven(books: Books) -> None:
    first = books.shut_out(NOON)
    assert books.shut_out(first.until + FORGIVEN_AFTER).length == timedelta(hours=1)


def test_counts_of_a_new_day_leave_the_ban(books: Books) -> None:
    books.shut_out(NOON.replace(hour=23, minute=50))
    books.count(NOON + timedelta(hours=12), captures=1)
    assert books.ban_at(NOON + timedelta(hours=12)) is not None


def test_accounts_share_a_ban_and_the_index_but_not_captures(tmp_path: Path) -> None:
    mine, yours = FileBooks(tmp_path, ARCHIVE, ACCOUNT), FileBooks(tmp_path, ARCHIVE, "other")
    mine.count(NOON, captures=2, index_requests=2)
    mine.shut_out(NOON)
    assert yours.captures_on(NOON) == 0
    assert yours.index_requests_on(NOON) == 2
    assert yours.ban_at(NOON) is not None


def test_books_last_beyond_the_run(tmp_path: Path) -> None:
    FileBooks(tmp_path, ARCHIVE, ACCOUNT).count(NOON, captures=5)
    assert FileBooks(tmp_path, ARCHIVE, ACCOUNT).captures_on(NOON) == 5


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", '{"day": 1}', '{"day":"x","captures":[],"index_requests":0,"ban":null}', "\x00"]
)
def test_a_broken_file_counts_as_empty(tmp_path: Path, text: str) -> None:
    (tmp_path / "web.archive.org.json").write_text(text)
    books = FileBooks(tmp_path, ARCHIVE, ACCOUNT)
    assert books.captures_on(NOON) == 0
    books.count(NOON, captures=1)
    assert books.captures_on(NOON) == 1


@given(st.dictionaries(st.text(), st.integers(0, 10**6)), st.integers(0, 10**6), st.booleans())
def test_writing_and_reading_a_page_give_the_same(captures: dict[str, int], index: int, is_banned: bool) -> None:
    page = Page(day="2026-11-20", captures=captures, index_requests=index)
    page = page.banned(NOON) if is_banned else page
    assert Page.from_json(page.to_json()) == page


# --- the lease ------------------------------------------------------------------------------------------------------


def test_a_second_process_is_told_who_is_at_work(tmp_path: Path) -> None:
    clock = FakeClock(NOON)
    with leased(tmp_path, ARCHIVE, ACCOUNT, clock):
        with pytest.raises(AccountBusy, match=r"since 2026-11-20 12:00 UTC.* is saving at web.archive.org") as caught:
            leased(tmp_path, ARCHIVE, ACCOUNT, clock).__enter__()
        assert caught.value.exit_code == 4
    with leased(tmp_path, ARCHIVE, ACCOUNT, clock):
        pass


def test_a_second_process_waits_as_long_as_it_may(tmp_path: Path) -> None:
    clock = FakeClock(NOON)
    with leased(tmp_path, ARCHIVE, ACCOUNT, clock):
        waiting = leased(tmp_path, ARCHIVE, ACCOUNT, clock, patience=timedelta(seconds=20))
        with pytest.raises(AccountBusy):
            waiting.__enter__()
        assert clock.monotonic() == pytest.approx(20)
        with pytest.raises(AccountBusy):
            leased(
                tmp_path, ARCHIVE, ACCOUNT, clock, patience=timedelta(hours=1), should_stop=lambda: True
            ).__enter__()
        assert clock.monotonic() == pytest.approx(20)


class Releasing(FakeClock):
    """Lets the first process end while the second one sleeps."""

    def __init__(self, end: Callable[[], None]) -> None:
        super().__init__(NOON)
        self._end = end

    def sleep(self, seconds: float) -> None:
        super().sleep(seconds)
        if self.monotonic() >= 3:
            self._end()


def test_a_second_process_goes_on_when_the_first_has_ended(tmp_path: Path) -> None:
    first = leased(tmp_path, ARCHIVE, ACCOUNT, FakeClock(NOON))
    first.__enter__()
    ended: list[bool] = []

    def end() -> None:
        if not ended:
            ended.append(True)
            first.__exit__(None, None, None)

    clock = Releasing(end)
    with leased(tmp_path, ARCHIVE, ACCOUNT, clock, patience=timedelta(seconds=20)):
        assert 3 <= clock.monotonic() < 4


def test_other_accounts_and_other_archives_go_on(tmp_path: Path) -> None:
    clock = FakeClock(NOON)
    with (
        leased(tmp_path, ARCHIVE, ACCOUNT, clock),
        leased(tmp_path, ARCHIVE, "other", clock),
        leased(tmp_path, "127.0.0.1:8080", ACCOUNT, clock),
    ):
        pass


HOLD = """
import sys, time
from datetime import timedelta
from pathlib import Path
from sourcekeeper.archiving.lease import leased
from sourcekeeper.keeper.live import SystemClock
with leased(Path(sys.argv[1]), "web.archive.org", "3f2a", SystemClock()) as books:
    books.count(SystemClock().now(), captures=7)
    print("held", flush=True)
    sys.stdin.read()
"""


def test_the_lease_of_a_killed_process_is_free_at_once(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLD, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        with pytest.raises(AccountBusy, match=str(process.pid)):
            leased(tmp_path, ARCHIVE, ACCOUNT, FakeClock(NOON)).__enter__()
        process.kill()
        process.wait()
    with leased(tmp_path, ARCHIVE, ACCOUNT, FakeClock(NOON)):
        pass


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="XDG_STATE_HOME"):
        leased(tmp_path / "file" / "state", ARCHIVE, ACCOUNT, FakeClock(NOON)).__enter__()


def test_a_ban_written_down_by_a_clock_that_was_ahead_is_none(books: Books) -> None:
    books.shut_out(NOON + timedelta(days=3000))
    assert books.ban_at(NOON) is None
    assert books.shut_out(NOON).length == timedelta(hours=1)
    assert books.ban_at(NOON) is not None
