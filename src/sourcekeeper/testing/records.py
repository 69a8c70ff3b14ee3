"""Records of invented sources, works and visits, for tests that need a few; and times to put them at."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from sourcekeeper.model import (
    Address,
    Call,
    Capture,
    CaptureState,
    Check,
    Citation,
    CitedKey,
    CopyRef,
    Document,
    Field,
    Item,
    Judgement,
    Name,
    Note,
    Origin,
    PageKind,
    PartialDate,
    Place,
    Problem,
    Reason,
    Snapshot,
    SnapshotOrigin,
    Source,
    SourceStanding,
    Standing,
    Verdict,
    Work,
)
from sourcekeeper.ports import CheckRecord, Store, StoredCitation, StoredNote

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def make_source(name: str, fragment: str = "", host: str = "example.org") -> Source:
    """Return a source of example.org; sources of one name and several fragments share their fetch key."""
    url = f"https://{host}/{name}"
    key = f"1:{url}#{fragment}" if fragment else f"1:{url}"
    return Source(
        id=f"source-{name}{fragment}", url=f"{url}#{fragment}" if fragment else url, comparison_key=key, fetch_key=url
    )


def make_work(name: str, *sources: Source, **fields: str) -> Work:
    """Return a work whose key is its name."""
    item = Item(fields={field: Field(value=value) for field, value in ({"title": name} | fields).items()})
    return Work(id=f"work-{name}", key=name, item=item, sources=sources)


def make_document(origin: str, digest: str = "1") -> Document:
    """Return a document that says nothing of itself."""
    return Document(origin=origin, format="text", digest=digest, notes=())


def make_note(number: int, *citations: StoredCitation) -> StoredNote:
    """Return a note with a number for its text."""
    return StoredNote(note=Note(id=str(number), number=str(number), text=f"Note {number}."), citations=citations)


def make_citation(id: str, *sources: Source, work: Work | None = None) -> StoredCitation:
    """Return a citation of sources, and of a work when given."""
    return StoredCitation(
        id=id,
        citation=Citation(text=f"Citation {id}"),
        work_id=work.id if work else None,
        source_ids=tuple(source.id for source in sources),
    )


def make_record(
    source: Source,
    at: datetime,
    verdict: Verdict = Verdict.ALIVE,
    *,
    check: Check | None = None,
    reason: Reason | None = None,
    next_visit: datetime | None = None,
    copy: CopyRef | None = None,
) -> CheckRecord:
    """Return what a visit brought: by default an answer 200, and the next visit in a week."""
    return CheckRecord(
        source_id=source.id,
        check=check or Check(url=source.url, at=at, status=200, final_url=source.fetch_key),
        judgement=Judgement(verdict=verdict, confidence=0.9, reason=reason or Reason.of("http-200")),
        standing=SourceStanding(standing=Standing.OK, since=at),
        next_visit=next_visit or at + 7 * DAY,
        copy=copy,
    )


def make_capture(id: str, source: Source, state: CaptureState = CaptureState.QUEUED) -> Capture:
    """Return a capture of which nothing but its state is known."""
    return Capture(id=id, source=source, state=state)


def make_snapshot(source: Source, taken_at: datetime, confirmed_at: datetime | None = None) -> Snapshot:
    """Return a snapshot in the Wayback Machine that shows the text."""
    return Snapshot(
        uri=f"https://web.archive.org/web/{taken_at:%Y%m%d%H%M%S}/{source.url}",
        original=source.url,
        taken_at=taken_at,
        archive="web.archive.org",
        origin=SnapshotOrigin.MADE,
        shows=PageKind.TEXT,
        confirmed_at=confirmed_at,
    )


def cite(store: Store, origin: str, *sources: Source, digest: str = "1") -> str:
    """Write a document that cites sources, a note each; return its id. Unknown sources are added."""
    for source in sources:
        if store.source(source.id) is None:
            store.add_source(source, NOON)
    notes = [make_note(number, make_citation(source.id, source)) for number, source in enumerate(sources, 1)]
    document_id = f"document-{origin}"
    store.record_revision(document_id, make_document(origin, digest), notes, NOON)
    return document_id


def ids(records: Iterator[Source] | Iterator[Capture] | Iterator[Work]) -> list[str]:
    """Return the ids of records."""
    return [record.id for record in records]


FULL_ITEM = Item(
    fields={
        "type": Field(value="article-journal", origin=Origin.DERIVED),
        "title": Field(value="L’« été »\0\ud800", span=(0, 9), confidence=0.25, other=""),
        "author": Field(value=(Name(family="de la Tour", given="Ève"), Name(literal="ONG"), Name()), other=()),
        "editor": Field(value=()),
        "issued": Field(
            value=PartialDate(start=(2020, 1), end=(2021,), circa=True),
            origin=Origin.PAGE,
            other=PartialDate(start=(1999, 12, 31)),
        ),
        "note": Field(value="", origin=Origin.PERSON),
    }
)

FULL_NOTE = Note(
    id="n-1",
    number="1",
    text="Voir « L’été – 100 % », 日本, مرحبا, 👩‍👩‍👧. " + "x" * 100_000,
    addresses=(
        Address(
            cited="www.example.org/a",
            url="http://www.example.org/a",
            untrimmed="http://www.example.org/a.",
            marks=("no-scheme", "joined-lines"),
            place=Place(start=3, end=20),
        ),
    ),
    calls=(Call(label="1", context="Une phrase.", place=Place(path="/html/body/p[2]")), Call(label="1", context="")),
    place=Place(start=0, end=0),
    problems=(Problem(reason=Reason.of("odd", count=2, name="é", share=0.5), where=Place()),),
    emphasised=((0, 4), (7, 9)),
    items=(FULL_ITEM,),
    cited_keys=(CitedKey(key="lee2021", locator="70", prefix="voir", suffix="passim", place=Place(start=1, end=9)),),
)
