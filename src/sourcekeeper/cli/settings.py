"""From options to settings. Loads no room of the house: `store path` and `show config` need none."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from sourcekeeper.cli.options import CommonOptions
from sourcekeeper.config import Settings, default_sandbox_store, load_settings
from sourcekeeper.credentials import find_credentials
from sourcekeeper.errors import ConfigError


def offline_settings(common: CommonOptions, **options: object) -> Settings:
    """Gather the settings of a run that asks nobody: neither keys nor certificates are looked for."""
    given = {"store": common.store, "network.allow_private": common.allow_private or None, **options}
    file = Path(common.config) if common.config else None
    settings = load_settings(environ=os.environ, folder=Path.cwd(), options=given, file=file)
    if common.sandbox and "store" not in settings.origins:
        settings = replace(settings, store=default_sandbox_store())
    return settings


def settings_for(common: CommonOptions, **options: object) -> Settings:
    """Gather the settings of a run; real keys are not read in the sandbox."""
    settings = offline_settings(common, **options)
    if not settings.network.ca_file:
        import certifi  # noqa: PLC0415

        settings = replace(settings, network=replace(settings.network, ca_file=certifi.where()))
    if common.sandbox:
        return settings
    keys = find_credentials(os.environ)
    if keys is None:
        return settings
    if not all(key.isascii() and key.isprintable() for key in (keys.access_key, keys.secret_key)):
        raise ConfigError(f"{keys.origin}: the archive keys hold characters that no key has", "Copy them anew.")
    return replace(settings, archive=replace(settings.archive, access_key=keys.access_key, secret_key=keys.secret_key))
