"""How reading grows with size: 1x, 2x, 4x, 8x of the same text; the last column is time per size against 1x."""

from __future__ import annotations

from collections.abc import Callable

from benchmarks.measuring import fastest
from sourcekeeper.keeper.documents import readers
from sourcekeeper.ports import RawDocument
from sourcekeeper.reading.read import read_document

SENTENCE = "La ville a installé des caméras sans débat public"


def text_with_notes(notes: int) -> bytes:
    """Return a plain text with so many glued calls and a dash list of so many notes."""
    body = " ".join(f"{SENTENCE}{number}." for number in range(1, notes + 1))
    listed = "\n".join(
        f"- Auteur {n}. « Titre {n} », Journal, mai 2024. https://www.example.org/{n}/page_{n}.html.↩︎"
        for n in range(1, notes + 1)
    )
    return f"{body}\n{listed}\n".encode()


def markdown_with_notes(notes: int) -> bytes:
    """Return Markdown with so many notes."""
    body = "\n\n".join(f"{SENTENCE}[^{number}]." for number in range(1, notes + 1))
    listed = "\n".join(f"[^{n}]: Auteur {n}. *Titre {n}*. <https://www.example.org/{n}>." for n in range(1, notes + 1))
    return f"{body}\n\n{listed}\n".encode()


def html_with_notes(notes: int) -> bytes:
    """Return HTML with so many linked notes."""
    body = "".join(f'<p>{SENTENCE}<sup><a href="#fn{n}" id="ref{n}">{n}</a></sup>.</p>' for n in range(1, notes + 1))
    listed = "".join(
        f'<li id="fn{n}">Auteur {n}. <a href="https://www.example.org/{n}">Titre {n}</a> <a href="#ref{n}">↩</a></li>'
        for n in range(1, notes + 1)
    )
    page = (
        f"<!doctype html><html lang=fr><meta charset=utf-8><title>t</title><body>{body}<ol>{listed}</ol></body></html>"
    )
    return page.encode()


def plain_html(notes: int) -> bytes:
    """Return HTML of about 6.7 kB a note: long reports have few notes a page."""
    filler = "<p>" + (SENTENCE + ". ") * 120 + "</p>"
    return html_with_notes(notes).replace(b"<ol>", (filler * notes).encode() + b"<ol>")


MAKERS: dict[str, Callable[[int], bytes]] = {
    "text": text_with_notes,
    "markdown": markdown_with_notes,
    "html": html_with_notes,
    "html, long": plain_html,
}


def run() -> None:
    """Print seconds for each size, and how far growth is from linear."""
    all_readers = readers()
    for name, make in MAKERS.items():
        base = 0.0
        for factor in (1, 2, 4, 8):
            raw = RawDocument(origin="-", data=make(375 * factor))
            found = len(read_document(raw, all_readers).notes)
            seconds = fastest(lambda raw=raw: read_document(raw, all_readers))  # type: ignore[misc]
            base = base or seconds
            growth = seconds / base / factor
            size = len(raw.data) / 1e6
            print(f"{name:12} {factor}x  {found:5} notes  {size:6.2f} MB  {seconds:7.3f} s   {growth:5.2f}")
