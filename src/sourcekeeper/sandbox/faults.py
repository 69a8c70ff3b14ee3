"""What shall go wrong in the archive's stand-in, as a record and as the text of ``--faults``. Pure."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from sourcekeeper.errors import ConfigError
from sourcekeeper.sandbox.chance import Chance

NEVER = Chance()


@dataclass(frozen=True, slots=True)
class Order:
    """One of the orders a fault holds."""

    code: str
    host: str = ""
    """Only addresses of this host; empty for all."""
    times: int | None = None
    """Only the first so many requests about an address; None for all."""

    @classmethod
    def parse(cls, text: str) -> Order:
        """Read ``CODE[*TIMES][@HOST]``.

        >>> Order.parse("job-failed*2@example.org")
        Order(code='job-failed', host='example.org', times=2)
        """
        what, _, host = text.partition("@")
        code, _, times = what.partition("*")
        return cls(code.removeprefix("error:"), host, int(times) if times else None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Faults:
    """The faults in force. Shares are drawn for each address by the seed; ``once`` strikes its first request only.

    An *order* is ``CODE``, ``CODE@HOST`` for one host, ``CODE*2`` for the first two requests about each address.

    In text a field is written with hyphens, less a leading ``http-``: ``520-but-captured=0.1,429=once,index-lag=3``.
    Several values of one name are joined with ``+``: ``excluded=a.example+b.example``.
    """

    # submissions: the capture is made all the same
    lost_answer: Chance = NEVER
    """The connection is reset instead of an answer."""
    http_520_but_captured: Chance = NEVER
    http_5xx_but_captured: Chance = NEVER
    """500, 502, 503 or 523, by the address."""
    answer_but_captured: tuple[str, ...] = ()
    """An HTTP status instead of the answer: ``502``, with times and host as orders have them."""
    stalled_answer: Chance = NEVER
    """Nothing comes for a long time."""
    # submissions: no capture is made
    refuse: tuple[str, ...] = ()
    """Orders: HTTP 200 with ``status: error``."""
    refuse_plainly: tuple[str, ...] = ()
    """The same, in the shape that has ``url`` and ``message`` only."""
    false_401: Chance = NEVER
    """"You need to be logged in", though the keys are good."""
    invalid_keys: bool = False
    """No keys are good."""
    old_save_429: Chance = NEVER
    """``GET /save/URL``, the way without keys, is refused."""
    content_location: bool = False
    """``GET /save/URL`` answers as it once did: 200 with ``Content-Location`` instead of a redirect."""
    # jobs
    start_delay: float = 0.0
    """Seconds before a capture begins; the answer's message says so."""
    job_error: tuple[str, ...] = ()
    """Orders: the job ends with the code and makes no capture."""
    job_error_but_captured: tuple[str, ...] = ()
    """Orders: the job says that it ended with the code, and made its capture."""
    job_failed_but_captured: Chance = NEVER
    no_address: Chance = NEVER
    """The job succeeds without telling time and address."""
    slot_lag: float = 0.0
    """Seconds a finished job still holds its slot, unseen by ``available``; submissions get 429 meanwhile."""
    forget_jobs: bool = False
    """Every job is answered as pending, as after an hour."""
    no_job_id: bool = False
    """"The same snapshot" comes without a job id."""
    # what was captured
    index_lag: float = 0.0
    """Seconds until a capture shows in CDX, TimeMap and availability."""
    replay_lag: float = 0.0
    """Seconds until a capture can be replayed."""
    vanish: Chance = NEVER
    """Captures that are lost `vanish_after` seconds after they were made."""
    vanish_after: float = 0.0
    revisits: bool = False
    """A capture equal to an earlier one is listed as ``warc/revisit`` without status; availability skips it."""
    excluded: tuple[str, ...] = ()
    """Hosts whose captures are shut away."""
    robots: tuple[str, ...] = ()
    """Hosts whose captures are shut away by their ``robots.txt``: another exception, and 403 in replay."""
    blind_availability: Chance = NEVER
    """Availability answers ``{}`` for what is archived."""
    # any request to the archive
    at: tuple[str, ...] = ()
    """Which requests the faults below can strike: ``save status available cdx timemap replay``; none means all."""
    http_429: Chance = NEVER
    retry_after: float | None = None
    """Seconds the 429 and 503 answers ask for; they say nothing when None."""
    html_offline: Chance = NEVER
    """"Temporarily Offline" with status 503."""
    html_offline_200: Chance = NEVER
    """The same page with status 200."""
    http_502: Chance = NEVER
    answer_delay: float = 0.0
    """Seconds every answer of the archive takes."""
    ban_after: float = 0.0
    """So many requests within the wait that a 429 asked for (15 s when it asked for none), and connections are refused
    for an hour; the next time for two."""
    ban: bool = False
    """web.archive.org refuses connections while archive.org answers."""

    def __str__(self) -> str:
        parts = []
        for field in fields(self):
            value = getattr(self, field.name)
            if value != field.default:
                parts.append(_spelt(_text_name(field.name), value))
        return ",".join(parts)

    @classmethod
    def parse(cls, text: str) -> Faults:
        """Read the text of ``--faults``; ConfigError names the word that is not understood."""
        known = {_text_name(field.name): field for field in fields(cls)}
        changes: dict[str, Any] = {}
        for part in filter(None, (piece.strip() for piece in text.split(","))):
            name, _, value = part.partition("=")
            if name not in known:
                raise ConfigError(f"unknown fault {name!r}", f"Known: {', '.join(sorted(known))}.")
            try:
                changes[known[name].name] = _read(known[name].default, value)
            except ValueError as error:
                raise ConfigError(f"cannot read the fault {part!r}: {error}") from error
        return cls(**changes)


def is_host_within(host: str, domain: str) -> bool:
    """Whether a host is the domain or under it."""
    return host == domain or host.endswith("." + domain)


def _text_name(field_name: str) -> str:
    return field_name.removeprefix("http_").replace("_", "-")


def _spelt(name: str, value: object) -> str:
    if value is True:
        return name
    if isinstance(value, tuple):
        return f"{name}={'+'.join(value)}"
    return f"{name}={value:g}" if isinstance(value, float) else f"{name}={value}"


def _read(default: object, value: str) -> object:
    if isinstance(default, bool):
        if value not in {"", "1", "0"}:
            raise ValueError("it is either there or not")
        return value != "0"
    if isinstance(default, Chance):
        return Chance.parse(value)
    if isinstance(default, tuple):
        entries = tuple(filter(None, value.split("+")))
        for entry in entries:
            Order.parse(entry)  # ValueError for times that are no number
        return entries
    seconds = float(value)
    if not 0 <= seconds < float("inf"):
        raise ValueError("seconds cannot be negative or endless")
    return seconds
