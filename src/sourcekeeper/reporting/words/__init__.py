"""The words of every reason and problem code, in English and in French; a module for each subject. Data only.

A phrase begins in lower case and ends without a full stop: it stands in brackets or after a colon. ``{name}`` is an
argument of the reason. A new code gets both its words here; a test reads the code of the whole house for codes.
"""

from __future__ import annotations

from sourcekeeper.reporting.words.archiving import ARCHIVING
from sourcekeeper.reporting.words.exporting import EXPORTING
from sourcekeeper.reporting.words.reading import READING
from sourcekeeper.reporting.words.visits import DECIDED, VISITS

WORDS: dict[str, tuple[str, str]] = {**VISITS, **DECIDED, **ARCHIVING, **READING, **EXPORTING}
"""Code to its words in the order of `LANGUAGES`."""
LANGUAGES = ("en", "fr")

FAMILIES: dict[str, tuple[str, str]] = {
    "http-5": ("the server has a fault ({rest})", "le serveur est en panne ({rest})"),
    "http-2": ("the page answers ({rest})", "la page répond ({rest})"),
    "http-": ("the server answered {rest}", "le serveur a répondu {rest}"),
    "error:": ("the archive’s reason: {rest}", "la raison de l’archive : {rest}"),
}
"""Beginnings of codes without words of their own; ``{rest}`` is what tells them apart. The first that fits counts."""
