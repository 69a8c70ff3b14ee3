"""What OpenDocument keeps beside the text: styles, lists, how notes are numbered, what the document says of itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import ClassVar

from sourcekeeper.patterns import regex
from sourcekeeper.reading.numbering import written

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
PREFIXES = {
    _OASIS + "office:1.0": "office",
    _OASIS + "text:1.0": "text",
    _OASIS + "style:1.0": "style",
    _OASIS + "xsl-fo-compatible:1.0": "fo",
    _OASIS + "drawing:1.0": "draw",
    _OASIS + "svg-compatible:1.0": "svg",
    _OASIS + "meta:1.0": "meta",
    _OASIS + "table:1.0": "table",
    _OASIS + "manifest:1.0": "manifest",
    _OASIS + "presentation:1.0": "presentation",
    "urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0": "field",
    "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0": "loext",
    "http://www.w3.org/1999/xlink": "xlink",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://www.w3.org/XML/1998/namespace": "xml",
}
FORMATS = {"1": "decimal", "i": "lowerRoman", "I": "upperRoman", "a": "lowerLetter", "A": "upperLetter"}
"""Formats of numbers, by the names `written` knows."""
_LONGEST_CHAIN = 50
_ITALICS = frozenset({"italic", "oblique"})


@dataclass(frozen=True, slots=True)
class Style:
    """What a style says of text; None where it says nothing."""

    name: str = ""
    parent: str = ""
    italic: bool | None = None
    hidden: bool | None = None
    raised: bool | None = None


PLAIN = Style()


@dataclass(frozen=True, slots=True)
class Level:
    """A level of a numbered list."""

    format: str = "decimal"
    first: int = 1


@dataclass(slots=True)
class OdtStyles:
    """Takes the events of ``styles.xml`` and of the head of ``content.xml``."""

    ELEMENTS: ClassVar = (
        "style:style", "style:default-style", "style:text-properties", "text:notes-configuration", "text:list-style",
        "text:list-level-style-number", "text:list-level-style-bullet", "text:list-level-style-image",
    )  # fmt: skip
    """Those whose events say something; of others none need be sent."""

    language: str = ""
    """Of the default paragraph."""
    note_formats: dict[str, Level] = field(default_factory=dict)
    """By note class: ``footnote``, ``endnote``."""
    levels: dict[tuple[str, int], Level | None] = field(default_factory=dict)
    """By list style and level; None where it has bullets."""
    _styles: dict[tuple[str, str], Style] = field(default_factory=dict)
    _resolved: dict[tuple[str, str], Style] = field(default_factory=dict)
    _key: tuple[str, str] = ("", "")
    _is_default: bool = False
    _list: str = ""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element starts."""
        if tag == "style:style":
            self._key = attributes.get("style:family", ""), attributes.get("style:name", "")
            name = attributes.get("style:display-name") or attributes.get("style:name", "")
            self._styles[self._key] = Style(name=name, parent=attributes.get("style:parent-style-name", ""))
            self._resolved.clear()
        elif tag == "style:default-style":
            self._is_default = attributes.get("style:family") == "paragraph"
        elif tag == "style:text-properties":
            self._text_properties(attributes)
        elif tag == "text:notes-configuration":
            kind = attributes.get("text:note-class", "footnote")
            first = _integer(attributes.get("text:start-value", "0")) + 1
            self.note_formats[kind] = Level(FORMATS.get(attributes.get("style:num-format", "1"), "decimal"), first)
        elif tag == "text:list-style":
            self._list = attributes.get("style:name", "")
        elif tag.startswith("text:list-level-style-") and self._list:
            self._list_level(tag, attributes)

    def end(self, tag: str) -> None:
        """An element ends."""
        if tag == "style:style":
            self._key = ("", "")
        elif tag == "style:default-style":
            self._is_default = False
        elif tag == "text:list-style":
            self._list = ""

    def data(self, text: str) -> None:
        """Text stands there."""

    def _text_properties(self, attributes: Mapping[str, str]) -> None:
        if self._is_default and attributes.get("fo:language", "none") != "none":
            country = attributes.get("fo:country", "none")
            self.language = attributes["fo:language"] + ("" if country in {"none", ""} else f"-{country}")
        style = self._styles.get(self._key)
        if style is None:
            return
        slant, display = attributes.get("fo:font-style"), attributes.get("text:display")
        position = attributes.get("style:text-position")
        self._styles[self._key] = replace(
            style,
            italic=style.italic if slant is None else slant in _ITALICS,
            hidden=style.hidden if display is None else display == "none",
            raised=style.raised if position is None else _is_raised(position),
        )

    def _list_level(self, tag: str, attributes: Mapping[str, str]) -> None:
        level = _integer(attributes.get("text:level", "1"))
        how = None
        if tag == "text:list-level-style-number" and attributes.get("style:num-format", "1") in FORMATS:
            format = FORMATS[attributes.get("style:num-format", "1")]
            how = Level(format, _integer(attributes.get("text:start-value", "1")))
        self.levels[self._list, level] = how

    def style(self, family: str, name: str) -> Style:
        """Return a style by its name, with what it inherits."""
        found = self._resolved.get((family, name))
        if found is None:
            found = self._resolved[family, name] = self._inherited(family, name)
        return found

    def _inherited(self, family: str, name: str) -> Style:
        style = self._styles.get((family, name))
        if style is None:
            return replace(PLAIN, name=name)
        parent = style.parent
        names = [style.name]
        for _ in range(_LONGEST_CHAIN):
            above = self._styles.get((family, parent))
            if above is None:
                names.append(parent)
                break
            names.append(above.name)
            style = replace(
                style,
                italic=above.italic if style.italic is None else style.italic,
                hidden=above.hidden if style.hidden is None else style.hidden,
                raised=above.raised if style.raised is None else style.raised,
            )
            parent = above.parent
        # Automatic styles (P1, P2) mean nothing; the style of the author they come from does.
        is_title = any(one == "Title" for one in names)
        return replace(style, name="Title" if is_title else style.name)


