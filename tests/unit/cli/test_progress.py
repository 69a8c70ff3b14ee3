"""Bars on a terminal."""

from __future__ import annotations

import io

import pytest
from rich.console import Console
from rich.progress import Progress as RichProgress
from rich.progress import TextColumn

from sourcekeeper.cli.progress import Bars, _pace, make_progress
from sourcekeeper.ports import Traffic


@pytest.fixture
def screen() -> io.StringIO:
    return io.StringIO()


@pytest.fixture
def bars(screen: io.StringIO) -> Bars:
    console = Console(file=screen, force_terminal=True, width=200)
    return Bars(
        RichProgress(TextColumn("{task.description} {task.fields[what]}"), console=console, auto_refresh=False)
    )


@pytest.mark.parametrize(
    "url", ["https://example.org/[/b]", "https://example.org/[red]", "https://example.org/\x1b[2J"]
)
def test_an_address_is_no_markup_and_moves_no_cursor(bars: Bars, screen: io.StringIO, url: str) -> None:
    bars.begin("visit", 2)
    bars.advance("visit", url)
    bars._rich.refresh()
    bars.end("visit")
    assert url.replace("\x1b", "\\x1b") in screen.getvalue()


def test_a_secret_is_not_shown(bars: Bars, screen: io.StringIO) -> None:
    bars.begin("archive", 2)
    bars.advance("archive", "https://me:hush@example.org/")
    bars._rich.refresh()
    bars.end("archive")
    assert "hush" not in screen.getvalue()


def test_how_the_archive_stands_is_told_in_words(bars: Bars, screen: io.StringIO) -> None:
    bars.begin("archive", 13)
    bars.show("archive", Traffic(in_flight=2, slots=3, done=7, failed=1))
    bars._rich.refresh()
    bars.end("archive")
    assert "2 of 3 slots · 7 archived · 1 failed" in screen.getvalue()


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
