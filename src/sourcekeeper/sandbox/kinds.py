"""What kind of answer an address of the miniature web gives. Pure.

An address gives, in this order: the kind a test ordered; the kind its host stands for (``gone.kinds.example``); the
kind dealt to it as a document's page; what its digest draws from `SHARES`.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from sourcekeeper.sandbox.chance import draw

SPECIAL_DOMAIN = "kinds.example"
"""``<kind>.kinds.example`` gives that kind whatever the path."""


class Kind(StrEnum):
    """A kind of answer; the value is the label of its special host."""

    ALIVE = "alive"
    MOVED = "moved"
    """301: from http to https, or to a new path that has the page."""
    GONE = "gone"
    """404."""
    REMOVED = "removed"
    """410."""
    WALL = "wall"
    """403 with ``cf-mitigated: challenge``."""
    FORBIDDEN = "forbidden"
    """403 and no mark."""
    LOGIN = "login"
    """302 to a page with a password field."""
    PAYWALL = "paywall"
    """200, the beginning of the text, and JSON-LD that says it is not free."""
    LEGAL = "legal"
    """451."""
    LIMITED = "limited"
    """429 with ``Retry-After: 1``."""
    ERROR = "error"
    """500."""
    UNAVAILABLE = "unavailable"
    """503."""
    SLOW = "slow"
    """The page, after `SLOW_SECONDS`."""
    SOFT_404 = "soft-404"
    """200 with a page that says it was not found, for made-up names on the host too."""
    HOME = "home"
    """302 to the site's root."""
    PARKED = "parked"
    """200 with a page that offers the domain for sale."""
    NAMELESS = "nameless"
    """The name does not exist."""
    NAME_TROUBLE = "name-trouble"
    """The resolver fails."""
    REFUSED = "refused"
    UNANSWERED = "unanswered"
    """No connection comes about: the proxy says that it took too long."""
    RESET = "reset"
    SILENT = "silent"
    """A connection, and then nothing."""
    LOOP = "loop"
    """Two addresses that redirect to each other."""
    CHAIN = "chain"
    """Redirects without end, each to a new address."""
    COOKIE = "cookie"
    """302 to itself until the cookie it sets comes back."""
    REFRESH = "refresh"
    """200 with a meta refresh to another path."""
    DRIP = "drip"
    """A body of which a byte comes now and then."""
    ENDLESS = "endless"
    """A body without end."""
    BOMB = "bomb"
    """A small gzip body that unpacks to 256 MiB."""
    CUT = "cut"
    """The connection closes in the middle of the page."""
    MALFORMED = "malformed"
    """The page, with one header line that is none."""
    GARBAGE = "garbage"
    """Bytes that are not HTTP."""
    LONG_HEADERS = "long-headers"
    """Four megabytes of headers."""
    RAW_LOCATION = "raw-location"
    """A relative redirect with raw UTF-8 and a space in it."""
    LATIN1 = "latin1"
    """A page in windows-1252 that calls itself ISO-8859-1."""
    EXPIRED = "expired"
    WRONG_HOST = "wrong-host"
    UNTRUSTED = "untrusted"


SLOW_SECONDS = 1.2

SHARES: tuple[tuple[Kind, int], ...] = (
    (Kind.ALIVE, 66),
    (Kind.MOVED, 8),
    (Kind.GONE, 7),
    (Kind.REMOVED, 2),
    (Kind.WALL, 4),
    (Kind.LOGIN, 2),
    (Kind.PAYWALL, 3),
    (Kind.ERROR, 3),
    (Kind.SLOW, 2),
    (Kind.SOFT_404, 1),
    (Kind.HOME, 2),
)
"""Of a hundred addresses that no document cites; besides, one host in a hundred has no name (`NAMELESS_SHARE`)."""

NAMELESS_SHARE = 0.01

