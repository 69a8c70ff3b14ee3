"""Walk the elements of an XML part: what is done at each, what is left out, and which element the walk is in. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from sourcekeeper.reading.office.element_path import DEEPEST, Step, root, written
from sourcekeeper.reading.office.xml_parse import ShortNames, XmlEvents

_MOST_NAMES = 10_000
"""Names that are remembered with what is done at them: a hostile part may have a million."""

Attributes = Mapping[str, str]


class _Nobody:
    """Takes events and does nothing."""

    def start(self, tag: str, attributes: Attributes) -> None:
        """An element starts."""

    def end(self, tag: str) -> None:
        """An element ends."""

    def data(self, text: str) -> None:
        """Text stands there."""


NOBODY = _Nobody()
"""Who takes what nobody wants."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Handlers:
    """What is done at the elements of a part, by their short names (``w:p``). At any other element nothing is."""

    starts: Mapping[str, Callable[[], None]]
    starts_with: Mapping[str, Callable[[Attributes], None]]
    """Of the elements whose attributes say something."""
    ends: Mapping[str, Callable[[], None]]
    data: Callable[[str], None]
    """Takes the text."""
    apart: Mapping[str, XmlEvents]
    """Elements that are no part of the text, and who takes the events of all in them, their own start and end too."""


class _Known(NamedTuple):
    """What is known of an element by its name."""

    name: str
    start: Callable[[], None] | None
    start_with: Callable[[Attributes], None] | None
    end: Callable[[], None] | None
    apart: XmlEvents | None


class _Elements(dict[str, _Known]):
    """What is known of elements by lxml's names, looked up where one is first met."""

    def __init__(self, names: ShortNames, handlers: Handlers) -> None:
        super().__init__()
        self._names, self._handlers = names, handlers

    def __missing__(self, tag: str) -> _Known:
        name, handlers = self._names[tag], self._handlers
        known = _Known(
            name,
            handlers.starts.get(name),
            handlers.starts_with.get(name),
            handlers.ends.get(name),
            handlers.apart.get(name),
        )
        if len(self) < _MOST_NAMES:
            self[tag] = known
        return known


class ElementWalk:
    """The target lxml sends the events of a part to. One call an event: a document has a million."""

    def __init__(self, part: str, prefixes: Mapping[str, str], handlers: Handlers) -> None:
        self._names = ShortNames(prefixes)
        self._elements = _Elements(self._names, handlers)
        self._data = handlers.data
        self._here: Step = root(part)
        self._counts: dict[str, int] | None = None
        """How many of each name were met so far in the innermost element."""
        self._open: list[tuple[Step, dict[str, int]]] = []
        """For each open element, what is around it, and the counts there."""
        self._apart: XmlEvents | None = None
        self._depth_apart = 0

    def here(self) -> Step:
        """Return the innermost element."""
        return self._here

    def path(self) -> str:
        """Return the path of the innermost element."""
        return written(self._here)

    def start(self, tag: str, attributes: Attributes) -> None:
        """An element starts."""
        name, start, start_with, _, apart = self._elements[tag]
        if self._apart is not None:
            self._depth_apart += 1
            self._apart.start(name, self._shortened(attributes))
            return
        if apart is not None:
            self._apart = apart
            apart.start(name, self._shortened(attributes))
        else:
            here, counts = self._here, self._counts
            if counts is None:
                counts = {}
            nth = counts[name] = counts.get(name, 0) + 1
            self._open.append((here, counts))
            self._counts = None
            if len(self._open) <= DEEPEST:
                self._here = here, name, nth
        if start is not None:
            start()
        elif start_with is not None:
            start_with(self._shortened(attributes))

    def end(self, tag: str) -> None:
        """An element ends. Where ends are missing, in a damaged part, it is not the one that started last."""
        name, _, _, end, _ = self._elements[tag]
        if self._apart is not None:
            self._apart.end(name)
            if self._depth_apart:
                self._depth_apart -= 1
            else:
                self._apart = None
            return
        if end is not None:
            end()
        if self._open:
            self._here, self._counts = self._open.pop()

    def data(self, text: str) -> None:
        """Text stands there."""
        if self._apart is None:
            self._data(text)
        else:
            self._apart.data(text)

    def close(self) -> None:
        """The part is over."""

    def _shortened(self, attributes: Attributes) -> Attributes:
        names = self._names
        return {names[name]: value for name, value in attributes.items()} if attributes else attributes
