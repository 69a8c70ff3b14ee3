r"""Read LaTeX: notes as ``\footnote``, ``\endnote``, ``\thanks`` and marks with their texts apart."""

from __future__ import annotations

import re

from sourcekeeper.model import Document
from sourcekeeper.ports import RawDocument
from sourcekeeper.reading.markup.latex_scan import LatexScanner
from sourcekeeper.reading.markup.latex_words import LANGUAGES
from sourcekeeper.reading.markup.source_document import (
    Sign,
    named_like,
    sample_of,
    source_document,
    sureness,
    whole_day,
)
from sourcekeeper.reading.opening import open_text

_SIGNS = (
    Sign("\\documentclass", r"\n[^%\n]{0,200}\\documentclass\b", 0.9),
    Sign("\\begin{document}", r"\n[^%\n]{0,200}\\begin\{document\}", 0.9),
    Sign("note", r"\\(?:footnote|endnote)(?:\[\d+\])?\{", 0.4),
    Sign("\\", r"\n[ \t]*\\(?:(?:sub){0,2}section|chapter)\*?\{", 0.4),
    Sign("\\usepackage", r"\n[ \t]*\\usepackage(?:\[[^\[\]\n]{0,300}\])?\{", 0.5),
    Sign("\\", r"\\(?:emph|textit|textbf|url|href|og|enquote|item|cite)\b", 0.15),
)
_BABEL = re.compile(r"\\usepackage\s*\[([^\[\]]{0,500})\]\s*\{babel\}")
_CLASS = re.compile(r"\\documentclass\s*\[([^\[\]]{0,500})\]")
_SET = re.compile(
    r"\\(?:setmainlanguage|setdefaultlanguage|selectlanguage)\s*(?:\[[^\[\]]{0,300}\])?\s*\{\s*(\w+)\s*\}"
)
_BABEL_MAIN = re.compile(r"main\s*=\s*(\w+)")


class LatexReader:
    """Reads LaTeX documents and pieces of them; places are character offsets into the decoded text."""

    name = "latex"
    suffixes = (".tex", ".ltx", ".latex")
    media_types = ("application/x-latex", "text/x-tex", "application/x-tex", "text/x-latex")

    def recognise(self, raw: RawDocument) -> float:
        """Return how sure the content is LaTeX: by its class, its document, its commands; the name helps."""
        return sureness(sample_of(raw), _SIGNS, named=named_like(raw, self.suffixes, self.media_types))

    def read(self, raw: RawDocument) -> Document:
        """Read the document. Raises NotReadable when the bytes are no text."""
        text, problems = open_text(raw)
        language = declared_language(text)
        scanner = LatexScanner(text, language=language)
        scanner.read()
        return source_document(
            raw, self.name, scanner, language=language, published=whole_day(scanner.date), problems=problems
        )


def declared_language(source: str) -> str | None:
    r"""Return the main language a LaTeX source declares, to babel or to polyglossia; None when it does not say.

    >>> declared_language(r"\usepackage[english,french]{babel}")
    'fr'
    """
    options = _BABEL.search(source)
    if options is not None:
        main = _BABEL_MAIN.search(options[1])
        names = [main[1]] if main else [name.strip() for name in reversed(options[1].split(","))]
        known = [LANGUAGES[name] for name in names if name in LANGUAGES]
        if known:
            return known[0]
    chosen = _SET.search(source)
    if chosen is not None and chosen[1] in LANGUAGES:
        return LANGUAGES[chosen[1]]
    options = _CLASS.search(source)
    known = [LANGUAGES[name.strip()] for name in options[1].split(",") if name.strip() in LANGUAGES] if options else []
    return known[-1] if known else None
