"""The work behind `sourcekeeper show`."""

from __future__ import annotations

import os
import re
from dataclasses import fields, is_dataclass
from typing import Any

import click

from sourcekeeper.cli import contracts
from sourcekeeper.cli.options import CommonOptions
from sourcekeeper.cli.output import print_json
from sourcekeeper.cli.session import open_offline
from sourcekeeper.cli.settings import settings_for
from sourcekeeper.cli.words import tell_document, tell_source
from sourcekeeper.credentials import find_credentials
from sourcekeeper.errors import UsageError
from sourcekeeper.keeper.documents import canonical, is_url

_CREDENTIALS = re.compile(r"//[^/?#\s]*@")
SECRET = frozenset({"archive.access_key", "archive.secret_key"})


def show(common: CommonOptions, what: str | None) -> int:
    """Print everything, one document, or one source."""
    with open_offline(common, settings_for(common)) as keeper:
        if what is not None and is_url(what) and keeper.store.find_document(what) is None:
            source = keeper.find_source(what)
            if source is None:
                raise UsageError(f"the store knows no source {what}", "See `sourcekeeper show` for those it knows.")
            about = keeper.about(source)
            if common.as_json:
                print_json({"schema": contracts.SHOW, "sources": [contracts.source_report(about)]})
            else:
                tell_source(about)
            return 0
        documents = [keeper.store.find_document(canonical(what))] if what else list(keeper.store.documents())
        if documents == [None]:
            raise UsageError(f"the store knows no document {what}", "See `sourcekeeper show` for those it knows.")
        reports = [keeper.report(document.id) for document in documents if document]
        if common.as_json:
            print_json({"schema": contracts.SHOW, "documents": [contracts.document_report(each) for each in reports]})
            return 0
        for report in reports:
            tell_document(report)
        if not reports:
            click.echo("the store is empty")
    return 0


def show_config(common: CommonOptions) -> int:
    """Print every setting, its value and where it came from; keys are not shown."""
    settings = settings_for(common)
    rows = [
        (name, _without_password(value), settings.origins.get(name, "default"))
        for name, value in _flat(settings)
        if name not in SECRET and name not in ("origins", "sandbox")
    ]
    keys = None if common.sandbox else find_credentials(os.environ)
    rows.append(("keys", "set" if keys else "none", keys.origin if keys else "default"))
    if common.as_json:
        settings_json = {name: {"value": str(value), "origin": origin} for name, value, origin in rows}
        print_json({"schema": contracts.SHOW, "settings": settings_json})
        return 0
    for name, value, origin in rows:
        click.echo(f"{name:32} {value!s:40} {origin}")
    return 0


def _without_password(value: Any) -> Any:
    """Return a setting without the name and password that a proxy's address may hold."""
    return _CREDENTIALS.sub("//(hidden)@", value) if isinstance(value, str) else value


def _flat(record: Any, prefix: str = "") -> list[tuple[str, Any]]:
    rows: list[tuple[str, Any]] = []
    for each in fields(record):
        value = getattr(record, each.name)
        if is_dataclass(value):
            rows += _flat(value, f"{each.name}.")
        else:
            rows.append((prefix + each.name, value))
    return rows
