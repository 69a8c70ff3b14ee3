"""Which citations are one work, what a person says against the rules, and that it survives every reading."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

import pytest

from sourcekeeper.citing.corrections import read_correction
from sourcekeeper.errors import UsageError
from sourcekeeper.keeper import Keeper
from sourcekeeper.model import Item, Name
from sourcekeeper.ports import RawDocument
from sourcekeeper.testing.clock import FakeClock

BOOK = "Ada Lovelace, Les machines qui calculent, Paris, Seuil, 2010, p. 9."
PAGE = "Katherine Johnson, « Trajectoires », La Vigie, 4 juin 2021, https://vigie.example/trajectoires."
SNAPSHOT = PAGE.replace("https://vigie", "https://web.archive.org/web/20210701000000/https://www.vigie")
TWO_ADDRESSES = "Dorothy Vaughan, « Calculer en équipe », https://a.example/equipe (https://b.example/autre)."


class Desk:
    """A keeper and one text on it."""

    def __init__(self) -> None:
        numbers = count(1)
        self.clock = FakeClock()
        self.keeper = Keeper(clock=self.clock, new_id=lambda: f"id-{next(numbers)}", online=False)

    def read(self, *notes: str, origin: str = "/letter.txt") -> None:
        self.clock.sleep(60)
        body = " ".join(f"Une affirmation{number}." for number in range(1, len(notes) + 1))
        lines = [body, "", *(f"{number}. {note}" for number, note in enumerate(notes, 1)), ""]
        raw = RawDocument(origin=origin, data="\n".join(lines).encode())
        self.keeper.record(next(self.keeper.read([raw], format="text")))

    def cited(self, key: str) -> Item:
        (work,) = self.keeper.find_works(key)
        return work.item

    def keys(self) -> list[str]:
        return [work.key for work in self.keeper.store.works()]

    def cited_by_notes(self) -> list[str | None]:
        """Return the work of each citation of the text, in order."""
        (document,) = self.keeper.store.documents()
        return [each.work_id for note in self.keeper.store.notes(document.id) for each in note.citations]


@pytest.fixture
def desk() -> Iterator[Desk]:
    desk = Desk()
    yield desk
    desk.keeper.close()


def test_the_same_address_however_it_is_spelt_is_one_work(desk: Desk) -> None:
    spelt = PAGE.replace("https://vigie.example/trajectoires", "http://www.vigie.example/trajectoires/?utm_source=x")
    desk.read(PAGE, spelt, SNAPSHOT)
    assert len(desk.keys()) == 1


def test_the_same_doi_in_any_form_is_one_work(desk: Desk) -> None:
    cited = "Ada Lovelace, « Notes », Annales, 2019, {}."
    desk.read(cited.format("https://doi.org/10.1234/Ab.1"), cited.format("http://dx.doi.org/10.1234/ab.1"))
    assert len(desk.keys()) == 1


def test_an_address_and_a_doi_that_one_note_gives_together_join_two_works(desk: Desk) -> None:
    doi, portal = "https://doi.org/10.1234/ab.1", "https://portal.example/article/1"
    cited = "Ada Lovelace, « Notes sur la machine », Annales, 2019, {}."
    desk.read(cited.format(doi), cited.format(portal), origin="/first.txt")
    assert len(desk.keys()) == 2
    desk.read(cited.format(f"{doi}, {portal}"), origin="/second.txt")
    (work,) = desk.keeper.store.works()
    assert len(work.other_keys) == 1


def test_works_with_other_titles_are_not_joined_by_rule(desk: Desk) -> None:
    one = "Ada Lovelace, « Notes sur la machine », https://a.example/1."
    other = "Grace Hopper, « Compiler sans peine », https://b.example/2."
    desk.read(one, other, origin="/first.txt")
    both = "Ada Lovelace, « Notes sur la machine », https://a.example/1 (https://b.example/2)."
    desk.read(both, origin="/second.txt")
    assert len(desk.keys()) == 2


def test_a_person_joins_two_works_and_parts_them_again(desk: Desk) -> None:
    desk.read(BOOK, PAGE)
    book, page = desk.keys()
    joined = desk.keeper.join(book, "https://vigie.example/trajectoires", because="reprint")
    assert (joined.key, joined.other_keys) == (page, (book,))
    assert desk.keys() == [page]
    desk.read(BOOK, PAGE, "Une note sans source.")
    assert desk.keys() == [page]
    parted = desk.keeper.part(book, page)
    assert parted.key == book
    assert desk.keys() == [book, page]


def test_two_addresses_read_into_one_work_are_parted_for_good(desk: Desk) -> None:
    alone = "Mary Jackson, « Souffleries », https://b.example/autre."
    desk.read(TWO_ADDRESSES, alone)
    assert len(desk.keys()) == 1
    parted = desk.keeper.part("https://b.example/autre", "https://a.example/equipe", because="two articles")
    assert parted.item.text("title") == "Souffleries"
    keys = desk.keys()
    assert len(keys) == 2
    desk.read("Une autre note.", TWO_ADDRESSES, alone)
    desk.read(alone, origin="/other.txt")
    assert desk.keys() == keys


def test_two_works_cited_with_one_address_are_parted_by_their_words_for_good(desk: Desk) -> None:
    one = "« Loi sur les caméras », https://lois.example/recueil."
    other = "« Décret sur les drones », https://lois.example/recueil, p. 3."
    desk.read(one, other, "Ibid.")
    assert len(desk.keys()) == 1
    parted = desk.keeper.part("https://lois.example/recueil", "décret sur", because="two texts")
    assert parted.item.text("title") == "Décret sur les drones"
    keys = desk.keys()
    assert len(keys) == 2
    desk.read("Une note sans source.", other.replace("drones", "drones armés"), one)
    assert sorted(desk.keys()) == sorted(keys)
    desk.read(one, origin="/third.txt")
    desk.read(other, origin="/other.txt")
    assert sorted(desk.keys()) == sorted(keys)


def test_words_that_part_nothing_are_told(desk: Desk) -> None:
    desk.read(PAGE)
    for words in ("nothing of it", "trajectoires"):
        with pytest.raises(UsageError, match="cannot be parted"):
            desk.keeper.part("https://vigie.example/trajectoires", words)


def test_what_is_one_thing_cannot_be_parted(desk: Desk) -> None:
    desk.read(PAGE)
    with pytest.raises(UsageError, match="one and the same"):
        desk.keeper.part("https://vigie.example/trajectoires", "http://www.vigie.example/trajectoires/")
    with pytest.raises(UsageError, match="knows no work"):
        desk.keeper.part("https://vigie.example/trajectoires", "https://nobody.example/")


def test_a_correction_survives_every_reading_and_every_editing_of_the_text(desk: Desk) -> None:
    desk.read(PAGE)
    key = desk.keys()[0]
    said = [read_correction("title=Trajectoires (1)"), read_correction("author=Johnson, Katherine; NASA")]
    desk.keeper.correct("https://vigie.example/trajectoires", set=said, because="on the page")
    desk.read(PAGE.replace("Johnson", "Jonson"), BOOK)
    desk.read(BOOK, PAGE.replace("« Trajectoires »", "« Trajectoires, suite »"))
    desk.read("Voir https://vigie.example/trajectoires", origin="/other.txt")
    cited = desk.cited(key)
    assert cited.text("title") == "Trajectoires (1)"
    assert cited.names() == (Name(family="Johnson", given="Katherine"), Name(literal="NASA"))
    assert desk.cited("https://vigie.example/trajectoires") == cited
    assert desk.keys().count(key) == 1


def test_a_correction_taken_back_gives_the_word_to_the_note_again(desk: Desk) -> None:
    desk.read(BOOK)
    (key,) = desk.keys()
    desk.keeper.correct(key, set=[read_correction("publisher=Fayard")])
    assert desk.cited(key).text("publisher") == "Fayard"
    desk.keeper.correct(key, unset=["publisher"])
    assert desk.cited(key).text("publisher") == "Seuil"


def test_a_corrected_number_is_what_the_work_is_known_by(desk: Desk) -> None:
    desk.read(BOOK)
    (key,) = desk.keys()
    desk.keeper.correct(key, set=[read_correction("DOI=10.1234/machines")])
    desk.read("Ada Lovelace, Les machines, 2010, https://doi.org/10.1234/MACHINES.", origin="/other.txt")
    assert desk.keys() == [key]


def test_a_number_taken_back_is_what_the_work_is_known_by_no_more(desk: Desk) -> None:
    desk.read(BOOK)
    (key,) = desk.keys()
    desk.keeper.correct(key, set=[read_correction("DOI=10.1234/machines")])
    desk.keeper.correct(key, unset=["DOI"])
    desk.read("Grace Hopper, « Compiler », 2011, https://doi.org/10.1234/machines.", origin="/other.txt")
    assert len(desk.keys()) == 2
    assert desk.cited(key).text("DOI") == ""


def test_works_that_a_number_joined_are_joined_no_more_when_it_is_taken_back(desk: Desk) -> None:
    desk.read(BOOK, "Ada Lovelace, « Les machines qui calculent », https://doi.org/10.1234/machines.")
    book, paper = desk.keys()
    desk.keeper.correct(book, set=[read_correction("DOI=10.1234/machines")])
    assert desk.keys() == [book]
    desk.keeper.correct(book, unset=["DOI"])
    assert desk.keys() == [book, paper]


def test_a_number_the_note_tells_stays_when_a_correction_of_it_is_taken_back(desk: Desk) -> None:
    desk.read("Ada Lovelace, « Les machines », doi:10.1234/machines, 2010.")
    (key,) = desk.keys()
    desk.keeper.correct(key, set=[read_correction("DOI=10.1234/another")])
    desk.keeper.correct(key, unset=["DOI"])
    desk.read("Voir https://doi.org/10.1234/machines", origin="/other.txt")
    assert desk.keys() == [key]


def test_what_points_to_a_parted_citation_goes_along_at_once(desk: Desk) -> None:
    one = "« Loi sur les caméras », https://lois.example/recueil."
    other = "« Décret sur les drones », https://lois.example/recueil, p. 3."
    desk.read(one, "Ibid., p. 2.", other, "Ibid., p. 9.")
    parted = desk.keeper.part("https://lois.example/recueil", "décret sur")
    assert parted.item.text("title") == "Décret sur les drones"
    assert [work == parted.id for work in desk.cited_by_notes()] == [False, False, True, True]


def test_what_points_to_a_parted_address_goes_along_at_once(desk: Desk) -> None:
    desk.read(TWO_ADDRESSES, "Mary Jackson, « Souffleries », https://b.example/autre.", "Ibid., p. 4.")
    parted = desk.keeper.part("https://b.example/autre", "https://a.example/equipe")
    assert [work == parted.id for work in desk.cited_by_notes()] == [False, True, True]


def test_corrections_reach_every_export(desk: Desk) -> None:
    desk.read(BOOK)
    desk.keeper.correct(desk.keys()[0], set=[read_correction("title=Les machines"), read_correction("issued=2011-02")])
    assert "{Les machines}" in "".join(desk.keeper.export("biblatex"))
    assert '"title": "Les machines"' in "".join(desk.keeper.export("csl-json"))
    assert "2011-02" in "".join(desk.keeper.export("biblatex"))
