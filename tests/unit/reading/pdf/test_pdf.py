"""What the PDF reader makes of pages, links and metadata."""

from __future__ import annotations

import datetime
import io
import re
import zlib
from pathlib import Path

import pypdf
import pytest
from tests.unit.reading.pdf.sheets import Sheet, pdf_of

from sourcekeeper.errors import NotReadable
from sourcekeeper.model import Document
from sourcekeeper.ports import RawDocument
from sourcekeeper.reading.pdf.reader import PdfReader


def read(data: bytes) -> Document:
    return PdfReader().read(RawDocument(origin="lettre.pdf", data=data))


def texts(document: Document) -> list[tuple[str, str]]:
    return [(note.number, note.text) for note in document.notes]


def addresses(document: Document) -> list[list[str]]:
    return [[address.cited for address in note.addresses] for note in document.notes]


def letter(notes: list[str], body: list[str] | None = None, **options: float) -> Sheet:
    """One page: text at the top, notes in smaller type at the foot."""
    sheet = Sheet(**options)  # type: ignore[arg-type]
    calls = " ".join(f"Ceci est la phrase {number}^{number}^." for number in range(1, len(notes) + 1))
    sheet.lines(60, 760, body or [calls, "Le texte continue encore un peu, sans aucune note du tout."])
    y = 120.0
    for number, note in enumerate(notes, start=1):
        y = sheet.lines(
            60, y, [f"^{number}^ {line}" if not at else line for at, line in enumerate(note.split("\n"))], 9
        )
    return sheet


def test_a_word_broken_over_lines_is_joined_and_a_hyphen_that_is_meant_stays() -> None:
    note = "Un rapport sur la surveil-\nlance, dit-\non, pages 45-\n52, du Nord-\nOuest."
    assert texts(read(pdf_of([letter([note])]))) == [
        ("1", "Un rapport sur la surveillance, dit-on, pages 45-52, du Nord-Ouest.")
    ]


def test_other_words_of_the_document_tell_whether_a_hyphen_is_meant() -> None:
    body = ["Un contre-rapport^1^ et une contrepartie sont là.", "Le contre-rapport est long, la contrepartie aussi."]
    note = "Voir le contre-\nrapport et la contre-\npartie."
    assert texts(read(pdf_of([letter([note], body)]))) == [("1", "Voir le contre-rapport et la contrepartie.")]


def test_an_address_broken_over_lines_keeps_its_hyphen() -> None:
    note = "Voir https://www.example.org/presse/2024/une-longue-\nadresse-de-communique.html."
    assert addresses(read(pdf_of([letter([note])]))) == [
        ["https://www.example.org/presse/2024/une-longue-adresse-de-communique.html"]
    ]


def test_annotations_of_one_address_on_two_lines_are_one_link() -> None:
    whole = "https://www.example.org/dossier/cameras/bilan"
    sheet = letter(["Voir https://www.example.org/dossier/cam\neras/bilan, p. 3."])
    sheet.link((60, 115, 400, 130), whole)
    sheet.link((60, 106, 115, 114), whole)
    document = read(pdf_of([sheet]))
    assert addresses(document) == [[whole]]
    assert texts(document) == [("1", f"Voir {whole}, p. 3.")]


def test_the_target_of_a_link_is_an_address_though_the_text_does_not_show_it() -> None:
    sheet = letter(["Le rapport annuel, p. 4."])
    sheet.link((60, 115, 200, 130), "https://www.example.org/rapport.pdf")
    assert addresses(read(pdf_of([sheet]))) == [["https://www.example.org/rapport.pdf"]]


def test_an_address_is_cited_as_written_where_the_program_encoded_it() -> None:
    sheet = letter(["Voir https://fr.wikipedia.org/wiki/Écluse."])
    sheet.link((60, 115, 300, 130), "https://fr.wikipedia.org/wiki/%C3%89cluse")
    assert addresses(read(pdf_of([sheet]))) == [["https://fr.wikipedia.org/wiki/Écluse"]]


def test_links_of_the_text_are_not_taken_for_those_of_notes() -> None:
    sheet = letter(["Rien."])
    sheet.link((60, 740, 300, 756), "https://www.example.org/petition")
    assert addresses(read(pdf_of([sheet]))) == [[]]


