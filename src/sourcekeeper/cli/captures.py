"""What people read of captures: what needs a person first, with what to do about it; what is well last."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import click

from sourcekeeper.cli.plain import told
from sourcekeeper.cli.say import INDENT, say
from sourcekeeper.cli.words import counted, shown
from sourcekeeper.keeper.rehearsing import Intent, Intention
from sourcekeeper.model import Capture, CaptureOptions, CaptureState
from sourcekeeper.reporting.advice import NEEDS_A_PERSON, advise
from sourcekeeper.reporting.wording import word

if TYPE_CHECKING:
    from sourcekeeper.archiving.confirm import ConfirmReport
    from sourcekeeper.archiving.elsewhere import ElsewhereReport

_STATES = list(CaptureState)


def tell_captures(captures: Sequence[Capture], since: datetime | None = None) -> None:
    """Print captures, those a person has to see to first, and how many stand where.

    With `since`, what was archived before that time is counted and not printed: nothing happened to it.
    """
    for capture in sorted(captures, key=_urgency):
        if since is None or not _is_archived_before(capture, since):
            _tell(capture)
    if captures:
        counts = Counter(capture.state for capture in captures)
        sums = ", ".join(f"{counts[state]} {state}" for state in sorted(counts, key=_rank))
        say(f"{counted(len(captures), 'source')}: {sums}")
    else:
        say("nothing is queued")


def _is_archived_before(capture: Capture, since: datetime) -> bool:
    confirmed_at = capture.snapshot.confirmed_at if capture.snapshot else None
    return capture.state is CaptureState.ARCHIVED and (confirmed_at is None or confirmed_at < since)


def _tell(capture: Capture) -> None:
    is_well = capture.state is CaptureState.ARCHIVED
    why = f"  ({word(capture.reason)})" if capture.reason else ""
    say(f"{_painted(capture.state)}  {shown(capture.source.url)}{why}")
    if capture.snapshot is not None:
        say(INDENT + (shown(capture.snapshot.uri) if is_well else "snapshot: " + shown(capture.snapshot.uri)))
        if capture.snapshot.screenshot:
            say(f"{INDENT}screenshot: {shown(capture.snapshot.screenshot)}")
    advice = advise(capture, url=shown(capture.source.url))
    if advice:
        say(f"{INDENT}→ {advice}")


def _painted(state: CaptureState) -> str:
    colour = "green" if state is CaptureState.ARCHIVED else "red" if state in NEEDS_A_PERSON else "yellow"
    return click.style(state.value, fg=colour)


def _rank(state: CaptureState) -> tuple[int, int]:
    first = 2 if state is CaptureState.ARCHIVED else 0 if state in NEEDS_A_PERSON else 1
    return first, _STATES.index(state)


def _urgency(capture: Capture) -> tuple[tuple[int, int], str]:
    return _rank(capture.state), capture.reason.code if capture.reason else ""


def tell_elsewhere(report: ElsewhereReport | None) -> None:
    """Print what other archives had, and on stderr which of them could not be talked to."""
    if report is None:
        return
    for source, snapshot in report.found:
        say(f"{click.style('elsewhere', fg='green')}  {shown(source.url)}")
        say(INDENT + shown(snapshot.uri))
    for error in report.stopped:
        say(f"sourcekeeper: {told(error)}", err=True)


def tell_confirmations(report: ConfirmReport | None) -> None:
    """Print which snapshots proved before were not found again, and what took their place; nothing when all were."""
    for look in report.news if report else ():
        why = f"  ({word(look.reason)})" if look.reason else ""
        say(f"{click.style(look.finding.value, fg='red')}  {shown(look.capture.source.url)}{why}")
        if look.capture.snapshot is not None:
            say(INDENT + shown(look.capture.snapshot.uri))
    for capture in report.replaced if report else ():
        if capture.snapshot is not None:
            say(f"replaced  {shown(capture.source.url)}\n{INDENT}{shown(capture.snapshot.uri)}")


# --- what would be done ---------------------------------------------------------------------------------------------

_INTENTS = {
    Intent.SEND: "would be sent",
    Intent.FOLLOW: "was sent before, or is cited from the archive: would be asked about, not sent",
    Intent.LATER: "not yet",
    Intent.NOTHING: "would not be sent",
}


def tell_intentions(intentions: Iterable[Intention]) -> None:
    """Print what a run would do, by what it would do."""
    by_intent: dict[Intent, list[Intention]] = {}
    for each in intentions:
        by_intent.setdefault(each.intent, []).append(each)
    for intent, heading in _INTENTS.items():
        members = by_intent.get(intent, [])
        if members:
            say(click.style(f"{heading} ({len(members)})", bold=True))
        for each in sorted(members, key=lambda each: _urgency(each.capture)):
            say(_to_send(each) if intent is Intent.SEND else _not_to_send(each))
    say("nothing was sent, nothing was written" if by_intent else "nothing is queued")


def _to_send(each: Intention) -> str:
    wishes = ", ".join(wishes_of(each.options))
    return f"  {shown(each.capture.source.url)}" + (f"  [{wishes}]" if wishes else "")


def _not_to_send(each: Intention) -> str:
    capture = each.capture
    why = f"  ({word(capture.reason)})" if capture.reason else ""
    day = f"  from {capture.next_try:%Y-%m-%d %H:%M} UTC" if each.intent is Intent.LATER and capture.next_try else ""
    advice = advise(capture, url=shown(capture.source.url)) if each.intent is Intent.NOTHING else ""
    return f"  {capture.state}  {shown(capture.source.url)}{why}{day}" + (f"\n{INDENT}→ {advice}" if advice else "")


def wishes_of(options: CaptureOptions) -> list[str]:
    """Return the names of the options that are on, as on the command line."""
    named = {"outlinks": options.outlinks, "screenshot": options.screenshot, "force-get": options.force_get}
    return [name for name, is_on in named.items() if is_on]
