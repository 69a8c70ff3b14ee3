"""Entries made fit to be written, whatever they hold: each exporter takes them through here first. Pure.

What a hostile page or a registry may have put into a field is cleaned: mark-up in titles, signs that turn the writing
round, days that no calendar has, texts without end, addresses that a browser would run. What is lost is told.
"""

from __future__ import annotations

import html
from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from sourcekeeper.citing.exporters.entry_facts import url_of
from sourcekeeper.citing.exporters.latex import is_paired
from sourcekeeper.csl import printable
from sourcekeeper.model import Field, FieldValue, Item, Name, PartialDate, Reason
from sourcekeeper.patterns import regex
from sourcekeeper.ports import Entry, ExportSettings

MAX_TEXT = 2000
"""Characters of a text; a longer one is cut at a word. Abstracts end here, titles long before."""
MAX_NAME = 300
MAX_NAMES = 500
"""Names of one field: physics has papers by thousands."""
MAX_ADDRESS = 8000
"""Characters: no server takes more, and a cut address leads nowhere, so a longer one is left out."""

_ADDRESSES = frozenset({"URL", "archive_location"})
_TAG = regex(
    r"</?(?:a|abbr|b|big|br|cite|code|del|div|em|font|h[1-6]|i|img|ins|li|mark|ol|p|q|s|script|small|span|strike|"
    r"strong|style|sub|sup|tt|u|ul|(?:jats|mml):\w{1,30})(?:[\s/][^<>]{0,500})?>",
)
"""Mark-up that registries and pages leave in titles; ``<video>`` in a title on HTML is none, nor is ``a < b``."""
_ENTITY = regex(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,31}\d{0,2});")
_UNFIT = regex(
    "[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff"
    "\U0001fffe\U0001ffff\U000e0000-\U000e007f\U0010fffe\U0010ffff]"
)
"""Control signs, halves of pairs, signs that are none, and those that turn the writing round for what follows."""
_INVISIBLE = regex("[\u00ad\u200b\u2060-\u2064]")
"""Soft hyphens and zero-width spaces: how a page was set, no part of a title."""
_ALL_JOINERS = regex("[\u200c-\u200f\\s]+")
_BRACKETS = str.maketrans("{}", "()")
"""A brace without its partner breaks BibTeX, and is a slip anywhere."""
_LOOKS_UNFIT = regex(
    _UNFIT.pattern + "|[\u00ad\u200b-\u200f\u2060-\u2064]" + r"|[{}]|<[a-zA-Z/]|&[#a-zA-Z]|\s\s|^\s|\s\Z"
)
_SCHEME = regex(r"\s*([a-zA-Z][a-zA-Z0-9+.-]*):")
_FOLLOWED = frozenset({"http", "https", "ftp", "ftps", "doi", "urn", "mailto", "gopher", "gemini"})
"""Schemes an address may have; one with another (``javascript``, ``data``, ``file``) is no source."""

Tell = Callable[[Reason], None]


def fit_entries(entries: Iterable[Entry], settings: ExportSettings) -> Iterator[Entry]:
    """Yield the entries, clean and in the language asked for; what was lost of one is told through the settings."""
    for entry in entries:
        fitted = fit(entry, settings.tell)
        yield replace(fitted, language=settings.language) if settings.language else fitted


def fit(entry: Entry, tell: Tell = lambda _reason: None) -> Entry:
    """Return an entry with nothing in it that a format cannot hold; the same one when it was clean."""
    fields = entry.work.item.fields
    changed: dict[str, Field] = {}
    for name, field in fields.items():
        fresh = _fit_value(name, field.value)
        if fresh != field.value:
            changed[name] = replace(field, value=fresh if fresh is not None else "")
            if reason := _loss(name, field.value, fresh, entry):
                tell(reason)
    work = entry.work
    sources = tuple(source for source in work.sources if _fit_address(source.url))
    if not changed and len(sources) == len(work.sources):
        return entry
    kept = {name: changed.get(name, field) for name, field in fields.items()}
    item = Item(fields={name: field for name, field in kept.items() if field.value})
    return replace(entry, work=replace(work, item=item, sources=sources))


