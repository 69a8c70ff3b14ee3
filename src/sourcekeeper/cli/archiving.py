"""The work behind `sourcekeeper archive`."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import BinaryIO

from sourcekeeper.cli import contracts
from sourcekeeper.cli.captures import tell_captures, tell_confirmations, tell_intentions
from sourcekeeper.cli.keeping import tell_left
from sourcekeeper.cli.options import CommonOptions
from sourcekeeper.cli.output import print_json
from sourcekeeper.cli.session import IN_MEMORY, open_keeper, open_offline
from sourcekeeper.cli.settings import settings_for
from sourcekeeper.cli.targets import Named, Targets, addresses_of, name, record
from sourcekeeper.keeper import Keeper
from sourcekeeper.keeper.documents import is_url
from sourcekeeper.model import CaptureOptions


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

    @property
    def names_something(self) -> bool:
        """Whether sources were named; otherwise what is queued is meant."""
        return bool(self.sources or self.documents or self.from_)

    @property
    def options(self) -> CaptureOptions:
        """What is wanted of the captures besides the page."""
        return CaptureOptions(outlinks=self.outlinks, screenshot=self.screenshot, force_get=self.force_get)


def archive(common: CommonOptions, plan: Plan) -> int:
    """Have archived what was named, or what is queued; return the exit code."""
    if plan.dry_run:
        return _rehearse(common, plan)
    # With nothing named, no store is made: there would be nothing in it.
    settings, must_exist = settings_for(common), not plan.names_something
    with open_keeper(common, settings, must_exist=must_exist) as keeper, keeper.run("archive"):
        targets = _record(keeper, plan, _name(keeper, plan))
        ids = [source.id for source in targets.sources] if plan.names_something else None
        begun = keeper.clock.now()
        report = keeper.archive(source_ids=ids, wait=plan.wait)
        if common.as_json:
            stopped = str(report.stopped) if report.stopped else None
            print_json(contracts.archived(report.captures, stopped, report.confirmed))
        elif not common.quiet:
            tell_captures(report.captures, since=None if plan.names_something else begun)
            tell_confirmations(report.confirmed)
        tell_left(report)
    if targets.failed:
        return 1
    return 4 if report.unfinished or report.stopped else 0


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
    settings = settings_for(common)
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
