"""Set small PDF files by hand, line by line, in Courier: every letter is 0.6 of its size wide."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field

WIDTH = 0.6
_PARTS = re.compile(r"\^([^^]*)\^|\{([^}]*)\}|([^^{]+)")


def _escaped(text: str) -> bytes:
    raw = text.encode("cp1252")
    return raw.replace(b"\\", rb"\\").replace(b"(", rb"\(").replace(b")", rb"\)")


@dataclass
class Sheet:
    """One page. `line` sets ``^1^`` raised and ``{…}`` in italics."""

    width: float = 595
    height: float = 842
    rotate: int = 0
    content: list[bytes] = field(default_factory=list)
    annotations: list[bytes] = field(default_factory=list)
    extra: bytes = b""

    def show(self, x: float, y: float, text: str, size: float = 12, font: str = "F1") -> float:
        """Paint text; return where it ends."""
        self.content.append(b"BT /%s %g Tf %g %g Td (%s) Tj ET" % (font.encode(), size, x, y, _escaped(text)))
        return x + WIDTH * size * len(text)

    def line(self, x: float, y: float, text: str, size: float = 12) -> float:
        """Set a line; return where it ends."""
        for raised, italic, plain in _PARTS.findall(text):
            if raised:
                x = self.show(x, y + 0.35 * size, raised, 0.6 * size)
            else:
                x = self.show(x, y, italic or plain, size, "F2" if italic else "F1")
        return x

    def lines(self, x: float, y: float, texts: Sequence[str], size: float = 12) -> float:
        """Set lines one under the other; return the height of the next."""
        for text in texts:
            self.line(x, y, text, size)
            y -= 1.2 * size
        return y

    def rule(self, x: float, y: float, length: float = 120) -> None:
        self.content.append(b"%g %g %g 0.5 re f" % (x, y, length))

    def link(self, box: tuple[float, float, float, float], uri: str) -> None:
        self.annotations.append(
            b"<< /Type /Annot /Subtype /Link /Rect [%g %g %g %g] /A << /S /URI /URI (%s) >> >>" % (*box, _escaped(uri))
        )


def pdf_of(sheets: Sequence[Sheet], *, information: str = "", catalogue: str = "", packed: bool = False) -> bytes:
    """Write a whole file with its table of objects."""
    objects: list[bytes] = [b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalogue.encode(), b""]
    objects += [
        b"<< /Type /Font /Subtype /Type1 /BaseFont /%s /Encoding /WinAnsiEncoding >>" % name
        for name in (b"Courier", b"Courier-Oblique")
    ]
    objects.append(b"<< %s >>" % information.encode())
    pages = []
    for sheet in sheets:
        data = b"\n".join(sheet.content)
        coding = b""
        if packed:
            data, coding = zlib.compress(data), b"/Filter /FlateDecode"
        objects.append(b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), coding, data))
        pages.append(len(objects) + 1)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %g %g] /Rotate %d /Contents %d 0 R /Annots [%s] %s"
            b"/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>"
            % (sheet.width, sheet.height, sheet.rotate, len(objects), b" ".join(sheet.annotations), sheet.extra)
        )
    kids = b" ".join(b"%d 0 R" % number for number in pages)
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(pages), kids)
    return written(objects)


def written(objects: Sequence[bytes]) -> bytes:
    """Write objects, the first the catalogue and the fifth (if any) the information, into a file."""
    out = bytearray(b"%PDF-1.7\n")
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    information = b"/Info 5 0 R" if len(objects) >= 5 else b""
    out += b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, information, start)
    return bytes(out)
