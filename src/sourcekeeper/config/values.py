"""What a setting's value may be: each function returns the value, or raises ValueError with what is wrong. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from difflib import get_close_matches
from typing import Any
from urllib.parse import urlsplit

from sourcekeeper.config.hosts import HostSettings
from sourcekeeper.model import Verdict

_MOST = 1e12
"""Of any number in a setting: what is more, or no number at all (``nan``, ``inf``), is a slip of the keyboard."""
_MOST_DAYS = 365_000
_LEAST_DAYS = 0.25
_LEAST_WAIT = 0.1
MOST_AT_ONCE = 10_000
"""Requests at once: more than the files that a process may have open, on nearly all machines."""
_YES = frozenset({"1", "true", "yes", "on"})
_NO = frozenset({"0", "false", "no", "off"})


def text(value: Any) -> str:
    """Return a text."""
    if not isinstance(value, str):
        raise ValueError(f"{value!r} is not a text")
    return value


def path(value: Any) -> str:
    """Return the path of a file: a text that is not empty."""
    if not text(value).strip():
        raise ValueError("it is empty")
    return text(value)


def number(value: Any) -> float:
    """Return a number of 0 or more."""
    found = _figure(value)
    if not 0 <= found <= _MOST:
        raise ValueError(f"{value!r} is not a number from 0 to {_MOST:,.0f}")
    return found


def wait(value: Any) -> float:
    """Return how many seconds are waited for an answer: with less than a tenth of one no server is ever in time."""
    found = number(value)
    if found < _LEAST_WAIT:
        raise ValueError(f"{value!r} is less than {_LEAST_WAIT} seconds")
    return found


def rate(value: Any) -> float:
    """Return how often a minute: more than never."""
    found = number(value)
    if not found:
        raise ValueError(f"{value!r} would be never")
    return found


def count(value: Any) -> int:
    """Return a whole number of 1 or more."""
    found = _figure(value)
    if not 1 <= found <= _MOST or not found.is_integer():
        raise ValueError(f"{value!r} is not a whole number of 1 or more")
    return int(found)


def at_once(value: Any) -> int:
    """Return how many requests are made at once."""
    found = count(value)
    if found > MOST_AT_ONCE:
        raise ValueError(f"{value!r} is more than {MOST_AT_ONCE:,}")
    return found


def _figure(value: Any) -> float:
    """Return any number. Raises ValueError for what is none, ``true`` included."""
    try:
        if isinstance(value, bool):
            raise TypeError
        return float(value)
    except (ValueError, TypeError, OverflowError):
        raise ValueError(f"{value!r} is not a number") from None


def days(value: Any) -> timedelta:
    """Return so many days."""
    return timedelta(days=min(number(value), _MOST_DAYS))


def flag(value: Any) -> bool:
    """Return whether something is wanted. What is neither yes nor no is refused: half of the slips would mean no."""
    said = str(value).strip().lower()
    if said not in _YES and said not in _NO:
        raise ValueError(f"{value!r} is neither true nor false")
    return said in _YES


def texts(value: Any) -> tuple[str, ...]:
    """Return texts, from a list or parted by commas."""
    if isinstance(value, str):
        return tuple(part.strip() for part in value.split(",") if part.strip())
    if isinstance(value, list):
        return tuple(text(part) for part in value)
    raise ValueError(f"{value!r} is not a list of texts")


def consent(value: Any) -> str:
    """Return how consent is given."""
    if value not in ("ask", "always", "never"):
        raise ValueError(f"{value!r} is not ask, always or never")
    return str(value)


def engine(value: Any) -> str:
    """Return which engine makes visits."""
    if value not in ("auto", "curl", "plain"):
        raise ValueError(f"{value!r} is not auto, curl or plain")
    return str(value)


def also(value: Any) -> tuple[str, ...]:
    """Read other archives: ``memento+https://arquivo.pt/wayback``; without a kind they are for look-up."""
    found = []
    for named in texts(value):
        kind, plus, address = named.partition("+")
        is_named = bool(plus) and "/" not in kind
        kind, address = (kind, address) if is_named else ("memento", named)
        found.append(f"{kind}+{outside(address)}")
    return tuple(found)


def outside(value: Any) -> str:
    """Return the address of a service."""
    parts = urlsplit(text(value))
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(f"{value!r} is not an http(s) address")
    return str(value).rstrip("/")


# --- how patient the house is ---------------------------------------------------------------------------------------


def share(value: Any) -> float:
    """Return a share, from 0 to 1."""
    found = _figure(value)
    if not 0 <= found <= 1:
        raise ValueError(f"{value!r} is not a share from 0 to 1")
    return found


