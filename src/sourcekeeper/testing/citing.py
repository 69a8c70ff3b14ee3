"""Entries to export, tame and hostile, and the contract that every `ports.Exporter` keeps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice

from sourcekeeper.model import (
    Field,
    FieldValue,
    Item,
    Name,
    PageKind,
    PartialDate,
    Snapshot,
    SnapshotOrigin,
    Source,
    SourceStanding,
    Standing,
    Work,
)
from sourcekeeper.ports import Entry, Exporter, ExportSettings, SnapshotPlace

SEEN = datetime(2024, 7, 20, 9, 30, tzinfo=UTC)


def an_entry(key: str, *, archived: bool = False, **fields: FieldValue) -> Entry:
    """Make an entry of an item's fields, underscores for hyphens: ``container_title="La Vigie"``."""
    item = Item(fields={name.replace("_", "-"): Field(value=value) for name, value in fields.items()})
    url = item.text("URL")
    sources = (Source(id=key, url=url, comparison_key=f"1:{url}", fetch_key=url),) if url else ()
    snapshot = None
    if archived:
        snapshot = Snapshot(
            uri=f"https://web.archive.org/web/20240720093000/{url}",
            original=url,
            taken_at=SEEN,
            archive="web.archive.org",
            origin=SnapshotOrigin.MADE,
            shows=PageKind.TEXT,
            confirmed_at=SEEN,
        )
    standing = SourceStanding(standing=Standing.OK, since=SEEN) if archived else None
    work = Work(id=key, key=key, item=item, sources=sources)
    return Entry(work=work, snapshot=snapshot, accessed=SEEN if archived else None, standing=standing)


def a_doubtful_entry(key: str, shows: PageKind = PageKind.UNKNOWN) -> Entry:
    """Make an entry whose only snapshot nobody proved, or that shows something else than the text."""
    good = an_entry(key, archived=True, type="webpage", title="T", URL="https://x.example/a", language="en")
    assert good.snapshot is not None
    confirmed = None if shows is PageKind.UNKNOWN else SEEN
    return replace(good, snapshot=None, doubtful=replace(good.snapshot, shows=shows, confirmed_at=confirmed))


def some_entries() -> tuple[Entry, ...]:
    """Return entries of every type that notes bring forth."""
    ada = Name(family="Lovelace", given="Ada")
    body = Name(literal="Collectif des caméras éteintes")
    day, month, year = PartialDate(start=(2023, 4, 5)), PartialDate(start=(2018, 4)), PartialDate(start=(2019,))
    return (
        an_entry("lovelace2018video", archived=True, type="article-newspaper", author=(ada,), issued=month,
                 title="Vidéo-protection : trois fois plus cher", container_title="La Vigie", language="fr",
                 URL="https://vigie.example/video-protection_100%25.html"),
        an_entry("collectif2023eteindre", archived=True, type="webpage", author=(body,), issued=day, language="fr",
                 title="Éteindre « la nuit » | Collectif", URL="https://eteintes.example/nuit?a=1&b=2#p~3"),
        an_entry("cour2020polices", type="report", author=(Name(literal="Cour des comptes"),), genre="Rapport public",
                 publisher="Cour des comptes", publisher_place="Paris", number="12", locator="70", language="fr",
                 issued=PartialDate(start=(2020, 10)), title="Les polices", URL="https://cour.example/p.pdf"),
        an_entry("cos2019carriere", type="article-journal", author=(ada, body), title="La carrière",
                 volume="126", issue="2", page="135-161", container_title="Politix", issued=year,
                 DOI="10.1234/ab_c.1", language="fr"),
        an_entry("robert2017sentiment", type="book", author=(Name(family="de La Motte", given="Anne"),), issued=year,
                 title="Du sentiment", publisher="Le Bord", publisher_place="Lormont", ISBN="978-2-35872-196-7"),
        an_entry("zurawski2011video", type="chapter", author=(ada,), editor=(ada,), title="Kapitel", page="7-22",
                 container_title="Buch", publisher="Verlag", publisher_place="Opladen", issued=year, language="de"),
        an_entry("nasa2020how", type="article-magazine", author=(ada,), title="How NASA uses the iPhone in EU courts",
                 container_title="Wired Times", issued=day, language="en", URL="https://wired.example/nasa"),
        an_entry("loi2021", type="legislation", title="Loi n° 2021-646 du 25 mai", number="2021-646", issued=day),
        an_entry("bridges2020", type="legal_case", title="R v Chief", authority="EWCA", number="1058", issued=year),
        an_entry("film2019", type="motion_picture", author=(body,), title="Film", issued=day,
                 container_title="YouTube", URL="https://www.youtube.com/watch?v=a_b-c"),
        an_entry("radio2021", type="broadcast", title="Émission", container_title="Radio", issued=day,
                 URL="https://radio.example/e"),
        an_entry("tract2022", type="pamphlet", author=(body,), title="Tract", genre="tract", issued=day),
        an_entry("these2015", type="thesis", author=(ada,), title="Thèse", publisher="Université", issued=year),
        an_entry("entretien2023", type="interview", title="Entretien avec un agent", issued=day),
        an_entry("wiki", type="entry-encyclopedia", container_title="Wikipedia",
                 URL="https://en.wikipedia.org/wiki/A_(b)"),
        an_entry("x2024", archived=True, type="post", author=(ada,), container_title="X", issued=day,
                 URL="https://x.com/ada/status/1810237749976318277"),
        an_entry("range2022", type="article-journal", title="Range", container_title="Revue", volume="63", issue="1-2",
                 issued=PartialDate(start=(2022, 1), end=(2022, 6)), author=(ada,)),
        an_entry("circa2011", type="document", title="Vers 2011", issued=PartialDate(start=(2011,), circa=True)),
        an_entry("nothing", type="webpage", URL="https://nothing.example/"),
    )  # fmt: skip


