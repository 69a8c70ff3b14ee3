"""What a configuration says of single hosts. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field

from sourcekeeper.model import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class HostSettings:
    """How one host is visited and judged."""

    gap_seconds: float | None = None
    """Between two requests; None is what holds for every host."""
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    """Sent to this very host only; they may be secrets, so nothing shows or keeps them."""
    skip: str | None = None
    """Why it is not visited at all; empty when nobody said why, None when it is visited."""
    treat_as: tuple[tuple[str, Verdict], ...] = ()
    """A status (``403``), a class of them (``5xx``) or a verdict, and the verdict that is meant by it at this host."""


_NOTHING = HostSettings()


@dataclass(frozen=True, slots=True, kw_only=True)
class HostTable:
    """Hosts by name. A name stands for its subdomains too, unless they have a row of their own."""

    rows: tuple[tuple[str, HostSettings], ...] = ()
    """Lower-case ASCII names; few, so that they are looked through."""

    def of(self, host: str) -> HostSettings:
        """Return what holds for a host: of the rows that fit, the one with the longest name."""
        if not self.rows:
            return _NOTHING
        fitting = [row for row in self.rows if host == row[0] or host.endswith(f".{row[0]}")]
        return max(fitting, key=lambda row: len(row[0]))[1] if fitting else _NOTHING

    def headers_of(self, host: str) -> tuple[tuple[str, str], ...]:
        """Return the headers of this very host; a subdomain may be anybody's."""
        return next((settings.headers for name, settings in self.rows if name == host), ())
