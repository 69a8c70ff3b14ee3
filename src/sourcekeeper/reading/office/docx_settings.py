"""What Word keeps beside the text: relationships, styles, lists, how notes are numbered. Pure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import ClassVar

from sourcekeeper.patterns import regex
from sourcekeeper.reading.numbering import written

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PREFIXES = {
    _W: "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",  # the strict variant of ISO 29500
    _R: "r",
    "http://purl.oclc.org/ooxml/officeDocument/relationships": "r",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.openxmlformats.org/package/2006/relationships": "",
    "http://schemas.openxmlformats.org/package/2006/metadata/core-properties": "cp",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties": "",
    "http://purl.oclc.org/ooxml/officeDocument/customProperties": "",
}
_OFF = frozenset({"0", "false", "off", "none"})
_INDEX = regex(r"toc (?:\d|heading)|index \d|table of figures", re.IGNORECASE)
"""Names of the styles that tables of contents are set in: what they list stands in the text a second time."""
_LONGEST_CHAIN = 50
"""Styles based on one another that are followed: a circle ends there."""
_LEVELS = 9

FOOTNOTE, ENDNOTE = "f", "e"
"""How the two kinds of notes are told apart: the first letter of their keys."""


def is_on(attributes: Mapping[str, str]) -> bool:
    """Whether a switch such as ``<w:i/>`` or ``<w:i w:val="0"/>`` is on."""
    return attributes.get("w:val", "1").lower() not in _OFF


@dataclass(frozen=True, slots=True)
class Relationship:
    """A line of a ``.rels`` part."""

    kind: str
    """The last word of its type: ``footnotes``, ``hyperlink``."""
    target: str
    is_external: bool


class Relationships:
    """Takes the events of a ``.rels`` part."""

    def __init__(self) -> None:
        self.by_id: dict[str, Relationship] = {}

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element starts."""
        if tag == "Relationship" and "Id" in attributes:
            kind = attributes.get("Type", "").rpartition("/")[2]
            is_external = attributes.get("TargetMode", "").lower() == "external"
            found = Relationship(kind, attributes.get("Target", ""), is_external)
            self.by_id.setdefault(attributes["Id"], found)

    def end(self, tag: str) -> None:
        """An element ends."""

    def data(self, text: str) -> None:
        """Text stands there."""

    def target_of(self, kind: str) -> str | None:
        """Return the target of the first relationship of a kind within the package."""
        return next((one.target for one in self.by_id.values() if one.kind == kind and not one.is_external), None)


@dataclass(frozen=True, slots=True)
class Style:
    """What a style says of text; None where it says nothing."""

    name: str = ""
    based_on: str = ""
    italic: bool | None = None
    hidden: bool | None = None
    raised: bool | None = None
    is_heading: bool | None = None
    list_id: str | None = None
    list_level: str | None = None


PLAIN = Style()


