"""Word documents: which notes are found, how they are numbered, what their text and addresses are."""

from __future__ import annotations

import pytest
from tests.unit.reading.office import (
    core,
    docx,
    endnote_call,
    footnote_call,
    paragraph,
    relationships,
    run,
    styles,
    word_notes,
)

from sourcekeeper.model import Document
from sourcekeeper.ports import RawDocument
from sourcekeeper.reading.office.docx import DocxReader

ITALIC = "<w:i/>"


def read(data: bytes) -> Document:
    return DocxReader().read(RawDocument(origin="lettre.docx", data=data))


def numbers(document: Document) -> list[str]:
    return [note.number for note in document.notes]


def test_footnotes_count_in_figures_and_endnotes_in_roman() -> None:
    body = paragraph(
        "Le pont est fermé", footnote_call(5), ". La mairie se tait", endnote_call(3), ". Le port aussi",
        footnote_call(9), ".",
    )  # fmt: skip
    document = read(docx(body, footnotes={9: "Seconde.", 5: "Première."}, endnotes={3: "De fin."}))
    assert [(note.number, note.text) for note in document.notes] == [
        ("1", "Première."),
        ("i", "De fin."),
        ("2", "Seconde."),
    ]
    assert [note.contexts for note in document.notes] == [
        ("Le pont est fermé.",),
        ("La mairie se tait.",),
        ("Le port aussi.",),
    ]


def test_text_split_over_runs_is_one_and_italics_are_kept() -> None:
    note = (
        "<w:p>"
        + run("Dumont, ")
        + run("La vi", ITALIC)
        + run("lle", ITALIC)
        + run(", 2021, www.")
        + run("exemple.org/a.")
        + "</w:p>"
    )
    found = read(docx(paragraph("Un fait", footnote_call(2), "."), footnotes={2: note})).notes[0]
    assert found.text == "Dumont, La ville, 2021, www.exemple.org/a."
    assert [found.text[start:end] for start, end in found.emphasised] == ["La ville"]
    assert [address.cited for address in found.addresses] == ["www.exemple.org/a"]


@pytest.mark.parametrize(
    "link",
    [
        pytest.param('<w:hyperlink r:id="rId7"><w:r><w:t>le rapport</w:t></w:r></w:hyperlink>', id="relationship"),
        pytest.param(
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPER</w:instrText></w:r>'
            '<w:r><w:instrText>LINK "https://exemple.org/r?a=1&amp;b=(2)" \\o "Voir" </w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>le rapport</w:t></w:r>'
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
            id="field",
        ),
        pytest.param(
            '<w:fldSimple w:instr="HYPERLINK &quot;https://exemple.org/r?a=1&amp;b=(2)&quot;">'
            "<w:r><w:t>le rapport</w:t></w:r></w:fldSimple>",
            id="simple field",
        ),
    ],
)
def test_a_link_target_is_found_wherever_word_keeps_it(link: str) -> None:
    note = f"<w:p>{run('Voir ')}{link}{run('.')}</w:p>"
    data = docx(
        paragraph("Un fait", footnote_call(2), "."),
        footnotes={2: note},
        note_links={"rId7": "https://exemple.org/r?a=1&b=(2)"},
    )
    found = read(data).notes[0]
    assert found.text == "Voir le rapport."
    assert [address.cited for address in found.addresses] == ["https://exemple.org/r?a=1&b=(2)"]


def test_links_of_the_body_are_not_those_of_the_notes() -> None:
    link = '<w:hyperlink r:id="rId7"><w:r><w:t>la note</w:t></w:r></w:hyperlink>'
    data = docx(
        paragraph("Un fait", footnote_call(2), ". ", link),
        footnotes={2: f"<w:p>{link}</w:p>"},
        note_links={"rId7": "https://exemple.org/note"},
        parts={"word/_rels/document.xml.rels": relationships({"rId7": ("hyperlink", "https://exemple.org/corps")})},
    )
    document = read(data)
    assert [address.cited for address in document.notes[0].addresses] == ["https://exemple.org/note"]


