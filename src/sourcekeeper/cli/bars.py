"""What is drawn on a terminal while a stage works: a bar a stage, and below it how it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from rich.console import Console, RenderableType
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.text import Text


class Board(Progress):
    """Bars, and lines of text below them. A line that is too long for the window is cut, never folded."""

    def __init__(self, console: Console, *, auto_refresh: bool = True) -> None:
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        self.lines: dict[int, Callable[[], Iterable[str]]] = {}
        """Of each task; asked whenever it is drawn, for rates and times go on while nothing happens."""
        super().__init__(*columns, console=console, transient=True, auto_refresh=auto_refresh)

    def get_renderables(self) -> Iterable[RenderableType]:
        """Yield the bars and the lines."""
        yield from super().get_renderables()
        for lines in list(self.lines.values()):
            for line in lines():
                yield Text(line, style="dim", no_wrap=True, overflow="ellipsis")
