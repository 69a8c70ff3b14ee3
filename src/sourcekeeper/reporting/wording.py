"""Reasons and problems in words: codes are stored, words are made at the edge. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from sourcekeeper.model import Problem, Reason
from sourcekeeper.patterns import regex
from sourcekeeper.reporting.words import FAMILIES, LANGUAGES, WORDS

MAX_ARGUMENT = 200
"""Characters of an argument that are shown."""
_CONTROLS = regex(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]+")
"""Arguments may come from hostile pages: nothing that moves a terminal's cursor or turns the writing round."""
_AS_BROWSER = (
    "asked as a browser, for it was refused to us (403)",
    "demandée comme un navigateur, car elle nous était refusée (403)",
)
_SLOT = regex(r"\{(\w+)\}")


def word(reason: Reason, language: str = "en") -> str:
    """Return a reason in words, French or English: a phrase without capital or full stop. Others get English.

    An unknown code stands for itself, its arguments behind it: a store may have been written by a newer program.

    >>> word(Reason.of("never-setting", pattern="*.lan"), "fr")
    'un réglage dit jamais (*.lan)'
    """
    arguments = dict(reason.arguments)
    if arguments.pop("asked_as", None) == "browser":
        plain = word(Reason.of(reason.code, **arguments), language)
        return f"{plain}; {fill(_AS_BROWSER, {}, language)}"
    words = WORDS.get(reason.code)
    if words is not None:
        return fill(words, arguments, language)
    words, rest = _family(reason.code)
    if words is not None:
        return fill(words, {**arguments, "rest": rest}, language)
    return " ".join((_clean(reason.code), *(f"{name}={_clean(str(value))}" for name, value in arguments.items())))


def fill(words: tuple[str, str], arguments: Mapping[str, object], language: str) -> str:
    """Return the words of one language, in the order of `LANGUAGES`, with their slots filled."""
    chosen = words[LANGUAGES.index(_language(language))]
    return _SLOT.sub(lambda slot: _clean(str(arguments[slot[1]])) if slot[1] in arguments else "…", chosen)


def word_problem(problem: Problem, language: str = "en") -> str:
    """Return a problem in words. Where it was met is the problem's own `where`, for the caller to show or not."""
    return word(problem.reason, language)


def _family(code: str) -> tuple[tuple[str, str] | None, str]:
    for beginning, words in FAMILIES.items():
        if code.startswith(beginning):
            return words, _clean(code.partition("-" if "-" in beginning else ":")[2]).replace("-", " ")
    return None, ""


def _language(language: str) -> str:
    short = language.lower().partition("-")[0].partition("_")[0]
    return short if short in LANGUAGES else LANGUAGES[0]


def _clean(text: str) -> str:
    folded = _CONTROLS.sub(" ", text)
    return folded if len(folded) <= MAX_ARGUMENT else folded[: MAX_ARGUMENT - 1] + "…"
