"""The JSON that other programs rely on (design: section 6). Additions are allowed; anything else needs a new number.

Times are RFC 3339 in UTC with ``Z``. Messages are in English; programs read the codes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sourcekeeper.csl import item_to_csl, value_to_csl
from sourcekeeper.keeper.results import ArchiveReport, CheckedSource, DocumentReport, ReadDocument, SourceReport
from sourcekeeper.model import UNTRIMMED, Capture, Citation, CitedNote, Decision, Drift, Item, Problem, Snapshot, Work
from sourcekeeper.reporting.advice import advise
from sourcekeeper.reporting.wording import word, word_problem

if TYPE_CHECKING:
    from sourcekeeper.archiving.confirm import ConfirmReport
    from sourcekeeper.archiving.elsewhere import ElsewhereReport
    from sourcekeeper.keeper.merging import MergeReport
    from sourcekeeper.keeper.rehearsing import Intention
    from sourcekeeper.keeper.visiting.copying import KeptCopy

EXTRACT = "sourcekeeper.extract/1"
CITE = "sourcekeeper.cite/1"
ARCHIVE = "sourcekeeper.archive/1"
CHECK = "sourcekeeper.check/1"
KEEP = "sourcekeeper.keep/1"
SHOW = "sourcekeeper.show/1"
MERGE = "sourcekeeper.merge/1"
DECIDE = "sourcekeeper.decide/1"

Json = dict[str, Any]


def moment(value: datetime | None) -> str | None:
    """Return a time as RFC 3339 in UTC, to the second."""
    return value.strftime("%Y-%m-%dT%H:%M:%SZ") if value else None


class ItemWriter:
    """Writes items as CSL-JSON, each with an id of its own: the key it would get in an empty store."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def csl(self, item: Item) -> Json:
        """Return a valid CSL item; equal items written twice get two ids."""
        from sourcekeeper.citing.keys import next_free, propose_key  # noqa: PLC0415  who wants no items waits for none

        key = next_free(propose_key(item, item.text("URL")), self._taken.__contains__)
        self._taken.add(key)
        return item_to_csl(item, key)


def extracted(reads: Iterable[ReadDocument], *, items: bool) -> Json:
    """Return what `extract --json` prints."""
    writer = ItemWriter() if items else None
    return {"schema": EXTRACT, "documents": [_document(read, writer) for read in reads]}


def _document(read: ReadDocument, writer: ItemWriter | None) -> Json:
    if read.document is None:
        error = read.error
        return {"origin": read.origin, "error": {"code": getattr(error, "code", "unreadable"), "message": str(error)}}
    document = read.document
    notes = read.notes or tuple(CitedNote(note=note) for note in document.notes)
    return {
        "origin": document.origin,
        "format": document.format,
        "title": document.title,
        "language": document.language,
        "published": document.published.isoformat() if document.published else None,
        "problems": [problem(each) for each in document.problems],
        "notes": [_note(cited, writer) for cited in notes],
    }


def _note(cited: CitedNote, writer: ItemWriter | None) -> Json:
    note = cited.note
    return {
        "id": note.id,
        "number": note.number,
        "text": note.text,
        "urls": [address.cited for address in note.addresses],
        "contexts": list(note.contexts),
        "problems": [problem(each) for each in note.problems],
        "citations": [_citation(each, writer) for each in cited.citations],
    }


def _citation(citation: Citation, writer: ItemWriter | None) -> Json:
    return {
        "text": citation.text,
        "url": _cited_url(citation),
        "locator": citation.locator or None,
        "item": writer.csl(citation.item) if writer and citation.item is not None else None,
        "refers_to": citation.refers_to,
        "problems": [problem(each) for each in citation.problems],
    }


def _cited_url(citation: Citation) -> str | None:
    """Return the address as cited; the one made from an identifier where that is all the note gives."""
    if not citation.addresses:
        return None
    first = citation.addresses[0]
    return first.url if "identifier" in first.marks else first.cited


def problem(each: Problem) -> Json:
    """Return a problem: code, message, place."""
    return {"code": each.reason.code, "message": word_problem(each), "where": str(each.where) if each.where else None}


def archived(
    captures: Iterable[Capture],
    stopped: str | None = None,
    confirmed: ConfirmReport | None = None,
    elsewhere: ElsewhereReport | None = None,
) -> Json:
    """Return what `archive --json` prints."""
    content: Json = {"schema": ARCHIVE, "captures": [capture(each) for each in captures]}
    if confirmed is not None:
        content["confirmations"] = confirmations(confirmed)
    if elsewhere is not None:
        content["elsewhere"] = [{"url": source.url, "snapshot": snapshot(found)} for source, found in elsewhere.found]
    if stopped:
        content["stopped"] = stopped
    return content


