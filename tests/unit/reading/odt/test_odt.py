"""OpenDocument texts, zipped and flat."""

from __future__ import annotations

import json
from html import escape

import pytest
from tests.unit.reading.office import ODF_NAMESPACES, odt, odt_note

from sourcekeeper.errors import NotReadable
from sourcekeeper.model import Document
from sourcekeeper.ports import RawDocument
from sourcekeeper.reading.office.odt import OdtReader


def read(data: bytes) -> Document:
    return OdtReader().read(RawDocument(origin="lettre.odt", data=data))


def p(text: str, style: str = "") -> str:
    return f'<text:p text:style-name="{style}">{text}</text:p>'


def text_style(name: str, properties: str, parent: str = "") -> str:
    return (
        f'<style:style style:name="{name}" style:family="text" style:parent-style-name="{parent}">'
        f"<style:text-properties {properties}/></style:style>"
    )


def test_notes_bear_the_numbers_they_show() -> None:
    body = p(
        f"Le pont ferme{odt_note('1', 'Le Port.')}. La mairie se tait{odt_note('i', 'De fin.', kind='endnote')}. "
        f"Le port aussi{odt_note('2', 'La Ville.')}."
    )
    document = read(odt(body))
    assert [(note.number, note.text, note.contexts) for note in document.notes] == [
        ("1", "Le Port.", ("Le pont ferme.",)),
        ("i", "De fin.", ("La mairie se tait.",)),
        ("2", "La Ville.", ("Le port aussi.",)),
    ]


@pytest.mark.parametrize("raised", ["²%", "1.2.3%", "%", ".%"])
def test_figures_that_are_no_numbers_are_passed_over(raised: str) -> None:
    style = text_style("T1", f'style:text-position="{raised} 58%"')
    body = p(f'Le<text:s text:c="²"/>pont <text:span text:style-name="T1">ferme</text:span>{odt_note("1", "A.")}.')
    assert read(odt(body, automatic=style)).notes[0].contexts == ("Le pont ferme.",)


def test_notes_without_written_numbers_are_counted_as_the_document_says() -> None:
    how = '<text:notes-configuration text:note-class="footnote" style:num-format="a" text:start-value="2"/>'
    note = odt_note("", "N.").replace('text:id="foo"', "")
    body = p(f"Un{note}. Deux{note}. Fin{odt_note('', 'E.', kind='endnote')}.")
    assert [note.number for note in read(odt(body, named=how)).notes] == ["c", "d", "i"]


def test_links_italics_spaces_and_line_breaks() -> None:
    note = odt_note(
        "1",
        'Dumont,<text:s text:c="3"/><text:span text:style-name="T1">La\nville</text:span>,<text:line-break/>2021, '
        '<text:a xlink:href="https://exemple.org/a?b=1&amp;c=(2)">ici</text:a><text:tab/>!',
    )
    found = read(odt(p(f"Un{note}."), automatic=text_style("T1", 'fo:font-style="italic"'))).notes[0]
    assert found.text == "Dumont, La ville, 2021, ici !"
    assert [found.text[start:end] for start, end in found.emphasised] == ["La ville"]
    assert [address.cited for address in found.addresses] == ["https://exemple.org/a?b=1&c=(2)"]


def test_a_style_inherits_and_the_innermost_span_decides() -> None:
    named = text_style("Accent", 'fo:font-style="italic"')
    automatic = text_style("T1", 'fo:color="#000"', "Accent") + text_style("T2", 'fo:font-style="normal"')
    note = odt_note(
        "1", '<text:span text:style-name="T1">Le <text:span text:style-name="T2">vrai</text:span> Monde</text:span>.'
    )
    found = read(odt(p(f"Un{note}."), named=named, automatic=automatic)).notes[0]
    assert [found.text[start:end] for start, end in found.emphasised] == ["Le ", " Monde"]


def test_deleted_hidden_and_commented_text_is_left_out() -> None:
    region = f"<text:changed-region>{p('Supprimé ' + odt_note('9', 'X.'))}</text:changed-region>"
    deleted = f"<text:tracked-changes>{region}</text:tracked-changes>"
    hidden = f'<text:section text:display="none">{p("Caché" + odt_note("2", "Y."))}</text:section>'
    body = (
        deleted
        + hidden
        + p(
            f"Le <office:annotation>{p('Vraiment ?')}</office:annotation>pont "
            f'<text:span text:style-name="T1">secret </text:span>ferme{odt_note("1", "Le Port.")}.'
        )
    )
    document = read(odt(body, automatic=text_style("T1", 'text:display="none"')))
    assert [(note.text, note.contexts) for note in document.notes] == [("Le Port.", ("Le pont ferme.",))]


def test_a_note_of_several_paragraphs_and_a_text_box_in_the_sentence() -> None:
    note = odt_note("1", f"{p('Premier.')}{p('Second.')}")
    box = f"<draw:frame><draw:text-box>{p('Encadré.')}</draw:text-box></draw:frame>"
    found = read(odt(p(f"Le pont {box}ferme{note}."))).notes[0]
    assert found.text == "Premier. Second."
    assert found.contexts == ("Le pont ferme.",)


