"""Addresses as they are shown: with stars in the place of what is secret in them. Pure.

What is withheld from the archive shall not go out by a log, a table or a report instead. Stars stand for more than
must be rather than for less; an address without a secret stays as it is, to the letter.
"""

from __future__ import annotations

import re
from urllib.parse import unquote, unquote_plus

from sourcekeeper.patterns import regex
from sourcekeeper.web.addresses import secrets, share_links

STARS = "***"

_PARTS = regex(r"([A-Za-z][A-Za-z0-9+.-]*://)?([^/?#]*)([^?#]*)(?:\?([^#]*))?(?:#(.*))?", re.S)
_ADDRESS = regex(r"https?://[^\s<>\"']+", re.I)


def without_secret(url: str) -> str:
    """Return an address fit to be shown: stars for what is secret in it. Doing so twice changes nothing.

    >>> without_secret("https://me:hush@example.org/a?x=1&access_token=abcd")
    'https://***@example.org/a?x=1&access_token=***'
    """
    if secrets.secret_in(url) is None and not _hides_in_fragment(url):
        return url
    if len(url) > secrets.MAX_LENGTH:
        return url[:60] + STARS
    found = _PARTS.fullmatch(url)
    if found is None:
        return STARS
    scheme, place, path, query, fragment = found.groups()
    user, at, host = place.rpartition("@")
    shown = (scheme or "") + (STARS + at if user else at) + host
    is_shared = bool(share_links.owner_of(host.partition(":")[0].lower().rstrip("."), path))
    shown += _shared_path(path) if is_shared else _path(path)
    if query is not None:
        shown += "?" + "&".join(_parameter(pair, is_signed=secrets.is_signed(query)) for pair in query.split("&"))
    if fragment is not None:
        shown += "#" + (STARS if is_shared or _is_telling(fragment) else fragment)
    return shown


def without_secrets(text: str) -> str:
    """Return a text with every web address in it as `without_secret` shows it."""
    return _ADDRESS.sub(lambda found: without_secret(found[0]), text) if "://" in text else text


def _hides_in_fragment(url: str) -> bool:
    return "#" in url and _is_telling(url.partition("#")[2])


def _is_telling(fragment: str) -> bool:
    """Whether a fragment holds a secret: the key of an encrypted file, the token of a log-in."""
    pieces = re.split(r"[/!,?&]", unquote(fragment)[: secrets.MAX_LENGTH])
    return any(
        secrets.is_secret_parameter(name, value) or bool(secrets.TOKEN_SHAPES.search(piece))
        for piece in pieces
        for name, _, value in [piece.partition("=")]
    )


def _shared_path(path: str) -> str:
    """Show of a share link what is the service's own."""
    return "/".join(each if each.lower() in share_links.OWN_WORDS else each and STARS for each in path.split("/"))


def _path(path: str) -> str:
    path = secrets.PATH_SESSION.sub(lambda found: found[0][0] + STARS, path)
    return "/".join(";".join(map(_segment, each.split(";"))) for each in path.split("/"))


def _segment(segment: str) -> str:
    decoded = unquote(segment)
    is_secret = secrets.TOKEN_SHAPES.search(decoded) or secrets.is_opaque(decoded) or secrets.is_opaque(decoded + "0")
    return STARS if is_secret else segment


def _parameter(pair: str, *, is_signed: bool) -> str:
    """Leave what anybody would type: short values and words."""
    name, equals, value = pair.partition("=")
    decoded_name, decoded = unquote_plus(name), unquote_plus(value)
    is_telling = (
        secrets.is_secret_parameter(decoded_name, decoded)
        or decoded_name.lower() in secrets.SURELY_SECRET | secrets.SECRET_WHEN_OPAQUE | {"code", "hash", "credential"}
        or secrets.names_mailbox(decoded_name, decoded)
        or secrets.is_opaque(decoded)
        or (is_signed and len(decoded) > 4)
        or bool(secrets.TOKEN_SHAPES.search(decoded))
    )
    if not equals:
        return STARS if secrets.is_opaque(unquote_plus(name)) else pair
    return f"{name}={STARS}" if is_telling else pair
