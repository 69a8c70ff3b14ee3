"""Cite keys of a text and the bibliography that explains them, joined: `--bib`. Reads files, asks nobody."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from sourcekeeper.citing.given import entry_of, from_bibliography, in_words, stands_alone
from sourcekeeper.model import Document, Note, Problem, Reason
from sourcekeeper.web.urls import comparison_key


@dataclass(frozen=True, slots=True)
class Bibliography:
    """Entries by their cite keys, of any number of lists."""

    entries: dict[str, Note] = field(default_factory=dict)
    is_given: bool = False
    """Whether a person named one at all, be it empty."""

    @classmethod
    def of(cls, lists: Iterable[Document]) -> Bibliography:
        """Join lists of sources; of two entries with one key the first counts."""
        entries: dict[str, Note] = {}
        for document in lists:
            for note in document.notes:
                if note.items:
                    entries.setdefault(note.number, note)
        for key, note in list(entries.items()):
            entries.setdefault(key.casefold(), note)
        return cls(entries, is_given=True)


def explained(document: Document, bibliography: Bibliography) -> Document:
    """Return a document whose notes have the addresses and words of the entries they cite by key.

    What only looks like a key (``@someone`` in a sentence) and is none is forgotten. A key that the bibliography does
    not have is a problem of its note; keys without any bibliography are one problem of the document.
    """
    if not any(note.cited_keys for note in document.notes):
        return document
    notes = [made for note in document.notes if (made := _note(note, bibliography)) is not None]
    problems = document.problems
    unexplained = sum(len(note.cited_keys) for note in notes)
    if unexplained and not bibliography.is_given:
        problems += (Problem(reason=Reason.of("bibliography-missing", count=unexplained)),)
    return replace(document, notes=tuple(notes), problems=problems, digest=_digest(document, notes, bibliography))


def _note(note: Note, bibliography: Bibliography) -> Note | None:
    if not note.cited_keys:
        return note
    entries = [(cited, entry_of(cited.key, bibliography.entries)) for cited in note.cited_keys]
    meant = tuple(cited for cited, entry in entries if entry is not None or not cited.in_sentence)
    if not meant:
        return None if stands_alone(note) else replace(note, cited_keys=())
    problems = note.problems
    addresses = {comparison_key(address.url): address for address in note.addresses}
    for cited, entry in entries:
        if entry is not None:
            for address in from_bibliography(entry):
                addresses.setdefault(comparison_key(address.url), address)
        elif bibliography.is_given and not cited.in_sentence:
            reason = Reason.of("cite-key-unknown", key=cited.key)
            problems += (Problem(reason=reason, where=cited.place),)
    entry = entries[0][1]
    text = in_words(meant[0], entry) if stands_alone(note) and entry is not None else note.text
    # Two forms of one address stay apart: only what the bibliography adds is looked up by key.
    added = tuple(address for address in addresses.values() if address not in note.addresses)
    return replace(note, cited_keys=meant, problems=problems, addresses=note.addresses + added, text=text)


def _digest(document: Document, notes: Iterable[Note], bibliography: Bibliography) -> str:
    """Name the revision by the entries it cites too: a corrected bibliography is another reading of the same bytes."""
    keys = dict.fromkeys(cited.key for note in notes for cited in note.cited_keys)
    cited = [(key, entry) for key in keys if (entry := entry_of(key, bibliography.entries)) is not None]
    if not cited:
        return document.digest
    told = repr(
        [(key, entry.text, entry.addresses, [dict(item.fields) for item in entry.items]) for key, entry in cited]
    )
    return f"{document.digest}+{hashlib.sha256(told.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"
