"""`sourcekeeper export`: write a bibliography from the store, or from documents directly."""

from __future__ import annotations

from datetime import datetime

import click

from sourcekeeper.cli.bib import bib_option
from sourcekeeper.cli.findings import parse_findings
from sourcekeeper.cli.options import CommonOptions, HouseCommand, common_options
from sourcekeeper.cli.window import Day

DAY = Day()


@click.command("export", cls=HouseCommand)
@click.argument("documents", nargs=-1, metavar="[DOCUMENT]…")
@bib_option
@click.option(
    "--format",
    "format_",
    show_default="biblatex; with --json csl-json",
    metavar="NAME",
    help="csl-json, biblatex, bibtex, ris, wikitext, markdown, html, text; notes: the notes with archive links.",
)
@click.option(
    "--for",
    "program",
    metavar="PROGRAM",
    help="Write what this program keeps best: zotero, pandoc, word; for notes html, spip, word, wordpress.",
)
@click.option(
    "--language",
    metavar="CODE",
    help="Of the words around references: en, fr, de, es, it, pt, nl. That of the sources if not.",
)
@click.option("--dry-run", is_flag=True, help="With --merge: print what would change, as a unified diff.")
@click.option(
    "--merge",
    metavar="FILE",
    type=click.Path(dir_okay=False),
    help="Put the entries into this .bib of yours; all else in it stays as it is, to the byte.",
)
@click.option(
    "--only",
    metavar="WORD,…",
    callback=parse_findings,
    help="Works whose source has one of these verdicts or standings.",
)
@click.option("--only-dead", is_flag=True, help="The same as --only dead.")
@click.option("-o", "--output", metavar="FILE", type=click.Path(dir_okay=False), help="Instead of standard output.")
@click.option("--since", type=DAY, metavar="DATE", help="Texts of that day (2026-01-31) or later.")
@click.option(
    "--snapshot",
    metavar="PLACE",
    help="Where snapshots go: note, addendum, archiveurl (BibLaTeX), archive (CSL, RIS), link (text), none.",
)
@click.option(
    "--style",
    metavar="NAME|FILE",
    help="Set references in a CSL style (apa, iso690-author-date-fr, mine.csl), as text or html.",
)
@click.option("--until", type=DAY, metavar="DATE", help="Texts of that day or earlier.")
@common_options()
def command(  # noqa: PLR0913  each is one option
    common: CommonOptions,
    *,
    documents: tuple[str, ...],
    bib: tuple[str, ...],
    dry_run: bool,
    format_: str | None,
    language: str | None,
    merge: str | None,
    only: frozenset[str],
    only_dead: bool,
    output: str | None,
    program: str | None,
    since: datetime | None,
    snapshot: str | None,
    style: str | None,
    until: datetime | None,
) -> int:
    """Write a bibliography of what the store knows, or of the DOCUMENTs named.

    A DOCUMENT that the store does not know is read there and then, and not remembered; its sources keep the cite keys
    they have. A text is of the day it names itself, else of the day it was last read.

    Example: sourcekeeper export --format csl-json -o sources.csl.json
    """
    from sourcekeeper.cli.export_form import Form  # noqa: PLC0415
    from sourcekeeper.cli.exporting import Wanted, export  # noqa: PLC0415  what follows loads every room
    from sourcekeeper.cli.merging import Merging  # noqa: PLC0415

    _refuse_contradictions(merge=merge, output=output, dry_run=dry_run, since=since, until=until)
    if common.as_json and not merge and format_ not in (None, "csl-json"):
        raise click.UsageError(f"--json is the format csl-json, not {format_}.")
    wanted = Wanted(
        documents=documents,
        bib=bib,
        only=only | {"dead"} if only_dead else only,
        since=since.date() if since else None,
        until=until.date() if until else None,
    )
    form = Form.of(
        format=format_ or ("csl-json" if common.as_json and not merge else None),
        program=program or "",
        snapshot=snapshot,
        style=style or "",
        language=language or "",
    )
    destination = Merging(file=merge, format=format_, dry_run=dry_run) if merge else output
    return export(common, wanted, form, destination)


def _refuse_contradictions(
    *, merge: str | None, output: str | None, dry_run: bool, since: datetime | None, until: datetime | None
) -> None:
    """Raise click.UsageError where one option takes away what another asks for."""
    if merge and output:
        raise click.UsageError("--merge changes its FILE; it takes no -o.")
    if since and until and since > until:
        raise click.UsageError("--since is later than --until: no day is between them.")
    if dry_run and not merge:
        raise click.UsageError("--dry-run tells what --merge FILE would change.")
