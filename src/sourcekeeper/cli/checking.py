"""The work behind `sourcekeeper check`."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import BinaryIO

from sourcekeeper.checking.findings import findings_of
from sourcekeeper.cli import contracts
from sourcekeeper.cli.closing import Closing
from sourcekeeper.cli.closing_lines import tell_closing, tell_lines
from sourcekeeper.cli.keeping import Outcome, tell_network_down
from sourcekeeper.cli.lines import STDOUT, lines_to, urls_told
from sourcekeeper.cli.options import CommonOptions
from sourcekeeper.cli.output import print_json, warn
from sourcekeeper.cli.say import say
from sourcekeeper.cli.session import IN_MEMORY, open_keeper
from sourcekeeper.cli.settings import settings_for
from sourcekeeper.cli.targets import listed, notes_named, resolve
from sourcekeeper.cli.words import counted
from sourcekeeper.config import Settings
from sourcekeeper.errors import UsageError
from sourcekeeper.keeper import Keeper
from sourcekeeper.keeper.results import CheckedSource
from sourcekeeper.keeper.resuming import ONE_NIGHT, left_of
from sourcekeeper.model import RunEnd, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a person asked for; names as on the command line."""

    sources: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    from_: BinaryIO | None = None
    all_: bool = False
    anew: bool = False
    no_lookup: bool = False
    no_probe: bool = False
    robots: bool = False
    retry_as_browser: bool = False
    no_copies: bool = False
    requisites: bool = False
    no_store: bool = False
    jsonl: str | None = None
    gap: float | None = None
    in_flight: int | None = None
    timeout: float | None = None
    window: timedelta | None = None
    fail_on: frozenset[str] = frozenset()

    @property
    def names_something(self) -> bool:
        """Whether sources were named; otherwise the store says what is due."""
        return bool(self.sources or self.documents or self.from_)

    @property
    def run_name(self) -> str:
        """What the run is known by: the same words name the same run, so that it can be gone on with."""
        named = [self.sources, self.documents, getattr(self.from_, "name", ""), self.all_]
        if not any(named):
            return "check"
        return f"check {blake2b(json.dumps(named).encode(), digest_size=8).hexdigest()}"


@dataclass(slots=True)
class Night:
    """What a run came to, gathered while it goes on."""

    plan: Plan
    closing: Closing
    keeps_all: bool
    """Whether each check is kept, for one JSON document; a million of them would fill the memory."""
    checked: list[CheckedSource] = field(default_factory=list)
    found: set[str] = field(default_factory=set)
    left: int = 0
    failed: bool = False
    """Whether a text could not be read, which was told."""
    visited: int = 0
    """Tonight by this run, not by the one it goes on with."""
    unreached: int = 0
    """Of those, how many could not be asked since the network here is down."""

    def take(self, each: CheckedSource) -> None:
        """Take down a check."""
        findings = findings_of(each.judgement, each.standing)
        self.found |= findings
        self.closing.add(each)
        if self.keeps_all or self.plan.fail_on & findings:
            self.checked.append(each)


def check(common: CommonOptions, plan: Plan) -> Outcome:
    """Visit what was named, or what is due, and print what was found."""
    _refuse_what_makes_no_sense(plan)
    settings = _settings(common, plan)
    night = Night(plan=plan, closing=Closing(is_verbose=common.verbose > 0), keeps_all=common.as_json)
    # A bare check never creates a store: there would be nothing in it.
    with (
        lines_to(plan.jsonl, contracts.CHECK) as write_line,
        open_keeper(
            common,
            settings,
            notes=notes_named(common, (*plan.sources, *plan.documents)),
            must_exist=not plan.names_something,
        ) as keeper,
    ):
        began = None if plan.anew else _unfinished(keeper, plan)
        with keeper.run(plan.run_name) as run:
            sources, done, failed = _sources(keeper, plan, began)
            night.failed = failed
            _tell_resumed(common, began, done)
            told = urls_told(plan.jsonl, contracts.moment(began))
            for each in done:
                night.take(each)
                if each.source.url not in told:
                    write_line(contracts.checked(each))
            checks = keeper.check(sources, window=plan.window, lookup=not plan.no_lookup)
            _tell_recalled(checks.recalled)
            try:
                for each in checks:
                    night.visited += 1
                    night.unreached += each.judgement.reason.code == "network-down"
                    write_line(contracts.checked(each))
                    # The page has been judged and written; ten thousand of them would fill the memory.
                    night.take(replace(each, check=replace(each.check, page=None)))
            except KeyboardInterrupt:
                checks.close()
                _tell_stopped(common, night)
                raise
        night.left = checks.left
        is_unfinished = night.left > 0 or _is_network_down(night)
        if is_unfinished:
            keeper.store.end_run(run.id, RunEnd.STOPPED, keeper.clock.now())
    _tell(common, night)
    return Outcome(failed=failed, unfinished=is_unfinished, found=frozenset(night.found))


def _refuse_what_makes_no_sense(plan: Plan) -> None:
    if plan.no_store and not plan.names_something:
        raise UsageError(
            "--no-store knows of no source that is due", "Name what to check: an address, a text, or --from FILE."
        )
    if plan.all_ and plan.names_something:
        raise UsageError("--all is every source of the store", "Leave it out, or name nothing beside it.")


def _settings(common: CommonOptions, plan: Plan) -> Settings:
    options = {
        "fetch.gap_seconds": plan.gap,
        "fetch.in_flight": plan.in_flight,
        "fetch.timeout_seconds": plan.timeout,
        "check.probe": False if plan.no_probe else None,
        "check.robots": plan.robots or None,
        "check.retry_as_browser": plan.retry_as_browser or None,
        # Who names an address or a text wants to know the whole way now, not what was seen of it last week.
        "check.believe_redirects": timedelta(0) if plan.sources or plan.documents else None,
        "copies.enabled": False if plan.no_copies else None,
        "copies.requisites": plan.requisites or None,
    }
    settings = settings_for(common, **options)
    return replace(settings, store=IN_MEMORY) if plan.no_store else settings


def _unfinished(keeper: Keeper, plan: Plan) -> datetime | None:
    """Return when tonight's run of the same words began, if it was interrupted. What is due goes on by itself."""
    if plan.no_store or not (plan.names_something or plan.all_):
        return None
    return keeper.store.unfinished_since(plan.run_name, keeper.clock.now() - ONE_NIGHT)


def _sources(
    keeper: Keeper, plan: Plan, began: datetime | None
) -> tuple[list[Source] | None, list[CheckedSource], bool]:
    """Return the sources to visit, None for those due; what was done already; whether a document failed."""
    if not plan.names_something and not plan.all_:
        return None, [], False
    failed, named = False, list(keeper.store.sources()) if plan.all_ else []
    if not plan.all_:
        targets = resolve(keeper, plan.sources, plan.documents, listed(plan.from_), archive=False)
        failed, named = targets.failed, list(targets.sources)
    left, done = left_of(keeper.store, named, began)
    return left, done, failed


def _tell_resumed(common: CommonOptions, began: datetime | None, done: list[CheckedSource]) -> None:
    if began is not None and done and not common.quiet:
        told = f"going on with the run of {began:%Y-%m-%d %H:%M} UTC, which has visited {counted(len(done), 'source')}"
        say(f"sourcekeeper: {told}; --anew visits them again.", err=True)


def _tell_recalled(recalled: int) -> None:
    if recalled:
        warn(
            f"{counted(recalled, 'source')} had no visit due for longer than any wait: the clock was far ahead once, "
            "or waits were longer. Due now."
        )


def _tell_stopped(common: CommonOptions, night: Night) -> None:
    """Say what was found until the run was stopped, to a person who reads it."""
    if night.plan.jsonl != STDOUT and not common.as_json and not common.quiet and night.closing.total:
        tell_closing(night.closing)


def _tell(common: CommonOptions, night: Night) -> None:
    plan = night.plan
    if plan.jsonl == STDOUT:
        pass
    elif common.as_json:
        print_json({"schema": contracts.CHECK, "checks": [contracts.checked(each) for each in night.checked]})
    elif common.quiet:
        tell_lines(night.checked)
    elif night.closing.total:
        tell_closing(night.closing)
    elif not night.failed:
        say(_nothing(plan))
    if _is_network_down(night):
        tell_network_down()
    elif night.left and not common.quiet:
        say(f"sourcekeeper: {counted(night.left, 'source')} left: run the same command again to go on.", err=True)


def _nothing(plan: Plan) -> str:
    if plan.names_something:
        return "no source there"
    return "the store has no sources" if plan.all_ else "no source is due; --all visits every one"


def _is_network_down(night: Night) -> bool:
    return night.visited > 0 and night.unreached == night.visited