def hours(value: Any) -> timedelta:
    """Return so many hours."""
    return days(number(value) / 24)


def some_days(value: Any) -> timedelta:
    """Return so many days, a quarter of one at least: a run that comes by each hour asks nobody each hour."""
    if number(value) < _LEAST_DAYS:
        raise ValueError(f"{value!r} is less than {_LEAST_DAYS} days")
    return days(value)


def waits(value: Any) -> tuple[timedelta, ...]:
    """Return a list of days, each at least a quarter of one."""
    if not isinstance(value, list) or not value:
        raise ValueError(f"{value!r} is not a list of days such as [7, 14, 28]")
    return tuple(some_days(each) for each in value)


# --- single hosts ---------------------------------------------------------------------------------------------------

_A_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?")
_AN_ADDRESS = re.compile(r"\[?[0-9a-f:.]+\]?")
_LONGEST_NAME = 253
_A_HEADER = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_A_STATUS = re.compile(r"[1-5](?:\d\d|xx)")


def host_name(value: str) -> str:
    """Return a host's name in lower-case ASCII; a name in other letters becomes what the web knows it by."""
    name = value.strip().rstrip(".").lower()
    if not name.isascii():
        try:
            name = name.encode("idna").decode("ascii")
        except UnicodeError as error:
            raise ValueError(f"{value!r} is not the name of a host") from error
    is_name = len(name) <= _LONGEST_NAME and all(_A_LABEL.fullmatch(label) for label in name.split("."))
    if not is_name and not _AN_ADDRESS.fullmatch(name):
        raise ValueError(f"{value!r} is not the name of a host, such as example.org")
    return name


def host_settings(value: Any) -> HostSettings:
    """Return what is said of one host."""
    if not isinstance(value, Mapping):
        raise ValueError("it is not a table")
    unknown = sorted(set(value) - set(_OF_A_HOST))
    if unknown and isinstance(value[unknown[0]], Mapping):
        raise ValueError('a name with dots is written in quotes: [hosts."example.org"]')
    if unknown:
        raise ValueError(f"unknown setting {unknown[0]!r}{near(unknown[0], _OF_A_HOST)}")
    found: dict[str, Any] = {}
    for name, given in value.items():
        try:
            found[name] = _OF_A_HOST[name](given)
        except (ValueError, TypeError) as error:
            raise ValueError(f"{name}: {error}") from error
    return HostSettings(**found)


def headers(value: Any) -> tuple[tuple[str, str], ...]:
    """Return headers by name. What is wrong is told without their values, which may be secrets."""
    if not isinstance(value, Mapping):
        raise ValueError('it is not a table such as { Authorization = "Bearer …" }')
    for name, said in value.items():
        if not _A_HEADER.fullmatch(name) or name.lower() in _NOT_THEIRS:
            raise ValueError(f"{name!r} is not a header that can be set")
        if not isinstance(said, str) or not said.isprintable() or any(ord(each) > 255 for each in said):
            raise ValueError(f"the value of {name} is not one line of Latin letters")
    return tuple(value.items())


def skip(value: Any) -> str | None:
    """Return why a host is not visited: a text, or ``true`` when there is nothing to say."""
    if isinstance(value, bool):
        return "" if value else None
    return text(value)


def treat_as(value: Any) -> tuple[tuple[str, Verdict], ...]:
    """Return verdicts by what they stand for: ``{ 403 = "paywalled", blocked = "alive" }``."""
    if not isinstance(value, Mapping):
        raise ValueError('it is not a table such as { 403 = "paywalled" }')
    known = [each.value for each in Verdict]
    found = []
    for seen, meant in value.items():
        if seen not in known and not _A_STATUS.fullmatch(seen):
            raise ValueError(f"{seen!r} is neither a status nor a verdict{near(seen, known)}")
        if meant not in known:
            raise ValueError(f"{meant!r} is no verdict{near(str(meant), known)}")
        found.append((seen, Verdict(meant)))
    return tuple(found)


def near(word: str, known: Iterable[str]) -> str:
    """Return the names that look like a word, ready to end a sentence: ``, did you mean 'gone'?``."""
    like = get_close_matches(word, list(known), n=2)
    return f", did you mean {' or '.join(map(repr, like))}?" if like else ""


_NOT_THEIRS = frozenset({"host", "connection", "content-length", "transfer-encoding", "te", "expect", "upgrade"})
"""Headers that belong to the engine."""

_OF_A_HOST: dict[str, Callable[[Any], Any]] = {
    "gap_seconds": number,
    "headers": headers,
    "skip": skip,
    "treat_as": treat_as,
}
