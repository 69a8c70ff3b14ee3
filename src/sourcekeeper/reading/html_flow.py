"""Bring a page into a flow: one walk over the tree, everything a note can be told by written down. Pure.

Scripts, navigation, share buttons, advertising and tooltips never enter the flow. Footers and side bars do, marked as
aside: notes may stand there, but only links can say so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import unquote

from lxml import etree

from sourcekeeper.model import Place
from sourcekeeper.reading.flow import Flow, FlowLink
from sourcekeeper.reading.languages import words

BLOCKS = words(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html li main menu ol p pre section summary table tbody td tfoot th "
    "thead tr ul"
)
HEADINGS = words("h1 h2 h3 h4 h5 h6")
_SKIPPED = words(
    "head script style noscript template svg iframe object embed select textarea button audio video canvas map nav "
    "input datalist"
)
_ITALIC = frozenset({"em", "i", "cite"})
_SKIPPED_ROLES = frozenset({"navigation", "search", "tooltip", "menu", "menubar"})
_SKIPPED_CLASSES = re.compile(
    r"(?:^|\s)(?:footnote_tooltip|tooltip|tooltiptext|qtip|tippy-\S+|popover|"
    r"cachelinks|mw-editsection|"
    r"ad|ads|advert|advertisement|adsbygoogle|publicite|"
    r"share|sharing|share-buttons|sharedaddy|jp-relatedposts|addtoany\S*|social|social-share|social-links|"
    r"breadcrumbs?|menu|navbar|toc|table-of-contents|skip-link)(?:\s|$)"
)
_NEVER_SKIPPED = frozenset({"html", "body", "article", "main", "sup", "a"})
_ASIDE_TAGS = frozenset({"aside", "footer", "header"})
_ASIDE_CLASSES = re.compile(
    r"(?:^|\s)(?:sidebar|side-bar|related|related-posts|widget|widgets?-area|comments?|comment-list|comments-area|"
    r"site-footer|site-header|colophon|newsletter)(?:\s|$)"
)
NOTE_HINT = re.compile(
    r"footnote|endnote|(?:^|[\s_-])(?:notes?|noten|fussnoten?|references|reflist|fn)(?:$|[\s_-])|noteref|ftn|sdfoot|"
    r"bas-?de-?page|basdepage|anmerkung",
    re.IGNORECASE,
)
_LINE_ENDS = str.maketrans({"\n": " ", "\r": " ", "\t": " ", "\x0b": " ", "\x0c": " "})


@dataclass(slots=True)
class Nodes:
    """The elements of the flow in document order, as columns: a page has millions."""

    parent: list[int] = field(default_factory=list)
    tag: list[str] = field(default_factory=list)
    nth: list[int] = field(default_factory=list)
    start: list[int] = field(default_factory=list)
    end: list[int] = field(default_factory=list)
    hint: dict[int, str] = field(default_factory=dict)
    """Class, id and role of those that have any."""

    def path(self, node: int) -> str:
        """Return an element's path from the root: ``/html[1]/body[1]/p[3]``."""
        steps = []
        while node >= 0:
            steps.append(f"{self.tag[node]}[{self.nth[node]}]")
            node = self.parent[node]
        return "/" + "/".join(reversed(steps))

    def block_of(self, node: int) -> int:
        """Return the nearest block an element is in, itself included."""
        while node > 0 and self.tag[node] not in BLOCKS:
            node = self.parent[node]
        return node


@dataclass(frozen=True, slots=True)
class InPageLink:
    """A link to a place in the page itself."""

    node: int
    start: int
    end: int
    target: str
    hint: str
    """Class, role, rel, rev and type of the link and of the inline elements round it."""
    label: str
    """What a screen reader is told, or the title."""
    raised: bool


@dataclass(frozen=True, slots=True)
class Anchor:
    """An element a link can point at."""

    node: int


@dataclass(slots=True, kw_only=True)
class HtmlFlow:
    """A page as a flow, with its elements, anchors and links within it."""

    flow: Flow
    nodes: Nodes
    anchors: dict[str, Anchor]
    in_page: list[InPageLink]
    heading_starts: list[int]


