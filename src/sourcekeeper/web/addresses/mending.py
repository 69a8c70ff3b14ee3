"""What a written address means: scheme added, defanged and broken spellings undone. Pure.

`mend` answers with the address to fetch and the marks of what it did (`model.Address.marks`); the written form stays
beside it. Rules: footnotes reference, section 3, rules 10 and 11.
"""

from __future__ import annotations

from sourcekeeper.patterns import regex
from sourcekeeper.web.addresses.wrappers import unwrap

GAP = r"[ \t\u00a0\u2009\u202f]"
"""A space that may have slipped into a scheme: French typography puts one before a colon."""

_SOUND = regex(r"(?i)(?:https?|ftp)://(?!https?:?//)[\w.-]+(?:[/?#:]|\Z)")
"""Scheme and host need nothing: so it is with nearly all."""
_SCHEME = regex(
    rf"(?i)(?P<name>h(?:tt|xx)ps?|ftp){GAP}{{0,2}}(?::|\[:\])(?P<slashes>{GAP}?[/\\]{{1,3}}|\[//\]){GAP}{{0,2}}"
)
_DOUBLED = regex(r"(?i)(?:https?:/{0,2}|https?//)+(?=https?:?//)")
_LOST_COLON = regex(r"(?i)(https?)//")
_DOT = regex(r"(?i)\[\.\]|\(\.\)|\{\.\}|\[dot\]|\(dot\)|\{dot\}|\[point\]|\(point\)")
_HOST_END = regex(r"[/?#]")
_DOI = regex(rf"(?i)(?:info:)?doi{GAP}{{0,2}}[:=/]?{GAP}{{0,2}}(?P<doi>10\.\d{{4,9}}(?:\.\d+)*/.+)")
_DOI_ADDRESS = regex(r"(?i)https?://(?:dx\.|www\.)?doi\.org/10\.\d{4,9}")
_BARE_DOI = regex(r"(?i)(?:dx\.)?doi\.org/10\.")
_WWW = regex(r"(?i)www(?:\.|\[\.\]|\(\.\)|\[dot\]|\(dot\))")


def mend(written: str) -> tuple[str, tuple[str, ...]]:
    """Return the address that may be fetched and what was mended; what needs nothing is returned unchanged.

    >>> mend("www.x.org/a")
    ('https://www.x.org/a', ('no-scheme',))
    >>> mend("hxxps://x[.]org/a")
    ('https://x.org/a', ('defanged',))
    """
    marks: list[str] = []
    url = written
    if not _SOUND.match(written):
        doi = _DOI.fullmatch(written)
        if doi:
            return doi_address(doi["doi"]), ("doi",)
        url = _refanged(_with_scheme(written, marks), marks)
    inner = unwrap(url)
    if inner != url:
        marks.append("unwrapped")
    return inner, tuple(dict.fromkeys(marks)) if marks else ()


def is_doi_address(url: str) -> bool:
    """Whether an address is a DOI's, at its resolver: there a registry can be asked for the work's record.

    >>> is_doi_address("https://dx.doi.org/10.1000/182"), is_doi_address("https://example.org/10.1000/182")
    (True, False)
    """
    return bool(_DOI_ADDRESS.match(url))


def doi_address(doi: str) -> str:
    """Return the resolver's address of a DOI. ``#`` and ``?`` belong to the DOI and are encoded."""
    return "https://doi.org/" + doi.replace("#", "%23").replace("?", "%3F")


def _with_scheme(written: str, marks: list[str]) -> str:
    if _WWW.match(written) or _BARE_DOI.match(written):
        marks.append("no-scheme")
        return "https://" + written
    url = written
    found = _SCHEME.match(url)
    if found:
        name = found["name"].lower()
        if "x" in name or "[" in found[0]:
            marks.append("defanged")
        plain = found["name"].replace("x", "t").replace("X", "T") + "://"
        if found[0] != plain and "[" not in found[0] and "x" not in name:
            marks.append("scheme-repaired")
        url = plain + url[found.end() :]
    doubled = _DOUBLED.match(url)
    if doubled:
        marks.append("scheme-repaired")
        rest = url[doubled.end() :]
        url = _LOST_COLON.sub(r"\1://", rest, count=1) if _LOST_COLON.match(rest) else rest
    return url


def _refanged(url: str, marks: list[str]) -> str:
    """Undo ``[.]`` and ``(dot)`` in the host. Elsewhere they may be meant."""
    scheme, separator, _ = url.partition("://")
    if not separator:
        return url
    start = len(scheme) + len(separator)
    end_found = _HOST_END.search(url, start)
    end = end_found.start() if end_found else len(url)
    host = _DOT.sub(".", url[start:end])
    if host == url[start:end]:
        return url
    marks.append("defanged")
    return url[:start] + host + url[end:]
