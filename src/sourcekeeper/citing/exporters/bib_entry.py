"""What both BibTeX dialects share: an entry as fields of ready LaTeX, names, notes on access and snapshot. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from sourcekeeper.citing.exporters.archived import ArchivedCopy, archived_in_words, day_in_words
from sourcekeeper.citing.exporters.entry_facts import access_day, language_of, named_otherwise, url_of
from sourcekeeper.citing.exporters.latex import escape, escape_title, plain_url
from sourcekeeper.citing.parsing.words import guess_language
from sourcekeeper.model import Item, Name, PartialDate
from sourcekeeper.patterns import regex
from sourcekeeper.ports import Entry

_PLAIN_NAME = regex(
    r"(?!.*\b(?:and|others|et|al)\b)(?:(?:de|da|di|du|del|della|des|la|le|van|von|der|den|ter|zu|zur|af|av|"
    r"dos|do|d[’'])\s?)*"
    r"[A-ZÀ-ÖØ-ÞĀ-ſΑ-ΫА-Я][\w.’'-]*(?:\s[\w.’'-]+)*",
    re.IGNORECASE,
)
"""A name that every reader parts alike: particles in front, then words of letters."""


_AND = regex(r"\band\b", re.IGNORECASE)


LANGIDS = {
    "fr": "french", "en": "english", "de": "german", "es": "spanish", "it": "italian", "pt": "portuguese",
    "nl": "dutch", "ca": "catalan", "eu": "basque", "el": "greek", "ru": "russian", "pl": "polish",
    "sv": "swedish", "da": "danish", "fi": "finnish", "cs": "czech", "tr": "turkish", "oc": "occitan",
}  # fmt: skip
"""Languages by the names that babel, and so the field ``langid``, has for them."""


@dataclass(slots=True)
class BibEntry:
    """One entry as it will be written: values are LaTeX, their braces included."""

    type: str
    key: str
    fields: dict[str, str] = field(default_factory=dict)

    def put(self, name: str, latex: str) -> None:
        """Set a field to LaTeX text; nothing happens when it is empty."""
        if latex:
            self.fields[name] = "{" + latex + "}"

    def put_bare(self, name: str, word: str) -> None:
        """Set a field to a macro's name or a number, without braces."""
        self.fields[name] = word


def names_to_bib(names: tuple[Name, ...]) -> str:
    """Write names as BibTeX parts them: ``Family, Given and {A Body}``."""
    return " and ".join(written for written in map(_name, names) if written)


def body_of(item: Item) -> str:
    """Return the body among an item's authors, as the institution it is; none of a work by persons."""
    return names_to_bib(tuple(name for name in item.names("author") if name.literal)[:1])


def _name(name: Name) -> str:
    if name.literal or not name.family:
        whole = escape(name.literal or name.given)
        return "{" + whole + "}" if whole else ""
    family, given = _name_part(name.family), _name_part(name.given)
    return f"{family}, {given}" if given else "{" + escape(name.family) + "}"


def _name_part(text: str) -> str:
    """Brace what readers of names would part or take for a word of their own: commas, ``and``, particles alone."""
    escaped = escape(text)
    return escaped if not escaped or _PLAIN_NAME.fullmatch(escaped) else "{" + escaped + "}"


def as_list(text: str) -> str:
    """Write a text for a field that BibLaTeX parts at ``and``: one value all the same (``Simon and Schuster``)."""
    return _name_part(text) if _AND.search(text) else escape(text)


def title_of(entry: Entry, *, whole: bool = False) -> str:
    """Write the title; for want of one the readable end of the address, in square brackets as librarians mark it.

    `whole` puts one pair of braces around a title that is not English: classic styles would write its capitals small.
    """
    item = entry.work.item
    title = item.text("title")
    if not title:
        tail = named_otherwise(item, url_of(entry)) or _UNTITLED[language_of(entry)]
        return "{" + escape(f"[{tail}]") + "}"
    language = item.text("language").lower()[:2]
    if language in _CASE_IS_KEPT and not whole:
        return escape(title)
    # Without a language that says otherwise pandoc takes a title for English, and writes its capitals small.
    is_english = (language or guess_language(title)) == "en"
    return escape_title(title) if is_english or not whole else "{" + escape(title) + "}"


_UNTITLED = {
    "fr": "sans titre",
    "en": "untitled",
    "de": "ohne Titel",
    "es": "sin título",
    "it": "senza titolo",
    "pt": "sem título",
    "nl": "zonder titel",
}
_CASE_IS_KEPT = frozenset(LANGIDS) - {"en"}
_CONSULTED = {
    "fr": "Consulté le {day}",
    "en": "Accessed {day}",
    "de": "Abgerufen am {day}",
    "es": "Consultado el {day}",
    "it": "Consultato il {day}",
    "pt": "Acesso em {day}",
    "nl": "Geraadpleegd op {day}",
}


def archive_note(copy: ArchivedCopy, language: str) -> str:
    r"""Write ``Archivé le 20 juillet 2024 : \url{…}``, the address as it is."""
    return archived_in_words(copy, language) + r"\url{" + plain_url(copy.uri) + "}"


def sentences(*parts: str) -> str:
    """Join what a note is to say, leaving out what is empty."""
    return ". ".join(part.rstrip(".") for part in parts if part)


def access_note(entry: Entry) -> str:
    """Write the access day in words, for the dialect that has no field for it."""
    day = access_day(entry)
    if day is None or len(day.start) < 3:
        return ""
    language = language_of(entry)
    return _CONSULTED[language].format(day=day_in_words(date(*day.start[:3]), language))


def date_to_edtf(value: PartialDate) -> str:
    """Write a date as ISO 8601 (EDTF): ``2018-04``, ``2022-01/2022-06``, ``2011~``."""
    written = _iso(value.start)
    if value.end is not None:
        written += "/" + _iso(value.end)
    return written + ("~" if value.circa else "")


def _iso(parts: tuple[int, ...]) -> str:
    return "-".join(f"{number:04d}" if index == 0 else f"{number:02d}" for index, number in enumerate(parts))
