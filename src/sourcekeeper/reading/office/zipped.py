"""Open documents that are ZIP files (DOCX, ODT, EPUB) without trusting them. Pure: nothing is written to disk.

A member is unpacked only when it is asked for, up to a limit; what is damaged, encrypted or out of all proportion
becomes a problem of that member, and the rest is read.
"""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator
from urllib.parse import unquote

from sourcekeeper.errors import NotReadable
from sourcekeeper.model import Argument, Place, Problem, Reason
from sourcekeeper.ports import RawDocument
from sourcekeeper.reading.office.zip_salvage import local_entries, unpacked

MAX_MEMBERS = 20_000
"""Members of a ZIP file beyond which it is refused: books have a few hundred."""
MAX_MEMBER_BYTES = 64 * 1024 * 1024
"""Unpacked size at which a member is cut."""
MAX_TOTAL_BYTES = 128 * 1024 * 1024
"""Unpacked size of all members that are read, together."""
MAX_RATIO = 100
"""Unpacked to packed size beyond which a large member is a bomb. Very repetitive tables reach 100; deflate 1,032."""
_USUAL_RATIO = 30
"""Unpacked to packed size that texts of any length stay under; of a large member with more, the beginning is read.

What is read takes about half a second a megabyte: so the time is bounded by the size of the file itself.
"""
_RATIO_MATTERS = 4 * 1024 * 1024
"""Unpacked bytes below which no ratio harms."""

_ENTRY = b"PK\x01\x02"
_LOCAL = b"PK\x03\x04"
_CHUNK = 256 * 1024
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    LookupError,
    OverflowError,
    RuntimeError,
    NotImplementedError,
)
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
"""What the formats allow. The other methods have no bound on what a byte can unpack to."""
_ENCRYPTED = 0x1
_LONGEST_NAME = 500


def is_zip(data: bytes) -> bool:
    """Whether bytes begin like a ZIP file with something in it."""
    return data.startswith(_LOCAL)


def declared_type(data: bytes) -> str:
    """Return what the first member, ``mimetype``, says of a document; empty when there is none.

    ODT and EPUB ask for it to stand there unpacked, so that the format can be told without unzipping.
    """
    if not is_zip(data) or data[30:38] != b"mimetype":
        return ""
    extra = int.from_bytes(data[28:30], "little")
    size = min(int.from_bytes(data[18:22], "little"), 100)
    return data[38 + extra : 38 + extra + size].decode("ascii", "replace").strip()


class Package:
    """The members of a ZIP file by name. `problems` gathers what went wrong so far."""

    def __init__(self, raw: RawDocument) -> None:
        """Open the bytes. Raises NotReadable when they are no ZIP file, broken, or have too many members."""
        self.problems: list[Problem] = []
        self._origin = raw.origin
        self._left = min(MAX_TOTAL_BYTES, 2 * _RATIO_MATTERS + _USUAL_RATIO * len(raw.data))
        self._entries: dict[str, zipfile.ZipInfo] = {}
        self._folded: dict[str, str] = {}
        # Counted before zipfile makes an object of each.
        if raw.data.count(_ENTRY) > MAX_MEMBERS:
            raise NotReadable(raw.origin, f"it has more than {MAX_MEMBERS} members")
        self._data = raw.data
        self._zip, entries = self._opened()
        refused = 0
        for entry in entries:
            name = _safe(entry.filename)
            if name is None:
                refused += 1
            elif not entry.filename.endswith(("/", "\\")):
                self._entries[name] = entry
                self._folded.setdefault(name.lower(), name)
        if refused:
            self.report("members-refused", count=refused)

    def _opened(self) -> tuple[zipfile.ZipFile | None, list[zipfile.ZipInfo]]:
        """Return the members by the table at the end; without one, by the headers before each."""
        try:
            package = zipfile.ZipFile(io.BytesIO(self._data))
            return package, package.infolist()
        except _DAMAGE as error:
            entries = list(local_entries(self._data, MAX_MEMBERS))
            if not entries:
                raise NotReadable(
                    self._origin, f"it is a broken ZIP file ({error})", "Open and save it anew, or fetch it again."
                ) from error
            self.report("package-damaged")
            return None, entries

    def _pieces(self, entry: zipfile.ZipInfo) -> Iterator[bytes]:
        if self._zip is None:
            yield from unpacked(self._data, entry)
            return
        with self._zip.open(entry) as member:
            while piece := member.read(_CHUNK):
                yield piece

    def names(self) -> Iterator[str]:
        """Yield the names of the members."""
        yield from self._entries

    def find(self, name: str) -> str | None:
        """Return the member of that name as it is written, upper and lower case alike; None when there is none."""
        return name if name in self._entries else self._folded.get(name.lower())

    def is_encrypted(self, name: str) -> bool:
        """Whether a member asks for a password."""
        found = self.find(name)
        return found is not None and bool(self._entries[found].flag_bits & _ENCRYPTED)

    def read(self, name: str) -> bytes | None:
        """Return a member unpacked, as far as that is possible; None when there is nothing of it."""
        found = self.find(name)
        if found is None:
            return None
        entry = self._entries[found]
        if entry.flag_bits & _ENCRYPTED:
            self.report("part-encrypted", found)
            return None
        if entry.compress_type not in _METHODS:
            self.report("part-damaged", found)
            return None
        return self._unpack(found, entry)

    def report(self, code: str, part: str = "", **arguments: Argument) -> None:
        """Take note of a problem, with the member it was met in."""
        if part:
            arguments["part"] = part
        where = Place(path=part) if part else None
        self.problems.append(Problem(reason=Reason.of(code, **arguments), where=where))

    def _unpack(self, name: str, entry: zipfile.ZipInfo) -> bytes | None:
        # The sizes in the file may lie: what comes out is counted.
        packed = min(entry.compress_size or len(self._data), len(self._data))
        limit = min(MAX_MEMBER_BYTES, self._left, _RATIO_MATTERS + packed * _USUAL_RATIO)
        bomb = max(_RATIO_MATTERS, packed * MAX_RATIO)
        pieces: list[bytes] = []
        size = 0
        try:
            for piece in self._pieces(entry):
                if size <= limit:
                    pieces.append(piece)
                size += len(piece)
                if size > bomb or size > MAX_MEMBER_BYTES:
                    break
        except _DAMAGE:
            self.report("part-damaged", name)
        if size > bomb:
            self.report("part-bomb", name, ratio=MAX_RATIO)
            return None
        if size > limit:
            self.report("part-too-large", name, megabytes=limit // 1024**2)
        data = b"".join(pieces)[:limit]
        self._left -= len(data)
        return data


def _safe(name: str) -> str | None:
    """Return a member's name with plain slashes; None when it leads out of the package."""
    plain = name.replace("\\", "/")
    if not plain or plain.startswith("/") or "\x00" in plain or len(plain) > _LONGEST_NAME:
        return None
    return None if ".." in plain.split("/") else posixpath.normpath(plain)


def resolve(base: str, reference: str) -> str | None:
    """Return the member that a reference in the member `base` means; None when it leads out of the package.

    >>> resolve("OEBPS/text/ch1.xhtml", "../notes.xhtml"), resolve("word/document.xml", "/word/footnotes.xml")
    ('OEBPS/notes.xhtml', 'word/footnotes.xml')
    """
    reference = unquote(reference).replace("\\", "/")
    joined = reference.lstrip("/") if reference.startswith("/") else posixpath.join(posixpath.dirname(base), reference)
    path = posixpath.normpath(joined) if joined else ""
    return None if not path or path.startswith("..") or path == "." else path
