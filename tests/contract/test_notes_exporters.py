"""Notes going out again: what every program's mark-up promises, and what each one's own reader makes of it."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from lxml import etree, html

from sourcekeeper import plugins
from sourcekeeper.model import Address, Note, PageKind, Snapshot, SnapshotOrigin
from sourcekeeper.ports import LinkedDocument, LinkedNote, NoteLink, NotesExporter, RawDocument
from sourcekeeper.reading.markup.spip import SpipReader
from sourcekeeper.web.urls import find_addresses

PROGRAMS = ("html", "spip", "word", "wordpress")
TAKEN = datetime(2024, 7, 20, 9, 30, tzinfo=UTC)


def a_snapshot(url: str, shows: PageKind = PageKind.TEXT, *, proved: bool = True) -> Snapshot:
    return Snapshot(
        uri=f"https://web.archive.org/web/20240720093000/{url}", original=url, taken_at=TAKEN,
        archive="web.archive.org", origin=SnapshotOrigin.MADE, shows=shows, confirmed_at=TAKEN if proved else None,
    )  # fmt: skip


def a_note(
    text: str, number: str = "1", *, doubtful: Snapshot | None = None, language: str = "fr", **more
) -> LinkedNote:
    addresses = find_addresses(text)
    links = tuple(
        NoteLink(address=each, doubtful=doubtful)
        if doubtful
        else NoteLink(address=each, snapshot=a_snapshot(each.url))
        for each in addresses
    )
    note = Note(id=number, number=number, text=text, addresses=addresses, **more)
    return LinkedNote(note=note, links=links, language=language)


def written(program: str, *notes: LinkedNote, title: str = "Lettre") -> str:
    exporter: NotesExporter = plugins.load("notes_exporters", program)()
    return "".join(exporter.export([LinkedDocument(title=title, language="fr", notes=notes)]))


LETTER = (
    a_note("Ada Lovelace, « Un titre », La Vigie, 5 mai 2023. https://vigie.example/a_b?c=1&d=2.", "1"),
    a_note("De la prose sans source, avec 50 % de R&D, {accolades} et <chevrons>.", "2"),
    a_note("Voir (https://a.example/x) ; et <https://b.example/y>, et encore https://a.example/x.", "3"),
)
HOSTILE = (
    a_note(
        "]] [[ {{{x}}} }{ \\par \\'e9 <script>alert(1)</script> --> [gallery] {\\rtf1 https://h.example/a'b\"c", "*"
    ),
    a_note("control \x07\x1b[31m \u202e signs 🕵️‍♀️ עברית 漢字 https://h.example/é?q=[x]{y}|z->w", "iv"),
    a_note("", "<b>\"'"),
)


@pytest.mark.parametrize("program", PROGRAMS)
class TestEveryProgram:
    def test_it_keeps_the_seam(self, program: str) -> None:
        exporter = plugins.load("notes_exporters", program)()
        assert isinstance(exporter, NotesExporter)
        assert exporter.name == program

    def test_the_same_notes_give_the_same_bytes(self, program: str) -> None:
        assert written(program, *LETTER, *HOSTILE) == written(program, *LETTER, *HOSTILE)

    def test_each_address_is_followed_by_its_snapshot_once_a_note(self, program: str) -> None:
        text = written(program, *LETTER)
        for url in ("https://vigie.example/a_b", "https://a.example/x", "https://b.example/y"):
            links = re.findall(
                rf'(?:->|HYPERLINK "|href="){re.escape(f"https://web.archive.org/web/20240720093000/{url}")}', text
            )
            assert len(links) == 1

    def test_a_doubtful_snapshot_is_marked_in_the_language_of_the_text(self, program: str) -> None:
        url = "https://a.example/x"
        unproved = a_note(f"Voir {url}.", doubtful=a_snapshot(url, PageKind.UNKNOWN, proved=False))
        assert re.search(r"archive, (à|\\'e0) v", written(program, unproved))
        wall = a_note(f"See {url}.", doubtful=a_snapshot(url, PageKind.WALL), language="en")
        assert "archive, does not show the text" in written(program, wall)

    def test_a_cited_archive_address_is_marked_unless_it_was_proved(self, program: str) -> None:
        uri = "https://web.archive.org/web/20240720093000/https://a.example/x"
        cited = a_note(f"See {uri}.", language="en")
        unknown = replace(cited, links=tuple(replace(link, snapshot=None) for link in cited.links))
        assert "unverified" in written(program, unknown)
        proved = replace(cited, links=(replace(cited.links[0], snapshot=a_snapshot("https://a.example/x")),))
        assert "unverified" not in written(program, proved)
        assert "archive]" not in written(program, proved)

    def test_an_address_under_words_follows_at_the_end(self, program: str) -> None:
        address = Address(cited="https://hidden.example/p", url="https://hidden.example/p")
        note = Note(id="1", number="1", text="Un titre lié", addresses=(address,))
        text = written(program, LinkedNote(note=note, links=(NoteLink(address=address),), language="fr"))
        assert text.count("https://hidden.example/p") >= 2

    def test_nothing_but_web_addresses_is_linked(self, program: str) -> None:
        address = Address(cited="javascript:alert(1)", url="javascript:alert(1)")
        note = Note(id="1", number="1", text="Voir javascript:alert(1) ici", addresses=(address,))
        text = written(program, LinkedNote(note=note, links=(NoteLink(address=address),), language="fr"))
        assert not re.search(r'href="javascript|HYPERLINK "javascript|->javascript', text)

    def test_no_control_characters_are_written(self, program: str) -> None:
        text = written(program, *HOSTILE)
        assert not [char for char in text if (ord(char) < 32 and char != "\n") or char == "\u202e"]

    def test_several_documents_have_their_titles(self, program: str) -> None:
        exporter: NotesExporter = plugins.load("notes_exporters", program)()
        documents = [LinkedDocument(title=f"Text {number}", language="en", notes=LETTER) for number in (1, 2)]
        text = "".join(exporter.export(iter(documents)))
        assert "Text 1" in text
        assert "Text 2" in text


def text_of(linked: LinkedNote) -> str:
    return " ".join(linked.note.text.replace("\x07", " ").replace("\x1b", " ").replace("\u202e", " ").split())


def without_archives(text: str) -> str:
    return " ".join(re.sub(r"\s*\[archive\]", "", text).split())


def test_html_is_well_formed_and_every_note_keeps_its_own_text():
    root = etree.fromstring(written("html", *LETTER).replace("&nbsp;", "&#160;"))
    items = root.findall("ol/li")
    assert [without_archives("".join(item.itertext())) for item in items] == [text_of(each) for each in LETTER]
    assert [item.get("id") for item in items] == ["note-1", "note-2", "note-3"]


def test_html_links_are_robust_links():
    live, archive = etree.fromstring(written("html", LETTER[0]).replace("&nbsp;", "&#160;")).iter("a")
    assert live.get("href") == live.get("data-originalurl") == "https://vigie.example/a_b?c=1&d=2"
    assert live.get("data-versionurl") == archive.get("href")
    assert archive.get("data-originalurl") == live.get("href")
    assert live.get("data-versiondate") == archive.get("data-versiondate") == "2024-07-20"


def test_html_of_hostile_notes_is_well_formed_and_runs_nothing():
    root = etree.fromstring(written("html", *HOSTILE).replace("&nbsp;", "&#160;"))
    assert {element.tag for element in root.iter()} <= {"section", "p", "sup", "a", "em"}


def test_titles_of_books_stay_in_italics():
    note = a_note("Ann Lee, A Book, 2020.", emphasised=((9, 15),))
    assert "<em>A Book</em>" in written("html", note)
    assert "{A Book}" in written("spip", note)
    assert r"{\i A Book}" in written("word", note)


def test_labels_that_do_not_count_up_are_kept_in_front():
    assert "<sup>iv</sup>" in written("html", *HOSTILE)
    assert "[[<iv> " in written("spip", *HOSTILE)
    assert '<ol start="5">' in written("html", a_note("A", "5"), a_note("B", "6"))


def test_wordpress_blocks_open_and_close_and_hold_no_shortcode():
    for notes in (LETTER, HOSTILE):
        text = written("wordpress", *notes)
        open_blocks: list[str] = []
        for closing, name, attributes in re.findall(r"<!-- (/?)wp:([a-z-]+) (\{.*?\} )?-->", text):
            if closing:
                assert open_blocks.pop() == name
            else:
                open_blocks.append(name)
                json.loads(attributes or "{}")
        assert open_blocks == []
        assert "[" not in re.sub(r"<[^<>]*>", "", text)


def test_spip_reads_its_notes_back_with_their_words_and_addresses():
    raw = RawDocument(origin="-", data=("Texte.\n\n" + written("spip", *LETTER, *HOSTILE[:1])).encode())
    notes = SpipReader().read(raw).notes
    assert [without_archives(note.text) for note in notes] == [text_of(each) for each in (*LETTER, *HOSTILE[:1])]
    assert notes[0].addresses[0].url == "https://vigie.example/a_b?c=1&d=2"
    assert notes[0].addresses[1].url.startswith("https://web.archive.org/web/20240720093000/https://vigie.example")


def test_rtf_is_plain_ascii_with_paired_braces():
    for notes in (LETTER, HOSTILE):
        text = written("word", *notes)
        assert text.isascii()
        bare = re.sub(r"\\[\\{}]", "", text)
        assert bare.count("{") == bare.count("}")


@pytest.mark.skipif(shutil.which("pandoc") is None, reason="pandoc is not installed")
def test_rtf_reads_back_with_every_word_and_link():
    done = subprocess.run(
        ["pandoc", "-f", "rtf", "-t", "html", "--wrap=none"],
        input=written("word", *LETTER), capture_output=True, text=True, encoding="utf-8", check=True,
    )  # fmt: skip
    root = html.fragment_fromstring(done.stdout, create_parent=True)
    said = [without_archives("".join(each.itertext()).replace("\xa0", " ")) for each in root.findall("p")]
    assert said == [f"{each.note.number}. {text_of(each)}" for each in LETTER]
    assert root.find(".//a").get("href") == "https://vigie.example/a_b?c=1&d=2"
