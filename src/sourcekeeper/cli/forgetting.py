"""The work behind `sourcekeeper store forget`: ask, purge, and tell what is not ours to purge."""

from __future__ import annotations

import sys

from sourcekeeper.cli.options import CommonOptions
from sourcekeeper.cli.output import print_json
from sourcekeeper.cli.plain import plain
from sourcekeeper.cli.say import ask, say
from sourcekeeper.cli.session import open_offline
from sourcekeeper.cli.settings import settings_for
from sourcekeeper.cli.words import counted
from sourcekeeper.errors import UsageError
from sourcekeeper.keeper.forgetting import ForgetReport
from sourcekeeper.reporting.wording import word

STORE = "sourcekeeper.store/1"


def forget_source(common: CommonOptions, url: str, *, yes: bool) -> int:
    """Purge a source once a person agreed; exit code 1 when they did not."""
    with open_offline(common, settings_for(common)) as keeper:
        if not yes and not _is_agreed(url, keeper.store.path):
            return 1
        report = keeper.forget(url)
        path = keeper.store.path
    if common.as_json:
        remains = [{"code": each.code, "message": word(each), **dict(each.arguments)} for each in report.remains]
        forgotten = {"url": url, "was_known": report.was_known, **report.counts}
        print_json({"schema": STORE, "path": path, "forgotten": forgotten, "remains": remains})
    elif not common.quiet:
        _tell(report)
    return 0


def remember_source(common: CommonOptions, url: str) -> int:
    """Let a source in again; exit code 1 when it was not forgotten."""
    with open_offline(common, settings_for(common)) as keeper:
        was_forgotten = keeper.remember_again(url)
        path = keeper.store.path
    if common.as_json:
        print_json({"schema": STORE, "path": path, "remembered": {"url": url, "was_forgotten": was_forgotten}})
    elif not common.quiet or not was_forgotten:
        said = "may be known again: read its texts anew" if was_forgotten else "was not forgotten"
        say(f"{plain(url)} {said}", err=not was_forgotten)
    return 0 if was_forgotten else 1


def _is_agreed(url: str, path: str) -> bool:
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise UsageError("forgetting is for good, and nobody is there to ask", "Add --yes.")
    question = f"{plain(url)}: purge it from {plain(path)} and the local copies? This cannot be undone."
    return ask(question)


def _tell(report: ForgetReport) -> None:
    counts = report.counts
    if report.was_known:
        say(
            f"forgotten  {plain(report.url)}: {counted(counts['checks'], 'check')}, "
            f"{counted(counts['captures'], 'capture')}, {counted(counts['snapshots'], 'snapshot')}, "
            f"{counted(counts['records'], 'local record')}"
        )
    else:
        say(f"forgotten  {plain(report.url)}: the store did not know it, and will not")
    for each in report.remains:
        say(f"remains    {plain(word(each))}")
