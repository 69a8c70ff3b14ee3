"""Read the members of a ZIP file that lost its table of contents: cut short, or spoilt at the end. Pure."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator

_LOCAL = b"PK\x03\x04"
_HEADER = struct.Struct("<4s5H3I2H")
_HAS_DESCRIPTOR = 0x8
_UTF_8 = 0x800
_CHUNK = 64 * 1024


def local_entries(data: bytes, most: int) -> Iterator[zipfile.ZipInfo]:
    """Yield what the headers before the members say, in order; `header_offset` is where the content starts.

    The size is 0 where the header does not know it: the content says itself where it ends.
    """
    position = data.find(_LOCAL)
    count = 0
    while 0 <= position <= len(data) - _HEADER.size and count < most:
        _, _, flags, method, _, _, _, packed, _, name_length, extra_length = _HEADER.unpack_from(data, position)
        start = position + _HEADER.size
        raw = data[start : start + name_length]
        content = start + name_length + extra_length
        if raw and content <= len(data):
            count += 1
            entry = zipfile.ZipInfo(raw.decode("utf-8" if flags & _UTF_8 else "cp437", "replace").replace("\x00", ""))
            entry.flag_bits, entry.compress_type, entry.header_offset = flags, method, content
            entry.compress_size = 0 if flags & _HAS_DESCRIPTOR else packed
            yield entry
            # A stored member may hold a ZIP file of its own: its headers are not ours.
            position = data.find(_LOCAL, content + entry.compress_size)
        else:
            position = data.find(_LOCAL, position + 4)


def unpacked(data: bytes, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield the content of a member piece by piece; zlib.error where it is damaged, EOFError where it ends early."""
    end = entry.header_offset + entry.compress_size if entry.compress_size else len(data)
    if entry.compress_type == zipfile.ZIP_STORED:
        yield data[entry.header_offset : end]
        return
    inflater = zlib.decompressobj(-15)
    for start in range(entry.header_offset, min(end, len(data)), _CHUNK):
        pending = data[start : min(start + _CHUNK, end)]
        while pending:
            yield inflater.decompress(pending, _CHUNK * 4)
            pending = inflater.unconsumed_tail
        if inflater.eof:
            return
    raise EOFError(entry.filename)
