"""The work behind `sourcekeeper check`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import BinaryIO

import click

from sourcekeeper.checking.findings import findings_of
from sourcekeeper.cli import contracts
from sourcekeeper.cli.keeping import Outcome, tell_network_down
from sourcekeeper.cli.options import CommonOptions
from sourcekeeper.cli.output import print_json, print_line
from sourcekeeper.cli.session import IN_MEMORY, open_keeper
from sourcekeeper.cli.settings import settings_for
from sourcekeeper.cli.targets import lines_of, resolve
from sourcekeeper.cli.words import counted, tally, tell_checked
from sourcekeeper.config import Settings
from sourcekeeper.errors import UsageError
from sourcekeeper.keeper import Keeper
from sourcekeeper.keeper.results import CheckedSource
from sourcekeeper.model import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a person asked for; names as on the command line."""

    sources: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    from_: BinaryIO | None = None
    all_: bool = False
    no_lookup: bool = False
    no_probe: bool = False
    no_copies: bool = False
    requisites: bool = False
    no_store: bool = False
    jsonl: bool = False
    gap: float | None = None
    in_flight: int | None = None
    timeout: float | None = None
    window: timedelta | None = None
    fail_on: frozenset[str] = frozenset()

    @property
    def names_something(self) -> bool:
        """Whether sources were named; otherwise the store says what is due."""
        return bool(self.sources or self.documents or self.from_)


def check(common: CommonOptions, plan: Plan) -> Outcome:
    """Visit what was named, or what is due, and print what was found."""
    if plan.no_store and not plan.names_something:
        raise UsageError("with --no-store there is nothing due", "Name addresses, --document or --from.")
    settings = _settings(common, plan)
    # A bare check never creates a store: there would be nothing in it.
    with open_keeper(common, settings, must_exist=not plan.names_something) as keeper, keeper.run("check"):
        sources, failed = _sources(keeper, plan)
        checks = keeper.check(sources, window=plan.window, lookup=not plan.no_lookup)
        checked = list(_visited(checks, plan))
    _tell(common, plan, checked)
    found = frozenset(word for each in checked for word in _found(each))
    return Outcome(failed=failed, unfinished=checks.left > 0 or _is_network_down(checked), found=found)


def _settings(common: CommonOptions, plan: Plan) -> Settings:
    options = {
        "fetch.gap_seconds": plan.gap,
        "fetch.in_flight": plan.in_flight,
        "fetch.timeout_seconds": plan.timeout,
        "check.probe": False if plan.no_probe else None,
        "copies.enabled": False if plan.no_copies else None,
        "copies.requisites": plan.requisites or None,
    }
    settings = settings_for(common, **options)
    return replace(settings, store=IN_MEMORY) if plan.no_store else settings


def _sources(keeper: Keeper, plan: Plan) -> tuple[list[Source] | None, bool]:
    """Return the sources to visit, None for those due, and whether a document could not be read."""
    if plan.all_:
        return list(keeper.store.sources()), False
    if not plan.names_something:
        return None, False
    targets = resolve(keeper, plan.sources, plan.documents, lines_of(plan.from_), archive=False)
    return list(targets.sources), targets.failed


def _visited(checks: Iterable[CheckedSource], plan: Plan) -> Iterator[CheckedSource]:
    for each in checks:
        if plan.jsonl:
            print_line(contracts.checked(each))
        # The page has been judged and written; ten thousand of them would fill the memory.
        yield replace(each, check=replace(each.check, page=None))


def _tell(common: CommonOptions, plan: Plan, checked: list[CheckedSource]) -> None:
    if plan.jsonl:
        pass
    elif common.as_json:
        print_json({"schema": contracts.CHECK, "checks": [contracts.checked(each) for each in checked]})
    elif common.quiet:
        tell_checked([each for each in checked if plan.fail_on.intersection(_found(each))])
    else:
        tell_checked(checked)
        sums = tally([each.judgement.verdict for each in checked])
        click.echo(f"{counted(len(checked), 'source')}: {sums}" if checked else _nothing(plan))
    if _is_network_down(checked):
        tell_network_down()


def _found(checked: CheckedSource) -> frozenset[str]:
    return findings_of(checked.judgement, checked.standing)


def _nothing(plan: Plan) -> str:
    if plan.names_something:
        return "no source there"
    return "the store has no sources" if plan.all_ else "no source is due; --all visits every one"


def _is_network_down(checked: list[CheckedSource]) -> bool:
    return bool(checked) and all(each.judgement.reason.code == "network-down" for each in checked)
