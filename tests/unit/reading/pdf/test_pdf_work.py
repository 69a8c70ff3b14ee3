"""What a PDF says of the work it is."""

from pathlib import Path

import pytest

from sourcekeeper.csl import item_to_csl
from sourcekeeper.reading.pdf.work import work_of_pdf
from sourcekeeper.sandbox.pages import CitedPage, complete, pdf

LABELLED = Path(__file__).parents[3] / "eval" / "documents" / "pdf"


def made(**said: str) -> bytes:
    return pdf(complete(CitedPage(url="https://a.example/r.pdf", **said), 0), 0)


def with_packet(data: bytes, packet: str) -> bytes:
    """Put an XMP packet into a PDF of the sandbox, as a stream behind its objects; the table is found anew."""
    stream = packet.encode()
    head = b"9 0 obj\n<< /Type /Metadata /Subtype /XML /Length %d >>\nstream\n" % len(stream)
    catalogue = data.replace(b"/Type /Catalog", b"/Type /Catalog /Metadata 9 0 R")
    return catalogue.replace(b"xref\n", head + stream + b"\nendstream\nendobj\nxref\n", 1)


def test_title_and_persons_stand_in_the_information_dictionary():
    item = item_to_csl(work_of_pdf(made(title="Le bilan", author="Ann Lee; Jo Moor")), "k")
    assert item["title"] == "Le bilan"
    assert item["author"] == [{"family": "Lee", "given": "Ann"}, {"family": "Moor", "given": "Jo"}]
    assert item["type"] == "report"


@pytest.mark.parametrize("author", ["jdupont", "Microsoft Office User", "Utilisateur Windows", ""])
def test_the_account_a_file_was_made_with_is_no_author(author):
    assert "author" not in work_of_pdf(made(title="Le bilan", author=author)).fields


def test_the_day_a_file_was_made_gives_an_uncertain_year():
    data = made(title="Le bilan").replace(b"/Producer", b"/CreationDate (D:20210304101112Z) /Producer")
    assert item_to_csl(work_of_pdf(data), "k")["issued"] == {"date-parts": [[2021]], "circa": True}


def test_a_publisher_s_packet_is_believed_first():
    packet = (
        "<rdf:RDF><rdf:Description><dc:creator><rdf:Seq><rdf:li>Ann Lee</rdf:li><rdf:li>Bo van Ek</rdf:li>"
        "</rdf:Seq></dc:creator><prism:doi>10.1000/xyz</prism:doi><prism:publicationName>Journal of Streets"
        "</prism:publicationName><prism:publicationDate>2020-05-06</prism:publicationDate></rdf:Description></rdf:RDF>"
    )
    item = item_to_csl(work_of_pdf(with_packet(made(title="Cameras", author="typesetter"), packet)), "k")
    assert item["type"] == "article-journal"
    assert item["author"] == [{"family": "Lee", "given": "Ann"}, {"family": "van Ek", "given": "Bo"}]
    assert item["container-title"] == "Journal of Streets"
    assert item["issued"] == {"date-parts": [[2020, 5, 6]]}
    assert item["DOI"] == "10.1000/xyz"


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4", b"<html>", b"%PDF-1.7\n" + b"\0" * 5000])
def test_what_is_no_pdf_says_nothing(data):
    assert work_of_pdf(data).fields == {}


@pytest.mark.parametrize("path", sorted(LABELLED.glob("lo-*.pdf")), ids=lambda path: path.stem)
def test_a_pdf_without_a_title_shows_one(path):
    assert work_of_pdf(path.read_bytes()).text("title") in {
        "Le canal sous surveillance",
        "Der Hafen unter Aufsicht",
        "A Harbour under Watch",
    }
