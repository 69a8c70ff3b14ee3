"""What a page is once it is read: its flow, its elements, its names and the links within it. Records only."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import NamedTuple

from sourcekeeper.reading.flow import Flow
from sourcekeeper.reading.html.metadata import Metadata
from sourcekeeper.reading.html.nodes import Nodes
from sourcekeeper.reading.labels import call_label


class InPageLink(NamedTuple):
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
    """Names, each with its element; the first, when several bear it."""
    in_page: list[InPageLink]
    heading_starts: list[int]
    metadata: Metadata
    repeated: dict[str, list[int]] = field(default_factory=dict)
    """Names that several elements bear: several texts on one page. With their elements, in order."""
    hidden: frozenset[int] = frozenset()
    """Elements that a page says are not shown."""
    has_tooltips: bool = False
    """Whether something that shows only at a touch was left out."""
    keeps_tooltips: bool = False
    """Whether such things are in the flow."""

    def anchor_of(self, link: InPageLink) -> int | None:
        """Return the element a link points at; of several with one name, the one of its own text.

        A browser takes the first; who wrote the page meant the nearest, below a call and above a link back.
        """
        several = self.repeated.get(link.target)
        if several is None:
            return self.anchors.get(link.target)
        index = bisect_left(several, link.node)
        block = self.flow.block_at(link.start)[0]
        goes_down = bool(self.flow.text[block : link.start].strip(" \u00a0[(")) and call_label(
            self.flow.text[link.start : link.end]
        )
        return several[min(index, len(several) - 1)] if goes_down else several[max(index - 1, 0)]
