"""The work behind `sourcekeeper decide`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import click

from sourcekeeper.cli import contracts
from sourcekeeper.cli.corrections import read_corrections
from sourcekeeper.cli.options import CommonOptions
from sourcekeeper.cli.output import print_json
from sourcekeeper.cli.plain import plain
from sourcekeeper.cli.say import say
from sourcekeeper.cli.session import open_offline
from sourcekeeper.cli.settings import settings_for
from sourcekeeper.cli.words import shown, tell_work
from sourcekeeper.errors import UsageError
from sourcekeeper.keeper import Keeper
from sourcekeeper.keeper.documents import is_url
from sourcekeeper.model import Decision, DecisionKind, Source, Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """What a person decided, as the options say it."""

    what: str
    kind: str | None
    replacement: str | None
    because: str
    until: datetime | None
    set: tuple[str, ...]
    unset: tuple[str, ...]
    same_as: str | None
    not_same_as: str | None


def decide(common: CommonOptions, word: Word) -> int:
    """Write the word into the store and say what it came to."""
    if word.replacement and not is_url(word.replacement):
        raise click.UsageError(f"{word.replacement!r} is no address: it begins with https:// or http://.")
    corrected, taken_back = read_corrections(word.set, word.unset)
    content: dict[str, Any] = {"schema": contracts.DECIDE, "url": word.what if is_url(word.what) else None}
    with open_offline(common, settings_for(common)) as keeper, keeper.store.transaction():
        decided = _on_source(keeper, word, DecisionKind(word.kind)) if word.kind else None
        work: Work | None = None
        if word.not_same_as:
            work = keeper.part(word.what, word.not_same_as, because=word.because)
        if word.same_as:
            work = keeper.join(word.what, word.same_as, because=word.because)
        if corrected or taken_back:
            work = keeper.correct(
                work.key if work else word.what, set=corrected, unset=taken_back, because=word.because
            )
    if decided:
        source, decision = decided
        content |= {"url": source.url, **contracts.decision(decision)}
    if work:
        content["work"] = contracts.work_report(work)
    if common.as_json:
        print_json(content)
    elif not common.quiet:
        if decided:
            _tell(*decided)
        if work:
            tell_work(work)
    return 0


def _on_source(keeper: Keeper, word: Word, kind: DecisionKind) -> tuple[Source, Decision]:
    source = keeper.find_source(word.what)
    if source is None:
        raise UsageError(f"the store knows no source {word.what}", "See `sourcekeeper show` for those it knows.")
    decision = Decision(
        source_id=source.id,
        kind=kind,
        made_at=keeper.clock.now(),
        because=word.because,
        until=word.until.replace(tzinfo=UTC) if word.until else None,
        replacement=word.replacement,
    )
    keeper.decide(decision)
    return source, decision


def _tell(source: Source, decision: Decision) -> None:
    ended = "" if decision.holds_at(decision.made_at) else " (ended)"
    replacement = f" {decision.replacement}" if decision.replacement else ""
    say(f"{shown(source.url)}: {decision.kind.value}{plain(replacement)}{ended}")
