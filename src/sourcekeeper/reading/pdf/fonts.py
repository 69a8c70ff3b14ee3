"""Turn the strings a PDF shows into text and widths, by what the font's dictionary says.

In this order (ISO 32000-1, 9.10.2): the font's ToUnicode map, its encoding by glyph names, what a Type 1 font program
says in clear text. A code none of them knows becomes U+FFFD, so that it is counted and told.
"""

from __future__ import annotations

import re
from codecs import charmap_decode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from sourcekeeper.patterns import regex
from sourcekeeper.reading.pdf.cmap import CharacterMap, read_cmap
from sourcekeeper.reading.pdf.encodings import CORK, OT1, TS1
from sourcekeeper.reading.pdf.file import PdfFile, entry, numbers, resolve

UNKNOWN = "\ufffd"
_SEVERAL = "\ufffe"
"""In a table of characters: there is not one character for the code (`codecs.charmap_decode` gives up there)."""

_LIGATURES = {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\ufb05": "st",
              "\ufb06": "st"}  # fmt: skip
_BUILT_IN = regex(rb"dup\s+(\d{1,3})\s*/([A-Za-z0-9._]{1,40})\s+put")
_ITALIC_NAME = regex(r"(?i)ital|obli|slanted|[-,]it\b|cmti|cmsl|sfti|ecti|lmri|lmromanslant|it\d*$")
_BOLD_NAME = regex(r"(?i)bold|black|heavy|semibd|cmbx|sfbx|ecbx|lmbx|(?<=[-,])bd\b")
_MOST_WIDTHS = 70_000
_USUAL_WIDTH = 500.0
_TYPED_NAME = regex(r"(?i)mono|courier|typewriter|consol|cmtt|sftt|ectt|lmtt|menlo|inconsol")
_ITALIC_FLAG = 1 << 6
_FIXED_FLAG = 1

Glyph = tuple[str, float, bool]
"""What a code stands for: its text, its width in text space, and whether word spacing applies to it."""


Measure = tuple[str, float, int, int]
"""What codes shown in one go stand for: their text, their width in text space, how many they are and how many of them
word spacing applies to."""
_OFTEN_SHOWN = 12
"""Codes shown in one go that are remembered: words, where each is placed by itself."""
_MOST_REMEMBERED = 10_000


@dataclass(slots=True, eq=False)
class PdfFont:
    """A font as far as text needs it. Widths are in thousandths of the font size."""

    texts: Mapping[int, str]
    widths: Mapping[int, float]
    default_width: float
    code_bytes: int = 1
    is_italic: bool = False
    is_bold: bool = False
    is_typed: bool = False
    """Whether all its letters are equally wide: addresses are often set so."""
    unit: float = 0.001
    """What one unit of width is in text space."""
    size_factor: float = 1.0
    """What a nominal size must be multiplied with: fonts drawn by programs (Type 3) have sizes of their own."""
    _decoded: dict[int, Glyph] = field(default_factory=dict)
    _measured: dict[bytes, Measure] = field(default_factory=dict)
    _table: tuple[str, dict[int, str], list[float]] | None = None

    def decode(self, shown: bytes) -> list[Glyph]:
        """Return the glyph of each code."""
        known, step = self._decoded, self.code_bytes
        codes: Sequence[int] = shown
        if step != 1:
            codes = [int.from_bytes(shown[at : at + step], "big") for at in range(0, len(shown), step)]
        for code in set(codes).difference(known):
            known[code] = self._glyph(code)
        return [known[code] for code in codes]

    def measured(self, shown: bytes) -> Measure:
        """Return the text of codes, how wide they are together, how many they are and how many of them spaces."""
        known = self._measured.get(shown)
        if known is None:
            known = self._single(shown) if self.code_bytes == 1 else self._several(shown)
            if len(shown) <= _OFTEN_SHOWN and len(self._measured) < _MOST_REMEMBERED:
                self._measured[shown] = known
        return known

    def _single(self, shown: bytes) -> Measure:
        """Measure codes of one byte, by tables of all of them."""
        if self._table is None:
            glyphs = self.decode(bytes(range(256)))
            letters = [text for text, _, _ in glyphs]
            plain = "".join([text if len(text) == 1 else _SEVERAL for text in letters])
            self._table = plain, dict(enumerate(letters)), [width for _, width, _ in glyphs]
        plain, texts, widths = self._table
        width = sum(map(widths.__getitem__, shown))
        try:
            text, _ = charmap_decode(shown, "strict", plain)
        except UnicodeDecodeError:  # ligatures, or codes that stand for nothing
            text = shown.decode("latin-1").translate(texts)
        return text, width, len(shown), shown.count(b" ")

    def _several(self, shown: bytes) -> Measure:
        glyphs = self.decode(shown)
        return "".join([text for text, _, _ in glyphs]), sum([width for _, width, _ in glyphs]), len(glyphs), 0

    def _glyph(self, code: int) -> Glyph:
        text = self.texts.get(code)
        if text is None:
            text = UNKNOWN
        width = self.widths.get(code, self.default_width) * self.unit
        return _cleaned(text), width, self.code_bytes == 1 and code == 32


