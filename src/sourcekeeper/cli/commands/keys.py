"""`sourcekeeper keys`: the keys that saving at the archive needs. Asked, tested, stored for this user alone."""

from __future__ import annotations

import os
import sys

import click

from sourcekeeper.cli.options import CommonOptions, HouseCommand, common_options
from sourcekeeper.cli.output import print_json, warn
from sourcekeeper.cli.say import say

KEYS = "sourcekeeper.keys/1"


@click.command("keys", cls=HouseCommand)
@click.option("--forget", is_flag=True, help="Delete the stored keys.")
@click.option("--status", is_flag=True, help="Tell where keys are found, and test them; asks nothing.")
@common_options()
def command(common: CommonOptions, forget: bool, status: bool) -> int:
    """Store the keys of an archive.org account, after testing them.

    The account is free; its two keys are at https://archive.org/account/s3.php. They are never shown. Where no person
    types, they are read from standard input, a line each.

    Example: sourcekeeper keys
    """
    if common.sandbox and not status:
        raise click.UsageError("the sandbox has keys of its own: there is nothing to store or to forget.")
    if forget:
        return _forget(common)
    return _status(common) if status else _store(common)


def _forget(common: CommonOptions) -> int:
    from sourcekeeper.credentials import forget_credentials  # noqa: PLC0415

    forgotten = forget_credentials()
    _tell(common, "forgotten" if forgotten else "there were none", forgotten=forgotten)
    return 0


def _status(common: CommonOptions) -> int:
    """Tell where keys are found and what they are good for; real ones are not looked for in the sandbox."""
    from sourcekeeper.credentials import KEY_VARIABLES, WHERE_TO_GET, find_credentials  # noqa: PLC0415

    if common.sandbox:
        _tell_test(common, "the sandbox", _left_today(common, None))
        return 0
    found = find_credentials(os.environ)
    if found is None:
        _tell(common, f"no keys; get them at {WHERE_TO_GET}", origin=None)
        missing = [name for name in KEY_VARIABLES if not os.environ.get(name)]
        if len(missing) == 1:
            warn(f"{missing[0]} is not set: one key alone is none.")
        return 1
    if not common.as_json:
        say(f"keys from {found.origin}")
    _tell_test(common, found.origin, _left_today(common, (found.access_key, found.secret_key)))
    return 0


def _store(common: CommonOptions) -> int:
    from sourcekeeper.credentials import store_credentials  # noqa: PLC0415

    access, secret = _ask()
    left = _left_today(common, (access, secret))
    path = store_credentials(access, secret)
    _tell_test(common, str(path), left)
    if not common.as_json:
        say(f"stored in {path}")
    return 0


def _ask() -> tuple[str, str]:
    """Return the two keys. Raises UsageError for what can be no key."""
    from sourcekeeper.credentials import WHERE_TO_GET  # noqa: PLC0415

    if sys.stdin.isatty():
        say(f"The two keys of your archive.org account are at {WHERE_TO_GET}", err=True)
        keys = [click.prompt("Access key", err=True), click.prompt("Secret key", hide_input=True, err=True)]
    else:
        keys = sys.stdin.buffer.read(10_000).decode("ascii", "replace").split("\n")[:2]
    access, secret = [*(key.strip() for key in keys), "", ""][:2]
    if not all(key and key.isascii() and key.isprintable() and " " not in key for key in (access, secret)):
        raise click.UsageError("two keys are wanted: an access key and a secret key, a line each.")
    return access, secret


def _left_today(common: CommonOptions, keys: tuple[str, str] | None) -> int | None:
    """Ask the archive what the account may still do today: costs no capture, and is the right test of keys.

    Errors end the command with their own code.
    """
    from dataclasses import replace  # noqa: PLC0415

    from sourcekeeper.cli.session import IN_MEMORY, open_keeper  # noqa: PLC0415
    from sourcekeeper.cli.settings import settings_for  # noqa: PLC0415

    settings = replace(settings_for(common), store=IN_MEMORY)
    if keys is not None:
        settings = replace(settings, archive=replace(settings.archive, access_key=keys[0], secret_key=keys[1]))
    with open_keeper(common, settings) as keeper:
        limits = keeper.archive_limits()
    return None if limits.daily_limit is None else limits.daily_limit - (limits.daily_captures or 0)


def _tell_test(common: CommonOptions, origin: str, left: int | None) -> None:
    shown = "?" if left is None else left
    _tell(common, f"the keys work: {shown} captures left today", origin=origin, left_today=left)


def _tell(common: CommonOptions, text: str, **facts: object) -> None:
    if common.as_json:
        print_json({"schema": KEYS, **facts})
    else:
        say(text)
