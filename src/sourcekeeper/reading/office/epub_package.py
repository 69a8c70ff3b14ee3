"""What an EPUB says of itself: which files make the book, in which order, and its metadata. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sourcekeeper.reading.office.xml_parse import parse_xml
from sourcekeeper.reading.office.zipped import Package, resolve

_PREFIXES = {
    "urn:oasis:names:tc:opendocument:xmlns:container": "",
    "http://www.idpf.org/2007/opf": "",
    "http://openebook.org/namespaces/oeb-package/1.0/": "",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/elements/1.0/": "dc",
    "http://www.w3.org/2001/04/xmlenc#": "",
}
_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_PAGES = (".xhtml", ".html", ".htm", ".xht")
_MEDIA_TYPES = frozenset({"application/xhtml+xml", "text/html", "text/x-oeb1-document"})
_MOST_FILES = 5_000
"""Files of a book that are read."""


@dataclass(slots=True)
class Book:
    """The package document of a book."""

    files: list[str] = field(default_factory=list)
    """Members in the order of reading, tables of contents left out."""
    values: dict[str, str] = field(default_factory=dict)
    """Metadata by element (``dc:title``) or property (``dcterms:issued``), the first of each."""
    contents: frozenset[str] = frozenset()
    """Members that are tables of contents."""


def read_book(package: Package) -> Book:
    """Return what makes the book. Without a package document that can be read: every page, by name."""
    name = _package_document(package)
    data = package.read(name) if name is not None else None
    if name is None or data is None:
        package.report("part-missing", name or _CONTAINER)
        return Book(files=sorted(one for one in package.names() if one.lower().endswith(_PAGES))[:_MOST_FILES])
    found = _PackageDocument()
    for code in parse_xml(data, found, _PREFIXES):
        package.report(code, name)
    return _as_book(found, name, package)


def encrypted_members(package: Package) -> frozenset[str]:
    """Return the members that are encrypted, fonts among them: DRM of the book's shop."""
    data = package.read(_ENCRYPTION) if package.find(_ENCRYPTION) is not None else None
    if data is None:
        return frozenset()
    found = _References()
    parse_xml(data, found, _PREFIXES)
    resolved = (resolve("", uri) for uri in found.uris)
    return frozenset(name for name in resolved if name is not None)


def _package_document(package: Package) -> str | None:
    data = package.read(_CONTAINER) if package.find(_CONTAINER) is not None else None
    if data is not None:
        found = _References()
        for code in parse_xml(data, found, _PREFIXES):
            package.report(code, _CONTAINER)
        for path in found.paths:
            name = resolve("", path)
            if name is not None and package.find(name) is not None:
                return package.find(name)
    return next((name for name in package.names() if name.lower().endswith(".opf")), None)


def _as_book(found: _PackageDocument, name: str, package: Package) -> Book:
    contents: set[str] = set()
    members: dict[str, str] = {}
    for item in found.items:
        path = resolve(name, item.href.partition("#")[0])
        member = package.find(path) if path is not None else None
        if item.media_type not in _MEDIA_TYPES and not item.href.lower().endswith(_PAGES):
            continue
        if member is None:
            package.report("part-missing", path or item.href)
        elif "nav" in item.properties:
            contents.add(member)
        else:
            members[item.id] = member
    for href in found.guided:
        path = resolve(name, href.partition("#")[0])
        member = package.find(path) if path is not None else None
        if member is not None and _is_contents(package.read(member)):
            contents.add(member)
    ordered = dict.fromkeys(members[one] for one in found.spine if one in members)
    files = [one for one in ordered or dict.fromkeys(members.values()) if one not in contents]
    return Book(files=files[:_MOST_FILES], values=found.values, contents=frozenset(contents))


def _is_contents(data: bytes | None) -> bool:
    """Whether a page that a guide calls the table of contents is no more: Sphinx calls the first page of a text so."""
    found = _Linked()
    if data is not None:
        parse_xml(data, found, _PREFIXES)
    return found.linked * 2 >= found.letters


class _Linked:
    """Takes the events of a page: how much of its text is links."""

    def __init__(self) -> None:
        self.letters = self.linked = 0
        self._is_in_link = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element starts."""
        self._is_in_link = self._is_in_link or tag.rpartition("}")[2] == "a"

    def end(self, tag: str) -> None:
        """An element ends."""
        self._is_in_link = self._is_in_link and tag.rpartition("}")[2] != "a"

    def data(self, text: str) -> None:
        """Text stands there."""
        length = len(text.strip())
        self.letters += length
        self.linked += length * self._is_in_link


@dataclass(frozen=True, slots=True)
class _Item:
    id: str
    href: str
    media_type: str
    properties: frozenset[str]


class _PackageDocument:
    """Takes the events of an ``.opf`` file."""

    def __init__(self) -> None:
        self.items: list[_Item] = []
        self.spine: list[str] = []
        self.guided: list[str] = []
        self.values: dict[str, str] = {}
        self._name = ""
        self._text: list[str] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element starts."""
        self._name, self._text = "", []
        if tag == "item":
            properties = frozenset(attributes.get("properties", "").split())
            media_type = attributes.get("media-type", "").lower()
            self.items.append(_Item(attributes.get("id", ""), attributes.get("href", ""), media_type, properties))
        elif tag == "itemref":
            self.spine.append(attributes.get("idref", ""))
        elif tag == "reference" and attributes.get("type", "").lower() == "toc":
            self.guided.append(attributes.get("href", ""))
        elif tag == "dc:date":
            event = next((value for name, value in attributes.items() if name.endswith("event")), "")
            self._name = "dc:date" if event in {"", "publication", "original-publication"} else ""
        elif tag.startswith("dc:"):
            self._name = tag
        elif tag == "meta" and attributes.get("property"):
            self._name = attributes["property"]

    def end(self, tag: str) -> None:
        """An element ends."""
        text = " ".join("".join(self._text).split())
        if self._name and text:
            self.values.setdefault(self._name, text)
        self._name = ""

    def data(self, text: str) -> None:
        """Text stands there."""
        if self._name:
            self._text.append(text)


class _References:
    """Takes the events of ``container.xml`` and ``encryption.xml``: what they point at."""

    def __init__(self) -> None:
        self.paths: list[str] = []
        self.uris: list[str] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element starts."""
        if tag == "rootfile" and attributes.get("full-path"):
            self.paths.append(attributes["full-path"])
        elif tag == "CipherReference" and attributes.get("URI"):
            self.uris.append(attributes["URI"])

    def end(self, tag: str) -> None:
        """An element ends."""

    def data(self, text: str) -> None:
        """Text stands there."""
