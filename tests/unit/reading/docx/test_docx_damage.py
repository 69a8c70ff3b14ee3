"""Word documents that are encrypted, broken, cut short, not Word's, or made to harm."""

from __future__ import annotations

import pytest
from tests.unit.reading.office import docx, footnote_call, paragraph, relationships, run, zipped

from sourcekeeper.errors import NotReadable
from sourcekeeper.model import Document
from sourcekeeper.ports import RawDocument
from sourcekeeper.reading.office.docx import DocxReader
from sourcekeeper.reading.read import read_document

BODY = paragraph("Un fait", footnote_call(2), ".")
NOTE = {2: "Le Port, 2021."}
OPEN = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'


def read(data: bytes) -> Document:
    return DocxReader().read(RawDocument(origin="lettre.docx", data=data))


def codes(document: Document) -> list[str]:
    return [problem.reason.code for problem in document.problems]


def texts(document: Document) -> list[str]:
    return [note.text for note in document.notes]


def test_an_encrypted_document_is_refused_as_such() -> None:
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600)
    with pytest.raises(NotReadable, match="encrypted"):
        read(data)
    with pytest.raises(NotReadable, match="encrypted"):
        read_document(RawDocument(origin="a.docx", data=data), [DocxReader()])


@pytest.mark.parametrize(
    "members",
    [
        pytest.param({"a.txt": "texte"}, id="a ZIP file of something"),
        pytest.param(
            {
                "_rels/.rels": relationships({"r": ("officeDocument", "xl/workbook.xml")}, external=False),
                "xl/workbook.xml": "<a/>",
            },
            id="a spreadsheet",
        ),
        pytest.param({"word/media/image1.png": "x"}, id="no text"),
    ],
)
def test_what_is_not_of_word_is_refused(members: dict[str, str]) -> None:
    with pytest.raises(NotReadable, match="not a Word document"):
        read(zipped(members))


@pytest.mark.parametrize("main", ["", "garbage", "<w:document", "<a/><b", "\x00\x00"])
def test_a_text_that_cannot_be_read_is_refused(main: str) -> None:
    with pytest.raises(NotReadable, match="damaged"):
        read(docx(parts={"word/document.xml": main}))


def test_a_damaged_part_leaves_the_others() -> None:
    document = read(docx(BODY, footnotes=NOTE, parts={"word/styles.xml": "<w:styles", "word/numbering.xml": "\x01"}))
    assert texts(document) == ["Le Port, 2021."]
    assert codes(document) == ["part-damaged", "part-damaged"]
    assert [str(problem.where) for problem in document.problems] == ["word/styles.xml", "word/numbering.xml"]


def test_without_the_part_of_the_notes_the_calls_are_told() -> None:
    members = {
        "word/document.xml": f"{OPEN}{BODY}</w:body></w:document>",
        "word/_rels/document.xml.rels": relationships({"r": ("footnotes", "footnotes.xml")}, external=False),
    }
    document = read(zipped(members))
    assert codes(document) == ["part-missing", "call-without-note"]


def test_a_document_cut_short_gives_what_is_left() -> None:
    whole = docx(BODY, footnotes=NOTE)
    cut = whole[: whole.find(b"PK\x01\x02")]
    document = read(cut)
    assert texts(document) == ["Le Port, 2021."]
    assert codes(document) == ["package-damaged"]


def test_a_text_that_breaks_off_is_read_so_far() -> None:
    main = f"{OPEN}{BODY}<w:p><w:r><w:t>Et puis"
    document = read(docx(footnotes=NOTE, parts={"word/document.xml": main}))
    assert [note.contexts for note in document.notes] == [("Un fait.",)]
    assert codes(document) == ["part-damaged"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "iso-8859-1"])
def test_parts_in_other_encodings_are_read(encoding: str) -> None:
    body = paragraph("Un été", footnote_call(2), ".")
    main = f'<?xml version="1.0" encoding="UTF-8"?>{OPEN}{body}</w:body></w:document>'
    document = read(docx(footnotes=NOTE, parts={"word/document.xml": main.encode(encoding)}))
    assert document.notes[0].contexts == ("Un été.",)


def test_entities_of_a_part_are_ignored_and_told() -> None:
    main = f'<!DOCTYPE a [<!ENTITY x "boum">]>{OPEN}{BODY}{paragraph("Suite")}</w:body></w:document>'
    document = read(docx(footnotes=NOTE, parts={"word/document.xml": main.replace("Suite", "Suite &x;")}))
    assert texts(document) == ["Le Port, 2021."]
    assert "entities-ignored" in codes(document)


def test_relationships_that_lead_out_or_in_circles_do_no_harm() -> None:
    links = {"rId1": ("footnotes", "../../../etc/passwd"), "rId2": ("endnotes", "document.xml")}
    data = docx(BODY, footnotes=NOTE, parts={"word/_rels/document.xml.rels": relationships(links, external=False)})
    assert texts(read(data)) == ["Le Port, 2021."]


def test_a_note_that_calls_itself_is_one_note() -> None:
    own = f"<w:p>{run('Voir ')}{footnote_call(2)}{run('.')}</w:p>"
    document = read(docx(BODY, footnotes={2: own}))
    assert len(document.notes) == 1


def test_what_is_left_open_at_the_end_of_a_note_ends_with_it() -> None:
    opened = '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>HYPERLINK "https://a.example/"</w:instrText>'
    opened += '</w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run("ici") + "</w:p>"
    body = BODY + paragraph("Un autre", footnote_call(3), ".")
    document = read(docx(body, footnotes={2: opened, 3: "Autre."}))
    assert [[address.cited for address in note.addresses] for note in document.notes] == [["https://a.example/"], []]


@pytest.mark.parametrize(
    "hostile",
    [
        pytest.param('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' * 3000, id="fields never ended"),
        pytest.param("<w:sdt><w:sdtContent>" * 400 + "</w:sdtContent></w:sdt>" * 400, id="controls within controls"),
        pytest.param("".join(f'<w:bookmarkStart w:id="{n}" w:name="b{n}"/>' for n in range(3000)), id="bookmarks"),
        pytest.param('<w:r><w:fldChar w:fldCharType="end"/></w:r></w:hyperlink>', id="ends without starts"),
        pytest.param('<w:r><w:sym w:char="zz"/><w:sym/><w:br w:type="page"/></w:r>', id="nonsense"),
    ],
)
def test_nothing_in_one_paragraph_harms_the_next(hostile: str) -> None:
    document = read(docx(footnotes=NOTE, parts={"word/document.xml": f"{OPEN}{BODY}<w:p>{hostile}</w:p></w:body>"}))
    assert texts(document) == ["Le Port, 2021."]
    assert document.notes[0].contexts == ("Un fait.",)