class _Walk:
    """The state of the one walk over the tree."""

    def __init__(self, own_urls: Iterable[str]) -> None:
        self.own_urls = {url.split("#")[0] for url in own_urls if url}
        self.nodes = Nodes()
        self.pieces: list[str] = []
        self.length = 0
        self.blocks: list[int] = [0]
        self.block_has_text = False
        self.links: list[FlowLink] = []
        self.in_page: list[InPageLink] = []
        self.emphasised: list[tuple[int, int]] = []
        self.raised: list[tuple[int, int]] = []
        self.asides: list[tuple[int, int]] = []
        self.anchors: dict[str, Anchor] = {}
        self.heading_starts: list[int] = []
        self.item_numbers: dict[int, str] = {}
        self._stack: list[int] = []
        self._children: list[dict[str, int]] = [{}]
        self._lists: list[int | None] = []
        self._aside_from: int | None = None
        self._aside_node = -1
        self._pre = 0
        self._raised_depth = 0
        self._item: str | None = None

    # text

    def text(self, text: str | None) -> None:
        """Append text of the page."""
        if not text:
            return
        if not self._pre:
            text = text.translate(_LINE_ENDS) if not text.isprintable() else text
        if not self.block_has_text:
            if text.isspace():
                return
            self.block_has_text = True
            if self._item is not None:
                self.item_numbers[self.blocks[-1]] = self._item
                self._item = None
        self.pieces.append(text)
        self.length += len(text)

    def new_block(self) -> None:
        """End the current block, if anything stands in it."""
        if self.block_has_text:
            self.pieces.append("\n")
            self.length += 1
            self.blocks.append(self.length)
            self.block_has_text = False

    # elements

    def enter(self, element: etree._Element, tag: str) -> bool:
        """An element starts; False when it and all in it are to be passed over."""
        counts = self._children[-1]
        counts[tag] = counts.get(tag, 0) + 1
        attributes = element.attrib
        hint = ""
        if attributes:
            hint = " ".join(filter(None, (attributes.get("class"), attributes.get("id"), attributes.get("role"))))
            if self._is_skipped(tag, attributes):
                return False
        elif tag in _SKIPPED:
            return False
        if tag in BLOCKS:
            self.new_block()
        nodes = self.nodes
        node = len(nodes.tag)
        nodes.parent.append(self._stack[-1] if self._stack else -1)
        nodes.tag.append(tag)
        nodes.nth.append(counts[tag])
        nodes.start.append(self.length)
        nodes.end.append(-1)
        if hint:
            nodes.hint[node] = hint
        self._stack.append(node)
        self._children.append({})
        if attributes:
            for name in (attributes.get("id"), attributes.get("name") if tag == "a" else None):
                if name:
                    self.anchors.setdefault(unquote(name), Anchor(node))
        self._open(tag, element, hint, node)
        return True

    def _is_skipped(self, tag: str, attributes: etree._Attrib) -> bool:
        if tag in _SKIPPED:
            return True
        if tag in _NEVER_SKIPPED:
            return False
        if attributes.get("role", "") in _SKIPPED_ROLES:
            return True
        return any(_SKIPPED_CLASSES.search(attributes.get(name, "").lower()) for name in ("class", "id"))

    def _open(self, tag: str, element: etree._Element, hint: str, node: int) -> None:
        if self._aside_from is None and _is_aside(tag, hint):
            self._aside_from, self._aside_node = self.length, node
        if tag == "br":
            self.pieces.append("\n")
            self.length += 1
        elif tag == "hr":
            self.text("-----")
            self.new_block()
        elif tag in HEADINGS:
            self.heading_starts.append(self.length)
        elif tag == "pre":
            self._pre += 1
        elif tag == "sup":
            self._raised_depth += 1
        elif tag in {"ol", "ul"}:
            start = element.get("start", "1")
            numbered = tag == "ol"
            self._lists.append(
                int(start) - 1 if numbered and re.fullmatch(r"-?\d{1,6}", start) else 0 if numbered else None
            )
        elif tag == "li":
            self._number_item(element)

    def _number_item(self, element: etree._Element) -> None:
        self._item = None
        if not self._lists or self._lists[-1] is None:
            return
        value = element.get("value", "")
        self._lists[-1] = int(value) if re.fullmatch(r"\d{1,6}", value) else self._lists[-1] + 1
        self._item = str(self._lists[-1])

    def leave(self, element: etree._Element, tag: str) -> None:
        """An element ends."""
        node = self._stack.pop()
        self._children.pop()
        nodes = self.nodes
        start, end = nodes.start[node], self.length
        nodes.end[node] = end
        if tag == "a":
            self._link(element, node, start, end)
        elif tag in _ITALIC and end > start:
            self.emphasised.append((start, end))
        elif tag == "sup":
            self._raised_depth -= 1
            if end > start:
                self.raised.append((start, end))
        elif tag == "pre":
            self._pre -= 1
        elif tag in {"ol", "ul"}:
            self._lists.pop()
        if tag in BLOCKS:
            self.new_block()
        if node == self._aside_node and self._aside_from is not None:
            if self.length > self._aside_from:
                self.asides.append((self._aside_from, self.length))
            self._aside_from, self._aside_node = None, -1

    def _link(self, element: etree._Element, node: int, start: int, end: int) -> None:
        href = element.get("href")
        if href is None:
            return
        href = re.sub(r"[\t\r\n]+", "", href).strip()
        target = self._target(href)
        if target is None:
            if end > start:
                self.links.append(FlowLink(start=start, end=end, href=href, place=None))
            return
        hint = [element.get(name, "") for name in ("class", "role", "rel", "rev", "id")]
        hint += [str(value) for name, value in element.attrib.items() if str(name).endswith("type")]
        parent, steps = self.nodes.parent[node], 0
        while parent > 0 and self.nodes.tag[parent] not in BLOCKS and steps < 3:
            hint.append(self.nodes.hint.get(parent, ""))
            parent, steps = self.nodes.parent[parent], steps + 1
        label = element.get("aria-label") or ""
        raised = self._raised_depth > 0
        self.in_page.append(InPageLink(node, start, end, target, " ".join(filter(None, hint)), label, raised))

    def _target(self, href: str) -> str | None:
        """Return the name a link within the page points at, None for other links."""
        if "#" not in href:
            return None
        address, name = href.split("#", 1)
        if address and address not in self.own_urls:
            return None
        return unquote(name)


