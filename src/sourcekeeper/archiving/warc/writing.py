"""The records of one visit, as bytes: a gzip member a record.

What is written is what came: headers in order and byte for byte, the body with its content coding. Three things are
changed on purpose, and told in the records: chunks are gone already, so ``Transfer-Encoding`` is written under another
name; what identifies us or lets somebody in (cookies, authorisation, keys, tokens of a session) is left out; and what
was cut is marked.
"""

from __future__ import annotations

import io
import ipaddress
import struct
import uuid
import zlib
from base64 import b32encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha1

from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from sourcekeeper.config import CONTACT
from sourcekeeper.model import Hop, Visit
from sourcekeeper.patterns import regex

RENAMED = "X-Sourcekeeper-Transfer-Encoding"
ASKED = "X-Sourcekeeper-Requested-URI"
"""Field of a record: the address the visit began with, when redirects led on from it."""
VIA = "X-Sourcekeeper-Via-URI"
"""Field of a record of an image, style or script: the page it was fetched for."""
REFERS_TO_PLACE = "X-Sourcekeeper-Refers-To-Place"
"""Field of a revisit: file and offset of the record it refers to, which the standard's fields do not tell."""
SAME_PAYLOAD = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"

_PRIVATE = regex(
    r"(?i)(?:.*[-_])?(?:auth|authorization|authentication|cookie2?|token|session|sessionid|secret|csrf|csrftoken|xsrf"
    r"|password|api-?key|apikey|signature)(?:[-_].*)?"
)
"""Names of headers, sent or received, whose values let somebody in or tell who asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """A record with the same payload, written before."""

    record_id: str
    target: str
    date: str
    """As it stands in the record."""
    path: str
    offset: int


class Block:
    """Records of one visit, built in memory so that they go to the disk in one piece."""

    def __init__(self) -> None:
        self._out = io.BytesIO()
        self._writer = WARCWriter(self._out, gzip=True, warc_version="1.1")

    @property
    def size(self) -> int:
        """Bytes so far."""
        return self._out.tell()

    @property
    def data(self) -> bytes:
        """The records so far."""
        return self._out.getvalue()

    def write_info(self, name: str) -> None:
        """Write the record that opens a file."""
        fields = {
            "software": f"sourcekeeper (+{CONTACT})",
            "format": "WARC File Format 1.1",
            "conformsTo": "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
            "robots": "ignore",
        }
        self._writer.write_record(self._writer.create_warcinfo_record(name, fields))

    def write_pair(
        self,
        hop: Hop,
        visit: Visit,
        *,
        body: bytes,
        truncated: str = "",
        via: str = "",
        earlier: Earlier | None = None,
    ) -> ArcWarcRecord:
        """Write an answer and what was asked; with `earlier` the answer is a revisit, without its payload.

        Returns the answer's record.
        """
        date = warc_date(visit.started_at)
        more = {VIA: via} if via else {}
        if visit.request.url != hop.url:
            more[ASKED] = visit.request.url
        fields = {"WARC-Date": date, **more}
        if _is_address(hop.peer):
            fields["WARC-IP-Address"] = hop.peer
        if truncated and earlier is None:
            fields["WARC-Truncated"] = truncated
        answer = self._answer(hop, body, fields, earlier)
        self._writer.write_record(answer)
        concurrent = {"WARC-Date": date, "WARC-Concurrent-To": answer.rec_headers.get_header("WARC-Record-ID"), **more}
        request = self._writer.create_warc_record(
            hop.url, "request", warc_headers_dict=concurrent, http_headers=_request_headers(hop)
        )
        self._writer.write_record(request)
        return answer

    def _answer(self, hop: Hop, body: bytes, fields: Mapping[str, str], earlier: Earlier | None) -> ArcWarcRecord:
        if earlier is None:
            return self._writer.create_warc_record(
                hop.url,
                "response",
                payload=io.BytesIO(body),
                length=len(body),
                warc_headers_dict=dict(fields),
                http_headers=_response_headers(hop),
            )
        refers = {
            "WARC-Profile": SAME_PAYLOAD,
            "WARC-Refers-To": earlier.record_id,
            "WARC-Refers-To-Target-URI": earlier.target,
            "WARC-Refers-To-Date": earlier.date,
            "WARC-Payload-Digest": payload_digest(body),
            REFERS_TO_PLACE: f"{earlier.path} {earlier.offset}",
        }
        return self._writer.create_warc_record(
            hop.url,
            "revisit",
            payload=io.BytesIO(b""),
            length=0,
            warc_headers_dict={**fields, **refers},
            http_headers=_response_headers(hop),
        )

    def write_told(self, answer: ArcWarcRecord, hop: Hop, visit: Visit, told: Mapping[str, str], *, via: str) -> None:
        """Write what is told of an answer besides (``robots: noarchive``), as a metadata record."""
        fields = {
            "WARC-Date": warc_date(visit.started_at),
            "WARC-Concurrent-To": answer.rec_headers.get_header("WARC-Record-ID"),
        }
        if visit.request.url != hop.url:
            fields[ASKED] = visit.request.url
        if via:
            fields[VIA] = via
        text = "".join(f"{name}: {value}\r\n" for name, value in told.items()).encode()
        record = self._writer.create_warc_record(
            hop.url,
            "metadata",
            payload=io.BytesIO(text),
            length=len(text),
            warc_content_type="application/warc-fields",
            warc_headers_dict=fields,
        )
        self._writer.write_record(record)


class _RawHeaders(StatusAndHeaders):  # type: ignore[misc]  # warcio is untyped
    """Headers written as the bytes they were; warcio would percent-encode what is not ASCII."""

    def to_ascii_bytes(self, filter_func: object = None) -> bytes:
        lines = [f"{self.protocol} {self.statusline}", *(f"{name}: {value}" for name, value in self.headers)]
        return (
            "".join(line.replace("\r", " ").replace("\n", " ") + "\r\n" for line in lines).encode("latin-1", "replace")
            + b"\r\n"
        )


def is_private(name: str) -> bool:
    """Whether a header's value is nobody's business.

    >>> is_private("Set-Cookie"), is_private("X-Api-Key"), is_private("Author"), is_private("Content-Type")
    (True, True, False, False)
    """
    return _PRIVATE.fullmatch(name) is not None


def payload_digest(body: bytes) -> str:
    """Return the digest of a payload as WARC writes it."""
    return "sha1:" + b32encode(sha1(body, usedforsecurity=False).digest()).decode()


def warc_date(moment: datetime) -> str:
    """Write a time as WARC 1.0 and 1.1 have it, in whole seconds."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def filler(size: int) -> bytes:
    """Return a gzip member of exactly so many bytes that holds a record saying nothing; ValueError below 240.

    Put in place of records, it leaves those after it where they are. A ``warcinfo``, since indexes pass those over.
    """
    blocks = max(1, -(-(size - _GZIP_FRAME) // (_STORED_MOST + _STORED_FRAME)))
    length = size - _GZIP_FRAME - blocks * _STORED_FRAME
    head = (
        f"WARC/1.1\r\nWARC-Type: warcinfo\r\nWARC-Record-ID: <urn:uuid:{uuid.uuid4()}>\r\nWARC-Date: {_NO_DATE}\r\n"
        "Content-Type: application/warc-fields\r\nContent-Length: {:010d}\r\n\r\n"
    )
    start = len(head.format(0))
    content = length - start - len(_RECORD_END)
    note = b"note: removed"
    if content < len(note):
        raise ValueError(f"{size} bytes are too few for a record")
    data = head.format(content).encode() + note.ljust(content) + _RECORD_END
    return _stored(data, blocks)


_GZIP_FRAME = 18
_STORED_FRAME = 5
_STORED_MOST = 65535
_RECORD_END = b"\r\n\r\n"
_NO_DATE = "1970-01-01T00:00:00Z"


def _stored(data: bytes, blocks: int) -> bytes:
    """Pack data as gzip without compressing (RFC 1951, section 3.2.4), in so many blocks."""
    out = [b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"]
    for number in range(blocks):
        piece = data[number * _STORED_MOST : (number + 1) * _STORED_MOST]
        is_last = number == blocks - 1
        out += [struct.pack("<BHH", is_last, len(piece), len(piece) ^ 0xFFFF), piece]
    out.append(struct.pack("<II", zlib.crc32(data), len(data) & 0xFFFFFFFF))
    return b"".join(out)


def _response_headers(hop: Hop) -> StatusAndHeaders:
    protocol, _, status = (hop.status_line or f"HTTP/1.1 {hop.status}").strip().partition(" ")
    kept = [
        (RENAMED if name.lower() == "transfer-encoding" else name, value)
        for name, value in hop.headers
        if not is_private(name)
    ]
    return _RawHeaders(status or str(hop.status), kept, protocol=protocol)


def _request_headers(hop: Hop) -> StatusAndHeaders:
    target = "/" + hop.url.partition("://")[2].partition("/")[2].partition("#")[0]
    kept = [(name, value) for name, value in hop.request_headers if not is_private(name)]
    return _RawHeaders(f"{target} HTTP/1.1", kept, protocol="GET")


def _is_address(peer: str) -> bool:
    try:
        ipaddress.ip_address(peer)
    except ValueError:
        return False
    return True
