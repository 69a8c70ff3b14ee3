"""The plain text exporter: references to read aloud, mail, or paste where no mark-up is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sourcekeeper.citing.prose import prose_of
from sourcekeeper.ports import Entry


class TextExporter:
    """One line an entry, its key in square brackets."""

    name = "text"
    suffix = ".txt"

    def export(self, entries: Iterable[Entry]) -> Iterator[str]:
        """Yield the lines one by one."""
        for entry in entries:
            prose = prose_of(entry)
            parts = [prose.authors, f"“{prose.title}”"]
            written = ". ".join(part for part in parts if part) + (f", {prose.tail}" if prose.tail else "") + "."
            if prose.url:
                written += f" {prose.url}"
            if prose.snapshot:
                written += f" [{prose.archive_word}: {prose.snapshot}]"
            yield f"[{entry.work.key}] {written}\n"
