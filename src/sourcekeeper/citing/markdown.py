"""The Markdown exporter: a list to paste into a README, a blog, a wiki."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from sourcekeeper.citing.prose import prose_of
from sourcekeeper.ports import Entry

_SPECIAL = re.compile(r"([\\`*_\[\]<>(){}#|~])")
_STARTS_A_BLOCK = re.compile(r"^(\d+)([.)])|^([-+])", re.MULTILINE)


class MarkdownExporter:
    """One list item an entry, with its key as an anchor in a comment."""

    name = "markdown"
    suffix = ".md"

    def export(self, entries: Iterable[Entry]) -> Iterator[str]:
        """Yield the items of the list one by one."""
        for entry in entries:
            yield f"- {_reference(entry)} <!-- {entry.work.key} -->\n"


def _reference(entry: Entry) -> str:
    prose = prose_of(entry)
    title = f"[{escape(prose.title)}]({target(prose.url)})" if prose.url else f"*{escape(prose.title)}*"
    written = ". ".join(part for part in (escape(prose.authors), title) if part)
    if prose.tail:
        written += f", {escape(prose.tail)}"
    if prose.snapshot:
        day = f", {prose.snapshot_day.isoformat()}" if prose.snapshot_day else ""
        written += f" ([{prose.archive_word}]({target(prose.snapshot)}){day})"
    return written


def escape(text: str) -> str:
    """Escape what Markdown would take for mark-up."""
    escaped = _SPECIAL.sub(r"\\\1", text.replace("&", "&amp;"))
    return _STARTS_A_BLOCK.sub(lambda found: f"{found[1]}\\{found[2]}" if found[1] else f"\\{found[3]}", escaped)


def target(url: str) -> str:
    """Write an address as a link's target: in angle brackets when it holds what would end it."""
    if re.search(r"[\s()<>\\]", url):
        return "<" + re.sub(r"[\s<>\\]", lambda found: f"%{ord(found[0]):02X}", url) + ">"
    return url
