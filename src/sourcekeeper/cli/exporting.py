"""The work behind `sourcekeeper export`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from sourcekeeper import plugins
from sourcekeeper.cli.bib import bibliography_of
from sourcekeeper.cli.documents import cores, named, tell_unreadable
from sourcekeeper.cli.options import CommonOptions
from sourcekeeper.cli.output import warn, write_file
from sourcekeeper.cli.session import open_offline, scratch_keeper
from sourcekeeper.cli.settings import settings_for
from sourcekeeper.errors import DocumentError, UnknownName
from sourcekeeper.keeper.documents import canonical, expand, is_url


def export(
    common: CommonOptions, documents: Sequence[str], format: str, output: str | None, bib: Sequence[str] = ()
) -> int:
    """Write the bibliography; the exit code is 1 when a document could not be read.

    `bib` explains the cite keys of documents that are read here; `keep` has done so for those the store knows.
    """
    if format not in plugins.names("exporters"):
        raise UnknownName("exporter", format, plugins.names("exporters"))
    settings = settings_for(common)
    if Path(settings.store).exists() or not documents:
        with open_offline(common, settings) as keeper:
            found = [keeper.store.find_document(one) for origin in documents for one in _meant(origin)]
            if all(found):
                ids = [document.id for document in found if document] if documents else None
                if bib:
                    warn("--bib is not used: the store knows the text already. Run `sourcekeeper keep` with --bib.")
                _write(output, keeper.export(format, document_ids=ids))
                return 0
    return _export_unknown(common, documents, format, output, bib)


def _meant(origin: str) -> list[str]:
    try:
        return expand(origin)
    except DocumentError:
        return [canonical(origin)]


def _export_unknown(
    common: CommonOptions, documents: Sequence[str], format: str, output: str | None, bib: Sequence[str]
) -> int:
    """Read documents that the store does not know all of; nothing is remembered of them."""
    bibliography = bibliography_of(common, bib)
    with scratch_keeper(common, online=any(map(is_url, documents))) as keeper:
        reads = list(keeper.read(named(documents), bibliography=bibliography, processes=cores()))
        ids = [keeper.record(read).document.id for read in reads if read.error is None]
        failed = tell_unreadable(reads)
        if ids:
            _write(output, keeper.export(format, document_ids=ids))
    return 1 if failed else 0


def _write(output: str | None, pieces: Iterator[str]) -> None:
    if output and output != "-":
        write_file(output, pieces)
        return
    for piece in pieces:
        click.echo(piece, nl=False)
