"""Read EPUB: the pages of the book in order, as one page of HTML whose links lead from file to file."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections.abc import Callable
from typing import Any, cast

from sourcekeeper.errors import NotReadable
from sourcekeeper.model import Document, Place
from sourcekeeper.patterns import regex
from sourcekeeper.ports import RawDocument
from sourcekeeper.reading.front_matter import day_in
from sourcekeeper.reading.html.flow import FlowBuilder
from sourcekeeper.reading.html.notes import find_notes
from sourcekeeper.reading.html.page import HtmlFlow
from sourcekeeper.reading.languages import words
from sourcekeeper.reading.notes import assemble
from sourcekeeper.reading.office.epub_package import Book, encrypted_members, read_book
from sourcekeeper.reading.office.stories import likely_language, likely_title
from sourcekeeper.reading.office.zipped import Package, declared_type, is_zip, resolve
from sourcekeeper.reading.opening import refuse_binary
from sourcekeeper.web.encoding import decode

_TYPE = "application/epub+zip"
_CONTAINER = b"META-INF/container.xml"
_DAYS = ("dcterms:issued", "dc:date", "dcterms:created")
_VOID = words("area base br col embed hr img input link meta param source track wbr")
"""What HTML closes by itself."""
# Bounded repeats: a hostile page may open a million attributes and close none.
_EMPTY_ELEMENT = regex(
    r"<([a-zA-Z][\w:.-]{0,60})((?:\s{1,100}[^\s=>\"'/]{1,200}(?:\s{0,20}=\s{0,20}(?:\"[^\"]{0,4000}\"|'[^']{0,4000}'))?){0,40})"
    r"\s{0,100}/>"
)
_NAMES = frozenset({"id", "name", "for", "aria-describedby", "aria-details"})
"""Attributes that hold names of a page; those of two pages may be the same."""
_SCHEME = regex(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
_ROLES = {
    "footnote": "doc-footnote", "endnote": "doc-endnote", "rearnote": "doc-endnote", "note": "doc-footnote",
    "footnotes": "doc-footnotes", "endnotes": "doc-endnotes", "rearnotes": "doc-endnotes", "noteref": "doc-noteref",
    "toc": "navigation", "landmarks": "navigation", "page-list": "navigation", "pagebreak": "navigation",
    "backlink": "doc-backlink",
}  # fmt: skip
"""What ``epub:type`` says, in words the HTML machinery knows. Page breaks and contents are no text of the book."""


class EpubReader:
    """Reads EPUB 2 and 3; places are element paths within a file of the book: ``OEBPS/ch1.xhtml#/html[1]/…``."""

    name = "epub"
    suffixes = (".epub",)
    media_types = (_TYPE,)

    def recognise(self, raw: RawDocument) -> float:
        """Return how sure the content is EPUB: by its declared type, else by its container."""
        if not is_zip(raw.data):
            return 0.0
        if declared_type(raw.data) == _TYPE:
            return 1.0
        return 0.8 if _CONTAINER in raw.data and b".opf" in raw.data else 0.0

    def read(self, raw: RawDocument) -> Document:
        """Read the document. Raises NotReadable when it is encrypted, broken or no EPUB."""
        if not is_zip(raw.data):
            refuse_binary(raw)
            raise NotReadable(raw.origin, "it is not an EPUB (no ZIP file)", "Leave out --format.")
        package = Package(raw)
        book = read_book(package)
        if not book.files:
            raise NotReadable(raw.origin, "it is not an EPUB (no pages in it)", "Leave out --format.")
        binding = _Binding(package, book)
        page = binding.bound()
        if not page.nodes.tag:
            is_locked = any(problem.reason.code == "part-encrypted" for problem in package.problems)
            what = "its pages are encrypted (DRM)" if is_locked else "none of its pages can be read"
            raise NotReadable(raw.origin, what)
        language = likely_language([book.values.get("dc:language"), page.metadata.language], page.flow.text)
        page, found = find_notes(page)
        assembled = assemble(page.flow, found.calls, found.notes, language=language, base_url=raw.base_url)
        days = [day_in(book.values.get(name)) for name in _DAYS]
        return Document(
            origin=raw.origin,
            format=self.name,
            digest=hashlib.sha256(raw.data).hexdigest(),
            notes=assembled.notes,
            title=likely_title([book.values.get("dc:title"), page.metadata.title]),
            language=language,
            published=next((day for day in days if day is not None), None),
            problems=(*package.problems, *assembled.problems),
        )


class _Pages(FlowBuilder):
    """A flow of several pages."""

    __slots__ = ()

    @property
    def reached(self) -> int:
        """How long the flow is so far."""
        return self._length

    def end_page(self) -> None:
        """A page is over: the next begins a block, whatever this one ended with."""
        self.start("div", {})
        self.end("div")


