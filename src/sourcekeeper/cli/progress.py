"""Bars on a terminal, on stderr; nothing elsewhere."""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import TaskID

    from sourcekeeper.cli.bars import Board

from sourcekeeper.cli.plain import plain
from sourcekeeper.ports import Progress, Traffic, VisitTraffic
from sourcekeeper.web.addresses.masking import without_secret

_ENOUGH_TO_TELL = 3
"""Units done before a rate means anything."""
_MOST_VERDICTS = 6
"""Shown one by one; the rest is added up."""

_WORDS = {
    "read": "reading",
    "cite": "reading notes",
    "record": "writing notes down",
    "visit": "visiting sources",
    "archive": "archiving",
    "elsewhere": "other archives",
    "confirm": "looking again for snapshots",
}


class Bars:
    """Shows each stage as a bar, with a line or two on how it stands."""

    def __init__(self, board: Board) -> None:
        self._board = board
        self._tasks: dict[str, TaskID] = {}
        self._what: dict[str, str] = {}
        self._traffic: dict[str, Traffic | VisitTraffic] = {}

    def begin(self, stage: str, total: int) -> None:
        """Start the stage's bar."""
        if not self._tasks:
            self._board.start()
        self._what.pop(stage, None)
        self._traffic.pop(stage, None)
        task = self._tasks[stage] = self._board.add_task(_WORDS.get(stage, stage), total=total)
        self._board.lines[task] = partial(self._lines, stage)

    def advance(self, stage: str, what: str = "") -> None:
        """Move the stage's bar by one."""
        if stage in self._tasks:
            self._what[stage] = plain(without_secret(what))
            self._board.update(self._tasks[stage], advance=1)

    def show(self, stage: str, traffic: Traffic | VisitTraffic) -> None:
        """Show below the stage's bar how it stands."""
        self._traffic[stage] = traffic

    def _lines(self, stage: str) -> list[str]:
        """Return what stands below a bar now."""
        lines = [self._what[stage]] if stage in self._what else []
        traffic, task = self._traffic.get(stage), self._tasks.get(stage)
        found = next((each for each in self._board.tasks if each.id == task), None)
        if traffic is None or found is None:
            return lines
        pace = _pace(found.completed, found.total, found.elapsed)
        if isinstance(traffic, VisitTraffic):
            return [*lines, _of_visits(traffic, *pace), _of_verdicts(traffic)]
        return [_of_captures(traffic, *pace)]

    def end(self, stage: str) -> None:
        """Take the stage's bar away."""
        task = self._tasks.pop(stage, None)
        if task is not None:
            self._board.lines.pop(task, None)
            self._board.remove_task(task)
        if not self._tasks:
            self._board.stop()


def _pace(done: float, total: float | None, seconds: float | None) -> tuple[float | None, float | None]:
    """Return how many units were done in a minute since the beginning, and how many seconds the rest takes so.

    Over the whole stage, not the last moments: captures end in bursts. Nothing is told before some were done.
    """
    if done < _ENOUGH_TO_TELL or not seconds:
        return None, None
    return done / seconds * 60, (None if total is None else (total - done) * seconds / done)


def _of_captures(traffic: Traffic, per_minute: float | None, seconds_left: float | None) -> str:
    """Return what a person wants to know while waiting for an archive."""
    words = [f"{traffic.in_flight} of {traffic.slots} slots"]
    words += [] if per_minute is None else [f"{per_minute:.1f} a minute"]
    words += [f"{traffic.done} archived"]
    words += [f"{traffic.failed} failed"] if traffic.failed else []
    return " · ".join([*words, *_left(seconds_left)])


def _of_visits(traffic: VisitTraffic, per_minute: float | None, seconds_left: float | None) -> str:
    """Return how fast a run goes, and how long it has still to go."""
    words = [f"{traffic.in_flight} in flight", f"{traffic.hosts} {'host' if traffic.hosts == 1 else 'hosts'}"]
    words += [] if per_minute is None else [f"{per_minute / 60:.1f} a second"]
    return " · ".join([*words, *_left(seconds_left)])


def _of_verdicts(traffic: VisitTraffic) -> str:
    """Return how often each verdict came, the most frequent first."""
    counts = sorted(traffic.verdicts.items(), key=lambda pair: -pair[1])
    words = [f"{number} {verdict.value}" for verdict, number in counts[:_MOST_VERDICTS]]
    others = sum(number for _verdict, number in counts[_MOST_VERDICTS:])
    return " · ".join([*words, *([f"{others} others"] if others else [])])


def _left(seconds: float | None) -> list[str]:
    if seconds is None:
        return []
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return [f"{hours}:{minutes:02}:{rest:02} left" if hours else f"{minutes}:{rest:02} left"]


def make_progress(*, wanted: bool) -> Progress | None:
    """Return bars when a person watches; None otherwise."""
    if not wanted or not sys.stderr.isatty():
        return None
    from rich.console import Console  # noqa: PLC0415  rich is slow to import and only needed here

    from sourcekeeper.cli.bars import Board  # noqa: PLC0415

    return Bars(Board(Console(stderr=True)))
