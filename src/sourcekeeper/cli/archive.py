"""`sourcekeeper archive`: have sources archived. Calling it is the consent."""

from __future__ import annotations

import click

from sourcekeeper.cli.options import CommonOptions, HouseCommand, common_options


@click.command("archive", cls=HouseCommand)
@click.argument("sources", nargs=-1, metavar="[URL|DOCUMENT]…")
@click.option(
    "--document", "documents", multiple=True, metavar="DOCUMENT", help="Archive what this text cites; may be a URL."
)
@common_options()
def command(common: CommonOptions, sources: tuple[str, ...], documents: tuple[str, ...]) -> int:
    """Have sources archived, and prove that the snapshots are there.

    An address is a source, a path is a document whose sources are meant. With nothing: what the store has queued.
    The addresses become public at the archive; calling this is the consent.

    Example: sourcekeeper archive https://example.org/report.pdf
    """
    from sourcekeeper.cli import contracts  # noqa: PLC0415  what follows loads every room
    from sourcekeeper.cli.keeping import tell_left  # noqa: PLC0415
    from sourcekeeper.cli.output import print_json  # noqa: PLC0415
    from sourcekeeper.cli.session import open_keeper  # noqa: PLC0415
    from sourcekeeper.cli.settings import settings_for  # noqa: PLC0415
    from sourcekeeper.cli.targets import resolve  # noqa: PLC0415
    from sourcekeeper.cli.words import tell_captures, tell_confirmations  # noqa: PLC0415

    nothing_named = not (sources or documents)
    with open_keeper(common, settings_for(common), must_exist=nothing_named) as keeper, keeper.run("archive"):
        targets = resolve(keeper, sources, documents, archive=True)
        report = keeper.archive(source_ids=None if nothing_named else [source.id for source in targets.sources])
        if common.as_json:
            stopped = str(report.stopped) if report.stopped else None
            print_json(contracts.archived(report.captures, stopped, report.confirmed))
        elif not common.quiet:
            tell_captures(report.captures)
            tell_confirmations(report.confirmed)
        tell_left(report)
    if targets.failed:
        return 1
    return 4 if report.unfinished or report.stopped else 0
