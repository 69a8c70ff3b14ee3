"""What a page is once it is read: its flow, its elements, its names and the links within it. Records only."""

from __future__ import annotations

from dataclasses import dataclass

from sourcekeeper.reading.flow import Flow
from sourcekeeper.reading.html.metadata import Metadata
from sourcekeeper.reading.html.nodes import Nodes


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
    has_tooltips: bool = False
    """Whether something that shows only at a touch was left out."""
    keeps_tooltips: bool = False
    """Whether such things are in the flow."""
