"""A source that is forgotten: a real store in a file, real WARC copies, a web that is a table, a fake archive."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from sourcekeeper.archiving.warc.copies import WarcCopies
from sourcekeeper.config import ArchiveSettings, Settings
from sourcekeeper.errors import OutputError, UsageError
from sourcekeeper.keeper import Keeper
from sourcekeeper.model import Decision, DecisionKind
from sourcekeeper.ports import RawDocument
from sourcekeeper.testing.clock import FakeClock
from sourcekeeper.testing.fake_archive import FakeArchive
from sourcekeeper.testing.fetching import FakeAnswer, FakeFetcher

PERSON = "https://blog.example.org/about-jeanne-secrette"
SECTION = f"{PERSON}#section"
OTHER = "https://ville.example.org/2024/03/les-cameras-de-la-ville"
WORDS = b"Jeanne Secrette habite ici et pense cela. " * 60
WEB = {
    PERSON: FakeAnswer(body=b"<html><title>Jeanne Secrette chez elle</title><article><p>" + WORDS + b"</p></article>"),
    OTHER: FakeAnswer(body=b"<html><title>Les cameras</title><article><p>" + b"Un compte rendu. " * 80 + b"</p>"),
}
LETTER = (
    "Une affirmation.[1] Une autre.[2] Une troisième.[3]\n\n"
    f"[1] Jeanne Dupré, « Un portrait », Le Blog, 2024, {PERSON} (consulté le 3 mars 2024), et aussi {OTHER}\n"
    f"[2] Marc Lenoir, « Les caméras de la ville », 2024, {OTHER}\n"
    f"[3] {SECTION}\n"
)
ORIGIN = "/lettre.txt"


def tables_with(path: Path, words: str) -> set[str]:
    """Return the tables of a store that hold some words anywhere."""
    connection = sqlite3.connect(path)
    names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    found = {name for name in names if words in str(connection.execute(f"SELECT * FROM {name}").fetchall())}
    connection.close()
    return found


class House:
    def __init__(self, folder: Path) -> None:
        self.clock = FakeClock()
        self.path = folder / "s.db"
        settings = Settings(store=str(self.path), archive=ArchiveSettings(access_key="a", secret_key="s"))
        self.archive = FakeArchive(self.clock)
        self.keeper = Keeper(
            str(self.path),
            settings=settings,
            fetcher=FakeFetcher(WEB, self.clock),
            archive=self.archive,
            clock=self.clock,
        )

    def read(self, text: str = LETTER) -> None:
        document = RawDocument(origin=ORIGIN, data=text.encode())
        self.keeper.record(next(self.keeper.read([document])))

    def urls(self) -> set[str]:
        return {source.url for source in self.keeper.store.sources()}

    def exported(self) -> str:
        return "".join("".join(self.keeper.export(name)) for name in ("csl-json", "biblatex", "html", "ris"))

    def holds(self, words: bytes) -> list[str]:
        """Return which of the files of the house hold some bytes."""
        files = [path for path in self.path.parent.rglob("*") if path.is_file()]
        return [path.name for path in files if words in path.read_bytes()]


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    house = House(tmp_path)
    house.read()
    list(house.keeper.check())
    house.keeper.archive()
    source = house.keeper.find_source(PERSON)
    assert source is not None
    house.keeper.decide(Decision(source_id=source.id, kind=DecisionKind.IGNORE, made_at=house.clock.now(), because=""))
    yield house
    house.keeper.close()


def test_nothing_of_it_is_left_in_the_store_but_the_words_of_the_text(house: House) -> None:
    report = house.keeper.forget(PERSON)
    assert report.counts["sources"] == 2  # the page, and a section of it
    for what in ("checks", "captures", "snapshots", "copies", "decisions", "citations", "works", "records"):
        assert report.counts[what] > 0, what
    assert tables_with(house.path, "about-jeanne-secrette") <= {"notes", "citations"}
    (note, _, third) = house.keeper.store.notes(_document(house))
    assert PERSON in note.note.text
    assert PERSON in note.citations[0].citation.text
    assert [address.url for cited in note.citations for address in cited.citation.addresses] == [OTHER]
    assert third.note.addresses == ()
    assert house.keeper.store.verify() == ()


def test_its_pages_are_gone_from_the_local_copies_and_others_still_read(house: House) -> None:
    other = house.keeper.find_source(OTHER)
    assert other is not None
    house.keeper.forget(PERSON)
    copies = house.keeper.adapters.copies(house.keeper.store.path)
    assert copies is not None
    (ref,) = house.keeper.store.copies(other.id)
    assert copies.open(ref).body == WEB[OTHER].body


def test_the_bytes_are_overwritten_in_the_file(house: House) -> None:
    assert house.holds(b"Jeanne Secrette chez elle")
    house.keeper.forget(PERSON)
    assert house.holds(b"Jeanne Secrette chez elle") == []


def test_no_later_export_names_it(house: House) -> None:
    assert PERSON in house.exported()
    house.keeper.forget(PERSON)
    exported = house.exported()
    assert "about-jeanne-secrette" not in exported
    assert "Un portrait" in exported  # what the note says of the work is the author's
    assert OTHER in exported


def test_reading_the_text_again_does_not_bring_it_back(house: House) -> None:
    house.keeper.forget(PERSON)
    keys = {work.key for work in house.keeper.store.works()}
    house.read()
    house.read("Un mot de plus. " + LETTER)
    assert house.urls() == {OTHER}
    assert {work.key for work in house.keeper.store.works()} == keys
    house.archive.asked.clear()
    house.keeper.archive()
    assert list(house.keeper.store.captures(source_ids=[])) == []
    assert not [url for _, url in house.archive.asked if "jeanne" in url]


def test_naming_it_is_refused_until_it_is_let_in_again(house: House) -> None:
    house.keeper.forget(PERSON)
    for spelling in (PERSON, PERSON.replace("https", "http") + "#x", f"https://web.archive.org/web/2024/{PERSON}"):
        with pytest.raises(UsageError, match="was forgotten on"):
            house.keeper.add_sources([spelling])
    assert house.keeper.remember_again(PERSON)
    assert not house.keeper.remember_again(PERSON)
    house.read()
    assert PERSON in house.urls()


def test_what_it_cannot_purge_is_told_with_what_to_do(house: House) -> None:
    source = house.keeper.find_source(PERSON)
    assert source is not None
    snapshots = {snapshot.uri for snapshot in house.keeper.store.snapshots(source.id)}
    (house.path.parent / "s.db.shape-1.backup").write_bytes(b"old")
    told = house.keeper.forget(PERSON).remains
    assert {each.get("uri") for each in told if each.code == "remains-in-archive"} == snapshots
    assert {each.get("ask") for each in told if each.code == "remains-in-archive"} == {"info@archive.org"}
    assert [each.get("origin") for each in told if each.code == "remains-in-text"] == [ORIGIN]
    assert {each.code for each in told} >= {"remains-in-exports", "remains-in-backup"}


def test_forgetting_what_nobody_knew_keeps_it_out(house: House) -> None:
    report = house.keeper.forget("https://nobody.example.org/knows")
    assert not report.was_known
    with pytest.raises(UsageError):
        house.keeper.add_sources(["https://nobody.example.org/knows"])


def test_when_the_copies_cannot_be_purged_nothing_is_forgotten_yet(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stuck(_copies: object, _addresses: object) -> int:
        raise OutputError("cannot purge", "Run it again.")

    with monkeypatch.context() as broken:
        broken.setattr(WarcCopies, "purge", stuck)
        with pytest.raises(OutputError):
            house.keeper.forget(PERSON)
    assert house.keeper.find_source(PERSON) is not None
    assert house.keeper.forget(PERSON).was_known


def test_another_address_of_the_same_work_keeps_its_place(house: House) -> None:
    house.keeper.forget(PERSON)
    first = next(iter(house.keeper.store.notes(_document(house))))
    for citation in first.citations:
        urls = [address.url for address in citation.citation.addresses]
        sources = [house.keeper.store.source(id) for id in citation.source_ids]
        assert urls == [source.url for source in sources if source is not None]
    house.clock.advance(timedelta(days=30).total_seconds())
    assert {each.source.url for each in house.keeper.check()} <= {OTHER}


def _document(house: House) -> str:
    document = house.keeper.store.find_document(ORIGIN)
    assert document is not None
    return document.id
