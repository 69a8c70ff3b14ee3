"""Files made to hurt: bombs, cycles, rubbish. They are read in part or refused, in bounded time and memory."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.unit.reading.pdf.sheets import Sheet, pdf_of, written

from sourcekeeper.errors import NotReadable
from sourcekeeper.model import Document
from sourcekeeper.ports import RawDocument
from sourcekeeper.reading.pdf.reader import PdfReader

REAL = sorted((Path(__file__).parents[3] / "eval" / "documents" / "pdf").glob("*.pdf"))
TOKENS = (b"<<", b">>", b"[", b"]", b"(", b")", b"-1", b"9999999999", b" 0 R", b"/Kids", b"null", b"endobj", b"stream",
          b"endstream", b"\x00", b"BT", b"ET", b"Tj", b"Do", b"/Length 1")  # fmt: skip


def read(data: bytes) -> Document | None:
    try:
        return PdfReader().read(RawDocument(origin="x.pdf", data=data))
    except NotReadable:
        return None


def page_of(content: bytes, *, coding: bytes = b"", resources: bytes = b"", more: tuple[bytes, ...] = ()) -> bytes:
    return written(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Count 1 /Kids [6 0 R] >>",
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>",
            b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), coding, content),
            b"<< >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
            b" /Resources << /Font << /F1 3 0 R >> %s >> >>" % resources,
            *more,
        ]
    )


TEXT = b"BT /F1 12 Tf 60 700 Td (Un texte assez long pour en etre un.) Tj ET\n"


def test_a_form_that_draws_itself_is_drawn_once() -> None:
    form = b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 7 0 R >> >> /Length 5 >>\n"
    data = page_of(TEXT + b"/X Do", resources=b"/XObject << /X 7 0 R >>", more=(form + b"stream\n/X Do\nendstream",))
    assert read(data) is not None


def test_forms_that_draw_one_another_a_thousandfold_are_cut() -> None:
    forms = [
        b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9]"
        b" /Resources << /XObject << /X %d 0 R >> /Font << /F1 3 0 R >> >> /Length %d >>\nstream\n%s\nendstream"
        % (number + 1, 60 * 6 + len(TEXT), TEXT + b"/X Do\n" * 60)
        for number in range(7, 17)
    ]
    data = page_of(TEXT + b"/X Do", resources=b"/XObject << /X 7 0 R >>", more=tuple(forms))
    document = read(data)
    assert document is not None
    assert [problem.reason.code for problem in document.problems] == ["read-in-part"]


def test_a_stream_that_unpacks_to_gigabytes_is_not_unpacked() -> None:
    bomb = zlib.compress(zlib.compress(b" " * 100_000_000, 9), 9)
    document = read(page_of(bomb, coding=b"/Filter [/FlateDecode /FlateDecode]"))
    assert document is None


def test_a_page_shown_ten_thousand_times_is_read_once() -> None:
    data = pdf_of([Sheet(content=[TEXT])])
    kids = b"/Kids [" + b"7 0 R " * 10_000 + b"]"
    assert read(data.replace(b"/Kids [7 0 R]", kids)) is not None


@pytest.mark.parametrize(
    "content",
    [
        b"[" * 50_000,
        b"(" * 50_000,
        b"<<" * 50_000,
        b"q " * 50_000 + TEXT,
        b"/F1 12 Tf " * 50_000,
        b"1e400 " * 50_000,
        b"BT /F1 12 Tf " + b"[(a) -9999999999 (b) 1e300] TJ " * 5_000 + b"ET",
        b"BT /F1 nan Tf (a) Tj ET",
        b"/Span << /ActualText (" + b"a" * 100_000 + b") >> BDC " * 1_000,
        b"BI " * 50_000,
        b"%" * 100_000,
    ],
    ids=lambda content: content[:12].decode(),
)
def test_rubbish_in_a_page_comes_to_an_end(content: bytes) -> None:
    read(page_of(TEXT + content))


def test_ten_thousand_pieces_of_text_on_one_spot_are_read() -> None:
    read(page_of(TEXT + b"BT /F1 9 Tf 60 600 Td " + b"(ab) Tj 0 -0.01 Td " * 10_000 + b"ET"))


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    data = bytearray(draw(st.sampled_from(REAL)).read_bytes())
    for _ in range(draw(st.integers(1, 12))):
        at = draw(st.integers(0, len(data) - 1))
        match draw(st.sampled_from(["byte", "token", "cut", "copy", "end"])):
            case "byte":
                data[at] = draw(st.integers(0, 255))
            case "token":
                data[at:at] = draw(st.sampled_from(TOKENS))
            case "cut":
                del data[at : at + draw(st.integers(1, 300))]
            case "copy":
                other = draw(st.integers(0, len(data) - 1))
                data[at : at + 60] = data[other : other + 60]
            case _:
                del data[max(at, 50) :]
        if len(data) < 60:
            break
    return bytes(data)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(damaged())
def test_damaged_files_are_read_or_refused(data: bytes) -> None:
    read(data)


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=2000))
def test_any_content_of_a_page_is_read(content: bytes) -> None:
    read(page_of(TEXT + content))
