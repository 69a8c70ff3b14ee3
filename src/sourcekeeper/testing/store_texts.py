"""The part of the Store contract on documents, sources and works; joined in `testing.store`."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from sourcekeeper.errors import StoreError
from sourcekeeper.model import (
    Citation,
    Item,
    Work,
)
from sourcekeeper.ports import Store, StoredCitation, StoredNote
from sourcekeeper.testing.records import (
    FULL_ITEM,
    FULL_NOTE,
    HOUR,
    NOON,
    cite,
    ids,
    make_citation,
    make_document,
    make_note,
    make_source,
    make_work,
)


class TextsContract:
    """What every store does with documents, sources and works."""

    # documents

    def test_a_revision_reads_back_as_it_was_written(self, store: Store) -> None:
        source, other = make_source("a"), make_source("b")
        cited = (other.id, source.id, other.id)
        store.add_source(source, NOON)
        work = Work(id="w", key="tour2020", item=FULL_ITEM, sources=(source, other))
        store.add_work(work, ["doi:1"], NOON)
        citation = Citation(
            text="Tour",
            item=FULL_ITEM,
            addresses=FULL_NOTE.addresses,
            locator="§ 63",
            refers_to="n-0",
            problems=FULL_NOTE.problems,
        )
        notes = [
            StoredNote(
                note=FULL_NOTE,
                citations=(
                    StoredCitation(id="c1", citation=citation, work_id="w", source_ids=cited),
                    StoredCitation(id="c2", citation=Citation(text="", item=Item()), work_id=None),
                ),
            ),
            make_note(2),
        ]
        document = replace(
            make_document("/é/\udcff.md", "ab"), title="Été\ud800", language="fr", published=date(2025, 12, 31)
        )
        store.record_revision("d", document, notes, NOON)
        assert list(store.notes("d")) == notes
        found = store.find_document(document.origin)
        assert found is not None
        assert found == next(store.documents())
        assert (found.id, found.origin, found.format, found.digest) == ("d", document.origin, "text", "ab")
        assert (found.title, found.language, found.published) == ("Été\ud800", "fr", "2025-12-31")
        assert (found.read_at, found.collection) == (NOON, "")

    def test_documents_come_in_the_order_they_were_first_read(self, store: Store) -> None:
        for origin in "cab":
            cite(store, origin)
        cite(store, "a", digest="2")
        assert [document.origin for document in store.documents()] == ["c", "a", "b"]

    def test_the_same_digest_again_changes_only_the_time_of_reading(self, store: Store) -> None:
        a = make_source("a")
        document_id = cite(store, "d", a)
        store.record_revision(document_id, replace(make_document("d"), title="New"), [], NOON + HOUR)
        found = store.find_document("d")
        assert found is not None
        assert (found.title, found.read_at) == (None, NOON + HOUR)
        assert ids(store.sources()) == [a.id]
        assert len(list(store.notes(document_id))) == 1

    def test_a_source_no_longer_cited_leaves_the_schedule(self, store: Store) -> None:
        a, b = make_source("a"), make_source("b")
        document_id = cite(store, "d", a, b)
        cite(store, "d", b, digest="2")
        assert ids(store.sources()) == ids(store.sources([document_id])) == [b.id]
        assert ids(store.due_for_visit(NOON)) == ids(store.due_for_visit(NOON, [document_id])) == [b.id]
        assert store.source(a.id) == a

    def test_a_source_another_document_cites_stays(self, store: Store) -> None:
        a, b = make_source("a"), make_source("b")
        cite(store, "one", a)
        cite(store, "two", a, b)
        cite(store, "one", digest="2")
        assert ids(store.sources()) == [a.id, b.id]

    def test_a_citation_that_comes_back_lives_again(self, store: Store) -> None:
        a = make_source("a")
        document_id = cite(store, "d", a)
        cite(store, "d", digest="2")
        assert ids(store.sources()) == []
        cite(store, "d", a, digest="1")
        assert ids(store.sources()) == [a.id]
        assert [citation.id for note in store.notes(document_id) for citation in note.citations] == [a.id]

    def test_citations_that_vanished_can_be_asked_for_the_latest_first(self, store: Store) -> None:
        a, b, c = (make_source(name) for name in "abc")
        document_id = cite(store, "d", a, b, c)
        cite(store, "e", a)
        assert list(store.ended_citations(document_id)) == []
        cite(store, "d", b, digest="2")
        assert [ended.id for ended in store.ended_citations(document_id)] == [a.id, c.id]
        assert next(store.ended_citations(document_id)) == make_citation(a.id, a)
        store.record_revision(document_id, make_document("d", "3"), [], NOON + HOUR)
        assert [ended.id for ended in store.ended_citations(document_id)] == [b.id, a.id, c.id]
        assert list(store.ended_citations("unknown")) == []

    def test_ids_of_citations_may_repeat_in_another_document(self, store: Store) -> None:
        a, b = make_source("a"), make_source("b")
        for source in (a, b):
            store.add_source(source, NOON)
            note = make_note(1, make_citation("1", source))
            store.record_revision(source.id, make_document(source.id), [note], NOON)
        assert ids(store.sources([a.id])) == [a.id]
        assert ids(store.sources()) == [a.id, b.id]

    def test_a_revision_naming_unknown_sources_is_refused_whole(self, store: Store) -> None:
        a = make_source("a")
        document_id = cite(store, "d", a)
        with pytest.raises(StoreError):
            store.record_revision(
                document_id, make_document("d", "2"), [make_note(1, make_citation("c", make_source("z")))], NOON
            )
        assert ids(store.sources()) == [a.id]
        found = store.find_document("d")
        assert found is not None
        assert found.digest == "1"

    def test_an_origin_belongs_to_one_document(self, store: Store) -> None:
        cite(store, "d")
        with pytest.raises(StoreError):
            store.record_revision("another", make_document("d", "2"), [], NOON)

    # sources

    def test_a_source_is_found_by_key_and_by_id(self, store: Store) -> None:
        a = make_source("a")
        store.add_source(a, NOON)
        assert store.find_source(a.comparison_key) == store.source(a.id) == a

    def test_many_sources_are_written_and_found_at_once(self, store: Store) -> None:
        a, b, c = (make_source(name) for name in "abc")
        store.add_sources([a, b], NOON)
        store.add_sources([], NOON)
        keys = [each.comparison_key for each in (a, b, c)]
        assert store.find_sources(keys) == dict(zip(keys, [a, b], strict=False))

    def test_of_many_sources_none_is_written_when_one_of_them_is_known(self, store: Store) -> None:
        a, b = make_source("a"), make_source("b")
        store.add_source(b, NOON)
        with pytest.raises(StoreError):
            store.add_sources([a, b], NOON)
        assert store.source(a.id) is None

    @pytest.mark.parametrize("twin", [{"id": "other"}, {"comparison_key": "1:other"}], ids=["key", "id"])
    def test_a_second_source_of_one_key_or_id_is_refused(self, store: Store, twin: dict[str, str]) -> None:
        a = make_source("a")
        store.add_source(a, NOON)
        with pytest.raises(StoreError):
            store.add_source(replace(a, **twin), NOON)
        assert store.source(a.id) == a

    def test_sources_come_in_order_of_citation_each_once(self, store: Store) -> None:
        a, b, c, d = (make_source(name) for name in "abcd")
        for source in (d, c, b, a):
            store.add_source(source, NOON)
        notes = [make_note(1, make_citation("1", c, a), make_citation("2", c)), make_note(2, make_citation("3", b, d))]
        store.record_revision("x", make_document("x"), notes, NOON)
        store.record_revision("y", make_document("y"), [make_note(1, make_citation("1", d, b))], NOON)
        assert ids(store.sources()) == [c.id, a.id, b.id, d.id]
        assert ids(store.sources(["y"])) == [d.id, b.id]
        assert ids(store.sources(["y", "x"])) == [c.id, a.id, b.id, d.id]
        assert ids(store.sources([])) == []

    def test_a_revised_document_keeps_its_rank(self, store: Store) -> None:
        a, b, c = (make_source(name) for name in "abc")
        cite(store, "one", a)
        cite(store, "two", b)
        cite(store, "one", c, a, digest="2")
        assert ids(store.sources()) == [c.id, a.id, b.id]

    # works

    def test_a_work_reads_back_as_it_was_written(self, store: Store) -> None:
        a, b = make_source("a"), make_source("b")
        store.add_source(b, NOON)
        work = Work(id="w", key="Tour2020", item=FULL_ITEM, sources=(b, a, b))
        store.add_work(work, ["doi:10.1/x", "isbn:3"], NOON)
        assert store.work("w") == store.find_work(["unknown", "isbn:3"]) == work
        assert store.source(a.id) == a

    def test_the_first_identity_that_fits_decides(self, store: Store) -> None:
        one, two = make_work("one"), make_work("two")
        store.add_work(one, ["a", "shared"], NOON)
        store.add_work(two, ["b", "shared"], NOON)
        assert store.find_work(["b", "a"]) == two
        assert store.find_work(["a", "b"]) == one
        assert store.find_work(["shared"]) == one

    def test_updating_a_work_keeps_its_key_and_adds_identities(self, store: Store) -> None:
        a, b = make_source("a"), make_source("b")
        store.add_work(make_work("one", a), ["a"], NOON)
        newer = replace(make_work("one", b, a), item=FULL_ITEM)
        store.update_work(replace(newer, key="renamed"), ["b"], NOON)
        assert store.find_work(["a"]) == store.find_work(["b"]) == newer
        with pytest.raises(StoreError):
            store.update_work(make_work("unknown"), [], NOON)

    def test_a_cite_key_is_given_once_whatever_its_case(self, store: Store) -> None:
        store.add_work(make_work("Tour2020"), [], NOON)
        assert store.is_key_taken("tOUR2020")
        assert not store.is_key_taken("Tour2020a")
        with pytest.raises(StoreError):
            store.add_work(replace(make_work("other"), key="TOUR2020"), [], NOON)

    def test_works_come_in_order_of_citation_while_something_cites_them(self, store: Store) -> None:
        one, two, book = make_work("one"), make_work("two"), make_work("book")
        for work in (book, one, two):
            store.add_work(work, [], NOON)
        notes = [
            make_note(1, make_citation("1", work=two), make_citation("2")),
            make_note(2, make_citation("3", work=one), make_citation("4", work=two)),
        ]
        store.record_revision("d", make_document("d"), notes, NOON)
        assert ids(store.works()) == ids(store.works(["d"])) == [two.id, one.id]
        store.record_revision("d", make_document("d", "2"), notes[1:], NOON)
        assert ids(store.works()) == [one.id, two.id]
        assert ids(store.works(["unknown"])) == ids(store.works([])) == []
