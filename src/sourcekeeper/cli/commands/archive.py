"""`sourcekeeper archive`: have sources archived. Calling it is the consent."""

from __future__ import annotations

import click

from sourcekeeper.cli.options import CommonOptions, HouseCommand, common_options
from sourcekeeper.cli.window import newer_than_option


@click.command("archive", cls=HouseCommand)
@click.argument("sources", nargs=-1, metavar="[URL|DOCUMENT]…")
@click.option(
    "--document", "documents", multiple=True, metavar="DOCUMENT", help="Archive what this text cites; may be a URL."
)
@click.option("--dry-run", is_flag=True, help="Tell what would be sent and what would not; send and write nothing.")
@click.option("--force-get", is_flag=True, help="Have files fetched without a browser; known ones are anyway.")
@click.option("--from", "from_", metavar="FILE", type=click.File("rb"), help="An address a line; - is standard input.")
@newer_than_option
@click.option("--outlinks", is_flag=True, help="Have the pages archived too that a page links to (a hundred at most).")
@click.option(
    "--save-page",
    metavar="FILE",
    type=click.Path(dir_okay=False),
    help="Send nothing: write a page with a button for each source, to save them in a browser, without keys.",
)
@click.option("--screenshot", is_flag=True, help="Have a picture of each page archived too.")
@click.option("--wait/--no-wait", default=True, help="Whether to wait until all is proved; a later run can do that.")
@common_options()
def command(common: CommonOptions, **arguments: object) -> int:
    """Have sources archived, and prove that the snapshots are there.

    An address is a source, a path is a document whose sources are meant. With nothing: what the store has queued.
    The addresses become public at the archive; calling this is the consent.

    Example: sourcekeeper archive https://example.org/report.pdf
    """
    from sourcekeeper.cli.archiving import Plan, archive  # noqa: PLC0415  what follows loads every room

    return archive(common, Plan(**arguments))  # type: ignore[arg-type]
