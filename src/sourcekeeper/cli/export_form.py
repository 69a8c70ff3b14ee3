"""What the options of `sourcekeeper export` say of the form: which format, for which program, snapshots where."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from sourcekeeper import plugins
from sourcekeeper.citing.exporters.entry_facts import WORDED
from sourcekeeper.cli.output import warn
from sourcekeeper.errors import UnknownName, UsageError
from sourcekeeper.keeper import Keeper
from sourcekeeper.ports import ExportSettings, SnapshotPlace
from sourcekeeper.reporting.wording import word

_NOTES = "notes"
_FORMAT_FOR = {"pandoc": "csl-json", "zotero": "csl-json", "": "biblatex"}
"""What is written for a program when no format is named; for any other, its notes."""
_BIBLIOGRAPHIES_FOR = ("pandoc", "word", "zotero")


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """How a bibliography is to be written."""

    format: str
    """An exporter's name, or ``notes``."""
    program: str
    settings: ExportSettings

    @classmethod
    def of(cls, *, format: str | None, program: str, snapshot: str | None, style: str, language: str) -> Form:
        """Make sense of the options together. Raises UsageError when they make none."""
        if format is None:
            format = "text" if style else _FORMAT_FOR.get(program, _NOTES)
        if format != _NOTES and format not in plugins.names("exporters"):
            raise UnknownName("exporter", format, (*plugins.names("exporters"), _NOTES))
        programs = plugins.names("notes_exporters") if format == _NOTES else _BIBLIOGRAPHIES_FOR
        if program and program not in programs:
            raise UsageError(
                f"--for {program} does not go with the format {format}", f"It has: {', '.join(programs)}."
            )
        if format == _NOTES and (snapshot or style):
            raise UsageError("notes keep their own words, with their snapshots behind: no --snapshot, no --style")
        if language and format == _NOTES:
            raise UsageError("notes keep the language of their text: no --language")
        if language and not style and language.lower()[:2] not in WORDED:
            raise UnknownName("language", language, WORDED)
        settings = ExportSettings(
            snapshot=_place(snapshot), reader=program, style=style, language=language, tell=lambda why: warn(word(why))
        )
        return cls(format=format, program=program or "html", settings=settings)

    @property
    def needs_data_model(self) -> bool:
        """Whether BibLaTeX has to be told of fields it does not know."""
        return self.settings.snapshot is SnapshotPlace.ARCHIVEURL

    def pieces(self, keeper: Keeper, document_ids: Collection[str] | None, only: Collection[str]) -> Iterator[str]:
        """Return the output. Raises UsageError when the format cannot do it."""
        if self.format != _NOTES:
            return keeper.export(self.format, document_ids=document_ids, only=only, settings=self.settings)
        if only:
            raise UsageError("notes are written all or none: --only goes with the other formats")
        return keeper.export_notes(self.program, document_ids=document_ids)


def _place(name: str | None) -> SnapshotPlace | None:
    if name is None:
        return None
    if name not in [*SnapshotPlace]:
        raise UnknownName("place of snapshots", name, tuple(SnapshotPlace))
    return SnapshotPlace(name)
