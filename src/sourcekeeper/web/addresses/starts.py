r"""Where addresses may start: at a scheme, at ``www.``, ``doi:10.``, ``\url{``, a bare ``host.tld/path``. Pure."""

from __future__ import annotations

import re

from sourcekeeper.patterns import regex
from sourcekeeper.web.addresses.mending import GAP

_BREAK = r"[ \t]{0,8}(?:\r\n|\n|\r)[ \t]{0,80}"
_DOT = r"(?:\.|\[\.\]|\(\.\)|\{\.\}|\[dot\]|\(dot\)|\{dot\}|\[point\])"
_HOST_WITH_DOT = rf"(?=[\w-]{{1,63}}{_DOT}\w)"

START = regex(
    rf"""
    (?P<macro> \\(?:url|href|nolinkurl|burl)\s?\{{ )
    | (?P<scheme>
        (?:https?(?::/?/?|//)){{0,3}} (?:h(?:tt|xx)ps?|ftp)
        (?: (?::|\[:\])// (?=/?[\w\[])
          | (?::{_BREAK}//|://{_BREAK}|{GAP}{{0,2}}:{GAP}?//{GAP}{{0,2}}) {_HOST_WITH_DOT} ) )
    | (?P<www> (?<![\w/@.-]) www {_DOT} (?=\w) )
    | (?P<doi> (?<![\w./-]) (?:info:)? doi {GAP}{{0,2}} [:=/]? (?:{_BREAK}|{GAP}{{0,2}})
        (?=10\.\d{{4,9}}(?:\.\d{{1,9}}){{0,4}}/) )
    | (?P<resolver> (?<![\w./@-]) (?:dx\.)? doi\.org/ (?=10\.\d) )
    """,
    re.IGNORECASE | re.VERBOSE,
)
_TLDS = (
    "com|org|net|info|eu|fr|be|ch|lu|ca|de|at|es|it|pt|nl|uk|ie|br|mx|ar|cl|us|gov|edu|int|media|press|news|blog|io|cc|ph|today|se|dk|no|fi|pl|cz|ro|gr|hu|tv|nz|ly|app|"
    "social|coop|cat|paris|berlin|bzh"
)
CANDIDATE = regex(
    r"[hHfFwWiIdD\\.](?:(?<=[hH])(?:[tT][tT]|[xX][xX])[pP]|(?<=[fF])[tT][pP]|(?<=[wW])[wW][wW]|(?<=[iI])[nN][fF][oO]:"
    r"|(?<=[dD])(?:[oO][iI]|[xX](?=\.))|(?<=\\)(?:url|href|nolinkurl|burl)"
    rf"|(?<=[a-zA-Z0-9]\.)(?:{_TLDS})/(?=[\w~%@!-]))"
)
"""Where `START` is tried; at a stop, where ``host.tld/path`` has its slash (``Le Monde.fr`` and ``rapport.pdf`` have
none). Spelt out without flags, first characters in one set: searched ten times faster."""
_BARE_START = regex(
    rf"(?P<bare>[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\.[a-zA-Z0-9-]+)*?\.(?:{_TLDS})(?=/))"
    r"|(?P<macro>(?!))|(?P<scheme>(?!))"
)
_HOST_BACKWARDS = regex(r"(?:[^\W_]|[.-])*+")
_LONGEST_HOST = 100


def starts_in(text: str, begin: int = 0) -> list[re.Match[str]]:
    """Return where an address may start from `begin` on, in order. Matches of `START`, or of a host (``bare``)."""
    starts: list[re.Match[str]] = []
    reached = 0
    for candidate in CANDIDATE.finditer(text, begin):
        if candidate[0][0] == ".":
            start = _host_before(text, candidate.start())
        elif candidate.start() >= reached and (start := START.match(text, candidate.start())):
            reached = start.end()
        else:
            continue
        if start:
            starts.append(start)
    return sorted(starts, key=re.Match.start)


def _host_before(text: str, end: int) -> re.Match[str] | None:
    """Return the start of an address that is written without scheme: ``host.tld/path``, a well-known `tld`."""
    backwards = _HOST_BACKWARDS.match(text[max(end - _LONGEST_HOST, 0) : end][::-1])
    begin = end - len(backwards[0]) if backwards else end
    if begin and (text[begin - 1] in "/@_:=?&%#~+" or text[begin - 1].isalnum()):
        return None
    return _BARE_START.match(text, begin)
