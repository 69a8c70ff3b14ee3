"""`sourcekeeper export`: write a bibliography from the store, or from documents directly."""

from __future__ import annotations

import click

from sourcekeeper.cli.bib import bib_option
from sourcekeeper.cli.options import CommonOptions, HouseCommand, common_options


@click.command("export", cls=HouseCommand)
@click.argument("documents", nargs=-1, metavar="[DOCUMENT]…")
@bib_option
@click.option(
    "--format",
    "format_",
    show_default="biblatex; with --json csl-json",
    metavar="NAME",
    help="csl-json, biblatex, bibtex, ris, wikitext, markdown, html, text.",
)
@click.option("-o", "--output", metavar="FILE", type=click.Path(dir_okay=False), help="Instead of standard output.")
@common_options()
def command(
    common: CommonOptions, documents: tuple[str, ...], bib: tuple[str, ...], format_: str | None, output: str | None
) -> int:
    """Write a bibliography of what the store knows, or of the DOCUMENTs named.

    A DOCUMENT that the store knows keeps its cite keys; another is read there and then, and not remembered.

    Example: sourcekeeper export --format csl-json -o sources.csl.json
    """
    from sourcekeeper.cli.exporting import export  # noqa: PLC0415  what follows loads every room

    if common.as_json and format_ not in (None, "csl-json"):
        raise click.UsageError(f"--json is the format csl-json, not {format_}.")
    wanted = format_ or ("csl-json" if common.as_json else "biblatex")
    return export(common, documents, wanted, output, bib)