def test_deleted_text_is_left_out_and_inserted_text_kept() -> None:
    body = paragraph(
        "Le pont est ",
        f"<w:ins>{run('toujours ')}</w:ins>",
        f"<w:del><w:r><w:delText>presque </w:delText></w:r>{footnote_call(3)}</w:del>",
        "fermé",
        footnote_call(2),
        ".",
    )
    document = read(docx(body, footnotes={2: "Reste.", 3: "Supprimée."}))
    assert [(note.number, note.text, note.contexts) for note in document.notes] == [
        ("1", "Reste.", ("Le pont est toujours fermé.",))
    ]


def test_a_paragraph_whose_mark_was_deleted_goes_on_with_the_next() -> None:
    first = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>" + run("Le pont ") + "</w:p>"
    document = read(docx(first, paragraph("est fermé", footnote_call(2), "."), footnotes={2: "N."}))
    assert document.notes[0].contexts == ("Le pont est fermé.",)


def test_moved_text_counts_once() -> None:
    body = paragraph(
        f"<w:moveFrom>{run('Ailleurs')}{footnote_call(3)}</w:moveFrom>",
        "Ici",
        f"<w:moveTo>{footnote_call(2)}</w:moveTo>",
        ".",
    )
    document = read(docx(body, footnotes={2: "Une.", 3: "Une."}))
    assert numbers(document) == ["1"]
    assert document.notes[0].contexts == ("Ici.",)


@pytest.mark.parametrize(
    "hidden",
    [
        pytest.param(run("secret ", "<w:vanish/>"), id="direct"),
        pytest.param(run("secret ", '<w:rStyle w:val="Hid"/>'), id="by style"),
    ],
)
def test_hidden_text_is_left_out(hidden: str) -> None:
    style = '<w:style w:type="character" w:styleId="Hid"><w:name w:val="Hid"/><w:rPr><w:vanish/></w:rPr></w:style>'
    data = docx(
        paragraph("Le pont ", hidden, "ferme", footnote_call(2), "."),
        footnotes={2: f"<w:p>{run('Voir ')}{hidden}{run('cela.')}</w:p>"},
        parts={"word/styles.xml": styles(style)},
    )
    found = read(data).notes[0]
    assert found.contexts == ("Le pont ferme.",)
    assert found.text == "Voir cela."


def test_a_switch_set_to_off_is_off() -> None:
    note = "<w:p>" + run("Titre", '<w:i w:val="0"/>') + run(" visible", '<w:vanish w:val="false"/>') + "</w:p>"
    found = read(docx(paragraph("Un fait", footnote_call(2), "."), footnotes={2: note})).notes[0]
    assert found.text == "Titre visible"
    assert found.emphasised == ()


def test_the_italics_of_a_style_are_inherited() -> None:
    written = styles(
        '<w:style w:styleId="Base"><w:name w:val="Base"/><w:rPr><w:i/></w:rPr></w:style>',
        '<w:style w:styleId="Top"><w:name w:val="Top"/><w:basedOn w:val="Base"/></w:style>',
    )
    note = "<w:p>" + run("Le ") + run("Monde", '<w:rStyle w:val="Top"/>') + "</w:p>"
    data = docx(paragraph("Un fait", footnote_call(2), "."), footnotes={2: note}, parts={"word/styles.xml": written})
    found = read(data).notes[0]
    assert [found.text[start:end] for start, end in found.emphasised] == ["Monde"]


def test_styles_based_on_one_another_in_a_circle_do_no_harm() -> None:
    written = styles(
        '<w:style w:styleId="A"><w:name w:val="A"/><w:basedOn w:val="B"/></w:style>',
        '<w:style w:styleId="B"><w:name w:val="B"/><w:basedOn w:val="A"/></w:style>',
    )
    data = docx(
        paragraph(run("Un fait", '<w:rStyle w:val="A"/>'), footnote_call(2), "."),
        footnotes={2: "N."},
        parts={"word/styles.xml": written},
    )
    assert numbers(read(data)) == ["1"]