def confirmations(report: ConfirmReport) -> Json:
    """Return what looking again for snapshots came to: how many were there, and each that was not."""
    return {
        "looked_for": len(report.looks),
        "confirmed": sum(look.finding.value == "confirmed" for look in report.looks),
        "more_due": report.is_cut,
        "findings": [
            {
                "url": look.capture.source.url,
                "finding": look.finding.value,
                "code": look.reason.code if look.reason else None,
                "message": word(look.reason) if look.reason else None,
                "snapshot": snapshot(look.capture.snapshot),
            }
            for look in report.news
        ],
        "replaced": [capture(each) for each in report.replaced],
    }


def rehearsed(intentions: Iterable[Intention]) -> Json:
    """Return what `archive --dry-run --json` prints: captures as they would stand, and what would be done."""
    return {
        "schema": ARCHIVE,
        "dry_run": True,
        "captures": [{**capture(each.capture), "would": each.intent.value} for each in intentions],
    }


def capture(each: Capture) -> Json:
    """Return one capture: `url` as cited, `submitted` what the archive is asked for, the snapshot what it has."""
    return {
        "url": each.source.url,
        "submitted": each.source.fetch_key,
        "state": each.state.value,
        "code": each.reason.code if each.reason else None,
        "message": word(each.reason) if each.reason else None,
        "attempts": each.attempts,
        "next_try": moment(each.next_try),
        "snapshot": snapshot(each.snapshot),
        "options": {name: True for name, is_on in asdict(each.options).items() if is_on},
        "advice": advise(each) or None,
    }


def snapshot(each: Snapshot | None) -> Json | None:
    """Return one snapshot, None for none."""
    if each is None:
        return None
    return {
        "uri": each.uri,
        "datetime": moment(each.taken_at),
        "archive": each.archive,
        "original": each.original or None,
        "final_url": each.final_url or None,
        "origin": each.origin.value,
        "shows": each.shows.value,
        "confirmed_at": moment(each.confirmed_at),
        "confirm_next": moment(each.confirm_next),
        "lost_at": moment(each.lost_at),
        "screenshot": each.screenshot or None,
    }


def checked(each: CheckedSource) -> Json:
    """Return one line of `check --jsonl`."""
    return {
        "schema": CHECK,
        "url": each.source.url,
        "verdict": each.judgement.verdict.value,
        "confidence": round(each.judgement.confidence, 3),
        "reason": {"code": each.judgement.reason.code, "message": word(each.judgement.reason)},
        "status": each.check.status,
        "final_url": each.check.final_url,
        "hops": [{"url": url, "status": status} for url, status in each.check.hops],
        "checked_at": moment(each.check.at),
        "standing": each.standing.standing.value,
        "since": moment(each.standing.since),
        "suggestion": snapshot(each.suggestion),
        "moved_to": each.moved_to or None,
        "instead_of": each.instead_of or None,
        "drift": drift(each.drift),
        "word_ended": decision(each.word_ended) if each.word_ended else None,
    }


def drift(each: Drift | None) -> Json | None:
    """Return how a text drifted; where only a fingerprint of the first is known, no passages and no file."""
    if each is None:
        return None
    return {
        "likeness": each.likeness,
        "went": list(each.went),
        "came": list(each.came),
        "went_share": each.went_share,
        "first_text": {
            "seen_at": moment(each.first_seen),
            "file": each.kept_in or None,
            "offset": each.kept_at_offset if each.kept_in else None,
            "characters": each.kept_characters if each.kept_in else None,
        },
    }


def kept(reports: Sequence[DocumentReport], archived_: ArchiveReport, files: list[str]) -> Json:
    """Return what `keep --json` prints."""
    return {
        "schema": KEEP,
        "documents": [document_report(report) for report in reports],
        "captures": [capture(each) for each in archived_.captures],
        "confirmations": confirmations(archived_.confirmed) if archived_.confirmed else None,
        "contradictions": contradictions(work for report in reports for note in report.notes for work in note.works),
        "stopped": str(archived_.stopped) if archived_.stopped else None,
        "files": files,
    }


def contradictions(works: Iterable[Work]) -> list[Json]:
    """Return where notes and pages say things that exclude each other, by cite key and field."""
    return [
        {"key": work.key, **each}
        for work in {work.id: work for work in works}.values()
        for each in item_contradictions(work.item)
    ]


