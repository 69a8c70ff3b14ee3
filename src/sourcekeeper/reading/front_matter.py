"""Read the few lines of data at the head of a Markdown file. Pure; only ``key: value`` lines, no YAML."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sourcekeeper.patterns import regex

_FENCE = regex(r"\ufeff?(---|\+\+\+)[ \t]*(?:\r\n|\r|\n)")
_FIELD = regex(r"([A-Za-z][\w-]*)[ \t]*[:=][ \t]*(.*?)[ \t]*$")
_DAY = regex(r"(\d{4})-(\d{1,2})-(\d{1,2})")

_YES, _NO = frozenset({"true", "yes", "on", "1"}), frozenset({"false", "no", "off", "0"})
_UNPUBLISHED = frozenset({"draft", "hidden", "private", "pending", "future", "brouillon"})

_LONGEST = 20_000
"""Characters in which the closing line must be found."""


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The fields at the head of a document, and where the text after them starts."""

    fields: Mapping[str, str]
    end: int

    @property
    def published(self) -> date | None:
        """The day of publication, past or to come."""
        days = (day_in(self.fields.get(name)) for name in ("published", "publishdate", "date"))
        return next((day for day in days if day is not None), None)

    @property
    def is_draft(self) -> bool:
        r"""Whether the text is not published yet, as Hugo, Jekyll, Pelican and their like write it.

        >>> [front_matter(f"---\n{line}\n---\n").is_draft for line in ("draft: true", "published: no", "draft: 0")]
        [True, True, False]
        """
        names = ("draft", "published", "status")
        said = {name: self.fields.get(name, "").partition(" #")[0].strip().lower() for name in names}
        return said["draft"] in _YES or said["published"] in _NO or said["status"] in _UNPUBLISHED


def front_matter(text: str) -> FrontMatter:
    r"""Return the fields between two ``---`` (or ``+++``) lines at the very start; none when there are no such lines.

    >>> front_matter("---\ntitle: 'Lettre'\nlang: fr\n---\nTexte").fields
    {'title': 'Lettre', 'lang': 'fr'}
    """
    opening = _FENCE.match(text)
    if opening is None:
        return FrontMatter({}, 0)
    closing = re.compile(rf"^(?:{re.escape(opening[1])}|\.\.\.)[ \t]*$", re.MULTILINE)
    # A lone CR ends lines too; "$" only knows LF.
    head = text[:_LONGEST].replace("\r\n", " \n").replace("\r", "\n")
    found = closing.search(head, opening.end())
    if found is None:
        return FrontMatter({}, 0)
    fields: dict[str, str] = {}
    for line in head[opening.end() : found.start()].split("\n"):
        match = _FIELD.match(line)
        if match is not None:
            fields.setdefault(match[1].lower(), _unquoted(match[2]))
    return FrontMatter(fields, found.start() + len(opening[1]))


def _unquoted(value: str) -> str:
    if len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    return value


def day_in(value: str | None) -> date | None:
    """Return the ISO day a value starts with or holds, None when there is none.

    >>> day_in("2024-03-05T10:00:00+01:00")
    datetime.date(2024, 3, 5)
    """
    found = _DAY.search(value or "")
    if found is None:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None
