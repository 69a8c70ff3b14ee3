"""Documents written to measure: so many notes in each format that has notes, and single texts of any size."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from tests.unit.reading.office import (
    docx,
    epub,
    footnote_call,
    odt,
    odt_note,
    paragraph,
    rtf,
    rtf_text,
    run,
)
from tests.unit.reading.pdf.sheets import Sheet, pdf_of

SENTENCE = "La ville a installé des caméras sans débat public"
MORE = " Le conseil municipal n’en a rien dit, la presse non plus. Voici ce que l’on en sait."
"""Follows each sentence with a call: notes stand in prose."""


def _address(number: int) -> str:
    return f"https://www.example.org/{number}/page_{number}.html"


def _cited(number: int) -> str:
    return f"Auteur {number}. « Titre {number} », Journal, mai 2024. {_address(number)}."


def _prose(notes: int, call: Callable[[int], str], end: str = "\n\n") -> str:
    return "".join(f"{SENTENCE}{call(number)}.{MORE}{end}" for number in range(1, notes + 1))


def _listed(notes: int, note: Callable[[int], str], end: str = "\n") -> str:
    return "".join(note(number) + end for number in range(1, notes + 1))


def text(notes: int) -> bytes:
    """Write plain text with glued calls and a dash list of notes."""
    return (_prose(notes, str, " ") + "\n" + _listed(notes, lambda n: f"- {_cited(n)}↩︎")).encode()


def markdown(notes: int) -> bytes:
    """Write Markdown with named notes."""
    noted = _listed(notes, lambda n: f"[^{n}]: Auteur {n}. *Titre {n}*, Journal, mai 2024. <{_address(n)}>.")
    return (_prose(notes, lambda n: f"[^{n}]") + noted).encode()


def html(notes: int, filler: str = "") -> bytes:
    """Write HTML with linked notes; `filler` stands between text and notes."""
    body = "".join(
        f'<p>{SENTENCE}<sup><a href="#fn{n}" id="ref{n}">{n}</a></sup>.{MORE}</p>\n' for n in range(1, notes + 1)
    )
    noted = _listed(
        notes,
        lambda n: (
            f'<li id="fn{n}">Auteur {n}. <a href="{_address(n)}">Titre {n}</a>, <i>Journal</i>, mai 2024. '
            f'<a href="#ref{n}">↩</a></li>'
        ),
    )
    head = "<!doctype html><html lang=fr><meta charset=utf-8><title>Lettre</title><body>"
    return f"{head}{body}{filler}<ol>{noted}</ol></body></html>".encode()


def _docx(notes: int) -> bytes:
    paragraphs = (paragraph(run(SENTENCE), footnote_call(number), run("." + MORE)) for number in range(1, notes + 1))
    return docx(*paragraphs, footnotes={number: _cited(number) for number in range(1, notes + 1)})


def _odt(notes: int) -> bytes:
    return odt(
        "".join(
            f"<text:p>{SENTENCE}{odt_note(str(number), _cited(number))}.{MORE}</text:p>"
            for number in range(1, notes + 1)
        )
    )


def _epub(notes: int) -> bytes:
    """Write a book of chapters with a hundred notes each, all notes in a file of their own."""
    pages: dict[str, str] = {}
    for first in range(1, notes + 1, 100):
        pages[f"chapter{first}.xhtml"] = "".join(
            f'<p>{SENTENCE}<a epub:type="noteref" id="r{n}" href="notes.xhtml#n{n}">{n}</a>.{MORE}</p>'
            for n in range(first, min(first + 100, notes + 1))
        )
    pages["notes.xhtml"] = "".join(
        f'<aside epub:type="footnote" id="n{n}"><p>{_cited(n)} '
        f'<a href="chapter{(n - 1) // 100 * 100 + 1}.xhtml#r{n}">↩</a></p></aside>'
        for n in range(1, notes + 1)
    )
    return epub(pages)


def _rtf(notes: int) -> bytes:
    prose = rtf_text(MORE)
    sentence = rtf_text(SENTENCE)
    return rtf(
        "".join(
            rf"{sentence}{{\super\chftn}}{{\footnote \pard\plain {{\super\chftn}} {rtf_text(_cited(n))}}}.{prose}\par"
            "\n"
            for n in range(1, notes + 1)
        )
    )


def _latex(notes: int) -> bytes:
    prose = _prose(
        notes,
        lambda n: rf"\footnote{{Auteur {n}. \emph{{Titre {n}}}, Journal, mai 2024. \url{{{_address(n)}}}.}}",
    )
    return rf"\documentclass{{article}}\begin{{document}}{prose}\end{{document}}".encode()


def _rst(notes: int) -> bytes:
    noted = _listed(notes, lambda n: f".. [{n}] Auteur {n}. *Titre {n}*, Journal, mai 2024. {_address(n)}.")
    return (_prose(notes, lambda n: f" [{n}]_") + noted).encode()


def _asciidoc(notes: int) -> bytes:
    prose = _prose(notes, lambda n: f"footnote:[Auteur {n}. _Titre {n}_, Journal, mai 2024. {_address(n)}]")
    return f"= Lettre\n\n{prose}".encode()


def _org(notes: int) -> bytes:
    noted = _listed(notes, lambda n: f"[fn:{n}] Auteur {n}. /Titre {n}/, Journal, mai 2024. {_address(n)}.")
    return ("#+title: Lettre\n\n" + _prose(notes, lambda n: f"[fn:{n}]") + noted).encode()


def _wikitext(notes: int) -> bytes:
    prose = _prose(notes, lambda n: f"<ref>Auteur {n}. [{_address(n)} ''Titre {n}''], Journal, mai 2024.</ref>")
    return f"== Lettre ==\n{prose}== Notes ==\n<references />\n".encode()


def _spip(notes: int) -> bytes:
    prose = _prose(notes, lambda n: f"[[Auteur {n}. {{Titre {n}}}, Journal, mai 2024. [ici->{_address(n)}].]]")
    return f"{{{{{{Lettre}}}}}}\n\n{prose}".encode()


def _pdf(notes: int) -> bytes:
    """Set pages of ten notes each."""
    return pdf_of([_sheet(range(first, min(first + 10, notes + 1))) for first in range(1, notes + 1, 10)])


def _sheet(numbers: Iterable[int]) -> Sheet:
    sheet = Sheet()
    above, below = 780.0, 300.0
    sheet.rule(60, below + 14)
    for number in numbers:
        above = sheet.lines(60, above, [f"{SENTENCE}^{number}^.", "La presse n’en dit rien."])
        below = sheet.lines(60, below, [f"^{number}^ Auteur {number}, Titre, mai 2024.", _address(number) + "."], 9)
    return sheet


MAKERS: dict[str, tuple[str, Callable[[int], bytes]]] = {
    "text": (".txt", text),
    "markdown": (".md", markdown),
    "html": (".html", html),
    "docx": (".docx", _docx),
    "odt": (".odt", _odt),
    "epub": (".epub", _epub),
    "rtf": (".rtf", _rtf),
    "latex": (".tex", _latex),
    "rst": (".rst", _rst),
    "asciidoc": (".adoc", _asciidoc),
    "org": (".org", _org),
    "wikitext": (".wiki", _wikitext),
    "spip": (".spip", _spip),
    "pdf": (".pdf", _pdf),
}
"""For each format: the ending of its files, and who writes a document with so many notes."""


def long_report(notes: int, bytes_wanted: int) -> bytes:
    """Write HTML of a size: paragraphs of prose with a link and italics in each, and linked notes."""
    block = f'<p class="body">{(SENTENCE + ". ") * 9}<a href="/page">voir <em>ici</em></a>. {MORE}</p>\n'
    return html(notes, block * ((bytes_wanted - len(html(notes))) // len(block.encode())))


def dense_page(notes: int, bytes_wanted: int) -> bytes:
    """Write HTML of a size with an element every thirty bytes or so: tables of figures."""
    row = "<tr>" + "".join(f'<td class="n">{number} 000</td>' for number in range(10)) + "</tr>\n"
    rows = (bytes_wanted - len(html(notes))) // len(row.encode())
    return html(notes, f"<table>{row * rows}</table>")


def one_line(bytes_wanted: int) -> bytes:
    """Write a text of a size without a line break: prose, calls in brackets and addresses."""
    piece = f"{SENTENCE} [12].{MORE} Voir https://www.example.org/a/b?c=d, www.example.org et doi:10.1234/abc. "
    return (piece * (bytes_wanted // len(piece.encode()))).encode()


def one_line_with_notes(notes: int, bytes_wanted: int) -> bytes:
    """Write a text of a size on one line, as those who paste paragraphs do, and a line for each of its notes."""
    between = max(1, (bytes_wanted // notes - 200) // len(MORE.encode()))
    body = "".join(f" {SENTENCE} [{number}].{MORE * between}" for number in range(1, notes + 1))
    return (body + "\n\n" + _listed(notes, lambda n: f"[{n}] {_cited(n)}")).encode()


def without_a_space(bytes_wanted: int) -> bytes:
    """Write a text of a size that is one word."""
    return b"abcdefghij" * (bytes_wanted // 10)


def nested_divs(depth: int) -> bytes:
    """Write HTML whose call stands on the surface and whose note in the innermost of so many elements."""
    return (
        '<!doctype html><meta charset=utf-8><p>Un fait<sup><a href="#n" id="r">1</a></sup>.</p>'
        + "<div>" * depth
        + '<p id="n">1. Au fond, https://www.example.org/. <a href="#r">↩</a></p>'
        + "</div>" * depth
    ).encode()
