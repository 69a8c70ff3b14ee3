"""ZIP files are opened without trusting them."""

from __future__ import annotations

import io
import random
import struct
import zipfile

import pytest
from tests.unit.reading.office import zipped

from sourcekeeper.errors import NotReadable
from sourcekeeper.ports import RawDocument
from sourcekeeper.reading.office import zipped as opener
from sourcekeeper.reading.office.zipped import Package, declared_type, resolve


def opened(data: bytes) -> Package:
    return Package(RawDocument(origin="a.docx", data=data))


def codes(package: Package) -> list[str]:
    return [problem.reason.code for problem in package.problems]


def test_members_are_found_in_any_case_and_with_either_slash() -> None:
    package = opened(zipped({"Word\\Document.xml": "a", "b/c.xml": "b"}))
    assert package.read("word/document.xml") == b"a"
    assert package.read("b/c.xml") == b"b"
    assert package.read("gone") is None
    assert codes(package) == []


@pytest.mark.parametrize("name", ["../evil.xml", "a/../../evil.xml", "/etc/passwd", "..\\evil.xml", ""])
def test_names_that_lead_out_are_refused(name: str) -> None:
    package = opened(zipped({"a.xml": "a", name: "evil"}))
    assert list(package.names()) == ["a.xml"]
    assert codes(package) == ["members-refused"]


@pytest.mark.parametrize(
    ("base", "reference", "expected"),
    [
        ("word/document.xml", "footnotes.xml", "word/footnotes.xml"),
        ("word/document.xml", "/word/footnotes.xml", "word/footnotes.xml"),
        ("OEBPS/text/a.xhtml", "../notes%20x.xhtml", "OEBPS/notes x.xhtml"),
        ("a.xhtml", "../../etc/passwd", None),
        ("a.xhtml", "", None),
        ("a/b.xhtml", "..", None),
    ],
)
def test_references_stay_within_the_package(base: str, reference: str, expected: str | None) -> None:
    assert resolve(base, reference) == expected


def test_a_bomb_is_not_unpacked() -> None:
    package = opened(zipped({"a.xml": b"\x00" * 20_000_000, "b.xml": "b"}))
    assert package.read("a.xml") is None
    assert package.read("b.xml") == b"b"
    assert codes(package) == ["part-bomb"]


def test_of_what_unpacks_to_more_than_texts_do_the_beginning_is_read() -> None:
    numbers = random.Random(1)
    whole = b"".join(b"%06d" % numbers.randrange(1_000_000) + b"x" * 300 for _ in range(40_000))
    data = zipped({"a.xml": whole})
    assert 30 < len(whole) / len(data) < 100
    package = opened(data)
    read = package.read("a.xml") or b""
    assert whole.startswith(read)
    assert len(data) * 30 < len(read) < len(whole) * 0.9
    assert codes(package) == ["part-too-large"]


def test_many_small_bombs_are_bounded_by_the_size_of_the_file() -> None:
    data = zipped({f"{number}.xml": bytes(4_000_000) for number in range(8)})
    package = opened(data)
    assert sum(len(package.read(f"{number}.xml") or b"") for number in range(8)) < 10_000_000


def test_a_size_that_lies_does_not_deceive() -> None:
    data = bytearray(zipped({"a.xml": b"\x00" * 20_000_000}))
    entry = data.rfind(b"PK\x01\x02")
    data[entry + 24 : entry + 28] = struct.pack("<I", 100)  # what the table says it unpacks to
    package = opened(bytes(data))
    assert len(package.read("a.xml") or b"") < 20_000_000


def test_what_is_too_large_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opener, "MAX_MEMBER_BYTES", 1000)
    package = opened(zipped({"a.xml": bytes(range(256)) * 10}))
    assert package.read("a.xml") == (bytes(range(256)) * 4)[:1000]
    assert codes(package) == ["part-too-large"]


def test_all_members_together_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opener, "MAX_TOTAL_BYTES", 15)
    package = opened(zipped({"a.xml": "1234567890", "b.xml": "1234567890"}))
    assert (package.read("a.xml"), package.read("b.xml")) == (b"1234567890", b"12345")


def test_too_many_members_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opener, "MAX_MEMBERS", 3)
    with pytest.raises(NotReadable, match="more than 3 members"):
        opened(zipped({f"{number}": "" for number in range(4)}))


def test_an_encrypted_member_is_told() -> None:
    data = bytearray(zipped({"a.xml": "secret", "b.xml": "b"}))
    data[data.find(b"PK\x03\x04") + 6] |= 1
    data[data.find(b"PK\x01\x02") + 8] |= 1
    package = opened(bytes(data))
    assert package.is_encrypted("a.xml")
    assert (package.read("a.xml"), package.read("b.xml")) == (None, b"b")
    assert codes(package) == ["part-encrypted"]


def test_a_damaged_member_is_read_as_far_as_it_goes() -> None:
    text = b"".join(b"ligne %d, " % number for number in range(30_000))
    data = bytearray(zipped({"a.xml": text, "b.xml": "b"}))
    middle = data.find(b"PK\x03\x04", 10) // 2
    data[middle : middle + 40] = bytes(40)
    package = opened(bytes(data))
    assert text.startswith((package.read("a.xml") or b"")[:1000])
    assert package.read("b.xml") == b"b"
    assert codes(package) == ["part-damaged"]


def test_a_method_the_formats_do_not_know_is_refused() -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_BZIP2) as package:
        package.writestr("a.xml", "a")
    assert opened(data.getvalue()).read("a.xml") is None


@pytest.mark.parametrize("streamed", [False, True])
def test_a_file_cut_short_is_read_by_the_headers_of_its_members(streamed: bool) -> None:
    whole = zipped({"a.xml": "premier " * 500, "b.xml": "second " * 500, "c.xml": "troisième " * 5000})
    if streamed:  # sizes stand behind the members

        class Pipe(io.RawIOBase):
            def __init__(self) -> None:
                self.data = b""

            def writable(self) -> bool:
                return True

            def write(self, piece: object) -> int:
                self.data += bytes(piece)  # type: ignore[call-overload]
                return len(bytes(piece))  # type: ignore[call-overload]

        pipe = Pipe()
        with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as package:
            for name, text in (
                ("a.xml", "premier " * 500),
                ("b.xml", "second " * 500),
                ("c.xml", "troisième " * 5000),
            ):
                package.writestr(name, text)
        whole = pipe.data
    cut = whole[: whole.rfind(b"c.xml", 0, whole.find(b"PK\x01\x02")) + 30]
    package_cut = opened(cut)
    assert package_cut.read("a.xml") == b"premier " * 500
    assert package_cut.read("b.xml") == b"second " * 500
    package_cut.read("c.xml")
    assert codes(package_cut) == ["package-damaged", "part-damaged"]


def test_what_is_no_zip_file_at_all_is_refused_with_advice() -> None:
    with pytest.raises(NotReadable, match="broken ZIP file"):
        opened(b"PK\x03\x04" + bytes(10))


def test_the_declared_type_is_read_without_unzipping() -> None:
    assert declared_type(zipped({"mimetype": "application/epub+zip"})) == "application/epub+zip"
    assert declared_type(zipped({"a": "application/epub+zip"})) == ""
    assert declared_type(b"PK\x03\x04") == ""
