"""A text read again after editing: its works, cite keys and histories go on; what vanished is ended."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sourcekeeper.keeper import Keeper
from sourcekeeper.ports import RawDocument, StoredNote
from sourcekeeper.testing.clock import FakeClock

BOOK = "Ada Lovelace, Les machines qui calculent, Paris, Seuil, 2010, p. 9."
ARTICLE = "Grace Hopper, « Compiler sans peine », Le Monde, 3 mai 2019."
PAGE = "Katherine Johnson, « Trajectoires », La Vigie, 4 juin 2021, https://vigie.example/trajectoires."
REPORT = "Cour des comptes, Les écoles de Marseille, rapport, 2020, https://ccomptes.example/ecoles.pdf, p. 12."
BARE = "https://mairie.example/deliberations/2021-17"
NOTES = (BOOK, ARTICLE, PAGE, "Ibid.", REPORT, BARE)


def text_of(notes: tuple[str, ...] | list[str]) -> bytes:
    """Return a text that calls each note once."""
    body = " ".join(f"Une affirmation{number}." for number in range(1, len(notes) + 1))
    return "\n".join([body, "", *(f"{number}. {note}" for number, note in enumerate(notes, 1)), ""]).encode()


class Desk:
    """A keeper and one text on it."""

    def __init__(self) -> None:
        numbers = count(1)
        self.clock = FakeClock()
        self.keeper = Keeper(clock=self.clock, new_id=lambda: f"id-{next(numbers)}", online=False)

    def read(self, *notes: str, origin: str = "/letter.txt") -> list[StoredNote]:
        """Read the text as it is now; return its notes as they are stored."""
        self.clock.sleep(60)
        raw = RawDocument(origin=origin, data=text_of(notes))
        read = next(self.keeper.read([raw], format="text"))
        assert read.document is not None
        assert [note.text for note in read.document.notes] == [note.strip() for note in notes]
        recorded = self.keeper.record(read)
        return list(self.keeper.store.notes(recorded.document.id))

    def keys(self) -> dict[str, str]:
        """Return the cite key of each work that is cited now, by its title."""
        return {work.item.text("title") or work.item.text("URL"): work.key for work in self.keeper.store.works()}

    def urls(self) -> list[str]:
        """Return the sources that are cited now, in order."""
        return [source.url for source in self.keeper.store.sources()]


@pytest.fixture
def desk() -> Iterator[Desk]:
    desk = Desk()
    yield desk
    desk.keeper.close()


def ids_by_text(notes: list[StoredNote]) -> dict[str, str]:
    return {citation.citation.text.strip(". "): citation.id for note in notes for citation in note.citations}


def ids(notes: list[StoredNote]) -> list[str]:
    return [citation.id for note in notes for citation in note.citations]


def test_a_note_put_in_the_middle_renumbers_the_others_and_changes_nothing_else(desk: Desk) -> None:
    before, keys = desk.read(*NOTES), desk.keys()
    new = "Dorothy Vaughan, Calculer en équipe, Paris, Fayard, 1960."
    after = desk.read(*NOTES[:2], new, *NOTES[2:])
    assert ids_by_text(before).items() <= ids_by_text(after).items()
    assert keys.items() <= desk.keys().items()
    assert len(desk.keys()) == len(keys) + 1


def test_a_note_taken_out_is_ended_and_its_source_leaves_the_schedule(desk: Desk) -> None:
    before = desk.read(*NOTES)
    after = desk.read(*NOTES[:4], BARE)
    assert ids(after) == ids(before)[:4] + ids(before)[5:]
    assert not any("ccomptes" in url for url in desk.urls())
    assert not any("ccomptes" in source.url for source in desk.keeper.store.due_for_visit(desk.clock.now()))
    (document,) = desk.keeper.store.documents()
    assert [each.id for each in desk.keeper.store.ended_citations(document.id)] == [ids(before)[4]]


def test_a_note_that_comes_back_lives_again_with_its_id_key_and_source(desk: Desk) -> None:
    before, keys = desk.read(*NOTES), desk.keys()
    desk.read(*NOTES[:4], BARE)
    assert ids(desk.read(*NOTES)) == ids(before)
    assert desk.keys() == keys
    assert any("ccomptes" in source.url for source in desk.keeper.store.due_for_visit(desk.clock.now()))


def test_notes_in_another_order_keep_their_ids(desk: Desk) -> None:
    before = desk.read(BOOK, ARTICLE, PAGE, REPORT, BARE)
    after = desk.read(BARE, REPORT, PAGE, ARTICLE, BOOK)
    assert ids(after) == ids(before)[::-1]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Grace Hopper, « Compilr sans peine », Le Monde, 3 mai 2019.", ARTICLE),
        ("Grace Hoper, « Compiler sans peine », Le Monde, 3 mai 2019.", ARTICLE),
        ("Ada Lovelace, Les machine qui calculent, Paris, Seuil, 2010, p. 9.", BOOK),
        (ARTICLE, "Voir " + ARTICLE),
    ],
    ids=["title", "author", "book", "words-before"],
)
def test_a_corrected_letter_keeps_the_cite_key_and_corrects_the_item(desk: Desk, old: str, new: str) -> None:
    before, works = desk.read(PAGE, old, BARE), list(desk.keeper.store.works())
    after = desk.read(PAGE, new, BARE)
    assert ids(after) == ids(before)
    again = list(desk.keeper.store.works())
    assert [(work.id, work.key) for work in again] == [(work.id, work.key) for work in works]
    cited = after[1].citations[0].citation.item
    assert cited is not None
    assert again[1].item.text("title") == cited.text("title")
    assert again[1].item.names() == cited.names()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (ARTICLE, "Dorothy Vaughan, « Calculer en équipe », Libération, 7 juin 1960."),
        ("Insee, « Insee Première n° 1234 », La Vigie, 2019.", "Insee, « Insee Première n° 1235 », La Vigie, 2019."),
        ("https://mairie.example/a", "https://mairie.example/b"),
        ("Le Monde, https://monde.example/a", "Le Monde, https://monde.example/b"),
    ],
    ids=["another-work", "next-of-a-series", "bare-address", "no-title"],
)
def test_another_work_in_the_same_place_is_another_work(desk: Desk, old: str, new: str) -> None:
    desk.read(BOOK, old, REPORT)
    (_, old_work, _) = desk.keeper.store.works()
    desk.read(BOOK, new, REPORT)
    (_, new_work, _) = desk.keeper.store.works()
    assert new_work.id != old_work.id
    assert new_work.key != old_work.key


def test_a_changed_address_keeps_the_work_and_is_its_cited_source(desk: Desk) -> None:
    before = desk.read(BOOK, PAGE)
    moved = PAGE.replace("vigie.example/trajectoires", "vigie.example/archives/2021/trajectoires")
    after = desk.read(BOOK, moved)
    assert ids(after) == ids(before)
    assert after[1].citations[0].work_id == before[1].citations[0].work_id
    work = desk.keeper.store.work(after[1].citations[0].work_id or "")
    assert work is not None
    assert [source.url for source in work.sources] == [
        "https://vigie.example/archives/2021/trajectoires",
        "https://vigie.example/trajectoires",
    ]
    assert work.item.text("URL") == "https://vigie.example/archives/2021/trajectoires"
    assert desk.urls() == ["https://vigie.example/archives/2021/trajectoires"]


def test_a_note_split_in_two_keeps_both_citations(desk: Desk) -> None:
    before = desk.read(BOOK, f"{ARTICLE[:-1]} ; {PAGE}", BARE)
    after = desk.read(BOOK, ARTICLE, PAGE, BARE)
    assert ids(after) == ids(before)
    joined = desk.read(BOOK, f"{ARTICLE[:-1]} ; {PAGE}", BARE)
    assert ids(joined) == ids(before)


def test_a_new_page_number_is_the_same_citation(desk: Desk) -> None:
    before = desk.read(BOOK, "Ibid., p. 46.", REPORT)
    after = desk.read(BOOK.replace("p. 9", "p. 19"), "Ibid., p. 47.", REPORT)
    assert ids(after) == ids(before)
    assert after[1].citations[0].work_id == before[0].citations[0].work_id


def test_of_two_equal_pointers_the_one_behind_its_source_stays(desk: Desk) -> None:
    before = desk.read(BOOK, "Ibid.", ARTICLE, "Ibid.", PAGE)
    after = desk.read(BOOK, ARTICLE, "Ibid.", PAGE)
    assert ids(after) == [ids(before)[place] for place in (0, 2, 3, 4)]


def test_reading_a_b_a_gives_the_state_of_a_again(desk: Desk) -> None:
    first = desk.read(*NOTES)
    keys, urls = desk.keys(), desk.urls()
    desk.read(REPORT, "Ibid., p. 3.", ARTICLE.replace("Compiler", "Compilr"), BARE.replace("17", "18"))
    assert desk.read(*NOTES) == first
    assert (desk.keys(), desk.urls()) == (keys, urls)


def test_the_same_text_twice_changes_nothing(desk: Desk) -> None:
    first = desk.read(*NOTES)
    assert desk.read(*NOTES) == first


def test_the_history_of_a_source_survives_its_absence(desk: Desk) -> None:
    desk.read(*NOTES)
    source = desk.keeper.find_source(BARE)
    assert source is not None
    desk.read(BOOK)
    desk.read(*NOTES)
    assert desk.keeper.find_source(BARE) == source
    assert len([each for each in desk.keeper.store.captures() if each.source.id == source.id]) == 1


def test_what_another_document_says_of_a_work_stays(desk: Desk) -> None:
    desk.read(PAGE)
    (work,) = desk.keeper.store.works()
    desk.read("https://vigie.example/trajectoires", origin="/other.txt")
    desk.read("Voir https://vigie.example/trajectoires", origin="/other.txt")
    assert next(desk.keeper.store.works()) == work


def test_the_same_text_under_another_path_is_another_document_with_the_same_works(desk: Desk) -> None:
    desk.read(*NOTES)
    keys = desk.keys()
    desk.read(*NOTES, origin="/moved/letter.txt")
    assert len(list(desk.keeper.store.documents())) == 2
    assert desk.keys() == keys


def test_the_untrimmed_reading_and_the_cited_archive_reach_the_store(desk: Desk) -> None:
    notes = desk.read(
        "« Un », https://a.example/str.", "« Deux », https://web.archive.org/web/2021/https://b.example/x."
    )
    first, second = (note.citations[0].citation.addresses[0] for note in notes)
    assert (first.cited, first.untrimmed) == ("https://a.example/str", "https://a.example/str.")
    assert second.cited == "https://web.archive.org/web/2021/https://b.example/x"
    assert desk.urls() == ["https://a.example/str", "https://b.example/x"]


def test_an_identifier_makes_a_source_and_no_address_of_the_note(desk: Desk) -> None:
    (note,) = desk.read("M. Merler et al., Diversity in Faces, arXiv:1901.10436, 2019.")
    assert note.note.addresses == ()
    assert [address.marks for address in note.citations[0].citation.addresses] == [("identifier",)]
    assert desk.urls() == ["https://arxiv.org/abs/1901.10436"]


_RETOUCHED = (*NOTES, "Ibid., p. 7.", ARTICLE.replace("Hopper", "Hoper"), f"{BOOK} {PAGE}")
_NOTES = st.lists(st.sampled_from(_RETOUCHED), min_size=1, max_size=7)


def _read_notes(desk: Desk, texts: list[str]) -> tuple[object, ...]:
    raw = RawDocument(origin="/letter.txt", data=text_of(texts))
    read = next(desk.keeper.read([raw], format="text"))
    recorded = desk.keeper.record(read)
    notes = list(desk.keeper.store.notes(recorded.document.id))
    assert len(set(ids(notes))) == len(ids(notes))
    return notes, desk.keys(), desk.urls()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_NOTES, _NOTES)
def test_going_back_to_an_earlier_text_goes_back_to_its_state(one: list[str], other: list[str]) -> None:
    desk = Desk()
    first = _read_notes(desk, one)
    _read_notes(desk, other)
    again = _read_notes(desk, one)
    assert _told(again) == _told(first)
    desk.keeper.close()


def _told(state: tuple[object, ...]) -> object:
    """What must be the same again: notes, works and sources; which of two equal citations is which is no matter."""
    notes, keys, urls = state
    assert isinstance(notes, list)
    told = [[(c.citation, c.work_id, c.source_ids) for c in note.citations] for note in notes]
    return told, sorted(ids(notes)), keys, urls


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.permutations([BOOK, ARTICLE, PAGE, REPORT, BARE, f"{BOOK[:-1]} ; {PAGE}", "Ibid."]))
def test_shuffling_the_notes_never_loses_a_key_or_an_id(order: list[str]) -> None:
    desk = Desk()
    notes, keys, urls = _read_notes(desk, [BOOK, ARTICLE, PAGE, REPORT, BARE, f"{BOOK[:-1]} ; {PAGE}", "Ibid."])
    after, keys_after, urls_after = _read_notes(desk, order)
    assert keys_after == keys
    assert isinstance(urls, list)
    assert isinstance(urls_after, list)
    assert sorted(urls_after) == sorted(urls)
    assert isinstance(notes, list)
    assert isinstance(after, list)
    assert sorted(ids(after)) == sorted(ids(notes))
    desk.keeper.close()


def test_an_unread_document_has_no_ended_citations(desk: Desk) -> None:
    assert list(desk.keeper.store.ended_citations("unknown")) == []
