"""Tables of figures, row by row as they come; a figure over its bound is marked."""

from __future__ import annotations

from benchmarks.witness import MOST_SECONDS

OVER = "over"


class Table:
    """Columns by title and width; the first is flush left. Rows are printed at once: some take long to measure."""

    def __init__(self, *columns: tuple[str, int]) -> None:
        self._widths = [max(width, len(title)) for title, width in columns]
        self.row(*(title for title, _ in columns))
        print("  ".join("-" * width for width in self._widths), flush=True)

    def row(self, *cells: str) -> None:
        """Print a row."""
        first, *rest = (cell.rjust(width) for cell, width in zip(cells, self._widths, strict=True))
        print("  ".join((first.strip().ljust(self._widths[0]), *rest)).rstrip(), flush=True)


def seconds(value: float) -> str:
    """Write seconds; whoever used more than the witness allows was stopped."""
    return f"{value:.2f} s" if value < MOST_SECONDS else f">{MOST_SECONDS} s"


def megabytes(value: float) -> str:
    """Write megabytes."""
    return f"{value:.0f} MB"


def verdict(*measured: tuple[float, float]) -> str:
    """Say whether each figure is within its bound."""
    return OVER if any(figure > bound for figure, bound in measured) else "ok"