def _is_raised(position: str) -> bool:
    first = position.split(" ", maxsplit=1)[0]
    share = _SHARE.fullmatch(first)
    return first == "super" or (share is not None and float(share[1]) > 0)


_SHARE = regex(r"([0-9]+\.?[0-9]*|\.[0-9]+)%")


def _integer(value: str) -> int:
    try:
        return int(value) if len(value) < 9 else 0
    except ValueError:
        return 0


@dataclass(slots=True)
class _OpenList:
    style: str
    level: int
    count: int | None


@dataclass(slots=True)
class OdtLists:
    """Counts the items of lists as they come."""

    styles: OdtStyles
    _open: list[_OpenList] = field(default_factory=list)
    _reached: dict[str, int] = field(default_factory=dict)
    """By list style, and by the name of a list: the number of the last item of the first level."""
    _names: list[str] = field(default_factory=list)

    def open(self, attributes: Mapping[str, str]) -> None:
        """A list begins."""
        above = self._open[-1] if self._open else None
        style = attributes.get("text:style-name") or (above.style if above is not None else "")
        level = len(self._open) + 1
        how = self.styles.levels.get((style, level))
        count = None if how is None else how.first - 1
        goes_on = attributes.get("text:continue-numbering") == "true"
        continued = attributes.get("text:continue-list", style if goes_on else "")
        if count is not None and above is None and continued in self._reached:
            count = self._reached[continued]
        self._open.append(_OpenList(style, level, count))
        self._names.append(attributes.get("xml:id", ""))

    def item(self, attributes: Mapping[str, str]) -> str | None:
        """Count an item and return its number; None in a list of bullets."""
        if not self._open or self._open[-1].count is None:
            return None
        innermost = self._open[-1]
        start = attributes.get("text:start-value")
        number = _integer(start) if start is not None else (innermost.count or 0) + 1
        innermost.count = number
        how = self.styles.levels.get((innermost.style, innermost.level))
        return written(number, how.format if how is not None else "decimal")

    def close(self) -> None:
        """A list ends."""
        if not self._open:
            return
        innermost, name = self._open.pop(), self._names.pop()
        if innermost.count is not None and not self._open:
            self._reached[innermost.style] = innermost.count
            if name:
                self._reached[name] = innermost.count


@dataclass(slots=True)
class OdtMeta:
    """Takes the events of ``meta.xml``."""

    values: dict[str, str] = field(default_factory=dict)
    """By element; properties of the user's own by ``user:`` and their name."""
    pairs: list[tuple[str, str]] = field(default_factory=list)
    _inside: bool = False
    _name: str = ""
    _text: list[str] = field(default_factory=list)

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element starts."""
        self._inside = self._inside or tag == "office:meta"
        self._name = attributes.get("meta:name", "")
        self._text = []

    def end(self, tag: str) -> None:
        """An element ends."""
        text = "".join(self._text)
        if self._inside and text.strip():
            own = tag == "meta:user-defined"
            self.values.setdefault(f"user:{self._name.lower()}" if own else tag, text.strip())
            if own:
                self.pairs.append((self._name, text))
        self._inside = self._inside and tag != "office:meta"
        self._text = []

    def data(self, text: str) -> None:
        """Text stands there."""
        if self._inside:
            self._text.append(text)
