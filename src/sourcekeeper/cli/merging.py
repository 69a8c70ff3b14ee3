"""The work behind ``export --merge``: entries put into a person's own ``.bib`` file, and what is said of it."""

from __future__ import annotations

import difflib
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from sourcekeeper.cli import contracts
from sourcekeeper.cli.options import CommonOptions
from sourcekeeper.cli.output import print_json, warn
from sourcekeeper.cli.plain import plain
from sourcekeeper.cli.say import say
from sourcekeeper.cli.words import counted
from sourcekeeper.errors import UsageError
from sourcekeeper.keeper import Keeper
from sourcekeeper.ports import Entry, ExportSettings

if TYPE_CHECKING:
    from sourcekeeper.keeper.merging import MergeReport


_LINE = re.compile(rb"[^\n]*\n|[^\n]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Merging:
    """A file that entries are merged into, as the options say it."""

    file: str
    format: str | None
    dry_run: bool


def merge(
    common: CommonOptions, keeper: Keeper, entries: Iterable[Entry], settings: ExportSettings, wanted: Merging
) -> int:
    """Merge and tell; the exit code is 1 when an entry could not be written in the file's encoding."""
    if keeper.store.is_sandbox and not common.sandbox and not wanted.dry_run:
        raise UsageError(
            "the store was made in the sandbox: its snapshots are not real, and would go into a file of yours",
            "Add --sandbox if you mean it, or --dry-run to look.",
        )
    report = keeper.merge(wanted.file, entries, format=wanted.format, settings=settings, dry_run=wanted.dry_run)
    _warn(wanted.file, report)
    if common.as_json:
        print_json(contracts.merged(report))
    elif wanted.dry_run:
        _print_difference(wanted.file, report)
    elif not common.quiet:
        _tell(wanted.file, report, verbose=bool(common.verbose))
    return 1 if _refused(report) else 0


def _refused(report: MergeReport) -> list[str]:
    return [each.key for each in report.entries if each.outcome.value == "refused"]


def _warn(name: str, report: MergeReport) -> None:
    for line in report.unread:
        warn(f"{name}:{line}: a block that cannot be read for sure was left as it is.")
    for key in _refused(report):
        warn(f"{name}: {key} was not written: it has letters for which this encoding and LaTeX have none.")
    for key, field in report.against:
        warn(f"{name}: {key} was corrected by a person, but {field} stands otherwise in the file and was left so.")
    if report.forgotten:
        warn(f"the store cannot remember what was written, so it counts as yours from now on: {report.forgotten}.")


def _tell(name: str, report: MergeReport, *, verbose: bool) -> None:
    if not report.is_changed:
        say(f"{plain(name)}: nothing to change")
    else:
        counts = [
            f"{counted(number, 'entry', 'entries')} {word}"
            for word, outcome in (("added", "added"), ("changed", "updated"), ("as it was", "unchanged"))
            if (number := sum(1 for each in report.entries if each.outcome.value == outcome))
        ]
        say(f"{plain(name)}: {', '.join(counts)}")
        if report.backup:
            say(f"the file as it was: {plain(report.backup)}")
    if verbose:
        for each in report.entries:
            if each.kept:
                say(f"  {plain(each.key)}: says otherwise and was left so: {', '.join(each.kept)}")


def _print_difference(name: str, report: MergeReport) -> None:
    """Print a unified diff: its bytes as they are for a program, made harmless for a terminal."""
    for line in difference(report.before, report.after, name):
        if sys.stdout.isatty():
            click.echo(plain(line.decode("utf-8", "replace").rstrip("\r\n")))
        else:
            click.echo(line, nl=False)


def difference(before: bytes, after: bytes, name: str) -> Iterator[bytes]:
    """Yield the lines of a unified diff, as `patch` takes them."""
    old, new = (_LINE.findall(data) for data in (before, after))
    file = name.encode("utf-8", "surrogateescape")
    for line in difflib.diff_bytes(difflib.unified_diff, old, new, file, file):
        yield line if line.endswith(b"\n") else line + b"\n\\ No newline at end of file\n"
