"""Which formats a document may be in, at a first look: only the readers of these are loaded and asked. Pure.

A reader costs some milliseconds to load, and there are twenty. Nothing is decided here: what is told are conditions
without which a reader would never be the surest; a format that is not in the tables is always asked.
"""

from __future__ import annotations

from sourcekeeper.ports import RawDocument

_BINARY: dict[bytes, frozenset[str]] = {
    b"PK": frozenset({"docx", "epub", "odt"}),
    b"%PDF-": frozenset({"pdf"}),
    b"{\\rtf": frozenset({"rtf"}),
}
"""Formats told by their first bytes."""

_OPENS_HTML = (b"<!doctype html", b"<html")

_HOLDS: dict[str, tuple[bytes, ...]] = {
    "asciidoc": (b"= ", b"["),
    "bibtex": (b"@",),
    "csl-json": (b"[", b"{"),
    "csv": (b",", b";", b"\t", b"|"),
    "dokuwiki": (b"((", b"=====", b"[[", b"{{", b"~~"),
    "docx": (b"PK\x03\x04",),
    "epub": (b"PK\x03\x04",),
    "html": (b"<",),
    "latex": (b"\\",),
    "markdown": (b"[", b"#", b"---", b"```", b"~~~", b"*", b"_"),
    "odt": (b"PK\x03\x04", b"office:document"),
    "org": (b"[", b"#+", b"*", b":PROPERTIES:"),
    "pdf": (b"%PDF-",),
    "ris": (b"TY ",),
    "rst": (b".. ", b"]_", b"`"),
    "rtf": (b"{\\rtf",),
    "spip": (b"[", b"{{", b"<img", b"<doc", b"<emb", b"-*"),
    "textile": (b"\nfn", b"note#", b"h1.", b"h2.", b"h3.", b"bq.", b'":http'),
    "typst": (b"#", b"= "),
    "urls": (b"://", b"www.", b"10."),
    "wikitext": (b"[", b"{{", b"<", b"==", b"''"),
    "zotero-rdf": (b"<rdf",),
}
"""For each format, pieces of which its documents hold at least one."""

_NAMED = {
    ".adoc": "asciidoc",
    ".docx": "docx",
    ".epub": "epub",
    ".htm": "html",
    ".html": "html",
    ".md": "markdown",
    ".odt": "odt",
    ".org": "org",
    ".pdf": "pdf",
    ".rst": "rst",
    ".rtf": "rtf",
    ".tex": "latex",
    ".txt": "text",
    ".typ": "typst",
}
"""Endings of names that make one reader surer and no other; of any other ending all readers are asked."""


def likely_formats(raw: RawDocument, formats: tuple[str, ...]) -> tuple[str, ...]:
    """Return, in their order, those of some formats whose readers must be asked.

    >>> likely_formats(RawDocument(origin="a.pdf", data=b"%PDF-1.7 ..."), ("html", "pdf", "text", "my-own"))
    ('pdf', 'text', 'my-own')
    """
    data = raw.data
    known = _HOLDS.keys()
    _, dot, ending = raw.origin.lower().rpartition("/")[2].rpartition(".")
    named = _NAMED.get(dot + ending)
    for signature, meant in _BINARY.items():
        if data.startswith(signature):
            return tuple(name for name in formats if name in meant or name == named or name not in known)
    if data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")[:14].lower().startswith(_OPENS_HTML):
        return tuple(name for name in formats if name == "html" or name not in known)
    if (dot and named is None) or raw.content_type or b"\x00" in data[:1024]:
        return formats
    return tuple(
        name for name in formats if name not in known or name == named or any(piece in data for piece in _HOLDS[name])
    )
