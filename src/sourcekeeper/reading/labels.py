"""What the label of a note looks like, at the start of a line and in the text. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from sourcekeeper.patterns import regex

SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_TO_DIGITS = str.maketrans(SUPERSCRIPTS, "0123456789")

_LONGEST_LABEL = 60
"""Characters of a line, its indent included, in which a label must stand."""

ARROW = r"[↩↑⤴⏎↵⬆][\ufe0e\ufe0f]?"
_ENDS_IN_ARROW = regex(rf"(?:{ARROW}|\s\^)\s*$")

BULLET = "bullet"
"""The style of a list that lost its numbers: the position is the number."""

_GAP = "[ \\t\u00a0\u202f\u2002-\u2009]"
"""What may part a label from its text: who types notes in a word processor puts a space there that does not break."""

_NOTE_WORD = (
    r"(?:[Nn]ot[ea]|NOT[EA]|[Nn]oot|[Nn]\.?|[Aa]nm\.?|[Ff]n\.?|NdA|(?:[Ff]oot|[Ee]nd)note|[Ff]u(?:ß|ss)note)"
    r"[ \t\u00a0\u202f]?"
)
"""What may stand before the number of a note: ``Note 1 :``, ``n. 1``, ``Anm. 1``."""

_LINE_LABEL = regex(
    r"[ \t]*(?:"
    rf"\[{_GAP}?\^?(?:{_NOTE_WORD}(?=\d))?(?P<bracket>\d{{1,4}}|[*†‡§]{{1,4}}|[a-z]|[ivxlc]{{2,6}}){_GAP}?\](?::|(?![(\].,;:!?])){_GAP}*"
    rf"|\{{(?P<brace>\d{{1,3}})\}}:?{_GAP}*"
    rf"|\((?P<paren>\d{{1,4}}|[*†‡]{{1,4}}|[a-z]|[ivxlc]{{2,6}})\){_GAP}*"
    rf"|(?P<raised>[{SUPERSCRIPTS}]{{1,4}}){_GAP}*"
    rf"|(?P<dot>\d{{1,4}})(?:\.-?|\.?[ \t]*[–—:]){_GAP}+"
    rf"|(?P<close>\d{{1,4}})\.?\){_GAP}*"
    rf"|(?P<slash>\d{{1,4}})/{_GAP}*(?!\d)"
    rf"|(?:{ARROW}{_GAP}*|\^)(?P<arrow>\d{{1,4}})(?:[.)]|\^)?{_GAP}+"
    rf"|{_NOTE_WORD}(?P<word>\d{{1,4}})(?:[ \t]*[:.)–-])?{_GAP}+"
    r"|(?P<glued>\d{1,3})(?=[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þa-zß-öø-ÿ’'.]|[AÀÉOY] |[«“„‘§]|https?:|www\.)"
    r"|(?P<bare>\d{1,4})[ \t\u00a0\u202f]+"
    rf"|(?P<symbol>\*{{1,5}}(?!\*)|[†‡]{{1,3}}|§{{1,3}}(?!{_GAP}?\d)){_GAP}*(?=[^\s*])"
    rf"|(?P<bullet>[-–—•·]|{ARROW}|\^){_GAP}+"
    r")(?=\S)",
)

_HEADING_WORDS = (
    r"notes?(?: (?:de bas de page|de fin))?|footnotes?|endnotes?|"
    r"r[ée]f[ée]rences?(?: bibliographiques)?|sources?|bibliographie|bibliography|works cited|"
    r"anmerkungen|fu(?:ß|ss)noten|endnoten|einzelnachweise|quellen(?:angaben|nachweise|verzeichnis)?|belege|literatur|"
    r"notas(?: al pie| de rodapé)?|fuentes|referencias|bibliograf[ií]a|note a pi[eè] di pagina|fonti|riferimenti|"
    r"noten|voetnoten|eindnoten|bronnen|fontes|refer[êe]ncias"
)
HEADING = regex(
    rf"\s*[#=*_\s]*(?:\d+[.)]\s*)?(?:{_HEADING_WORDS})"
    rf"(?:\s*(?:,|&|et|and|und|y|e|en|/)\s*(?:{_HEADING_WORDS}))*\s*[:.]?[\s=*_#]*$",
    re.IGNORECASE,
)
"""A line that announces notes, in the languages we read."""

SEPARATOR = regex(r"\s*(?:(?:[-_=—–*~]\s?){3,}|--)\s*$")
"""A line drawn with characters, or the two dashes over the signature of a mail."""

PAGE_NUMBER = regex(r"\s*(?:[-–—]\s*)?(?:[Pp]age\s+)?\d{1,4}(?:\s*(?:/|sur|of|von)\s*\d{1,4})?(?:\s*[-–—])?\s*$")

PRINT_MARK = regex(
    r"\s*(?:(?:file|https?)://\S+\s{2,}\d{1,4}\s?/\s?\d{1,4}"
    r"|\d{1,2}[./]\d{1,2}[./]\d{2,4},? \d{1,2}:\d{2}(?:\s?[AP]M)?\s{3,}\S.*)$"
)
"""What browsers print at the edges: the address and the page of how many; the day, the hour and the title."""

CALL_LABEL = regex(
    r"\s*[\[(]*\s*(?:(?:N|n|note|Note|fn|Fn|Anm|nota|Nota)(?:\.?\s?(?=\d)|\.?\s))?(?P<label>\d{1,4}|[*†‡§¶]{1,5}|[a-zA-Z]|[ivxlcIVXLC]{1,7}|"
    rf"[{SUPERSCRIPTS}]{{1,4}})(?::\d+)?(?:\s*[\])]*\s*[.:]?|(?<=\d)/)\s*"
)
"""The whole text of a link that calls a note: ``1``, ``[1]``, ``(*)``, ``iv``, ``N 1``."""


@dataclass(frozen=True, slots=True)
class LineLabel:
    """A label at the start of a line."""

    style: str
    label: str
    content_start: int
    """Offset in the line."""


_LINE_NUMBER = regex(r":\d+$")


def plain_digits(label: str) -> str:
    """Return a label with superscript figures as plain ones."""
    return label.translate(_TO_DIGITS)


def line_label(line: str) -> LineLabel | None:
    """Return the label a line starts with, None when it starts with none."""
    found = _LINE_LABEL.match(line[:_LONGEST_LABEL])
    if found is None or found.lastgroup is None:
        return None
    label = plain_digits(found[found.lastgroup])
    if label.isdecimal():
        label = str(int(label))  # "01." is the first
    return LineLabel(found.lastgroup, label, found.end())


def ends_in_arrow(line: str) -> bool:
    """Whether a line ends in a back arrow: it is a note then, and complete."""
    return bool(_ENDS_IN_ARROW.search(line[-12:]))


_OF_CHAPTER = regex(r"\s*[\[(]?\s*(\d{1,3}\.\d{1,3})\s*[\])]?\s*")
_OF_WORK = regex(r"\s*\[(?=[^\]]*\d)([^\W\d_][\w.+:-]{2,19})\]\s*")
"""``[Lam22]``, as docutils, Sphinx and BibTeX's alpha style name a work."""


def link_label(text: str) -> str | None:
    """Return the label a link's text is; here chapter and note (``2.14``) are one, and the name of a work.

    >>> link_label("[2.14]"), link_label("12"), link_label("2.14 m"), link_label("[Lam22]"), link_label("[edit]")
    ('2.14', '12', None, 'Lam22', None)
    """
    label = call_label(text)
    if label is not None or len(text) > _LONGEST_LABEL:
        return label
    named = _OF_CHAPTER.fullmatch(text) or _OF_WORK.fullmatch(text)
    return named[1] if named is not None else None


def call_label(text: str) -> str | None:
    """Return the label a link's text is, less brackets; None when the text is more than a label.

    >>> call_label("[12]"), call_label("N 3"), call_label("read more")
    ('12', 'N 3', None)
    """
    return _call_label(text) if len(text) <= 24 else None


@lru_cache(maxsize=8192)
def _call_label(text: str) -> str | None:
    """Return what `call_label` does; remembered, since the same link is asked about again and again."""
    if CALL_LABEL.fullmatch(text) is None:
        return None
    stripped = text.strip().strip("[]()").strip().rstrip(".:/").strip()
    return plain_digits(_LINE_NUMBER.sub("", stripped)) or None
