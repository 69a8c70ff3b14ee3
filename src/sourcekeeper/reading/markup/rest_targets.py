"""What the explicit mark-up of reStructuredText defines: targets and substitutions. Pure.

Rules: docutils, *reStructuredText Markup Specification*.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field

from sourcekeeper.reading.markup.source_lines import SourceLine, body_end

EXPLICIT = re.compile(r"\.\.(?=\s|$)[ \t]*")
NOTE = re.compile(r"\[(?P<label>\d+|#[\w.:+-]*|\*|[^\W\d_][\w.:+-]*|\w[\w.:+-]*)\](?=\s|$)[ \t]*")
DIRECTIVE = re.compile(r"(?:\|(?P<sub>[^|\n]{1,100})\|[ \t]+)?(?P<name>[\w.+:-]*\w)[ \t]?::(?=\s|$)[ \t]*")
_TARGET = re.compile(
    r"_(?:(?P<anonymous>_)|`(?P<quoted>[^`\n]{1,200})`|(?P<plain>(?:\\.|[^:\\\n`]){1,200}?)):(?=\s|$)[ \t]*"
)
_ANONYMOUS = re.compile(r"__[ \t]+(?=\S)")
_SPACE = re.compile(r"\s+")
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Target:
    """An address that the text names elsewhere."""

    href: str
    start: int
    end: int


@dataclass(slots=True)
class Definitions:
    """What a document defines by name."""

    targets: dict[str, Target] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    anonymous: deque[Target] = field(default_factory=deque)
    substitutions: dict[str, str] = field(default_factory=dict)

    def target(self, name: str) -> Target | None:
        """Return the target of a name, through other names if need be; None for those within the document."""
        wanted = normal(name)
        for _ in range(8):
            if wanted in self.targets:
                return self.targets[wanted]
            if wanted not in self.aliases:
                return None
            wanted = self.aliases[wanted]
        return None


def normal(name: str) -> str:
    r"""Return a name as names are compared: case and white space mean nothing.

    >>> normal("The  Report\n1")
    'the report 1'
    """
    return name.lower() if name.isalnum() else _SPACE.sub(" ", _ESCAPE.sub(r"\1", name)).strip().lower()


def definitions(source: str, lines: Sequence[SourceLine]) -> Definitions:
    """Collect all targets and substitutions of a document, wherever they stand."""
    found = Definitions()
    waiting: list[str] = []
    for index, line in enumerate(lines):
        explicit = EXPLICIT.match(source, line.start, line.end)
        if explicit is None:
            anonymous = _ANONYMOUS.match(source, line.start, line.end)
            if anonymous is not None:
                found.anonymous.append(_address(source, anonymous.end(), line.end))
            elif not line.is_blank:
                waiting.clear()
            continue
        target = _TARGET.match(source, explicit.end(), line.end)
        if target is not None:
            _define(source, lines, index, target, waiting, found)
            continue
        waiting.clear()
        directive = DIRECTIVE.match(source, explicit.end(), line.end)
        if directive is not None and directive["sub"] and directive["name"] == "replace":
            last = lines[body_end(lines, index) - 1].end
            found.substitutions[normal(directive["sub"])] = " ".join(source[directive.end() : last].split())
    return found


def _define(
    source: str, lines: Sequence[SourceLine], index: int, target: re.Match[str], waiting: list[str], found: Definitions
) -> None:
    last = lines[min(body_end(lines, index), index + 20) - 1].end
    written = source[target.end() : last].strip()
    name = target["quoted"] or target["plain"]
    if name is not None:
        waiting.append(normal(name))
    if not written:
        return  # a target within the document, or of the address that the next target gives
    if written.endswith("_") and not written.endswith("\\_"):
        for each in waiting:
            found.aliases[each] = normal(written.rstrip("_").strip("`"))
    else:
        address = _address(source, target.end(), last)
        if target["anonymous"]:
            found.anonymous.append(address)
        for each in waiting:
            found.targets.setdefault(each, address)
    waiting.clear()


def _address(source: str, start: int, end: int) -> Target:
    while start < end and source[start].isspace():
        start += 1
    return Target(unescaped_address(source[start:end]), start, end)


def unescaped_address(written: str) -> str:
    """Return an address as meant: line breaks in it and escapes undone."""
    return _ESCAPE.sub(r"\1", _SPACE.sub("", written))
