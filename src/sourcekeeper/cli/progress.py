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

_ENOUGH_TO_TELL = 3
"""Units done before a rate means anything."""

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
            task = next(each for each in self._rich.tasks if each.id == self._tasks[stage])
            self._rich.update(task.id, what=_in_words(traffic, *_pace(task.completed, task.total, task.elapsed)))

    def end(self, stage: str) -> None:
        """Take the stage's bar away."""
        task = self._tasks.pop(stage, None)
        if task is not None:
            self._rich.remove_task(task)
        if not self._tasks:
            self._rich.stop()


def _pace(done: float, total: float | None, seconds: float | None) -> tuple[float | None, float | None]:
    """Return how many units were done in a minute since the beginning, and how many seconds the rest takes so.

    Over the whole stage, not the last moments: captures end in bursts. Nothing is told before some were done.
    """
    if done < _ENOUGH_TO_TELL or not seconds:
        return None, None
    return done / seconds * 60, (None if total is None else (total - done) * seconds / done)


def _in_words(traffic: Traffic, per_minute: float | None, seconds_left: float | None) -> str:
    """Return what a person wants to know while waiting."""
    words = [f"{traffic.in_flight} of {traffic.slots} slots"]
    words += [] if per_minute is None else [f"{per_minute:.1f} a minute"]
    words += [f"{traffic.done} archived"]
    words += [f"{traffic.failed} failed"] if traffic.failed else []
    if seconds_left is not None:
        minutes, seconds = divmod(round(seconds_left), 60)
        words.append(f"{minutes}:{seconds:02} left")
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
    )
    from rich.progress import Progress as RichProgress  # noqa: PLC0415

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("[dim]{task.fields[what]}"),
    )
    return Bars(RichProgress(*columns, console=Console(stderr=True), transient=True))