def _fit_value(name: str, value: FieldValue) -> FieldValue | None:
    if isinstance(value, str):
        return _fit_address(value) if name in _ADDRESSES else fit_text(value)
    if isinstance(value, PartialDate):
        return fit_date(value)
    return tuple(fresh for each in value[:MAX_NAMES] if (fresh := _fit_name(each)) is not None)


def fit_text(text: str, most: int = MAX_TEXT) -> str:
    """Return a text without mark-up and unfit signs, white space folded, cut at a word when it is too long.

    >>> fit_text("The <i>Journal</i> of  R&amp;D")
    'The Journal of R&D'
    """
    if len(text) <= most and _LOOKS_UNFIT.search(text) is None:
        return text
    # What is thrown away need not be cleaned first.
    clean = _TAG.sub("", text[: most * 20])
    clean = _ENTITY.sub(lambda found: html.unescape(found[0]), clean)
    clean = " ".join(_UNFIT.sub(" ", _INVISIBLE.sub("", clean)).split())
    if not is_paired(clean):
        clean = clean.translate(_BRACKETS)
    if not _ALL_JOINERS.sub("", clean):
        return ""
    if len(clean) <= most:
        return clean
    cut = clean[: most - 1]
    return (cut.rpartition(" ")[0] if " " in cut[most // 2 :] else cut).rstrip() + "…"


def without_unfit_signs(text: str) -> str:
    """Return text with a space for each sign that no format can hold; everything else stays."""
    return _UNFIT.sub(" ", text)


def _fit_name(name: Name) -> Name | None:
    # A comma within a part is what every reader parts names at: "King, Jr." is King Jr.
    fresh = Name(
        family=_without_commas(fit_text(name.family, MAX_NAME)),
        given=_without_commas(fit_text(name.given, MAX_NAME)),
        literal=fit_text(name.literal, MAX_NAME),
    )
    if not (fresh.family or fresh.given or fresh.literal):
        return None
    return name if fresh == name else fresh


def _without_commas(text: str) -> str:
    return " ".join(text.replace(",", " ").split()) if "," in text else text


def _fit_address(url: str) -> str | None:
    scheme = _SCHEME.match(url)
    if len(url) > MAX_ADDRESS or (scheme and scheme[1].lower() not in _FOLLOWED and "." not in scheme[1]):
        return None
    return url if _UNFIT.search(url) is None else _UNFIT.sub("", url)


def fit_date(value: PartialDate) -> PartialDate | None:
    """Return a date of the calendar: a day or month that there is not is left out, a year that there is not ends it.

    >>> fit_date(PartialDate(start=(2023, 2, 30)))
    PartialDate(start=(2023, 2), end=None, circa=False)
    """
    start = _fit_parts(value.start)
    if start is None:
        return None
    end = _fit_parts(value.end) if value.end else None
    if end is not None and end[: len(start)] < start[: len(end)]:
        end = None
    fresh = PartialDate(start=start, end=end, circa=value.circa)
    return value if fresh == value else fresh


def _fit_parts(parts: tuple[int, ...]) -> tuple[int, ...] | None:
    if not parts or not 1 <= parts[0] <= 9999:
        return None
    if len(parts) < 2 or not 1 <= parts[1] <= 12:
        return parts[:1]
    if len(parts) < 3 or not 1 <= parts[2] <= monthrange(parts[0], parts[1])[1]:
        return parts[:2]
    return parts[:3]


def _loss(name: str, before: FieldValue, after: FieldValue | None, entry: Entry) -> Reason | None:
    """Return what a person should hear of; that mark-up or white space went is no news."""
    if name in _ADDRESSES:
        code = "export-address-left-out" if after is None else ""
    elif isinstance(before, PartialDate):
        code = "export-date-mended"
    elif isinstance(before, tuple):
        code = "export-names-cut" if len(before) > MAX_NAMES else ""
    else:
        code = "export-text-cut" if len(before) > MAX_TEXT and str(after).endswith("…") else ""
    if not code:
        return None
    where = printable(url_of(entry))[:200] if after is not None or name != "URL" else printable(str(before)[:200])
    return Reason.of(code, key=entry.work.key, field=name, where=where or "-")
