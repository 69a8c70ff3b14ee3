"""`sourcekeeper decide`: a person's word on a source."""

from __future__ import annotations

from datetime import UTC, datetime

import click

from sourcekeeper.cli.options import CommonOptions, HouseCommand, common_options
from sourcekeeper.cli.output import print_json
from sourcekeeper.cli.plain import plain

KINDS = ("alive", "ignore", "replaced-by", "never-archive", "archive")


@click.command("decide", cls=HouseCommand)
@click.argument("url")
@click.argument("kind", type=click.Choice(KINDS))
@click.argument("replacement", required=False)
@click.option("--because", default="", metavar="TEXT", help="Why; shown wherever the decision is.")
@click.option(
    "--until",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="When the decision ends; a day gone by ends it now.",
)
@common_options()
def command(
    common: CommonOptions,
    url: str,
    kind: str,
    replacement: str | None,
    because: str,
    until: datetime | None,
) -> int:
    """Give a person's word on a source: it outweighs what visits find.

    alive, ignore, replaced-by NEW_URL, never-archive, or archive (send what was withheld).

    Example: sourcekeeper decide https://example.org/a ignore --because "quoted as an example"
    """
    from sourcekeeper.cli import contracts  # noqa: PLC0415
    from sourcekeeper.cli.session import open_offline  # noqa: PLC0415  loads every room
    from sourcekeeper.cli.settings import settings_for  # noqa: PLC0415
    from sourcekeeper.errors import UsageError  # noqa: PLC0415
    from sourcekeeper.keeper.documents import is_url  # noqa: PLC0415
    from sourcekeeper.model import Decision, DecisionKind  # noqa: PLC0415

    if (kind == "replaced-by") != bool(replacement):
        raise click.UsageError("replaced-by takes the new address, the others take none.")
    if replacement and not is_url(replacement):
        raise click.UsageError(f"{replacement!r} is no address: it begins with https:// or http://.")
    with open_offline(common, settings_for(common)) as keeper:
        source = keeper.find_source(url)
        if source is None:
            raise UsageError(f"the store knows no source {url}", "See `sourcekeeper show` for those it knows.")
        decision = Decision(
            source_id=source.id,
            kind=DecisionKind(kind),
            made_at=keeper.clock.now(),
            because=because,
            until=until.replace(tzinfo=UTC) if until else None,
            replacement=replacement,
        )
        keeper.decide(decision)
    if common.as_json:
        print_json({"schema": contracts.DECIDE, "url": source.url, **contracts.decision(decision)})
    elif not common.quiet:
        ended = "" if decision.holds_at(decision.made_at) else " (ended)"
        click.echo(plain(f"{source.url}: {kind}" + (f" {replacement}" if replacement else "") + ended))
    return 0
