"""`sourcekeeper decide`: a person's word on a source, or on the work it is."""

from __future__ import annotations

from datetime import datetime

import click

from sourcekeeper.cli.corrections import set_option, unset_option
from sourcekeeper.cli.options import CommonOptions, HouseCommand, common_options
from sourcekeeper.cli.window import Day

KINDS = ("alive", "ignore", "replaced-by", "never-archive", "archive")


@click.command("decide", cls=HouseCommand)
@click.argument("what", metavar="URL|KEY")
@click.argument("kind", type=click.Choice(KINDS), required=False)
@click.argument("replacement", required=False)
@click.option("--because", default="", metavar="TEXT", help="Why; shown wherever the decision is.")
@click.option(
    "--not-same-as",
    metavar="URL|KEY|WORDS",
    help="Another work: part what was taken for one, for good. WORDS: the citations of it that say them.",
)
@click.option("--same-as", metavar="URL|KEY", help="The same work: one entry, under the key of the one named here.")
@set_option
@unset_option
@click.option(
    "--until",
    type=Day(),
    metavar="DATE",
    help="When the decision ends; a day gone by ends it now.",
)
@common_options()
def command(  # noqa: PLR0913  one a way of deciding
    common: CommonOptions,
    *,
    what: str,
    kind: str | None,
    replacement: str | None,
    because: str,
    not_same_as: str | None,
    same_as: str | None,
    set_: tuple[str, ...],
    unset: tuple[str, ...],
    until: datetime | None,
) -> int:
    """Give a person's word on a source: it outweighs what visits find.

    alive, ignore, replaced-by NEW_URL, never-archive, or archive (send what was withheld). With --set and --unset,
    correct what is cited: that outweighs note and page, and survives every reading.

    Example: sourcekeeper decide https://example.org/a ignore --because "quoted as an example"
    """
    from sourcekeeper.cli import deciding  # noqa: PLC0415  loads every room

    if (kind == "replaced-by") != bool(replacement):
        raise click.UsageError("replaced-by takes the new address, the others take none.")
    if not (kind or set_ or unset or same_as or not_same_as):
        raise click.UsageError("Say what you decide: alive, ignore … or --set, --unset, --same-as, --not-same-as.")
    if same_as and not_same_as:
        raise click.UsageError("--same-as and --not-same-as are two decisions: give one after the other.")
    if until and not kind:
        raise click.UsageError("--until ends a decision on a source; a correction is taken back with --unset.")
    word = deciding.Word(
        what=what,
        kind=kind,
        replacement=replacement,
        because=because,
        until=until,
        set=set_,
        unset=unset,
        same_as=same_as,
        not_same_as=not_same_as,
    )
    return deciding.decide(common, word)
