"""The work behind `sourcekeeper export`."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import click

from sourcekeeper.citing.exporters.data_model import DATA_MODEL
from sourcekeeper.cli.bib import bibliography_of
from sourcekeeper.cli.documents import cores, named, tell_unreadable
from sourcekeeper.cli.export_form import Form
from sourcekeeper.cli.merging import Merging, merge
from sourcekeeper.cli.options import CommonOptions
from sourcekeeper.cli.output import refuse_to_replace, warn, write_file
from sourcekeeper.cli.session import open_keeper, open_offline, scratch_keeper
from sourcekeeper.cli.settings import settings_for
from sourcekeeper.errors import DocumentError
from sourcekeeper.keeper import Keeper
from sourcekeeper.keeper.documents import canonical, expand, is_url


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a bibliography is to be of."""

    documents: tuple[str, ...] = ()
    """All that the store knows, when none is named."""
    bib: tuple[str, ...] = ()
    """Explains the cite keys of documents that are read here; `keep` has done so for those the store knows."""
    only: frozenset[str] = frozenset()
    since: date | None = None
    until: date | None = None


def export(common: CommonOptions, wanted: Wanted, form: Form, output: str | Merging | None) -> int:
    """Write the bibliography; the exit code is 1 when a document could not be read, or an entry not be merged."""
    settings = settings_for(common)
    if isinstance(output, str) and output != "-":
        refuse_to_replace(output, (settings.store, *wanted.documents))
    if not Path(settings.store).exists() and wanted.documents:
        with scratch_keeper(common, online=any(map(is_url, wanted.documents))) as keeper:
            return _export_read(common, keeper, wanted, form, output)
    with open_offline(common, settings) as keeper:
        found = [keeper.store.find_document(one) for origin in wanted.documents for one in _meant(origin)]
        if all(found):
            if wanted.bib:
                warn("--bib is not used: the store knows the text already. Run `sourcekeeper keep` with --bib.")
            ids = [document.id for document in found if document] if wanted.documents else None
            return _deliver(common, keeper, wanted, form, output, ids)
        with _copied(common, keeper, online=any(map(is_url, wanted.documents))) as copy:
            return _export_read(common, copy, wanted, form, output, keeper)


def _meant(origin: str) -> list[str]:
    try:
        return expand(origin)
    except DocumentError:
        return [canonical(origin)]


@contextmanager
def _copied(common: CommonOptions, keeper: Keeper, *, online: bool) -> Iterator[Keeper]:
    """Open a copy of a store, to read into what is not to be remembered: works known already keep their keys there."""
    with tempfile.TemporaryDirectory(prefix="sourcekeeper-") as folder:
        path = os.path.join(folder, "store.db")
        keeper.store.backup(path)
        settings = replace(keeper.settings, store=path)
        if online:
            with open_keeper(common, settings, must_exist=True) as copy:
                yield copy
        else:
            with open_offline(replace(common, quiet=True), settings) as copy:
                yield copy


def _export_read(
    common: CommonOptions,
    keeper: Keeper,
    wanted: Wanted,
    form: Form,
    output: str | Merging | None,
    lasting: Keeper | None = None,
) -> int:
    """Read the documents a Keeper does not know, into its store, and export all that are named.

    `lasting` is the Keeper whose store stays, when this one's is a copy: it remembers what was merged.
    """
    bibliography = bibliography_of(common, wanted.bib)
    origins = [one for origin in wanted.documents for one in _meant(origin)]
    known = {origin: document.id for origin in origins if (document := keeper.store.find_document(origin))}
    unknown = named([each for each in origins if each not in known])
    reads = list(keeper.read(unknown, bibliography=bibliography, processes=cores()))
    ids = [*known.values(), *(keeper.record(read).document.id for read in reads if read.error is None)]
    failed = tell_unreadable(reads)
    if ids:
        failed = bool(_deliver(common, keeper, wanted, form, output, ids, lasting)) or failed
    return 1 if failed else 0


def _deliver(
    common: CommonOptions,
    keeper: Keeper,
    wanted: Wanted,
    form: Form,
    output: str | Merging | None,
    ids: list[str] | None,
    lasting: Keeper | None = None,
) -> int:
    """Bring the bibliography of some documents, or of all, where it is wanted; return the exit code."""
    ids = _of_days(keeper, wanted, ids)
    if isinstance(output, Merging):
        if form.needs_data_model:
            warn("archiveurl has to be declared to BibLaTeX: `export -o FILE.bib` writes the declaration beside.")
        return merge(common, lasting or keeper, keeper.entries(ids, only=wanted.only), form.settings, output)
    if not common.quiet and next(iter(keeper.entries(ids, only=wanted.only)), None) is None:
        warn("there is nothing to export: no work is cited there, or none that was asked for.")
    _write(output, form, form.pieces(keeper, ids, wanted.only))
    return 0


def _of_days(keeper: Keeper, wanted: Wanted, ids: list[str] | None) -> list[str] | None:
    """Return those documents that are of the days wanted; None for all."""
    if wanted.since or wanted.until:
        of_these_days = keeper.documents_of(wanted.since, wanted.until)
        ids = of_these_days if ids is None else [each for each in ids if each in of_these_days]
    return ids


def _write(output: str | None, form: Form, pieces: Iterator[str]) -> None:
    if output and output != "-":
        write_file(output, pieces)
        if form.needs_data_model:
            write_file(Path(output).with_suffix(".dbx"), [DATA_MODEL])
        return
    if form.needs_data_model:
        warn("archiveurl has to be declared to BibLaTeX: with -o FILE.bib, FILE.dbx is written beside.")
    for piece in pieces:
        click.echo(piece, nl=False)