def test_running_heads_and_page_numbers_are_no_part_of_sentences_or_notes() -> None:
    sheets = []
    for number in range(1, 5):
        sheet = Sheet()
        sheet.line(60, 800, "Rapport citoyen sur le canal", 9)
        sheet.lines(
            60, 760, [f"Ceci est la page {number}^{number}^ et elle est longue, elle va jusqu'au", "bout de la"]
        )
        sheet.line(60, 100, f"^{number}^ Note de la page {number}.", 9)
        sheet.line(290, 30, f"- {number} -", 9)
        sheets.append(sheet)
    document = read(pdf_of(sheets))
    assert texts(document) == [(str(number), f"Note de la page {number}.") for number in range(1, 5)]
    assert not any("Rapport citoyen" in context for note in document.notes for context in note.contexts)


def test_a_note_goes_on_at_the_foot_of_the_next_page() -> None:
    first = letter(["Une note qui ne tient pas sur sa page et va"])
    second = Sheet()
    second.lines(
        60, 760, ["La suite du texte, page deux, assez longue^2^.", "Elle a deux lignes au moins, comme il faut."]
    )
    second.lines(60, 120, ["jusqu'à la page suivante.", "^2^ La deuxième note."], 9)
    for sheet in (first, second):
        sheet.rule(60, 140)
    assert texts(read(pdf_of([first, second]))) == [
        ("1", "Une note qui ne tient pas sur sa page et va jusqu'à la page suivante."),
        ("2", "La deuxième note."),
    ]


def test_a_sentence_goes_on_over_the_page() -> None:
    first = letter(["Note."], ["Une première phrase, courte mais pleine. Et une seconde qui se poursuit sur"])
    second = Sheet()
    second.lines(60, 760, ["la page suivante^1^ sans s'arrêter. Puis d'autres phrases viennent encore."])
    assert read(pdf_of([first, second])).notes[0].contexts == (
        "Et une seconde qui se poursuit sur la page suivante sans s'arrêter.",
    )


def test_two_columns_are_read_one_after_the_other() -> None:
    sheet = Sheet()
    left = [f"colonne gauche, ligne {number:02}" for number in range(20)]
    right = [f"colonne droite, ligne {number:02}" for number in range(20)]
    left[19] = "la gauche finit ainsi et"
    right[0] = "la droite reprend ici^1^."
    for at in range(20):  # painted line by line across the page, as some programs do
        sheet.line(40, 780 - 15 * at, left[at])
        sheet.line(310, 780 - 15 * at, right[at])
    sheet.line(40, 100, "^1^ Note.", 9)
    context = read(pdf_of([sheet])).notes[0].contexts[0]
    assert "la gauche finit ainsi et la droite reprend ici." in context


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_rotation_of_the_view_changes_nothing(rotate: int) -> None:
    sheet = letter(["Une note."])
    sheet.rotate = rotate
    assert texts(read(pdf_of([sheet]))) == [("1", "Une note.")]


def test_text_painted_sideways_on_a_rotated_page_is_read_and_its_links_too() -> None:
    sheet = letter(["Voir le site."])
    sheet.content = [b"0 1 -1 0 842 0 cm", *sheet.content]
    sheet.width, sheet.height, sheet.rotate = 842, 842, 90
    sheet.link((842 - 130, 75, 842 - 115, 300), "https://www.example.org/")
    document = read(pdf_of([sheet]))
    assert texts(document) == [("1", "Voir le site.")]
    assert addresses(document) == [["https://www.example.org/"]]


def test_exponents_are_no_calls() -> None:
    document = read(pdf_of([letter(["Une note."], ["Le parc fait 14 km^2^ et coûte cher^1^. Il fait 3 m^2^."])]))
    assert texts(document) == [("1", "Une note.")]
    assert document.notes[0].contexts == ("Le parc fait 14 km² et coûte cher.",)
    assert document.problems == ()


def test_a_figure_raised_behind_a_sum_of_money_is_a_call() -> None:
    document = read(pdf_of([letter(["One.", "Two."], ["It was drawn in 1963^1^ and costs £412m^2^ by now."])]))
    assert [note.contexts for note in document.notes] == [("It was drawn in 1963 and costs £412m by now.",)] * 2


def test_a_note_goes_on_though_its_next_line_is_in_another_type() -> None:
    first = letter(["Une note dont l'adresse est à la page suivante, https:"])
    second = Sheet()
    second.lines(
        60, 760, ["La suite du texte, page deux, assez longue^2^.", "Elle a deux lignes au moins, comme il faut."]
    )
    second.lines(60, 120, ["//www.example.org/rapports/2022.pdf"], 7)
    second.lines(60, 106, ["^2^ La deuxième note."], 9)
    for sheet in (first, second):
        sheet.rule(60, 140)
    assert addresses(read(pdf_of([first, second]))) == [["https://www.example.org/rapports/2022.pdf"], []]


