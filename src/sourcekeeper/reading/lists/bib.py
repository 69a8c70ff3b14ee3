"""Read ``.bib`` files, BibTeX and BibLaTeX: each entry a note, its number the cite key.

bibtexparser finds the entries; what its writer's checks leave to the reader (strings, cross-references, LaTeX) is
done here. An entry that is broken is reported, its addresses are kept, and the rest is read.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sourcekeeper.csl import printable
from sourcekeeper.model import Document, Place, Problem, Reason
from sourcekeeper.patterns import regex
from sourcekeeper.ports import RawDocument
from sourcekeeper.reading.lists.bib_items import bib_item
from sourcekeeper.reading.lists.entries import Listed, address_problem, addresses_of, list_document, with_places
from sourcekeeper.reading.opening import open_text
from sourcekeeper.web.urls import find_addresses

_HEAD = regex(rb"\A(?:\xef\xbb\xbf)?(?:\s|%[^\n]*\n)*@[A-Za-z]{3,30}\s*[{(]\s*[^\s\"={}(),]{0,200}\s*[,\"={]")
_ENTRY = regex(rb"(?m)^[ \t]*@[A-Za-z]{3,30}[ \t]*[{(][ \t]*[^\s\"={}(),]{1,200}[ \t]*,")
_SAMPLE_BYTES = 200_000
_MONTHS = {name: name for name in ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]}
_DEEPEST_REFERENCE = 4
_KEY = regex(r"@\w+\s*[{(]\s*([^\s,{}()\"=]{1,200})")
_INHERITED_AS = {"title": "booktitle", "subtitle": "booksubtitle"}
_NEVER_INHERITED = frozenset(
    {"crossref", "xref", "xdata", "entryset", "ids", "keywords", "label", "shorttitle", "url", "doi"}
)


class BibReader:
    """Reads bibliographies of BibTeX and BibLaTeX; places are character offsets into the decoded text."""

    name = "bibtex"
    suffixes = (".bib", ".bibtex", ".biblatex")
    media_types = ("application/x-bibtex", "text/x-bibtex")

    def recognise(self, raw: RawDocument) -> float:
        """Return how sure the content is a bibliography: it starts with an entry, or has one and the name of one."""
        sample = raw.data[:_SAMPLE_BYTES]
        if _HEAD.match(sample[:20_000]):
            return 0.95
        is_named = raw.origin.lower().endswith(self.suffixes) or raw.content_type.startswith(self.media_types)
        return 0.9 if is_named and _ENTRY.search(sample) else 0.0

    def read(self, raw: RawDocument) -> Document:
        """Read the list. Raises NotReadable when the bytes are no text."""
        text, problems = open_text(raw)
        found = _Blocks(text)
        entries = list(found.listed())
        return list_document(raw, self.name, entries, problems=problems + tuple(found.problems))


@dataclass(slots=True)
class _Entry:
    type: str
    key: str
    fields: dict[str, str]
    place: Place
    problems: tuple[Problem, ...] = ()


class _Blocks:
    """The blocks of one file, in order."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._strings: dict[str, str] = dict(_MONTHS)
        self._entries: dict[str, _Entry] = {}
        self._keys: set[str] = set()
        self.problems: list[Problem] = []

    def listed(self) -> Iterator[Listed]:
        """Yield the entries; containers of shared fields (``@xdata``) are none."""
        found = list(self._blocks())
        for entry in found:
            if isinstance(entry, Listed):
                yield entry
            elif entry.type not in ("xdata", "set"):
                yield self._listed(entry)

    def _listed(self, entry: _Entry) -> Listed:
        fields = self._inherited(entry, 0)
        made = bib_item(entry.type, entry.key, fields)
        start, end = entry.place.start or 0, entry.place.end or 0
        problems = entry.problems + ((address_problem(made.stray),) if made.stray else ())
        return Listed(
            number=entry.key,
            item=made.item,
            addresses=with_places(addresses_of(made.item, *made.further), self._text, start, end),
            place=entry.place,
            problems=problems,
        )

    def _inherited(self, entry: _Entry, depth: int) -> dict[str, str]:
        """Return an entry's fields with those it takes from the entries it refers to."""
        fields = dict(entry.fields)
        if depth >= _DEEPEST_REFERENCE:
            return fields
        for name in ("xdata", "crossref"):
            for key in fields.get(name, "").split(",")[:20]:
                parent = self._entries.get(key.strip().lower())
                if parent is None or parent is entry:
                    continue
                for field, value in self._inherited(parent, depth + 1).items():
                    inherits_as = _INHERITED_AS.get(field, field) if name == "crossref" else field
                    if name == "xdata" or field not in _NEVER_INHERITED:
                        fields.setdefault(inherits_as, value)
        return fields

    def _blocks(self) -> Iterator[_Entry | Listed]:
        cursor = 0
        for block in _parse(self._text).blocks:
            raw = block.raw or ""
            at = self._text.find(raw, cursor) if raw else -1
            start = at if at >= 0 else cursor
            cursor = start + len(raw) if at >= 0 else cursor
            place = Place(start=start, end=start + len(raw))
            kind = type(block).__name__
            if kind == "String":
                self._strings.setdefault(str(block.key).lower(), self._value(block.value))
            elif kind == "Entry":
                yield self._entry(block, place)
            elif kind in ("DuplicateBlockKeyBlock", "DuplicateFieldKeyBlock"):
                inner = block.ignore_error_block
                if type(inner).__name__ == "Entry":
                    yield self._entry(inner, place, has_doubled_field=kind == "DuplicateFieldKeyBlock")
            elif kind.endswith("FailedBlock") or kind == "MiddlewareErrorBlock":
                yield from self._broken(raw, place)

    def _entry(self, block: Any, place: Place, *, has_doubled_field: bool = False) -> _Entry:
        fields: dict[str, str] = {}
        for field in block.fields:
            value = self._value(field.value)
            if value:
                fields.setdefault(str(field.key).lower(), value)
        key = printable(str(block.key))
        codes = ["field-doubled"] * has_doubled_field + ["cite-key-doubled"] * (key in self._keys)
        problems = tuple(Problem(reason=Reason.of(code, key=key), where=place) for code in codes)
        entry = _Entry(str(block.entry_type).lower(), key, fields, place, problems)
        self._keys.add(key)
        self._entries.setdefault(key.lower(), entry)
        return entry

    def _broken(self, raw: str, place: Place) -> Iterator[Listed]:
        """Report an entry that cannot be parsed; what it cites is kept when an address can be found in it."""
        found = _KEY.match(raw)
        key = found[1] if found else ""
        problem = Problem(reason=Reason.of("entry-broken", key=key or printable(raw)[:40]), where=place)
        start = place.start or 0
        addresses = find_addresses(raw) if len(raw) <= _LONGEST_BROKEN else ()
        if not addresses:
            self.problems.append(problem)
            return
        yield Listed(
            number=key or str(start),
            text=printable(raw)[:2_000],
            addresses=with_places(addresses, self._text, start, start + len(raw)),
            place=place,
            problems=(problem,),
        )

    def _value(self, raw: object) -> str:
        return field_value(str(raw or ""), self._strings)


