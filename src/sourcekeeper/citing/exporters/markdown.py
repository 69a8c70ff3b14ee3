"""The Markdown exporter: a list to paste into a README, a blog, a wiki."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from sourcekeeper.citing.exporters.fitting import fit_entries
from sourcekeeper.citing.exporters.prose import Prose, prose_of
from sourcekeeper.ports import USUAL, Entry, ExportSettings, SnapshotPlace

_SPECIAL = re.compile(r"([\\`*_\[\]<>(){}#|~])")
_STARTS_A_BLOCK = re.compile(r"^(\d+)([.)])|^([-+])", re.MULTILINE)


class MarkdownExporter:
    """One list item an entry, with its key as an anchor in a comment."""

    name = "markdown"
    suffix = ".md"
    snapshot_places = (SnapshotPlace.LINK, SnapshotPlace.NONE)

    def export(self, entries: Iterable[Entry], settings: ExportSettings = USUAL) -> Iterator[str]:
        """Yield the items of the list one by one."""
        for entry in fit_entries(entries, settings):
            yield f"- {_reference(prose_of(entry, settings.snapshot))} <!-- {entry.work.key} -->\n"


def _reference(prose: Prose) -> str:
    title = f"[{escape(prose.title)}]({target(prose.url)})" if prose.url else f"*{escape(prose.title)}*"
    written = ". ".join(part for part in (escape(prose.authors), title) if part)
    if prose.tail:
        written += f", {escape(prose.tail)}"
    if prose.copy:
        day = f", {prose.copy.day.isoformat()}" if prose.copy.day else ""
        written += f" ([{prose.archive_word}]({target(prose.copy.uri)}){day})"
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
