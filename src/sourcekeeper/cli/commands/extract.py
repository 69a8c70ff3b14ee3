"""`sourcekeeper extract`: the notes of a text and the sources in them. Touches no store and, for files, no network."""

from __future__ import annotations

import click

from sourcekeeper.cli.bib import bib_option, bibliography_of
from sourcekeeper.cli.options import CommonOptions, HouseCommand, common_options


@click.command("extract", cls=HouseCommand)
@click.argument("documents", nargs=-1, required=True, metavar="DOCUMENT…")
@bib_option
@click.option("--format", "format_", metavar="NAME", help="Read as this format whatever the content looks like.")
@click.option("--no-items", is_flag=True, help="Leave out the bibliographic items, and their cost.")
@common_options()
def command(
    common: CommonOptions, documents: tuple[str, ...], bib: tuple[str, ...], format_: str | None, no_items: bool
) -> int:
    """Find the notes of texts and the sources in them.

    A DOCUMENT is a file, a folder, an address, or - for standard input.

    Example: sourcekeeper extract letter.txt --json
    """
    from sourcekeeper.cli import contracts  # noqa: PLC0415  what follows loads the readers
    from sourcekeeper.cli.documents import cores, from_here, named, tell_unreadable  # noqa: PLC0415
    from sourcekeeper.cli.output import print_json  # noqa: PLC0415
    from sourcekeeper.cli.session import scratch_keeper  # noqa: PLC0415
    from sourcekeeper.cli.words import tell_extracted  # noqa: PLC0415
    from sourcekeeper.keeper.documents import is_url  # noqa: PLC0415

    bibliography = bibliography_of(common, bib)
    with scratch_keeper(common, online=any(map(is_url, documents))) as keeper:
        found = keeper.read(
            named(documents), format=format_, items=not no_items, bibliography=bibliography, processes=cores()
        )
        reads = list(found)
    if common.as_json:
        print_json(contracts.extracted(reads, items=not no_items))
    else:
        for read in reads:
            tell_extracted(read, where=from_here(read.origin) if len(reads) > 1 else "")
    return 1 if tell_unreadable(reads) else 0
