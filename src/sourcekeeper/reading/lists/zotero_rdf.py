"""Read Zotero's RDF export: each resource with an item type a note.

Entities are never resolved; places are the names of the resources.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sourcekeeper.errors import NotReadable
from sourcekeeper.model import Document, Place, Problem, Reason
from sourcekeeper.patterns import regex
from sourcekeeper.ports import RawDocument
from sourcekeeper.reading.lists.entries import (
    Listed,
    address_of,
    address_problem,
    addresses_of,
    list_document,
    with_path,
)
from sourcekeeper.reading.office.zotero_items import zotero_item
from sourcekeeper.reading.opening import open_text

_NAMES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "z": "http://www.zotero.org/namespaces/export#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "bib": "http://purl.org/net/biblio#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "prism": "http://prismstandard.org/namespaces/1.2/basic/",
    "vcard": "http://nwalsh.com/rdf/vCard#",
}
_PREFIXES = {name: prefix for prefix, name in _NAMES.items()}
_DECLARATION = regex(r"\A\s*<\?xml[^>]*\?>")
_NOT_XML = regex("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_SAMPLE_BYTES = 8_000
_BESIDE = frozenset({"attachment", "note", "annotation"})
_SIMPLE = {
    "dc:title": "title", "z:shortTitle": "shortTitle", "dc:date": "date", "bib:pages": "pages",
    "prism:edition": "edition", "prism:volume": "volume", "prism:number": "issue", "z:language": "language",
    "dcterms:abstract": "abstractNote", "dc:description": "extra", "z:type": "type", "z:numPages": "numPages",
    "z:citationKey": "citationKey", "dcterms:dateSubmitted": "accessDate", "z:repository": "repository",
    "z:archive": "archive", "dc:coverage": "archiveLocation",
}  # fmt: skip
_CREATORS = {
    "bib:authors": "author", "bib:editors": "editor", "z:translators": "translator", "bib:contributors": "contributor",
    "z:interviewers": "interviewer", "z:interviewees": "interviewee", "z:directors": "director",
    "z:seriesEditors": "seriesEditor", "z:recipients": "recipient", "z:programmers": "programmer",
    "z:inventors": "inventor", "z:podcasters": "podcaster", "z:presenters": "presenter", "z:artists": "artist",
    "z:bookAuthors": "bookAuthor",
}  # fmt: skip


class ZoteroRdfReader:
    """Reads Zotero's RDF; places name the resource, ``rdf:about="#item_12"``."""

    name = "zotero-rdf"
    suffixes = (".rdf",)
    media_types = ("application/rdf+xml",)

    def recognise(self, raw: RawDocument) -> float:
        """Return how sure the content is such an export: RDF in which Zotero's names are declared."""
        head = raw.data[:_SAMPLE_BYTES]
        return 0.98 if b"<rdf:RDF" in head and b"zotero.org/namespaces/export" in head else 0.0

    def read(self, raw: RawDocument) -> Document:
        """Read the list. Raises NotReadable when the bytes are no text, or no RDF."""
        text, problems = open_text(raw, markup=True)
        root, is_damaged = _parse(text)
        if root is None or _tag(root) != "rdf:RDF":
            raise NotReadable(raw.origin, "it is not RDF", "Export the list again.")
        if is_damaged:
            problems += (Problem(reason=Reason.of("part-damaged", part="rdf:RDF")),)
        entries = list(_entries(root))
        return list_document(raw, self.name, entries, problems=problems, title=_collection(root))


