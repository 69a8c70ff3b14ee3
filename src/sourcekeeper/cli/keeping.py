"""The main job behind `sourcekeeper keep`: the Keeper's verbs in order, and what a person is told of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from sourcekeeper.checking.findings import findings_of
from sourcekeeper.cli import contracts
from sourcekeeper.cli.bib import bibliography_of
from sourcekeeper.cli.bibliographies import without_ours, write_bibliographies
from sourcekeeper.cli.captures import tell_confirmations, tell_elsewhere
from sourcekeeper.cli.consent import is_agreed
from sourcekeeper.cli.documents import cores, from_here, named, tell_unreadable
from sourcekeeper.cli.options import CommonOptions
from sourcekeeper.cli.output import print_json
from sourcekeeper.cli.plain import plain, told
from sourcekeeper.cli.say import say
from sourcekeeper.cli.session import open_keeper, scratch_keeper
from sourcekeeper.cli.settings import settings_for
from sourcekeeper.cli.words import counted, tally, tell_document
from sourcekeeper.credentials import WHERE_TO_GET, stored_path
from sourcekeeper.errors import KeysMissing
from sourcekeeper.keeper import Keeper
from sourcekeeper.keeper.bibliography import Bibliography
from sourcekeeper.keeper.documents import is_url
from sourcekeeper.keeper.live import copies_folder
from sourcekeeper.keeper.recording import RecordedDocument
from sourcekeeper.keeper.results import ArchiveReport, DocumentReport, ReadDocument
from sourcekeeper.model import Capture, CaptureState, CitedNote, Reason
from sourcekeeper.reporting.wording import word


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a person asked for."""

    documents: tuple[str, ...]
    bib: tuple[str, ...]
    """Bibliographies for the cite keys of the documents."""
    format: str | None
    archive: bool
    archive_after: date | None
    yes: bool
    no_copies: bool = False
    requisites: bool = False
    newer_than: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What decides the exit code."""

    failed: bool
    unfinished: bool
    found: frozenset[str]
    """Every verdict and standing that occurred."""


def keep(common: CommonOptions, plan: Plan) -> Outcome:
    """Do the whole job and print what came of it."""
    settings = settings_for(common, **_copying(plan), **{"archive.newer_than": plan.newer_than})
    bibliography = bibliography_of(common, plan.bib)
    reads = _read_local(common, plan, bibliography)
    notes: list[CitedNote] = [note for read in reads.values() for note in read.notes]
    if not any(map(is_url, plan.documents)) and all(read.error for read in reads.values()):
        # Nothing to remember: no store is made for it.
        return Outcome(failed=tell_unreadable(list(reads.values())), unfinished=False, found=frozenset())
    with open_keeper(common, settings, notes=notes) as keeper:
        for origin in dict.fromkeys(filter(is_url, plan.documents)):
            reads[origin] = next(keeper.read([origin], format=plan.format, bibliography=bibliography))
        reads = {read.origin: read for read in without_ours(keeper, plan.documents, reads.values())}
        readable = [read for read in reads.values() if read.error is None]
        if not readable:
            return Outcome(failed=tell_unreadable(list(reads.values())), unfinished=False, found=frozenset())
        with keeper.run("keep"):
            recorded = [keeper.record(read) for read in readable]
            agreed = _agreed(keeper, recorded, plan)
            network_down = _visit(keeper, recorded)
            # Without a network the archive is no nearer than the rest: asking it would only take a minute.
            unreachable = network_down and not keeper.is_exempt_from_consent()
            archived = _archive(keeper, recorded, [] if unreachable else agreed, plan)
            files, unwritten = write_bibliographies(keeper, recorded)
        reports = [keeper.report(each.document.id) for each in recorded]
        _tell(common, keeper, reports, archived, files)
        failed = tell_unreadable(list(reads.values())) or unwritten
        if network_down:
            tell_network_down()
        else:
            _tell_left(archived, plan)
    unfinished = network_down or _is_unfinished(plan, archived)
    return Outcome(failed=failed, unfinished=unfinished, found=_found(reports))


def _copying(plan: Plan) -> dict[str, bool | None]:
    """Return what was said of local copies; None leaves it to the settings."""
    return {"copies.enabled": False if plan.no_copies else None, "copies.requisites": plan.requisites or None}


def _read_local(common: CommonOptions, plan: Plan, bibliography: Bibliography | None) -> dict[str, ReadDocument]:
    """Read what needs no network first: in the sandbox, the pages are made to fit."""
    local = [origin for origin in plan.documents if not is_url(origin)]
    with scratch_keeper(common) as keeper:
        return {
            read.origin: read
            for read in keeper.read(named(local), format=plan.format, bibliography=bibliography, processes=cores())
        }


def _agreed(keeper: Keeper, recorded: Sequence[RecordedDocument], plan: Plan) -> list[str]:
    """Return which documents' sources may be sent. Asked before the visits: they take minutes, and a person waits."""
    if not plan.archive:
        return []
    return [
        each.document.id
        for each in recorded
        if is_agreed(keeper, each, yes=plan.yes, archive_after=plan.archive_after)
    ]


def _visit(keeper: Keeper, recorded: Sequence[RecordedDocument]) -> bool:
    """Visit the sources that are due; return whether nothing at all could be reached."""
    visited = reached = 0
    for each in keeper.check(document_ids=[one.document.id for one in recorded]):
        visited += 1
        reached += each.judgement.reason.code != "network-down"
    return visited > 0 and reached == 0


