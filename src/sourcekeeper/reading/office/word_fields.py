r"""The fields of word processors: what ``HYPERLINK "…"``, ``NOTEREF``, ``TOC`` and the citations of Zotero mean. Pure.

DOCX keeps a field's instruction in ``w:instrText``, RTF in ``\fldinst``; the language in it is the same.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sourcekeeper.csl import item_from_csl
from sourcekeeper.model import Field, Item
from sourcekeeper.patterns import regex

_ARGUMENT = regex(r'"((?:[^"\\]|\\.)*)"|(\S+)', re.DOTALL)
_ESCAPED = regex(r'\\([\\"])')
_LONGEST_INSTRUCTION = 4_000_000
"""Characters of an instruction: a citation of many works carries all their abstracts."""
_LONGEST_LINK = 20_000
_MOST_ITEMS = 200

_INDEXES = frozenset({"TOC", "INDEX"})
_LOCATORS = {
    "chapter": "chap.", "column": "col.", "figure": "fig.", "folio": "fol.", "line": "l.", "note": "n.", "issue": "n°",
    "paragraph": "§", "section": "§", "verse": "v.", "volume": "vol.", "part": "part", "book": "book",
}  # fmt: skip
"""CSL's kinds of locators, as notes write them. Pages go without."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What a field is to us. All empty: its result is text like any other."""

    href: str = ""
    """The address it links to."""
    bookmark: str = ""
    """Of a cross-reference to a note: the bookmark round that note's call."""
    items: tuple[Item, ...] = ()
    """What it cites."""
    is_hidden: bool = False
    """Whether its result is no text of the document: a table of contents."""


PLAIN = Meaning()


def meaning(instruction: str) -> Meaning:
    r"""Return what a field's instruction means.

    >>> meaning(' HYPERLINK "https://x.org/a" \\l "s2" ').href, meaning("NOTEREF _Ref12 \\h").bookmark
    ('https://x.org/a#s2', '_Ref12')
    """
    instruction = instruction[:_LONGEST_INSTRUCTION].strip()
    name, _, rest = instruction.partition(" ")
    kind = name.upper()
    if kind == "HYPERLINK":
        return Meaning(href=_hyperlink(rest[:_LONGEST_LINK]))
    if kind == "NOTEREF":
        return Meaning(bookmark=next(_arguments(rest[:_LONGEST_LINK]), ""))
    if kind in _INDEXES:
        return Meaning(is_hidden=True)
    if kind == "ADDIN" and "CSL_CITATION" in rest[:60]:
        return Meaning(items=items_of_citation(rest[rest.find("{") :] if "{" in rest else ""))
    return PLAIN


def _arguments(text: str) -> Iterator[str]:
    for match in _ARGUMENT.finditer(text):
        yield _ESCAPED.sub(r"\1", match[1]) if match[1] is not None else match[2]


def _hyperlink(text: str) -> str:
    r"""Return the address: the first argument, with the place in it that the switch ``\l`` names."""
    address = fragment = ""
    switch = ""
    for argument in _arguments(text):
        if switch:
            fragment = argument if switch == "l" else fragment
            switch = ""
        elif re.fullmatch(r"\\[a-z*]", argument):
            switch = argument[1] if argument[1] in "lot*" else ""
        elif not address:
            address = argument
    return f"{address}#{fragment}" if fragment and "#" not in address else address


def items_of_citation(text: str) -> tuple[Item, ...]:
    """Return the items of a citation as Zotero and Mendeley store it: CSL, with the locator of this citation."""
    try:
        # What follows the object (``RNDxyz`` of Zotero in LibreOffice) is none of it.
        data, _ = json.JSONDecoder().raw_decode(text.strip())
    except (ValueError, RecursionError):
        return ()
    cited = data.get("citationItems") if isinstance(data, dict) else None
    if not isinstance(cited, list):
        return ()
    return tuple(item for item in map(_item, cited[:_MOST_ITEMS]) if item is not None)


def items_of_tag(tag: str) -> tuple[Item, ...]:
    """Return the items in the tag of a content control: ``MENDELEY_CITATION_v3_`` and base64."""
    name, mark, encoded = tag[:_LONGEST_INSTRUCTION].partition("_v3_")
    if not mark or "CITATION" not in name:
        return ()
    try:
        return items_of_citation(base64.b64decode(encoded + "=" * (-len(encoded) % 4)).decode("utf-8"))
    except (binascii.Error, ValueError):
        return ()


def _item(cited: Any) -> Item | None:
    data = cited.get("itemData") if isinstance(cited, Mapping) else None
    if not isinstance(data, Mapping):
        return None
    try:
        item = item_from_csl({name: value for name, value in data.items() if isinstance(name, str)})
    except (TypeError, ValueError, OverflowError):  # a shape that no version of CSL has
        return None
    key = data.get("citation-key") or data.get("citekey")
    fields = dict(item.fields)
    if isinstance(key, str) and key.strip():
        fields["citation-key"] = Field(value=key.strip())
    locator = cited.get("locator")
    if isinstance(locator, str | int) and str(locator).strip():
        words = _LOCATORS.get(str(cited.get("label")), "")
        fields["locator"] = Field(value=f"{words} {locator}".strip())
    return Item(fields=fields) if fields else None


def custom_properties(values: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Put together what Zotero spreads over properties of a document: ``ZOTERO_BREF_x_1``, ``_2`` … are one value."""
    parts: dict[str, dict[int, str]] = {}
    for name, value in values:
        stem, _, number = name.rpartition("_")
        if stem.startswith("ZOTERO_BREF_") and number.isdecimal() and len(number) < 6:
            parts.setdefault(stem, {})[int(number)] = value
    return {stem: "".join(found[number] for number in sorted(found)) for stem, found in parts.items()}
