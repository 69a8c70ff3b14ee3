"""Text and addresses as LaTeX bibliographies take them: escaped here, because no library does it rightly. Pure."""

from __future__ import annotations

from urllib.parse import quote

from sourcekeeper.csl import printable
from sourcekeeper.patterns import regex

_SPECIAL = regex(r"[\\&%$#_{}~^]")
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
_KEEPS_CAPITALS = regex(r"(?<![\w\\])(?=\w*[^\W\d_a-zß-öø-ÿ])\w*\w[^\W\d_a-zß-öø-ÿ]\w*")


def escape(text: str) -> str:
    r"""Escape text for a field. UTF-8 letters and quotation marks stay; only for text, never for addresses.

    >>> escape("50 % of R&D_2")
    '50 \\% of R\\&D\\_2'
    """
    # BibTeX counts braces even behind a backslash: where they do not pair, only the named signs are safe.
    text = printable(text)
    paired = _is_paired(text)
    braces = {"{": r"\{", "}": r"\}"} if paired else {"{": r"\textbraceleft{}", "}": r"\textbraceright{}"}
    return _SPECIAL.sub(lambda match: _ESCAPED.get(match.group()) or braces[match.group()], text)


def _is_paired(text: str) -> bool:
    depth = 0
    for char in text:
        depth += (char == "{") - (char == "}")
        if depth < 0:
            return False
    return depth == 0


def escape_title(text: str) -> str:
    """Escape a title and brace its words with inner capitals, which styles and pandoc would write small.

    >>> escape_title("How NASA uses iPhones")
    'How {NASA} uses {iPhones}'
    """
    return _KEEPS_CAPITALS.sub(lambda match: "{" + match.group() + "}", escape(text))


def plain_url(url: str) -> str:
    r"""Return an address for ``url = {…}`` and ``\url{…}``: never escaped, only what breaks a field percent-encoded.

    >>> plain_url("https://x.org/a_b%20c{d}é")
    'https://x.org/a_b%20c%7Bd%7D%C3%A9'
    """
    return _BREAKS_A_FIELD.sub(lambda match: quote(match.group(), safe="", errors="replace"), url.strip())
