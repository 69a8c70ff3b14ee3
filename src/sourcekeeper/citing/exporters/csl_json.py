"""The CSL-JSON exporter: what pandoc, Zotero and citeproc read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from sourcekeeper.citing.exporters.csl import to_csl
from sourcekeeper.citing.exporters.fitting import fit_entries
from sourcekeeper.ports import USUAL, Entry, ExportSettings, SnapshotPlace


class CslJsonExporter:
    """An array of CSL-JSON objects, one entry at a time: memory does not grow with the bibliography."""

    name = "csl-json"
    suffix = ".csl.json"
    snapshot_places = (SnapshotPlace.ARCHIVE, SnapshotPlace.NOTE, SnapshotPlace.NONE)

    def export(self, entries: Iterable[Entry], settings: ExportSettings = USUAL) -> Iterator[str]:
        """Yield the array piece by piece; ``[]`` and a line end when there are no entries."""
        opening = "["
        for entry in fit_entries(entries, settings):
            written = json.dumps(to_csl(entry, settings), ensure_ascii=False, indent=2)
            yield opening + "\n  " + written.replace("\n", "\n  ")
            opening = ","
        yield "[]\n" if opening == "[" else "\n]\n"
