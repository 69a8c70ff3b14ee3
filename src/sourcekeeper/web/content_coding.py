"""Content codings of HTTP undone: gzip, deflate, identity. Capped against bombs, tolerant of truncation. Pure."""

from __future__ import annotations

import zlib

_CHUNK_BYTES = 16 * 1024
_MAX_LAYERS = 4
_MAX_MEMBERS = 1000
"""Of one gzip stream. Real ones have a handful; a bomb may have a member every 20 bytes, each dear to start."""

_GZIP, _RAW, _ZLIB = 16 + zlib.MAX_WBITS, -zlib.MAX_WBITS, zlib.MAX_WBITS
_GZIP_MAGIC = b"\x1f\x8b"
_KNOWN = frozenset({"gzip", "x-gzip", "deflate", "identity", ""})


def decode_content(body: bytes, content_encoding: str, max_bytes: int) -> tuple[bytes, bool]:
    """Undo the codings a Content-Encoding header names; True beside the bytes when they are not the whole.

    Not the whole: cut at `max_bytes`, a stream that ends early, or one damaged on the way; what came before is
    returned. A coding we do not know (``unknown_codings``), or a body that is not what the header says, is
    returned as it is.
    """
    codings = _codings(content_encoding)
    if len(codings) > _MAX_LAYERS or not _KNOWN.issuperset(codings):
        codings = []
    is_cut = False
    for coding in reversed(codings):
        body, was_cut = _undo(body, coding, max_bytes)
        is_cut = is_cut or was_cut
    return body[:max_bytes], is_cut or len(body) > max_bytes


def unknown_codings(content_encoding: str) -> tuple[str, ...]:
    """Return the codings of a Content-Encoding header that `decode_content` leaves alone: ``("br",)``."""
    return tuple(coding for coding in _codings(content_encoding) if coding not in _KNOWN)


def _codings(content_encoding: str) -> list[str]:
    return [coding.strip().lower() for coding in content_encoding.split(",")]


def _undo(body: bytes, coding: str, max_bytes: int) -> tuple[bytes, bool]:
    if coding in {"gzip", "x-gzip"} and body.startswith(_GZIP_MAGIC):
        return _inflate(body, _GZIP, max_bytes)
    if coding == "deflate" and body:
        if _has_zlib_header(body):
            inflated, is_cut = _inflate(body, _ZLIB, max_bytes)
            if inflated or not is_cut:
                return inflated, is_cut
        inflated, is_cut = _inflate(body, _RAW, max_bytes)
        return (inflated, is_cut) if inflated or not is_cut else (body, False)
    return body, False


def _has_zlib_header(body: bytes) -> bool:
    return len(body) > 1 and body[0] & 0x0F == zlib.DEFLATED and int.from_bytes(body[:2], "big") % 31 == 0


def _inflate(body: bytes, window_bits: int, max_bytes: int) -> tuple[bytes, bool]:
    """Inflate all members of a stream, at most one byte more than `max_bytes`."""
    out = bytearray()
    view = memoryview(body)
    inflater = zlib.decompressobj(window_bits)
    position, members = 0, 1
    while position < len(body) or inflater.unconsumed_tail:
        piece = inflater.unconsumed_tail or view[position : position + _CHUNK_BYTES]
        position += 0 if inflater.unconsumed_tail else len(piece)
        before = inflater.copy()
        try:
            out += inflater.decompress(piece, max_bytes + 1 - len(out))
        except zlib.error:
            out += _before_the_damage(before, bytes(piece), max_bytes + 1 - len(out))
            return bytes(out), True
        if len(out) > max_bytes:
            return bytes(out), True
        if inflater.eof:
            position -= len(inflater.unused_data)
            if window_bits != _GZIP or body[position : position + 2] != _GZIP_MAGIC:
                return bytes(out), False  # zero padding and other rubbish after the end are common
            if members == _MAX_MEMBERS:
                return bytes(out), True
            inflater, members = zlib.decompressobj(window_bits), members + 1
    return bytes(out), not inflater.eof


def _before_the_damage(inflater: zlib._Decompress, piece: bytes, room: int) -> bytes:
    """Inflate a piece byte by byte up to the fault: zlib throws away what it had made of the piece."""
    out = bytearray()
    try:
        for index in range(len(piece)):
            if len(out) >= room:
                break
            out += inflater.decompress(piece[index : index + 1], room - len(out))
    except zlib.error:
        pass
    return bytes(out)
