"""Parse the XML inside office documents as events, without entities, without the network, forgiving damage. Pure.

No tree is built: a part may unpack to a hundred megabytes. Names come with the short prefixes of a table, whatever
prefixes the document itself uses.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Mapping
from typing import Any, Protocol, cast

from sourcekeeper.patterns import regex
from sourcekeeper.web.encoding import decode

_DOCTYPE = "<!DOCTYPE"
_LONGEST_DOCTYPE = 20_000
_IN_DOCTYPE = regex(r""""[^"]*"|'[^']*'|<!--.*?-->|<\?.*?\?>|[\[\]<>]""", re.DOTALL)
_NOT_XML_BYTES = regex(b"[\x01-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")
_NOT_XML = regex("[\x01-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_TOO_DEEP = ("excessive depth",)
_DAMAGED = "part-damaged"
_MOST_NAMES = 10_000
"""Names that are remembered: a hostile part may have a million."""


class XmlEvents(Protocol):
    """What takes the events of a part. An end may fail to come where the part is damaged."""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element starts."""

    def end(self, tag: str) -> None:
        """An element ends."""

    def data(self, text: str) -> None:
        """Text stands there."""


class XmlTarget(XmlEvents, Protocol):
    """What lxml itself sends events to, with its long names: ``{urn:…}p``."""

    def close(self) -> None:
        """The part is over."""


def parse_xml(data: bytes, events: XmlEvents, prefixes: Mapping[str, str]) -> tuple[str, ...]:
    """Send the events of a part and return what `parse_into` does.

    `prefixes` maps namespaces to the prefixes that names are given with (``w:p``); others get ``?``.
    """
    return parse_into(Shortened(events, prefixes), data)


def parse_into(target: XmlTarget, data: bytes) -> tuple[str, ...]:
    """Send the events of a part and return the codes of what was wrong with it: nothing when it is sound.

    Codes: ``nested-too-deep``, ``part-damaged``, ``entities-ignored``.
    """
    from lxml import etree  # noqa: PLC0415  8 ms, for those who read such documents

    decoded = decode(data, markup=True)
    # A lie about the encoding that was seen through harms nothing.
    problems = [_DAMAGED for problem in decoded.problems if problem.reason.code != "encoding-lied"]
    is_plain = decoded.encoding == "utf-8" and not decoded.problems and not data.startswith(codecs.BOM_UTF8)
    if is_plain and b"<!DOCTYPE" not in data and not _NOT_XML_BYTES.search(data):
        whole = data  # as nearly always: nothing has to be written anew
        had_entities = False
    else:
        text, had_entities = without_doctype(decoded.text)
        whole = _NOT_XML.sub("", text).encode("utf-8", "replace")
        del text
    del decoded
    if had_entities:
        problems.append("entities-ignored")
    parser = etree.XMLParser(
        target=cast(Any, target),
        encoding="utf-8",
        # "No" would leave "&amp;" in attributes as "&#38;"; there is no document type left to declare any.
        resolve_entities=cast(Any, "internal"),
        no_network=True,
        load_dtd=False,
        huge_tree=True,
        recover=True,
    )
    if not whole.strip():
        return tuple(dict.fromkeys([*problems, _DAMAGED]))
    try:
        etree.fromstring(whole, parser)
    except etree.XMLSyntaxError:
        problems.append(_DAMAGED)
    log = parser.error_log
    if any(sign in entry.message.lower() for entry in log for sign in _TOO_DEEP):
        problems.append("nested-too-deep")
    elif len(log):
        problems.append(_DAMAGED)
    return tuple(dict.fromkeys(problems))


def without_doctype(text: str) -> tuple[str, bool]:
    """Return an XML text without its document type, and whether that declared entities.

    Office formats declare none; a document that does is up to something (libxml2 puts them in even when told not to).
    """
    had_entities = "<!ENTITY" in text
    start = text.find(_DOCTYPE)
    if start >= 0:
        text = text[:start] + text[_end_of_doctype(text, start) :]
    if "<!ENTITY" in text:
        text = text.replace("<!ENTITY", "<!-ENTITY")
    return text, had_entities


def _end_of_doctype(text: str, start: int) -> int:
    limit = start + _LONGEST_DOCTYPE
    inside = open_tags = 0
    for match in _IN_DOCTYPE.finditer(text, start + 1, limit):
        mark = match.group()
        if mark in "[]":
            inside = mark == "["
        elif mark == "<":
            open_tags += 1
        elif mark == ">":
            if not inside and not open_tags:
                return match.end()
            open_tags = max(open_tags - 1, 0)
    return min(start + len(_DOCTYPE), len(text))


class ShortNames(dict[str, str]):
    """The short names (``w:p``) of lxml's long ones (``{urn:…}p``), made where they are first asked for."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        super().__init__()
        self._prefixes = prefixes

    def __missing__(self, name: str) -> str:
        namespace, _, local = name.rpartition("}")
        prefix = self._prefixes.get(namespace[1:], "?") if namespace else ""
        short = f"{prefix}:{local}" if prefix else local
        if len(self) < _MOST_NAMES:
            self[name] = short
        return short


class Shortened:
    """A target that hands events on with short names."""

    def __init__(self, events: XmlEvents, prefixes: Mapping[str, str]) -> None:
        self._start, self._end = events.start, events.end
        self._names = ShortNames(prefixes)
        self.data: Callable[[str], None] = events.data

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element starts."""
        names = self._names
        if attributes:
            attributes = {names[name]: value for name, value in attributes.items()}
        self._start(names[tag], attributes)

    def end(self, tag: str) -> None:
        """An element ends."""
        self._end(self._names[tag])

    def close(self) -> None:
        """The part is over."""
