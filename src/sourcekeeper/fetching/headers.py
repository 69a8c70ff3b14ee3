"""The head of an answer as the server sent it. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

_STATUS = re.compile(r"HTTP/\d(?:\.\d)? (\d{3})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The status line and headers of one answer, bytes read as Latin-1 (RFC 9110 section 5.5)."""

    status_line: str = ""
    status: int = 0
    """0 when there is no status line."""
    headers: tuple[tuple[str, str], ...] = ()
    is_complete: bool = False
    """Whether the empty line that ends a head came."""

    def get(self, name: str) -> str:
        """Return the first header of that name (given in lower case), or an empty string."""
        for key, value in self.headers:
            if key.lower() == name:
                return value
        return ""


def read_head(received: bytes) -> Head:
    """Read the last head among all header lines received.

    Before it may stand a proxy's answer to CONNECT and interim answers (100, 103); after it the trailers of a chunked
    body. Lines without a colon are left out.
    """
    text = received.decode("latin-1")
    return _only_head(text) or _last_head(text)


def _only_head(text: str) -> Head | None:
    """Read one head, whole and with nothing beside it, as nine answers in ten are; None when it is anything else."""
    written, _, rest = text.partition("\r\n\r\n")
    lines = written.split("\r\n")
    found = _STATUS.match(text)
    if rest or found is None or text.count("\n") != len(lines) + 1 or text.count("\r") != len(lines) + 1:
        return None
    pairs = [line.partition(":") for line in lines[1:]]
    headers = tuple([(name, value.strip(" \t")) for name, colon, value in pairs if colon])
    return Head(status_line=lines[0], status=int(found[1]), headers=headers, is_complete=True)


def _last_head(text: str) -> Head:
    status_line, headers, is_complete, inside = "", [], False, False
    for line in text.split("\n")[:-1]:
        line = line.rstrip("\r")  # noqa: PLW2901 - the line without its end is the line
        if not line:
            is_complete, inside = is_complete or inside, False
        elif inside:
            name, colon, value = line.partition(":")
            if colon:
                headers.append((name, value.strip(" \t")))
        elif _STATUS.match(line):
            status_line, headers, is_complete, inside = line, [], False, True
    found = _STATUS.match(status_line)
    return Head(
        status_line=status_line,
        status=int(found[1]) if found else 0,
        headers=tuple(headers),
        is_complete=is_complete,
    )
