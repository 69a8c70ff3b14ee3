"""From options to an open Keeper: settings, keys, the sandbox, the store."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

import certifi
import click

from sourcekeeper.cli.fitting_pages import fitting_pages
from sourcekeeper.cli.options import OWN_SANDBOX, CommonOptions
from sourcekeeper.cli.progress import make_progress
from sourcekeeper.config import Settings, default_sandbox_store, load_settings
from sourcekeeper.credentials import find_credentials
from sourcekeeper.keeper import Keeper
from sourcekeeper.model import CitedNote
from sourcekeeper.sandbox.join import join
from sourcekeeper.sandbox.pages import CitedPage
from sourcekeeper.sandbox.server import Sandbox

IN_MEMORY = ":memory:"


def settings_for(common: CommonOptions, **options: object) -> Settings:
    """Gather the settings of a run; real keys are not read in the sandbox."""
    given = {"store": common.store, "network.allow_private": common.allow_private or None, **options}
    file = Path(common.config) if common.config else None
    settings = load_settings(environ=os.environ, folder=Path.cwd(), options=given, file=file)
    if common.sandbox and "store" not in settings.origins:
        settings = replace(settings, store=default_sandbox_store())
    if not settings.network.ca_file:
        settings = replace(settings, network=replace(settings.network, ca_file=certifi.where()))
    if common.sandbox:
        return settings
    keys = find_credentials(os.environ)
    if keys is None:
        return settings
    return replace(settings, archive=replace(settings.archive, access_key=keys.access_key, secret_key=keys.secret_key))


@contextmanager
def open_keeper(
    common: CommonOptions,
    settings: Settings,
    *,
    notes: Sequence[CitedNote] = (),
    must_exist: bool = False,
) -> Iterator[Keeper]:
    """Open the Keeper of an online command; in the sandbox, start or join that first.

    `notes` are what the sandbox's pages are made to fit.
    """
    with ExitStack() as stack:
        if common.sandbox:
            settings = stack.enter_context(_sandboxed(common, settings, fitting_pages(notes)))
        progress = make_progress(quiet=common.quiet > 0)
        yield stack.enter_context(Keeper(settings.store, settings=settings, must_exist=must_exist, progress=progress))


@contextmanager
def open_offline(common: CommonOptions, settings: Settings, *, must_exist: bool = True) -> Iterator[Keeper]:
    """Open the Keeper of a command that asks nobody; it accepts a sandbox store and says so."""
    with Keeper(settings.store, settings=settings, must_exist=must_exist, online=False) as keeper:
        if keeper.store.is_sandbox and not common.sandbox and not common.quiet:
            click.echo("note: this store was made in the sandbox; its snapshots are not real.", err=True)
        yield keeper


@contextmanager
def scratch_keeper(common: CommonOptions, *, online: bool = False) -> Iterator[Keeper]:
    """Open a Keeper that remembers nothing; in the sandbox only when something is to be fetched."""
    settings = replace(settings_for(common), store=IN_MEMORY)
    if online:
        with open_keeper(common, settings) as keeper:
            yield keeper
    else:
        with Keeper(IN_MEMORY, settings=settings, online=False) as keeper:
            yield keeper


@contextmanager
def _sandboxed(common: CommonOptions, settings: Settings, pages: Sequence[CitedPage]) -> Iterator[Settings]:
    if common.sandbox != OWN_SANDBOX:
        there = join(common.sandbox or "")
        _announce(common, there.proxy_url)
        yield settings.in_sandbox(
            proxy_url=there.proxy_url,
            ca_file=str(there.ca_file),
            access_key=there.access_key,
            secret_key=there.secret_key,
        )
        return
    state = None if settings.store == IN_MEMORY else Path(f"{settings.store}.sandbox")
    with Sandbox(state_folder=state, pages=pages) as sandbox:
        _announce(common, sandbox.proxy_url)
        yield settings.in_sandbox(
            proxy_url=sandbox.proxy_url,
            ca_file=str(sandbox.ca_file),
            access_key=sandbox.access_key,
            secret_key=sandbox.secret_key,
        )


def _announce(common: CommonOptions, url: str) -> None:
    if not common.quiet:
        click.echo(
            f"sandbox at {url}: nothing leaves this machine; every page and snapshot below is made up.", err=True
        )
