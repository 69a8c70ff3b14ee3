"""The contract every reader keeps. Authors of readers subclass `ReaderContract` in their tests."""

from __future__ import annotations

import hashlib
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass

from sourcekeeper.errors import NotReadable
from sourcekeeper.model import Document
from sourcekeeper.ports import RawDocument, Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleNote:
    """A note as a reader must give it back."""

    text: str
    """As in the document; an address stands in it written out."""
    address: str = ""
    context: str = ""
    """The sentence that calls it."""


SAMPLE: tuple[SampleNote, ...] = (
    SampleNote(
        text="Agence de l’eau, Rapport annuel, 12 mai 2023. https://www.example.org/rapport-(annexe)?a=1&b=2.",
        address="https://www.example.org/rapport-(annexe)?a=1&b=2",
        context="La rivière a perdu la moitié de son débit.",
    ),
    SampleNote(
        text="Entretien avec M. Roux, maire.",
        context="Personne n’a été prévenu, ni les mairies ni la presse.",
    ),
    SampleNote(
        text="Voir https://archive.example.net/wip/Ab1.",
        address="https://archive.example.net/wip/Ab1",
        context="Personne n’a été prévenu, ni les mairies ni la presse.",
    ),
)
"""The notes of the document that `ReaderContract.write` is asked to make."""


class ReaderContract(ABC):
    """What holds for every reader, whatever its format."""

    @abstractmethod
    def reader(self) -> Reader:
        """Make the reader under test."""

    @abstractmethod
    def write(self, notes: Sequence[SampleNote]) -> bytes:
        """Make a document in the reader's format in which these notes are called, in order, by their contexts.

        Notes that share a context are called from one sentence. Without notes: a document of one paragraph.
        """

    def _read(self, notes: Sequence[SampleNote] = SAMPLE) -> Document:
        return self.reader().read(RawDocument(origin="sample", data=self.write(notes)))

    def test_it_has_a_name_and_ways_to_be_chosen(self) -> None:
        reader = self.reader()
        assert isinstance(reader, Reader)
        assert reader.name == reader.name.lower()
        assert all(suffix.startswith(".") and suffix == suffix.lower() for suffix in reader.suffixes)

    def test_it_recognises_its_own_format_by_content(self) -> None:
        assert 0.0 < self.reader().recognise(RawDocument(origin="-", data=self.write(SAMPLE))) <= 1.0

    def test_recognising_never_raises(self) -> None:
        for data in (b"", b"\x00" * 50, b"\xff\xfe\xfa", b"<", b"---\n", b"%PDF-1.7\n", bytes(range(256))):
            assert 0.0 <= self.reader().recognise(RawDocument(origin="x", data=data)) <= 1.0

    def test_notes_come_in_order_with_number_text_address_and_sentence(self) -> None:
        notes = self._read().notes
        assert [note.number for note in notes] == ["1", "2", "3"]
        assert [note.text for note in notes] == [note.text for note in SAMPLE]
        assert [[address.cited for address in note.addresses] for note in notes] == [
            [note.address] if note.address else [] for note in SAMPLE
        ]
        assert [note.contexts for note in notes] == [(note.context,) for note in SAMPLE]
        assert not any(note.problems for note in notes)

    def test_ids_name_the_notes_by_their_order(self) -> None:
        assert [note.id for note in self._read().notes] == ["n1", "n2", "n3"]

    def test_every_note_call_and_address_has_its_place(self) -> None:
        for note in self._read().notes:
            places = [note.place, *(call.place for call in note.calls), *(address.place for address in note.addresses)]
            assert all(place is not None and str(place) for place in places)

    def test_the_document_says_what_it_is_and_of_which_bytes(self) -> None:
        document = self._read()
        assert document.origin == "sample"
        assert document.format == self.reader().name
        assert document.digest == hashlib.sha256(self.write(SAMPLE)).hexdigest()
        assert document.problems == ()

    def test_a_text_without_notes_is_a_document_without_notes(self) -> None:
        assert self._read(()).notes == ()

    def test_reading_twice_gives_the_same(self) -> None:
        assert self._read() == self._read()

    def test_italics_lie_within_the_text(self) -> None:
        for note in self._read().notes:
            assert all(0 <= start < end <= len(note.text) for start, end in note.emphasised)

    def test_empty_and_binary_documents_are_refused_with_their_origin(self) -> None:
        for data in (b"", b" \n\t\n", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), bytes(range(1, 32)) * 40):
            try:
                self.reader().read(RawDocument(origin="plan.bin", data=data))
            except NotReadable as refused:
                assert "plan.bin" in str(refused)  # noqa: PT017 (the suite does without pytest)
            else:
                raise AssertionError(f"{data[:12]!r} was read")

    def test_a_document_cut_anywhere_is_read_or_refused(self) -> None:
        data = self.write(SAMPLE)
        for end in range(0, len(data), max(1, len(data) // 60)):
            try:
                self.reader().read(RawDocument(origin="cut", data=data[:end]))
            except NotReadable:
                continue