def _archive(keeper: Keeper, recorded: Sequence[RecordedDocument], agreed: Sequence[str], plan: Plan) -> ArchiveReport:
    """Archive what may be sent; the rest stays queued."""
    ids = [each.document.id for each in recorded]
    if not plan.archive:
        return ArchiveReport(captures=tuple(keeper.store.captures(document_ids=ids)))
    report = keeper.archive(document_ids=agreed) if agreed else ArchiveReport()
    waiting = report.waiting if len(agreed) == len(ids) else Reason.of("consent-missing")
    captures = tuple(keeper.store.captures(document_ids=ids))
    return ArchiveReport(captures=captures, stopped=report.stopped, waiting=waiting, confirmed=report.confirmed)


def _is_unfinished(plan: Plan, archived: ArchiveReport) -> bool:
    """With --no-archive nothing was meant to be archived, so nothing is left undone."""
    return plan.archive and bool(archived.unfinished or archived.stopped)


def _found(reports: Sequence[DocumentReport]) -> frozenset[str]:
    sources = [source for report in reports for note in report.notes for source in note.sources]
    return frozenset(word for source in sources for word in findings_of(source.judgement, source.standing))


def _tell(
    common: CommonOptions,
    keeper: Keeper,
    reports: Sequence[DocumentReport],
    archived: ArchiveReport,
    files: Sequence[Path],
) -> None:
    if common.as_json:
        print_json(contracts.kept(reports, archived, [str(path) for path in files]))
    elif not common.quiet:
        for report in reports:
            tell_document(report, where=from_here(report.document.origin) if len(reports) > 1 else "")
        tell_confirmations(archived.confirmed)
        tell_elsewhere(archived.elsewhere)
        _tell_sums(reports, archived)
        _tell_files(keeper, files)


def tell_network_down() -> None:
    """Say that the fault is ours."""
    say(
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
    say()
    say(
        f"{counted(len(notes), 'note')}, {counted(len(works), 'work')}, {counted(len(sources), 'source')}: "
        f"{tally(verdicts) or 'none visited'}; {kept} archived"
    )


def _tell_files(keeper: Keeper, files: Sequence[Path]) -> None:
    if files:
        say(f"bibliography  {plain(', '.join(str(path) for path in files))}")
    say(f"store         {plain(keeper.store.path)}")
    folder = copies_folder(keeper.store.path)
    if folder.exists():
        say(f"local copies  {plain(str(folder))}")


def _tell_left(archived: ArchiveReport, plan: Plan) -> None:
    """With --no-archive nobody wants to hear of it; before the day agreed on, what is left is as it should be."""
    waits = archived.waiting is not None and archived.waiting.code == "consent-missing"
    if waits and plan.archive_after is not None:
        left = counted(len(archived.unfinished), "capture")
        say(f"sourcekeeper: {left} queued until {plan.archive_after}; run this again from that day on.", err=True)
    elif plan.archive:
        tell_left(archived)


def tell_held(held: int) -> None:
    """Say on stderr what a run over the whole store left alone."""
    say(
        f"sourcekeeper: {counted(held, 'capture')} held back: of texts that nobody agreed to make public yet.\n"
        "Name the text (`sourcekeeper archive TEXT`), or `sourcekeeper keep TEXT --yes`, to agree.",
        err=True,
    )


def tell_save_page(path: str, left: Sequence[Capture], command: str) -> None:
    """Say on stderr what to do with the page, and which command goes on then."""
    if left:
        say(
            f"sourcekeeper: {plain(path)} is written, with {counted(len(left), 'capture')} to go. Open it in your "
            f"browser and save them there;\nthen run `{plain(command)}`: it finds and proves what was saved.",
            err=True,
        )
    else:
        say(f"sourcekeeper: {plain(path)} is written; there is nothing left to save.", err=True)


def tell_left(archived: ArchiveReport) -> None:
    """Say on stderr what is left to be archived, why, and what to do."""
    left = len(archived.unfinished)
    if isinstance(archived.stopped, KeysMissing) and not left:
        pass  # what there was to do needed none
    elif isinstance(archived.stopped, KeysMissing):
        say(
            f"sourcekeeper: {counted(left, 'capture')} queued: saving needs the keys of a (free) archive.org account: "
            f"{WHERE_TO_GET}\n"
            f"Then run `sourcekeeper keys` (stores them in {stored_path()}), or set IA_ACCESS_KEY_ID and "
            "IA_SECRET_ACCESS_KEY, and run this again. Or save them in your browser: archive --save-page FILE.html",
            err=True,
        )
    elif archived.stopped is not None:
        say(f"sourcekeeper: {told(archived.stopped)}\n{counted(left, 'capture')} left; run this again.", err=True)
    elif left and archived.waiting and archived.waiting.code == "consent-missing":
        say(
            f"sourcekeeper: {counted(left, 'capture')} queued: nobody agreed yet that they are saved publicly.\n"
            "Run this again with --yes to agree, or with --no-archive to leave them.",
            err=True,
        )
    elif left:
        why = f" ({word(archived.waiting)})" if archived.waiting else ""
        say(f"sourcekeeper: {counted(left, 'capture')} not finished{why}; run this again.", err=True)
