"""Open a PDF through pypdf and give out its pages, bounded: the one module that asks pypdf for anything.

A damaged or hostile file makes pypdf raise nearly anything; here each question has an answer that stands for "not
there", so that what is whole is still read. Pages, streams and annotations are counted against limits.
"""

from __future__ import annotations

import contextlib
import io
import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sourcekeeper.errors import NotReadable
from sourcekeeper.reading.pdf.repair import repaired

MAX_PAGES = 3000
"""Pages that are read; a longer document keeps its first ones."""
MAX_STREAM_BYTES = 32 * 1024 * 1024
"""Decoded bytes of one stream: no page of text comes near it, a bomb passes it."""
MAX_TOTAL_BYTES = 256 * 1024 * 1024
"""Decoded bytes of all content streams together."""
MAX_ANNOTATIONS = 2000
"""Annotations looked at on one page."""
MAX_TREE_NODES = 50_000
"""Nodes of the page tree visited, kept or not."""
MAX_DEPTH = 60

_LONGEST_URI = 8192
_LIMITS_IN_BYTES = (
    "zlib_maximum_output_length",
    "lzw_maximum_output_length",
    "run_length_maximum_output_length",
    "array_based_stream_maximum_output_length",
)
_HEADER_REACH = 1024
"""Bytes in which ``%PDF-`` must stand (readers of the world tolerate that much before it)."""

Answer = TypeVar("Answer")
Rectangle = tuple[float, float, float, float]


def attempt(question: Callable[[], Answer], otherwise: Answer) -> Answer:
    """Ask pypdf something; whatever it raises on damaged data counts as no answer."""
    try:
        return question()
    except Exception:  # noqa: BLE001  pypdf documents few of the errors that broken objects make it raise
        return otherwise


def resolve(value: Any) -> Any:
    """Return what a reference points at, None when that cannot be read."""
    getter = getattr(value, "get_object", None)
    return value if getter is None else attempt(getter, None)


def entry(mapping: Any, key: str) -> Any:
    """Return an entry of a dictionary, resolved; None when there is none or it is no dictionary."""
    if not isinstance(mapping, Mapping):
        return None
    return resolve(_raw(mapping, key))


def numbers(value: Any, count: int) -> tuple[float, ...] | None:
    """Return an array of exactly `count` numbers, None when it is anything else."""
    if not isinstance(value, list) or len(value) != count:
        return None
    found = [resolve(one) for one in value]
    if not all(isinstance(one, (int, float)) and abs(one) < 1e7 for one in found):
        return None
    return tuple(float(one) for one in found)


@dataclass(frozen=True, slots=True)
class LinkArea:
    """A rectangle of a page that is a link: to a web address, or to a place in the document."""

    box: Rectangle
    uri: str = ""
    target: tuple[int, float | None] | None = None
    """The page and the height a link within the document leads to, as far as they are told."""


@dataclass(slots=True)
class PdfPage:
    """One page: its number from 1, what it inherits, and its dictionary."""

    number: int
    attributes: Mapping[str, Any]
    resources: Any
    box: Rectangle


