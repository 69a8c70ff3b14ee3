"""Mutated documents of real programs: what cannot be read is refused, nothing else is ever raised."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.unit.reading.office import zipped

from sourcekeeper.errors import NotReadable
from sourcekeeper.ports import RawDocument, Reader
from sourcekeeper.reading.office.docx import DocxReader
from sourcekeeper.reading.office.epub import EpubReader
from sourcekeeper.reading.office.odt import OdtReader
from sourcekeeper.reading.office.rtf import RtfReader

DOCUMENTS = Path(__file__).parents[2] / "eval" / "documents" / "office"
READERS: dict[str, Reader] = {"docx": DocxReader(), "odt": OdtReader(), "epub": EpubReader(), "rtf": RtfReader()}
FUZZ = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))

SNIPPETS = {
    "docx": [
        b"<w:p>", b"</w:p>", b"<w:txbxContent>", b"</w:txbxContent>", b'<w:footnote w:id="2">', b"<w:sdt>",
        b'<w:fldChar w:fldCharType="begin"/>', b'<w:fldChar w:fldCharType="separate"/>', b"<w:del>", b"</w:hyperlink>",
        b"</w:sdt>", b'<w:fldChar w:fldCharType="end"/>', b'<w:footnoteReference w:id="2"/>',
    ],
    "odt": [
        b"<text:note>", b"</text:note>", b"<draw:text-box>", b"</draw:text-box>", b"<text:list>", b"</text:list>",
        b"<text:p>", b"</text:p>", b'<text:s text:c="-1"/>', b"<text:note-citation>", b"<text:section>",
    ],
    "epub": [b"<aside>", b"</aside>", b'<a href="#', b'<a id="x"/>', b"<ol>", b"</ol>", b"<sup>1</sup>", b"<!--"],
    "rtf": [
        b"{", b"}", b"{\\footnote ", b"\\chftn", b"{\\field{\\*\\fldinst ", b"{\\fldrslt ", b"\\u-10179?", b"\\uc9 ",
        b"\\bin9999 ", b"{\\shptxt ", b"{\\upr", b"{\\*\\ud", b"\\'", b"{\\info{\\title ", b"{\\stylesheet{\\s1 ",
    ],
}  # fmt: skip
COMMON = [b"", b"\x00", b"\xff\xfe", b"&x;", b'<!DOCTYPE a [<!ENTITY x "y">]>', "é".encode(), b"]]>", b"<"]


def mutated(data: bytes, draw: st.DataObject, snippets: list[bytes]) -> bytes:
    """Cut out, put in, double or spoil a few stretches."""
    for _ in range(draw.draw(st.integers(1, 4))):
        start = draw.draw(st.integers(0, len(data)))
        end = min(len(data), start + draw.draw(st.sampled_from([0, 0, 1, 7, 60, 700])))
        what = draw.draw(st.sampled_from(snippets) | st.binary(max_size=6) | st.just(data[start:end] * 2))
        data = data[:start] + what + data[end:]
    return data


PATHS = [path for path in sorted(DOCUMENTS.iterdir()) if path.suffix.removeprefix(".") in READERS]


@pytest.mark.parametrize("path", PATHS, ids=[path.name for path in PATHS])
@given(draw=st.data())
@FUZZ
def test_a_mutated_document_is_read_or_refused(path: Path, draw: st.DataObject) -> None:
    kind = path.suffix.removeprefix(".")
    data, snippets = path.read_bytes(), COMMON + SNIPPETS[kind]
    if kind == "rtf" or draw.draw(st.integers(0, 5)) == 0:
        data = mutated(data, draw, snippets)
    else:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            members = {name: package.read(name) for name in package.namelist()}
        texts = [name for name in members if name.endswith((".xml", ".xhtml", ".opf", ".rels"))]
        for name in draw.draw(st.lists(st.sampled_from(texts), min_size=1, max_size=3)):
            members[name] = mutated(members[name], draw, snippets)
        data = zipped(members)
    raw = RawDocument(origin="x", data=data)
    assert 0.0 <= READERS[kind].recognise(raw) <= 1.0
    try:
        document = READERS[kind].read(raw)
    except NotReadable:
        return
    for note in document.notes:
        assert all(0 <= start < end <= len(note.text) for start, end in note.emphasised)
        assert note.place is not None
