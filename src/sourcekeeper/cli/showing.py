"""The work behind `sourcekeeper show`."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any

import click

from sourcekeeper.cli import contracts
from sourcekeeper.cli.documents import from_here
from sourcekeeper.cli.options import CommonOptions
from sourcekeeper.cli.output import as_json_text, print_json
from sourcekeeper.cli.plain import plain
from sourcekeeper.cli.say import say
from sourcekeeper.cli.session import open_offline
from sourcekeeper.cli.settings import settings_for
from sourcekeeper.cli.words import tell_document, tell_source, tell_work
from sourcekeeper.config import HostTable
from sourcekeeper.config.telling import told_settings
from sourcekeeper.credentials import find_credentials
from sourcekeeper.errors import UsageError
from sourcekeeper.keeper import Keeper
from sourcekeeper.keeper.documents import canonical, is_url
from sourcekeeper.keeper.results import DocumentReport, SourceReport
from sourcekeeper.model import Source, Work
from sourcekeeper.web.memento import parse_archive_address

_CREDENTIALS = re.compile(r"(^|//)[^/?#\s]*@")
"""Also of a proxy that is written without its scheme."""
SECRET = frozenset({"archive.access_key", "archive.secret_key"})


def show(common: CommonOptions, what: str | None) -> int:
    """Print everything, one document, one source, or the work of a cite key."""
    with open_offline(common, settings_for(common)) as keeper:
        if what is None:
            reports = [keeper.report(document.id) for document in keeper.store.documents()]
            _tell(common, reports, _uncited(keeper, reports))
            return 0
        document = keeper.store.find_document(canonical(what))
        source = _source_named(keeper, what) if document is None else None
        if document is not None:
            _tell(common, [keeper.report(document.id)], [])
        elif source is not None:
            snapshots, copies = keeper.store.snapshots(source.id), keeper.copies_of(source)
            _tell_source(common, replace(keeper.about(source), snapshots=snapshots, copies=copies))
        elif works := keeper.find_works(what):
            _tell_works(common, works)
        else:
            kind = "source" if is_url(what) else "document"
            raise UsageError(f"the store knows no {kind} {what}", "See `sourcekeeper show` for those it knows.")
    return 0


def _source_named(keeper: Keeper, what: str) -> Source | None:
    """Return the source of an address, or of the address that a snapshot shows."""
    source = keeper.find_source(what)
    archived = parse_archive_address(what) if source is None else None
    return keeper.find_source(archived.original) if archived is not None and archived.original else source


def _uncited(keeper: Keeper, reports: Sequence[DocumentReport]) -> list[SourceReport]:
    """Return the sources that were archived for themselves, cited by no document."""
    cited = {source.source.fetch_key for report in reports for note in report.notes for source in note.sources}
    sources = {capture.source.fetch_key: capture.source for capture in keeper.store.captures()}
    return [keeper.about(source) for key, source in sources.items() if key not in cited]


def _tell(common: CommonOptions, reports: Sequence[DocumentReport], uncited: Sequence[SourceReport]) -> None:
    if common.as_json:
        content = {"schema": contracts.SHOW, "documents": [contracts.document_report(each) for each in reports]}
        if uncited:
            content["sources"] = [contracts.source_report(each) for each in uncited]
        print_json(content)
        return
    for report in reports:
        tell_document(report, where=from_here(report.document.origin))
    for each in uncited:
        tell_source(each)
    if not (reports or uncited):
        say("the store is empty")


def _tell_source(common: CommonOptions, about: SourceReport) -> None:
    if common.as_json:
        print_json({"schema": contracts.SHOW, "sources": [contracts.source_report(about)]})
    else:
        tell_source(about)


def _tell_works(common: CommonOptions, works: Sequence[Work]) -> None:
    if common.as_json:
        print_json({"schema": contracts.SHOW, "works": [contracts.work_report(each) for each in works]})
        return
    for each in works:
        tell_work(each)


def show_config(common: CommonOptions) -> int:
    """Print every setting, its value and where it came from; keys are not shown."""
    settings = settings_for(common)
    found = None if common.sandbox else find_credentials(os.environ)
    keys = ("set", found.origin) if found else ("none", "default")
    if common.as_json:
        rows = {
            name: {"value": str(_without_password(value)), "origin": settings.origins.get(_set_by(name), "default")}
            for name, value in _flat(settings)
            if name not in SECRET and name not in ("origins", "sandbox")
        }
        rows["keys"] = {"value": keys[0], "origin": keys[1]}
        print_json({"schema": contracts.SHOW, "settings": rows})
        return 0
    for each in told_settings(settings):
        value = as_json_text(_without_password(each.value))
        click.echo(f"{plain(each.name):34} {plain(value):34} {plain(each.origin)}")
    click.echo(f"{'keys':34} {keys[0]:34} {plain(keys[1])}")
    return 0


def _set_by(name: str) -> str:
    """Return under which name a setting's origin stands: all hosts are set together, a threshold in two parts."""
    if name.startswith("fetch.hosts."):
        return "fetch.hosts"
    if name.startswith("check.series."):
        return name.replace(".failures", "_failures").replace(".spread", "_days")
    return name


def _without_password(value: Any) -> Any:
    """Return a setting without the name and password that the address of a proxy or an archive may hold."""
    if isinstance(value, tuple | list):
        return type(value)(map(_without_password, value))
    return _CREDENTIALS.sub(r"\1(hidden)@", value) if isinstance(value, str) else value


def _flat(record: Any, prefix: str = "") -> list[tuple[str, Any]]:
    rows: list[tuple[str, Any]] = []
    for each in fields(record):
        value = getattr(record, each.name)
        if isinstance(value, HostTable):
            rows += [(f"{prefix}{each.name}.{host}", settings) for host, settings in value.rows]
        elif is_dataclass(value):
            rows += _flat(value, f"{prefix}{each.name}.")
        else:
            rows.append((prefix + each.name, value))
    return rows