def hostile_entries() -> tuple[Entry, ...]:
    """Return entries that break writers which do not escape: each field holds what LaTeX, BibTeX or JSON mistake."""
    nasty = (
        r"100 % of R&D_2 costs $5 #1 ~x^2 \alpha {brace",
        "}{ wrong way",
        "{balanced {twice}}",
        "a \\",
        '"quotes" and «guillemets» “so” ‘so’',
        "emoji 🕵️‍♀️ and עברית العربية 漢字",
        "control \x00\x07\x1b[31m\ud800 signs\r\nand lines",
        "@article{fake, title={x}}",
        "% a comment, with a comma",
        "ends in and",
        "<b>HTML &amp; more</b>",
        "~",
        "\u200b\u00ad",
    )
    return tuple(
        an_entry(
            f"hostile{index}", archived=index % 2 == 0, type="webpage", title=text, container_title=text,
            author=(Name(literal=text), Name(family=f"{text} and {text}", given=f"{text}, {text}")), publisher=text,
            genre=text, issued=PartialDate(start=(2020, 2, 29)), language="en" if index % 3 else "fr",
            URL=f"https://hostile.example/{{a}}_b%20c?q=%7B#é\\^`\"{index}",
        )
        for index, text in enumerate(nasty)
    )  # fmt: skip


class ExporterContract:
    """What every exporter promises; a subclass gives the fixture ``exporter``."""

    def test_it_keeps_the_seam(self, exporter: Exporter) -> None:
        assert isinstance(exporter, Exporter)
        assert exporter.suffix.startswith(".")
        assert exporter.snapshot_places

    def test_the_same_entries_give_the_same_bytes(self, exporter: Exporter) -> None:
        entries = (*some_entries(), *hostile_entries())
        assert "".join(exporter.export(entries)) == "".join(exporter.export(iter(entries)))

    def test_every_key_is_written(self, exporter: Exporter) -> None:
        written = "".join(exporter.export(some_entries()))
        assert all(entry.work.key in written for entry in some_entries())

    def test_what_is_written_can_be_encoded_whatever_comes(self, exporter: Exporter) -> None:
        "".join(exporter.export(hostile_entries())).encode("utf-8")

    def test_no_control_characters_are_written(self, exporter: Exporter) -> None:
        written = "".join(exporter.export(hostile_entries()))
        assert not [char for char in written if ord(char) < 32 and char not in "\r\n\t"]

    def test_it_is_lazy(self, exporter: Exporter) -> None:
        taken = 0

        def endless() -> Iterator[Entry]:
            nonlocal taken
            while True:
                taken += 1
                yield an_entry(f"entry{taken}", type="book", title="Title")

        assert len(list(islice(exporter.export(endless()), 20))) == 20
        assert taken < 50

    def test_the_snapshot_is_written_as_it_is(self, exporter: Exporter) -> None:
        entry = an_entry("a", archived=True, type="webpage", title="T", URL="https://x.example/a_b%20c")
        written = "".join(exporter.export([entry]))
        # In a field of words BibLaTeX needs a backslash before a percent sign; every reader takes it off again.
        assert "https://web.archive.org/web/20240720093000/https://x.example/a_b%20c" in written.replace("\\%", "%")

    def test_a_snapshot_goes_to_each_place_it_names_and_nowhere_with_none(self, exporter: Exporter) -> None:
        entry = an_entry("a", archived=True, type="webpage", title="T", URL="https://x.example/a")
        for place in exporter.snapshot_places:
            written = "".join(exporter.export([entry], ExportSettings(snapshot=place)))
            assert ("web.archive.org" in written) == (place is not SnapshotPlace.NONE)

    def test_a_snapshot_nobody_proved_is_never_cited_as_if_it_were_good(self, exporter: Exporter) -> None:
        for each in (a_doubtful_entry("a"), a_doubtful_entry("a", PageKind.WALL)):
            for place in exporter.snapshot_places:
                written = "".join(exporter.export([each], ExportSettings(snapshot=place)))
                marks = ("unverified", "does not show the text")
                assert "web.archive.org" not in written or any(mark in written for mark in marks)

    def test_nothing_gives_something_that_reads_as_nothing(self, exporter: Exporter) -> None:
        assert "".join(exporter.export([])) in ("", "[]\n")
