"""Write small office documents by code: what the tests of their readers read."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from html import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


def zipped(members: Mapping[str, str | bytes], *, stored: Sequence[str] = ("mimetype",)) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            method = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            package.writestr(zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)), content, method)
    return data.getvalue()


# --- DOCX -----------------------------------------------------------------------------------------------------------


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(*content: str, properties: str = "") -> str:
    written = (run(piece) if not piece.startswith("<") else piece for piece in content)
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(written)}</w:p>"


def footnote_call(number: int | str) -> str:
    return f'<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteReference w:id="{number}"/></w:r>'


def endnote_call(number: int | str) -> str:
    return f'<w:r><w:endnoteReference w:id="{number}"/></w:r>'


def word_notes(kind: str, notes: Mapping[int, str]) -> str:
    """A part of notes: separators first; a note's content is paragraphs, or text for one."""
    made = [
        f'<w:{kind} w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:{kind}>',
        f'<w:{kind} w:type="continuationSeparator" w:id="0"><w:p><w:r/></w:p></w:{kind}>',
    ]
    for number, content in notes.items():
        inner = content if content.startswith("<w:p") else paragraph(f"<w:r><w:{kind}Ref/></w:r>", " " + content)
        made.append(f'<w:{kind} w:id="{number}">{inner}</w:{kind}>')
    return f"{_HEAD}<w:{kind}s {_NAMESPACES}>{''.join(made)}</w:{kind}s>"


def relationships(targets: Mapping[str, tuple[str, str]], *, external: bool = True) -> str:
    mode = ' TargetMode="External"' if external else ""
    lines = "".join(
        f'<Relationship Id="{name}" Type="{_TYPES}/{kind}" Target="{escape(target)}"{mode}/>'
        for name, (kind, target) in targets.items()
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{lines}</Relationships>'
    )


def docx(
    *body: str,
    footnotes: Mapping[int, str] | None = None,
    endnotes: Mapping[int, str] | None = None,
    note_links: Mapping[str, str] | None = None,
    section: str = "",
    parts: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """A Word document. `parts` adds members or takes the place of ours."""
    main = (
        f"{_HEAD}<w:document {_NAMESPACES}><w:body>{''.join(body)}<w:sectPr>{section}</w:sectPr></w:body></w:document>"
    )
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": f"{_HEAD}<Types/>",
        "_rels/.rels": relationships({"rId1": ("officeDocument", "word/document.xml")}, external=False),
        "word/document.xml": main,
        "word/_rels/document.xml.rels": relationships(
            {"rId1": ("footnotes", "footnotes.xml"), "rId2": ("endnotes", "endnotes.xml")}, external=False
        ),
        "word/footnotes.xml": word_notes("footnote", footnotes or {}),
        "word/endnotes.xml": word_notes("endnote", endnotes or {}),
    }
    if note_links:
        links = {name: ("hyperlink", target) for name, target in note_links.items()}
        members["word/_rels/footnotes.xml.rels"] = relationships(links)
    return zipped({**members, **(parts or {})})


def styles(*written: str) -> str:
    return f"{_HEAD}<w:styles {_NAMESPACES}>{''.join(written)}</w:styles>"


def core(title: str = "", language: str = "", created: str = "", modified: str = "") -> str:
    return (
        f"{_HEAD}<cp:coreProperties "
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
        f"<dc:title>{escape(title)}</dc:title><dc:language>{language}</dc:language>"
        f"<dcterms:created>{created}</dcterms:created><dcterms:modified>{modified}</dcterms:modified>"
        "</cp:coreProperties>"
    )


# --- ODT ------------------------------------------------------------------------------------------------------------

_ODF = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "text", "style", "meta", "table")
)
ODF_NAMESPACES = (
    _ODF + ' xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
    ' xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'
    ' xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"'
    ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:field="urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0"'
)


def odt_note(number: str, content: str, *, kind: str = "footnote", id: str = "") -> str:
    inner = content if content.startswith("<text:p") else f"<text:p>{content}</text:p>"
    return (
        f'<text:note text:id="{id or kind[:3] + number}" text:note-class="{kind}">'
        f"<text:note-citation>{number}</text:note-citation><text:note-body>{inner}</text:note-body></text:note>"
    )


def odt(
    body: str,
    *,
    automatic: str = "",
    named: str = "",
    meta: str = "",
    parts: Mapping[str, str | bytes] | None = None,
) -> bytes:
    members: dict[str, str | bytes] = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": (
            f"{_HEAD}<office:document-content {ODF_NAMESPACES}>"
            f"<office:automatic-styles>{automatic}</office:automatic-styles>"
            f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
        ),
        "styles.xml": (
            f"{_HEAD}<office:document-styles {ODF_NAMESPACES}><office:styles>{named}</office:styles>"
            "</office:document-styles>"
        ),
        "meta.xml": (
            f"{_HEAD}<office:document-meta {ODF_NAMESPACES}><office:meta>{meta}</office:meta></office:document-meta>"
        ),
        "META-INF/manifest.xml": f"{_HEAD}<manifest/>",
    }
    return zipped({**members, **(parts or {})})


# --- EPUB -----------------------------------------------------------------------------------------------------------


def epub(
    pages: Mapping[str, str],
    *,
    spine: Sequence[str] | None = None,
    metadata: str = "",
    properties: Mapping[str, str] | None = None,
    guide: str = "",
    parts: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """A book of pages (name and content of its body); `spine` says which are read, in which order."""
    names = list(pages)
    ids = {name: f"p{number}" for number, name in enumerate(names)}
    items = "".join(
        f'<item id="{ids[name]}" href="{name}" media-type="application/xhtml+xml" '
        f'properties="{(properties or {}).get(name, "")}"/>'
        for name in names
    )
    refs = "".join(f'<itemref idref="{ids[name]}"/>' for name in spine or names)
    members: dict[str, str | bytes] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": (
            f'{_HEAD}<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
            '<rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
        ),
        "OEBPS/book.opf": (
            f'{_HEAD}<package xmlns="http://www.idpf.org/2007/opf" version="3.0">'
            '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:opf="http://www.idpf.org/2007/opf">'
            f"{metadata}</metadata><manifest>{items}</manifest><spine>{refs}</spine><guide>{guide}</guide></package>"
        ),
    }
    for name, content in pages.items():
        page = content if content.lstrip().startswith("<?xml") else xhtml(content)
        members[f"OEBPS/{name}"] = page
    return zipped({**members, **(parts or {})})


def xhtml(body: str) -> str:
    return (
        f'{_HEAD}<!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml" '
        f'xmlns:epub="http://www.idpf.org/2007/ops"><head><title/></head><body>{body}</body></html>'
    )


# --- RTF ------------------------------------------------------------------------------------------------------------


def rtf(body: str, *, head: str = "") -> bytes:
    delimiter = " " if head[-1:].isalnum() else ""
    return ("{\\rtf1\\ansi\\ansicpg1252\\deff0 " + head + delimiter + body + "}").encode("latin-1")


def rtf_text(text: str) -> str:
    """Text as RTF writes it: everything beyond ASCII by its number."""
    pieces = []
    for character in text:
        code = ord(character)
        if character in "\\{}":
            pieces.append("\\" + character)
        elif code < 128:
            pieces.append(character)
        else:
            units = character.encode("utf-16-le")
            for index in range(0, len(units), 2):
                unit = int.from_bytes(units[index : index + 2], "little")
                pieces.append(f"\\u{unit - 0x10000 if unit > 0x7FFF else unit}?")
    return "".join(pieces)
