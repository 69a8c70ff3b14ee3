"""The options that every command has, and what they amount to."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, ClassVar

import click

from sourcekeeper.cli import logs

_A_SANDBOX = re.compile(r"(?i)http://(?:127\.0\.0\.1|localhost|\[::1\]):\d+/?$")

OWN_SANDBOX = "own"
"""What ``--sandbox`` without an address means: one started for this run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CommonOptions:
    """What the options common to all commands came to."""

    store: str | None
    config: str | None
    sandbox: str | None
    """`OWN_SANDBOX`, the address of a running one, or None for the real world."""
    allow_private: bool
    quiet: int
    verbose: int
    as_json: bool


class HouseCommand(click.Command):
    """A command some of whose options may stand alone without swallowing the argument after them: ``--sandbox``."""

    alone: ClassVar[Mapping[str, str]] = {"--sandbox": OWN_SANDBOX}
    """Those options, each with what it means when nothing follows in the same word."""
    meant: ClassVar[Mapping[str, re.Pattern[str]]] = {"--sandbox": _A_SANDBOX}
    """What a next word looks like that was meant to be the option's value."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Give a lone option its value before click reads the line."""
        end = args.index("--") if "--" in args else len(args)
        for arg, following in pairwise(args[:end]):
            if arg in self.alone and self.meant[arg].match(following):
                raise click.UsageError(f"write {arg}={following}, in one word.", ctx)
        for arg in args[:end]:
            if arg.endswith("=") and arg[:-1] in self.alone:
                # A variable of a shell that is not set: what was meant is unknown, and must not be the real world.
                raise click.UsageError(f"{arg} is empty. Leave the = out, or write what is meant behind it.", ctx)
        named = [f"{arg}={self.alone[arg]}" if arg in self.alone else arg for arg in args[:end]]
        return super().parse_args(ctx, named + args[end:])


def common_options() -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Give a command the options everywhere; it gets them as one record, `common`."""

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(function)
        def wrapper(**arguments: Any) -> Any:
            common = CommonOptions(
                store=arguments.pop("store"),
                config=arguments.pop("config"),
                sandbox=arguments.pop("sandbox"),
                allow_private=arguments.pop("allow_private"),
                quiet=arguments.pop("quiet"),
                verbose=arguments.pop("verbose"),
                as_json=arguments.pop("as_json"),
            )
            logs.show(common.verbose)
            return function(common=common, **arguments)

        decorated: Callable[..., Any] = wrapper
        for option in reversed(_OPTIONS):
            decorated = option(decorated)
        return decorated

    return decorate


_OPTIONS = [
    click.option("--allow-private", is_flag=True, help="Visit private and loopback addresses too."),
    click.option("--config", metavar="FILE", type=click.Path(), help="Settings, instead of sourcekeeper.toml."),
    click.option("--json", "as_json", is_flag=True, help="Print one JSON document instead of text."),
    click.option("-q", "--quiet", count=True, help="Say less."),
    click.option(
        "--sandbox",
        metavar="[=URL]",
        help="Stay on this machine: a miniature web and archive, started for this run or running at URL.",
    ),
    click.option("--store", metavar="PATH", type=click.Path(), help="The store to use."),
    click.option("-v", "--verbose", count=True, help="Log to standard error; -vv in detail."),
]
