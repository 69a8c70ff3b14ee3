"""The encodings of TeX's own fonts, for PDF files that keep nothing but them. Pure.

Sources: the Cork encoding (T1) and the original TeX text encoding (OT1), LaTeX's encguide.
"""

from __future__ import annotations

_ASCII = {code: chr(code) for code in range(0x20, 0x7F)}

CORK: dict[int, str] = {
    **_ASCII,
    **dict(enumerate("`´ˆ˜¨˝˚ˇ˘¯˙¸˛‚‹›“”„«»–—")),
    0x17: "",
    0x18: "‰",
    0x19: "ı",
    0x1A: "ȷ",
    0x1B: "ff",
    0x1C: "fi",
    0x1D: "fl",
    0x1E: "ffi",
    0x1F: "ffl",
    0x27: "’",
    0x60: "‘",
    0x7F: "-",
    **dict(enumerate("ĂĄĆČĎĚĘĞĹĽŁŃŇŊŐŔŘŚŠŞŤŢŰŮŸŹŽŻĲİđ§ăąćčďěęğĺľłńňŋőŕřśšşťţűůÿźžżĳ¡¿£", 0x80)),
    **{code: chr(code) for code in range(0xC0, 0x100)},
    0xD7: "Œ",
    0xDF: "SS",
    0xF7: "œ",
    0xFF: "ß",
}
"""LaTeX's T1."""

OT1: dict[int, str] = {
    **_ASCII,
    **dict(enumerate(["Γ", "Δ", "Θ", "Λ", "Ξ", "Π", "Σ", "Υ", "Φ", "Ψ", "Ω", "ff", "fi", "fl", "ffi", "ffl"])),
    **dict(enumerate("ı ȷ ` ´ ˇ ˘ ¯ ˚ ¸ ß æ œ ø Æ Œ Ø".split(), 0x10)),  # noqa: SIM905  a table is read, not a list
    0x22: "”",
    0x27: "’",
    0x3C: "¡",
    0x3E: "¿",
    0x5C: "“",
    0x5F: "˙",
    0x60: "‘",
    0x7B: "–",
    0x7C: "—",
    0x7D: "˝",
    0x7E: "˜",
    0x7F: "¨",
}
"""LaTeX's default, Computer Modern."""

TS1: dict[int, str] = {**{code: chr(code) for code in range(0xA0, 0xC0)}, 0xBF: "€"}
"""LaTeX's text companion, as far as it is used: currency, section sign, degree."""