def _cleaned(text: str) -> str:
    if text in _LIGATURES:
        return _LIGATURES[text]
    if len(text) > 1:
        text = "".join(_LIGATURES.get(char, char) for char in text)
    return "".join(char for char in text if char >= " " or char == "\t").replace("\t", " ") if text else ""


def read_font(file: PdfFile, dictionary: Any) -> PdfFont:
    """Read a font's dictionary; what is broken in it is made up for."""
    subtype = str(entry(dictionary, "/Subtype"))
    mapped = _to_unicode(file, dictionary)
    font = _composite(file, dictionary, mapped) if subtype == "/Type0" else _simple(file, dictionary, mapped, subtype)
    name, flags = _name_and_flags(dictionary)
    font.is_italic = bool(_ITALIC_NAME.search(name)) or bool(flags & _ITALIC_FLAG)
    font.is_bold = bool(_BOLD_NAME.search(name))
    font.is_typed = bool(_TYPED_NAME.search(name)) or bool(flags & _FIXED_FLAG)
    return font


def _to_unicode(file: PdfFile, dictionary: Any) -> CharacterMap:
    stream = entry(dictionary, "/ToUnicode")
    return read_cmap(file.data_of(stream)) if hasattr(stream, "get_data") else CharacterMap()


def _name_and_flags(dictionary: Any) -> tuple[str, int]:
    descendants = entry(dictionary, "/DescendantFonts")
    inner = resolve(descendants[0]) if isinstance(descendants, list) and descendants else dictionary
    descriptor = entry(inner, "/FontDescriptor")
    flags = entry(descriptor, "/Flags")
    name = entry(dictionary, "/BaseFont") or entry(descriptor, "/FontName") or ""
    return str(name).rpartition("+")[2].lstrip("/"), flags if isinstance(flags, int) else 0


# --- fonts of one byte a code ---------------------------------------------------------------------------------------


def _simple(file: PdfFile, dictionary: Any, mapped: CharacterMap, subtype: str) -> PdfFont:
    texts = _encoding(file, dictionary, subtype)
    texts.update(mapped.texts)
    widths = _simple_widths(dictionary)
    descriptor = entry(dictionary, "/FontDescriptor")
    missing = entry(descriptor, "/MissingWidth")
    default = float(missing) if isinstance(missing, (int, float)) and missing > 0 else _USUAL_WIDTH
    if not widths:
        widths, default = _standard_widths(str(entry(dictionary, "/BaseFont") or ""), texts)
    font = PdfFont(texts, widths, default)
    if subtype == "/Type3":
        if not mapped.texts:
            texts.update(_tex_bitmap(entry(dictionary, "/Encoding")))
        matrix = numbers(entry(dictionary, "/FontMatrix"), 6) or (0.001, 0.0, 0.0, 0.001, 0.0, 0.0)
        font.unit = abs(matrix[0]) or 0.001
        font.size_factor = _drawn_size(dictionary, abs(matrix[3]) or 0.001)
    return font


def _drawn_size(dictionary: Any, scale: float) -> float:
    """Return how large a Type 3 font of nominal size 1 looks: the height of its box, as other fonts have it."""
    box = numbers(entry(dictionary, "/FontBBox"), 4)
    height = abs(box[3] - box[1]) * scale if box is not None else 0.0
    if 0.0005 <= scale <= 0.002 or not 0 < height < 1000:
        return scale * 1000
    return height / 1.2


