"""Bars on a terminal."""

from __future__ import annotations

import io

import pytest
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from sourcekeeper.cli.bars import Board
from sourcekeeper.cli.progress import Bars, _pace, make_progress
from sourcekeeper.model import Verdict
from sourcekeeper.ports import Traffic, VisitTraffic


@pytest.fixture
def screen() -> io.StringIO:
    return io.StringIO()


@pytest.fixture
def bars(screen: io.StringIO) -> Bars:
    return Bars(Board(Console(file=screen, force_terminal=True, width=80), auto_refresh=False))


@pytest.mark.parametrize(
    "url", ["https://example.org/[/b]", "https://example.org/[red]", "https://example.org/\x1b[2J"]
)
def test_an_address_is_no_markup_and_moves_no_cursor(bars: Bars, screen: io.StringIO, url: str) -> None:
    bars.begin("visit", 2)
    bars.advance("visit", url)
    bars._board.refresh()
    bars.end("visit")
    assert url.replace("\x1b", "\\x1b") in screen.getvalue()


def test_a_secret_is_not_shown(bars: Bars, screen: io.StringIO) -> None:
    bars.begin("archive", 2)
    bars.advance("archive", "https://me:hush@example.org/")
    bars._board.refresh()
    bars.end("archive")
    assert "hush" not in screen.getvalue()


def test_how_the_archive_stands_is_told_in_words(bars: Bars, screen: io.StringIO) -> None:
    bars.begin("archive", 13)
    bars.show("archive", Traffic(in_flight=2, slots=3, done=7, failed=1))
    bars._board.refresh()
    bars.end("archive")
    assert "2 of 3 slots · 7 archived · 1 failed" in screen.getvalue()


def test_how_the_visits_stand_is_told_in_lines_of_eighty_columns(bars: Bars, screen: io.StringIO) -> None:
    bars.begin("visit", 1000)
    for number in range(412):
        bars.advance("visit", f"https://example.org/{'a-long-way/' * 12}{number}")
    verdicts = {Verdict.GONE: 12, Verdict.ALIVE: 377, Verdict.BLOCKED: 8}
    verdicts |= dict.fromkeys((Verdict.TIMEOUT, Verdict.PARKED, Verdict.USURPED, Verdict.INVALID, Verdict.UNKNOWN), 1)
    bars.show("visit", VisitTraffic(in_flight=256, hosts=310, verdicts=verdicts))
    bars._board.refresh()
    bars.end("visit")
    told = screen.getvalue()
    assert "412/1000" in told
    assert "256 in flight · 310 hosts · " in told
    assert " a second · " in told
    assert " left" in told
    assert "377 alive · 12 gone · 8 blocked" in told
    assert "2 others" in told
    assert "…" in told, "an address that is too long is cut"
    drawn = [cell_len(Text.from_ansi(line).plain) for line in told.splitlines()]
    assert max(drawn) <= 80


def test_nothing_is_shown_where_nobody_watches() -> None:
    assert make_progress(wanted=True) is None


@pytest.mark.parametrize(
    ("done", "total", "seconds", "pace"),
    [
        (6, 13, 60.0, (6.0, 70.0)),
        (13, 13, 120.0, (6.5, 0.0)),
        (6, None, 60.0, (6.0, None)),
        (2, 13, 20.0, (None, None)),
        (6, 13, None, (None, None)),
        (6, 13, 0.0, (None, None)),
    ],
)
def test_the_rate_is_that_of_the_whole_stage(
    done: float, total: float | None, seconds: float | None, pace: tuple[float | None, float | None]
) -> None:
    assert _pace(done, total, seconds) == pace