class Styles:
    """Takes the events of ``styles.xml``; then says what a style comes to with all it is based on."""

    def __init__(self) -> None:
        self.language = ""
        """Of the whole document, unless it says otherwise."""
        self._styles: dict[str, Style] = {}
        self._resolved: dict[str, Style] = {}
        self._id = ""
        self._style = PLAIN

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element starts."""
        value = attributes.get("w:val", "")
        if tag == "w:style":
            self._id, self._style = attributes.get("w:styleId", ""), PLAIN
        elif tag == "w:lang" and not self._id:
            self.language = self.language or value
        elif tag == "w:name":
            heads = value.lower().startswith("heading ") or value.lower() in {"title", "subtitle"}
            listing = bool(_INDEX.match(value))
            self._style = replace(
                self._style,
                name=value,
                is_heading=heads or self._style.is_heading,
                hidden=listing or self._style.hidden,
            )
        elif tag == "w:basedOn":
            self._style = replace(self._style, based_on=value)
        elif tag == "w:i":
            self._style = replace(self._style, italic=is_on(attributes))
        elif tag == "w:vanish":
            self._style = replace(self._style, hidden=is_on(attributes))
        elif tag == "w:vertAlign":
            self._style = replace(self._style, raised=value == "superscript")
        elif tag == "w:outlineLvl":
            self._style = replace(self._style, is_heading=value in set("012345678"))
        elif tag == "w:numId":
            self._style = replace(self._style, list_id=value)
        elif tag == "w:ilvl":
            self._style = replace(self._style, list_level=value)

    def end(self, tag: str) -> None:
        """An element ends."""
        if tag == "w:style":
            self._styles.setdefault(self._id, self._style)
            self._id = ""

    def data(self, text: str) -> None:
        """Text stands there."""

    def style(self, name: str) -> Style:
        """Return a style by its id, with what it inherits."""
        found = self._resolved.get(name)
        if found is None:
            found = self._resolved[name] = self._inherited(name)
        return found

    def _inherited(self, name: str) -> Style:
        if name not in self._styles:
            # Programs that write no styles still use Word's own names for headings.
            heads = name.lower().startswith("heading") or name in {"Title", "Subtitle"}
            return replace(PLAIN, name=name, is_heading=heads)
        style = self._styles[name]
        base = style.based_on
        for _ in range(_LONGEST_CHAIN):
            if base not in self._styles:
                break
            below = self._styles[base]
            style = replace(
                style,
                italic=below.italic if style.italic is None else style.italic,
                hidden=below.hidden if style.hidden is None else style.hidden,
                raised=below.raised if style.raised is None else style.raised,
                is_heading=below.is_heading if style.is_heading is None else style.is_heading,
                list_id=below.list_id if style.list_id is None else style.list_id,
                list_level=below.list_level if style.list_level is None else style.list_level,
            )
            base = below.based_on
        return style


@dataclass(slots=True)
class _Level:
    style: str = "decimal"
    first: int = 1
    text: str = ""


class Lists:
    """Takes the events of ``numbering.xml``; then counts the items of each list as they come."""

    def __init__(self) -> None:
        self._levels: defaultdict[str, dict[int, _Level]] = defaultdict(dict)
        self._abstract: dict[str, str] = {}
        self._restarts: dict[tuple[str, int], int] = {}
        self._counts: defaultdict[str, dict[int, int]] = defaultdict(dict)
        self._seen: set[str] = set()
        self._in_abstract = self._in_list = ""
        self._level = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element starts."""
        value = attributes.get("w:val", "")
        if tag == "w:abstractNum":
            self._in_abstract, self._in_list = attributes.get("w:abstractNumId", ""), ""
        elif tag == "w:num":
            self._in_abstract, self._in_list = "", attributes.get("w:numId", "")
        elif tag == "w:abstractNumId" and self._in_list:
            self._abstract[self._in_list] = value
        elif tag in {"w:lvl", "w:lvlOverride"}:
            self._level = _integer(attributes.get("w:ilvl", "0"))
            if tag == "w:lvl" and self._in_abstract:
                self._levels[self._in_abstract][self._level] = _Level()
        elif tag == "w:startOverride" and self._in_list:
            self._restarts[self._in_list, self._level] = _integer(value)
        elif self._in_abstract and self._level in self._levels[self._in_abstract]:
            level = self._levels[self._in_abstract][self._level]
            if tag == "w:start":
                level.first = _integer(value)
            elif tag == "w:numFmt":
                level.style = value
            elif tag == "w:lvlText":
                level.text = value

    def end(self, tag: str) -> None:
        """An element ends."""

    def data(self, text: str) -> None:
        """Text stands there."""

    def next_number(self, list_id: str, level_name: str) -> str | None:
        """Count an item and return its number as it is shown; None for bullets and for unknown lists."""
        level = _integer(level_name)
        abstract = self._abstract.get(list_id)
        if abstract is None or level not in self._levels[abstract] or level >= _LEVELS:
            return None
        how = self._levels[abstract][level]
        counts = self._counts[abstract]
        if list_id not in self._seen:  # lists of one kind go on counting, unless one says that it starts anew
            self._seen.add(list_id)
            for deeper in range(_LEVELS):
                if (list_id, deeper) in self._restarts:
                    counts[deeper] = self._restarts[list_id, deeper] - 1
        number = counts[level] = counts.get(level, how.first - 1) + 1
        for deeper in range(level + 1, _LEVELS):
            counts.pop(deeper, None)
        if how.style in {"bullet", "none"} or how.text.count("%") != 1:
            return None
        return written(number, how.style)


def _integer(value: str) -> int:
    try:
        return int(value) if len(value) < 9 else 0
    except ValueError:
        return 0


@dataclass(frozen=True, slots=True)
class NoteNumbers:
    """How the notes of one kind are numbered; None where nothing is said."""

    style: str | None = None
    first: int | None = None
    restart: str | None = None
    """``continuous``, ``eachSect`` or ``eachPage``."""

    def over(self, other: NoteNumbers) -> NoteNumbers:
        """Return what a section says, and the document's settings where it is silent."""
        return NoteNumbers(
            other.style if self.style is None else self.style,
            other.first if self.first is None else self.first,
            other.restart if self.restart is None else self.restart,
        )


@dataclass(slots=True)
class NoteProperties:
    """Takes the events of ``w:footnotePr`` and ``w:endnotePr``, in the settings or in a section."""

    ELEMENTS: ClassVar = ("w:footnotePr", "w:endnotePr", "w:numFmt", "w:numStart", "w:numRestart")
    """Those whose events say something; of others none need be sent."""

    kinds: dict[str, NoteNumbers] = field(default_factory=dict)
    _kind: str = ""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element starts."""
        if tag in {"w:footnotePr", "w:endnotePr"}:
            self._kind = FOOTNOTE if tag == "w:footnotePr" else ENDNOTE
            self.kinds.setdefault(self._kind, NoteNumbers())
        elif self._kind:
            value = attributes.get("w:val", "")
            known = self.kinds[self._kind]
            if tag == "w:numFmt":
                self.kinds[self._kind] = replace(known, style=value)
            elif tag == "w:numStart":
                self.kinds[self._kind] = replace(known, first=_integer(value))
            elif tag == "w:numRestart":
                self.kinds[self._kind] = replace(known, restart=value)

    def end(self, tag: str) -> None:
        """An element ends."""
        if tag in {"w:footnotePr", "w:endnotePr"}:
            self._kind = ""

    def data(self, text: str) -> None:
        """Text stands there."""

    def of(self, kind: str) -> NoteNumbers:
        """Return what is said of one kind of notes."""
        return self.kinds.get(kind, NoteNumbers())
