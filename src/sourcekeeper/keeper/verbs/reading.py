"""Reading texts and pages, and writing what was read into the store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from sourcekeeper.errors import NotReadable, UsageError
from sourcekeeper.keeper import documents as loading
from sourcekeeper.keeper.listing import listed_sources
from sourcekeeper.keeper.results import ReadDocument
from sourcekeeper.keeper.verbs.opened import Opened
from sourcekeeper.model import Item, Source
from sourcekeeper.ports import RawDocument, watched

if TYPE_CHECKING:
    from sourcekeeper.keeper.bibliography import Bibliography
    from sourcekeeper.keeper.pages import FoundPage
    from sourcekeeper.keeper.recording import RecordedDocument


class ReadingVerbs(Opened):
    """From a text to what is recorded of it; from an address to what it holds."""

    def read(
        self,
        origins: Iterable[str | RawDocument],
        *,
        format: str | None = None,
        items: bool = True,
        bibliography: Bibliography | None = None,
        processes: int = 1,
    ) -> Iterator[ReadDocument]:
        """Read documents, each once; one that cannot be read comes with its error. Writes nothing.

        `bibliography` says what the cite keys of the texts mean; see `bibliography_of`. With `processes` above 1, many
        files are read by several processes: see `keeper.reading.read_documents` for what that asks of a script.
        """
        from sourcekeeper.keeper.bibliography import Bibliography  # noqa: PLC0415
        from sourcekeeper.keeper.one_document import Manner  # noqa: PLC0415
        from sourcekeeper.keeper.reading import read_documents  # noqa: PLC0415

        manner = Manner(
            max_bytes=self.settings.max_document_bytes,
            format=format,
            items=items,
            bibliography=bibliography or Bibliography(),
        )
        return read_documents(origins, manner, fetch=self._load, progress=self.progress, processes=processes)

    def bibliography_of(self, lists: Iterable[str]) -> Bibliography:
        """Read lists of sources (``.bib``, CSL-JSON, RIS …) for their cite keys. Raises DocumentError."""
        from sourcekeeper.keeper.bibliography import Bibliography  # noqa: PLC0415

        documents = []
        for read in self.read(lists, items=False):
            if read.document is None:
                raise read.error or NotReadable(read.origin, "it cannot be read")
            if read.document.notes and not any(note.items for note in read.document.notes):
                raise NotReadable(read.origin, "it is no bibliography", "A .bib, CSL-JSON or RIS file is one.")
            documents.append(read.document)
        return Bibliography.of(documents)

    def _load(self, url: str) -> RawDocument:
        return loading.load_url(url, self.adapters.fetcher(), self.settings.max_document_bytes)

    def record(self, read: ReadDocument) -> RecordedDocument:
        """Write a document that was read into the store, and queue a capture for each source that has none."""
        from sourcekeeper.keeper.recording import Recorder  # noqa: PLC0415

        if read.document is None:
            raise UsageError(f"{read.origin} was not read")
        recorder = Recorder(self.store, self._new_id, self.clock.now(), partial(watched, self.progress, "record"))
        with self.store.transaction():
            recorded = recorder.record(read.document, read.notes)
            self._archiving().queue(self.store.sources([recorded.document.id]), recorded.cited_archives)
        return recorded

    def add_sources(self, urls: Iterable[str], *, archive: bool = True) -> list[Source]:
        """Write addresses as sources of their own, cited by no document, and queue a capture for each that has none.

        Without `archive` none is queued: who only wants to know whether a page is there sends it nowhere. Raises
        UsageError for one that was forgotten.
        """
        with self.store.transaction():
            found = list(listed_sources(self.store, urls, self._new_id, self.clock.now()))
            if archive:
                self._archiving().queue(found, {})
        return found

    def cite_page(self, url: str) -> FoundPage:
        """Ask an address what it holds: the registry of a DOI, the page, or its snapshot when the page is dead.

        The item is empty, and `trouble` says why, when nothing there says what it is. Nothing is written.
        """
        from sourcekeeper.keeper.pages import PageRoad  # noqa: PLC0415

        road = PageRoad(
            fetcher=self.adapters.fetcher(),
            archive=self.adapters.archive,
            now=self.clock.now(),
            max_bytes=self.settings.fetch.max_body_bytes,
            others=self.adapters.others,
            copied=self._said_by_copy,
        )
        return road.cite(url)

    def _said_by_copy(self, url: str) -> Item:
        from sourcekeeper.keeper.naming import find_source  # noqa: PLC0415
        from sourcekeeper.keeper.visiting.copying import last_good_copy  # noqa: PLC0415

        source, copies = find_source(self.store, url), self._copies()
        if source is None or copies is None:
            return Item()
        kept = last_good_copy(self.store, copies, source, self.settings.fetch.max_decoded_bytes)
        return kept.item if kept is not None else Item()