def item_contradictions(item: Item) -> list[Json]:
    """Return where an item's note and page exclude each other, by field."""
    from sourcekeeper.citing.contradictions import contradictions as found_in  # noqa: PLC0415

    return [
        {
            "field": each.field,
            "note": value_to_csl(each.field, each.noted),
            "page": value_to_csl(each.field, each.paged),
        }
        for each in found_in(item)
    ]


def provenance(item: Item) -> Json:
    """Return for each field of an item where its value came from, and what was said otherwise."""
    return {
        name: {
            "origin": field.origin.value,
            "value": value_to_csl(name, field.value),
            "other": value_to_csl(name, field.other) if field.other is not None else None,
            "span": list(field.span) if field.span else None,
            "confidence": round(field.confidence, 3),
        }
        for name, field in item.fields.items()
    }


def document_report(report: DocumentReport) -> Json:
    """Return a stored document, note by note."""
    document = report.document
    return {
        "id": document.id,
        "origin": document.origin,
        "title": document.title,
        "language": document.language,
        "published": document.published,
        "read_at": moment(document.read_at),
        "notes": [
            {
                "number": note.note.note.number,
                "text": note.note.note.text,
                "read_otherwise": [
                    {"cited": address.cited, "url": address.url}
                    for citation in note.note.citations
                    for address in citation.citation.addresses
                    if UNTRIMMED in address.marks
                ],
                "works": [work.key for work in note.works],
                "sources": [source_report(source) for source in note.sources],
            }
            for note in report.notes
        ],
    }


def source_report(report: SourceReport) -> Json:
    """Return what is known of a source."""
    judgement, standing = report.judgement, report.standing
    return {
        "url": report.source.url,
        "verdict": judgement.verdict.value if judgement else None,
        "confidence": round(judgement.confidence, 3) if judgement else None,
        "reason": {"code": judgement.reason.code, "message": word(judgement.reason)} if judgement else None,
        "standing": standing.standing.value if standing else None,
        "since": moment(standing.since) if standing else None,
        "capture": capture(report.capture) if report.capture else None,
        "snapshot": snapshot(report.snapshot),
        "suggestion": snapshot(report.suggestion),
        "moved_to": report.moved_to or None,
        "drift": drift(report.drift),
        "decisions": [decision(each) for each in report.decisions],
        "works": [work_report(each) for each in report.works],
        **({"snapshots": [snapshot(each) for each in report.snapshots]} if report.snapshots else {}),
        **({"copies": [local_copy(each) for each in report.copies]} if report.copies else {}),
    }


def local_copy(copy: KeptCopy) -> Json:
    """Return a local copy: where it lies, and what it shows."""
    page = copy.check.page
    return {
        "file": copy.ref.path,
        "offset": copy.ref.offset,
        "record_id": copy.ref.record_id,
        "kept_at": moment(copy.visit.started_at),
        "url": copy.visit.final_url,
        "status": copy.visit.status,
        "bytes": len(copy.visit.body),
        "truncated": copy.visit.truncated,
        "shows": page.kind.value if page is not None else "unknown",
        "no_archive": copy.no_archive,
    }


def merged(report: MergeReport) -> Json:
    """Return what `export --merge --json` prints."""
    return {
        "schema": MERGE,
        "file": report.path,
        "format": report.format,
        "changed": report.is_changed,
        "backup": report.backup,
        "entries": [
            {
                "key": each.key,
                "outcome": each.outcome.value,
                "written": ["type" if name == "@" else name for name in each.written],
                "kept": list(each.kept),
            }
            for each in report.entries
        ],
        "against": [{"key": key, "field": field} for key, field in report.against],
        "unread": list(report.unread),
    }


def work_report(work: Work) -> Json:
    """Return a work as it is cited, and what a person corrected in it."""
    return {
        "key": work.key,
        "other_keys": list(work.other_keys),
        "item": item_to_csl(work.item, work.key),
        "corrections": [
            {
                "field": each.field,
                "value": value_to_csl(each.field, each.value) if each.value else None,
                "because": each.because,
                "made_at": moment(each.made_at),
            }
            for each in work.corrections
        ],
    }


def decision(each: Decision) -> Json:
    """Return a person's word on a source."""
    return {
        "kind": each.kind.value,
        "replacement": each.replacement,
        "because": each.because,
        "made_at": moment(each.made_at),
        "until": moment(each.until),
    }
