"""Text and addresses as LaTeX bibliographies take them: escaped here, because no library does it rightly. Pure."""

from __future__ import annotations

import unicodedata
from urllib.parse import quote

from sourcekeeper.csl import printable
from sourcekeeper.errors import OutputError
from sourcekeeper.patterns import regex

_SPECIAL = regex(r"[\\&%$#_{}~^]")
_LIGATURE = regex(r"(?<=-)(?=-)|(?<=')(?=')|(?<=<)(?=<)|(?<=>)(?=>)|(?<=,)(?=,)")
"""Between two signs that TeX would print as one: a dash, a quotation mark, a Spanish one."""
_ANY_SPECIAL = regex(r"[\\&%$#_{}~^\"]|([-`'<>,])\1")
_OPENING_QUOTE = regex(r"(?:(?<=[\s(\[{/«„“‘—–-])|^)\"(?=\S)")
_ENDS_SENTENCE = regex(r"[.?!:…][\"”»’)}\]]*\Z")
_CASED = regex(r"[^\W\d_]")
_COMMAND = regex(r"\\[a-zA-Z]+")
_ESCAPED = {
    "\\": r"\textbackslash{}",
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
_BREAKS_A_FIELD = regex(r"[\s{}\\^`\"<>|\x00-\x1f\x7f]|[^\x00-\x7f]")


def escape(text: str) -> str:
    r"""Escape text for a field. UTF-8 letters and quotation marks stay; only for text, never for addresses.

    >>> escape("50 % of R&D_2")
    '50 \\% of R\\&D\\_2'
    """
    # BibTeX counts braces even behind a backslash, and readers know no name for a single one: it becomes a bracket.
    if not text:
        return ""
    text = printable(text)
    if _ANY_SPECIAL.search(text) is None:
        return text
    text = _typographic(text)
    paired = is_paired(text)
    braces = {"{": r"\{", "}": r"\}"} if paired else {"{": "(", "}": ")"}
    escaped = _SPECIAL.sub(lambda match: _ESCAPED.get(match.group()) or braces[match.group()], text)
    return _LIGATURE.sub("{}", escaped)


def _typographic(text: str) -> str:
    """Turn straight double quotes round: TeX prints them all as closing ones, and babel takes them for commands."""
    if '"' not in text:
        return text
    return _OPENING_QUOTE.sub("“", text).replace('"', "”")


def is_paired(text: str) -> bool:
    """Whether each opening brace of a text has its closing one."""
    depth = 0
    for char in text:
        depth += (char == "{") - (char == "}")
        if depth < 0:
            return False
    return depth == 0


def escape_title(text: str) -> str:
    """Escape a title and brace what styles and pandoc would write otherwise: capitals inside, small ones in front.

    >>> escape_title("How NASA watches London"), escape_title("iPhones in court")
    ('How {NASA} watches {London}', '{iPhones} in court')
    """
    words = escape(text).split(" ")
    begins = [True, *(_ENDS_SENTENCE.search(word) is not None for word in words[:-1])]
    return " ".join(
        "{" + word + "}" if _changes(word, is_first=not index, begins=begins[index]) else word
        for index, word in enumerate(words)
    )


def _changes(word: str, *, is_first: bool, begins: bool) -> bool:
    """Whether sentence case would write a word otherwise: with a capital where it begins one, else all small."""
    letters = _COMMAND.sub("", word)
    if is_first and letters[:1].isupper():
        return _CASED.search(letters[1:]) is not None and not letters[1:].islower()
    has_capitals = any(char.isupper() or char.istitle() for char in letters)
    return has_capitals or (begins and _CASED.search(letters) is not None)


def plain_url(url: str) -> str:
    r"""Return an address for ``url = {…}`` and ``\url{…}``: never escaped, only what breaks a field percent-encoded.

    >>> plain_url("https://x.org/a_b%20c{d}é")
    'https://x.org/a_b%20c%7Bd%7D%C3%A9'
    """
    return _BREAKS_A_FIELD.sub(lambda match: quote(match.group(), safe="", errors="replace"), url.strip())


# --- letters in ASCII -----------------------------------------------------------------------------------------------

_ACCENTS = {
    "\u0300": "`", "\u0301": "'", "\u0302": "^", "\u0303": "~", "\u0304": "=", "\u0306": "u", "\u0307": ".",
    "\u0308": '"', "\u030a": "r", "\u030b": "H", "\u030c": "v", "\u0323": "d", "\u0327": "c", "\u0328": "k",
}  # fmt: skip
_NAMED = {
    "ß": r"{\ss}", "æ": r"{\ae}", "Æ": r"{\AE}", "œ": r"{\oe}", "Œ": r"{\OE}", "ø": r"{\o}", "Ø": r"{\O}",
    "ł": r"{\l}", "Ł": r"{\L}", "ı": r"{\i}", "đ": r"{\dj}", "Đ": r"{\DJ}", "ð": r"{\dh}", "þ": r"{\th}",
    "‘": "`", "’": "'", "“": "``", "”": "''", "„": r"{\quotedblbase}", "‚": r"{\quotesinglbase}",
    "«": r"{\guillemotleft}", "»": r"{\guillemotright}", "‹": r"{\guilsinglleft}", "›": r"{\guilsinglright}",
    "–": "--", "—": "---", "…": r"{\dots}", "°": r"{\textdegree}", "º": r"{\textordmasculine}",
    "ª": r"{\textordfeminine}", "§": r"{\S}", "¶": r"{\P}", "©": r"{\copyright}", "€": r"{\texteuro}",
    "£": r"{\pounds}", "¿": "?`", "¡": "!`", "×": r"{\texttimes}", "·": r"{\textperiodcentered}",
    "•": r"{\textbullet}", "™": r"{\texttrademark}", "\u00a0": "~", "\u202f": r"\,", "\u2009": r"\,",
    "\u00ad": r"\-", "\u2010": "-", "\u2011": "-", "−": "--", "½": "1/2", "¼": "1/4", "¾": "3/4", "ʼ": "'",
}  # fmt: skip
_NOT_ASCII = regex(r"[^\x00-\x7f]")


def in_ascii(latex: str) -> str:
    r"""Write the letters outside ASCII as LaTeX commands, for a file whose encoding is not UTF-8.

    Raises OutputError for those that have no command.

    >>> in_ascii("L’été à Šibenik")
    "L'{\\'e}t{\\'e} {\\`a} {\\v S}ibenik"
    """
    return _NOT_ASCII.sub(lambda match: _letter(match.group()), unicodedata.normalize("NFC", latex))


def _letter(char: str) -> str:
    named = _NAMED.get(char)
    if named is not None:
        return named
    parts = unicodedata.normalize("NFD", char)
    base, accents = parts[0], [_ACCENTS.get(mark, "") for mark in parts[1:]]
    if not base.isascii() or not accents or not all(accents):
        raise OutputError(f"{char!r} cannot be written in this encoding", "Convert the file to UTF-8 first.")
    written = {"i": r"\i", "j": r"\j"}.get(base, base)
    for accent in accents:
        written = f"\\{accent}{' ' if accent.isalpha() and not written.startswith(chr(92)) else ''}{written}"
    return "{" + written + "}"
