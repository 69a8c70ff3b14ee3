"""What remembers."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sourcekeeper.model import (
    Capture,
    CaptureState,
    Check,
    Citation,
    CitedText,
    Consent,
    CopyRef,
    Correction,
    Decision,
    Document,
    Drift,
    FetchFailure,
    Item,
    Judgement,
    Note,
    Observation,
    Run,
    RunEnd,
    SiteAnswer,
    Snapshot,
    Source,
    SourceStanding,
    Work,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDocument:
    """A document the store knows, at its current revision."""

    id: str
    origin: str
    format: str
    digest: str
    title: str | None
    language: str | None
    published: str | None
    read_at: datetime
    collection: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredCitation:
    """A citation with the work it was joined to and the sources of its addresses, in the order of the addresses."""

    id: str
    citation: Citation
    work_id: str | None
    source_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredNote:
    """A note of a document's current revision with its citations."""

    note: Note
    citations: tuple[StoredCitation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckRecord:
    """What one visit brought, ready to be written."""

    source_id: str
    check: Check
    judgement: Judgement
    standing: SourceStanding
    next_visit: datetime
    copy: CopyRef | None = None
    page_item: Item | None = None
    """What the page says of itself; only of a page that shows what was cited."""
    cited_text: CitedText | None = None
    """What later visits are compared with. Kept when there is none yet: the first that was seen well counts."""
    drift: Drift | None = None
    """Of a page whose text is another now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredCheck:
    """The last check of a source, as the store keeps it."""

    observation: Observation
    standing: SourceStanding
    next_visit: datetime
    fingerprint: str = ""
    etag: str = ""
    last_modified: str = ""
    body_digest: str = ""
    cited_text: CitedText | None = None
    """What the source showed when it was first seen well."""
    hops: tuple[tuple[str, int], ...] = ()
    """Of the last visit, as in `Check`."""
    failure: FetchFailure | None = None
    """Why the last visit brought no full answer."""
    drift: Drift | None = None
    """As the last visit found it."""
    is_all: bool = False
    """Whether the observation is the whole history: so it is of most sources, whose checks are all alike."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownSource:
    """What a visit of a source wants to know before it."""

    last: StoredCheck | None = None
    """None when it was never visited."""
    has_works: bool = False
    """Whether a work has this source: few have of those that were only ever listed."""


class Store(Protocol):
    """All that is remembered. Speaks of work to be done; no SQL, row or cursor crosses this seam.

    One instance may be used from several threads. Every method that writes is one transaction, or part of the one
    opened by `transaction`. Raises StoreError and its kind, never a database's own errors.
    """

    path: str
    is_sandbox: bool

    def transaction(self) -> AbstractContextManager[None]:
        """Make everything inside one write: all of it or nothing. May be nested."""

    def close(self) -> None:
        """Close the store."""

    def backup(self, path: str) -> None:
        """Write a consistent copy to another file. Raises OutputError."""

    def verify(self) -> tuple[str, ...]:
        """Return what is wrong with the store, a line each; nothing when it is sound."""

    # runs
    def begin_run(self, run: Run) -> None:
        """Record that a run started."""

    def end_run(self, run_id: str, end: RunEnd, at: datetime) -> None:
        """Record how a run ended."""

    def unfinished_since(self, command: str, since: datetime) -> datetime | None:
        """Return when the first of the runs of a command began that are not done yet; None when there is none.

        Of those that began since a moment and after the last one that was done: stopped, failed, killed or going on.
        """

    # documents
    def find_document(self, origin: str) -> StoredDocument | None:
        """Return the document of this origin."""

    def documents(self) -> Iterator[StoredDocument]:
        """Yield all documents, in the order they were first read."""

    def citing_documents(self, source_id: str) -> tuple[StoredDocument, ...]:
        """Return the documents with a living citation of a source, in the order they were first read."""

    def record_revision(self, document_id: str, document: Document, notes: Sequence[StoredNote], at: datetime) -> None:
        """Write a revision. What the last revision cited and this one does not is ended, not deleted.

        Recording the digest that is current already changes nothing but the time of reading.
        """

    def notes(self, document_id: str) -> Iterator[StoredNote]:
        """Yield the notes of the current revision, in order."""

    def ended_citations(self, document_id: str) -> Iterator[StoredCitation]:
        """Yield the citations that vanished from a document, as they last stood there, the latest ended first."""

    # works and sources
    def find_source(self, comparison_key: str) -> Source | None:
        """Return the source of this key, old keys (aliases) included."""

    def source(self, source_id: str) -> Source | None:
        """Return a source by its id."""

    def find_sources(self, comparison_keys: Collection[str]) -> dict[str, Source]:
        """Return the sources of those keys that are known, as `find_source` does."""

    def add_source(self, source: Source, at: datetime) -> None:
        """Write a new source."""

    def add_sources(self, sources: Sequence[Source], at: datetime) -> None:
        """Write new sources."""

    def sources(self, document_ids: Collection[str] | None = None) -> Iterator[Source]:
        """Yield sources with a living citation, in order of citation; those of some documents, or all."""

    def find_work(self, identities: Sequence[str]) -> Work | None:
        """Return the work that has one of these identities, the first that fits."""

    def works_known_by(self, identities: Sequence[str]) -> tuple[Work, ...]:
        """Return every work that has one of these identities, the oldest first."""

    def work(self, work_id: str) -> Work | None:
        """Return a work by its id, as it was recorded."""

    def add_work(self, work: Work, identities: Sequence[str], at: datetime) -> None:
        """Write a new work with its sources and what it can be known by again."""

    def update_work(self, work: Work, identities: Sequence[str], at: datetime) -> None:
        """Write a work's item and sources anew; its key stays, identities are added to."""

    def is_key_taken(self, key: str) -> bool:
        """Whether a cite key was ever given, upper and lower case alike."""

    # works as they are cited: joined and corrected
    def works(self, document_ids: Collection[str] | None = None) -> Iterator[Work]:
        """Yield works with a living citation as they are cited, in order of citation; of some documents, or all."""

    def cited_work(self, work_id: str) -> Work | None:
        """Return a work as it is cited: the one it is joined to, corrections over all."""

    def work_with_key(self, key: str) -> Work | None:
        """Return the work, as it was recorded, to which a cite key was given, in any case of letters."""

    def works_of_source(self, source_id: str) -> tuple[Work, ...]:
        """Return the works, as they are cited, that have this source."""

    def join_works(self, work_id: str, into_id: str, at: datetime, *, by_person: bool, because: str = "") -> bool:
        """Say that a work is the same as another; whether that changed anything. Undone by `part_works`."""

    def part_works(self, work_id: str, other_id: str, at: datetime, *, because: str = "") -> None:
        """Say that two works are not the same: they are joined no more, and no rule joins them again."""

    def move_source(self, source_id: str, work_id: str, into_id: str, identities: Sequence[str]) -> None:
        """Make a source of a work the source of another, with the citations whose first address it is."""

    # checks
    def due_for_visit(self, now: datetime, document_ids: Collection[str] | None = None) -> Iterator[Source]:
        """Yield the sources never visited or due again, one for each fetch key, those longest due first."""

    def count_due(self, now: datetime) -> int:
        """Return how many sources are due, one for each fetch key."""

    def make_due(self, latest: datetime, now: datetime) -> int:
        """Make due now what is due later than `latest`, and return how many fetch keys that were."""

    def hosts_due(self, now: datetime) -> Iterator[str]:
        """Yield the hosts with sources due: those waiting since an earlier day first, then those with most to do."""

    def due_at_host(self, host: str, now: datetime) -> Iterator[Source]:
        """Yield the sources of a host that are due, those longest due first; few are in memory at a time."""

    def record_checks(self, records: Sequence[CheckRecord]) -> None:
        """Write checks. Equal consecutive ones become one row with first, last and count."""

    def last_check(self, source_id: str) -> StoredCheck | None:
        """Return the last check of a source."""

    def known_of(self, source_ids: Collection[str]) -> dict[str, KnownSource]:
        """Return what a visit wants to know of each source; of those that the store has."""

    def page_item(self, source_id: str) -> Item | None:
        """Return what the page of a source said of itself when it last showed what was cited."""

    def history(self, source_id: str) -> tuple[Observation, ...]:
        """Return the observations of a source, oldest first."""

    def site_answer(self, folder: str) -> SiteAnswer | None:
        """Return what a site answered to an address that cannot exist in a folder; None if it was never asked."""

    def record_site_answer(self, folder: str, answer: SiteAnswer) -> None:
        """Write that."""

    def robots(self, site: str, since: datetime) -> str | None:
        """Return the robots.txt of a site (``https://example.org``), if it was asked for since a moment."""

    def record_robots(self, site: str, text: str, at: datetime) -> None:
        """Write the robots.txt of a site, in place of the one before."""

    def copies(self, source_id: str) -> tuple[CopyRef, ...]:
        """Return the local copies of a source, oldest first."""

    # captures
    def captures(
        self,
        *,
        states: Collection[CaptureState] | None = None,
        document_ids: Collection[str] | None = None,
        source_ids: Collection[str] | None = None,
    ) -> Iterator[Capture]:
        """Yield the latest capture of each fetch key, in order of citation, filtered."""

    def due_for_confirmation(
        self,
        now: datetime,
        limit: int,
        *,
        document_ids: Collection[str] | None = None,
        source_ids: Collection[str] | None = None,
    ) -> Iterator[Capture]:
        """Yield at most `limit` archived captures whose snapshot is to be confirmed again, those longest due first."""

    def record_captures(self, captures: Sequence[Capture], at: datetime) -> None:
        """Write captures, new or changed; the snapshots in them too."""

    def record_snapshot(self, source_id: str, snapshot: Snapshot) -> None:
        """Write a snapshot that was found, of no capture; a known one stays as it is, unless this one is proved."""

    def snapshots(self, source_id: str) -> tuple[Snapshot, ...]:
        """Return the snapshots known of a source, newest confirmation first."""

    # people
    def record_decision(self, decision: Decision) -> None:
        """Write a person's word; it replaces an earlier one of the same kind."""

    def decided(self) -> frozenset[str]:
        """Return the ids of the sources that a person ever said something of: few of all."""

    def decisions(self, source_id: str) -> tuple[Decision, ...]:
        """Return what persons said of a source, newest first."""

    def record_consent(self, consent: Consent) -> None:
        """Write that a person agreed."""

    def consent(self, document_id: str) -> Consent | None:
        """Return the agreement for a document."""

    def move_citations(self, work_id: str, into_id: str, citations: Iterable[tuple[str, str]]) -> None:
        """Make citations of a work, named by document and citation, citations of another."""

    def forget_identities(self, work_id: str, identities: Collection[str]) -> None:
        """Know a work by these identities no more; what a rule joined by nothing else is joined no more."""

    def are_parted(self, work_id: str, other_id: str) -> bool:
        """Whether a person said that two works, or those they are joined to, are not the same."""

    # forgetting
    def forgotten(self) -> Mapping[str, datetime]:
        """Return the digests of the pages that were forgotten (`web.forgotten.page_digest`), and when."""

    def remember_again(self, url: str) -> bool:
        """Take back that an address was forgotten; whether it had been. What was purged does not come back."""

    def forget(
        self,
        url: str,
        source_ids: Collection[str],
        at: datetime,
        *,
        identity_of: Callable[[str], str],
        known_by: Callable[[Item], str],
    ) -> Mapping[str, int]:
        """Delete the sources of a page and all that hangs on them; mark the page. Return how much it was.

        Sources that differ from these in their fragment only go too. What notes say stays as it was written. Works
        lose the identity that the address gives (`identity_of`), and are known by what `known_by` says of their item
        instead.
        """

    # addresses that can be read in two ways
    def other_reading(self, source_id: str) -> str | None:
        """Return what an address may be that is cited as this source; None where it can be read in one way only."""

    def read_otherwise(self, source_id: str, into: Source, identities: Sequence[str]) -> int:
        """Have living citations of a source mean another one that their address can be read as; return how many.

        The cited string stays; works get the source in place of the first, and are known by `identities` too.
        """

    # corrections of items
    def corrections(self, work_id: str) -> tuple[Correction, ...]:
        """Return what a person corrected in a work, in the order it was first said."""

    def record_corrections(self, work_id: str, corrections: Sequence[Correction]) -> None:
        """Write what a person corrected; it survives every re-reading."""

    def drop_corrections(self, work_id: str, fields: Collection[str]) -> None:
        """Take corrections back: what note and page say counts again."""

    # bibliographies of ours and of persons
    def written_as(self, file: str) -> str:
        """Return the SHA-256 of a file as it was last written by us, in hexadecimal; nothing where it never was."""

    def record_written(self, file: str, digest: str) -> None:
        """Write that a file is ours as it is now, by its SHA-256."""

    def merged_entries(self, file: str) -> Mapping[str, Mapping[str, str]]:
        """Return what we wrote into a .bib file: cite key in small letters to field to value."""

    def merged_as(self, key: str) -> tuple[Mapping[str, str], ...]:
        """Return what we wrote under a cite key, in any case of letters, into any file."""

    def record_merged_entries(self, file: str, entries: Mapping[str, Mapping[str, str]]) -> None:
        """Write what of a .bib file is ours now."""
