"""Give a PDF that lost its table of objects a new one, by looking for the objects themselves. Pure.

For files that were cut short, or whose end is rubbish: what pypdf gives up on. Objects packed into object streams are
unpacked and written out behind the rest. Locked files stay as they are: with the table their key is lost.
"""

from __future__ import annotations

import re
import zlib
from bisect import bisect_right

from sourcekeeper.patterns import regex

_OBJECT = regex(rb"(?<![0-9])(\d{1,7})[ \r\n]+\d{1,5}[ \r\n]+obj(?![a-z])")
_CATALOGUE = regex(rb"/Type\s*/Catalog\b")
_PACKED = regex(rb"/Type\s*/ObjStm\b")
_STREAM = regex(rb"stream\r?\n")
_MOST_OBJECTS = 200_000
_MOST_UNPACKED = 32 * 1024 * 1024
_HEAD = 600
"""Bytes in which the dictionary of an object stream must stand."""


def repaired(data: bytes) -> bytes | None:
    """Return the file with a new table of objects at its end; None when there is nothing to make one of."""
    if b"/Encrypt" in data:
        return None
    offsets = {int(found[1]): found.start() for found in _OBJECT.finditer(data)}
    if not offsets or len(offsets) > _MOST_OBJECTS:
        return None
    out = bytearray(data + b"\n")
    for number, body in _unpacked(data, sorted(offsets.values())).items():
        if number not in offsets and len(offsets) < _MOST_OBJECTS:
            offsets[number] = len(out)
            out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    root = _root(bytes(out), offsets)
    if root is None:
        root = max(offsets) + 1
        offsets[root] = len(out)
        out += b"%d 0 obj\n<< /Type /Catalog >>\nendobj\n" % root
    start = len(out)
    out += b"xref\n0 1\n0000000000 65535 f \n"
    out += b"".join(b"%d 1\n%010d 00000 n \n" % (number, offsets[number]) for number in sorted(offsets))
    out += b"trailer\n<< /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (max(offsets) + 1, root, start)
    return bytes(out)


def _root(data: bytes, offsets: dict[int, int]) -> int | None:
    """Return the number of the object that is the catalogue: the last one written."""
    by_offset = sorted((offset, number) for number, offset in offsets.items())
    starts = [offset for offset, _ in by_offset]
    root = None
    for found in _CATALOGUE.finditer(data):
        index = bisect_right(starts, found.start()) - 1
        if index >= 0:
            root = by_offset[index][1]
    return root


def _unpacked(data: bytes, starts: list[int]) -> dict[int, bytes]:
    """Return the objects that lie packed in object streams (ISO 32000-1, 7.5.7)."""
    objects: dict[int, bytes] = {}
    room = _MOST_UNPACKED
    for start in starts:
        head = data[start : start + _HEAD]
        stream = _STREAM.search(head)
        if stream is None or not _PACKED.search(head, 0, stream.start()):
            continue
        first = re.search(rb"/First\s+(\d{1,7})", head[: stream.start()])
        unpacker = zlib.decompressobj()
        try:
            body = unpacker.decompress(data[start + stream.end() : start + stream.end() + _MOST_UNPACKED], room)
        except zlib.error:
            continue
        room -= len(body)
        if first is not None:
            objects.update(_listed(body, int(first[1])))
        if room <= 0:
            break
    return objects


def _listed(body: bytes, first: int) -> dict[int, bytes]:
    figures = [int(figure) for figure in re.findall(rb"\d{1,9}", body[:first])[: 2 * _MOST_OBJECTS]]
    numbers, begins = figures[::2], figures[1::2]
    ends = [*begins[1:], len(body)]
    return {
        number: body[first + begin : first + end]
        for number, begin, end in zip(numbers, begins, ends, strict=False)
        if begin <= end and number < 10_000_000
    }