@dataclass(slots=True)
class PdfFile:
    """An opened PDF and how much of it was decoded."""

    reader: Any
    decoded_bytes: int = 0
    is_cut: bool = False
    """Whether a limit kept something from being read."""
    damaged: dict[str, None] = field(default_factory=dict)
    """What could not be read, in order: ``page 3``."""
    now: str = "page tree"
    """What is being read: names the damage."""
    fonts: dict[Any, Any] = field(default_factory=dict)
    """For those who read pages: fonts by object number, so that each is read once."""
    page_numbers: dict[Any, int] = field(default_factory=dict)
    """The pages met so far, by object number."""
    _names: dict[str, Any] | None = None

    @property
    def catalogue(self) -> Any:
        """The document's root dictionary; an empty one when it is broken."""
        return attempt(lambda: resolve(self.reader.trailer["/Root"]), None) or {}

    @property
    def has_pages(self) -> bool:
        """Whether the catalogue leads to anything at all."""
        return isinstance(entry(self.catalogue, "/Pages"), Mapping)

    def data_of(self, stream: Any) -> bytes:
        """Return the decoded bytes of a stream; empty when it is broken, a bomb, or over the total limit."""
        if self.decoded_bytes > MAX_TOTAL_BYTES:
            self.is_cut = True
            return b""
        try:
            data = stream.get_data()
        except Exception as error:  # noqa: BLE001  see attempt()
            self.is_cut = self.is_cut or type(error).__name__ == "LimitReachedError"
            self.damaged[self.now] = None
            return b""
        if not isinstance(data, bytes):
            return b""
        self.decoded_bytes += len(data)
        return data

    def content_of(self, page: PdfPage) -> bytes:
        """Return the content of a page: its streams one after the other."""
        contents = entry(page.attributes, "/Contents")
        parts = [resolve(one) for one in contents[:10_000]] if isinstance(contents, list) else [contents]
        return b"\n".join(self.data_of(part) for part in parts if hasattr(part, "get_data"))

    def pages(self) -> list[PdfPage]:
        """Return the pages in order, each node of the tree once, whatever cycles it holds."""
        pages: list[PdfPage] = []
        for name, attributes, inherited in self._leaves():
            number = len(pages) + 1
            if number > MAX_PAGES:
                self.is_cut = True
                break
            self.page_numbers[name] = number
            box = _box(entry(attributes, "/CropBox") or inherited.get("/CropBox"))
            box = box or _box(entry(attributes, "/MediaBox") or inherited.get("/MediaBox")) or (0.0, 0.0, 612.0, 792.0)
            resources = entry(attributes, "/Resources") or inherited.get("/Resources") or {}
            pages.append(PdfPage(number, attributes, resources, box))
        return pages

    def _leaves(self) -> Iterator[tuple[Any, Mapping[str, Any], dict[str, Any]]]:
        seen: set[Any] = set()
        found = False
        stack: list[tuple[Any, dict[str, Any], int]] = [(_raw(self.catalogue, "/Pages"), {}, 0)]
        while stack:
            reference, inherited, depth = stack.pop()
            name = identity(reference)
            node = resolve(reference)
            if name in seen or not isinstance(node, Mapping) or depth > MAX_DEPTH or len(seen) > MAX_TREE_NODES:
                self.damaged[self.now] = None
                continue
            seen.add(name)
            kids = entry(node, "/Kids")
            if isinstance(kids, list):
                passed = dict(inherited)
                for key in ("/Resources", "/MediaBox", "/CropBox", "/Rotate"):
                    value = entry(node, key)
                    if value is not None:
                        passed[key] = value
                stack += [(kid, passed, depth + 1) for kid in reversed(list(kids)[:MAX_TREE_NODES])]
            elif str(entry(node, "/Type")) == "/Page" or "/Contents" in node:
                found = True
                yield name, node, inherited
        if not found:
            yield from self._stray_pages()

    def _stray_pages(self) -> Iterator[tuple[Any, Mapping[str, Any], dict[str, Any]]]:
        """Yield the pages of a file whose page tree is lost, in the order of their object numbers."""
        from pypdf.generic import IndirectObject  # noqa: PLC0415  30 ms

        self.damaged[self.now] = None
        known = {*self.reader.xref.get(0, ()), *getattr(self.reader, "xref_objStm", ())}
        for number in sorted(known)[: MAX_TREE_NODES * 4]:
            node = resolve(IndirectObject(number, 0, self.reader))
            if isinstance(node, Mapping) and str(entry(node, "/Type")) == "/Page":
                yield number, node, {}

    def links_of(self, page: PdfPage) -> list[LinkArea]:
        """Return the links of a page, those to places in the document with an empty address."""
        annotations = entry(page.attributes, "/Annots")
        if not isinstance(annotations, list):
            return []
        self.is_cut = self.is_cut or len(annotations) > MAX_ANNOTATIONS
        areas: list[LinkArea] = []
        for reference in annotations[:MAX_ANNOTATIONS]:
            annotation = resolve(reference)
            if str(entry(annotation, "/Subtype")) != "/Link":
                continue
            action = entry(annotation, "/A")
            uri = entry(action, "/URI")
            target = None if uri is not None else self._target(annotation, action)
            areas += [LinkArea(box, _decoded_uri(uri), target) for box in _areas(annotation)]
        return areas

    def _target(self, annotation: Any, action: Any) -> tuple[int, float | None] | None:
        """Return where a link within the document leads: ``[page /XYZ left top zoom]`` and its kin, or by name."""
        destination = entry(annotation, "/Dest") if action is None else entry(action, "/D")
        if isinstance(destination, (str, bytes)):
            destination = self._named().get(str(destination).lstrip("/"))
        if isinstance(destination, Mapping):
            destination = entry(destination, "/D")
        if not isinstance(destination, list) or not destination:
            return None
        raw = list.__getitem__(destination, 0)
        page = self.page_numbers.get(identity(raw))
        if page is None:
            return None
        kind = str(resolve(destination[1])) if len(destination) > 1 else ""
        index = {"/XYZ": 3, "/FitH": 2, "/FitBH": 2, "/FitR": 5}.get(kind)
        height = resolve(destination[index]) if index is not None and len(destination) > index else None
        return page, float(height) if isinstance(height, (int, float)) else None

    def _named(self) -> Mapping[str, Any]:
        """Return the named destinations, read once."""
        if self._names is None:
            names: dict[str, Any] = {}
            old = entry(self.catalogue, "/Dests")
            if isinstance(old, Mapping):
                names.update((key.lstrip("/"), entry(old, key)) for key in list(old)[:MAX_TREE_NODES])
            _collect_names(entry(entry(self.catalogue, "/Names"), "/Dests"), names)
            self._names = names
        return self._names


