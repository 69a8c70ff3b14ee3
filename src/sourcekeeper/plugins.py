"""Adapters by family and name: our own table first, then the entry points of other packages.

A family is ``readers``, ``exporters``, ``notes_exporters``, ``archives`` or ``rules``; other packages register under
the entry point group ``sourcekeeper.<family>``. Ours are named by string and imported when asked for, so that starting
costs nothing. A plug-in that fails to load is reported by name and does not stop the others.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from sourcekeeper.errors import UnknownName

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

_OURS: dict[str, dict[str, str]] = {
    "readers": {
        "asciidoc": "sourcekeeper.reading.markup.asciidoc:AsciidocReader",
        "bibtex": "sourcekeeper.reading.lists.bib:BibReader",
        "csl-json": "sourcekeeper.reading.lists.csl_list:CslJsonReader",
        "csv": "sourcekeeper.reading.lists.csv_list:CsvReader",
        "dokuwiki": "sourcekeeper.reading.markup.dokuwiki:DokuwikiReader",
        "docx": "sourcekeeper.reading.office.docx:DocxReader",
        "epub": "sourcekeeper.reading.office.epub:EpubReader",
        "html": "sourcekeeper.reading.html.reader:HtmlReader",
        "latex": "sourcekeeper.reading.markup.latex:LatexReader",
        "markdown": "sourcekeeper.reading.markdown.reader:MarkdownReader",
        "pdf": "sourcekeeper.reading.pdf.reader:PdfReader",
        "odt": "sourcekeeper.reading.office.odt:OdtReader",
        "org": "sourcekeeper.reading.markup.org:OrgReader",
        "ris": "sourcekeeper.reading.lists.ris:RisReader",
        "rst": "sourcekeeper.reading.markup.rest:RestReader",
        "rtf": "sourcekeeper.reading.office.rtf:RtfReader",
        "spip": "sourcekeeper.reading.markup.spip:SpipReader",
        "text": "sourcekeeper.reading.text:TextReader",
        "textile": "sourcekeeper.reading.markup.textile:TextileReader",
        "typst": "sourcekeeper.reading.markup.typst:TypstReader",
        "urls": "sourcekeeper.reading.lists.url_list:UrlListReader",
        "wikitext": "sourcekeeper.reading.markup.wikitext:WikitextReader",
        "zotero-rdf": "sourcekeeper.reading.lists.zotero_rdf:ZoteroRdfReader",
    },
    "exporters": {
        "biblatex": "sourcekeeper.citing.exporters.biblatex:BiblatexExporter",
        "bibtex": "sourcekeeper.citing.exporters.bibtex:BibtexExporter",
        "csl-json": "sourcekeeper.citing.exporters.csl_json:CslJsonExporter",
        "html": "sourcekeeper.citing.exporters.html:HtmlExporter",
        "markdown": "sourcekeeper.citing.exporters.markdown:MarkdownExporter",
        "ris": "sourcekeeper.citing.exporters.ris:RisExporter",
        "text": "sourcekeeper.citing.exporters.plain_text:TextExporter",
        "wikitext": "sourcekeeper.citing.exporters.wikitext:WikitextExporter",
    },
    "notes_exporters": {
        "html": "sourcekeeper.citing.exporters.notes.html:HtmlNotesExporter",
        "spip": "sourcekeeper.citing.exporters.notes.spip:SpipNotesExporter",
        "word": "sourcekeeper.citing.exporters.notes.word:WordNotesExporter",
        "wordpress": "sourcekeeper.citing.exporters.notes.wordpress:WordpressNotesExporter",
    },
    "archives": {
        "memento": "sourcekeeper.archiving.memento.archive:MementoArchive",
        "pywb": "sourcekeeper.archiving.memento.pywb:PywbArchive",
        "wayback": "sourcekeeper.archiving.wayback.machine:WaybackMachine",
    },
    "rules": {},
}

FAMILIES = tuple(_OURS)


@dataclass(frozen=True, slots=True, kw_only=True)
class FailedPlugin:
    """A plug-in of another package that could not be loaded."""

    family: str
    name: str
    error: str


def names(family: str) -> tuple[str, ...]:
    """Return the names of a family's adapters, ours first, without loading any."""
    return tuple(dict.fromkeys([*_OURS[family], *(point.name for point in _foreign(family))]))


def load(family: str, name: str) -> Any:
    """Return the adapter class (or rule) of that name. Raises UnknownName; a broken plug-in's own error passes."""
    if name in _OURS[family]:
        module, _, attribute = _OURS[family][name].partition(":")
        return getattr(import_module(module), attribute)
    for point in _foreign(family):
        if point.name == name:
            return point.load()
    raise UnknownName(family.removesuffix("s"), name, names(family))


def load_all(family: str, only: Collection[str] | None = None) -> tuple[list[Any], list[FailedPlugin]]:
    """Return every adapter of a family, or those of some names, and the plug-ins that could not be loaded."""
    adapters: list[Any] = []
    failed: list[FailedPlugin] = []
    for name in names(family):
        if only is not None and name not in only:
            continue
        try:
            adapters.append(load(family, name))
        except Exception as error:
            if name in _OURS[family]:
                raise
            failed.append(FailedPlugin(family=family, name=name, error=f"{type(error).__name__}: {error}"))
    return adapters, failed


@cache
def _foreign(family: str) -> tuple[EntryPoint, ...]:
    if not any(_declares(folder, family) for folder in sys.path):
        return ()
    from importlib.metadata import entry_points  # noqa: PLC0415  25 ms, for the few who have plug-ins

    return tuple(sorted(entry_points(group=f"sourcekeeper.{family}"), key=lambda point: point.name))


def _declares(folder: str, family: str) -> bool:
    """Whether a distribution in a folder of `sys.path` declares plug-ins of a family. Archives may."""
    if folder.endswith(".egg"):
        return True
    try:
        names = os.listdir(folder or ".")
    except FileNotFoundError:
        return False
    except OSError:
        return True  # a ZIP file, which only importlib.metadata looks into
    return any(
        _holds(os.path.join(folder, name, "entry_points.txt"), f"[sourcekeeper.{family}]".encode())
        for name in names
        if name.endswith((".dist-info", ".egg-info"))
    )


def _holds(path: str, piece: bytes) -> bool:
    try:
        with open(path, "rb") as file:
            return piece in file.read()
    except OSError:
        return False