class _Binding:
    """Binds the files of a book into one page."""

    def __init__(self, package: Package, book: Book) -> None:
        self._package = package
        self._book = book
        self._encrypted = encrypted_members(package)
        self._builder = _Pages()
        self._queue = list(book.files)
        self._numbers = {name: number for number, name in enumerate(book.files)}
        self._starts: list[int] = []
        self._names: list[str] = []

    def bound(self) -> HtmlFlow:
        """Read all files, then those outside the reading order that they link to: notes, most often."""
        position = 0
        while position < len(self._queue):
            self._read(self._queue[position], position)
            position += 1
        page = self._builder.close()
        within = page.nodes.path_at

        def locate(start: int, end: int) -> Place:
            path = within(start, end) or ""
            name = self._names[max(bisect_right(self._starts, start) - 1, 0)]
            first, _, rest = path.lstrip("/").partition("/")
            # Every file is a page of its own: its root is the first.
            return Place(path=f"{name}#/html[1]/{rest}" if first.startswith("html[") else f"{name}#{path}")

        page.flow.locate = locate
        return page

    def number_of(self, name: str) -> int | None:
        """Return the number of a file of the book, None for what is none; files met first now are queued."""
        number = self._numbers.get(name)
        if number is None and name not in self._book.contents and name.lower().endswith((".xhtml", ".html", ".htm")):
            member = self._package.find(name)
            if member is not None:
                number = self._numbers[name] = len(self._queue)
                self._queue.append(member)
        return number

    def _read(self, name: str, number: int) -> None:
        if name in self._encrypted or self._package.is_encrypted(name):
            self._package.report("part-encrypted", name)
            return
        data = self._package.read(name)
        if data is None:
            return
        decoded = decode(data, markup=True)
        if any(problem.reason.code in {"bytes-replaced", "encoding-mixed"} for problem in decoded.problems):
            self._package.report("part-damaged", name)
        chapter = _Chapter(self._builder, name, number, self.number_of)
        self._starts.append(self._builder.reached)
        self._names.append(name)
        if not chapter.read(_EMPTY_ELEMENT.sub(_closed, decoded.text)):
            self._package.report("part-damaged", name)
        self._builder.end_page()


def _closed(match: re.Match[str]) -> str:
    """Write ``<a id="x"/>`` as HTML does: its parser would take the rest of the page for the link's text."""
    tag = match[1]
    return match[0] if tag.lower() in _VOID else f"<{tag}{match[2]}></{tag}>"


class _Chapter:
    """The target for one file: makes names unique in the book and hands the events on."""

    def __init__(self, builder: FlowBuilder, name: str, number: int, number_of: Callable[[str], int | None]) -> None:
        self._start = builder.start
        self._name = name
        self._number = number
        self._number_of = number_of
        self._numbers: dict[str, int | None] = {}
        self.end = builder.end
        self.data = builder.data

    def read(self, text: str) -> bool:
        """Parse the file; False when there is no element in it."""
        from lxml import etree  # noqa: PLC0415  8 ms, for those who read such documents

        parser = etree.HTMLParser(target=cast(Any, self), huge_tree=True, encoding="utf-8")
        try:
            etree.fromstring(text.encode("utf-8", "replace"), parser)
        except etree.XMLSyntaxError:
            return False
        return True

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element starts; the parser makes a dictionary for each that has attributes."""
        self._start(tag, self._rewritten(attributes) if attributes else attributes)

    def close(self) -> None:
        """The file is over."""

    def _rewritten(self, attributes: dict[str, str]) -> dict[str, str]:
        for name in _NAMES.intersection(attributes):
            # The dash ends a word for those who read kinds of notes out of names.
            if attributes[name]:
                attributes[name] = " ".join([f"{one}-@{self._number}" for one in attributes[name].split()])
        if "epub:type" in attributes:
            kinds = [_ROLES[kind] for kind in attributes["epub:type"].split() if kind in _ROLES]
            if kinds:
                attributes["role"] = kinds[0]
        if "href" in attributes:
            href = attributes["href"].strip()
            if not href.startswith("//") and not _SCHEME.match(href):
                target = self._target(href)
                if target is None:
                    del attributes["href"]
                else:
                    attributes["href"] = target
        return attributes

    def _target(self, href: str) -> str | None:
        """Return a link within the book as one within the page, None when it leads nowhere in particular."""
        address, mark, fragment = href.partition("#")
        if not mark or not fragment:
            return None
        if address not in self._numbers:
            name = resolve(self._name, address) if address else self._name
            self._numbers[address] = self._number_of(name) if name is not None else None
        number = self._numbers[address]
        return None if number is None else f"#{fragment}-@{number}"
