"""`sourcekeeper show`: what the store knows, and which settings are in force."""

from __future__ import annotations

import click

from sourcekeeper.cli.options import CommonOptions, HouseCommand, common_options


@click.command("show", cls=HouseCommand)
@click.argument("what", required=False, metavar="[config|URL|DOCUMENT|KEY]")
@common_options()
def command(common: CommonOptions, what: str | None) -> int:
    """Show what the store knows of everything, of one document, one source, or one cite key.

    `show config` tells each setting, its value, and where that came from.

    Example: sourcekeeper show letter.txt
    """
    from sourcekeeper.cli import showing  # noqa: PLC0415  what follows loads every room

    if what == "config":
        return showing.show_config(common)
    return showing.show(common, what)
