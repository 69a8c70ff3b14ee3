"""The work a PDF is, by what the file says of itself: title, authors, day, DOI, publisher. Pure.

A cited report is often a PDF, and nothing else on the web says what it is. The XMP packet is believed first where it
uses the words of publishers (PRISM, Dublin Core), then the information dictionary, then the largest type of the first
page. The day a file was made is not the day a work was published: of it only the year is taken, as uncertain.
"""

from __future__ import annotations

from collections.abc import Iterator

from sourcekeeper.errors import NotReadable
from sourcekeeper.model import Field, FieldValue, Item, Name, Origin, PartialDate
from sourcekeeper.patterns import regex
from sourcekeeper.reading.pdf.file import PdfFile, attempt, entry, opened_pdf
from sourcekeeper.reading.pdf.line import PdfLine
from sourcekeeper.reading.pdf.lines import lines_of_page
from sourcekeeper.reading.pdf.metadata import in_packet, packet_of, read_metadata
from sourcekeeper.reading.pdf.painting import PageRunner
from sourcekeeper.web.metadata.dates import read_date
from sourcekeeper.web.metadata.names import read_names

_DOI = regex(r"10\.\d{4,9}/[^\s\"<>]+")
_ONE_WORD = regex(r"[^\s.]+")
"""Names of accounts (``jdupont``, ``Communication``): no author."""
_PROGRAMS = regex(
    r"(?i)microsoft|adobe|acrobat|latex|office user|utilisateur|windows|scanner|canon|xerox|ricoh|unknown"
)


def work_of_pdf(data: bytes) -> Item:
    """Return what a PDF says of itself; an empty item when it cannot be read or names no title."""
    try:
        with opened_pdf("the PDF", data) as file:
            said = list(_said(file))
    except NotReadable:
        return Item()
    fields = {name: Field(value=value, origin=Origin.PAGE, confidence=sure) for name, value, sure in said}
    return Item(fields=fields) if "title" in fields else Item()


def _said(file: PdfFile) -> Iterator[tuple[str, FieldValue, float]]:
    packet = packet_of(file)
    lines = _first_lines(file)
    about = read_metadata(file, lines, _usual_size(lines))
    if about.title:
        yield "title", about.title, 0.7
    if authors := _authors(file, packet):
        yield "author", authors, 0.6
    named = in_packet(packet, "prism:publicationDate") or in_packet(packet, "dc:date")
    if issued := read_date(named) if named else None:
        yield "issued", issued, 0.8
    elif about.published is not None:
        yield "issued", PartialDate(start=(about.published.year,), circa=True), 0.4
    doi = _DOI.search(in_packet(packet, "prism:doi") or in_packet(packet, "dc:identifier"))
    if doi:
        yield "DOI", doi[0], 0.9
    journal = in_packet(packet, "prism:publicationName")
    if journal:
        yield "container-title", journal, 0.9
    if not journal and (publisher := in_packet(packet, "dc:publisher")):
        yield "publisher", publisher, 0.8
    if about.language:
        yield "language", about.language, 0.6
    yield "type", "article-journal" if journal else "report", 0.6 if journal else 0.4


def _authors(file: PdfFile, packet: str) -> tuple[Name, ...]:
    information = attempt(lambda: file.reader.trailer.get("/Info").get_object(), None)
    for written in (in_packet(packet, "dc:creator", every=True), str(entry(information, "/Author") or "")):
        text = " ".join(written.replace("\x00", "").split())
        if text and not _PROGRAMS.search(text) and not _ONE_WORD.fullmatch(text):
            return read_names(text)
    return ()


def _first_lines(file: PdfFile) -> list[PdfLine]:
    runner = PageRunner(file)
    for page in file.pages()[:1]:
        lines, *_ = lines_of_page(page.number, runner.run(page).pieces, file.links_of(page), page.box)
        return lines
    return []


def _usual_size(lines: list[PdfLine]) -> float:
    """Return the type most of a page is set in, by characters."""
    counts: dict[float, int] = {}
    for line in lines:
        counts[round(line.size, 1)] = counts.get(round(line.size, 1), 0) + len(line.text)
    return max(counts, key=counts.__getitem__, default=0.0)