def test_a_paragraph_begins_on_a_page_of_few_lines() -> None:
    body = ["Une ligne du texte qui va d'un bord à l'autre de la page, comme les autres."] * 4
    first, second = letter(["Une note."], [*body, "Fait^1^. Puis une phrase qui va"]), Sheet()
    second.lines(60, 760, ["jusqu'ici."])
    second.lines(76, 746, ["Le vote aura lieu au printemps. Il n'est pas trop tard pour que"])
    second.lines(60, 732, ["la mairie change d'avis^2^."])
    second.lines(60, 120, ["^2^ La deuxième note."], 9)
    for sheet in (first, second):
        sheet.rule(60, 140)
    assert read(pdf_of([first, second])).notes[1].contexts == (
        "Il n'est pas trop tard pour que la mairie change d'avis.",
    )


def test_glued_calls_of_two_notes_are_told_apart() -> None:
    document = read(pdf_of([letter(["Une.", "Deux."], ["Une phrase avec deux notes^12^ et pas plus de deux."])]))
    assert [note.contexts for note in document.notes] == [("Une phrase avec deux notes et pas plus de deux.",)] * 2


def test_small_print_that_nothing_calls_is_no_note() -> None:
    sheet = Sheet()
    sheet.lines(60, 760, ["Une lettre tout à fait ordinaire, sans notes.", "Elle a deux lignes, puis une signature."])
    sheet.lines(60, 60, ["1 rue du Port, 75000 Paris", "https://www.example.org"], 8)
    document = read(pdf_of([sheet]))
    assert document.notes == ()


def test_a_document_of_nothing_but_notes_is_read() -> None:
    sheet = Sheet()
    sheet.rule(60, 140)
    sheet.lines(60, 120, ["^1^ Une note sans texte autour d'elle.", "^2^ Une autre note."], 9)
    assert [problem.reason.code for note in read(pdf_of([sheet])).notes for problem in note.problems] in (
        [],
        ["note-without-call"] * 2,
    )


def test_places_name_page_line_and_character() -> None:
    note = read(pdf_of([letter(["Voir https://x.example.org/a."])])).notes[0]
    assert str(note.place) == "page[1]/line[3]/char[3]"
    assert str(note.calls[0].place) == "page[1]/line[1]/char[21]"
    assert str(note.addresses[0].place) == "page[1]/line[3]/char[8]"


def test_italics_are_told() -> None:
    note = read(pdf_of([letter(["Roux, {Le canal vu de haut}, 2021."])])).notes[0]
    assert [note.text[start:end] for start, end in note.emphasised] == ["Le canal vu de haut"]


def test_title_language_and_day_come_from_the_metadata() -> None:
    data = pdf_of(
        [letter(["Note."])],
        information="/Title (Le canal) /CreationDate (D:20240305101500+01'00')",
        catalogue="/Lang (fr-FR)",
    )
    document = read(data)
    assert (document.title, document.published) == ("Le canal", datetime.date(2024, 3, 5))


def test_what_the_information_does_not_tell_comes_from_the_xmp_packet() -> None:
    packet = (
        b"<x:xmpmeta><rdf:RDF><rdf:Description xmp:CreateDate='2023-01-01' xmp:CreateDate=\"2024-03-05T10:15:00Z\">"
        b"<dc:title><rdf:Alt><rdf:li xml:lang='x-default'>Le canal &amp; la ville</rdf:li></rdf:Alt></dc:title>"
        b"<dc:language><rdf:Bag><rdf:li>fr-CA</rdf:li></rdf:Bag></dc:language></rdf:Description></rdf:RDF>"
    )
    data = pdf_of([letter(["Note."])], catalogue="/Metadata 8 0 R")
    end = data.index(b"xref\n0")
    stream = b"8 0 obj\n<< /Type /Metadata /Subtype /XML /Length %d >>\nstream\n%s\nendstream\nendobj\n"
    document = read(data[:end] + stream % (len(packet), packet) + b"trailer\n<< /Root 1 0 R >>\n%%EOF")
    assert (document.title, document.language) == ("Le canal & la ville", "fr-CA")
    assert document.published == datetime.date(2024, 3, 5)


def test_the_words_of_the_text_tell_its_language_better_than_the_program() -> None:
    assert read(pdf_of([letter(["Note."])], catalogue="/Lang (en-US)")).language == "fr"
    assert read(pdf_of([letter(["Note."])], catalogue="/Lang (fr-BE)")).language == "fr-BE"


