"""Where in an XML part an element is: its steps from the root, each counted among its like. Pure."""

from __future__ import annotations

DEEPEST = 64
"""Steps of a path that are kept: of deeper elements, an ancestor's path is given."""

Step = tuple["Step | None", str, int]
"""An element: the one around it, its name, and how manieth of that name it is there.

Nobody asks where most elements are: they cost a tuple, and a path is written for those that are asked about.
"""


def root(part: str) -> Step:
    """Return what is around the outermost element of a part; a document that is one part has no name for it."""
    return (None, f"{part}#" if part else "", 0)


def written(step: Step) -> str:
    """Return the path of an element.

    >>> written(((None, "content.xml#", 0), "office:text", 1))
    'content.xml#/office:text[1]'
    """
    pieces = []
    around, name, nth = step
    while around is not None:
        pieces.append(f"/{name}[{nth}]")
        around, name, nth = around
    return name + "".join(reversed(pieces))