NOTE_PR = "<w:footnotePr>{}</w:footnotePr>"


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        pytest.param('<w:numFmt w:val="lowerLetter"/>', ["a", "b"], id="letters"),
        pytest.param('<w:numFmt w:val="chicago"/>', ["*", "†"], id="symbols"),
        pytest.param('<w:numStart w:val="7"/>', ["7", "8"], id="start"),
        pytest.param('<w:numFmt w:val="upperRoman"/><w:numStart w:val="4"/>', ["IV", "V"], id="both"),
    ],
)
def test_settings_say_how_notes_are_numbered(settings: str, expected: list[str]) -> None:
    body = paragraph("Un", footnote_call(2), ". Deux", footnote_call(3), ".")
    whole = (
        '<w:settings xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f"{NOTE_PR.format(settings)}</w:settings>"
    )
    assert numbers(read(docx(body, footnotes={2: "A.", 3: "B."}, parts={"word/settings.xml": whole}))) == expected
    # A section says it for itself, too.
    assert numbers(read(docx(body, footnotes={2: "A.", 3: "B."}, section=NOTE_PR.format(settings)))) == expected


def test_numbers_may_start_anew_in_each_section() -> None:
    restart = NOTE_PR.format('<w:numRestart w:val="eachSect"/>')
    last = paragraph("Deux", footnote_call(3), ".", properties=f"<w:sectPr>{restart}</w:sectPr>")
    data = docx(
        paragraph("Un", footnote_call(2), "."),
        last,
        paragraph("Trois", footnote_call(4), "."),
        footnotes={2: "A.", 3: "B.", 4: "C."},
        section=restart,
    )
    assert numbers(read(data)) == ["1", "2", "1"]


def test_numbers_may_start_anew_on_each_page_as_last_rendered() -> None:
    data = docx(
        paragraph("Un", footnote_call(2), "."),
        paragraph("<w:r><w:lastRenderedPageBreak/></w:r>", "Deux", footnote_call(3), "."),
        footnotes={2: "A.", 3: "B."},
        section=NOTE_PR.format('<w:numRestart w:val="eachPage"/>'),
    )
    assert numbers(read(data)) == ["1", "1"]


def test_a_mark_of_the_authors_own_is_the_number_and_is_not_counted() -> None:
    own = '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="2"/><w:t>**</w:t></w:r>'
    data = docx(
        paragraph("Un fait", own, ". Un autre", footnote_call(3), "."),
        footnotes={2: "<w:p>" + run("**") + run(" Précision.") + "</w:p>", 3: "Suite."},
    )
    document = read(data)
    assert [(note.number, note.text, note.contexts) for note in document.notes] == [
        ("**", "Précision.", ("Un fait.",)),
        ("1", "Suite.", ("Un autre.",)),
    ]


def test_a_cross_reference_set_as_a_call_is_a_second_call() -> None:
    marked = f'<w:bookmarkStart w:id="0" w:name="_Ref1"/>{footnote_call(2)}<w:bookmarkEnd w:id="0"/>'
    again = (
        '<w:fldSimple w:instr=" NOTEREF _Ref1 \\f \\h ">'
        + run("1", '<w:vertAlign w:val="superscript"/>')
        + "</w:fldSimple>"
    )
    word = '<w:fldSimple w:instr=" NOTEREF _Ref1 \\h ">' + run("1") + "</w:fldSimple>"
    data = docx(
        paragraph("Un fait", marked, ". Le même", again, ". Voir la note ", word, "."), footnotes={2: "Source."}
    )
    note = read(data).notes[0]
    assert note.contexts == ("Un fait.", "Le même.")


def test_a_call_without_note_and_a_note_without_call_are_told() -> None:
    document = read(docx(paragraph("Un fait", footnote_call(7), "."), footnotes={2: "Jamais appelée."}))
    assert [problem.reason.code for problem in document.problems] == ["call-without-note"]
    assert [note.problems[0].reason.code for note in document.notes] == ["note-without-call"]


def test_two_notes_of_one_name_are_told() -> None:
    part = word_notes("footnote", {2: "La bonne."})
    part = part.replace("</w:footnotes>", f'<w:footnote w:id="2">{paragraph("Une autre.")}</w:footnote></w:footnotes>')
    document = read(docx(paragraph("Un fait", footnote_call(2), "."), parts={"word/footnotes.xml": part}))
    assert [note.text for note in document.notes] == ["La bonne."]
    assert [problem.reason.code for problem in document.problems] == ["note-repeated"]


