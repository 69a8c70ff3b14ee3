"""From bytes to text: which character encoding, and what went wrong. Pure.

The order of belief is that of browsers, with one doubt more: bytes that break the rules of the encoding they declare,
or that are UTF-8 while they declare a single-byte encoding, are read as what they are. Labels mean what the WHATWG
Encoding standard says (``iso-8859-1`` is windows-1252). Nothing here raises for bad bytes.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from importlib import import_module

from sourcekeeper.model import Argument, Problem, Reason
from sourcekeeper.patterns import regex
from sourcekeeper.web.content_coding import decode_content, unknown_codings

__all__ = ["Decoded", "decode", "decode_content", "unknown_codings"]

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""UTF-32 before UTF-16: its little-endian mark begins with that of UTF-16."""

_LABELS = {
    "ascii": "windows-1252",
    "cp1252": "windows-1252",
    "iso8859-1": "windows-1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
    "utf-8-sig": "utf-8",
    "utf-16": "utf-16-le",
    "utf-32": "utf-32-le",
}
"""Python's name of a label, and what the web means by it."""
_ALIASES = {"x-sjis": "shift_jis", "x-cp1252": "cp1252", "macintosh": "mac-roman", "ks_c_5601-1987": "euc_kr"}
_REFUSED = frozenset({"utf-7", "idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"})
_SINGLE_BYTE = regex(r"windows-1252|cp\d+|iso8859-.*|mac-.*|koi8-.*")
_MULTI_BYTE_CODE_PAGES = frozenset({"cp932", "cp949", "cp950"})

_DECLARED_WITHIN = 4096
"""Browsers look for a meta element in the first 1,024 bytes; real pages have it later."""
_META = regex(rb"(?i)<meta[^>]{0,400}?charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([a-z0-9_.:-]{2,40})")
_XML = regex(rb"(?i)\s{0,99}<\?xml[^>]{0,200}?encoding\s{0,9}=\s{0,9}[\"']([a-z0-9_.:-]{2,40})")
_HEADER = regex(r"(?i);\s{0,9}charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([a-z0-9_.:-]{2,40})")

_SAMPLE_BYTES = 64 * 1024
_FOREIGN_IN_WORDS = regex(r"[a-zà-ÿ][¹²³¼½¾¿¡£¤¥¦§¨¯ª¶¸Þþð×÷\x80-\x9f][a-zà-ÿ]")
"""What Polish, Czech or Turkish words look like when read as windows-1252."""
_SIDE_BY_SIDE = regex(r"[^\W\d_a-zA-Z]{2}")
_WESTERN_LETTERS = frozenset("àáâãäåæçèéêëìíîïñòóôõöøùúûüÿßœšžªº")
_HIGH_BYTE = regex(rb"[\x80-\xff]")
_HIGH_BYTES = bytes(range(0x80, 0x100))
_C1_AS_1252 = {byte: bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(0x80, 0xA0)}
_ESCAPED_AS_1252 = {0xDC00 + byte: _C1_AS_1252.get(byte, chr(byte)) for byte in range(0x80, 0x100)}
"""Bytes that are no UTF-8, as ``surrogateescape`` hands them over, read as windows-1252."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, the encoding it was read in, and what went wrong."""

    text: str
    encoding: str
    """Lower case: ``utf-8``, ``windows-1252``, ``utf-16-le``; otherwise Python's name."""
    problems: tuple[Problem, ...] = ()


def decode(data: bytes, content_type: str = "", *, markup: bool = False) -> Decoded:
    """Turn bytes into text: BOM, then header, then (in `markup`) meta or XML declaration, then UTF-8, then a guess.

    Problems: ``encoding-lied`` (declared, but not it), ``encoding-guessed``, ``encoding-mixed`` (UTF-8 with some
    windows-1252 in it), ``bytes-replaced`` (no character, U+FFFD stands there), ``nul-characters`` (dropped).
    Line ends are left alone.
    """
    decoded = _read(data, content_type, markup)
    count = decoded.text.count("\0")
    if not count:
        return decoded
    problem = _problem("nul-characters", count=count)
    return Decoded(decoded.text.replace("\0", ""), decoded.encoding, (*decoded.problems, problem))


def _read(data: bytes, content_type: str, markup: bool) -> Decoded:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _forgiving(data[len(mark) :], encoding)
    declared = _declared(data, content_type, markup)
    wide = _wide_without_mark(data)
    if wide:
        return _forgiving(data, wide, _doubts(declared, wide))
    utf_8 = _strict_utf_8(data)
    for label in declared:
        if label == "utf-8" or (utf_8 is not None and not data.isascii() and _is_single_byte(label)):
            if utf_8 is not None:
                return Decoded(utf_8, "utf-8", _lie(declared, "utf-8"))
            continue
        text = _strict(data, label)
        if text is not None:
            return Decoded(text, label, _lie(declared, label))
    if utf_8 is not None:
        return Decoded(utf_8, "utf-8", _lie(declared, "utf-8"))
    return _guess(data, declared)


