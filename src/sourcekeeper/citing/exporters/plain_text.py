"""The plain text exporter: references to read aloud, mail, or paste where no mark-up is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sourcekeeper.citing.exporters.fitting import fit_entries
from sourcekeeper.citing.exporters.prose import Prose, prose_of
from sourcekeeper.ports import USUAL, Entry, ExportSettings, SnapshotPlace


class TextExporter:
    """One line an entry, its key in square brackets."""

    name = "text"
    suffix = ".txt"
    snapshot_places = (SnapshotPlace.LINK, SnapshotPlace.NONE)

    def export(self, entries: Iterable[Entry], settings: ExportSettings = USUAL) -> Iterator[str]:
        """Yield the lines one by one."""
        for entry in fit_entries(entries, settings):
            yield f"[{entry.work.key}] {reference(prose_of(entry, settings.snapshot))}\n"


def reference(prose: Prose) -> str:
    """Return one reference as a line of text."""
    parts = [prose.authors, f"“{prose.title}”"]
    written = ". ".join(part for part in parts if part) + (f", {prose.tail}" if prose.tail else "") + "."
    if prose.url:
        written += f" {prose.url}"
    if prose.copy:
        written += f" [{prose.archive_word}: {prose.copy.uri}]"
    return written