_LONGEST_BROKEN = 100_000
_VALUE_TOKEN = regex(r"\s*(?:(?P<open>[{\"])|(?P<word>[^\s{}\"#,]+)|(?P<hash>#)|(?P<odd>.))", re.DOTALL)


def field_value(raw: str, strings: Mapping[str, str]) -> str:
    """Return what a field holds: braces or quotes off, names of strings replaced, parts joined at ``#``.

    >>> field_value('press # " and {Co}"', {"press": "Foo Press"})
    'Foo Press and {Co}'
    """
    parts: list[str] = []
    position = 0
    while position < len(raw) and (token := _VALUE_TOKEN.match(raw, position)) is not None:
        position = token.end()
        if token["open"]:
            closing = _closing(raw, position, token["open"])
            parts.append(raw[position:closing])
            position = closing + 1
        elif token["word"]:
            parts.append(strings.get(token["word"].lower(), token["word"]))
    return "".join(parts)


def _closing(raw: str, start: int, opened: str) -> int:
    """Return where what was opened closes, or the end; a quotation mark inside braces closes nothing."""
    depth = 0
    for found in _BRACES.finditer(raw, start):
        sign = found.group()
        if sign == "{":
            depth += 1
        elif sign == "}":
            if opened == "{" and depth == 0:
                return found.start()
            depth -= 1
        elif sign == '"' and opened == '"' and depth <= 0:
            return found.start()
    return len(raw)


_BRACES = regex(r"\\.|[{}\"]", re.DOTALL)


def _parse(text: str) -> Any:
    from bibtexparser.entrypoint import parse_string  # noqa: PLC0415  late: 40 ms

    # What is broken comes back as a block and becomes a problem: nobody needs to be warned by a log as well.
    log = logging.getLogger("bibtexparser")
    if not log.handlers:
        log.addHandler(logging.NullHandler())
    return parse_string(text, parse_stack=[])