def _declared(data: bytes, content_type: str, markup: bool) -> tuple[str, ...]:
    """Return the declared encodings by their web meaning, most trusted first, unknown labels left out."""
    header = _HEADER.search(content_type)
    found = [_meaning(header[1])] if header else []
    if markup:
        head = data[:_DECLARED_WITHIN]
        inside = _XML.match(head) or _META.search(head)
        label = _meaning(inside[1].decode("ascii")) if inside else ""
        found.append("utf-8" if label.startswith("utf-16") else label)  # we could read the label: it is not UTF-16
    return tuple(dict.fromkeys(label for label in found if label))


def _meaning(label: str) -> str:
    """Return the encoding the web means by a label; empty for one that is unknown or refused."""
    label = label.strip().lower()
    try:
        codec = codecs.lookup(_ALIASES.get(label, label))
    except (LookupError, ValueError):
        return ""
    if codec.name in _REFUSED or not getattr(codec, "_is_text_encoding", True):
        return ""
    return _LABELS.get(codec.name, codec.name)


def _is_single_byte(encoding: str) -> bool:
    return bool(_SINGLE_BYTE.fullmatch(encoding)) and encoding not in _MULTI_BYTE_CODE_PAGES


def _strict(data: bytes, encoding: str) -> str | None:
    if encoding == "windows-1252":
        return _windows_1252(data)
    try:
        return data.decode(encoding)
    except (UnicodeError, ValueError):
        return None


def _strict_utf_8(data: bytes) -> str | None:
    """Read UTF-8; a last character cut in two (a body cut at its limit) is dropped when others prove the encoding."""
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        text = data[: error.start].decode()
        is_cut_short = error.reason == "unexpected end of data" and not text.isascii()
        return text if is_cut_short else None


def _windows_1252(data: bytes) -> str:
    """Read windows-1252 as browsers do: the five bytes without a character are control characters."""
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return data.decode("latin-1").translate(_C1_AS_1252)


def _forgiving(data: bytes, encoding: str, problems: tuple[Problem, ...] = ()) -> Decoded:
    text = data.decode(encoding, "replace")
    try:
        data.decode(encoding)
    except UnicodeError:
        problems = (*problems, _problem("bytes-replaced", count=text.count("\ufffd")))
    return Decoded(text, encoding, problems)


def _wide_without_mark(data: bytes) -> str | None:
    """Tell UTF-16 that lost its mark by its NUL bytes: every other byte in Western text."""
    sample = data[:_SAMPLE_BYTES]
    half = len(sample) // 2
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if half < 4 or max(even, odd) < half * 0.4 or min(even, odd) > half * 0.05:
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _guess(data: bytes, declared: tuple[str, ...]) -> Decoded:
    escaped = data.decode("utf-8", "surrogateescape")
    broken = len(data) - len(escaped.encode("utf-8", "ignore"))
    ascii_only = len(data.translate(None, _HIGH_BYTES))
    if broken < len(escaped) - broken - ascii_only:
        text = escaped.translate(_ESCAPED_AS_1252)
        return Decoded(text, "utf-8", (*_lie(declared, "utf-8"), _problem("encoding-mixed", count=broken)))
    sample = _sample(data)
    if _looks_western(_windows_1252(sample)):
        return Decoded(_windows_1252(data), "windows-1252", _doubts(declared, "windows-1252"))
    best = import_module("charset_normalizer").from_bytes(sample).best()
    if best is None:
        return _forgiving(data, declared[0] if declared else "utf-8", _doubts((), "utf-8"))
    encoding = _meaning(best.encoding) or "utf-8"
    return _forgiving(data, encoding, _doubts(declared, encoding))


def _sample(data: bytes) -> bytes:
    """Return a part that tells something: from a little before the first byte beyond ASCII."""
    first = _HIGH_BYTE.search(data)
    begin = max(0, (first.start() if first else 0) - _SAMPLE_BYTES // 8)
    return data[begin : begin + _SAMPLE_BYTES]


def _looks_western(sample: str) -> bool:
    """Whether text read as windows-1252 has its letters beyond ASCII where, and as often as, Western words have."""
    if _FOREIGN_IN_WORDS.search(sample.lower()):
        return False
    plain = sum(char.isascii() and char.isalpha() for char in sample)
    other = [char for char in sample.lower() if not char.isascii() and char.isalpha()]
    if len(other) <= max(2, plain * 0.25):
        return True
    # Letters of other scripts stand side by side when they are misread; those of Western languages hardly ever do.
    return len(_SIDE_BY_SIDE.findall(sample)) <= len(other) * 0.05 and _WESTERN_LETTERS.issuperset(other)


def _lie(declared: tuple[str, ...], encoding: str) -> tuple[Problem, ...]:
    if not declared or declared[0] == encoding:
        return ()
    return (_problem("encoding-lied", declared=declared[0], found=encoding),)


def _doubts(declared: tuple[str, ...], encoding: str) -> tuple[Problem, ...]:
    return (*_lie(declared, encoding), _problem("encoding-guessed", found=encoding))


def _problem(code: str, **arguments: Argument) -> Problem:
    return Problem(reason=Reason.of(code, **arguments))
