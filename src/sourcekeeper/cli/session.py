"""From options to an open Keeper: settings, keys, the sandbox, the store."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

from sourcekeeper.cli.options import OWN_SANDBOX, CommonOptions
from sourcekeeper.cli.progress import make_progress
from sourcekeeper.cli.say import say
from sourcekeeper.cli.settings import offline_settings, settings_for
from sourcekeeper.config import Settings
from sourcekeeper.keeper import Keeper
from sourcekeeper.model import CitedNote

IN_MEMORY = ":memory:"


@contextmanager
def open_keeper(
    common: CommonOptions,
    settings: Settings,
    *,
    notes: Sequence[CitedNote] = (),
    must_exist: bool = False,
) -> Iterator[Keeper]:
    """Open the Keeper of an online command; in the sandbox, start or join that first.

    `notes` are what the sandbox's pages are made to fit, besides those that the store knows.
    """
    with ExitStack() as stack:
        if common.sandbox:
            known = _known_notes(settings, must_exist=must_exist)
            settings = stack.enter_context(_sandboxed(common, settings, [*notes, *known]))
        # A log and a bar on one terminal would write over each other.
        progress = make_progress(wanted=not (common.quiet or common.verbose))
        yield stack.enter_context(Keeper(settings.store, settings=settings, must_exist=must_exist, progress=progress))


@contextmanager
def open_offline(common: CommonOptions, settings: Settings, *, must_exist: bool = True) -> Iterator[Keeper]:
    """Open the Keeper of a command that asks nobody; it accepts a sandbox store and says so."""
    with Keeper(settings.store, settings=settings, must_exist=must_exist, online=False) as keeper:
        if keeper.store.is_sandbox and not common.sandbox and not common.quiet:
            say("note: this store was made in the sandbox; its snapshots are not real.", err=True)
        yield keeper


@contextmanager
def scratch_keeper(
    common: CommonOptions, *, online: bool = False, notes: Sequence[CitedNote] = ()
) -> Iterator[Keeper]:
    """Open a Keeper that remembers nothing; in the sandbox only when something is to be fetched.

    `notes` as in `open_keeper`.
    """
    settings = replace(settings_for(common) if online else offline_settings(common), store=IN_MEMORY)
    if online:
        with open_keeper(common, settings, notes=notes) as keeper:
            yield keeper
    else:
        progress = make_progress(wanted=not (common.quiet or common.verbose))
        with Keeper(IN_MEMORY, settings=settings, online=False, progress=progress) as keeper:
            yield keeper


def _known_notes(settings: Settings, *, must_exist: bool) -> list[CitedNote]:
    """Return the notes of a store's documents: with them the sandbox's web is tonight what it was last night.

    A store that is missing or was made elsewhere is refused here, before a sandbox is started beside it.
    """
    if settings.store == IN_MEMORY or not (must_exist or os.path.exists(settings.store)):
        return []
    with Keeper(settings.store, settings=replace(settings, sandbox=True), must_exist=must_exist) as keeper:
        return [
            CitedNote(note=stored.note, citations=tuple(each.citation for each in stored.citations))
            for document in keeper.store.documents()
            for stored in keeper.store.notes(document.id)
        ]


@contextmanager
def _sandboxed(common: CommonOptions, settings: Settings, notes: Sequence[CitedNote]) -> Iterator[Settings]:
    from sourcekeeper.cli.fitting_pages import fitting_pages  # noqa: PLC0415  certificates take a while to load
    from sourcekeeper.sandbox.join import join  # noqa: PLC0415
    from sourcekeeper.sandbox.server import Sandbox  # noqa: PLC0415

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
    with Sandbox(state_folder=state, pages=fitting_pages(notes)) as sandbox:
        _announce(common, sandbox.proxy_url)
        yield settings.in_sandbox(
            proxy_url=sandbox.proxy_url,
            ca_file=str(sandbox.ca_file),
            access_key=sandbox.access_key,
            secret_key=sandbox.secret_key,
        )


def _announce(common: CommonOptions, url: str) -> None:
    if not common.quiet:
        say(f"sandbox at {url}: nothing leaves this machine; every page and snapshot below is made up.", err=True)
