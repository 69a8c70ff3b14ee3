"""How checks are made and judged, and how patient the house is with a link. Pure.

Where a default has a source, its docstring names it; all of them are in docs/reference/settings.md.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold:
    """How many failures in a row, and how long from the first counted to the last, until a source is dead."""

    failures: int
    spread: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesSettings:
    """How patient the house is. Sources of the defaults: link-rot.md section 5."""

    plain: Threshold = Threshold(failures=3, spread=timedelta(days=6))
    """404, soft 404, moved to home, parked, usurped, redirect loop. IABot: three checks, three days apart."""
    sure: Threshold = Threshold(failures=2, spread=timedelta(days=3))
    """410 says it on purpose; a name that no longer exists is nobody's passing trouble."""
    slow: Threshold = Threshold(failures=5, spread=timedelta(days=14))
    """Server errors, timeouts, refused connections: servers come back after a week more often than pages do."""
    one_per: timedelta = timedelta(hours=48)
    """Of failures closer together one is counted: a bad night is one night, however often it was looked at."""
    slack: timedelta = timedelta(hours=3)
    """A nightly run does not reach a source at the same minute; times this short of a threshold have reached it."""
    revived_for: timedelta = timedelta(days=7)
    """A source that was dead is news until it has answered for that long."""
    least_confidence: float = 0.5
    """A verdict less sure than that counts neither way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleSettings:
    """How long to wait until the next visit."""

    healthy: timedelta = timedelta(days=7)
    suspect: timedelta = timedelta(days=2)
    """Half of it at first: most bad nights are over on the next, and a page that is out every other night must not be
    seen on those alone."""
    revived: timedelta = timedelta(days=2)
    """Until it is healthy again."""
    unsettled: timedelta = timedelta(days=1)
    """When the last visit could not tell: put off, rate-limited, our own trouble."""
    hopeless: timedelta = timedelta(days=28)
    """An address that is none; nothing changes but by a person's hand."""
    dead: tuple[timedelta, ...] = (timedelta(days=7), timedelta(days=14), timedelta(days=28))
    """One after the other since the source was found dead."""
    long_dead: timedelta = timedelta(days=30)
    spread: float = 1 / 7
    """Share of a wait of a week or longer by which it may be prolonged (by whole nights), so that not all sources are
    due on one night: each goes to a night of its own."""
    slack: timedelta = timedelta(hours=3)
    """Taken off every wait: a nightly run that comes by a little earlier than the last time must find it due."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutageSettings:
    """When a night is void. Source of the shares: link-rot.md section 5."""

    share: float = 0.2
    """Of the hosts known from earlier visits, that fail."""
    times_usual: float = 2.0
    """As many as failed at their last visit."""
    least_hosts: int = 5
    """Fewer that fail are no mass: a document with twenty sources may lose four at one hoster."""
    known_good: int = 3
    """So many hosts that answered last time, asked first, and none of them answers: the night is void at once."""
    window: int = 50
    """Visits after which a failure is believed, if the night looks well by then; and as many before count too."""
    most_nights: int = 3
    """Nights in a row that a host's failure may be void; then it is usual, for that hoster may be gone for good."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckSettings:
    """How what the web answers is asked for and judged."""

    probe: bool = True
    """Whether a site may be asked for a page that cannot exist, to know how it says that a page is not there."""
    robots: bool = False
    """Whether a site's robots.txt is asked for and obeyed (RFC 9309). A checker is no crawler: off by default."""
    retry_as_browser: bool = False
    """Whether a page that is refused (403, no mark of a wall) is asked for once more with a browser's headers. Off by
    default: the tool says who it is."""
    believe_redirects: timedelta = timedelta(days=21)
    """How long a redirect that says it is for good (301, 308) is believed while its end shows a page: so long it is
    asked directly. Nothing means that the whole way is gone at each visit."""
    series: SeriesSettings = field(default_factory=SeriesSettings)
    schedule: ScheduleSettings = field(default_factory=ScheduleSettings)
    outages: OutageSettings = field(default_factory=OutageSettings)