_A = Kind.ALIVE
DECK: tuple[Kind, ...] = (
    *(_A, Kind.GONE, _A, _A, Kind.MOVED, _A, _A, Kind.WALL, _A, _A, Kind.HOME, _A, _A),
    *(_A, Kind.PAYWALL, _A, _A, Kind.MOVED, _A, _A, Kind.REMOVED, _A, _A, Kind.ERROR, _A, _A),
    *(_A, Kind.SOFT_404, _A, _A, Kind.SLOW, _A, _A, Kind.LOGIN, _A, _A, Kind.GONE, _A, _A),
)
"""Dealt in this order to a document's pages, sorted by digest: nine alive in thirteen, and a bit of everything."""

_FILE_KINDS = frozenset({Kind.ALIVE, Kind.MOVED, Kind.GONE, Kind.REMOVED, Kind.ERROR, Kind.SLOW, Kind.WALL})
"""Kinds that make sense for a PDF."""
_HOME_KINDS = frozenset({Kind.ALIVE, Kind.SLOW, Kind.ERROR, Kind.WALL})
"""Kinds that make sense for a site's front page."""
_ALWAYS_ALIVE = ("archive.ph", "archive.today", "archive.is", "perma.cc", "doi.org", "archive.org")
_ALIASES = {"soft404": Kind.SOFT_404, "nxdomain": Kind.NAMELESS, "410": Kind.REMOVED, "404": Kind.GONE}

_FAILURES = {
    Kind.NAMELESS: "name-not-found",
    Kind.NAME_TROUBLE: "name-trouble",
    Kind.REFUSED: "refused",
    Kind.UNANSWERED: "timeout-connecting",
}
"""Kinds of which no connection comes about, with the word of `model.FetchFailure` for it."""


def special_kind(host: str) -> Kind | None:
    """Return the kind a special host stands for; None for ordinary hosts. Labels before the kind are free."""
    if not host.endswith("." + SPECIAL_DOMAIN):
        return None
    label = host.removesuffix("." + SPECIAL_DOMAIN).rpartition(".")[2]
    try:
        return _ALIASES.get(label) or Kind(label)
    except ValueError:
        return Kind.ALIVE


def connect_failure(kind: Kind) -> str:
    """Return why no connection to a host of this kind comes about; empty when one does."""
    return _FAILURES.get(kind, "")


def drawn_kind(host: str, path: str, seed: int) -> Kind:
    """Return the kind that an address no document cites gets by its digest."""
    if _is_always_alive(host):
        return Kind.ALIVE
    if draw(seed, "host", host) < NAMELESS_SHARE:
        return Kind.NAMELESS
    at = draw(seed, "kind", host, path) * sum(share for _, share in SHARES)
    for kind, share in SHARES:
        at -= share
        if at < 0:
            return kind if _suits(kind, path) else Kind.ALIVE
    return Kind.ALIVE


def deal(addresses: Iterable[tuple[str, str]], seed: int) -> dict[tuple[str, str], Kind]:
    """Deal kinds to a document's pages, given as (host, path): always the same to the same set."""
    shuffled = sorted(set(addresses), key=lambda address: draw(seed, "deal", *address))
    open_ones = [address for address in shuffled if not _is_always_alive(address[0])]
    dealt = dict.fromkeys(shuffled, Kind.ALIVE)
    waiting = list(DECK)
    for address in open_ones:
        # Whom the next card does not suit gets the first that does, so that no kind is lost on a PDF.
        card = next((card for card in waiting if _suits(card, address[1])), Kind.ALIVE)
        if card in waiting:
            waiting.remove(card)
        dealt[address] = card
        waiting = waiting or list(DECK)
    return dealt


def _suits(kind: Kind, path: str) -> bool:
    bare = path.partition("?")[0]
    if bare in {"", "/"}:
        return kind in _HOME_KINDS
    return kind in _FILE_KINDS if bare.lower().endswith(".pdf") else True


def _is_always_alive(host: str) -> bool:
    return any(host == name or host.endswith("." + name) for name in _ALWAYS_ALIVE)
