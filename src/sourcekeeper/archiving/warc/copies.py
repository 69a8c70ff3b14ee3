"""Local copies of what visits brought, as WARC files in one folder: kept, read back, purged."""

from __future__ import annotations

import threading
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from sourcekeeper.archiving.warc.folder import OPEN, Folder, OpenFile
from sourcekeeper.archiving.warc.purging import purge
from sourcekeeper.archiving.warc.reading import DAMAGE, Fields, place_referred_to, record_at, visit_at
from sourcekeeper.archiving.warc.writing import Block, Earlier, payload_digest
from sourcekeeper.errors import OutputError, StoreDamaged
from sourcekeeper.model import CopyRef, Hop, Visit
from sourcekeeper.ports import Clock
from sourcekeeper.web.robots import asks_for_no_archive

_REFERENCES = 8
"""Revisits followed to a payload: ours refer to the payload itself, so one is enough for sound files."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyLimits:
    """How much is kept; sizes in bytes."""

    max_record_bytes: int = 32 * 1024 * 1024
    """A larger body is cut, and its record says so."""
    max_file_bytes: int = 1_000_000_000
    """A file that has grown past this is followed by a new one, as is usual for WARC."""
    max_folder_bytes: int = 0
    """Beyond it nothing more is kept; 0 is no limit."""
    keep: timedelta | None = None
    """Files begun longer ago are removed; None keeps them for ever."""


class WarcCopies:
    """Implements `ports.Copies` in a folder. May be used from several threads.

    A process that is killed leaves at worst a torn record at the end of its own file; records before it read well, no
    other process writes to that file, and the next one that writes to the folder cuts it off.
    """

    def __init__(self, folder: Path, clock: Clock, limits: CopyLimits | None = None) -> None:
        self._folder = Folder(folder, clock)
        self._limits = limits or CopyLimits()
        self._file: OpenFile | None = None
        self._others_bytes = 0
        self._is_ready = False
        self._lock = threading.RLock()

    # --- keeping ----------------------------------------------------------------------------------------------------

    def keep(self, visit: Visit, *, like: CopyRef | None = None, via: str = "") -> CopyRef | None:
        """Write every hop as a response and a request; durable when it returns. None when the folder is full.

        The reference names the last answer. Where its body is, byte for byte, that of `like` at the same address, it
        is written as a revisit. `via` is the page that an image, style or script was fetched for. Raises OutputError,
        and ValueError for a visit without any answer.
        """
        if not visit.hops:
            raise ValueError(f"nothing came from {visit.request.url}: there is nothing to keep")
        with self._lock:
            try:
                return self._keep(self._capped(visit), like, via) if self._has_room() else None
            except OSError as error:
                self._end_file()
                raise OutputError(
                    f"cannot write a copy to {self._folder.path}: {error.strerror or error}",
                    "Make room, or switch local copies off.",
                ) from error

    def _keep(self, visit: Visit, like: CopyRef | None, via: str) -> CopyRef:
        file = self._opened()
        block = Block()
        *hops, last = visit.hops
        for hop in hops:
            if hop.is_remembered:
                continue  # nobody answered that tonight
            block.write_pair(hop, visit, body=b"", truncated="unspecified" if _had_body(hop) else "", via=via)
        start = file.size + block.size
        earlier = self._earlier(like, visit)
        answer = block.write_pair(last, visit, body=visit.body, truncated=visit.truncated, via=via, earlier=earlier)
        if where := asks_for_no_archive(last.headers, visit.body):
            block.write_told(answer, last, visit, {"robots": f"noarchive ({where})"}, via=via)
        file.append(block.data)
        return CopyRef(
            path=file.name,
            offset=start,
            record_id=answer.rec_headers.get_header("WARC-Record-ID"),
            payload_digest=answer.rec_headers.get_header("WARC-Payload-Digest"),
            truncated=visit.truncated,
            kept_at=visit.started_at,
        )

    def _capped(self, visit: Visit) -> Visit:
        most = self._limits.max_record_bytes
        return visit if len(visit.body) <= most else replace(visit, body=visit.body[:most], truncated="length")

    def _earlier(self, like: CopyRef | None, visit: Visit) -> Earlier | None:
        """Return the record that holds this very body of this very address; None when it has to be written."""
        if like is None or not visit.body or payload_digest(visit.body) != like.payload_digest:
            return None
        try:
            path, offset, fields = self._payload_record(like)
        except (*DAMAGE, StoreDamaged):
            return None
        if fields.get("warc-target-uri") != visit.final_url or fields.get("warc-truncated", "") != visit.truncated:
            return None
        return Earlier(
            record_id=fields["warc-record-id"],
            target=fields["warc-target-uri"],
            date=fields["warc-date"],
            path=path,
            offset=offset,
        )

    def _has_room(self) -> bool:
        self._make_ready()
        most, written = self._limits.max_folder_bytes, self._file.size if self._file else 0
        return not most or self._others_bytes + written < most

    def _make_ready(self) -> None:
        """Finish what dead writers left and drop what is too old, once, before the first copy is written."""
        if self._is_ready:
            return
        self._folder.finish_left()
        if self._limits.keep is not None:
            self._folder.drop_older(self._limits.keep)
        self._others_bytes = self._folder.bytes()
        self._is_ready = True

    def _opened(self) -> OpenFile:
        if self._file is not None and self._file.size < self._limits.max_file_bytes:
            return self._file
        self._end_file()
        file = self._file = self._folder.create()
        block = Block()
        block.write_info(file.name)
        file.append(block.data)
        return file

    def _end_file(self) -> None:
        if self._file is not None:
            file, self._file = self._file, None
            file.close()
            self._others_bytes += file.size

    def close(self) -> None:
        """End the open file; a later `keep` begins a new one."""
        with self._lock:
            self._end_file()

    # --- reading back -----------------------------------------------------------------------------------------------

    def holds(self, ref: CopyRef) -> bool:
        """Whether the file of a copy is there: it may have been removed, being old."""
        return Path(ref.path).name == ref.path and self._folder.find(ref.path) is not None

    def open(self, ref: CopyRef) -> Visit:
        """Read a copy back: the last hop, with headers and body as they came. Raises StoreDamaged."""
        try:
            with self._place(ref.path).open("rb") as file:
                visit, fields = visit_at(file, ref.offset)
            if fields.get("warc-record-id") != ref.record_id:
                raise ValueError("another record stands there")
            if fields.get("warc-type") == "revisit":
                path, offset, _ = self._payload_record(ref)
                with self._place(path).open("rb") as file:
                    body = visit_at(file, offset)[0].body
                visit = replace(visit, body=body, truncated=ref.truncated)
            return visit
        except DAMAGE as error:
            raise StoreDamaged(
                f"cannot read the copy at {ref.offset} of {self._folder.path / ref.path}",
                "The file is damaged, cut or gone.",
            ) from error

    def _payload_record(self, ref: CopyRef) -> tuple[str, int, Fields]:
        """Return where the payload of a copy lies, and the fields of that record."""
        path, offset = ref.path, ref.offset
        for _ in range(_REFERENCES):
            with self._place(path).open("rb") as file:
                fields, _block = record_at(file, offset)
            further = place_referred_to(fields)
            if further is None:
                return path, offset, fields
            path, offset = further
        raise ValueError("revisits refer to one another")

    def _place(self, name: str) -> Path:
        if Path(name).name != name:
            raise StoreDamaged(f"the copy {name!r} lies outside of {self._folder.path}")
        path = self._folder.find(name)
        if path is None:
            raise FileNotFoundError(name)
        return path

    # --- purging ----------------------------------------------------------------------------------------------------

    def purge(self, addresses: Collection[str]) -> int:
        """Remove every record of some addresses; return how many. What else is kept stays, references included.

        Records of an address are those asked for by it, redirects and all, and the images, styles and scripts fetched
        for it. Raises OutputError when a file cannot be written, or another run is writing it.
        """
        meant = {_bare(address) for address in addresses}
        with self._lock:
            try:
                self._end_file()
                self._folder.finish_left()
                self._folder.clear_left_purges()
                removed = sum(purge(path, lambda address: _bare(address) in meant) for path in self._folder.files())
            except (OSError, EOFError, ValueError) as error:
                raise OutputError(
                    f"cannot purge the copies in {self._folder.path}: {error}", "Check folder and disk; run it again."
                ) from error
            if busy := self._folder.unfinished():
                raise OutputError(
                    f"cannot purge {busy[0].name.removesuffix(OPEN)}: another run is writing it",
                    "Run it again when that run has ended.",
                )
            return removed


def _bare(address: str) -> str:
    return address.partition("#")[0]


def _had_body(hop: Hop) -> bool:
    return hop.header("Content-Length") not in ("", "0") or bool(hop.header("Transfer-Encoding"))
