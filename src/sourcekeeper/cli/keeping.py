"""The main job behind `sourcekeeper keep`: the Keeper's verbs in order, and what a person is told of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

import click

from sourcekeeper.cli import contracts
from sourcekeeper.cli.consent import is_agreed
from sourcekeeper.cli.documents import named, tell_unreadable
from sourcekeeper.cli.options import CommonOptions
from sourcekeeper.cli.output import print_json, write_file
from sourcekeeper.cli.session import open_keeper, scratch_keeper
from sourcekeeper.cli.settings import settings_for
from sourcekeeper.cli.words import counted, tally, tell_document
from sourcekeeper.credentials import WHERE_TO_GET, stored_path
from sourcekeeper.errors import KeysMissing
from sourcekeeper.keeper import Keeper
from sourcekeeper.keeper.documents import is_url
from sourcekeeper.keeper.live import copies_folder
from sourcekeeper.keeper.recording import RecordedDocument
from sourcekeeper.keeper.results import ArchiveReport, CheckedSource, DocumentReport, ReadDocument
from sourcekeeper.model import CaptureState, CitedNote, Reason
from sourcekeeper.reporting.wording import word

EXPORTS = {".bib": "biblatex", ".csl.json": "csl-json"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a person asked for."""

    documents: tuple[str, ...]
    format: str | None
    archive: bool
    archive_after: date | None
    yes: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What decides the exit code."""

    failed: bool
    unfinished: bool
    found: frozenset[str]
    """Every verdict and standing that occurred."""


def keep(common: CommonOptions, plan: Plan) -> Outcome:
    """Do the whole job and print what came of it."""
    settings = settings_for(common)
    reads = _read_local(common, plan)
    notes: list[CitedNote] = [note for read in reads.values() for note in read.notes]
    with open_keeper(common, settings, notes=notes) as keeper:
        for origin in plan.documents:
            if is_url(origin):
                reads[origin] = next(keeper.read([origin], format=plan.format))
        readable = [read for read in reads.values() if read.error is None]
        if not readable:
            failed = tell_unreadable(list(reads.values()))
            return Outcome(failed=failed, unfinished=False, found=frozenset())
        with keeper.run("keep"):
            recorded = [keeper.record(read) for read in readable]
            checked = list(keeper.check(document_ids=[each.document.id for each in recorded]))
            archived = _archive(keeper, recorded, plan)
            files = _write_exports(keeper, recorded)
        reports = [keeper.report(each.document.id) for each in recorded]
        failed = tell_unreadable(list(reads.values()))
        _tell(common, keeper, reports, archived, files, checked)
    return Outcome(failed=failed, unfinished=_is_unfinished(plan, archived), found=_found(reports))


def _read_local(common: CommonOptions, plan: Plan) -> dict[str, ReadDocument]:
    """Read what needs no network first: in the sandbox, the pages are made to fit."""
    local = [origin for origin in plan.documents if not is_url(origin)]
    with scratch_keeper(common) as keeper:
        return {read.origin: read for read in keeper.read(named(local), format=plan.format)}


def _archive(keeper: Keeper, recorded: Sequence[RecordedDocument], plan: Plan) -> ArchiveReport:
    """Archive what may be sent; the rest stays queued."""
    ids = [each.document.id for each in recorded]
    if not plan.archive:
        return ArchiveReport(captures=tuple(keeper.store.captures(document_ids=ids)))
    agreed = [
        each.document.id
        for each in recorded
        if is_agreed(keeper, each, yes=plan.yes, archive_after=plan.archive_after)
    ]
    report = keeper.archive(document_ids=agreed) if agreed else ArchiveReport()
    waiting = report.waiting if len(agreed) == len(ids) else Reason.of("consent-missing")
    captures = tuple(keeper.store.captures(document_ids=ids))
    return ArchiveReport(captures=captures, stopped=report.stopped, waiting=waiting)


def _write_exports(keeper: Keeper, recorded: Sequence[RecordedDocument]) -> list[Path]:
    written = []
    for each in recorded:
        for suffix, format in EXPORTS.items():
            path = Path(_stem(each.document.origin) + suffix)
            write_file(path, keeper.export(format, document_ids=[each.document.id]))
            written.append(path)
    return written


def _stem(origin: str) -> str:
    if origin == "-":
        return "stdin"
    if is_url(origin):
        parts = urlsplit(origin)
        return PurePosixPath(parts.path).stem or parts.hostname or "document"
    return Path(origin).stem


def _is_unfinished(plan: Plan, archived: ArchiveReport) -> bool:
    """With --no-archive nothing was meant to be archived, so nothing is left undone."""
    return plan.archive and bool(archived.unfinished or archived.stopped)


def _found(reports: Sequence[DocumentReport]) -> frozenset[str]:
    sources = [source for report in reports for note in report.notes for source in note.sources]
    verdicts = {source.judgement.verdict.value for source in sources if source.judgement}
    standings = {source.standing.standing.value for source in sources if source.standing}
    return frozenset(verdicts | standings)


def _tell(
    common: CommonOptions,
    keeper: Keeper,
    reports: Sequence[DocumentReport],
    archived: ArchiveReport,
    files: Sequence[Path],
    checked: Sequence[CheckedSource],
) -> None:
    if common.as_json:
        print_json(contracts.kept(reports, archived, [str(path) for path in files]))
    elif not common.quiet:
        for report in reports:
            tell_document(report)
        _tell_sums(reports, archived)
        _tell_files(keeper, files)
    tell_left(archived)
    if checked and all(each.judgement.reason.code == "network-down" for each in checked):
        click.echo(
            "sourcekeeper: no host could be reached at all: the network here is down, so nothing was judged.\n"
            "Check the connection (or HTTPS_PROXY) and run the same command again.",
            err=True,
        )


def _tell_sums(reports: Sequence[DocumentReport], archived: ArchiveReport) -> None:
    notes = [note for report in reports for note in report.notes]
    sources = {source.source.id: source for note in notes for source in note.sources}
    works = {work.id for note in notes for work in note.works}
    verdicts = [source.judgement.verdict for source in sources.values() if source.judgement]
    kept = sum(1 for capture in archived.captures if capture.state is CaptureState.ARCHIVED)
    click.echo()
    click.echo(
        f"{counted(len(notes), 'note')}, {counted(len(works), 'work')}, {counted(len(sources), 'source')}: "
        f"{tally(verdicts) or 'none visited'}; {kept} archived"
    )


def _tell_files(keeper: Keeper, files: Sequence[Path]) -> None:
    click.echo(f"bibliography  {', '.join(str(path) for path in files)}")
    click.echo(f"store         {keeper.store.path}")
    folder = copies_folder(keeper.store.path)
    if folder.exists():
        click.echo(f"local copies  {folder}")


def tell_left(archived: ArchiveReport) -> None:
    """Say on stderr what is left to be archived, why, and what to do."""
    left = len(archived.unfinished)
    if isinstance(archived.stopped, KeysMissing):
        click.echo(
            f"sourcekeeper: {counted(left, 'capture')} queued: saving needs the keys of a (free) archive.org account: "
            f"{WHERE_TO_GET}\n"
            f"Then run `sourcekeeper keys` (stores them in {stored_path()}), or set IA_ACCESS_KEY_ID and "
            "IA_SECRET_ACCESS_KEY, and run this again.",
            err=True,
        )
    elif archived.stopped is not None:
        click.echo(f"sourcekeeper: {archived.stopped}\n{counted(left, 'capture')} left; run this again.", err=True)
    elif left and archived.waiting and archived.waiting.code == "consent-missing":
        click.echo(
            f"sourcekeeper: {counted(left, 'capture')} queued: nobody agreed yet that they are saved publicly.\n"
            "Run this again with --yes to agree, or with --no-archive to leave them.",
            err=True,
        )
    elif left:
        why = f" ({word(archived.waiting)})" if archived.waiting else ""
        click.echo(f"sourcekeeper: {counted(left, 'capture')} not finished{why}; run this again.", err=True)
