"""What reference managers leave in Word documents: their CSL is taken as it is."""

from __future__ import annotations

import base64
import json
from html import escape

import pytest
from tests.unit.reading.office import docx, footnote_call, paragraph, run

from sourcekeeper.model import Document, PartialDate
from sourcekeeper.ports import RawDocument
from sourcekeeper.reading.office.docx import DocxReader


def read(data: bytes) -> Document:
    return DocxReader().read(RawDocument(origin="lettre.docx", data=data))


CSL = {
    "citationItems": [
        {
            "id": 12,
            "itemData": {
                "id": 12,
                "type": "book",
                "title": "La ville qui compte",
                "author": [{"family": "Dumont", "given": "Claire"}],
                "issued": {"date-parts": [["2021", 3]]},
                "citation-key": "dumont2021",
            },
            "locator": "70",
            "label": "page",
        },
        {"id": 13, "itemData": {"type": "webpage", "title": "Autre"}, "locator": "3", "label": "chapter"},
    ],
    "properties": {"noteIndex": 1},
}


def field(instruction: str, result: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{escape(instruction[:40])}</w:instrText></w:r>"
        f"<w:r><w:instrText>{escape(instruction[40:])}</w:instrText></w:r>"
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(result)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


CITED = "Dumont, La ville qui compte, p. 70 ; Autre."
CONTROL_TAG = "MENDELEY_CITATION_v3_" + base64.b64encode(json.dumps(CSL).encode()).decode()


@pytest.mark.parametrize(
    "cited",
    [
        pytest.param(field(f" ADDIN ZOTERO_ITEM CSL_CITATION {json.dumps(CSL)} ", CITED), id="Zotero's field"),
        pytest.param(field(f"ADDIN CSL_CITATION {json.dumps(CSL)}", CITED), id="Mendeley's field"),
        pytest.param(
            f'<w:sdt><w:sdtPr><w:tag w:val="{CONTROL_TAG}"/></w:sdtPr>'
            f"<w:sdtContent>{run(CITED)}</w:sdtContent></w:sdt>",
            id="Mendeley's content control",
        ),
        pytest.param(
            f'<w:bookmarkStart w:id="4" w:name="ZOTERO_BREF_x1"/>{run(CITED)}<w:bookmarkEnd w:id="4"/>',
            id="Zotero's bookmark",
        ),
    ],
)
def test_the_items_of_a_reference_manager_are_taken_as_they_are(cited: str) -> None:
    stored = f"ZOTERO_ITEM CSL_CITATION {json.dumps(CSL)}"
    custom = (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
        'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
        f'<property name="ZOTERO_BREF_x1_2"><vt:lpwstr>{escape(stored[200:])}</vt:lpwstr></property>'
        f'<property name="ZOTERO_BREF_x1_1"><vt:lpwstr>{escape(stored[:200])}</vt:lpwstr></property>'
        '<property name="ZOTERO_BREF_x1_²"><vt:lpwstr>no part</vt:lpwstr></property></Properties>'
    )
    data = docx(
        paragraph("Un fait", footnote_call(2), "."),
        footnotes={2: f"<w:p>{cited}</w:p>"},
        parts={"docProps/custom.xml": custom},
    )
    note = read(data).notes[0]
    assert note.text == CITED
    book, other = note.items
    assert (book.type, book.text("title"), book.text("locator")) == ("book", "La ville qui compte", "70")
    assert book.text("citation-key") == "dumont2021"
    assert book.date() == PartialDate(start=(2021, 3))
    assert other.text("locator") == "chap. 3"


def test_a_citation_in_running_text_counts_as_a_note_of_its_own() -> None:
    one = {"citationItems": CSL["citationItems"][:1]}
    cited = field(f"ADDIN ZOTERO_ITEM CSL_CITATION {json.dumps(one)}", "(Dumont 2021)")
    document = read(
        docx(paragraph("La ville compte ", cited, ". Elle se trompe", footnote_call(2), "."), footnotes={2: "N."})
    )
    assert [(note.number, note.text, note.contexts) for note in document.notes] == [
        ("1", "N.", ("Elle se trompe.",)),
        ("dumont2021", "(Dumont 2021)", ("La ville compte.",)),
    ]
    assert document.notes[1].items[0].text("title") == "La ville qui compte"


@pytest.mark.parametrize(
    "json_text",
    [
        "",
        "{",
        "[]",
        '{"citationItems": 3}',
        '{"citationItems": [1, {"itemData": []}, {"itemData": {"issued": {"date-parts": 5}}}]}',
    ],
)
def test_a_broken_citation_is_only_text(json_text: str) -> None:
    cited = field(f" ADDIN ZOTERO_ITEM CSL_CITATION {json_text} ", "Dumont 2021.")
    note = read(docx(paragraph("Un", footnote_call(2), "."), footnotes={2: f"<w:p>{cited}</w:p>"})).notes[0]
    assert (note.text, note.items) == ("Dumont 2021.", ())
