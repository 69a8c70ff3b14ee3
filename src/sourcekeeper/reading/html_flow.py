"""Bring a page into a flow: one pass over its elements, everything a note can be told by written down. Pure.

Scripts, navigation, share buttons, advertising and tooltips never enter the flow. Footers and side bars do, marked as
aside: notes may stand there, but only links can say so. No tree is built: pages of 20 MB are real.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

from sourcekeeper.model import Place
from sourcekeeper.patterns import regex
from sourcekeeper.reading.flow import Flow, FlowLink
from sourcekeeper.reading.html_elements import BLOCKS, HEADINGS, ITALICS, is_aside, is_skipped
from sourcekeeper.reading.html_metadata import TAGS, Metadata, PageHead

_LINE_ENDS = "\n\r\x0c"
_SPECIAL = frozenset({"br", "hr", "pre", "sup", "ol", "ul", "li"}) | HEADINGS
_LONGEST_PATH = 200
_INTEGER = regex(r"-?\d{1,6}")


@dataclass(slots=True)
class Nodes:
    """The elements of the flow in document order, as columns: a page has millions."""

    tag: list[str] = field(default_factory=list)
    parent: array[int] = field(default_factory=lambda: array("q"))
    nth: array[int] = field(default_factory=lambda: array("q"))
    """Which of its parent's children of that tag it is, from 1."""
    start: array[int] = field(default_factory=lambda: array("q"))
    end: array[int] = field(default_factory=lambda: array("q"))
    hint: dict[int, str] = field(default_factory=dict)
    """Class, id and role of those that have any."""

    def path(self, node: int) -> str:
        """Return an element's path from the root, ``/html[1]/body[1]/p[3]``; for deep ones its end, after ``//``."""
        steps: list[str] = []
        while node >= 0 and len(steps) < _LONGEST_PATH:
            steps.append(f"{self.tag[node]}[{self.nth[node]}]")
            node = self.parent[node]
        return ("//" if node >= 0 else "/") + "/".join(reversed(steps))

    def locate(self, start: int, end: int) -> Place:
        """Return the path of the smallest element that holds a span of the flow."""
        low, high = 0, len(self.start)
        while low < high:  # the last element that starts at or before the span
            middle = (low + high) // 2
            if self.start[middle] <= start:
                low = middle + 1
            else:
                high = middle
        node = low - 1
        while node > 0 and self.end[node] < end:
            node = self.parent[node]
        return Place(path=self.path(node)) if node >= 0 else Place()


@dataclass(frozen=True, slots=True)
class InPageLink:
    """A link to a place in the page itself."""

    node: int
    start: int
    end: int
    target: str
    hint: str
    """Class, id, role, rel, rev and type of the link, and the hints of the inline elements round it."""
    label: str
    """What a screen reader is told."""
    raised: bool


@dataclass(slots=True, kw_only=True)
class HtmlFlow:
    """A page as a flow, with its elements, the names links can point at, and the links within it."""

    flow: Flow
    nodes: Nodes
    anchors: dict[str, int]
    """Names, each with its element."""
    in_page: list[InPageLink]
    heading_starts: list[int]
    metadata: Metadata


