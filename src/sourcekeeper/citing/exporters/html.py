"""The HTML exporter: a list whose links carry their snapshot as Robust Links attributes.

``data-originalurl``, ``data-versionurl`` and ``data-versiondate`` (robustlinks.mementoweb.org/spec) let a reader, or a
script, go to the snapshot when the link is dead.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from sourcekeeper.citing.exporters.archived import ArchivedCopy
from sourcekeeper.citing.exporters.fitting import fit_entries
from sourcekeeper.citing.exporters.prose import Prose, prose_of
from sourcekeeper.ports import USUAL, Entry, ExportSettings, SnapshotPlace


class HtmlExporter:
    """A list with an item an entry; the key is the item's id."""

    name = "html"
    suffix = ".html"
    snapshot_places = (SnapshotPlace.LINK, SnapshotPlace.NONE)

    def export(self, entries: Iterable[Entry], settings: ExportSettings = USUAL) -> Iterator[str]:
        """Yield the list piece by piece; nothing when there are no entries."""
        is_open = False
        for entry in fit_entries(entries, settings):
            if not is_open:
                yield '<ul class="sources">\n'
                is_open = True
            yield f'<li id="{escape(entry.work.key)}">{reference(prose_of(entry, settings.snapshot))}</li>\n'
        if is_open:
            yield "</ul>\n"


def reference(prose: Prose) -> str:
    """Return one reference as HTML."""
    title = robust_link(prose.url, prose.title, prose.copy) if prose.url else _cite(prose.title)
    written = ". ".join(part for part in (escape(prose.authors), title) if part)
    if prose.tail:
        written += f", {escape(prose.tail)}"
    if prose.copy:
        written += f" ({archive_link(prose.url, prose.copy, escape(prose.archive_word))})"
    return written


def robust_link(url: str, text: str, copy: ArchivedCopy | None) -> str:
    """Write a link to the original that tells where its snapshot is, when that is a good one.

    Robust Links (robustlinks.mementoweb.org/spec) take the attributes for places to go to when the link is dead: a
    snapshot that is not known to show the text is no such place.
    """
    about = _of(url, copy, version=True) if copy and copy.doubt is None else ""
    return f'<a href="{escape(url)}"{about}>{escape(text)}</a>'


def archive_link(url: str, copy: ArchivedCopy, words: str) -> str:
    """Write a link to the snapshot itself, `words` being HTML: there ``data-originalurl`` must tell what it is of."""
    return f'<a href="{escape(copy.uri)}"{_of(url, copy, version=False)}>{words}</a>'


def _of(url: str, copy: ArchivedCopy, *, version: bool) -> str:
    """Write the attributes: the original and the date always, the snapshot where the link is not to it itself."""
    if copy.day is None or not url:
        return ""
    at = f' data-versionurl="{escape(copy.uri)}"' if version else ""
    return f' data-originalurl="{escape(url)}"{at} data-versiondate="{copy.day.isoformat()}"'


def _cite(title: str) -> str:
    return f"<cite>{escape(title)}</cite>"
