"""`Keeper`: the verbs over one store.

A verb imports the wings it needs when it is called: what reads a text does not wait for what archives.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import date, timedelta
from pathlib import Path
from threading import RLock
from types import TracebackType
from typing import TYPE_CHECKING

from sourcekeeper import plugins
from sourcekeeper.config import Settings, is_on_this_machine, load_settings
from sourcekeeper.errors import NotReadable, UsageError
from sourcekeeper.keeper import documents as loading
from sourcekeeper.keeper.adapters import Adapters
from sourcekeeper.keeper.exporters import load_exporter
from sourcekeeper.keeper.listing import listed_sources
from sourcekeeper.keeper.live import NoProgress, SystemClock
from sourcekeeper.keeper.results import ArchiveReport, DocumentReport, ReadDocument, SourceReport
from sourcekeeper.keeper.runs import recorded_run
from sourcekeeper.model import (
    Capture,
    CaptureOptions,
    Consent,
    Decision,
    FieldValue,
    Item,
    Limits,
    Run,
    Source,
    Work,
)
from sourcekeeper.ports import (
    USUAL,
    Archive,
    Clock,
    Copies,
    Entry,
    ExportSettings,
    Fetcher,
    NotesExporter,
    Progress,
    RawDocument,
    Store,
)
from sourcekeeper.web.urls import comparison_key

if TYPE_CHECKING:
    from sourcekeeper.archiving.confirm import ConfirmReport
    from sourcekeeper.keeper.archiving import Archiving, Chosen
    from sourcekeeper.keeper.bibliography import Bibliography
    from sourcekeeper.keeper.copying import KeptCopy
    from sourcekeeper.keeper.forgetting import ForgetReport
    from sourcekeeper.keeper.merging import MergeReport
    from sourcekeeper.keeper.pages import FoundPage
    from sourcekeeper.keeper.recording import NewId, RecordedDocument
    from sourcekeeper.keeper.rehearsing import Intention
    from sourcekeeper.keeper.reports import Reports
    from sourcekeeper.keeper.suggesting import Lookup
    from sourcekeeper.keeper.visits import CheckRun

_ROBOTS_KEPT = timedelta(days=1)
"""How long a robots.txt is not asked for again (RFC 9309 section 2.4)."""

IN_MEMORY = ":memory:"
"""The store that ends with its Keeper."""


class Keeper:
    """Reads documents, archives and checks their sources, and writes bibliographies, over one store.

    Whatever a command does, one call here does. A Keeper may be used from several threads and as a context manager.

    Parameters
    ----------
    store
        A path, ``:memory:``, or a store that is open already (then the caller closes it).
    settings
        How to reach the outside; the defaults when not given. The environment is not read.
    fetcher, archive, others, copies, clock, progress
        Adapters to use instead of the live ones; `others` are archives beside the main one.
    must_exist
        Raise StoreMissing instead of making a new store.

    """

    def __init__(  # noqa: PLR0913  each names one adapter a caller may bring
        self,
        store: str | Path | Store = ":memory:",
        *,
        settings: Settings | None = None,
        fetcher: Fetcher | None = None,
        archive: Archive | None = None,
        others: Sequence[Archive] | None = None,
        copies: Copies | None = None,
        clock: Clock | None = None,
        progress: Progress | None = None,
        new_id: NewId | None = None,
        must_exist: bool = False,
        online: bool = True,
    ) -> None:
        self.settings = settings or load_settings(environ={}, folder=Path("/"), options={"store": str(store)})
        self.clock = clock or SystemClock()
        self.progress = progress or NoProgress()
        self.adapters = Adapters(
            self.settings, self.clock, self.progress, fetcher=fetcher, archive=archive, others=others, copies=copies
        )
        self._new_id = new_id or _random_id
        self._check_run: CheckRun | None = None
        self._owns_store = isinstance(store, str | Path)
        self._opening = RLock()
        self._store: Store | None = None if isinstance(store, str | Path) else store
        self._must_exist, self._sandbox = must_exist, self.settings.sandbox if online else None
        self._path = str(store) if isinstance(store, str | Path) else IN_MEMORY
        if self._path != IN_MEMORY:
            _ = self.store  # what is wrong with a file is told now

    @property
    def store(self) -> Store:
        """The store; one in memory is made when it is first asked for, since reading a text never asks."""
        if self._store is None:
            from sourcekeeper.store.open import open_store  # noqa: PLC0415

            with self._opening:
                self._store = self._store or open_store(
                    self._path, clock=self.clock, must_exist=self._must_exist, sandbox=self._sandbox
                )
        return self._store

    def __enter__(self) -> Keeper:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close what was opened here; checks that were judged and not yet written are written first."""
        if self._check_run is not None:
            self._check_run.close()
        self.adapters.close()
        if self._owns_store and self._store is not None:
            self._store.close()

    # --- reading ----------------------------------------------------------------------------------------------------

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

    # --- recording --------------------------------------------------------------------------------------------------

    def record(self, read: ReadDocument) -> RecordedDocument:
        """Write a document that was read into the store, and queue a capture for each source that has none."""
        from sourcekeeper.keeper.recording import Recorder  # noqa: PLC0415

        if read.document is None:
            raise UsageError(f"{read.origin} was not read")
        recorder = Recorder(self.store, self._new_id, self.clock.now())
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

    # --- checking ---------------------------------------------------------------------------------------------------

    def check(
        self,
        sources: Iterable[Source] | None = None,
        *,
        document_ids: Collection[str] | None = None,
        window: timedelta | None = None,
        lookup: bool = False,
    ) -> CheckRun:
        """Visit the given sources, or those due now (of some documents, or of all), and write what was found.

        The checks come one after the other. What is due in the whole store is read as it is visited: a million
        sources are never in memory at once. After `window` nothing new is begun, and what is left is due again.
        With `lookup` the archive is asked for a snapshot of what ceased to be well and has none: see `suggesting`.
        """
        from sourcekeeper.keeper.copying import Copying  # noqa: PLC0415
        from sourcekeeper.keeper.feeding import DueSupply, ListedSupply  # noqa: PLC0415
        from sourcekeeper.keeper.visits import VisitPass  # noqa: PLC0415

        now = self.clock.now()
        if self._check_run is not None and not self._check_run.is_over:
            self._check_run.close()
            self.adapters.drop_visits()
        if sources is None and document_ids is not None:
            sources = self.store.due_for_visit(now, document_ids)
        copies = self._copies() if self.settings.copies.enabled else None
        visits = VisitPass(
            store=self.store,
            fetcher=self._polite_fetcher(),
            copying=Copying(self.store, copies, self.settings.copies, self.settings.fetch.max_decoded_bytes),
            clock=self.clock,
            progress=self.progress,
            settings=self.settings.fetch,
            checking=self.settings.check,
            new_id=self._new_id,
            queue=lambda source: self._archiving().queue([source], {}),
            window=window,
        )
        run = visits.run(DueSupply(self.store, now) if sources is None else ListedSupply(sources))
        self._check_run = run
        return run.through(self._lookup(window).over) if lookup else run

    def _polite_fetcher(self) -> Fetcher:
        """Return the engine of visits; one that obeys robots.txt where that is wanted."""
        fetcher = self.adapters.fetcher()
        if not self.settings.check.robots:
            return fetcher
        from sourcekeeper.fetching.robots import RobotsFetcher  # noqa: PLC0415

        return RobotsFetcher(
            fetcher,
            self.clock,
            known=lambda site: self.store.robots(site, self.clock.now() - _ROBOTS_KEPT),
            remember=lambda site, text: self.store.record_robots(site, text, self.clock.now()),
        )

    def _lookup(self, window: timedelta | None) -> Lookup:
        from sourcekeeper.keeper.suggesting import Lookup  # noqa: PLC0415

        settings, adapters = self.settings.archive, self.adapters
        return Lookup(
            store=self.store,
            archive=adapters.archive,
            books=adapters.books,
            most_a_day=settings.daily_index_requests,
            clock=self.clock,
            progress=self.progress,
            never=settings.never,
            end=None if window is None else self.clock.monotonic() + window.total_seconds(),
        )

    def _copies(self) -> Copies | None:
        return self.adapters.copies(self.store.path)

    def stop(self) -> None:
        """Begin no further visits in this run; what is under way ends. For a run whose time is up."""
        self.adapters.stop_visits()

    def copies_of(self, source: Source) -> tuple[KeptCopy, ...]:
        """Return the local copies of a source that can be read, oldest first, with what they show."""
        from sourcekeeper.keeper.copying import read_copy  # noqa: PLC0415

        copies, most = self._copies(), self.settings.fetch.max_decoded_bytes
        refs = self.store.copies(source.id) if copies is not None else ()
        return tuple(kept for ref in refs if copies is not None and (kept := read_copy(copies, ref, most)) is not None)

    def last_good_copy(self, source: Source) -> KeptCopy | None:
        """Return the newest local copy that shows the text of a source: for when page and archive fail."""
        from sourcekeeper.keeper.copying import last_good_copy  # noqa: PLC0415

        copies = self._copies()
        if copies is None:
            return None
        return last_good_copy(self.store, copies, source, self.settings.fetch.max_decoded_bytes)

    # --- archiving --------------------------------------------------------------------------------------------------

    def archive(
        self,
        *,
        document_ids: Collection[str] | None = None,
        source_ids: Collection[str] | None = None,
        should_stop: Callable[[], bool] = lambda: False,
        wait: bool = True,
        send: bool = True,
    ) -> ArchiveReport:
        """Have the queued captures made and proved, and look again for the snapshots that are due.

        Calling this is the consent; `keep` asks before. A snapshot that was lost is captured again in the same run.
        Without `send`, nothing is saved: what there is already is looked for and proved, and no keys are needed.
        Without `wait` it sends what the archive takes at once and returns; a later run goes on with the rest.
        What the archive cannot do now stays queued. An archive that cannot be talked to is told in the report, not
        raised.
        """
        chosen = self._chosen(document_ids, source_ids, should_stop)
        return self._archiving().run(chosen, wait=wait, send=send)

    def confirm(
        self,
        *,
        document_ids: Collection[str] | None = None,
        source_ids: Collection[str] | None = None,
        should_stop: Callable[[], bool] = lambda: False,
    ) -> ConfirmReport:
        """Look again for the snapshots that are due, within the budget of a run; `archive` does so by itself.

        A lost one is queued to be captured again, which `archive` then does. Raises AccountBusy.
        """
        return self._archiving().confirm(self._chosen(document_ids, source_ids, should_stop))

    def want(self, source_ids: Collection[str], options: CaptureOptions) -> None:
        """Say what is wanted of the captures of sources besides the page; what was sent already stays as it is."""
        self._archiving().want(source_ids, options)

    def hand_over(self, captures: Iterable[Capture]) -> None:
        """Say that a person means to have queued captures made by hand: the next run looks whether they were."""
        self._archiving().hand_over(captures)

    def rehearsal(self) -> AbstractContextManager[None]:
        """Take back whatever is written inside: for `intentions` of what was not recorded yet."""
        from sourcekeeper.keeper.rehearsing import rehearsal  # noqa: PLC0415

        return rehearsal(self.store)

    def intentions(self, source_ids: Collection[str] | None = None) -> Iterator[Intention]:
        """Yield what archiving would do with each source now. Asks nobody and writes nothing.

        Without `source_ids`, what the `archive` command does with the whole store: see `agreed_sources`.
        """
        from sourcekeeper.keeper.rehearsing import intentions  # noqa: PLC0415

        return intentions(
            self.store,
            self.settings.archive,
            self.clock.now(),
            source_ids,
            is_exempt=self.is_exempt_from_consent(),
        )

    def archive_limits(self) -> Limits:
        """Ask the archive what the account may do now: the test of its keys. Raises ArchiveError."""
        return self.adapters.archive().limits()

    def is_exempt_from_consent(self) -> bool:
        """Whether archiving makes nothing public: in the sandbox, or with archives on this machine alone."""
        archive = self.settings.archive
        return self.settings.sandbox or all(map(is_on_this_machine, (archive.wayback_url, *archive.also)))

    def agreed_sources(self) -> list[str] | None:
        """Return the sources that may be sent without asking anybody; None when that is all of them.

        The others are cited by texts to which nobody agreed, and by no text else.
        """
        from sourcekeeper.keeper.held import held_back  # noqa: PLC0415

        held = frozenset[str]() if self.is_exempt_from_consent() else held_back(self.store)
        if not held:
            return None
        return [each.source.id for each in self.store.captures() if each.source.fetch_key not in held]

    def consent_to(self, document_id: str, how: str) -> None:
        """Write that a person agreed to have a document's sources archived publicly."""
        self.store.record_consent(Consent(document_id=document_id, given_at=self.clock.now(), how=how))

    def _archiving(self) -> Archiving:
        from sourcekeeper.keeper.archiving import Archiving  # noqa: PLC0415

        return Archiving(self.store, self.adapters, self._new_id)

    def _chosen(
        self,
        document_ids: Collection[str] | None,
        source_ids: Collection[str] | None,
        should_stop: Callable[[], bool],
    ) -> Chosen:
        from sourcekeeper.keeper.archiving import Chosen  # noqa: PLC0415

        return Chosen(document_ids=document_ids, source_ids=source_ids, should_stop=should_stop)

    # --- citing -----------------------------------------------------------------------------------------------------

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
        source = self.find_source(url)
        kept = self.last_good_copy(source) if source is not None else None
        return kept.item if kept is not None else Item()

    # --- exporting --------------------------------------------------------------------------------------------------

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

    # --- telling ----------------------------------------------------------------------------------------------------

    def report(self, document_id: str) -> DocumentReport:
        """Return a document of the store note by note, with what is known of each source."""
        return self._reports().document(document_id)

    def about(self, source: Source) -> SourceReport:
        """Return all that is known of a source."""
        return self._reports().source(source)

    def _reports(self) -> Reports:
        from sourcekeeper.keeper.reports import Reports  # noqa: PLC0415

        return Reports(self.store, self.clock.now())

    def find_source(self, url: str) -> Source | None:
        """Return the source of an address, however it is spelt, or shown with stars for what is secret in it.

        Raises UsageError when several are shown alike.
        """
        from sourcekeeper.keeper.naming import shown_as  # noqa: PLC0415

        return self.store.find_source(comparison_key(url)) or shown_as(self.store, url)

    # --- people -----------------------------------------------------------------------------------------------------

    def decide(self, decision: Decision) -> None:
        """Write a person's word on a source; captures it allows or forbids change at once."""
        with self.store.transaction():
            self.store.record_decision(decision)
            self._archiving().heed(decision)

    def forget(self, url: str) -> ForgetReport:
        """Purge a source from store, copies and later exports, and let no reading bring it back.

        Raises OutputError when the copies cannot be purged; then nothing was forgotten, and the call can be repeated.
        """
        from sourcekeeper.keeper.forgetting import forget  # noqa: PLC0415

        return forget(self.store, self._copies(), url, self.clock.now())

    def remember_again(self, url: str) -> bool:
        """Take back that a source was forgotten; whether it had been. What was purged does not come back."""
        return self.store.remember_again(url)

    def find_works(self, named: str) -> tuple[Work, ...]:
        """Return the works, as they are cited, that a cite key or an address names."""
        from sourcekeeper.keeper.cited_works import CitedWorks  # noqa: PLC0415
        from sourcekeeper.keeper.naming import find_works  # noqa: PLC0415

        cited = CitedWorks(self.store, self.clock.now())
        return tuple(map(cited.joined, find_works(self.store, named)))

    def correct(
        self,
        named: str,
        *,
        set: Iterable[tuple[str, FieldValue]] = (),
        unset: Collection[str] = (),
        because: str = "",
    ) -> Work:
        """Correct fields of the work a cite key or an address names, or take corrections back; return it then.

        An empty value says that the work has no such field. Raises UsageError unless exactly one work is meant.
        """
        from sourcekeeper.keeper.corrections import correct  # noqa: PLC0415
        from sourcekeeper.keeper.naming import find_work  # noqa: PLC0415

        work = find_work(self.store, named)
        return correct(self.store, work, set=list(set), unset=unset, now=self.clock.now(), because=because)

    def join(self, named: str, other: str, *, because: str = "") -> Work:
        """Say that two works are one: the second keeps its key and answers to the first's too. Undone by `part`."""
        from sourcekeeper.keeper.naming import find_work  # noqa: PLC0415
        from sourcekeeper.keeper.same_works import join  # noqa: PLC0415

        return join(self.store, find_work(self.store, named), find_work(self.store, other), self.clock.now(), because)

    def part(self, named: str, other: str, *, because: str = "") -> Work:
        """Say that two works, or two addresses taken for one work, are not the same; return the first then.

        No rule joins them again. Raises UsageError when both names mean one thing.
        """
        from sourcekeeper.keeper.same_works import part  # noqa: PLC0415

        return part(self.store, named, other, now=self.clock.now(), because=because, new_id=self._new_id)

    # --- runs -------------------------------------------------------------------------------------------------------

    def run(self, command: str) -> AbstractContextManager[Run]:
        """Record a run around what is done inside; how it ended is written even when it is interrupted."""
        return recorded_run(self.store, command, _random_id, self.clock)


def _random_id() -> str:
    from secrets import token_hex  # noqa: PLC0415  brings OpenSSL along

    return token_hex(8)
