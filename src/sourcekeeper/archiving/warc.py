"""Local copies as WARC files (ISO 28500) beside the store: one file a process, a gzip member a record.

What is written is what came: headers in order and byte for byte, the body with its content coding. Three things are
changed on purpose, and told in the records: chunks are gone already, so ``Transfer-Encoding`` is written under another
name; ``Set-Cookie`` and everything we sent to identify ourselves is left out; and what was cut is marked.
"""

from __future__ import annotations

import gzip
import io
import ipaddress
import os
import re
import threading
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from warcio.recordloader import ArcWarcRecord, ArcWarcRecordLoader
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from sourcekeeper.errors import OutputError, StoreDamaged
from sourcekeeper.model import CopyRef, FetchRequest, Hop, Visit
from sourcekeeper.ports import Clock

MAX_FILE_BYTES = 1_000_000_000
"""A file that has grown past this is followed by a new one, as is usual for WARC."""

_RENAMED = "X-Sourcekeeper-Transfer-Encoding"
_ASKED = "X-Sourcekeeper-Requested-URI"
"""Field of a response record: the address the visit began with, when redirects led on from it."""
_PRIVATE_REQUEST = frozenset({"cookie", "authorization", "proxy-authorization"})
_PRIVATE_RESPONSE = frozenset({"set-cookie", "set-cookie2"})
_STATUS = re.compile(r"HTTP/[0-9.]+ +(\d{3})", re.I)


class WarcCopies:
    """Implements `ports.Copies` in a folder. May be used from several threads.

    A process that is killed leaves at worst a torn record at the end of its own file; records before it read well, and
    no other process writes to that file.
    """

    def __init__(self, folder: Path, clock: Clock) -> None:
        self._folder = Path(folder)
        self._clock = clock
        self._file: BinaryIO | None = None
        self._name = ""
        self._size = 0
        self._lock = threading.Lock()

    def keep(self, visit: Visit) -> CopyRef:
        """Write every hop as a response and a request; durable when it returns.

        The reference names the last response. Raises OutputError, and ValueError for a visit without any answer.
        """
        if not visit.hops:
            raise ValueError(f"nothing came from {visit.request.url}: there is nothing to keep")
        with self._lock:
            try:
                return self._keep(visit)
            except OSError as error:
                self._abandon()
                raise OutputError(
                    f"cannot write a copy to {self._folder}: {error.strerror or error}",
                    "Make room, or switch local copies off.",
                ) from error

    def _keep(self, visit: Visit) -> CopyRef:
        file = self._opened()
        block = _Block()
        *earlier, last = visit.hops
        for hop in earlier:
            block.write_pair(hop, visit, body=b"", truncated="unspecified" if _had_body(hop) else "")
        start = self._size + block.size
        response = block.write_pair(last, visit, body=visit.body, truncated=visit.truncated)
        self._append(file, block.data)
        return CopyRef(
            path=self._name,
            offset=start,
            record_id=response.rec_headers.get_header("WARC-Record-ID"),
            payload_digest=response.rec_headers.get_header("WARC-Payload-Digest"),
            truncated=visit.truncated,
        )

    def open(self, ref: CopyRef) -> Visit:
        """Read a copy back: the last hop, with headers and body as they came. Raises StoreDamaged."""
        path = self._folder / ref.path
        if Path(ref.path).name != ref.path:
            raise StoreDamaged(f"the copy {ref.path!r} lies outside of {self._folder}")
        try:
            with path.open("rb") as file:
                file.seek(ref.offset)
                records = _records(file)
                response = next(records)
                request = _next_whole(records)
            return _visit(response, request)
        except (OSError, EOFError, StopIteration, ValueError, LookupError) as error:
            raise StoreDamaged(
                f"cannot read the copy at {ref.offset} of {path}", "The file is damaged, cut or gone."
            ) from error

    def close(self) -> None:
        """Close the open file; a later `keep` begins a new one."""
        with self._lock:
            self._abandon()

    # --- the file ---------------------------------------------------------------------------------------------------

    def _opened(self) -> BinaryIO:
        if self._file is not None and self._size < MAX_FILE_BYTES:
            return self._file
        self._abandon()
        self._folder.mkdir(parents=True, exist_ok=True)
        stem = f"sourcekeeper-{self._clock.now().astimezone(UTC):%Y%m%d%H%M%S}-{os.getpid()}"
        for number in range(10_000):
            name = f"{stem}-{number:02d}.warc.gz"
            try:
                file = (self._folder / name).open("xb", buffering=0)
            except FileExistsError:
                continue
            self._file, self._name, self._size = file, name, 0
            _sync_folder(self._folder)
            block = _Block()
            block.write_info(name)
            self._append(file, block.data)
            assert self._file is not None
            return self._file
        raise FileExistsError(0, f"ten thousand files named {stem}")

    def _append(self, file: BinaryIO, data: bytes) -> None:
        """Write all of it and make it durable, or leave the file as it was."""
        try:
            view = memoryview(data)
            while view:
                view = view[file.write(view) :]
            os.fsync(file.fileno())
        except OSError:
            file.truncate(self._size)
            file.seek(self._size)
            raise
        self._size += len(data)

    def _abandon(self) -> None:
        if self._file is not None:
            self._file.close()
        self._file = None


