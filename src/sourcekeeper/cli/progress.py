"""Bars on a terminal, on stderr; nothing elsewhere."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress as RichProgress
    from rich.progress import TaskID

from sourcekeeper.cli.plain import plain
from sourcekeeper.ports import Progress
from sourcekeeper.web.masking import without_secret

_WORDS = {
    "read": "reading",
    "visit": "visiting sources",
    "archive": "archiving",
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
        if stage in self._tasks:
            self._rich.update(self._tasks[stage], advance=1, what=plain(without_secret(what))[:60])

    def end(self, stage: str) -> None:
        """Take the stage's bar away."""
        task = self._tasks.pop(stage, None)
        if task is not None:
            self._rich.remove_task(task)
        if not self._tasks:
            self._rich.stop()


def make_progress(*, wanted: bool) -> Progress | None:
    """Return bars when a person watches; None otherwise."""
    if not wanted or not sys.stderr.isatty():
        return None
    from rich.console import Console  # noqa: PLC0415  rich is slow to import and only needed here
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn  # noqa: PLC0415
    from rich.progress import Progress as RichProgress  # noqa: PLC0415

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("[dim]{task.fields[what]}"),
    )
    return Bars(RichProgress(*columns, console=Console(stderr=True), transient=True))
