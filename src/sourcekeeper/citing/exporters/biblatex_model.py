"""What BibLaTeX's data model takes: which fields each type of entry has, and which values. Pure.

Taken from `blx-dm.def` of biblatex 3.18; biber ignores, with a warning, whatever is not in it. Types without a row
(``audio``, ``video``, ``legislation``, ``jurisdiction``) have no fields there at all: pandoc and Zotero read them, and
the standard styles print them as ``misc``, so they are written whole.
"""

from __future__ import annotations

from collections.abc import Iterator

from sourcekeeper.citing.exporters.bib_entry import BibEntry
from sourcekeeper.patterns import regex
from sourcekeeper.web import check_digits

_EVERY = "archivedate archiveurl date doi entrysubtype eprint eprinttype ids langid origdate title url urldate"
_OF_TYPE = {
    "article": "author editor issn journaltitle number pages series translator version volume",
    "book": "author edition editor isbn location number pages pagetotal publisher series translator volume",
    "booklet": "author editor howpublished location pages pagetotal type",
    "collection": "edition editor isbn location number pages pagetotal publisher series translator volume",
    "dataset": "author edition editor location number organization publisher series type version",
    "incollection": "author booktitle edition editor isbn location number pages publisher series translator volume",
    "inproceedings": "author booktitle editor eventtitle isbn location number organization pages publisher series"
    " volume",
    "inreference": "author booktitle edition editor isbn location number pages publisher series translator volume",
    "misc": "author editor howpublished location organization type version",
    "online": "author editor organization version",
    "patent": "author location number type version",
    "report": "author institution location number pages pagetotal type version",
    "software": "author editor howpublished location organization type version",
    "thesis": "author institution location pages pagetotal type",
    "unpublished": "author eventtitle howpublished location type venue",
}
_ALLOWED = {kind: frozenset(f"{_EVERY} note addendum {fields}".split()) for kind, fields in _OF_TYPE.items()}
_SAID = {"volume": "vol. {}", "number": "no. {}", "pages": "p. {}", "edition": "{}"}
"""Fields that help to find a work: where the type has none of them the note says them."""
_INTEGER = regex(r"\{[0-9]{1,6}\}")
_PAGES = regex(r"\{[\w.]+(?:\s?[-–]{1,2}\s?[\w.]+)?(?:, ?[\w.]+(?:\s?[-–]{1,2}\s?[\w.]+)?)*\}")
_NUMBER = regex(r"[0-9Xx -]+")
_VALUES = {"volume": _INTEGER, "pages": _PAGES}


def confine(made: BibEntry) -> Iterator[str]:
    """Take out of an entry what its type cannot hold; yield what the note is to say instead, as LaTeX."""
    allowed = _ALLOWED.get(made.type)
    for name, value in list(made.fields.items()):
        pattern = _VALUES.get(name)
        if (allowed is None or name in allowed) and (pattern is None or pattern.fullmatch(value)):
            continue
        del made.fields[name]
        if name in _SAID:
            yield _SAID[name].format(value[1:-1])


def is_isbn(text: str) -> bool:
    """Whether a text is an ISBN whose check digit is right, and nothing else; biber refuses others.

    >>> is_isbn("978-2-35872-196-7"), is_isbn("978-2-35872-196-7 (pbk)")
    (True, False)
    """
    return _NUMBER.fullmatch(text) is not None and check_digits.is_isbn(text)


def is_issn(text: str) -> bool:
    """Whether a text is an ISSN whose check digit is right, and nothing else."""
    return _NUMBER.fullmatch(text) is not None and check_digits.is_issn(text)
