"""Bring a page into a flow: one pass over its elements, everything a note can be told by written down. Pure.

Scripts, navigation, share buttons, advertising and tooltips never enter the flow. Footers and side bars do, marked as
aside: notes may stand there, but only links can say so. No tree is built: pages of 20 MB are real.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from functools import lru_cache
from sys import intern
from urllib.parse import unquote

from sourcekeeper.reading.flow import Flow, FlowLink
from sourcekeeper.reading.html.elements import BLOCKS, HEADINGS, ITALICS, NOTE_HINT, Kind, kind_by_name, look_of
from sourcekeeper.reading.html.item_numbers import Items
from sourcekeeper.reading.html.link_attributes import hint_of, href_of
from sourcekeeper.reading.html.metadata import TAGS, PageHead
from sourcekeeper.reading.html.nodes import Names, Nodes
from sourcekeeper.reading.html.page import HtmlFlow, InPageLink
from sourcekeeper.reading.html.pointers import PLAIN, Pointer, pointer_of, settled
from sourcekeeper.reading.html.titles import feed, text_in_attributes
from sourcekeeper.reading.labels import HEADING, call_label

_SPECIAL = frozenset({"br", "hr", "pre", "sup", "ol", "ul", "li"}) | HEADINGS
_LONGEST_MARK = 16
"""Characters of a label, its brackets included."""
_LONGEST_HEADING = 80
_LONGEST_BACK = 40
"""Characters of a link back to the text: ``Back to the article``."""
_DEEPEST_FOOTER = 12
"""Elements round a footer that are looked through for its article."""
_TELLS, _PARTS, _LEANS, _ACTS = 1, 2, 4, 8
"""What there is to do at an element: the head of the page wants it, it is a block, italics, one of `_SPECIAL`."""
_TASKS = {
    tag: _TELLS * (tag in TAGS) + _PARTS * (tag in BLOCKS) + _LEANS * (tag in ITALICS) + _ACTS * (tag in _SPECIAL)
    for tag in TAGS | BLOCKS | ITALICS | _SPECIAL
}
"""Looked up once an event: a page of 20 MB has a million elements, and most have nothing to do."""
_JOINED_AT = 5_000
"""Blocks whose texts are made one: half a million short strings take five times their letters."""


class FlowBuilder:
    """The target of an lxml parser: takes the events of a page, gives back its flow.

    `url` is where the page came from, so that links to itself are known; empty for a file. With `keep_tooltips`, what
    shows only at a touch enters the flow too.
    """

    def __init__(self, url: str = "", *, keep_tooltips: bool = False) -> None:
        self._head = PageHead(url)
        self._own_urls = {url.partition("#")[0]} if url else set()
        self._nodes = Nodes()
        self._texts: list[str] = []
        self._pieces: list[str] = []
        self._length = 0
        self._blocks = array("q", [0])
        self._block_has_text = False
        self._links: list[FlowLink] = []
        self._in_page: list[InPageLink] = []
        self._emphasised: list[tuple[int, int]] = []
        self._raised: list[tuple[int, int]] = []
        self._asides: list[tuple[int, int]] = []
        self._names = Names()
        self._heading_starts: list[int] = []
        self._stack: list[int] = []
        self._children: list[dict[str, int] | None] = [None]
        self._open_links: dict[int, Mapping[str, str]] = {}
        self._items = Items()
        self._skipping = 0
        self._aside_from, self._aside_node = 0, -1
        self._pre = 0
        self._raised_depth = 0
        self._raised_nodes: set[int] = set()
        self._pointers: list[Pointer] = []
        self._perhaps: list[tuple[InPageLink, str]] = []
        self._button: tuple[Mapping[str, str], list[str]] | None = None
        self._keep_tooltips, self._has_tooltips = keep_tooltips, False
        self._titles: dict[int, str] = {}

    # events

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element starts."""
        tasks = _TASKS.get(tag, 0)
        if tasks & _TELLS:
            self._head.start(tag, attributes)
        if self._skipping:
            self._skipping += 1
            return
        if attributes:
            kind, hint = look_of(tag, attributes.get("class", ""), attributes.get("role", ""))
            if "id" in attributes:
                kind, hint = kind_by_name(tag, attributes["id"], kind), f"{attributes['id']} {hint}"
        else:
            kind, hint = look_of(tag, "", "")
        if kind and self._leaves_out(kind, tag, attributes):
            return
        if tasks & _PARTS and self._block_has_text:
            self._new_block()
        node = self._add_node(tag, hint)
        if attributes and (len(attributes) > 1 or "class" not in attributes or tag == "sup"):
            self._name(node, tag, attributes)
        if kind & Kind.ASIDE and self._aside_node < 0 and not (tag == "footer" and self._is_in_article()):
            self._aside_from, self._aside_node = self._length, node
        if tasks & _ACTS:
            self._open(tag, attributes)

    def end(self, tag: str) -> None:
        """An element ends."""
        tasks = _TASKS.get(tag, 0)
        if tasks & _TELLS:
            self._head.end(tag)
        if self._skipping:
            self._skipping -= 1
            if self._button is not None and not self._skipping:
                self._close_button()
            return
        node = self._stack.pop()
        self._children.pop()
        start, end = self._nodes.start[node], self._length
        self._nodes.end[node] = end
        if tag == "a":
            attributes = self._open_links.pop(node, None)
            if attributes is not None:
                self._link(attributes, node, start, end)
        elif tasks & _LEANS:
            if end > start:
                self._emphasised.append((start, end))
        elif tasks & _ACTS:
            self._close(tag, start, end)
        elif self._raised_nodes and node in self._raised_nodes:
            self._close("sup", start, end)
        if self._titles and node in self._titles:
            self._feed_title(self._titles.pop(node), start)
        if tasks & _PARTS:
            if self._block_has_text:
                self._new_block()
            if node in self._items.rows:
                self._items.end_row(node, end, self._last_heading())
        if node == self._aside_node:
            self._end_aside()

    def data(self, text: str) -> None:
        """Text stands in the page."""
        if self._head.is_listening:
            self._head.text(text)
        if self._skipping:
            if self._button is not None:
                self._button[1].append(text)
            return
        if not self._block_has_text:
            if text.isspace():
                return
            self._block_has_text = True
            if self._items.is_waiting:
                self._items.start_block(self._blocks[-1], self._stack, self._nodes)
        if not self._pre:
            if "\n" in text:
                text = text.replace("\n", " ")
            if "\r" in text or "\x0c" in text:
                text = text.replace("\r", " ").replace("\x0c", " ")
        self._pieces.append(text)
        self._length += len(text)

    def close(self) -> HtmlFlow:
        """The page is over: return its flow."""
        text = "".join((*self._texts, *self._pieces))
        self._texts.clear()
        in_page, others = settled(
            self._perhaps, self._in_page, self._pointers, nodes=self._nodes, text=text, anchors=self._names.first
        )
        flow = Flow(
            text=text,
            blocks=self._blocks,
            links=sorted([*self._links, *others], key=lambda link: link.start),
            emphasised=_outermost(self._emphasised),
            raised=_outermost(self._raised),
            locate=self._nodes.locate,
            asides=self._asides,
            headings=frozenset(self._heading_starts),
            is_marked_up=True,
            item_numbers=self._items.numbers,
            item_ends=self._items.ends,
            labels_alone=frozenset(self._items.labels_alone),
        )
        return HtmlFlow(
            flow=flow,
            nodes=self._nodes,
            anchors=self._names.first,
            repeated=self._names.repeated,
            in_page=sorted(in_page, key=lambda link: link.start),
            heading_starts=self._heading_starts,
            metadata=self._head.metadata(),
            has_tooltips=self._has_tooltips,
            keeps_tooltips=self._keep_tooltips,
        )

    def _feed_title(self, title: str, start: int) -> None:
        """Take the note an element has in an attribute into the flow, if what it shows is a label."""
        if call_label("".join(self._pieces)[start - self._length :]) is not None:
            feed(self, title)

    def _end_aside(self) -> None:
        if self._length > self._aside_from:
            self._asides.append((self._aside_from, self._length))
        self._aside_node = -1

    def _is_in_article(self) -> bool:
        """Whether an article is open: its own footer may hold its notes."""
        return any(self._nodes.tag[node] == "article" for node in self._stack[-_DEEPEST_FOOTER:])

    # blocks and text

    def _new_block(self) -> None:
        """End the current block, in which something stands."""
        start = self._blocks[-1]
        length = self._length - start
        self._pieces.append("\n")
        self._length += 1
        text = "".join(self._pieces)
        self._pieces.clear()
        self._texts.append(text)
        if len(self._blocks) % _JOINED_AT == 0:
            self._texts[-_JOINED_AT:] = ["".join(self._texts[-_JOINED_AT:])]
        self._blocks.append(self._length)
        self._block_has_text = False
        if length <= _LONGEST_MARK and (label := _label_alone(text)) is not None:
            self._items.label_block(start, label)

    # elements

    def _add_node(self, tag: str, hint: str) -> int:
        counts = self._children[-1]
        if counts is None:
            counts = self._children[-1] = {}
        nth = counts[tag] = counts.get(tag, 0) + 1
        nodes = self._nodes
        node = len(nodes.tag)
        nodes.tag.append(intern(tag))
        nodes.parent.append(self._stack[-1] if self._stack else -1)
        nodes.nth.append(nth)
        nodes.start.append(self._length)
        nodes.end.append(self._length)
        nodes.hint.append(hint)
        self._stack.append(node)
        self._children.append(None)
        return node

    def _name(self, node: int, tag: str, attributes: Mapping[str, str]) -> None:
        name = attributes.get("id")
        if name:
            self._names.add(unquote(name), node)
        if tag == "sup" or not PLAIN.issuperset(attributes):
            pointer = pointer_of(node, attributes, self._nodes.hint[node])
            if pointer is not None:
                self._pointers.append(pointer)
            self._note_title(node, tag, attributes)
        elif "title" in attributes:
            self._note_title(node, tag, attributes)
        if "style" in attributes and tag != "sup" and "super" in attributes["style"]:
            self._raised_nodes.add(node)
            self._raised_depth += 1
        if tag == "a":
            name = attributes.get("name")
            if name:
                self._names.add(unquote(name), node)
            if "href" in attributes:
                self._open_links[node] = attributes

    def _note_title(self, node: int, tag: str, attributes: Mapping[str, str]) -> None:
        """Remember the note that a call has in an attribute: it is shown at a touch too."""
        text = text_in_attributes(tag, attributes, self._nodes.hint[node])
        if text and self._keep_tooltips:
            self._titles[node] = text
        self._has_tooltips = self._has_tooltips or bool(text)

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
            self._items.start_list(None)
        elif tag == "ol":
            self._items.start_list(attributes)
        elif tag == "li":
            self._items.start_item(attributes.get("value", ""))

    def _close(self, tag: str, start: int, end: int) -> None:
        if tag == "sup":
            self._raised_depth -= 1
            if end > start:
                self._raised.append((start, end))
        elif tag == "pre":
            self._pre -= 1
            if end > start and self._aside_node < 0:
                self._asides.append((start, end))  # program text: its figures call nothing
        elif tag == "li":
            self._items.end_item(start, end, self._last_heading())
        elif tag in {"ol", "ul"}:
            self._items.end_list()

    def _last_heading(self) -> int:
        return self._heading_starts[-1] if self._heading_starts else -1

    # buttons

    def _leaves_out(self, kind: int, tag: str, attributes: Mapping[str, str]) -> bool:
        """Leave an element out if it is of such a kind; a button may yet be a call."""
        if kind & Kind.TOOLTIP:
            self._has_tooltips = True
        elif not kind & Kind.SKIPPED:
            return False
        if kind & Kind.TOOLTIP and self._keep_tooltips:
            return False
        self._skipping = 1
        if tag == "button":
            self._button = attributes, []
        return True

    def _close_button(self) -> None:
        """Take a button whose text is a label into the flow, where it names something or looks like a call."""
        assert self._button is not None
        (attributes, texts), self._button = self._button, None
        hint = f"{attributes.get('class', '')} {attributes.get('id', '')} {attributes.get('role', '')}"
        text = "".join(texts).strip() or attributes.get("data-footnote-number", "")
        if len(text) <= _LONGEST_HEADING and HEADING.match(text):
            self._announce(text)
        if call_label(text) is None:
            return
        node = self._add_node("button", hint)
        pointer = pointer_of(node, attributes, hint)
        if pointer is not None or self._raised_depth or NOTE_HINT.search(hint):
            self._name(node, "button", attributes)
            self.data(text)
            self._nodes.end[node] = self._length
        self._stack.pop()
        self._children.pop()

    def _announce(self, text: str) -> None:
        """Take what opens a list of notes into the flow: it announces them as a heading would."""
        if self._block_has_text:
            self._new_block()
        self.data(text)
        self._new_block()

    # links

    def _link(self, attributes: Mapping[str, str], node: int, start: int, end: int) -> None:
        href = href_of(attributes)
        target = self._target(href)
        is_sure = target is not None
        if target is None and end - start <= _LONGEST_BACK and "#" in href:
            target = unquote(href.partition("#")[2].strip())
        if not target:
            if end > start:
                self._links.append(FlowLink(start=start, end=end, href=href))
            return
        label = attributes.get("aria-label", "")
        in_page = InPageLink(
            node, start, end, target, hint_of(attributes, self._nodes, node), label, self._raised_depth > 0
        )
        if is_sure:
            self._in_page.append(in_page)
        else:
            self._perhaps.append((in_page, href))

    def _target(self, href: str) -> str | None:
        """Return the name a link within the page points at, None for other links."""
        address, mark, name = href.partition("#")
        address = address.strip()
        if not mark or (address and address not in self._own_urls and address != self._head.canonical):
            return None
        return unquote(name.strip())


@lru_cache(maxsize=4096)
def _label_alone(text: str) -> str | None:
    """Return the label that a block is, None when it is more."""
    return call_label(text.strip(" \n\t\u00a0↑^"))


def _outermost(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept
