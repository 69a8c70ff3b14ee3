"""`sourcekeeper store`: look after the store."""

from __future__ import annotations

import os

import click

from sourcekeeper.cli.options import CommonOptions, HouseCommand, common_options
from sourcekeeper.cli.output import print_json

STORE = "sourcekeeper.store/1"


@click.group("store")
def command() -> None:
    """Look after the store.

    Example: sourcekeeper store path
    """


@command.command("path", cls=HouseCommand)
@common_options()
def path(common: CommonOptions) -> int:
    """Print which file is the store here and now; it need not exist yet."""
    from sourcekeeper.cli.settings import settings_for  # noqa: PLC0415

    store = settings_for(common).store
    if common.as_json:
        print_json({"schema": STORE, "path": store, "exists": os.path.exists(store)})
    else:
        click.echo(store)
    return 0


@command.command("verify", cls=HouseCommand)
@common_options()
def verify(common: CommonOptions) -> int:
    """Test the store's integrity; exit code 1 when something is wrong."""
    from sourcekeeper.cli.session import open_offline  # noqa: PLC0415
    from sourcekeeper.cli.settings import settings_for  # noqa: PLC0415

    with open_offline(common, settings_for(common)) as keeper:
        problems = keeper.store.verify()
        path = keeper.store.path
    if common.as_json:
        print_json({"schema": STORE, "path": path, "problems": list(problems)})
    else:
        for problem in problems:
            click.echo(problem)
        if not problems and not common.quiet:
            click.echo("the store is sound")
    return 1 if problems else 0


@command.command("backup", cls=HouseCommand)
@click.argument("target", type=click.Path(dir_okay=False))
@common_options()
def backup(common: CommonOptions, target: str) -> int:
    """Write a copy of the store to TARGET, also while others use it."""
    from sourcekeeper.cli.session import open_offline  # noqa: PLC0415
    from sourcekeeper.cli.settings import settings_for  # noqa: PLC0415

    with open_offline(common, settings_for(common)) as keeper:
        keeper.store.backup(target)
        path = keeper.store.path
    if common.as_json:
        print_json({"schema": STORE, "path": path, "backup": target})
    elif not common.quiet:
        click.echo(target)
    return 0


@command.command("forget", cls=HouseCommand)
@click.argument("url")
@click.option("--undo", is_flag=True, help="Let it in again: what was purged stays gone, new readings know it.")
@click.option("-y", "--yes", is_flag=True, help="Do not ask.")
@common_options()
def forget(common: CommonOptions, url: str, undo: bool, yes: bool) -> int:
    """Purge a source from the store, the local copies and all later exports, for good.

    The texts that cite it are yours and stay as they are; they are read without the address from then on. What others
    hold, above all the public archive, is listed with what to do.

    Example: sourcekeeper store forget https://example.org/about-a-person
    """
    from sourcekeeper.cli.forgetting import forget_source, remember_source  # noqa: PLC0415

    return remember_source(common, url) if undo else forget_source(common, url, yes=yes)