def test_a_title_that_is_a_file_name_gives_way_to_the_largest_type() -> None:
    sheet = letter(["Note."])
    sheet.line(60, 800, "Le canal sous surveillance", 20)
    document = read(pdf_of([sheet], information="/Title (Microsoft Word - lettre_v3.docx)"))
    assert document.title == "Le canal sous surveillance"


# --- locked, empty, broken ------------------------------------------------------------------------------------------


def encrypted(password: str, algorithm: str) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf_of([letter(["Une note."])])))
    writer.encrypt(user_password=password, owner_password="owner", algorithm=algorithm)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-128", "AES-256"])
def test_a_pdf_locked_without_a_password_is_read(algorithm: str) -> None:
    assert texts(read(encrypted("", algorithm))) == [("1", "Une note.")]


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-256"])
def test_a_pdf_that_needs_a_password_is_refused_and_says_so(algorithm: str) -> None:
    with pytest.raises(NotReadable, match="needs a password"):
        read(encrypted("geheim", algorithm))


def test_a_scan_is_refused_and_says_so() -> None:
    sheet = Sheet()
    sheet.content = [b"q 595 0 0 842 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x80 EI Q"]
    with pytest.raises(NotReadable, match="only pictures"):
        read(pdf_of([sheet]))


def test_a_lost_table_of_objects_is_rebuilt() -> None:
    data = pdf_of([letter(["Une note."])])
    broken = data[: data.index(b"xref\n0")] + b"xref\n0 1\nrubbish\ntrailer\n<< /Root 1 0 R >>\nstartxref\n7\n%%EOF"
    assert texts(read(broken)) == [("1", "Une note.")]


@pytest.mark.parametrize("name", ["lo-fr", "tex-de-koma", "chrome-fr"])
def test_a_file_cut_short_is_read_as_far_as_it_goes(name: str) -> None:
    data = (Path(__file__).parents[3] / "eval" / "documents" / "pdf" / f"{name}.pdf").read_bytes()
    document = read(data[: len(data) - 1500])
    assert len(document.notes) == 10
    assert "part-damaged" in [problem.reason.code for problem in document.problems]


def test_objects_packed_together_are_found_when_the_table_is_lost() -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf_of([letter(["Une note."])])))
    out = io.BytesIO()
    writer.write(out)
    data = out.getvalue()
    pages = b"<< /Type /Pages /Count 1 /Kids [%s] >>" % re.search(rb"/Kids \[ (\d+ 0 R) \]", data)[1]  # type: ignore[index]
    number = int(re.search(rb"(\d+) 0 obj\s*<<\s*/Type /Pages", data)[1])  # type: ignore[index]
    packed = zlib.compress(b"%d 0 " % number + pages)
    first = len(b"%d 0 " % number)
    body = (
        data[: data.index(b"xref\n0")].replace(b"%d 0 obj" % number, b"99 0 obj", 1).replace(b"/Pages\n", b"/None\n")
    )
    head = b"98 0 obj\n<< /Type /ObjStm /N 1 /First %d /Filter /FlateDecode /Length %d >>" % (first, len(packed))
    body += head + b"\nstream\n" + packed + b"\nendstream\nendobj"
    assert texts(read(body)) == [("1", "Une note.")]


def test_a_page_tree_that_bites_its_tail_is_read_once() -> None:
    data = pdf_of([letter(["Une note."])])
    document = read(data.replace(b"/Kids [7 0 R]", b"/Kids [7 0 R 2 0 R]"))
    assert texts(document) == [("1", "Une note.")]
    assert [problem.reason.code for problem in document.problems] == ["part-damaged"]


def test_pages_are_found_though_the_page_tree_is_lost() -> None:
    data = pdf_of([letter(["Une note."])])
    document = read(data.replace(b"/Pages 2 0 R", b"/Pages 99 0 R"))
    assert texts(document) == [("1", "Une note.")]
    assert document.problems


def test_a_page_that_is_damaged_is_a_problem_and_the_others_are_read() -> None:
    good, bad = letter(["Une note."]), letter(["Une autre."])
    data = pdf_of([good, bad], packed=True)
    at = data.rindex(b"stream\n") - 40
    start = data.index(b"stream\n", at - 400) + 7
    document = read(data[: start + 2] + b"\xff" * 40 + data[start + 42 :])
    assert document.problems or document.notes


def test_what_is_no_pdf_is_refused() -> None:
    with pytest.raises(NotReadable, match="not a PDF"):
        read(b"Une lettre.")
