r"""LaTeX of a bibliography's fields as plain text: accents, escapes, quotation marks; braces go. Pure, linear time."""

from __future__ import annotations

import re

from sourcekeeper.patterns import regex
from sourcekeeper.reading.markup.latex_words import SYMBOLS, accented

_TOKEN = regex(
    r"\\(?P<mark>[`'^\"~=.]|[uvHckrdb](?![a-zA-Z]))[ \t\n]*"
    r"(?:\{[ \t\n]*\\?(?P<braced>[^\W\d_])[ \t\n]*\}|\\(?P<dotless>[ij])(?![a-zA-Z])[ \t\n]*|(?P<letter>[^\W\d_]))"
    r"|(?P<kept>\ue000[^\ue001]*\ue001)"
    r"|\\(?P<word>[a-zA-Z]+)\*?[ \t\n]*|\\(?P<sign>.)"
    r"|(?P<open>\{)|(?P<close>\})|(?P<dash>---?)|(?P<quote>``|'')|(?P<math>\$)|(?P<tie>~)"
    r"|[^\\{}$~`'\ue000-]+|.",
    re.DOTALL,
)
_QUOTING = frozenset({"enquote", "mkbibquote", "textquote"})
_GREEK_NAMES = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon phi chi psi "
    "omega Gamma Delta Theta Lambda Xi Pi Sigma Phi Psi Omega"
)
_GREEK = dict(zip(_GREEK_NAMES.split(), "αβγδεζηθικλμνξπρστυφχψωΓΔΘΛΞΠΣΦΨΩ", strict=True))


def plain_text(latex: str) -> str:
    r"""Return LaTeX as the text it prints, white space folded. Unknown commands go, their arguments stay.

    >>> plain_text(r"{\'E}tat \& \emph{droit} -- {\oe}uvre \enquote{na\"{\i}f} 100\,\%")
    'État & droit – œuvre “naïf” 100 %'
    """
    if not any(sign in latex for sign in "\\{}$~`'-"):
        return " ".join(latex.split())
    latex = _URL_COMMAND.sub(_href_or_url, latex)
    written: list[str] = []
    closers: list[str] = []
    closer = ""
    for token in _TOKEN.finditer(latex):
        kind = token.lastgroup
        if kind in ("braced", "dotless", "letter"):
            written.append(accented(token["mark"], token[kind]))
        elif kind == "word":
            closer = "”" if token["word"] in _QUOTING else ""
            written.append("“" if closer else _word(token))
        elif kind == "sign":
            written.append(SYMBOLS.get(token["sign"], ""))
        elif kind == "open":
            closers.append(closer)
            closer = ""
        elif kind == "close":
            written.append(closers.pop() if closers else "")
        elif kind == "kept":
            written.append(token["kept"][1:-1])
        elif kind not in ("math", "mark"):
            written.append(_PLAIN.get(token.group(), token.group()))
    return " ".join("".join(written).split())


_PLAIN = {"---": "—", "--": "–", "``": "“", "''": "”", "~": " "}


def _word(token: re.Match[str]) -> str:
    """Return what a command without arguments prints; the space behind it ends its name and is no text."""
    return SYMBOLS.get(token["word"]) or _GREEK.get(token["word"], "")


def _href_or_url(found: re.Match[str]) -> str:
    """Keep what is printed as it is: the address of a ``url``, nothing of an ``href``, whose words follow."""
    return "" if found.group().startswith("\\href") else f"\ue000{plain_address(found.group())}\ue001"


def plain_address(latex: str) -> str:
    r"""Return an address as it was before someone escaped it for LaTeX; its own characters stay as they are.

    >>> plain_address(r"\url{https://x.org/a\_b\%20c\#d~e}")
    'https://x.org/a_b%20c#d~e'
    """
    found = _URL_COMMAND.search(latex)
    address = found["braced"] if found else latex
    address = re.sub(r"\{?\\(?:textasciitilde|~|sim)\s?(?:\{\s?\})?\}?|\$\\sim\$", "~", address)
    address = re.sub(r"\\([_%&#${}~^])", r"\1", address).replace("{\\_}", "_")
    return "".join(address.strip().strip("<>{}").split())


_URL_COMMAND = regex(r"\\(?:url|href|nolinkurl|path)\s*\{(?P<braced>(?:[^{}\\]|\\.|\{[^{}]*\})*)\}")


def addresses_in(latex: str) -> list[str]:
    r"""Return what stands in the ``\url`` and ``\href`` commands of a field, in order."""
    return [plain_address(found.group()) for found in _URL_COMMAND.finditer(latex)]
