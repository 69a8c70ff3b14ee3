"""What is known of a document and of a source, put together from the store."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sourcekeeper.checking.decided import judgement_now
from sourcekeeper.errors import UsageError
from sourcekeeper.keeper.cited_works import CitedWorks
from sourcekeeper.keeper.linking import snapshots_of
from sourcekeeper.keeper.naming import find_works
from sourcekeeper.keeper.results import DocumentReport, NoteReport, SourceReport
from sourcekeeper.keeper.suggesting import known_suggestion, moved_to
from sourcekeeper.model import Capture, Source
from sourcekeeper.ports import Store, StoredNote


class Reports:
    """Tells what is known at one moment."""

    def __init__(self, store: Store, now: datetime) -> None:
        self._store, self._now = store, now
        self._cited = CitedWorks(store, now)

    def document(self, document_id: str) -> DocumentReport:
        """Return a document note by note, with what is known of each source. Raises UsageError for one not there."""
        document = next((each for each in self._store.documents() if each.id == document_id), None)
        if document is None:
            raise UsageError(f"no document {document_id!r} in the store")
        captures = {each.source.fetch_key: each for each in self._store.captures(document_ids=[document_id])}
        notes = tuple(self._note(note, captures) for note in self._store.notes(document_id))
        return DocumentReport(document=document, notes=notes)

    def _note(self, note: StoredNote, captures: Mapping[str, Capture]) -> NoteReport:
        ids = dict.fromkeys(id for citation in note.citations for id in citation.source_ids)
        work_ids = dict.fromkeys(citation.work_id for citation in note.citations if citation.work_id)
        cited = (self._cited.joined(work) for id in work_ids if (work := self._store.cited_work(id)))
        return NoteReport(
            note=note,
            works=tuple({work.id: work for work in cited}.values()),
            sources=tuple(self._known(source, captures) for id in ids if (source := self._store.source(id))),
        )

    def source(self, source: Source) -> SourceReport:
        """Return all that is known of a source."""
        captures = {each.source.fetch_key: each for each in self._store.captures(source_ids=[source.id])}
        return self._known(source, captures)

    def _known(self, source: Source, captures: Mapping[str, Capture]) -> SourceReport:
        last = self._store.last_check(source.id)
        said = self._store.decisions(source.id)
        decisions = tuple(each for each in said if each.holds_at(self._now))
        judgement = judgement_now(last.observation.judgement if last else None, said, self._now)
        return SourceReport(
            source=source,
            judgement=judgement,
            suggestion=known_suggestion(self._store, source.id, judgement),
            moved_to=moved_to(judgement),
            drift=last.drift if last and judgement == last.observation.judgement else None,
            standing=last.standing if last else None,
            capture=captures.get(source.fetch_key),
            snapshot=snapshots_of(self._store, source.id)[0],
            decisions=decisions,
            works=tuple(map(self._cited.joined, find_works(self._store, source.url))),
        )
