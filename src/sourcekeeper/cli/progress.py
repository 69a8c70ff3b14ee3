"""Bars on a terminal, on stderr; nothing elsewhere."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress as RichProgress
    from rich.progress import TaskID

from sourcekeeper.cli.plain import plain
from sourcekeeper.ports import Progress, Traffic
from sourcekeeper.web.masking import without_secret

_WORDS = {
    "read": "reading",
    "visit": "visiting sources",
    "archive": "archiving",
    "elsewhere": "other archives",
    "confirm": "looking again for snapshots",
}


class Bars:
    """Shows each stage as a bar."""

    def __init__(self, rich: RichProgress) -> None:
        self._rich = rich
        self._tasks: dict[str, TaskID] = {}

    def begin(self, stage: str, total: int) -> None:
        """Start the stage's bar."""
        if not self._tasks:
            self._rich.start()
        self._tasks[stage] = self._rich.add_task(_WORDS.get(stage, stage), total=total, what="")

    def advance(self, stage: str, what: str = "") -> None:
        """Move the stage's bar by one."""
        from rich.markup import escape  # noqa: PLC0415  an address may hold what rich takes for its mark-up

        if stage in self._tasks:
            self._rich.update(self._tasks[stage], advance=1, what=escape(plain(without_secret(what))[:60]))

    def show(self, stage: str, traffic: Traffic) -> None:
        """Show beside the stage's bar how it stands."""
        if stage in self._tasks:
            self._rich.update(self._tasks[stage], what=_in_words(traffic, self._speed(self._tasks[stage])))

    def _speed(self, task: TaskID) -> float | None:
        """Return how many units are done in a minute, as far as it can be told."""
        speed = next((each.speed for each in self._rich.tasks if each.id == task), None)
        return None if speed is None else speed * 60

    def end(self, stage: str) -> None:
        """Take the stage's bar away."""
        task = self._tasks.pop(stage, None)
        if task is not None:
            self._rich.remove_task(task)
        if not self._tasks:
            self._rich.stop()


def _in_words(traffic: Traffic, per_minute: float | None) -> str:
    """Return what a person wants to know while waiting."""
    words = [f"{traffic.in_flight} of {traffic.slots} slots", f"{traffic.done} archived"]
    if per_minute is not None:
        words.insert(1, f"{per_minute:.1f} a minute")
    if traffic.failed:
        words.append(f"{traffic.failed} failed")
    return " · ".join(words)


def make_progress(*, wanted: bool) -> Progress | None:
    """Return bars when a person watches; None otherwise."""
    if not wanted or not sys.stderr.isatty():
        return None
    from rich.console import Console  # noqa: PLC0415  rich is slow to import and only needed here
    from rich.progress import (  # noqa: PLC0415
        BarColumn,
        MofNCompleteColumn,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )
    from rich.progress import Progress as RichProgress  # noqa: PLC0415

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
        TextColumn("[dim]{task.fields[what]}"),
    )
    return Bars(RichProgress(*columns, console=Console(stderr=True), transient=True))