def _parse(text: str) -> tuple[Any, bool]:
    from lxml import etree  # noqa: PLC0415  late: few documents are RDF

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True, recover=True, remove_comments=True
    )
    clean = _NOT_XML.sub("", _DECLARATION.sub("", text.lstrip("\ufeff")))
    try:
        root = etree.fromstring(clean.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None, True
    return root, len(parser.error_log) > 0


def _tag(element: Any) -> str:
    """Return an element's name with our prefix; something unknown for a comment or an entity."""
    if not isinstance(element.tag, str) or not element.tag.startswith("{"):
        return "?"
    space, _, name = element.tag[1:].partition("}")
    return f"{_PREFIXES.get(space, '?')}:{name}"


def _about(element: Any, name: str = "about") -> str:
    return str(element.get(f"{{{_NAMES['rdf']}}}{name}") or "")


def _collection(root: Any) -> str | None:
    """Return the name of the collection, when it is one that was exported."""
    names = [_child_text(element, "dc:title") for element in root if _tag(element) == "z:Collection"]
    return names[0] if len(names) == 1 and names[0] else None


def _entries(root: Any) -> Iterator[Listed]:
    by_name = {_about(element): element for element in root if _about(element)}
    number = 0
    for element in root:
        kind = _child_text(element, "z:itemType")
        if not kind or kind in _BESIDE:
            continue
        number += 1
        about = _about(element)
        item = zotero_item(_fields(element, kind, by_name))
        path = f'rdf:about="{about}"' if about else f"rdf:RDF/{_tag(element)}[{number}]"
        url = item.text("URL")
        yield Listed(
            number=item.text("citation-key") or str(number),
            item=item,
            addresses=with_path(addresses_of(item), path),
            place=Place(path=path),
            problems=(address_problem(url),) if url and address_of(url) is None else (),
        )


def _fields(element: Any, kind: str, by_name: dict[str, Any]) -> dict[str, Any]:
    """Return an element's fields by Zotero's own names."""
    fields: dict[str, Any] = {"itemType": kind, "creators": []}
    for child in element:
        tag = _tag(child)
        if tag in _SIMPLE:
            fields.setdefault(_SIMPLE[tag], _text(child))
        elif tag in _CREATORS:
            fields["creators"] += _creators(child, _CREATORS[tag])
        elif tag == "dc:publisher":
            fields.setdefault("publisher", _deep_text(child, "foaf:name") or _text(child))
            fields.setdefault("place", _deep_text(child, "vcard:locality"))
        elif tag == "dc:identifier":
            _put_identifier(fields, child)
        elif tag == "dcterms:isPartOf":
            _put_container(fields, child, by_name)
        elif tag == "bib:presentedAt":
            fields.setdefault("conferenceName", _deep_text(child, "dc:title"))
    if _about(element).startswith(("http://", "https://")):
        fields.setdefault("url", _about(element))  # a resource whose name is its address
    return fields


def _put_container(fields: dict[str, Any], part: Any, by_name: dict[str, Any]) -> None:
    resource = _about(part, "resource")
    containers = [by_name[resource]] if resource in by_name else list(part)
    for container in containers:
        name = "series" if _tag(container) == "bib:Series" else "publicationTitle"
        fields.setdefault(name, _child_text(container, "dc:title"))
        for child in container:
            tag = _tag(child)
            if tag in ("prism:volume", "prism:number"):
                fields.setdefault(_SIMPLE[tag], _text(child))
            elif tag == "dc:identifier":
                _put_identifier(fields, child)


def _put_identifier(fields: dict[str, Any], identifier: Any) -> None:
    """Read ``DOI 10.1000/182``, ``ISSN 1234-5678``, or an address inside ``dcterms:URI``."""
    url = _deep_text(identifier, "rdf:value")
    if url:
        fields.setdefault("url", url)
        return
    name, _, value = _text(identifier).partition(" ")
    if name in ("DOI", "ISBN", "ISSN") and value:
        fields.setdefault(name, value.split()[0] if name != "ISBN" else value)


def _creators(element: Any, role: str) -> list[dict[str, str]]:
    return [
        {
            "creatorType": role,
            "lastName": _child_text(person, "foaf:surname"),
            "firstName": _child_text(person, "foaf:givenName") or _child_text(person, "foaf:givenname"),
            "name": _child_text(person, "foaf:name"),
        }
        for person in element.iter(f"{{{_NAMES['foaf']}}}Person")
    ]


def _child_text(element: Any, tag: str) -> str:
    return next((_text(child) for child in element if _tag(child) == tag), "")


def _deep_text(element: Any, tag: str) -> str:
    prefix, _, name = tag.partition(":")
    found = next(element.iter(f"{{{_NAMES[prefix]}}}{name}"), None)
    return _text(found) if found is not None else ""


def _text(element: Any) -> str:
    """Return an element's own text; what stands in elements below it is another matter (a subject's, a resource's)."""
    pieces = [element.text or ""]
    if len(element) and not "".join(pieces).strip():
        pieces += [child.text or "" for child in element if isinstance(child.tag, str)]
    return " ".join("".join(pieces).split())
