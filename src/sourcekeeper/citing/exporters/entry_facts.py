"""What an entry of a bibliography says, whatever format it goes into: address, access, language. Pure."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

from sourcekeeper.model import Item, PartialDate
from sourcekeeper.patterns import regex
from sourcekeeper.ports import Entry

WORDED = ("fr", "en", "de", "es", "it", "pt", "nl")
"""The languages there are words in."""
_ENDING = regex(r"\.\w{2,5}$")
_THREE_LETTERS = regex(r"[^\W\d_]{3}")
_JOINTS = regex(r"[-_+]+")


def url_of(entry: Entry) -> str:
    """Return the address an entry cites, empty for a book."""
    url = entry.work.item.text("URL")
    return url or (entry.work.sources[0].url if entry.work.sources else "")


def readable_tail(url: str) -> str:
    """Return the last part of an address's path that a person can read, else its host.

    >>> readable_tail("https://x.org/news/police-buys-drones.html?p=1")
    'police buys drones'
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    names = [_ENDING.sub("", unquote(name, errors="replace")) for name in parts.path.split("/")]
    words = next((name for name in reversed(names) if _THREE_LETTERS.search(name)), "")
    return _JOINTS.sub(" ", words).strip()[:120] or (parts.hostname or "")


def named_otherwise(item: Item, url: str) -> str:
    """Return what a work without a title is known by: court and docket, its address, its journal; or nothing.

    A ruling that names no parties is found by its number: ``Cass. crim., n° 18-82.365`` has no other name.
    """
    docket = ", ".join(filter(None, (item.text("authority"), item.text("number"))))
    return (docket if item.text("authority") else "") or readable_tail(url) or item.text("container-title") or docket


def access_day(entry: Entry) -> PartialDate | None:
    """Return the day the author looked at the source, else of the last visit that found it alive."""
    noted = entry.work.item.date("accessed")
    if noted is not None:
        return noted
    seen = entry.accessed
    return PartialDate(start=(seen.year, seen.month, seen.day)) if seen is not None else None


def worded(language: str) -> str:
    """Return the two letters of a language there are words in; English for any other.

    >>> worded("fr-CH"), worded("ja"), worded("")
    ('fr', 'en', 'en')
    """
    short = language.lower()[:2]
    return short if short in WORDED else "en"


def language_of(entry: Entry) -> str:
    """Return the two letters of the language around a reference: the one asked for, or the item's, else English."""
    return worded(entry.language or entry.work.item.text("language"))
