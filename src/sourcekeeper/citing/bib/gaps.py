"""What an entry of a person's lacks: which of our fields says something that no field of theirs says yet. Pure.

Names stand for one another across the dialects (BibLaTeX manual, section 2.2.5): ``journal`` is ``journaltitle``,
``year`` is ``date``, an ``organization`` may be the ``institution`` or the ``publisher`` of another type.
"""

from __future__ import annotations

from collections.abc import Collection

_BODY = frozenset({"institution", "organization", "publisher", "school"})
_JOURNAL = frozenset({"journal", "journaltitle"})
_SAID_BY: dict[str, frozenset[str]] = {
    "address": frozenset({"address", "location"}),
    "archivedate": frozenset({"archivedate", "archiveurl"}),
    "author": frozenset({"author", "editor"}),
    "booktitle": _JOURNAL | {"booktitle", "maintitle"},
    "date": frozenset({"date", "year"}),
    "eprinttype": frozenset({"archiveprefix", "eprinttype"}),
    "howpublished": _BODY | {"howpublished", "url"},
    "institution": _BODY,
    "journal": _JOURNAL,
    "journaltitle": _JOURNAL,
    "langid": frozenset({"hyphenation", "langid", "language"}),
    "location": frozenset({"address", "location"}),
    "month": frozenset({"date", "month", "year"}),
    "number": frozenset({"issue", "number"}),
    "organization": _BODY | _JOURNAL | {"howpublished"},
    "pages": frozenset({"eid", "pages"}),
    "publisher": _BODY | {"howpublished"},
    "school": _BODY,
    "url": frozenset({"ee", "link", "url"}),
    "urldate": frozenset({"accessed", "lastaccessed", "lastchecked", "urlaccessdate", "urldate", "visited"}),
    "year": frozenset({"date", "year"}),
}
_FIT_EVERY_TYPE = frozenset(
    {"author", "title", "date", "year", "month", "doi", "isbn", "issn", "url", "urldate", "langid", "note"}
)
_NEVER_INHERITED = frozenset({"doi", "url", "urldate", "note"})
"""Of an entry that takes fields from another (``crossref``), the only ones that are surely its own."""


def is_gap(name: str, present: Collection[str], *, same_type: bool) -> bool:
    """Whether an entry with these fields says nothing yet of what our field says, and has room for it.

    In an entry of another type than ours only fields go that every type has.
    """
    if {"crossref", "xdata"} & set(present) and name not in _NEVER_INHERITED:
        return False
    if not same_type and name not in _FIT_EVERY_TYPE:
        return False
    return not (_SAID_BY.get(name, frozenset({name})) & set(present))
