"""Read lists in JSON: CSL-JSON, as Zotero and Pandoc write it, and Better BibTeX JSON.

Places are JSON pointers. A list that is cut short gives the entries that are whole.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sourcekeeper.csl import item_from_csl
from sourcekeeper.errors import NotReadable
from sourcekeeper.model import Document, Field, Item, Place, Problem, Reason
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
from sourcekeeper.reading.office.zotero_items import citation_key_in, zotero_item
from sourcekeeper.reading.opening import open_text

_OPENING = regex(rb"\A(?:\xef\xbb\xbf)?\s*[\[{]\s*(?:[{\"\]]|\Z)")
_CSL_TYPE = regex(rb'"type"\s*:\s*"[a-z_-]{3,30}"')
_CSL_NAME = regex(rb'"(?:title|URL|DOI|issued|author|container-title|ISBN)"\s*:')
_ZOTERO_TYPE = regex(rb'"itemType"\s*:\s*"[a-zA-Z]{3,30}"')
_EMPTY = regex(rb"\A(?:\xef\xbb\xbf)?\s*\[\s*\]\s*\Z")
_SAMPLE_BYTES = 100_000
_LIST = regex(r'"(?:items|references)"\s*:\s*\[')
_BESIDE = ("attachment", "note", "annotation")
_BETWEEN = regex(r"[\s,]*")


class CslJsonReader:
    """Reads CSL-JSON and Better BibTeX JSON; places are JSON pointers such as ``/3``."""

    name = "csl-json"
    suffixes = (".csl.json", ".csljson")
    media_types = ("application/vnd.citationstyles.csl+json",)

    def recognise(self, raw: RawDocument) -> float:
        """Return how sure the content is such a list: JSON with the names these lists have."""
        sample = raw.data[:_SAMPLE_BYTES]
        if not _OPENING.match(sample[:2_000]):
            return 0.0
        if _ZOTERO_TYPE.search(sample) or (_CSL_TYPE.search(sample) and _CSL_NAME.search(sample)):
            return 0.95
        is_named = raw.origin.lower().endswith(self.suffixes) or raw.content_type.startswith(self.media_types)
        if is_named or (raw.origin.lower().endswith(".json") and _CSL_NAME.search(sample)):
            return 0.9
        return 0.6 if _EMPTY.match(sample) else 0.0

    def read(self, raw: RawDocument) -> Document:
        """Read the list. Raises NotReadable when it is no JSON, or JSON of something else."""
        text, problems = open_text(raw)
        data, title, pointer, cut = _entries(text, raw.origin)
        if cut:
            problems += (Problem(reason=Reason.of("list-cut-short", count=len(data))),)
        entries = [
            _listed(entry, number, f"{pointer}/{index}")
            for number, (index, entry) in enumerate(
                ((index, entry) for index, entry in enumerate(data) if _is_entry(entry)), start=1
            )
        ]
        odd = sum(not _says_something(entry) for entry in data)
        if odd:
            problems += (Problem(reason=Reason.of("entries-not-understood", count=odd)),)
        return list_document(raw, self.name, entries, problems=problems, title=title)


def _is_entry(entry: object) -> bool:
    """Whether something of the list is an entry: Zotero keeps attachments and notes beside them."""
    return _says_something(entry) and entry.get("itemType") not in _BESIDE  # type: ignore[attr-defined]


def _says_something(entry: object) -> bool:
    return isinstance(entry, dict) and any(value for name, value in entry.items() if name not in ("id", "type"))


def _entries(text: str, origin: str) -> tuple[list[Any], str | None, str, bool]:
    """Return the entries, the list's title, the pointer to the list, and whether the rest was cut off."""
    try:
        data = json.loads(text.lstrip("\ufeff"))
    except (ValueError, RecursionError):
        found = _salvaged(text)
        if not found:
            raise NotReadable(origin, "it is broken JSON", "Export the list again.") from None
        return found, None, "", True
    if isinstance(data, list):
        return data, None, "", False
    if isinstance(data, dict):
        for name in ("items", "references"):
            if isinstance(data.get(name), list):
                return data[name], _title(data), f"/{name}", False
        if "type" in data or "itemType" in data:
            return [data], None, "", False
        if data and all(isinstance(entry, dict) and "type" in entry for entry in data.values()):
            return list(data.values()), None, "", False  # by key, as citeproc-js keeps them
    raise NotReadable(origin, "it is JSON, but no list of sources", "CSL-JSON is a list of entries.")


def _title(data: Mapping[str, Any]) -> str | None:
    """Return the name of the collection, when it is one that was exported."""
    collections = data.get("collections")
    if isinstance(collections, dict) and len(collections) == 1:
        (collection,) = collections.values()
        name = collection.get("name") if isinstance(collection, dict) else None
        return name if isinstance(name, str) and name else None
    return None


def _salvaged(text: str) -> list[Any]:
    """Read the entries of a broken list one by one, up to where it breaks; also a list with one entry a line."""
    within = _LIST.search(text, 0, 100_000)
    position = within.end() if within else len(text) - len(text.lstrip("\ufeff \t\r\n["))
    decoder = json.JSONDecoder()
    found: list[Any] = []
    while position < len(text):
        position = _BETWEEN.match(text, position).end()  # type: ignore[union-attr]
        if text[position : position + 1] != "{":
            break
        try:
            entry, position = decoder.raw_decode(text, position)
        except (ValueError, RecursionError):
            break
        found.append(entry)
    return found


def _listed(data: Mapping[str, Any], number: int, pointer: str) -> Listed:
    item = zotero_item(data) if isinstance(data.get("itemType"), str) else _with_key(item_from_csl(data), data)
    url = item.text("URL")
    stray = (address_problem(url),) if url and address_of(url) is None else ()
    return Listed(
        number=item.text("citation-key") or str(number),
        item=item,
        addresses=with_path(addresses_of(item), pointer),
        place=Place(path=pointer),
        problems=stray,
    )


def _with_key(item: Item, data: Mapping[str, Any]) -> Item:
    """Give an item the key it has in its list: a field of its own, a line of its note, or an id that is no address."""
    key = item.text("citation-key") or citation_key_in(item.text("note"))
    if not key and isinstance(data.get("id"), str) and "/" not in data["id"]:
        key = data["id"]
    return Item(fields={**item.fields, "citation-key": Field(value=key)}) if key else item