def test_a_note_of_several_paragraphs_is_one_text() -> None:
    note = paragraph("<w:r><w:footnoteRef/></w:r>", " Premier.") + paragraph("Second.")
    assert read(docx(paragraph("Un", footnote_call(2), "."), footnotes={2: note})).notes[0].text == "Premier. Second."


@pytest.mark.parametrize(
    ("before", "behind", "expected"),
    [
        ("", ". Le Port.", "Le Port."),
        ("[", "] Le Port.", "Le Port."),
        ("", ") Le Port.", "Le Port."),
        ("", "... et la suite.", "... et la suite."),
        ("", " (sic) Le Port.", "(sic) Le Port."),
    ],
)
def test_what_stands_round_a_notes_own_number_goes_with_it(before: str, behind: str, expected: str) -> None:
    note = f"<w:p>{run(before)}<w:r><w:footnoteRef/></w:r>{run(behind)}</w:p>"
    assert read(docx(paragraph("Un", footnote_call(2), "."), footnotes={2: note})).notes[0].text == expected


def test_special_characters_are_written_out() -> None:
    note = (
        "<w:p><w:r><w:t>https://exemple.org/a</w:t><w:noBreakHyphen/><w:t>b</w:t><w:tab/><w:t>fin</w:t><w:br/>"
        '<w:t>ligne</w:t><w:sym w:font="Symbol" w:char="F02A"/><w:softHyphen/></w:r></w:p>'
    )
    found = read(docx(paragraph("Un", footnote_call(2), "."), footnotes={2: note})).notes[0]
    assert found.text == "https://exemple.org/a-b fin ligne*"
    assert found.addresses[0].cited == "https://exemple.org/a-b"


def test_a_text_box_is_read_once_and_beside_the_sentence() -> None:
    box = f"<w:txbxContent>{paragraph('Encadré.')}</w:txbxContent>"
    either = f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    drawn = f"<w:r><mc:AlternateContent>{either}</mc:AlternateContent></w:r>"
    document = read(docx(paragraph("Le pont ", drawn, "ferme", footnote_call(2), "."), footnotes={2: "N."}))
    assert document.notes[0].contexts == ("Le pont ferme.",)


def test_a_table_of_contents_is_no_text() -> None:
    toc = '<w:style w:styleId="T1"><w:name w:val="toc 1"/></w:style>'
    data = docx(
        paragraph("Notes 3", properties='<w:pStyle w:val="T1"/>'),
        paragraph("Le pont ferme [1]."),
        paragraph("Notes"),
        paragraph("[1] Le Port, 2021."),
        parts={"word/styles.xml": styles(toc)},
    )
    assert [(note.number, note.text) for note in read(data).notes] == [("1", "Le Port, 2021.")]


def test_notes_typed_by_hand_are_found_when_word_has_none() -> None:
    raised = run("1", '<w:vertAlign w:val="superscript"/>')
    data = docx(
        paragraph("Le pont ferme", raised, "."),
        paragraph("Notes"),
        paragraph("1. Le Port, 2021, https://exemple.org/port."),
    )
    found = read(data).notes[0]
    assert (found.number, found.text) == ("1", "Le Port, 2021, https://exemple.org/port.")
    assert found.contexts == ("Le pont ferme.",)
    assert found.place is not None
    assert str(found.place).startswith("word/document.xml#/w:document[1]/w:body[1]/w:p[3]")


def test_labels_may_be_parted_from_notes_by_spaces_that_do_not_break() -> None:
    raised = [run(f"[{number}]", '<w:vertAlign w:val="superscript"/>') for number in (1, 2)]
    data = docx(
        paragraph("Le pont ferme", raised[0], ". Le port aussi", raised[1], "."),
        paragraph("[1]\u00a0Le Port, 2021."),
        paragraph("[2]\u202fLa Ville, 2022."),
    )
    assert [(note.number, note.text) for note in read(data).notes] == [
        ("1", "Le Port, 2021."),
        ("2", "La Ville, 2022."),
    ]


