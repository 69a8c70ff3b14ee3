"""`sourcekeeper keep`: the main job, from a text to archived, checked and cited sources."""

from __future__ import annotations

from typing import Any

import click

from sourcekeeper.cli.bib import bib_option
from sourcekeeper.cli.findings import exit_code, fail_on_option
from sourcekeeper.cli.options import CommonOptions, HouseCommand, common_options
from sourcekeeper.cli.window import Day, newer_than_option


@click.command("keep", cls=HouseCommand)
@click.argument("documents", nargs=-1, required=True, metavar="DOCUMENT…")
@click.option("--archive/--no-archive", default=True, help="Whether to have the sources archived.")
@click.option(
    "--archive-after",
    type=Day(),
    metavar="DATE",
    help="Agree to archiving, from this day on (the day of publication).",
)
@bib_option
@fail_on_option
@click.option("--format", "format_", metavar="NAME", help="Read as this format whatever the content looks like.")
@newer_than_option
@click.option("--no-copies", is_flag=True, help="Keep no local copies of the pages.")
@click.option("--requisites", is_flag=True, help="Keep images, styles and scripts of the pages too.")
@click.option("-y", "--yes", is_flag=True, help="Agree that the addresses are saved publicly.")
@common_options()
def command(common: CommonOptions, fail_on: frozenset[str], **arguments: Any) -> int:
    """Extract, archive, check and export the sources of texts.

    Writes <name>.bib and <name>.csl.json into the working folder, and remembers everything in the store.

    Example: sourcekeeper keep letter.txt --sandbox
    """
    from sourcekeeper.cli import keeping  # noqa: PLC0415  what follows loads every room

    after, format_ = arguments.pop("archive_after"), arguments.pop("format_")
    plan = keeping.Plan(archive_after=after.date() if after else None, format=format_, **arguments)
    outcome = keeping.keep(common, plan)
    return exit_code(failed=outcome.failed, unfinished=outcome.unfinished, found=outcome.found, fail_on=fail_on)
