"""The part of the Store contract on works as they are cited: joined, parted, corrected; joined in `testing.store`."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sourcekeeper.errors import StoreError
from sourcekeeper.model import Address, Citation, Correction, Field, Item, Name, Origin, PartialDate
from sourcekeeper.ports import Store
from sourcekeeper.testing.records import (
    DAY,
    FULL_ITEM,
    NOON,
    ids,
    make_citation,
    make_document,
    make_note,
    make_source,
    make_work,
)


class WorksContract:
    """What every store does with works that are one, and with what a person says of them."""

    def _cite(self, store: Store, *names: str) -> None:
        """Write works, each with a source of its name, and a document that cites them in order."""
        notes = []
        for number, name in enumerate(names, 1):
            source = make_source(name)
            work = make_work(name, source)
            store.add_work(work, [f"url:{name}"], NOON)
            notes.append(make_note(number, make_citation(name, source, work=work)))
        store.record_revision("d", make_document("d"), notes, NOON)

    # joining

    def test_joined_works_are_cited_as_one_where_the_first_was_cited(self, store: Store) -> None:
        self._cite(store, "a", "b", "c")
        assert store.join_works("work-a", "work-c", NOON, by_person=True)
        assert not store.join_works("work-a", "work-c", NOON, by_person=True)
        assert ids(store.works()) == ids(store.works(["d"])) == ["work-c", "work-b"]
        joined = store.cited_work("work-a")
        assert joined is not None
        assert joined == store.cited_work("work-c") == next(store.works())
        assert (joined.key, joined.other_keys, joined.item.text("title")) == ("c", ("a",), "c")
        assert ids(iter(joined.sources)) == ["source-c", "source-a"]
        assert store.works_of_source("source-a") == (joined,)

    def test_a_joined_work_keeps_its_own_record(self, store: Store) -> None:
        self._cite(store, "a", "b")
        store.join_works("work-a", "work-b", NOON, by_person=False)
        assert store.work("work-a") == store.find_work(["url:a"]) == store.work_with_key("A")
        assert [note.citations[0].work_id for note in store.notes("d")] == ["work-a", "work-b"]
        assert ids(iter(store.works_known_by(["url:b", "url:a", "url:z"]))) == ["work-a", "work-b"]

    def test_joining_brings_along_what_was_joined_before(self, store: Store) -> None:
        self._cite(store, "a", "b", "c")
        store.join_works("work-a", "work-b", NOON, by_person=False)
        store.join_works("work-b", "work-c", NOON, by_person=False)
        assert ids(store.works()) == ["work-c"]
        assert next(store.works()).other_keys == ("a", "b")
        assert not store.join_works("work-c", "work-a", NOON, by_person=True)

    def test_parting_undoes_a_joining_and_no_rule_joins_again(self, store: Store) -> None:
        self._cite(store, "a", "b")
        before = list(store.works())
        store.join_works("work-a", "work-b", NOON, by_person=False)
        store.part_works("work-b", "work-a", NOON, because="two editions")
        assert list(store.works()) == before
        assert not store.join_works("work-a", "work-b", NOON, by_person=False)
        assert not store.join_works("work-b", "work-a", NOON, by_person=False)
        assert list(store.works()) == before
        assert store.join_works("work-b", "work-a", NOON, by_person=True)
        assert ids(store.works()) == ["work-a"]

    def test_the_first_of_joined_works_may_leave(self, store: Store) -> None:
        self._cite(store, "a", "b", "c")
        store.join_works("work-b", "work-a", NOON, by_person=True)
        store.join_works("work-c", "work-a", NOON, by_person=True)
        store.part_works("work-a", "work-c", NOON)
        assert {work.key: work.other_keys for work in store.works()} == {"a": (), "b": ("c",)}
        assert not store.join_works("work-a", "work-b", NOON, by_person=False), "c is one of them now"

    def test_works_that_are_unknown_or_one_cannot_be_joined_or_parted(self, store: Store) -> None:
        self._cite(store, "a")
        with pytest.raises(StoreError):
            store.join_works("work-a", "unknown", NOON, by_person=True)
        with pytest.raises(StoreError):
            store.part_works("work-a", "work-a", NOON)

    def test_a_source_moves_with_the_citations_that_name_it_first_and_its_name_for_good(self, store: Store) -> None:
        a, b = make_source("a"), make_source("b")
        work, other = make_work("one", a, b), make_work("two", b)
        store.add_work(work, ["url:a", "url:b"], NOON)
        notes = [
            make_note(1, make_citation("1", a, b, work=work)),
            make_note(2, make_citation("2", b, work=work)),
        ]
        store.record_revision("d", make_document("d"), notes, NOON)
        store.add_work(other, ["url:b"], NOON)
        store.move_source(b.id, work.id, other.id, ["url:b"])
        assert [note.citations[0].work_id for note in store.notes("d")] == [work.id, other.id]
        store.update_work(make_work("one", a), ["url:a", "url:b"], NOON)
        assert store.find_work(["url:b"]) == other
        assert store.works_of_source(b.id) == (other,)

    def test_single_citations_move_to_another_work(self, store: Store) -> None:
        self._cite(store, "a", "b")
        store.move_citations("work-a", "work-b", [("d", "a"), ("d", "b"), ("elsewhere", "a")])
        assert [note.citations[0].work_id for note in store.notes("d")] == ["work-b", "work-b"]
        with pytest.raises(StoreError):
            store.move_citations("work-a", "unknown", [("d", "a")])

    def test_what_only_a_forgotten_name_joined_by_rule_is_joined_no_more(self, store: Store) -> None:
        self._cite(store, "a", "b", "c")
        for key, names in (("a", ["doi:1"]), ("b", ["doi:1"]), ("c", ["doi:1"])):
            work = store.work(f"work-{key}")
            assert work is not None
            store.update_work(work, names, NOON)
        store.join_works("work-b", "work-a", NOON, by_person=False)
        store.join_works("work-c", "work-a", NOON, by_person=True)
        store.forget_identities("work-a", ["doi:1"])
        assert {work.key: work.other_keys for work in store.works()} == {"a": ("b", "c")}, "b and c share it"
        store.forget_identities("work-c", ["doi:1"])
        assert store.find_work(["doi:1"]) == store.work("work-b")
        assert {work.key: work.other_keys for work in store.works()} == {"a": ("c",), "b": ()}

    def test_a_parting_holds_for_all_that_are_joined_to_either(self, store: Store) -> None:
        self._cite(store, "a", "b", "c")
        assert not store.are_parted("work-a", "work-b")
        store.part_works("work-a", "work-b", NOON)
        store.join_works("work-c", "work-b", NOON, by_person=True)
        assert store.are_parted("work-b", "work-a")
        assert store.are_parted("work-a", "work-c")
        assert not store.are_parted("work-b", "work-c")

    # corrections

    def test_a_correction_stands_over_whatever_is_recorded_later(self, store: Store) -> None:
        self._cite(store, "a")
        title = Correction(field="title", value="Right", made_at=NOON, because="on the cover")
        issued = Correction(field="issued", value=PartialDate(start=(2020, 5)), made_at=NOON)
        author = Correction(field="author", value=(Name(family="Lee", given="Ève"), Name(literal="ONG")), made_at=NOON)
        store.record_corrections("work-a", [title, issued, author])
        store.update_work(make_work("a", make_source("a")), [], NOON)
        assert store.corrections("work-a") == (title, issued, author)
        cited = store.cited_work("work-a")
        assert cited is not None
        assert cited == next(store.works())
        assert cited.item.fields["title"] == Field(value="Right", origin=Origin.PERSON, other="a")
        assert (cited.item.date("issued"), cited.item.names()) == (issued.value, author.value)
        recorded = store.work("work-a")
        assert recorded is not None
        assert recorded.item.text("title") == "a"

    def test_the_newest_correction_of_a_field_counts_and_can_be_taken_back(self, store: Store) -> None:
        self._cite(store, "a")
        first = Correction(field="title", value="First", made_at=NOON)
        second = Correction(field="title", value="Second", made_at=NOON + DAY, because="seen")
        publisher = Correction(field="publisher", value="Press", made_at=NOON)
        store.record_corrections("work-a", [first, publisher])
        store.record_corrections("work-a", [second])
        assert set(store.corrections("work-a")) == {second, publisher}
        store.drop_corrections("work-a", ["title", "volume"])
        assert store.corrections("work-a") == (publisher,)
        assert next(store.works()).item.text("title") == "a"

    def test_an_empty_correction_says_that_there_is_no_such_field(self, store: Store) -> None:
        self._cite(store, "a")
        store.record_corrections("work-a", [Correction(field="title", value="", made_at=NOON)])
        assert "title" not in next(store.works()).item.fields

    def test_joined_works_fill_each_others_gaps_corrections_first(self, store: Store) -> None:
        self._cite(store, "a", "b")
        recorded = make_work("b", make_source("b"))
        item = Item(fields={**FULL_ITEM.fields, "title": Field(value="b")})
        store.update_work(type(recorded)(id=recorded.id, key="b", item=item, sources=recorded.sources), [], NOON)
        store.record_corrections("work-b", [Correction(field="publisher", value="Press", made_at=NOON)])
        store.join_works("work-b", "work-a", NOON, by_person=False)
        (joined,) = store.works()
        assert joined.item.text("title") == "a"
        assert joined.item.date("issued") == FULL_ITEM.date("issued")
        assert joined.item.text("publisher") == "Press"

    def test_corrections_of_an_unknown_work_are_refused(self, store: Store) -> None:
        with pytest.raises(StoreError):
            store.record_corrections("unknown", [Correction(field="title", value="x", made_at=NOON)])

    # bibliographies of persons

    def test_what_was_written_into_a_file_is_known_again_file_by_file(self, store: Store) -> None:
        assert store.written_as("/é/\udcff.bib") == ""
        store.record_written("/é/\udcff.bib", "ab")
        store.record_written("/é/\udcff.bib", "cd")
        assert store.written_as("/é/\udcff.bib") == "cd"
        assert store.merged_entries("/é/\udcff.bib") == {}
        written = {"lee2021": {"title": "{L’été}", "@": "book"}, "k\udcff": {"note": "{\ud800}"}, "empty": {}}
        store.record_merged_entries("/é/\udcff.bib", written)
        store.record_merged_entries("/other.bib", {"x": {"title": "{T}"}})
        assert store.merged_entries("/é/\udcff.bib").keys() == {"lee2021", "k\udcff"}
        assert store.merged_entries("/é/\udcff.bib")["k\udcff"] == written["k\udcff"]
        assert store.merged_as("LEE2021") == (written["lee2021"],)
        assert store.merged_as("nobody") == ()
        store.record_merged_entries("/é/\udcff.bib", {"y": {"title": "{T}"}})
        assert store.merged_entries("/é/\udcff.bib") == {"y": {"title": "{T}"}}

    # addresses that can be read in two ways

    def test_a_citation_takes_the_other_reading_of_its_address_and_its_work_that_source(self, store: Store) -> None:
        short, long, sure = make_source("s"), make_source("s."), make_source("sure")
        work = make_work("w", short, sure)
        store.add_work(work, ["url:s"], NOON)
        store.add_source(long, NOON)
        address = Address(cited=short.url, url=short.url, untrimmed=long.url)
        plain = Address(cited=sure.url, url=sure.url)
        told = replace(
            make_citation("c", sure, short, work=work), citation=Citation(text="C", addresses=(plain, address))
        )
        note = replace(make_note(1, told), note=replace(make_note(1).note, addresses=(plain, address)))
        other = replace(
            make_citation("o", short), citation=Citation(text="O", addresses=(replace(address, untrimmed=None),))
        )
        store.record_revision("d", make_document("d"), [note, make_note(2, other)], NOON)
        assert store.other_reading(short.id) == long.url
        assert store.other_reading(sure.id) is None
        assert store.read_otherwise(short.id, sure, []) == 0
        assert store.read_otherwise(short.id, long, ["url:s."]) == 1
        first, second = store.notes("d")
        assert first.citations[0].source_ids == (sure.id, long.id)
        assert first.citations[0].citation.addresses == first.note.addresses == (plain, address.read_otherwise())
        assert second.citations == (other,), "it can mean one address only"
        written = store.work(work.id)
        assert written is not None
        assert written.sources == (long, sure)
        assert store.find_work(["url:s."]) == written
        assert store.other_reading(long.id) == short.url
        assert store.read_otherwise(long.id, short, []) == 1
        assert next(iter(store.notes("d"))).note == note.note

    def test_a_work_keeps_a_source_that_another_of_its_citations_means(self, store: Store) -> None:
        short, long = make_source("s"), make_source("s.")
        work = make_work("w", short)
        store.add_work(work, [], NOON)
        store.add_source(long, NOON)
        address = Address(cited=short.url, url=short.url, untrimmed=long.url)
        one, two = make_citation("one", short, work=work), make_citation("two", short, work=work)
        told = replace(one, citation=Citation(text="C", addresses=(address,)))
        store.record_revision("d", make_document("d"), [make_note(1, told, two)], NOON)
        store.read_otherwise(short.id, long, [])
        written = store.work(work.id)
        assert written is not None
        assert written.sources == (long, short)
