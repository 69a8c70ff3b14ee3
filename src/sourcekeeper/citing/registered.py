"""The record of a DOI's registry, as an item. Pure.

Crossref and DataCite send CSL-JSON of mixed quality: lists where CSL has strings, types of their own, mark-up and
entities in titles, keys CSL does not know. Only what CSL knows is taken, as plain text.
"""

from __future__ import annotations

import json
from html import unescape
from typing import Any

from sourcekeeper.csl import TYPES, item_from_csl, printable
from sourcekeeper.model import Item, Origin
from sourcekeeper.patterns import regex

_TAG = regex(r"</?[A-Za-z][^<>]{0,500}>")
_TYPES = {
    "book-chapter": "chapter",
    "book-part": "chapter",
    "book-section": "chapter",
    "dissertation": "thesis",
    "edited-book": "book",
    "journal-article": "article-journal",
    "monograph": "book",
    "posted-content": "article",
    "preprint": "article",
    "proceedings-article": "paper-conference",
    "reference-entry": "entry-encyclopedia",
    "report-component": "report",
}
"""Types of Crossref's own that stand in its CSL answers too."""
_FIELDS = frozenset(
    [
        "DOI",
        "ISBN",
        "ISSN",
        "author",
        "collection-title",
        "container-title",
        "edition",
        "editor",
        "issue",
        "issued",
        "language",
        "number",
        "page",
        "publisher",
        "publisher-place",
        "title",
        "translator",
        "type",
        "volume",
    ]
)
"""What an entry needs; abstracts, references, licences and the registry's own marks stay behind."""


def item_of_record(body: bytes) -> Item:
    """Read a registry's answer; an empty item when it is none, or names no title."""
    try:
        data = json.loads(body)
    except (ValueError, RecursionError):
        return Item()
    if not isinstance(data, dict):
        return Item()
    record = {name: _one(value) for name, value in data.items() if name in _FIELDS}
    kind = str(record.get("type"))
    record["type"] = _TYPES.get(kind, kind)
    if record["type"] not in TYPES:
        del record["type"]
    item = item_from_csl(record, Origin.PAGE)
    return item if item.text("title") else Item()


def _one(value: Any) -> Any:
    """Return the first of a list of strings, and any string as plain text."""
    if isinstance(value, list) and value and all(isinstance(each, str) for each in value):
        value = value[0]
    if isinstance(value, list):
        return [_plain_name(each) if isinstance(each, dict) else each for each in value]
    return _plain(value) if isinstance(value, str) else value


def _plain_name(name: dict[str, Any]) -> dict[str, Any]:
    if name.get("name") and not name.get("family"):  # how Crossref names bodies
        return {"literal": _plain(str(name["name"]))}
    return {key: _plain(value) if isinstance(value, str) else value for key, value in name.items()}


def _plain(text: str) -> str:
    return printable(unescape(_TAG.sub("", unescape(text))))
