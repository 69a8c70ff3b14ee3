"""Reading WARC files back: one record at a place, and all members of a file."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import BinaryIO

from warcio.recordloader import ArcWarcRecordLoader

from sourcekeeper.archiving.warc.writing import ASKED, REFERS_TO_PLACE, RENAMED, VIA
from sourcekeeper.model import FetchRequest, Hop, Visit
from sourcekeeper.patterns import regex

DAMAGE = (OSError, EOFError, StopIteration, ValueError, LookupError, zlib.error)
"""What reading a damaged file may raise."""

Fields = dict[str, str]
"""Named fields of a record, names in small letters."""

_STATUS = regex(r"(?i)HTTP/[0-9.]+ +(\d{3})")
_CHUNK = 1 << 16
_HEAD_BYTES = 64 * 1024
"""Of an unpacked member: as much as its fields may take."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One gzip member of a file, which is one record."""

    start: int
    end: int
    fields: Fields

    @property
    def addresses(self) -> tuple[str, ...]:
        """The addresses it has to do with: its own, the one the visit began with, the page it was fetched for."""
        names = ("warc-target-uri", ASKED.lower(), VIA.lower())
        return tuple(self.fields[name] for name in names if name in self.fields)


def members(file: BinaryIO) -> Iterator[Member]:
    """Yield the whole members of a file from its beginning; what is torn at the end is left out."""
    start, data = 0, b""
    while True:
        unpacker, head, used = zlib.decompressobj(wbits=31), b"", 0
        while not unpacker.eof:
            data = data or file.read(_CHUNK)
            if not data:
                return
            try:
                piece = unpacker.decompress(data)
            except zlib.error:
                return
            head = head if len(head) >= _HEAD_BYTES else head + piece[:_HEAD_BYTES]
            used += len(data) - len(unpacker.unused_data)
            data = unpacker.unused_data
        yield Member(start=start, end=start + used, fields=_fields(head))
        start += used


def _fields(head: bytes) -> Fields:
    lines = head.partition(b"\r\n\r\n")[0].decode("utf-8", "replace").split("\r\n")[1:]
    return {name.lower(): value for name, value in _pairs(lines)}


def record_at(file: BinaryIO, offset: int) -> tuple[Fields, bytes]:
    """Return fields and block of the record at a place. Raises one of `DAMAGE`."""
    file.seek(offset)
    return next(_records(file))


def visit_at(file: BinaryIO, offset: int) -> tuple[Visit, Fields]:
    """Return the answer at a place as a visit, with the fields of its record; of a revisit the body is missing."""
    file.seek(offset)
    records = _records(file)
    response = next(records)
    return _visit(response, _next_whole(records)), response[0]


def place_referred_to(fields: Fields) -> tuple[str, int] | None:
    """Return file and offset of the record that holds the payload of a revisit; None for any other record."""
    path, _, offset = fields.get(REFERS_TO_PLACE.lower(), "").rpartition(" ")
    return (path, int(offset)) if path and offset.isdecimal() else None


def _records(file: BinaryIO) -> Iterator[tuple[Fields, bytes]]:
    """Yield (fields, block) of the record at the file's place and of those after it."""
    unpacked = gzip.GzipFile(fileobj=file, mode="rb")
    while True:
        record = ArcWarcRecordLoader().parse_record_stream(unpacked, known_format="warc", no_record_parse=True)
        length = int(record.rec_headers.get_header("Content-Length"))
        block = record.raw_stream.read(length) if length else b""
        if len(block) != length:
            raise EOFError("the record is cut")
        unpacked.read(4)  # the two line ends after a record
        yield {name.lower(): value for name, value in record.rec_headers.headers}, block


def _next_whole(records: Iterator[tuple[Fields, bytes]]) -> tuple[Fields, bytes] | None:
    """Return the next record; None at the end of the file, be it a clean or a torn one."""
    try:
        return next(records, None)
    except (OSError, EOFError, ValueError, LookupError):
        return None


def _visit(response: tuple[Fields, bytes], request: tuple[Fields, bytes] | None) -> Visit:
    fields, block = response
    status_line, headers, body = _split(block)
    found = _STATUS.match(status_line)
    sent: tuple[tuple[str, str], ...] = ()
    if request is not None and request[0].get("warc-concurrent-to") == fields["warc-record-id"]:
        sent = tuple(_split(request[1])[1])
    hop = Hop(
        url=fields["warc-target-uri"],
        status=int(found.group(1)) if found else 0,
        headers=tuple(("Transfer-Encoding" if name == RENAMED else name, value) for name, value in headers),
        status_line=status_line,
        request_headers=sent,
        peer=fields.get("warc-ip-address", ""),
    )
    return Visit(
        request=FetchRequest(url=fields.get(ASKED.lower(), hop.url)),
        started_at=datetime.fromisoformat(fields["warc-date"]).astimezone(UTC),
        hops=(hop,),
        body=body,
        truncated=fields.get("warc-truncated", ""),
    )


def _split(block: bytes) -> tuple[str, list[tuple[str, str]], bytes]:
    """Split an HTTP message into its first line, its headers (as Latin-1) and its body."""
    head, found, body = block.partition(b"\r\n\r\n")
    if not found:
        raise ValueError("no end of headers")
    first, *lines = head.decode("latin-1").split("\r\n")
    return first, list(_pairs(lines)), body


def _pairs(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    for line in lines:
        name, _, value = line.partition(":")
        yield name, value.removeprefix(" ")