def _tex_bitmap(encoding: Any) -> dict[int, str]:
    """Return the encoding of a font that TeX drew as bitmaps: its glyphs have numbers for names.

    Codes beyond 127, or where T1 has ligatures and guillemets, tell T1 from OT1; nothing but signs is TS1.
    """
    differences = entry(encoding, "/Differences")
    names = [str(resolve(one)) for one in differences[:600]] if isinstance(differences, list) else []
    codes = {int(name[2:]) for name in names if re.fullmatch(r"/a\d{1,3}", name)}
    if not codes or any(not re.fullmatch(r"/a\d{1,3}|\d{1,3}|/\.notdef", name) for name in names):
        return {}
    if all(0x80 <= code < 0xC0 for code in codes):
        table = TS1
    elif any(code > 127 or 27 <= code <= 31 or 19 <= code <= 20 for code in codes):
        table = CORK
    else:
        table = OT1 if any(11 <= code <= 15 for code in codes) else CORK
    return {code: text for code, text in table.items() if code in codes}


def _encoding(file: PdfFile, dictionary: Any, subtype: str) -> dict[int, str]:
    from pypdf._codecs import charset_encoding  # noqa: PLC0415  comes with pypdf

    encoding = entry(dictionary, "/Encoding")
    base = str(encoding) if isinstance(encoding, str) else str(entry(encoding, "/BaseEncoding") or "")
    name = str(entry(dictionary, "/BaseFont") or "").rpartition("+")[2]
    if base in charset_encoding:
        table = charset_encoding[base]
    elif "Symbol" in name:
        table = charset_encoding["/Symbol"]
    elif "Dingbats" in name:
        table = charset_encoding["/ZapfDingbats"]
    else:
        table = charset_encoding["/WinAnsiEncoding" if subtype == "/TrueType" else "/StandardEncoding"]
    texts = {code: text for code, text in enumerate(table) if text and text != "\x00"}
    if base not in charset_encoding:
        texts.update(_built_in(file, dictionary))
    differences = entry(encoding, "/Differences")
    if isinstance(differences, list):
        _apply(differences, texts)
    return texts


def _apply(differences: list[Any], texts: dict[int, str]) -> None:
    code = 0
    for one in differences[:2000]:
        value = resolve(one)
        if isinstance(value, (int, float)):
            code = int(value)
        elif isinstance(value, str):
            text = glyph_text(value.lstrip("/"))
            if text is not None:
                texts[code] = text
            elif value != "/.notdef":
                texts.pop(code, None)
            code += 1


def _built_in(file: PdfFile, dictionary: Any) -> dict[int, str]:
    """Return the encoding a Type 1 font program states in its clear text."""
    program = entry(entry(dictionary, "/FontDescriptor"), "/FontFile")
    if not hasattr(program, "get_data"):
        return {}
    clear = file.data_of(program)[:100_000].partition(b"eexec")[0]
    found = {int(match[1]): glyph_text(match[2].decode("ascii")) for match in _BUILT_IN.finditer(clear)}
    return {code: text for code, text in found.items() if text is not None and code < 256}


@lru_cache(maxsize=4096)
def glyph_text(name: str) -> str | None:
    """Return the text of a glyph by its name (Adobe Glyph List rules); None for names that say nothing.

    >>> glyph_text("eacute"), glyph_text("f_i"), glyph_text("uni20AC"), glyph_text("a.sc"), glyph_text("g123")
    ('é', 'fi', '€', 'a', None)
    """
    from pypdf._codecs import adobe_glyphs  # noqa: PLC0415  comes with pypdf

    stem = name.partition(".")[0]
    if not stem:
        return None
    known = adobe_glyphs.get("/" + stem)
    if known is not None:
        return str(known)
    if "_" in stem:
        parts = [glyph_text(part) for part in stem.split("_")[:8]]
        return "".join(part for part in parts if part) if all(parts) else None
    by_number = re.fullmatch(r"uni((?:[0-9A-F]{4})+)|u([0-9A-F]{4,6})", stem)
    if by_number is not None:
        digits = by_number[1][:32] if by_number[1] else None
        points = [digits[at : at + 4] for at in range(0, len(digits), 4)] if digits else [by_number[2]]
        return "".join(chr(int(point, 16)) for point in points if int(point, 16) < 0x110000)
    return None


