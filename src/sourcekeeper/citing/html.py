"""The HTML exporter: a list whose links carry their snapshot as Robust Links attributes.

``data-originalurl``, ``data-versionurl`` and ``data-versiondate`` (robustlinks.mementoweb.org/spec) let a reader, or a
script, go to the snapshot when the link is dead.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from sourcekeeper.citing.prose import prose_of
from sourcekeeper.ports import Entry


class HtmlExporter:
    """A list with an item an entry; the key is the item's id."""

    name = "html"
    suffix = ".html"

    def export(self, entries: Iterable[Entry]) -> Iterator[str]:
        """Yield the list piece by piece; nothing when there are no entries."""
        is_open = False
        for entry in entries:
            if not is_open:
                yield '<ul class="sources">\n'
                is_open = True
            yield f'<li id="{escape(entry.work.key)}">{_reference(entry)}</li>\n'
        if is_open:
            yield "</ul>\n"


def _reference(entry: Entry) -> str:
    prose = prose_of(entry)
    title = robust_link(prose.url, prose.title, prose.snapshot, _day(entry)) if prose.url else _cite(prose.title)
    written = ". ".join(part for part in (escape(prose.authors), title) if part)
    if prose.tail:
        written += f", {escape(prose.tail)}"
    if prose.snapshot:
        written += f' (<a href="{escape(prose.snapshot)}">{prose.archive_word}</a>)'
    return written


def robust_link(url: str, text: str, snapshot: str, day: str) -> str:
    """Write a link to the original with where its snapshot is; ``data-versiondate`` is the snapshot's day."""
    if not snapshot:
        return f'<a href="{escape(url)}">{escape(text)}</a>'
    version = f' data-versionurl="{escape(snapshot)}"' + (f' data-versiondate="{day}"' if day else "")
    return f'<a href="{escape(url)}" data-originalurl="{escape(url)}"{version}>{escape(text)}</a>'


def _cite(title: str) -> str:
    return f"<cite>{escape(title)}</cite>"


def _day(entry: Entry) -> str:
    day = prose_of(entry).snapshot_day
    return day.isoformat() if day else ""