def _collect_names(root: Any, names: dict[str, Any]) -> None:
    stack, visited = [root], 0
    while stack and visited < MAX_TREE_NODES:
        node = stack.pop()
        visited += 1
        pairs = entry(node, "/Names")
        if isinstance(pairs, list):
            for key, value in zip(pairs[:MAX_TREE_NODES:2], pairs[1:MAX_TREE_NODES:2], strict=False):
                names.setdefault(str(resolve(key)), resolve(value))
            visited += len(pairs)
        kids = entry(node, "/Kids")
        if isinstance(kids, list):
            stack += [resolve(kid) for kid in kids[:MAX_TREE_NODES]]


@contextlib.contextmanager
def opened_pdf(origin: str, data: bytes) -> Iterator[PdfFile]:
    """Open a PDF, repairing what can be repaired, for as long as the limits on decoding hold.

    Raises NotReadable when it is no PDF, is broken beyond repair, or needs a password.
    """
    if b"%PDF-" not in data[:_HEADER_REACH]:
        raise NotReadable(origin, "it is not a PDF", "Choose another format with --format.")
    import pypdf  # noqa: PLC0415  80 ms, for those who read PDF

    logger = logging.getLogger("pypdf")
    if not logger.handlers:  # what it has to say of a damaged file is told as a problem; without this it prints
        logger.addHandler(logging.NullHandler())
    limits: dict[str, Any] = dict.fromkeys(_LIMITS_IN_BYTES, MAX_STREAM_BYTES)
    with pypdf.apply_configuration(**limits, stream_filters_maximum_length=4):
        yield _opened(origin, pypdf, data)


def _opened(origin: str, pypdf: Any, data: bytes) -> PdfFile:
    reader = attempt(lambda: pypdf.PdfReader(io.BytesIO(data), strict=False), None)
    damaged: dict[str, None] = {}
    if reader is None or (not attempt(lambda: reader.is_encrypted, False) and not PdfFile(reader).has_pages):
        whole = repaired(data)
        again = None if whole is None else attempt(lambda: pypdf.PdfReader(io.BytesIO(whole), strict=False), None)
        if again is not None:
            reader, damaged = again, {"xref": None}
    if reader is None:
        raise NotReadable(origin, "the PDF is damaged beyond repair", "Open it in a PDF viewer and save it anew.")
    if attempt(lambda: reader.is_encrypted, False) and not attempt(lambda: int(reader.decrypt("")), 0):
        raise NotReadable(origin, "the PDF is encrypted and needs a password", "Save it without a password.")
    return PdfFile(reader, damaged=damaged)


def _raw(mapping: Any, key: str) -> Any:
    """Return an entry as it stands: perhaps a reference."""
    if not isinstance(mapping, Mapping) or key not in mapping:
        return None
    return mapping.raw_get(key) if hasattr(mapping, "raw_get") else mapping[key]


def identity(reference: Any) -> Any:
    """Return what tells an object from others: its number, or that it is itself."""
    number = getattr(reference, "idnum", None)
    return number if number is not None else ("direct", id(reference))


def _box(value: Any) -> Rectangle | None:
    found = numbers(value, 4)
    if found is None:
        return None
    left, right = sorted((found[0], found[2]))
    bottom, top = sorted((found[1], found[3]))
    return (left, bottom, right, top) if right - left > 1 and top - bottom > 1 else None


def _areas(annotation: Any) -> list[Rectangle]:
    """Return the rectangles of a link: one a line where the file tells them, else the whole."""
    whole = _box(entry(annotation, "/Rect"))
    points = entry(annotation, "/QuadPoints")
    if isinstance(points, list) and 8 < len(points) <= 800 and len(points) % 8 == 0:
        quads = [numbers(points[index : index + 8], 8) for index in range(0, len(points), 8)]
        boxes = [
            (min(quad[::2]), min(quad[1::2]), max(quad[::2]), max(quad[1::2])) for quad in quads if quad is not None
        ]
        if len(boxes) == len(quads):
            return boxes
    return [whole] if whole is not None else []


def _decoded_uri(uri: Any) -> str:
    """Return an address as text. It should be ASCII; where it is not, it is UTF-8 more often than PDFDocEncoding."""
    if not isinstance(uri, (str, bytes)) or len(uri) > _LONGEST_URI:
        return ""
    raw = uri if isinstance(uri, bytes) else getattr(uri, "original_bytes", None)
    if raw is not None:
        with contextlib.suppress(UnicodeDecodeError):
            return bytes(raw).decode("utf-8")
    return str(uri) if isinstance(uri, str) else uri.decode("latin-1")