def _simple_widths(dictionary: Any) -> dict[int, float]:
    first, array = entry(dictionary, "/FirstChar"), entry(dictionary, "/Widths")
    if not isinstance(array, list):
        return {}
    start = first if isinstance(first, int) and 0 <= first < 256 else 0
    found = {}
    for offset, one in enumerate(array[:256]):
        value = resolve(one)
        if isinstance(value, (int, float)) and 0 <= value < 1e5:
            found[start + offset] = float(value)
    return found


def _standard_widths(name: str, texts: Mapping[int, str]) -> tuple[dict[int, float], float]:
    """Return the widths of one of the 14 fonts every reader has, None of others; they are near enough."""
    from pypdf._codecs.core_font_metrics import CORE_FONT_METRICS  # noqa: PLC0415  comes with pypdf

    plain = name.lstrip("/").rpartition("+")[2].replace(",", "-")
    style = ("Bold" if _BOLD_NAME.search(plain) else "") + ("Oblique" if _ITALIC_NAME.search(plain) else "")
    family = (
        "Courier"
        if "cour" in plain.lower()
        else "Helvetica"
        if "helv" in plain.lower() or "arial" in plain.lower()
        else "Times"
    )
    if family == "Times":
        style = style.replace("Oblique", "Italic") or "Roman"
    metrics = CORE_FONT_METRICS.get(f"{family}-{style}" if style else family)
    if metrics is None:
        return {}, _USUAL_WIDTH
    known = metrics.character_widths
    return {code: float(known[text]) for code, text in texts.items() if text in known}, _USUAL_WIDTH


# --- fonts of several bytes a code ----------------------------------------------------------------------------------


def _composite(file: PdfFile, dictionary: Any, mapped: CharacterMap) -> PdfFont:
    descendants = entry(dictionary, "/DescendantFonts")
    inner = resolve(descendants[0]) if isinstance(descendants, list) and descendants else None
    encoding = entry(dictionary, "/Encoding")
    code_bytes = 2
    texts: Mapping[int, str] = mapped.texts
    if hasattr(encoding, "get_data"):
        code_bytes = read_cmap(file.data_of(encoding)).code_bytes or 2
    elif isinstance(encoding, str) and ("UCS2" in encoding or "UTF16" in encoding) and not texts:
        texts = _Utf16()
    default = entry(inner, "/DW")
    width = float(default) if isinstance(default, (int, float)) else 1000.0
    return PdfFont(texts, _cid_widths(entry(inner, "/W")), width, code_bytes=max(1, min(code_bytes, 4)))


class _Utf16(dict[int, str]):
    """The map of a font whose codes are UTF-16 already."""

    def get(self, key: int, default: Any = None) -> Any:
        return chr(key) if not 0xD800 <= key < 0xE000 and key < 0x10000 else default


def _cid_widths(array: Any) -> dict[int, float]:
    """Read ``/W``: ``c [w w w]`` and ``first last w`` (ISO 32000-1, 9.7.4.3)."""
    widths: dict[int, float] = {}
    if not isinstance(array, list):
        return widths
    values = [resolve(one) for one in array[:_MOST_WIDTHS]]
    index = 0
    while index + 1 < len(values) and len(widths) < _MOST_WIDTHS:
        first, second = values[index], values[index + 1]
        third = values[index + 2] if index + 2 < len(values) else None
        if not isinstance(first, (int, float)):
            index += 1
        elif isinstance(second, list):
            for offset, one in enumerate(second[:_MOST_WIDTHS]):
                value = resolve(one)
                if isinstance(value, (int, float)):
                    widths[int(first) + offset] = float(value)
            index += 2
        elif isinstance(second, (int, float)) and isinstance(third, (int, float)):
            last = min(int(second), int(first) + _MOST_WIDTHS - len(widths))
            widths.update((code, float(third)) for code in range(int(first), last + 1))
            index += 3
        else:
            index += 1
    return widths