class FlowBuilder:
    """The target of an lxml parser: takes the events of a page, gives back its flow.

    `url` is where the page came from, so that links to itself are known; empty for a file.
    """

    def __init__(self, url: str = "") -> None:
        self._head = PageHead(url)
        self._own_urls = {url.partition("#")[0]} if url else set()
        self._nodes = Nodes()
        self._texts: list[str] = []
        self._pieces: list[str] = []
        self._length = 0
        self._blocks: list[int] = [0]
        self._block_has_text = False
        self._links: list[FlowLink] = []
        self._in_page: list[InPageLink] = []
        self._emphasised: list[tuple[int, int]] = []
        self._raised: list[tuple[int, int]] = []
        self._asides: list[tuple[int, int]] = []
        self._anchors: dict[str, int] = {}
        self._heading_starts: list[int] = []
        self._item_numbers: dict[int, str] = {}
        self._stack: list[int] = []
        self._children: list[dict[str, int] | None] = [None]
        self._open_links: dict[int, Mapping[str, str]] = {}
        self._lists: list[int | None] = []
        self._skipping = 0
        self._aside_from, self._aside_node = 0, -1
        self._pre = 0
        self._raised_depth = 0
        self._item: str | None = None

    # events

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element starts."""
        if tag in TAGS:
            self._head.start(tag, attributes)
        if self._skipping:
            self._skipping += 1
            return
        hint = ""
        if attributes:
            classes, name, role = attributes.get("class", ""), attributes.get("id", ""), attributes.get("role", "")
            if is_skipped(tag, classes, name, role):
                self._skipping = 1
                return
            if classes or name or role:
                hint = f"{classes} {name} {role}"
        elif is_skipped(tag, "", "", ""):
            self._skipping = 1
            return
        if tag in BLOCKS:
            self._new_block()
        node = self._add_node(tag, hint)
        if attributes:
            self._name(node, tag, attributes)
        if self._aside_node < 0 and is_aside(tag, hint):
            self._aside_from, self._aside_node = self._length, node
        if tag in _SPECIAL:
            self._open(tag, attributes)

    def end(self, tag: str) -> None:
        """An element ends."""
        if tag in TAGS:
            self._head.end(tag)
        if self._skipping:
            self._skipping -= 1
            return
        node = self._stack.pop()
        self._children.pop()
        start, end = self._nodes.start[node], self._length
        self._nodes.end[node] = end
        if tag == "a":
            attributes = self._open_links.pop(node, None)
            if attributes is not None:
                self._link(attributes, node, start, end)
        elif tag in ITALICS:
            if end > start:
                self._emphasised.append((start, end))
        elif tag in _SPECIAL:
            self._close(tag, start, end)
        if tag in BLOCKS:
            self._new_block()
        if node == self._aside_node:
            if self._length > self._aside_from:
                self._asides.append((self._aside_from, self._length))
            self._aside_node = -1

    def data(self, text: str) -> None:
        """Text stands in the page."""
        self._head.text(text)
        if self._skipping:
            return
        if not self._block_has_text:
            if text.isspace():
                return
            self._block_has_text = True
            if self._item is not None:
                self._item_numbers[self._blocks[-1]] = self._item
                self._item = None
        if not self._pre:
            for mark in _LINE_ENDS:
                if mark in text:
                    text = text.replace(mark, " ")
        self._pieces.append(text)
        self._length += len(text)

    def close(self) -> HtmlFlow:
        """The page is over: return its flow."""
        self._end_piece()
        flow = Flow(
            text="".join(self._texts),
            blocks=self._blocks,
            links=sorted(self._links, key=lambda link: link.start),
            emphasised=_outermost(self._emphasised),
            raised=_outermost(self._raised),
            locate=self._nodes.locate,
            asides=self._asides,
            item_numbers=self._item_numbers,
        )
        return HtmlFlow(
            flow=flow,
            nodes=self._nodes,
            anchors=self._anchors,
            in_page=sorted(self._in_page, key=lambda link: link.start),
            heading_starts=self._heading_starts,
            metadata=self._head.metadata(),
        )

    # blocks and text

    def _new_block(self) -> None:
        """End the current block, if anything stands in it."""
        if self._block_has_text:
            self._pieces.append("\n")
            self._length += 1
            self._end_piece()
            self._blocks.append(self._length)
            self._block_has_text = False

    def _end_piece(self) -> None:
        self._texts.append("".join(self._pieces))
        self._pieces.clear()

    # elements

    def _add_node(self, tag: str, hint: str) -> int:
        counts = self._children[-1]
        if counts is None:
            counts = self._children[-1] = {}
        nth = counts[tag] = counts.get(tag, 0) + 1
        nodes = self._nodes
        node = len(nodes.tag)
        nodes.tag.append(tag)
        nodes.parent.append(self._stack[-1] if self._stack else -1)
        nodes.nth.append(nth)
        nodes.start.append(self._length)
        nodes.end.append(self._length)
        if hint:
            nodes.hint[node] = hint
        self._stack.append(node)
        self._children.append(None)
        return node

    def _name(self, node: int, tag: str, attributes: Mapping[str, str]) -> None:
        name = attributes.get("id")
        if name:
            self._anchors.setdefault(unquote(name), node)
        if tag == "a":
            name = attributes.get("name")
            if name:
                self._anchors.setdefault(unquote(name), node)
            if "href" in attributes:
                self._open_links[node] = attributes

    def _open(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "br":
            self._pieces.append("\n")
            self._length += 1
        elif tag == "hr":
            self.data("-----")
        elif tag in HEADINGS:
            self._heading_starts.append(self._length)
        elif tag == "pre":
            self._pre += 1
        elif tag == "sup":
            self._raised_depth += 1
        elif tag == "ul":
            self._lists.append(None)
        elif tag == "ol":
            first = attributes.get("start", "1")
            self._lists.append(int(first) - 1 if _INTEGER.fullmatch(first) else 0)
        elif tag == "li":
            self._number_item(attributes.get("value", ""))

    def _number_item(self, value: str) -> None:
        self._item = None
        last = self._lists[-1] if self._lists else None
        if last is not None:
            self._lists[-1] = number = int(value) if _INTEGER.fullmatch(value) else last + 1
            self._item = str(number)

    def _close(self, tag: str, start: int, end: int) -> None:
        if tag == "sup":
            self._raised_depth -= 1
            if end > start:
                self._raised.append((start, end))
        elif tag == "pre":
            self._pre -= 1
            if end > start and self._aside_node < 0:
                self._asides.append((start, end))  # program text: its figures call nothing
        elif tag in {"ol", "ul"}:
            self._lists.pop()

    # links

    def _link(self, attributes: Mapping[str, str], node: int, start: int, end: int) -> None:
        href = attributes["href"]
        target = self._target(href)
        if target is None:
            if end > start:
                self._links.append(FlowLink(start=start, end=end, href=href))
            return
        hint = [attributes.get(name, "") for name in ("class", "id", "role", "rel", "rev", "epub:type", "type")]
        hint += [name for name in attributes if name.startswith("data-footnote")]
        parent = self._nodes.parent[node]
        for _ in range(3):
            if parent <= 0 or self._nodes.tag[parent] in BLOCKS:
                break
            hint.append(self._nodes.hint.get(parent, ""))
            parent = self._nodes.parent[parent]
        label = attributes.get("aria-label", "")
        in_page = InPageLink(node, start, end, target, " ".join(filter(None, hint)), label, self._raised_depth > 0)
        self._in_page.append(in_page)

    def _target(self, href: str) -> str | None:
        """Return the name a link within the page points at, None for other links."""
        address, mark, name = href.partition("#")
        address = address.strip()
        if not mark or (address and address not in self._own_urls and address != self._head.canonical):
            return None
        return unquote(name.strip())


def _outermost(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept
