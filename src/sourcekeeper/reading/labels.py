"""What the label of a note looks like, at the start of a line and in the text. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from sourcekeeper.patterns import regex

SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
CIRCLED = "①-⑳❶-❿➀-➓"
"""Figures in circles, as a class of characters; who writes on a telephone puts them into keys: ``1️⃣``."""
_IN_CIRCLES = {
    chr(first + at): str(1 + at) for first, last in ((0x2460, 20), (0x2776, 10), (0x2780, 20)) for at in range(last)
}
_TO_DIGITS = str.maketrans(dict(zip(SUPERSCRIPTS, "0123456789", strict=True)) | _IN_CIRCLES)
KEY = "(?:\ufe0f?\u20e3)"
"""What makes the picture of a key of a figure."""
ROMAN = r"(?:x{1,3}|xl|l|lx{1,3}|(?=[vi]))(?:ix|iv|v?i{0,3})"
"""A small Roman number below ninety."""
BETWEEN = r"(?:[ \t\u00a0\u202f]?(?:bis|ter|quater)\b|[a-d]\b)?"
"""What makes a number of its own of one: ``2 bis`` or ``2a`` was put in when the others had theirs."""

_LONGEST_LABEL = 60
"""Characters of a line, its indent included, in which a label must stand."""

ARROW = r"[↩↑⤴⏎↵⬆][\ufe0e\ufe0f]?"
_ENDS_IN_ARROW = regex(rf"(?:{ARROW}|\s\^)\s*$")

BARE = "bare"
"""The style of a label with no sign round it."""

BULLET = "bullet"
"""The style of a list that lost its numbers: the position is the number."""

GAP = "[ \\t\u00a0\u202f\u2002-\u2009\u3000]"
"""What may part a label from its text: who types notes in a word processor puts a space there that does not break."""

NOTE_WORD = (
    r"(?:[Nn]ot[ea]|NOT[EA]|脚?[注註]|※|[Nn]oot|[Nn]\.?|[Aa]nm\.?|[Ff]n\.?|NdA|(?:[Ff]oot|[Ee]nd)note|[Ff]u(?:ß|ss)note)"
    r"[ \t\u00a0\u202f]?"
)
"""What may stand before the number of a note: ``Note 1 :``, ``n. 1``, ``Anm. 1``."""

_LINE_LABEL = regex(
    r"[ \t]*(?:"
    rf"[\[［〔【]{GAP}?\^?(?:{NOTE_WORD}(?=\d))?(?P<bracket>\d{{1,4}}{BETWEEN}|[*†‡§]{{1,4}}|[a-z]|[ivxlc]{{2,6}}){GAP}?[\]］〕】](?::|(?![(\].,;:!?])){GAP}*"
    rf"|\{{(?P<brace>\d{{1,3}})\}}:?{GAP}*"
    rf"|\#(?P<hash>\d{{1,3}})[.:)]?{GAP}+"
    rf"|\*{{1,2}}(?P<starred>\d{{1,3}})\*{{1,2}}{GAP}+"
    rf"|<(?P<angle>\d{{1,3}})>{GAP}*"
    rf"|[(（]{GAP}?(?:{NOTE_WORD}(?=\d))?(?P<paren>\d{{1,4}}{BETWEEN}|[*†‡]{{1,4}}|[a-z]|[ivxlc]{{2,6}}){GAP}?[)）]{GAP}*"
    rf"|(?P<raised>[{SUPERSCRIPTS}]{{1,4}}){GAP}*"
    rf"|(?P<circled>[{CIRCLED}]|\d(?={KEY})){KEY}?{GAP}*"
    rf"|(?P<dot>\d{{1,4}}{BETWEEN})(?:\.-?|\.?[ \t]*[–—:]){GAP}+"
    rf"|(?P<close>\d{{1,4}}{BETWEEN})\.?\){GAP}*"
    rf"|(?P<slash>\d{{1,4}})/{GAP}*(?!\d)"
    rf"|(?:{ARROW}{GAP}*|\^)(?P<arrow>\d{{1,4}})(?:[.)]|\^)?{GAP}+"
    rf"|{NOTE_WORD}(?P<word>\d{{1,4}}{BETWEEN})(?:[ \t]*[:.)–-]|[：）、．])?{GAP}*(?<!\w)"
    r"|(?P<glued>\d{1,3})(?=[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þa-zß-öø-ÿ’'.]|[AÀÉOY] |[«“„‘§]|https?:|www\.)"
    r"|(?P<bare>\d{1,4})[ \t\u00a0\u202f]+"
    rf"|(?P<roman>{ROMAN})[ \t\u00a0\u202f]+"
    rf"|(?P<symbol>\*{{1,5}}(?!\*)|[†‡]{{1,3}}|§{{1,3}}(?!{GAP}?\d)){GAP}*(?=[^\s*])"
    rf"|(?P<bullet>[-–—•·]|{ARROW}|\^){GAP}+"
    r")(?=\S)",
)

_HEADING_WORDS = (
    r"notes?(?: (?:de bas de page|de fin))?|footnotes?|endnotes?|"
    r"r[ée]f[ée]rences?(?: bibliographiques)?|sources?|bibliographie|bibliography|works cited|"
    r"anmerkungen|fu(?:ß|ss)noten|endnoten|einzelnachweise|quellen(?:angaben|nachweise|verzeichnis)?|belege|literatur|"
    r"notas(?: al pie| de rodapé)?|fuentes|referencias|bibliograf[ií]a|note a pi[eè] di pagina|fonti|riferimenti|"
    r"noten|voetnoten|eindnoten|bronnen|fontes|refer[êe]ncias|"
    r"przypisy|[źz]r[óo]d[łl]a|pozn[áa]mky|zdroje|fotnot(?:er)?|k[äa]llor|kilder|viitteet|l[äa]hteet|surse|jegyzetek|források|"
    r"dipnotlar|kaynaklar|kaynakça|bilješke|izvori|примечани[яе]|сноски|источники|литература|примітки|джерела|"
    r"σημειώσεις|πηγές|脚?[注註][释釈釋]?|出典|出处|来源|參?参?考(?:文献|文獻|资料|資料)|資料|الهوامش|المراجع|المصادر"
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
    r"\s*[\[(]*\s*(?:(?:N|n|note|Note|fn|Fn|Anm|nota|Nota)(?:\.?\s?(?=\d)|\.?\s))?(?P<label>\d{1,4}(?:\s?(?:bis|ter|quater))?|[*†‡§¶‖]{1,5}|[a-zA-Z]|[ivxlcIVXLC]{1,7}|"
    rf"[{SUPERSCRIPTS}]{{1,4}}|[{CIRCLED}])(?::\d+)?(?:\s*[\])]*\s*[.:]?|(?<=\d)/)\s*"
)
"""The whole text of a link that calls a note: ``1``, ``[1]``, ``(*)``, ``iv``, ``N 1``."""


@dataclass(frozen=True, slots=True)
class LineLabel:
    """A label at the start of a line."""

    style: str
    label: str
    content_start: int
    """Offset in the line."""
    word: str = ""
    """What stands before the number, in small letters, where it is no word for notes: ``source`` of ``Source 1:``."""


_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50}
_NUMBERED = regex(r"(\d{1,4})(?:(?:\s?(bis|ter|quater))|[a-d])?")
_LINE_NUMBER = regex(r":\d+$")


def plain_digits(label: str) -> str:
    """Return a label with superscript and circled figures as plain ones."""
    return label.translate(_TO_DIGITS)


def plain_label(label: str) -> str:
    """Return a label as all of its writings are compared: ``²`` and ``02`` are ``2``, with one space in ``2 bis``."""
    if label.isdecimal() and label[0] != "0":
        return label if label.isascii() else str(int(label))
    found = _NUMBERED.fullmatch(label)
    if found is not None and found[2]:
        return f"{found[1]} {found[2]}"
    label = plain_digits(label)
    return str(int(label)) if label.isdecimal() else label


def number_of(label: str) -> int | None:
    """Return the number a label counts with, None where it counts nothing.

    >>> number_of("12"), number_of("2 bis"), number_of("iv"), number_of("²")
    (12, 2, None, None)
    """
    if label.isdecimal():
        return int(label)
    found = _NUMBERED.fullmatch(label)
    return int(found[1]) if found is not None else None


def roman_value(label: str) -> int:
    """Return what a small Roman number is.

    >>> [roman_value(label) for label in ("i", "iv", "ix", "xl", "lxxvi")]
    [1, 4, 9, 40, 76]
    """
    values = [_ROMAN_VALUES[letter] for letter in label]
    return sum(-one if one < other else one for one, other in zip(values, [*values[1:], 0], strict=True))


def line_label(line: str) -> LineLabel | None:
    """Return the label a line starts with, None when it starts with none."""
    found = _LINE_LABEL.match(line[:_LONGEST_LABEL])
    if found is None or found.lastgroup is None:
        return None
    label = plain_label(found[found.lastgroup])
    if label.isdecimal():
        label = str(int(label))  # "01." is the first
    return LineLabel(found.lastgroup, label, found.end())


_ANY_WORD = rf"[^\W\d_]{{1,10}}\.?{GAP}?(?=[\[(〔【［（]?\d)"
_ANY_LINE_LABEL = regex(
    rf"(?P<word>{_ANY_WORD})?(?P<open>[\[({{〔【［（])?{GAP}?(?P<inner>{_ANY_WORD})?"
    r"(?P<label>\d{1,3}\.\d{1,3}|\d{1,4}(?:[ \u00a0]?(?:bis|ter|quater)|[a-d])?(?!\w)|[a-zA-Z](?!\w)"
    r"|[ivxlc]{2,7}(?!\w)|[IVXLC]{2,7}(?!\w)|[*†‡§¶‖#]{1,5}|[①-⑳❶-❿➀-➓⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})"
    rf"{GAP}?(?P<close>[\])}}〕】］）]|\ufe0f?\u20e3)?(?P<sign>{GAP}?\.?[:/–—-]|\.\)?)?{GAP}*(?=\S)"
)
_OF_NOTES = regex(rf"(?:{NOTE_WORD}|注|註)")
"""The words that every note may bear, whatever its call does."""
_LONGEST_ANY_LABEL = 28
"""Characters of a line in which such a label must stand."""


def any_line_label(text: str, start: int, end: int) -> LineLabel | None:
    """Return the label a line starts with, whatever it counts in: ``iv)``, ``3.2``, ``A.``, ``2 bis``, ``①``.

    Much looks like one (``a word``, ``II. Title``): who asks must have others to compare it with. Its style is the
    signs round it; `content_start` is an offset in `text`.
    """
    found = _ANY_LINE_LABEL.match(text, start, min(end, start + _LONGEST_ANY_LABEL))
    if found is None:
        return None
    look = "".join(part for part in (found["open"], found["close"], found["sign"]) if part).replace(" ", "")
    label = plain_label(found["label"])
    is_glued = label[-1:].isalnum() and label == found["label"] and not text[found.end() - 1].isspace()
    if is_glued and not look:
        return None
    word = found["word"] or found["inner"] or ""
    word = "" if _OF_NOTES.fullmatch(word) else word.strip(" .:\u00a0").casefold()
    return LineLabel(look or BARE, label, found.end(), word)


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
