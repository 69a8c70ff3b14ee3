"""The work behind `sourcekeeper archive`."""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import BinaryIO

from sourcekeeper.cli import contracts
from sourcekeeper.cli.captures import tell_captures, tell_confirmations, tell_elsewhere, tell_intentions
from sourcekeeper.cli.keeping import tell_held, tell_left, tell_save_page
from sourcekeeper.cli.options import OWN_SANDBOX, CommonOptions
from sourcekeeper.cli.output import print_json, refuse_to_replace, write_file
from sourcekeeper.cli.session import IN_MEMORY, open_keeper, open_offline
from sourcekeeper.cli.settings import settings_for
from sourcekeeper.cli.targets import Named, Targets, addresses_of, name, notes_named, record
from sourcekeeper.config import default_store
from sourcekeeper.errors import KeysMissing, UsageError
from sourcekeeper.keeper import Keeper
from sourcekeeper.keeper.documents import is_url
from sourcekeeper.model import Capture, CaptureOptions


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a person asked for; names as on the command line."""

    sources: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    from_: BinaryIO | None = None
    dry_run: bool = False
    outlinks: bool = False
    screenshot: bool = False
    force_get: bool = False
    wait: bool = True
    save_page: str | None = None
    newer_than: timedelta | None = None
    """As in `config.ArchiveSettings`; None for the setting."""

    @property
    def names_something(self) -> bool:
        """Whether sources were named; otherwise what is queued is meant."""
        return bool(self.sources or self.documents or self.from_)

    @property
    def settings(self) -> dict[str, object]:
        """What is to be done otherwise than the settings say, by the setting's name."""
        return {"archive.newer_than": self.newer_than}

    @property
    def options(self) -> CaptureOptions:
        """What is wanted of the captures besides the page."""
        return CaptureOptions(outlinks=self.outlinks, screenshot=self.screenshot, force_get=self.force_get)


def archive(common: CommonOptions, plan: Plan) -> int:
    """Have archived what was named, or what is queued; return the exit code."""
    if plan.dry_run and plan.save_page:
        raise UsageError("--dry-run writes nothing, and --save-page is for writing", "Choose one of them.")
    if plan.dry_run:
        return _rehearse(common, plan)
    # With nothing named, no store is made: there would be nothing in it.
    settings, must_exist = settings_for(common, **plan.settings), not plan.names_something
    notes = notes_named(common, (*plan.sources, *plan.documents))
    with open_keeper(common, settings, notes=notes, must_exist=must_exist) as keeper, keeper.run("archive"):
        named = _name(keeper, plan)
        targets = _record(keeper, plan, named)
        ids = [source.id for source in targets.sources] if plan.names_something else keeper.agreed_sources()
        begun = keeper.clock.now()
        report = keeper.archive(source_ids=ids, wait=plan.wait, send=plan.save_page is None)
        if plan.save_page:
            _write_save_page(keeper, plan.save_page, named[0], report.captures, _again(common, keeper))
        if common.as_json:
            stopped = str(report.stopped) if report.stopped else None
            print_json(contracts.archived(report.captures, stopped, report.confirmed, report.elsewhere))
        elif not common.quiet and (report.captures or not targets.failed):
            tell_captures(report.captures, since=None if plan.names_something else begun)
            tell_confirmations(report.confirmed)
            tell_elsewhere(report.elsewhere)
        if plan.save_page:
            tell_save_page(plan.save_page, report.unfinished, _again(common, keeper))
        else:
            tell_left(report)
        held = _held(keeper) if ids is not None and not plan.names_something else 0
        if held:
            tell_held(held)
    if targets.failed:
        return 1
    # Without keys, what was found and proved is done all the same.
    is_stopped = report.stopped is not None and not isinstance(report.stopped, KeysMissing)
    return 4 if report.unfinished or is_stopped or held else 0


def _held(keeper: Keeper) -> int:
    """Return how many captures wait for somebody's consent."""
    codes = (each.capture.reason.code for each in keeper.intentions() if each.capture.reason)
    return sum(code == "consent-missing" for code in codes)


def _again(common: CommonOptions, keeper: Keeper) -> str:
    """Return the command that goes on with this store."""
    sandbox = {None: [], OWN_SANDBOX: ["--sandbox"]}.get(common.sandbox, [f"--sandbox={common.sandbox}"])
    store = [] if keeper.store.path == default_store() else ["--store", os.path.abspath(keeper.store.path)]
    return shlex.join(["sourcekeeper", "archive", *sandbox, *store])


def _write_save_page(keeper: Keeper, path: str, named: Named, captures: Sequence[Capture], command: str) -> None:
    """Write the page, then remember that a person may save by it. Raises OutputError; then nothing is remembered."""
    from sourcekeeper.archiving.options import options_for  # noqa: PLC0415
    from sourcekeeper.reporting.save_page import save_page  # noqa: PLC0415

    documents = [read.document for read in named.reads if read.document is not None]
    page = save_page(
        captures,
        map(options_for, captures),
        wayback_url=keeper.settings.archive.wayback_url,
        written_at=keeper.clock.now(),
        title=(documents[0].title or "") if len(documents) == 1 else "",
        language=next((each.language for each in documents if each.language), "en"),
        command=command,
        is_rehearsal=keeper.store.is_sandbox,
    )
    refuse_to_replace(path, (keeper.store.path, *(read.origin for read in named.reads)))
    write_file(path, page)
    keeper.hand_over(captures)


def _rehearse(common: CommonOptions, plan: Plan) -> int:
    with _onlooker(common, plan) as keeper:
        named = _name(keeper, plan)
        with keeper.rehearsal():
            targets = _record(keeper, plan, named)
            ids = [source.id for source in targets.sources] if plan.names_something else None
            intentions = list(keeper.intentions(ids))
        if common.as_json:
            print_json(contracts.rehearsed(intentions))
        elif not common.quiet:
            tell_intentions(intentions)
    return 1 if targets.failed else 0


@contextmanager
def _onlooker(common: CommonOptions, plan: Plan) -> Iterator[Keeper]:
    """Open a Keeper that makes no store, and asks nobody unless a document has to be fetched."""
    settings = settings_for(common, **plan.settings)
    if plan.names_something and not os.path.exists(settings.store):
        settings = replace(settings, store=IN_MEMORY)
    opened = open_keeper if any(map(is_url, plan.documents)) else open_offline
    with opened(common, settings, must_exist=not plan.names_something) as keeper:
        yield keeper


def _name(keeper: Keeper, plan: Plan) -> tuple[Named, bool]:
    """Return what was named, and whether the list has lines that are no addresses."""
    addresses, is_strange = addresses_of(plan.from_)
    return name(keeper, plan.sources, plan.documents, addresses), is_strange


def _record(keeper: Keeper, plan: Plan, named: tuple[Named, bool]) -> Targets:
    targets = record(keeper, named[0], archive=True)
    if plan.options != CaptureOptions():
        keeper.want([source.id for source in targets.sources], plan.options)
    return replace(targets, failed=targets.failed or named[1])
