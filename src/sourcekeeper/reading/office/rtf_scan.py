"""Cut RTF into its tokens, and the tables that say what its codes mean. Pure; time is linear in the size."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from sourcekeeper.patterns import regex

_PLAIN = r"[^\\{}\r\n]"
_BYTE = r"\\'[0-9a-fA-F]{2}"
_UNIT = r"(?:[1-9]\d{0,3}|[1-4]\d{4}|5[0-4]\d{3})(?!\d)"
"""What ``\\u`` may name at one stroke: no half of a character (55296 and on), no NUL."""
_SIGN = rf"{_BYTE}|\\u{_UNIT}[ ]?+(?:{_BYTE}|{_PLAIN})"
_LINE_END = rf"[\r\n]++(?={_PLAIN}|\\'|\\u\d)"
_TOKEN = regex(
    rf"(?P<run>{_PLAIN}*+(?:(?:{_SIGN}|{_LINE_END}){_PLAIN}*+)++)"
    rf"|(?P<text>{_PLAIN}++)"
    r"|\\(?:(?P<word>[a-zA-Z]+)(?P<number>-?\d{1,10})?[ ]?"
    r"|(?P<symbol>\r\n|[^a-zA-Z]))"
    r"|(?P<brace>[{}])"
    r"|[\r\n]+"
    r"|\\",
    re.DOTALL,
)
_PIECE = regex(rf"(?P<text>{_PLAIN}+)|\\u(?P<unit>\d+)[ ]?|\\'(?P<byte>..)|[\r\n]+")

Token = tuple[str, str, int | None, int, int]
r"""A piece of RTF: its kind, its text, its number, where it starts and ends. A tuple, for there are dozens a note.

The kinds are word, symbol, brace, text, and run: text with characters in it that are written by their numbers
(``\'hh``, or ``\uN`` with one substitute), or that goes on over a line end.
"""


def tokens(text: str) -> Iterator[Token]:
    r"""Yield the tokens of an RTF text, line ends left out. The raw bytes behind ``\bin`` are skipped."""
    position: int | None = 0
    while position is not None:
        begin, position = position, None
        for found in _TOKEN.finditer(text, begin):
            kind = found.lastgroup
            start, end = found.span()
            if kind == "number":
                word, number = found["word"], int(found["number"])
                if word == "bin" and number > 0:
                    position = end + number
                    break
                yield "word", word, number, start, end
            elif kind is not None:
                yield kind, found[kind], None, start, end


def pieces_of_run(run: str, start: int) -> Iterator[Token]:
    """Yield the pieces of a run that starts somewhere: text, byte and unit (of UTF-16)."""
    for found in _PIECE.finditer(run):
        kind = found.lastgroup
        if kind is not None:
            number = int(found[kind]) if kind == "unit" else None
            yield kind, found[kind], number, start + found.start(), start + found.end()


CHARSETS = {
    77: "mac-roman", 78: "cp932", 128: "cp932", 129: "cp949", 130: "johab", 134: "gb18030", 136: "cp950",
    161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251",
    222: "cp874", 238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip
r"""Of ``\fcharset``. 0 and 1 mean the document's own code page: programs that write 0 for everything are common."""
MULTI_BYTE = frozenset({"cp932", "cp949", "johab", "gb18030", "cp950", "utf-8", "gbk", "big5", "cp936"})
"""Code pages in which a plain character may be the second half of another."""
SINGLE_BYTE = frozenset({
    "cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "cp874", "cp437",
    "cp850", "cp852", "cp855", "cp857", "cp858", "cp866", "mac-roman",
})  # fmt: skip
"""Code pages in which each byte is a character; of those not listed it is not taken for granted."""

CHARACTERS = {
    "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•",
    "emspace": "\u2003", "enspace": "\u2002", "qmspace": "\u2005", "tab": " ", "zwj": "\u200d", "zwnj": "\u200c",
    "ltrmark": "", "rtlmark": "",
}  # fmt: skip
SYMBOLS = {"~": "\u00a0", "_": "-", "-": "\u00ad", "\\": "\\", "{": "{", "}": "}", "\t": " "}
BLOCK_ENDS = frozenset({"par", "sect", "cell", "row", "nestcell", "nestrow"})
LINE_ENDS = frozenset({"line", "page", "softline", "lbr"})

SKIPPED = frozenset({
    "fonttbl", "colortbl", "stylesheet", "info", "pict", "object", "header", "headerl", "headerr", "headerf",
    "footer", "footerl", "footerr", "footerf", "nonshppict", "nonesttables", "filetbl", "listtable", "revtbl",
    "ftnsep", "ftnsepc", "ftncn", "aftnsep", "aftnsepc", "aftncn", "annotation", "atnid", "atnauthor", "template",
    "private", "shprslt", "sp", "upr", "operator", "author", "keywords", "comment", "doccomm", "subject", "manager",
    "company", "category", "hlinkbase", "printim", "buptim", "xe", "tc", "tcn", "rxe", "txe", "do", "dptxbxtext",
    "themedata", "pnseclvl", "levelnumbers", "leveltext", "listname", "falt", "panose", "fontemb",
})  # fmt: skip
"""Destinations that hold no text of the document."""
DESTINATIONS = SKIPPED | {
    "footnote", "fonttbl", "stylesheet", "field", "fldinst", "fldrslt", "shptxt", "bkmkstart", "bkmkend", "propname",
    "staticval", "userprops", "shpinst", "listtext", "pntext", "shppict", "ud",
}  # fmt: skip
"""All that may be met in running text."""

NOTE_WORDS: dict[str, tuple[str, str, str]] = {}
"""Control words of how notes are numbered: scope (section or document), kind of note, and what they say."""
_STYLES = {
    "nar": "decimal", "nalc": "lowerLetter", "nauc": "upperLetter", "nrlc": "lowerRoman", "nruc": "upperRoman",
    "nchi": "chicago",
}  # fmt: skip
_RESTARTS = {"restart": "section", "rstcont": "never", "rstpg": "page"}
for _scope, _mark in (("document", ""), ("section", "s")):
    for _kind, _name in (("f", "ftn"), ("e", "aftn")):
        for _suffix, _meaning in {**_STYLES, **_RESTARTS, "start": "start"}.items():
            NOTE_WORDS[_mark + _name + _suffix] = (_scope, _kind, _meaning)

TEXT_WORDS = frozenset({"chftn", "pard", "s", "outlinelevel", "sectd", "ftnalt", *BLOCK_ENDS, *LINE_ENDS, *NOTE_WORDS})
"""Control words that say something in running text."""


def code_page(number: int | None) -> str:
    """Return Python's name of a Windows code page; windows-1252 for those unknown."""
    if number == 65001:
        return "utf-8"
    name = f"cp{number}"
    try:
        codecs.lookup(name)
    except LookupError:
        return "mac-roman" if number == 10000 else "cp1252"
    return name