def test_a_raised_reference_to_a_note_is_a_second_call() -> None:
    ref = '<text:note-ref text:note-class="footnote" text:ref-name="ftn1">1</text:note-ref>'
    body = p(
        f'Un{odt_note("1", "N.", id="ftn1")}. Deux<text:span text:style-name="T1">{ref}</text:span>. Voir note {ref}.'
    )
    found = read(odt(body, automatic=text_style("T1", 'style:text-position="super 58%"'))).notes[0]
    assert found.contexts == ("Un.", "Deux.")


def test_notes_by_hand_in_a_numbered_list_are_found() -> None:
    style = (
        '<text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="1"/>'
        "</text:list-style>"
    )
    listed = (
        f'<text:list text:style-name="L1"><text:list-item>{p("Le Port, 2021.")}</text:list-item></text:list>'
        f'<text:list text:style-name="L1" text:continue-numbering="true"><text:list-item>{p("La Ville.")}'
        "</text:list-item></text:list>"
    )
    body = p("Le pont ferme (1). Le port aussi (2).") + "<text:h>Sources</text:h>" + listed
    assert [(note.number, note.text, note.contexts) for note in read(odt(body, automatic=style)).notes] == [
        ("1", "Le Port, 2021.", ("Le pont ferme.",)),
        ("2", "La Ville.", ("Le port aussi.",)),
    ]


def test_zoteros_reference_marks_give_their_items() -> None:
    cited = {"citationItems": [{"itemData": {"type": "book", "title": "La ville"}, "locator": "3"}]}
    name = escape(f"ZOTERO_ITEM CSL_CITATION {json.dumps(cited)} RNDab12")
    note = odt_note(
        "1",
        f'<text:reference-mark-start text:name="{name}"/>Dumont, La ville, p. 3.'
        f'<text:reference-mark-end text:name="{name}"/>',
    )
    found = read(odt(p(f"Un{note}."))).notes[0]
    assert [item.text("title") for item in found.items] == ["La ville"]


def test_title_language_and_day_come_from_the_metadata() -> None:
    meta = (
        "<dc:title>La rivière</dc:title><dc:language>fr-FR</dc:language><dc:date>2024-03-05T10:00:00</dc:date>"
        "<meta:creation-date>2020-01-01T00:00:00</meta:creation-date>"
    )
    document = read(odt(p("Texte."), meta=meta))
    assert (document.title, document.language, str(document.published)) == ("La rivière", "fr-FR", "2024-03-05")


def test_a_flat_document_is_read_the_same() -> None:
    italic = text_style("T1", 'fo:font-style="italic"')
    noted = p("Un" + odt_note("1", '<text:span text:style-name="T1">N</text:span>.') + ".")
    data = (
        f"<?xml version='1.0'?><office:document {ODF_NAMESPACES}><office:meta><dc:title>Plat</dc:title></office:meta>"
        f"<office:automatic-styles>{italic}</office:automatic-styles>"
        f"<office:body><office:text>{noted}"
        "</office:text></office:body></office:document>"
    ).encode()
    assert OdtReader().recognise(RawDocument(origin="x", data=data)) > 0.9
    document = read(data)
    assert document.title == "Plat"
    assert [(note.text, note.emphasised) for note in document.notes] == [("N.", ((0, 1),))]
    assert str(document.notes[0].place) == "/office:document[1]/office:body[1]/office:text[1]/text:p[1]/text:note[1]"


def test_places_are_paths_of_elements() -> None:
    note = odt_note("1", '<text:a xlink:href="https://exemple.org/">ici</text:a>')
    found = read(odt(p("Zéro") + p(f"Un{note}."))).notes[0]
    where = "content.xml#/office:document-content[1]/office:body[1]/office:text[1]/text:p[2]/text:note[1]"
    assert str(found.place) == str(found.calls[0].place) == where
    assert str(found.addresses[0].place) == f"{where}/text:note-body[1]/text:p[1]/text:a[1]/@xlink:href"


@pytest.mark.parametrize("sign", ["<manifest:encryption-data/>", "<loext:KeyInfo/><x:encrypted-package/>"])
def test_an_encrypted_document_is_refused_as_such(sign: str) -> None:
    with pytest.raises(NotReadable, match="encrypted"):
        read(odt(p("Texte."), parts={"META-INF/manifest.xml": f"<manifest:manifest>{sign}</manifest:manifest>"}))


def test_notes_of_one_name_stay_two() -> None:
    note = odt_note("1", "A.", id="same")
    other = odt_note("2", "B.", id="same")
    document = read(odt(p(f"Un{note}. Deux{other}.")))
    assert [(note.text, note.contexts) for note in document.notes] == [("A.", ("Un.",)), ("B.", ("Deux.",))]
