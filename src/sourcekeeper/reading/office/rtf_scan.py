"""Cut RTF into its tokens, and the tables that say what its codes mean. Pure; time is linear in the size."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import NamedTuple

from sourcekeeper.patterns import regex

_TOKEN = regex(
    r"\\(?:(?P<word>[a-zA-Z]+)(?P<number>-?\d{1,10})?[ ]?"
    r"|'(?P<byte>[0-9a-fA-F]{2})"
    r"|(?P<symbol>\r\n|[^a-zA-Z]))"
    r"|(?P<brace>[{}])"
    r"|(?P<text>[^\\{}\r\n]+)"
    r"|[\r\n]+"
    r"|\\",
    re.DOTALL,
)


class Token(NamedTuple):
    """A piece of RTF: ``kind`` is word, byte, symbol, brace or text. A tuple, for there are dozens a note."""

    kind: str
    text: str
    number: int | None
    start: int
    end: int


def tokens(text: str) -> Iterator[Token]:
    r"""Yield the tokens of an RTF text, line ends left out. The raw bytes behind ``\bin`` are skipped."""
    position: int | None = 0
    while position is not None:
        begin, position = position, None
        for found in _TOKEN.finditer(text, begin):
            kind = found.lastgroup
            if kind == "text" or kind == "brace":  # noqa: PLR1714  quicker than a set
                yield Token(kind, found[0], None, found.start(), found.end())
            elif kind == "word":
                yield Token(kind, found["word"], None, found.start(), found.end())
            elif kind == "number":
                word, number = found["word"], int(found["number"])
                if word == "bin" and number > 0:
                    position = found.end() + number
                    break
                yield Token("word", word, number, found.start(), found.end())
            elif kind is not None:
                yield Token(kind, found[kind], None, found.start(), found.end())


CHARSETS = {
    77: "mac-roman", 78: "cp932", 128: "cp932", 129: "cp949", 130: "johab", 134: "gb18030", 136: "cp950",
    161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251",
    222: "cp874", 238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip
r"""Of ``\fcharset``. 0 and 1 mean the document's own code page: programs that write 0 for everything are common."""
MULTI_BYTE = frozenset({"cp932", "cp949", "johab", "gb18030", "cp950", "utf-8", "gbk", "big5", "cp936"})
"""Code pages in which a plain character may be the second half of another."""

CHARACTERS = {
    "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•",
    "emspace": "\u2003", "enspace": "\u2002", "qmspace": "\u2005", "tab": " ", "zwj": "\u200d", "zwnj": "\u200c",
    "ltrmark": "", "rtlmark": "",
}  # fmt: skip
SYMBOLS = {"~": "\u00a0", "_": "-", "-": "\u00ad", "\\": "\\", "{": "{", "}": "}", "\t": " "}
BLOCK_ENDS = frozenset({"par", "sect", "cell", "row", "nestcell", "nestrow"})

SKIPPED = frozenset({
    "fonttbl", "colortbl", "stylesheet", "info", "pict", "object", "header", "headerl", "headerr", "headerf",
    "footer", "footerl", "footerr", "footerf", "nonshppict", "nonesttables", "filetbl", "listtable", "revtbl",
    "ftnsep", "ftnsepc", "ftncn", "aftnsep", "aftnsepc", "aftncn", "annotation", "atnid", "atnauthor", "template",
    "private", "shprslt", "sp", "upr", "operator", "author", "keywords", "comment", "doccomm", "subject", "manager",
    "company", "category", "hlinkbase", "printim", "buptim", "xe", "tc", "tcn", "rxe", "txe", "do", "dptxbxtext",
    "themedata", "pnseclvl", "levelnumbers", "leveltext", "listname", "falt", "panose", "fontemb",
})  # fmt: skip
"""Destinations that hold no text of the document."""

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