def _is_aside(tag: str, hint: str) -> bool:
    if tag in {"body", "html", "article", "main"} or NOTE_HINT.search(hint):
        return False
    return tag in _ASIDE_TAGS or bool(hint and _ASIDE_CLASSES.search(hint.lower()))


def flow_of(root: etree._Element, own_urls: Iterable[str] = ()) -> HtmlFlow:
    """Return the flow of a page; `own_urls` are the addresses it is known by, for links to itself."""
    walk = _Walk(own_urls)
    context = etree.iterwalk(root, events=("start", "end"))
    passed_over: etree._Element | None = None
    for event, element in context:
        tag = element.tag
        if not isinstance(tag, str):
            if event == "end":
                walk.text(element.tail)
            continue
        tag = tag.lower()
        if event == "start":
            if walk.enter(element, tag):
                walk.text(element.text)
            else:
                passed_over = element
                context.skip_subtree()
        else:
            if element is passed_over:
                passed_over = None
            else:
                walk.leave(element, tag)
            if element is not root:
                walk.text(element.tail)
    return _finished(walk)


def _finished(walk: _Walk) -> HtmlFlow:
    nodes = walk.nodes
    flow = Flow(
        text="".join(walk.pieces),
        blocks=walk.blocks,
        links=sorted(walk.links, key=lambda link: link.start),
        emphasised=_outermost(walk.emphasised),
        raised=_outermost(walk.raised),
        locate=_Locator(nodes).locate,
        asides=walk.asides,
        item_numbers=walk.item_numbers,
    )
    return HtmlFlow(
        flow=flow,
        nodes=nodes,
        anchors=walk.anchors,
        in_page=sorted(walk.in_page, key=lambda link: link.start),
        heading_starts=walk.heading_starts,
    )


def _outermost(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept


class _Locator:
    """Finds the element a span of the flow stands in."""

    def __init__(self, nodes: Nodes) -> None:
        self._nodes = nodes

    def locate(self, start: int, end: int) -> Place:
        """Return the path of the smallest element that holds a span."""
        nodes = self._nodes
        low, high = 0, len(nodes.start)
        while low < high:  # the last element that starts at or before the span
            middle = (low + high) // 2
            if nodes.start[middle] <= start:
                low = middle + 1
            else:
                high = middle
        node = low - 1
        while node > 0 and nodes.end[node] < end:
            node = nodes.parent[node]
        return Place(path=nodes.path(node)) if node >= 0 else Place()
