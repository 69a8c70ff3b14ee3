"""`sourcekeeper check`: which sources still show what was cited."""

from __future__ import annotations

import re
from typing import ClassVar

import click

from sourcekeeper.cli.findings import exit_code, fail_on_option
from sourcekeeper.cli.options import CommonOptions, HouseCommand, common_options
from sourcekeeper.cli.window import Seconds, parse_window
from sourcekeeper.config.values import MOST_AT_ONCE


class CheckCommand(HouseCommand):
    """A command whose ``--jsonl`` may stand alone too: then it writes to standard output."""

    alone: ClassVar = {**HouseCommand.alone, "--jsonl": "-"}
    meant: ClassVar = {**HouseCommand.meant, "--jsonl": re.compile(r"[^:]*\.(?:jsonl|ndjson)$")}


@click.command("check", cls=CheckCommand)
@click.argument("sources", nargs=-1, metavar="[URL|DOCUMENT]…")
@click.option("--all", "all_", is_flag=True, help="Every source of the store, due or not.")
@click.option("--anew", is_flag=True, help="Visit again what an interrupted run of tonight has visited.")
@click.option(
    "--document", "documents", multiple=True, metavar="DOCUMENT", help="Check what this text cites; may be a URL."
)
@fail_on_option
@click.option("--from", "from_", metavar="FILE", type=click.File("rb"), help="An address a line; - is standard input.")
@click.option("--gap", type=Seconds(), metavar="SECONDS", help="Between two requests to one host.")
@click.option("--in-flight", type=click.IntRange(1, MOST_AT_ONCE), metavar="N", help="Hosts asked at once.")
@click.option(
    "--jsonl",
    metavar="[=FILE]",
    help="Write one JSON line a source, as soon as it is known: to standard output, or at the end of FILE.",
)
@click.option("--no-copies", is_flag=True, help="Keep no local copies.")
@click.option("--no-lookup", is_flag=True, help="Ask no archive for snapshots of what is not well.")
@click.option("--no-probe", is_flag=True, help="Ask no site for a page that cannot exist.")
@click.option("--no-store", is_flag=True, help="Remember nothing.")
@click.option("--requisites", is_flag=True, help="Keep images, styles and scripts of pages too.")
@click.option(
    "--retry-as-browser", is_flag=True, help="Ask once more as a browser would, where a page is refused (403)."
)
@click.option("--robots", is_flag=True, help="Ask for each site's robots.txt, and obey it.")
@click.option("--timeout", type=Seconds(0.1), metavar="SECONDS", help="For one source, redirects included.")
@click.option(
    "--window",
    callback=parse_window,
    metavar="TIME",
    help="Begin nothing new after this long (90m, 2h), or from then on (06:00).",
)
@common_options()
def command(common: CommonOptions, **arguments: object) -> int:
    """Visit sources and say which still show what was cited.

    An address is a source, a path is a document whose sources are meant. With nothing: the sources that are due.
    What needs a person comes first; what is well is counted (-v lists it). With --quiet, only what --fail-on names is
    printed. A run that was interrupted goes on where it was when the same command is given again.

    Example: sourcekeeper check https://example.org/report.pdf --jsonl
    """
    from sourcekeeper.cli.checking import Plan, check  # noqa: PLC0415  what follows loads every room

    plan = Plan(**arguments)  # type: ignore[arg-type]
    outcome = check(common, plan)
    return exit_code(failed=outcome.failed, unfinished=outcome.unfinished, found=outcome.found, fail_on=plan.fail_on)