class _RawHeaders(StatusAndHeaders):  # type: ignore[misc]  # warcio is untyped
    """Headers written as the bytes they were; warcio would percent-encode what is not ASCII."""

    def to_ascii_bytes(self, filter_func: object = None) -> bytes:
        lines = [f"{self.protocol} {self.statusline}", *(f"{name}: {value}" for name, value in self.headers)]
        return (
            "".join(line.replace("\r", " ").replace("\n", " ") + "\r\n" for line in lines).encode("latin-1", "replace")
            + b"\r\n"
        )


class _Block:
    """Records of one visit, built in memory so that they go to the disk in one piece."""

    def __init__(self) -> None:
        self._out = io.BytesIO()
        self._writer = WARCWriter(self._out, gzip=True, warc_version="1.1")

    @property
    def size(self) -> int:
        return self._out.tell()

    @property
    def data(self) -> bytes:
        return self._out.getvalue()

    def write_info(self, name: str) -> None:
        fields = {"software": "sourcekeeper", "format": "WARC File Format 1.1", "robots": "ignore"}
        self._writer.write_record(self._writer.create_warcinfo_record(name, fields))

    def write_pair(self, hop: Hop, visit: Visit, *, body: bytes, truncated: str) -> ArcWarcRecord:
        date = _warc_date(visit.started_at)
        fields = {"WARC-Date": date}
        if _is_address(hop.peer):
            fields["WARC-IP-Address"] = hop.peer
        if truncated:
            fields["WARC-Truncated"] = truncated
        if visit.request.url != hop.url:
            fields[_ASKED] = visit.request.url
        response = self._writer.create_warc_record(
            hop.url,
            "response",
            payload=io.BytesIO(body),
            length=len(body),
            warc_headers_dict=fields,
            http_headers=_response_headers(hop),
        )
        self._writer.write_record(response)
        request = self._writer.create_warc_record(
            hop.url,
            "request",
            warc_headers_dict={
                "WARC-Date": date,
                "WARC-Concurrent-To": response.rec_headers.get_header("WARC-Record-ID"),
            },
            http_headers=_request_headers(hop),
        )
        self._writer.write_record(request)
        return response


def _response_headers(hop: Hop) -> StatusAndHeaders:
    protocol, _, status = (hop.status_line or f"HTTP/1.1 {hop.status}").strip().partition(" ")
    kept = [
        (_RENAMED if name.lower() == "transfer-encoding" else name, value)
        for name, value in hop.headers
        if name.lower() not in _PRIVATE_RESPONSE
    ]
    return _RawHeaders(status or str(hop.status), kept, protocol=protocol)


def _request_headers(hop: Hop) -> StatusAndHeaders:
    target = "/" + hop.url.partition("://")[2].partition("/")[2].partition("#")[0]
    kept = [(name, value) for name, value in hop.request_headers if name.lower() not in _PRIVATE_REQUEST]
    return _RawHeaders(f"{target} HTTP/1.1", kept, protocol="GET")


def _had_body(hop: Hop) -> bool:
    return hop.header("Content-Length") not in ("", "0") or bool(hop.header("Transfer-Encoding"))


def _is_address(peer: str) -> bool:
    try:
        ipaddress.ip_address(peer)
    except ValueError:
        return False
    return True


def _warc_date(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _sync_folder(folder: Path) -> None:
    """Make a new file's name durable, where the system lets a folder be opened (not on Windows)."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:
        pass
    finally:
        os.close(handle)


# --- reading back ---------------------------------------------------------------------------------------------------


def _records(file: BinaryIO) -> Iterator[tuple[dict[str, str], bytes]]:
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


def _next_whole(records: Iterator[tuple[dict[str, str], bytes]]) -> tuple[dict[str, str], bytes] | None:
    """Return the next record; None at the end of the file, be it a clean or a torn one."""
    try:
        return next(records, None)
    except (OSError, EOFError, ValueError, LookupError):
        return None


def _visit(response: tuple[dict[str, str], bytes], request: tuple[dict[str, str], bytes] | None) -> Visit:
    fields, block = response
    status_line, headers, body = _split(block)
    found = _STATUS.match(status_line)
    sent: tuple[tuple[str, str], ...] = ()
    if request is not None and request[0].get("warc-concurrent-to") == fields["warc-record-id"]:
        sent = tuple(_split(request[1])[1])
    hop = Hop(
        url=fields["warc-target-uri"],
        status=int(found.group(1)) if found else 0,
        headers=tuple(("Transfer-Encoding" if name == _RENAMED else name, value) for name, value in headers),
        status_line=status_line,
        request_headers=sent,
        peer=fields.get("warc-ip-address", ""),
    )
    return Visit(
        request=FetchRequest(url=fields.get(_ASKED.lower(), hop.url)),
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
