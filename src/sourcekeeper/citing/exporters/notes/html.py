"""Notes as HTML, for any site: a numbered list whose links are Robust Links."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from sourcekeeper.citing.exporters.fitting import fit_text
from sourcekeeper.citing.exporters.html import archive_link, robust_link
from sourcekeeper.citing.exporters.notes.pieces import Piece, is_counted, pieces_of
from sourcekeeper.ports import LinkedDocument, LinkedNote


class HtmlNotesExporter:
    """A section a document, a list item a note; ``id="note-3"`` is the third note of the first document."""

    name = "html"
    suffix = ".html"

    def export(self, documents: Iterable[LinkedDocument]) -> Iterator[str]:
        """Yield the sections note by note; titles stand over them where there are several."""
        several = list(documents)
        for number, document in enumerate(several, 1):
            language = f' lang="{escape(document.language)}"' if document.language else ""
            yield f'<section class="notes"{language}>\n'
            if len(several) > 1:
                yield f"<h2>{escape(fit_text(document.title))}</h2>\n"
            yield from _notes(list(document.notes), f"note-{number}-" if number > 1 else "note-")
            yield "</section>\n"


def _notes(notes: list[LinkedNote], prefix: str) -> Iterator[str]:
    """A numbered list where the notes are numbered as one would be; else paragraphs with the notes' own labels."""
    labels = [each.note.number for each in notes]
    if not is_counted(labels):
        for position, each in enumerate(notes, 1):
            label = f"<sup>{escape(fit_text(each.note.number))}</sup> " if each.note.number else ""
            yield f'<p id="{prefix}{position}">{label}{note_html(each)}</p>\n'
        return
    start = f' start="{int(labels[0])}"' if int(labels[0]) != 1 else ""
    yield f"<ol{start}>\n"
    for position, each in enumerate(notes, 1):
        yield f'<li id="{prefix}{position}">{note_html(each)}</li>\n'
    yield "</ol>\n"


def note_html(linked: LinkedNote) -> str:
    """Return one note as HTML: its words, its addresses as links, its snapshots behind them."""
    return "".join(map(_piece, pieces_of(linked)))


def _piece(piece: Piece) -> str:
    if piece.copy is not None and piece.original:
        return f"&nbsp;[{archive_link(piece.original, piece.copy, escape(piece.text))}]"
    if piece.url:
        return robust_link(piece.url, piece.text, piece.copy)
    words = escape(piece.text, quote=False)
    return f"<em>{words}</em>" if piece.is_emphasised else words
