"""Notes as blocks of WordPress, to be pasted into its editor: a list block, or paragraphs for labels of their own.

The core Footnotes block cannot be pasted: it holds no text, which lies in the post's metadata (``footnotes``, JSON)
under ids that the calls in the text name (``data-fn``). A list block keeps the links, and every theme shows it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from html import escape

from sourcekeeper.citing.exporters.fitting import fit_text
from sourcekeeper.citing.exporters.notes.html import note_html
from sourcekeeper.citing.exporters.notes.pieces import is_counted
from sourcekeeper.ports import LinkedDocument, LinkedNote

_OUTSIDE_TAGS = re.compile(r"(<[^<>]*>)")


class WordpressNotesExporter:
    """A list block a document; a heading block before each where there are several."""

    name = "wordpress"
    suffix = ".html"

    def export(self, documents: Iterable[LinkedDocument]) -> Iterator[str]:
        """Yield the blocks one by one."""
        several = list(documents)
        for document in several:
            if len(several) > 1:
                title = _safe(escape(fit_text(document.title), quote=False))
                yield _block("heading", f'<h2 class="wp-block-heading">{title}</h2>')
            yield from _notes(list(document.notes))


def _notes(notes: list[LinkedNote]) -> Iterator[str]:
    labels = [each.note.number for each in notes]
    if is_counted(labels):
        start = int(labels[0])
        attributes = {"ordered": True, **({"start": start} if start != 1 else {})}
        yield f"<!-- wp:list {json.dumps(attributes, separators=(',', ':'))} -->\n"
        begins = f' start="{start}"' if start != 1 else ""
        yield f'<ol{begins} class="wp-block-list">'
        for each in notes:
            yield _block("list-item", f"<li>{_safe(note_html(each))}</li>")
        yield "</ol>\n<!-- /wp:list -->\n\n"
        return
    for each in notes:
        label = f"<sup>{_safe(escape(fit_text(each.note.number)))}</sup> " if each.note.number else ""
        yield _block("paragraph", f"<p>{label}{_safe(note_html(each))}</p>")


def _block(name: str, html: str) -> str:
    return f"<!-- wp:{name} -->\n{html}\n<!-- /wp:{name} -->\n\n"


def _safe(html: str) -> str:
    """Return HTML in which no word in square brackets is taken for a shortcode, which WordPress would run."""
    parts = _OUTSIDE_TAGS.split(html)
    return "".join(part if part.startswith("<") else part.replace("[", "&#91;") for part in parts)
