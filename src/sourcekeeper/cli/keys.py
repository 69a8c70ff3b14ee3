"""`sourcekeeper keys`: the keys that saving at the archive needs. Asked, tested, stored for this user alone."""

from __future__ import annotations

import os

import click

from sourcekeeper.cli.options import CommonOptions, HouseCommand, common_options


@click.command("keys", cls=HouseCommand)
@click.option("--forget", is_flag=True, help="Delete the stored keys.")
@click.option("--status", is_flag=True, help="Tell where keys are found, and test them; asks nothing.")
@common_options(json=False)
def command(common: CommonOptions, forget: bool, status: bool) -> int:
    """Store the keys of an archive.org account, after testing them.

    The account is free; its two keys are at https://archive.org/account/s3.php. They are never shown.

    Example: sourcekeeper keys
    """
    from sourcekeeper.credentials import (  # noqa: PLC0415  # noqa: PLC0415
        WHERE_TO_GET,
        find_credentials,
        forget_credentials,
        store_credentials,
        stored_path,
    )

    if forget:
        click.echo("forgotten" if forget_credentials() else "there were none")
        return 0
    if status:
        found = find_credentials(os.environ)
        click.echo(f"keys from {found.origin}" if found else f"no keys; get them at {WHERE_TO_GET}")
        return _test(common, found.access_key, found.secret_key) if found else 1
    click.echo(f"The two keys of your archive.org account are at {WHERE_TO_GET}", err=True)
    access = click.prompt("Access key", err=True).strip()
    secret = click.prompt("Secret key", hide_input=True, err=True).strip()
    outcome = _test(common, access, secret)
    if outcome == 0:
        store_credentials(access, secret)
        click.echo(f"stored in {stored_path()}")
    return outcome


def _test(common: CommonOptions, access: str, secret: str) -> int:
    """Ask the archive what the account may do: costs no capture. Errors end the command with their own code."""
    from dataclasses import replace  # noqa: PLC0415

    from sourcekeeper.cli.session import open_keeper  # noqa: PLC0415
    from sourcekeeper.cli.settings import settings_for  # noqa: PLC0415

    settings = settings_for(common)
    settings = replace(
        settings, store=":memory:", archive=replace(settings.archive, access_key=access, secret_key=secret)
    )
    with open_keeper(common, settings) as keeper:
        limits = keeper.archive_limits()
    left = "?" if limits.daily_limit is None else limits.daily_limit - (limits.daily_captures or 0)
    click.echo(f"the keys work: {left} captures left today")
    return 0
