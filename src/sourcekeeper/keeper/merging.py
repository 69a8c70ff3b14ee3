"""``export --merge``: our entries put into a person's ``.bib`` file, and nothing else in it changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from sourcekeeper.citing.bib.blocks import NotMergeable
from sourcekeeper.citing.bib.file import BibFile
from sourcekeeper.citing.bib.merge import (
    WORK,
    Merge,
    MergedEntry,
    OurEntry,
    Outcome,
    Written,
    merge_entries,
    read_entries,
)
from sourcekeeper.citing.keys import next_free
from sourcekeeper.errors import OutputError, StoreError, UsageError
from sourcekeeper.keeper.bib_matching import match
from sourcekeeper.keeper.exporters import load_exporter
from sourcekeeper.keeper.replacing import read_file, replace_file
from sourcekeeper.ports import Entry, ExportSettings, Store
from sourcekeeper.reading.lists.bib import BibReader

DIALECTS = ("biblatex", "bibtex")
"""Formats that can be merged into a file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeReport:
    """What came of merging."""

    path: str
    """The file itself, links followed."""
    format: str
    before: bytes
    after: bytes
    entries: tuple[MergedEntry, ...]
    unread: tuple[int, ...] = ()
    """Lines of blocks that could not be read for sure and were left as they are."""
    backup: str | None = None
    against: tuple[tuple[str, str], ...] = ()
    """Cite key and field where the file says otherwise than a person's correction in the store, and was left so."""
    forgotten: str = ""
    """Why the store could not remember what was written; empty when it could."""

    @property
    def is_changed(self) -> bool:
        """Whether the file is not what it was."""
        return self.before != self.after

    def count(self, outcome: Outcome) -> int:
        """Return of how many entries this is what became."""
        return sum(1 for entry in self.entries if entry.outcome is outcome)


def merge_into(
    store: Store,
    path: str,
    entries: Iterable[Entry],
    settings: ExportSettings,
    *,
    format: str | None = None,
    dry_run: bool = False,
    max_bytes: int,
) -> MergeReport:
    """Put entries into a file, in the dialect named or that of the file; see `citing.bib.merge` for what is touched.

    Raises OutputError, and then the file is as it was.
    """
    if format is not None and format not in DIALECTS:
        raise UsageError(f"{format} cannot be merged into a file", f"{' and '.join(DIALECTS)} can.")
    on_disk = read_file(path, max_bytes)
    try:
        file = BibFile(on_disk.data)
        if not (on_disk.path.suffix.lower() in BibReader.suffixes or file.is_bibliography):
            raise NotMergeable("it is not a bibliography", "Name a .bib file; one that is not there is made.")
        format = format or ("bibtex" if file.is_classic else "biblatex")
        written = store.merged_entries(str(on_disk.path))
        wanted = list(entries)
        merge = _merged(file, wanted, format, settings, written)
    except NotMergeable as error:
        raise OutputError(f"cannot merge into {path}: {error.what}", error.advice) from error
    backup = None
    if not dry_run and merge.data != on_disk.data:
        backup = replace_file(on_disk, merge.data)
    forgotten = "" if dry_run or merge.written == written else _remember(store, str(on_disk.path), merge)
    return MergeReport(
        path=str(on_disk.path),
        format=format,
        before=on_disk.data,
        after=merge.data,
        entries=merge.entries,
        unread=tuple(block.line for block in file.unread),
        backup=str(backup) if backup else None,
        against=tuple(_against(wanted, merge)),
        forgotten=forgotten,
    )


_CSL = {
    "author": "author", "booktitle": "container-title", "date": "issued", "doi": "DOI", "editor": "editor",
    "institution": "publisher", "isbn": "ISBN", "issn": "ISSN", "journal": "container-title",
    "journaltitle": "container-title", "location": "publisher-place", "address": "publisher-place",
    "organization": "container-title", "pages": "page", "publisher": "publisher", "title": "title", "url": "URL",
    "volume": "volume", "year": "issued",
}  # fmt: skip
"""Which of a work's fields a field of an entry says."""


def _against(entries: Iterable[Entry], merge: Merge) -> Iterator[tuple[str, str]]:
    """Yield where two persons disagree: the one who wrote the file, and the one who corrected the work."""
    for entry, merged in zip(entries, merge.entries, strict=True):
        corrected = {each.field for each in entry.work.corrections}
        yield from ((merged.key, name) for name in merged.kept if _CSL.get(name, name) in corrected)


def _remember(store: Store, path: str, merge: Merge) -> str:
    """Tell the store what is ours in the file; say why when it cannot be told (it may lie on a disk of others)."""
    try:
        store.record_merged_entries(path, merge.written)
    except StoreError as error:
        return error.what
    return ""


def _merged(file: BibFile, entries: list[Entry], format: str, settings: ExportSettings, written: Written) -> Merge:
    ours = list(_written(entries, format, settings))
    remembered = {fields[WORK]: key for key, fields in written.items() if WORK in fields}
    blocks = match(file, [(each, entry.work) for each, entry in zip(ours, entries, strict=True)], remembered)
    taken = set(file.keys)
    for index, (entry, block) in enumerate(zip(entries, blocks, strict=True)):
        work = entry.work
        key = next_free(work.key, lambda key: key.casefold() in taken) if block is None else work.key
        if block is None:
            taken.add(key.casefold())
        # An entry of its own answers to its key better than another name of ours would.
        others = tuple(other for other in work.other_keys if other.casefold() not in taken)
        if (key, others) != (work.key, work.other_keys):
            named = replace(entry, work=replace(work, key=key, other_keys=others))
            (ours[index],) = _written([named], format, settings)
    return merge_entries(file, list(zip(ours, blocks, strict=True)), written)


def _written(entries: list[Entry], format: str, settings: ExportSettings) -> Iterator[OurEntry]:
    exporter = load_exporter(format, settings)
    for entry in entries:
        (read,) = read_entries("".join(exporter.export([entry], settings)))
        yield replace(read, work_id=entry.work.id)
