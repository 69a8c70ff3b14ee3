"""Writing bibliographies, and notes with their archive links."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from sourcekeeper import plugins
from sourcekeeper.keeper.exporters import load_exporter
from sourcekeeper.keeper.verbs.opened import Opened
from sourcekeeper.ports import USUAL, Entry, ExportSettings, NotesExporter

if TYPE_CHECKING:
    from sourcekeeper.keeper.merging import MergeReport


class ExportingVerbs(Opened):
    """Gives out what the store knows of works, in the formats of other programs."""

    def export(
        self,
        format: str = "csl-json",
        *,
        document_ids: Collection[str] | None = None,
        only: Collection[str] = (),
        settings: ExportSettings = USUAL,
    ) -> Iterator[str]:
        """Return a bibliography of the works of some documents, or of all, piece by piece.

        `only` names verdicts and standings (`checking.findings`): works whose cited source has none of them are left
        out. `settings` say where snapshots go, for which program and in which style. Raises UsageError when the format
        cannot do what they ask.
        """
        return load_exporter(format, settings).export(self.entries(document_ids, only=only), settings)

    def merge(
        self,
        path: str,
        entries: Iterable[Entry] | None = None,
        *,
        format: str | None = None,
        settings: ExportSettings = USUAL,
        dry_run: bool = False,
    ) -> MergeReport:
        """Put entries, or all there are, into a person's .bib file, and change nothing else in it.

        What is touched: entries the file does not have, fields it does not have, the archive link, and what this store
        remembers as written by itself and nobody changed since. The old file is kept beside. `format` is ``biblatex``
        or ``bibtex``; the file's own when not given. Raises OutputError, and then the file is as it was.
        """
        from sourcekeeper.keeper.merging import merge_into  # noqa: PLC0415

        return merge_into(
            self.store,
            path,
            self.entries() if entries is None else entries,
            settings,
            format=format,
            dry_run=dry_run,
            max_bytes=self.settings.max_document_bytes,
        )

    def export_notes(self, program: str = "html", *, document_ids: Collection[str] | None = None) -> Iterator[str]:
        """Return the notes of some documents, or of all, with links to their snapshots, ready to be pasted.

        `program` is where they go: ``html``, ``spip``, ``word`` or ``wordpress``. Raises UnknownName.
        """
        from sourcekeeper.keeper.linking import linked_documents  # noqa: PLC0415

        exporter: NotesExporter = plugins.load("notes_exporters", program)()
        return exporter.export(linked_documents(self.store, document_ids))

    def entries(self, document_ids: Collection[str] | None = None, *, only: Collection[str] = ()) -> Iterator[Entry]:
        """Yield each work with the snapshot to cite and what is known of its cited source."""
        from sourcekeeper.keeper.cited_works import CitedWorks  # noqa: PLC0415

        works = CitedWorks(self.store, self.clock.now())
        for work in self.store.works(document_ids):
            if not only or works.findings(work).intersection(only):
                yield works.entry(work)

    def documents_of(self, since: date | None = None, until: date | None = None) -> list[str]:
        """Return the ids of the documents of these days: their own date, else the day they were last read."""
        return [
            document.id
            for document in self.store.documents()
            if (day := document.published or f"{document.read_at:%Y-%m-%d}")
            and (since is None or day >= since.isoformat()[: len(day)])
            and (until is None or day <= until.isoformat()[: len(day)])
        ]
