"""Where in an XML part the parser is: the path of the element, its steps counted among their like. Pure."""

from __future__ import annotations

Path = tuple[str, str]
"""The path of a paragraph, shared by all in it, and what comes below: a document has a million runs."""

_DEEPEST = 64
"""Steps of a path that are kept: of deeper elements, an ancestor's path is given."""


class ElementPath:
    """Follows the starts and ends of elements."""

    def __init__(self, part: str) -> None:
        self._part = part
        self._steps: list[tuple[str, int]] = []
        self._counts: list[dict[str, int] | None] = [None]
        self._base = self._root()
        self._depth = 0
        self._known: dict[tuple[tuple[str, int], ...], str] = {}

    def enter(self, tag: str) -> None:
        """An element starts."""
        counts = self._counts[-1]
        if counts is None:
            counts = self._counts[-1] = {}
        nth = counts[tag] = counts.get(tag, 0) + 1
        self._steps.append((tag, nth))
        self._counts.append(None)

    def leave(self) -> None:
        """The innermost element ends."""
        if not self._steps:
            return
        self._steps.pop()
        self._counts.pop()
        if len(self._steps) < self._depth:
            self._base, self._depth = self._root(), 0

    def begin_paragraph(self) -> None:
        """The innermost element is one whose path many will share."""
        self._base, self._depth = "".join(self.here()), len(self._steps)

    def here(self) -> Path:
        """Return the path of the innermost element."""
        steps = tuple(self._steps[self._depth : _DEEPEST])
        below = self._known.get(steps)
        if below is None:
            below = "".join([f"/{tag}[{nth}]" for tag, nth in steps])
            if self._depth:  # what follows the path of a paragraph is much the same in all
                self._known[steps] = below
        return self._base, below

    def _root(self) -> str:
        return f"{self._part}#" if self._part else ""
