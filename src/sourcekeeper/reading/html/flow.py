"""Bring a page into a flow: one pass over its elements, everything a note can be told by written down. Pure.

Scripts, navigation, share buttons, advertising and tooltips never enter the flow. Footers and side bars do, marked as
aside: notes may stand there, but only links can say so. No tree is built: pages of 20 MB are real.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from urllib.parse import unquote

from sourcekeeper.reading.flow import Flow, FlowLink
from sourcekeeper.reading.html.asides import NOT_SHOWN, asides_of, is_mere_aside, letter_in, with_paragraphs
from sourcekeeper.reading.html.blocks import LONGEST_MARK, Blocks
from sourcekeeper.reading.html.breaks import BREAK, label_alone, settled
from sourcekeeper.reading.html.cells import MARK, Gathered, Run
from sourcekeeper.reading.html.elements import HEADINGS, NOTE_HINT, Kind
from sourcekeeper.reading.html.item_numbers import HIGHEST_ROW
from sourcekeeper.reading.html.link_attributes import hint_of, href_of
from sourcekeeper.reading.html.looks import ACTS, LEANS, LINKS, PARTS, STANDS_OUT, TASKS, TELLS, Look, look_of, named
from sourcekeeper.reading.html.metadata import PageHead
from sourcekeeper.reading.html.nodes import Names, outermost
from sourcekeeper.reading.html.page import HtmlFlow, InPageLink
from sourcekeeper.reading.html.pointers import PLAIN, Pointer, parted, pointer_of
from sourcekeeper.reading.html.titles import feed, text_in_attributes
from sourcekeeper.reading.labels import HEADING, call_label

_LONGEST_HEADING = 80
_LONGEST_BACK = 40
"""Characters of a link back to the text: ``Back to the article``."""
_DEEPEST_FOOTER = 12
"""Elements round a footer that are looked through for its article."""


class FlowBuilder(Blocks):
    """The target of an lxml parser: takes the events of a page, gives back its flow.

    `url` is where the page came from, so that links to itself are known; empty for a file. With `keep_tooltips`, what
    shows only at a touch enters the flow too. `rows` are those that were gathered before the page was parsed.
    """

    __slots__ = (
        "_aside_from",
        "_aside_node",
        "_asides",
        "_boxes",
        "_button",
        "_emphasised",
        "_has_tooltips",
        "_head",
        "_heading_starts",
        "_hidden",
        "_in_page",
        "_keep_tooltips",
        "_links",
        "_names",
        "_node",
        "_open_links",
        "_own_urls",
        "_perhaps",
        "_pointers",
        "_pre",
        "_pres",
        "_raised",
        "_raised_depth",
        "_raised_nodes",
        "_rows",
        "_skipping",
        "_titles",
    )

    def __init__(self, url: str = "", *, keep_tooltips: bool = False, rows: Gathered | None = None) -> None:
        super().__init__()
        self._head = PageHead(url)
        self._rows = rows or Gathered("")
        self._own_urls = {url.partition("#")[0]} if url else set()
        self._links: list[FlowLink] = []
        self._in_page: list[InPageLink] = []
        self._emphasised: list[tuple[int, int]] = []
        self._raised: list[tuple[int, int]] = []
        self._asides: list[tuple[int, int]] = []
        self._boxes: list[tuple[int, int]] = []
        self._names = Names()
        self._heading_starts: list[int] = []
        self._hidden: set[int] = set()
        self._node = -1
        self._open_links: dict[int, Mapping[str, str]] = {}
        self._skipping = 0
        self._aside_from, self._aside_node = 0, -1
        self._pre = 0
        self._pres: list[tuple[int, int]] = []
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
        if self._skipping:
            self._pass_by(tag, attributes)
            return
        if attributes:
            if MARK in attributes and self._take_run(tag, attributes):
                return
            look = look_of(tag, attributes.get("class", ""), attributes.get("role", ""))
            tag, hint, kind, tasks = named(look, attributes["id"]) if "id" in attributes else look
        else:
            tag, hint, kind, tasks = look_of(tag, "", "")
        if tasks & (TELLS | STANDS_OUT | PARTS):
            if tasks & TELLS:
                self._head.start(tag, attributes)
            if tasks & STANDS_OUT and self._leaves_out(kind, tag, attributes):
                return
            if tasks & PARTS and self._block_has_text:
                self._new_block()
        self._node = node = self._nodes.add(tag, hint, self._node, self._length)
        if attributes and (len(attributes) > 1 or "class" not in attributes or tag == "sup"):
            self._name(node, tag, attributes)
        if tasks & (STANDS_OUT | ACTS):
            if kind & Kind.ASIDE and self._aside_node < 0 and not (tag == "footer" and self._is_in_article()):
                self._aside_from, self._aside_node = self._length, node
            self._open(tag, attributes)

    def end(self, tag: str) -> None:
        """An element ends."""
        tasks = TASKS.get(tag, 0)
        if tasks & TELLS:
            self._head.end(tag)
        if self._skipping:
            self._skipping -= 1
            if self._button is not None and not self._skipping:
                self._close_button()
            return
        node, nodes = self._node, self._nodes
        self._node = nodes.parent[node]
        nodes.end[node] = self._length
        nodes.after[node] = len(nodes.tag)
        if tasks & LINKS and node in self._open_links:
            self._link(self._open_links.pop(node), node)
        if tasks & (LEANS | ACTS) or self._raised_nodes or self._titles:
            self._close(tag, tasks, node)
        if tasks & PARTS:
            if self._block_has_text:
                self._new_block()
            if node in self._items.rows:
                self._items.end_row(node, nodes.end[node], self._last_heading())
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
                self._items.start_block(self._blocks[-1], self._node, self._nodes)
        if self._pre:
            text = text.replace("\n", BREAK).replace("\r", BREAK)
        self._pieces.append(text)
        self._length += len(text)

    def close(self) -> HtmlFlow:
        """The page is over: return its flow."""
        text = self._whole_text()
        in_page, others = parted(
            self._perhaps, self._in_page, self._pointers, nodes=self._nodes, text=text, anchors=self._names.first
        )
        letter = letter_in(text, self._pres)
        flow = Flow(
            text=text,
            blocks=self._blocks if letter is None else with_paragraphs(self._blocks, text, letter),
            links=sorted([*self._links, *others], key=lambda link: link.start),
            emphasised=outermost(self._emphasised),
            raised=outermost(self._raised),
            locate=self._nodes.locate,
            asides=asides_of(text, self._asides, self._boxes, self._pres if letter is None else ()),
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
            hidden=frozenset(self._hidden),
            metadata=self._head.metadata(),
            has_tooltips=self._has_tooltips,
            keeps_tooltips=self._keep_tooltips,
        )

    def _feed_title(self, title: str, start: int) -> None:
        """Take the note an element has in an attribute into the flow, if what it shows is a label in a sentence."""
        text = settled("".join(self._pieces[self._first_piece :]))
        label = text[start - self._length :]
        if call_label(label) is not None and text[: start - self._length].strip():
            feed(self, title)

    def _end_aside(self) -> None:
        if self._length > self._aside_from:
            is_box = is_mere_aside(self._nodes.tag[self._aside_node], self._nodes.hint[self._aside_node])
            (self._boxes if is_box else self._asides).append((self._aside_from, self._length))
        self._aside_node = -1

    def _is_in_article(self) -> bool:
        """Whether an article is open: its own footer may hold its notes."""
        return "article" in islice(map(self._nodes.tag.__getitem__, self._nodes.around(self._node)), _DEEPEST_FOOTER)

    def _pass_by(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element starts within one that is left out."""
        if TASKS.get(tag, 0) & TELLS:
            self._head.start(tag, attributes)
        if MARK in attributes and (run := self._rows.take(attributes)) is not None:
            self.data(run.shown)
        self._skipping += 1

    # rows that were gathered

    def _take_run(self, tag: str, attributes: Mapping[str, str]) -> bool:
        """Take the cells or rows that one element stands for; False when there are none."""
        run = self._rows.take(attributes)
        if run is None:
            return False
        look = look_of(tag, attributes.get("class", ""), "")
        cell = look_of("td", run.cell.get("class", ""), "") if run.is_of_rows else look
        above = map(self._nodes.tag.__getitem__, islice(self._nodes.around(self._node), HIGHEST_ROW))
        if look.tasks != PARTS or cell.tasks != PARTS or self._head.is_listening or "dd" in above:
            run.feed(self)
        else:
            if self._block_has_text:
                self._new_block()
            if run.is_of_rows:
                self._take_rows(look, cell, run)
            else:
                self._take_cells(look, run)
        self._skipping = 1  # up to the end of what stands for them
        return True

    def _take_cells(self, look: Look, run: Run) -> None:
        """Take cells side by side into the flow: the first may be numbered, or label the next."""
        cells = run.texts()
        alone = 2 if label_alone(cells[0]) is not None else int(self._items.is_waiting)
        self._take_singly(cells[:alone], run.cell)
        if len(cells) > alone:
            starts = self._take_texts(cells[alone:])
            self._nodes.add_leaves(look.tag, look.hint, self._node, starts)

    def _take_rows(self, row: Look, cell: Look, run: Run) -> None:
        """Take rows into the flow, those of equally many cells at once; the first is taken singly where it goes on."""
        for width, cells in run.rows():
            if self._items.is_waiting or self._blocks[-1] < self._length:
                self.start(row.tag, run.row)
                self._take_singly(cells[:width], run.cell)
                self.end(row.tag)
                del cells[:width]
            if cells:
                starts = self._take_texts(cells)
                self._nodes.add_rows(row[:2], cell[:2], self._node, starts, width)
                for index in range(0, len(cells), width):
                    if len(cells[index]) <= LONGEST_MARK and (label := label_alone(cells[index])) is not None:
                        self._items.label_row(label, starts[index], starts[index + 1], starts[index + width])

    def _take_singly(self, cells: list[str], attributes: Mapping[str, str]) -> None:
        for text in cells:
            self.start("td", attributes)
            self.data(text)
            self.end("td")

    # elements

    def _name(self, node: int, tag: str, attributes: Mapping[str, str]) -> None:
        name = attributes.get("id")
        if name:
            self._names.add(name, node)
        if tag == "sup" or not PLAIN.issuperset(attributes):
            pointer = pointer_of(node, attributes, self._nodes.hint[node])
            if pointer is not None:
                self._pointers.append(pointer)
            self._note_title(node, tag, attributes)
            if "hidden" in attributes:
                self._hidden.add(node)
        elif "title" in attributes:
            self._note_title(node, tag, attributes)
        if "style" in attributes and tag != "sup":
            style = attributes["style"]
            if "super" in style:
                self._raised_nodes.add(node)
                self._raised_depth += 1
            elif "none" in style and NOT_SHOWN.search(style):
                self._hidden.add(node)
        if tag == "a":
            name = attributes.get("name")
            if name:
                self._names.add(name, node)
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
            self._pieces.append(BREAK)
            self._length += 1
        elif tag == "hr":
            self.data("-----")
        elif tag in HEADINGS:
            self._heading_starts.append(self._length)
        elif tag == "pre":
            self._pre += 1
        elif tag == "sup":
            self._raised_depth += 1
        elif tag in {"ol", "ul"}:
            self._items.start_list(attributes if tag == "ol" else None)
        elif tag == "li":
            self._items.start_item(attributes.get("value", ""))

    def _close(self, tag: str, tasks: int, node: int) -> None:
        start, end = self._nodes.start[node], self._nodes.end[node]
        if tag == "sup" or node in self._raised_nodes:
            self._raised_depth -= 1
            if end > start:
                self._raised.append((start, end))
        if tasks & LEANS:
            if end > start:
                self._emphasised.append((start, end))
        elif tag == "pre":
            self._pre -= 1
            if end > start and self._aside_node < 0:
                self._pres.append((start, end))
        elif tag == "li":
            self._items.end_item(start, end, self._last_heading())
        elif tag in {"ol", "ul"}:
            self._items.end_list()
        if self._titles and node in self._titles:
            self._feed_title(self._titles.pop(node), start)

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
        node = self._nodes.add("button", hint, self._node, self._length)
        pointer = pointer_of(node, attributes, hint)
        has_note = text_in_attributes("button", attributes, hint) != ""
        if has_note or pointer is not None or self._raised_depth or NOTE_HINT.search(hint):
            self._name(node, "button", attributes)
            start = self._length
            self.data(text)
            self._nodes.end[node] = self._length
            if node in self._titles:
                self._feed_title(self._titles.pop(node), start)

    def _announce(self, text: str) -> None:
        """Take what opens a list of notes into the flow: it announces them as a heading would."""
        if self._block_has_text:
            self._new_block()
        self.data(text)
        self._new_block()

    # links

    def _link(self, attributes: Mapping[str, str], node: int) -> None:
        start, end = self._nodes.start[node], self._length
        href = href_of(attributes)
        address, mark, name = href.partition("#")
        target = name.strip() if mark else ""
        is_sure = target != "" and self._is_own(address.strip())
        if not target or not (is_sure or end - start <= _LONGEST_BACK):
            if end > start:
                self._links.append(FlowLink(start=start, end=end, href=href))
            return
        if "%" in target:
            target = unquote(target)
        label = attributes.get("aria-label", "")
        in_page = InPageLink(
            node, start, end, target, hint_of(attributes, self._nodes, node), label, self._raised_depth > 0
        )
        if is_sure:
            self._in_page.append(in_page)
        else:
            self._perhaps.append((in_page, href))

    def _is_own(self, address: str) -> bool:
        """Whether a link whose address says so before its ``#`` leads to a place of this page."""
        return not address or address in self._own_urls or address == self._head.canonical
