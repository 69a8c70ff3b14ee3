"""The library in one call, for those who need no store: read a text, cite a note, write a bibliography."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from sourcekeeper.citing import keys
from sourcekeeper.citing.cite import cite_note
from sourcekeeper.keeper.exporters import load_exporter
from sourcekeeper.keeper.keeper import Keeper
from sourcekeeper.keeper.results import ReadDocument
from sourcekeeper.model import Citation, Item, Note, Work
from sourcekeeper.ports import USUAL, Entry, ExportSettings, RawDocument
from sourcekeeper.web.urls import find_addresses


def extract(
    document: str | Path | RawDocument, *, format: str | None = None, bibliographies: Iterable[str | Path] = ()
) -> ReadDocument:
    r"""Read one document: its notes, the sentences that call them, what they cite.

    Raises DocumentError when it cannot be read. An address (``https://…``) is fetched. `bibliographies` are files
    (``.bib``, CSL-JSON, RIS) that say what the cite keys of the document mean.

    >>> read = extract(RawDocument(origin="-", data="A claim.1\n\n1. https://example.org/a".encode()))
    >>> [note.note.addresses[0].cited for note in read.notes]
    ['https://example.org/a']
    """
    with Keeper() as keeper:
        origin = document if isinstance(document, RawDocument) else str(document)
        lists = [str(path) for path in bibliographies]
        bibliography = keeper.bibliography_of(lists) if lists else None
        read = next(keeper.read([origin], format=format, bibliography=bibliography))
    if read.error is not None:
        raise read.error
    return read


def cite(text: str, *, language: str | None = None) -> tuple[Citation, ...]:
    """Turn the text of a footnote into citations, offline; none when it is prose.

    >>> [citation.item.text("title") for citation in cite("Ann Lee, « A title », The Paper, 3 May 2021.")]
    ['A title']
    """
    folded = " ".join(text.split())
    # Found before the lines are folded: where one ends tells whether an address goes on in the next.
    note = Note(id="n1", number="", text=folded, addresses=find_addresses(text))
    return cite_note(note, language).citations


def export(items: Iterable[Item], format: str = "csl-json", settings: ExportSettings = USUAL) -> str:
    """Write items as a bibliography; cite keys are made from the items themselves.

    Raises UsageError when the format cannot do what `settings` ask.

    >>> print(export([], "csl-json").strip())
    []
    """
    exporter = load_exporter(format, settings)
    taken: set[str] = set()
    entries = []
    for number, item in enumerate(items):
        key = keys.next_free(keys.propose_key(item, item.text("URL")), taken.__contains__)
        taken.add(key)
        entries.append(Entry(work=Work(id=str(number), key=key, item=item)))
    return "".join(exporter.export(entries, settings))