def test_bullets_before_the_notes_do_not_hide_them() -> None:
    data = docx(
        paragraph("• Le pont"),
        paragraph("• Le port"),
        paragraph("Le pont ferme", run("1", '<w:vertAlign w:val="superscript"/>'), "."),
        paragraph("1. Le Port, 2021."),
    )
    assert [(note.number, note.text) for note in read(data).notes] == [("1", "Le Port, 2021.")]


def test_a_numbered_list_under_a_heading_answers_calls_by_hand() -> None:
    numbering = (
        '<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        '<w:abstractNum w:abstractNumId="4"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        '<w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
        '<w:num w:numId="2"><w:abstractNumId w:val="4"/></w:num></w:numbering>'
    )
    listed = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr>'
    data = docx(
        paragraph("Le pont ferme (1). Le port aussi (2)."),
        paragraph("Sources"),
        paragraph("Le Port, 2021.", properties=listed),
        paragraph("La Ville, 2022.", properties=listed),
        parts={"word/numbering.xml": numbering},
    )
    assert [(note.number, note.text, note.contexts) for note in read(data).notes] == [
        ("1", "Le Port, 2021.", ("Le pont ferme.",)),
        ("2", "La Ville, 2022.", ("Le port aussi.",)),
    ]


def test_the_strict_variant_and_other_part_names_are_read() -> None:
    data = docx(
        "",
        parts={
            "_rels/.rels": relationships({"r1": ("officeDocument", "/word/document2.xml")}, external=False),
            "word/document2.xml": (
                '<x:document xmlns:x="http://purl.oclc.org/ooxml/wordprocessingml/main"><x:body><x:p><x:r>'
                '<x:t>Un fait</x:t></x:r><x:r><x:footnoteReference x:id="2"/></x:r><x:r><x:t>.</x:t></x:r></x:p>'
                "</x:body></x:document>"
            ),
            "word/_rels/document2.xml.rels": relationships({"r2": ("footnotes", "notes7.xml")}, external=False),
            "word/notes7.xml": (
                '<x:footnotes xmlns:x="http://purl.oclc.org/ooxml/wordprocessingml/main"><x:footnote x:id="2"><x:p>'
                "<x:r><x:t>Autre nom.</x:t></x:r></x:p></x:footnote></x:footnotes>"
            ),
        },
    )
    assert [(note.text, note.contexts) for note in read(data).notes] == [("Autre nom.", ("Un fait.",))]


def test_title_language_and_day_come_from_the_properties() -> None:
    properties = core("La rivière", "fr-BE", "2020-01-02T08:00:00Z", "2024-03-05T10:00:00Z")
    document = read(docx(paragraph("Texte."), parts={"docProps/core.xml": properties}))
    assert (document.title, document.language, str(document.published)) == ("La rivière", "fr-BE", "2024-03-05")


def test_without_properties_the_title_is_the_first_heading() -> None:
    heading = paragraph("Pour la ", footnote_call(2), "rivière", properties='<w:pStyle w:val="Heading1"/>')
    document = read(docx(heading, footnotes={2: "N."}, parts={"docProps/core.xml": core("Microsoft Word - a.docx")}))
    assert document.title == "Pour la rivière"


# --- places ---------------------------------------------------------------------------------------------------------


def test_places_are_paths_of_elements() -> None:
    note = f'<w:p>{run("Voir ")}<w:hyperlink r:id="rId7"><w:r><w:t>ceci</w:t></w:r></w:hyperlink></w:p>'
    data = docx(
        paragraph("Un"),
        paragraph("Deux", footnote_call(2), "."),
        footnotes={2: note},
        note_links={"rId7": "https://exemple.org/"},
    )
    found = read(data).notes[0]
    assert str(found.place) == "word/footnotes.xml#/w:footnotes[1]/w:footnote[3]"
    assert (
        str(found.calls[0].place) == "word/document.xml#/w:document[1]/w:body[1]/w:p[2]/w:r[2]/w:footnoteReference[1]"
    )
    assert str(found.addresses[0].place) == 'word/_rels/footnotes.xml.rels#/Relationships[1]/Relationship[@Id="rId7"]'
