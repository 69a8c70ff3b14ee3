"""Turn a document's bytes into text, or say why they are none. Pure."""

from __future__ import annotations

from sourcekeeper.errors import NotReadable
from sourcekeeper.model import Problem, Reason
from sourcekeeper.patterns import regex
from sourcekeeper.ports import RawDocument
from sourcekeeper.web.encoding import Decoded, decode

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_OFFICE = "EncryptedPackage".encode("utf-16-le")
"""The stream an encrypted DOCX is wrapped in ([MS-OFFCRYPTO] 2.3.4)."""
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF, which is no text"),
    (b"PK\x03\x04", "a ZIP file, of no kind that is read (DOCX, ODT and EPUB are)"),
    (b"PK\x05\x06", "an empty ZIP file"),
    (b"{\\rtf", "an RTF document"),
    (_OLE, "an old Microsoft Office document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x1f\x8b", "gzip data"),
    (b"BZh", "bzip2 data"),
    (b"\xfd7zXZ", "xz data"),
    (b"7z\xbc\xaf", "a 7-Zip file"),
    (b"Rar!", "a RAR file"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\x00", "a SQLite database"),
)
_ADVICE = "Save it as plain text, Markdown or HTML and read that."
_CONTROLS = regex("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffe\uffff]")

_STRUCK_OVER = regex(r"_\x08(?=\w)|(\w)\x08(?=\1)")

_SAMPLE = 65_536
_MOST_CONTROLS = 0.02
"""Share of control characters beyond which a text is binary data."""
_MOST_REPLACED = 0.05
"""Share of undecodable characters beyond which the encoding is not known at all."""


def open_text(raw: RawDocument, *, markup: bool = False) -> tuple[str, tuple[Problem, ...]]:
    """Return the text of a document and what was wrong with its encoding.

    Raises NotReadable when the bytes are empty, a known binary format, or no text in any encoding.
    """
    refuse_binary(raw)
    decoded: Decoded = decode(raw.data, raw.content_type, markup=markup)
    text = decoded.text
    if not text.strip("\ufeff\x00 \t\r\n\f"):
        raise NotReadable(raw.origin, "it is empty")
    sample = text[:_SAMPLE]
    # A NUL is tolerated where the rest is text; browsers drop it too.
    # Terminals print a bold letter by striking it over.
    if len(_CONTROLS.findall(_STRUCK_OVER.sub("", sample))) > len(sample) * _MOST_CONTROLS:
        raise NotReadable(raw.origin, "it is binary data, not a text", _ADVICE)
    broken = sample.count("\ufffd")
    if broken > len(sample) * _MOST_REPLACED:
        raise NotReadable(
            raw.origin, f"its characters cannot be decoded as {decoded.encoding}", "Convert it to UTF-8 and try again."
        )
    problems = tuple(decoded.problems)
    if broken and not any("decod" in problem.reason.code or "encod" in problem.reason.code for problem in problems):
        problems += (Problem(reason=Reason.of("undecodable-characters", encoding=decoded.encoding, count=broken)),)
    return text, problems


def refuse_binary(raw: RawDocument) -> None:
    """Raise NotReadable for empty data and for formats known by their first bytes."""
    if not raw.data:
        raise NotReadable(raw.origin, "it is empty")
    if raw.data.startswith(_OLE) and _ENCRYPTED_OFFICE in raw.data:
        raise NotReadable(raw.origin, "it is encrypted with a password", "Save it without one and read that.")
    for signature, name in _SIGNATURES:
        if raw.data.startswith(signature):
            raise NotReadable(raw.origin, f"it is {name}", _ADVICE)
